"""The shortcut for the parts of ln(rate), held against every coalition of players."""

from math import comb

import numpy as np
import pytest

from myotwitch.why.players import PLAYERS, attribute, log_ratio
from myotwitch.why.shares import DayFactor, shares


def exact_parts(course):
    """Shapley values of ln(rate) over all 2,048 coalitions, (kinds, players, times)."""
    n = len(PLAYERS)
    value = np.array(
        [log_ratio(course, [p for i, p in enumerate(PLAYERS) if mask >> i & 1]) for mask in range(2**n)]
    )
    size = np.array([mask.bit_count() for mask in range(2**n)])
    parts = []
    for i in range(n):
        without = np.flatnonzero((np.arange(2**n) >> i & 1) == 0)
        weight = np.array([1.0 / (n * comb(n - 1, int(k))) for k in size[without]])
        parts.append(np.tensordot(weight, value[without | 1 << i] - value[without], axes=1))
    return np.stack(parts, axis=1)


@pytest.fixture(scope="module")
def courses(why, hot_run):
    return [c.at(np.arange(8, len(c.now), 9)) for c in why.bodies.follow(hot_run, 2).courses]


def test_parts_sum_to_the_whole(courses):
    for course in courses:
        whole, parts = attribute(course)
        np.testing.assert_allclose(parts.sum(1), whole, atol=1e-12)


def test_shares_by_the_shortcut_agree_with_all_coalitions(courses):
    pairs = [attribute(course) for course in courses]
    wholes = np.concatenate([whole for whole, _ in pairs])
    quick = np.concatenate([parts for _, parts in pairs])
    exact = np.concatenate([exact_parts(course) for course in courses])
    step = np.ones(wholes.shape[1])
    one, two = (shares(wholes, parts, step, DayFactor()) for parts in (quick, exact))
    first = np.array([one.background_mean, one.unexplained_mean, *one.cause_means])
    second = np.array([two.background_mean, two.unexplained_mean, *two.cause_means])
    assert np.abs(first - second).max() < 1e-4, first - second
    assert first.sum() == pytest.approx(1.0, abs=1e-12)
