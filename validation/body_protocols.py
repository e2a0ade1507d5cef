"""What the papers did, as runs of one person: heat, water, potassium, magnesium, calcium, acid, caffeine.

Who, weather and effort are the papers' where their abstracts tell them; what was set by us is said in
the observation's `who`. Nothing here was changed after the first run to bring a number nearer.
"""

from __future__ import annotations

import functools
import math
from datetime import timedelta

import numpy as np
from body_runs_whole import BEGINS, Lab, Seen, lived, mass_change_kg, of_history, watts_of, weighed_L_per_h

from myotwitch.handover import Intake
from myotwitch.history.intake import Drink
from myotwitch.history.session import Rest, Session, Work
from myotwitch.history.timeline import History, Weather
from myotwitch.person import Person

MAN = Person(sex="male", age_yr=25, mass_kg=75, height_cm=178, vo2max_mL_per_min_per_kg=48)
TREADMILL_WIND = 0.7  # what walking in place adds to the air's own speed, at most (ISO 7933)


# ---- heat


@functools.cache
def hot_cycling() -> Seen:
    """Miller 2010: one-leg cycling at 41 °C, 15 %."""
    lab = Lab(Person(sex="male", age_yr=25, mass_kg=78, height_cm=178, vo2max_mL_per_min_per_kg=48))
    watts = 230.0 * lab.person.surface_m2
    return lab.stay(60.0).work(240.0, watts, 41.0, humidity=0.15, wind=0.3).run()


def _at_three_percent(name: str) -> float:
    course = hot_cycling()
    lost = course.columns["sweat_L"] - course.at("sweat_L", 60.0)
    minute = float(np.interp(0.03 * 78.0, lost, course.minutes))
    return course.change(name, 60.0, minute)


@functools.cache
def hot_walk(acclimation: float) -> Seen:
    """Chinevere 2008: 5.6 km/h up 4 % at 45 °C, 20 %."""
    person = Person(
        sex="male",
        age_yr=22,
        mass_kg=80,
        height_cm=178,
        vo2max_mL_per_min_per_kg=50,
        heat_acclimation=acclimation,
    )
    watts = 19.65 / 1000.0 / 60.0 * person.mass_kg * 20_900.0
    lab = Lab(person).stay(30.0).work(100.0, watts, 45.0, humidity=0.20, wind=0.5 + TREADMILL_WIND)
    return lab.run()


def _hot_walk_sodium_mM(acclimation: float) -> float:
    """Sodium of arm sweat: arms read 10, 0 and 9 mM (forearm outside, inside, upper arm) above the whole body (Baker 2020)."""
    course = hot_walk(acclimation)
    return 6.0 + course.change("sodium_sweat_mmol", 30.0, 60.0) / course.change("sweat_L", 30.0, 60.0)


def _hot_walk_change_percent() -> float:
    before, after = (hot_walk(x).change("sweat_L", 30.0, 130.0) for x in (0.0, 1.0))
    return 100.0 * (after / before - 1.0)


@functools.cache
def tsuji() -> Seen:
    """Half of VO2max at 37 °C, half humid, cycling."""
    person = Person(sex="male", age_yr=23, mass_kg=65, height_cm=171, vo2max_mL_per_min_per_kg=48)
    watts = watts_of(person, 0.5)
    lab = Lab(person).stay(30.0)
    return lab.work(40.0, watts, 37.0, humidity=0.5, wind=0.5, clothing=0.2, outside_W=0.2 * watts).run()


@functools.cache
def gisolfi(drink_L_per_h: float) -> Seen:
    """Gisolfi and Copping 1974: two hours of running at 33.5 °C."""
    person = Person(sex="male", age_yr=28, mass_kg=68, height_cm=177, vo2max_mL_per_min_per_kg=62)
    drink = Intake(water_L_per_s=2.0 * drink_L_per_h)
    lab = Lab(person).stay(30.0)
    return lab.work(
        120.0,
        watts_of(person, 0.75),
        33.5,
        humidity=0.34,
        wind=0.6 + TREADMILL_WIND,
        clothing=0.2,
        drink=drink,
    ).run()


