"""The person's usual resting day: meals, drinks, coffee and sleep at their usual hours.

Whoever says nothing of food and sleep still ate and slept. The day repeats and holds no effort, so
that body and muscle return to the same state at the same hour. Amounts are typical intakes of
adults; a person's own may be half or double. It stops being true for shift workers, fasting and
illness.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.handover import Intake
from myotwitch.history.intake import Content
from myotwitch.history.locomotion import W_PER_KG_PER_MET
from myotwitch.person import Person
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["DAY_S", "HOUR_S", "Intaken", "UsualDay", "as_intake", "nights", "usual_food", "usual_totals"]

DAY_S, HOUR_S = 86400.0, 3600.0


@dataclass(frozen=True)
class UsualDay(Parameters):
    """A resting day's intake and hours. Minerals scale with energy turnover."""

    awake_met: float = sourced(1.3, "", "ainsworth2011", where="code 07021, sitting quietly")
    asleep_met: float = sourced(0.95, "", "ainsworth2011", where="code 07030, sleeping")
    reference_energy_MJ: float = sourced(
        8.4, "MJ", ASSUMED, note="2000 kcal, the day to which the amounts below belong"
    )
    sodium_mmol: float = sourced(
        150.0, "mmol", "cogswell2018", where="24-h urine 3608 mg (157 mmol) in US adults", spread=(100.0, 220.0),
        note="rounded, and used as the intake of a 2000 kcal day",
    )  # fmt: skip
    potassium_mmol: float = sourced(
        75.0, "mmol", "cogswell2018", where="24-h urine 2155 mg (55 mmol), about three quarters of the intake",
        spread=(50.0, 105.0),
    )  # fmt: skip
    chloride_per_sodium: float = sourced(
        1.0, "", ASSUMED, note="most sodium is eaten as table salt; the food table assumes the same"
    )
    magnesium_mmol: float = sourced(
        12.5,
        "mmol",
        ASSUMED,
        spread=(9.0, 17.0),
        note="about 300 mg, usual in surveys of European and US adults; remembered",
    )
    calcium_mmol: float = sourced(
        22.0,
        "mmol",
        ASSUMED,
        spread=(15.0, 30.0),
        note="about 900 mg, usual in surveys of European and US adults; remembered",
    )
    carbohydrate_share: float = sourced(
        0.48, "", "sobiecki2016", where="share of energy in meat eaters of EPIC-Oxford", spread=(0.40, 0.56)
    )
    carbohydrate_share_plants: float = sourced(
        0.06, "", "sobiecki2016", where="vegans 54 against 48 % of energy; vegetarians about the same"
    )
    carbohydrate_kJ_per_g: float = sourced(16.7, "kJ/g", ASSUMED, note="4 kcal/g, the factor of food labels")
    magnesium_vegan: float = sourced(
        1.3, "", ASSUMED, note="highest in vegans of EPIC-Oxford (Sobiecki 2016); the size is remembered"
    )
    magnesium_vegetarian: float = sourced(1.1, "", ASSUMED, note="between omnivores and vegans")
    calcium_vegan: float = sourced(
        0.8,
        "",
        ASSUMED,
        note="below omnivores in EPIC-Oxford, fortified milks included; the size is remembered",
    )
    water_female_L: float = sourced(
        2.0, "L", "efsa2010water", where="adequate intake from drinks and food, women", spread=(1.5, 2.7)
    )
    water_male_L: float = sourced(
        2.5, "L", "efsa2010water", where="adequate intake from drinks and food, men", spread=(1.8, 3.3)
    )
    food_water_share: float = sourced(0.2, "", "efsa2010water", where="20 to 30 % of water comes from food")
    drinks_with_meals: float = sourced(
        0.5, "", ASSUMED, note="the other half is sipped through the waking day"
    )
    breakfast_h: float = sourced(7.5, "h", ASSUMED, note="half an hour after waking")
    lunch_h: float = sourced(12.5, "h", ASSUMED, note="noon")
    dinner_h: float = sourced(19.0, "h", ASSUMED, note="evening")
    breakfast_share: float = sourced(0.25, "", ASSUMED, note="of the day's food")
    lunch_share: float = sourced(0.35, "", ASSUMED, note="of the day's food")
    meal_s: float = sourced(1200.0, "s", ASSUMED, note="twenty minutes at table")
    caffeine_morning: float = sourced(0.6, "", ASSUMED, note="of the habitual dose, the rest after lunch")
    wakes_h: float = sourced(7.0, "h", ASSUMED, note="asleep from 23 to 7 on the local clock")
    sleeps_h: float = sourced(8.0, "h", ASSUMED, spread=(7.0, 8.5), note="asleep from 23 to 7")
    session_h: float = sourced(
        18.0, "h", ASSUMED, note="local hour of the first session when no clock is known: after work"
    )
    replaced_within_h: float = sourced(
        2.0, "h", ASSUMED, note="a told meal this near to a usual one stands in for it; likewise caffeine"
    )
    before_session_h: float = sourced(
        1.0, "h", ASSUMED, note="no usual meal within this time before a session; it is eaten after it"
    )
    after_session_h: float = sourced(
        0.75, "h", ASSUMED, note="when a usual meal that met a session is eaten, after its end"
    )
    long_session_h: float = sourced(
        3.0, "h", ASSUMED, note="in longer sessions people eat underway, at their usual hours"
    )
    up_before_session_h: float = sourced(0.75, "h", ASSUMED, note="awake at least this long before a session")
    up_after_session_h: float = sourced(1.0, "h", ASSUMED, note="awake at least this long after a session")


