"""A simulated course: every state over time, for people and programs, and `simulate`, which makes one.

Columns have the names of `docs/run-columns.md`. Muscles that do the same on both sides have one
column for both; muscles at rest share one course.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from myotwitch.body import whole as body
from myotwitch.course.crossing import Milieus, log_rates, milieus
from myotwitch.course.hours import BODY, MUSCLE
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan, plan
from myotwitch.course.solve import Futures, solve
from myotwitch.handover import MUSCLES, SIDES, Demand, Milieu, Site, Spikes
from myotwitch.kernels import physics, state_from, write_into
from myotwitch.muscle import whole as muscle
from myotwitch.twitch.discharge import twitches

if TYPE_CHECKING:
    import xarray

__all__ = ["Course", "Moment", "body_columns", "follow"]


@physics
def _read_body(states: Any, p: Any, out: Any) -> None:
    for i in range(states.shape[0]):
        write_into(out[i], 0, body.readout(body.BodyState(*state_from(states[i], BODY)), p))


@physics
def _read_muscle(states: Any, p: Any, out: Any) -> None:
    for i in range(states.shape[0]):
        write_into(out[i], 0, muscle.readout(muscle.MuscleState(*state_from(states[i], MUSCLE)), p))


def body_columns(futures: Futures) -> dict[str, np.ndarray]:
    """The body's columns of every human, each (humans, times)."""
    humans, times = futures.body.shape[:2]
    out = np.empty((humans, times, len(body.BodyReadout._fields)))
    for i in range(humans):
        _read_body(futures.body[i], futures.p_body[i], out[i])
    return dict(zip(body.BodyReadout._fields, np.moveaxis(out, 2, 0), strict=True))


@dataclass(frozen=True)
class Moment:
    """One time of a course: the milieu of every muscle (right side where sides differ)."""

    time_s: float
    milieu: dict[str, Milieu]


@dataclass(frozen=True)
class Course:
    """What happened to one human, and on the same human's usual day.

    time_s: (times,), zero at the start of the first session.
    """

    human: Human
    time_s: np.ndarray
    now: Futures
    usual: Futures

    @property
    def plan(self) -> Plan:
        """The cells that were followed."""
        return self.now.plan

    def _milieus(self, cell: int) -> tuple[Milieus, Milieus]:
        return milieus([self.human], self.now, cell), milieus([self.human], self.usual, cell)

    def body(self) -> dict[str, np.ndarray]:
        """The body's columns, each (times,)."""
        return {name: column[0] for name, column in body_columns(self.now).items()}

    def spikes(self, group: str, side: str) -> Spikes:
        """Spontaneous discharge of one muscle relative to the usual day."""
        here, usual = self._milieus(self.plan.cell_of(group, side))
        log_now, inside = log_rates(here.sites[0], self.human)
        log_usual, _ = log_rates(usual.sites[0], self.human)
        limit = self.human.ectopic.largest_log_ratio
        ratio = np.exp(limit * np.tanh((log_now - log_usual) / limit))
        return Spikes(self.time_s, ratio, inside)

    def muscle(self, group: str, side: str) -> dict[str, np.ndarray]:
        """One muscle's columns, each (times,); outside the mapped range the rates are NaN."""
        cell = self.plan.cell_of(group, side)
        out = np.empty((len(self.time_s), len(muscle.MuscleReadout._fields)))
        _read_muscle(self.now.cells[0, :, cell], self.now.p_cells[0, cell].muscle, out)
        columns = dict(zip(muscle.MuscleReadout._fields, out.T, strict=True))
        seen = twitches(self.spikes(group, side), group, noticing=self.human.noticing)
        columns["twitches_per_hour"] = seen.twitches_per_hour
        columns["noticed_per_hour"] = seen.noticed_per_hour
        return columns

    def at(self, when: str | float) -> Moment:
        """The milieu at a time: seconds, or a text such as "2 h" after the start of the first session."""
        from myotwitch.units import read_quantity

        seconds = read_quantity(when, "duration", what="time")
        index = int(np.argmin(np.abs(self.time_s - seconds)))
        found = {}
        for group in MUSCLES:
            here, _ = self._milieus(self.plan.cell_of(group, SIDES[-1]))
            terminal = Site(*here.sites[0, index])
            found[group] = Milieu(_trunk(terminal, self.body(), index), terminal)
        return Moment(float(self.time_s[index]), found)

    @property
    def dataset(self) -> xarray.Dataset:
        """Everything as an xarray.Dataset: body columns over time_s, muscle columns over (time_s, muscle)."""
        import xarray

        places = self.places()
        columns = [self.muscle(group, side) for group, side, _ in places]
        data: dict[str, Any] = {name: ("time_s", column) for name, column in self.body().items()}
        for name in columns[0]:
            data[name] = (("time_s", "muscle"), np.column_stack([c[name] for c in columns]))
        names = [name for _, _, name in places]
        return xarray.Dataset(data, coords={"time_s": self.time_s, "muscle": names})

    def places(self) -> list[tuple[str, str, str]]:
        """(group, side, column name) of every muscle; one row where both sides share a cell."""
        rows = []
        for group in MUSCLES:
            left, right = (self.plan.cell_of(group, side) for side in SIDES)
            if left == right:
                rows.append((group, SIDES[-1], group))
            else:
                rows += [(group, side, f"{group}.{side}") for side in SIDES]
        return rows


def _trunk(terminal: Site, columns: dict[str, np.ndarray], index: int) -> Site:
    """The site in the nerve trunk: plasma potassium and the limb's deep temperature, no local currents."""
    return terminal._replace(
        potassium_mM=float(columns["plasma_potassium_mM"][index]),
        temperature_C=float(columns["core_C"][index]),
        current_pA=0.0,
    )


def follow(human: Human, actual: Demand, usual: Demand, times_s: np.ndarray) -> Course:
    """Simulate one human's demand and usual day, every working muscle on its own."""
    actual_plan = plan(actual, human.masses_kg())
    usual_plan = plan(usual, human.masses_kg(), like=actual_plan)
    return Course(human, times_s, solve([human], actual_plan, times_s), solve([human], usual_plan, times_s))
