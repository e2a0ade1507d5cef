"""Many possible bodies for one question: the same draws through every history that is compared.

Each draw is one plausible body in one plausible setting. Its usual day is simulated once and serves
every history, so that two histories differ by what was done alone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import Milieus, bouts, milieus
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan, plan
from myotwitch.course.simulate import BEFORE_S
from myotwitch.course.solve import FOR_MANY, Futures, solve
from myotwitch.history.demand import demand, usual_demand
from myotwitch.history.timeline import History
from myotwitch.provenance import records
from myotwitch.why.draws import evened, evenly_varied, settings
from myotwitch.why.hypothesis import KINDS, IrritableTerminal, even_points, irritable_logs, kind_weights
from myotwitch.why.players import Course, course_of
from myotwitch.why.question import Question

__all__ = ["Bodies", "Followed", "prepare"]


@dataclass(frozen=True)
class Followed:
    """One history through some of the draws: each draw's course at the asked muscle."""

    courses: list[Course]
    futures: Futures
    worked: bool


@dataclass(frozen=True)
class Bodies:
    """The draws of one question, and the usual day of each at the asked muscle."""

    question: Question
    humans: list[Human]
    masses_kg: dict[str, float]
    like: Plan
    usual: Milieus
    usual_futures: Futures
    times_s: np.ndarray
    last_s: float
    seed: int
    hypothesis: IrritableTerminal
    spinal: np.ndarray
    """Records of the spinal sources of each body's kinds of nerve end, (draws, kinds)."""

    def row_weights(self, draws: int) -> np.ndarray:
        """Prior weights of draws times kinds of nerve end, (draws * kinds,)."""
        return np.tile(kind_weights(self.hypothesis) / draws, draws)

    @property
    def without_hypothesis(self) -> np.ndarray:
        """Which rows (draws times kinds of nerve end) lack the hypothesis."""
        return np.tile(np.arange(2 * KINDS) < KINDS, len(self.humans))

    def follow(
        self,
        history: History,
        draws: int | None = None,
        until_s: float | None = None,
        like: Followed | None = None,
    ) -> Followed:
        """Simulate a history with the first `draws` of the bodies (all by default), to `until_s` at most.

        like: a history that was followed before; what the two share is not simulated again.
        """
        humans = self.humans[:draws]
        times_s = self.times_s if until_s is None else self.times_s[self.times_s <= until_s]
        last_s = self.last_s if until_s is None else min(self.last_s, until_s)
        wanted = demand(history, before_s=BEFORE_S, after_s=last_s)
        asked = plan(wanted, self.masses_kg, like=self.like)
        cell = asked.cell_of(self.question.muscle, self.question.side)
        around = settings(history, asked, self.seed, len(humans))
        known = [self.usual_futures] if like is None else [self.usual_futures, like.futures]
        futures = solve(humans, asked, times_s, arounds=around, before=known, tolerance=FOR_MANY)
        now, past = milieus(humans, futures, cell), bouts(asked, cell)
        usual = _cut(self.usual, len(times_s))
        points = even_points(self.seed, KINDS * len(humans)).reshape(len(humans), KINDS, 2)
        courses = [
            course_of(
                human,
                i,
                now,
                usual,
                irritable_logs(times_s, past, points[i], self.hypothesis),
                self.spinal[i],
            )
            for i, human in enumerate(humans)
        ]
        return Followed(courses, futures, bool(past))


def _cut(whole: Milieus, times: int) -> Milieus:
    """The first times of a course."""
    return Milieus(whole.times_s[:times], *(
        getattr(whole, f.name)[:, :times] for f in dataclasses.fields(whole) if f.name != "times_s"
    ))  # fmt: skip


def prepare(
    history: History,
    question: Question,
    reference: Human,
    draws: int,
    seed: int,
    times_s: np.ndarray,
    last_s: float,
    hypothesis: IrritableTerminal,
) -> Bodies:
    """Draw the bodies and simulate each one's usual day."""
    masses = reference.masses_kg()
    like = plan(demand(history, before_s=BEFORE_S, after_s=last_s), masses, asked=question.muscle)
    groups = sorted({cell.group for cell in like.cells})
    humans = evened([reference.variant(seed, i, groups) for i in range(draws)], reference, seed)
    rest = plan(usual_demand(history, before_s=BEFORE_S, after_s=last_s), masses, like=like)
    around = settings(history, rest, seed, draws)
    days = solve(humans, rest, times_s, arounds=around, tolerance=FOR_MANY)
    ordinary = milieus(humans, days, like.cell_of(question.muscle, question.side))
    sources = records(evenly_varied(reference.spinal, seed, KINDS * draws)).reshape(draws, KINDS)
    spinal = np.concatenate([sources, sources], axis=1)
    return Bodies(question, humans, masses, like, ordinary, days, times_s, last_s, seed, hypothesis, spinal)
