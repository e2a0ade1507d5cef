"""The junction passes every nerve impulse on with room to spare, and its own noise never moves a muscle.

Release goes with the fourth power of the calcium bound at the terminal, for which magnesium competes. A single
quantum raises the fibre by about 1 mV, an impulse by some tens; so calcium and magnesium change the
reserve, not whether a healthy muscle answers. Assumes quanta that are independent and alike. Stops
being true in myasthenia, under nerve gas or curare, and for terminals that fire by themselves (which is
the axon's affair, not the junction's). Sources: dodge1967 (frog), magleby1973 (frog).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import gammainc, gammaln

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Junction", "chance_of_failure", "ln_chance_of_coincidence", "quanta_needed", "release_after_train",
           "release_ratio", "safety_factor", "spontaneous_rate_for_twitches_per_s",
           "spontaneous_twitches_per_hour"]  # fmt: skip


@dataclass(frozen=True)
class Junction(Parameters):
    """One human limb junction."""

    calcium_half_mM: float = sourced(
        1.1, "mM", ASSUMED, note="K1 of dodge1967, frog; remembered, not re-read"
    )
    magnesium_half_mM: float = sourced(
        3.0, "mM", ASSUMED, note="K2 of dodge1967, frog; remembered, not re-read"
    )
    cooperation: float = sourced(
        4.0, "", "dodge1967", where="abstract: slope 3.78 (0.2) in 28 experiments, fourth power"
    )
    usual_calcium_mM: float = sourced(
        1.2, "mM", ASSUMED, note="ionised calcium of healthy plasma; the reference point only"
    )
    usual_magnesium_mM: float = sourced(
        0.55, "mM", ASSUMED, note="ionised magnesium of healthy plasma; the reference point only"
    )
    quanta: float = sourced(
        30.0, "", ASSUMED, spread=(20.0, 60.0), note="per impulse in human limb muscle; Slater and others, remembered, not re-read"
    )  # fmt: skip
    quantum_mV: float = sourced(
        1.0, "mV", ASSUMED, note="one quantum in a human fibre; remembered, not re-read"
    )
    needed_mV: float = sourced(
        15.0, "mV", ASSUMED, spread=(10.0, 20.0), note="rise that fires a fibre; makes the safety factor 2, the value told for man"
    )  # fmt: skip
    spontaneous_per_s: float = sourced(
        0.35, "1/s", ASSUMED, spread=(0.2, 0.5), note="quanta of one resting junction; Elmqvist 1964, remembered, not re-read"
    )  # fmt: skip
    decay_s: float = sourced(
        0.005,
        "s",
        ASSUMED,
        spread=(0.003, 0.008),
        note="how long a quantum's rise lasts; membrane time constant",
    )
    quick: float = sourced(
        0.8, "", "magleby1973", where="facilitation after one impulse, frog", note="per impulse"
    )
    quick_s: float = sourced(0.050, "s", "magleby1973")
    slow: float = sourced(0.12, "", "magleby1973", note="per impulse")
    slow_s: float = sourced(0.300, "s", "magleby1973")
    slowest: float = sourced(0.025, "", "magleby1973", note="per impulse")
    slowest_s: float = sourced(3.0, "s", "magleby1973")
    potentiation_per_impulse: float = sourced(
        0.001, "", ASSUMED, spread=(0.0003, 0.003), note="post-tetanic potentiation of release; guess, frog terminals gain about 1 in 1000"
    )  # fmt: skip
    potentiation_s: float = sourced(
        60.0, "s", ASSUMED, spread=(30.0, 120.0), note="half a minute to minutes in frog; remembered"
    )
    most_released: float = sourced(
        2.0, "", ASSUMED, note="release of a rested human terminal at most doubles: its vesicles run short; low-release frog data do not bound it"
    )  # fmt: skip


@physics
def _bound(calcium_mM: float, magnesium_mM: float, p: Junction) -> float:
    calcium = calcium_mM / p.calcium_half_mM
    return calcium / (1.0 + calcium + magnesium_mM / p.magnesium_half_mM)


@physics
def release_ratio(calcium_mM: float, magnesium_mM: float, p: Junction) -> float:
    """Quanta per impulse over usual, at these ionised concentrations (mM)."""
    share = _bound(calcium_mM, magnesium_mM, p) / _bound(p.usual_calcium_mM, p.usual_magnesium_mM, p)
    return math.exp(p.cooperation * math.log(share)) if share > 0.0 else 0.0


def quanta_needed(p: Junction) -> int:
    """Quanta that must coincide to fire the fibre."""
    return math.ceil(p.needed_mV / p.quantum_mV)


def safety_factor(p: Junction, release: float = 1.0) -> float:
    """Rise by one impulse over the rise that fires the fibre; release: quanta over usual."""
    return p.quanta * release * p.quantum_mV / p.needed_mV


def chance_of_failure(p: Junction, release: float = 1.0) -> float:
    """Chance that an impulse fails to fire one fibre, with quanta counted as Poisson."""
    return float(1.0 - gammainc(quanta_needed(p), p.quanta * release))


def ln_chance_of_coincidence(mean: float, quanta: int) -> float:
    """ln of the chance of at least so many events where `mean` are expected (Poisson)."""
    if mean <= 0:
        return -math.inf
    tail = float(gammainc(quanta, mean))
    if tail > 1e-290:
        return math.log(tail)
    return float(quanta * math.log(mean) - mean - gammaln(quanta + 1))


def spontaneous_twitches_per_hour(
    p: Junction, junctions: float, spontaneous_per_s: float | None = None
) -> float:
    """Fibre discharges per hour that spontaneous quanta cause in so many junctions.

    Each would be one fibre (a fibrillation, felt by nobody), never a whole unit. About 1e-35 for a
    whole muscle: the claim that tired junctions fire by themselves has no support in quanta.
    """
    rate = p.spontaneous_per_s if spontaneous_per_s is None else spontaneous_per_s
    ln_rate = math.log(rate * junctions * 3600.0) + ln_chance_of_coincidence(
        rate * p.decay_s, quanta_needed(p) - 1
    )
    return math.exp(min(ln_rate, 700.0))


def spontaneous_rate_for_twitches_per_s(p: Junction, junctions: float, per_hour: float) -> float:
    """Quanta per second of one junction at which so many junctions make `per_hour` fibre discharges, 1/s."""
    low, high = math.log(1e-3), math.log(1e5)
    for _ in range(60):
        middle = 0.5 * (low + high)
        enough = spontaneous_twitches_per_hour(p, junctions, math.exp(middle)) > per_hour
        low, high = (low, middle) if enough else (middle, high)
    return math.exp(high)


@physics
def _sum_of_trace(gain: float, fades_s: float, rate_Hz: float, seconds: float, since_s: float) -> float:
    """What a train of impulses left of one trace, `since_s` after its last impulse."""
    keep = math.exp(-1.0 / (rate_Hz * fades_s))
    count = max(rate_Hz * seconds, 1.0)
    return gain * math.exp(-since_s / fades_s) * (1.0 - math.exp(-count / (rate_Hz * fades_s))) / (1.0 - keep)


@physics
def release_after_train(rate_Hz: float, seconds: float, since_s: float, p: Junction) -> float:
    """Quanta of an impulse `since_s` after a train, over those of a rested junction.

    The traces were measured at low release, where they add without bound; here they saturate at
    `most_released`. They change the reserve for seconds to a minute or two, and start no impulse.
    """
    trace = (
        _sum_of_trace(p.quick, p.quick_s, rate_Hz, seconds, since_s)
        + _sum_of_trace(p.slow, p.slow_s, rate_Hz, seconds, since_s)
        + _sum_of_trace(p.slowest, p.slowest_s, rate_Hz, seconds, since_s)
        + _sum_of_trace(p.potentiation_per_impulse, p.potentiation_s, rate_Hz, seconds, since_s)
    )
    room = p.most_released - 1.0
    return 1.0 + room * trace / (room + trace)
