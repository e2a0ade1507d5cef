"""Every rule: a firing case, a near miss, and proof that its loss would be seen."""

import dataclasses
import datetime

import pytest
from triage_answers import BOOK, CASES, TODAY, WELL, level

from myotwitch.triage.decide import decide
from myotwitch.triage.levels import Level

RULE_OF = {name: case.get("rule", name) for name, case in CASES.items()}
RULES = {rule.id: rule for rule in BOOK.rules}


def failures(book, *, by_level_only):
    """Names of the cases that a rulebook gets wrong."""
    wrong = []
    for name, case in CASES.items():
        fires = decide({**WELL, **case["fires"]}, None, TODAY, book=book)
        near = decide({**WELL, **case["near"]}, None, TODAY, book=book)
        levels = (fires.level.word, near.level.word) == (case["level"], case["near_level"])
        reasons = RULE_OF[name] in {f.id for f in fires.fired} and RULE_OF[name] not in {
            f.id for f in near.fired
        }
        if not levels or not (reasons or by_level_only):
            wrong.append(name)
    return wrong


def test_counts():
    counts = [sum(rule.level is lv for rule in BOOK.rules) for lv in Level]
    assert counts == [0, 10, 14, 24, 26]


def test_every_rule_has_a_case():
    assert set(RULE_OF.values()) == set(RULES)


@pytest.mark.parametrize("name", CASES)
def test_firing_case(name):
    case = CASES[name]
    decision = decide({**WELL, **case["fires"]}, None, TODAY)
    assert RULE_OF[name] in {f.id for f in decision.fired}
    assert decision.level.word == case["level"] == RULES[RULE_OF[name]].level.word
    assert decision.complete


@pytest.mark.parametrize("name", CASES)
def test_near_miss(name):
    case = CASES[name]
    decision = decide({**WELL, **case["near"]}, None, TODAY)
    assert RULE_OF[name] not in {f.id for f in decision.fired}
    assert decision.level.word == case["near_level"]
    assert decision.level < RULES[RULE_OF[name]].level


def test_well_runner():
    decision = decide(WELL, None, TODAY)
    assert decision.level is Level.SELF_CARE
    assert decision.complete
    assert not decision.fired
    assert decision.outcome.id == "C01"
    assert decision.look_again == TODAY + datetime.timedelta(days=13)


def test_losing_any_rule_is_seen():
    """The mutation run: by its level alone, except for the doubles that cases.yaml names."""
    assert failures(BOOK, by_level_only=False) == []
    doubles = {RULE_OF[name] for name, case in CASES.items() if case.get("double")}
    assert doubles == {"S19"}
    for rule in BOOK.rules:
        mutant = dataclasses.replace(BOOK, rules=tuple(r for r in BOOK.rules if r is not rule))
        assert failures(mutant, by_level_only=rule.id not in doubles), rule.id


def test_lowering_any_rule_is_seen():
    for rule in BOOK.rules:
        if rule.id == "S19":
            continue
        lower = dataclasses.replace(rule, level=Level(rule.level - 1), act=Level(rule.level - 1).word)
        mutant = dataclasses.replace(BOOK, rules=tuple(lower if r is rule else r for r in BOOK.rules))
        assert failures(mutant, by_level_only=True), rule.id


@pytest.mark.parametrize(
    "observation", [o for o in BOOK.observations.values() if o.floor is not None], ids=lambda o: o.name
)
def test_floor_of_not_sure(observation):
    assert level({**WELL, observation.name: "unsure"}) >= observation.floor
    if observation.floor_if is None and not observation.time:
        assert level({**WELL, observation.name: "unsure"}) == observation.floor


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"urine_colour": "unsure"}, "self_care"),
        ({"urine_colour": "unsure", "muscle_pain": "more_than_usual"}, "same_day"),
        ({"urine_colour": "unsure", "muscle_pain": "unsure"}, "same_day"),
        ({"bladder_bowel": "unsure"}, "within_days"),
        ({"bladder_bowel": "unsure", "back_or_neck_pain": "ordinary"}, "same_day"),
        ({"bladder_bowel": "unsure", "numbness": "persistent_patch"}, "same_day"),
        ({"bladder_bowel": "unsure", "numbness": "around_mouth_and_fingers"}, "within_days"),
        (
            {"bladder_bowel": "unsure", "weakness": "cannot_do_usual_task", "weakness_onset": "over_a_month"},
            "same_day",
        ),
        ({"self_harm": "prefer_not_to_say"}, "routine"),
    ],
)
def test_conditional_floors(answers, expected):
    assert level({**WELL, **answers}).word == expected


def test_an_alarming_yes_is_never_less_urgent_than_not_sure():
    for observation in BOOK.observations.values():
        if observation.type == "tri" and observation.floor is not None:
            ((_, worse),) = observation.worse_pairs
            assert level({**WELL, observation.name: worse}) >= level({**WELL, observation.name: "unsure"}), (
                observation.name
            )


