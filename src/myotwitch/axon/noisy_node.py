"""The node with its channels' own noise: how much the threshold of one axon wavers from pulse to pulse.

The four kinds of channels of the node are chains of states with noise at every passage (`channel_noise.py`), stepped
together with both voltages; the internode, whose channels are many, stays as it is. Assumes thousands of
channels and a step of 5 µs or less, at which the chains are stable below -20 mV: a run is for what happens up to a
spike, not for the spike itself. Formulation: orio2012; single-channel conductances are remembered.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_ndtr

from myotwitch.axon import gates
from myotwitch.axon.cable import stepped_gates, stepped_voltages
from myotwitch.axon.channel_noise import ChannelCounts, SingleChannels, chain_step, channel_counts
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, resting_state
from myotwitch.axon.threshold import SPIKE_mV
from myotwitch.kernels import physics
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

__all__ = ["Wavering", "waiting_spikes", "wavering_threshold"]

LONGEST_STEP_ms = 0.005
_BETWEEN_ms, _WATCHED_ms, _LEVELS = 15.0, 3.0, (-0.02, -0.01, 0.0, 0.01, 0.02)


class Wavering(NamedTuple):
    """The threshold of a pulse as repeated trials tell it."""

    threshold_pA: float
    """At which half of the pulses fire."""
    relative_spread: float
    """Standard deviation over threshold."""


@physics
def _chain(share: float, gates_of_kind: int) -> np.ndarray:
    """Occupancies of a chain of equal gates that are open so much, (1, gates + 1)."""
    x, ways = np.empty((1, gates_of_kind + 1)), 1.0
    for j in range(gates_of_kind + 1):
        x[0, j] = ways * share**j * (1.0 - share) ** (gates_of_kind - j)
        ways = ways * (gates_of_kind - j) / (j + 1.0)
    return x


@physics
def _noisy(
    y: MembraneState, na: np.ndarray, lasting: np.ndarray, fast: np.ndarray, slow: np.ndarray,
    s: Surroundings, p: AxonParameters, n: ChannelCounts, pA: float, step_ms: float,
) -> MembraneState:  # fmt: skip
    """One step; the four chains are moved in place."""
    g, m = p.gates, p.membrane
    v, k = y.node_mV - s.screening_mV, p.screening.potassium_gate_share * s.screening_mV
    (up, down), (lasting_up, lasting_down) = gates.sodium_opening(v, g, s.activation_faster)
    ready, lost = gates.sodium_inactivation(v, g, s.inactivation_faster)
    chain_step(na, up, down, ready, lost, n.transient_sodium, step_ms)
    chain_step(lasting, lasting_up, lasting_down, 0.0, 0.0, n.persistent_sodium, step_ms)
    up, down = gates.fast_potassium(y.node_mV - k, g, s.potassium_faster)
    chain_step(fast, up, down, 0.0, 0.0, n.fast_potassium, step_ms)
    shift = k + m.slow_potassium_shift_mV
    up, down = gates.slow_potassium(y.node_mV - shift, g, s.potassium_faster / m.slow_potassium_slowing)
    chain_step(slow, up, down, 0.0, 0.0, n.slow_potassium, step_ms)
    share = s.persistent_factor * m.persistent_share
    sodium = m.sodium_nS * ((1.0 - share) * na[1, 3] + share * lasting[0, 3])
    potassium = m.fast_potassium_nS * fast[0, 4] + m.slow_potassium_nS * slow[0, 1]
    return stepped_voltages(stepped_gates(y, s, p, step_ms), sodium, potassium, s, p, pA, step_ms)


@physics
def _started(y: MembraneState) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    na = np.empty((2, 4))
    all_m = _chain(y.activation, 3)
    for j in range(4):
        na[0, j], na[1, j] = all_m[0, j] * (1.0 - y.inactivation), all_m[0, j] * y.inactivation
    return na, _chain(y.persistent, 3), _chain(y.fast_potassium, 4), _chain(y.slow_potassium, 1)


@physics
def _fired(
    s: Surroundings, p: AxonParameters, n: ChannelCounts, pulses_pA: np.ndarray, pulse_ms: float, step_ms: float, seed: int
) -> np.ndarray:  # fmt: skip
    """Whether each pulse fires the node. Trials branch off one long resting run, 15 ms apart."""
    np.random.seed(seed)
    y, _ = resting_state(s, p)
    na, lasting, fast, slow = _started(y)
    told = np.zeros(pulses_pA.size)
    rest, watched = int(_BETWEEN_ms / step_ms + 0.5), int((pulse_ms + _WATCHED_ms) / step_ms + 0.5)
    for i in range(pulses_pA.size):
        for _ in range(rest):
            y = _noisy(y, na, lasting, fast, slow, s, p, n, 0.0, step_ms)
        z, a, b, c, d = y, na.copy(), lasting.copy(), fast.copy(), slow.copy()
        for k in range(watched):
            z = _noisy(z, a, b, c, d, s, p, n, pulses_pA[i] if k * step_ms < pulse_ms else 0.0, step_ms)
            if z.node_mV > SPIKE_mV:
                told[i] = 1.0
                break
    return told


@physics
def _crossings(
    s: Surroundings, p: AxonParameters, n: ChannelCounts, duration_ms: float, step_ms: float, seed: int
) -> int:
    np.random.seed(seed)
    start, _ = resting_state(s, p)
    y, found = start, 0
    na, lasting, fast, slow = _started(y)
    for _ in range(int(duration_ms / step_ms + 0.5)):
        y = _noisy(y, na, lasting, fast, slow, s, p, n, 0.0, step_ms)
        if y.node_mV > SPIKE_mV:  # the spike itself is not followed
            found += 1
            y = start
            na, lasting, fast, slow = _started(y)
    return found


def _checked(step_ms: float) -> float:
    if not 0.0 < step_ms <= LONGEST_STEP_ms:
        raise Refusal(
            f"A step of {step_ms:g} ms is not taken.",
            allowed=f"above 0, up to {LONGEST_STEP_ms:g} ms: with longer steps the chains of channels overshoot.",
            door=Door.IMPOSSIBLE,
        )
    return step_ms


def waiting_spikes(
    s: Surroundings, p: AxonParameters, seconds: float, *, one: SingleChannels | None = None, step_ms: float = 0.005, seed: int = 1
) -> int:  # fmt: skip
    """How often channel noise alone takes a resting node to a spike in so many seconds.

    Raises Refusal (IMPOSSIBLE) for a step above 5 µs.
    """
    n = channel_counts(p, s.persistent_factor, values(one or SingleChannels()))
    return int(_crossings(s, p, n, 1000.0 * seconds, _checked(step_ms), seed))


def wavering_threshold(
    s: Surroundings, p: AxonParameters, near_pA: float, *, pulse_ms: float = 1.0, trials: int = 300,
    one: SingleChannels | None = None, step_ms: float = 0.005, seed: int = 1,
) -> Wavering:  # fmt: skip
    """Threshold and its relative spread from trials at five strengths around `near_pA`, the quiet node's threshold.

    trials: at each strength. Raises Refusal (IMPOSSIBLE) for a step above 5 µs.
    """
    n = channel_counts(p, s.persistent_factor, values(one or SingleChannels()))
    pulses = np.repeat(near_pA * (1.0 + np.array(_LEVELS)), trials)
    order = np.random.default_rng(seed).permutation(pulses.size)
    fired = np.empty(pulses.size)
    fired[order] = _fired(s, p, n, pulses[order], pulse_ms, _checked(step_ms), seed)

    def cost(x: np.ndarray) -> float:
        z = (pulses / near_pA - x[0]) / math.exp(x[1])
        return -float(np.where(fired > 0.5, log_ndtr(z), log_ndtr(-z)).sum())

    middle, spread = minimize(cost, (1.0, math.log(0.01)), method="Nelder-Mead").x
    return Wavering(near_pA * middle, math.exp(spread) / middle)
