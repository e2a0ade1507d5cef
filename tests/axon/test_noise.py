"""Does the rate really depend on threshold over noise alone? Simulated, not assumed."""

import json
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from myotwitch.axon.ectopic import HazardAt20ms, hazard_per_s
from myotwitch.axon.exposure import Exposure, resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges, discharges_side_by_side
from myotwitch.axon.threshold import SpikeTest, noise_threshold_pA
from myotwitch.provenance import values

VALIDATION = Path(__file__).parents[2] / "validation"
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


def counted(tau_ms, z, seconds):
    """Spikes of every state at the same threshold over noise, (states,)."""

    def one(numbered):
        seed, (hot, changed) = numbered
        s = surroundings(resting_exposure()._replace(**changed), hot, AXON)
        theta, _ = noise_threshold_pA(s, AXON, TEST, tau_ms)
        return discharges_side_by_side(s, AXON, theta / z, tau_ms, seconds, 0.02, seed)

    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(one, enumerate(STATES))))


@pytest.mark.slow
@pytest.mark.parametrize(("tau_ms", "depths"), [(5.0, (2.4, 3.0)), (20.0, (2.2, 2.9))])
def test_rate_depends_on_threshold_over_noise_alone(tau_ms, depths):
    counts = np.log([counted(tau_ms, z, 150.0) for z in depths])
    off = counts - counts.mean(1, keepdims=True)
    assert np.sqrt(np.mean(off**2)) <= 0.2
    if tau_ms == 20.0:
        expected = np.log([150.0 * hazard_per_s(z, values(HazardAt20ms())) for z in depths])
        assert np.sqrt(np.mean((counts - expected[:, None]) ** 2)) <= 0.25


def test_sites_side_by_side_fire_as_often_as_one_for_as_long():
    s = surroundings(resting_exposure(), 2.0, AXON)
    noise = noise_threshold_pA(s, AXON, TEST, 20.0)[0] / 2.0
    alone = discharges(s, AXON, noise, 20.0, 60.0, 0.02, 3)[0]
    together = discharges_side_by_side(s, AXON, noise, 20.0, 60.0, 0.02, 3)
    assert alone > 60
    assert abs(alone - together) < 4.0 * math.sqrt(alone + together)


def test_low_spikes_of_a_warm_depolarised_site_are_counted():
    # their peak lies near -30 mV: a detector at -20 mV saw one in seventeen
    warm = Exposure(4.66, 1.09, -0.61, 10.77, 1.03, 37.06, 19.82)
    s = surroundings(warm, 1.64, AXON)
    theta, _ = noise_threshold_pA(s, AXON, TEST, 20.0)
    seen = discharges_side_by_side(s, AXON, theta / 2.2, 20.0, 100.0, 0.02, 1)
    assert seen == pytest.approx(100.0 * hazard_per_s(2.2, values(HazardAt20ms())), rel=0.5)


def test_a_quiet_site_stays_quiet_and_a_loud_one_fires_irregularly():
    assert simulated(2.0, {}, 8.0, 10.0, 1) == (0, 0.0)
    count, variation = simulated(2.0, {}, 2.2, 15.0, 1)
    assert count > 5
    assert 0.4 < variation < 1.4


def test_noise_is_repeatable():
    assert simulated(2.0, {}, 1.5, 3.0, 5) == simulated(2.0, {}, 1.5, 3.0, 5)


def test_where_the_law_fails_the_rates_themselves_are_kept():
    kept = json.loads((VALIDATION / "results" / "noise_collapse.json").read_text("utf-8"))
    left = {tau: kept[f"{tau:g} ms"]["rows"]["all by one curve"]["rms_ln"] for tau in (5.0, 20.0, 100.0)}
    assert max(left[5.0], left[20.0]) < 0.2 < 0.5 < left[100.0]
    assert "table" not in kept["20 ms"]
    table = kept["100 ms"]["table"]
    assert len(table["rows"]) == kept["100 ms"]["rows"]["all by one curve"]["points"]
    assert len({row[0] for row in table["rows"]}) == 7
    name, *point, noise_pA, _, rate_per_s = table["rows"][0]
    # one row of the table simulated again: same axon and state, the committed size of the noise
    assert name == "reference"
    s = surroundings(Exposure(*point[:7]), point[7], AXON)
    again = discharges_side_by_side(s, AXON, noise_pA, 100.0, 100.0, 0.02, 1) / 100.0
    assert again == pytest.approx(rate_per_s, rel=0.4)
