"""Every sport of a file leads to an activity that the demand table has."""

import tomllib
from importlib import resources

import pytest

from myotwitch.history.sports import (
    ACTIVITY_OF_SPORT,
    MOVING_ON,
    ON_SLOPES,
    UNKNOWN,
    activity_of_sport,
    activity_of_words,
)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "activity"),
    [
        ("running", "generic", "running"),
        ("running", "treadmill", "treadmill_running"),
        ("cycling", "road", "cycling"),
        ("training", "strength_training", "strength"),
        ("training", "yoga", "yoga"),
        ("generic", "strength_training", "strength"),
        ("fitness_equipment", "indoor_rowing", "rowing_indoor"),
        ("swimming", None, "swimming_pool"),
        ("volleyball", "generic", "volleyball"),
        ("racket", "squash", "squash"),
        ("flying", "generic", None),
        (None, None, None),
    ],
)
def test_fit_sports(sport, sub_sport, activity):
    assert activity_of_sport(sport, sub_sport) == activity


def test_words():
    assert activity_of_words("Trail Running") == "trail_running"
    assert activity_of_words("no such sport") is None


def test_every_activity_has_a_row():
    table = resources.files("myotwitch.history").joinpath("activities.toml")
    if not table.is_file():
        pytest.skip("the demand table is not built yet")
    rows = tomllib.loads(table.read_text("utf-8"))
    assert not {*ACTIVITY_OF_SPORT.values(), UNKNOWN, *MOVING_ON, *ON_SLOPES} - set(rows)
