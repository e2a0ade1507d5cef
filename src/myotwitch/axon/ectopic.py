"""How often the distal motor axon discharges by itself in a given milieu, relative to another milieu.

A twitch is born where the membrane carries more persistent sodium than usual and a slowly
wandering current happens to reach its threshold. Assumes an Ornstein-Uhlenbeck current of 20 ms
(its size is not known and sets every effect size), hot sites spread log-normally, and a rate that
depends on threshold over noise alone (simulated: 20 states of seven axons agree within 14 %; at 3 per second the formula is 30 % low). It stops being
true outside the box of the map, above a few discharges per second, and if twitches are not
threshold events of the axon. No number here was ever measured in man: only ratios to the person's
own usual day are meant to be shown. Source: our own membrane; what is known is in `docs/axon.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from myotwitch.axon.exposure import Exposure, exposure
from myotwitch.axon.potentials import Concentrations
from myotwitch.axon.screening import Screening
from myotwitch.axon.surrogate import BOX, ThresholdMap, collapsed, in_box, shipped, stored, theta_pA
from myotwitch.handover import Site
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced, values
from myotwitch.refusal import Door, Refusal

__all__ = [
    "EctopicParameters", "HazardAt20ms", "RateModel", "hazard_per_s", "log_rate", "log_rate_of", "log_ratio", "log_ratio_by_slope", "rate_model",
]  # fmt: skip

_SIMULATED = "fitted by us to simulated discharge of our own membrane under noise, not to any recording"


@dataclass(frozen=True)
class HazardAt20ms(Parameters):
    """Rate against threshold over noise for noise that wanders over 20 ms, the one the maps are made for.

    For other noise the maps hold no threshold, and for 100 ms no law of one scalar holds: `rate_model` refuses both.
    """

    tau_ms: float = sourced(20.0, "ms", ASSUMED, note="nobody has measured the noise of a motor terminal")
    steepness: float = sourced(0.886, "", ASSUMED, note=_SIMULATED + "; near 1 is expected from the action")
    attempts_per_s: float = sourced(8.17, "1/s", ASSUMED, note=_SIMULATED)
    ceiling_per_s: float = sourced(9.0, "1/s", ASSUMED, note="fastest steady discharge of our hot site")


@dataclass(frozen=True)
class EctopicParameters(Parameters):
    """Noise, spread of hot sites, and the bound on what may be said."""

    hazard: HazardAt20ms = field(default_factory=HazardAt20ms)
    noise_pA: float = sourced(
        40.0,
        "pA",
        ASSUMED,
        spread=(28.0, 57.0),
        note="standard deviation of the current at 34 °C; the one number that sets every effect size, unknown",
    )
    noise_q10: float = sourced(
        1.6,
        "",
        ASSUMED,
        spread=(1.35, 1.9),
        note="chosen so that cooling a foot leaves the rate alone, as vanderheijden1994 saw: fitted to that row",
    )
    site_spread: float = sourced(
        0.25,
        "",
        ASSUMED,
        spread=(0.22, 0.30),
        note="spread of ln(persistent sodium) between sites; not separable from the noise",
    )
    noise_spread: float = sourced(
        0.35,
        "",
        ASSUMED,
        spread=(0.25, 0.5),
        note="spread of ln(noise) between sites; makes tails exponential-like",
    )
    common_drive: float = sourced(
        0.5, "", ASSUMED, spread=(0.3, 0.8), note="slow current common to many sites, in units of the noise"
    )
    largest_log_ratio: float = sourced(
        math.log(30.0), "", ASSUMED, note="no ratio beyond 30 is claimed; not reached by the usual histories"
    )
    reference_C: float = sourced(
        34.0, "degC", ASSUMED, note="where noise_pA is meant; temperature of the fit"
    )
    slope_per_pA: float = sourced(
        0.03,
        "1/pA",
        ASSUMED,
        spread=(0.016, 0.057),
        note="the one-scalar law ln ratio = -slope x change of threshold, kept as a cross-check",
    )
    slope_site: float = sourced(
        1.8, "", ASSUMED, note="persistent sodium of the site whose threshold the slope reads"
    )


class RateModel(NamedTuple):
    """Everything that a rate needs, ready for compiled code; made by `rate_model`."""

    parameters: EctopicParameters
    concentrations: Concentrations
    screening: Screening
    map: ThresholdMap
    log_hazard: np.ndarray
    """ln of the hazard averaged over noise and common drive, on the grid of threshold over noise."""
    sites: np.ndarray
    """Hot sites: position within the box, -1 to 1."""
    weights: np.ndarray
    """Share of each of them in the population of all sites."""


_LOWEST_Z, _PER_STEP, _STEPS = -6.0, 10.0, 461
"""The grid of threshold over noise: -6 to 40 in tenths."""
_SITES, _SAMPLES = 12, 11


@physics
def hazard_per_s(z: float, h: HazardAt20ms) -> float:
    """Discharges per second of a site whose threshold is z times the noise."""
    climb = min(0.5 * h.steepness * h.steepness * z * abs(z), 690.0)
    return 1.0 / (1.0 / h.ceiling_per_s + math.exp(climb) / h.attempts_per_s)


@physics
def _averaged_log_hazard(p: EctopicParameters, a: np.ndarray, share: np.ndarray) -> np.ndarray:
    table = np.empty(_STEPS)
    for k in range(_STEPS):
        z = _LOWEST_Z + k / _PER_STEP
        mean = 0.0
        for i in range(a.size):
            wider = math.exp(-a[i] * p.noise_spread)
            for j in range(a.size):
                mean += share[i] * share[j] * hazard_per_s((z - a[j] * p.common_drive) * wider, p.hazard)
        table[k] = math.log(mean)
    return table


def rate_model(
    parameters: EctopicParameters | None = None,
    concentrations: Concentrations | None = None,
    screening: Screening | None = None,
    threshold_map: ThresholdMap | None = None,
) -> RateModel:
    """Tabulate the hazard of one parameter set, so that a rate costs well under a microsecond.

    Each argument left out is the reference. About a millisecond.
    Raises Refusal (IMPOSSIBLE) for noise of another correlation time than that of the maps.
    """
    bare = values(parameters or EctopicParameters())
    if bare.hazard.tau_ms != stored()["tau_ms"]:
        raise Refusal(
            f"A rate under noise of {bare.hazard.tau_ms:g} ms is not offered.",
            allowed=f"{stored()['tau_ms']:g} ms, for which the thresholds were mapped and the law of rates was tested; "
            "for 100 ms axons with the same threshold over noise differ up to twentyfold, says our own simulation.",
            next_step="myotwitch.axon.noise.discharges_side_by_side runs the membrane itself under any noise",
            door=Door.IMPOSSIBLE,
        )
    normal, share = np.polynomial.hermite_e.hermegauss(_SAMPLES)
    nodes, node_weights = np.polynomial.legendre.leggauss(_SITES)
    low, high = (math.log(end) for end in BOX["persistent_factor"])
    log_factor = low + 0.5 * (nodes + 1) * (high - low)
    density = np.exp(-0.5 * (log_factor / bare.site_spread) ** 2) / (
        bare.site_spread * math.sqrt(2 * math.pi)
    )
    return RateModel(
        bare,
        values(concentrations or Concentrations()),
        values(screening or Screening()),
        threshold_map or shipped(),
        _averaged_log_hazard(bare, normal, share / share.sum()),
        nodes,
        node_weights * density * 0.5 * (high - low),
    )


@physics
def _noise_at(temperature_C: float, p: EctopicParameters) -> float:
    return p.noise_pA * math.exp(math.log(p.noise_q10) * (temperature_C - p.reference_C) / 10.0)


@physics
def log_rate_of(e: Exposure, m: RateModel) -> float:
    """ln of the discharge rate per site (1/s) in the seven merged inputs; no check of the box."""
    q0, q1, q2, q3 = collapsed(e, m.map)
    noise_pA = _noise_at(e.temperature_C, m.parameters)
    rate = 0.0
    for i in range(m.sites.size):
        w = m.sites[i]
        z = (q0 + w * (q1 + w * (q2 + w * q3))) / noise_pA
        at = min(max((z - _LOWEST_Z) * _PER_STEP, 0.0), _STEPS - 1.001)
        k = int(at)
        at -= k
        rate += m.weights[i] * math.exp(m.log_hazard[k] * (1.0 - at) + m.log_hazard[k + 1] * at)
    return math.log(rate)


@physics
def log_rate(site: Site, m: RateModel) -> tuple[float, float]:
    """ln of the discharge rate per site (1/s, mean over all sites of a population), and 1.0 inside the box.

    Only differences of it mean anything: the number of sites in a muscle is not known. Outside
    the box the value is that of the edge and the second number is 0.0: show nothing there.
    """
    e = exposure(site, m.concentrations, m.screening)
    return log_rate_of(e, m), 1.0 if in_box(e, m.map) else 0.0


@physics
def log_ratio(now: Site, usual: Site, m: RateModel) -> tuple[float, float]:
    """ln of the discharge rate now over the person's usual, bounded, and 1.0 when both are in the box."""
    a, inside_now = log_rate(now, m)
    b, inside_usual = log_rate(usual, m)
    bound = m.parameters.largest_log_ratio
    return bound * math.tanh((a - b) / bound), inside_now * inside_usual


@physics
def log_ratio_by_slope(now: Site, usual: Site, m: RateModel) -> float:
    """The same by the one-scalar law: the change of one threshold times one slope. A cross-check."""
    p = m.parameters
    a = exposure(now, m.concentrations, m.screening)
    b = exposure(usual, m.concentrations, m.screening)
    unit = p.noise_pA
    theta_a = theta_pA(a, p.slope_site, m.map) * unit / _noise_at(a.temperature_C, p)
    theta_b = theta_pA(b, p.slope_site, m.map) * unit / _noise_at(b.temperature_C, p)
    return -p.slope_per_pA * (theta_a - theta_b)
