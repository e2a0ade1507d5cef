import csv
import io
import tomllib
from datetime import datetime
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_names import FAKE

from myotwitch.history.log_values import read_date, read_log_duration_s, read_number
from myotwitch.history.session import Rest, Set, Work
from myotwitch.history.strength_logs import looks_like_strength_log, read_strength_log
from myotwitch.refusal import Door, Refusal

HEVY = [
    "title",
    "start_time",
    "end_time",
    "description",
    "exercise_title",
    "superset_id",
    "exercise_notes",
    "set_index",
    "set_type",
    "weight_kg",
    "reps",
    "distance_km",
    "duration_seconds",
    "rpe",
]
HEVY_IMPERIAL = [name.replace("_kg", "_lbs").replace("_km", "_miles") for name in HEVY]
STRONG_A = [
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Reps",
    "Distance",
    "Seconds",
    "Notes",
    "Workout Notes",
    "RPE",
]
STRONG_B = [
    "Date",
    "Workout Name",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Weight Unit",
    "Reps",
    "RPE",
    "Distance",
    "Distance Unit",
    "Seconds",
    "Notes",
    "Workout Notes",
]
STRONG_C = [
    "Workout #",
    "Date",
    "Workout Name",
    "Duration (sec)",
    "Exercise Name",
    "Set Order",
    "Weight (kg)",
    "Reps",
    "RPE",
    "Distance (meters)",
    "Seconds",
    "Notes",
    "Workout Notes",
]


