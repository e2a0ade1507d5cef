"""Rehydration, salt and potassium by mouth that were added later, as laboratory days of one person.

Rows, bands and protocols were committed before the first run.
"""

from __future__ import annotations

import functools

from body_protocols import MAN, preston
from body_runs_whole import Lab, Seen
from scipy.optimize import brentq

from myotwitch.handover import Intake
from myotwitch.person import Person


def _salty(litres: float, sodium_mM: float) -> Intake:
    return Intake(litres, litres * sodium_mM, 0.0, litres * sodium_mM)


@functools.cache
def _minutes_to_lose(percent: float) -> float:
    """Work after which that share of body mass is missing when sweating has ended and people are weighed, ten minutes later."""

    def lost_L(minutes: float) -> float:
        course = (
            Lab(MAN).night().stay(60.0).work(minutes, 600.0, 34.0, humidity=0.6, wind=0.5).stay(10.0).run()
        )
        return sum(course.change(f"{way}_L", 660.0, 670.0 + minutes) for way in ("sweat", "insensible"))

    return brentq(lambda minutes: lost_L(minutes) - 0.01 * percent * MAN.mass_kg, 20.0, 120.0, xtol=0.5)


@functools.cache
def rehydrate_mL(share: float, sodium_mM: float) -> float:
    """Shirreffs 1996: urine of the 7.5 h after 2.06 % were lost; half an hour of rest, then a share of the loss in an hour."""
    work = _minutes_to_lose(2.06)
    lab = Lab(MAN).night().stay(60.0).work(work, 600.0, 34.0, humidity=0.6, wind=0.5)
    begins = lab.now
    lab.stay(30.0)
    for _ in range(4):
        lab.stay(15.0, drink=_salty(share * 0.0206 * MAN.mass_kg / 4, sodium_mM))
    return 1000.0 * lab.stay(360.0).run().change("urine_L", begins, begins + 450.0)


@functools.cache
def sodium_load(sodium_mM: float) -> float:
    """Sims 2007: plasma volume 45 min after 757 mL drunk over an hour, %."""
    lab = (
        Lab(Person(sex="male", age_yr=36, mass_kg=75, height_cm=178, vo2max_mL_per_min_per_kg=58))
        .night()
        .stay(120.0)
    )
    begins = lab.now
    for _ in range(7):
        lab.stay(60.0 / 7, drink=_salty(0.757 / 7, sodium_mM))
    course = lab.stay(45.0).run()
    volume = course.columns["plasma_volume_fraction"]
    return 100.0 * (float(volume[-1]) / course.at("plasma_volume_fraction", begins) - 1.0)


@functools.cache
def matched(sodium_mM: float) -> float:
    """Anastasiou 2009: serum sodium after 225 min at 30 °C with drinks equal to the loss, mM."""
    person = Person(sex="male", age_yr=24, mass_kg=76, height_cm=178, vo2max_mL_per_min_per_kg=48)
    lost, course = 2.8, None
    for _ in range(4):
        first = _salty(lost * 0.75, sodium_mM)
        lab = Lab(person).stay(60.0)
        lab.work(180.0, 6 * 1.163 * 76, 30.0, humidity=0.45, wind=0.7, drink=first)
        course = lab.work(
            45.0, 8 * 1.163 * 76, 30.0, humidity=0.45, wind=0.7, drink=_salty(lost * 0.25, sodium_mM)
        ).run()
        lost = sum(course.change(f"{way}_L", 60.0, 285.0) for way in ("sweat", "insensible", "urine"))
    assert course is not None
    return course.at("plasma_sodium_mM", 285.0)


@functools.cache
def syrup(potassium_mmol: float) -> Seen:
    """64 mmol of potassium chloride on an evenly fed day of 36 h."""
    lab = Lab(MAN)
    usual = lab.rest
    for minutes, drink in (
        (120.0, None),
        (5.0, Intake(0.3, 0.0, potassium_mmol, potassium_mmol)),
        (2155.0, None),
    ):
        lab.stay(minutes, drink=drink)
        told = lab.arounds[-1]
        lab.arounds[-1] = told._replace(meal=usual.meal, drink=told.drink if drink else usual.drink)
    return lab.run()


def _syrup_rise_mM() -> float:
    given, placebo = (syrup(dose) for dose in (64.0, 0.0))
    return float((given.columns["plasma_potassium_mM"] - placebo.columns["plasma_potassium_mM"]).max())


def _syrup_urine_mmol() -> float:
    return syrup(64.0).change("potassium_urine_mmol", 120.0, 2280.0) - syrup(0.0).change(
        "potassium_urine_mmol", 120.0, 2280.0
    )


def _preston_urine_mmol(meal: bool, potassium: bool) -> float:
    return preston(meal, potassium).change("potassium_urine_mmol", 600.0, 900.0)


def _rehydration() -> dict:
    return {
        f"rehydrate_{share}_{name}_mL": lambda share=share, sodium=sodium: rehydrate_mL(share / 100, sodium)
        for share in (100, 150, 200)
        for name, sodium in (("low", 23.0), ("high", 61.0))
    }


SIMULATIONS = _rehydration() | {
    "sodium_load_high_percent": lambda: sodium_load(164.0),
    "sodium_load_low_percent": lambda: sodium_load(10.0),
    "matched_water_less_high_mM": lambda: matched(0.0) - matched(36.2),
    "matched_low_less_high_mM": lambda: matched(19.9) - matched(36.2),
    "kcl_urine_potassium_mmol": lambda: _preston_urine_mmol(False, True),
    "meal_kcl_urine_potassium_mmol": lambda: _preston_urine_mmol(True, True),
    "meal_urine_potassium_mmol": lambda: _preston_urine_mmol(True, False),
    "meal_potassium_60min_mM": lambda: preston(True, False).change("plasma_potassium_mM", 600.0, 660.0),
    "syrup_potassium_mM": _syrup_rise_mM,
    "syrup_urine_mmol": _syrup_urine_mmol,
}
