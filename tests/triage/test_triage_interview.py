"""The interview: eight cards, few screens, and an end at an emergency."""

import pytest
from triage_answers import BOOK, CASES, TODAY, WELL, random_answers, seeded

from myotwitch.triage.decide import decide
from myotwitch.triage.door import run_interactive
from myotwitch.triage.interview import card_answers, interview, prompt_of
from myotwitch.triage.levels import Level


class Person:
    """Answers every prompt from a table, and counts."""

    def __init__(self, answers, text=""):
        self.answers, self.text = answers, text
        self.seen, self.pages = [], []

    def ask(self, prompt):
        self.seen.append(prompt)
        if prompt.kind == "words":
            return {"text": self.text}
        if prompt.kind == "card":
            given = {q.name: self.answers.get(q.name, q.reassuring) for q in prompt.questions}
            ticked = {i for i, line in enumerate(prompt.lines) if given[line.name] == line.value}
            unsure = {i for i, line in enumerate(prompt.lines) if given[line.name] == "unsure"}
            return card_answers(prompt, ticked, unsure)
        return {q.name: self.answers.get(q.name, "unsure") for q in prompt.questions}

    def hold(self):
        return interview(self.ask, self.pages.append, TODAY)


def test_well_runner_ends_at_home():
    person = Person(WELL)
    decision = person.hold()
    assert decision.level is Level.SELF_CARE
    assert decision.complete
    assert len(person.seen) <= 23
    assert len(person.pages) == 1


def test_gate_is_eight_cards_before_all_else():
    person = Person(WELL)
    person.hold()
    assert [p.kind for p in person.seen[:9]] == ["page", *["card"] * 8]
    gate = {q.name for p in person.seen[:9] for q in p.questions}
    assert gate == {o.name for o in BOOK.gate} - {"self_harm"}
    assert "self_harm" in {q.name for q in person.seen[-1].questions}
    assert all("of 8" in p.title for p in person.seen[1:9])


def test_at_most_25_screens_with_every_branch_open():
    assert len(BOOK.screens) <= 25
    rng = seeded(11)
    most = 0
    for _ in range(300):
        person = Person(random_answers(rng))
        person.hold()
        most = max(most, len(person.seen))
    assert 20 <= most <= 25


@pytest.mark.parametrize(
    ("answers", "screen"),
    [({"confusion": "yes"}, "head"), ({"speech": "sudden_change"}, "sudden"), ({"sudden_one_sided_signs": "unsure"}, "sudden"),
     ({"chest_pain": "tight_heavy_spreading"}, "heart"), ({"breathlessness": "at_rest_or_lying_flat"}, "breath"),
     ({"urine_colour": "cola_tea_red"}, "pee"), ({"bladder_bowel": "new_loss_or_cannot_go"}, "feeling"),
     ({"poison_or_bite": "yes"}, "poison"),
     ({"weakness": "cannot_stand_or_lift_limb", "weakness_onset": "days_to_4_weeks"}, "strength_more"),
     ({"self_harm": "plan_or_intent"}, "worry")],
)  # fmt: skip
def test_an_emergency_ends_on_its_screen(answers, screen):
    person = Person({**WELL, **answers})
    decision = person.hold()
    assert decision.level is Level.EMERGENCY
    assert person.seen[-1].id == screen
    assert len(person.pages) == 1
    assert person.pages[0].startswith(decision.act.title.upper())


def test_time_is_asked_before_an_unknown_time_counts():
    """Weak for over a month: asked when, not sent by ambulance before the question."""
    slow = {
        "weakness": "cannot_stand_or_lift_limb",
        "weakness_onset": "over_a_month",
        "weakness_pattern": "one_limb",
        "weakness_trend": "same",
    }
    decision = Person({**WELL, **slow}).hold()
    assert decision.level is Level.WITHIN_DAYS
    late = {
        "fluid_intake": "much_more_than_thirst",
        "nausea_headache_puffy": "yes",
        "hours_since_exercise": 30,
    }
    assert Person({**WELL, **late}).hold().level is Level.SAME_DAY


