import dataclasses

import numpy as np
import pytest

from myotwitch.twitch.spinal_pool import (
    gain_of_drive,
    motor_neuron,
    pool_rates_per_s,
    resting_neuron,
    spike_times_s,
)


def quiet(place, bias, drive=0.0, seconds=2.0):
    neuron = dataclasses.replace(motor_neuron(place), noise_nA=0.0, bias=bias)
    return spike_times_s(neuron, drive, seconds, 0)


def test_rheobase_is_where_a_passive_neuron_starts_to_fire():
    assert quiet(0.0, 0.95).size == 0
    assert quiet(0.0, 1.1).size > 5
    assert quiet(1.0, 0.95).size == 0


def test_drive_lets_a_neuron_fire_with_less_current():
    assert quiet(0.0, 0.7, drive=0.0).size == 0
    assert quiet(0.0, 0.7, drive=1.5).size > 5


def test_persistent_current_outlasts_its_cause_where_drive_is_high():
    neuron = dataclasses.replace(motor_neuron(0.0), bias=0.3)
    low, high = (spike_times_s(neuron, d, 20.0, 3).size for d in (0.5, 1.5))
    assert high > 10 * max(low, 1)


def test_fires_as_slow_units_do_and_repeats_with_its_seed():
    found = quiet(0.0, 1.3)
    rate = 1 / np.diff(found).mean()
    assert 5 < rate < 25
    noisy = [spike_times_s(motor_neuron(0.0), 1.2, 5.0, 7) for _ in range(2)]
    assert np.array_equal(*noisy)


def test_half_the_step_changes_little():
    a, b = (quiet_with_step(step) for step in (0.1, 0.05))
    assert a == pytest.approx(b, rel=0.05)


def quiet_with_step(step_ms):
    neuron = dataclasses.replace(motor_neuron(0.0), noise_nA=0.0, bias=1.2)
    return 1 / np.diff(spike_times_s(neuron, 1.0, 3.0, 0, step_ms=step_ms)).mean()


def test_a_resting_neuron_discharges_now_and_then_and_drive_raises_it():
    neuron = resting_neuron(0.0, 6.0, [0, 0], duration_s=30.0)
    rates = pool_rates_per_s([neuron], np.array([0.8, 1.0, 1.2]), duration_s=30.0)
    assert rates[1, 0] * 60 <= 6.0
    assert rates[0, 0] <= rates[1, 0] < rates[2, 0]
    assert gain_of_drive(np.array([1.0, 1.2]), rates[1:] + 1e-9) > 1.0


def test_no_gain_from_silence():
    assert np.isnan(gain_of_drive(np.array([0.5, 1.0]), np.zeros((2, 1))))
