import numpy as np
import pytest

from myotwitch.twitch.sampling import Doublet, ReturningDischarge, discharge_times
from myotwitch.twitch.sites import Sites, free_hazards_per_s, mean_rates_per_s

DEAD_S = Sites().refractory_s


def intervals(free_per_s, seconds, seed=1):
    found = discharge_times(np.array([0.0, seconds]), np.ones(1), np.array([free_per_s]), seed=seed)
    return np.diff(found.time_s)


def test_same_seed_same_times_and_times_ascend():
    free = free_hazards_per_s(60.0, 100, np.random.default_rng(0))
    edges, factor = np.linspace(0, 3600, 61), np.linspace(0.2, 3.0, 60)
    one, two = (discharge_times(edges, factor, free, seed=4) for _ in range(2))
    other = discharge_times(edges, factor, free, seed=5)
    assert np.array_equal(one.time_s, two.time_s)
    assert np.array_equal(one.unit, two.unit)
    assert one.time_s.size != other.time_s.size or not np.array_equal(one.time_s, other.time_s)
    assert np.all(np.diff(one.time_s) > 0)
    assert one.time_s[0] >= 0
    assert one.time_s[-1] < 3600


def test_counts_follow_the_rate_in_every_piece():
    free = free_hazards_per_s(600.0, 300, np.random.default_rng(0), Sites(log_strength_spread=0.5))
    factor = np.array([1.0, 0.0, 3.0, np.nan, 0.5])
    edges = np.array([0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0])
    found = discharge_times(edges, factor, free, seed=2)
    counts = np.histogram(found.time_s, edges)[0]
    wanted = 1000.0 * np.array([mean_rates_per_s(free * f, DEAD_S).sum() for f in (1.0, 0.0, 3.0, 0.0, 0.5)])
    assert counts[[1, 3]].tolist() == [0, 0]
    assert counts == pytest.approx(wanted, abs=4 * np.sqrt(wanted.max()))


def test_units_share_as_their_hazards_say():
    free = np.array([0.4, 0.1, 0.02, 0.3])
    found = discharge_times(np.array([0.0, 1e5]), np.ones(1), free, seed=3)
    share = np.bincount(found.unit, minlength=4) / 1e5
    assert share == pytest.approx(mean_rates_per_s(free, DEAD_S), rel=0.06)


@pytest.mark.parametrize("free_per_s", [0.05, 1.0, 8.0, 60.0])
def test_intervals_are_random_when_rare_and_regular_near_the_ceiling(free_per_s):
    found = intervals(free_per_s, 3000 / free_per_s + 3000 * DEAD_S)
    rate = free_per_s / (1 + free_per_s * DEAD_S)
    assert found.min() >= DEAD_S * (1 - 1e-9)
    assert 1 / found.mean() == pytest.approx(rate, rel=0.06)
    assert found.std() / found.mean() == pytest.approx(1 - rate * DEAD_S, rel=0.08)


def test_nothing_from_nothing():
    assert discharge_times(np.array([0.0, 1.0]), np.zeros(1), np.ones(3), seed=0).time_s.size == 0
    assert discharge_times(np.array([0.0, 1.0]), np.ones(1), np.zeros(3), seed=0).time_s.size == 0


@pytest.mark.parametrize("edges", [[0.0, 1.0, 1.0], [0.0, 1.0]])
def test_crooked_windows_are_refused(edges):
    with pytest.raises(ValueError, match="ascend"):
        discharge_times(np.array(edges), np.ones(2), np.ones(3), seed=0)
    with pytest.raises(ValueError, match="negative"):
        discharge_times(np.array([0.0, 1.0]), -np.ones(1), np.ones(3), seed=0)


def test_some_discharges_return_after_the_way_to_the_cord():
    p = ReturningDischarge(chance=0.1)
    found = discharge_times(np.array([0.0, 20000.0]), np.ones(1), np.array([0.3, 0.3]), seed=6, returning=p)
    gaps = np.concatenate([np.diff(found.time_s[found.unit == u]) for u in (0, 1)])
    short = gaps[gaps < DEAD_S]
    assert short.size / (found.time_s.size - short.size) == pytest.approx(0.1, abs=0.01)
    assert np.median(short) == pytest.approx(2 * 0.75 / 47.4 + 0.001, abs=2e-4)
    assert np.all(np.diff(found.time_s) >= 0)


def test_pairs_come_as_often_and_as_close_as_the_membrane_makes_them():
    edges, factor, free = np.array([0.0, 20000.0]), np.ones(1), np.array([0.3])
    assert Doublet().chance == 0.0  # none was made under the noise that answers assume
    plain, none = (discharge_times(edges, factor, free, seed=7, doublets=d) for d in (None, Doublet()))
    assert np.array_equal(plain.time_s, none.time_s)
    p = Doublet(chance=0.05)
    gaps = np.diff(discharge_times(edges, factor, free, seed=7, doublets=p).time_s)
    short = gaps[gaps < 0.02]
    assert short.size / plain.time_s.size == pytest.approx(0.05, abs=0.01)
    assert np.median(short) == pytest.approx(p.delay_s, rel=0.1)
    assert short.min() >= 0.5 * p.delay_s - 1e-9
