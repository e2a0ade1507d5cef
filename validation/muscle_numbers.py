"""What each row of the muscle asks of its protocol: one number per row."""

from __future__ import annotations

import math
from collections.abc import Callable

import muscle_protocols as p
import numpy as np
from two_bodies import Seen

from myotwitch.muscle.endurance import endurance_for, endurance_time_s
from myotwitch.muscle.units_pool import Pool

HOUR, DAY = p.HOUR, p.DAY
MUSCLE = "quadriceps"
WATER_L_PER_KG_DRY = 3.1
DRY_PER_WET = 0.23


def at(seen: Seen, values: np.ndarray, seconds: float) -> float:
    """A column of the first human at a time."""
    return float(np.interp(seconds, seen.futures.times_s, values[0]))


def column(seen: Seen, name: str, seconds: float, group: str = MUSCLE) -> float:
    """A readout column at a time."""
    return at(seen, seen.column(group, name), seconds)


def state(seen: Seen, name: str, seconds: float, group: str = MUSCLE) -> float:
    """A state at a time."""
    return at(seen, seen.state(group, name), seconds)


def outside(seen: Seen, seconds: float, group: str = MUSCLE) -> float:
    """Interstitial potassium at a time, mM."""
    return state(seen, "potassium_outside_mM", seconds, group)


def arterial(seen: Seen, seconds: float) -> float:
    """Plasma potassium less that at the start, mM."""
    k = seen.plasma_potassium_mM
    return at(seen, k, seconds) - float(k[0, 0])


def venous(seen: Seen, seconds: float) -> float:
    """Femoral venous potassium less that at the start, mM."""
    k = seen.venous_potassium_mM(MUSCLE)
    return at(seen, k, seconds) - float(k[0, 0])


def inside(seen: Seen, seconds: float) -> float:
    """Change of potassium inside, mM."""
    return column(seen, "intracellular_potassium_mM", seconds) - column(
        seen, "intracellular_potassium_mM", 0.0
    )


def time_to(seen: Seen, values: np.ndarray, begin_s: float, end_s: float, share: float) -> float:
    """Seconds from `begin_s` until that share of the change up to `end_s` is done."""
    t, y = seen.futures.times_s, values[0]
    first, last = np.interp([begin_s, end_s], t, y)
    inside_ = (t >= begin_s) & (t <= end_s)
    done = (y[inside_] - first) / (last - first)
    past = int(np.argmax(done >= share))
    return float(np.interp(share, done[past - 1 : past + 1], t[inside_][past - 1 : past + 1]) - begin_s)


TAU = 1.0 - math.exp(-1.0)


def phosphocreatine_tau(seen: Seen, begin_s: float, end_s: float, group: str = MUSCLE) -> float:
    """Time constant of phosphocreatine: 63 % of its change, s."""
    return time_to(seen, seen.column(group, "phosphocreatine_fraction"), begin_s, end_s, TAU)


def blood_lactate(seen: Seen) -> np.ndarray:
    """Blood lactate, mM, over (humans, times)."""
    return seen.body["blood_lactate_mM"]


def lactate_out_mmol_per_min(seen: Seen, begin_s: float, end_s: float) -> float:
    """Lactate that left the right thigh a minute: made less kept, from the conserved totals."""
    human = seen.humans[0]
    muscle = human.muscles[MUSCLE]
    litres = muscle.ions.cell_water_L_per_kg * muscle.group.mass_kg
    names = ("lactate_mM", "glycogen_mmol_per_kg", "carbon_lost_mM")
    one, two = ([state(seen, n, t) for n in names] for t in (begin_s, end_s))
    carbon = [y[0] + 2.0 * y[1] / muscle.energy.water_L_per_kg_dry + y[2] for y in (one, two)]
    return float(litres * (carbon[0] - carbon[1]) / (end_s - begin_s) * 60.0)


def lactate_released_share() -> float:
    """Lactate that left over the fall in the muscle, 10 min after exhausting knee extension."""
    seen = p.exhausting_knee()
    muscle = seen.humans[0].muscles[MUSCLE]
    litres = muscle.ions.cell_water_L_per_kg * muscle.group.mass_kg
    fall = state(seen, "lactate_mM", 222) - state(seen, "lactate_mM", 822)
    return lactate_out_mmol_per_min(seen, 222, 822) * 10.0 / (fall * litres)


