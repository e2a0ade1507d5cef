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

__all__ = ["IrritableTerminal", "even_points", "irritable_log"]


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


_STEPS = (0.8191725133961645, 0.6710436067037893, 0.5497004779019703)
"""Steps of an even sequence in three dimensions (inverse powers of the root of x^4 = x + 1)."""


def even_points(seed: int, draws: int) -> np.ndarray:
    """Points in the unit cube, (draws, 3), spread more evenly than random ones; the first few as well as all.

    Half the draws lack the process, so independent draws would make its share noisy.
    """
    shift = np.random.default_rng([seed, 9]).random(3)
    return np.asarray((shift + np.arange(draws)[:, None] * np.array(_STEPS)) % 1.0)


def irritable_log(
    times_s: np.ndarray, past: list[Bout], point: np.ndarray, p: IrritableTerminal
) -> np.ndarray:
    """One draw of ln(rate ratio) over time, (times,); zero without a bout or in the draws that lack it.

    point: (3,) in [0, 1): whether the process is there, its size, how slowly it fades.
    """
    total = np.zeros_like(times_s)
    if point[0] < p.null_share:
        return total
    size = point[1] * p.largest_log
    fading_s = 3600.0 * p.shortest_fading_h * (p.longest_fading_h / p.shortest_fading_h) ** point[2]
    for bout in past:
        since = np.maximum(times_s - bout.end_s, 0.0)
        shape = -np.expm1(-since / (60.0 * p.onset_min)) * np.exp(-since / fading_s)
        total = np.maximum(total, size * min(1.0, bout.load) * shape)
    return total
