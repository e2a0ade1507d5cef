"""Shares are bounded, sum to one, and follow the report, whatever the sign of the change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from myotwitch.why.outlook import outlook
from myotwitch.why.players import PLAYERS
from myotwitch.why.shares import DayFactor, shares, summary

logs = st.floats(-3.0, 3.0)


def split(parts, reported=None):
    wholes = parts.sum(1)
    return shares(wholes, parts, np.ones(parts.shape[2]), DayFactor(), reported_log=reported)


@given(arrays(float, (6, len(PLAYERS), 5), elements=logs), st.none() | arrays(float, 6, elements=logs))
def test_shares_are_bounded_and_sum_to_one(parts, reported):
    found = split(parts, reported)
    means = np.array([found.background_mean, found.unexplained_mean, *found.cause_means])
    assert means.sum() == pytest.approx(1.0, abs=1e-12)
    assert ((means >= 0) & (means <= 1)).all()
    assert all(0.0 <= held <= 1.0 for held in found.held_back)
    assert 1.0 <= found.effective_draws <= 6.0 + 1e-9


def test_no_change_is_background_and_day_factor_alone():
    found = split(np.zeros((4, len(PLAYERS), 3)))
    assert sum(found.cause_means) == 0.0
    day = np.abs(DayFactor().day_sd * np.random.default_rng(0).standard_normal(200_000))
    expected = 0.5 * np.mean(-np.expm1(-day))  # the other half of the days lies below usual
    assert found.unexplained_mean == pytest.approx(expected, abs=0.01)


def test_a_larger_report_moves_belief_to_the_draws_that_predict_it_and_to_the_unexplained():
    parts = np.zeros((2, len(PLAYERS), 3))
    parts[1, PLAYERS.index("potassium")] = 1.5
    before = split(parts)
    after = split(parts, np.full(2, np.log(4.0)))
    assert after.weights[1] > after.weights[0]
    assert after.cause_means[0] > before.cause_means[0]
    assert after.unexplained_mean > before.unexplained_mean


def test_a_protective_cause_has_no_share_but_is_told():
    parts = np.zeros((3, len(PLAYERS), 4))
    parts[:, PLAYERS.index("pump")] = -0.7
    found = split(parts)
    assert found.cause_means[0] == 0.0
    assert found.held_back[0] == pytest.approx(1 - np.exp(-0.7))


def test_grouping_happens_before_clipping():
    parts = np.zeros((1, len(PLAYERS), 1))
    parts[0, PLAYERS.index("potassium")] = 0.5
    parts[0, PLAYERS.index("pump")] = -0.5
    assert split(parts).cause_means[0] == 0.0


def test_summary_of_equal_weights_is_the_ordinary_quantile():
    values = np.arange(1.0, 102.0)
    found = summary(values, np.ones(101))
    assert (found.median, found.low, found.high) == pytest.approx((51.0, 11.0, 91.0), abs=0.5)


def test_outlook_of_an_exponential_decay():
    hours = np.linspace(0.02, 48.0, 2000)
    ratios = 1 + np.exp(-hours / 4.0)[None, :]
    found = outlook(hours, ratios, np.ones(1))
    assert found.half_by_hour.median == pytest.approx(4 * np.log(2), abs=0.1)
    assert found.back_to_usual_by_hour.median == pytest.approx(4 * np.log(10), abs=0.1)
    assert (found.rising_share, found.still_at_end_share) == (1.0, 0.0)


def test_outlook_without_a_rise_says_nothing():
    found = outlook(np.array([1.0, 2.0]), np.full((5, 2), 0.8), np.ones(5))
    assert found.half_by_hour is None
    assert found.rising_share == 0.0
