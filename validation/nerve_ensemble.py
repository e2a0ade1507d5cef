"""What every fitted axon says of observations that no fit has seen.

Run: python validation/nerve_ensemble.py       (about a minute; writes docs/nerve-validation.md)

The conditions are simulated on the trunk at the coarse step of the fits. The busy pump of a contraction
is set for each axon so that the 1-ms threshold rises as published: that row is an input.
"""

from __future__ import annotations

import dataclasses
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from myotwitch.axon.cable import stepped
from myotwitch.axon.clinical_tests import excitability
from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import Exposure, exposure, resting_exposure, resting_milieu, resting_site
from myotwitch.axon.membrane import (
    AxonParameters,
    Surroundings,
    resting_state,
    sodium_conductance_nS,
    surroundings,
)
from myotwitch.axon.motor_axon import MotorAxon
from myotwitch.axon.spike_shape import spike_shape
from myotwitch.axon.threshold import QUIET, SpikeTest, noise_threshold_pA, pulse_threshold_pA
from myotwitch.handover import Site
from myotwitch.kernels import physics
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
}
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
SODIUM_CHANNEL_nS, POTASSIUM_CHANNEL_nS = 0.013, 0.008
"""Assumed conductance of one channel: sodium 13 pS, potassium 8 pS."""
TEST = values(dataclasses.replace(SpikeTest(), largest_pA=30000.0))
SUPER, RRP = "superexcitability_5_7_ms_percent", "relative_refractory_period_ms"
REFRACTORY, TAU_SD = "refractoriness_at_2_5_ms_percent", "strength_duration_time_constant_ms"


class Said(NamedTuple):
    """What one axon says."""

    indices: dict[str, float]
    half_width_ms: float
    rows: dict[str, float]
    hot: dict[str, float]
    steady: dict[str, float]


@physics
def _spikes(s: Surroundings, p: AxonParameters, pA: float, duration_ms: float, step_ms: float) -> int:
    y, _ = resting_state(s, p)
    up, count = False, 0
    for i in range(int(duration_ms / step_ms)):
        y = stepped(y, s, p, pA, step_ms)
        if not up and y.node_mV > -20.0:
            up = True
            if i * step_ms > 100.0:
                count += 1
        elif up and y.node_mV < -55.0:
            up = False
    return count


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


def _relative_spread(p: AxonParameters, threshold_pA: float) -> float:
    """Standard deviation of the resting channel noise over the 1-ms threshold, %."""
    m, s = p.membrane, surroundings(resting_exposure(), 1.0, p)
    y, _ = resting_state(s, p)
    sodium, potassium = y.node_mV - s.sodium_mV, y.node_mV - s.node_potassium_mV
    variance = 0.0
    for unit, all_nS, open_share, drive in (
        (SODIUM_CHANNEL_nS, m.sodium_nS * (1 - m.persistent_share), y.activation**3 * y.inactivation, sodium),
        (SODIUM_CHANNEL_nS, m.sodium_nS * m.persistent_share, y.persistent**3, sodium),
        (POTASSIUM_CHANNEL_nS, m.slow_potassium_nS, y.slow_potassium, potassium),
        (POTASSIUM_CHANNEL_nS, m.fast_potassium_nS, y.fast_potassium**4, potassium),
    ):
        variance += unit * all_nS * drive**2 * open_share * (1 - open_share)
    return 100 * math.sqrt(variance) / threshold_pA