class Intaken(NamedTuple):
    """Something that goes into the stomach between two times, s. `content` is all of it."""

    begins_s: float
    ends_s: float
    content: Content


def energy_MJ(person: Person, p: UsualDay) -> float:
    """Energy turnover of a person's usual resting day, MJ."""
    mean_met = (p.awake_met * (24 - p.sleeps_h) + p.asleep_met * p.sleeps_h) / 24
    return mean_met * W_PER_KG_PER_MET * person.mass_kg * DAY_S / 1e6


def usual_totals(person: Person, p: UsualDay) -> Content:
    """What a person's usual day brings, food and drinks together."""
    energy = energy_MJ(person, p)
    scale = energy / p.reference_energy_MJ
    plants = {"vegan": 1.0, "vegetarian": 0.8}.get(person.diet, 0.0)
    magnesium = {"vegan": p.magnesium_vegan, "vegetarian": p.magnesium_vegetarian}.get(person.diet, 1.0)
    calcium = p.calcium_vegan if person.diet == "vegan" else 1.0
    share = p.carbohydrate_share + plants * p.carbohydrate_share_plants
    return Content(
        water_L=p.water_male_L if person.sex == "male" else p.water_female_L,
        sodium_mmol=p.sodium_mmol * scale,
        potassium_mmol=p.potassium_mmol * scale,
        chloride_mmol=p.sodium_mmol * scale * p.chloride_per_sodium,
        magnesium_mmol=p.magnesium_mmol * scale * magnesium,
        calcium_mmol=p.calcium_mmol * scale * calcium,
        carbohydrate_g=share * energy * 1000 / p.carbohydrate_kJ_per_g,
        caffeine_mg=person.habitual_caffeine_mg_per_day or 0.0,
    )


def _scaled(content: Content, share: float, water_L: float) -> Content:
    names = (
        "sodium_mmol",
        "potassium_mmol",
        "chloride_mmol",
        "magnesium_mmol",
        "calcium_mmol",
        "carbohydrate_g",
    )
    return Content(water_L=water_L, solid=True, **{name: getattr(content, name) * share for name in names})


def _days(zero_s: float, begins_s: float, ends_s: float) -> range:
    """Numbers of the local days that touch an interval; day 0 holds zero of the clock."""
    return range(math.floor((zero_s + begins_s) / DAY_S) - 1, math.floor((zero_s + ends_s) / DAY_S) + 2)


