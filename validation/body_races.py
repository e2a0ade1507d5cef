"""Races and days after them that were added later, as runs of one person: mass, sodium, sweat, core, plasma.

Rows, bands and protocols were committed before the first run. What a paper does not tell (power, pace,
drinks, wind) is told as taken in the observation's `who`.
"""

from __future__ import annotations

import functools

from body_protocols import TREADMILL_WIND
from body_runs_whole import Lab, Seen, laboratory, lived, mass_change_kg, watts_of, weighed_L_per_h

from myotwitch.handover import Intake
from myotwitch.history.intake import Drink
from myotwitch.history.session import Work
from myotwitch.history.timeline import Weather
from myotwitch.person import Person


def sips(
    litres: float, minutes: float, sodium_mM: float, sugar_g_per_L: float, begins: float = 0.0
) -> list[Drink]:
    """An amount in equal parts, about every half hour."""
    parts = max(1, round(minutes / 30.0) - 1)
    return [
        Drink("water", litres / parts, f"+{begins + minutes * (i + 1) / (parts + 1):.0f} min", sodium_mM=sodium_mM, carbohydrate_g_per_L=sugar_g_per_L)
        for i in range(parts)
    ]  # fmt: skip


def _man(mass_kg: float, vo2max: float, age: float = 35, acclimation: float | None = None) -> Person:
    return Person(sex="male", age_yr=age, mass_kg=mass_kg, height_cm=177, vo2max_mL_per_min_per_kg=vo2max, heat_acclimation=acclimation)  # fmt: skip


# ---- marathons

MADRID_MIN = 42195 / 3.3 / 60


@functools.cache
def madrid() -> Seen:
    """Lara 2017: 1.2 L with 11.5 mmol of sodium at 24.4 °C, 28 %."""
    return lived(_man(70, 54), [Work(60 * MADRID_MIN, "running", speed_m_per_s=3.3)], after_h=5.0, intake=sips(1.2, MADRID_MIN, 9.6, 30.0),
                 weather=[Weather(24.4, 0.28, 2.0, "part")])  # fmt: skip


@functools.cache
def whiting() -> Seen:
    """Whiting 1984: 224 min at 12 °C, 1.4 L of water."""
    return lived(_man(70, 56), [Work(224 * 60, "running", speed_m_per_s=42195 / (224 * 60))], after_h=5.0, intake=sips(1.4, 224, 0.0, 0.0),
                 weather=[Weather(12.0, 0.7, 2.0, "none")])  # fmt: skip


@functools.cache
def myhre(sex: str) -> Seen:
    """Myhre 1985: mild weather; about half of what is lost is drunk."""
    minutes, mass, height, vo2max, drunk = (
        (214, 72, 177, 50, 1.8) if sex == "male" else (250, 57, 165, 44, 1.3)
    )
    person = Person(sex=sex, age_yr=45, mass_kg=mass, height_cm=height, vo2max_mL_per_min_per_kg=vo2max)
    return lived(person, [Work(minutes * 60, "running", speed_m_per_s=42195 / (minutes * 60))], after_h=5.0,
                 intake=sips(drunk, minutes, 0.0, 0.0), weather=[Weather(19.0, 0.6, 2.0, "part")])  # fmt: skip


def _per_skin(sex: str, minutes: float) -> float:
    surface_m2 = Person(
        sex=sex, mass_kg=72 if sex == "male" else 57, height_cm=177 if sex == "male" else 165
    ).surface_m2
    return 1000.0 * weighed_L_per_h(myhre(sex), 0.0, minutes) / surface_m2


@functools.cache
def days_after_marathon() -> Seen:
    """A marathon at 15 °C and two usual days after it."""
    return lived(_man(70, 58), [Work(12600, "running", speed_m_per_s=42195 / 12600)], after_h=52.0, every_min=10.0,
                 intake=sips(1.5, 210, 0.0, 0.0), weather=[Weather(15.0, 0.6, 2.0, "none")])  # fmt: skip


# ---- triathlons and 100 km


