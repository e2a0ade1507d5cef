"""What every fitted axon says of observations that no fit has seen (asked by `nerve.py`).

The conditions are simulated on the trunk at the coarse step of the fits. The busy pump of a contraction
is set for each axon so that the 1-ms threshold rises as published: that row is an input.
"""

from __future__ import annotations

import dataclasses
import math
from typing import NamedTuple

import numpy as np
from nerve_protocols import after_cuff, prepulses
from scipy.optimize import brentq

from myotwitch.axon import pools
from myotwitch.axon.after_contraction import after_contraction
from myotwitch.axon.channel_noise import SingleChannels, resting_noise_pA
from myotwitch.axon.clinical_tests import Excitability, excitability
from myotwitch.axon.exposure import Exposure, exposure, resting_exposure, resting_milieu, resting_site
from myotwitch.axon.lanes import spike_counts
from myotwitch.axon.membrane import (
    AxonParameters,
    resting_state,
    sodium_conductance_nS,
    surroundings,
)
from myotwitch.axon.motor_axon import MotorAxon
from myotwitch.axon.spike_shape import spike_shape
from myotwitch.axon.threshold import QUIET, SpikeTest, noise_threshold_pA, pulse_threshold_pA
from myotwitch.handover import Drive, Site
from myotwitch.provenance import values

REST = resting_site()
STATES = {
    "rest": REST,
    "potassium 3.0 mM": REST._replace(potassium_mM=3.0),
    "potassium 3.8 mM": REST._replace(potassium_mM=3.8),
    "potassium 4.6 mM": REST._replace(potassium_mM=4.6),
    "potassium 5.5 mM": REST._replace(potassium_mM=5.5),
    "30 °C": REST._replace(temperature_C=30.0),
    "40 °C": REST._replace(temperature_C=40.0),
    "pump 0.1": REST._replace(pump=0.1),
    "calcium 0.8 mM": REST._replace(calcium_mM=0.8),
    "late term, 36 min": after_contraction(REST, 36 * 60.0, late_term=True),
}
ELECTROTONUS = {
    0.2: (31, 46),
    10: (54, 72),
    20: (58, 80),
    40: (47, 67),
    60: (39, 56),
    90: (36, 52),
    99: (35, 53),
    110: (-8, 16),
    120: (-20, -4),
    140: (-27, -12),
}
RECOVERY = {
    2: (0, 104),
    3: (-19, 49),
    4: (-28, 19),
    5: (-31, 0),
    6: (-31, -6),
    8: (-29, -3),
    10: (-25, 1),
    20: (-8, 14),
    30: (2, 21),
    40: (4, 21),
    60: (0, 19),
    100: (-3, 11),
}
"""Published bands at a delay or interval in ms (public model code of hennings2005)."""
HOT = 2.0
"""Persistent sodium of the hot site at which members are compared, times that of their own ordinary node."""
HOT_STATES = {
    "potassium +0.5 mM": REST._replace(potassium_mM=4.7),
    "ionised calcium -0.15 mM": REST._replace(calcium_mM=1.05),
    "pump x 1.5": REST._replace(pump=1.5),
    "10 pA": REST._replace(current_pA=10.0),
    "3 °C cooler": REST._replace(temperature_C=31.0),
}
TAU_MS = 20.0
TEST = values(dataclasses.replace(SpikeTest(), largest_pA=30000.0))
SUPER, RRP = "superexcitability_5_7_ms_percent", "relative_refractory_period_ms"
REFRACTORY, TAU_SD = "refractoriness_at_2_5_ms_percent", "strength_duration_time_constant_ms"
TED_90, TEH_90, SUB = "TEd_90_100_ms_percent", "TEh_90_100_ms_percent", "late_subexcitability_percent"


class Said(NamedTuple):
    """What one axon says."""

    indices: dict[str, float]
    half_width_ms: float
    rows: dict[str, float]
    hot: dict[str, float]
    steady: dict[str, float]


