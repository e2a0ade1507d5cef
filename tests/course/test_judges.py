"""Our solver against two published ones, on a leg day and on a hot run: 1e-3 of each state's range."""

from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from judges import radau

from myotwitch.axon.pools import AxonPools
from myotwitch.body import whole as body
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.solve import solve, solve_with_lsoda
from myotwitch.history.demand import demand
from myotwitch.history.intake import Drink
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.muscle import whole as muscle
from myotwitch.person import Person

HOUR_S = 3600.0
START = datetime(2026, 5, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))
RUNNER = Person(age_yr=34, mass_kg=62, height_cm=170, vo2max_mL_per_min_per_kg=48)
HOT_RUN = History(
    RUNNER,
    sessions=[session_from_words("90 min run at 10.5 km/h", start=START)],
    weather=[Weather(29, 0.6, 1.0, "full")],
    intake=[Drink("water", 0.5, "+30 min"), Drink("water", 0.5, "+60 min")],
)
LEG_DAY = History(
    Person(sex="male", mass_kg=80, height_cm=182),
    sessions=[session_from_words("leg day 1 hour hard", start=START)],
)
BODY_NAMES, CELL_NAMES = body.BodyState._fields, (*muscle.MuscleState._fields, *AxonPools._fields)


def course_of(history, asked=None, hours=(6.0, 10.0)):
    human, (before, after) = Human.reference(history.person), hours
    asks = demand(history, before_s=before * HOUR_S, after_s=after * HOUR_S)
    times = np.arange(-before * HOUR_S, after * HOUR_S + 1.0, 120.0)
    return human, plan(asks, human.masses_kg(), asked=asked), times


def compare(ours, judge_body, judge_cells):
    """Largest distance over the range of the state, and which state it is."""
    found = []
    for mine, judge, names in (
        (ours.body[0], judge_body, BODY_NAMES),
        (ours.cells[0], judge_cells, CELL_NAMES),
    ):
        swing = np.maximum(np.ptp(judge, axis=0), 1e-9 * (1.0 + np.abs(judge).max(axis=0)))
        far = np.abs(mine - judge).max(axis=0) / swing
        worst = np.unravel_index(int(np.argmax(far)), far.shape)
        found.append((float(far[worst]), names[worst[-1]]))
    return max(found)


@pytest.mark.parametrize("history", [HOT_RUN, LEG_DAY], ids=["hot run", "leg day"])
def test_every_muscle_agrees_with_lsoda(history):
    human, the_plan, times = course_of(history)
    assert len(the_plan.cells) > 10
    judge = solve_with_lsoda(human, the_plan, times)
    far, name = compare(solve([human], the_plan, times), judge.body[0], judge.cells[0])
    assert far < 1e-3, name


@pytest.mark.parametrize("history", [HOT_RUN, LEG_DAY], ids=["hot run", "leg day"])
def test_agrees_with_an_implicit_runge_kutta_method(history):
    human, the_plan, times = course_of(history, asked="gastrocnemius", hours=(0.2, 1.6))
    judge = radau(human, the_plan, times)
    far, name = compare(solve([human], the_plan, times), *judge)
    assert far < 1e-3, name
    far, name = compare(solve_with_lsoda(human, the_plan, times), *judge)
    assert far < 2e-4, f"the judges disagree about {name}"
