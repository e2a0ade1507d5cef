"""The words: short, plain, kind, and never a diagnosis."""

import datetime
import itertools
import re

import pytest
from triage_answers import BOOK, CASES, TODAY, WELL

from myotwitch.triage import levels
from myotwitch.triage.decide import decide
from myotwitch.triage.free_text import read_text
from myotwitch.triage.interview import prompt_of
from myotwitch.triage.levels import ACTS, danger_line
from myotwitch.triage.places import place_of
from myotwitch.triage.terminal import INTRODUCTION
from myotwitch.triage.words import PURPOSE, REPEAT_NOTE, as_text, danger_page
from reading_grade import grade, sentences, syllables, words

HARD = [
    "fasciculation",
    "fasciculations",
    "palpitation",
    "palpitations",
    "seizure",
    "seizures",
    "urine",
    "bladder",
    "bowel",
    "dyspnoea",
    "breathlessness",
    "dysphagia",
    "syncope",
    "oedema",
    "vertigo",
    "nausea",
    "acute",
    "chronic",
    "symptom",
    "symptoms",
    "neurological",
    "neuromuscular",
    "toxin",
    "toxidrome",
    "postpartum",
    "respiratory",
    "cardiac",
    "renal",
    "hepatic",
    "electrolyte",
    "electrolytes",
    "rhabdomyolysis",
    "hyponatraemia",
    "hypokalaemia",
    "tetany",
    "paresis",
    "myoclonus",
    "myokymia",
    "radiculopathy",
    "sensory",
    "motor",
    "bilateral",
    "unilateral",
    "proximal",
    "distal",
    "onset",
    "severe",
    "persistent",
    "irregular",
    "intermittent",
    "diagnosis",
    "prognosis",
    "clinician",
    "clinical",
    "physician",
    "oral",
    "dosage",
    "administer",
    "prescribed-medication",
    "immunosuppressed",
    "malabsorption",
    "vomiting",
    "diarrhoea",
    "abdomen",
    "abdominal",
    "limb-girdle",
    "atrophy",
    "wasting",
    "spasticity",
    "rigidity",
    "cramping-disorder",
    "exertion",
    "exertional",
]
# Long words that stay: everyone knows them, or they are the name of a thing that the person was told.
KNOWN = {
    "emergency",
    "diabetes",
    "epilepsy",
    "anxiety",
    "potassium",
    "calcium",
    "ambulance",
    "maternity",
    "temperature",
}
KNOWN |= {"magnesium", "cholesterol", "ibuprofen"}


def plain(text):
    """The text without names in brackets (they are on the packet) and without the list of sources."""
    text = re.sub(r"\n(Rules:|These rules are not).*", "", text, flags=re.DOTALL)
    return re.sub(r"\([^)]*\)", "", text)


def screen_text(screen):
    prompt = prompt_of(screen, screen.ask)
    lines = [line.text for line in prompt.lines]
    for question in [] if prompt.lines else prompt.questions:
        lines += [question.ask, *(question.words.values() if question.type != "tri" else ())]
    return plain(". ".join([screen.title, *lines]) + ".")


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("muscle", 2), ("ambulance", 3), ("emergency", 4), ("twitches", 2), ("looked", 1), ("started", 2), ("people", 2),
     ("table", 2), ("come", 1), ("breathing", 2), ("medicine", 3), ("trying", 2), ("being", 2), ("changes", 2), ("calcium", 3),
     ("area", 3), ("numb", 1), ("exercise", 3), ("headache", 2), ("sites", 1), ("potassium", 4), ("worst-ever", 3), ("idea", 3)],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_grade_of_known_texts():
    assert sentences("One. Two! Three?") == ["One", " Two", " Three"]
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    hard = "Exertional rhabdomyolysis necessitates immediate evaluation of creatine kinase concentration and renal function."
    assert grade(hard) > 16


@pytest.mark.parametrize("screen", [s for s in BOOK.screens if s.ask], ids=lambda s: s.id)
def test_screens_read_at_grade_six(screen):
    assert grade(screen_text(screen)) <= 6


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", ["fires", "near"])
def test_result_pages_read_at_grade_six(name, kind):
    page = as_text(decide({**WELL, **CASES[name][kind]}, None, TODAY), place_of({"LANG": "en_GB.UTF-8"}))
    assert grade(plain(page)) <= 6


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda r: r.id)
def test_each_rule_reads_at_grade_six_with_its_action(rule):
    act = ACTS[rule.act]
    assert grade(f"{act.title}. {act.text} {rule.say}") <= 6
    assert grade(rule.say) <= 8


def test_other_pages_read_at_grade_six():
    for text in (
        INTRODUCTION,
        REPEAT_NOTE,
        danger_page(),
        as_text(decide({}, None, TODAY)),
        as_text(decide(WELL)),
    ):
        assert grade(plain(text)) <= 6, text
    for outcome in BOOK.outcomes:
        assert grade(f"{outcome.say} {' '.join(BOOK.self_care_steps)}") <= 6


