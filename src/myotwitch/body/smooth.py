"""Smooth limits, so that nothing is clipped and every pool stays conserved.

The assumption: a corner that is rounded over a small width changes no answer, and lets the
solver take long steps. It stops being true where the width is not small against the value.
"""

from __future__ import annotations

import math

from myotwitch.kernels import physics

__all__ = ["least", "positive", "rise"]


@physics
def positive(x: float, width: float) -> float:
    """`x` where it is well above zero, 0 well below, rounded over `width` (same unit as `x`)."""
    z = x / width
    if z > 30.0:
        return x
    if z < -700.0:
        return 0.0
    return width * math.log1p(math.exp(z))


@physics
def least(x: float, limit: float, width: float) -> float:
    """The smaller of `x` and `limit`, rounded over `width`."""
    return limit - positive(limit - x, width)


@physics
def rise(x: float, width: float) -> float:
    """0 well below zero, 1 well above, one half at zero."""
    z = x / width
    if z < -700.0:
        return 0.0
    return 1.0 / (1.0 + math.exp(-z))
