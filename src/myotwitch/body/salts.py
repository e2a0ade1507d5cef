"""Sodium, potassium, chloride, calcium and magnesium in the fluids of the body.

Plasma sodium follows the whole body's exchangeable sodium and potassium over its water (Edelman;
Nguyen & Kurtz). Muscle alone releases potassium; here it is spread from plasma to the tissue
fluid and into other tissues' cells, which adrenaline and insulin speed up, and the kidney keeps
the balance. Each kidney rule is linear about the usual day, so that the mean of a usual day is
held whatever its meals. Assumptions: fluid outside the cells is one volume at the tonicity of
plasma; cells that take up potassium give sodium for it, and such a swap moves no water. It stops being true in
kidney disease, with diuretics, and for osmolytes other than salts (a sprint's lactate).
Sources: Nguyen & Kurtz 2004, Walser 1985, Bie 2018, Stadt 2022, Lijnen 1988.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import least, positive, rise
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Fluids",
    "SaltState",
    "Salts",
    "cell_uptake_mmol_per_s",
    "fluids",
    "nguyen_kurtz_sodium_mM",
    "reference",
    "sodium_excretion",
]  # fmt: skip


class SaltState(NamedTuple):
    """Amounts outside the cells, mmol, and stores counted from zero."""

    sodium_mmol: float
    """Without what other cells gave for the potassium they took up."""
    potassium_plasma_mmol: float
    potassium_tissue_mmol: float
    potassium_cells_mmol: float
    """Potassium that cells other than the worked muscles hold above their usual content."""
    sodium_from_muscle_mmol: float
    """Net gift of all muscles since the start; a count, so that body and muscle together stay closed."""
    potassium_from_muscle_mmol: float
    chloride_mmol: float
    calcium_mmol: float
    calcium_bone_mmol: float
    """Net uptake of bone since the start."""
    magnesium_mmol: float
    magnesium_tissue_mmol: float
    """Magnesium that soft tissue holds above usual."""
    insulin: float
    """Insulin effect over the mean of a usual day."""


class Fluids(NamedTuple):
    """Volumes and concentrations that follow from the amounts."""

    extracellular_L: float
    volume: float
    """Extracellular water over usual, minus 1."""
    sodium_mM: float
    potassium_mM: float
    tissue_potassium_mM: float
    chloride_mM: float
    calcium_mM: float
    """Not bound to protein, at pH 7.40: ionised and complexed."""
    magnesium_mM: float
    """Not bound to protein."""
    osmolality: float
    """Effective, mOsm/kg: without alcohol."""


class Reference(NamedTuple):
    """The usual amounts of this person."""

    extracellular_L: float
    exchangeable_mmol: float
    """Exchangeable sodium plus potassium."""
    sodium_mmol: float
    potassium_mmol: float
    """Potassium outside the cells."""


@dataclass(frozen=True)
class Salts(Parameters):
    """Plasma concentrations, kidney, and exchange with cells and bone."""

    sodium_mM: float = sourced(
        140.0, "mM", ASSUMED, spread=(138.0, 142.0), note="middle of the reference range"
    )
    edelman_slope: float = sourced(
        1.03, "", "nguyen2004", where="plasma form of the Edelman equation", note="the same as in the equation for electrolyte-free water clearance"
    )  # fmt: skip
    edelman_intercept_mM: float = sourced(
        23.8, "mM", "nguyen2004", where="plasma form of the Edelman equation"
    )
    other_osmoles: float = sourced(
        7.0, "mmol/kg", ASSUMED, note="osmolality at rest is 287 at 140 mM sodium; glucose, urea and rounding"
    )
    sodium_excretion_per_s: float = sourced(
        9.17e-6, "1/s", "bie2018", spread=(8.0e-6, 10.5e-6), where="half-time 21 h",
        note="0.79 per day; Walser's review has 0.72 per day",
    )  # fmt: skip
    effort_sodium: float = sourced(
        0.4, "", ASSUMED, spread=(0.2, 0.6), note="fall of sodium excretion at hard effort, remembered"
    )
    potassium_mM: float = sourced(
        4.1, "mM", ASSUMED, spread=(3.8, 4.45), note="middle of the reference range"
    )
    tissue_exchange_per_s: float = sourced(
        0.0226, "1/s", ASSUMED, spread=(0.015, 0.034),
        note="plasma to tissue fluid per plasma volume; from a joint fit of muscle and plasma to sprint and cycling data",
    )  # fmt: skip
    cell_uptake_per_s: float = sourced(
        0.0010, "1/s", "stadt2022", spread=(0.0006, 0.0016), where="Preston data in its repository: 35 mmol KCl",
        note="per volume of tissue fluid, at rest; set by hand to the rise and fall after KCl (calibrated)",
    )  # fmt: skip
    adrenaline_uptake: float = sourced(
        5.8, "", ASSUMED, spread=(3.0, 9.0),
        note="raises the exchange to the 0.0068 per s that fits recovery from hard exercise",
    )  # fmt: skip
    adrenaline_potassium_mM: float = sourced(
        0.541, "mM", ASSUMED, spread=(0.3, 0.9),
        note="fall of the level that cells defend, at the adrenaline of maximal effort; infusions lower plasma by 0.45 to 0.82 mM, "
        "muscle included; fitted by validation/calibrate_potassium.py with the muscle's own uptake (calibrated)",
    )  # fmt: skip
    insulin_potassium_mM: float = sourced(
        0.45, "mM", "stadt2022", spread=(0.28, 0.62), where="Preston data in its repository: meal without potassium",
        note="fall per multiple of usual carbohydrate uptake; set by hand with insulin_s to 0.64 mM at 60 and at 90 min (calibrated)",
    )  # fmt: skip
    most_insulin: float = sourced(
        4.0, "", ASSUMED, note="multiples of usual beyond which more sugar lowers potassium no further"
    )
    insulin_s: float = sourced(
        300.0, "s", "stadt2022", spread=(180, 900), where="the same meal, already 0.64 mM lower at 60 min",
        note="lag of insulin's effect behind the uptake of carbohydrate (calibrated)",
    )  # fmt: skip
    insulin_left_in_effort: float = sourced(
        0.2, "", ASSUMED, spread=(0.1, 0.4),
        note="share of insulin's answer to sugar that is left near 70 % of VO2max: sugar drinks then keep insulin near that of fasting; remembered (Coyle 1986), not re-read",
    )  # fmt: skip
    cell_store_L_per_kg: float = sourced(
        1.8, "L/kg", ASSUMED, spread=(1.3, 3.3),
        note="potassium that cells take per mM of plasma: 126 mmol at 70 kg, between the tail after KCl (100) and chronic deficits (250)",
    )  # fmt: skip
    potassium_excretion_per_mM: float = sourced(
        0.9, "1/mM", ASSUMED, spread=(0.5, 1.3), note="rise of renal potassium per mM of plasma over usual"
    )
    potassium_follows_meal: float = sourced(
        0.3, "", "stadt2022", where="feedforward control", spread=(0.2, 0.42),
        note="share of the uptake from the gut that the kidney passes on at once; the form is ours",
    )  # fmt: skip
    chloride_mM: float = sourced(
        103.0, "mM", ASSUMED, spread=(101, 105), note="middle of the reference range"
    )
    chloride_excretion_per_s: float = sourced(
        1 / 21600, "1/s", ASSUMED, note="chloride follows sodium within hours; 6 h until a source is found"
    )
    calcium_ionised_mM: float = sourced(
        1.20, "mM", ASSUMED, spread=(1.16, 1.25), note="middle of the reference range"
    )
    calcium_free_mM: float = sourced(1.35, "mM", ASSUMED, note="ionised and complexed calcium, textbook")
    calcium_per_pH: float = sourced(
        0.10, "", ASSUMED, spread=(0.03, 0.19), null_share=0.5,
        note="log10 fall of ionised calcium per pH; 0.15 in vitro, but two studies of overbreathing people saw none",
    )  # fmt: skip
    bone_s: float = sourced(
        3600.0, "s", ASSUMED, spread=(1800, 7200), note="bone and parathyroid hormone return calcium in about an hour"
    )  # fmt: skip
    calcium_excretion_gain: float = sourced(
        3.0, "", ASSUMED, note="relative rise of urinary calcium per relative rise of free calcium"
    )
    magnesium_serum_mM: float = sourced(
        0.86,
        "mM",
        "lijnen1988",
        spread=(0.78, 0.94),
        where="before the marathon 0.88 mM, and reference ranges",
    )
    magnesium_free: float = sourced(
        0.70, "", ASSUMED, note="share of serum magnesium not bound to protein (30 % bound)"
    )
    magnesium_ionised: float = sourced(
        0.67, "", ASSUMED, spread=(0.63, 0.71), note="share of serum magnesium that is ionised"
    )
    magnesium_effort_mM_per_s: float = sourced(
        0.0009 / 60, "mM/s", "lijnen1988", spread=(0.0004 / 60, 0.0014 / 60), where="0.88 to 0.81 mM in a marathon",
        note="serum magnesium that leaves for soft tissue at maximal effort (calibrated); where it goes is disputed",
    )  # fmt: skip
    magnesium_tissue_s: float = sourced(
        18000.0, "s", "lijnen1988", where="normal at 12 h", spread=(10000, 30000)
    )
    magnesium_excretion_gain: float = sourced(
        5.0, "", ASSUMED, spread=(3, 8), note="relative rise of urinary per relative rise of serum magnesium; a steep threshold"
    )  # fmt: skip


@physics
def nguyen_kurtz_sodium_mM(
    sodium_mM: float, water_L: float, electrolytes_mmol: float, water_change_L: float, p: Salts
) -> float:
    """Plasma sodium after a change of body water and of sodium plus potassium, mM (Nguyen & Kurtz 2004).

    electrolytes_mmol: sodium plus potassium gained; water_change_L: water gained. Losses are negative.
    """
    held = (sodium_mM + p.edelman_intercept_mM) * water_L + p.edelman_slope * electrolytes_mmol
    return held / (water_L + water_change_L) - p.edelman_intercept_mM


@physics
def reference(p: Salts, size: Size) -> Reference:
    """Usual amounts that follow from the person's size and usual concentrations."""
    water_L = size.water_L * size.water_factor
    extracellular_L = size.extracellular_share * water_L
    return Reference(
        extracellular_L,
        (p.sodium_mM + p.edelman_intercept_mM) * water_L / p.edelman_slope,
        p.sodium_mM * extracellular_L,
        p.potassium_mM * extracellular_L,
    )


