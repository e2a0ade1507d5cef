"""The whole body: one right-hand side that joins heat, gut, water, salts, breath and drive.

It takes what the history asks (`Circumstances`) and what all muscles together give to the blood
(`Exchange`, summed over groups and sides), and offers `Blood` to the muscles and a readout to
people. Muscle alone releases potassium, lactate and acid; the body spreads and clears them. The
`heat_W` of the exchange is not added: the metabolic rate already holds it. Assumptions and sources
stand in the modules that are joined here.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from myotwitch.body import breath, drive, gut, heat, salts, sweat, water
from myotwitch.body.parameters import BodyParameters, body_for
from myotwitch.body.state import BodyState, Counted, Parts, joined, parts
from myotwitch.body.usual import initial, usual_circumstances
from myotwitch.handover import Blood, Circumstances, Exchange
from myotwitch.kernels import physics

__all__ = ["BodyParameters", "BodyReadout", "BodyState", "Counted", "blood", "body_for", "initial", "rate", "readout", "totals",
           "usual_circumstances"]  # fmt: skip

# bound by name, because compiled code resolves plain functions fastest
_absorbed, _gut_rate = gut.absorbed, gut.rate
_fluids, _reference = salts.fluids, salts.reference
_acid_base, _drive = breath.acid_base, drive.drive


class BodyReadout(NamedTuple):
    """The body's columns of a course, in the order of the `run` command."""

    core_C: float
    skin_C: float
    sweat_L: float
    urine_L: float
    body_water_L: float
    plasma_volume_fraction: float
    plasma_sodium_mM: float
    plasma_potassium_mM: float
    plasma_chloride_mM: float
    ionised_calcium_mM: float
    ionised_magnesium_mM: float
    serum_magnesium_mM: float
    osmolality_mOsm_per_kg: float
    blood_pH: float
    PCO2_mmHg: float
    blood_lactate_mM: float
    vasopressin_pM: float
    caffeine_mg_per_L: float
    drive: float


@physics
def _effort(around: Circumstances) -> float:
    return min(1.0, max(0.0, (around.vo2max_fraction - 0.15) / 0.85))


