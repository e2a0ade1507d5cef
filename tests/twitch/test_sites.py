import math

import numpy as np
import pytest

from myotwitch.handover import MUSCLES, SIDES
from myotwitch.twitch.discharge import usual_rate
from myotwitch.twitch.sites import (
    Sites,
    UncountedMuscles,
    Variation,
    free_hazards_per_s,
    mean_rates_per_s,
    slow_drive,
    usual_rates_per_min,
)

FOOT, CALF, ARM = (MUSCLES.index(m) for m in ("abductor_hallucis", "gastrocnemius", "biceps_brachii"))


@pytest.fixture(scope="module")
def people():
    random = np.random.default_rng(5)
    return np.log([usual_rates_per_min(random) for _ in range(3000)])


def test_one_prior_for_uncounted_muscles_is_wide_and_agrees_with_the_table(people):
    assert UncountedMuscles().range_factor >= 30
    row = usual_rate("biceps_brachii")
    assert UncountedMuscles().range_factor == pytest.approx(row.high_per_min / row.low_per_min, rel=0.1)
    low, middle, high = np.exp(np.quantile(people[:, ARM, 0], [0.1, 0.5, 0.9]))
    assert [low, middle, high] == pytest.approx([row.low_per_min, row.per_min, row.high_per_min], rel=0.2)


def test_counted_muscles_keep_their_range_and_their_order(people):
    row = usual_rate("gastrocnemius")
    low, high = np.exp(np.quantile(people[:, CALF, 1], [0.1, 0.9]))
    assert [low, high] == pytest.approx([row.low_per_min, row.high_per_min], rel=0.2)
    assert np.median(people[:, FOOT]) > np.median(people[:, CALF])


def test_sides_go_together_more_than_muscles(people):
    assert people.shape[1:] == (len(MUSCLES), len(SIDES))
    sides = np.corrcoef(people[:, CALF, 0], people[:, CALF, 1])[0, 1]
    muscles = np.corrcoef(people[:, CALF, 0], people[:, FOOT, 0])[0, 1]
    assert sides == pytest.approx(0.7, abs=0.06)
    assert muscles == pytest.approx(0.3, abs=0.06)


def test_shares_of_variance_cannot_exceed_one():
    with pytest.raises(ValueError, match="shares"):
        usual_rates_per_min(np.random.default_rng(0), Variation(general=0.8, muscle=0.4))


@pytest.mark.parametrize("per_min", [0.5, 40.0, 6000.0])
def test_units_together_make_the_wanted_rate(per_min):
    free = free_hazards_per_s(per_min, 300, np.random.default_rng(1))
    rates = mean_rates_per_s(free, Sites().refractory_s)
    assert 60 * rates.sum() == pytest.approx(per_min)
    assert rates.max() < 1 / Sites().refractory_s


def test_few_units_carry_most_of_a_muscle():
    rates = np.sort(free_hazards_per_s(4.0, 300, np.random.default_rng(2)))
    assert rates[-15:].sum() > 0.5 * rates.sum()


def test_too_much_for_so_few_units():
    with pytest.raises(ValueError, match="cannot discharge"):
        free_hazards_per_s(2000.0, 3, np.random.default_rng(0))


def test_slow_drive_is_one_on_average_and_wanders_slowly():
    p = Sites()
    factor = slow_drive(np.arange(0.0, 200000.0, 2.0), np.random.default_rng(3))
    assert factor.mean() == pytest.approx(1.0, abs=0.03)
    logs = np.log(factor)
    assert logs.std() == pytest.approx(p.drive_log_spread, rel=0.05)
    lag = round(p.drive_s / 2.0)
    assert np.corrcoef(logs[:-lag], logs[lag:])[0, 1] == pytest.approx(math.exp(-1), abs=0.06)