def lactate_half_min() -> float:
    """Minutes until half of the muscle's lactate over rest is gone after exhausting cycling."""
    seen = p.exhausting_cycling()
    over = seen.state(MUSCLE, "lactate_mM") - 1.0
    first, last = at(seen, over, 360), at(seen, over, 2160)
    return time_to(seen, over, 360, 2160, 0.5 * first / (first - last)) / 60.0


def press_share(begin_s: float, end_s: float) -> float:
    """Share of phosphagens in anaerobic ATP, %: phosphocreatine split over that and 1.5 a lactate."""
    seen = p.leg_press()
    split = state(seen, "phosphocreatine_mM", begin_s) - state(seen, "phosphocreatine_mM", end_s)
    lactate = state(seen, "lactate_mM", end_s) - state(seen, "lactate_mM", begin_s)
    return 100.0 * split / (split + 1.5 * lactate)


def hold_from_muscle(percent: int) -> float:
    """Seconds until the muscle's own capacity falls to the load; NaN when it never does."""
    seen = p.muscle_hold(percent)
    can = seen.column(MUSCLE, "force_fraction")[0]
    failed = np.flatnonzero(can <= percent / 100)
    return float(seen.futures.times_s[failed[0]]) if failed.size else math.nan


def wet_glycogen(seen: Seen, begin_s: float, end_s: float) -> float:
    """Glycogen gained, mmol per kg wet mass."""
    gained = state(seen, "glycogen_mmol_per_kg", end_s) - state(seen, "glycogen_mmol_per_kg", begin_s)
    return gained * DRY_PER_WET


def venous_arterial_half_min() -> float:
    """Half-time of the venous-arterial difference from its highest value, min."""
    seen = p.cycling(85)
    over = (seen.venous_potassium_mM(MUSCLE) - seen.plasma_potassium_mM)[0]
    top = int(over.argmax())
    slope = np.polyfit(seen.futures.times_s[top:], np.log(over[top:]), 1)[0]
    return float(-math.log(2.0) / slope / 60.0)


def matched_calf() -> Seen:
    """The calf's task that takes 45 % of the gastrocnemius' phosphocreatine in four minutes."""
    low, high = 0.05, 0.9
    for _ in range(12):
        middle = 0.5 * (low + high)
        fall = 1.0 - column(p.calf_step(middle, 240.0), "phosphocreatine_fraction", 240.0, "gastrocnemius")
        low, high = (middle, high) if fall < 0.45 else (low, middle)
    return p.calf_step(low, 240.0)


THIGH = ("quadriceps", 10, 30.0, 0.5)
JUMPS = ("quadriceps", 10, 20.0, 0.5, 1.0, 60.0, 10.0, (0, 1))
ELBOW = ("biceps_brachii", 14, 30.0, 0.6, 1.0, 120.0, 60.0)


def damage(seen: Seen, seconds: float, group: str) -> float:
    """Change of maximal force, %."""
    return 100.0 * (column(seen, "force_fraction", seconds, group) - 1.0)


def after_elbow(seconds: float) -> float:
    """Elbow flexor force at a time after severe lengthening, % change."""
    return damage(p.lengthening(*ELBOW), 14 * 150.0 + seconds, "biceps_brachii")


def elbow_half_weeks() -> float:
    """Weeks until half of the loss is regained."""
    first = after_elbow(4 * HOUR)
    days = np.arange(0.25, 60.0, 0.25)
    left = np.array([after_elbow(d * DAY) for d in days]) / first
    return float(days[int(np.argmax(left <= 0.5))] / 7.0)


def peak_h(seen: Seen, values: np.ndarray) -> float:
    """Hour of the highest value, from the start."""
    return float(seen.futures.times_s[int(values[0].argmax())] / HOUR)


def dose(seconds: float) -> float:
    """Loss of force with half the load over that with the full load, six sets of the elbow flexors."""
    end = 6 * 120.0
    half, full = (
        damage(p.lengthening("biceps_brachii", 6, 30.0, 0.5, f, 90.0, 5.0), end + seconds, "biceps_brachii") for f in (0.5, 1.0)
    )  # fmt: skip
    return half / full


