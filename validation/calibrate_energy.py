"""Fit the muscle's energy and acid numbers, and the body's lactate, to published courses of both together.

Every row below is *calibrated*. The fit starts from the numbers' priors; it changes nothing. A calf that
recovers in a magnet with 45 s and a thigh that runs for an hour agree because work activates oxidation in
parallel with ADP; how strongly is fitted here.

Run: python validation/calibrate_energy.py           (prints the fit)
     python validation/calibrate_energy.py --now     (the rows with the numbers in use)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from calibration import Row, changed, fit, show
from two_bodies import CYCLING, LEGS, ROWING, SPRINT, Piece, Seen, follow, reference

from myotwitch.course.human import Human
from myotwitch.muscle.acid import lactate_efflux_mM_per_s
from myotwitch.provenance import values

LATER = [30, 120, 330, 390, 630, 1830]

PRIOR = {
    ("energy", "rhythmic_demand_mM_per_s"): (5.0, 0.06), ("energy", "oxidative_max_mM_per_s"): (2.8, 0.2),
    ("energy", "oxidative_half_adp_mM"): (0.03, 0.3), ("energy", "oxidative_lag_s"): (3.0, 0.4),
    ("energy", "oxidative_share_without_work"): (0.1, 0.4), ("energy", "oxidative_half_activation"): (0.03, 0.4), ("energy", "oxidative_half_perfusion"): (0.5, 0.4),
    ("energy", "heart_sharpness"): (16.0, 0.3), ("energy", "glycolysis_max_mM_per_s"): (1.6, 0.25), ("energy", "glycolysis_activation_power"): (2.0, 0.1),
    ("energy", "glycolysis_share_without_adp"): (0.1, 0.6), ("energy", "glycolysis_half_adp_mM"): (0.05, 0.5),
    ("acid", "buffer_mM_per_pH"): (63.0, 0.12), ("acid", "acid_efflux_mM_per_s_per_pH"): (0.047, 0.4),
    ("acid", "lactate_efflux_per_s"): (0.0012, 0.4), ("acid", "lactate_efflux_by_flow_per_s"): (0.008, 0.4),
    ("acid", "lactate_burned_per_s"): (3e-4, 0.5), ("acid", "lactate_saturation_mM"): (40.0, 0.3),
    ("acid", "lactate_fuel_share"): (0.5, 0.15), ("acid", "lactate_fuel_half_mM"): (5.0, 0.4),
    ("breath", "tissue_space_L_per_kg"): (0.25, 0.3), ("breath", "tissue_exchange_per_s"): (0.0033, 0.5),
    ("breath", "clearance_per_s"): (0.00215, 0.3), ("breath", "clearance_by_work"): (0.8, 0.5),
}  # fmt: skip
"""Median and standard deviation of the logarithm, before the fit: what the fields' spreads say."""


