"""How much current it takes to fire the axon: for a pulse, and for the slowly wandering noise of life.

Two definitions. The *pulse* threshold is the smallest rectangular current of a given length. The
*noise* threshold (theta_OU) is the smallest peak A of I(t) = A exp(-|t|/tau), from three tau before
the peak to the lesser of two tau and 15 ms after it: the most likely way in which an
Ornstein-Uhlenbeck current reaches A. It is what the rate of spontaneous discharge depends on;
a 10-ms pulse is not. Assumes a node at rest beforehand. It must not be used where the
persistent sodium is below about 1.4 times the ordinary (slow ramps then accommodate).
The response of a cool site is graded, so the level that counts as a spike matters: -40 mV.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, resting_state, steady_state
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "BLOCKED", "FIRES", "QUIET", "REARMED_mV", "SPIKE_mV", "SpikeTest", "noise_threshold_pA", "pulse_threshold_pA",
    "settled",
]  # fmt: skip

QUIET, FIRES, BLOCKED = 0.0, 1.0, 2.0
"""Kinds of a site: has a threshold; fires by itself; depolarised or without a threshold in reach."""


@dataclass(frozen=True)
class SpikeTest(Parameters):
    """What counts as a spike, and how finely a threshold is sought."""

    spike_mV: float = sourced(
        -40.0, "mV", ASSUMED, note="smooth in all inputs; at hot sites (2 and above) any level gives the same"
    )
    step_ms: float = sourced(0.02, "ms", ASSUMED, note="threshold moves by less than 0.5 % down to 2.5 µs")
    settle_ms: float = sourced(300.0, "ms", ASSUMED, note="ten times the slowest gate but h at rest")
    kick_mV: float = sourced(0.3, "mV", ASSUMED, note="small push that finds out whether the rest is stable")
    drift_mV: float = sourced(1.0, "mV", ASSUMED, note="a rest that moves further than this is none")
    deepest_rest_mV: float = sourced(
        -55.0, "mV", ASSUMED, note="above this the sodium channels are inactivated"
    )
    tolerance: float = sourced(1e-3, "", ASSUMED, note="relative width at which the search ends")
    largest_pA: float = sourced(
        4000.0, "pA", ASSUMED, note="ten times an ordinary threshold: no threshold in reach"
    )

    def __post_init__(self) -> None:
        """Refuse a step that would miss spikes."""
        checked_step(self.step_ms)


SPIKE_mV = SpikeTest().spike_mV
"""Spikes are counted where thresholds are sought: those of a warm, depolarised site peak at -30 mV."""
REARMED_mV = -55.0
"""Below this the next crossing counts as a new spike."""


@physics
def settled(s: Surroundings, p: AxonParameters, test: SpikeTest) -> tuple[MembraneState, float]:
    """The resting state after a small kick and a wait, and the kind of the site."""
    rest, step = resting_state(s, p)
    # not `step >= tolerance`: a search that ended in NaN must not pass as found
    lost = not step < 1e-6 or rest.node_mV > test.deepest_rest_mV
    if lost:  # no rest where sodium channels are still ready: let time tell what happens on the way up
        rest = steady_state(p.membrane.leak_mV, p.membrane.leak_mV, s, p)
    y = MembraneState(
        rest.node_mV + test.kick_mV,
        rest.internode_mV,
        rest.activation,
        rest.inactivation,
        rest.persistent,
        rest.fast_potassium,
        rest.slow_potassium,
        rest.internode_fast_potassium,
        rest.internode_slow_potassium,
        rest.h,
    )
    for _ in range(int(test.settle_ms / test.step_ms + 0.5)):
        y = stepped(y, s, p, 0.0, test.step_ms)
        if y.node_mV > test.spike_mV:
            return y, FIRES
    if lost:
        return y, BLOCKED
    if abs(y.node_mV - rest.node_mV) > test.drift_mV:
        return y, FIRES
    return y, QUIET


@physics
def _fires_on_pulse(
    y: MembraneState, s: Surroundings, p: AxonParameters, test: SpikeTest, pA: float, pulse_ms: float
) -> bool:
    during = int(pulse_ms / test.step_ms + 0.5)
    for i in range(during + int(3.0 / test.step_ms)):
        y = stepped(y, s, p, pA if i < during else 0.0, test.step_ms)
        if y.node_mV > test.spike_mV:
            return True
    return False


@physics
def _fires_on_swell(
    y: MembraneState, s: Surroundings, p: AxonParameters, test: SpikeTest, pA: float, tau_ms: float
) -> bool:
    peak = int(3.0 * tau_ms / test.step_ms)
    steps = peak + int((min(2.0 * tau_ms, 15.0) + 3.0) / test.step_ms)
    for i in range(steps):
        now = pA * math.exp(-abs(i - peak) * test.step_ms / tau_ms)
        y = stepped(y, s, p, now, test.step_ms)
        if y.node_mV > test.spike_mV:
            return True
    return False


@physics
def _fires(
    y: MembraneState, s: Surroundings, p: AxonParameters, test: SpikeTest, pA: float, ms: float, swell: bool
) -> bool:
    if swell:
        return _fires_on_swell(y, s, p, test, pA, ms)
    return _fires_on_pulse(y, s, p, test, pA, ms)


@physics
def _threshold(
    s: Surroundings, p: AxonParameters, test: SpikeTest, ms: float, swell: bool
) -> tuple[float, float]:
    y, kind = settled(s, p, test)
    if kind != QUIET:
        return 0.0, kind
    low, high = 0.0, 150.0
    while not _fires(y, s, p, test, high, ms, swell):
        low, high = high, 1.6 * high
        if high > test.largest_pA:
            return 0.0, BLOCKED
    while high - low > test.tolerance * high:
        middle = 0.5 * (low + high)
        if _fires(y, s, p, test, middle, ms, swell):
            high = middle
        else:
            low = middle
    return 0.5 * (low + high), QUIET


@physics
def pulse_threshold_pA(
    s: Surroundings, p: AxonParameters, test: SpikeTest, pulse_ms: float
) -> tuple[float, float]:
    """Smallest rectangular pulse that fires the resting node, pA, and the kind of the site."""
    return _threshold(s, p, test, pulse_ms, False)


@physics
def noise_threshold_pA(
    s: Surroundings, p: AxonParameters, test: SpikeTest, tau_ms: float
) -> tuple[float, float]:
    """theta_OU for noise of correlation time tau, pA, and the kind of the site."""
    return _threshold(s, p, test, tau_ms, True)
