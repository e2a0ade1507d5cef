"""The answer: one person's history in, causes with their shares and an expected course out.

Rates are ratios to the person's own usual day; nothing is tuned until a report fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import bouts, milieus
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import body_columns
from myotwitch.course.simulate import BEFORE_S
from myotwitch.course.solve import solve
from myotwitch.handover import Site
from myotwitch.history.demand import demand, usual
from myotwitch.history.said import said
from myotwitch.history.session import Said
from myotwitch.history.timeline import History
from myotwitch.twitch.discharge import drawn_per_hour, usual_rate
from myotwitch.twitch.noticed import chance_noticed
from myotwitch.why.bodies import Bodies, Followed, prepare
from myotwitch.why.outlook import Outlook, outlook
from myotwitch.why.players import PLAYERS, attribute, course_of, log_ratio
from myotwitch.why.question import Question, effort_end_s, named_place, sampling, side_of, window_of
from myotwitch.why.shares import DayFactor, Shares, Summary, shares, summary
from myotwitch.why.what_if import WhatIf, applicable

__all__ = ["Action", "Why", "explain"]

WHAT_IF_DRAWS = 16
WHAT_IF_SPAN_S = 24 * 3600.0
HARD_WORKED = 1 / 3
FEWEST_BODIES = 0.1
"""A report that fewer than this share of the bodies can meet is said to be outside the model."""


@dataclass(frozen=True)
class Action:
    """What one other history would change: relative change of the expected twitches over a day."""

    what_if: WhatIf
    change: Summary


@dataclass(frozen=True)
class Why:
    """The answer, as numbers. `words` turns it into sentences and `as_json` into the JSON of the doors.

    hours: (times,) after the end of the last session. ratio, discharges_per_hour, noticed_per_hour:
    one Summary per time, weighted by the report where there is one. shown: (times,), False where most
    draws lie outside the range in which the membrane was mapped. milieu_shift: for each field of
    `Site`, how far the window lies from the usual day.
    """

    history: History
    question: Question
    hours: np.ndarray
    ratio: tuple[Summary, ...]
    discharges_per_hour: tuple[Summary, ...]
    noticed_per_hour: tuple[Summary, ...]
    shown: np.ndarray
    shares: Shares
    reported_ratio: Summary | None
    report_is_outside: bool
    outlook: Outlook
    actions: tuple[Action, ...]
    milieu_shift: dict[str, Summary]
    went_through: frozenset[str]
    worked: bool
    human: Human
    draws: int
    seed: int

    @property
    def read(self) -> list[Said]:
        """What the input said, value by value, with its origin."""
        return said(self.history)


def _risen_most(history: History, human: Human, end_s: float, last_s: float) -> tuple[str, str]:
    """The hard-worked muscle that rises most above its own usual rate in six hours; the calf when none worked.

    A muscle counts as hard-worked with at least a third of the load of the most loaded one.
    """
    masses = human.masses_kg()
    everything = plan(demand(history, before_s=BEFORE_S, after_s=last_s), masses)
    rest = plan(
        demand(usual(history), before_s=BEFORE_S, after_s=last_s, eats_like=history), masses, like=everything
    )
    times = sampling(end_s, min(last_s, end_s + 6 * 3600.0))
    now, ordinary = solve([human], everything, times), solve([human], rest, times)
    best, found = -np.inf, ("gastrocnemius", side_of(None))
    loads = [sum(bout.load for bout in bouts(everything, i)) for i in range(len(everything.cells))]
    least = HARD_WORKED * max(
        (load for load, c in zip(loads, everything.cells, strict=True) if c.sides), default=0.0
    )
    for index, cell in enumerate(everything.cells):
        if not cell.sides or loads[index] < least:
            continue
        here, there = milieus([human], now, index), milieus([human], ordinary, index)
        course = course_of(human, 0, here, there, np.zeros(len(times)))
        rise = float(log_ratio(course, PLAYERS).max())
        if rise > best:
            best, found = rise, (cell.group, cell.sides[-1])
    return found


def _question(history: History, where: str | None, human: Human, hours: float) -> tuple[Question, float]:
    """What is asked, and the end of the simulation in s."""
    first = demand(history, before_s=0.0, after_s=max(hours * 3600.0, 1.0) + _longest_s(history))
    end_s = effort_end_s(first)
    last_s = end_s + hours * 3600.0
    named = named_place(history, where)
    if named is None:
        muscle, side = _risen_most(history, human.likely(), end_s, last_s)
        report = None
    else:
        muscle, told, report = named
        side = side_of(told)
    from_s, to_s, reported = window_of(history, end_s, report)
    return Question(muscle, side, from_s, min(to_s, last_s), end_s, reported), last_s


def _longest_s(history: History) -> float:
    from myotwitch.history.demand import session_spans_s

    return max((end for _, end in session_spans_s(history)), default=0.0)


def _actions(history: History, bodies: Bodies, first: Followed, draws: int) -> list[Action]:
    short = bodies.until(bodies.question.end_s + WHAT_IF_SPAN_S)
    span = len(short.times_s)
    weights = np.gradient(short.times_s) if span > 1 else np.ones(span)

    def expected(followed: Followed) -> np.ndarray:
        return np.array([np.exp(log_ratio(c, PLAYERS)[:span]) @ weights for c in followed.courses[:draws]])

    base = expected(first)
    equal = np.full(len(base), 1.0 / len(base))
    found = []
    for item, other in applicable(history, bodies.question.end_s):
        change = expected(short.follow(other, draws, like=first)) / base - 1.0
        found.append(Action(item, summary(change, equal)))
    return sorted(found, key=lambda action: action.change.median)


def _usual_rates(muscle: str, humans: list[Human], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Usual discharges per hour and the chance that one is noticed by a person at rest, (draws,) each."""
    z = np.random.default_rng([seed, 8]).standard_normal(len(humans))
    rate = np.array([drawn_per_hour(muscle, float(value)) for value in z])
    still, seen = np.zeros(1), usual_rate(muscle).seen
    chance = np.array([float(chance_noticed(still, still, seen, human.noticing)[0]) for human in humans])
    return rate, chance


