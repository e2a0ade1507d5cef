"""Does the rate really depend on threshold over noise alone? Simulated, not assumed."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from myotwitch.axon.ectopic import HazardAt20ms, hazard_per_s
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges
from myotwitch.axon.threshold import SpikeTest, noise_threshold_pA
from myotwitch.provenance import values

AXON, TEST = values(AxonParameters()), values(SpikeTest())
STATES = [
    (1.5, {}),
    (1.75, {}),
    (2.0, {}),
    (2.5, {}),
    (2.0, {"current_pA": 20.0}),
    (2.5, {"current_pA": -60.0}),
    (2.0, {"potassium_mM": 5.0}),
    (2.0, {"potassium_mM": 3.5}),
    (2.0, {"temperature_C": 37.0}),
    (2.0, {"temperature_C": 31.0}),
    (1.8, {"screening_mV": -1.5}),
    (2.0, {"pump": 1.8, "sodium_inside_mM": 11.0}),
]


def simulated(hot, changed, z, seconds, seed):
    s = surroundings(resting_exposure()._replace(**changed), hot, AXON)
    theta, _ = noise_threshold_pA(s, AXON, TEST, 20.0)
    return discharges(s, AXON, theta / z, 20.0, seconds, 0.02, seed)


@pytest.mark.slow
def test_rate_depends_on_threshold_over_noise_alone():
    h = values(HazardAt20ms())
    tasks = [(hot, changed, z) for hot, changed in STATES for z in (2.2, 3.0)]

    def one(numbered):
        seed, (hot, changed, z) = numbered
        seconds = 40.0 if z < 2.5 else 80.0
        return simulated(hot, changed, z, seconds, seed)[0] / seconds

    with ThreadPoolExecutor(2) as pool:
        rates = np.array(list(pool.map(one, enumerate(tasks))))
    expected = np.array([hazard_per_s(z, h) for *_, z in tasks])
    off = np.log(rates / expected)
    assert np.sqrt(np.mean(off**2)) <= 0.3  # counting noise alone is about 0.18
    assert np.abs(off).max() < math.log(2.0)


def test_a_quiet_site_stays_quiet_and_a_loud_one_fires_irregularly():
    assert simulated(2.0, {}, 8.0, 10.0, 1) == (0, 0.0)
    count, variation = simulated(2.0, {}, 2.2, 15.0, 1)
    assert count > 5
    assert 0.4 < variation < 1.4


def test_noise_is_repeatable():
    assert simulated(2.0, {}, 1.5, 3.0, 5) == simulated(2.0, {}, 1.5, 3.0, 5)
