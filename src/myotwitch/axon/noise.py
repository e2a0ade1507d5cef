"""Spontaneous discharge by brute force: the membrane under an Ornstein-Uhlenbeck current.

This is the judge of the shortcut in `ectopic.py`, not part of any run. Assumes that the unknown
noise at a motor terminal is a Gaussian current with one correlation time. Its size is the model's
free parameter: channel noise, about 6 pA in this axon, is far too small to fire it (`channel_noise.py`).
A spike is counted at the same level at which thresholds are sought: the spikes of a warm, depolarised
site peak at -30 mV, and a higher level would miss them all.
"""

from __future__ import annotations

import math

import numpy as np

from myotwitch.axon.cable import stepped
from myotwitch.axon.lanes import LANES
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, resting_state
from myotwitch.axon.threshold import SpikeTest
from myotwitch.kernels import physics

__all__ = ["REARMED_mV", "SPIKE_mV", "discharges", "discharges_side_by_side"]

SPIKE_mV = SpikeTest().spike_mV
REARMED_mV = -55.0
"""Below this the next crossing counts as a new spike."""
_ROWS = 256
"""Steps for which noise is drawn at once."""


@physics
def discharges(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    duration_s: float,
    step_ms: float,
    seed: int,
) -> tuple[int, float]:
    """Number of spikes within the duration, and the coefficient of variation of their intervals.

    noise_pA: standard deviation of the current. A spike is an upward crossing of -40 mV after the
    node was below -55 mV.
    """
    np.random.seed(seed)
    y, _ = resting_state(s, p)
    keep = math.exp(-step_ms / tau_ms)
    add = noise_pA * math.sqrt(1.0 - keep * keep)
    current, up, count, last = 0.0, False, 0, -1.0
    total = squares = 0.0
    for i in range(int(duration_s * 1000.0 / step_ms)):
        current = keep * current + add * np.random.normal()
        y = stepped(y, s, p, current, step_ms)
        if not up and y.node_mV > SPIKE_mV:
            up = True
            now = i * step_ms
            if last >= 0.0:
                total += now - last
                squares += (now - last) * (now - last)
            last = now
            count += 1
        elif up and y.node_mV < REARMED_mV:
            up = False
    if count < 3:
        return count, 0.0
    mean = total / (count - 1)
    return count, math.sqrt(max(squares / (count - 1) - mean * mean, 0.0)) / mean


@physics
def _noisy_steps(
    y: np.ndarray,
    up: np.ndarray,
    counts: np.ndarray,
    drive_pA: np.ndarray,
    s: Surroundings,
    p: AxonParameters,
    step_ms: float,
    counted: float,
) -> None:
    """Move 64 sites through as many steps as `drive_pA` has rows."""
    for step in range(drive_pA.shape[0]):
        for i in range(LANES):
            now = stepped(
                MembraneState(
                    y[0, i], y[1, i], y[2, i], y[3, i], y[4, i], y[5, i], y[6, i], y[7, i], y[8, i], y[9, i]
                ),
                s,
                p,
                drive_pA[step, i],
                step_ms,
            )
            y[0, i], y[1, i], y[2, i] = now.node_mV, now.internode_mV, now.activation
            y[3, i], y[4, i], y[5, i] = now.inactivation, now.persistent, now.fast_potassium
            y[6, i], y[7, i] = now.slow_potassium, now.internode_fast_potassium
            y[8, i], y[9, i] = now.internode_slow_potassium, now.h
            was = up[i]
            above = 1.0 if now.node_mV > SPIKE_mV else (0.0 if now.node_mV < REARMED_mV else was)
            counts[i] += counted if above > was else 0.0
            up[i] = above


@physics
def _wander(drive_pA: np.ndarray, keep: float, add: float) -> None:
    """Fill the rows with the noise that follows the last row."""
    last = drive_pA.shape[0] - 1
    for step in range(drive_pA.shape[0]):
        before = last if step == 0 else step - 1
        for i in range(LANES):
            drive_pA[step, i] = keep * drive_pA[before, i] + add * np.random.normal()


@physics
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
    times (at least 50 ms) that are not counted.
    """
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
        _noisy_steps(y, up, counts, drive, s, p, step_ms, 1.0 if block >= quiet else 0.0)
    return int(counts.sum())
