"""How hard a stretch of continuous work was: from power, speed, heart rate, or perceived exertion.

Oxygen uptake follows mechanical power and speed closely, and heart-rate reserve one to one
(Swain 1997). Assumptions: the steady state of healthy adults. Heart rate overstates the effort in
heat, under stress, after caffeine and late in long work; a wrist sensor may be far off.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from myotwitch.history.locomotion import (
    GRAVITY_M_PER_S2,
    W_PER_KG_PER_MET,
    Locomotion,
    is_walk,
    locomotion_met,
    slope_lengthening,
)
from myotwitch.history.session import Session, Work
from myotwitch.history.tables import Activity, activities, find_activity
from myotwitch.person import Person
from myotwitch.provenance import ASSUMED, Parameters, sourced

_MOST_WORK = 0.3  # no muscle turns more of its energy into work, whatever the barometer says
_MOST_MET = 25.0  # faster than anyone runs for minutes; a slip of the device beyond
_MOST_SPRINT_MET = 100.0  # measured power of a few seconds may go this far

__all__ = ["Intensity", "IntensityNumbers", "capacity_mL_per_min_per_kg", "intensity", "row_of_work"]


@dataclass(frozen=True)
class IntensityNumbers(Parameters):
    """From what a device measured to energy turnover."""

    oxygen_per_met: float = sourced(3.5, "mL/min/kg", "ainsworth2011", where="definition of 1 MET by oxygen")
    cycling_delta_efficiency: float = sourced(
        0.258, "", "moseley2001", where="abstract, 17 trained men", spread=(0.235, 0.28)
    )
    cycling_unloaded_W_per_kg: float = sourced(
        3.1, "W/kg", "moseley2001", where="gross 19.8 and delta 25.8 % at 200 W and 75 kg give 235 W for moving the legs and living",
        spread=(2.6, 3.6),
    )  # fmt: skip
    rowing_delta_efficiency: float = sourced(
        0.23,
        "",
        "ainsworth2011",
        where="codes 02072 to 02074: 7, 8.5 and 12 MET at 100, 150 and 200 W for 75 kg",
    )
    rowing_unloaded_W_per_kg: float = sourced(2.3, "W/kg", "ainsworth2011", where="same rows, remainder")
    reference_power_W_per_kg: float = sourced(
        2.667, "W/kg", ASSUMED, note="the project's table holds at 200 W; 75 kg is taken as its rider"
    )
    resting_heart_rate_bpm: float = sourced(
        62.0,
        "1/min",
        ASSUMED,
        spread=(50.0, 74.0),
        note="adults who train; the watch or the person knows better",
    )
    maximum_heart_rate_bpm: float = sourced(
        208.0, "1/min", "tanaka2001", where="208 - 0.7 age", spread=(198.0, 218.0)
    )
    maximum_heart_rate_per_year: float = sourced(-0.7, "1/min/year", "tanaka2001", where="208 - 0.7 age")
    believe_from_s: float = sourced(
        60.0, "s", ASSUMED, note="shorter efforts may be sprints, which the heart rate does not follow"
    )
    believe_within: float = sourced(
        0.35,
        "",
        ASSUMED,
        note="share of the maximum by which power or speed may exceed what the heart rate says",
    )
    fittest: float = sourced(
        1.4, "", ASSUMED, note="times the typical maximum that a person may have whose maximum nobody told"
    )
    endurance_index: float = sourced(
        0.06, "", "peronnet1989", where="loss of the sustainable share of maximal aerobic power per ln(time)",
        spread=(0.045, 0.09), note="elite runners lie near 0.05; remembered, the form confirmed in later papers",
    )  # fmt: skip
    endurance_from_s: float = sourced(
        420.0, "s", "peronnet1989", where="maximal aerobic power lasts seven minutes"
    )
    exertion_usual: float = sourced(
        4.0,
        "",
        ASSUMED,
        spread=(3.0, 5.0),
        note="the table's effort on the scale of 0 to 10: between moderate (3) and hard (5)",
    )
    exertion_slope: float = sourced(
        0.10, "", ASSUMED, spread=(0.06, 0.15), note="share of the table's energy for each point of exertion"
    )
    lengthening_energy: float = sourced(
        0.57,
        "",
        ASSUMED,
        note="a lengthening muscle needs 43 % of the energy; the same fraction is used for muscle energy",
    )
    locomotion: Locomotion = field(default_factory=Locomotion)


class Intensity(NamedTuple):
    """One stretch of work for the whole body, and how its muscles compare with the table's row."""

    row: Activity
    met: float
    external_work_W: float
    effort_ratio: float
    """Activation over that of the row."""
    lengthening: float
    grade: float
    own_wind_m_per_s: float
    known_by: str
    """power, speed, heart rate, exertion or table."""


