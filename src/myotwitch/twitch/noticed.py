"""Most twitches are never noticed: people see or feel them on the sofa, not on the run.

A discharge is noticed when the skin above its unit moves enough to be seen or felt: strong, quick and shallow units
first. Watching raises the chance, movement lowers it, sleep ends it. Everything here is assumed and
wide: nobody has held what people report against an electrode for a whole day. It stops being true for
people who watch their muscles anxiously, who will notice more than `when_watching` says.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.sizes import muscle_size
from myotwitch.twitch.unit import SkinMovement, TwitchShape

__all__ = ["Noticing", "chance_noticed", "chance_of_swing", "ease_of_noticing"]

_DEPTHS = 24
_REFERENCE = "gastrocnemius"
_below = np.vectorize(lambda z: 0.5 * math.erfc(-z / math.sqrt(2.0)), otypes=[float])
"""Normal distribution function, without scipy.special, which would slow down every start."""


@dataclass(frozen=True)
class Noticing(Parameters):
    """Chance that one discharge is seen or felt."""

    when_still: float = sourced(
        0.04,
        "",
        ASSUMED,
        spread=(0.008, 0.2),
        note="one unit of many in a calf at rest; no study compares report and electrode: a 25-fold range",
    )
    when_moving: float = sourced(
        0.02,
        "",
        ASSUMED,
        spread=(0.002, 0.1),
        note="share of the chance that is left while the muscle works: guess",
    )
    when_watching: float = sourced(
        4.0,
        "",
        ASSUMED,
        spread=(2.0, 10.0),
        note="factor on the chance while a person looks at the bare muscle and waits for it: guess",
    )
    log_threshold_spread: float = sourced(
        1.0,
        "",
        ASSUMED,
        spread=(0.6, 1.5),
        note="sd of ln(skin movement that is noticed) over moments and people: guess",
    )
    largest: float = sourced(0.9, "", ASSUMED, note="even a visible eyelid twitch is missed at times")


def _swings(muscle: str) -> np.ndarray:
    """ln of the median skin swing of a muscle's units over depth, mm/s², shape (depths,)."""
    size, skin = muscle_size(muscle), SkinMovement()
    depth = size.fat_mm + size.thickness_mm * (np.arange(_DEPTHS) + 0.5) / _DEPTHS
    faster = 2.0 * math.log(skin.contraction_ms / size.contraction_ms)
    strong = math.log(size.twitch_mN * skin.swing_mm_per_s2_per_mN * size.attention)
    return np.asarray(strong + faster + skin.fall_exponent * np.log(skin.depth_mm / depth))


def _spread(p: Noticing) -> float:
    shape = TwitchShape()
    return math.hypot(p.log_threshold_spread, shape.log_force_spread, 2.0 * shape.log_contraction_spread)


@functools.lru_cache(maxsize=256)
def _threshold(chance: float, spread: float) -> float:
    """ln of the skin swing (mm/s²) that is noticed half of the time, from the chance in a still calf."""
    swings = _swings(_REFERENCE)
    low, high = -20.0, 30.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _below((swings - middle) / spread).mean() > chance else (low, middle)
    return 0.5 * (low + high)


def ease_of_noticing(muscle: str, p: Noticing | None = None) -> float:
    """How much easier this muscle's discharges are noticed than the calf's, by size, speed, depth and place."""
    p = p or Noticing()
    spread = _spread(p)
    threshold = _threshold(p.when_still, spread)
    return float(_below((_swings(muscle) - threshold) / spread).mean() / p.when_still)


def chance_of_swing(
    swing_mm_per_s2: np.ndarray, p: Noticing | None = None, attention: float = 1.0
) -> np.ndarray:
    """Chance that a person who sits still notices a skin movement of this size (peak to peak), any shape."""
    p = p or Noticing()
    away = np.log(np.maximum(swing_mm_per_s2 * attention, 1e-12)) - _threshold(p.when_still, _spread(p))
    return np.asarray(np.minimum(_below(away / p.log_threshold_spread), p.largest))


def chance_noticed(
    moving: np.ndarray, asleep: np.ndarray, seen: float, p: Noticing, watching: np.ndarray | float = 0.0
) -> np.ndarray:
    """Chance from 0 to 1 that a discharge is noticed.

    moving, asleep, watching: shares of the time from 0 to 1, any shapes that broadcast.
    seen: how much easier this muscle's twitches are noticed than the calf's (`ease_of_noticing`).
    """
    attending = 1.0 + np.asarray(watching) * (p.when_watching - 1.0)
    still = (1.0 - moving) + moving * p.when_moving
    return np.asarray(np.minimum(p.when_still * seen * attending, p.largest) * still * (1.0 - asleep))
