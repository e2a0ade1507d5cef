"""Carbon dioxide, bicarbonate, pH and lactate in blood.

Muscle releases lactate and acid; they spread from blood into a larger space and are cleared, and
bicarbonate falls by as much as they rise while other buffers spare the last of it. Breathing sets
the CO2 pressure within minutes: lower with stress, overbreathing, acidosis and a hot core. Assumptions: one
space for acid, two for lactate; in hard work breathing is busy with the work's own carbon dioxide,
so that little is left to answer acid with. It stops being true in lung disease, at altitude, and in
the first minute of a sprint. Sources: textbook acid-base chemistry; Nielsen 1998; Nybo 2002; Tsuji 2012; Atanasovska 2014
gives the rowing values that judge it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import least, positive, rise
from myotwitch.handover import Circumstances, Exchange
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["AcidBase", "Breath", "BreathState", "acid_base", "lactate_cleared_mmol_per_s", "rate"]


class BreathState(NamedTuple):
    """Gas, lactate and acid."""

    PCO2_mmHg: float
    lactate_blood_mmol: float
    lactate_tissue_mmol: float
    acid_mmol: float
    """Acid from muscle beside lactate's own, above usual."""


class AcidBase(NamedTuple):
    """What follows from the amounts."""

    lactate_mM: float
    acid_load_mM: float
    """Lactate above rest plus other acid."""
    bicarbonate_mM: float
    pH: float


@dataclass(frozen=True)
class Breath(Parameters):
    """Acid-base and breathing."""

    PCO2_mmHg: float = sourced(
        40.0, "mmHg", ASSUMED, spread=(37.0, 42.5), note="middle of the reference range"
    )
    pregnancy_mmHg: float = sourced(
        0.0, "mmHg", ASSUMED, note="shift in pregnancy (about -9), with bicarbonate; body_for puts it here"
    )
    bicarbonate_mM: float = sourced(
        24.0, "mM", ASSUMED, spread=(23.0, 25.5), note="middle of the reference range"
    )
    pregnancy_mM: float = sourced(
        0.0, "mM", ASSUMED, note="shift in pregnancy (about -4); body_for puts it here"
    )
    acid_constant: float = sourced(
        6.1, "", ASSUMED, note="pK of carbonic acid in plasma (Henderson-Hasselbalch), textbook"
    )
    dissolved_mM_per_mmHg: float = sourced(
        0.03, "mM/mmHg", ASSUMED, note="solubility of CO2 in plasma at 37 °C, textbook"
    )
    bicarbonate_per_mmHg: float = sourced(
        0.2, "mM/mmHg", ASSUMED, spread=(0.15, 0.25), note="2 mM for each 10 mmHg of acute overbreathing, textbook"
    )  # fmt: skip
    most_buffered_mM: float = sourced(
        19.0, "mM", ASSUMED, note="no more bicarbonate than this is used up, so that 4 to 6 mM remain after the hardest sprints; other buffers carry the rest"
    )  # fmt: skip
    least_bicarbonate_mM: float = sourced(
        2.2, "mM", ASSUMED, note="about the lowest that people have survived; never reached by exercise"
    )
    breathing_s: float = sourced(
        90.0, "s", ASSUMED, spread=(60, 130), note="CO2 of arterial blood follows breathing in 1 to 2 min; remembered"
    )  # fmt: skip
    stress_mmHg: float = sourced(
        8.0, "mmHg", ASSUMED, spread=(1.0, 12.0), null_share=0.3,
        note="fall of PCO2 at the worst stress; bounded by clinical reports of overbreathing, own choice",
    )  # fmt: skip
    compensation_mmHg_per_mM: float = sourced(
        1.0, "mmHg/mM", ASSUMED, spread=(0.7, 1.3), note="respiratory answer to metabolic acid; 1.2 in textbooks once settled"
    )  # fmt: skip
    most_compensation_mmHg: float = sourced(12.0, "mmHg", ASSUMED, note="limit of that answer within minutes")
    most_at_work_mmHg: float = sourced(
        4.0, "mmHg", "nielsen1998", where="end-tidal O2 117 mmHg at 276 and at 376 W: CO2 35 to 38 mmHg", spread=(2.0, 6.0),
        note="the same limit in hard work, whose own carbon dioxide takes up the rest of breathing",
    )  # fmt: skip
    heat_breathes_per_C: float = sourced(
        0.11, "1/K", "nybo2002", where="18 % less carbon dioxide pressure at 39.5 than at 37.9 °C, cycling", spread=(0.06, 0.16),
        note="share of PCO2 that a degree of core takes away in work",
    )  # fmt: skip
    hot_at_work_C: float = sourced(
        37.9, "degC", "nybo2002", where="control ride", spread=(37.3, 38.3),
        note="breathing already rises above 37.1 (Tsuji 2012), which first takes back the small rise of PCO2 in work",
    )  # fmt: skip
    hot_at_rest_C: float = sourced(38.3, "degC", "tsuji2012", where="threshold at rest", spread=(37.7, 38.9))
    least_PCO2_mmHg: float = sourced(
        12.0, "mmHg", ASSUMED, note="lower than the lowest values that volunteers hold for minutes"
    )
    lactate_mM: float = sourced(
        1.0, "mM", ASSUMED, spread=(0.7, 1.4), note="resting blood lactate, textbook range 0.5 to 1.5"
    )
    blood_space_L_per_kg: float = sourced(
        0.11, "L/kg", ASSUMED, spread=(0.09, 0.14), note="space that lactate reaches within a minute, 7.5 L in a fit to sprints"
    )  # fmt: skip
    tissue_space_L_per_kg: float = sourced(
        0.2, "L/kg", ASSUMED, spread=(0.15, 0.27), note="with blood a little over half of body water; a single 7.5 L pool was found too small"
    )  # fmt: skip
    tissue_exchange_per_s: float = sourced(
        0.0023, "1/s", ASSUMED, spread=(0.0014, 0.0038), note="per blood space; about five minutes"
    )
    clearance_per_s: float = sourced(
        0.00123, "1/s", ASSUMED, spread=(0.0009, 0.0017),
        note="per blood space: half gone in about 20 min over both spaces (15 to 25 min in reviews)",
    )  # fmt: skip
    clearance_by_work: float = sourced(
        0.76, "", "messonnier2013", spread=(0.3, 1.6), where="abstract: 46.5 mL/kg/min at two thirds of the maximum, untrained",
        note="growth of clearance outside the working muscles, whose own burning is in their net release; 14 at rest, "
        "and two thirds of the rise left to those muscles (assumed)",
    )  # fmt: skip
    acid_space_L_per_kg: float = sourced(
        0.25, "L/kg", ASSUMED, spread=(0.18, 0.35), note="bicarbonate space of minutes; extracellular water and red cells"
    )  # fmt: skip
    acid_cleared_per_s: float = sourced(
        1 / 7200, "1/s", ASSUMED, spread=(1 / 14400, 1 / 3600), note="two hours until kidney and tissues have dealt with it"
    )  # fmt: skip


