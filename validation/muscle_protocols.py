"""The protocols behind the muscle's rows, as a physiologist would write them down.

Each function runs one protocol once and keeps it. Assumed throughout: what a task means in activation
(`two_bodies.py`), and where a paper's abstract is silent, the number of sets and their length.
"""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
from two_bodies import (
    CYCLING,
    KNEE_PER_W,
    LEGS,
    PERSON,
    ROWING,
    SPRINT,
    Piece,
    Seen,
    as_read,
    follow,
    reference,
)

from myotwitch.course.human import Human
from myotwitch.handover import Intake
from myotwitch.history.strength import Lifting
from myotwitch.person import Person
from myotwitch.provenance import with_numbers

HOUR, DAY = 3600.0, 86400.0
MARATHON_M = 42195.0
REST_1_H = Piece(3600.0)
KNEE_AT_65_W = 0.42
WOMAN = Person(sex="female", age_yr=25, mass_kg=62, height_cm=168, vo2max_mL_per_min_per_kg=45)
ONE_LEG = (1,)
SLOW = 1.0 - 2.0 * Lifting().fast_half_s / 3.0
"""How near to a hold a repetition of 3 s is, as a diary's sets are read."""


def every(seconds: float, until_s: float) -> np.ndarray:
    """Times from zero to the end."""
    return np.arange(0.0, until_s + seconds / 2, seconds)


def knee(watts: float, seconds: float) -> Piece:
    """One-legged knee extension."""
    return Piece(seconds, 0.1 + watts / 250, 200 + 8 * watts, {"quadriceps": watts * KNEE_PER_W})


def legs(seconds: float, share: float, watts: float, activation: float) -> Piece:
    """Cycling or running with both legs."""
    return Piece(seconds, share, watts, dict.fromkeys(LEGS, activation))


def run(
    seconds: float, speed: float, grade: float = 0.0, person: Person = PERSON, activity: str = "running"
) -> Piece:
    """A run on the road, as the product reads it."""
    return as_read(person, seconds, activity, speed_m_per_s=speed, grade=grade)


@functools.cache
def sprint() -> Seen:
    """30 s all-out, then 40 min of rest."""
    return follow([reference()], [legs(30, 1.6, 1800, 1.0), Piece(2400)], every(10, 2430))


@functools.cache
def treadmill_sprint() -> Seen:
    """30 s all-out with trunk and arms, then 40 min of rest."""
    return follow([reference()], [Piece(30, 1.6, 2200, SPRINT), Piece(2400)], every(10, 2430))


@functools.cache
def knee_at(watts: int) -> Seen:
    """Five minutes of knee extension, then 20 min of rest."""
    return follow([reference()], [knee(watts, 300), Piece(1200)], every(15, 1500), ONE_LEG)


@functools.cache
def exhausting_knee() -> Seen:
    """64 W for 3.7 min, then half an hour of rest."""
    pieces = [Piece(222, 0.4, 700, {"quadriceps": KNEE_AT_65_W}), Piece(1800)]
    return follow([reference()], pieces, every(3, 2022), ONE_LEG)


@functools.cache
def exhausting_knee_after_arms() -> Seen:
    """Two minutes of hard arm work and a minute of rest before the same."""
    arms = dict.fromkeys(("biceps_brachii", "triceps_brachii", "deltoid", "forearm", "latissimus"), 0.5)
    human = [reference()]
    work = [Piece(120, 0.8, 900, arms), Piece(60)]
    before = follow(
        human, work, [180]
    )  # both arms; the leg's own bout is added to what the plasma then holds
    raised = float(before.plasma_potassium_mM[0, 0])
    leg = dataclasses.replace(human[0], body=with_numbers(human[0].body, {"salts": {"potassium_mM": raised}}))
    return follow([leg], [Piece(222, 0.4, 700, {"quadriceps": KNEE_AT_65_W})], every(3, 222), ONE_LEG)


@functools.cache
def rising_knee() -> Seen:
    """A minute each of 20, 30 ... 70 W, and on at 80 W to 8 min."""
    steps = [knee(w, 60) for w in (20, 30, 40, 50, 60, 70)] + [knee(80, 120)]
    return follow([reference()], steps, every(30, 480), ONE_LEG)


@functools.cache
def knee_two_hours() -> Seen:
    """26 W for two hours, then 75 min of rest."""
    pieces = [Piece(7200, 0.35, 450, {"quadriceps": 0.17}), Piece(4500)]
    return follow([reference()], pieces, every(300, 11700), ONE_LEG)


@functools.cache
def one_minute_run() -> Seen:
    """A minute to exhaustion, then 40 min of rest."""
    return follow([reference()], [legs(60, 1.3, 1600, 0.8), Piece(2400)], every(10, 2460))


