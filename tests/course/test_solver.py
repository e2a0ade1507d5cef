"""The solver meets its order conditions, agrees with LSODA, and keeps what is conserved."""

import numpy as np
import pytest

from myotwitch.axon.pools import AxonPools
from myotwitch.body import whole as body
from myotwitch.course.hours import BODY, MUSCLE
from myotwitch.course.plan import plan
from myotwitch.course.rosenbrock import EMBEDDED, GAMMAS, STAGES, WEIGHTS
from myotwitch.course.solve import SCALE_BODY, SCALE_CELL, solve, solve_with_lsoda
from myotwitch.muscle import whole as muscle
from myotwitch.provenance import values


def test_order_conditions_of_a_third_order_w_method():
    ones = np.ones(4)
    c, g = STAGES @ ones, GAMMAS @ ones
    assert pytest.approx(1.0, abs=1e-14) == WEIGHTS.sum()
    for vector, expected in (
        (c, 1 / 2),
        (g, 0),
        (c**2, 1 / 3),
        (STAGES @ c, 1 / 6),
        (STAGES @ g, 0),
        (GAMMAS @ c, 0),
        (GAMMAS @ g, 0),
    ):
        assert pytest.approx(expected, abs=1e-14) == WEIGHTS @ vector
    for vector, expected in ((ones, 1), (c, 1 / 2), (g, 0)):
        assert pytest.approx(expected, abs=1e-14) == EMBEDDED @ vector


def test_stiff_modes_are_damped_at_once():
    z = -1e12
    inside = np.linalg.solve(np.eye(4) - z * (STAGES + GAMMAS), np.ones(4))
    assert abs(1 + z * WEIGHTS @ inside) < 1e-10


@pytest.fixture(scope="module")
def both(human, run_demand):
    the_plan = plan(run_demand, human.masses_kg(), asked="gastrocnemius")
    times = np.concatenate([np.arange(-7200.0, 4200.0, 60.0), np.arange(4200.0, 43_000.0, 600.0)])
    return solve([human], the_plan, times), solve_with_lsoda(human, the_plan, times, tolerance=1e-8), the_plan


def test_agrees_with_lsoda(both):
    ours, judge, _ = both
    names = [*body.BodyState._fields, *muscle.MuscleState._fields, *AxonPools._fields]
    for mine, theirs, scale in (
        (ours.body[0], judge.body[0], SCALE_BODY[:, None]),
        (ours.cells[0].swapaxes(1, 2), judge.cells[0].swapaxes(1, 2), SCALE_CELL[:, None]),
    ):
        swing = theirs.max(0) - theirs.min(0)
        floor = np.broadcast_to(scale if swing.ndim == 2 else scale[:, 0], swing.shape)
        worst = np.abs(mine - theirs).max(0) / np.maximum(swing, floor)
        assert worst.max() < 1e-3, names[int(np.argmax(worst.ravel())) % len(names)]


def test_halving_the_tolerance_changes_little(human, run_demand, both):
    ours, _, the_plan = both
    finer = solve([human], the_plan, ours.times_s, tolerance=1e-5)
    swing = finer.cells.max(1) - finer.cells.min(1)
    assert (np.abs(ours.cells - finer.cells).max(1) <= 1e-3 * np.maximum(swing, SCALE_CELL)).all()


def whole_amounts(human, futures, at):
    total = dict(body.totals(body.BodyState(*futures.body[0, at]), values(human.body)))
    for index, cell in enumerate(futures.plan.cells):
        p = values(human.cell(cell.group, cell.mass_kg).muscle)
        held = muscle.totals(muscle.MuscleState(*futures.cells[0, at, index, :MUSCLE]), p)
        for name, amount in held.items():
            total[name] = total.get(name, 0.0) + cell.copies * amount
    return total


def intake(the_plan, name, times):
    from myotwitch.course.hours import INTAKE, PLAIN
    from myotwitch.handover import Intake

    column = Intake._fields.index(f"{name}_per_s")
    rate = the_plan.arounds[:, PLAIN + column] + the_plan.arounds[:, PLAIN + INTAKE + column]
    return float((np.diff(the_plan.edges_s) * rate).sum())


@pytest.mark.parametrize(
    "name",
    [
        "water_L",
        "sodium_mmol",
        "potassium_mmol",
        "chloride_mmol",
        "calcium_mmol",
        "magnesium_mmol",
        "caffeine_mg",
    ],
)
def test_body_muscles_and_axons_together_keep_every_amount(human, both, name):
    _, _, the_plan = both
    ends = np.array([the_plan.edges_s[0], the_plan.edges_s[-1]])
    closed = solve([human], the_plan, ends)
    before, after = (whole_amounts(human, closed, at)[name] for at in (0, -1))
    eaten = intake(the_plan, name, ends)
    assert after - before == pytest.approx(eaten, abs=1e-9 * max(abs(before), abs(eaten), 1.0))


def test_everything_is_finite_and_of_the_right_size(both):
    ours, _, _ = both
    assert np.isfinite(ours.body).all()
    assert np.isfinite(ours.cells).all()
    assert ours.body.shape[2] == BODY
