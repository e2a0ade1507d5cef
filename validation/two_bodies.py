"""Body and muscle together through a laboratory's protocol, for several sets of numbers at once.

A protocol is a list of pieces: seconds, share of maximal oxygen uptake, W of metabolism, what each working
muscle does (a mean activation, or force, duty, held, lengthening), and changes of the circumstances. What a workload means in activation is assumed everywhere: one-legged knee extension
of 65 W is 0.42 (so 0.0065 a watt), cycling at 60, 85 and 110 % of maximal oxygen uptake 0.20, 0.30, 0.45.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from myotwitch.body.whole import usual_circumstances
from myotwitch.course.hours import MUSCLE
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import body_columns
from myotwitch.course.solve import Futures, solve
from myotwitch.handover import MUSCLES, SIDES, Demand
from myotwitch.history.pieces import session_pieces
from myotwitch.history.session import Session, Work
from myotwitch.history.surroundings import Surroundings, air_in_session
from myotwitch.history.timeline import Weather
from myotwitch.muscle import blood_flow
from myotwitch.muscle.whole import MuscleReadout, MuscleState, muscle_for, readout
from myotwitch.person import Person
from myotwitch.provenance import values

PERSON = Person(sex="male", age_yr=25, mass_kg=75, height_cm=180, vo2max_mL_per_min_per_kg=50)
LEGS = ("gastrocnemius", "soleus", "tibialis_anterior", "quadriceps", "hamstrings", "gluteals", "adductors")
ROWING = ("erector_spinae", "latissimus", "biceps_brachii", "trapezius", "deltoid", "forearm")
SPRINT = {
    **dict.fromkeys((*LEGS, "hip_flexors"), 1.0),
    **dict.fromkeys((*ROWING, "abdominals", "pectorals", "triceps_brachii"), 0.6),
}
"""A sprint on the treadmill: trunk and arms take part; how strongly is assumed."""
KNEE_PER_W = 0.42 / 65.0
CYCLING = {0.6: 0.20, 0.75: 0.26, 0.85: 0.30, 1.1: 0.45}

Manner = tuple[float, float, float, float]
Active = Mapping[str, float | Manner]


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Piece(NamedTuple):
    """A stretch of steady work, or of rest without any."""

    seconds: float
    vo2max_fraction: float = 0.0
    metabolic_rate_W: float = 0.0
    active: Active = NOTHING
    around: Mapping[str, Any] = NOTHING


def session_as_read(person: Person, session: Session, weather: Weather) -> list[Piece]:
    """What the product reads in a told session: every muscle's effort, the body's turnover, the air around."""
    found = []
    for read in session_pieces(session, person):
        air = air_in_session(read, weather, None, True, Surroundings())
        active = {
            name: tuple(float(x) for x in read.effort[i, 0])
            for i, name in enumerate(MUSCLES)
            if read.effort[i, 0, 0] > 0
        }
        around = air._asdict() | {"external_work_W": read.external_work_W}
        found.append(Piece(read.duration_s, read.vo2max_fraction, read.metabolic_rate_W, active, around))
    return found


def as_read(person: Person, seconds: float, activity: str, air_C: float = 15.0, **told: Any) -> Piece:
    """What the product reads in one told stretch of work."""
    (piece,) = session_as_read(
        person, Session((Work(seconds, activity, **told),)), Weather(air_C, 0.6, 1.5, "none")
    )
    return piece


@functools.cache
def reference(person: Person = PERSON, accustomed: float | None = None) -> Human:
    """The laboratory's subject with every number at its reference value."""
    human = Human.reference(person)
    if accustomed is None:
        return human
    return dataclasses.replace(
        human, muscles={group: muscle_for(group, person, accustomed) for group in MUSCLES}
    )