def _felt(site: Site) -> Exposure:
    p = AxonParameters()
    return exposure(site, values(p.concentrations), values(p.screening))


def _pulse(p: AxonParameters, site: Site, pulse_ms: float, hot: float = 1.0) -> float:
    found, kind = pulse_threshold_pA(surroundings(_felt(site), hot, p), p, TEST, pulse_ms)
    return found if kind == QUIET else math.nan


def _busy(p: AxonParameters, rise: float) -> Site:
    """The site whose pump raises the 1-ms threshold by so much."""
    rest = _pulse(p, REST, 1.0)
    pump = brentq(lambda x: _pulse(p, REST._replace(pump=x), 1.0) / rest - 1 - rise, 1.0, 5.0, xtol=1e-3)
    return REST._replace(pump=pump)


def _passive_ms(p: AxonParameters) -> float:
    """Fast time constant of node and internode with every gate held at rest."""
    m, s = p.membrane, surroundings(resting_exposure(), 1.0, p)
    y, _ = resting_state(s, p)
    node = sodium_conductance_nS(y, s, m) + m.sodium_leak_nS + m.leak_nS
    node += m.fast_potassium_nS * y.fast_potassium**4 + m.slow_potassium_nS * y.slow_potassium
    inner = m.internode_leak_nS + m.internode_sodium_leak_nS + m.h_nS * y.h
    inner += m.internode_fast_potassium_nS * y.internode_fast_potassium**4
    inner += m.internode_slow_potassium_nS * y.internode_slow_potassium
    G = np.array([[node + m.barrett_nS, -m.barrett_nS], [-m.barrett_nS, inner + m.barrett_nS]])
    C = np.array([[m.node_pF + m.myelin_pF, -m.myelin_pF], [-m.myelin_pF, m.internode_pF + m.myelin_pF]])
    return float(1 / np.linalg.eigvals(np.linalg.solve(C, G)).real.max())


def relative_spread(p: AxonParameters, threshold_pA: float) -> float:
    """Standard deviation of the resting channel noise over the 1-ms threshold, %."""
    s = surroundings(resting_exposure(), 1.0, p)
    noise = resting_noise_pA(resting_state(s, p)[0], s, p, values(SingleChannels()))
    return 100 * noise["together"] / threshold_pA


def _after_train(discharge_Hz: float, seconds: float, then_s: float) -> Site:
    """The resting site after so many seconds of steady firing and a rest."""
    p = values(pools.AxonPoolParameters())
    y = pools.initial(p)
    for drive, lasting in ((Drive(discharge_Hz, 1.0), seconds), (Drive(0.0, 0.0), then_s)):
        for _ in range(round(lasting / 0.5)):
            change = pools.rate(y, p, drive, REST.potassium_mM)
            y = pools.AxonPools(*(a + 0.5 * b for a, b in zip(y, change, strict=True)))
    return REST._replace(
        pump=pools.terminal_pump(y, p),
        periaxonal_potassium_ratio=pools.periaxonal_ratio(y, p),
        sodium_inside_mM=pools.sodium_inside_mM(y, p, REST.sodium_inside_mM),
    )


def _inside(curve: np.ndarray, band: dict[float, tuple[int, int]]) -> float:
    """Share of the band's places at which the curve lies within it."""
    place, value = curve.T
    at = np.interp(np.log(list(band)), np.log(place), value)
    return float(np.mean([low <= v <= high for v, (low, high) in zip(at, band.values(), strict=True)]))


def _rest_mV(p: AxonParameters, site: Site) -> float:
    return float(resting_state(surroundings(_felt(site), 1.0, p), p)[0].node_mV)


def _half_width_ms(p: AxonParameters, site: Site, threshold_pA: float) -> float:
    s = surroundings(_felt(site), 1.0, p)
    return spike_shape(resting_state(s, p)[0], s, p, 8 * threshold_pA).half_width_ms