@physics
def acid_load_mM(y: BreathState, p: Breath, size: Size) -> float:
    """Lactate above rest plus other acid, mM."""
    lactate_mM = y.lactate_blood_mmol / (p.blood_space_L_per_kg * size.mass_kg)
    return lactate_mM - p.lactate_mM + y.acid_mmol / (p.acid_space_L_per_kg * size.mass_kg)


@physics
def acid_base(y: BreathState, p: Breath, size: Size) -> AcidBase:
    """Lactate, bicarbonate and pH of arterial blood."""
    lactate_mM = y.lactate_blood_mmol / (p.blood_space_L_per_kg * size.mass_kg)
    load = acid_load_mM(y, p, size)
    base = p.bicarbonate_mM + p.pregnancy_mM
    used = least(load, p.most_buffered_mM, 6.0)
    from_gas = p.bicarbonate_per_mmHg * (y.PCO2_mmHg - p.PCO2_mmHg - p.pregnancy_mmHg)
    least_mM = p.least_bicarbonate_mM
    bicarbonate_mM = least_mM + positive(base - used + from_gas - least_mM, 1.5)
    pressure = p.dissolved_mM_per_mmHg * y.PCO2_mmHg
    pH = p.acid_constant + math.log10(bicarbonate_mM / pressure)
    return AcidBase(lactate_mM, load, bicarbonate_mM, pH)


@physics
def lactate_cleared_mmol_per_s(y: BreathState, p: Breath, size: Size, vo2max_fraction: float) -> float:
    """Lactate that liver, heart and kidney take away, more in work, net of what they and red cells make at rest."""
    resting = p.lactate_mM * p.blood_space_L_per_kg * size.mass_kg
    busy = 1.0 + p.clearance_by_work * math.tanh(2.0 * vo2max_fraction)
    return p.clearance_per_s * busy * (y.lactate_blood_mmol - resting)


@physics
def hot_breathing(core_C: float, p: Breath, around: Circumstances) -> float:
    """Share of PCO2 that is left because a warm core drives breathing, more readily in work than at rest."""
    works = rise(around.vo2max_fraction - 0.2, 0.06)
    begins_C = p.hot_at_rest_C + (p.hot_at_work_C - p.hot_at_rest_C) * works
    return math.exp(-p.heat_breathes_per_C * positive(core_C - begins_C, 0.2))


@physics
def rate(
    y: BreathState,
    p: Breath,
    size: Size,
    around: Circumstances,
    muscles: Exchange,
    stress: float,
    core_C: float,
) -> BreathState:
    """d/dt of gas, lactate and acid. The history's overbreathing comes beside that of stress."""
    blood_L, tissue_L = p.blood_space_L_per_kg * size.mass_kg, p.tissue_space_L_per_kg * size.mass_kg
    load = acid_load_mM(y, p, size)
    hard = rise(around.vo2max_fraction - 0.55, 0.25)
    most_mmHg = p.most_compensation_mmHg + (p.most_at_work_mmHg - p.most_compensation_mmHg) * hard
    answer = most_mmHg * math.tanh(p.compensation_mmHg_per_mM * load / most_mmHg)
    cool = p.PCO2_mmHg + p.pregnancy_mmHg - p.stress_mmHg * stress - around.overbreathing_mmHg - answer
    told = cool * hot_breathing(core_C, p, around) - p.least_PCO2_mmHg
    target = p.least_PCO2_mmHg + positive(told, 5.0)
    spread = p.tissue_exchange_per_s * blood_L
    into_tissue = spread * (y.lactate_blood_mmol / blood_L - y.lactate_tissue_mmol / tissue_L)
    return BreathState(
        (target - y.PCO2_mmHg) / p.breathing_s,
        muscles.lactate_mmol_per_s
        - into_tissue
        - lactate_cleared_mmol_per_s(y, p, size, around.vo2max_fraction),
        into_tissue,
        muscles.hydrogen_mmol_per_s - p.acid_cleared_per_s * y.acid_mmol,
    )
