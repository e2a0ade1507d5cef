"""The tables of effort: complete, sourced, in range, and found by the names that people write."""

import re

import pytest
from fitdecode import profile

from myotwitch.handover import MUSCLES
from myotwitch.history.spelling import _words
from myotwitch.history.tables import (
    activities,
    activity,
    effort_origins,
    exercise,
    exercises,
    find_activity,
    find_exercise,
    fit_categories,
)
from myotwitch.provenance import ASSUMED, known_sources
from myotwitch.refusal import Refusal

OWN = {key: row for key, row in exercises().items() if not key.startswith("fit:")}
READERS_USE = (
    "running trail_running treadmill_running cycling indoor_cycling mountain_biking rowing_indoor rowing swimming_pool "
    "swimming_open_water volleyball yoga walking hiking strength hiit soccer tennis basketball skiing_cross_country skiing_alpine elliptical "
    "stair_climbing cardio martial_arts climbing dancing pilates golf paddling surfing skating triathlon_transition unknown"
)


def test_enough_rows():
    assert len(OWN) >= 150
    assert len(activities()) >= 60
    assert set(READERS_USE.split()) <= set(activities())


def test_every_fit_category_resolves():
    named = profile.FIELD_TYPES["exercise_category"].enum
    assert len(fit_categories()) == 53
    assert set(fit_categories().values()) >= set(named)
    for number, name in named.items():
        assert exercises()[f"fit:{name}"] is exercises()[f"fit:{number}"]
    for told in ("fit:sled", "fit:45", "fit:unknown", "fit:65534", "FIT:Squat"):
        assert exercise(told).muscles
    assert find_exercise("fit:48") == find_exercise("fit:51") == "fit:unknown"
    assert find_exercise("fit:nonsense") is None


@pytest.mark.parametrize("row", OWN.values(), ids=OWN)
def test_exercise_row(row):
    assert row.muscles
    assert set(row.muscles) <= set(MUSCLES)
    assert row.held <= set(row.muscles)
    assert all(0 <= a <= 1 for a in row.muscles.values())
    assert max(row.muscles.values()) >= 0.05
    assert 0 < row.load_fraction <= 1
    assert 0 <= row.lengthening <= min(row.lengthening_share, row.strain) <= 1
    assert 0 < row.duty <= 1
    assert 0 <= row.repetition_s <= 30
    assert 1.5 <= row.met <= 20
    assert row.source in known_sources() or row.source == ASSUMED
    assert len(row.note) > 10


@pytest.mark.parametrize("row", activities().values(), ids=activities())
def test_activity_row(row):
    assert set(row.muscles) | set(row.uphill) | set(row.downhill) <= set(MUSCLES)
    assert row.held <= set(row.muscles)
    assert all(0 <= a <= 1 for a in row.muscles.values())
    assert 0 <= row.lengthening <= 1
    assert 0 < row.duty <= 1
    assert row.place in {"indoors", "outdoors", "water"}
    assert row.clothes in {"sport", "street", "winter", "protective", "swim"}
    assert set(row.by) <= {"power", "speed", "heart_rate"}
    assert row.gait in {"", "run", "walk"}
    assert "speed" not in row.by or row.gait or row.speeds
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in zip(row.speeds, row.speeds[1:], strict=False))
    for source in (row.met_source, row.muscle_source):
        assert source in known_sources() or source == ASSUMED
    assert len(row.note) > 10
    if row.met_source == ASSUMED:
        assert row.note
    else:
        assert re.fullmatch(r"\d{5}", row.code)


# Rough masses of one side's groups in a man of 70 kg, kg: only to compare rows with each other.
_MASS = dict(zip(MUSCLES, (0.02, 0.42, 0.45, 0.2, 1.9, 0.85, 1.3, 0.95, 0.55, 1.0, 0.8, 0.45, 0.5, 0.4, 0.4, 0.3, 0.4, 0.45, 0.02, 0.001), strict=True))  # fmt: skip
_FULL_W_PER_KG = 197.0  # 4.66 mM/s of ATP at full activation, 0.65 L of water a kg, 65 kJ/mol