def _fluids(p: AxonParameters, at: dict[str, dict[str, float]]) -> dict[str, float]:
    """Rows of potassium, calcium, magnesium, carbon dioxide and a pump that stands still."""
    rest, low_Ca = at["rest"], at["calcium 0.8 mM"]
    high, normal = at["potassium 4.6 mM"], at["potassium 3.8 mM"]
    kidney, low, still = at["potassium 5.5 mM"], at["potassium 3.0 mM"], at["pump 0.1"]
    resting = _pulse(p, REST, 1.0)
    breath = {pco2: _pulse(p, REST._replace(pco2_mmHg=pco2), 1.0) for pco2 in (20.0, 30.0)}
    return {
        "potassium_refractory_period": high[RRP] - normal[RRP],
        "potassium_superexcitability": high[SUPER] - normal[SUPER],
        "potassium_electrotonus": high[TED_90] - normal[TED_90],
        "potassium_time_constant": high[TAU_SD] - normal[TAU_SD],
        "potassium_subexcitability": high[SUB] - normal[SUB],
        "potassium_hyperpolarising": high[TEH_90] - normal[TEH_90],
        "kidney_refractoriness": kidney[REFRACTORY] - rest[REFRACTORY],
        "kidney_superexcitability": kidney[SUPER] - rest[SUPER],
        "kidney_electrotonus": kidney[TED_90] - rest[TED_90],
        "low_potassium_superexcitability": low[SUPER] - rest[SUPER],
        "low_potassium_electrotonus": low[TEH_90] - rest[TEH_90],
        "low_potassium_refractory_period": low[RRP] - rest[RRP],
        "fast_breathing": 100 * (breath[20.0] / resting - 1),
        "fast_breathing_linear": (breath[30.0] - breath[20.0]) / (resting - breath[30.0]),
        "low_calcium_threshold": 100 * (_pulse(p, STATES["calcium 0.8 mM"], 1.0) / resting - 1),
        "low_calcium_refractoriness": low_Ca[REFRACTORY] - rest[REFRACTORY],
        "low_calcium_potential": _rest_mV(p, STATES["calcium 0.8 mM"]) - _rest_mV(p, REST),
        "low_magnesium_threshold": 100 * (_pulse(p, REST._replace(magnesium_mM=0.30), 1.0) / resting - 1),
        "pump_off_refractoriness": still[REFRACTORY] - rest[REFRACTORY],
        "pump_off_superexcitability": still[SUPER] - rest[SUPER],
    }


def _activity(p: AxonParameters, at: dict[str, dict[str, float]]) -> dict[str, float]:
    """Rows of effort and trains. In those of vucic2007 and kuwabara2001 the pump is set for this axon."""
    rest, worked = at["rest"], at["busy"]
    busy, train = _busy(p, 0.196), _busy(p, 0.164)
    resting, short = _pulse(p, REST, 1.0), _pulse(p, REST, 0.1)

    def change(site: Site) -> float:
        return 100 * (_pulse(p, site, 1.0) / resting - 1)

    return {
        "contraction_threshold": change(busy),
        "contraction_superexcitability": 100 * (worked[SUPER] / rest[SUPER] - 1),
        "contraction_time_constant": 100 * (worked[TAU_SD] / rest[TAU_SD] - 1),
        "contraction_refractoriness": worked[REFRACTORY] - rest[REFRACTORY],
        "contraction_supernormality_direction": worked[SUPER] - rest[SUPER],
        "contraction_time_constant_direction": worked[TAU_SD] - rest[TAU_SD],
        "vagg_threshold": change(after_contraction(REST, 0.0)),
        "vagg_recovery": change(after_contraction(REST, 900.0)),
        "kuwabara_recovery": change(after_contraction(REST, 600.0)),
        "milder_threshold": change(after_contraction(REST, 0.0)),
        "milder_late": change(after_contraction(REST, 2100.0)),
        "milder_late_on": change(after_contraction(REST, 2100.0, late_term=True)),
        "milder_mirror": at["late term, 36 min"][SUPER] - rest[SUPER],
        "train_short_pulse": 100 * (_pulse(p, train, 0.1) / short - 1),
        "train_threshold": change(_after_train(8.0, 600.0, 0.0)),
        "train_recovery": change(_after_train(8.0, 600.0, 1080.0)),
    }


