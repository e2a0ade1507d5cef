"""A named hypothesis for the hours after effort: an irritable terminal.

People say that a calf flickers for hours after a run. No published mechanism gives that: after the
first hour the known ones change the rate by about a tenth. Something may make the motor axon's
terminal irritable for hours (swelling, warmth, chemistry of the worked tissue, more hot sites);
nobody knows. This is that something, called a hypothesis wherever it is shown: half of all draws
have none of it, the other half have it in a size that is not tuned to any report.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import Bout
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["IrritableTerminal", "irritable_log"]


@dataclass(frozen=True)
class IrritableTerminal(Parameters):
    """Size and fading of the hypothetical process."""

    null_share: float = sourced(
        0.5, "", ASSUMED, note="as likely as not: no study shows it, many people describe it"
    )
    largest_log: float = sourced(
        2.5,
        "",
        ASSUMED,
        note="upper end of a flat prior of ln(rate ratio): twelve times usual, above most accounts",
    )
    onset_min: float = sourced(
        20.0,
        "min",
        ASSUMED,
        note="accounts put the start within about an hour of stopping; grows with this time constant",
    )
    shortest_fading_h: float = sourced(2.0, "h", ASSUMED, note="accounts speak of hours")
    longest_fading_h: float = sourced(
        24.0, "h", ASSUMED, note="accounts speak of hours, some of the next day"
    )


def irritable_log(
    times_s: np.ndarray, past: list[Bout], random: np.random.Generator, p: IrritableTerminal
) -> np.ndarray:
    """One draw of ln(rate ratio) over time, (times,); zero without a bout or in the draws that lack it."""
    absent = random.random() < p.null_share
    size = random.uniform(0.0, p.largest_log)
    fading_s = 3600.0 * np.exp(random.uniform(np.log(p.shortest_fading_h), np.log(p.longest_fading_h)))
    total = np.zeros_like(times_s)
    if absent:
        return total
    for bout in past:
        since = np.maximum(times_s - bout.end_s, 0.0)
        shape = -np.expm1(-since / (60.0 * p.onset_min)) * np.exp(-since / fading_s)
        total = np.maximum(total, size * min(1.0, bout.load) * shape)
    return total