@physics
def sodium_outside_mmol(y: SaltState) -> float:
    """Sodium outside the cells: what came and went, and what other cells gave for the potassium they hold."""
    return y.sodium_mmol + y.potassium_cells_mmol


@physics
def fluids(y: SaltState, body_water_L: float, p: Salts, size: Size) -> Fluids:
    """Volumes, concentrations and osmolality of this state."""
    usual = reference(p, size)
    potassium_outside = y.potassium_plasma_mmol + y.potassium_tissue_mmol
    exchangeable = (
        usual.exchangeable_mmol + (y.sodium_mmol - usual.sodium_mmol) - y.sodium_from_muscle_mmol
        + (potassium_outside - usual.potassium_mmol) + y.potassium_cells_mmol - y.potassium_from_muscle_mmol
    )  # fmt: skip
    edelman = p.edelman_slope * exchangeable / body_water_L - p.edelman_intercept_mM
    tonicity = 50.0 + positive(edelman + p.potassium_mM - 50.0, 15.0)  # below 50 mM nobody lives
    sodium_mmol = sodium_outside_mmol(y)
    extracellular_L = (sodium_mmol + potassium_outside) / tonicity
    plasma_L = size.plasma_share * extracellular_L
    sodium_mM = sodium_mmol / extracellular_L
    return Fluids(
        extracellular_L,
        extracellular_L / usual.extracellular_L - 1.0,
        sodium_mM,
        y.potassium_plasma_mmol / plasma_L,
        y.potassium_tissue_mmol / (extracellular_L - plasma_L),
        y.chloride_mmol / extracellular_L,
        y.calcium_mmol / extracellular_L,
        y.magnesium_mmol / extracellular_L,
        2.0 * (tonicity - p.potassium_mM) + p.other_osmoles,
    )


