"""The membrane against an independent earlier implementation of the same equations."""

import dataclasses

import pytest

from myotwitch.axon.exposure import exposure, resting_exposure, resting_site
from myotwitch.axon.membrane import AxonParameters, resting_state, steady_currents_pA, surroundings
from myotwitch.axon.screening import screening_mV
from myotwitch.axon.threshold import (
    FIRES,
    QUIET,
    SpikeTest,
    noise_threshold_pA,
    pulse_threshold_pA,
)
from myotwitch.provenance import values

AXON = values(AxonParameters())
STRICT = values(dataclasses.replace(SpikeTest(), spike_mV=-20.0))
TEST = values(SpikeTest())
REST = resting_exposure()


def around(hot, **changed):
    return surroundings(REST._replace(**changed), hot, AXON)


def calcium(mM):
    return screening_mV(mM, 0.55, 7.4, 40.0, AXON.screening)


def test_the_reference_axon_rests_at_its_fitted_potential():
    y, last_step = resting_state(around(1.0), AXON)
    assert y.node_mV == pytest.approx(-84.40, abs=0.01)
    assert y.internode_mV == pytest.approx(-84.40, abs=0.01)
    assert last_step < 1e-9
    # rounding of the published conductances is all that is left
    assert steady_currents_pA(-84.4, -84.4, around(1.0), AXON) == pytest.approx((0.0, 0.0), abs=0.1)


def test_a_doubled_pump_hyperpolarises():
    calm, _ = resting_state(around(1.0, pump=2.0), AXON)
    rest, _ = resting_state(around(1.0), AXON)
    assert calm.node_mV - rest.node_mV == pytest.approx(-2.7, abs=0.1)


# threshold of a 10-ms pulse (pA) at sites with 1.5, 2 and 2.5 times the persistent sodium
TABLE = {
    "reference": ({}, (193, 134, 91)),
    "20 pA": ({"current_pA": 20.0}, (174, 114, 70)),
    "-60 pA": ({"current_pA": -60.0}, (259, 207, 169)),
    "potassium 3.2": ({"potassium_mM": 3.2}, (255, 201, 162)),
    "potassium 5": ({"potassium_mM": 5.0}, (144, 79, 31)),
    "calcium 0.8": ({"screening_mV": calcium(0.8)}, (127, 66, 19)),
    "calcium 0.6": ({"screening_mV": calcium(0.6)}, (87, 22, None)),
    "31 C": ({"temperature_C": 31.0}, (180, 123, 81)),
    "37 C": ({"temperature_C": 37.0}, (231, 146, 102)),
    "39 C": ({"temperature_C": 39.0}, (315, 156, 111)),
    "sodium inside 15": ({"sodium_inside_mM": 15.0}, (259, 167, 123)),
}


@pytest.mark.parametrize("state", TABLE)
def test_ten_millisecond_thresholds(state):
    changed, expected = TABLE[state]
    for hot, theta_pA in zip((1.5, 2.0, 2.5), expected, strict=True):
        found, kind = pulse_threshold_pA(around(hot, **changed), AXON, STRICT, 10.0)
        if theta_pA is None:
            assert kind == FIRES
        else:
            assert kind == QUIET
            # 1 %, and half a unit because the table was rounded to whole pA
            assert found == pytest.approx(theta_pA, abs=0.01 * theta_pA + 0.5)


def test_potassium_6_makes_the_hottest_site_fire_by_itself():
    assert pulse_threshold_pA(around(2.5, potassium_mM=6.0), AXON, STRICT, 10.0)[1] == FIRES


def test_one_millisecond_threshold_of_an_ordinary_node():
    assert pulse_threshold_pA(around(1.0), AXON, STRICT, 1.0)[0] == pytest.approx(531, rel=0.01)


def test_noise_threshold_is_lower_than_that_of_a_pulse_at_a_hot_site():
    noise, _ = noise_threshold_pA(around(2.0), AXON, TEST, 20.0)
    pulse, _ = pulse_threshold_pA(around(2.0), AXON, TEST, 10.0)
    assert 0.8 * pulse < noise < 0.9 * pulse


def test_a_slow_swell_hardly_reaches_an_ordinary_node():
    # the ordinary node gets used to it: the reason why the rate law is not used there
    assert noise_threshold_pA(around(1.0), AXON, TEST, 20.0)[0] == pytest.approx(1552, rel=0.02)


def test_merged_inputs_of_a_resting_site_are_the_reference():
    assert exposure(resting_site(), AXON.concentrations, AXON.screening) == pytest.approx(
        tuple(REST), abs=1e-12
    )