def _marathon(
    speed: float, minutes: float, vo2max: float, weather: Weather, drinks, mass_kg=70.0, after_h=1.0
) -> Seen:
    person = Person(sex="male", age_yr=35, mass_kg=mass_kg, height_cm=176, vo2max_mL_per_min_per_kg=vo2max)
    parts = [Work(60.0 * minutes, "running", speed_m_per_s=speed)]
    return lived(person, parts, after_h=minutes / 60.0 + after_h, weather=[weather], intake=drinks)


@functools.cache
def aberdeen() -> Seen:
    """Maughan 1985: 221 min at 12 °C, seven drinks of 200 mL, half of them with salt and sugar."""
    drinks = [Drink("water" if i % 2 else "sports drink", 0.2, f"+{28 * (i + 1)} min") for i in range(7)]
    return _marathon(42195 / (221 * 60), 221.0, 56.0, Weather(12.0, 0.7, 2.0, "none"), drinks)


@functools.cache
def noakes() -> Seen:
    """Noakes 1991: 76 % of VO2max; half a litre an hour drunk."""
    drinks = [Drink("water", 0.25, f"+{30 * (i + 1)} min") for i in range(6)]
    return _marathon(3.39, 207.0, 58.3, Weather(18.0, 0.6, 2.0, "part"), drinks)


@functools.cache
def wyndham() -> Seen:
    """Wyndham and Strydom 1967: 13 km/h at 23 °C; hardly anyone drank then."""
    return _marathon(
        13 / 3.6,
        195.0,
        60.0,
        Weather(23.0, 0.58, 2.0, "part"),
        [Drink("water", 0.2, "+90 min")],
        mass_kg=65.0,
    )


@functools.cache
def on_required_slope() -> float:
    """Gagnon 2013: slope of steady sweat on required evaporation."""
    from myotwitch.body import heat
    from myotwitch.provenance import values

    person = Person(sex="male", age_yr=25, mass_kg=78, height_cm=178, vo2max_mL_per_min_per_kg=50)
    asked, made = [], []
    for watts in (350.0, 450.0, 550.0, 650.0):
        lab = Lab(person).work(90.0, watts, 30.0, humidity=0.2, wind=1.2, clothing=0.25)
        end = lab.run()
        p = values(lab.human.body)
        balance = heat.required(
            end.at("core_C", 90.0), end.at("skin_C", 90.0), p.heat, p.size, lab.arounds[-1], 0.0
        )
        asked.append(balance.made - balance.dry)
        made.append(end.at("sweat_W_per_m2", 90.0))
    return float(np.polyfit(asked, made, 1)[0])


# ---- water and sodium


@functools.cache
def drink_a_litre(sodium_mM: float, potassium_mM: float, sugar_g_per_L: float) -> Seen:
    """Maughan 2016: fasted, half a litre an hour before, then a litre in four parts over half an hour."""
    lab = Lab(MAN).night().stay(15.0, drink=Intake(water_L_per_s=0.5)).stay(45.0)
    part = Intake(
        0.25,
        0.25 * sodium_mM,
        0.25 * potassium_mM,
        0.25 * (sodium_mM + potassium_mM),
        0.0,
        0.0,
        0.25 * sugar_g_per_L,
    )
    for _ in range(4):
        lab.stay(7.5, drink=part)
    return lab.stay(210.0).run()


def urine_g(*contents: float) -> float:
    """Urine of the four hours after the drink began to be drunk."""
    return 1000.0 * drink_a_litre(*contents).change("urine_L", 660.0, 900.0)


@functools.cache
def spirits(dose_g_per_kg: float) -> np.ndarray:
    """Jones 1990: urine flow in each half hour after spirits with 0.3 L of water, fasted, mL/h."""
    whole = Intake(water_L_per_s=0.3, alcohol_g_per_s=dose_g_per_kg * MAN.mass_kg)
    course = Lab(MAN).night().stay(20.0, drink=whole).stay(340.0).run()
    ends = np.arange(600.0, 961.0, 30.0)
    return 2000.0 * np.diff(np.interp(ends, course.minutes, course.columns["urine_L"]))


