"""The interview: the danger check as eight cards first, then only the branches that apply.

Written against two functions, so that a terminal, a web page or a test can hold it: `ask` gets a prompt
and returns answers by name (and `text` for free words); `say` gets the page with the result. An emergency
answer ends it on that screen. Answers live in memory only; stopping halfway leaves nothing behind.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from myotwitch.triage.conditions import FALSE
from myotwitch.triage.decide import Decision, decide
from myotwitch.triage.levels import Level
from myotwitch.triage.places import NOWHERE, Place
from myotwitch.triage.questions import Observation, readings_of
from myotwitch.triage.read_rules import Screen, rulebook
from myotwitch.triage.words import as_text

__all__ = ["Ask", "Line", "Prompt", "Say", "card_answers", "interview"]


@dataclass(frozen=True)
class Line:
    """One sign on a card."""

    name: str
    value: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """One screen: a card of `lines` to tick, a page of `questions`, or a box for free words."""

    id: str
    kind: str
    title: str
    questions: tuple[Observation, ...]
    lines: tuple[Line, ...]


Ask = Callable[[Prompt], Mapping[str, object]]
Say = Callable[[str], object]


def _lines(observation: Observation) -> tuple[Line, ...]:
    if observation.type == "tri":
        return (Line(observation.name, "yes", observation.line or observation.ask),)
    return tuple(Line(observation.name, value, words) for value, words in list(observation.words.items())[1:])


def prompt_of(screen: Screen, names: Collection[str]) -> Prompt:
    """The screen with the questions that apply."""
    questions = tuple(rulebook().observations[name] for name in screen.ask if name in names)
    lines = (
        tuple(line for question in questions for line in _lines(question)) if screen.kind == "card" else ()
    )
    return Prompt(screen.id, screen.kind, screen.title, questions, lines)


def card_answers(prompt: Prompt, ticked: Collection[int], unsure: Collection[int]) -> dict[str, object]:
    """Answers of a card: ticked lines count, unsure lines count as unsure, the rest is "none of these".

    `ticked` and `unsure` are positions in `prompt.lines`. Two ticked lines of one question are both kept.
    """
    answers: dict[str, object] = {}
    for question in prompt.questions:
        mine = [i for i, line in enumerate(prompt.lines) if line.name == question.name]
        found = [prompt.lines[i].value for i in mine if i in ticked]
        if any(i in unsure for i in mine):
            found.append("unsure")
        answers[question.name] = found or question.reassuring
    return answers


def _applies(observation: Observation, answers: Mapping[str, object]) -> bool:
    if observation.ask_if is None or observation.stage == "gate":
        return True
    known = rulebook().observations
    readings = {name: readings_of(known[name], value) for name, value in answers.items()}
    return observation.ask_if.truth(readings) != FALSE


def interview(ask: Ask, say: Say, today: datetime.date, place: Place = NOWHERE) -> Decision:
    """Ask, stop at an emergency, and say what to do. Returns the decision.

    Raises Refusal when `ask` returns what is no answer to a question.
    """
    book = rulebook()
    answers: dict[str, object] = {}
    text: str | None = None
    for number, screen in enumerate(book.screens):
        names = [name for name in screen.ask if _applies(book.observations[name], answers)]
        if not names and screen.kind != "words":
            continue
        reply = dict(ask(prompt_of(screen, names)))
        said = reply.pop("text", None)
        text = str(said) if said else text
        answers.update({name: value for name, value in reply.items() if name in names})
        later = frozenset(name for screen in book.screens[number + 1 :] for name in screen.ask)
        decision = decide(answers, text, today, pending=later)
        if decision.level is Level.EMERGENCY:
            break
    else:
        decision = decide(answers, text, today)
    say(as_text(decision, place))
    return decision
