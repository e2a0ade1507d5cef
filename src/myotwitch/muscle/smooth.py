"""Corners made round, so that an implicit solver meets no jump in a slope.

Nature has no minimum function either: a muscle approaches its limits gradually. The widths are
numerical, small against the quantity, and carry no physiology. Each function is exact where
rest must be exact (at zero).
"""

from __future__ import annotations

import math

from myotwitch.kernels import physics

__all__ = ["at_most_one", "changing", "positive"]


@physics
def at_most_one(x: float) -> float:
    """x while well below 1, then 1; within 4.3 % of the corner at x = 1. For x >= 0."""
    square = x * x
    eighth = square * square * square * square
    root = math.sqrt(math.sqrt(math.sqrt(math.sqrt(1.0 + eighth * eighth))))
    return x / root


@physics
def positive(x: float, width: float) -> float:
    """0 for x <= 0, else about x - width; the slope is continuous."""
    if x <= 0.0:
        return 0.0
    return x * x / (x + width)


@physics
def changing(target: float, now: float, rising_s: float, falling_s: float) -> float:
    """Rate, per second, of a fraction that follows `target` faster or slower when it rises."""
    gap = target - now
    rising = 0.5 * (1.0 + gap / math.sqrt(gap * gap + 4e-4))
    return gap * (rising / rising_s + (1.0 - rising) / falling_s)