@functools.cache
def beer(alcohol_g: float, dry: bool) -> float:
    """Hobson 2010: urine of four hours after a litre of beer, mL; dry: after hot work without drinking."""
    lab = Lab(MAN).night().stay(15.0, drink=Intake(water_L_per_s=0.5)).stay(45.0)
    if dry:
        lab.work(70.0, 550.0, 35.0, humidity=0.5, wind=0.5).stay(60.0)
    begins = lab.now
    for _ in range(4):
        lab.stay(
            7.5, drink=Intake(water_L_per_s=0.25, carbohydrate_g_per_s=7.5, alcohol_g_per_s=alcohol_g / 4)
        )
    return 1000.0 * lab.stay(210.0).run().change("urine_L", begins, begins + 240.0)


@functools.cache
def held_run(sodium_mM: float) -> float:
    """Baker 2008: plasma sodium after two hours of running in the heat with mass held, change in mM."""
    person = Person(sex="male", age_yr=25, mass_kg=75, height_cm=178, vo2max_mL_per_min_per_kg=55)
    lost = 2.0
    for _ in range(4):  # mass is held: drink what is sweated, breathed out and passed
        drink = Intake(lost, lost * sodium_mM, 0.0, lost * sodium_mM)
        course = (
            Lab(person)
            .stay(60.0)
            .work(120.0, watts_of(person, 0.6), 30.0, humidity=0.4, wind=2.5, clothing=0.2, drink=drink)
            .run()
        )
        lost = -mass_change_kg(course, 180.0, 0.0, 60.0)
    return course.change("plasma_sodium_mM", 60.0, 180.0)


@functools.cache
def sauna(replaced: bool) -> float:
    """Passive heat at 50 °C, sitting: plasma volume when 2.6 % of mass is lost, %."""

    def run(drink_L: float) -> Seen:
        lab = Lab(MAN).stay(60.0)
        return lab.stay(240.0, drink=Intake(water_L_per_s=drink_L), air_C=50.0, radiant_C=50.0, humidity=0.15, wind_m_per_s=0.2,
                        clothing_clo=0.1).run()  # fmt: skip

    course = run(0.0)
    lost = course.columns["sweat_L"] - course.at("sweat_L", 60.0)
    if replaced:
        course = run(float(lost[-1]))
    minute = float(np.interp(0.026 * MAN.mass_kg, lost, course.minutes))
    volume = course.columns["plasma_volume_fraction"]
    return 100.0 * (
        float(np.interp(minute, course.minutes, volume)) / course.at("plasma_volume_fraction", 60.0) - 1.0
    )


@functools.cache
def day_after_heat(drunk_L: float) -> float:
    """Plasma volume 24 h after 90 min of work in the heat, with a usual day's food, %."""
    lab = Lab(MAN)
    food = lab.rest.meal
    lab.stay(120.0).work(90.0, 600.0, 35.0, humidity=0.5, wind=1.0)
    day = 86400.0
    meal = Intake(*(x * day for x in food))
    third = Intake(*(x / 3 for x in meal))
    for _ in range(3):
        lab.stay(240.0, drink=Intake(water_L_per_s=drunk_L / 3), meal=third)
    lab.night(9.0).stay(90.0)
    course = lab.run()
    before, after = (course.at("plasma_volume_fraction", m) for m in (120.0, course.minutes[-1]))
    return 100.0 * (after / before - 1.0)


