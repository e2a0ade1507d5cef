"""Demand on the clock of a history: no gaps, intake conserved, the usual day, hand-checked hours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myotwitch.handover import MUSCLES, Intake
from myotwitch.history.demand import (
    DemandNumbers,
    demand,
    local_second_of_day,
    session_spans_s,
    usual,
    usual_intake,
)
from myotwitch.history.doubts import demand_doubts
from myotwitch.history.intake import Dose, Drink, Meal, compose
from myotwitch.history.session import Rest, Session, Set, Work
from myotwitch.history.tables import activities, exercises
from myotwitch.history.timeline import History, Sleep, Stress, Weather
from myotwitch.history.usual_day import UsualDay, energy_MJ, usual_totals
from myotwitch.person import Person
from myotwitch.provenance import varied

HOUR, DAY = 3600.0, 86400.0
WOMAN = Person(sex="female", age_yr=34, mass_kg=62, height_cm=170)
EVENING = datetime(2026, 5, 2, 18, 0, tzinfo=timezone(timedelta(hours=2)))
RUN = Session((Work(4500.0, "running", speed_m_per_s=10.5 / 3.6),), start=EVENING)


def at(found, second):
    i = int(np.searchsorted(found.edges_s, second, side="right")) - 1
    return found.circumstances[i], found.efforts[i]


def taken(found, begins=-np.inf, ends=np.inf):
    """Everything drunk and eaten between two times, as an array of the fields of `Intake`."""
    total = np.zeros((2, len(Intake._fields)))
    for first, last, now in zip(found.edges_s[:-1], found.edges_s[1:], found.circumstances, strict=True):
        total += max(0.0, min(last, ends) - max(first, begins)) * np.array([now.drink, now.meal])
    return total


def content(*items):
    return sum(np.array(list(vars(compose(item)).values())[:9], dtype=float) for item in items)


def test_the_interval_is_covered_and_the_run_lies_in_it():
    found = demand(History(WOMAN, sessions=[RUN]), before_s=DAY, after_s=3 * DAY)
    assert (found.edges_s[0], found.edges_s[-1]) == (-DAY, 3 * DAY)
    assert (np.diff(found.edges_s) >= 1.0).all()
    assert len(found.circumstances) == len(found.efforts) == len(found.edges_s) - 1 < 120
    assert {0.0, 4500.0} <= set(found.edges_s)
    running, effort = at(found, 60)
    # 2.917 m/s at 3.8 J/kg/m and 1 MET at rest: 12.25 W/kg
    assert running.metabolic_rate_W == pytest.approx(62 * (1.163 + 3.8 * 10.5 / 3.6), rel=1e-6)
    assert effort[MUSCLES.index("soleus"), 0, 0] > 0.5
    assert not found.efforts[found.edges_s[1:] <= 0].any()
    assert not found.efforts[found.edges_s[:-1] >= 4500].any()
    resting, _ = at(found, 2 * HOUR)
    assert resting.metabolic_rate_W == pytest.approx(1.3 * 1.163 * 62)


def test_many_short_parts_stay_few_pieces():
    parts = tuple(
        Work(10.0, "running", speed_m_per_s=2.8 + 0.5 * np.sin(i / 3), grade=0.04 * np.sin(i / 17))
        for i in range(450)
    )
    found = demand(History(WOMAN, sessions=[Session(parts, start=EVENING)]), before_s=DAY, after_s=3 * DAY)
    assert len(found.circumstances) < 120
    assert found.edges_s[-1] == 3 * DAY


def test_sleep_is_at_night_on_the_local_clock():
    found = demand(History(WOMAN, sessions=[RUN]), before_s=DAY, after_s=2 * DAY)
    for hour, asleep in ((-12, 1), (-10, 0), (0.5, 0), (4.9, 0), (5.1, 1), (12.9, 1), (13.1, 0)):
        now, _ = at(found, hour * HOUR)
        assert now.asleep == asleep, hour
        assert now.upright == 1 - asleep
    assert at(found, 8 * HOUR)[0].metabolic_rate_W == pytest.approx(0.95 * 1.163 * 62)


def test_a_short_night_begins_late_and_leaves_a_debt_until_the_next():
    found = demand(History(WOMAN, sessions=[RUN], sleep=Sleep(5.5)), before_s=DAY, after_s=DAY)
    assert at(found, -18 * HOUR)[0].asleep == 0  # midnight
    assert at(found, -16 * HOUR)[0].asleep == 1  # 2 o'clock, after 1:30
    assert at(found, 0.0)[0].sleep_debt_h == pytest.approx(2.5)
    assert at(found, 6 * HOUR)[0].sleep_debt_h == 0
    after = demand(
        History(WOMAN, sessions=[RUN], sleep=Sleep(4, night_before=False)), before_s=DAY, after_s=2 * DAY
    )
    assert at(after, 0.0)[0].sleep_debt_h == 0
    assert at(after, 6 * HOUR)[0].asleep == 0
    assert at(after, 20 * HOUR)[0].sleep_debt_h == pytest.approx(4)


def test_an_early_session_ends_the_night():
    dawn = replace(RUN, start=EVENING.replace(hour=5, minute=30))
    found = demand(History(WOMAN, sessions=[dawn]), before_s=DAY, after_s=DAY)
    assert at(found, -HOUR)[0].asleep == 1
    assert at(found, -0.5 * HOUR)[0].asleep == 0
    assert at(found, 1.5 * HOUR)[0].asleep == 0


def test_what_was_told_to_be_drunk_and_eaten_is_conserved():
    drinks = [Drink("water", 0.5, "+30 min"), Drink("water", 0.33, "+2 h", sodium_mM=20, caffeine_mg=80)]
    with_drinks = demand(History(WOMAN, sessions=[RUN], intake=drinks), before_s=DAY, after_s=2 * DAY)
    without = demand(History(WOMAN, sessions=[RUN]), before_s=DAY, after_s=2 * DAY)
    more = taken(with_drinks) - taken(without)
    assert more[0] == pytest.approx(content(*drinks), rel=1e-9, abs=1e-12)
    assert more[1] == pytest.approx(np.zeros(9), abs=1e-12)


def test_a_told_meal_replaces_the_usual_one_near_it():
    lunch = Meal(("banana", "oatmeal"), "-5 h")  # 13 o'clock, half an hour after the usual lunch
    found = demand(History(WOMAN, sessions=[RUN], intake=[lunch]), before_s=DAY, after_s=DAY)
    noon = taken(found, -7 * HOUR, -3.5 * HOUR)
    assert noon[1] == pytest.approx(content(lunch), rel=1e-9, abs=1e-12)
    far = Meal(("banana",), "-3 h")  # 15 o'clock: a snack between, nothing is replaced
    snack = demand(History(WOMAN, sessions=[RUN], intake=[far]), before_s=DAY, after_s=DAY)
    plain = demand(History(WOMAN, sessions=[RUN]), before_s=DAY, after_s=DAY)
    assert (taken(snack) - taken(plain))[1] == pytest.approx(content(far), rel=1e-9, abs=1e-12)


def test_dinner_comes_after_an_evening_run():
    found = demand(History(WOMAN, sessions=[RUN]), before_s=DAY, after_s=DAY)
    assert not taken(found, 0.0, 4500.0)[1].any()
    assert at(found, 4500 + 0.75 * HOUR + 60)[0].meal.carbohydrate_g_per_s > 0


def test_a_pill_near_the_usual_coffee_replaces_it():
    drinker = replace(WOMAN, habitual_caffeine_mg_per_day=300.0)
    morning = replace(RUN, start=EVENING.replace(hour=9))
    plain = demand(History(drinker, sessions=[morning]), before_s=6 * HOUR, after_s=DAY)
    pill = demand(
        History(drinker, sessions=[morning], intake=[Dose(200, "-1 h")]), before_s=6 * HOUR, after_s=DAY
    )
    caffeine = Intake._fields.index("caffeine_mg_per_s")
    assert taken(plain, -3 * HOUR, 0)[0][caffeine] == pytest.approx(180)
    assert taken(pill, -3 * HOUR, 0)[0][caffeine] == pytest.approx(200)


@pytest.mark.parametrize("diet", ["omnivore", "vegetarian", "vegan"])
def test_a_usual_day_brings_the_usual_amounts(diet):
    who = Person(sex="male", mass_kg=75, diet=diet, habitual_caffeine_mg_per_day=200)
    calm = demand(usual(History(who, sessions=[RUN])), before_s=DAY, after_s=3 * DAY)
    told = np.array(list(vars(usual_totals(who, UsualDay())).values())[:9], dtype=float)
    for day in (-1, 0, 1, 2):
        assert taken(calm, day * DAY, (day + 1) * DAY).sum(axis=0) == pytest.approx(told, rel=1e-9)
    assert taken(calm, 0, DAY).sum(axis=0) / DAY == pytest.approx(list(usual_intake(who)), rel=1e-9)
    energy = sum(
        now.metabolic_rate_W * length
        for now, length in zip(calm.circumstances, np.diff(calm.edges_s), strict=True)
    )
    assert energy / 4e6 == pytest.approx(energy_MJ(who, UsualDay()), rel=1e-9)
    # 150 mmol of sodium and 75 mmol of potassium for 8.4 MJ; this man turns over 8.9 MJ
    assert told[1] == pytest.approx(150 * energy_MJ(who, UsualDay()) / 8.4)
    assert 2 * told[2] == pytest.approx(told[1])


def test_the_usual_day_repeats_and_holds_no_effort():
    calm = demand(usual(History(WOMAN, sessions=[RUN], sleep=Sleep(4))), before_s=DAY, after_s=3 * DAY)
    assert not calm.efforts.any()
    for second in np.arange(0, DAY, 700.0):
        days = [at(calm, second + day * DAY)[0] for day in (-1, 0, 1, 2)]
        first, *later = ([*now[:-2], *now.drink, *now.meal] for now in days)
        for day in later:
            assert day == pytest.approx(first, rel=1e-9)
    assert len(calm.circumstances) < 60


def test_usual_keeps_person_and_clock():
    zones = [EVENING, EVENING.astimezone(UTC), EVENING.replace(hour=2, tzinfo=UTC), None]
    for start in zones:
        told = History(WOMAN, sessions=[replace(RUN, start=start)], weather=Weather(air_C=35))
        calm = usual(told)
        assert calm.sessions == ()
        assert calm.intake == ()
        assert calm.sleep == ()
        assert calm.stress == ()
        assert local_second_of_day(calm) == local_second_of_day(told)
        assert replace(calm.person, time_zone=None) == WOMAN


@pytest.mark.parametrize(
    ("start", "zone", "hour"),
    [
        (EVENING, None, 18),
        (datetime(2026, 5, 2, 9, 0), None, 9),
        (datetime(2026, 5, 2, 9, 0), "America/New_York", 9),
        (datetime(2026, 5, 2, 1, 30, tzinfo=UTC), "America/Los_Angeles", 18.5),
        (datetime(2026, 5, 2, 1, 30, tzinfo=UTC), None, 18),
        (None, None, 18),
    ],
)
def test_local_clock(start, zone, hour):
    who = replace(WOMAN, time_zone=zone)
    assert local_second_of_day(History(who, sessions=[replace(RUN, start=start)])) == hour * HOUR


def test_weather_reaches_the_session_and_not_the_sofa():
    hot = Weather(air_C=31, humidity=0.7, wind_m_per_s=3.0, sun="full")
    found = demand(History(WOMAN, sessions=[RUN], weather=hot), before_s=HOUR, after_s=3 * HOUR)
    running, sofa = at(found, 60)[0], at(found, 2 * HOUR)[0]
    assert (running.air_C, running.humidity) == (31, 0.7)
    assert running.radiant_C > 50
    assert running.wind_m_per_s == pytest.approx((3.0**2 + (10.5 / 3.6) ** 2) ** 0.5)
    assert running.clothing_clo == pytest.approx(0.3)
    assert sofa.air_C == sofa.radiant_C == 23
    cold = demand(History(WOMAN, sessions=[RUN], weather=Weather(air_C=-5)), before_s=HOUR, after_s=HOUR)
    assert at(cold, 60)[0].clothing_clo > 0.8


def test_weather_may_change_and_the_file_fills_in():
    changing = [Weather(air_C=20, sun="none"), Weather(air_C=12, at="+40 min")]
    parts = (Work(1800.0, "running", speed_m_per_s=3.0), Work(1800.0, "cycling", power_W=150.0), Work(1800.0, "running", speed_m_per_s=3.0))  # fmt: skip
    found = demand(
        History(WOMAN, sessions=[replace(RUN, parts=parts)], weather=changing), before_s=0, after_s=2 * HOUR
    )
    assert at(found, 60)[0].air_C == 20
    assert at(found, 4000)[0].air_C == 12
    assert at(found, 4000)[0].radiant_C == 12  # the sun is still hidden
    file = replace(RUN, air_C=27.0)
    assert at(demand(History(WOMAN, sessions=[file]), before_s=0, after_s=HOUR), 60)[0].air_C == 27.0
    told = History(WOMAN, sessions=[file], weather=Weather(air_C=19))
    assert at(demand(told, before_s=0, after_s=HOUR), 60)[0].air_C == 19


def test_indoors_has_no_sun_and_water_is_not_air():
    sunny = Weather(air_C=33, sun="full", wind_m_per_s=5)
    for name, air_C in (("indoor_cycling", 33), ("swimming_pool", 27)):
        session = replace(RUN, parts=(Work(1800.0, name),))
        now, _ = at(demand(History(WOMAN, sessions=[session], weather=sunny), before_s=0, after_s=HOUR), 60)
        assert now.air_C == now.radiant_C == air_C
    assert now.upright == 0
    assert now.clothing_clo < 0.1


def test_stress_holds_between_its_moments():
    found = demand(
        History(WOMAN, sessions=[RUN], stress=[Stress(0.6, "-8 h", "+10 h"), Stress(0.9, "-1 h", "+1 h")]),
        before_s=DAY, after_s=DAY,
    )  # fmt: skip
    assert [at(found, h * HOUR)[0].stress for h in (-9, -7, 0, 2, 11)] == [0.0, 0.6, 0.9, 0.6, 0.0]


def test_two_sessions_and_a_log_without_times():
    lift = Session(
        (Set("back_squat", 5, load_fraction=0.8), Set("calf_raise", 15), Rest(60.0)),
        start=EVENING + timedelta(hours=20),
    )
    found = History(WOMAN, sessions=[RUN, lift])
    spans = session_spans_s(found)
    assert spans[0] == (0.0, 4500.0)
    assert spans[1] == pytest.approx((72000.0, 72000.0 + 15 + 120 + 45 + 60))
    there = demand(found, before_s=HOUR, after_s=2 * DAY)
    squat = at(there, 72005.0)[1][MUSCLES.index("quadriceps"), 0]
    assert squat[0] == pytest.approx(0.8)  # 0.75 at 75 %
    assert squat[3] == pytest.approx(0.4)


def test_no_session_at_all():
    found = demand(History(WOMAN, now=EVENING), before_s=DAY, after_s=DAY)
    assert not found.efforts.any()
    assert np.isfinite(np.array([list(now[:-2]) for now in found.circumstances])).all()


@pytest.mark.parametrize(
    ("before", "after"), [(-1, 10), (0, 0), (0, float("nan")), (float("inf"), 0), (0, 0.5)]
)
def test_impossible_intervals(before, after):
    with pytest.raises(ValueError, match=r"before_s|shorter"):
        demand(History(WOMAN, sessions=[RUN]), before_s=before, after_s=after)


def test_a_variant_serves_history_and_usual_alike():
    numbers = varied(DemandNumbers(), np.random.default_rng(7))
    told = History(WOMAN, sessions=[RUN])
    one, again = (demand(told, before_s=HOUR, after_s=DAY, numbers=numbers) for _ in range(2))
    assert np.array_equal(one.efforts, again.efforts)
    calm = demand(usual(told, numbers), before_s=HOUR, after_s=DAY, numbers=numbers)
    assert calm.circumstances[-1].air_C == one.circumstances[-1].air_C != 23.0


parts = st.lists(
    st.one_of(
        st.builds(
            Work, st.floats(0.1, 4000), st.sampled_from(sorted(activities())), st.none() | st.floats(0, 12),
            st.none() | st.floats(-0.5, 0.5), st.none() | st.floats(0, 900), st.none() | st.floats(30, 230),
        ),
        st.builds(
            Set, st.sampled_from(sorted(exercises())), st.none() | st.floats(0, 60), st.none() | st.floats(0, 300),
            st.none() | st.floats(0, 250), st.none() | st.floats(0, 1), st.none() | st.floats(0, 10),
            st.sampled_from(["both", "left", "right"]),
        ),
        st.builds(Rest, st.floats(0, 900)),
    ),
    min_size=0, max_size=12,
)  # fmt: skip
moments = st.integers(-600, 900).map(lambda m: f"{m:+d} min")
intakes = st.lists(
    st.one_of(
        st.builds(Drink, st.just("water"), st.floats(0.05, 1.0), moments, st.floats(0, 2000), st.none() | st.floats(0, 80)),
        st.builds(Meal, st.just(("banana",)), moments, st.floats(0, 2000)),
        st.builds(Dose, st.floats(0, 200), moments),
    ),
    max_size=5,
)  # fmt: skip
people = st.builds(
    Person, sex=st.sampled_from(["female", "male"]), age_yr=st.floats(14, 90), mass_kg=st.floats(35, 180),
    height_cm=st.floats(140, 210), diet=st.sampled_from(["omnivore", "vegan"]),
    habitual_caffeine_mg_per_day=st.none() | st.floats(0, 600),
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    person=people, parts=parts, intake=intakes, hour=st.integers(0, 23), sleep=st.none() | st.floats(0, 12),
    air_C=st.none() | st.floats(-20, 45), sun=st.none() | st.sampled_from(["none", "part", "full"]),
    seed=st.none() | st.integers(0, 99),
)  # fmt: skip
def test_any_history_gives_a_possible_demand(person, parts, intake, hour, sleep, air_C, sun, seed):
    session = Session(tuple(parts), start=EVENING.replace(hour=hour))
    told = History(
        person, sessions=[session], intake=intake, weather=Weather(air_C=air_C, sun=sun),
        sleep=() if sleep is None else Sleep(sleep),
    )  # fmt: skip
    numbers = None if seed is None else varied(DemandNumbers(), np.random.default_rng(seed))
    found = demand(told, before_s=DAY, after_s=2 * DAY, numbers=numbers)
    assert (found.edges_s[0], found.edges_s[-1]) == (-DAY, 2 * DAY)
    assert (np.diff(found.edges_s) >= 0.999).all()
    assert found.efforts.shape == (len(found.circumstances), 20, 2, 4)
    assert np.isfinite(found.efforts).all()
    assert ((found.efforts >= 0) & (found.efforts <= 1)).all()
    assert len(found.circumstances) < 200
    for now in found.circumstances:
        assert np.isfinite(np.array(now[:-2])).all()
        assert now.metabolic_rate_W > 0.8 * 1.163 * person.mass_kg
        assert now.metabolic_rate_W > now.external_work_W
        for fraction in (now.humidity, now.upright, now.asleep, now.stress):
            assert 0 <= fraction <= 1
        assert now.clothing_clo > 0
        assert now.wind_m_per_s >= 0
        assert now.vo2max_fraction > 0
        assert min(now.drink) >= 0
        assert min(now.meal) >= 0
    told_here = content(*intake) if intake else np.zeros(9)
    assert (taken(found).sum(axis=0) >= told_here * (1 - 1e-9) - 1e-9).all()


def test_doubts_name_what_was_estimated():
    vague = Session((Set("fit:unknown"), Set("back_squat", 5), Work(600.0, "swimming_pool")), start=EVENING)
    said = " ".join(demand_doubts(History(WOMAN, sessions=[vague])))
    for word in ("know the exercise", "no load", "how long", "water", "table", "VO2max"):
        assert word in said
    exact = replace(WOMAN, vo2max_mL_per_min_per_kg=45.0)
    assert demand_doubts(History(exact, sessions=[RUN], weather=Weather(air_C=20))) == ()
    assert "weather" in demand_doubts(History(exact, sessions=[RUN]))[0]
    assert "18:00" in demand_doubts(History(exact, sessions=[replace(RUN, start=None)]))[-1]