def second_bout(of_kinase: bool) -> float:
    """How much smaller the second bout's loss or enzyme is, %."""
    seen, again = p.second_bout(), 1200 + 14 * DAY
    if of_kinase:
        rise, early = seen.kinase_IU_per_L()[0] - 120.0, seen.futures.times_s < again
        return float(100.0 * (1.0 - rise[~early].max() / rise[early].max()))
    first = column(seen, "damage", 3 * HOUR)
    second = column(seen, "damage", again + 3 * HOUR) - column(seen, "damage", again)
    return 100.0 * (1.0 - second / first)


def sprint_half_s() -> float:
    """Half-time of the monoexponential through phosphocreatine at 0, 1.5 and 6 min, s."""
    seen = p.sprint()
    gap = [1.0 - column(seen, "phosphocreatine_fraction", 30 + t) for t in (0.0, 90.0)]
    plateau = 1.0 - column(seen, "phosphocreatine_fraction", 390)
    return float(90.0 * math.log(2.0) / math.log((gap[0] - plateau) / (gap[1] - plateau)))


def _pcr(t: float) -> float:
    return 100.0 * column(p.sprint(), "phosphocreatine_fraction", t)


def _holds() -> dict[str, Callable[[], float]]:
    found: dict[str, Callable[[], float]] = {}
    for joint in ("knee", "shoulder", "ankle", "hand"):
        for load in (20, 50, 80):
            found[f"hold_{joint}_{load}"] = lambda joint=joint, load=load: endurance_time_s(
                load / 100, endurance_for(joint)
            )
    for load in (20, 50, 80):
        found[f"muscle_hold_{load}"] = lambda load=load: hold_from_muscle(load)
    return found