def all_texts():
    for observation in BOOK.observations.values():
        yield from (observation.ask, observation.line, observation.why, *observation.words.values())
    for rule in BOOK.rules:
        yield rule.say
    for act in ACTS.values():
        yield from (act.title, act.text)
    for outcome in BOOK.outcomes:
        yield outcome.say
    for contradiction in BOOK.contradictions:
        yield contradiction.say
    yield from (
        *BOOK.self_care_steps,
        *levels.DANGER_SHORT,
        danger_page(),
        danger_line(),
        INTRODUCTION,
        PURPOSE,
        REPEAT_NOTE,
    )
    for find in itertools.chain.from_iterable(
        read_text(w) for w in ("my pee is brown", "chest pain", "collapsed")
    ):
        yield find.asks
    for language in ("en_GB", "en_US", "de_DE", "C"):
        place = place_of({"LANG": language})
        yield from (place.emergency_line, place.crisis_sentence, place.same_day_line)


@pytest.mark.parametrize("observation", BOOK.observations.values(), ids=lambda o: o.name)
def test_no_question_needs_a_medical_term(observation):
    text = plain(" ".join([observation.ask, observation.line, observation.why, *observation.words.values()]))
    found = {w.lower() for w in words(text)}
    assert not found & set(HARD)
    assert {w for w in found if syllables(w) > 3} <= KNOWN


def test_never_a_diagnosis_never_stop_a_medicine_never_all_clear():
    for text in all_texts():
        low = text.lower()
        assert not re.search(r"(?<!do )\byou (do not |don't )?have (?!had\b|not looked\b)", low), text
        assert not re.search(
            r"\bstop (taking|your|the (medicine|pill|tablet|statin|lithium))|come off\b", low
        ), text
        assert not re.search(
            r"rules? out|no need to see|you are fine|clinically|diagnos|nothing to worry", low
        ), text
        assert not re.search(r"\b(als|mnd|motor neuron|lou gehrig|parkinson|multiple sclerosis)", low), text


def test_every_page_says_who_has_not_reviewed_it_and_what_it_is():
    for answers in ({}, WELL, {"confusion": "yes"}):
        page = " ".join(as_text(decide(answers, None, TODAY)).split())
        assert "not reviewed by a clinician" in page
        assert "Not a medical device" in page


def test_emergency_page_shows_the_action_alone():
    answers = {
        **WELL,
        "urine_colour": "cola_tea_red",
        "cramps": "severe_widespread",
        "worry": "checking_all_day",
    }
    page = as_text(decide(answers, None, TODAY))
    assert page.startswith("GO TO THE EMERGENCY ROOM NOW")
    for word in (
        "What would change",
        "Look again",
        "What helps",
        "Still open",
        "checking_all_day",
        "S24",
        "R07",
    ):
        assert word not in page


def test_self_care_page_has_a_date_and_the_danger_list():
    page = as_text(decide(WELL, None, TODAY))
    assert "Look again on 8 December 2026" in page
    for line in levels.DANGER_SHORT:
        assert line in " ".join(page.split())


def test_danger_line_is_fixed_and_names_the_signs():
    line = danger_line()
    assert line == danger_line()
    assert line.startswith("See someone today if")
    for word in (
        "blackout",
        "cola or tea",
        "between the legs",
        "calf",
        "lithium",
        "chest",
        "12 hours",
        "harm",
    ):
        assert word in line
    assert "Call an ambulance" in line


@pytest.mark.parametrize(
    ("environment", "number"),
    [({"LANG": "en_GB.UTF-8"}, "999"), ({"LANG": "en_US.UTF-8"}, "911"), ({"LC_ALL": "de_DE", "LANG": "en_US"}, "112"),
     ({"LANG": "en_AU"}, "000")],
)  # fmt: skip
def test_emergency_number_by_locale(environment, number):
    place = place_of(environment)
    assert number in place.emergency_line
    assert place.country in place.emergency_line
    assert number in as_text(decide({"confusion": "yes"}, None, TODAY), place)


@pytest.mark.parametrize(
    "environment", [{}, {"LANG": "C.UTF-8"}, {"LANG": "POSIX"}, {"LANG": "en"}, {"LANG": "xx_QQ"}]
)
def test_unknown_place_is_neutral(environment):
    place = place_of(environment)
    assert place.emergency_line == "Call your local emergency number."
    assert not re.search(r"\d", place.emergency_line + place.crisis_sentence)


def test_look_again_is_never_in_the_past():
    for days in (0, 1, 13, 14, 400):
        for age in (15, 40):
            decision = decide({**WELL, "days_since_onset": days, "age_years": age}, None, TODAY)
            assert decision.look_again > TODAY
            assert decision.look_again <= TODAY + datetime.timedelta(days=14 if age == 40 else 7)
