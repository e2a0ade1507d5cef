"""Channels open and shut one by one: the noise that the axon cannot be without, and how small it is.

Each kind of channel is a chain of states with independent gates; every passage between two states
has a noise of its own, as large as the square root of the traffic there over the number of channels, taken at
the states of the moment (orio2012). So no matrix root and no steady-state assumption is needed. Single gates
with noise added would be wrong. Assumes thousands of channels, so that occupancies may be treated as continuous;
small negative ones are let be, as that paper does. It stops being true for the node's few fast potassium
channels, which carry next to nothing. Conductances of one channel are remembered, not re-read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from myotwitch.axon import gates
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["ChannelCounts", "SingleChannels", "chain_step", "channel_counts", "resting_noise_pA"]


@dataclass(frozen=True)
class SingleChannels(Parameters):
    """Conductance of one channel; the number of channels follows from the fitted total."""

    sodium_pS: float = sourced(
        13.0, "pS", ASSUMED, spread=(9.0, 17.0), note="single sodium channels of myelinated nerve, remembered"
    )
    slow_potassium_pS: float = sourced(
        8.0, "pS", ASSUMED, spread=(6.0, 11.0), note="slow potassium channels of myelinated nerve, remembered"
    )
    fast_potassium_pS: float = sourced(
        17.0,
        "pS",
        ASSUMED,
        spread=(10.0, 30.0),
        note="fast potassium channels of myelinated nerve, remembered",
    )


class ChannelCounts(NamedTuple):
    """How many channels the node has."""

    transient_sodium: float
    persistent_sodium: float
    slow_potassium: float
    fast_potassium: float


def channel_counts(axon: AxonParameters, persistent_factor: float, one: SingleChannels) -> ChannelCounts:
    """Channels of each kind at a site with so much persistent sodium."""
    m, lasting = axon.membrane, persistent_factor * axon.membrane.persistent_share
    return ChannelCounts(
        1000.0 * m.sodium_nS * (1.0 - lasting) / one.sodium_pS,
        1000.0 * m.sodium_nS * lasting / one.sodium_pS,
        1000.0 * m.slow_potassium_nS / one.slow_potassium_pS,
        1000.0 * m.fast_potassium_nS / one.fast_potassium_pS,
    )


@physics
def chain_step(
    x: np.ndarray,
    opens_per_ms: float,
    shuts_per_ms: float,
    gate_up_per_ms: float,
    gate_down_per_ms: float,
    channels: float,
    step_ms: float,
) -> None:
    """Move the occupancies of a chain of k equal gates, with or without one more gate, by one step.

    x: shape (rows, k + 1), share of the channels with j gates open (columns); a second row holds those whose
    other gate (inactivation) is open too. Both rows sum to one. Noise of one passage takes from one state
    what it gives to the other, so no channel is lost. channels: their number; 0 leaves the noise out.
    """
    rows, k = x.shape[0], x.shape[1] - 1
    change = np.zeros_like(x)
    wild = math.sqrt(1.0 / channels) if channels > 0.0 else 0.0
    for r in range(rows):
        for j in range(k):
            up, down = (k - j) * opens_per_ms * x[r, j], (j + 1.0) * shuts_per_ms * x[r, j + 1]
            passes = (up - down) * step_ms
            if wild > 0.0:
                passes += wild * math.sqrt(max(up + down, 0.0) * step_ms) * np.random.normal()
            change[r, j] -= passes
            change[r, j + 1] += passes
    if rows == 2:
        for j in range(k + 1):
            up, down = gate_up_per_ms * x[0, j], gate_down_per_ms * x[1, j]
            passes = (up - down) * step_ms
            if wild > 0.0:
                passes += wild * math.sqrt(max(up + down, 0.0) * step_ms) * np.random.normal()
            change[0, j] -= passes
            change[1, j] += passes
    x += change


def resting_noise_pA(
    y: MembraneState, s: Surroundings, axon: AxonParameters, one: SingleChannels
) -> dict[str, float]:
    """Standard deviation of each kind's current at rest, pA: binomial, in closed form, and of all together."""
    n = channel_counts(axon, s.persistent_factor, one)
    open_share = {
        "transient_sodium": y.activation**3 * y.inactivation,
        "persistent_sodium": y.persistent**3,
        "slow_potassium": y.slow_potassium,
        "fast_potassium": y.fast_potassium**4,
    }
    single = {
        "transient_sodium": one.sodium_pS * (y.node_mV - s.sodium_mV),
        "persistent_sodium": one.sodium_pS * (y.node_mV - s.sodium_mV),
        "slow_potassium": one.slow_potassium_pS * (y.node_mV - s.node_potassium_mV),
        "fast_potassium": one.fast_potassium_pS * (y.node_mV - s.node_potassium_mV),
    }
    found = {
        name: abs(single[name]) / 1000.0 * math.sqrt(getattr(n, name) * share * (1.0 - share))
        for name, share in open_share.items()
    }
    return {**found, "together": math.sqrt(sum(x * x for x in found.values()))}


@physics
def clamped_shares(
    voltage_mV: float, s: Surroundings, axon: AxonParameters, channels: float, steps: int, step_ms: float, seed: int
) -> np.ndarray:  # fmt: skip
    """Open share of the transient sodium channels under a voltage clamp, one value a step."""
    np.random.seed(seed)
    v = voltage_mV - s.screening_mV
    a, b = gates.sodium_opening(v, axon.gates, s.activation_faster)[0]
    up, down = gates.sodium_inactivation(v, axon.gates, s.inactivation_faster)
    m, h = a / (a + b), up / (up + down)
    x, told = np.empty((2, 4)), np.empty(steps)
    for j in range(4):
        ways = 1.0 if j in (0, 3) else 3.0
        share = ways * m**j * (1.0 - m) ** (3 - j)
        x[0, j], x[1, j] = share * (1.0 - h), share * h
    for i in range(steps):
        chain_step(x, a, b, up, down, channels, step_ms)
        told[i] = x[1, 3]
    return told


@physics
def counted_shares(
    voltage_mV: float, s: Surroundings, axon: AxonParameters, channels: int, steps: int, step_ms: float, seed: int
) -> np.ndarray:  # fmt: skip
    """The same with every channel's gates thrown one by one: exact, slow, the judge of the other."""
    np.random.seed(seed)
    v = voltage_mV - s.screening_mV
    a, b = gates.sodium_opening(v, axon.gates, s.activation_faster)[0]
    up, down = gates.sodium_inactivation(v, axon.gates, s.inactivation_faster)
    steady = np.array((a / (a + b), a / (a + b), a / (a + b), up / (up + down)))
    keeps = np.array((a + b, a + b, a + b, up + down))
    gate, told = np.empty((channels, 4)), np.empty(steps)
    for c in range(channels):
        for k in range(4):
            gate[c, k] = 1.0 if np.random.random() < steady[k] else 0.0
    for i in range(steps):
        count = 0
        for c in range(channels):
            is_open = True
            for k in range(4):
                kept = math.exp(-keeps[k] * step_ms)
                chance = steady[k] + (gate[c, k] - steady[k]) * kept
                gate[c, k] = 1.0 if np.random.random() < chance else 0.0
                is_open = is_open and gate[c, k] > 0.5
            count += 1 if is_open else 0
        told[i] = count / channels
    return told
