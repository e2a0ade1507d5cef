"""Free words can only raise, and are shown as a question."""

import pytest
from triage_answers import BOOK, TODAY, WELL, level

from myotwitch.triage.decide import decide
from myotwitch.triage.free_text import meanings, read_text
from myotwitch.triage.levels import Level
from myotwitch.triage.words import as_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My pee looks like coke", "urine_colour"), ("tea-coloured urine", "urine_colour"), ("brown wee since sunday", "urine_colour"),
        ("I collapsed at the gym", "blackout_or_seizure"), ("she blacked out", "blackout_or_seizure"),
        ("I can’t breathe", "breathlessness"), ("cant breathe", "breathlessness"), ("pain in my chest", "chest_pain"),
        ("My speech was slurred.", "speech"), ("face drooped for a minute", "sudden_one_sided_signs"),
        ("I can't feel my legs", "numbness"), ("I wet myself", "bladder_bowel"), ("I can't pee", "bladder_bowel"),
        ("I don't want to be here", "self_harm"), ("took an overdose", "poison_or_bite"), ("CHEST IS TIGHT", "chest_pain"),
    ],
)  # fmt: skip
def test_words_that_raise(text, name):
    finds = [f for f in read_text(text) if f.counted]
    assert name in {n for f in finds for n, _ in f.means}
    decision = decide(WELL, text, TODAY)
    assert decision.level > Level.SELF_CARE
    assert decision.level >= Level.SAME_DAY
    assert "Did you mean" in as_text(decision)


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain",
        "I had no chest pain or fainting",
        "never fainted",
        "without chest pain",
        "didn't collapse",
        "no dark pee",
    ],
)
def test_clear_negation_does_not_raise_but_is_shown(text):
    assert level(WELL, text) is Level.SELF_CARE
    finds = read_text(text)
    assert finds
    assert all(f.read_as == "no" for f in finds)


@pytest.mark.parametrize(
    "text",
    [
        "never had chest pain before", "not only chest pain", "no headache, chest pain today", "no improvement in my chest pain",
        "not sure if I fainted", "I no longer feel my feet. I collapsed", "not without chest pain", "no. chest pain",
        "no fever and chest pain", "haven't stopped having chest pain", "no chest pain yesterday. chest pain today",
    ],
)  # fmt: skip
def test_doubtful_negation_raises(text):
    assert level(WELL, text) > Level.SELF_CARE


@pytest.mark.parametrize(
    "text",
    [
        "chest day, heavy sets", "twitches in my chest after bench", "a faint flicker in my calf", "I can't stand the twitching",
        "need to pee after coffee", "confused about electrolytes", "breast stroke for an hour", "my calf twitches after a 10 km run",
        "it flutters in my thigh", "tetanus shot last week",
    ],
)  # fmt: skip
def test_everyday_words_are_no_alarm(text):
    assert level(WELL, text) is Level.SELF_CARE


def test_text_never_completes_the_danger_check():
    answers = {name: value for name, value in WELL.items() if name != "urine_colour"}
    decision = decide(answers, "dark pee", TODAY)
    assert decision.unanswered == ("urine_colour",)
    assert decision.level >= Level.ROUTINE


def test_text_stands_beside_an_answer():
    decision = decide({**WELL, "urine_colour": "normal"}, "my pee is brown", TODAY)
    assert decision.level is Level.EMERGENCY


def test_word_list_names_real_answers():
    for means in meanings():
        for name, value in means.items():
            observation = BOOK.observations[name]
            assert value == "unsure" or value in observation.values
            assert value == "unsure" or value != observation.reassuring


def test_long_and_strange_text_is_read_quickly():
    assert read_text("no " * 5000 + "\x00\ud7ff chest pain" + "😀" * 1000)
    assert read_text("") == ()
    assert read_text(None) == ()