@functools.cache
def ironman_nz() -> Seen:
    """Speedy 2001: 889 mL/h on the bicycle, 632 mL/h running, 21 °C and 91 %."""
    drinks = sips(0.889 * 6.2, 372, 20.0, 60.0) + sips(0.632 * 4.4, 264, 20.0, 60.0, begins=372)
    parts = [Work(372 * 60, "cycling", power_W=150.0), Work(264 * 60, "running", speed_m_per_s=2.65)]
    return lived(_man(76, 55), parts, after_h=12.0, intake=drinks, weather=[Weather(21.0, 0.91, 3.0, "part")])


@functools.cache
def ironman_wa() -> Seen:
    """Laursen 2006: 23.3 °C, 60 %; faster people, the same drinks per hour."""
    drinks = sips(0.889 * 5.42, 325, 20.0, 60.0) + sips(0.632 * 3.55, 213, 20.0, 60.0, begins=325)
    parts = [Work(325 * 60, "cycling", power_W=180.0), Work(213 * 60, "running", speed_m_per_s=3.3)]
    return lived(_man(74, 62), parts, after_h=10.0, intake=drinks, weather=[Weather(23.3, 0.6, 3.0, "part")])


@functools.cache
def half_ironman() -> Seen:
    """Baillot and Hue 2015: 27.2 °C, 80 %, people who live there."""
    parts = [Work(175 * 60, "cycling", power_W=170.0), Work(117 * 60, "running", speed_m_per_s=3.0)]
    return lived(_man(74, 58, acclimation=0.8), parts, after_h=6.0, intake=sips(0.7 * 4.87, 292, 20.0, 60.0), weather=[Weather(27.2, 0.8, 3.0, "part")])  # fmt: skip


@functools.cache
def hundred_km() -> Seen:
    """Rama 1996: 100 km in 10.5 h at 18 °C."""
    return lived(_man(70, 55), [Work(37800, "running", speed_m_per_s=100_000 / 37800)], after_h=11.5, intake=sips(5.25, 630, 15.0, 50.0),
                 weather=[Weather(18.0, 0.6, 2.0, "part")])  # fmt: skip


# ---- laboratory


@functools.cache
def women(air_C: float) -> Seen:
    """Cheuvront 2001: 30 km at 3.2 m/s; 0.70, 0.54 or 0.47 L/h drunk."""
    person = Person(sex="female", age_yr=28, mass_kg=53, height_cm=164, vo2max_mL_per_min_per_kg=53)
    minutes = 30_000 / 3.2 / 60
    drunk = {30.0: 0.70, 20.0: 0.54, 14.0: 0.47}[air_C] * minutes / 60
    lab = Lab(person).stay(30.0)
    return lab.work(minutes, 3.2 * 3.6 * 1.163 * 53, air_C, humidity=0.55, wind=1.5 + TREADMILL_WIND, clothing=0.2, drink=Intake(drunk)).run()  # fmt: skip


def _women_L_per_h(air_C: float) -> float:
    course = women(air_C)
    return course.change("sweat_L", 30.0, course.minutes[-1]) / (30_000 / 3.2 / 3600)


@functools.cache
def nybo(air_C: float, minutes: float) -> float:
    """Nybo and Nielsen 2001: 57 % of VO2max on a bicycle; core at the end."""
    person = _man(72, 70, 24)
    watts = watts_of(person, 0.57)
    lab = Lab(person).stay(30.0)
    course = lab.work(
        minutes,
        watts,
        air_C,
        humidity=0.2 if air_C > 30 else 0.4,
        wind=0.5,
        clothing=0.2,
        outside_W=0.2 * watts,
    ).run()
    return course.at("core_C", 30.0 + minutes)


