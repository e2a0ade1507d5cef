"""Fit the muscle's potassium numbers to published courses, body and muscle together.

Every row below is *calibrated*: none of them may be counted as support afterwards. Protocols are the
papers' as far as their abstracts tell them; `two_bodies.py` says what a workload means.

Run: python validation/calibrate_potassium.py            (prints the fit; changes nothing)
     python validation/calibrate_potassium.py --now      (the rows with the numbers in use)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from calibration import Row, changed, fit, show
from two_bodies import CYCLING, KNEE_PER_W, LEGS, PERSON, ROWING, Piece, as_read, follow, reference

from myotwitch.course.human import Human

PRIOR = {
    ("ions", "pump_q10"): (2.3, 0.1), ("ions", "entry_q10"): (0.7, 0.15),
    ("ions", "entry_mM"): (4.0e-3, 0.5),
    ("ions", "pump_rest_mM_per_s"): (0.0026, 0.3), ("ions", "pump_half_sodium_mM"): (8.0, 0.5),
    ("ions", "pump_half_potassium_mM"): (2.9, 0.2), ("ions", "pump_drive_gain"): (10.0, 0.6),
    ("ions", "pump_drive_steepness"): (3.0, 0.5), ("ions", "pump_drive_off_s"): (130.0, 0.6),
    ("ions", "pump_moved_gain"): (1.0, 0.6), ("ions", "pump_tired_most"): (0.16, 0.3), ("ions", "worked_half_loss"): (0.08, 0.5),
    ("ions", "pump_drive_on_s"): (60.0, 0.6),
    ("ions", "pump_adrenaline_gain"): (0.8, 0.4), ("salts", "adrenaline_potassium_mM"): (0.6, 0.4),
    ("blood_flow", "wall_at_rest_L_per_kg_per_s"): (0.04 / 60, 0.3),
    ("blood_flow", "wall_by_flow_L_per_kg_per_s"): (0.20 / 60, 0.3),
    ("blood_flow", "closing_s"): (120.0, 0.3),
}  # fmt: skip
"""Median and standard deviation of the logarithm, before the fit."""


def human_with(x: Sequence[float]) -> Human:
    """The subject with the fitted numbers at their prior medians times exp(x)."""
    return changed(reference(), PRIOR, x)


def rows(humans: Sequence[Human]) -> list[Row]:
    """What the papers measured, and what each human gives."""
    found: list[Row] = []

    def row(name, simulated, target, sd, source):
        found.append(Row(name, np.asarray(simulated), target, sd, source))

    for watts, target in ((10, 6.17), (30, 7.48), (50, 9.04)):
        knee = {"quadriceps": watts * KNEE_PER_W}
        s = follow(humans, [(300, 0.1 + watts / 250, 200 + 8 * watts, knee)], [300], (1,))
        k = s.state("quadriceps", "potassium_outside_mM")[:, 0]
        row(f"interstitial K, knee extension {watts} W, mM", k, target, 0.7, "juel2000")
    s = follow(humans, [(222, 0.4, 700, {"quadriceps": 0.42}), (600, 0, 0, {})], [75, 222, 402, 522], (1,))
    k = s.state("quadriceps", "potassium_outside_mM").T
    row("interstitial K at 75 s of 64 W, mM", k[0], 8.7, 0.9, "pedersen2001")
    row("interstitial K at exhaustion, mM", k[1], 11.5, 1.0, "pedersen2001, nordsborg2003")
    row(
        "interstitial K 3 min after, mM",
        k[2],
        3.9,
        0.6,
        "assumed: no deep trough was ever seen by microdialysis",
    )
    row("interstitial K 5 min after, mM", k[3], 3.9, 0.6, "assumed, the same")
    s = follow(humans, [(30, 1.6, 1800, dict.fromkeys(LEGS, 1.0))], [30])
    k = s.state("quadriceps", "potassium_outside_mM")[:, 0]
    row(
        "interstitial K after a 30-s sprint, mM",
        k,
        12.3,
        0.2,
        "assumed: power falls by energy, not by potassium",
    )

    s = follow(humans, [(60, 1.3, 1600, dict.fromkeys(LEGS, 0.8)), (2400, 0, 0, {})], [0, 60, 240, 600])
    v = s.venous_potassium_mM("quadriceps").T
    row("femoral venous K, 1-min run, mM from rest", v[1] - v[0], 4.55, 0.5, "medbo1994")
    row("femoral venous K 3 min after, mM from rest", v[2] - v[0], -0.49, 0.12, "medbo1994")
    row("femoral venous K 9 min after, mM from rest", v[3] - v[0], -0.33, 0.15, "medbo1994")
    rowing = dict.fromkeys((*LEGS, *ROWING), 0.30)
    s = follow(humans, [(436, 1.1, 1540, rowing), (2400, 0, 0, {})], [0, 90, 436, 436 + 300, 436 + 1800])
    a = s.plasma_potassium_mM.T
    row("arterial K, rowing, 90 s, mM from rest", a[1] - a[0], 2.24, 0.5, "atanasovska2014")
    row("arterial K, rowing, end, mM from rest", a[2] - a[0], 2.24, 0.5, "atanasovska2014")
    row("arterial K, 5 min after rowing, mM from rest", a[3] - a[0], -0.56, 0.15, "atanasovska2014")
    row(
        "arterial K, 30 min after rowing, mM from rest",
        a[4] - a[0],
        -0.2,
        0.15,
        "atanasovska2014: below rest; size assumed",
    )
    for share, seconds, target in ((0.6, 300, 5.7), (0.85, 300, 6.0), (1.1, 150, 8.0)):
        legs = dict.fromkeys(LEGS, CYCLING[share])
        s = follow(humans, [(seconds, share, 1200 * share, legs)], range(60, seconds + 1, 30))
        row(
            f"highest arterial K, cycling {share:.0%}, mM",
            s.plasma_potassium_mM.max(1),
            target,
            0.5,
            "vollestad1994",
        )
    for share in (0.6, 0.85):
        legs = dict.fromkeys(LEGS, CYCLING[share])
        s = follow(humans, [(300, share, 1200 * share, legs)], [60, 240])
        over = (s.venous_potassium_mM("quadriceps") - s.plasma_potassium_mM).T
        row(
            f"v-a K at 4 over that at 1 min, cycling {share:.0%}",
            over[1] / over[0],
            0.5,
            0.15,
            "vollestad1994: half-time 3 min",
        )
    bouts = [(180.0, 1.1, 1300.0, dict.fromkeys(LEGS, 0.48)), (180.0, 0.0, 0.0, {})] * 3
    s = follow(humans, bouts, [0, 900])
    k = -s.state("quadriceps", "sodium_inside_mM").T
    row("K inside, three 3-min bouts at 360 W, mM from rest", k[1] - k[0], -12.0, 5.0,
        "sjogaard1983: -20 mM, of which some 8 are water gained (assumed)")  # fmt: skip
    s = follow(humans, [(7200, 0.35, 450, {"quadriceps": 0.17}), (4500, 0, 0, {})], [0, 7200, 11700], (1,))
    k = -s.state("quadriceps", "sodium_inside_mM").T
    row("muscle K after 2 h of knee extension, %", (k[1] - k[0]) / 1.55, -3.2, 1.55, "qayyum1993")
    row(
        "muscle K 75 min later, %", (k[2] - k[0]) / 1.55, -2.2, 1.55, "qayyum1993: not restored; size assumed"
    )
    row(
        "interstitial K 75 min later, mM",
        s.state("quadriceps", "potassium_outside_mM")[:, 2],
        3.9,
        0.5,
        "assumed: no deep trough",
    )
    two_hours = [(7200.0, 0.6, 720.0, dict.fromkeys(LEGS, CYCLING[0.6])), (7200.0, 0.0, 0.0, {})]
    s = follow(humans, two_hours, [0, 7200, 7200 + 180, 7200 + 1800, 14400])
    k = -s.state("quadriceps", "sodium_inside_mM").T
    row(
        "K inside after 2 h of cycling, mM from rest",
        k[1] - k[0],
        0.0,
        3.0,
        "costill1981: no loss detected; power assumed",
    )
    row("K inside 30 min later, mM from rest", k[3] - k[0], 0.0, 3.0, "costill1981: the same")
    row("plasma K 3 min after 2 h, mM from rest", s.plasma_potassium_mM[:, 2] - s.plasma_potassium_mM[:, 0], 0.0, 0.2,
        "lijnen1990: unchanged 2 to 5 min after a marathon")  # fmt: skip
    run = [as_read(PERSON, 4500.0, "running", speed_m_per_s=3.1), Piece(7200.0)]
    s = follow(humans, run, [0, 4500, 4680, 6300, 8100, 11700])
    k = s.state("gastrocnemius", "potassium_outside_mM").T
    row("interstitial K 3 min after a 75-min run, mM", k[2], 3.8, 0.7, "assumed: no deep trough")
    for minutes, over, sd in ((30, k[3] - k[0], 0.2), (60, k[4] - k[0], 0.15), (120, k[5] - k[0], 0.15)):
        row(
            f"interstitial K {minutes} min after, mM from rest",
            over,
            0.0,
            sd,
            "assumed: no trough and no hill was ever reported",
        )
    k = -s.state("gastrocnemius", "sodium_inside_mM").T
    row(
        "K inside after a 75-min run, mM from rest",
        k[1] - k[0],
        -4.0,
        4.0,
        "assumed: a little more than costill1981",
    )
    p = [human.muscles["quadriceps"].ions for human in humans]
    most = [
        i.pump_rest_mM_per_s * (1 + i.pump_half_sodium_mM / i.sodium_rest_mM) ** 3
        * (1 + i.pump_half_potassium_mM / i.potassium_outside_rest_mM) ** 2 * (1 + i.pump_drive_gain) * 60 * i.cell_water_L_per_kg
        for i in p
    ]  # fmt: skip
    row(
        "ln of the most the pump could do over 2.4 mmol/kg/min",
        np.log(np.array(most) / 2.4),
        0.0,
        0.5,
        "clausen2003",
    )
    return found


if __name__ == "__main__":
    if "--now" in sys.argv:
        show(rows([reference()]))
    else:
        fit(PRIOR, rows, human_with)
