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

_BY_POWER = frozenset({"cycling", "indoor_cycling", "mountain_biking"})  # rows given at 200 W
_MOST_WORK = 0.3  # no muscle turns more of its energy into work, whatever the barometer says
_MOST_MET = 25.0  # faster than anyone runs for minutes; a slip of the device beyond
_MOST_SPRINT_MET = 100.0  # measured power of a few seconds may go this far

__all__ = ["Intensity", "IntensityNumbers", "Trust", "intensity", "row_of_work", "trust"]


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
    capacity_from_s: float = sourced(
        600.0, "s", ASSUMED, note="shorter measured work says little about the maximum"
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


class Trust(NamedTuple):
    """What one session as a whole says of its wearer and devices."""

    capacity_mL_per_min_per_kg: float
    """Maximal oxygen uptake: told, else the watch's, else typical, but enough for what was done."""
    doubted: frozenset[str]
    """Of "power" and "speed", what the heart rate contradicts in some longer stretch."""


def trust(session: Session, person: Person, p: IntensityNumbers) -> Trust:
    """Judge a session's devices, and the maximum that its measured speed and power ask for.

    What nobody told is at least what this session needed, given that only part of the maximum can
    be kept up for long (Péronnet 1989); sessions with under ten measured minutes say nothing.
    """
    works = [part for part in session.parts if isinstance(part, Work) and part.duration_s > 0]
    doubted: set[str] = set()
    for part in works:
        doubted |= _contradicted(part, session, person, p)
    told = person.vo2max_mL_per_min_per_kg
    if told is not None:
        return Trust(told, frozenset(doubted))
    hinted = session.hints.vo2max_mL_per_min_per_kg
    if hinted is not None:
        return Trust(min(100.0, max(10.0, hinted)), frozenset(doubted))
    time_s = energy = 0.0
    for part in works:
        met, known = _measured(part, row_of_work(part), person, p, frozenset(doubted))
        if known:
            time_s, energy = time_s + part.duration_s, energy + part.duration_s * met
    best = person.vo2max
    if time_s >= p.capacity_from_s:
        share = max(0.5, 1 - p.endurance_index * math.log(max(1.0, time_s / p.endurance_from_s)))
        best = min(90.0, max(best, p.oxygen_per_met * energy / time_s / share))
    return Trust(float(best), frozenset(doubted))


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


def _contradicted(part: Work, session: Session, person: Person, p: IntensityNumbers) -> set[str]:
    """Measures of a longer stretch that cannot be true beside its heart rate: some sensors are far off."""
    reserve = _heart_reserve(part, session, person, p)
    if part.heart_rate_bpm is None or part.duration_s < p.believe_from_s or reserve is None:
        return set()
    told = person.vo2max_mL_per_min_per_kg or session.hints.vo2max_mL_per_min_per_kg
    best = told or p.fittest * person.vo2max
    found = set()
    for way in ("power", "speed"):
        met = _by(way, part, row_of_work(part), person, p)
        share = 0.0 if met is None else p.oxygen_per_met * met / best
        if share > 1.0 and share - reserve > p.believe_within:
            found.add(way)
    return found


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


def _by(way: str, part: Work, row: Activity, person: Person, p: IntensityNumbers) -> float | None:
    """MET by power or speed, or None when it was not measured or means nothing here."""
    if way not in row.by:
        return None
    if way == "power" and part.power_W is not None and part.power_W >= 0:
        return _power_met(part.power_W, row, person, p)
    if way == "speed" and part.speed_m_per_s is not None and part.speed_m_per_s >= 0:
        grade = part.grade or 0.0
        if not row.gait:
            return _table_met(row, part.speed_m_per_s, grade, p)
        met = locomotion_met(row.gait, part.speed_m_per_s, grade, p.locomotion)
        return 1 + (met - 1) * row.speed_factor
    return None


def _measured(
    part: Work, row: Activity, person: Person, p: IntensityNumbers, doubted: frozenset[str]
) -> tuple[float, str]:
    """MET from power or speed, and which; (0, "") when neither is known or heart rate comes first."""
    for way in row.by:
        if way == "heart_rate" and part.heart_rate_bpm is not None:
            break
        met = None if way in doubted else _by(way, part, row, person, p)
        if met is not None:
            return met, way
    return 0.0, ""


def _met(
    part: Work, row: Activity, session: Session, person: Person, p: IntensityNumbers, known_of: Trust
) -> tuple[float, str]:
    met, known = _measured(part, row, person, p, known_of.doubted)
    if known:
        return met, known
    reserve = _heart_reserve(part, session, person, p)
    if "heart_rate" in row.by and reserve is not None:
        best = known_of.capacity_mL_per_min_per_kg / p.oxygen_per_met
        return 1 + reserve * (best - 1), "heart rate"
    met, known = _measured(replace(part, heart_rate_bpm=None), row, person, p, known_of.doubted)
    if known:
        return met, known
    rpe = part.rpe if part.rpe is not None else session.rpe
    if rpe is None:
        return row.met, "table"
    harder = p.exertion_slope * (min(10.0, max(0.0, rpe)) - p.exertion_usual)
    return 1 + (row.met - 1) * (1 + harder), "exertion"


def _wind(row: Activity, part: Work) -> float:
    if row.wind_m_per_s is not None:
        return row.wind_m_per_s
    if part.speed_m_per_s is not None:
        return min(25.0, max(0.0, part.speed_m_per_s))
    if row.default_speed_m_per_s is not None:
        return row.default_speed_m_per_s
    return {"run": 2.8, "walk": 1.4}.get(row.gait, 1.0)  # a jog and a stroll, where nobody told the speed


def intensity(
    part: Work, session: Session, person: Person, p: IntensityNumbers, known_of: Trust | None = None
) -> Intensity:
    """How hard one stretch of work was. Raises nothing; an unknown activity counts as "unknown".

    Best first: what the row's `by` lists, then perceived exertion, then the row's own MET.
    known_of: the session's `trust`, where it is at hand.
    """
    row = row_of_work(part)
    grade = (part.grade or 0.0) if row.gait or row.speeds else 0.0
    met, known = _met(part, row, session, person, p, known_of or trust(session, person, p))
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
    if known == "power" and row.key in _BY_POWER:
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
