"""Decides how soon someone should be seen: the most urgent of all true rules and unsure floors.

Pure and deterministic: the same answers, text, rules and date give the same decision. Answers that it
does not know (a history, a simulation's output) are not read. Nothing lowers a level. A well filled-in
questionnaire is assumed; the tool cannot examine anyone, and no clinician has signed the rules yet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from myotwitch.triage.conditions import FALSE, MISSING, PENDING, TRUE, UNKNOWN, UNSURE, Readings, Silence
from myotwitch.triage.free_text import Meant, read_text
from myotwitch.triage.levels import ACTS, Act, Level
from myotwitch.triage.questions import Observation, readings_of
from myotwitch.triage.read_rules import Contradiction, Outcome, Rule, Rulebook, rulebook

__all__ = ["Decision", "Fired", "OpenQuestion", "decide", "extra_questions"]

_NOT_ASKED = (MISSING,)
_POLICY = "policy of this project"


@dataclass(frozen=True)
class Fired:
    """One reason for the level. `because` names the answers; `unknown` those that counted as not known."""

    id: str
    level: Level
    act: str
    say: str
    source: str
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenQuestion:
    """A question whose answer could still raise the level, up to `could_be`."""

    name: str
    ask: str
    could_be: Level


@dataclass(frozen=True)
class Decision:
    """What to do and by when, and everything that led there.

    `explanation` says what a simulation may be shown beside it: "hidden" (emergency: the action alone),
    "folded" (same day: under "possible background, does not change the advice") or "open".
    """

    level: Level
    complete: bool
    act: Act
    also: tuple[Act, ...]
    fired: tuple[Fired, ...]
    open: tuple[OpenQuestion, ...]
    unanswered: tuple[str, ...]
    contradictions: tuple[str, ...]
    did_you_mean: tuple[Meant, ...]
    notes: tuple[str, ...]
    outcome: Outcome | None
    steps: tuple[str, ...]
    look_again: datetime.date | None
    reviewed: bool
    review_by: datetime.date
    out_of_date: bool
    rules_fingerprint: str

    @property
    def explanation(self) -> str:
        """Whether an explanation may be shown: "hidden", "folded" or "open"."""
        return {Level.EMERGENCY: "hidden", Level.SAME_DAY: "folded"}.get(self.level, "open")


def _known_readings(book: Rulebook, observations: Mapping[str, object]) -> dict[str, tuple[Any, ...]]:
    return {
        name: readings_of(observation, observations[name])
        for name, observation in book.observations.items()
        if name in observations
    }


def _add(readings: dict[str, tuple[Any, ...]], observation: Observation, value: object) -> None:
    """Put one more reading beside those that are there."""
    there = readings.get(observation.name, _NOT_ASKED)
    readings[observation.name] = tuple(dict.fromkeys((*there, *readings_of(observation, value))))


def _contradictions(book: Rulebook, readings: dict[str, tuple[Any, ...]]) -> list[Contradiction]:
    found = []
    for contradiction in book.contradictions:
        if contradiction.when.truth(readings) == TRUE:
            found.append(contradiction)
            for name, value in contradiction.adds.items():
                _add(readings, book.observations[name], value)
    return found


def _asked(observation: Observation, readings: Readings) -> bool:
    return observation.ask_if is None or observation.ask_if.truth(readings) != FALSE


def _floor(observation: Observation, readings: Readings) -> Level | None:
    """What an unsure answer to this question costs; None when no answer is unsure."""
    given = readings.get(observation.name, _NOT_ASKED)
    if observation.floor is None or (UNSURE not in given and observation.takes_floor.isdisjoint(given)):
        return None
    if observation.floor_if is not None and observation.floor_if[1].truth(readings) != FALSE:
        return max(observation.floor, observation.floor_if[0])
    return observation.floor


def _unanswered(book: Rulebook, answered: Readings, readings: Readings) -> tuple[str, ...]:
    """Gate questions that are still open. Text never answers one; an unsure answer needs a floor."""
    lacking = []
    for observation in book.gate:
        given = answered.get(observation.name, _NOT_ASKED)
        silent = all(
            reading is MISSING or (reading is UNSURE and observation.floor is None) for reading in given
        )
        if silent and _asked(observation, readings):
            lacking.append(observation.name)
    return tuple(lacking)


def _fired_rules(book: Rulebook, readings: Readings) -> list[tuple[Rule, Fired]]:
    found = []
    for rule in book.rules:
        if rule.when.truth(readings) == TRUE:
            names = dict.fromkeys(rule.when.supporting(readings))
            because = tuple(dict.fromkeys(name for name, _ in names))
            unknown = tuple(dict.fromkeys(name for name, silent in names if silent))
            found.append(
                (rule, Fired(rule.id, rule.level, rule.act, rule.say, rule.source, because, unknown))
            )
    return found


def _floor_words(observation: Observation, answered: Readings) -> str:
    given = answered.get(observation.name, ())
    if "yes" in given:
        return "You said yes to this."
    if any(isinstance(reading, Silence) or reading in observation.takes_floor for reading in given):
        return "Not sure is not the same as no."
    return "Your own words may mean this."


def _fired_floors(book: Rulebook, answered: Readings, readings: Readings) -> list[Fired]:
    found = []
    for observation in book.observations.values():
        level = _floor(observation, readings)
        if level is not None and level is not Level.SELF_CARE:
            say = f"{_floor_words(observation, answered)} The question was: {observation.ask}"
            act = "ambulance" if level is Level.EMERGENCY else level.word
            found.append(Fired(f"U01.{observation.name}", level, act, say, _POLICY, (observation.name,)))
    return found


def _open_questions(book: Rulebook, readings: Readings, level: Level) -> tuple[OpenQuestion, ...]:
    """Questions that could still raise the level: highest first, then the gate, then those nearest to it."""
    best: dict[str, tuple[int, int]] = {}
    for rule in book.rules:
        if rule.level > level and rule.when.truth(readings) == UNKNOWN:
            names = list(dict.fromkeys(rule.when.open_names(readings)))
            for name in names:
                best[name] = min(best.get(name, (0, 0)), (-rule.level, len(names)))
    order = {name: i for i, name in enumerate(book.observations)}
    asked = [n for n in best if _asked(book.observations[n], readings)]

    def importance(name: str) -> tuple[int, bool, bool, int, int]:
        silent = readings.get(name, _NOT_ASKED) == _NOT_ASKED
        return best[name][0], book.observations[name].stage != "gate", not silent, best[name][1], order[name]

    return tuple(
        OpenQuestion(name, book.observations[name].ask, Level(-best[name][0]))
        for name in sorted(asked, key=importance)
    )


def _action(
    level: Level, fired: list[Fired], *, complete: bool, out_of_date: bool
) -> tuple[Act, tuple[Act, ...]]:
    if level is Level.EMERGENCY:
        kinds = [f.act for f in fired if f.level is level]
        first, *others = [act for kind, act in ACTS.items() if kind in kinds]
        return first, tuple(act for act in others if first.kind != "ambulance" or act.kind == "crisis")
    if level is Level.ROUTINE and not complete:
        return ACTS["unfinished"], ()
    if level is Level.ROUTINE and out_of_date and {f.id for f in fired if f.level is level} == {"U03"}:
        return ACTS["out_of_date"], ()
    return ACTS[level.word], ()


def _policy(rule: str, say: str, because: Iterable[str] = ()) -> Fired:
    return Fired(rule, Level.ROUTINE, "routine", say, _POLICY, tuple(because))


def _clashes(answered: Readings, found: list[Contradiction]) -> tuple[str, ...]:
    says = [c.say for c in found if c.say]
    doubles = [
        name for name, given in answered.items() if len([r for r in given if not isinstance(r, Silence)]) > 1
    ]
    if doubles:
        says.append(
            f"There are two answers to: {', '.join(doubles)}. We used the more urgent one. Please check."
        )
    return tuple(says)


def _notes(readings: Readings) -> tuple[str, ...]:
    notes = []
    ages = [age for age in readings.get("age_years", ()) if isinstance(age, float)]
    if ages and min(ages) < 16 and "self" in readings.get("respondent", ()):
        notes.append("If you are under 16, please show this to a parent or carer now.")
    if "parent_or_carer" in readings.get("respondent", ()) or "other" in readings.get("respondent", ()):
        notes.append("Where it says you, it means the person who twitches.")
    return tuple(notes)


def _look_again(readings: Readings, today: datetime.date) -> datetime.date:
    """Fourteen days from the onset, seven under 18; from today when that has passed."""
    ages = [age for age in readings.get("age_years", ()) if isinstance(age, float)]
    span = 7 if not ages or min(ages) < 18 else 14
    days = [d for d in readings.get("days_since_onset", ()) if isinstance(d, float)]
    left = span - int(max(days)) if days and max(days) < span else span
    return today + datetime.timedelta(days=max(1, left))


def decide(
    observations: Mapping[str, object],
    text: str | None = None,
    today: datetime.date | None = None,
    *,
    pending: frozenset[str] = frozenset(),
    book: Rulebook | None = None,
) -> Decision:
    """How soon someone should be seen.

    Parameters
    ----------
    observations: answers by the names of observations.yaml; other keys are not read.
    text: free words; they can only raise.
    today: the date of the decision. Without it the rules count as past their review date.
    pending: questions that an interview is about to ask; until then an unknown answer opens no time window.
    book: another rulebook (tests); the shipped one by default.

    Raises Refusal when a known observation has a value that is no answer to it.
    """
    book = book or rulebook()
    answered = _known_readings(book, observations)
    readings = dict(answered)
    for name in pending:
        if readings.get(name, _NOT_ASKED) == _NOT_ASKED:
            readings[name] = (PENDING,)
    meant = read_text(text)
    for find in meant:
        if find.counted:
            for name, value in find.means:
                _add(readings, book.observations[name], value)
    clashes = _contradictions(book, readings)
    unanswered = _unanswered(book, answered, readings)
    complete = not unanswered
    out_of_date = today is None or today > book.review_by
    fired = [f for _, f in _fired_rules(book, readings)] + _fired_floors(book, answered, readings)
    if not complete:
        say = "Some of the danger questions have no answer yet. Not asked is not the same as no."
        fired.append(_policy("U02", say, unanswered))
    if out_of_date:
        fired.append(_policy("U03", "The rules are past their review date."))
    level = Level.join(f.level for f in fired)
    fired.sort(key=lambda f: -f.level)
    act, also = _action(level, fired, complete=complete, out_of_date=out_of_date)
    at_home = level is Level.SELF_CARE
    outcome = next((o for o in book.outcomes if o.when.truth(readings) == TRUE), None) if at_home else None
    return Decision(
        level, complete, act, also, tuple(fired), _open_questions(book, readings, level), unanswered,
        _clashes(answered, clashes), meant, _notes(readings), outcome,
        book.self_care_steps if at_home else (), _look_again(readings, today) if at_home and today else None,
        book.reviewed, book.review_by, out_of_date, book.fingerprint,
    )  # fmt: skip


def extra_questions(flags: Iterable[str]) -> tuple[OpenQuestion, ...]:
    """Questions that a simulated state suggests asking; never an answer, and so never a level.

    Flags are the keys of `from_simulation` in observations.yaml; others are not read.
    """
    book = rulebook()
    names = dict.fromkeys(name for flag in sorted(set(flags)) for name in book.from_simulation.get(flag, ()))
    return tuple(OpenQuestion(name, book.observations[name].ask, _highest(book, name)) for name in names)


def _highest(book: Rulebook, name: str) -> Level:
    return Level.join(
        rule.level for rule in book.rules if any(leaf.name == name for leaf in rule.when.leaves())
    )
