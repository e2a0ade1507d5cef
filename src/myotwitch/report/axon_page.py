"""`myotwitch axon`: the clinical nerve-excitability tests on the model axon, beside the norms.

Says of every norm whether it was read or is remembered, and of the whole that the axon was fitted to
them: agreement here is calibration. A changed milieu is shown beside the resting one and is not judged.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from myotwitch.axon.after_contraction import BOUT_s, after_contraction
from myotwitch.axon.clinical_tests import Excitability, excitability
from myotwitch.axon.ensemble import stored
from myotwitch.axon.exposure import resting_milieu
from myotwitch.axon.motor_axon import MotorAxon
from myotwitch.handover import Site
from myotwitch.provenance import ASSUMED, short_citation
from myotwitch.refusal import Door, Refusal
from myotwitch.units import read_quantity

__all__ = ["Asked", "AxonPage", "as_json", "asked", "examined", "show", "verdict"]

_AGREES_sd = 1.0
_UNITS = {"potassium_mM": "mM", "calcium_mM": "mM", "magnesium_mM": "mM", "temperature_C": "°C"}


@dataclass(frozen=True)
class Asked:
    """What a person wants changed from rest; empty for the resting nerve."""

    fluid: dict[str, float]
    after_contraction_s: float | None = None
    late_term: bool = False

    def site(self) -> Site:
        """The trunk as asked."""
        site = resting_milieu().trunk._replace(**self.fluid)
        if self.after_contraction_s is None:
            return site
        return after_contraction(site, self.after_contraction_s, late_term=self.late_term)

    @property
    def at_rest(self) -> bool:
        """Whether nothing was changed."""
        return not self.fluid and self.after_contraction_s is None


@dataclass(frozen=True)
class AxonPage:
    """The tests as asked, and at rest."""

    asked: Asked
    now: Excitability
    rest: Excitability


def asked(
    potassium_mM: float | None = None,
    calcium_mM: float | None = None,
    magnesium_mM: float | None = None,
    temperature: str | None = None,
    after_contraction: str | None = None,
    late_term: bool = False,
) -> Asked:
    """The options of the command line. Raises Refusal (USAGE) for words that are no quantity."""
    fluid = {"potassium_mM": potassium_mM, "calcium_mM": calcium_mM, "magnesium_mM": magnesium_mM}
    told = {name: value for name, value in fluid.items() if value is not None}
    if temperature is not None:
        told["temperature_C"] = read_quantity(temperature, "temperature", what="--temperature")
    if late_term and after_contraction is None:
        raise Refusal(
            "--late-term was asked without a contraction.",
            allowed="it is a change near 36 minutes after a maximal minute.",
            next_step='myotwitch axon --after-contraction "36 min" --late-term',
            door=Door.USAGE,
        )
    after = after_contraction
    seconds = None if after is None else read_quantity(after, "duration", what="--after-contraction")
    return Asked(told, seconds, late_term)


def examined(asked: Asked, axon: MotorAxon | None = None) -> AxonPage:
    """Run the tests; Refusal (IMPOSSIBLE) for a milieu that no body has or that blocks the nerve."""
    axon = axon or MotorAxon.reference()
    rest = excitability(axon)
    if asked.at_rest:
        return AxonPage(asked, rest, rest)
    return AxonPage(asked, excitability(axon, resting_milieu()._replace(trunk=asked.site())), rest)


def verdict(page: AxonPage) -> tuple[str, list[str]]:
    """How the axon at rest stands to the norms, and the published names of those it misses by over one sd."""
    rows = page.rest.beside_norms()
    far = [norm.published for _, value, norm in rows if abs(value - norm.mean) > _AGREES_sd * norm.sd]
    remembered = any(norm.source == ASSUMED for _, _, norm in rows)
    return ("fits remembered norms" if remembered else "fits norms"), far


def fired_by_conditioning(found: Excitability) -> bool:
    """Whether a depolarising conditioning current fires the nerve by itself, so that TEd means nothing."""
    during = found.electrotonus[40][:, 0] < 100
    reduction = found.electrotonus[40][during, 1]
    return not bool((reduction > 0).all())


def members_at_rest(name: str) -> tuple[float, float]:
    """10th and 90th percentile of an index over the fitted axons, at rest."""
    low, high = np.quantile([row["indices"][name] for row in stored()["members"]], [0.1, 0.9])
    return float(low), float(high)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _curve(rows: np.ndarray) -> list[list[float | None]]:
    return [[_number(x) for x in row] for row in rows]


def as_json(page: AxonPage) -> str:
    """One document: indices beside norms, curves, verdict. A value that cannot be measured is null."""
    said, far = verdict(page)
    rows: list[dict[str, Any]] = []
    for name, value, norm in page.now.beside_norms():
        rows.append({
            "name": name, "published_name": norm.published, "value": _number(value), "at_rest": page.rest.indices[name],
            "norm_mean": norm.mean, "norm_sd": norm.sd, "norm_source": norm.source, "members_at_rest": members_at_rest(name),
            "rest_distance_sd": (page.rest.indices[name] - norm.mean) / norm.sd,
        })  # fmt: skip
    now = page.now
    document = {
        "schema_version": 1,
        "milieu": page.asked.site()._asdict(),
        "after_contraction_s": page.asked.after_contraction_s,
        "late_term": page.asked.late_term,
        "fired_by_conditioning": fired_by_conditioning(page.now),
        "verdict": said,
        "role": "calibrated",
        "farther_than_one_sd": far,
        "threshold_1_ms_pA": now.indices["threshold_1_ms_pA"],
        "threshold_change": now.indices["threshold_1_ms_pA"] / page.rest.indices["threshold_1_ms_pA"] - 1,
        "indices": rows,
        "curves": {
            "strength_duration": _curve(now.strength_duration),
            "electrotonus": {str(c): _curve(curve) for c, curve in now.electrotonus.items()},
            "recovery_cycle": _curve(now.recovery_cycle),
            "current_threshold": _curve(now.current_threshold),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _told(asked: Asked) -> str:
    said = [
        f"{name.rpartition('_')[0].replace('_', ' ')} {value:g} {_UNITS[name]}"
        for name, value in asked.fluid.items()
    ]
    if asked.after_contraction_s is not None:
        late = ", with the late term" if asked.late_term else ""
        said.append(f"{asked.after_contraction_s / 60:g} min after {BOUT_s:g} s of maximal contraction{late}")
    return "; ".join(said) or "at rest, 34 °C"


def show(page: AxonPage, console: Console) -> None:
    """Print the table and what to make of it."""
    console.print(f"Motor axon of the median nerve, model. Tested: {_told(page.asked)}.")
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("index", no_wrap=True)
    columns = ["model", f"{len(stored()['members'])} fits"] if page.asked.at_rest else ["now", "at rest"]
    for column in (*columns, "norm ± sd", "off, sd"):
        table.add_column(column, justify="right", no_wrap=True)
    read = []
    for name, value, norm in page.now.beside_norms():
        rest = page.rest.indices[name]
        low, high = members_at_rest(name)
        beside = f"{low:.3g} to {high:.3g}" if page.asked.at_rest else f"{rest:.3g}"
        if norm.source != ASSUMED:
            read.append(f"{norm.published}: {short_citation(norm.source)}")
        table.add_row(
            norm.published, f"{value:.3g}", beside, f"{norm.mean:g} ± {norm.sd:g}",
            f"{(rest - norm.mean) / norm.sd:+.1f}",
        )  # fmt: skip
    console.print(table)
    if not page.asked.at_rest:
        change = page.now.indices["threshold_1_ms_pA"] / page.rest.indices["threshold_1_ms_pA"] - 1
        console.print(f"Threshold of a 1-ms pulse: {100 * change:+.1f} % against rest.")
        if fired_by_conditioning(page.now):
            console.print(
                "The conditioning current fires the nerve in this milieu, so the TEd rows and slopes mean nothing."
            )
    console.print(
        f"Norms read in a paper: {'; '.join(read)}. The others are remembered. Off: the axon at rest."
    )
    said, far = verdict(page)
    missed = f", except {', '.join(far)}" if far else ""
    console.print(f"Verdict for the axon at rest: {said}{missed}.")
    console.print(
        "The axon was fitted to these norms, so this is calibration and supports nothing (docs/nerve-validation.md "
        "has what was not fitted). Educational and research software, not a medical device."
    )