def export(header, rows, delimiter=",", quoting=csv.QUOTE_ALL):
    """A log as the app would write it, from dictionaries."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(header)
    writer.writerows([[row.get(name, "") for name in header] for row in rows])
    return out.getvalue()


def read(text):
    return read_strength_log(text, source="log.csv", names=FAKE)


def hevy_row(**more):
    return {
        "title": "Legs", "start_time": "22 Dec 2025, 08:00", "end_time": "22 Dec 2025, 09:00",
        "exercise_title": "Squat", "set_type": "normal", "weight_kg": "100", "reps": "5", **more,
    }  # fmt: skip


def test_hevy_metric():
    rows = [
        hevy_row(set_type="warmup", weight_kg="40", reps="10"),
        hevy_row(rpe="8.5"),
        hevy_row(set_type="dropset", weight_kg="80"),
        hevy_row(set_type="failure", reps="3"),
        hevy_row(exercise_title="Plank", weight_kg="", reps="", duration_seconds="60"),
        hevy_row(exercise_title="Running", weight_kg="", reps="", distance_km="5", duration_seconds="1500"),
    ]
    (session,) = read(export(HEVY, rows))
    sets = [part for part in session.parts if isinstance(part, Set)]
    assert sets[0] == Set("squat", 10.0, load_kg=40.0)
    assert sets[1] == Set("squat", 5.0, load_kg=100.0, rpe=8.5)
    assert sets[3] == Set("squat", 3.0, load_kg=100.0, rpe=10.0)
    assert sets[4] == Set("plank", None, 60.0)
    assert session.parts[-1] == Work(1500.0, FAKE.activity("running"), speed_m_per_s=pytest.approx(10 / 3))
    assert session.start == datetime(2025, 12, 22, 8)
    said = {line.name: line for line in session.said}
    assert said["warm-up sets"].value == "1"
    assert said["pause between sets"].source == "computed"


def test_estimated_pauses_fill_the_workout():
    (session,) = read(export(HEVY, [hevy_row() for _ in range(8)]))
    rest = sum(part.duration_s for part in session.parts if isinstance(part, Rest))
    assert rest + 8 * 5 * 3.0 == pytest.approx(3600)


def test_two_sets_in_an_hour_do_not_mean_an_hour_of_pause():
    (session,) = read(export(HEVY, [hevy_row(), hevy_row()]))
    assert [part.duration_s for part in session.parts if isinstance(part, Rest)] == [600]


def test_pauses_are_left_to_demand_where_no_end_is_known():
    (session,) = read(export(HEVY, [hevy_row(end_time="") for _ in range(5)]))
    assert not any(isinstance(part, Rest) for part in session.parts)


def test_hevy_imperial():
    row = hevy_row(weight_lbs="225", distance_miles="") | {"weight_kg": ""}
    (session,) = read(export(HEVY_IMPERIAL, [row]))
    assert session.parts[0].load_kg == pytest.approx(102.058, rel=1e-5)
    run = hevy_row(exercise_title="Running", reps="", distance_miles="3", duration_seconds="1500")
    (session,) = read(export(HEVY_IMPERIAL, [run]))
    assert session.parts[0].speed_m_per_s == pytest.approx(3 * 1609.344 / 1500)


def test_strong_first_generation_with_narrow_blank_and_rest_timer():
    base = {
        "Date": "2023-07-22 5:30:13\u202fPM",
        "Workout Name": "Legs",
        "Duration": "1h 5m",
        "Exercise Name": "Squat",
    }
    rows = [
        {**base, "Set Order": "W", "Weight": "40.0", "Reps": "10", "Distance": "0", "Seconds": "0"},
        {**base, "Set Order": "1", "Weight": "100.0", "Reps": "5", "RPE": "8"},
        {**base, "Set Order": "Rest Timer", "Seconds": "120"},
        {**base, "Set Order": "2", "Weight": "100.0", "Reps": "5"},
    ]
    (session,) = read(export(STRONG_A, rows, quoting=csv.QUOTE_MINIMAL))
    assert session.start == datetime(2023, 7, 22, 17, 30, 13)
    assert session.parts == (
        Set("squat", 10.0, load_kg=40.0), Set("squat", 5.0, load_kg=100.0, rpe=8.0), Rest(120.0),
        Set("squat", 5.0, load_kg=100.0),
    )  # fmt: skip
    said = {line.name: line for line in session.said}
    assert said["duration"].value == "65"
    assert said["weights"].source == "default"


def test_strong_first_generation_in_pounds_where_the_person_says_so():
    row = {
        "Date": "2023-07-22 17:30:13",
        "Exercise Name": "Squat",
        "Set Order": "1",
        "Weight": "225",
        "Reps": "5",
    }
    (session,) = read_strength_log(export(STRONG_A, [row]), source="x", names=FAKE, weight_unit="lb")
    assert session.parts[0].load_kg == pytest.approx(102.058, rel=1e-5)


def test_strong_second_generation_with_decimal_comma_and_units():
    base = {
        "Date": "2024-01-02 18:05:00",
        "Workout Name": "Bein",
        "Exercise Name": "Squat",
        "Set Order": "1",
        "Reps": "5",
    }
    rows = [{**base, "Weight": "62,5", "Weight Unit": "kg"}, {**base, "Weight": "135", "Weight Unit": "lbs"}]
    (session,) = read(export(STRONG_B, rows, ";"))
    assert [part.load_kg for part in session.parts] == [62.5, pytest.approx(61.235, rel=1e-5)]
    assert "weights" not in {line.name for line in session.said}


def test_strong_third_generation():
    base = {
        "Workout #": "7",
        "Date": "2025-02-03 07:00:00",
        "Workout Name": "Morning",
        "Duration (sec)": "3900",
    }
    rows = [
        {
            **base,
            "Exercise Name": "Squat",
            "Set Order": "1",
            "Weight (kg)": "62.5",
            "Reps": "5",
            "Seconds": "0.0",
        },
        {**base, "Exercise Name": "Squat", "Set Order": "Rest Timer", "Seconds": "90.0"},
        {
            **base,
            "Exercise Name": "Running",
            "Set Order": "1",
            "Distance (meters)": "2000.0",
            "Seconds": "480",
        },
    ]
    (session,) = read(export(STRONG_C, rows, ";"))
    assert session.parts[0] == Set("squat", 5.0, load_kg=62.5)
    assert session.parts[1] == Rest(90.0)
    assert session.parts[2] == Work(480.0, FAKE.activity("running"), speed_m_per_s=pytest.approx(2000 / 480))


def test_workouts_come_oldest_first_and_apart():
    rows = [hevy_row(start_time="25 Juli 2026, 14:21", end_time="25 Juli 2026, 15:00"), hevy_row()]
    assert [s.start.year for s in read(export(HEVY, rows))] == [2025, 2026]


def test_unknown_exercises_are_kept_and_said():
    (session,) = read(export(HEVY, [hevy_row(exercise_title="Zercher Thing")]))
    assert session.parts[0].exercise == "unknown:zercher thing"
    assert any(
        line.value == "Zercher Thing" and "not in the exercise table" in line.remark for line in session.said
    )


def test_notes_are_not_kept():
    rows = [hevy_row(description="met Anna", exercise_notes="knee hurts")]
    assert "Anna" not in repr(read(export(HEVY, rows)))
    assert "knee" not in repr(read(export(HEVY, rows)))


@pytest.mark.parametrize(
    "broken",
    [
        {"reps": "999999999"},
        {"weight_kg": "-5"},
        {"weight_kg": "1e300"},
        {"rpe": "55"},
        {"start_time": "once upon a time"},
        {"end_time": "22 Dec 2035, 09:00"},
    ],
)
def test_values_that_are_not_believed_are_told(broken):
    (session,) = read(export(HEVY, [hevy_row(**broken)]))
    assert session.damage
    assert all(
        part.repetitions is None or part.repetitions < 2001 for part in session.parts if isinstance(part, Set)
    )


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "{}", "\x00\x01", export(HEVY, []), "\ufeff"])
def test_other_files_are_refused(text):
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.door == Door.UNREADABLE


def test_byte_order_mark_and_blank_lines_before_the_header():
    assert looks_like_strength_log("\ufeff\n  \n" + export(HEVY, []))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 Dec 2025, 08:00", datetime(2025, 12, 22, 8)),
        ("25 Juli 2026, 14:21", datetime(2026, 7, 25, 14, 21)),
        ("25 juil. 2026, 14:21", datetime(2026, 7, 25, 14, 21)),
        ("3 août 2026, 14:21", datetime(2026, 8, 3, 14, 21)),
        ("1 de mayo de 2026, 7:05", datetime(2026, 5, 1, 7, 5)),
        ("Jul 25, 2026, 2:21 PM", datetime(2026, 7, 25, 14, 21)),
        ("5 Mär. 2026, 14:21", datetime(2026, 3, 5, 14, 21)),
        ("5 März 2026, 14:21", datetime(2026, 3, 5, 14, 21)),
        ("25 июля 2026, 14:21", datetime(2026, 7, 25, 14, 21)),
        ("2023-07-22 12:30:13 AM", datetime(2023, 7, 22, 0, 30, 13)),
        ("2023-07-22 17:30", datetime(2023, 7, 22, 17, 30)),
        ("31 Feb 2026, 08:00", None),
        ("5 Blorp 2026, 08:00", None),
        ("", None),
    ],
)
def test_dates_in_many_languages(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 5m", 3900),
        ("45m", 2700),
        ("52 min", 3120),
        ("3900", 3900),
        ("1:05:00", 3900),
        ("1h", 3600),
        ("soon", None),
        ("", None),
    ],
)
def test_durations(text, seconds):
    assert read_log_duration_s(text) == seconds


def test_numbers():
    assert read_number("62,5") == 62.5
    assert read_number("62.5") == 62.5
    assert read_number("nan") is None
    assert read_number("1_0") is None


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "1",
            "5",
            "1e9",
            "-3",
            "62,5",
            "22 Dec 2025, 08:00",
            "Squat",
            "W",
            "Rest Timer",
            "1h 5m",
            '"',
            "\x00",
            ";",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([(HEVY, ","), (HEVY_IMPERIAL, ","), (STRONG_A, ","), (STRONG_B, ";"), (STRONG_C, ";")]),
    st.lists(st.lists(CELLS, max_size=15), max_size=8),
    st.booleans(),
)
def test_any_rows_are_read_or_refused(generation, rows, quoted):
    header, delimiter = generation
    body = "\n".join(delimiter.join(f'"{cell}"' if quoted else cell for cell in row) for row in rows)
    try:
        sessions = read(delimiter.join(header) + "\n" + body)
    except Refusal:
        return
    for session in sessions:
        for part in session.parts:
            assert part.duration_s is None or 0 < part.duration_s <= 36 * 3600


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_a_log_or_refused(text):
    try:
        assert read(text)
    except Refusal:
        assert not looks_like_strength_log(text)


def test_no_month_name_means_two_months():
    rows = tomllib.loads(resources.files("myotwitch.history").joinpath("months.toml").read_text("utf-8"))[
        "names"
    ]
    assert len(rows) == 12
    names = [name for row in rows for name in set(row)]
    assert len(names) == len(set(names))
