"""Body and muscle together through a laboratory's protocol, for several sets of numbers at once.

A protocol is a list of pieces: seconds, share of maximal oxygen uptake, W of metabolism, and what each
working muscle does. What a workload means in activation is assumed everywhere: one-legged knee extension
of 65 W is 0.42 (so 0.0065 a watt), cycling at 60, 85 and 110 % of maximal oxygen uptake 0.20, 0.30, 0.45.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from myotwitch.body.whole import usual_circumstances
from myotwitch.course.hours import MUSCLE
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import body_columns
from myotwitch.course.solve import Futures, solve
from myotwitch.handover import MUSCLES, SIDES, Demand
from myotwitch.muscle import blood_flow
from myotwitch.muscle.whole import MuscleState
from myotwitch.person import Person
from myotwitch.provenance import Parameters, values

PERSON = Person(sex="male", age_yr=25, mass_kg=75, height_cm=180, vo2max_mL_per_min_per_kg=50)
LEGS = ("gastrocnemius", "soleus", "tibialis_anterior", "quadriceps", "hamstrings", "gluteals", "adductors")
KNEE_PER_W = 0.42 / 65.0
CYCLING = {0.6: 0.20, 0.75: 0.26, 0.85: 0.30, 1.1: 0.45}

Active = Mapping[str, float]
Piece = tuple[float, float, float, Active]


@functools.cache
def reference(person: Person = PERSON) -> Human:
    """The laboratory's subject with every number at its reference value."""
    return Human.reference(person)


def with_numbers(changes: Mapping[str, Parameters], person: Person = PERSON) -> Human:
    """The subject with some of the muscle's parameter sets exchanged, by name (`ions`, `energy`, ...)."""
    human = reference(person)
    return dataclasses.replace(
        human, muscles={g: dataclasses.replace(m, **changes) for g, m in human.muscles.items()}
    )


@dataclass(frozen=True)
class Seen:
    """What the protocol did: columns over (humans, times)."""

    humans: Sequence[Human]
    futures: Futures

    def state(self, group: str, name: str, side: str = "right") -> np.ndarray:
        """One muscle state over (humans, times)."""
        cell = self.futures.plan.cell_of(group, side)
        return np.asarray(self.futures.cells[:, :, cell, :MUSCLE][..., MuscleState._fields.index(name)])

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
    humans: Sequence[Human], pieces: Sequence[Piece], times_s: Sequence[float], sides: Sequence[int] = (0, 1)
) -> Seen:
    """Simulate the protocol with every human; `sides` are the legs that work."""
    rest = usual_circumstances(humans[0].body)
    edges, arounds, efforts = [0.0], [], []
    for seconds, share, watts, active in pieces:
        edges.append(edges[-1] + seconds)
        change = {"vo2max_fraction": share, "metabolic_rate_W": watts} if active else {}
        arounds.append(rest._replace(**change))
        effort = np.zeros((len(MUSCLES), len(SIDES), 4))
        for name, activation in active.items():
            effort[MUSCLES.index(name), list(sides)] = (activation, 1.0, 0.0, 0.0)
        efforts.append(effort)
    demand = Demand(np.array(edges), tuple(arounds), np.array(efforts))
    the_plan = plan(demand, humans[0].masses_kg())
    return Seen(humans, solve(humans, the_plan, np.asarray(times_s, float), tolerance=1e-3))