def _share_of_energy(muscles, duty, lengthening, held, met, sides=2.0):
    cost = sum(
        sides * _MASS[name] * a * duty * _FULL_W_PER_KG * (0.43 if name in held else 1 - 0.57 * lengthening)
        for name, a in muscles.items()
    )
    return cost / ((met - 1) * 1.163 * 70)


def test_muscles_and_energy_tell_the_same_story():
    """The activations' own energy is a believable part of the turnover, alike across activities."""
    for row in activities().values():
        if row.key == "resting":
            continue
        share = _share_of_energy(row.muscles, 1.0, row.lengthening, row.held, row.muscle_met)
        assert 0.25 < share < 1.0, (row.key, share)
    for row in OWN.values():
        sides = 2.0 if row.bilateral else 1.0
        share = _share_of_energy(row.muscles, row.duty, row.lengthening, row.held, row.met, sides)
        assert 0.12 < share < 1.45, (row.key, share)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("Squat (Barbell)", "back_squat"),
        ("squats", "back_squat"),
        ("sqaut", "back_squat"),
        ("BENCH-PRESS", "bench_press"),
        ("benchpress", "bench_press"),
        ("Bench Press (Dumbbell)", "dumbbell_bench_press"),
        ("Pull-Ups", "pull_up"),
        ("pullups", "pull_up"),
        ("Romanian Deadlift (Barbell)", "romanian_deadlift"),
        ("dead lift", "deadlift"),
        ("Lat Pulldown (Cable)", "lat_pulldown"),
        ("Bicep Curl (Dumbbell)", "barbell_curl"),
        ("Seated Cable Row - V Grip (Cable)", "seated_cable_row"),
        ("calf raises", "calf_raise"),
        ("seated calf raise", "seated_calf_raise"),
        ("Standing Calf Raise (Machine)", "calf_raise"),
        ("flyes", "dumbbell_fly"),
        ("farmer's walk", "farmers_walk"),
        ("Nordic hamstring curls", "nordic_curl"),
        ("lunges", "lunge"),
        ("wall sit", "wall_sit"),
    ],
)
def test_exercise_names(told, key):
    assert find_exercise(told) == key


@pytest.mark.parametrize("told", ["", "  ", "xx", "kniebeuge", "coffee", "the", "press", "raise", "leg", "table", "hammering nails", "🙂", "a" * 5000])  # fmt: skip
def test_unknown_exercises_are_not_guessed(told):
    assert find_exercise(told) is None


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("Trail Run", "trail_running"),
        ("Morning Run", "running"),
        ("jogging", "running"),
        ("Afternoon Ride", "cycling"),
        ("lap_swimming", "swimming_pool"),
        ("swmming", "swimming_pool"),
        ("cross_country_skiing", "skiing_cross_country"),
        ("strength_training", "strength"),
        ("indoor rowing", "rowing_indoor"),
        ("beach volley", "beach_volleyball"),
        ("generic", "unknown"),
        ("HIIT", "hiit"),
    ],
)
def test_activity_names(told, key):
    assert find_activity(told) == key


@pytest.mark.parametrize("told", ["knitting", "unicycling", "", "football"])
def test_unknown_activities_are_not_guessed(told):
    assert find_activity(told) is None


@pytest.mark.parametrize("rows", [OWN, activities()], ids=["exercises", "activities"])
def test_no_name_means_two_rows(rows):
    seen = {}
    for key, row in rows.items():
        for name in (key.replace("_", " "), *row.names):
            assert seen.setdefault(frozenset(_words(name)), key) == key, name


@pytest.mark.parametrize("find", [exercise, activity])
def test_an_unknown_key_is_refused_with_the_nearest(find):
    with pytest.raises(Refusal, match="not in the table"):
        find("zzzz")


def test_every_number_of_the_tables_has_an_origin():
    found = effort_origins()
    assert len(found) > 1500
    assert all(origin.note or not origin.assumed for origin in found)
    assert {origin.source for origin in found} <= known_sources() | {ASSUMED}
    sourced = [origin for origin in found if not origin.assumed]
    assert 0.1 < len(sourced) / len(found) < 0.9
