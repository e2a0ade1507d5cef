"""Many motor axons at once: 64 side by side, each with its own current, in the vector registers of one core.

The same step as everywhere (`cable.stepped`), written so that the loop over axons is the inner one:
about ten times faster for each axon than one alone. Everything that counts spikes of many axons counts them
here (`noise.py` with noise). Assumes that all share membrane and milieu, and that nothing couples
them. It stops paying below some thirty axons.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings
from myotwitch.axon.threshold import REARMED_mV, SPIKE_mV
from myotwitch.kernels import physics

__all__ = ["LANES", "side_by_side", "spike_counts"]

LANES = 64


@physics
def side_by_side(
    y: np.ndarray,
    up: np.ndarray,
    counts: np.ndarray,
    currents_pA: np.ndarray,
    s: Surroundings,
    p: AxonParameters,
    step_ms: float,
    steps: int,
    quiet_steps: int,
) -> None:
    """Move 64 axons through so many steps in place and count how often each rose through the spike's level.

    y: shape (10, 64), the fields of a membrane state. up: 1 from a spike until the node is below -55 mV again.
    currents_pA: shape (rows, 64), one row for each step; the last one stays on. Spikes of the quiet steps do not count.
    """
    last = currents_pA.shape[0] - 1
    for step in range(steps):
        counted = 1.0 if step >= quiet_steps else 0.0
        row = min(step, last)
        for i in range(LANES):
            now = stepped(
                MembraneState(
                    y[0, i], y[1, i], y[2, i], y[3, i], y[4, i], y[5, i], y[6, i], y[7, i], y[8, i], y[9, i]
                ),
                s,
                p,
                currents_pA[row, i],
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
def _block(
    start: MembraneState,
    s: Surroundings,
    p: AxonParameters,
    currents_pA: np.ndarray,
    steps: int,
    quiet_steps: int,
    step_ms: float,
) -> np.ndarray:
    y, up, counts, currents = np.empty((10, LANES)), np.zeros(LANES), np.zeros(LANES), np.empty((1, LANES))
    for i in range(LANES):
        currents[0, i] = currents_pA[i]
        for k in range(10):
            y[k, i] = start[k]
    side_by_side(y, up, counts, currents, s, p, step_ms, steps, quiet_steps)
    return counts


def spike_counts(
    start: MembraneState,
    s: Surroundings,
    p: AxonParameters,
    currents_pA: np.ndarray,
    duration_ms: float,
    *,
    after_ms: float = 0.0,
    step_ms: float = 0.005,
    cores: int = 1,
) -> np.ndarray:
    """How often each axon fires under a steady current, shape as currents_pA.

    start: all begin here. after_ms: spikes before this time are not counted.
    Raises Refusal (IMPOSSIBLE) for a step above 0.02 ms.
    """
    checked_step(step_ms)
    wanted = np.asarray(currents_pA, float)
    padded = np.concatenate([wanted, np.full(-wanted.size % LANES, wanted[-1])])
    steps, quiet = round(duration_ms / step_ms), round(after_ms / step_ms)
    blocks = padded.reshape(-1, LANES)

    def work(block: np.ndarray) -> np.ndarray:
        return _block(start, s, p, block, steps, quiet, step_ms)

    if cores == 1:
        found = [work(block) for block in blocks]
    else:
        with ThreadPoolExecutor(cores) as pool:
            found = list(pool.map(work, blocks))
    return np.concatenate(found)[: wanted.size]