@functools.cache
def rowing() -> Seen:
    """7.3 min with legs, back and arms at 110 % (a sixth of it anaerobic), then half an hour of rest."""
    work = Piece(436, 1.1, 1540, dict.fromkeys((*LEGS, *ROWING), 0.30))
    return follow([reference()], [work, Piece(1900)], every(2, 2336))


@functools.cache
def cycling(percent: int) -> Seen:
    """5 min at 60 and 85 %, 2.5 min at 110 % of maximal oxygen uptake."""
    share, seconds = percent / 100, 150 if percent > 100 else 300
    return follow([reference()], [legs(seconds, share, 1200 * share, CYCLING[share])], every(10, seconds))


@functools.cache
def cycling_100_W() -> Seen:
    """Ten minutes at 100 W, 40 % of maximal oxygen uptake."""
    return follow([reference()], [legs(600, 0.4, 500, 0.13)], [0, 540, 570, 600])


@functools.cache
def hard_bouts() -> Seen:
    """Three times 3 min at about 360 W, 3 min of rest between."""
    return follow([reference()], [legs(180, 1.1, 1300, 0.48), Piece(180)] * 3, [0, 900])


@functools.cache
def graded() -> Seen:
    """Steps of 5 min at 20, 40, 60, 80 and 100 %, then an hour of rest."""
    steps = [
        legs(300, s, 1200 * s, a) for s, a in ((0.2, 0.06), (0.4, 0.13), (0.6, 0.2), (0.8, 0.28), (1.0, 0.38))
    ]
    return follow([reference()], [*steps, REST_1_H], [1500, 1500 + 360, 1500 + 3600])


@functools.cache
def cycling_two_hours() -> Seen:
    """Two hours at 60 %, then two hours of rest."""
    return follow([reference()], [legs(7200, 0.6, 720, CYCLING[0.6]), Piece(7200)], every(300, 14400))


@functools.cache
def long_run() -> Seen:
    """75 min of running, then eight hours of rest."""
    return follow([reference()], [legs(4500, 0.75, 750, 0.22), Piece(8 * HOUR)], every(60, 4500 + 8 * HOUR))


@functools.cache
def exhausting_cycling() -> Seen:
    """Six minutes to exhaustion, then half an hour of rest."""
    return follow([reference()], [legs(360, 1.05, 1300, 0.42), Piece(1800)], every(10, 2160))


@functools.cache
def static_calf(percent: int) -> Seen:
    """A hold of the calf, then 15 min of rest; 5 min when weak, 3 min when strong."""
    seconds = 300 if percent < 30 else 180
    hold = {"gastrocnemius": (percent / 100, 1.0, 1.0, 0.0), "soleus": (percent / 100, 1.0, 1.0, 0.0)}
    return follow(
        [reference()], [Piece(seconds, 0.15, 200, hold), Piece(900)], every(15, seconds + 900), ONE_LEG
    )


@functools.cache
def calf_step(activation: float, seconds: float = 420.0) -> Seen:
    """Rhythmic plantar flexion, then rest."""
    calf = {"gastrocnemius": activation, "soleus": activation}
    return follow(
        [reference()], [Piece(seconds, 0.15, 200, calf), Piece(600)], every(3, seconds + 600), ONE_LEG
    )


@functools.cache
def knee_steps(first: float, second: float) -> Seen:
    """Two steps of knee extension of 6 min each."""
    pieces = [
        Piece(360, 0.15, 250, {"quadriceps": first}) if first else Piece(360),
        Piece(360, 0.3, 350, {"quadriceps": second}),
    ]
    return follow([reference()], pieces, every(3, 720), ONE_LEG)


@functools.cache
def leg_press() -> Seen:
    """Ten repetitions of 3 s to failure, 1.5 s each way."""
    press = {"quadriceps": (0.75, 1.0, SLOW, 0.5), "gluteals": (0.5, 1.0, SLOW, 0.5)}
    return follow([reference()], [Piece(30, 0.6, 800, press)], every(1, 30))


@functools.cache
def muscle_hold(percent: int) -> Seen:
    """A hold of the knee extensors until the muscle itself can no more, at most 40 min."""
    hold = {"quadriceps": (percent / 100, 1.0, 1.0, 0.0)}
    return follow([reference()], [Piece(2400, 0.1, 150, hold)], every(2, 2400), ONE_LEG)


@functools.cache
def knee_time_trial() -> Seen:
    """Six minutes of knee extension as hard as they last, then 10 min of rest."""
    return follow(
        [reference()], [Piece(360, 0.4, 700, {"quadriceps": 0.40}), Piece(600)], every(10, 960), ONE_LEG
    )


def with_glycogen(full: float, person: Person = PERSON) -> Human:
    """That person's reference human with other glycogen stores, mmol/kg, in all muscles."""
    human = reference(person)
    changes = {"energy": {"glycogen_rest_mmol_per_kg": full}}
    return dataclasses.replace(
        human, muscles={group: with_numbers(m, changes) for group, m in human.muscles.items()}
    )


