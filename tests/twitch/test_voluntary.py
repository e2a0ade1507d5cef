import numpy as np
import pytest

from myotwitch.twitch.sampling import Discharges, joined
from myotwitch.twitch.voluntary import QuietFiring, quiet_firing


def test_units_fire_slowly_and_regularly_for_a_while():
    p = QuietFiring(share_of_time=0.01, bout_s=20.0, weakest=1.0)
    found = quiet_firing(50000.0, 1, parameters=p)
    step = np.diff(found.time_s)
    within = step[step < 0.3]
    assert within.mean() == pytest.approx(p.interval_s, rel=0.03)
    assert within.std() / within.mean() == pytest.approx(p.irregularity, rel=0.1)
    share = found.time_s.size * p.interval_s / 50000.0
    assert share == pytest.approx(p.share_of_time, rel=0.3)


def test_window_seed_and_numbers_of_units_are_kept():
    one, two = (quiet_firing(2000.0, 3, first_unit=100) for _ in range(2))
    assert np.array_equal(one.time_s, two.time_s)
    assert set(one.unit) <= {100, 101, 102}
    assert one.time_s.min() >= 0
    assert one.time_s.max() < 2000.0
    assert np.all(np.diff(one.time_s) >= 0)
    assert quiet_firing(100.0, 1, parameters=QuietFiring(share_of_time=0.0)).time_s.size == 0


def test_joined_keeps_time_and_unit_together():
    a = Discharges(np.array([1.0, 3.0]), np.array([0, 0], np.int32))
    b = Discharges(np.array([2.0, 0.5]), np.array([7, 8], np.int32))
    both = joined(a, b)
    assert both.time_s.tolist() == [0.5, 1.0, 2.0, 3.0]
    assert both.unit.tolist() == [8, 0, 7, 0]
