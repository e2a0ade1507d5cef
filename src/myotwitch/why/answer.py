"""The answer: one person's history in, causes with their shares and an expected course out.

Rates are ratios to the person's own usual day; nothing is tuned until a report fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from myotwitch.course.crossing import bouts, log_ratios_by_slope, milieus
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.range_doubts import range_doubts
from myotwitch.course.result import body_columns
from myotwitch.course.simulate import BEFORE_S
from myotwitch.course.solve import FOR_MANY, solve
from myotwitch.handover import Site
from myotwitch.history.demand import demand, usual_demand
from myotwitch.history.doubts import overload_doubts
from myotwitch.history.said import said
from myotwitch.history.session import Said
from myotwitch.history.timeline import History
from myotwitch.provenance import records
from myotwitch.why.bodies import Bodies, Followed, prepare
from myotwitch.why.hypothesis import IrritableTerminal
from myotwitch.why.outlook import Outlook, outlook
from myotwitch.why.players import PLAYERS, attribute, course_of, log_ratio
from myotwitch.why.question import (
    Question,
    contradicted,
    hour_zero_s,
    named_place,
    sampling,
    side_of,
    window_of,
)
from myotwitch.why.rates import times_usual, usual_rates
from myotwitch.why.shares import DayFactor, Shares, Summary, shares, summary
from myotwitch.why.two_futures import Told, TwoFutures, edited, two_futures
from myotwitch.why.what_if import WhatIf, applicable

__all__ = ["Action", "Why", "explain", "whatif"]

WHAT_IF_DRAWS = 12
HARD_WORKED = 1 / 2
"""A muscle with at least this share of the largest load of any counts as worked when none was named."""
MOST_WHAT_IF_DRAWS = 50
FEWEST_BODIES = 0.1
FARTHEST = 3.0
"""A report that fewer than this share of the bodies can meet, or that lies this many standard
deviations from the nearest, is said to be outside the model."""


@dataclass(frozen=True)
class Action:
    """What one other history would change: relative change of the expected twitches over its hours.

    change is None where there is evidence alone and nothing was simulated.
    """

    what_if: WhatIf
    change: Summary | None


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
    inside_share: np.ndarray
    shares: Shares
    reported_ratio: Summary | None
    report_is_outside: bool
    contradicted: bool
    outlook: Outlook
    actions: tuple[Action, ...]
    milieu_shift: dict[str, Summary]
    milieu: dict[str, tuple[Summary, ...]]
    usual_milieu: dict[str, tuple[Summary, ...]]
    by_slope: Summary
    window_log: Summary
    went_through: frozenset[str]
    outside: tuple[str, ...]
    worked: bool
    human: Human
    day: DayFactor
    hypothesis: IrritableTerminal
    draws: int
    seed: int
    bodies: Bodies = field(repr=False, compare=False)

    def whatif(
        self, *, drink: Told = (), meal: Told = (), no_caffeine: bool = False, sleep: float | None = None,
        rest: float | None = None, air_C: float | None = None, draws: int = MOST_WHAT_IF_DRAWS,
    ) -> TwoFutures:  # fmt: skip
        """This history beside an edited one, with the same draws (at most 50).

        drink, meal: texts such as "0.5 L water at +60 min", one or several. sleep: hours of the
        night before. rest: the same session again after so many hours. air_C: air in the session, °C.
        Raises Refusal when nothing is changed, or a text cannot be read.
        """
        other, changes = edited(
            self.history, drinks=drink, meals=meal, no_caffeine=no_caffeine, sleep_hours=sleep, rest_hours=rest,
            air_C=air_C,
        )  # fmt: skip
        return two_futures(self.bodies, self.history, other, changes, min(draws, MOST_WHAT_IF_DRAWS))

    @property
    def read(self) -> list[Said]:
        """What the input said, value by value, with its origin."""
        return said(self.history)

    @property
    def causes(self) -> list[dict[str, Any]]:
        """The causes with their shares, parts, words and sources, the largest first, as in the JSON."""
        from myotwitch.why.as_json import causes

        return causes(self)

    def to_json(self) -> str:
        """The answer as the JSON document of `answer.schema.json`."""
        from myotwitch.why.as_json import to_json

        return to_json(self)


def _risen_most(history: History, human: Human, end_s: float, last_s: float) -> tuple[str, str]:
    """The hard-worked muscle that rises most above its own usual rate in six hours; the calf when none worked.

    A muscle counts as hard-worked with at least half the load of the most loaded one.
    """
    masses = human.masses_kg()
    everything = plan(demand(history, before_s=BEFORE_S, after_s=last_s), masses)
    rest = plan(usual_demand(history, before_s=BEFORE_S, after_s=last_s), masses, like=everything)
    times = sampling(end_s, min(last_s, end_s + 6 * 3600.0))
    now, ordinary = (solve([human], which, times, tolerance=FOR_MANY) for which in (everything, rest))
    best, found = -np.inf, ("gastrocnemius", side_of(None))
    loads = [sum(bout.load for bout in bouts(everything, i)) for i in range(len(everything.cells))]
    least = HARD_WORKED * max(
        (load for load, c in zip(loads, everything.cells, strict=True) if c.sides), default=0.0
    )
    for index, cell in enumerate(everything.cells):
        if not cell.sides or loads[index] < least:
            continue
        here, there = milieus([human], now, index), milieus([human], ordinary, index)
        course = course_of(human, 0, here, there, np.zeros((1, len(times))), records([human.spinal]))
        rise = float(log_ratio(course, PLAYERS).max())
        if rise > best:
            best, found = rise, (cell.group, cell.sides[-1])
    return found


def _question(history: History, where: str | None, human: Human, hours: float) -> tuple[Question, float]:
    """What is asked, and the end of the simulation in s."""
    first = demand(history, before_s=0.0, after_s=max(hours * 3600.0, 1.0) + _longest_s(history))
    end_s = hour_zero_s(history, first)
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
    prior, hours = bodies.row_weights(draws), (bodies.times_s - bodies.question.end_s) / 3600.0
    found, evidence = [], []
    for item, other in applicable(history, bodies.question.end_s):
        if other is None:
            evidence.append(Action(item, None))
            continue
        span = (hours >= item.from_h) & (hours <= item.to_h)
        if span.sum() < 2:
            continue
        weights = np.gradient(bodies.times_s[span])
        then = bodies.follow(other, draws, bodies.question.end_s + item.to_h * 3600.0, like=first)
        before, after = (expected(one, span, weights, draws) for one in (first, then))
        found.append(Action(item, summary(after / before - 1.0, prior)))
    ranked = sorted(found, key=lambda action: action.change.median if action.change else 0.0)
    return [*ranked, *evidence]


def expected(followed: Followed, span: np.ndarray, weights: np.ndarray, draws: int) -> np.ndarray:
    """Expected twitches of each row over a span of time, in units of the usual rate, (draws * kinds,)."""
    logs = np.concatenate([log_ratio(c, PLAYERS) for c in followed.courses[:draws]])
    return np.asarray(np.exp(logs)[:, span[: logs.shape[1]]] @ weights)


def _milieu_shift(
    bodies: Bodies, now: Followed, window: np.ndarray, weights: np.ndarray
) -> dict[str, Summary]:
    found = {}
    for i, name in enumerate(Site._fields):
        shift = np.array([(c.now[window, i] - c.usual[window, i]).mean() for c in now.courses])
        found[name] = summary(shift, weights)
    return found


def _over_time(
    followed: Followed, weights: np.ndarray
) -> tuple[dict[str, tuple[Summary, ...]], dict[str, tuple[Summary, ...]]]:
    """Each field of the milieu over time, now and on the usual day."""
    tables = [np.array([getattr(c, name) for c in followed.courses]) for name in ("now", "usual")]
    now, usual = (
        {name: _each(table[:, :, i], weights) for i, name in enumerate(Site._fields)} for table in tables
    )
    return now, usual


def _each(table: np.ndarray, weights: np.ndarray) -> tuple[Summary, ...]:
    return tuple(summary(column, weights) for column in table.T)


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


def _outside(history: History, bodies: Bodies, followed: Followed) -> tuple[str, ...]:
    """Sentences about the ranges that the median draw left."""
    middle, usual = (
        {name: np.median(values, axis=0) for name, values in body_columns(futures).items()}
        for futures in (followed.futures, bodies.usual_futures)
    )
    usual_L = float(np.median(usual["body_water_L"]))
    mass_kg = bodies.humans[0].person.mass_kg
    left = range_doubts(middle, followed.futures.plan.arounds, usual_L, mass_kg)
    return (*overload_doubts(history), *left)


def _window(times_s: np.ndarray, question: Question) -> np.ndarray:
    inside = (times_s >= question.from_s - 1e-6) & (times_s <= question.to_s + 1e-6)
    if not inside.any():
        inside[int(np.argmin(np.abs(times_s - question.from_s)))] = True
    return inside


def _reported(question: Question, noticed: np.ndarray) -> tuple[np.ndarray | None, bool]:
    """ln(reported rate / each usual noticed rate), and whether it is a bound from "none"."""
    rate = question.reported_per_hour
    if rate is None:
        return None, False
    if rate > 0:
        return np.log(rate / noticed), False
    hours = max((question.to_s - question.from_s) / 3600.0, 0.1)
    return np.log(1.0 / hours / noticed), True


def explain(
    history: History, *, where: str | None = None, draws: int = 64, seed: int = 1, hours: float = 72.0,
    what_ifs: bool = True, human: Human | None = None, day: DayFactor | None = None,
    hypothesis: IrritableTerminal | None = None, progress: Callable[[str], None] = lambda _: None,
) -> Why:  # fmt: skip
    """Why does it twitch? Simulate the history and explain one muscle.

    Parameters
    ----------
    history: what the person did.
    where: the place that is asked about, in everyday words; else the history's own, else the
        worked muscle that rises most above its usual rate.
    draws: how many possible bodies; `shares.errors` says what they leave uncertain.
    seed: the same seed gives the same answer.
    hours: how long after the end of the last session the course is followed.
    human, day, hypothesis: other numbers than the reference, for those who want to see what they do.

    Raises Refusal for a place that the model lacks and for times that make no sense.
    """
    reference = human or Human.of(history)
    day, hypothesis = day or DayFactor(), hypothesis or IrritableTerminal()
    progress("reading the question")
    question, last_s = _question(history, where, reference, hours)
    times_s = sampling(question.end_s, last_s)
    progress(f"simulating {draws} possible bodies on their usual day")
    bodies = prepare(history, question, reference, draws, seed, times_s, last_s, hypothesis)
    progress("and with what you did")
    now = bodies.follow(history)
    progress("weighing the causes")
    window = _window(times_s, question)
    wholes = np.concatenate([log_ratio(course, PLAYERS) for course in now.courses])
    parts = np.concatenate([attribute(course.at(window))[1] for course in now.courses])
    rate, chance, likely = usual_rates(question.muscle, reference.noticing)
    reported_log, none = _reported(question, rate * chance)
    step = np.gradient(times_s)[window] if window.sum() > 1 else np.ones(1)
    split = shares(
        wholes[:, window], parts, step, day, reported_log=reported_log, none=none,
        prior=np.outer(bodies.row_weights(draws), likely), bodies=draws,
    )  # fmt: skip
    progress("trying other histories")
    actions = _actions(history, bodies, now, min(WHAT_IF_DRAWS, draws)) if what_ifs else []
    ratios, weights, each = np.exp(wholes), split.weights, split.body_weights
    hour = (times_s - question.end_s) / 3600.0
    inside = np.mean([course.inside for course in now.courses], axis=0)
    milieu, usual_milieu = _over_time(now, each)
    slope = np.array(
        [log_ratios_by_slope(c.now[window], c.usual[window], c.human).mean() for c in now.courses]
    )
    outside = split.misfit > FARTHEST or split.effective_draws < FEWEST_BODIES * draws
    return Why(
        history=history, question=question, hours=hour, ratio=_each(ratios, weights),
        discharges_per_hour=times_usual(wholes, rate, split.joint_weights),
        noticed_per_hour=times_usual(wholes, rate * chance, split.joint_weights),
        shown=inside > 0.5, inside_share=inside, shares=split,
        reported_ratio=None if reported_log is None or none else summary(np.exp(reported_log), split.joint_weights.sum(0)),
        report_is_outside=reported_log is not None and outside, contradicted=contradicted(history, question.muscle),
        outlook=outlook(hour, ratios, weights, bodies.without_hypothesis), actions=tuple(actions),
        milieu_shift=_milieu_shift(bodies, now, window, each), milieu=milieu, usual_milieu=usual_milieu,
        by_slope=summary(slope, each), window_log=summary(wholes[:, window].mean(1), weights),
        went_through=_went_through(now), outside=_outside(history, bodies, now), worked=now.worked, human=reference, day=day, hypothesis=hypothesis,
        draws=draws, seed=seed, bodies=bodies,
    )  # fmt: skip


def whatif(
    history: History, *, drink: Told = (), meal: Told = (), no_caffeine: bool = False, sleep: float | None = None,
    rest: float | None = None, air_C: float | None = None, where: str | None = None, draws: int = 32, seed: int = 1,
    hours: float = 72.0,
) -> TwoFutures:  # fmt: skip
    """Two futures side by side: a history, and the same one edited. Arguments as in `Why.whatif`.

    draws: at most 50. Cheaper than `explain`: no causes are weighed.
    """
    other, changes = edited(
        history, drinks=drink, meals=meal, no_caffeine=no_caffeine, sleep_hours=sleep, rest_hours=rest, air_C=air_C
    )  # fmt: skip
    reference = Human.of(history)
    question, last_s = _question(history, where, reference, max(hours, 24.0 + (rest or 0.0)))
    times_s = sampling(question.end_s, last_s)
    few = min(draws, MOST_WHAT_IF_DRAWS)
    bodies = prepare(history, question, reference, few, seed, times_s, last_s, IrritableTerminal())
    return two_futures(bodies, history, other, changes, few)
