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
from myotwitch.axon.membrane import AxonParameters, Surroundings, resting_state
from myotwitch.axon.threshold import SpikeTest
from myotwitch.kernels import physics

__all__ = ["discharges"]

SPIKE_mV = SpikeTest().spike_mV
REARMED_mV = -55.0
"""Below this the next crossing counts as a new spike."""


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
