import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_names import FAKE, naming

from myotwitch.history.session import Rest, Set, Work
from myotwitch.history.words import read_words, session_from_words
from myotwitch.refusal import Door, Refusal

EXAMPLES = tomllib.loads(
    resources.files("myotwitch.history").joinpath("words_examples.toml").read_text("utf-8")
)["example"]
NAMES = [FAKE] if naming() is FAKE else [FAKE, naming()]


def told(part):
    """A part as the example file writes it."""
    if isinstance(part, Work):
        row = {"work": part.activity}
        keys = ("duration_s", "speed_m_per_s", "grade", "power_W", "heart_rate_bpm", "cadence_per_min", "rpe")
    else:
        row = {"set": part.exercise}
        keys = ("repetitions", "duration_s", "load_kg", "load_fraction", "rpe")
        if part.side != "both":
            row["side"] = part.side
    return row | {key: getattr(part, key) for key in keys if getattr(part, key) is not None}


def counted(parts):
    groups = []
    for part in parts:
        if isinstance(part, Rest):
            continue
        row = told(part)
        same = next((group for group in groups if group[1] == row), None)
        if same:
            same[0] += 1
        else:
            groups.append([1, row])
    return groups


def test_there_are_sixty_examples_and_more():
    assert len(EXAMPLES) >= 60
    assert len({row["words"] for row in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda row: row["words"])
def test_each_phrase_has_the_parse_that_is_shipped(example, names):
    read = read_words(example["words"], names=names)
    assert list(read.not_understood) == example.get("not_understood", [])
    assert read.new == example.get("new", False)
    groups = counted(read.parts)
    assert len(groups) == len(example["part"])
    for (times, row), expected in zip(groups, example["part"], strict=True):
        assert times == expected.get("times", 1)
        wanted = {key: value for key, value in expected.items() if key != "times"}
        if "set" in wanted:
            wanted["set"] = names.exercise(wanted["set"])
        else:
            wanted["work"] = names.activity(wanted["work"])
        assert row.keys() == wanted.keys()
        for key, value in wanted.items():
            assert row[key] == (value if isinstance(value, str) else pytest.approx(value, rel=1e-4)), key
    rests = [part.duration_s for part in read.parts if isinstance(part, Rest)]
    assert rests == pytest.approx(example.get("rest_s", []), rel=1e-3)


def test_parts_stand_in_the_order_of_the_words():
    read = read_words("run 20 min, squat 2x5 with 90 s rest, walk 10 min", names=FAKE)
    assert [type(part) for part in read.parts] == [Work, Set, Rest, Set, Work]


def test_total_time_is_kept_when_pauses_are_estimated():
    read = read_words("squat 5x5, calf raise 3x15, 40 min", names=FAKE)
    busy = sum(3.0 * part.repetitions for part in read.parts if isinstance(part, Set))
    rest = sum(part.duration_s for part in read.parts if isinstance(part, Rest))
    assert busy + rest == pytest.approx(40 * 60)


def test_what_is_not_understood_is_shown_back_and_never_taken_for_the_thing_before():
    read = read_words("2 hours of tennis and 10 min of juggling", names=FAKE)
    assert [part.duration_s for part in read.parts] == [7200]
    assert read.not_understood == ("10 min of juggling",)


def test_rounds_hold_for_everything_after_them():
    parts = read_words("3 rounds of 20 squats, 10 push-ups and 5 pull-ups", names=FAKE).parts
    assert [part.exercise for part in parts] == ["squat", "push_up", "pull_up"] * 3
    assert [part.repetitions for part in parts[:3]] == [20, 10, 5]


def test_sets_and_repetitions_may_be_told_apart():
    read = read_words("5 sets of squats with 5 reps at 100 kg", names=FAKE)
    assert read.parts == (Set("squat", 5.0, load_kg=100.0),) * 5
    assert read.not_understood == ()


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("swim 2 km in 1:05", 3900),
        ("walk 5 km in 1:00", 3600),
        ("run 5 km in 25:00", 1500),
        ("run 400 m in 1:30", 90),
    ],
)
def test_a_clock_time_is_what_gives_the_likelier_speed(words, seconds):
    assert read_words(words, names=FAKE).parts[0].duration_s == seconds


def test_loads_may_change_within_an_exercise():
    parts = read_words("squat 2x5 100 kg, 3x3 110 kg", names=FAKE).parts
    assert [(part.repetitions, part.load_kg) for part in parts] == [(5, 100)] * 2 + [(3, 110)] * 3


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ("30 min run with 20 kg", "a load of 20 kg of run: left out"),
        ("squat 3x5 at 150 bpm", "a heart rate of 150 of squat: left out"),
        ("run 30 min easy hard", "hard"),
        ("run 30 min at 80 %", "80 % of what? (write % of 1RM for sets, or 8 % uphill)"),
    ],
)
def test_what_is_read_but_not_used_is_shown_back(words, left_out):
    assert read_words(words, names=FAKE).not_understood == (left_out,)


