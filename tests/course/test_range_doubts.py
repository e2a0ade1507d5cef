"""Odd input is refused, or run with a doubt that names the range and who drew it."""

from datetime import datetime, timedelta, timezone

import pytest

from myotwitch.course.range_doubts import RANGES, range_origins
from myotwitch.course.simulate import simulate
from myotwitch.history.doubts import demand_doubts
from myotwitch.history.intake import Dose, Drink
from myotwitch.history.session import Session, Set, Work
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.person import Person
from myotwitch.refusal import Door, Refusal

START = datetime(2026, 5, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))
MILD = Weather(20, 0.5, 1.0, "none")


EASY_HOUR = Work(3600.0, "running", 2.8)


def doubts(parts=(EASY_HOUR,), weather=MILD, intake=(), person=None):
    person = person or Person(vo2max_mL_per_min_per_kg=45)
    history = History(person, sessions=[Session(tuple(parts), start=START)], weather=weather, intake=intake)
    return simulate(history, hours=6, every_s=300.0).doubts


def test_an_ordinary_run_leaves_no_range():
    assert doubts() == []


def test_forty_degrees_of_frost_run_with_a_doubt():
    (said,) = doubts(weather=Weather(-40, 0.5, 1.0, "none"))
    assert "-40 °C" in said
    assert "outside the model's range" in said
    assert "ISO 7933" in said


def test_a_core_that_the_model_cools_is_said():
    said = doubts(
        [Work(7200.0, "running", 3.6)],
        Weather(42, 0.7, 0.0, "full"),
        person=Person(vo2max_mL_per_min_per_kg=60),
    )
    assert any("body core reached 40." in one and "40.2 °C" in one for one in said)


def test_litres_without_salt_are_said_and_thirty_are_refused():
    sips = [Drink("water", 3.0, f"+{15 * i} min") for i in range(4)]
    said = doubts(intake=sips)
    assert any("sodium reached" in one and "120 to 160" in one for one in said)
    with pytest.raises(Refusal) as no:
        doubts(intake=[Drink("water", 30.0)])
    assert no.value.door == Door.IMPOSSIBLE
    with pytest.raises(Refusal):
        doubts(intake=[Drink("water", 5.0, f"+{i} h") for i in range(6)])


def test_sea_water_runs_with_a_doubt():
    said = doubts(intake=[Drink("water", 2.0, f"+{i} h", sodium_mM=470, potassium_mM=10) for i in (0, 1, 2)])
    assert any("sodium reached" in one for one in said)


def test_caffeine_in_grams_is_refused_and_a_gram_is_said():
    with pytest.raises(Refusal) as no:
        doubts(intake=[Dose(5000)])
    assert "mg" in str(no.value)
    assert any("caffeine" in one for one in doubts(intake=[Dose(2000)]))


def test_more_than_can_be_lifted_and_ten_thousand_repetitions():
    too_much = Set("back_squat", repetitions=1, load_fraction=1.3)
    history = History(Person(), sessions=[Session((too_much,), start=START)])
    (said,) = [one for one in demand_doubts(history) if "130 %" in one]
    assert "outside the model's range" in said
    for words in ("squat 5x5 at 180 %", "10000 squats", "squat 1x10000 at 50 %"):
        with pytest.raises(Refusal):
            simulate(History(Person(), sessions=[session_from_words(words, start=START)]), hours=1)


def test_every_range_has_a_source_or_a_reason():
    assert len(range_origins()) == len(RANGES)
    assert all(o.source != "assumed" or o.note for o in range_origins())
