"""A step that does not suit a told condition or medicine is left out, and nothing else is."""

import dataclasses
import json

import pytest

from myotwitch.history.session import Session, Work
from myotwitch.history.timeline import History
from myotwitch.person import Person
from myotwitch.report.answer_page import as_json
from myotwitch.report.forbidden import FORBIDDEN, fitting, health_in, health_told
from myotwitch.triage.read_rules import rulebook
from myotwitch.why.answer import explain
from myotwitch.why.what_if import WHAT_IFS
from reading_grade import grade


@pytest.fixture(scope="module")
def run():
    return History(
        Person(), sessions=Session((Work(1800.0, "running", speed_m_per_s=2.8),)), where="left calf"
    )


@pytest.fixture(scope="module")
def why(run):
    return explain(run, draws=8, hours=50.0)


def ids(answer):
    return {action.what_if.id for action in answer.actions}


def test_nothing_told_leaves_all(why):
    assert fitting(why, ()) is why
    assert fitting(why, {"anxiety_disorder"}) is why


def test_weak_kidneys_get_no_salts_and_are_told_so(why):
    less = fitting(why, {"kidney_disease"})
    assert ids(why) - ids(less) == {"water", "sodium_drink", "eat", "magnesium"} & ids(why)
    said = json.loads(as_json(less, None))["doubts"][0]
    assert "a magnesium pill" in said
    assert said.endswith("Ask the people who treat you.")
    assert less.shares is why.shares
    assert grade(said) <= 9  # a list of steps in one sentence


def test_every_word_is_one_of_the_danger_check():
    known = {word for name in ("conditions", "medicines") for word in rulebook().observations[name].values}
    assert set().union(*FORBIDDEN.values()) <= known
    assert set(FORBIDDEN) <= {item.id for item in WHAT_IFS}


def test_health_is_read_wherever_it_was_told(run, tmp_path):
    person = dataclasses.replace(run.person, conditions=("Kidney disease",))
    table = {"observations": {"medicines": ["lithium"]}}
    told = dataclasses.replace(run, person=person, extra={"triage": table})
    answers = tmp_path / "answers.yaml"
    answers.write_text("observations: {conditions: [diabetes]}\n")
    assert health_told(told, answers) == {"kidney_disease", "lithium", "diabetes"}
    assert health_in({"conditions": "unsure"}) == {"unsure"}
