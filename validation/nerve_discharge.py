"""Rows about conduction of a reference fibre and about discharge of a hot site (asked by `nerve.py`).

The hot site has twice the persistent sodium of an ordinary node and feels a slow current of 20 ms, as
large as makes it fire about once a second. Seeded.
"""

from __future__ import annotations

import functools
import math

import numpy as np
from mrg import absolute_refractory_ms, conduction_velocity_m_per_s, diameter_um

from myotwitch.axon.ectopic import EctopicParameters, log_rate, rate_model
from myotwitch.axon.exposure import resting_exposure, resting_site
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharge_times_ms
from myotwitch.axon.noisy_node import wavering_threshold
from myotwitch.axon.threshold import SpikeTest, noise_threshold_pA, pulse_threshold_pA
from myotwitch.provenance import values
from myotwitch.twitch.spinal import SpinalSource

__all__ = ["CONDUCTION", "DISCHARGE", "intervals_ms"]

HOT, TAU_ms, DEPTH, SECONDS, STEP_ms = 2.0, 20.0, 2.6, 240.0, 0.02
DIAMETER_um = 10.0


@functools.cache
def intervals_ms() -> np.ndarray:
    """Between discharges of the reference's hot site."""
    p = values(AxonParameters())
    s = surroundings(resting_exposure(), HOT, p)
    theta, _ = noise_threshold_pA(s, p, values(SpikeTest()), TAU_ms)
    return np.diff(discharge_times_ms(s, p, theta / DEPTH, TAU_ms, SECONDS, STEP_ms, 1))


def _doublets() -> float:
    step = intervals_ms()
    return float(np.mean((step >= 3.0) & (step <= 8.0)))


def _wavering_percent() -> float:
    p = values(AxonParameters())
    s = surroundings(resting_exposure(), 1.0, p)
    quiet_pA = pulse_threshold_pA(s, p, values(SpikeTest(step_ms=0.005, tolerance=1e-4)), 1.0)[0]
    return 100.0 * wavering_threshold(s, p, quiet_pA).relative_spread


def _cooled_foot() -> float:
    rest = resting_site()
    axon = AxonParameters()
    model = rate_model(EctopicParameters(), axon.concentrations, axon.screening)
    return math.exp(log_rate(rest._replace(temperature_C=29.0), model)[0] - log_rate(rest, model)[0])


@functools.cache
def speed_m_per_s(temperature_C: float) -> float:
    """Of the reference fibre, step 2 µs, second order."""
    return conduction_velocity_m_per_s(DIAMETER_um, 0.002, temperature_C=temperature_C)


def _per_C(cold: float, warm: float) -> float:
    return (speed_m_per_s(warm) - speed_m_per_s(cold)) / (warm - cold)


CONDUCTION = {
    "velocity_Q10": lambda: speed_m_per_s(35.0) / speed_m_per_s(25.0),
    "velocity_per_C": lambda: _per_C(25.0, 35.0),
    "velocity_steeper_cold": lambda: _per_C(19.0, 24.0) - _per_C(33.0, 38.0),
    "velocity_clinical": lambda: _per_C(30.0, 34.0),
    "velocity_per_um": lambda: speed_m_per_s(37.0) / DIAMETER_um,
    "absolute_refractory_period": lambda: (
        absolute_refractory_ms(DIAMETER_um, 25.0) / absolute_refractory_ms(DIAMETER_um, 35.0)
    ),
    "median_velocity": lambda: diameter_um(61.5, 34.0),
    "tibial_velocity": lambda: diameter_um(47.4, 34.0),
}
DISCHARGE = {
    "relative_spread_trials": _wavering_percent,
    "foot_cooling": _cooled_foot,
    "distal_origin": lambda: 1.0 - SpinalSource().usual_share,
    "doublets": _doublets,
    "site_irregularity": lambda: float(intervals_ms().std() / intervals_ms().mean()),
}