def rows(humans: Sequence[Human]) -> list[Row]:
    """What the papers measured, and what each human gives."""
    found: list[Row] = []

    def row(name, simulated, target, sd, source):
        found.append(Row(name, np.asarray(simulated), target, sd, source))

    work = [Piece(30, 1.6, 1800, SPRINT), Piece(1800)]
    s = follow(humans, work, LATER)
    pcr = 100.0 * s.state("quadriceps", "phosphocreatine_mM").T / 33.0
    acid = s.state("quadriceps", "acid_load_mM").T
    buffer = np.array([human.muscles["quadriceps"].acid.buffer_mM_per_pH for human in humans])
    pH = 7.05 - acid / buffer
    row("phosphocreatine after a 30-s sprint, %", pcr[0], 19.7, 4.0, "bogdanis1995")
    row("phosphocreatine 1.5 min later, %", pcr[1], 65.0, 5.0, "bogdanis1995")
    row("phosphocreatine 6 min later, %", pcr[LATER.index(390)], 85.5, 6.0, "bogdanis1995")
    row("muscle lactate after it, mM", s.state("quadriceps", "lactate_mM").T[0], 38.0, 3.0, "bogdanis1995")
    row("muscle pH after it", pH[0], 6.69, 0.06, "bogdanis1995, allsop1990")
    row("muscle pH 6 min later", pH[LATER.index(390)], 6.79, 0.05, "bogdanis1995")
    row("muscle pH 30 min later", pH[LATER.index(1830)], 7.03, 0.03, "allsop1990")

    blood = s.body["blood_lactate_mM"].T
    row("blood lactate 5 min after it, mM", blood[LATER.index(330)], 15.8, 2.0, "allsop1990")
    row("blood lactate 1.5 less 5 min after it, mM", blood[LATER.index(120)] - blood[LATER.index(330)], -3.0, 2.0,
        "allsop1990: highest at 5 min; size assumed")  # fmt: skip
    row("blood lactate 30 min after it, mM", blood[LATER.index(1830)], 10.3, 1.5, "allsop1990")

    s = follow(humans, [Piece(191, 0.4, 700, {"quadriceps": 0.42})], [181, 191], (1,))
    pH = 7.05 - s.state("quadriceps", "acid_load_mM").T[1] / buffer
    row("muscle pH, exhausting knee extension", pH, 6.71, 0.08, "juel1990")
    row("lactate out of one thigh then, mmol/min", [60.0 * out(human, s, i) for i, human in enumerate(humans)],
        15.5, 4.0, "juel1990")  # fmt: skip
    work = [Piece(360, 1.05, 1300, dict.fromkeys(LEGS, 0.42)), Piece(600)]
    s = follow(humans, work, [360, 450, 360 + 570])
    pH = 7.05 - s.state("quadriceps", "acid_load_mM").T[0] / buffer
    row("muscle pH, exhausting cycling", pH, 6.60, 0.07, "sahlin1976")
    row(
        "blood lactate 1.5 min after it, mM",
        s.body["blood_lactate_mM"].T[1],
        13.0,
        2.5,
        "assumed: usual after exhausting cycling",
    )
    lactate = s.state("quadriceps", "lactate_mM").T - 1.0
    row(
        "muscle lactate 9.5 min after exhaustion over that at once",
        lactate[2] / lactate[0],
        0.5,
        0.08,
        "sahlin1976",
    )

    calf = {"gastrocnemius": 0.06, "soleus": 0.06}
    s = follow(humans, [Piece(420, 0.15, 200, calf), Piece(300)], [0, 47, 420, 465], (1,))
    pcr = s.state("gastrocnemius", "phosphocreatine_mM").T
    row(
        "phosphocreatine, moderate work of the calf, share of rest",
        pcr[2] / pcr[0],
        0.62,
        0.1,
        "PubMed 8889771; fall assumed",
    )
    row(
        "share of its fall done after 47 s",
        (pcr[0] - pcr[1]) / (pcr[0] - pcr[2]),
        0.63,
        0.08,
        "PubMed 8889771",
    )
    row(
        "share of it regained 45 s after", (pcr[3] - pcr[2]) / (pcr[0] - pcr[2]), 0.63, 0.08, "PubMed 8889771"
    )
    work = [Piece(2220, 0.75, 900, dict.fromkeys(LEGS, 0.26))]
    s = follow(humans, work, [1200, 2220])
    pcr = s.state("quadriceps", "phosphocreatine_mM").T[0] / 33.0
    row("phosphocreatine left after 20 min at 75 %", pcr, 0.5, 0.1, "assumed: an hour is possible")
    pH = 7.05 - s.state("quadriceps", "acid_load_mM").T[0] / buffer
    row("muscle pH after 20 min at 75 %", pH, 7.0, 0.05, "assumed: an hour is possible")
    glycogen = s.state("quadriceps", "glycogen_mmol_per_kg").T
    row("glycogen used a minute at 75 %, mmol/kg dry", (450.0 - glycogen[1]) / 37.0, 7.2, 1.5,
        "spencer1992: 10.1 from 725, 4.7 from 182")  # fmt: skip
    row("blood lactate after 20 min at 75 %, mM", s.body["blood_lactate_mM"].T[0], 3.2, 1.0,
        "assumed: below the onset of accumulation")  # fmt: skip

    rowing = dict.fromkeys((*LEGS, *ROWING), 0.30)
    s = follow(humans, [Piece(436, 1.1, 1540, rowing)], [436])
    row("blood lactate after rowing, mM", s.body["blood_lactate_mM"].T[0], 10.9, 1.3, "atanasovska2014")
    row("arterial pH after rowing", s.body["blood_pH"].T[0], 7.10, 0.07, "atanasovska2014")
    for share, activation, seconds, target in (
        (0.6, CYCLING[0.6], 1800, 1.8),
        (0.85, CYCLING[0.85], 600, 4.5),
    ):
        s = follow(humans, [Piece(seconds, share, 1200 * share, dict.fromkeys(LEGS, activation))], [seconds])
        row(f"blood lactate, {seconds // 60} min of cycling at {share:.0%}, mM", s.body["blood_lactate_mM"].T[0],
            target, 0.35 * target, "assumed: 4 mM is passed at 75 to 85 %, textbook")  # fmt: skip
    return found


def out(human: Human, s: Seen, i: int) -> float:
    """Lactate that leaves the right thigh, mmol/s, at the last time of a protocol."""
    muscle = human.muscles["quadriceps"]
    lactate, perfusion = (s.state("quadriceps", name)[i, -1] for name in ("lactate_mM", "perfusion"))
    flux = lactate_efflux_mM_per_s(lactate, s.body["blood_lactate_mM"][i, -1], perfusion, values(muscle.acid))
    return float(flux * muscle.ions.cell_water_L_per_kg * muscle.group.mass_kg)


def human_with(x: Sequence[float]) -> Human:
    """The subject with the fitted numbers at their prior medians times exp(x)."""
    return changed(reference(), PRIOR, x)


if __name__ == "__main__":
    if "--now" in sys.argv:
        show(rows([reference()]))
    else:
        fit(PRIOR, rows, human_with)