def test_missing_is_not_no():
    for observation in BOOK.gate:
        answers = {name: value for name, value in WELL.items() if name != observation.name}
        if observation.name == "self_harm":
            answers["worry"] = "overwhelming"
        decision = decide(answers, None, TODAY)
        assert not decision.complete
        assert decision.level >= Level.ROUTINE
        assert observation.name in decision.unanswered
        assert decision.outcome is None
        assert decision.level is not Level.ROUTINE or decision.act.kind == "unfinished"


def test_gate_question_whose_condition_is_false_counts_as_answered():
    without = {name: value for name, value in WELL.items() if name != "self_harm"}
    assert decide(without, None, TODAY).complete
    assert not decide({**without, "worry": "unsure"}, None, TODAY).complete
    assert not decide({k: v for k, v in without.items() if k != "worry"}, None, TODAY).complete


def test_gate_question_without_floor_needs_an_answer():
    assert not decide({**WELL, "age_years": "unsure"}, None, TODAY).complete


def test_past_review_no_self_care():
    assert decide(WELL, None, datetime.date(2027, 11, 23)).level is Level.SELF_CARE
    late = decide(WELL, None, datetime.date(2027, 11, 24))
    assert late.level is Level.ROUTINE
    assert late.out_of_date
    assert late.act.kind == "out_of_date"
    assert decide(WELL).out_of_date


def test_no_rule_is_signed_yet_and_every_result_says_so():
    assert not any(rule.reviewed_by for rule in BOOK.rules)
    assert not decide(WELL, None, TODAY).reviewed
    signed = tuple(dataclasses.replace(r, reviewed_by="A. Clinician", reviewed_on=TODAY) for r in BOOK.rules)
    assert decide(WELL, None, TODAY, book=dataclasses.replace(BOOK, rules=signed)).reviewed


def test_two_answers_take_the_more_urgent():
    two = decide({**WELL, "urine_colour": ["normal", "cola_tea_red"]}, None, TODAY)
    assert two.level is Level.EMERGENCY
    assert any("urine_colour" in say for say in two.contradictions)


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"thyroid_symptoms": "yes", "body_temp_c": 38.5, "fever": "no"}, "S14"),
        ({"back_or_neck_pain": "severe_new", "body_temp_c": 38, "fever": "no"}, "S21"),
        ({"pregnancy": "none", "pregnancy_warning_signs": "yes"}, "E23"),
        ({"age_years": 40, "child_not_walking": "yes"}, "S18"),
        ({"twitch_sites": ["eyelid", "calf"], "matches_worked_muscles": "yes"}, "R02"),
    ],
)
def test_contradictions_take_the_more_urgent_reading(answers, rule):
    decision = decide({**WELL, **answers}, None, TODAY)
    assert rule in {f.id for f in decision.fired}
    assert decision.contradictions


def test_open_questions_come_most_important_first():
    decision = decide({}, None, TODAY)
    levels = [q.could_be for q in decision.open]
    assert levels == sorted(levels, reverse=True)
    first = BOOK.observations[decision.open[0].name]
    assert first.stage == "gate"
    assert decide({"confusion": "yes"}, None, TODAY).open == ()


def test_open_question_can_really_raise():
    """Each open question of half-finished answers has completions that raise the level, within what it claims."""
    half = {name: value for name, value in WELL.items() if BOOK.observations[name].stage == "gate"}
    decision = decide(half, None, TODAY)
    names = [q.name for q in decision.open]
    assert "medicines" in names
    assert "pregnancy_warning_signs" in names  # pregnancy is not known yet
    assert "diabetes_unwell" not in [q.name for q in decide(WELL, None, TODAY).open]
    assert level({**half, "limb_numb_pale_cold": "yes"}) is Level.EMERGENCY


def test_lithium_is_never_stopped():
    say = RULES["E19"].say
    assert "before your next dose" in say
    assert "stop" not in say.lower()


def test_under_16_alone():
    decision = decide({**WELL, "age_years": 15}, None, TODAY)
    assert any("parent" in note for note in decision.notes)
    assert (
        not decide({**WELL, "age_years": 15, "respondent": "parent_or_carer"}, None, TODAY)
        .notes[0]
        .startswith("If you are under")
    )


@pytest.mark.parametrize(
    ("acts", "first", "also"),
    [
        (
            {"urine_colour": "cola_tea_red", "confusion": "yes", "self_harm": "plan_or_intent"},
            "ambulance",
            ["crisis"],
        ),
        ({"urine_colour": "cola_tea_red"}, "emergency_department", []),
        (
            {"urine_colour": "cola_tea_red", "pregnancy": "pregnant", "pregnancy_warning_signs": "yes"},
            "maternity_unit",
            ["emergency_department"],
        ),
        ({"sudden_one_sided_signs": "unsure"}, "ambulance", []),
    ],
)
def test_actions_of_emergencies(acts, first, also):
    decision = decide({**WELL, **acts}, None, TODAY)
    assert decision.act.kind == first
    assert [act.kind for act in decision.also] == also
