"""The body beside other programs: the cases of ISO 7933, its scheme in pythermalcomfort, and JOS-3.

ISO's scheme is another controller than ours, so its cases check heat exchange, not people. Its own
sweat limits and skin are put into ours; its core has no relative load, so a share of an
average VO2max stands in.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from body_runs_whole import Lab, laboratory, watts_of

from myotwitch.handover import Intake
from myotwitch.person import Person
from myotwitch.provenance import with_numbers

JUDGE = Path(__file__).parent / "results" / "phs.json"
SKIN_W_PER_MET_M2 = 58.15


class Case(NamedTuple):
    """One exposure: air and radiant temperature °C, relative humidity, wind m/s, metabolic rate W, clothing clo, acclimatised."""

    air_C: float
    radiant_C: float
    humidity: float
    wind: float
    watts: float
    clothing: float
    acclimatised: bool
    minutes: float = 480.0


WORKER = Person(sex="male", age_yr=35, mass_kg=75, height_cm=180, vo2max_mL_per_min_per_kg=40)


def _met(met: float) -> float:
    return met * SKIN_W_PER_MET_M2 * WORKER.surface_m2


CASES_2004 = {
    1: Case(40, 40, 0.3385, 0.3, _met(2.58), 0.5, True), 2: Case(35, 35, 0.71, 0.3, _met(2.58), 0.5, True),
    3: Case(30, 50, 0.7065, 0.3, _met(2.58), 0.5, True), 4: Case(28, 58, 0.7931, 0.3, _met(2.58), 0.5, False),
    5: Case(35, 35, 0.533, 1.0, _met(2.58), 0.5, False), 6: Case(43, 43, 0.347, 0.3, _met(1.77), 0.5, True),
    7: Case(35, 35, 0.533, 0.3, _met(3.54), 0.5, False), 8: Case(34, 34, 0.563, 0.3, _met(2.58), 1.0, False),
    9: Case(40, 40, 0.4063, 0.3, _met(2.58), 0.4, True),
}  # fmt: skip
CASES_2023 = {
    1: Case(40, 40, 0.35, 0.3, 300, 0.5, True), 2: Case(35, 35, 0.60, 0.1, 300, 0.5, False), 4: Case(30, 30, 0.45, 1.0, 450, 0.5, False),
}  # fmt: skip


@functools.cache
def as_iso(case: Case, of_2004: bool = False) -> tuple[float, float]:
    """(sweat in g, core in °C) of our heat exchange under ISO's limits of sweat, ISO's skin and ISO's core at work."""
    human = laboratory(WORKER)
    heat = case.watts / WORKER.surface_m2
    most = min(400.0, max(250.0, (heat - 32.0) * WORKER.surface_m2)) if of_2004 else 400.0
    of_iso = {
        "acclimation_told": float(case.acclimatised), "most_sweat_W_per_m2": most, "cooler_at_work": 0.0,
        "hypohydration_per_percent": 0.0, "core_per_percent_lost": 0.0, "acclimation_gain": 0.0,
        "core_at_no_load_C": 36.6 + 0.0036 * heat, "core_per_load_C": 0.0,
    }  # fmt: skip
    human = dataclasses.replace(human, body=with_numbers(human.body, {"heat": of_iso}))
    lab = Lab(WORKER, human).work(case.minutes, case.watts, case.air_C, humidity=case.humidity, wind=case.wind,
                                  clothing=case.clothing, radiant_C=case.radiant_C, drink=Intake(water_L_per_s=6.0))  # fmt: skip
    course = lab.run()
    return 1000.0 * course.at("sweat_L", case.minutes), course.at("core_C", case.minutes)


@functools.cache
def like_jos(times_basal: float) -> tuple[float, float]:
    """(water lost with sweat and breath in g/h, core in °C) of JOS-3's standard man at a multiple of basal metabolism."""
    man = Person(sex="male", age_yr=20, mass_kg=74.4, height_cm=172, vo2max_mL_per_min_per_kg=48)
    lab = Lab(man).work(120.0, 82.0 * times_basal, 30.0, humidity=0.5, wind=2.0, clothing=0.3)
    course = lab.run()
    lost = course.change("sweat_L", 0.0, 120.0) + course.change("insensible_L", 0.0, 120.0)
    return 500.0 * lost, course.at("core_C", 120.0)


def _simulations() -> dict:
    rows = {}
    for year, cases in ((2004, CASES_2004), (2023, CASES_2023)):
        for number, case in cases.items():
            rows[f"iso{year}_{number}_sweat_g"] = lambda case=case, old=year == 2004: as_iso(case, old)[0]
            rows[f"iso{year}_{number}_core_C"] = lambda case=case, old=year == 2004: as_iso(case, old)[1]
    for times in (4, 6, 8, 10):
        rows[f"jos_{times}_g_per_h"] = lambda times=times: like_jos(times)[0]
        rows[f"jos_{times}_core_C"] = lambda times=times: like_jos(times)[1]
    return rows


SIMULATIONS = _simulations()


def drawn_cases(count: int = 24) -> list[Case]:
    """Cases over ISO 7933's own range whose air can take the sweat; the same for us and for the other program."""
    random, cases = np.random.default_rng(7933), []
    while len(cases) < count:
        air = random.uniform(18, 45)
        humidity = random.uniform(0.15, 0.8)
        vapour_kPa = humidity * 0.6105 * np.exp(17.27 * air / (air + 237.3))
        if 0.5 <= vapour_kPa <= 3.2:
            cases.append(Case(float(air), float(air + random.uniform(0, 15)), float(humidity), float(random.uniform(0.2, 2.5)),
                              float(random.uniform(150, 440)), float(random.uniform(0.3, 0.9)), bool(random.random() < 0.5), 120.0))  # fmt: skip
    return cases


def beside_phs() -> tuple[np.ndarray, np.ndarray] | None:
    """(ours, pythermalcomfort's), each (cases, 2): sweat g and core °C in 120 min; None before `phs_judge.py` was run."""
    if not JUDGE.exists():
        return None
    theirs = np.array(json.loads(JUDGE.read_text("utf-8"))["sweat_g_core_C"])
    return np.array([as_iso(case) for case in drawn_cases(len(theirs))]), theirs


def share_of_vo2max(case: Case) -> float:
    """Relative load that we take for an ISO case."""
    return case.watts / watts_of(WORKER, 1.0)
