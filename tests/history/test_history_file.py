import os
import sys
import tomllib
import types
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_names import naming

from myotwitch.history import session_files, strength_logs, words
from myotwitch.history.history_file import history_from_parts, read_history
from myotwitch.history.intake import Dose, Drink, Meal
from myotwitch.history.said import said
from myotwitch.history.session import Hints, Session, Set, Work
from myotwitch.history.timeline import Noticed, Sleep, Stress
from myotwitch.refusal import Door, Refusal

DOCUMENTED = """
[person]
sex = "female"
age_yr = 34
mass_kg = 62
height_cm = 170

[weather]
air_C = 29
humidity = 0.60
wind_m_per_s = 1.0
sun = "full"

[[session]]
start = "2026-05-02T09:00"
words = "60 min run at 10.5 km/h"

[[session]]
start = "2026-05-02T18:00"
words = "squat 5x5 at 80 %, calf raise 3x15, 40 min"

[[drink]]
at = "+30 min"
what = "water"
volume_L = 0.5

[[meal]]
at = "-2 h"
what = ["banana", "oatmeal"]

[[caffeine]]
at = "-1 h"
mg = 200

[[sleep]]
night_before = true
hours = 5.5

[[stress]]
level = 0.6
from = "-8 h"
to = "+10 h"

[[twitch]]
where = "left calf"
from = "+1.5 h"
to = "+4 h"
per_minute = 3

[triage]
observations = { weakness = "no" }
"""


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    for module in (words, strength_logs, session_files):
        monkeypatch.setattr(module, "house_naming", naming)


@pytest.fixture
def write(tmp_path):
    def written(text, name="history.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def watch(monkeypatch):
    """A stand-in for the reader of watch files: every file holds this session."""
    module = types.ModuleType("myotwitch.history.devices")
    module.read_workout = lambda path: (module.session,)
    module.session = Session(
        (Work(3600.0, "run"), Set("shrug", 10.0)), start=datetime(2026, 5, 2, 7, tzinfo=UTC),
        source="run.fit", hints=Hints(mass_kg=71.0, sex="male", height_cm=9.0),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "myotwitch.history.devices", module)
    return module


def refused(call):
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def test_the_documented_file(write):
    history = read_history(write(DOCUMENTED))
    assert history.person.mass_kg == 62
    assert history.session_starts_s == (0.0, 9 * 3600.0)
    assert history.intake == (
        Drink("water", 0.5, "+30 min"), Meal(("banana", "oatmeal"), "-2 h"), Dose(200.0, "-1 h"),
    )  # fmt: skip
    assert history.sleep == (Sleep(5.5),)
    assert history.stress == (Stress(0.6, "-8 h", "+10 h"),)
    assert history.twitches == (Noticed("left calf", "gastrocnemius", "left", "+1.5 h", "+4 h", 3.0),)
    assert history.weather[0].humidity == 0.6
    assert history.extra == {"triage": {"observations": {"weakness": "no"}}}
    assert history.person_from["mass_kg"] == "person"


@pytest.mark.parametrize(
    ("person", "field", "value"),
    [
        ('mass = "136 lb"', "mass_kg", 61.689),
        ("mass_lb = 136", "mass_kg", 61.689),
        ('mass_kg = "136 lb"', "mass_kg", 61.689),
        ('mass = "9 st"', "mass_kg", 57.153),
        ('height = "5 ft 7 in"', "height_cm", 170.18),
        ("height_m = 1.7", "height_cm", 170.0),
        ('body_fat = "22 %"', "body_fat", 0.22),
    ],
)
def test_units_of_the_person(write, person, field, value):
    history = read_history(write(f'[person]\n{person}\n[[session]]\nwords = "run 30 min"\n'))
    assert getattr(history.person, field) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    ("table", "get", "value"),
    [
        ('[weather]\nair = "84 °F"', lambda h: h.weather[0].air_C, 28.889),
        ("[weather]\nair_F = 84", lambda h: h.weather[0].air_C, 28.889),
        ('[weather]\nhumidity = "60 %"', lambda h: h.weather[0].humidity, 0.6),
        ('[weather]\nwind = "10 km/h"', lambda h: h.weather[0].wind_m_per_s, 2.7778),
        ("[weather]\nwind_mph = 10", lambda h: h.weather[0].wind_m_per_s, 4.4704),
        ('[[drink]]\nvolume = "16 fl oz"', lambda h: h.intake[0].volume_L, 0.47318),
        ("[[drink]]\nvolume_mL = 500", lambda h: h.intake[0].volume_L, 0.5),
        ('[[drink]]\nover = "10 min"', lambda h: h.intake[0].over_s, 600),
        ("[[drink]]\nalcohol_g = 20", lambda h: h.intake[0].alcohol_g, 20),
        ('[[drink]]\nalcohol = "20 g"', lambda h: h.intake[0].alcohol_g, 20),
        ('[[caffeine]]\nmg = "0.2 g"', lambda h: h.intake[0].mg, 200),
        ('[[sleep]]\nhours = "330 min"', lambda h: h.sleep[0].hours, 5.5),
        ("[sleep]\nhours = 5.5", lambda h: h.sleep[0].hours, 5.5),
    ],
)
def test_other_units(write, table, get, value):
    history = read_history(write(f'{table}\n[[session]]\nwords = "run 30 min"\n'))
    assert get(history) == pytest.approx(value, rel=1e-4)


