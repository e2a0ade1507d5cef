"""A named hypothesis for the hours after effort: an irritable terminal.

People say that a calf flickers for hours after a run. No published mechanism gives that: after the
first hour the known ones change the rate by about a tenth. Something may make the motor axon's
terminal irritable for hours (swelling, warmth, chemistry of the worked tissue, more hot sites);
nobody knows. This is that something, called a hypothesis wherever it is shown: half of what is
drawn has none of it, the other half has it in a size that is not tuned to any report.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import Bout
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["SIZES", "IrritableTerminal", "even_points", "irritable_logs", "kind_weights"]


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


_STEPS = (0.7548776662466927, 0.5698402909980532)
"""Steps of an even sequence in two dimensions (inverse powers of the root of x^3 = x + 1)."""

SIZES = 4
"""How many sizes and fadings of the process each body is given."""


def even_points(seed: int, many: int) -> np.ndarray:
    """Points in the unit square, (many, 2), spread more evenly than random ones; the first few as well as all."""
    shift = np.random.default_rng([seed, 9]).random(2)
    return np.asarray((shift + np.arange(many)[:, None] * np.array(_STEPS)) % 1.0)


def kind_weights(p: IrritableTerminal) -> np.ndarray:
    """Weights of the kinds of nerve end that every body is given: without the process, and with SIZES of it.

    The process changes nothing in the body, so each body is answered with and without it, each in its
    exact share, instead of drawing which bodies have it.
    """
    slab = [(1.0 - p.null_share) / SIZES] * SIZES if p.null_share < 1.0 else []
    return np.array([p.null_share, *slab] if p.null_share > 0.0 else slab)


def irritable_logs(
    times_s: np.ndarray, past: list[Bout], points: np.ndarray, p: IrritableTerminal
) -> np.ndarray:
    """ln(rate ratio) of one body's kinds over time, (kinds, times); zero without a bout.

    points: (SIZES, 2) in [0, 1): size of the process, how slowly it fades.
    """
    sizes = [_irritable_log(times_s, past, point, p) for point in points] if p.null_share < 1.0 else []
    return np.stack([np.zeros_like(times_s), *sizes] if p.null_share > 0.0 else sizes)


def _irritable_log(
    times_s: np.ndarray, past: list[Bout], point: np.ndarray, p: IrritableTerminal
) -> np.ndarray:
    total = np.zeros_like(times_s)
    size = point[0] * p.largest_log
    fading_s = 3600.0 * p.shortest_fading_h * (p.longest_fading_h / p.shortest_fading_h) ** point[1]
    for bout in past:
        since = np.maximum(times_s - bout.end_s, 0.0)
        shape = -np.expm1(-since / (60.0 * p.onset_min)) * np.exp(-since / fading_s)
        total = np.maximum(total, size * min(1.0, bout.load) * shape)
    return total
