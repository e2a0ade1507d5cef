"""Spontaneous discharge by brute force: the membrane under an Ornstein-Uhlenbeck current.

This is the judge of the shortcut in `ectopic.py`, not part of any run. Assumes that the unknown
noise at a motor terminal is a Gaussian current with one correlation time. Its size is the model's
free parameter: channel noise, about 6 pA in this axon, is far too small to fire it (`channel_noise.py`).
A spike is counted at the same level at which thresholds are sought.
"""

from __future__ import annotations

import math

import numpy as np

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.lanes import LANES, side_by_side
from myotwitch.axon.membrane import AxonParameters, Surroundings, resting_state
from myotwitch.axon.threshold import REARMED_mV, SPIKE_mV
from myotwitch.kernels import physics

__all__ = ["discharge_times_ms", "discharges", "discharges_side_by_side"]

_ROWS = 256
"""Steps for which noise is drawn at once."""
_MOST_per_s = 500.0
"""No axon fires faster; room for so many times is kept."""


@physics
def _times(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
    level_mV: float,
    told: np.ndarray,
) -> int:
    np.random.seed(seed)
    y, _ = resting_state(s, p)
    keep = math.exp(-step_ms / tau_ms)
    add = noise_pA * math.sqrt(1.0 - keep * keep)
    current, up, count = 0.0, False, 0
    for i in range(int(duration_s * 1000.0 / step_ms)):
        current = keep * current + add * np.random.normal()
        y = stepped(y, s, p, current, step_ms)
        if not up and y.node_mV > level_mV:
            up = True
            if count < told.size:
                told[count] = i * step_ms
                count += 1
        elif up and y.node_mV < REARMED_mV:
            up = False
    return count


def discharge_times_ms(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
    level_mV: float = SPIKE_mV,
) -> np.ndarray:
    """When one site fires, ms: upward crossings of the level after the node was below -55 mV.

    noise_pA: standard deviation of the current. Raises Refusal (IMPOSSIBLE) for a step above 0.02 ms.
    """
    told = np.empty(int(_MOST_per_s * duration_s) + 10)
    return told[: _times(s, p, noise_pA, tau_ms, duration_s, checked_step(step_ms), seed, level_mV, told)]


def discharges(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
) -> tuple[int, float]:
    """Number of spikes within the duration, and the coefficient of variation of their intervals."""
    times = discharge_times_ms(s, p, noise_pA, tau_ms, duration_s, step_ms, seed)
    if times.size < 3:
        return times.size, 0.0
    step = np.diff(times)
    return times.size, float(step.std() / step.mean())


@physics
def _wander(drive_pA: np.ndarray, keep: float, add: float) -> None:
    """Fill the rows with the noise that follows the last row."""
    last = drive_pA.shape[0] - 1
    for step in range(drive_pA.shape[0]):
        before = last if step == 0 else step - 1
        for i in range(LANES):
            drive_pA[step, i] = keep * drive_pA[before, i] + add * np.random.normal()


@physics
def _many(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
) -> int:
    np.random.seed(seed)
    rest, _ = resting_state(s, p)
    y, up, counts, drive = np.empty((10, LANES)), np.zeros(LANES), np.zeros(LANES), np.zeros((_ROWS, LANES))
    for k in range(10):
        for i in range(LANES):
            y[k, i] = rest[k]
    keep = math.exp(-step_ms / tau_ms)
    add = noise_pA * math.sqrt(1.0 - keep * keep)
    quiet = int(max(5.0 * tau_ms, 50.0) / step_ms / _ROWS) + 1
    for block in range(quiet + int(duration_s * 1000.0 / step_ms / LANES / _ROWS + 0.5)):
        _wander(drive, keep, add)
        side_by_side(y, up, counts, drive, s, p, step_ms, _ROWS, 0 if block >= quiet else _ROWS)
    return int(counts.sum())


def discharges_side_by_side(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
) -> int:
    """Number of spikes of 64 equal sites, each with noise of its own, in `duration_s` together.

    Several times cheaper than one site for as long. Each runs a 64th of the time after five correlation
    times (at least 50 ms) that are not counted. Raises Refusal (IMPOSSIBLE) for a step above 0.02 ms.
    """
    return _many(s, p, noise_pA, tau_ms, duration_s, checked_step(step_ms), seed)
