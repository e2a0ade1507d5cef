"""The danger check as pages: the eight cards first, the other signs when the person asks for them.

It is the interview of `triage`, held by a web page instead of a terminal: the same screens, the same
rules, and an emergency answer ends it on that screen. Answers stay in memory.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass

from myotwitch.app.story import observations_of
from myotwitch.app.visits import Visit
from myotwitch.refusal import Door, Refusal
from myotwitch.triage.conditions import FALSE
from myotwitch.triage.decide import Decision, decide
from myotwitch.triage.interview import Prompt, card_answers, prompt_of
from myotwitch.triage.levels import Level
from myotwitch.triage.places import Place, place_of
from myotwitch.triage.questions import Observation, readings_of
from myotwitch.triage.read_rules import Screen, rulebook

__all__ = [
    "CHECK",
    "SIGNS",
    "WORRY",
    "Shown",
    "answer",
    "asks_more",
    "check_is_done",
    "decision",
    "here",
    "next_screen",
    "shown",
    "stops",
]

WORRY = "worry"
_LAST_CARD = "poison"


def _check_ids() -> tuple[str, ...]:
    ids = [screen.id for screen in rulebook().screens]
    return tuple(ids[: ids.index(_LAST_CARD) + 1])


CHECK = _check_ids()
"""The screens of the danger check: who it is about, and the eight cards with their follow-ups."""
SIGNS = tuple(screen.id for screen in rulebook().screens if screen.id not in CHECK and screen.id != WORRY)
"""The other screens, for those who want the whole check."""


@dataclass(frozen=True)
class Shown:
    """One screen as a page shows it: the prompt, what was answered, and where it stands.

    ticked, unsure: positions of a card's lines. nothing: the card was answered with "none of these".
    """

    prompt: Prompt
    given: Mapping[str, object]
    ticked: tuple[int, ...]
    unsure: tuple[int, ...]
    nothing: bool
    number: int
    count: int
    before: str | None


def here() -> Place:
    """Whom to call where this computer says that it is."""
    return place_of(os.environ)


def _screen(name: str) -> Screen | None:
    return next((screen for screen in rulebook().screens if screen.id == name), None)


def _applies(observation: Observation, answers: Mapping[str, object]) -> bool:
    if observation.ask_if is None or observation.stage == "gate":
        return True
    known = rulebook().observations
    readings = {name: readings_of(known[name], value) for name, value in answers.items()}
    return observation.ask_if.truth(readings) != FALSE


def _names(screen: Screen, answers: Mapping[str, object]) -> list[str]:
    return [name for name in screen.ask if _applies(rulebook().observations[name], answers)]


def _series(name: str) -> tuple[str, ...]:
    return CHECK if name in CHECK else SIGNS if name in SIGNS else (name,)


def _asked(series: tuple[str, ...], visit: Visit) -> list[str]:
    """The screens of a series that apply to what was answered so far."""
    told = observations_of(visit)
    return [
        name
        for name in series
        if (screen := _screen(name)) and (screen.kind == "words" or _names(screen, told))
    ]


def shown(name: str, visit: Visit) -> Shown | None:
    """A screen with what was answered; None when there is no such screen."""
    screen = _screen(name)
    if screen is None:
        return None
    told = observations_of(visit)
    prompt = prompt_of(screen, _names(screen, told))
    asked = _asked(_series(name), visit)
    at = asked.index(name) if name in asked else 0
    ticked, unsure = _marked(prompt, told)
    nothing = prompt.kind == "card" and name in visit.seen and not ticked and not unsure
    return Shown(prompt, told, ticked, unsure, nothing, at + 1, len(asked), asked[at - 1] if at > 0 else None)


def _marked(prompt: Prompt, told: Mapping[str, object]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Positions of a card's lines that were ticked, and that were not sure."""
    ticked, unsure = [], []
    for i, line in enumerate(prompt.lines):
        given = told.get(line.name)
        values = given if isinstance(given, list) else [given]
        if line.value in values:
            ticked.append(i)
        elif "unsure" in values:
            unsure.append(i)
    return tuple(ticked), tuple(unsure)


def next_screen(name: str, visit: Visit) -> str | None:
    """The screen after this one; None at the end of its series."""
    asked = _asked(_series(name), visit)
    after = asked[asked.index(name) + 1 :] if name in asked else []
    return after[0] if after else None


def answer(name: str, form: Mapping[str, list[str]], visit: Visit) -> None:
    """Take the answers of one screen. Raises Refusal for what is no answer."""
    page = shown(name, visit)
    if page is None:
        return
    prompt = page.prompt
    if prompt.kind == "words":
        visit.words = (form.get("text") or [""])[0][:20_000]
    elif prompt.kind == "card":
        ticked, unsure = (
            _positions(form.get(f"{name}.{kind}", []), len(prompt.lines)) for kind in ("tick", "unsure")
        )
        if "none" in form:
            ticked, unsure = [], []
        elif not ticked and not unsure and f"{name}.none" not in form:
            raise Refusal(
                "Nothing is ticked.", allowed='the lines that are true, or "none of these".', door=Door.USAGE
            )
        visit.danger.update(card_answers(prompt, ticked, unsure))
    else:
        for question in prompt.questions:
            told = _told(question, form.get(question.name, []))
            if told is None:
                visit.danger.pop(question.name, None)
            else:
                readings_of(question, told)
                visit.danger[question.name] = told
    if name not in visit.seen:
        visit.seen.append(name)


def _positions(given: list[str], count: int) -> list[int]:
    return [int(text) for text in given if text.isascii() and text.isdigit() and int(text) < count]


def _told(question: Observation, given: list[str]) -> object | None:
    """An answer as triage reads it; None when nothing was said."""
    given = [text.strip() for text in given if text.strip()]
    if not given:
        return None
    if question.type == "set":
        return [] if given == ["none"] else [text for text in given if text != "none"]
    if question.type in ("int", "number") and given[0] != "unsure":
        try:
            number = float(given[0].replace(",", "."))
        except ValueError:
            return given[0]
        return int(number) if number.is_integer() else number
    return given[0]


def check_is_done(visit: Visit) -> bool:
    """Whether the eight cards were answered."""
    return all(name in visit.seen for name in _asked(CHECK, visit))


def asks_more(visit: Visit) -> bool:
    """Whether a heavy worry asks for one question more."""
    return visit.danger.get(WORRY) in ("checking_all_day", "overwhelming") and "self_harm" not in visit.danger


def decision(visit: Visit, *, so_far: bool = False) -> Decision:
    """What to do by what was answered. so_far: the rest of the check is about to be asked."""
    asked = {name for screen in rulebook().screens if screen.id in visit.seen for name in screen.ask}
    pending = frozenset(rulebook().observations) - asked if so_far else frozenset[str]()
    return decide(observations_of(visit), visit.words or None, datetime.date.today(), pending=pending)


def stops(visit: Visit) -> Decision | None:
    """The decision when an answer so far is an emergency; None otherwise."""
    if not visit.danger and not visit.words:
        return None
    found = decision(visit, so_far=not check_is_done(visit))
    return found if found.level is Level.EMERGENCY else None
