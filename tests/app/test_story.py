"""What a person typed becomes a history and answers of the danger check."""

from datetime import UTC, datetime

import pytest

from myotwitch.app.reading import From, read_values
from myotwitch.app.story import history_of, observations_of
from myotwitch.app.visits import Visit


def visit(**fields):
    return Visit("one", fields=fields, now=datetime(2026, 5, 2, 18, 0, tzinfo=UTC))


@pytest.mark.parametrize("told", [{"activity": "run", "minutes": "45"}, {"words": "squat 4x10 at 70 %"}])
def test_a_session_can_be_told_as_new(told):
    """Only when it is told; and the danger check then hears of it."""
    usual, new = visit(**told), visit(**told, new="yes")
    assert [session.new for session in history_of(usual).sessions] == [False]
    assert [session.new for session in history_of(new).sessions] == [True]
    assert "exercise_unaccustomed" not in observations_of(usual)
    assert observations_of(new)["exercise_unaccustomed"] == "yes"


def test_nobody_is_asked_twice_and_the_later_word_counts():
    """What the danger check heard holds until it is told otherwise, and its own answer stays what it was."""
    told = visit(activity="run", minutes="45")
    told.danger["exercise_unaccustomed"] = "yes"
    assert [session.new for session in history_of(told).sessions] == [True]
    assert read_values(told)["new"] == From("yes", "check")
    told.fields["new"] = "no"
    assert [session.new for session in history_of(told).sessions] == [False]
    assert read_values(told)["new"] == From("no", "you")
    assert observations_of(told)["exercise_unaccustomed"] == "yes"


def test_words_that_call_it_new_are_shown_and_can_be_taken_back():
    told = visit(words="squat 4x10 at 70 %, first time in months")
    assert read_values(told)["new"] == From("yes", "you")
    told.fields["new"] = "no"
    assert [session.new for session in history_of(told).sessions] == [False]
