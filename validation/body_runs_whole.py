"""Runs of a whole person for the body's validation: a laboratory day piece by piece, or a told history.

The laboratory day has no free drinking, no food but what is given, and steady air. Every run is that of
the product: body, muscles and solver together.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from myotwitch.body.state import BodyState
from myotwitch.body.whole import usual_circumstances
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import body_columns
from myotwitch.course.solve import solve
from myotwitch.handover import MUSCLES, Demand, Intake
from myotwitch.history.demand import demand
from myotwitch.history.session import Session
from myotwitch.history.timeline import History
from myotwitch.person import Person
from myotwitch.provenance import values, with_numbers

J_PER_L_OXYGEN = 20_900.0
TOLERANCE = 2e-4
STATES = BodyState._fields


class Seen(NamedTuple):
    """A course: times in minutes, and every column of the readout and of the state at them."""

    minutes: np.ndarray
    columns: dict[str, np.ndarray]

    def at(self, name: str, minute: float) -> float:
        """A column at one time."""
        return float(np.interp(minute, self.minutes, self.columns[name]))

    def change(self, name: str, begins: float, ends: float) -> float:
        """How much a column changes between two times, min."""
        return self.at(name, ends) - self.at(name, begins)


def seen(minutes: np.ndarray, futures) -> Seen:
    """The first human of a solution."""
    columns = {name: column[0] for name, column in body_columns(futures).items()}
    states = {name: futures.body[0, :, i] for i, name in enumerate(STATES)}
    return Seen(minutes, states | columns)


GAS_KG_PER_J = 0.047e-3 / 4184.0
"""Mass that leaves as carbon dioxide less the oxygen that came, half of the energy from starch and half from fat."""
WATER_L_PER_J = 3.1e-8


def mass_change_kg(course: Seen, ends: float, drunk_L: float, begins: float = 0.0) -> float:
    """Drink less sweat, urine, water through skin and breath, and gas."""
    lost = sum(course.change(f"{way}_L", begins, ends) for way in ("sweat", "urine", "insensible"))
    burnt_J = course.change("metabolic_water_L", begins, ends) / WATER_L_PER_J
    return drunk_L - lost - GAS_KG_PER_J * burnt_J


def weighed_L_per_h(course: Seen, begins: float, ends: float) -> float:
    """Mass lost per hour as the papers weigh it: urine and drink taken out."""
    return (
        60.0 * -mass_change_kg(course, ends, course.change("urine_L", begins, ends), begins) / (ends - begins)
    )


def laboratory(person: Person, *, thirsty: bool = False) -> Human:
    """The reference human, who drinks only what is given unless `thirsty`."""
    human = Human.reference(person)
    if thirsty:
        return human
    return dataclasses.replace(
        human, body=with_numbers(human.body, {"water": {"drink_L_per_s_per_point": 0.0}})
    )


def watts_of(person: Person, share: float) -> float:
    """Metabolic rate at a share of the person's own VO2max, W."""
    return share * person.vo2max * person.mass_kg / 1000.0 / 60.0 * J_PER_L_OXYGEN


class Lab:
    """One person in the laboratory; pieces are laid end to end from minute 0."""

    def __init__(self, person: Person, human: Human | None = None):
        self.person = person
        self.human = human or laboratory(person)
        self.rest = usual_circumstances(values(self.human.body))
        self.edges, self.arounds = [0.0], []

    @property
    def now(self) -> float:
        """Minutes laid so far."""
        return self.edges[-1] / 60.0

    def stay(
        self, minutes: float, *, drink: Intake | None = None, meal: Intake | None = None, **changes
    ) -> Lab:
        """Awake, upright, fasting rest with changes; drink and meal are whole amounts spread over the piece."""
        seconds = 60.0 * minutes

        def spread(whole: Intake | None) -> Intake:
            return Intake(*(x / seconds for x in whole)) if whole else Intake()

        around = self.rest._replace(upright=1.0, asleep=0.0)
        self.arounds.append(around._replace(**(changes | {"drink": spread(drink), "meal": spread(meal)})))
        self.edges.append(self.edges[-1] + seconds)
        return self

    def night(self, hours: float = 10.0) -> Lab:
        """A fasted night."""
        return self.stay(60.0 * hours, asleep=1.0, upright=0.0, vo2max_fraction=0.09)

    def work(self, minutes: float, watts: float, air_C: float, *, humidity: float, wind: float, clothing: float = 0.3,
             radiant_C: float | None = None, outside_W: float = 0.0, drink: Intake | None = None) -> Lab:  # fmt: skip
        """Exercise as heat and oxygen alone: no muscle is asked for force."""
        share = watts / watts_of(self.person, 1.0)
        return self.stay(
            minutes, drink=drink, metabolic_rate_W=watts, external_work_W=outside_W, vo2max_fraction=share, air_C=air_C,
            radiant_C=air_C if radiant_C is None else radiant_C, humidity=humidity, wind_m_per_s=wind, clothing_clo=clothing,
        )  # fmt: skip

    def run(self, every_min: float = 5.0) -> Seen:
        """Integrate what was laid."""
        efforts = np.zeros((len(self.arounds), len(MUSCLES), 2, 4))
        asked = plan(Demand(np.array(self.edges), tuple(self.arounds), efforts), self.human.masses_kg())
        minutes = np.union1d(np.arange(0.0, self.now, every_min), np.array(self.edges) / 60.0)
        return seen(minutes, solve([self.human], asked, minutes * 60.0, tolerance=TOLERANCE))


BEGINS = datetime(2026, 5, 2, 10, 0, tzinfo=UTC)


def lived(person: Person, parts: Sequence, *, after_h: float, every_min: float = 1.0, **told) -> Seen:
    """A told session through the product's own doors; minute 0 is its start, two hours before it are kept."""
    return of_history(
        History(person, sessions=[Session(tuple(parts), start=BEGINS)], **told), after_h, every_min
    )


def of_history(history: History, after_h: float, every_min: float = 1.0) -> Seen:
    """The same for a whole history, whose first session begins at minute 0."""
    human = Human.reference(history.person)
    asked = demand(history, before_s=24 * 3600.0, after_s=after_h * 3600.0)
    minutes = np.arange(-120.0, after_h * 60.0, every_min)
    return seen(minutes, solve([human], plan(asked, human.masses_kg()), minutes * 60.0, tolerance=TOLERANCE))
