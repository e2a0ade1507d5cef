"""A simulated course: every state over time, for people and programs.

Columns are listed in `docs/course.md`. Muscles that do the same on both sides have one column for
both. Muscles at rest share one course of fluid and fuel, and each keeps its own temperature.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from myotwitch.body import whole as body
from myotwitch.course.crossing import (
    Milieus,
    log_rates,
    milieus,
    threshold_ratios,
    total_log_ratios,
    trunks,
)
from myotwitch.course.hours import BODY, MUSCLE
from myotwitch.course.human import Human
from myotwitch.course.plan import DUTY, Plan, plan
from myotwitch.course.range_doubts import range_doubts
from myotwitch.course.solve import Futures, solve
from myotwitch.handover import MUSCLES, SIDES, Circumstances, Demand, Milieu, Site, Spikes
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

    def _milieus(self, group: str, side: str) -> tuple[Milieus, Milieus]:
        cell = self.plan.cell_of(group, side)
        now, usual = (milieus([self.human], futures, cell, group=group) for futures in (self.now, self.usual))
        return now, usual

    @functools.cached_property
    def _columns(self) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        now, usual = (
            {name: column[0] for name, column in body_columns(futures).items()}
            for futures in (self.now, self.usual)
        )
        return now, usual

    def body(self) -> dict[str, np.ndarray]:
        """The body's columns, each (times,). Sweat and urine count from the first time."""
        found = dict(self._columns[0])
        for name in ("sweat_L", "urine_L"):
            found[name] = found[name] - found[name][0]
        return found

    def plasma_kinase_IU_per_L(self) -> np.ndarray:
        """Creatine kinase in plasma, (times,): the resting value and what every muscle adds to it."""
        copies = np.array([cell.copies for cell in self.plan.cells])
        added = self.now.cells[0, :, :, muscle.MuscleState._fields.index("kinase_IU_per_L")] @ copies
        return np.asarray(self.now.p_cells["muscle"]["damage"]["kinase_rest_IU_per_L"][0, 0] + added)

    def _spikes(self, here: Milieus, usual: Milieus) -> Spikes:
        log_now, inside = log_rates(here.sites[0], self.human)
        log_usual, _ = log_rates(usual.sites[0], self.human)
        log_ratio = total_log_ratios(log_now - log_usual, here.drive[0], usual.drive[0], self.human)
        return Spikes(self.time_s, np.exp(log_ratio), inside)

    def spikes(self, group: str, side: str) -> Spikes:
        """Spontaneous discharge of one muscle relative to the usual day."""
        return self._spikes(*self._milieus(group, side))

    def _trunk(self, here: Milieus, columns: dict[str, np.ndarray]) -> np.ndarray:
        warmth = here.sites[0, 0, Site._fields.index("temperature_C")]
        below = float(columns["core_C"][0] - warmth)
        return trunks(here.sites[0], columns["plasma_potassium_mM"], columns["core_C"], below)

    def _moving_and_asleep(self) -> tuple[np.ndarray, np.ndarray]:
        """Whether any muscle works and whether the person sleeps, (times,) each, 0 or 1."""
        last = len(self.plan.edges_s) - 2
        piece = np.clip(np.searchsorted(self.plan.edges_s, self.time_s, side="right") - 1, 0, last)
        works = np.asarray(self.plan.efforts[:, :, DUTY].max(axis=1) > 0)
        asleep = self.plan.arounds[:, Circumstances._fields.index("asleep")]
        return works[piece].astype(float), asleep[piece]

    def muscle(self, group: str, side: str) -> dict[str, np.ndarray]:
        """One muscle's columns, each (times,); outside the mapped range the rates are NaN.

        `creatine_kinase_IU_per_L` is that of the plasma, the same for every muscle.
        """
        cell = self.plan.cell_of(group, side)
        out = np.empty((len(self.time_s), len(muscle.MuscleReadout._fields)))
        _read_muscle(self.now.cells[0, :, cell], self.now.p_cells["muscle"][0, cell], out)
        columns = dict(zip(muscle.MuscleReadout._fields, out.T, strict=True))
        here, usual = self._milieus(group, side)
        columns["temperature_C"] = here.sites[0, :, Site._fields.index("temperature_C")]
        columns["creatine_kinase_IU_per_L"] = self.plasma_kinase_IU_per_L()
        moving, asleep = self._moving_and_asleep()
        seen = twitches(
            self._spikes(here, usual), group, moving=moving, asleep=asleep, noticing=self.human.noticing
        )
        now_trunk, usual_trunk = (
            self._trunk(m, c) for m, c in zip((here, usual), self._columns, strict=True)
        )
        columns["axon_threshold_ratio"] = threshold_ratios(now_trunk, usual_trunk, self.human)
        columns["twitches_per_hour"] = seen.twitches_per_hour
        columns["noticed_per_hour"] = seen.noticed_per_hour
        return columns

    def at(self, when: str | float) -> Moment:
        """The milieu at a time: seconds, or a text such as "2 h" after the start of the first session.

        Raises Refusal for a text that is no time. The nearest kept time is taken.
        """
        from myotwitch.units import read_quantity

        seconds = read_quantity(when, "duration", what="time")
        index = int(np.argmin(np.abs(self.time_s - seconds)))
        found = {}
        for group in MUSCLES:
            here, _ = self._milieus(group, SIDES[-1])
            trunk = self._trunk(here, self._columns[0])[index]
            found[group] = Milieu(Site(*map(float, trunk)), Site(*map(float, here.sites[0, index])))
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

    @property
    def doubts(self) -> list[str]:
        """Sentences about the ranges that this course left; empty when it left none."""
        usual_L = float(np.median(self._columns[1]["body_water_L"]))
        return range_doubts(self.body(), self.plan.arounds, usual_L, self.human.person.mass_kg)

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


def follow(human: Human, actual: Demand, usual: Demand, times_s: np.ndarray) -> Course:
    """Simulate one human's demand and usual day, every working muscle on its own."""
    actual_plan = plan(actual, human.masses_kg())
    usual_plan = plan(usual, human.masses_kg(), like=actual_plan)
    return Course(human, times_s, solve([human], actual_plan, times_s), solve([human], usual_plan, times_s))
