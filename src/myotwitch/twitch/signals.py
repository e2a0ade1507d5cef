"""Discharges laid over each other become what an electrode, a force plate or a phone on the skin records.

Each discharge adds its unit's own waveform at its own time. Assumes that waveforms add linearly and
never change; stops being true in strong contraction and fatigue. Noise, mains,
heart beat and movement are the recording's affair.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myotwitch.twitch.potential import Tissue, draw_fibres, surface_uV
from myotwitch.twitch.sampling import Discharges
from myotwitch.twitch.unit import UnitTwitches, force_mN, skin_mm_per_s2

__all__ = ["forces_mN", "skin_movements_mm_per_s2", "summed", "surface_potentials_uV"]

Array = NDArray[np.float64]
_BLOCK = 8192
"""Discharges that are laid down at once."""


def summed(
    found: Discharges, shapes: Array, start_s: float, duration_s: float, rate_Hz: float, *, finer: int = 1
) -> Array:
    """Sum of every discharge's waveform over a window, shape (samples,).

    shapes: one waveform for each unit, (units, samples), sampled at `finer` times rate_Hz, so that
    discharges fall between the samples of the result too.
    """
    count, length = round(duration_s * rate_Hz), -(-shapes.shape[1] // finer)
    padded = np.zeros((len(shapes), length * finer))
    padded[:, : shapes.shape[1]] = shapes
    by_phase = np.ascontiguousarray(padded.reshape(len(shapes), length, finer).transpose(0, 2, 1))
    inside = (found.time_s > start_s - (length + 1) / rate_Hz) & (found.time_s < start_s + duration_s)
    ticks = np.rint((found.time_s[inside] - start_s) * rate_Hz * finer).astype(int)
    first, late, unit = -(-ticks // finer) + length + 1, (-ticks) % finer, found.unit[inside]
    out = np.zeros(count + 2 * (length + 1))
    for some in np.array_split(np.arange(ticks.size), ticks.size // _BLOCK + 1):
        at = first[some, None] + np.arange(length)
        out += np.bincount(at.ravel(), by_phase[unit[some], late[some]].ravel(), out.size)[: out.size]
    return out[length + 1 : length + 1 + count]


def surface_potentials_uV(
    muscle: str, depth_mm: Array, random: np.random.Generator, rate_Hz: float = 10000.0, *,
    duration_s: float = 0.04, tissue: Tissue | None = None,
) -> Array:  # fmt: skip
    """Bipolar surface potential of units at these depths (`draw_units`), µV, shape (units, samples)."""
    p = tissue or Tissue()
    return np.array(
        [
            surface_uV(draw_fibres(muscle, random, depth_mm=d, tissue=p), rate_Hz, duration_s, tissue=p)
            for d in depth_mm
        ]
    )


def forces_mN(units: UnitTwitches, rate_Hz: float, duration_s: float = 0.8) -> Array:
    """Twitch of each unit, mN, shape (units, samples)."""
    time_ms: Array = 1e3 * np.arange(round(duration_s * rate_Hz), dtype=np.float64) / rate_Hz
    return np.array([force_mN(time_ms, f, t) for f, t, _ in zip(*units, strict=True)])


def skin_movements_mm_per_s2(units: UnitTwitches, rate_Hz: float, duration_s: float = 0.8) -> Array:
    """Acceleration of the skin by one twitch of each unit, mm/s², shape (units, samples)."""
    time_ms: Array = 1e3 * np.arange(round(duration_s * rate_Hz), dtype=np.float64) / rate_Hz
    return np.array([skin_mm_per_s2(time_ms, f, t, d) for f, t, d in zip(*units, strict=True)])
