"""What a person typed becomes a history and answers of the danger check."""

from datetime import UTC, datetime

import pytest

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


def test_an_answer_of_the_danger_check_is_not_overwritten():
    told = visit(activity="run", minutes="45", new="yes")
    told.danger["exercise_unaccustomed"] = "no"
    assert observations_of(told)["exercise_unaccustomed"] == "no"
