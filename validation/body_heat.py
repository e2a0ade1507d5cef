"""Work in a climate chamber, and the hour after it: core, skin and sweat of papers that were added with the
heat balance's third form, as laboratory days of one person.

Rows of role *predicted*, their bands and their protocols were committed before their first run.
"""

from __future__ import annotations

import functools

import numpy as np
from body_runs_whole import Lab, Seen, watts_of

from myotwitch.handover import Intake
from myotwitch.person import Person

STILL = 0.3
"""Air of a chamber without a fan, m/s; assumed."""


def _man(mass_kg: float, vo2max: float, acclimation: float | None = None) -> Person:
    return Person(sex="male", age_yr=25, mass_kg=mass_kg, height_cm=178, vo2max_mL_per_min_per_kg=vo2max, heat_acclimation=acclimation)  # fmt: skip


# ---- used to set numbers


@functools.cache
def calorimeter() -> Seen:
    """Kenny 2008: an hour of cycling at 70 W, an hour of sitting, 30 °C and 30 %."""
    air = {"air_C": 30.0, "radiant_C": 30.0, "humidity": 0.3, "wind_m_per_s": STILL, "clothing_clo": 0.2}
    lab = Lab(_man(75, 50)).stay(60.0, **air)
    lab.work(60.0, 430.0, 30.0, humidity=0.3, wind=STILL, clothing=0.2, outside_W=70.0)
    return lab.stay(60.0, **air).run(2.5)


def evaporation_left_percent() -> float:
    """Sweat ten minutes after the end over that at the end, %."""
    return 100.0 * calorimeter().at("sweat_W_per_m2", 130.0) / calorimeter().at("sweat_W_per_m2", 120.0)


def rise_left() -> float:
    """Rise of the core an hour after the end over that at the end."""
    return calorimeter().change("core_C", 60.0, 180.0) / calorimeter().change("core_C", 60.0, 120.0)


@functools.cache
def _dried(air_C: float, before: bool) -> tuple[float, float]:
    """(core after an hour at 60 %, percent of mass lost before it) with or without five hours of heat first."""
    person = _man(75, 50)
    lab = Lab(person)
    if before:
        lab.stay(330.0, air_C=52.0, radiant_C=52.0, humidity=0.2, wind_m_per_s=0.2, clothing_clo=0.1)
    lab.stay(480.0)
    begins, watts = lab.now, watts_of(person, 0.6)
    course = lab.work(60.0, watts, air_C, humidity=0.4, wind=0.5, clothing=0.2, outside_W=0.2 * watts).run()
    return course.at("core_C", lab.now), -100.0 * course.change("body_water_L", 0.0, begins) / person.mass_kg


def core_per_percent(air_C: float) -> float:
    """Buono 2000: how much warmer the core is after an hour of cycling for each percent of mass lost before it."""
    wet, dry = _dried(air_C, False), _dried(air_C, True)
    return (dry[0] - wet[0]) / (dry[1] - wet[1])


# ---- predicted


@functools.cache
def jay(fit: bool) -> Seen:
    """Jay 2011: the same heat, 542 or 535 W, from men of 60 and of 40 mL/min/kg, an hour at 24.8 °C and 26 %."""
    person = _man(78.2, 60.1) if fit else _man(78.7, 40.3)
    watts = watts_of(person, 0.397 if fit else 0.576)
    lab = Lab(person).stay(60.0, air_C=24.8, radiant_C=24.8, humidity=0.26)
    return lab.work(60.0, watts, 24.8, humidity=0.26, wind=STILL, clothing=0.2, outside_W=watts - (542.0 if fit else 535.0)).run()  # fmt: skip


@functools.cache
def mora(wind: float, drinking: bool) -> float:
    """Mora-Rodriguez 2007: an hour of cycling at 60 % in 36 °C and 29 %, acclimatised; core at the end."""
    person = _man(75, 55, 0.8)
    watts, drunk = watts_of(person, 0.6), 0.0
    for _ in range(3):  # all sweat is drunk
        drink = Intake(drunk, 20.0 * drunk, 3.0 * drunk, 20.0 * drunk, 0.0, 0.0, 60.0 * drunk)
        course = Lab(person).stay(60.0).work(60.0, watts, 36.0, humidity=0.29, wind=wind, clothing=0.2, outside_W=0.2 * watts, drink=drink).run()  # fmt: skip
        if not drinking:
            break
        drunk = course.change("sweat_L", 60.0, 120.0)
    return course.at("core_C", 120.0)


