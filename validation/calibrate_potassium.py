"""Fit the muscle's potassium numbers to published courses, body and muscle together.

Every row below is *calibrated*: none of them may be counted as support afterwards. The protocols
are the papers' as far as the abstracts tell them; what a workload means in activation is assumed
(knee extension: 65 W is 0.42; cycling at 60, 85 and 110 % of VO2max: 0.20, 0.30, 0.45).

Run: python validation/calibrate_potassium.py            (prints the fit; changes nothing)
"""

from __future__ import annotations

import dataclasses
import sys

import numpy as np
from scipy.optimize import least_squares

from myotwitch.body.whole import usual_circumstances
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import Course
from myotwitch.course.solve import solve
from myotwitch.handover import MUSCLES, Demand
from myotwitch.muscle.ions import Ions
from myotwitch.person import Person

PERSON = Person(sex="male", age_yr=25, mass_kg=75, height_cm=180, vo2max_mL_per_min_per_kg=50)
LEGS = ("gastrocnemius", "soleus", "tibialis_anterior", "quadriceps", "hamstrings", "gluteals", "adductors")
FREE = ("entry_slow_mM", "entry_fast_mM", "pump_max_mM_per_s", "pump_half_sodium_mM", "pump_half_potassium_mM",
        "pump_drive_gain", "pump_drive_steepness", "pump_drive_off_s", "washout_per_s", "washout_by_flow_per_s")  # fmt: skip
PRIOR = {
    "entry_slow_mM": (2.3e-3, 0.3), "entry_fast_mM": (8.0e-3, 0.4), "pump_max_mM_per_s": (0.04, 0.6),
    "pump_half_sodium_mM": (10.0, 0.4), "pump_half_potassium_mM": (2.9, 0.3), "pump_drive_gain": (3.8, 0.5),
    "pump_drive_steepness": (2.0, 0.6), "pump_drive_off_s": (130.0, 0.6), "washout_per_s": (0.026, 0.5),
    "washout_by_flow_per_s": (0.01, 0.8),
}  # fmt: skip


def run(ions: Ions, pieces, sides=(0, 1), times=None) -> Course:
    """pieces: (duration_s, vo2max_fraction, metabolic_W, {muscle: activation})."""
    human = Human.reference(PERSON)
    muscles = {g: dataclasses.replace(m, ions=ions) for g, m in human.muscles.items()}
    human = dataclasses.replace(human, muscles=muscles)
    rest = usual_circumstances(human.body)
    edges, arounds, efforts = [0.0], [], []
    for duration, share, watts, active in pieces:
        edges.append(edges[-1] + duration)
        change = {"vo2max_fraction": share, "metabolic_rate_W": watts} if active else {}
        arounds.append(rest._replace(**change))
        effort = np.zeros((len(MUSCLES), 2, 4))
        for name, activation in active.items():
            for side in sides:
                effort[MUSCLES.index(name), side] = (activation, 1.0, 0.0, 0.0)
        efforts.append(effort)
    the_plan = plan(Demand(np.array(edges), tuple(arounds), np.array(efforts)), human.masses_kg())
    solved = solve([human], the_plan, np.asarray(times, float), tolerance=1e-3)
    return Course(human, np.asarray(times, float), solved, solved)