def test_told_pauses_are_kept_within_a_told_total():
    read = read_words("squat 3x5 with 2 min rest, 30 min", names=FAKE)
    assert [part.duration_s for part in read.parts if isinstance(part, Rest)] == [120, 120]
    assert "told" in read.understood[-1][1]


def test_assumptions_are_said():
    (meaning,) = [meaning for _, meaning in read_words("5k run", names=FAKE).understood]
    assert "assumed" in meaning
    (meaning,) = [meaning for _, meaning in read_words("10 km in 52:30", names=FAKE).understood]
    assert "the sport is not told" in meaning


def test_a_session_says_what_it_understood_and_what_not():
    session = session_from_words("30 min run with my purple dog", names=FAKE)
    assert session.source == "words"
    assert ("purple dog", "not understood") in [(s.name, s.value) for s in session.said]


@pytest.mark.parametrize(
    ("words", "door"),
    [
        ("ran 40 hours", Door.IMPOSSIBLE),
        ("run at 60 km/h for 1 min", Door.IMPOSSIBLE),
        ("run at 40 km/h for 1 h", Door.IMPOSSIBLE),
        ("squat 3x8 at 5000 kg", Door.IMPOSSIBLE),
        ("squat 1000000x5", Door.IMPOSSIBLE),
        ("1000000 rounds of 5 squats", Door.IMPOSSIBLE),
        ("squat 2x1, 60 h", Door.IMPOSSIBLE),
        ("swim 10 km in 30 min", Door.IMPOSSIBLE),
        ("bike 20 min at 90000 W", Door.IMPOSSIBLE),
        ("run 30 min at 900 bpm", Door.IMPOSSIBLE),
        ("xyzzy", Door.USAGE),
        ("", Door.USAGE),
        ("run " * 1000, Door.USAGE),
    ],
)
def test_impossible_or_empty_words_are_refused(words, door):
    with pytest.raises(Refusal) as refused:
        session_from_words(words, names=FAKE)
    assert refused.value.door == door
    assert refused.value.allowed


VOCABULARY = st.sampled_from(
    [
        "run",
        "squat",
        "lunges",
        "bench",
        "press",
        "3x10",
        "5",
        "x",
        "12/10/8",
        "10",
        "km",
        "5:30/km",
        "1:20:00",
        "2:99",
        "at",
        "@",
        "%",
        "80",
        "kg",
        "lb",
        "each",
        "leg",
        "left",
        "hard",
        "very",
        "rest",
        "90",
        "s",
        "with",
        "and",
        ",",
        ";",
        "/",
        ".",
        "'",
        '"',
        "-",
        "–",
        "1e9",
        "0",
        "00",
        "x",
        "x5",
        "h",
        "1h30",
        "half",
        "an",
        "hour",
        "a",
        "per",
        "min/km",
        "km/h",
        "miles",
        "m",
        "rpe",
        "99999999999999999999",
        "uphill",
        "8",
        "%",
        "downhill",
        "leg",
        "day",
        "marathon",
        "in",
        "easy",
        "bpm",
        "W",
        "²",
        "٣",
        "é",
        "🦵",
        "then",
        "+",
        "of",
        "sets",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(VOCABULARY, max_size=25).map(" ".join)))
def test_any_text_is_read_or_refused(text):
    try:
        read = read_words(text, names=FAKE)
    except Refusal:
        return
    for part in read.parts:
        assert part.duration_s is None or 0 <= part.duration_s <= 40 * 3600
        assert not isinstance(part, Set) or part.repetitions is None or part.repetitions >= 1
    for fragment, meaning in read.understood:
        assert fragment
        assert meaning


@given(st.integers(1, 300), st.floats(1, 20).map(lambda v: round(v, 1)))
def test_minutes_and_speed_come_back(minutes, speed):
    (part,) = read_words(f"{minutes} min run at {speed} km/h", names=FAKE).parts
    assert part.duration_s == pytest.approx(60 * minutes)
    assert part.speed_m_per_s == pytest.approx(speed / 3.6)


@given(st.integers(1, 50), st.integers(1, 100), st.integers(1, 500))
def test_sets_repetitions_and_load_come_back(sets, repetitions, load):
    parts = read_words(f"squat {sets}x{repetitions} {load} kg", names=FAKE).parts
    assert parts == (Set("squat", float(repetitions), load_kg=float(load)),) * sets