@physics
def insulin_wanted(fed: float, vo2max_fraction: float, p: Salts) -> float:
    """Insulin effect that belongs to an uptake of carbohydrate (1: the mean of a usual day); effort holds it down."""
    return fed * (1.0 - (1.0 - max(0.0, p.insulin_left_in_effort)) * rise(vo2max_fraction - 0.45, 0.2))


@physics
def cell_uptake_mmol_per_s(y: SaltState, f: Fluids, adrenaline: float, p: Salts, size: Size) -> float:
    """Potassium that cells of other tissues take from the tissue fluid; negative when they give back."""
    kept = y.potassium_cells_mmol / (p.cell_store_L_per_kg * size.mass_kg)
    hormones = p.adrenaline_potassium_mM * adrenaline + p.insulin_potassium_mM * least(
        y.insulin - 1.0, p.most_insulin, 1.5
    )
    defended = positive(p.potassium_mM + kept - hormones, 0.6)
    tissue_L = (1.0 - size.plasma_share) * f.extracellular_L
    exchange = p.cell_uptake_per_s * (1.0 + p.adrenaline_uptake * adrenaline) * tissue_L
    return exchange * (f.tissue_potassium_mM - defended)


@physics
def sodium_excretion(y: SaltState, absorbed: float, p: Salts, size: Size, effort: float) -> float:
    """Sodium in urine, mmol/s. absorbed: uptake of the usual day, mmol/s (Walser 1985)."""
    usual = reference(p, size).sodium_mmol
    k = p.sodium_excretion_per_s
    wanted = positive(absorbed + k * (sodium_outside_mmol(y) - usual), 0.02 * k * usual)
    return wanted * max(0.0, 1.0 - p.effort_sodium * effort)