@pytest.mark.parametrize("name", CASES)
def test_interview_agrees_with_the_file(name):
    """Every case that the interview can ask: at least as urgent as the same answers in a file."""
    answers = {**WELL, **CASES[name]["fires"]}
    person = Person(answers)
    decision = person.hold()
    asked = {q.name for p in person.seen for q in p.questions}
    if set(CASES[name]["fires"]) <= asked or decision.level is Level.EMERGENCY:
        assert decision.level >= decide(answers, None, TODAY).level


def test_only_branches_that_apply():
    asked = set()
    person = Person(WELL)
    person.hold()
    asked = {q.name for p in person.seen for q in p.questions}
    assert not asked & {
        "weakness_onset",
        "pregnancy_warning_signs",
        "diabetes_unwell",
        "child_not_walking",
        "heat_not_better_30min",
    }
    child = Person({**WELL, "age_years": 10, "respondent": "parent_or_carer"})
    child.hold()
    assert "child_not_walking" in {q.name for p in child.seen for q in p.questions}


def test_own_words_count_at_the_end():
    person = Person(WELL, "and my pee is brown")
    assert person.hold().level is Level.EMERGENCY
    assert person.seen[-1].id == "words"


def test_two_ticks_of_one_question_are_both_kept():
    heart = next(s for s in BOOK.screens if s.id == "heart")
    prompt = prompt_of(heart, heart.ask)
    values = [(line.name, line.value) for line in prompt.lines]
    both = {
        values.index(("chest_pain", "sore_to_touch_or_move")),
        values.index(("chest_pain", "tight_heavy_spreading")),
    }
    assert card_answers(prompt, both, ())["chest_pain"] == ["sore_to_touch_or_move", "tight_heavy_spreading"]
    assert card_answers(prompt, (), {values.index(("dizzy_or_faint", "yes"))})["dizzy_or_faint"] == ["unsure"]


# ------------------------------------------------------------------ in a terminal
def typed(lines):
    """A `read` that types the given lines, then ends the input."""
    left = iter(lines)

    def read(question):
        written.append(question)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    written = []
    return read, written


def test_terminal_stops_at_an_emergency_with_the_number():
    read, written = typed(["1", "34", "n", "w", "99", "", "2?", "n", "2"])
    decision = run_interactive(TODAY, read, written.append, {"LANG": "en_GB.UTF-8"})
    page = "".join(map(str, written))
    assert decision.level is Level.EMERGENCY
    assert "That was not one of" in page
    assert "Minutes count" in page
    assert "999" in page
    assert "CALL AN AMBULANCE NOW" in page


def test_terminal_refuses_bad_numbers_and_asks_again():
    read, written = typed(["7", "1", "200", "-3", "abc", "34", "1"])
    assert run_interactive(TODAY, read, written.append, {}).level is Level.EMERGENCY
    page = "".join(map(str, written))
    assert page.count("0 to 120 years") == 2
    assert "Please type" in page


def test_leaving_halfway_stores_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    read, written = typed(["1", "34", "n", "n"])
    with pytest.raises(EOFError):
        run_interactive(TODAY, read, written.append, {})
    assert list(tmp_path.rglob("*")) == []


def test_terminal_from_start_to_end():
    """A well runner types her way through."""
    lines = ["1", "34", *["n"] * 5, "1 4", "n", "n"]  # who, age, cards 1-5, sore and tired, cards 7 and 8
    lines += ["n"]  # moves
    lines += ["15", "1", "1", "1,5", "y", "y", "y", "2", "5", "y", "n", "1", "n", "n", "n", "n", "n"]
    lines += ["1", "n", "n", "n", "n", "n", "", "2", "1"]
    read, written = typed(lines)
    decision = run_interactive(TODAY, read, written.append, {})
    assert decision.complete
    assert decision.level is Level.SELF_CARE, [f.id for f in decision.fired]
