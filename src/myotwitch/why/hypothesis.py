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

__all__ = ["KINDS", "IrritableTerminal", "even_points", "irritable_logs", "kind_weights"]


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


KINDS = 4
"""How many nerve ends each body is given without the process, and how many with it."""


def even_points(seed: int, many: int, across: int = 2) -> np.ndarray:
    """Points in the unit cube, (many, across), spread more evenly than random ones; the first few as well as all.

    Steps are inverse powers of the root of x^(across + 1) = x + 1, which fill the cube evenly in any number.
    """
    root = 2.0
    for _ in range(60):
        root = (1.0 + root) ** (1.0 / (across + 1))
    shift = np.random.default_rng([seed, 9, across]).random(across)
    return np.asarray((shift + np.arange(many)[:, None] * root ** -np.arange(1.0, across + 1)) % 1.0)


def kind_weights(p: IrritableTerminal) -> np.ndarray:
    """Weights of the kinds of nerve end that every body is given: KINDS without the process, KINDS with it.

    The process changes nothing in the body, so each body is answered with and without it, each in its
    exact share, instead of drawing which bodies have it.
    """
    return np.repeat((p.null_share / KINDS, (1.0 - p.null_share) / KINDS), KINDS)


def irritable_logs(
    times_s: np.ndarray, past: list[Bout], points: np.ndarray, p: IrritableTerminal
) -> np.ndarray:
    """ln(rate ratio) of one body's kinds over time, (2 * KINDS, times); zero without a bout.

    points: (KINDS, 2) in [0, 1): size of the process, how slowly it fades.
    """
    sizes = [_irritable_log(times_s, past, point, p) for point in points]
    return np.stack([np.zeros_like(times_s)] * KINDS + sizes)


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
