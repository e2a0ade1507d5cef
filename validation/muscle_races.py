"""Races, matches and lifting sessions that were never used in a fit, as protocols and the numbers asked of them.

Runs, hills and matches are what the product itself reads from a told speed, grade or sport, so that these rows
judge what people get. Assumed: who ran, and the weather.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import muscle_protocols as p
import numpy as np
from muscle_numbers import DRY_PER_WET, MUSCLE, WATER_L_PER_KG_DRY, column, damage, state
from two_bodies import PERSON, Piece, Seen, as_read, follow, reference, session_as_read

from myotwitch.handover import Intake
from myotwitch.history.session import Rest, Session, Set
from myotwitch.history.timeline import Weather
from myotwitch.person import Person

HOUR, DAY, MARATHON_M = p.HOUR, p.DAY, p.MARATHON_M
FULL_STORES = 758.0
RUNNER = Person(sex="male", age_yr=35, mass_kg=70, height_cm=177, vo2max_mL_per_min_per_kg=58)
ELITE = Person(sex="male", age_yr=28, mass_kg=62, height_cm=175, vo2max_mL_per_min_per_kg=72)
LIFTER = Person(sex="male", age_yr=28, mass_kg=85, height_cm=178, vo2max_mL_per_min_per_kg=45)
SOON_S = 300.0
"""From the finish to the dynamometer, where a paper does not tell; assumed."""


@functools.cache
def road_run(hours: float, metres: float, person: Person = RUNNER) -> Seen:
    """A run on the road in people who run, then an hour of rest."""
    run = p.run(hours * HOUR, metres / (hours * HOUR), person=person)
    return follow([reference(person)], [run, Piece(HOUR)], p.every(300, (hours + 1) * HOUR))


def after_run(
    hours: float, metres: float, later_s: float = SOON_S, group: str = MUSCLE, person: Person = RUNNER
) -> float:
    """Change of maximal force after a road run, %."""
    return damage(road_run(hours, metres, person), hours * HOUR + later_s, group)


@functools.cache
def soccer() -> Seen:
    """15 min of warm-up, two halves of 45 min, 15 min of sitting between."""
    half, warm_up = (as_read(RUNNER, minutes * 60, "soccer") for minutes in (45, 15))
    return follow([reference(RUNNER)], [warm_up, half, Piece(900), half], p.every(60, 7200))


@functools.cache
def over_core(percent: int) -> float:
    """Quadriceps less core after an hour of cycling, °C."""
    share = percent / 100
    seen = follow([reference()], [p.legs(3600, share, 60 + 1150 * share, share / 3)], [0, 3600])
    return column(seen, "temperature_C", 3600) - float(seen.body["core_C"][0, -1])


@functools.cache
def downhill_half_hour() -> Seen:
    """30 min of running down 20 % in the unaccustomed, then five days."""
    pieces = [p.run(1800, 2.6, -0.20), Piece(5 * DAY)]
    return follow([reference(PERSON, 0.0)], pieces, p.every(2 * HOUR, 5 * DAY + 1800))


@functools.cache
def downhill_twice() -> Seen:
    """30 min of running down 10 degrees in the unaccustomed, and again three weeks later."""
    run = p.run(1800, 2.6, -0.176)
    times = p.every(6 * HOUR, 21 * DAY + 2 * 1800 + 3 * DAY)
    return follow([reference(PERSON, 0.0)], [run, Piece(21 * DAY), run, Piece(4 * DAY)], times)


def downhill_kinase(begin_s: float) -> float:
    """Highest rise of creatine kinase at 6, 18 or 42 h after a bout that began then, % of rest."""
    seen = downhill_twice()
    kinase = seen.kinase_IU_per_L()[0]
    after = [float(np.interp(begin_s + 1800 + h * HOUR, seen.futures.times_s, kinase)) for h in (6, 18, 42)]
    before = float(np.interp(begin_s, seen.futures.times_s, kinase))
    return 100.0 * (max(after) / before - 1.0)


@functools.cache
def mountain_race() -> Seen:
    """166 km in the mountains in 38 h, an hour up and an hour down in turn, 30 g of carbohydrate an hour; then 16 days."""
    food = {"meal": Intake(carbohydrate_g_per_s=30.0 / HOUR, water_L_per_s=0.4 / HOUR)}

    def hour(speed: float, grade: float) -> Piece:
        told = p.run(HOUR, speed, grade, RUNNER, "trail_running")
        return told._replace(around={**told.around, **food})

    up, down = hour(1.05, 0.13), hour(1.38, -0.10)
    times = p.every(6 * HOUR, 18 * DAY)
    times = np.unique([*times[times < 38 * HOUR + 16 * DAY], 38 * HOUR, 38 * HOUR + 16 * DAY])
    return follow([reference(RUNNER)], [up, down] * 19 + [Piece(16 * DAY)], times)


@functools.cache
def fifty_lengthenings() -> Seen:
    """Five times ten maximal lengthenings of the elbow flexors."""
    return p.lengthening("biceps_brachii", 5, 40.0, 1.7 / 4.0, 1.0, 120.0, 1.0)


@functools.cache
def squats() -> Seen:
    """A hundred squats lowered at force 0.8, in ten sets."""
    return p.lengthening("quadriceps", 10, 40.0, 0.5, 0.8, 120.0, 8.0, (0, 1))


@functools.cache
def severe_elbow() -> Seen:
    """Fifty maximal lengthenings of 3 s, one every 12 s, in two sets."""
    return p.lengthening("biceps_brachii", 2, 300.0, 0.25, 1.0, 300.0, 8.0)


@functools.cache
def race_and_food() -> Seen:
    """A marathon in 3 h from full stores, then a week of 7 g/kg of carbohydrate a day."""
    meals = Intake(carbohydrate_g_per_s=7.0 * RUNNER.mass_kg / DAY, water_L_per_s=3.0 / DAY)
    run = p.run(3 * HOUR, MARATHON_M / (3 * HOUR), person=RUNNER)
    pieces = [run, Piece(7 * DAY, around={"meal": meals})]
    return follow(
        [p.with_glycogen(FULL_STORES, RUNNER)], pieces, [0, 3 * HOUR, 3 * HOUR + 2 * DAY, 3 * HOUR + 7 * DAY]
    )


def race_glycogen(days: float) -> float:
    """Glycogen of the calf that many days after the race over that before."""
    return (
        state(race_and_food(), "glycogen_mmol_per_kg", 3 * HOUR + days * DAY, "gastrocnemius") / FULL_STORES
    )


@functools.cache
def ten_sprints() -> Seen:
    """Ten sprints of 6 s with 30 s between."""
    return follow([reference()], [p.legs(6, 1.2, 1800, 1.0), Piece(30)] * 10, p.every(1, 360))


def sprint_force(number: int) -> float:
    """Mean force that full drive gives during one of the ten sprints."""
    begin = 36.0 * (number - 1)
    return float(np.mean([column(ten_sprints(), "force_fraction", begin + t) for t in range(7)]))


def lactate_per_dry(seen: Seen, seconds: float) -> float:
    """Muscle lactate, mmol per kg dry mass."""
    return WATER_L_PER_KG_DRY * column(seen, "lactate_mM", seconds)


@functools.cache
def twenty_sets() -> Seen:
    """Five sets of ten at a ten-repetition load of each of four lifts for the thigh, a minute between; then half a minute."""
    lifts = ("front_squat", "back_squat", "leg_press", "leg_extension")
    parts = [
        part for lift in lifts for _ in range(5) for part in (Set(lift, 10, load_fraction=0.75), Rest(60.0))
    ]
    pieces = session_as_read(LIFTER, Session(tuple(parts[:-1])), Weather())
    worked_s = sum(piece.seconds for piece in pieces)
    return follow([reference(LIFTER)], [*pieces, Piece(60)], [0, worked_s, worked_s + 30])


def twenty_sets_end_s() -> float:
    """When the last set ends, s."""
    return float(twenty_sets().futures.times_s[1])


RACES: dict[str, Callable[[], float]] = {
    "marathon_knee": lambda: after_run(3.5, MARATHON_M),
    "elite_knee": lambda: after_run(2.583, MARATHON_M, 1800.0, person=ELITE),
    "elite_calf": lambda: after_run(2.583, MARATHON_M, 1800.0, "gastrocnemius", ELITE),
    "thirty_km_knee": lambda: after_run(3.15, 30_000.0),
    "half_marathon_knee": lambda: after_run(1.75, MARATHON_M / 2.0),
    "six_km_low": lambda: 100.0 * (column(road_run(0.4, 6000.0), "low_frequency_force_fraction", 0.4 * HOUR) - 1.0),
    "soccer_warmth": lambda: column(soccer(), "temperature_C", 3600) - column(soccer(), "temperature_C", 0),
    "half_time_cooling": lambda: column(soccer(), "temperature_C", 4500) - column(soccer(), "temperature_C", 3600),
    "over_core_26": lambda: over_core(26),
    "over_core_69": lambda: over_core(69),
    "fifty_lengthenings": lambda: damage(fifty_lengthenings(), 4 * 160.0 + 40.0, "biceps_brachii"),
    "squats_1h": lambda: damage(squats(), 10 * 160.0 + HOUR, MUSCLE),
    "squats_7d": lambda: damage(squats(), 10 * 160.0 + 7 * DAY, MUSCLE),
    "squats_kinase": lambda: float(
        np.interp(10 * 160.0 + DAY, squats().futures.times_s, squats().kinase_IU_per_L()[0])
    ) - float(squats().kinase_IU_per_L()[0, 0]),
    "severe_elbow": lambda: damage(severe_elbow(), 900.0, "biceps_brachii"),
    "severe_elbow_132h": lambda: damage(severe_elbow(), 1200.0 + 132 * HOUR, "biceps_brachii"),
    "byrnes_kinase": lambda: downhill_kinase(0.0),
    "byrnes_again": lambda: downhill_kinase(1800 + 21 * DAY),
    "byrnes_soreness": lambda: column(downhill_twice(), "soreness", 1800 + 42 * HOUR)
    / column(downhill_twice(), "soreness", 1800 + 18 * HOUR),
    "mountain_knee": lambda: damage(mountain_race(), 38 * HOUR, MUSCLE),
    "mountain_calf": lambda: damage(mountain_race(), 38 * HOUR, "gastrocnemius"),
    "mountain_kinase": lambda: float(np.interp(
        38 * HOUR, mountain_race().futures.times_s, mountain_race().kinase_IU_per_L()[0]
    ) - mountain_race().kinase_IU_per_L()[0, 0]),
    "mountain_knee_16d": lambda: damage(mountain_race(), 38 * HOUR + 16 * DAY, MUSCLE),
    "downhill_96h": lambda: damage(downhill_half_hour(), 1800 + 4 * DAY, MUSCLE),
    "downhill_soreness_96h": lambda: column(downhill_half_hour(), "soreness", 1800 + 4 * DAY)
    / float(downhill_half_hour().column(MUSCLE, "soreness").max()),
    "soccer_glycogen": lambda: state(soccer(), "glycogen_mmol_per_kg", 0) - state(soccer(), "glycogen_mmol_per_kg", 7200),
    "soccer_lactate": lambda: lactate_per_dry(soccer(), 3600),
    "race_glycogen": lambda: FULL_STORES * (1.0 - race_glycogen(0.0)),
    "race_glycogen_2d": lambda: race_glycogen(2.0),
    "race_glycogen_7d": lambda: race_glycogen(7.0),
    "six_s_pcr": lambda: 100.0 * column(ten_sprints(), "phosphocreatine_fraction", 6),
    "six_s_lactate": lambda: lactate_per_dry(ten_sprints(), 6),
    "tenth_lactate": lambda: lactate_per_dry(ten_sprints(), 330) - lactate_per_dry(ten_sprints(), 324),
    "tenth_power": lambda: sprint_force(10) / sprint_force(1),
    "twenty_sets_glycogen": lambda: 100.0 * (column(twenty_sets(), "glycogen_fraction", twenty_sets_end_s()) - 1.0),
    "twenty_sets_lactate": lambda: DRY_PER_WET * lactate_per_dry(twenty_sets(), twenty_sets_end_s() + 30.0),
}  # fmt: skip
"""Named as the rows of `observations/muscle` ask for them."""