@physics
def potassium_excretion(f: Fluids, usual: float, now: float, p: Salts) -> float:
    """Potassium in urine, mmol/s. usual, now: uptake from the gut on the usual day and at present."""
    steered = 1.0 + p.potassium_excretion_per_mM * (f.potassium_mM - p.potassium_mM)
    own = usual * (1.0 - p.potassium_follows_meal) * positive(steered, 0.3)
    plenty = f.potassium_mM / p.potassium_mM
    return (own + p.potassium_follows_meal * now) * min(1.0, 2.0 * plenty)


@physics
def chloride_excretion(y: SaltState, absorbed: float, p: Salts) -> float:
    """Chloride in urine, mmol/s: it keeps its usual ratio to sodium."""
    k = p.chloride_excretion_per_s
    surplus = y.chloride_mmol - sodium_outside_mmol(y) * p.chloride_mM / p.sodium_mM
    return positive(absorbed + k * surplus, 5e-4)


@physics
def linear_excretion(absorbed: float, level: float, gain: float) -> float:
    """Calcium or magnesium in urine, mmol/s: usual uptake, raised in proportion to the level over usual."""
    return absorbed * positive(1.0 + gain * (level - 1.0), 0.3)


@physics
def magnesium_to_tissue_mmol_per_s(y: SaltState, f: Fluids, effort: float, p: Salts) -> float:
    """Magnesium that soft tissue takes from the fluid around it; effort drives it, rest returns it."""
    free = p.magnesium_free * p.magnesium_serum_mM
    driven = p.magnesium_free * p.magnesium_effort_mM_per_s * effort * f.magnesium_mM / free
    settled = (f.magnesium_mM - free) / p.magnesium_tissue_s
    return (driven + settled) * f.extracellular_L - y.magnesium_tissue_mmol / p.magnesium_tissue_s
