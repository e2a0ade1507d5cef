"""Channel noise by passages between states, held against channels thrown one by one."""

import numpy as np
import pytest

from myotwitch.axon.channel_noise import (
    SingleChannels,
    chain_step,
    channel_counts,
    clamped_shares,
    counted_shares,
    resting_noise_pA,
)
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, resting_state, steady_state, surroundings
from myotwitch.provenance import values

AXON, ONE = values(AxonParameters()), values(SingleChannels())
S = surroundings(resting_exposure(), 1.0, AXON)
CHANNELS, STEP_ms = 1000, 0.005


def correlation(x, lag):
    y = x - x.mean()
    return float((y[lag:] * y[:-lag]).mean() / y.var())


@pytest.mark.parametrize("voltage_mV", [-50.0, -35.0])
def test_shares_spread_and_last_as_counted_ones(voltage_mV):
    exact = counted_shares(voltage_mV, S, AXON, CHANNELS, 12_000, STEP_ms, 1)
    quick = clamped_shares(voltage_mV, S, AXON, float(CHANNELS), 200_000, STEP_ms, 2)
    y = steady_state(voltage_mV, voltage_mV, S, AXON)
    share = y.activation**3 * y.inactivation
    binomial = np.sqrt(share * (1 - share) / CHANNELS)
    assert quick.mean() == pytest.approx(share, rel=0.03)
    assert quick.std() == pytest.approx(binomial, rel=0.06)
    assert exact.std() == pytest.approx(binomial, rel=0.15)
    for lag in (4, 20):
        assert correlation(quick, lag) == pytest.approx(correlation(exact, lag), abs=0.1)


def test_no_channel_is_lost():
    np.random.seed(0)
    x = np.full((2, 4), 1 / 8)
    for _ in range(2000):
        chain_step(x, 2.0, 1.0, 0.5, 0.7, 5000.0, 0.005)
    assert x.sum() == pytest.approx(1.0, abs=1e-12)


def test_channel_noise_at_rest_is_a_hundredth_of_a_threshold():
    found = resting_noise_pA(resting_state(S, AXON)[0], S, AXON, ONE)
    assert 4.0 < found["together"] < 10.0
    assert found["persistent_sodium"] > found["transient_sodium"]
    assert channel_counts(AXON, 1.0, ONE).transient_sodium > 20_000