def test_toml_times_and_clock_times(write):
    text = DOCUMENTED.replace('"2026-05-02T09:00"', "2026-05-02T09:00:00").replace(
        'at = "-1 h"', "at = 08:00:00"
    )
    history = read_history(write(text))
    assert history.seconds(history.intake[2].at) == -3600


@pytest.mark.parametrize(
    ("old", "new", "door", "words"),
    [
        ("mass_kg", "mas_kg", Door.USAGE, ("line 5", "Did you mean 'mass_kg'")),
        ("[[drink]]", "[[drnk]]", Door.USAGE, ("'drnk'", "Did you mean 'drink'")),
        ("volume_L = 0.5", 'volume = "0.5 kg"', Door.USAGE, ("'kg'", "volume")),
        ("mass_kg = 62", 'mass = "62 L"', Door.USAGE, ("'L'", "mass")),
        ("mass_kg = 62", "mass_kg = 7", Door.IMPOSSIBLE, ("7 kg",)),
        ("mass_kg = 62", "mass_kg = true", Door.USAGE, ("True",)),
        ("mass_kg = 62", "mass_kg = nan", Door.USAGE, ("nan",)),
        ("mass_kg = 62", "mass_kg = 62\nmass_lb = 136", Door.USAGE, ("twice",)),
        ("air_C = 29", "air_C = 80", Door.IMPOSSIBLE, ("80 °C",)),
        ("humidity = 0.60", "humidity = 60", Door.IMPOSSIBLE, ("60",)),
        ("volume_L = 0.5", "volume_L = -1", Door.IMPOSSIBLE, ("-1 L",)),
        ("volume_L = 0.5", "volume_L = 30", Door.IMPOSSIBLE, ("30 L",)),
        ("mg = 200", "mg = 5000", Door.IMPOSSIBLE, ("5,000 mg",)),
        ("60 min run at", "40 h run at", Door.IMPOSSIBLE, ("40 h",)),
        ("level = 0.6", "level = 6", Door.IMPOSSIBLE, ("6",)),
        ("hours = 5.5", "hours = 30", Door.IMPOSSIBLE, ("30 h",)),
        ("per_minute = 3", "per_minute = 10000", Door.IMPOSSIBLE, ("10,000",)),
        ("18:00", "09:30", Door.IMPOSSIBLE, ("Session 2", "before session 1 ends")),
        (
            'from = "+1.5 h"\nto = "+4 h"',
            'from = "-5 h"\nto = "-4 h"',
            Door.IMPOSSIBLE,
            ("before the first",),
        ),
        ("left calf", "left kalf", Door.USAGE, ("Did you mean 'left calf'",)),
        ("left calf", "tongue", Door.USAGE, ("no muscle of the face",)),
        ('"banana"', '"bananna"', Door.USAGE, ("Did you mean 'banana'",)),
        ("60 min run at 10.5 km/h", "blorp", Door.USAGE, ("blorp",)),
        ('words = "60 min run at 10.5 km/h"', "", Door.USAGE, ("neither file nor words",)),
        ('words = "60', 'file = "run.fit"\nwords = "60', Door.USAGE, ("both file and words",)),
        ('"2026-05-02T09:00"', '"yesterday"', Door.USAGE, ("line 15", "not a time")),
        ('"2026-05-02T09:00"', '"+30 min"', Door.USAGE, ("an offset from itself",)),
        ('where = "left calf"\n', "", Door.USAGE, ("does not tell 'where'",)),
        ("[person]", "person = 3\n[persona]", Door.USAGE, ()),
        ("[person]", "[person", Door.UNREADABLE, ("line 2",)),
        ("age_yr = 34", "age_yr = " + "9" * 5000, Door.UNREADABLE, ()),
        ("age_yr = 34", "age_yr = " + "9" * 400, Door.USAGE, ()),
        ("age_yr = 34", "age_yr = " + "[" * 5000, Door.UNREADABLE, ()),
    ],
)
def test_bad_input_has_a_clear_answer(write, old, new, door, words):
    assert old in DOCUMENTED
    refusal = refused(lambda: read_history(write(DOCUMENTED.replace(old, new, 1))))
    assert refusal.door == door
    for word in words:
        assert word in refusal.happened, refusal.happened
    assert refusal.allowed