SIMULATIONS: dict[str, Callable[[], float]] = {
    "rest_phosphocreatine": lambda: p.reference().muscles[MUSCLE].energy.phosphocreatine_rest_mM,
    "rest_phosphate": lambda: p.reference().muscles[MUSCLE].energy.phosphate_rest_mM,
    "rest_atp": lambda: p.reference().muscles[MUSCLE].energy.atp_mM,
    "lengthening_cost": lambda: p.reference().muscles[MUSCLE].energy.lengthening_cost,
    "calf_on_s": lambda: phosphocreatine_tau(p.calf_step(0.06), 0, 420, "gastrocnemius"),
    "calf_off_s": lambda: phosphocreatine_tau(p.calf_step(0.06), 420, 1020, "gastrocnemius"),
    "calf_lean_off_s": lambda: phosphocreatine_tau(p.calf_step(0.15), 420, 1020, "gastrocnemius"),
    "on_moderate_s": lambda: phosphocreatine_tau(p.knee_steps(0.0, 0.10), 360, 720),
    "on_heavy_s": lambda: phosphocreatine_tau(p.knee_steps(0.0, 0.30), 360, 720),
    "on_moderate_heavy_s": lambda: phosphocreatine_tau(p.knee_steps(0.10, 0.30), 360, 720),
    "sprint_pcr_end": lambda: _pcr(30),
    "sprint_pcr_90": lambda: _pcr(120),
    "sprint_pcr_360": lambda: _pcr(390),
    "sprint_pcr_half_s": sprint_half_s,
    "sprint_lactate": lambda: WATER_L_PER_KG_DRY * column(p.sprint(), "lactate_mM", 30),
    "sprint_pH_end": lambda: column(p.sprint(), "pH", 30),
    "sprint_pH_360": lambda: column(p.sprint(), "pH", 390),
    "sprint_pH_rise_10": lambda: column(p.treadmill_sprint(), "pH", 630) - column(p.treadmill_sprint(), "pH", 30),
    "sprint_pH_30min": lambda: column(p.treadmill_sprint(), "pH", 1830),
    "sprint_blood_lactate": lambda: float(blood_lactate(p.treadmill_sprint()).max()),
    "sprint_blood_peak_min": lambda: 60.0 * peak_h(p.treadmill_sprint(), blood_lactate(p.treadmill_sprint())) - 0.5,
    "sprint_blood_30min": lambda: at(p.treadmill_sprint(), blood_lactate(p.treadmill_sprint()), 1830),
    "exhaustion_pH": lambda: column(p.exhausting_cycling(), "pH", 360),
    "lactate_half_min": lactate_half_min,
    "knee_pH": lambda: column(p.exhausting_knee(), "pH", 191),
    "knee_lactate_out": lambda: lactate_out_mmol_per_min(p.exhausting_knee(), 180, 200),
    "lactate_released_share": lactate_released_share,
    "press_share_first": lambda: press_share(0, 15),
    "press_share_last": lambda: press_share(15, 30),
    "press_loss": lambda: 100.0 * (1.0 - column(p.leg_press(), "force_fraction", 30)),
    "glycogen_per_min_full": lambda: -(
        state(p.glycogen_cycling(725.0), "glycogen_mmol_per_kg", 2220) - 725.0
    ) / 37.0,
    "glycogen_left_low": lambda: state(p.glycogen_cycling(182.0), "glycogen_mmol_per_kg", 2220),
    "glycogen_made": lambda: wet_glycogen(p.glycogen_refilling("male"), 3600, 3600 + 4 * HOUR) / 4.0,
    "glycogen_made_woman": lambda: wet_glycogen(p.glycogen_refilling("female"), 3600, 3600 + 4 * HOUR) / 4.0,
    "eccentric_glycogen_used": lambda: -wet_glycogen(p.eccentric_cycling(), 0, 2700),
    "eccentric_glycogen_10d": lambda: column(p.eccentric_cycling(), "glycogen_fraction", 2700 + 10 * DAY),
    "lifting_glycogen": lambda: 100.0 * (column(p.lifting(), "glycogen_fraction", 2800) - 1.0),
    "interstitial_10W": lambda: outside(p.knee_at(10), 300),
    "interstitial_30W": lambda: outside(p.knee_at(30), 300),
    "interstitial_50W": lambda: outside(p.knee_at(50), 300),
    "interstitial_75s": lambda: outside(p.exhausting_knee(), 75),
    "interstitial_exhaustion": lambda: outside(p.exhausting_knee(), 222),
    "interstitial_by_arms": lambda: outside(p.exhausting_knee_after_arms(), 45) - outside(p.exhausting_knee(), 45),
    "interstitial_ramp": lambda: outside(p.rising_knee(), 480),
    "inside_bouts": lambda: inside(p.hard_bouts(), 900),
    "venous_rise": lambda: venous(p.one_minute_run(), 60),
    "venous_3min": lambda: venous(p.one_minute_run(), 240),
    "venous_9min": lambda: venous(p.one_minute_run(), 600),
    "venous_knee_exhaustion": lambda: at(
        p.rising_knee(), p.rising_knee().venous_potassium_mM(MUSCLE), 480
    ),
    "arterial_60": lambda: float(p.cycling(60).plasma_potassium_mM.max()),
    "arterial_85": lambda: float(p.cycling(85).plasma_potassium_mM.max()),
    "arterial_110": lambda: float(p.cycling(110).plasma_potassium_mM.max()),
    "arterial_100W": lambda: at(p.cycling_100_W(), p.cycling_100_W().plasma_potassium_mM, 600),
    "venous_arterial_half_min": venous_arterial_half_min,
    "rowing_90s": lambda: arterial(p.rowing(), 90),
    "rowing_5min": lambda: arterial(p.rowing(), 436 + 300),
    "rowing_30min": lambda: arterial(p.rowing(), 436 + 1800),
    "static_light": lambda: outside(p.static_calf(20), 300, "gastrocnemius"),
    "static_strong": lambda: outside(p.static_calf(40), 180, "gastrocnemius"),
    "static_after": lambda: float(np.mean(
        [outside(p.static_calf(40), 180 + t, "gastrocnemius") for t in range(0, 601, 30)])),
    "plasma_60_less_6": lambda: at(p.graded(), p.graded().plasma_potassium_mM, 1500 + 3600)
    - at(p.graded(), p.graded().plasma_potassium_mM, 1500 + 360),
    "knee_2h": lambda: inside(p.knee_two_hours(), 7200) / 1.55,
    "knee_2h_75min": lambda: inside(p.knee_two_hours(), 11700) / 1.55,
    "cycling_2h": lambda: inside(p.cycling_two_hours(), 7200),
    "cycling_2h_30min": lambda: inside(p.cycling_two_hours(), 9000),
    **_holds(),
    "trial_force": lambda: 100.0 * column(p.knee_time_trial(), "force_fraction", 360),
    "trial_evoked": lambda: 100.0 * column(p.knee_time_trial(), "low_frequency_force_fraction", 360),
    "jumps_ratio": lambda: column(p.lengthening(*JUMPS), "low_frequency_force_fraction", 800 + 2 * HOUR)
    / column(p.lengthening(*JUMPS), "force_fraction", 800 + 2 * HOUR),
    "stepping_22h": lambda: column(p.box_stepping(), "low_frequency_force_fraction", 1200 + 22 * HOUR, "gastrocnemius"),
    "level_run_2h": lambda: column(p.level_run(), "low_frequency_force_fraction", 10800, "soleus")
    / column(p.level_run(), "force_fraction", 10800, "soleus"),
    "jumps_72h": lambda: column(p.lengthening(*JUMPS), "force_fraction", 800 + 72 * HOUR),
    "jumps_kinase": lambda: float(p.lengthening(*JUMPS).kinase_IU_per_L().max()),
    "jumps_kinase_h": lambda: peak_h(p.lengthening(*JUMPS), p.lengthening(*JUMPS).kinase_IU_per_L()),
    "jumps_soreness": lambda: 10.0 * float(p.lengthening(*JUMPS).column(MUSCLE, "soreness").max()),
    "knee_eccentric_force": lambda: damage(p.lengthening(*THIGH), 1200 + 2 * HOUR, MUSCLE),
    "knee_eccentric_kinase": lambda: at(
        p.lengthening(*THIGH), p.lengthening(*THIGH).kinase_IU_per_L(), 1200 + DAY
    ),
    "knee_eccentric_potassium": lambda: float(np.mean(
        [at(p.lengthening(*THIGH), p.lengthening(*THIGH).plasma_potassium_mM, 30 + 120 * k) for k in range(3, 10)])),
    "downhill_knee": lambda: -damage(p.downhill(), 2700 + DAY, MUSCLE),
    "downhill_calf": lambda: -damage(p.downhill(), 2700 + DAY, "gastrocnemius"),
    "elbow_force": lambda: after_elbow(4 * HOUR),
    "elbow_half_weeks": elbow_half_weeks,
    "elbow_kinase": lambda: float(p.lengthening(*ELBOW).kinase_IU_per_L().max()),
    "elbow_kinase_h": lambda: peak_h(p.lengthening(*ELBOW), p.lengthening(*ELBOW).kinase_IU_per_L()),
    "elbow_soreness_h": lambda: peak_h(
        p.lengthening(*ELBOW), p.lengthening(*ELBOW).state("biceps_brachii", "soreness_raw")
    ),
    "marathon_soreness": lambda: 10.0 * column(p.marathon(), "soreness", 28 * HOUR),
    "dose_at_once": lambda: dose(4 * HOUR),
    "dose_later": lambda: dose(3 * DAY),
    "second_bout_force": lambda: second_bout(of_kinase=False),
    "second_bout_kinase": lambda: second_bout(of_kinase=True),
    "knee_warmth": lambda: column(p.knee_warming(), "temperature_C", 900) - column(p.knee_warming(), "temperature_C", 0),
    "cooling_30min": lambda: column(p.knee_warming(), "temperature_C", 2700) - column(p.knee_warming(), "temperature_C", 900),
    "jog_warmth": lambda: column(p.jog(), "temperature_C", 900, "gastrocnemius")
    - column(p.jog(), "temperature_C", 0, "gastrocnemius"),
    "soleus_fall": lambda: 100.0 * (1.0 - column(matched_calf(), "phosphocreatine_fraction", 240, "soleus")),
    "soleus_pH": lambda: column(matched_calf(), "pH", 240, "soleus"),
    "gastrocnemius_pH": lambda: column(matched_calf(), "pH", 240, "gastrocnemius"),
    "pool_force": lambda: Pool(recovery=False).force(67.0, Pool(recovery=False).fresh()),
    "pool_endurance": lambda: Pool(recovery=False).endurance_s(0.5),
}  # fmt: skip
"""Named as the rows of `observations/muscle` ask for them."""
