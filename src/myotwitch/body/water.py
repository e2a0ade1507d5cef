"""Body water, plasma volume, vasopressin, thirst and urine.

Osmolality drives vasopressin and thirst, vasopressin concentrates the urine, and the solutes that
must leave then take as much water as that needs. A thirsty person who is awake and not working
hard drinks; that water is counted apart from what the history told. Assumptions: water crosses
all membranes at once; urine's other solutes leave at a steady rate; the albumin that hard work brings to
plasma holds water there and moves no ion. It stops being true in kidney
and heart disease, with diuretics, and for people who cannot drink (set `drink_L_per_s_per_point` to 0
for a laboratory day without free drinking). Sources: Thompson 1986, Maughan 2016, Hobson 2010,
Lundvall 1995, Gillen 1991.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import least, positive, rise
from myotwitch.handover import Circumstances
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Water", "WaterState", "driven_albumin_g_per_s", "left", "lost_percent", "lymph_g_per_s",
           "metabolic_L_per_s", "plasma_fraction", "plasma_target", "thirst_drink_L_per_s", "urine_L_per_s", "vasopressin_target_pM"]  # fmt: skip


class WaterState(NamedTuple):
    """Water in the body (stomach and gut apart) and what steers it."""

    body_water_L: float
    plasma_shift: float
    """Plasma volume over what it would be upright at rest with the same extracellular water."""
    vasopressin_pM: float
    albumin_on_its_way_g: float
    """Albumin that hard work has driven towards the blood and lymph has not yet returned."""
    albumin_g: float
    """Albumin in plasma above usual."""


@dataclass(frozen=True)
class Water(Parameters):
    """Vasopressin, thirst, urine and posture."""

    vasopressin_per_mOsm: float = sourced(
        0.43, "pM*kg/mmol", "thompson1986", spread=(0.28, 0.62), where="vasopressin = 0.43 (osmolality - 284), r 0.96"
    )  # fmt: skip
    vasopressin_begins_mOsm: float = sourced(
        285.6, "mmol/kg", "thompson1987", spread=(283.5, 287.0), where="0.6 pM at rest, so 1.4 mmol/kg below usual",
        note="usual is 287 here; as measured the threshold was 284 (Thompson 1986) or about 287 (1987), each laboratory on its own scale",
    )  # fmt: skip
    volume_moves_mOsm: float = sourced(
        20.0, "mmol/kg", ASSUMED, spread=(8, 40),
        note="threshold falls 2 mOsm when extracellular water falls by a tenth; the sign is sure, the size remembered",
    )  # fmt: skip
    most_pM: float = sourced(
        85.0, "pM", ASSUMED, note="about the highest levels published, in haemorrhage and vomiting; far beyond any day told here"
    )  # fmt: skip
    empty_pM: float = sourced(40.0, "pM", ASSUMED, note="steep rise when extracellular volume is low")
    empty_begins: float = sourced(
        0.06,
        "",
        ASSUMED,
        note="extracellular loss at which that rise begins; 8 % of blood volume in textbooks",
    )
    effort_pM: float = sourced(
        2.5, "pM", ASSUMED, spread=(1, 6), note="rise of vasopressin above half of VO2max; remembered"
    )
    vasopressin_s: float = sourced(
        900.0, "s", ASSUMED, spread=(600, 1500), note="effect half gone in 10 to 20 min, remembered"
    )
    alcohol_g_per_kg: float = sourced(
        0.25, "g/kg", "hobson2010", spread=(0.15, 0.4),
        note="e-fold fall of vasopressin; set by hand between 158 mL (this paper) and 10 mL per gram (older)",
    )  # fmt: skip
    alcohol_until_mOsm: float = sourced(
        290.0,
        "mmol/kg",
        "hobson2010",
        where="no diuresis when hypohydrated",
        note="hydration gate, set by hand",
    )
    dilute_mOsm: float = sourced(
        50.0, "mmol/kg", ASSUMED, spread=(40, 70), note="most dilute urine, textbook"
    )
    concentrating_mOsm: float = sourced(
        1100.0,
        "mmol/kg",
        ASSUMED,
        spread=(850, 1250),
        note="range from the most dilute to the most concentrated urine",
    )
    half_pM: float = sourced(
        0.8, "pM", "maughan2016", where="urine after 1 L of water and of ORS", spread=(0.6, 1.1),
        note="vasopressin at half of the range; chosen so that the urine of that study comes out (calibrated); infusions give about 0.4 (Andersen 1990)",
    )  # fmt: skip
    other_solutes_mOsm_per_s_kg: float = sourced(
        0.32 / 60 / 75, "mmol/s/kg", ASSUMED, spread=(0.25 / 60 / 75, 0.40 / 60 / 75), note="urea and the rest, about 460 mOsm a day at 75 kg"
    )  # fmt: skip
    effort_urine: float = sourced(
        0.35, "", ASSUMED, spread=(0.2, 0.5), note="fall of urine flow at maximal effort, remembered"
    )
    thirst_begins_mOsm: float = sourced(
        281.0, "mmol/kg", "thompson1986", where="thirst (0 to 10) = 0.30 (osmolality - 281), r 0.91"
    )
    thirst_per_mOsm: float = sourced(0.30, "kg/mmol", "thompson1986", where="with thirst_begins_mOsm")
    drinks_from: float = sourced(
        2.0, "", ASSUMED, note="thirst at which people reach for a glass; makes a resting day balance"
    )
    drink_L_per_s_per_point: float = sourced(
        0.17 / 3600, "L/s", ASSUMED, spread=(0.08 / 3600, 0.30 / 3600),
        note="per point of thirst above drinks_from; half a litre an hour at thirst 5. 0 switches free drinking off",
    )  # fmt: skip
    metabolic_L_per_J: float = sourced(
        3.1e-8, "L/J", ASSUMED, note="0.13 g of water from each kcal burnt on a mixed diet, textbook"
    )
    lying_plasma: float = sourced(
        0.12, "", "lundvall1995", where="-18 % after 15 min of quiet standing", spread=(0.08, 0.16),
        note="lying against the mean of standing (-14 to -18 %) and sitting (-7 %)",
    )  # fmt: skip
    effort_plasma: float = sourced(
        0.11, "", "atanasovska2014", where="-9.7 % after rowing 2 km", spread=(0.08, 0.14)
    )
    plasma_s: float = sourced(480.0, "s", "lundvall1995", where="half in 6 min", spread=(360, 600))
    albumin_g_per_kg_s: float = sourced(
        1.33e-4, "g/kg/s", "gillen1991", where="eight bouts of 4 min at 85 % of VO2max", spread=(0.8e-4, 2.0e-4),
        note="gives the mean of +0.19 g/kg there and +0.13 in Nagashima 1997, both upright; none lying",
    )  # fmt: skip
    most_albumin_g_per_kg: float = sourced(
        0.25, "g/kg", ASSUMED, spread=(0.18, 0.40), note="a little above the highest single gain that we found (0.19 ± 0.05)"
    )  # fmt: skip
    lymph_s: float = sourced(
        1800.0, "s", "gillen1991", where="no gain in exercise, whole gain an hour later", spread=(1000, 2700)
    )
    albumin_s: float = sourced(
        259200.0, "s", ASSUMED, spread=(130000, 500000), note="the gain is whole at 24 h and gone within about a week; three days"
    )  # fmt: skip
    albumin_holds_L_per_g: float = sourced(0.018, "L/g", "gillen1991", where="18 mL for each gram")
    usual_plasma_L_per_kg: float = sourced(
        0.0439, "L/kg", "haskell1997", where="before exercise", spread=(0.040, 0.048)
    )


@physics
def lost_percent(body_water_L: float, size: Size) -> float:
    """Body water lost, percent of body mass; 0 when none is lost."""
    short = size.water_L * size.water_factor - body_water_L
    return positive(100.0 * short / size.mass_kg, 0.5)


@physics
def left(body_water_L: float, size: Size) -> float:
    """1 while there is water to lose, falling to 0 when less than a quarter is left."""
    share = body_water_L / (0.25 * size.water_L * size.water_factor)
    return 1.0 - math.exp(-share * share)


@physics
def urine_osmolality(vasopressin_pM: float, p: Water) -> float:
    """Osmolality of urine at a vasopressin level, mOsm/kg."""
    ratio = max(0.0, vasopressin_pM / p.half_pM)
    x = ratio * math.sqrt(ratio)
    return p.dilute_mOsm + p.concentrating_mOsm * x / (1.0 + x)


@physics
def urine_L_per_s(
    vasopressin_pM: float, salt_mmol_per_s: float, p: Water, size: Size, effort: float
) -> float:
    """Urine flow. salt_mmol_per_s: sodium plus potassium excreted, each with its anion."""
    solutes = 2.0 * salt_mmol_per_s + p.other_solutes_mOsm_per_s_kg * size.mass_kg
    return solutes / urine_osmolality(vasopressin_pM, p) * max(0.0, 1.0 - p.effort_urine * effort)


@physics
def vasopressin_target_pM(
    osmolality: float, volume: float, alcohol_g_per_kg: float, vo2max_fraction: float, p: Water
) -> float:
    """Level towards which vasopressin moves. volume: extracellular water over usual, minus 1."""
    threshold = p.vasopressin_begins_mOsm + p.volume_moves_mOsm * volume
    held_back = (1.0 - math.exp(-alcohol_g_per_kg / p.alcohol_g_per_kg)) * rise(
        p.alcohol_until_mOsm - osmolality, 2.5
    )
    asked = (
        p.vasopressin_per_mOsm * positive(osmolality - threshold, 1.0) * (1.0 - held_back)
        + p.effort_pM * positive(vo2max_fraction - 0.5, 0.1)
        + p.empty_pM * positive(-volume - p.empty_begins, 0.02)
    )
    return least(asked, p.most_pM, 15.0)


@physics
def thirst_drink_L_per_s(osmolality: float, volume: float, p: Water, around: Circumstances) -> float:
    """What a free person drinks out of thirst: nothing asleep or in sustained effort."""
    threshold = p.thirst_begins_mOsm + p.volume_moves_mOsm * volume
    felt = p.thirst_per_mOsm * (osmolality - threshold)
    free = (1.0 - around.asleep) * rise(0.35 - around.vo2max_fraction, 0.06)
    return p.drink_L_per_s_per_point * positive(felt - p.drinks_from, 0.5) * free


@physics
def plasma_target(p: Water, around: Circumstances, effort: float) -> float:
    """Plasma shift that belongs to posture and effort; 1 upright at rest."""
    return 1.0 + p.lying_plasma * (1.0 - around.upright) - p.effort_plasma * effort


@physics
def plasma_fraction(y: WaterState, extracellular: float, p: Water, size: Size) -> float:
    """Plasma volume over usual. extracellular: extracellular water over usual, minus 1."""
    held = p.albumin_holds_L_per_g * y.albumin_g / (p.usual_plasma_L_per_kg * size.mass_kg)
    return (1.0 + extracellular) * y.plasma_shift * (1.0 + held)


@physics
def lymph_g_per_s(y: WaterState, p: Water) -> float:
    """Albumin that lymph brings back to plasma."""
    return y.albumin_on_its_way_g / p.lymph_s


@physics
def driven_albumin_g_per_s(y: WaterState, p: Water, size: Size, around: Circumstances) -> float:
    """Albumin that hard, upright work sends on its way; none below a third of VO2max."""
    hard = rise(around.vo2max_fraction - 0.55, 0.25)
    room = 1.0 - (y.albumin_g + y.albumin_on_its_way_g) / (p.most_albumin_g_per_kg * size.mass_kg)
    return p.albumin_g_per_kg_s * size.mass_kg * hard * around.upright * room


@physics
def metabolic_L_per_s(p: Water, around: Circumstances) -> float:
    """Water made by burning food, L/s: a counted source."""
    return p.metabolic_L_per_J * around.metabolic_rate_W