def usual_food(
    person: Person, p: UsualDay, *, zero_s: float, begins_s: float, ends_s: float,
    sessions: Sequence[tuple[float, float]] = (), told_meals_s: Sequence[float] = (),
    told_caffeine_s: Sequence[float] = (), asleep: Sequence[tuple[float, float]] = (),
) -> list[Intaken]:  # fmt: skip
    """Usual meals, drinks with them, coffee and sips between, s on the clock of the history.

    zero_s: local second of the day at zero. A told meal within two hours of a usual meal replaces
    it; a usual meal that meets a session is eaten after it; nobody sips asleep or in a session.
    """
    day = usual_totals(person, p)
    drinks_L = day.water_L * (1 - p.food_water_share)
    found: list[Intaken] = []
    meals = (
        (p.breakfast_h, p.breakfast_share, p.caffeine_morning),
        (p.lunch_h, p.lunch_share, 1 - p.caffeine_morning),
        (p.dinner_h, 1 - p.breakfast_share - p.lunch_share, 0.0),
    )
    near = p.replaced_within_h * HOUR_S
    for number in _days(zero_s, begins_s, ends_s):
        for hour, share, coffee in meals:
            usual_s = number * DAY_S + hour * HOUR_S - zero_s
            at = _after_sessions(usual_s, p, sessions)
            if not any(abs(told - usual_s) <= near for told in told_meals_s):
                food = _scaled(day, share, day.water_L * p.food_water_share * share)
                found.append(Intaken(at, at + p.meal_s, food))
            drink = Content(
                water_L=drinks_L * p.drinks_with_meals * share,
                caffeine_mg=0.0
                if any(abs(told - usual_s) <= near for told in told_caffeine_s)
                else day.caffeine_mg * coffee,
            )
            found.append(Intaken(at, at + p.meal_s, drink))
    sips_L_per_s = drinks_L * (1 - p.drinks_with_meals) / ((24 - p.sleeps_h) * HOUR_S)
    for first, last in _complement([*asleep, *sessions], begins_s, ends_s):
        found.append(Intaken(first, last, Content(water_L=sips_L_per_s * (last - first))))
    return found


def _after_sessions(at: float, p: UsualDay, sessions: Sequence[tuple[float, float]]) -> float:
    for first, last in sorted(sessions):
        if last - first > p.long_session_h * HOUR_S:
            continue
        later = last + p.after_session_h * HOUR_S
        if first - p.before_session_h * HOUR_S < at + p.meal_s and at < later:
            at = later
    return at


def _complement(
    spans: Sequence[tuple[float, float]], begins: float, ends: float
) -> list[tuple[float, float]]:
    free, at = [], begins
    for first, last in sorted(spans):
        if first > at:
            free.append((at, min(first, ends)))
        at = max(at, last)
        if at >= ends:
            break
    if at < ends:
        free.append((at, ends))
    return [(a, b) for a, b in free if b > a]


class Night(NamedTuple):
    """One night, s on the clock of the history; `debt_h` is what it lacked."""

    begins_s: float
    ends_s: float
    debt_h: float


def nights(
    p: UsualDay, *, zero_s: float, begins_s: float, ends_s: float,
    sessions: Sequence[tuple[float, float]] = (), told_h: dict[int, float] | None = None,
) -> list[Night]:  # fmt: skip
    """Nights that touch an interval. Sessions keep a person awake around them.

    told_h: hours slept, by night: 0 is the night before the first session, 1 the night after it.
    A short night begins late; a long one begins early.
    """
    told = told_h or {}
    length = p.sleeps_h * HOUR_S
    found: list[Night] = []
    last_before = math.floor((zero_s + length - HOUR_S - p.wakes_h * HOUR_S) / DAY_S)
    for number in _days(zero_s, begins_s, ends_s):
        wakes = number * DAY_S + p.wakes_h * HOUR_S - zero_s
        hours = told.get(number - last_before)
        bed = wakes - (length if hours is None else hours * HOUR_S)
        debt = 0.0 if hours is None else max(0.0, p.sleeps_h - hours)
        cut = [
            (first - p.up_before_session_h * HOUR_S, last + p.up_after_session_h * HOUR_S)
            for first, last in sessions
        ]
        shift = _woken_early(bed, wakes, cut) if hours is not None else 0.0
        for first, last in _complement(cut, bed - shift, wakes):
            if last - first >= 600:
                found.append(Night(first, last, debt))
    return sorted(found)


def _woken_early(bed: float, wakes: float, cut: Sequence[tuple[float, float]]) -> float:
    """How much earlier a night of told length began because a session ended it early, s."""
    for first, last in cut:
        if bed < first < wakes <= last:
            return wakes - first
    return 0.0


def as_intake(content: Content, per_s: float) -> Intake:
    """A content as rates: all of it times `per_s`, 1/s."""
    return Intake(
        content.water_L * per_s, content.sodium_mmol * per_s, content.potassium_mmol * per_s,
        content.chloride_mmol * per_s, content.magnesium_mmol * per_s, content.calcium_mmol * per_s,
        content.carbohydrate_g * per_s, content.caffeine_mg * per_s, content.alcohol_g * per_s,
    )  # fmt: skip