def test_a_file_that_is_named_but_missing(write):
    path = write('[[session]]\nfile = "hevy.csv"\n')
    refusal = refused(lambda: read_history(path))
    assert refusal.door == Door.UNREADABLE
    assert "hevy.csv does not exist" in refusal.happened


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"  \n", "is empty"), (b"# only a comment\n", "is empty"), (b"\xff\xfe\x00bin", "not UTF-8"), (b"x" * 2_000_000, "2.0 MB")],
)  # fmt: skip
def test_files_that_are_no_history(write, content, words):
    refusal = refused(lambda: read_history(write(content)))
    assert refusal.door == Door.UNREADABLE
    assert words in refusal.happened


def test_a_directory_a_pipe_and_a_missing_file(tmp_path, write):
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert "is a directory" in refused(lambda: read_history(folder)).happened
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert "not an ordinary file" in refused(lambda: read_history(pipe)).happened
    write(DOCUMENTED, "history.toml")
    assert "history.toml" in refused(lambda: read_history(tmp_path / "histery.toml")).next_step


def test_a_huge_sparse_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    assert "2,147.5 MB" in refused(lambda: read_history(path)).happened


def test_nothing_is_written(tmp_path, write):
    path = write(DOCUMENTED)
    read_history(path)
    assert [p.name for p in tmp_path.iterdir()] == ["history.toml"]


def test_a_watch_file_keeps_its_start_and_tells_the_offset(write, watch):
    history = read_history(write('[[session]]\nstart = "2026-05-02T09:03"\nfile = "run.fit"\n'))
    assert history.clock.zero == datetime(2026, 5, 2, 7, tzinfo=UTC)
    assert history.seconds("10:00") == 3600
    assert any("+2 h from UTC" in remark for remark in history.remarks)


