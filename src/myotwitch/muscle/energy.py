"""Muscle splits ATP; phosphocreatine buffers it, mitochondria and glycolysis pay it back.

The creatine-kinase reaction is taken as always in equilibrium, so free ADP follows from
phosphocreatine and pH and drives both supplies. Work itself raises what mitochondria can do, as
blood arrives, and the heart shares out what it can carry when the whole body nears its maximum. ATP
itself is constant, which stops being true in a sprint (it falls by about 30 %). Concentrations are
per litre of cell water. Sources: Mader 2003 (structure), Lawson & Veech 1979 (equilibrium),
Korzeniewski 2018 (parallel activation), Bogdanis 1995 (sprint).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.muscle.smooth import positive
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Energy", "carbohydrate_burned_mM_per_s", "demand_mM_per_s", "free_adp_mM",
    "glycogen_stored_mmol_per_kg_dry_per_s", "glycolysis_mM_per_s", "heat_of_demand_W_per_kg", "most_by_heart_mM_per_s",
    "oxidative_target_mM_per_s", "phosphocreatine_at_mM", "resting_oxidation_mM_per_s",
]  # fmt: skip

_FITTED = "fitted here by validation/calibrate_energy.py to sprints, knee extension, rowing, cycling and a calf in a magnet; calibrated"


@dataclass(frozen=True)
class Energy(Parameters):
    """ATP turnover of one litre of muscle cell water."""

    atp_mM: float = sourced(8.2, "mM", "kemp2007", where="abstract, calf at rest", spread=(7.7, 8.7))
    creatine_total_mM: float = sourced(
        42.5, "mM", "kemp2007", where="remembered, not re-read", spread=(40.0, 45.0)
    )
    phosphocreatine_rest_mM: float = sourced(
        33.0, "mM", "kemp2007", where="abstract, calf at rest", spread=(31.0, 35.0)
    )
    phosphate_rest_mM: float = sourced(
        4.5, "mM", "kemp2007", where="abstract, calf at rest", spread=(4.2, 4.8)
    )
    creatine_kinase_equilibrium_per_M: float = sourced(1.66e9, "1/M", "lawson1979", where="pH 7, 38 °C")
    resting_demand_mM_per_s: float = sourced(
        0.008, "mM/s", ASSUMED, spread=(0.006, 0.010),
        note="resting muscle oxygen uptake in ATP, remembered; replace by a magnetic-resonance value",
    )  # fmt: skip
    rhythmic_demand_mM_per_s: float = sourced(5.87, "mM/s", "bogdanis1995", spread=(5.4, 6.4),
        note=_FITTED + "; demand at full activation averaged over the whole pedal cycle",
    )  # fmt: skip
    held_demand_mM_per_s: float = sourced(
        1.6, "mM/s", "hultman1983", where="remembered 1.5 to 2 mM/s, not re-read", spread=(1.2, 2.0)
    )
    lengthening_cost: float = sourced(
        0.43, "", "ryschon1997", where="ratio of efficiencies 15.0 and 34.7 %", spread=(0.33, 0.56),
        note="ATP per work of lengthening over that of shortening",
    )  # fmt: skip
    oxidative_max_mM_per_s: float = sourced(2.66, "mM/s", "andersen1985", spread=(2.2, 3.2), where="0.35 L/kg/min in the knee extensors, remembered: 2.4 mM/s",
        note=_FITTED + "; degenerate with the half-values of ADP and perfusion",
    )  # fmt: skip
    oxidative_half_adp_mM: float = sourced(0.024, "mM", ASSUMED, spread=(0.018, 0.032),
        note=_FITTED + "; first order in ADP with 25 to 30 µM as in Chance 1985 (remembered)",
    )  # fmt: skip
    oxidative_share_without_work: float = sourced(0.095, "", "korzeniewski2018", spread=(0.065, 0.14),
        note=_FITTED + "; of the oxidative maximum, what resting muscle with the same ADP reaches: work activates every step "
        "in parallel (Korzeniewski 2018), which recovery in a magnet lacks",
    )  # fmt: skip
    oxidative_half_activation: float = sourced(0.038, "", ASSUMED, spread=(0.022, 0.065),
        note=_FITTED + "; mean activation at which half of that parallel activation is reached",
    )  # fmt: skip
    oxidative_half_perfusion: float = sourced(0.87, "", ASSUMED, spread=(0.6, 1.3),
        note=_FITTED + "; perfusion at half of what it adds, so that supply comes as late as blood flow does",
    )  # fmt: skip
    heart_sharpness: float = sourced(14.4, "", ASSUMED, spread=(10.0, 20.0),
        note="how suddenly the heart's limit is felt: at the maximum itself a muscle lacks a twentieth of its oxygen; "
        + _FITTED,
    )  # fmt: skip
    oxidative_lag_s: float = sourced(
        6.6,
        "s",
        ASSUMED,
        spread=(4.4, 10.0),
        note="delay of oxidative supply behind ADP, a modelling choice",
    )
    glycolysis_max_mM_per_s: float = sourced(2.07, "mM/s", "bogdanis1995", spread=(1.7, 2.6), note=_FITTED)
    glycolysis_activation_power: float = sourced(
        2.44, "", ASSUMED, spread=(2.15, 2.8), note=_FITTED + "; degenerate with the share below"
    )
    glycolysis_share_without_adp: float = sourced(
        0.074, "", ASSUMED, spread=(0.04, 0.14), note=_FITTED + "; degenerate with the power above"
    )
    glycolysis_half_adp_mM: float = sourced(
        0.145, "mM", ASSUMED, spread=(0.09, 0.23), note=_FITTED + "; degenerate with the two above"
    )
    glycolysis_half_pH: float = sourced(
        6.5, "", ASSUMED, spread=(6.4, 6.6), note="acid slows glycolysis; half at this pH, chosen in the fit"
    )
    glycolysis_acid_steepness: float = sourced(
        9.2, "", ASSUMED, spread=(7.0, 12.0),
        note="per pH unit (Hill 4); keeps pH above 6.2 in exhaustion, where 6.1 to 6.6 is the lowest measured",
    )  # fmt: skip
    glycolysis_half_glycogen_mmol_per_kg: float = sourced(
        30.0, "mmol/kg", ASSUMED, spread=(20.0, 45.0),
        note="per dry mass; glycolysis fails when glycogen is nearly gone (182 to 7 in Spencer 1992)",
    )  # fmt: skip
    glycogen_rest_mmol_per_kg: float = sourced(
        450.0, "mmol/kg", ASSUMED, spread=(370.0, 550.0),
        note="per dry mass, mixed diet, trained muscle; remembered range 300 to 700",
    )  # fmt: skip
    water_L_per_kg_dry: float = sourced(
        3.1, "L/kg", ASSUMED, spread=(3.0, 3.3), note="cell water per dry mass used to read biopsies"
    )
    atp_per_glycosyl: float = sourced(
        33.0, "", ASSUMED, spread=(29.0, 37.0), note="full oxidation of one glycosyl unit, textbook range"
    )
    own_glycogen_share: float = sourced(
        1.0, "", ASSUMED, spread=(0.9, 1.0),
        note="of the carbohydrate burned, the share not taken from blood glucose when stores are over-full; remembered",
    )  # fmt: skip
    own_glycogen_half_mmol_per_kg: float = sourced(
        120.0, "mmol/kg", "spencer1992", spread=(80.0, 180.0), where="10.1 a minute from 725, 4.7 from 182",
        note="stores at half of that share; set by hand to these two (calibrated)",
    )  # fmt: skip
    carbohydrate_share_low: float = sourced(
        0.25, "", ASSUMED, spread=(0.15, 0.4), note="of oxidation at rest and in light work; remembered"
    )
    carbohydrate_share_high: float = sourced(
        0.95, "", ASSUMED, spread=(0.9, 0.99), note="of oxidation at its maximum; remembered"
    )
    storing_max_mmol_per_kg_per_s: float = sourced(
        125 / 3600, "mmol/kg/s", "flynn2020", spread=(90 / 3600, 170 / 3600),
        note="fitted here to 7.9 mmol/kg wet/h after 1.6 g/kg carbohydrate twice, from half-empty; calibrated",
    )  # fmt: skip
    storing_without_food: float = sourced(
        0.3, "", ASSUMED, spread=(0.15, 0.6),
        note="supply counted when nothing is eaten; gives 1 to 2 mmol/kg wet/h, remembered from Jentjens 2003",
    )  # fmt: skip
    storing_half_supply: float = sourced(
        4.0, "", ASSUMED, spread=(2.5, 6.0),
        note="supply, in fed resting days, at half of the maximal storing rate; refills in about two days of usual food",
    )  # fmt: skip
    heat_of_atp_kJ_per_mol: float = sourced(
        65.0,
        "kJ/mol",
        ASSUMED,
        spread=(55.0, 72.0),
        note="heat and work of oxidative ATP turnover, remembered",
    )
    work_share: float = sourced(
        0.20, "", ASSUMED, spread=(0.16, 0.24), note="of energy leaving as work in shortening, textbook"
    )


@physics
def free_adp_mM(phosphocreatine_mM: float, pH: float, p: Energy) -> float:
    """Free ADP by the creatine-kinase equilibrium, mM. Guarded where phosphocreatine is gone or full."""
    pcr = min(max(phosphocreatine_mM, 1e-3), p.creatine_total_mM - 0.05)
    hydrogen_mM = 1e3 * math.exp(-2.302585092994046 * pH)
    constant_per_mM = p.creatine_kinase_equilibrium_per_M * 1e-3
    return p.atp_mM * (p.creatine_total_mM - pcr) / (pcr * constant_per_mM * hydrogen_mM)


@physics
def phosphocreatine_at_mM(adp_mM: float, pH: float, p: Energy) -> float:
    """Phosphocreatine that goes with a free ADP and a pH, mM: the same equilibrium turned round."""
    hydrogen_mM = 1e3 * math.exp(-2.302585092994046 * pH)
    pull = adp_mM * p.creatine_kinase_equilibrium_per_M * 1e-3 * hydrogen_mM
    return p.creatine_total_mM * p.atp_mM / (p.atp_mM + pull)


@physics
def demand_mM_per_s(activation: float, capacity: float, isometric: float, lengthening: float,
                    phosphocreatine_mM: float, p: Energy) -> float:  # fmt: skip
    """ATP used, mM/s. Vanishes with phosphocreatine (beside the resting part, always paid by oxidation)."""
    full = p.rhythmic_demand_mM_per_s + (p.held_demand_mM_per_s - p.rhythmic_demand_mM_per_s) * isometric
    cheaper = 1.0 - (1.0 - p.lengthening_cost) * lengthening
    pcr = max(phosphocreatine_mM, 0.0)
    return p.resting_demand_mM_per_s + full * cheaper * activation * capacity * pcr / (pcr + 1.0)


@physics
def resting_oxidation_mM_per_s(resting_glycolysis_mM_per_s: float, p: Energy) -> float:
    """Oxidative ATP at rest: what resting glycolysis does not pay, mM/s."""
    return p.resting_demand_mM_per_s - 1.5 * resting_glycolysis_mM_per_s


@physics
def oxidative_target_mM_per_s(adp_mM: float, adp_rest_mM: float, resting_mM_per_s: float, max_factor: float,
                              open_flow: float, activation: float, perfusion: float, most_mM_per_s: float, p: Energy) -> float:  # fmt: skip
    """Oxidative ATP that ADP and work call for, mM/s; exactly `resting_mM_per_s` at resting ADP.

    `open_flow` (0 to 1) is what occlusion leaves of the supply above rest; `most_mM_per_s` what the heart
    leaves this muscle above rest, 0 where the whole body is far from its maximum. The signed demand is
    made positive smoothly, which keeps a force that brings phosphocreatine back from above.
    """
    half = p.oxidative_half_adp_mM
    rest = adp_rest_mM / (adp_rest_mM + half)
    now = adp_mM / (adp_mM + half)
    active = activation / (activation + p.oxidative_half_activation) * (1.0 + p.oxidative_half_activation)
    supplied = perfusion / (perfusion + p.oxidative_half_perfusion) * (1.0 + p.oxidative_half_perfusion)
    helped = active * supplied
    ready = p.oxidative_share_without_work + (1.0 - p.oxidative_share_without_work) * helped
    called = p.oxidative_max_mM_per_s * max_factor * open_flow * ready * (now - rest) / (1.0 - rest)
    if most_mM_per_s > 0.0 and called > 0.0:
        over = math.exp(p.heart_sharpness * math.log(called / most_mM_per_s))
        called *= math.exp(-math.log(1.0 + over) / p.heart_sharpness)
    bend = 1e-6
    signed = resting_mM_per_s - bend / (4.0 * resting_mM_per_s) + called
    return 0.5 * (signed + math.sqrt(signed * signed + bend))


@physics
def most_by_heart_mM_per_s(demand_mM_per_s: float, vo2max_fraction: float, p: Energy) -> float:
    """Oxidative ATP above rest that the heart leaves a muscle, mM/s; 0 stands for no limit.

    All working muscles share alike: when the whole body asks for more oxygen than its maximum, each gets
    the same part of what it asks for.
    """
    if vo2max_fraction < 0.5:
        return 0.0
    return (demand_mM_per_s - p.resting_demand_mM_per_s) / vo2max_fraction


@physics
def glycolysis_mM_per_s(activation: float, adp_mM: float, pH: float, glycogen_mmol_per_kg: float,
                        max_factor: float, p: Energy) -> float:  # fmt: skip
    """Lactate made above rest, mM/s; 1.5 ATP each. Zero in a silent muscle."""
    if activation <= 0.0:
        return 0.0
    adp = adp_mM * adp_mM * math.sqrt(adp_mM)
    half = p.glycolysis_half_adp_mM
    called = adp / (adp + half * half * math.sqrt(half))
    share = p.glycolysis_share_without_adp
    acid = 1.0 / (1.0 + math.exp(p.glycolysis_acid_steepness * (p.glycolysis_half_pH - pH)))
    glycogen = max(glycogen_mmol_per_kg, 0.0)
    fuel = glycogen / (glycogen + p.glycolysis_half_glycogen_mmol_per_kg)
    effort = math.exp(p.glycolysis_activation_power * math.log(activation))
    return p.glycolysis_max_mM_per_s * max_factor * effort * (share + (1.0 - share) * called) * acid * fuel


@physics
def carbohydrate_burned_mM_per_s(
    oxidation_mM_per_s: float, resting_mM_per_s: float, lactate_mM_per_s: float, glycogen_mmol_per_kg: float, p: Energy
) -> float:  # fmt: skip
    """Glycosyl units of the muscle's own glycogen burned to CO2 above rest, mM/s, beside the lactate burned."""
    share = p.carbohydrate_share_low + (p.carbohydrate_share_high - p.carbohydrate_share_low) * min(
        1.0, oxidation_mM_per_s / p.oxidative_max_mM_per_s
    )
    glycogen = max(glycogen_mmol_per_kg, 0.0)
    left = glycogen / (glycogen + p.own_glycogen_half_mmol_per_kg)
    extra = positive(oxidation_mM_per_s - resting_mM_per_s, 1e-3)
    burned = p.own_glycogen_share * share * extra / p.atp_per_glycosyl
    return positive(burned - 0.5 * lactate_mM_per_s, 1e-5) * left


@physics
def glycogen_stored_mmol_per_kg_dry_per_s(glycogen_mmol_per_kg: float, supply: float, activation: float, damage: float,
                                          p: Energy) -> float:  # fmt: skip
    """Glycogen made from blood glucose, mmol per kg dry mass and second; slowed by damage and work."""
    food = supply + p.storing_without_food
    rate = p.storing_max_mmol_per_kg_per_s * food / (food + p.storing_half_supply)
    room = 1.0 - glycogen_mmol_per_kg / p.glycogen_rest_mmol_per_kg
    still = 1.0 / (1.0 + 400.0 * activation * activation)
    return rate * room * still * (1.0 - 0.6 * math.tanh(2.0 * damage))


@physics
def heat_of_demand_W_per_kg(demand_mM_per_s: float, water_L_per_kg: float, isometric: float, lengthening: float,
                            p: Energy) -> float:  # fmt: skip
    """Heat set free, W per kg muscle. Held and lengthening muscle does no outer work."""
    kept = 1.0 - p.work_share * (1.0 - isometric) * (1.0 - lengthening)
    return demand_mM_per_s * water_L_per_kg * p.heat_of_atp_kJ_per_mol * kept
