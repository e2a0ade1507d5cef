"""How often a site fires that fires too rarely to wait for: the way to a spike, climbed rung by rung.

Forward flux sampling: the rate is the flux out of rest through a first level of the node's voltage, times
the chance to reach each further level before falling back to rest. From each rung many trials start at
states in which earlier trials arrived, so that a rate of one an hour costs seconds. Assumes that spikes
are single escapes from rest (far apart against the membrane's memory); a site that fires by itself has no
rest to start from. Any rising quantity serves as ladder; only the noise of the estimate depends on it.
Method: allen2005.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, resting_state
from myotwitch.axon.threshold import SPIKE_mV
from myotwitch.kernels import physics, state_from, write_into

__all__ = ["LADDER_mV", "RareRate", "rare_rate", "rungs"]

STATE = len(MembraneState._fields)
LADDER_mV = (1.5, 3.5, 5.5, 7.5, 9.5, 11.5, 13.5, 16.0, 20.0)
"""Levels above rest; the last rung is the spike itself."""
BACK_mV = 0.0
"""At or below its rest the node counts as fallen back."""


class RareRate(NamedTuple):
    """A rate by splitting, and how far to trust it."""

    rate_per_s: float
    log_error: float
    """Standard deviation of ln(rate) as the trials' own binomial spread gives it; too small by a little,
    because trials from one rung share ancestors."""
    flux_per_s: float
    """Crossings of the first level."""
    chances: tuple[float, ...]
    """Of reaching each next level."""


@physics
def _first_rung(
    s: Surroundings, p: AxonParameters, noise_pA: float, tau_ms: float, step_ms: float, back_mV: float,
    level_mV: float, wait_s: float, seed: int, kept: np.ndarray,
) -> tuple[int, float]:  # fmt: skip
    """Crossings of the first level from rest, the seconds that they took, and the states at them."""
    np.random.seed(seed)
    y, _ = resting_state(s, p)
    keep = math.exp(-step_ms / tau_ms)
    add = noise_pA * math.sqrt(1.0 - keep * keep)
    current, ready, found, steps = 0.0, True, 0, int(wait_s * 1000.0 / step_ms)
    taken = steps
    for i in range(steps):
        current = keep * current + add * np.random.normal()
        y = stepped(y, s, p, current, step_ms)
        if ready and y.node_mV > level_mV:
            ready = False
            write_into(kept[found], 0, y)
            kept[found, STATE] = current
            found += 1
            if found == kept.shape[0]:
                taken = i + 1
                break
        elif not ready and y.node_mV <= back_mV:
            ready = True
    return found, taken * step_ms / 1000.0


@physics
def _next_rung(
    s: Surroundings, p: AxonParameters, noise_pA: float, tau_ms: float, step_ms: float, back_mV: float,
    level_mV: float, seed: int, begun: np.ndarray, kept: np.ndarray,
) -> int:  # fmt: skip
    """Of as many trials as `kept` has rows, how many reach the level; their states fill `kept`."""
    np.random.seed(seed)
    keep = math.exp(-step_ms / tau_ms)
    add = noise_pA * math.sqrt(1.0 - keep * keep)
    found = 0
    for _ in range(kept.shape[0]):
        start = begun[np.random.randint(0, begun.shape[0])]
        y, current = MembraneState(*state_from(start, STATE)), start[STATE]
        while y.node_mV <= level_mV:
            if y.node_mV <= back_mV:
                break
            current = keep * current + add * np.random.normal()
            y = stepped(y, s, p, current, step_ms)
        if y.node_mV > level_mV:
            write_into(kept[found], 0, y)
            kept[found, STATE] = current
            found += 1
    return found


def rungs(s: Surroundings, p: AxonParameters) -> list[float]:
    """The levels of the node's voltage for this site, mV, from the first above rest to the spike."""
    rest = resting_state(s, p)[0].node_mV
    return [rest + up for up in LADDER_mV if rest + up < SPIKE_mV - 5.0] + [SPIKE_mV]


def rare_rate(
    s: Surroundings,
    p: AxonParameters,
    noise_pA: float,
    tau_ms: float,
    *,
    trials: int = 2000,
    step_ms: float = 0.02,
    longest_s: float = 200.0,
    seed: int = 1,
) -> RareRate:
    """Discharges per second of a quiet site under Ornstein-Uhlenbeck noise, however rare.

    noise_pA: standard deviation of the current. trials: from each rung. longest_s: simulated time to wait
    for crossings of the first level. A level that no trial reaches makes the rate 0 with an infinite error.
    Raises Refusal (IMPOSSIBLE) for a step above 0.02 ms.
    """
    checked_step(step_ms)
    back, levels = resting_state(s, p)[0].node_mV + BACK_mV, rungs(s, p)
    kept = np.empty((trials, STATE + 1))
    found, seconds = _first_rung(s, p, noise_pA, tau_ms, step_ms, back, levels[0], longest_s, seed, kept)
    flux = found / seconds
    if found == 0:
        return RareRate(0.0, math.inf, 0.0, ())
    rate, square, chances = flux, 1.0 / found, []
    for i, level in enumerate(levels[1:]):
        begun = kept[:found].copy()
        found = _next_rung(s, p, noise_pA, tau_ms, step_ms, back, level, seed + 1 + i, begun, kept)
        chances.append(found / trials)
        if found == 0:
            return RareRate(0.0, math.inf, flux, tuple(chances))
        rate *= chances[-1]
        square += (1.0 - chances[-1]) / found
    return RareRate(rate, math.sqrt(square), flux, tuple(chances))
