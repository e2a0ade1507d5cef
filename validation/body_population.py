"""A thousand drawn athletes, players and marathon runners: what sweat and plasma sodium spread over people.

Everyone is a plausible variant of the body (`provenance.varied`), with a mass, sex, weather and effort drawn
from what the papers tell of their people, or else set by us before the first run. Only effort as heat is
asked: no muscle works, which changes neither sweat nor sodium. Sweat rates of the papers are mass lost less
drink and urine (Baker 2016 says so), so ours are weighed alike.
"""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

import numpy as np
from body_runs_whole import GAS_KG_PER_J, STATES, WATER_L_PER_J

from myotwitch.body.whole import usual_circumstances
from myotwitch.course.hours import flat_circumstances
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan, plan
from myotwitch.course.result import body_columns
from myotwitch.course.solve import FOR_MANY, solve
from myotwitch.handover import MUSCLES, Demand, Intake
from myotwitch.person import Person
from myotwitch.provenance import values

PEOPLE = 1000
SEED = 20261125


class Outing(NamedTuple):
    """One person's work: effort in MET, air, and what is drunk in all."""

    person: Person
    hours: float
    met: float
    air_C: float
    humidity: float
    wind_m_per_s: float
    clothing_clo: float
    radiant_over_air_C: float
    drunk_L: float = 0.0
    drink_sodium_mM: float = 0.0


class Found(NamedTuple):
    """What one group of people lost and ended with, each (people,)."""

    mass_kg: np.ndarray
    sweat_L_per_h: np.ndarray
    weighed_L_per_h: np.ndarray
    """Mass lost, as people are weighed: sweat, water breathed out and through dry skin, and gas."""
    sodium_mM: np.ndarray
    potassium_mM: np.ndarray
    plasma_sodium_mM: np.ndarray


def _pieces(human: Human, out: Outing) -> list:
    """A fasting hour of rest, and the work."""
    rest = usual_circumstances(values(human.body))._replace(
        upright=1.0, asleep=0.0, drink=Intake(), meal=Intake()
    )
    seconds = 3600.0 * out.hours
    drink = Intake(
        out.drunk_L / seconds,
        out.drunk_L * out.drink_sodium_mM / seconds,
        0.0,
        out.drunk_L * out.drink_sodium_mM / seconds,
    )
    work = rest._replace(
        metabolic_rate_W=out.met * 1.163 * out.person.mass_kg, vo2max_fraction=out.met * 3.5 / out.person.vo2max,
        air_C=out.air_C, radiant_C=out.air_C + out.radiant_over_air_C, humidity=out.humidity, wind_m_per_s=out.wind_m_per_s,
        clothing_clo=out.clothing_clo, drink=drink,
    )  # fmt: skip
    return [rest, work]


def found(outings: list[Outing], seed: int) -> Found:
    """Follow everyone; all outings of one call last equally long."""
    group = "gluteals"  # the heaviest: at rest it stands for all muscles
    humans = [Human.reference(out.person).variant(seed, i, MUSCLES) for i, out in enumerate(outings)]
    hours = outings[0].hours
    edges = np.array([0.0, 3600.0, 3600.0 * (1.0 + hours)])
    first = plan(
        Demand(edges, tuple(_pieces(humans[0], outings[0])), np.zeros((2, len(MUSCLES), 2, 4))),
        humans[0].masses_kg(),
    )
    assert {cell.group for cell in first.cells} <= {group, "quadriceps"}, first.cells
    arounds = np.array(
        [[flat_circumstances(p) for p in _pieces(h, o)] for h, o in zip(humans, outings, strict=True)]
    )
    asked = Plan(first.edges_s, first.arounds, first.efforts, first.cells)
    solved = solve(humans, asked, np.array([3600.0, edges[-1]]), arounds=arounds, tolerance=FOR_MANY)
    columns = body_columns(solved)
    lost = {
        n: np.diff(solved.body[:, :, STATES.index(n)], axis=1)[:, 0]
        for n in ("sweat_L", "insensible_L", "metabolic_water_L", "sodium_sweat_mmol", "potassium_sweat_mmol")
    }
    litres = np.maximum(lost["sweat_L"], 1e-3)
    weighed = (
        lost["sweat_L"] + lost["insensible_L"] + GAS_KG_PER_J * lost["metabolic_water_L"] / WATER_L_PER_J
    )
    return Found(
        np.array([o.person.mass_kg for o in outings]), lost["sweat_L"] / hours, weighed / hours, lost["sodium_sweat_mmol"] / litres,
        lost["potassium_sweat_mmol"] / litres, columns["plasma_sodium_mM"][:, -1],
    )  # fmt: skip