def _temperature(p: AxonParameters, at: dict[str, dict[str, float]]) -> dict[str, float]:
    rest, warm, cool = at["rest"], at["40 °C"], at["30 °C"]
    return {
        "warming_superexcitability": warm[SUPER] - rest[SUPER],
        "warming_accommodation": warm["TEd_40_60_ms_percent"] - rest["TEd_40_60_ms_percent"],
        "warming_potential": _rest_mV(p, STATES["40 °C"]) - _rest_mV(p, REST),
        "cooling_refractory_period": (cool[RRP] / rest[RRP]) ** 2.5,
        "refractory_period_per_C": (cool[RRP] - rest[RRP]) / 4.0,
        "cooling_superexcitability": cool[SUPER] - rest[SUPER],
        "cooling_refractory_rises": cool[RRP] - rest[RRP],
        "cooling_electrotonus": cool[TED_90] - rest[TED_90],
        "spike_width": _half_width_ms(p, REST._replace(temperature_C=37.0), rest["threshold_1_ms_pA"]),
    }


def said(axon: AxonParameters) -> Said:
    """Everything that one axon says, conditions of `STATES` and `HOT_STATES`."""
    nerve, p = MotorAxon(axon, MotorAxon.reference().ectopic), values(axon)

    def tests(site: Site) -> Excitability:
        milieu = resting_milieu()._replace(trunk=site)
        return excitability(nerve, milieu, conditioning_percent=(40, -40), step_ms=0.02)

    resting = tests(REST)
    rest = resting.indices
    at = {name: tests(site).indices for name, site in STATES.items()}
    at["busy"] = tests(_busy(p, 0.196)).indices
    pulses = dict(resting.strength_duration)
    steady = _steady(p)
    rows = {
        **_activity(p, at),
        **_temperature(p, at),
        **_fluids(p, at),
        **prepulses(p),
        **after_cuff(p),
        "S2_accommodation": rest["TEd_peak_percent"] - rest[TED_90],
        "electrotonus_envelope": _inside(resting.electrotonus[40], ELECTROTONUS),
        "recovery_envelope": _inside(resting.recovery_cycle, RECOVERY),
        "one_record": pulses[0.2] / pulses[1.0],
        "passive_time_constant": _passive_ms(p),
        "relative_spread": relative_spread(p, _pulse(p, REST, 1.0)),
        "healthy_steady": 0.0 if math.isnan(steady["ordinary node"]) else 1.0,
    }
    return Said(rest, _half_width_ms(p, REST, rest["threshold_1_ms_pA"]), rows, _hot(p), steady)


def _hot(p: AxonParameters) -> dict[str, float]:
    """Threshold for slow noise at a hot site, pA, and its change with each state."""

    def threshold(site: Site) -> float:
        found, kind = noise_threshold_pA(surroundings(_felt(site), HOT, p), p, TEST, TAU_MS)
        return found if kind == QUIET else math.nan

    rest = threshold(REST)
    return {"at rest": rest, **{name: threshold(site) - rest for name, site in HOT_STATES.items()}}


def _steady(p: AxonParameters) -> dict[str, float]:
    """Lowest steady current (pA, up to 260) at which a site keeps firing; nan when none does."""
    found, currents = {}, np.arange(20.0, 280.0, 20.0)
    for name, hot in (("ordinary node", 1.0), ("hot site", HOT)):
        s = surroundings(resting_exposure(), hot, p)
        told = spike_counts(resting_state(s, p)[0], s, p, currents, 600.0, after_ms=100.0, step_ms=0.02)
        firing = currents[told >= 3]
        found[name] = float(firing[0]) if firing.size else math.nan
    return found
