"""The node with its channels' own noise, stepped together."""

import dataclasses

import pytest

from myotwitch.axon import noisy_node
from myotwitch.axon.channel_noise import ChannelCounts, SingleChannels
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noisy_node import waiting_spikes, wavering_threshold
from myotwitch.axon.threshold import SpikeTest, pulse_threshold_pA
from myotwitch.provenance import values
from myotwitch.refusal import Refusal

AXON = values(AxonParameters())
S = surroundings(resting_exposure(), 1.0, AXON)
QUIET_pA = pulse_threshold_pA(S, AXON, values(SpikeTest(step_ms=0.005, tolerance=1e-4)), 1.0)[0]


def test_without_noise_the_chains_are_the_gates(monkeypatch):
    monkeypatch.setattr(noisy_node, "_LEVELS", (-0.006, 0.006))
    monkeypatch.setattr(noisy_node, "channel_counts", lambda *_: ChannelCounts(0.0, 0.0, 0.0, 0.0))
    silent = wavering_threshold(S, AXON, QUIET_pA, trials=2)
    assert silent.threshold_pA == pytest.approx(QUIET_pA, rel=0.006)
    assert silent.relative_spread < 0.006


def test_the_threshold_wavers_and_less_with_smaller_channels():
    usual = wavering_threshold(S, AXON, QUIET_pA, trials=80)
    assert usual.threshold_pA == pytest.approx(QUIET_pA, rel=0.01)
    assert 0.016 < usual.relative_spread < 0.030
    one = SingleChannels()
    quarter = {f.name: getattr(one, f.name) / 4.0 for f in dataclasses.fields(one)}
    small = wavering_threshold(S, AXON, QUIET_pA, trials=80, one=dataclasses.replace(one, **quarter))
    assert small.relative_spread / usual.relative_spread == pytest.approx(0.5, abs=0.17)


def test_channel_noise_alone_fires_neither_an_ordinary_node_nor_a_hot_one():
    hot = surroundings(resting_exposure(), 2.0, AXON)
    assert waiting_spikes(S, AXON, 0.5) == 0
    assert waiting_spikes(hot, AXON, 1.0) == 0
    # a site that fires by itself is seen to fire
    burning = surroundings(resting_exposure()._replace(current_pA=90.0), 2.5, AXON)
    assert waiting_spikes(burning, AXON, 1.0) > 0


def test_a_step_at_which_the_chains_overshoot_is_refused():
    with pytest.raises(Refusal, match=r"up to 0\.005 ms"):
        wavering_threshold(S, AXON, QUIET_pA, step_ms=0.01)
    with pytest.raises(Refusal, match="overshoot"):
        waiting_spikes(S, AXON, 1.0, step_ms=float("nan"))
