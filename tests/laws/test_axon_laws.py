"""Laws of the fast membrane: gates stay gates, rest is rest, half the step changes little."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.axon.cable import stepped
from myotwitch.axon.ectopic import EctopicParameters, log_rate_of, log_ratio, rate_model
from myotwitch.axon.exposure import Exposure, resting_exposure, resting_site
from myotwitch.axon.membrane import AxonParameters, resting_state, steady_state, surroundings
from myotwitch.axon.pools import AxonPoolParameters, AxonPools, rate
from myotwitch.axon.screening import Screening
from myotwitch.axon.surrogate import BOX
from myotwitch.axon.threshold import QUIET, SpikeTest, noise_threshold_pA, pulse_threshold_pA, settled
from myotwitch.handover import Drive
from myotwitch.provenance import values, varied

AXON = values(AxonParameters())
TEST = values(SpikeTest())


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Exposure,
        st.floats(1.0, 20.0),
        st.floats(1.0, 3.0),
        st.floats(-10.0, 5.0),
        st.floats(4.0, 40.0),
        st.floats(0.1, 5.0),
        st.floats(15.0, 42.0),
        st.floats(-200.0, 300.0),
    ),
    st.floats(1.0, 3.0),
    st.floats(-2000.0, 4000.0),
    st.floats(-140.0, 60.0),
)
def test_gates_stay_between_0_and_1_whatever_the_milieu(milieu, hot, stimulus_pA, start_mV):
    s = surroundings(milieu, hot, AXON)
    y = steady_state(start_mV, start_mV, s, AXON)
    for _ in range(400):
        y = stepped(y, s, AXON, stimulus_pA, 0.02)
        assert all(0.0 <= gate <= 1.0 for gate in y[2:])
        assert all(math.isfinite(v) and abs(v) < 1e4 for v in y[:2])


@pytest.mark.parametrize("hot", [1.0, 1.5, 2.0, 2.5])
def test_rest_is_rest(hot):
    s = surroundings(resting_exposure(), hot, AXON)
    rest, _ = resting_state(s, AXON)
    y = rest
    for _ in range(10_000):
        y = stepped(y, s, AXON, 0.0, 0.02)
    assert y == pytest.approx(rest, abs=1e-6)
    assert settled(s, AXON, TEST)[1] == QUIET


@pytest.mark.parametrize("hot", [1.5, 2.0, 2.5])
def test_halving_the_step_moves_thresholds_by_less_than_half_a_per_cent(hot):
    fine = values(dataclasses.replace(SpikeTest(), step_ms=0.01, tolerance=2e-4))
    usual = TEST._replace(tolerance=2e-4)
    s = surroundings(resting_exposure(), hot, AXON)
    assert noise_threshold_pA(s, AXON, usual, 20.0)[0] == pytest.approx(
        noise_threshold_pA(s, AXON, fine, 20.0)[0], rel=0.005
    )
    assert pulse_threshold_pA(s, AXON, usual, 10.0)[0] == pytest.approx(
        pulse_threshold_pA(s, AXON, fine, 10.0)[0], rel=0.005
    )


_LOW = np.array([low for low, _ in BOX.values()])[:7]
_HIGH = np.array([high for _, high in BOX.values()])[:7]
_MODEL = rate_model()
_DIRECTIONS = [
    ("potassium_mM", 0.1),
    ("periaxonal_ratio", 0.02),
    ("screening_mV", -0.1),
    ("sodium_inside_mM", -0.3),
    ("pump", -0.1),
    ("current_pA", 3.0),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0.06, 0.94), min_size=7, max_size=7), st.sampled_from(_DIRECTIONS))
def test_what_depolarises_or_unscreens_raises_the_rate_everywhere_in_the_box(shares, change):
    name, step = change
    here = Exposure(*(float(x) for x in _LOW + np.array(shares) * (_HIGH - _LOW)))
    moved = here._replace(**{name: getattr(here, name) + step})
    assert log_rate_of(moved, _MODEL) > log_rate_of(here, _MODEL)


@pytest.mark.parametrize("seed", range(12))
def test_every_plausible_variant_gives_a_finite_rate_of_the_right_sign(seed):
    random = np.random.default_rng(seed)
    model = rate_model(varied(EctopicParameters(), random), None, varied(Screening(), random))
    rest = resting_site()
    for changed, sign in (({"potassium_mM": 4.7}, 1), ({"pump": 1.6}, -1), ({"calcium_mM": 1.1}, 1)):
        value, inside = log_ratio(rest._replace(**changed), rest, model)
        assert inside == 1.0
        assert math.isfinite(value)
        assert value * sign > 0


@given(st.floats(0.0, 60.0), st.floats(0.0, 1.0), st.floats(0.5, 20.0))
def test_minute_pools_never_become_negative_and_are_empty_at_rest(discharge_Hz, active, potassium_mM):
    p = values(AxonPoolParameters())
    empty = AxonPools(0.0, 0.0, 0.0, 0.0)
    assert all(change >= 0.0 for change in rate(empty, p, Drive(discharge_Hz, active), potassium_mM))
    assert rate(empty, p, Drive(0.0, active), potassium_mM) == empty