def row_of_work(part: Work) -> Activity:
    """The table's row of a stretch of work; what is not in the table counts as "unknown"."""
    return activities()[find_activity(part.activity) or "unknown"]


def capacity_mL_per_min_per_kg(session: Session, person: Person, p: IntensityNumbers) -> float:
    """Maximal oxygen uptake, mL/min/kg: told, else the watch's, else typical, but enough for what was done.

    What nobody told is at least what the measured speed and power of this session needed, given
    that only part of the maximum can be kept up for long (Péronnet 1989).
    """
    if person.vo2max_mL_per_min_per_kg is not None:
        return person.vo2max_mL_per_min_per_kg
    if session.hints.vo2max_mL_per_min_per_kg is not None:
        return min(100.0, max(10.0, session.hints.vo2max_mL_per_min_per_kg))
    time_s = energy = 0.0
    for part in session.parts:
        if isinstance(part, Work) and part.duration_s > 0:
            met, known = _measured(part, row_of_work(part), session, person, p)
            if known in ("power", "speed"):
                time_s, energy = time_s + part.duration_s, energy + part.duration_s * met
    if time_s <= 0:
        return person.vo2max
    share = max(0.5, 1 - p.endurance_index * math.log(max(1.0, time_s / p.endurance_from_s)))
    return float(min(90.0, max(person.vo2max, p.oxygen_per_met * energy / time_s / share)))


def _heart_reserve(part: Work, session: Session, person: Person, p: IntensityNumbers) -> float | None:
    """Share of the heart-rate reserve, 0 to 1, or None without a believable heart rate."""
    beats = part.heart_rate_bpm or session.average_heart_rate_bpm
    if beats is None or not 40 <= beats <= 230:
        return None
    rest = session.hints.resting_heart_rate_bpm or p.resting_heart_rate_bpm
    most = session.hints.maximum_heart_rate_bpm or (
        p.maximum_heart_rate_bpm + p.maximum_heart_rate_per_year * person.age_yr
    )
    most = max(most, beats, session.maximum_heart_rate_bpm or 0.0, rest + 60)
    return max(0.0, (beats - rest) / (most - rest))


def _heart_rate_met(part: Work, session: Session, person: Person, p: IntensityNumbers) -> float | None:
    reserve = _heart_reserve(part, session, person, p)
    if reserve is None:
        return None
    best = capacity_mL_per_min_per_kg(session, person, p) / p.oxygen_per_met
    return 1 + reserve * (best - 1)


def _believed(met: float, part: Work, session: Session, person: Person, p: IntensityNumbers) -> bool:
    """Whether measured power or speed can be true beside the heart rate: some sensors are far off."""
    if part.heart_rate_bpm is None or part.duration_s < p.believe_from_s:
        return True
    reserve = _heart_reserve(part, session, person, p)
    told = person.vo2max_mL_per_min_per_kg or session.hints.vo2max_mL_per_min_per_kg
    best = told or p.fittest * person.vo2max
    share = p.oxygen_per_met * met / best
    return reserve is None or share <= 1.0 or share - reserve <= p.believe_within


def _power_met(power_W: float, row: Activity, person: Person, p: IntensityNumbers) -> float:
    rowing = row.key.startswith("rowing")
    unloaded = p.rowing_unloaded_W_per_kg if rowing else p.cycling_unloaded_W_per_kg
    delta = p.rowing_delta_efficiency if rowing else p.cycling_delta_efficiency
    return (unloaded + max(0.0, power_W) / delta / person.mass_kg) / W_PER_KG_PER_MET


def _table_met(row: Activity, speed_m_per_s: float, grade: float, p: IntensityNumbers) -> float:
    """MET by the row's pairs of speed and MET, through (0, 1), level beyond the last; hills add lifting."""
    points = ((0.0, 1.0), *row.speeds)
    met = points[-1][1]
    for (v0, m0), (v1, m1) in itertools.pairwise(points):
        if speed_m_per_s < v1:
            met = m0 + (m1 - m0) * (speed_m_per_s - v0) / (v1 - v0)
            break
    lifting = GRAVITY_M_PER_S2 * speed_m_per_s * max(-0.45, min(0.45, grade)) / p.cycling_delta_efficiency
    return max(1.3, min(22.0, met + lifting / W_PER_KG_PER_MET))