def _clipped(random: np.random.Generator, mean: float, sd: float, low: float, high: float) -> float:
    return float(np.clip(random.normal(mean, sd), low, high))


def _player(random, sex: str, mass: float, mass_sd: float, height: float, vo2max: float) -> Person:
    return Person(sex=sex, age_yr=_clipped(random, 24, 4, 16, 45), mass_kg=_clipped(random, mass, mass_sd, 42, 160),
                  height_cm=_clipped(random, height, 6, 150, 210), vo2max_mL_per_min_per_kg=_clipped(random, vo2max, 5, 35, 75))  # fmt: skip


SPORTS = {
    # mass, sd, height, VO2max; MET of a whole session; air, sd; humidity; wind; clothing; sun
    "football": (100, 18, 186, 48, 7.0, 29, 3, 0.60, 1.0, 0.6, 12.0),
    "endurance": (72, 9, 177, 58, 9.5, 25, 5, 0.50, 3.0, 0.25, 6.0),
    "basketball": (84, 12, 190, 50, 7.0, 22, 2, 0.50, 1.0, 0.3, 0.0),
    "soccer": (72, 8, 177, 53, 8.0, 24, 4, 0.50, 2.0, 0.3, 6.0),
    "baseball": (86, 9, 184, 45, 4.5, 28, 3, 0.55, 1.0, 0.5, 12.0),
}


@functools.cache
def sport(name: str) -> Found:
    """Two hundred players of one sport, an hour and a half."""
    mass, mass_sd, height, vo2max, met, air, air_sd, humidity, wind, clothing, sun = SPORTS[name]
    random = np.random.default_rng([SEED, list(SPORTS).index(name)])
    outings = [
        Outing(_player(random, "male" if random.random() < 0.85 else "female", mass, mass_sd, height, vo2max), 1.5,
               met * math.exp(random.normal(0, 0.12)), _clipped(random, air, air_sd, 10, 42), _clipped(random, humidity, 0.1, 0.2, 0.9),
               wind, clothing, sun * random.random() * 2 if sun else 0.0)
        for _ in range(200)
    ]  # fmt: skip
    return found(outings, SEED + 1)


@functools.cache
def athletes() -> Found:
    """A thousand athletes of all sports, four in five men, 15 to 40 °C."""
    random = np.random.default_rng([SEED, 10])
    outings = []
    for _ in range(PEOPLE):
        man = random.random() < 0.8
        person = _player(
            random,
            "male" if man else "female",
            83 if man else 65,
            16 if man else 10,
            182 if man else 169,
            51 if man else 45,
        )
        met = float(np.clip(8.0 * math.exp(random.normal(0, 0.22)), 4.0, 0.9 * person.vo2max / 3.5))
        outings.append(
            Outing(person, 1.5, met, _clipped(random, 26, 5, 15, 42), _clipped(random, 0.5, 0.13, 0.15, 0.9),
                   float(random.uniform(0.7, 3.0)), float(random.uniform(0.2, 0.5)), float(random.choice([0.0, 6.0, 15.0])))
        )  # fmt: skip
    return found(outings, SEED + 2)