@functools.cache
def sodium_half_time_h() -> float:
    """Bie 2018: half-time of sodium excretion after the diet's sodium is doubled."""
    lab = Lab(MAN)
    usual = lab.rest
    more = usual.meal._replace(
        sodium_mmol_per_s=2 * usual.meal.sodium_mmol_per_s,
        chloride_mmol_per_s=2 * usual.meal.chloride_mmol_per_s,
    )
    drink = usual.drink._replace(water_L_per_s=1.5 * usual.drink.water_L_per_s)
    day = 86400.0
    for meal, drunk, days in ((usual.meal, usual.drink, 1), (more, drink, 6)):
        for _ in range(days):
            lab.stay(1440.0, drink=Intake(*(x * day for x in drunk)), meal=Intake(*(x * day for x in meal)))
    course = lab.run(60.0)
    hours = course.minutes / 60.0
    flow = np.gradient(course.columns["sodium_urine_mmol"], hours)
    half = 0.5 * (flow[(hours > 20) & (hours < 24)].mean() + flow[-24:].mean())
    return float(hours[np.argmax((flow > half) & (hours > 24.0))] - 24.0)


@functools.cache
def exact_run() -> float:
    """Plasma sodium after a run with water equal to sweat."""
    return 140.0 + held_run(0.0)


# ---- long races


@functools.cache
def ultra_56() -> Seen:
    """56 km in six hours at 17 °C, half a litre of a 15 mM drink an hour."""
    drinks = [
        Drink("water", 0.25, f"+{30 * (i + 1)} min", sodium_mM=15.0, carbohydrate_g_per_L=50.0)
        for i in range(11)
    ]
    person = Person(sex="male", age_yr=39, mass_kg=73, height_cm=177, vo2max_mL_per_min_per_kg=52)
    return lived(person, [Work(6 * 3600.0, "running", speed_m_per_s=56000 / 21600)], after_h=7.0, intake=drinks,
                 weather=[Weather(17.0, 0.6, 2.0, "part")])  # fmt: skip


@functools.cache
def kona() -> Seen:
    """Seven hours of cycling and four of running in humid heat; 889 and 632 mL of a 20 mM drink an hour (Speedy 2001)."""
    drinks = [
        Drink("water", 0.4445 if i < 13 else 0.316, f"+{30 * (i + 1)} min", sodium_mM=20.0, carbohydrate_g_per_L=60.0)
        for i in range(21)
    ]  # fmt: skip
    person = Person(sex="male", age_yr=38, mass_kg=75, height_cm=178, vo2max_mL_per_min_per_kg=55)
    parts = [Work(7 * 3600.0, "cycling", power_W=150.0), Work(4 * 3600.0, "running", speed_m_per_s=2.6)]
    return lived(person, parts, after_h=12.0, intake=drinks, weather=[Weather(29.0, 0.65, 3.0, "part")])


@functools.cache
def two_days() -> Seen:
    """48 hours at 4.5 MET, eating and drinking, told as two days of running."""
    drinks = [Drink("water", 0.4, f"+{i} h", sodium_mM=15.0, carbohydrate_g_per_L=60.0) for i in range(48)]
    person = Person(sex="male", age_yr=45, mass_kg=70, height_cm=176, vo2max_mL_per_min_per_kg=50)
    days = [
        Session((Work(24 * 3600.0, "running", speed_m_per_s=1.45),), start=BEGINS + timedelta(days=i))
        for i in (0, 1)
    ]
    history = History(person, sessions=days, intake=drinks, weather=[Weather(18.0, 0.6, 1.0, "none")])
    return of_history(history, 49.0, 10.0)


@functools.cache
def lijnen() -> Seen:
    """A marathon at 15 °C, and the night after it."""
    drinks = [Drink("water", 0.25, f"+{30 * (i + 1)} min") for i in range(6)]
    return _marathon(42195 / 12600, 210.0, 58.0, Weather(15.0, 0.6, 2.0, "none"), drinks, after_h=13.0)


@functools.cache
def ski_90() -> Seen:
    """90 km of skiing at -5 °C as work of 9 MET for 6.5 h, half a litre of a sugar drink an hour."""
    person = Person(sex="male", age_yr=35, mass_kg=72, height_cm=178, vo2max_mL_per_min_per_kg=60)
    lab = Lab(person).stay(60.0)
    drink = Intake(3.25, 0.0, 0.0, 0.0, 0.0, 0.0, 200.0)
    return lab.work(390.0, 9 * 1.163 * 72, -5.0, humidity=0.8, wind=4.0, clothing=0.8, drink=drink).run()


