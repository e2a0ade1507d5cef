"""The engineering clock against its closed form, and the motor-unit pool against published numbers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from myotwitch.handover import MUSCLES
from myotwitch.muscle.endurance import (
    JOINT_OF,
    Units,
    endurance_for,
    endurance_time_s,
    rate,
    residual_force,
)
from myotwitch.muscle.units_pool import Pool, PoolState
from myotwitch.provenance import values
from myotwitch.refusal import Refusal

TIMES = {  # s at 20, 30, 50, 80 % of maximum
    "ankle": (863, 450, 179, 43), "knee": (340, 177, 70, 17), "trunk": (675, 352, 139, 34),
    "shoulder": (274, 144, 58, 14), "elbow": (565, 293, 116, 28), "hand": (473, 258, 106, 26),
}  # fmt: skip


@pytest.mark.parametrize("joint", TIMES)
def test_closed_form_by_joint(joint):
    p = endurance_for(joint)
    assert [endurance_time_s(x, p) for x in (0.2, 0.3, 0.5, 0.8)] == pytest.approx(TIMES[joint], abs=0.6)
    assert 0.05 < residual_force(p) < 0.12
    assert endurance_time_s(0.9 * residual_force(p), p) == np.inf


@pytest.mark.parametrize(("joint", "load"), [("knee", 0.3), ("elbow", 0.5), ("ankle", 0.8)])
def test_equations_follow_their_closed_form(joint, load):
    p = endurance_for(joint)
    expected = endurance_time_s(load, p)

    def failing(_, y):
        return y[0] - 0.997 * load

    failing.terminal, failing.direction = True, -1
    solved = solve_ivp(
        lambda _, y: rate(Units(*y), values(p), load), (0, 2 * expected), [load, 0.0, 1.0 - load], events=failing,
        max_step=0.5, rtol=1e-7, atol=1e-9,
    )  # fmt: skip
    assert np.abs(solved.y.sum(axis=0) - 1.0).max() < 1e-12
    assert solved.t_events[0][0] == pytest.approx(expected, rel=0.03)


def test_rest_recovers_faster_than_load():
    p = values(endurance_for("knee"))
    tired = Units(0.0, 0.8, 0.2)
    assert rate(tired, p, 0.0).fatigued == pytest.approx(15 * -p.recovery_per_s * 0.8)
    assert rate(tired, p, 0.3).fatigued == pytest.approx(-p.recovery_per_s * 0.8)


def test_every_muscle_has_a_joint_and_others_are_refused():
    assert tuple(JOINT_OF) == MUSCLES
    assert endurance_for("soleus") == endurance_for("ankle")
    with pytest.raises(Refusal, match="kneee"):
        endurance_for("kneee")
    with pytest.raises(Refusal, match=r"1\.2"):
        endurance_time_s(1.2, endurance_for("knee"))


PUBLISHED = Pool(recovery=False)


def test_pool_forces_are_the_published_ones():
    fresh = PUBLISHED.fresh()
    ratio = 100.0 ** (1 / 119)
    assert fresh.force.sum() == pytest.approx((ratio**120 - 1) / (ratio - 1), rel=1e-12)
    assert PUBLISHED.force(67.0, fresh) == pytest.approx(2215.98114747, abs=1e-7)
    assert PUBLISHED.force(40.0, fresh) == pytest.approx(1311.86896269, abs=1e-7)
    percent = [100 * PUBLISHED.force(e, fresh) / PUBLISHED.largest_force for e in (5, 10, 20, 30, 50)]
    assert percent == pytest.approx([3.04, 8.25, 22.18, 39.45, 79.95], abs=0.006)


@pytest.mark.parametrize(("share", "seconds"), [(0.5, 95.3), (0.8, 14.7)])
def test_pool_endurance_is_the_published_one(share, seconds):
    assert PUBLISHED.endurance_s(share) == pytest.approx(seconds, abs=0.15)


@pytest.mark.slow
@pytest.mark.parametrize(("share", "seconds"), [(0.2, 511.5), (0.3, 266.8)])
def test_pool_endurance_at_low_forces(share, seconds):
    assert PUBLISHED.endurance_s(share) == pytest.approx(seconds, abs=0.15)


def test_pool_recovers_to_99_percent_and_the_published_one_never():
    def after_work(pool):
        state = pool.fresh()
        for _ in range(600):
            state = pool.after(pool.largest_excitation, state, 0.1)
        return state

    pool = Pool()
    tired = after_work(pool)
    assert pool.force(67.0, tired) < 0.6 * pool.largest_force
    rested = tired
    for _ in range(6 * 60):
        rested = pool.after(0.0, rested, 60.0)
    assert pool.force(67.0, rested) > 0.99 * pool.largest_force
    stuck = PUBLISHED.after(0.0, after_work(PUBLISHED), 6 * 3600.0)
    assert PUBLISHED.force(67.0, stuck) < 0.6 * PUBLISHED.largest_force


def test_pool_asks_for_more_excitation_as_it_tires_and_says_when_it_cannot():
    pool = Pool()
    fresh = pool.excitation_for(0.5, pool.fresh())
    weak = PoolState(0.7 * pool.fresh_force, np.zeros_like(pool.fresh_force))
    assert pool.excitation_for(0.5, weak) > fresh
    assert pool.excitation_for(0.9, weak) is None
