"""Smooth limits, so that nothing is clipped and every pool stays conserved.

Polynomials that meet the straight parts with equal slope and curvature: outside the corner the
answer is exact, inside it is rounded. The assumption: a corner rounded over a small width changes
no answer and lets the solver take long steps. It stops being true where the width is not small
against the value.
"""

from __future__ import annotations

from myotwitch.kernels import physics

__all__ = ["least", "positive", "rise"]


@physics
def positive(x: float, width: float) -> float:
    """`x` above `width`, 0 below −`width` (same unit as `x`), rounded between."""
    z = x / width
    if z >= 1.0:
        return x
    if z <= -1.0:
        return 0.0
    return width * (z + 1.0) * (z + 1.0) * (z + 1.0) * (3.0 - z) / 16.0


@physics
def least(x: float, limit: float, width: float) -> float:
    """The smaller of `x` and `limit`, rounded over `width` to each side."""
    return limit - positive(limit - x, width)


@physics
def rise(x: float, width: float) -> float:
    """0 below −`width`, 1 above `width`, rising smoothly between."""
    t = 0.5 * (x / width + 1.0)
    if t <= 0.0:
        return 0.0
    if t >= 1.0:
        return 1.0
    return t * t * t * (t * (6.0 * t - 15.0) + 10.0)