@physics
def rate(y: BodyState, p: BodyParameters, around: Circumstances, muscles: Exchange) -> BodyState:
    """d/dt of the whole body, per second.

    muscles: the sum over all muscle groups and sides of what they give to the blood.
    """
    now, size, effort = parts(y), p.size, _effort(around)
    f = _fluids(now.salts, now.water.body_water_L, p.salts, size)
    up = _absorbed(now.gut, p.gut)
    warm = heat.flows(now.heat, p.heat, size, around, water.lost_percent(now.water.body_water_L, size))
    left = water.left(now.water.body_water_L, size)
    free_magnesium = p.salts.magnesium_free * p.salts.magnesium_serum_mM
    calcium = f.calcium_mM / p.salts.calcium_free_mM
    magnesium = f.magnesium_mM / free_magnesium
    out = sweat.composition(
        warm.sweat_L_per_s * left, heat.acclimation(p.heat), f.sodium_mM / p.salts.sodium_mM,
        f.potassium_mM / p.salts.potassium_mM, f.chloride_mM / p.salts.chloride_mM, calcium, magnesium,
        p.sweat, size,
    )  # fmt: skip

    day, take = p.usual, p.gut
    sodium = salts.sodium_excretion(
        now.salts, day.sodium_mmol_per_s * take.sodium_share, p.salts, size, effort
    )
    potassium = salts.potassium_excretion(
        f, day.potassium_mmol_per_s * take.potassium_share, up.potassium_mmol_per_s, p.salts
    )
    chloride = salts.chloride_excretion(now.salts, day.chloride_mmol_per_s * take.sodium_share, p.salts)
    calcium_urine = salts.linear_excretion(
        day.calcium_mmol_per_s * take.calcium_share, calcium, p.salts.calcium_excretion_gain
    )
    magnesium_urine = salts.linear_excretion(
        day.magnesium_mmol_per_s * take.magnesium_share, magnesium, p.salts.magnesium_excretion_gain
    )
    urine = left * water.urine_L_per_s(now.water.vasopressin_pM, sodium + potassium, p.water, size, effort)
    insensible = left * (warm.breath_L_per_s + p.heat.insensible_L_per_s_m2 * size.surface_m2)
    thirst = water.thirst_drink_L_per_s(f.osmolality, f.volume, p.water, around)
    made = water.metabolic_L_per_s(p.water, around)
    wanted = water.vasopressin_target_pM(
        f.osmolality, f.volume, drive.alcohol_g_per_kg(now.drive, size), around.vo2max_fraction, p.water
    )

    driven = water.driven_albumin_g_per_s(now.water, p.water, size, around)
    lymph = water.lymph_g_per_s(now.water, p.water)
    plasma_L = size.plasma_share * f.extracellular_L
    into_tissue = p.salts.tissue_exchange_per_s * plasma_L * (f.potassium_mM - f.tissue_potassium_mM)
    into_cells = salts.cell_uptake_mmol_per_s(now.salts, f, now.drive.adrenaline, p.salts, size)
    into_bone = (f.calcium_mM - p.salts.calcium_free_mM) * f.extracellular_L / p.salts.bone_s
    into_soft = salts.magnesium_to_tissue_mmol_per_s(now.salts, f, effort, p.salts)
    fed = up.carbohydrate_g_per_s / day.carbohydrate_g_per_s if day.carbohydrate_g_per_s > 0.0 else 1.0

    return joined(
        Parts(
            heat.HeatState(warm.core_C_per_s, warm.skin_C_per_s, warm.sweat_W_per_m2_per_s),
            _gut_rate(now.gut, p.gut, around.drink, around.meal, thirst, around.vo2max_fraction),
            water.WaterState(
                up.water_L_per_s + made - urine - out.water_L_per_s - insensible,
                (water.plasma_target(p.water, around, effort) - now.water.plasma_shift) / p.water.plasma_s,
                (wanted - now.water.vasopressin_pM) / p.water.vasopressin_s,
                driven - lymph,
                lymph - now.water.albumin_g / p.water.albumin_s,
            ),
            salts.SaltState(
                up.sodium_mmol_per_s + muscles.sodium_mmol_per_s - sodium - out.sodium_mmol_per_s,
                up.potassium_mmol_per_s + muscles.potassium_mmol_per_s - potassium
                - out.potassium_mmol_per_s - into_tissue,
                into_tissue - into_cells,
                into_cells,
                muscles.sodium_mmol_per_s,
                muscles.potassium_mmol_per_s,
                up.chloride_mmol_per_s - chloride - out.chloride_mmol_per_s,
                up.calcium_mmol_per_s - calcium_urine - out.calcium_mmol_per_s - into_bone,
                into_bone,
                up.magnesium_mmol_per_s - magnesium_urine - out.magnesium_mmol_per_s - into_soft,
                into_soft,
                (salts.insulin_wanted(fed, around.vo2max_fraction, p.salts) - now.salts.insulin) / p.salts.insulin_s,
            ),
            breath.rate(now.breath, p.breath, size, around, muscles, now.drive.stress, now.heat.core_C),
            drive.rate(now.drive, p.drive, size, around),
            Counted(
                urine, out.water_L_per_s, insensible, up.faeces_water_L_per_s, made, thirst,
                sodium, out.sodium_mmol_per_s, up.faeces_sodium_mmol_per_s,
                potassium, out.potassium_mmol_per_s, up.faeces_potassium_mmol_per_s,
                chloride, out.chloride_mmol_per_s, up.faeces_chloride_mmol_per_s,
                calcium_urine, out.calcium_mmol_per_s, up.faeces_calcium_mmol_per_s,
                magnesium_urine, out.magnesium_mmol_per_s, up.faeces_magnesium_mmol_per_s,
                drive.caffeine_eliminated_mg_per_s(now.drive, p.drive),
                drive.alcohol_metabolised_g_per_s(now.drive, p.drive, size),
                breath.lactate_cleared_mmol_per_s(now.breath, p.breath, size, around.vo2max_fraction),
                p.breath.acid_cleared_per_s * now.breath.acid_mmol,
            ),
        )
    )  # fmt: skip