@functools.cache
def glycogen_cycling(full: float) -> Seen:
    """37 min at 75 % with full or low stores."""
    return follow([with_glycogen(full)], [legs(2220, 0.75, 900, CYCLING[0.75])], [0, 2220])


@functools.cache
def glycogen_refilling(sex: str) -> Seen:
    """An hour at 75 %, then 1.6 g/kg of carbohydrate at once and after two hours."""
    person = PERSON if sex == "male" else WOMAN
    meal = Intake(carbohydrate_g_per_s=1.6 * person.mass_kg / 300, water_L_per_s=0.5 / 300)
    eat = Piece(300, around={"meal": meal})
    pieces = [legs(3600, 0.75, 900 * person.mass_kg / 75, CYCLING[0.75]), eat, Piece(6900), eat, Piece(6900)]
    return follow([reference(person)], pieces, [3600, 3600 + 4 * HOUR])


@functools.cache
def eccentric_cycling() -> Seen:
    """45 min of braking the pedals, then ten days of usual life."""
    work = Piece(2700, 0.35, 400, {"quadriceps": (0.6, 0.5, 0.0, 0.9)})
    return follow([reference(PERSON, 0.0)], [work, Piece(10 * DAY)], [0, 2700, 2700 + 10 * DAY])


@functools.cache
def lifting() -> Seen:
    """Fourteen sets of 20 s at 80 %, three minutes between."""
    lift = Piece(20, 0.7, 800, {"quadriceps": (0.8, 1.0, SLOW, 0.3), "gluteals": (0.7, 1.0, SLOW, 0.3)})
    return follow([reference()], [lift, Piece(180)] * 14, [0, 14 * 200])


EVERY_12_H = tuple(every(2 * HOUR, 10 * DAY))


@functools.cache
def lengthening(group: str, sets: int, seconds: float, duty: float, force: float = 1.0, pause: float = 90.0,
                days: float = 10.0, sides: tuple[int, ...] = ONE_LEG) -> Seen:  # fmt: skip
    """Sets of lengthening in the unaccustomed, then days of rest; times count from the first set."""
    work = Piece(seconds, 0.4, 400, {group: (force, duty, 0.0, 1.0)})
    pieces = [work, Piece(pause)] * sets
    end = sets * (seconds + pause)
    times = [0.0, *(end - pause - k * (seconds + pause) for k in range(sets))][::-1]
    times = sorted({*times, *(end + every(2 * HOUR, days * DAY))})
    return follow([reference(PERSON, 0.0)], [*pieces, Piece(days * DAY)], times, sides)


@functools.cache
def second_bout() -> Seen:
    """Ten maximal sets of the thigh, and again two weeks later."""
    work = [Piece(30, 0.4, 400, {"quadriceps": (1.0, 0.5, 0.0, 1.0)}), Piece(90)] * 10
    pieces = [*work, Piece(14 * DAY), *work, Piece(7 * DAY)]
    return follow([reference(PERSON, 0.0)], pieces, [0, *every(3 * HOUR, 21 * DAY + 2400)[1:]], ONE_LEG)


@functools.cache
def downhill() -> Seen:
    """45 min of running down 10 % in the unaccustomed."""
    return follow([reference(PERSON, 0.0)], [run(2700, 2.8, -0.10), Piece(3 * DAY)], [0, 2700, 2700 + DAY])


@functools.cache
def box_stepping() -> Seen:
    """20 min of lowering the body with one calf."""
    work = {"gastrocnemius": (0.5, 0.33, 0.0, 0.7), "soleus": (0.5, 0.33, 0.0, 0.7)}
    pieces = [Piece(1200, 0.4, 500, work), Piece(2 * DAY)]
    return follow([reference(PERSON, 0.0)], pieces, [0, 1200, 1200 + 22 * HOUR], ONE_LEG)


@functools.cache
def level_run() -> Seen:
    """An hour of level running in people who run."""
    return follow([reference()], [run(3600, 2.9), Piece(4 * HOUR)], [0, 3600, 3600 + 2 * HOUR])


@functools.cache
def marathon() -> Seen:
    """A marathon in four hours, usual protection."""
    return follow(
        [reference()], [run(4 * HOUR, MARATHON_M / (4 * HOUR)), Piece(3 * DAY)], [0, 4 * HOUR, 28 * HOUR]
    )


@functools.cache
def knee_warming() -> Seen:
    """15 min of knee extension at 60 % of its maximum, then an hour of rest."""
    pieces = [Piece(900, 0.3, 400, {"quadriceps": 0.2}), Piece(3600)]
    return follow([reference()], pieces, every(60, 4500), ONE_LEG)


@functools.cache
def jog() -> Seen:
    """15 min of easy running on a treadmill."""
    return follow(
        [reference()], [as_read(PERSON, 900, "treadmill_running", 21.0, speed_m_per_s=2.5)], [0, 900]
    )
