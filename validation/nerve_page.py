"""Write down how the fitted axons stand to what was published: docs/nerve-validation.md."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.ensemble import FREE, stored
from myotwitch.provenance import ASSUMED, short_citation

if TYPE_CHECKING:
    from nerve_ensemble import Said

__all__ = ["page", "verdict"]

OBSERVATIONS = Path(__file__).parent / "observations" / "nerve_excitability.toml"
BECAUSE = {
    "contraction_refractoriness": "the model's contraction is hyperpolarisation and a little sodium and potassium; the paper says "
    "that hyperpolarisation does not explain this, and the model has nothing else",
    "passive_time_constant": "one node with its whole internode cannot charge as fast as a node whose paranode has a "
    "potential of its own",
    "contraction_superexcitability": "hyperpolarisation alone gives too little in nearly half of the axons",
    "cooling_refractory_period": "the inactivation gate has a Q10 of 2.9, and the refractory period ends before it is all recovered",
    "potassium_superexcitability": "depolarisation by half a millivolt moves the model's superexcitability the other way; at "
    "5.5 mM it turns",
    "kidney_superexcitability": "some axons turn only above 5.5 mM; the patients had other salts changed as well",
    "low_potassium_superexcitability": "more negative potassium battery, but a longer way to threshold as well",
}


def _number(value: float, digits: int = 3) -> str:
    return "none" if math.isnan(value) else f"{value:.{digits}g}"


def _spread(values: Sequence[float]) -> str:
    known = np.array([v for v in values if not math.isnan(v)])
    if known.size == 0:
        return "none"
    low, middle, high = np.quantile(known, [0.1, 0.5, 0.9])
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def _near(row: dict[str, Any]) -> float | None:
    """How far from the published mean still agrees; None when no spread was published."""
    if "se" in row:
        return max(0.5 * row["se"] * math.sqrt(row["n"]), 2 * row["se"])
    return 0.5 * row["sd"] if "sd" in row else None


def _agrees(row: dict[str, Any], value: float) -> bool:
    if math.isnan(value):
        return False
    if row["kind"] == "sign":
        return bool(value * row["sign"] > 0)
    if "range" in row:
        return bool(row["range"][0] <= value <= row["range"][1])
    near = _near(row)
    return near is not None and value * row["mean"] > 0 and abs(value - row["mean"]) <= near


def verdict(row: dict[str, Any], told: Sequence[float]) -> str:
    """agrees: nine of ten axons do. partly: half of them do. disagrees: fewer. Nothing without a published spread."""
    if row["kind"] == "value" and "range" not in row and _near(row) is None:
        return "not judged"
    share = np.mean([_agrees(row, value) for value in told])
    if share >= 0.9:
        return "agrees"
    return "partly" if share >= 0.5 else "disagrees"


def _published(row: dict[str, Any]) -> str:
    if row["kind"] == "sign":
        return "rises" if row["sign"] > 0 else "falls"
    told = f"{row['mean']:g}"
    if "se" in row:
        return f"{told} ± {row['se'] * math.sqrt(row['n']):.3g} sd (se {row['se']:g}, n {row['n']})"
    if "range" in row:
        return f"{row['range'][0]:g} to {row['range'][1]:g}"
    return f"{told} ± {row['sd']:g} sd" if "sd" in row else f"{told}, no spread published"


def _held_out(reference: Said, told: Sequence[Said]) -> list[str]:
    rows = tomllib.loads(OBSERVATIONS.read_text("utf-8"))
    lines = [
        "| claim | paper | read | role | published | reference | members | verdict |",
        "|---|---|---|---|---|---|---|---|",
    ]
    counted: dict[str, int] = {}
    for name, row in rows.items():
        values = [one.rows[name] for one in told]
        judged = verdict(row, values) if row["role"] == "predicted" else "input"
        counted[judged] = counted.get(judged, 0) + 1
        paper = short_citation(row["paper"]) if row["paper"] else "not known"
        note = f"; {BECAUSE[name]}" if judged in ("disagrees", "partly") and name in BECAUSE else ""
        lines.append(
            f"| {row['claim']} | {paper} | {row['read']} | {row['role']} | {_published(row)} | "
            f"{_number(reference.rows[name])} | {_spread(values)} | {judged}{note} |"
        )
    said = ", ".join(f"{n} {word}" for word, n in sorted(counted.items()) if word != "input")
    return [f"Predicted rows: {said}. Members: middle (10th to 90th percentile).", "", *lines]


def _fitted(reference: Said, told: Sequence[Said]) -> list[str]:
    lines = [
        "| index | norm ± sd | norm from | reference | members | within half an sd |",
        "|---|---|---|---|---|---|",
    ]
    for name, norm in norms().items():
        values = np.array([one.indices[name] for one in told])
        share = np.mean(np.abs(values - norm.mean) <= 0.5 * norm.sd)
        source = "memory" if norm.source == ASSUMED else short_citation(norm.source)
        lines.append(
            f"| {norm.published} | {norm.mean:g} ± {norm.sd:g} | {source} | {reference.indices[name]:.3g} | "
            f"{_spread(list(values))} | {share:.0%} |"
        )
    return lines


def _free() -> list[str]:
    lines = [
        "| free number | start, middle | members | spread over the start's spread |",
        "|---|---|---|---|",
    ]
    for name, free in FREE.items():
        values = np.array([member["free"][name] for member in stored()["members"]])
        width = np.log(values).std() if free.logarithmic else values.std()
        lines.append(f"| {name} | {free.middle:g} | {_spread(list(values))} | {width / free.width:.2f} |")
    return lines


def _hot(reference: Said, told: Sequence[Said]) -> list[str]:
    lines = ["| change | reference | members |", "|---|---|---|"]
    for name in reference.hot:
        lines.append(
            f"| {name} | {_number(reference.hot[name])} | {_spread([one.hot[name] for one in told])} |"
        )
    return lines


def page(reference: Said, told: Sequence[Said]) -> str:
    """The whole page as Markdown."""
    rows = stored()
    late = np.array([one.indices["late_subexcitability_percent"] for one in told])
    width = np.array([one.half_width_ms for one in told])
    together = np.corrcoef(late, width)[0, 1]
    firing = {
        site: sum(not math.isnan(one.steady[site]) for one in told) for site in ("ordinary node", "hot site")
    }
    first = _spread([one.steady["hot site"] for one in told])
    rms = _spread([member["rms_sd"] for member in rows["members"]])
    text = (Path(__file__).parent / "nerve_words.md").read_text("utf-8")
    return text.format(
        members=len(told),
        tried=rows["tried"],
        rms=rms,
        limit_rms=rows["accepted_when"]["rms_sd"],
        limit_far=rows["accepted_when"]["farthest_sd"],
        half_width=_spread(list(width)),
        reference_half_width=_number(reference.half_width_ms),
        late=_spread(list(late)),
        together=f"{together:.2f}",
        ordinary=firing["ordinary node"],
        hot=firing["hot site"],
        first=first,
        fitted="\n".join(_fitted(reference, told)),
        free="\n".join(_free()),
        held_out="\n".join(_held_out(reference, told)),
        sites="\n".join(_hot(reference, told)),
    )