def _milieu_shift(
    bodies: Bodies, now: Followed, window: np.ndarray, weights: np.ndarray
) -> dict[str, Summary]:
    found = {}
    for i, name in enumerate(Site._fields):
        shift = np.array([(c.now[window, i] - c.usual[window, i]).mean() for c in now.courses])
        found[name] = summary(shift, weights)
    return found


def _went_through(followed: Followed) -> frozenset[str]:
    """What the simulated body went through in the median draw. Never an input to any urgency."""
    middle = {name: np.median(values, axis=0) for name, values in body_columns(followed.futures).items()}
    limits = {
        "caffeine": middle["caffeine_mg_per_L"].max() > 0.5,
        "hot": middle["core_C"].max() > 38.5,
        "low_sodium": middle["plasma_sodium_mM"].min() < 135.0,
        "low_magnesium": middle["serum_magnesium_mM"].min() < 0.6,
        "low_calcium": middle["ionised_calcium_mM"].min() < 1.0,
    }
    return frozenset(name for name, met in limits.items() if met)


def _window(times_s: np.ndarray, question: Question) -> np.ndarray:
    inside = (times_s >= question.from_s - 1e-6) & (times_s <= question.to_s + 1e-6)
    if not inside.any():
        inside[int(np.argmin(np.abs(times_s - question.from_s)))] = True
    return inside


def explain(
    history: History, *, where: str | None = None, draws: int = 64, seed: int = 1, hours: float = 72.0,
    what_ifs: bool = True, progress: Callable[[str], None] = lambda _: None,
) -> Why:  # fmt: skip
    """Why does it twitch? Simulate the history and explain one muscle.

    Parameters
    ----------
    history: what the person did.
    where: the place that is asked about, in everyday words; else the history's own, else the
        worked muscle that rises most above its usual rate.
    draws: how many possible bodies; 64 give a standard error of a mean share near 0.01.
    seed: the same seed gives the same answer.
    hours: how long after the end of the last session the course is followed.

    Raises Refusal for a place that the model lacks and for times that make no sense.
    """
    reference = Human.reference(history.person)
    progress("reading the question")
    question, last_s = _question(history, where, reference, hours)
    times_s = sampling(question.end_s, last_s)
    progress(f"simulating {draws} possible bodies on their usual day")
    bodies = prepare(history, question, reference, draws, seed, times_s, last_s)
    progress("and with what you did")
    now = bodies.follow(history)
    progress("weighing the causes")
    pairs = [attribute(course) for course in now.courses]
    wholes, parts = np.stack([p[0] for p in pairs]), np.stack([p[1] for p in pairs])
    window = _window(times_s, question)
    rate, chance = _usual_rates(question.muscle, bodies.humans, seed)
    reported_log = None
    if question.reported_per_hour is not None:
        reported_log = np.log(max(question.reported_per_hour, 0.25) / (rate * chance))
    step = np.gradient(times_s)[window] if window.sum() > 1 else np.ones(1)
    split = shares(wholes[:, window], parts[:, :, window], step, DayFactor(), reported_log=reported_log)
    progress("trying other histories")
    actions = _actions(history, bodies, now, min(WHAT_IF_DRAWS, draws)) if what_ifs else []
    ratios, weights = np.exp(wholes), split.weights

    def over_time(table: np.ndarray) -> tuple[Summary, ...]:
        return tuple(summary(column, weights) for column in table.T)

    hour = (times_s - question.end_s) / 3600.0
    return Why(
        history=history, question=question, hours=hour, ratio=over_time(ratios),
        discharges_per_hour=over_time(ratios * rate[:, None]),
        noticed_per_hour=over_time(ratios * (rate * chance)[:, None]),
        shown=np.mean([course.inside for course in now.courses], axis=0) > 0.5, shares=split,
        reported_ratio=None if reported_log is None else summary(np.exp(reported_log), weights),
        report_is_outside=reported_log is not None and split.effective_draws < FEWEST_BODIES * draws,
        outlook=outlook(hour, ratios, weights), actions=tuple(actions),
        milieu_shift=_milieu_shift(bodies, now, window, weights), went_through=_went_through(now),
        worked=now.worked, human=reference, draws=draws, seed=seed,
    )  # fmt: skip
