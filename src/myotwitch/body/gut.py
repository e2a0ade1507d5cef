"""Drinks and food leave the stomach, and the gut takes them up.

Drinks empty exponentially, slower with much sugar and in hard effort; solid food waits until it
is ground, then empties slowly; the gut takes up most of what arrives and the rest leaves with the
faeces. The assumption: one intestine, rates that do not depend on what was eaten together. It
stops being true for alcohol on a full stomach, in gut disease, and for secretion into the gut.
Sources: Vist & Maughan 1994, Péronnet 2012, Stadt 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.smooth import positive, rise
from myotwitch.handover import Intake
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Absorbed", "Gut", "GutState", "absorbed", "emptying_per_s", "rate", "resting"]

_TRACE_L = 0.01  # so that food without water or sugar (a salt tablet among the meals) also leaves
_JUICE_L = 0.05  # gastric juice, so that dry sugar (a gel) is never infinitely thick


class GutState(NamedTuple):
    """What lies in stomach and gut."""

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
    """Solid food that is ready to leave: water in L plus carbohydrate in kg."""
    gut_water_L: float
    gut_sodium_mmol: float
    gut_potassium_mmol: float
    gut_chloride_mmol: float
    gut_carbohydrate_g: float
    gut_calcium_mmol: float
    """Stomach and intestine together: calcium and magnesium are taken up far slower than they empty."""
    gut_magnesium_mmol: float


class Absorbed(NamedTuple):
    """What leaves the gut, per second: into the body, and (faeces_…) out of it."""

    water_L_per_s: float
    sodium_mmol_per_s: float
    potassium_mmol_per_s: float
    chloride_mmol_per_s: float
    calcium_mmol_per_s: float
    magnesium_mmol_per_s: float
    carbohydrate_g_per_s: float
    faeces_water_L_per_s: float
    faeces_sodium_mmol_per_s: float
    faeces_potassium_mmol_per_s: float
    faeces_chloride_mmol_per_s: float
    faeces_calcium_mmol_per_s: float
    faeces_magnesium_mmol_per_s: float


@dataclass(frozen=True)
class Gut(Parameters):
    """Emptying and uptake."""

    emptying_per_s: float = sourced(
        0.06 / 60, "1/s", "vist1994", where="600 mL of water", spread=(0.044 / 60, 0.082 / 60)
    )
    sugar_free_g_per_L: float = sourced(25.0, "g/L", "vist1994", where="20 g/L as fast as water")
    sugar_slows_g_per_L: float = sourced(60.0, "g/L", "vist1994", where="40 and 60 g/L slower than water")
    effort_slows: float = sourced(
        0.4, "", ASSUMED, note="slowing at maximal effort; a study at 75 % of maximum found water slowed"
    )
    effort_begins: float = sourced(0.7, "", ASSUMED, note="fraction of VO2max at which emptying slows")
    solid_emptying_per_s: float = sourced(
        0.008 / 60, "1/s", ASSUMED, spread=(0.0055 / 60, 0.011 / 60),
        note="half of a solid meal in 90 to 120 min, remembered, not re-read",
    )  # fmt: skip
    grinding_s: float = sourced(
        1500.0, "s", ASSUMED, spread=(900, 2100), note="20 to 30 min before solids leave, remembered, not re-read"
    )  # fmt: skip
    water_per_s: float = sourced(
        0.25 / 60, "1/s", "peronnet2012", where="half in 11 to 13 min, with emptying", spread=(0.18 / 60, 0.33 / 60)
    )  # fmt: skip
    sodium_per_s: float = sourced(
        0.12 / 60, "1/s", ASSUMED, spread=(0.08 / 60, 0.18 / 60), note="a little slower than water; chloride alike"
    )  # fmt: skip
    potassium_per_s: float = sourced(
        0.05 / 60, "1/s", ASSUMED, spread=(0.02 / 60, 0.08 / 60),
        note="serum peaks 30 min after dissolved KCl; Stadt 2022 uses 0.01 per min for meals",
    )  # fmt: skip
    mineral_per_s: float = sourced(
        0.01 / 60, "1/s", ASSUMED, spread=(0.006 / 60, 0.016 / 60), note="calcium and magnesium over 2 to 6 h, remembered"
    )  # fmt: skip
    carbohydrate_per_s: float = sourced(
        0.05 / 60, "1/s", ASSUMED, spread=(0.03 / 60, 0.08 / 60),
        note="so that emptying limits uptake, as with drinks below 1 g a minute",
    )  # fmt: skip
    water_share: float = sourced(0.95, "", ASSUMED, note="about 0.1 L of water a day in faeces, textbook")
    sodium_share: float = sourced(0.98, "", ASSUMED, note="95 to 98 % taken up, remembered; chloride alike")
    potassium_share: float = sourced(0.90, "", "stadt2022", where="faecal share 0.1")
    calcium_share: float = sourced(
        0.30, "", ASSUMED, spread=(0.24, 0.36), note="25 to 35 %, less with larger doses; remembered"
    )
    magnesium_share: float = sourced(
        0.35, "", ASSUMED, spread=(0.30, 0.40), note="30 to 40 % from food (NIH fact sheet)"
    )


@physics
def emptying_per_s(y: GutState, p: Gut, vo2max_fraction: float) -> float:
    """Rate at which the drink in the stomach empties, 1/s."""
    sugar_g_per_L = y.stomach_carbohydrate_g / (y.stomach_water_L + _JUICE_L)
    thick = positive(sugar_g_per_L - p.sugar_free_g_per_L, 10.0) / p.sugar_slows_g_per_L
    hard = rise(vo2max_fraction - 0.5 * (1.0 + p.effort_begins), 0.15)
    return p.emptying_per_s * (1.0 - p.effort_slows * hard) / (1.0 + thick)


@physics
def absorbed(y: GutState, p: Gut) -> Absorbed:
    """What leaves the gut at this moment."""
    water, sodium = p.water_per_s * y.gut_water_L, p.sodium_per_s * y.gut_sodium_mmol
    potassium, chloride = p.potassium_per_s * y.gut_potassium_mmol, p.sodium_per_s * y.gut_chloride_mmol
    calcium, magnesium = p.mineral_per_s * y.gut_calcium_mmol, p.mineral_per_s * y.gut_magnesium_mmol
    return Absorbed(
        water * p.water_share, sodium * p.sodium_share, potassium * p.potassium_share,
        chloride * p.sodium_share, calcium * p.calcium_share, magnesium * p.magnesium_share,
        p.carbohydrate_per_s * y.gut_carbohydrate_g,
        water * (1.0 - p.water_share), sodium * (1.0 - p.sodium_share), potassium * (1.0 - p.potassium_share),
        chloride * (1.0 - p.sodium_share), calcium * (1.0 - p.calcium_share),
        magnesium * (1.0 - p.magnesium_share),
    )  # fmt: skip


@physics
def rate(
    y: GutState, p: Gut, drink: Intake, meal: Intake, thirst_L_per_s: float, vo2max_fraction: float
) -> GutState:
    """d/dt of stomach and gut contents. `thirst_L_per_s` is plain water drunk out of thirst."""
    k = emptying_per_s(y, p, vo2max_fraction)
    solid = y.solid_water_L + 1e-3 * y.solid_carbohydrate_g
    leaving = p.solid_emptying_per_s * (y.ground + _TRACE_L) / (solid + _TRACE_L)
    return GutState(
        drink.water_L_per_s + thirst_L_per_s - k * y.stomach_water_L,
        drink.sodium_mmol_per_s - k * y.stomach_sodium_mmol,
        drink.potassium_mmol_per_s - k * y.stomach_potassium_mmol,
        drink.chloride_mmol_per_s - k * y.stomach_chloride_mmol,
        drink.carbohydrate_g_per_s - k * y.stomach_carbohydrate_g,
        meal.water_L_per_s - leaving * y.solid_water_L,
        meal.sodium_mmol_per_s - leaving * y.solid_sodium_mmol,
        meal.potassium_mmol_per_s - leaving * y.solid_potassium_mmol,
        meal.chloride_mmol_per_s - leaving * y.solid_chloride_mmol,
        meal.carbohydrate_g_per_s - leaving * y.solid_carbohydrate_g,
        (solid - y.ground) / p.grinding_s - leaving * y.ground,
        k * y.stomach_water_L + leaving * y.solid_water_L - p.water_per_s * y.gut_water_L,
        k * y.stomach_sodium_mmol + leaving * y.solid_sodium_mmol - p.sodium_per_s * y.gut_sodium_mmol,
        k * y.stomach_potassium_mmol
        + leaving * y.solid_potassium_mmol
        - p.potassium_per_s * y.gut_potassium_mmol,
        k * y.stomach_chloride_mmol + leaving * y.solid_chloride_mmol - p.sodium_per_s * y.gut_chloride_mmol,
        k * y.stomach_carbohydrate_g
        + leaving * y.solid_carbohydrate_g
        - p.carbohydrate_per_s * y.gut_carbohydrate_g,
        drink.calcium_mmol_per_s + meal.calcium_mmol_per_s - p.mineral_per_s * y.gut_calcium_mmol,
        drink.magnesium_mmol_per_s + meal.magnesium_mmol_per_s - p.mineral_per_s * y.gut_magnesium_mmol,
    )


def resting(p: Gut, drink: Intake, meal: Intake, thirst_L_per_s: float) -> GutState:
    """Contents at which a steady stream of drink and solid food passes through."""
    water = drink.water_L_per_s + thirst_L_per_s
    empty, nothing = p.emptying_per_s, GutState(*(0.0,) * 18)
    if water > 0:
        for _ in range(50):  # the sugar in the stomach slows its own emptying
            lying = nothing._replace(
                stomach_water_L=water / empty, stomach_carbohydrate_g=drink.carbohydrate_g_per_s / empty
            )
            empty = emptying_per_s(lying, p, 0.0)
    eaten = meal.water_L_per_s + 1e-3 * meal.carbohydrate_g_per_s
    leaving = p.solid_emptying_per_s
    for _ in range(200):  # solids wait until ground
        solid = eaten / leaving
        ground = solid / (1.0 + p.grinding_s * leaving)
        leaving = p.solid_emptying_per_s * (ground + _TRACE_L) / (solid + _TRACE_L)
    drunk = (water, drink.sodium_mmol_per_s, drink.potassium_mmol_per_s, drink.chloride_mmol_per_s,
             drink.carbohydrate_g_per_s)  # fmt: skip
    chewed = (meal.water_L_per_s, meal.sodium_mmol_per_s, meal.potassium_mmol_per_s,
              meal.chloride_mmol_per_s, meal.carbohydrate_g_per_s)  # fmt: skip
    uptake = (p.water_per_s, p.sodium_per_s, p.potassium_per_s, p.sodium_per_s, p.carbohydrate_per_s)
    contents = [
        *(flow / empty for flow in drunk),
        *(flow / leaving for flow in chewed),
        eaten / leaving / (1.0 + p.grinding_s * leaving),
        *((a + b) / speed for a, b, speed in zip(drunk, chewed, uptake, strict=True)),
        (drink.calcium_mmol_per_s + meal.calcium_mmol_per_s) / p.mineral_per_s,
        (drink.magnesium_mmol_per_s + meal.magnesium_mmol_per_s) / p.mineral_per_s,
    ]
    return GutState(*contents)