@physics
def blood(y: BodyState, p: BodyParameters) -> Blood:
    """What the body offers every muscle."""
    now = parts(y)
    f = _fluids(now.salts, now.water.body_water_L, p.salts, p.size)
    acid = _acid_base(now.breath, p.breath, p.size)
    uptake, usual = _absorbed(now.gut, p.gut).carbohydrate_g_per_s, p.usual.carbohydrate_g_per_s
    return Blood(
        f.potassium_mM,
        f.sodium_mM,
        acid.lactate_mM,
        acid.pH,
        y.core_C,
        uptake / usual if usual > 0.0 else 1.0,
        now.drive.adrenaline,
    )


@physics
def readout(y: BodyState, p: BodyParameters) -> BodyReadout:
    """The body's columns of a course."""
    now, size = parts(y), p.size
    f = _fluids(now.salts, now.water.body_water_L, p.salts, size)
    acid = _acid_base(now.breath, p.breath, size)
    serum = f.magnesium_mM / p.salts.magnesium_free
    ionised = p.salts.calcium_ionised_mM * f.calcium_mM / p.salts.calcium_free_mM
    alcohol_mOsm = y.alcohol_body_g / y.body_water_L * (1000.0 / 46.07)
    return BodyReadout(
        y.core_C, y.skin_C, y.sweat_L, y.urine_L, y.body_water_L, water.plasma_fraction(now.water, f.volume, p.water, size),
        f.sodium_mM, f.potassium_mM, f.chloride_mM,
        ionised * math.exp(-math.log(10.0) * p.salts.calcium_per_pH * (acid.pH - 7.40)),
        p.salts.magnesium_ionised * serum, serum, f.osmolality + alcohol_mOsm, acid.pH, y.PCO2_mmHg,
        acid.lactate_mM, y.vasopressin_pM, drive.caffeine_mg_per_L(now.drive, p.drive, size),
        _drive(now.drive, p.drive, size),
    )  # fmt: skip


def totals(y: BodyState, p: BodyParameters | None = None) -> dict[str, float]:
    """Conserved amounts: every pool and every counted sink, less the counted sources.

    Their change equals what was eaten, drunk and given by the muscles, whatever happened. Stores of
    cells and bone count from zero. The sums are linear in the state; `p` is taken only so that all
    stages are asked alike.
    """
    held = {
        "water_L": y.stomach_water_L + y.solid_water_L + y.gut_water_L + y.body_water_L + y.urine_L
        + y.sweat_L + y.insensible_L + y.faeces_L - y.metabolic_water_L - y.thirst_drink_L,
        "sodium_mmol": y.stomach_sodium_mmol + y.solid_sodium_mmol + y.gut_sodium_mmol + y.sodium_mmol,
        "potassium_mmol": y.stomach_potassium_mmol + y.solid_potassium_mmol + y.gut_potassium_mmol
        + y.potassium_plasma_mmol + y.potassium_tissue_mmol + y.potassium_cells_mmol,
        "chloride_mmol": y.stomach_chloride_mmol + y.solid_chloride_mmol + y.gut_chloride_mmol
        + y.chloride_mmol,
        "calcium_mmol": y.gut_calcium_mmol + y.calcium_mmol + y.calcium_bone_mmol,
        "magnesium_mmol": y.gut_magnesium_mmol + y.magnesium_mmol + y.magnesium_tissue_mmol,
        "caffeine_mg": y.caffeine_gut_mg + y.caffeine_body_mg + y.caffeine_eliminated_mg,
        "alcohol_g": y.alcohol_gut_g + y.alcohol_body_g + y.alcohol_metabolised_g,
        "lactate_mmol": y.lactate_blood_mmol + y.lactate_tissue_mmol + y.lactate_cleared_mmol,
        "acid_mmol": y.acid_mmol + y.acid_cleared_mmol,
    }  # fmt: skip
    for ion in ("sodium", "potassium", "chloride", "calcium", "magnesium"):
        held[f"{ion}_mmol"] += sum(getattr(y, f"{ion}_{way}_mmol") for way in ("urine", "sweat", "faeces"))
    return held