def _measured(
    part: Work, row: Activity, session: Session, person: Person, p: IntensityNumbers
) -> tuple[float, str]:
    """MET from power or speed, and which; (0, "") when neither is known or heart rate comes first."""
    grade = part.grade or 0.0
    for way in row.by:
        if way == "power" and part.power_W is not None and part.power_W >= 0:
            met = _power_met(part.power_W, row, person, p)
        elif way == "speed" and part.speed_m_per_s is not None and part.speed_m_per_s >= 0:
            if row.gait:
                met = locomotion_met(row.gait, part.speed_m_per_s, grade, p.locomotion)
                met = 1 + (met - 1) * row.speed_factor
            else:
                met = _table_met(row, part.speed_m_per_s, grade, p)
        elif way == "heart_rate" and part.heart_rate_bpm is not None:
            return 0.0, ""
        else:
            continue
        if _believed(met, part, session, person, p):
            return met, way
    return 0.0, ""


def _met(
    part: Work, row: Activity, session: Session, person: Person, p: IntensityNumbers
) -> tuple[float, str]:
    met, known = _measured(part, row, session, person, p)
    if known:
        return met, known
    if "heart_rate" in row.by:
        by_heart = _heart_rate_met(part, session, person, p)
        if by_heart is not None:
            return by_heart, "heart rate"
    met, known = _measured(replace(part, heart_rate_bpm=None), row, session, person, p)
    if known:
        return met, known
    rpe = part.rpe if part.rpe is not None else session.rpe
    if rpe is None:
        return row.met, "table"
    return 1 + (row.met - 1) * (
        1 + p.exertion_slope * (min(10.0, max(0.0, rpe)) - p.exertion_usual)
    ), "exertion"


def _wind(row: Activity, part: Work) -> float:
    if row.wind_m_per_s is not None:
        return row.wind_m_per_s
    if part.speed_m_per_s is not None:
        return min(25.0, max(0.0, part.speed_m_per_s))
    if row.default_speed_m_per_s is not None:
        return row.default_speed_m_per_s
    return {"run": 2.8, "walk": 1.4}.get(row.gait, 1.0)  # a jog and a stroll, where nobody told the speed


def intensity(part: Work, session: Session, person: Person, p: IntensityNumbers) -> Intensity:
    """How hard one stretch of work was. Raises nothing; an unknown activity counts as "unknown".

    Best first: what the row's `by` lists, then perceived exertion, then the row's own MET.
    """
    row = row_of_work(part)
    grade = (part.grade or 0.0) if row.gait or row.speeds else 0.0
    met, known = _met(part, row, session, person, p)
    met = min(_MOST_SPRINT_MET if known == "power" else _MOST_MET, max(1.0, met))
    if known == "speed" and row.gait == "run" and is_walk("run", part.speed_m_per_s or 0.0, p.locomotion):
        row = activities()["walking"]
    lengthening = row.lengthening
    most_W = _MOST_WORK * met * W_PER_KG_PER_MET * person.mass_kg
    work_W = min(most_W, part.power_W) if known == "power" and part.power_W else 0.0
    if row.gait:
        lengthening = slope_lengthening(row.lengthening, grade, p.locomotion)
        work_W = min(most_W, _lifting_W(part, grade, person))
    cheaper = (1 - p.lengthening_energy * row.lengthening) / (1 - p.lengthening_energy * lengthening)
    if known == "power" and not row.key.startswith("rowing"):
        ratio = (part.power_W or 0.0) / person.mass_kg / p.reference_power_W_per_kg
    else:
        ratio = (met - 1) / max(0.3, row.muscle_met - 1) * cheaper
    return Intensity(row, met, work_W, ratio, lengthening, grade, _wind(row, part), known or "table")


def _lifting_W(part: Work, grade: float, person: Person) -> float:
    """Power that lifts the body (positive) or that gravity returns as heat (negative), W."""
    if part.speed_m_per_s is None or part.grade is None:
        return 0.0
    sine = max(-0.4, min(0.4, grade / math.hypot(1.0, grade)))
    return person.mass_kg * GRAVITY_M_PER_S2 * max(0.0, part.speed_m_per_s) * sine
