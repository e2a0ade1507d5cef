"""Rare discharges by splitting, held against waiting for them."""

import math

import pytest

from myotwitch.axon.ectopic import HazardAt20ms, hazard_per_s
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges_side_by_side
from myotwitch.axon.rare import rare_rate
from myotwitch.axon.threshold import SpikeTest, noise_threshold_pA
from myotwitch.provenance import values

AXON = values(AxonParameters())
SITE = surroundings(resting_exposure(), 2.0, AXON)
THETA, _ = noise_threshold_pA(SITE, AXON, values(SpikeTest()), 20.0)


def test_splitting_agrees_with_waiting_where_waiting_is_possible():
    split = rare_rate(SITE, AXON, THETA / 2.9, 20.0, trials=1000)
    waited = discharges_side_by_side(SITE, AXON, THETA / 2.9, 20.0, 300.0, 0.02, 1)
    off = math.log(split.rate_per_s * 300.0 / waited)
    assert abs(off) < 3.5 * math.hypot(1.5 * split.log_error, waited**-0.5)
    assert split.log_error < 0.12


@pytest.mark.slow
def test_the_law_of_rates_holds_where_nobody_can_wait():
    split = rare_rate(SITE, AXON, THETA / 4.5, 20.0)
    assert math.log(split.rate_per_s / hazard_per_s(4.5, values(HazardAt20ms()))) == pytest.approx(
        0.0, abs=0.6
    )


def test_without_noise_to_speak_of_nothing_fires():
    assert rare_rate(SITE, AXON, 0.5, 20.0, trials=50, longest_s=1.0).rate_per_s == 0.0
