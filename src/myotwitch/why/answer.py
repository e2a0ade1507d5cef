"""The answer: one person's history in, causes with their shares and an expected course out.

Every draw is one plausible body in one plausible setting. Each is simulated three times over: with
its history, on its own usual day, and (some of the draws) with each what-if. Rates are ratios to
the usual day; nothing is tuned until a report fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import Milieus, bouts, milieus
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan, plan
from myotwitch.course.result import body_columns
from myotwitch.course.solve import Futures, solve
from myotwitch.handover import Demand, Site
from myotwitch.history.demand import demand, usual
from myotwitch.history.said import said
from myotwitch.history.timeline import History
from myotwitch.twitch.discharge import drawn_per_hour, usual_rate
from myotwitch.twitch.noticed import chance_noticed
from myotwitch.why.draws import settings
from myotwitch.why.hypothesis import IrritableTerminal, irritable_log
from myotwitch.why.outlook import Outlook, outlook
from myotwitch.why.players import Course, attribute, course_of, log_ratio
from myotwitch.why.question import (
    FIRST_MINUTE_S,
    Question,
    effort_end_s,
    named_place,
    sampling,
    side_of,
    window_of,
)
from myotwitch.why.shares import DayFactor, Shares, Summary, shares, summary
from myotwitch.why.what_if import WhatIf, applicable

__all__ = ["Action", "Why", "explain"]

BEFORE_S = 36 * 3600.0
WHAT_IF_DRAWS = 16
WHAT_IF_SPAN_S = 24 * 3600.0


@dataclass(frozen=True)
class Action:
    """What one other history would change: relative change of the expected twitches over a day."""

    what_if: WhatIf
    change: Summary


@dataclass(frozen=True)
class Why:
    """The answer, as numbers. `words` turns it into sentences and `as_json` into the JSON of the doors.

    hours: (times,) after the end of the last session. ratio, discharges_per_hour, noticed_per_hour:
    one Summary per time, weighted by the report where there is one.
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
    human: Human
    draws: int
    seed: int
    milieu_shift: dict[str, Summary]
    worked: bool
    body_flags: frozenset[str]
    read: dict[str, object]


def _asked_muscle(history: History, where: str | None, actual: Demand, usual_demand: Demand, end_s: float,
                  human: Human) -> tuple[str, str, object]:  # fmt: skip
    named = named_place(history, where)
    if named is not None:
        muscle, side, report = named
        return muscle, side_of(side), report
    everything = plan(actual, human.masses_kg())
    if len(everything.cells) == 1:
        return "gastrocnemius", side_of(None), None
    like = plan(usual_demand, human.masses_kg(), like=everything)
    times = sampling(end_s, end_s + 6 * 3600.0)
    now, rest = solve([human], everything, times), solve([human], like, times)
    best, muscle, side = -np.inf, "gastrocnemius", side_of(None)
    for index, cell in enumerate(everything.cells):
        if not cell.sides:
            continue
        course = course_of(
            human, 0, milieus([human], now, index), milieus([human], rest, index), np.zeros(len(times))
        )
        rise = float(
            np.max(
                log_ratio(
                    course,
                    ("potassium", "under_myelin", "pump", "temperature", "sodium", "calcium_magnesium"),
                )
            )
        )
        if rise > best:
            best, muscle, side = rise, cell.group, cell.sides[-1]
    return muscle, side, None


@dataclass(frozen=True)
class _Run:
    """Every draw's course at the asked muscle."""

    courses: list[Course]
    now: Milieus
    usual: Milieus
    futures: Futures
    cell: int


def _run(humans: list[Human], history: History, actual: Plan, rest: Plan, times: np.ndarray, seed: int,
         question: Question, usual_run: tuple[Futures, Milieus] | None = None) -> _Run:  # fmt: skip
    cell = actual.cell_of(question.muscle, question.side)
    futures = solve(humans, actual, times, arounds=settings(history, actual, seed, len(humans)))
    now = milieus(humans, futures, cell)
    if usual_run is None:
        rest_futures = solve(humans, rest, times)
        usual_milieus = milieus(humans, rest_futures, cell)
    else:
        usual_milieus = usual_run[1]
    past = bouts(actual, cell)
    p = IrritableTerminal()
    courses = [
        course_of(
            human, i, now, usual_milieus, irritable_log(times, past, np.random.default_rng([seed, i, 9]), p)
        )
        for i, human in enumerate(humans)
    ]
    return _Run(courses, now, usual_milieus, futures, cell)


def _actions(history: History, question: Question, humans: list[Human], masses: dict[str, float], first: _Run,
             rest: Plan, seed: int, times: np.ndarray, before_s: float, after_s: float) -> list[Action]:  # fmt: skip
    some = humans[:WHAT_IF_DRAWS]
    span = times <= question.end_s + WHAT_IF_SPAN_S
    weights = np.gradient(times[span])
    kept = Milieus(times, first.usual.sites[: len(some)], first.usual.rebound_pA[: len(some)],
                   first.usual.soreness_pA[: len(some)], first.usual.drive[: len(some)])  # fmt: skip
    base = [np.exp(log_ratio(c, _players()))[span] @ weights for c in first.courses[: len(some)]]
    found = []
    for item, other in applicable(history, question.end_s):
        asked = plan(demand(other, before_s=before_s, after_s=after_s), masses, like=first.futures.plan)
        run = _run(some, other, asked, rest, times, seed, question, (first.futures, kept))
        changes = np.array(
            [
                np.exp(log_ratio(c, _players()))[span] @ weights / b - 1.0
                for c, b in zip(run.courses, base, strict=True)
            ]
        )
        found.append(Action(item, summary(changes, np.full(len(some), 1.0 / len(some)))))
    return sorted(found, key=lambda action: action.change.median)