@functools.cache
def runs_and_rests(minutes: float) -> Seen:
    """Kenny 1999: running at 70 % in 29 °C, an hour of rest there."""
    person = _man(72, 52)
    air = {"air_C": 29.0, "radiant_C": 29.0, "humidity": 0.5, "wind_m_per_s": STILL, "clothing_clo": 0.2}
    lab = Lab(person).stay(60.0, **air)
    lab.work(minutes, watts_of(person, 0.7), 29.0, humidity=0.5, wind=STILL + 0.7, clothing=0.2)
    return lab.stay(60.0, **air).run(2.5)


@functools.cache
def trial(hot: bool) -> float:
    """Racinais 2015: 43.4 km on the road in 77 min at 37 °C, in 66 min at 8 °C; rectal temperature at the end."""
    person, minutes = _man(75, 60), 77.0 if hot else 66.0
    watts = watts_of(person, 0.65 if hot else 0.80)
    lab = Lab(person).stay(60.0)
    lab.work(minutes, watts, 37.0 if hot else 8.0, humidity=0.4, wind=9.0, clothing=0.25 if hot else 0.6, outside_W=0.21 * watts,
             radiant_C=49.0 if hot else 14.0, drink=Intake(0.5))  # fmt: skip
    return lab.run().at("core_C", 60.0 + minutes)


@functools.cache
def half_hour(hot: bool) -> Seen:
    """Willmott 2018: 15 min at 2 W/kg and 15 min at 1 W/kg, 22 °C and 45 % or 45 °C and 20 %."""
    person, air_C, humidity = _man(69.4, 50), 45.0 if hot else 22.0, 0.2 if hot else 0.45
    lab = Lab(person).stay(60.0)
    for power in (2.0, 1.0):
        watts = person.mass_kg * (3.1 + power / 0.258)
        lab.work(
            15.0, watts, air_C, humidity=humidity, wind=STILL, clothing=0.2, outside_W=power * person.mass_kg
        )
    return lab.run(1.0)


def _litres_per_h(hot: bool) -> float:
    return 2.0 * (half_hour(hot).change("sweat_L", 60.0, 90.0) + half_hour(hot).change("insensible_L", 60.0, 90.0))  # fmt: skip


SIMULATIONS = {
    "evaporation_left_percent": evaporation_left_percent,
    "rise_left": rise_left,
    "core_per_percent_mild": lambda: core_per_percent(23.0),
    "core_per_percent_hot": lambda: core_per_percent(33.0),
    "jay_fit_rise_C": lambda: jay(True).change("core_C", 60.0, 120.0),
    "jay_unfit_rise_C": lambda: jay(False).change("core_C", 60.0, 120.0),
    "jay_fit_sweat_mL": lambda: 1000.0 * jay(True).change("sweat_L", 60.0, 120.0),
    "jay_unfit_sweat_mL": lambda: 1000.0 * jay(False).change("sweat_L", 60.0, 120.0),
    "mora_still_C": lambda: mora(STILL, False),
    "mora_still_drinking_C": lambda: mora(STILL, True),
    "mora_wind_C": lambda: mora(2.55, False),
    "mora_wind_drinking_C": lambda: mora(2.55, True),
    "run_15_rise_C": lambda: runs_and_rests(15.0).change("core_C", 60.0, 75.0),
    "run_45_rise_C": lambda: runs_and_rests(45.0).change("core_C", 60.0, 105.0),
    "run_45_later_C": lambda: float(np.mean([runs_and_rests(45.0).change("core_C", 60.0, 105.0 + m) for m in (30.0, 45.0, 60.0)])),
    "trial_hot_C": lambda: trial(True),
    "trial_cool_C": lambda: trial(False),
    "half_hour_mild_L_per_h": lambda: _litres_per_h(False),
    "half_hour_hot_L_per_h": lambda: _litres_per_h(True),
    "half_hour_mild_skin_C": lambda: float(np.mean([half_hour(False).at("skin_C", m) for m in range(62, 91)])),
    "half_hour_hot_skin_C": lambda: half_hour(True).at("skin_C", 90.0),
}  # fmt: skip
"""Named as the rows of `observations/body` ask for them."""