@dataclass(frozen=True, eq=False)
class Seen:
    """What the protocol did: columns over (humans, times)."""

    humans: Sequence[Human]
    futures: Futures

    def state(self, group: str, name: str, side: str = "right") -> np.ndarray:
        """One muscle state over (humans, times)."""
        cell = self.futures.plan.cell_of(group, side)
        return np.asarray(self.futures.cells[:, :, cell, :MUSCLE][..., MuscleState._fields.index(name)])

    def column(self, group: str, name: str, side: str = "right") -> np.ndarray:
        """One of the muscle's readout columns over (humans, times)."""
        return self._readouts(group, side)[..., MuscleReadout._fields.index(name)]

    @functools.cache  # noqa: B019  a protocol lives as long as the page that shows it
    def _readouts(self, group: str, side: str) -> np.ndarray:
        cell = self.futures.plan.cell_of(group, side)
        states = self.futures.cells[:, :, cell, :MUSCLE]
        return np.array(
            [
                [readout(MuscleState(*map(float, row)), values(human.muscles[group])) for row in of_one]
                for human, of_one in zip(self.humans, states, strict=True)
            ]
        )

    def kinase_IU_per_L(self) -> np.ndarray:
        """Creatine kinase in plasma, (humans, times): rest, and what every muscle adds."""
        copies = np.array([cell.copies for cell in self.futures.plan.cells])
        added = self.futures.cells[..., MuscleState._fields.index("kinase_IU_per_L")] @ copies
        rest = [human.muscles["quadriceps"].damage.kinase_rest_IU_per_L for human in self.humans]
        return np.asarray(np.array(rest)[:, None] + added)

    @functools.cached_property
    def body(self) -> dict[str, np.ndarray]:
        """The body's columns, each (humans, times)."""
        return body_columns(self.futures)

    @property
    def plasma_potassium_mM(self) -> np.ndarray:
        """Arterial plasma potassium."""
        return self.body["plasma_potassium_mM"]

    def venous_potassium_mM(self, group: str, side: str = "right") -> np.ndarray:
        """Plasma potassium in the vein that drains one muscle: blood takes up what it can on its way."""
        outside, flow = self.state(group, "potassium_outside_mM", side), self.state(group, "perfusion", side)
        arterial, out = self.plasma_potassium_mM, np.empty_like(outside)
        for i, human in enumerate(self.humans):
            p, ion = values(human.muscles[group].blood_flow), values(human.muscles[group].ions)
            for j, q in enumerate(flow[i]):
                taken = blood_flow.small_ion_clearance_L_per_kg_per_s(q, p)
                share = taken / blood_flow.plasma_flow_L_per_kg_per_s(q, p)
                gradient = outside[i, j] - arterial[i, j] - ion.interstitial_excess_mM
                out[i, j] = arterial[i, j] + share * gradient
        return out


def follow(
    humans: Sequence[Human], pieces: Sequence[Piece | tuple[Any, ...]], times_s: Sequence[float], sides: Sequence[int] = (0, 1)
) -> Seen:  # fmt: skip
    """Simulate the protocol with every human; `sides` are the sides that work."""
    rest = usual_circumstances(humans[0].body)
    edges, arounds, efforts = [0.0], [], []
    for told in pieces:
        piece = Piece(*told)
        edges.append(edges[-1] + piece.seconds)
        work = {"vo2max_fraction": piece.vo2max_fraction, "metabolic_rate_W": piece.metabolic_rate_W}
        arounds.append(rest._replace(**(work if piece.active else {}), **piece.around))
        effort = np.zeros((len(MUSCLES), len(SIDES), 4))
        for name, manner in piece.active.items():
            effort[MUSCLES.index(name), list(sides)] = (
                manner if isinstance(manner, tuple) else (manner, 1.0, 0.0, 0.0)
            )
        efforts.append(effort)
    demand = Demand(np.array(edges), tuple(arounds), np.array(efforts))
    the_plan = plan(demand, humans[0].masses_kg())
    return Seen(humans, solve(humans, the_plan, np.asarray(times_s, float), tolerance=1e-3))
