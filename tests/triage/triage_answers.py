"""Answers for the tests of triage: a well runner, random people near every threshold."""

import datetime
import random
from pathlib import Path

import yaml

from myotwitch.triage.decide import decide
from myotwitch.triage.read_rules import rulebook

TODAY = datetime.date(2026, 11, 25)
FILE = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
WELL = FILE["well"]
CASES = FILE["cases"]
BOOK = rulebook()
NUMBERS = {
    "age_years": (0, 9, 12, 13, 15, 16, 17, 18, 34, 44, 45, 46, 80, 120),
    "days_since_onset": (0, 1, 2, 3, 6, 7, 13, 14, 15, 60, 89, 90, 91, 4000),
    "hours_since_exercise": (0, 1, 5, 23.9, 24, 24.1, 72, 73, 500),
    "body_temp_c": (36, 37, 37.9, 38, 39.9, 40, 41),
}


def level(observations, text=None, **more):
    return decide(observations, text, TODAY, **more).level


def random_value(observation, rng):
    if observation.type in ("int", "number"):
        return rng.choice(NUMBERS[observation.name])
    if observation.type == "set":
        size = rng.choice((0, 1, 1, 2, 3))
        return rng.sample(observation.values, min(size, len(observation.values)))
    return rng.choice(observation.values)


def random_answers(rng):
    """Mostly a well runner, or a case that stands on an edge of a rule; then some answers changed, dropped or unsure.

    Every answer changed is one more thing wrong, so that most people stay below emergency and steps can show.
    """
    answers = dict(WELL)
    if rng.random() < 0.7:
        case = CASES[rng.choice(list(CASES))]
        answers.update(case["near"] if rng.random() < 0.7 else case["fires"])
    calm = [o for o in BOOK.observations.values() if o.floor is None or o.floor < 3]
    for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
        observation = rng.choice(calm if rng.random() < 0.7 else list(BOOK.observations.values()))
        roll = rng.random()
        if roll < 0.6:
            answers[observation.name] = random_value(observation, rng)
        elif roll < 0.8:
            answers[observation.name] = "unsure"
        else:
            answers.pop(observation.name, None)
    return answers


def seeded(number):
    return random.Random(number)
