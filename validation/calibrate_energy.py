"""Fit the muscle's energy and acid numbers to published courses, body and muscle together.

Every row below is *calibrated*. The fit starts from the numbers in use, whose spreads are its priors; it
changes nothing. Its known conflict: phosphocreatine that follows work as slowly as in a calf in a magnet
(45 s) needs an oxidative maximum with which nobody runs for an hour.

Run: python validation/calibrate_energy.py           (prints the fit)
     python validation/calibrate_energy.py --now     (the rows with the numbers in use)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from calibration import Row, changed, fit, show
from two_bodies import LEGS, Piece, follow, reference

from myotwitch.course.human import Human

PRIOR = {
    ("energy", "rhythmic_demand_mM_per_s"): (5.2, 0.12), ("energy", "oxidative_max_mM_per_s"): (1.6, 0.25),
    ("energy", "oxidative_half_adp_mM"): (0.1, 0.4), ("energy", "oxidative_lag_s"): (10.0, 0.4),
    ("energy", "glycolysis_max_mM_per_s"): (1.38, 0.2), ("energy", "glycolysis_activation_power"): (3.7, 0.15),
    ("energy", "glycolysis_share_without_adp"): (0.3, 0.3), ("energy", "glycolysis_half_adp_mM"): (0.019, 0.35),
    ("acid", "buffer_mM_per_pH"): (63.0, 0.12), ("acid", "acid_efflux_mM_per_s_per_pH"): (0.047, 0.3),
    ("acid", "lactate_efflux_per_s"): (0.0017, 0.25), ("acid", "lactate_efflux_by_flow_per_s"): (0.0052, 0.25),
}  # fmt: skip
"""Median and standard deviation of the logarithm, before the fit: what the fields' spreads say."""


def rows(humans: Sequence[Human]) -> list[Row]:
    """What the papers measured, and what each human gives."""
    found: list[Row] = []

    def row(name, simulated, target, sd, source):
        found.append(Row(name, np.asarray(simulated), target, sd, source))

    work = [Piece(30, 1.6, 1800, dict.fromkeys(LEGS, 1.0)), Piece(1800)]
    s = follow(humans, work, [30, 120, 390, 630, 1830])
    pcr = 100.0 * s.state("quadriceps", "phosphocreatine_mM").T / 33.0
    acid = s.state("quadriceps", "acid_load_mM").T
    buffer = np.array([human.muscles["quadriceps"].acid.buffer_mM_per_pH for human in humans])
    pH = 7.05 - acid / buffer
    row("phosphocreatine after a 30-s sprint, %", pcr[0], 19.7, 4.0, "bogdanis1995")
    row("phosphocreatine 1.5 min later, %", pcr[1], 65.0, 5.0, "bogdanis1995")
    row("phosphocreatine 6 min later, %", pcr[2], 85.5, 6.0, "bogdanis1995")
    row("muscle lactate after it, mM", s.state("quadriceps", "lactate_mM").T[0], 38.0, 3.0, "bogdanis1995")
    row("muscle pH after it", pH[0], 6.69, 0.06, "bogdanis1995, allsop1990")
    row("muscle pH 6 min later", pH[2], 6.79, 0.05, "bogdanis1995")
    row("muscle pH 30 min later", pH[4], 7.03, 0.03, "allsop1990")

    s = follow(humans, [Piece(191, 0.4, 700, {"quadriceps": 0.42})], [191], (1,))
    pH = 7.05 - s.state("quadriceps", "acid_load_mM").T[0] / buffer
    row("muscle pH, exhausting knee extension", pH, 6.71, 0.08, "juel1990")
    work = [Piece(360, 1.05, 1300, dict.fromkeys(LEGS, 0.42)), Piece(600)]
    s = follow(humans, work, [360, 360 + 570])
    lactate = s.state("quadriceps", "lactate_mM").T - 1.0
    row(
        "muscle lactate 9.5 min after exhaustion over that at once",
        lactate[1] / lactate[0],
        0.5,
        0.08,
        "sahlin1976",
    )

    calf = {"gastrocnemius": 0.15, "soleus": 0.15}
    s = follow(humans, [Piece(420, 0.15, 200, calf), Piece(300)], [0, 420, 460], (1,))
    pcr = s.state("gastrocnemius", "phosphocreatine_mM").T
    row(
        "phosphocreatine regained in 40 s, share of its fall",
        (pcr[2] - pcr[1]) / (pcr[0] - pcr[1]),
        0.6,
        0.1,
        "PubMed 8889771",
    )
    work = [Piece(3600, 0.75, 900, dict.fromkeys(LEGS, 0.26))]
    s = follow(humans, work, [2220, 3600])
    row(
        "phosphocreatine left after an hour at 75 %",
        s.state("quadriceps", "phosphocreatine_mM").T[1] / 33.0,
        0.55,
        0.12,
        "assumed: people can",
    )
    pH = 7.05 - s.state("quadriceps", "acid_load_mM").T[1] / buffer
    row("muscle pH after an hour at 75 %", pH, 7.0, 0.05, "assumed: people can")
    glycogen = s.state("quadriceps", "glycogen_mmol_per_kg").T
    row("glycogen used a minute at 75 %, mmol/kg dry", (450.0 - glycogen[0]) / 37.0, 10.1, 2.0, "spencer1992")
    return found


def human_with(x: Sequence[float]) -> Human:
    """The subject with the fitted numbers at their prior medians times exp(x)."""
    return changed(reference(), PRIOR, x)


if __name__ == "__main__":
    if "--now" in sys.argv:
        show(rows([reference()]))
    else:
        fit(PRIOR, rows, human_with)
