"""The body's state: every number that the slow clock integrates for the whole body.

One flat tuple, because the solver wants one vector; each organ sees its own part of it. The last
part is counted, never read by any rate: what left, was made or was drunk out of thirst since the
start, so that every balance can be closed. The assumption: these parts are enough for days; weeks
of training, bone and hormones of the kidney are not here.
"""

from __future__ import annotations

from typing import NamedTuple

from myotwitch.body.breath import BreathState
from myotwitch.body.drive import DriveState
from myotwitch.body.gut import GutState
from myotwitch.body.heat import HeatState
from myotwitch.body.salts import SaltState
from myotwitch.body.water import WaterState
from myotwitch.kernels import physics

__all__ = ["BodyState", "Counted", "Parts", "joined", "parts"]


class Counted(NamedTuple):
    """What left or entered since the start. No rate depends on it."""

    urine_L: float
    sweat_L: float
    insensible_L: float
    """Through dry skin and with breath."""
    faeces_L: float
    metabolic_water_L: float
    """A source: water made by burning food."""
    thirst_drink_L: float
    """A source: water drunk out of thirst, beside what the history told."""
    sodium_urine_mmol: float
    sodium_sweat_mmol: float
    sodium_faeces_mmol: float
    potassium_urine_mmol: float
    potassium_sweat_mmol: float
    potassium_faeces_mmol: float
    chloride_urine_mmol: float
    chloride_sweat_mmol: float
    chloride_faeces_mmol: float
    calcium_urine_mmol: float
    calcium_sweat_mmol: float
    calcium_faeces_mmol: float
    magnesium_urine_mmol: float
    magnesium_sweat_mmol: float
    magnesium_faeces_mmol: float
    caffeine_eliminated_mg: float
    alcohol_metabolised_g: float
    lactate_cleared_mmol: float
    acid_cleared_mmol: float


class BodyState(NamedTuple):
    """The parts' fields, one after the other; units are in the names. See each part's class."""

    # heat.py
    core_C: float
    skin_C: float
    sweat_W_per_m2: float
    # gut.py
    stomach_water_L: float
    stomach_sodium_mmol: float
    stomach_potassium_mmol: float
    stomach_chloride_mmol: float
    stomach_carbohydrate_g: float
    solid_water_L: float
    solid_sodium_mmol: float
    solid_potassium_mmol: float
    solid_chloride_mmol: float
    solid_carbohydrate_g: float
    ground: float
    gut_water_L: float
    gut_sodium_mmol: float
    gut_potassium_mmol: float
    gut_chloride_mmol: float
    gut_carbohydrate_g: float
    gut_calcium_mmol: float
    gut_magnesium_mmol: float
    # water.py
    body_water_L: float
    plasma_shift: float
    vasopressin_pM: float
    albumin_on_its_way_g: float
    albumin_g: float
    # salts.py
    sodium_mmol: float
    potassium_plasma_mmol: float
    potassium_tissue_mmol: float
    potassium_cells_mmol: float
    sodium_from_muscle_mmol: float
    potassium_from_muscle_mmol: float
    chloride_mmol: float
    calcium_mmol: float
    calcium_bone_mmol: float
    magnesium_mmol: float
    magnesium_tissue_mmol: float
    insulin: float
    # breath.py
    PCO2_mmHg: float
    lactate_blood_mmol: float
    lactate_tissue_mmol: float
    acid_mmol: float
    # drive.py
    caffeine_gut_mg: float
    caffeine_body_mg: float
    alcohol_gut_g: float
    alcohol_body_g: float
    stress: float
    adrenaline: float
    sleep_debt_h: float
    # counted
    urine_L: float
    sweat_L: float
    insensible_L: float
    faeces_L: float
    metabolic_water_L: float
    thirst_drink_L: float
    sodium_urine_mmol: float
    sodium_sweat_mmol: float
    sodium_faeces_mmol: float
    potassium_urine_mmol: float
    potassium_sweat_mmol: float
    potassium_faeces_mmol: float
    chloride_urine_mmol: float
    chloride_sweat_mmol: float
    chloride_faeces_mmol: float
    calcium_urine_mmol: float
    calcium_sweat_mmol: float
    calcium_faeces_mmol: float
    magnesium_urine_mmol: float
    magnesium_sweat_mmol: float
    magnesium_faeces_mmol: float
    caffeine_eliminated_mg: float
    alcohol_metabolised_g: float
    lactate_cleared_mmol: float
    acid_cleared_mmol: float


class Parts(NamedTuple):
    """A body state, organ by organ."""

    heat: HeatState
    gut: GutState
    water: WaterState
    salts: SaltState
    breath: BreathState
    drive: DriveState
    counted: Counted


@physics
def parts(y: BodyState) -> Parts:
    """The state, or a rate, organ by organ."""
    return Parts(
        HeatState(*y[0:3]),
        GutState(*y[3:21]),
        WaterState(*y[21:26]),
        SaltState(*y[26:38]),
        BreathState(*y[38:42]),
        DriveState(*y[42:49]),
        Counted(*y[49:74]),
    )


@physics
def joined(p: Parts) -> BodyState:
    """One flat state of all parts."""
    return BodyState(
        *(p.heat[:] + p.gut[:] + p.water[:] + p.salts[:] + p.breath[:] + p.drive[:] + p.counted[:])
    )