def _players() -> tuple[str, ...]:
    from myotwitch.why.players import PLAYERS

    return PLAYERS


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
    draws: how many plausible bodies; 64 give a standard error of a mean share below 0.01.
    seed: the same seed gives the same answer.
    hours: how long after the end of the last session the course is followed.

    Raises Refusal for a place that the model lacks and for times that make no sense.
    """
    reference = Human.reference(history.person)
    masses = reference.masses_kg()
    after_s = hours * 3600.0
    first = demand(history, before_s=BEFORE_S, after_s=after_s)
    end_s = effort_end_s(first)
    actual_demand = demand(history, before_s=BEFORE_S, after_s=end_s + after_s)
    usual_demand = demand(usual(history), before_s=BEFORE_S, after_s=end_s + after_s)
    progress("looking for the muscle")
    muscle, side, report = _asked_muscle(history, where, actual_demand, usual_demand, end_s, reference)
    from_s, to_s, reported = window_of(history, end_s, report)  # type: ignore[arg-type]
    question = Question(muscle, side, from_s, to_s, end_s, reported)
    actual = plan(actual_demand, masses, asked=muscle)
    rest = plan(usual_demand, masses, like=actual)
    humans = [reference.variant(seed, i) for i in range(draws)]
    times = sampling(end_s, end_s + after_s)
    progress(f"simulating {draws} possible bodies")
    run = _run(humans, history, actual, rest, times, seed, question)
    return _answer(
        history, question, run, humans, reference, seed, times, rest, masses, after_s, what_ifs, progress
    )


def _answer(history: History, question: Question, run: _Run, humans: list[Human], reference: Human, seed: int,
            times: np.ndarray, rest: Plan, masses: dict[str, float], after_s: float, what_ifs: bool,
            progress: Callable[[str], None]) -> Why:  # fmt: skip
    progress("weighing the causes")
    pairs = [attribute(course) for course in run.courses]
    wholes, parts = np.stack([p[0] for p in pairs]), np.stack([p[1] for p in pairs])
    inside = np.stack([course.inside for course in run.courses])
    window = (times >= question.from_s) & (times <= max(question.to_s, question.from_s + FIRST_MINUTE_S))
    if not window.any():
        window = np.abs(times - question.from_s) == np.abs(times - question.from_s).min()
    usual_per_hour, noticed_share = _usual_rates(question.muscle, humans, seed)
    reported_log = None
    if question.reported_per_hour is not None:
        reported_log = np.log(max(question.reported_per_hour, 0.25) / (usual_per_hour * noticed_share))
    step = np.gradient(times)[window] if window.sum() > 1 else np.ones(1)
    split = shares(wholes[:, window], parts[:, :, window], step, DayFactor(), reported_log=reported_log)
    ratios, weights = np.exp(wholes), split.weights
    discharges = ratios * usual_per_hour[:, None]
    noticed = discharges * noticed_share[:, None]
    if what_ifs:
        progress("trying other histories")
    end = question.end_s
    hours = (times - end) / 3600.0

    def over_time(table: np.ndarray) -> tuple[Summary, ...]:
        return tuple(summary(table[:, i], weights) for i in range(table.shape[1]))

    return Why(
        history, question, hours, over_time(ratios), over_time(discharges), over_time(noticed),
        inside.mean(0) > 0.5, split,
        None if reported_log is None else summary(np.exp(reported_log), weights),
        reported_log is not None and split.effective_draws < 0.1 * len(humans),
        outlook(hours, ratios, weights),
        tuple(_actions(history, question, humans, masses, run, rest, seed, times, BEFORE_S, end + after_s) if what_ifs else ()),
        reference, len(humans), seed, _shifts(run, window, weights), bool(bouts(run.futures.plan, run.cell)),
        _flags(run), {s.name: {"value": s.value, "unit": s.unit, "origin": s.source} for s in said(history)},
    )  # fmt: skip


def _usual_rates(muscle: str, humans: list[Human], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Usual discharges per hour and the chance that one is noticed by a person at rest, (draws,) each."""
    z = np.random.default_rng([seed, 8]).standard_normal(len(humans))
    rate = np.array([drawn_per_hour(muscle, float(value)) for value in z])
    still = np.zeros(1)
    seen = usual_rate(muscle).seen
    chance = np.array([float(chance_noticed(still, still, seen, human.noticing)[0]) for human in humans])
    return rate, chance


def _shifts(run: _Run, window: np.ndarray, weights: np.ndarray) -> dict[str, Summary]:
    """How far the milieu lies from the usual day in the window, field by field of `Site`."""
    found = {}
    for i, name in enumerate(Site._fields):
        shift = (run.now.sites[:, window, i] - run.usual.sites[:, window, i]).mean(1)
        found[name] = summary(shift, weights)
    return found


def _flags(run: _Run) -> frozenset[str]:
    """What the simulated body went through in most draws. Never an input to any urgency."""
    seen = body_columns(run.futures)
    middle = {name: np.median(values, axis=0) for name, values in seen.items()}
    limits = {
        "caffeine": middle["caffeine_mg_per_L"].max() > 0.5,
        "hot": middle["core_C"].max() > 38.5,
        "low_sodium": middle["plasma_sodium_mM"].min() < 135.0,
        "low_magnesium": middle["serum_magnesium_mM"].min() < 0.6,
        "low_calcium": middle["ionised_calcium_mM"].min() < 1.0,
    }
    return frozenset(name for name, met in limits.items() if met)