def test_the_person_wins_over_a_watch_with_a_wrong_date(write, watch):
    history = read_history(write('[[session]]\nstart = "2026-06-09T09:00+02:00"\nfile = "run.fit"\n'))
    assert history.clock.zero == datetime(2026, 6, 9, 7, tzinfo=UTC)
    assert any("another start" in remark for remark in history.remarks)


def test_hints_of_the_file_are_used_only_where_the_person_is_silent(write, watch):
    history = read_history(write('[person]\nsex = "female"\n[[session]]\nfile = "run.fit"\n'))
    assert (history.person.sex, history.person.mass_kg) == ("female", 71.0)
    assert history.person_from == {"sex": "person", "mass_kg": "file"}
    assert any("height_cm (9.0) is not believed" in remark for remark in history.remarks)
    assert {line.name: line.source for line in said(history)}["person.mass_kg"] == "file"


def test_the_person_corrects_a_guess(write, watch):
    history = read_history(write('[[session]]\nfile = "run.fit"\ncorrect = { shrug = "squat" }\n'))
    assert history.sessions[0].parts[1].exercise == naming().exercise("squat")


def hevy(*days):
    header = "title,start_time,end_time,exercise_title,set_type,weight_kg,reps\n"
    return header + "".join(f'Legs,"{day}, 08:00","{day}, 09:00",Squat,normal,100,5\n' for day in days)


def test_a_strength_log_of_months_gives_the_day_that_was_asked(write):
    write(hevy("1 May 2026", "2 May 2026", "3 May 2026"), "hevy.csv")
    history = read_history(write('[[session]]\nstart = "2026-05-02T08:00"\nfile = "hevy.csv"\n'))
    assert history.clock.zero.day == 2
    history = read_history(write('[[session]]\nfile = "hevy.csv"\n'))
    assert history.clock.zero.day == 3
    assert any("3 workouts" in remark for remark in history.remarks)
    refusal = refused(
        lambda: read_history(write('[[session]]\nstart = "2026-06-02T08:00"\nfile = "hevy.csv"\n'))
    )
    assert "2026-05-03" in refusal.next_step


def test_the_command_line_fills_in_a_workout_file(tmp_path, watch):
    history = history_from_parts(
        [tmp_path / "run.fit"], person={"mass": "136 lb", "age_yr": 34}, weather={"air_C": 29},
        drinks=["0.5 L water at +30 min"], meals=["banana at -2 h"], caffeine=["200 mg at -1 h"],
        sleep_hours=5.5, stress=0.6, where="left calf",
    )  # fmt: skip
    assert history.person.mass_kg == pytest.approx(61.689, rel=1e-4)
    assert len(history.intake) == 3
    assert history.where == "left calf"
    assert history.weather[0].air_C == 29


def test_the_command_line_wins_over_the_file_and_says_so(write):
    history = history_from_parts([write(DOCUMENTED)], person={"mass_kg": 70}, weather={"air_C": 20})
    assert history.person.mass_kg == 70
    assert (history.weather[0].air_C, history.weather[0].humidity) == (20, 0.6)
    assert any("wins over the file" in remark for remark in history.remarks)


def test_words_alone_make_a_history():
    assert len(history_from_parts(words=["60 min run at 10.5 km/h"]).sessions) == 1


def test_no_session_and_two_histories_are_refused(write):
    assert refused(history_from_parts).door == Door.USAGE
    path = write(DOCUMENTED)
    assert refused(lambda: history_from_parts([path, path])).door == Door.USAGE


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=200),
        st.tuples(st.integers(0, len(DOCUMENTED)), st.integers(0, 40), st.text(max_size=6)).map(
            lambda cut: DOCUMENTED[: cut[0]] + cut[2] + DOCUMENTED[cut[0] + cut[1] :]
        ),
    )
)
def test_any_text_is_a_history_or_refused(write, text):
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return
    try:
        history = read_history(write(raw))
    except Refusal as refusal:
        happened = refusal.happened
        assert happened
        return
    assert said(history)
    assert tomllib.loads(raw.decode())