@functools.cache
def long_ride() -> Seen:
    """Three hours of cycling at two thirds of VO2max."""
    person = Person(sex="male", age_yr=25, mass_kg=72, height_cm=178, vo2max_mL_per_min_per_kg=58)
    drinks = [Drink("water", 0.3, f"+{30 * (i + 1)} min") for i in range(5)]
    return lived(person, [Work(10800.0, "indoor_cycling", power_W=190.0)], after_h=4.0, intake=drinks,
                 weather=[Weather(21.0, 0.5, 1.0, "none")])  # fmt: skip


# ---- potassium and acid


@functools.cache
def rowing(watts: float = 270.0, vo2max: float = 50.0, mass_kg: float = 78.0) -> Seen:
    """2000 m on the machine, 436 s; Nielsen's oarsmen have 5.0 L/min."""
    person = Person(sex="male", age_yr=25, mass_kg=mass_kg, height_cm=185, vo2max_mL_per_min_per_kg=vo2max)
    return lived(person, [Work(436.0, "rowing_indoor", power_W=watts)], after_h=1.5, every_min=0.25)


@functools.cache
def ramp() -> Seen:
    """Cycling in steps of three minutes to exhaustion, then rest."""
    person = Person(sex="male", age_yr=25, mass_kg=72, height_cm=178, vo2max_mL_per_min_per_kg=55)
    steps = [Work(180.0, "indoor_cycling", power_W=w) for w in (100.0, 150.0, 200.0, 250.0, 300.0)]
    return lived(person, [*steps, Rest(6000.0)], after_h=2.5, every_min=0.5)


@functools.cache
def sprint() -> Seen:
    """A minute of cycling all out."""
    person = Person(sex="male", age_yr=25, mass_kg=72, height_cm=178, vo2max_mL_per_min_per_kg=55)
    return lived(person, [Work(60.0, "indoor_cycling", power_W=480.0)], after_h=1.0, every_min=0.25)


def _potassium_rise_percent(course: Seen, minute: float) -> float:
    return 100.0 * (course.at("plasma_potassium_mM", minute) / course.at("plasma_potassium_mM", -30.0) - 1.0)


@functools.cache
def preston(meal: bool, potassium: bool) -> Seen:
    """A meal of 80 g of carbohydrate without potassium, 35 mmol of KCl, or both, after a fasted night."""
    lab = Lab(MAN).night()
    food = Intake(0.2, 25.0, 0.0, 25.0, 0.0, 0.0, 80.0) if meal else None
    salt = Intake(0.3, 0.0, 35.0, 35.0) if potassium else Intake(0.3)
    return lab.stay(10.0, drink=salt, meal=food).stay(290.0).run()


def _preston_mM(meal: bool, potassium: bool, minute: float) -> float:
    return preston(meal, potassium).change("plasma_potassium_mM", 600.0, 600.0 + minute)


@functools.cache
def overbreathing() -> Seen:
    """Steurer 1997: five minutes below 19 mmHg."""
    return Lab(MAN).stay(30.0).stay(5.0, overbreathing_mmHg=25.0).run(0.5)


# ---- caffeine


@functools.cache
def coffee(mg: float, mass_kg: float, pill: bool) -> Seen:
    """Caffeine in water, fasted."""
    person = Person(
        sex="female" if pill or mass_kg < 65 else "male",
        age_yr=25,
        mass_kg=mass_kg,
        height_cm=170,
        oral_contraceptive=pill,
    )
    whole = Intake(water_L_per_s=0.2, caffeine_mg_per_s=mg)
    return Lab(person).stay(30.0).stay(1.0, drink=whole).stay(24 * 60.0).run(1.0)


def _half_life_h(course: Seen) -> float:
    early, late = (course.at("caffeine_mg_per_L", 60.0 * h) for h in (6.0, 14.0))
    return 8.0 * math.log(2.0) / math.log(early / late)


