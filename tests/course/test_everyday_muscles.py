"""Ordinary sessions through the product's own reading: what they do to a muscle of someone who trains."""

from datetime import UTC, datetime

import pytest

from myotwitch.course.simulate import simulate
from myotwitch.history.session import Session, Work
from myotwitch.history.timeline import History, Weather
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
