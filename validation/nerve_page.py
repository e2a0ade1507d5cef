"""Write down how the fitted axons stand to what was published: docs/nerve-validation.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from observation_rows import Judged, summary, table

from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.ensemble import FREE, stored
from myotwitch.provenance import ASSUMED, short_citation

if TYPE_CHECKING:
    from nerve_ensemble import Said

__all__ = ["page"]

TITLES = {
    "predicted": "Predicted",
    "verification": "Remembered, or another model's: supports nothing",
    "calibrated": "Calibrated, apart from the seventeen indices",
    "input": "Inputs",
    "not tried": "Not tried, and why",
}


def _number(value: float, digits: int = 3) -> str:
    return "none" if math.isnan(value) else f"{value:.{digits}g}"


def _spread(values: Sequence[float]) -> str:
    known = np.array([v for v in values if not math.isnan(v)])
    if known.size == 0:
        return "none"
    low, middle, high = np.quantile(known, [0.1, 0.5, 0.9])
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def _held_out(judged: Sequence[Judged]) -> list[str]:
    """Every row but the fitted indices, by role: what counts first."""
    found = []
    for role, title in TITLES.items():
        rows = [row for row in judged if row.role == role and not row.id.startswith("norm_")]
        found += [f"### {title}", "", *table(rows).splitlines()[:-2], ""]
    return found


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


def page(reference: Said, told: Sequence[Said], judged: Sequence[Judged], falsifiers: str) -> str:
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
        held_out="\n".join(_held_out(judged)),
        summary=summary([row for row in judged if row.role == "predicted"]),
        falsifiers=falsifiers,
        sites="\n".join(_hot(reference, told)),
    )