def _peak(course: Seen) -> tuple[float, float]:
    level = course.columns["caffeine_mg_per_L"]
    return float(level.max()), float(course.minutes[level.argmax()] - 30.0)


def _alcohol_peak_min() -> float:
    return 30.0 * (float(spirits(0.85).argmax()) + 0.5)


SIMULATIONS = {
    "sweat_on_required": on_required_slope,
    "hot_walk_sodium_before_mM": lambda: _hot_walk_sodium_mM(0.0),
    "hot_walk_sodium_after_mM": lambda: _hot_walk_sodium_mM(1.0),
    "hot_walk_sweat_change_percent": _hot_walk_change_percent,
    "tsuji_core_C": lambda: tsuji().at("core_C", 70.0),
    "tsuji_skin_C": lambda: tsuji().at("skin_C", 70.0),
    "miller_osmolality_rise": lambda: _at_three_percent("osmolality_mOsm_per_kg"),
    "miller_sweat_L": lambda: hot_cycling().change("sweat_L", 60.0, 180.0),
    "miller_sodium_mmol": lambda: _at_three_percent("sodium_sweat_mmol"),
    "miller_potassium_mmol": lambda: _at_three_percent("potassium_sweat_mmol"),
    "miller_calcium_mmol": lambda: _at_three_percent("calcium_sweat_mmol"),
    "miller_magnesium_mmol": lambda: _at_three_percent("magnesium_sweat_mmol"),
    "baker_sodium_0_mM": lambda: held_run(0.0),
    "baker_sodium_18_mM": lambda: held_run(18.0),
    "baker_sodium_30_mM": lambda: held_run(30.0),
    "runners_exact_sodium_mM": exact_run,
    "ultra_sodium_mM": lambda: ultra_56().at("plasma_sodium_mM", 361.0),
    "ultra_magnesium_mM": lambda: ultra_56().at("serum_magnesium_mM", 361.0),
    "kona_sodium_mM": lambda: kona().at("plasma_sodium_mM", 670.0),
    "kona_potassium_mM": lambda: kona().at("plasma_potassium_mM", 670.0),
    "ultra48_sodium_mM": lambda: two_days().at("plasma_sodium_mM", 2880.0),
    "ultra48_potassium_change_mM": lambda: two_days().change("plasma_potassium_mM", -60.0, 2880.0),
    "ultra48_calcium_change_mM": lambda: two_days().change("ionised_calcium_mM", -60.0, 2880.0),
    "ultra48_pH_change": lambda: two_days().change("blood_pH", -60.0, 2880.0),
    "ultra48_PCO2_change_mmHg": lambda: two_days().change("PCO2_mmHg", -60.0, 2880.0),
    "sauna_plasma_percent": lambda: sauna(False),
    "sauna_plasma_replaced_percent": lambda: sauna(True),
    "rowing_plasma_percent": lambda: 100 * (rowing().at("plasma_volume_fraction", 7.25) / rowing().at("plasma_volume_fraction", -1.0) - 1),
    "rowing_potassium_90s_mM": lambda: rowing().at("plasma_potassium_mM", 1.5),
    "rowing_potassium_end_mM": lambda: rowing().at("plasma_potassium_mM", 7.25),
    "rowing_potassium_5min_mM": lambda: rowing().at("plasma_potassium_mM", 12.25),
    "rowing_potassium_30min_change_mM": lambda: rowing().change("plasma_potassium_mM", -1.0, 37.25),
    "rowing_lactate_mM": lambda: rowing().at("blood_lactate_mM", 7.25),
    "rowing_pH": lambda: rowing().at("blood_pH", 7.25),
    "rowing_276_pH": lambda: rowing(276.0, 58.8, 85.0).at("blood_pH", 6.0),
    "rowing_376_pH": lambda: rowing(376.0, 58.8, 85.0).at("blood_pH", 6.0),
    "after24h_low_percent": lambda: day_after_heat(1.5),
    "after24h_high_percent": lambda: day_after_heat(3.0),
    "urine_water_g": lambda: urine_g(0.0, 0.0, 0.0),
    "urine_ors_g": lambda: urine_g(60.0, 20.0, 15.0),
    "urine_milk_g": lambda: urine_g(16.5, 38.4, 46.3),
    "sodium_half_time_h": sodium_half_time_h,
    "alcohol_peak_051_mL_per_h": lambda: float(spirits(0.51).max()),
    "alcohol_peak_068_mL_per_h": lambda: float(spirits(0.68).max()),
    "alcohol_peak_085_mL_per_h": lambda: float(spirits(0.85).max()),
    "alcohol_peak_min": _alcohol_peak_min,
    "beer_extra_mL": lambda: beer(32.0, False) - beer(0.0, False),
    "beer_extra_dry_mL": lambda: beer(32.0, True) - beer(0.0, True),
    "recovery_potassium_mM": lambda: ramp().change("plasma_potassium_mM", 21.0, 105.0),
    "meal_potassium_90min_mM": lambda: _preston_mM(True, False, 90.0),
    "kcl_potassium_30min_mM": lambda: _preston_mM(False, True, 30.0),
    "kcl_potassium_270min_mM": lambda: _preston_mM(False, True, 270.0),
    "meal_kcl_potassium_60min_mM": lambda: _preston_mM(True, True, 60.0),
    "meal_kcl_potassium_270min_mM": lambda: _preston_mM(True, True, 270.0),
    "incremental_potassium_percent": lambda: _potassium_rise_percent(ramp(), 15.0),
    "sprint_potassium_percent": lambda: _potassium_rise_percent(sprint(), 1.0),
    "marathon_magnesium_change_mM": lambda: lijnen().change("serum_magnesium_mM", -60.0, 210.0),
    "marathon_magnesium_12h_mM": lambda: lijnen().change("serum_magnesium_mM", -60.0, 930.0),
    "ski_magnesium_fall_percent": lambda: -100 * ski_90().change("serum_magnesium_mM", 60.0, 450.0) / ski_90().at("serum_magnesium_mM", 60.0),
    "long_calcium_change_mM": lambda: long_ride().change("ionised_calcium_mM", -60.0, 180.0),
    "ramp_calcium_change_mM": lambda: ramp().change("ionised_calcium_mM", -60.0, 15.0),
    "overbreathing_pH": lambda: overbreathing().at("blood_pH", 35.0),
    "caffeine_peak_mg_per_L": lambda: _peak(coffee(375.0, 75.0, False))[0],
    "caffeine_peak_min": lambda: _peak(coffee(375.0, 75.0, False))[1],
    "abernethy_half_life_h": lambda: _half_life_h(coffee(162.0, 60.0, False)),
    "abernethy_half_life_pill_h": lambda: _half_life_h(coffee(162.0, 60.0, True)),
    "abernethy_peak_mg_per_L": lambda: _peak(coffee(162.0, 60.0, False))[0],
    "abernethy_peak_pill_mg_per_L": lambda: _peak(coffee(162.0, 60.0, True))[0],
    "abernethy_peak_h": lambda: _peak(coffee(162.0, 60.0, False))[1] / 60.0,
    "aberdeen_core_C": lambda: aberdeen().at("core_C", 221.0),
    "aberdeen_mass_lost_kg": lambda: -mass_change_kg(aberdeen(), 221.0, 1.4 + aberdeen().change("urine_L", 0.0, 221.0)),
    "noakes_core_C": lambda: noakes().at("core_C", 207.0),
    "noakes_sweat_L_per_h": lambda: weighed_L_per_h(noakes(), 0.0, 207.0),
    "wyndham_core_C": lambda: wyndham().at("core_C", 195.0),
    "gisolfi_core_C": lambda: gisolfi(0.0).at("core_C", 150.0),
    "gisolfi_core_drinking_C": lambda: gisolfi(0.6).at("core_C", 150.0),
}  # fmt: skip