@functools.cache
def marathon() -> Found:
    """A thousand runners of a marathon at 24.4 °C, 28 % (Lara 2016); sweat of the first two and a half hours."""
    random = np.random.default_rng([SEED, 11])
    outings = []
    for _ in range(PEOPLE):
        man = random.random() < 0.85
        person = _player(
            random, "male" if man else "female", 73 if man else 58, 8, 176 if man else 164, 54 if man else 49
        )
        speed = _clipped(random, 3.2, 0.35, 2.4, 4.2)
        outings.append(
            Outing(person, 2.5, speed * 3.6, 24.4, 0.28, speed + 0.5, 0.25, 6.0)
        )  # 1 kcal per kg and km
    return found(outings, SEED + 3)


@functools.cache
def boston() -> np.ndarray:
    """Plasma sodium of a thousand finishers at 13 °C who drink as runners said they plan to, mM."""
    random = np.random.default_rng([SEED, 12])
    ends = []
    for block, hours in enumerate(np.clip(random.normal(3.83, 0.6, 20), 2.7, 5.6)):
        outings = []
        for _ in range(PEOPLE // 20):
            man = random.random() < 0.66
            speed = 42.195 / hours / 3.6
            person = _player(
                random,
                "male" if man else "female",
                75 if man else 60,
                9,
                177 if man else 165,
                3.5 * speed * 3.6 / 0.72,
            )
            drunk = float(2.2 * math.exp(random.normal(0, 0.395)))
            outings.append(
                Outing(person, float(hours), speed * 3.6, 13.0, 0.6, speed + 1.0, 0.3, 2.0, drunk, 9.0)
            )
        ends.append(found(outings, SEED + 100 + block).plasma_sodium_mM)
    return np.concatenate(ends)


def _forearm_mM() -> np.ndarray:
    """Sodium as patches on the forearm read it: 10 (outer side) or 0 (inner side) above the whole body's (Baker 2020)."""
    return marathon().sodium_mM + 5.0


def _patch_potassium_mM() -> np.ndarray:
    """Potassium as patches read it: the whole body has 0.74 of it and 0.30 mM (five sites, men; Baker 2009)."""
    return (marathon().potassium_mM - 0.30) / 0.74


def _class(low: float, high: float) -> np.ndarray:
    sodium = _forearm_mM()
    return (sodium >= low) & (sodium < high)


def _sports() -> dict:
    rows = {}
    for name in SPORTS:
        rows[f"{name}_L_per_h"] = lambda name=name: float(sport(name).weighed_L_per_h.mean())
        rows[f"{name}_mmol_per_h"] = lambda name=name: float(
            (sport(name).weighed_L_per_h * sport(name).sodium_mM).mean()
        )
    return rows


def _per_kg() -> np.ndarray:
    return 1000.0 * athletes().weighed_L_per_h / athletes().mass_kg


SIMULATIONS = _sports() | {
    "athletes_L_per_h": lambda: float(athletes().weighed_L_per_h.mean()),
    "athletes_sd_L_per_h": lambda: float(athletes().weighed_L_per_h.std()),
    "athletes_mL_per_kg_h": lambda: float(_per_kg().mean()),
    "athletes_sd_mL_per_kg_h": lambda: float(_per_kg().std()),
    "athletes_sodium_mM": lambda: float(athletes().sodium_mM.mean()),
    "athletes_sd_sodium_mM": lambda: float(athletes().sodium_mM.std()),
    "runners_low_share": lambda: float(_class(0, 30).mean()),
    "runners_middle_share": lambda: float(_class(30, 60).mean()),
    "runners_salty_share": lambda: float(_class(60, 200).mean()),
    "runners_low_mM": lambda: float(_forearm_mM()[_class(0, 30)].mean()),
    "runners_middle_mM": lambda: float(_forearm_mM()[_class(30, 60)].mean()),
    "runners_salty_mM": lambda: float(_forearm_mM()[_class(60, 200)].mean()) if _class(60, 200).any() else math.nan,
    "runners_sweat_potassium_mM": lambda: float(_patch_potassium_mM().mean()),
    "runners_L_per_h": lambda: float(marathon().weighed_L_per_h.mean()),
    "boston_sodium_mM": lambda: float(boston().mean()),
    "boston_share_135": lambda: float((boston() <= 135.0).mean()),
    "boston_share_120": lambda: float((boston() <= 120.0).mean()),
}  # fmt: skip
