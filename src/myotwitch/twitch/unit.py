"""One discharge of a motor unit pulls once: a force, and a shiver of the skin above it.

The twitch rises to its peak within the contraction time and falls a little slower. Force and contraction time are
drawn apart from each other, because in man they do not go together. The skin follows the force at once
and moves by a compliance that falls with depth. Assumes that rare twitches add up linearly; stops being
true in voluntary contraction, where they fuse. Sources: thomas1990, macefield1996, cescon2004.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.sizes import muscle_size

__all__ = ["SkinMovement", "TwitchShape", "UnitTwitches", "draw_units", "force_mN",
           "largest_skin_swing_mm_per_s2", "potentiated", "skin_mm_per_s2"]  # fmt: skip

Array = NDArray[np.float64]


@dataclass(frozen=True)
class TwitchShape(Parameters):
    """Spread of twitches between the units of a muscle, and their shape."""

    log_force_spread: float = sourced(
        0.75, "", "thomas1990", where="thenar twitches 3 to 34 mN read as about the middle 90 %", spread=(0.6, 0.95),
        note="sd of ln(force)",
    )  # fmt: skip
    log_contraction_spread: float = sourced(
        0.22, "", "thomas1990", where="thenar contraction times 35 to 80 ms read as about the middle 95 %", spread=(0.17, 0.28),
        note="sd of ln(contraction time), independent of force",
    )  # fmt: skip
    exponent: float = sourced(
        2.0, "", "macefield1996", where="half-relaxation 78.6 over contraction time 74.8 ms",
        note="force is (t/T)^2 exp(2 - 2 t/T), whose half-relaxation is 1.08 T (measured 1.05); the usual first power gives 1.68 T",
    )  # fmt: skip
    potentiation: float = sourced(
        0.3, "", ASSUMED, spread=(0.1, 0.6), note="gain of the twitch just after a maximal contraction; remembered, not re-read"
    )  # fmt: skip
    potentiation_s: float = sourced(
        300.0, "s", ASSUMED, spread=(240.0, 360.0), note="fades over 4 to 6 min (light chains of myosin); remembered, not re-read"
    )  # fmt: skip


@dataclass(frozen=True)
class SkinMovement(Parameters):
    """From a unit's force to the acceleration of the skin above it."""

    swing_mm_per_s2_per_mN: float = sourced(
        1.8, "mm/s**2/mN", "cescon2004", where="abstract: 11.0 over 7.41 and 32.3 over 14.42", spread=(1.4, 2.3),
        note="peak-to-peak acceleration of hand muscles' units at 5 % effort, over their twitch force",
    )  # fmt: skip
    contraction_ms: float = sourced(
        60.0, "ms", ASSUMED, note="contraction time of the units so measured: not told, typical of the hand"
    )
    depth_mm: float = sourced(
        6.0, "mm", ASSUMED, note="depth of the units so measured: not told, half a hand muscle"
    )
    fall_exponent: float = sourced(
        1.5, "", ASSUMED, spread=(1.0, 2.0), note="the skin moves less over deep units; between a sheet (1) and a half-space (2)"
    )  # fmt: skip


class UnitTwitches(NamedTuple):
    """Units of one muscle; arrays of shape (units,)."""

    force_mN: Array
    contraction_ms: Array
    depth_mm: Array
    """From the skin to the middle of the unit's territory."""


def draw_units(
    muscle: str, units: int, random: np.random.Generator, shape: TwitchShape | None = None
) -> UnitTwitches:
    """Twitches of so many units of one of `MUSCLES`. Refusal (USAGE) for an unknown name."""
    p, size = shape or TwitchShape(), muscle_size(muscle)
    force = size.twitch_mN * np.exp(p.log_force_spread * random.standard_normal(units))
    time = size.contraction_ms * np.exp(p.log_contraction_spread * random.standard_normal(units))
    depth = size.fat_mm + size.thickness_mm * random.random(units)
    return UnitTwitches(force, time, depth)


def force_mN(
    time_ms: Array, peak_mN: float, contraction_ms: float, shape: TwitchShape | None = None
) -> Array:
    """Force of one twitch that starts at 0, mN; any shape of time_ms."""
    n = (shape or TwitchShape()).exponent
    x = np.maximum(np.asarray(time_ms) / contraction_ms, 0.0)
    return np.asarray(peak_mN * x**n * np.exp(n * (1.0 - x)))


def _curvature(x: Array, n: float) -> Array:
    """Second derivative of x^n exp(n - n x), for n of 2 or more."""
    slope = n / np.maximum(x, 1e-12) - n
    return np.asarray(
        np.where(x > 0, x**n * np.exp(n * (1.0 - x)) * (slope**2 - n / np.maximum(x, 1e-12) ** 2), 0.0)
    )


def _swing(n: float) -> float:
    found = _curvature(np.linspace(1e-6, 6.0, 6001), n)
    return float(found.max() - found.min())


def _gain(contraction_ms: float, depth_mm: float, skin: SkinMovement, n: float) -> float:
    """Acceleration of the skin per mN and per unit of curvature."""
    faster = (skin.contraction_ms / contraction_ms) ** 2
    deeper = (skin.depth_mm / depth_mm) ** skin.fall_exponent
    return float(skin.swing_mm_per_s2_per_mN / _swing(n) * faster * deeper)


def skin_mm_per_s2(
    time_ms: Array, peak_mN: float, contraction_ms: float, depth_mm: float,
    skin: SkinMovement | None = None, shape: TwitchShape | None = None,
) -> Array:  # fmt: skip
    """Acceleration of the skin above a unit after one discharge, mm/s²; any shape of time_ms."""
    n = (shape or TwitchShape()).exponent
    x = np.maximum(np.asarray(time_ms) / contraction_ms, 0.0)
    return peak_mN * _gain(contraction_ms, depth_mm, skin or SkinMovement(), n) * _curvature(x, n)


def largest_skin_swing_mm_per_s2(
    units: UnitTwitches, skin: SkinMovement | None = None, shape: TwitchShape | None = None
) -> Array:
    """Peak-to-peak acceleration of the skin for each unit, mm/s², shape (units,)."""
    p = skin or SkinMovement()
    faster = (p.contraction_ms / units.contraction_ms) ** 2
    return np.asarray(
        units.force_mN * p.swing_mm_per_s2_per_mN * faster * (p.depth_mm / units.depth_mm) ** p.fall_exponent
    )


def potentiated(peak_mN: float, activation: float, since_s: float, shape: TwitchShape | None = None) -> float:
    """Twitch force after a contraction of this activation (0 to 1) that ended `since_s` ago, mN.

    A property of the muscle's myosin, not of the junction: it makes a twitch more visible, not more frequent.
    """
    p = shape or TwitchShape()
    return peak_mN * (1.0 + p.potentiation * activation * math.exp(-since_s / p.potentiation_s))
