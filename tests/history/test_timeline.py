import contextlib
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.history.intake import Dose, Drink, Meal
from myotwitch.history.moments import Clock, as_moment, read_offset_s
from myotwitch.history.said import said
from myotwitch.history.session import Session, Work
from myotwitch.history.timeline import History, Noticed, Sleep, Stress, Weather
from myotwitch.person import Person
from myotwitch.refusal import Door, Refusal

BERLIN = Person(time_zone="Europe/Berlin")


def run(start=datetime(2026, 5, 2, 7, tzinfo=UTC), hours=1.0, **more):
    return Session((Work(hours * 3600, "run"),), start=start, **more)


def refused(**more):
    with pytest.raises(Refusal) as caught:
        History(more.pop("person", Person()), **{"sessions": [run()], **more})
    assert caught.value.allowed
    return caught.value


def test_the_python_door_of_the_documentation():
    history = History(
        Person(sex="female", age_yr=34, mass_kg=62, height_cm=170),
        sessions=[(run(),)],
        weather=Weather(air_C=29, humidity=0.6),
        intake=[Drink("water", volume_L=0.5, at="+30 min")],
    )
    assert history.sessions == (run(),)
    assert history.seconds(history.intake[0].at) == 1800
    assert history.weather_from_s == ((float("-inf"), Weather(air_C=29, humidity=0.6)),)


def test_sessions_are_flattened_and_put_in_order():
    later = run(datetime(2026, 5, 2, 15, tzinfo=UTC))
    history = History(Person(), sessions=[(later,), [(run(),)]])
    assert history.sessions == (run(), later)
    assert history.session_starts_s == (0.0, 8 * 3600.0)


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ("+30 min", 1800),
        ("-2 h", -7200),
        ("−2 h", -7200),
        ("+1 h 30 min", 5400),
        ("2 h before", -7200),
        ("45 min after", 2700),
        ("2026-05-02T10:00", 3600),
        ("2026-05-02 10:00", 3600),
        ("2026-05-02T10:00+02:00", 3600),
        ("2026-05-02T08:00Z", 3600),
        ("10:00", 3600),
        ("10:00 am", 3600),
        ("9 pm", 12 * 3600),
        (datetime(2026, 5, 2, 10), 3600),
        (datetime(2026, 5, 2, 8, tzinfo=UTC), 3600),
    ],
)
def test_moments_in_the_zone_of_the_person(moment, seconds):
    assert History(BERLIN, sessions=[run()]).seconds(moment) == seconds


def test_clock_times_follow_the_file_where_the_person_told_no_zone():
    history = History(Person(), sessions=[run(utc_offset_s=7200)])
    assert history.seconds("2026-05-02T10:00") == 3600
    assert history.clock.zone_origin == "file"


def test_a_zone_that_nobody_told_is_said():
    lines = said(History(Person(), sessions=[run()]))
    assert any("no time zone was told" in line.remark for line in lines)


def test_naive_starts_are_read_in_the_zone_of_the_person():
    history = History(BERLIN, sessions=[run(datetime(2026, 5, 2, 9))])
    assert history.clock.zero == datetime(2026, 5, 2, 7, tzinfo=UTC)


def test_the_night_when_clocks_change_has_an_hour_more():
    before, after = datetime(2026, 10, 24, 20), datetime(2026, 10, 25, 20)
    history = History(BERLIN, sessions=[run(before), run(after)])
    assert history.session_starts_s[1] == 25 * 3600


def test_without_a_start_offsets_work_and_clock_times_are_refused():
    history = History(Person(), sessions=[run(start=None)])
    assert history.seconds("+30 min") == 1800
    assert refused(sessions=[run(start=None)], intake=Dose(100, "08:00")).door == Door.USAGE


def test_without_a_session_now_is_zero():
    history = History(BERLIN, now=datetime(2026, 5, 2, 9))
    assert history.seconds("10:00") == 3600