def said(axon: AxonParameters) -> Said:
    """Everything that one axon says, conditions of `STATES` and `HOT_STATES`."""
    nerve, p = MotorAxon(axon, MotorAxon.reference().ectopic), values(axon)

    def tests(site: Site) -> dict[str, float]:
        milieu = resting_milieu()._replace(trunk=site)
        return excitability(nerve, milieu, conditioning_percent=(40, -40), step_ms=0.02).indices

    at = {name: tests(site) for name, site in STATES.items()}
    rest = at["rest"]
    busy, train = _busy(p, 0.196), _busy(p, 0.164)
    worked = tests(busy)
    high, normal = at["potassium 4.6 mM"], at["potassium 3.8 mM"]
    kidney, low = at["potassium 5.5 mM"], at["potassium 3.0 mM"]
    rows = {
        "contraction_threshold": 100 * (_pulse(p, busy, 1.0) / _pulse(p, REST, 1.0) - 1),
        "contraction_superexcitability": 100 * (worked[SUPER] / rest[SUPER] - 1),
        "contraction_time_constant": 100 * (worked[TAU_SD] / rest[TAU_SD] - 1),
        "contraction_refractoriness": worked[REFRACTORY] - rest[REFRACTORY],
        "train_short_pulse": 100 * (_pulse(p, train, 0.1) / _pulse(p, REST, 0.1) - 1),
        "warming_superexcitability": at["40 °C"][SUPER] - rest[SUPER],
        "warming_accommodation": at["40 °C"]["TEd_40_60_ms_percent"] - rest["TEd_40_60_ms_percent"],
        "cooling_refractory_period": (at["30 °C"][RRP] / rest[RRP]) ** 2.5,
        "cooling_superexcitability": at["30 °C"][SUPER] - rest[SUPER],
        "potassium_refractory_period": high[RRP] - normal[RRP],
        "potassium_superexcitability": high[SUPER] - normal[SUPER],
        "potassium_electrotonus": high["TEd_90_100_ms_percent"] - normal["TEd_90_100_ms_percent"],
        "kidney_refractoriness": kidney[REFRACTORY] - rest[REFRACTORY],
        "kidney_superexcitability": kidney[SUPER] - rest[SUPER],
        "low_potassium_superexcitability": low[SUPER] - rest[SUPER],
        "low_potassium_electrotonus": low["TEh_90_100_ms_percent"] - rest["TEh_90_100_ms_percent"],
        "low_potassium_refractory_period": low[RRP] - rest[RRP],
        "pump_off_refractoriness": at["pump 0.1"][REFRACTORY] - rest[REFRACTORY],
        "pump_off_superexcitability": at["pump 0.1"][SUPER] - rest[SUPER],
        "passive_time_constant": _passive_ms(p),
        "relative_spread": _relative_spread(p, _pulse(p, REST, 1.0)),
    }
    s = surroundings(resting_exposure(), 1.0, p)
    spike = spike_shape(resting_state(s, p)[0], s, p, 8 * rest["threshold_1_ms_pA"])
    return Said(rest, spike.half_width_ms, rows, _hot(p), _steady(p))


def _hot(p: AxonParameters) -> dict[str, float]:
    """Threshold for slow noise at a hot site, pA, and its change with each state."""

    def threshold(site: Site) -> float:
        found, kind = noise_threshold_pA(surroundings(_felt(site), HOT, p), p, TEST, TAU_MS)
        return found if kind == QUIET else math.nan

    rest = threshold(REST)
    return {"at rest": rest, **{name: threshold(site) - rest for name, site in HOT_STATES.items()}}


def _steady(p: AxonParameters) -> dict[str, float]:
    """Lowest steady current (pA, up to 260) at which a site keeps firing; nan when none does."""
    found = {}
    for name, hot in (("ordinary node", 1.0), ("hot site", HOT)):
        s = surroundings(resting_exposure(), hot, p)
        firing = [pA for pA in range(20, 280, 20) if _spikes(s, p, float(pA), 600.0, 0.02) >= 3]
        found[name] = float(firing[0]) if firing else math.nan
    return found


def main() -> None:
    """Ask every member and the reference, and write the page."""
    from nerve_page import page  # beside this file

    reference = said(AxonParameters())
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        told = list(pool.map(lambda member: said(member.axon), members()))
    out = Path(__file__).parent.parent / "docs" / "nerve-validation.md"
    out.write_text(page(reference, told), "utf-8")
    sys.stderr.write(f"{len(told)} members; wrote {out.name}\n")


if __name__ == "__main__":
    main()