def rows(ions: Ions):
    """(name, simulated, published, standard deviation used in the fit, source)."""
    found = []

    def row(name, value, target, sd, source):
        found.append((name, float(value), target, sd, source))

    for watts, target in ((10, 6.17), (30, 7.48), (50, 9.04)):
        c = run(
            ions, [(300, 0.1 + watts / 250, 200 + 8 * watts, {"quadriceps": watts / 65 * 0.42})], (1,), [300]
        )
        row(
            f"interstitial K, knee extension {watts} W, mM",
            c.muscle("quadriceps", "right")["interstitial_potassium_mM"][0],
            target,
            0.7,
            "juel2000",
        )
    c = run(
        ions, [(222, 0.4, 700, {"quadriceps": 0.42}), (600, 0, 0, {})], (1,), [75, 222, 222 + 180, 222 + 300]
    )
    k = c.muscle("quadriceps", "right")["interstitial_potassium_mM"]
    row("interstitial K at 75 s of 64 W, mM", k[0], 8.7, 0.9, "pedersen2001")
    row("interstitial K at exhaustion, mM", k[1], 11.5, 1.0, "pedersen2001, nordsborg2003")
    row("interstitial K 3 min after, mM", k[2], 4.2, 1.0, "assumed: microdialysis shows no deep trough")
    row("interstitial K 5 min after, mM", k[3], 4.3, 0.8, "juel2000 (back near rest, assumed)")
    c = run(ions, [(30, 1.6, 1800, dict.fromkeys(LEGS, 1.0))], (0, 1), [30])
    k = c.muscle("quadriceps", "right")["interstitial_potassium_mM"]
    row(
        "interstitial K after a 30-s sprint, mM",
        k[0],
        12.0,
        0.3,
        "assumed: power falls by energy, not by potassium",
    )
    legs = dict.fromkeys(LEGS, 0.8)
    c = run(ions, [(60, 1.3, 1600, legs), (2400, 0, 0, {})], (0, 1), [0, 60, 240, 600, 1800])
    p = c.body()["plasma_potassium_mM"]
    release = venous_rise(c)
    row("femoral venous K rise, 1-min run, mM", release, 4.5, 0.6, "medbo1994")
    row("plasma K 3 min after, mM from rest", p[2] - p[0], -0.49, 0.15, "medbo1994")
    row("plasma K 9 min after, mM from rest", p[3] - p[0], -0.35, 0.2, "medbo1994")
    row("plasma K 29 min after, mM from rest", p[4] - p[0], -0.2, 0.2, "atanasovska2014")
    for share, activation, seconds, target in (
        (0.6, 0.20, 300, 5.7),
        (0.85, 0.30, 300, 6.0),
        (1.1, 0.45, 150, 8.0),
    ):
        c = run(ions, [(seconds, share, 1200 * share, dict.fromkeys(LEGS, activation))], (0, 1), [seconds])
        row(
            f"arterial K, cycling {share:.0%}, mM",
            c.body()["plasma_potassium_mM"][0],
            target,
            0.5,
            "vollestad1994",
        )
    bouts = [(180, 1.1, 1300, dict.fromkeys(LEGS, 0.48)), (180, 0, 0, {})] * 3
    c = run(ions, bouts, (0, 1), [0, 900])
    k = c.muscle("quadriceps", "right")["intracellular_potassium_mM"]
    row("K inside, three 3-min bouts at 360 W, mM from rest", k[1] - k[0], -20.0, 6.0, "sjogaard1983")
    c = run(ions, [(7200, 0.35, 450, {"quadriceps": 0.17}), (4500, 0, 0, {})], (1,), [0, 7200, 11700])
    k = c.muscle("quadriceps", "right")["intracellular_potassium_mM"]
    row("muscle K after 2 h of knee extension, %", 100 * (k[1] / k[0] - 1), -3.2, 2.0, "qayyum1993")
    row("muscle K 75 min later, %", 100 * (k[2] / k[0] - 1), -2.5, 2.0, "qayyum1993 (not restored)")
    c = run(
        ions,
        [(4500, 0.75, 750, dict.fromkeys(LEGS, 0.22)), (7200, 0, 0, {})],
        (0, 1),
        [4500, 4560, 4680, 5400, 11700],
    )
    k = c.muscle("gastrocnemius", "right")["interstitial_potassium_mM"]
    row("interstitial K 1 min after a 75-min run, mM", k[1], 3.8, 1.2, "assumed: no deep trough")
    row("interstitial K 3 min after a 75-min run, mM", k[2], 3.8, 1.2, "assumed: no deep trough")
    return found


def venous_rise(c: Course) -> float:
    """Venous over resting potassium at the end of the run: plasma plus release over leg plasma flow (18 L/min blood)."""
    from myotwitch.course.hours import BLOOD, EXCHANGE, blood_of, cell_rate

    blood, given, out = np.empty(BLOOD), np.empty(EXCHANGE), np.empty(c.now.cells.shape[-1])
    blood_of(c.now.body[0, 1], c.now.p_body[0], blood)
    total = 0.0
    for j, cell in enumerate(c.plan.cells):
        if cell.sides:
            cell_rate(c.now.cells[0, 1, j], c.now.p_cells[0, j], c.plan.efforts[0, j], blood, out, given)
            total += cell.copies * given[0]
    plasma = c.body()["plasma_potassium_mM"]
    return plasma[1] + total / (18.0 / 60.0 * 0.55) - plasma[0]


def main() -> None:
    """Fit from the priors and print every row."""
    start = np.zeros(len(FREE))

    def ions_of(x) -> Ions:
        return dataclasses.replace(
            Ions(), **{n: PRIOR[n][0] * float(np.exp(v)) for n, v in zip(FREE, x, strict=True)}
        )

    def residuals(x):
        fit = [(v - t) / sd for _, v, t, sd, _ in rows(ions_of(x))]
        return np.array(fit + [v / PRIOR[n][1] for n, v in zip(FREE, x, strict=True)])

    x = (
        start
        if "--prior" in sys.argv
        else least_squares(residuals, start, bounds=(-1.6, 1.6), diff_step=0.02, max_nfev=14).x
    )
    ions = Ions() if "--now" in sys.argv else ions_of(x)
    for name, value, target, sd, source in rows(ions):
        print(
            f"{name:52s} {value:8.3g}  paper {target:6.3g} (sd {sd:g})  {(value - target) / sd:+.1f}  {source}"
        )
    print({n: float(f"{getattr(ions, n):.3g}") for n in FREE})


if __name__ == "__main__":
    main()