@functools.cache
def day_after_bouts() -> float:
    """Haskell 1997, Gillen 1991: eight bouts of 4 min at 85 %, 5 min between; plasma volume 24 h later, %."""
    person = _man(75, 48, 25)
    lab = Lab(person, laboratory(person, thirsty=True))
    usual = lab.rest

    def fed(minutes: float, **changes) -> None:
        lab.stay(minutes, **changes)
        lab.arounds[-1] = lab.arounds[-1]._replace(drink=usual.drink, meal=usual.meal)

    fed(180.0)
    for _ in range(8):
        lab.work(
            4.0, watts_of(person, 0.85), 25.0, humidity=0.4, wind=0.5, outside_W=0.2 * watts_of(person, 0.85)
        )
        fed(5.0)
    fed(780.0)
    fed(480.0, asleep=1.0, upright=0.0, vo2max_fraction=0.09)
    fed(180.0)
    course = lab.run()
    return 100.0 * (course.at("plasma_volume_fraction", course.minutes[-1]) / course.at("plasma_volume_fraction", 180.0) - 1.0)  # fmt: skip


def _plasma_percent(course: Seen, minute: float) -> float:
    return 100.0 * (
        course.at("plasma_volume_fraction", minute) / course.at("plasma_volume_fraction", -30.0) - 1.0
    )


SIMULATIONS = {
    "madrid_sweat_L_per_h": lambda: weighed_L_per_h(madrid(), 0.0, MADRID_MIN),
    "madrid_mass_percent": lambda: mass_change_kg(madrid(), MADRID_MIN, 1.2) / 0.70,
    "madrid_sodium_mM": lambda: madrid().at("plasma_sodium_mM", MADRID_MIN + 5),
    "ironman_nz_cycling_mL_per_h": lambda: 1000 * (ironman_nz().change("sweat_L", 0, 372) + ironman_nz().change("insensible_L", 0, 372)) / 6.2,
    "ironman_nz_running_mL_per_h": lambda: 1000 * (ironman_nz().change("sweat_L", 372, 636) + ironman_nz().change("insensible_L", 372, 636)) / 4.4,
    "ironman_nz_sodium_mM": lambda: ironman_nz().at("plasma_sodium_mM", 641),
    "ironman_nz_mass_kg": lambda: mass_change_kg(ironman_nz(), 636, 0.889 * 6.2 + 0.632 * 4.4),
    "ironman_nz_plasma_percent": lambda: _plasma_percent(ironman_nz(), 646),
    "ironman_wa_core_C": lambda: float(ironman_wa().columns["core_C"][(ironman_wa().minutes > 0) & (ironman_wa().minutes < 538)].mean()),
    "ironman_wa_mass_kg": lambda: mass_change_kg(ironman_wa(), 538, 0.889 * 5.42 + 0.632 * 3.55),
    "ironman_wa_sodium_change_mM": lambda: ironman_wa().change("plasma_sodium_mM", -60, 543),
    "ironman_wa_potassium_change_mM": lambda: ironman_wa().change("plasma_potassium_mM", -60, 543),
    "half_ironman_cycling_C": lambda: half_ironman().at("core_C", 175),
    "half_ironman_running_C": lambda: half_ironman().at("core_C", 292),
    "women_hot_L_per_h": lambda: _women_L_per_h(30.0),
    "women_moderate_L_per_h": lambda: _women_L_per_h(20.0),
    "women_cool_L_per_h": lambda: _women_L_per_h(14.0),
    "women_hot_core_C": lambda: women(30.0).at("core_C", 186.0),
    "whiting_mass_percent": lambda: mass_change_kg(whiting(), 224, 1.4) / 0.70,
    "whiting_plasma_percent": lambda: _plasma_percent(whiting(), 226),
    "myhre_men_g_per_m2_h": lambda: _per_skin("male", 214),
    "myhre_women_g_per_m2_h": lambda: _per_skin("female", 250),
    "myhre_plasma_percent": lambda: _plasma_percent(myhre("male"), 30.4),
    "days_after_marathon_percent": lambda: _plasma_percent(days_after_marathon(), 210 + 2820),
    "hundred_km_magnesium_mM": lambda: hundred_km().change("serum_magnesium_mM", -60, 632),
    "day_after_bouts_percent": day_after_bouts,
    "nybo_cool_core_C": lambda: nybo(18.0, 60.0),
    "nybo_hot_core_C": lambda: nybo(40.0, 53.0),
}  # fmt: skip
