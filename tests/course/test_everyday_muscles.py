"""Ordinary sessions through the product's own reading: what they do to a muscle of someone who trains."""

from datetime import UTC, datetime

import pytest

from myotwitch.course.human import Human
from myotwitch.course.simulate import simulate
from myotwitch.history.session import Session, Work
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.person import Person

MAN = Person(sex="male", age_yr=30, mass_kg=75, height_cm=178, vo2max_mL_per_min_per_kg=50)


def after(*parts):
    session = Session(parts, start=datetime(2026, 5, 2, 10, 0, tzinfo=UTC))
    return simulate(
        History(MAN, sessions=[session], weather=[Weather(15.0, 0.6, 2.0, "none")]), hours=54.0, every_s=600.0
    )


def worst_of_ten(course, muscle):
    return 10.0 * float(course.muscle(muscle, "right")["soreness"].max())


def run(minutes, speed_m_per_s, grade=0.0):
    return Work(60.0 * minutes, "running", speed_m_per_s=speed_m_per_s, grade=grade)


@pytest.fixture(scope="module")
def marathon():
    return after(run(240, 2.93))


def test_an_easy_run_and_a_walk_hurt_nobody():
    easy, walk = after(run(30, 2.6)), after(Work(3600.0, "walking", speed_m_per_s=1.4))
    for muscle in ("quadriceps", "gastrocnemius", "soleus"):
        assert worst_of_ten(easy, muscle) < 1.0
        assert worst_of_ten(walk, muscle) < 0.5


def test_downhill_hurts_the_thighs_more_than_the_flat_and_more_than_the_calves():
    down, flat = after(run(30, 2.6, -0.10)), after(run(30, 2.6))
    assert worst_of_ten(down, "quadriceps") > 3.0 * worst_of_ten(flat, "quadriceps")
    assert worst_of_ten(down, "quadriceps") > 2.0 * worst_of_ten(down, "soleus")


def test_a_hike_down_is_felt_the_next_day():
    assert (
        1.0 < worst_of_ten(after(Work(7200.0, "hiking", speed_m_per_s=1.0, grade=-0.15)), "quadriceps") < 6.0
    )


def test_a_marathon_hurts_and_empties_and_does_not_cripple(marathon):
    """Median soreness 3 of 10 a day later (calibrated), thighs a quarter weaker (Nicol 1991, calibrated)."""
    thigh = marathon.muscle("quadriceps", "right")
    assert 2.0 < worst_of_ten(marathon, "quadriceps") < 6.0
    assert thigh["glycogen_fraction"].min() < 0.2
    an_hour_later = int(5.0 * 6)
    assert 0.65 < thigh["force_fraction"][an_hour_later] < 0.9


def test_a_match_of_soccer_leaves_half_of_the_glycogen():
    """Krustrup 2006: 194 of some 450 mmol/kg are used."""
    match = after(Work(5400.0, "soccer"))
    assert 0.4 < match.muscle("quadriceps", "right")["glycogen_fraction"].min() < 0.75


def test_what_is_new_to_a_muscle_hurts_it_more_and_only_what_it_uses():
    """A leg day as the first in months and as one of many; the arms stay what they were."""
    day = session_from_words("squat 4x10 at 70 %, lunges 3x12", start=datetime(2026, 5, 2, 10, 0, tzinfo=UTC))
    told = session_from_words(
        "squat 4x10 at 70 %, lunges 3x12, first time in months", start=datetime(2026, 5, 2, 10, 0, tzinfo=UTC)
    )
    assert told.new
    assert not day.new
    used, new = (History(MAN, sessions=[session]) for session in (day, told))
    fresh, trained = Human.of(new), Human.of(used)
    assert fresh.muscles["quadriceps"].group.protection_at_start == 0.0
    assert (
        fresh.muscles["biceps_brachii"]
        == trained.muscles["biceps_brachii"]
        == Human.reference(MAN).muscles["biceps_brachii"]
    )
    first, usual = (simulate(history, hours=54.0, every_s=600.0) for history in (new, used))
    assert worst_of_ten(first, "quadriceps") > 1.5 * worst_of_ten(usual, "quadriceps")
    kinase = [
        course.muscle("quadriceps", "right")["creatine_kinase_IU_per_L"].max() - 120.0
        for course in (first, usual)
    ]
    assert kinase[0] > 3.0 * kinase[1]