def test_several_sessions_need_their_starts():
    assert refused(sessions=[run(), run(start=None)]).door == Door.USAGE


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"weather": Weather(air_C=80)}, "80 °C"),
        ({"weather": Weather(humidity=60)}, "humidity is 60"),
        ({"weather": Weather(air_C=float("nan"))}, "nan"),
        ({"intake": Drink("water", volume_L=-1)}, "-1 L"),
        ({"intake": Drink("water", volume_L=30)}, "30 L"),
        ({"intake": [Drink("water", volume_L=5, at=f"+{i} h") for i in range(6)]}, "25 L"),
        ({"intake": Dose(5000)}, "5,000 mg"),
        ({"intake": [Drink("coffee", volume_L=4, at="+1 h"), Dose(2000, "-2 h")]}, "3,800 mg"),
        ({"sessions": [run(hours=40)]}, "40 h"),
        ({"intake": Drink("water", over_s=-5)}, "-0.00138889 h"),
        ({"stress": Stress(1.5, "-1 h", "+1 h")}, "1.5"),
        ({"sleep": Sleep(25)}, "25 h"),
        ({"twitches": Noticed("calf", "soleus", None, "+1 h", "+2 h", 10_000)}, "10,000 per minute"),
        ({"twitches": Noticed("calf", "soleus", None, "-3 h", "-2 h", 3)}, "before the first"),
        ({"twitches": Noticed("calf", "soleus", None, "+3 h", "+2 h", 3)}, "before it begins"),
        ({"sessions": [run(), run(datetime(2026, 5, 2, 7, 30, tzinfo=UTC))]}, "before session 1 ends"),
        ({"sessions": [run(), run(datetime(2027, 5, 2, 7, tzinfo=UTC))]}, "8,760 h"),
    ],
)
def test_what_cannot_be_is_refused(more, words):
    refusal = refused(**more)
    assert refusal.door == Door.IMPOSSIBLE
    assert words in refusal.happened
    assert refusal.next_step


def test_a_dangerous_dose_comes_with_help_and_a_source():
    refusal = refused(intake=Dose(5000))
    assert "EFSA 2015" in refusal.allowed
    assert "poison centre" in refusal.next_step


@pytest.mark.parametrize(
    "more",
    [
        {"weather": Weather(sun="sunny")},
        {"intake": Dose(100, "half past nine")},
        {"intake": Meal(("xylophone",))},
        {"person": Person(time_zone="Europe/Berln")},
        {"sessions": ["run.fit"]},
        {"twitches": Noticed("calf", "calf", None, "+1 h", "+2 h", 3)},
    ],
)
def test_words_that_nobody_knows_are_refused(more):
    assert refused(**more).door == Door.USAGE


def test_back_to_back_sessions_are_no_overlap():
    second = run(datetime(2026, 5, 2, 7, 59, tzinfo=UTC))
    assert len(History(Person(), sessions=[run(), second]).sessions) == 2


@given(
    st.integers(-10_000, 10_000),
    st.integers(-14 * 4, 14 * 4),
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)),
)
def test_an_offset_and_its_clock_time_are_the_same_moment(minutes, quarters, start):
    zone = timezone(timedelta(minutes=15 * quarters))
    clock = Clock(start.replace(tzinfo=zone), zone, "file")
    later = clock.local(60.0 * minutes)
    assert clock.seconds(later.replace(tzinfo=None)) == 60 * minutes
    assert clock.seconds(later.isoformat()) == 60 * minutes
    assert clock.seconds(f"{minutes:+d} min") == 60 * minutes


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[+-]?\d{1,30}[ .:]?\d* ?(min|h|d|am|pm|before)?", fullmatch=True),
    )
)
def test_any_text_is_a_time_or_refused(text):
    clock = Clock(datetime(2026, 5, 2, 7, tzinfo=UTC))
    with contextlib.suppress(Refusal):
        assert math.isfinite(clock.seconds(as_moment(text)))


def test_offsets_need_a_unit():
    with pytest.raises(Refusal):
        read_offset_s("+30")


def test_every_value_is_said_with_its_origin():
    history = History(
        Person(mass_kg=62, time_zone="Europe/Berlin"),
        sessions=[run(damage=("file ended early",), source="run.fit")],
        weather=Weather(air_C=29),
        intake=[Drink("water", volume_L=0.5, at="+30 min"), Meal("banana", "-2 h"), Dose(200, "-1 h")],
        sleep=Sleep(5.5),
        stress=Stress(0.6, "-8 h", "+10 h"),
        twitches=Noticed("left calf", "gastrocnemius", "left", "+1.5 h", "+4 h", 3),
        where="left calf",
        person_from={"mass_kg": "person", "time_zone": "person"},
        remarks=("a remark",),
    )
    lines = {line.name: line for line in said(history)}
    assert (lines["person.mass_kg"].value, lines["person.mass_kg"].source) == ("62", "person")
    assert lines["person.age_yr"].source == "default"
    assert lines["session 1 start"].value == "2026-05-02 09:00"
    assert lines["session 1 damage"].value == "file ended early"
    assert lines["drink water"].remark.startswith("2026-05-02 09:30 (+30 min)")
    assert "mmol potassium" in lines["meal"].remark
    assert "gastrocnemius left" in lines["twitch"].remark
    assert "soleus" in lines["where"].remark
    assert {"sleep", "stress", "caffeine", "weather.air_C", "remark"} <= lines.keys()
