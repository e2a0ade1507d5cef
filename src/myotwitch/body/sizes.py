"""How large this person is, and what the person eats and drinks on a usual day.

The assumption: on the usual day intake and loss balance, so the body's set points are those at
which the mean of the usual intake leaves again. It stops being true for someone who is losing or
gaining weight, or who changed the diet within the last week. `whole.body_for` puts the person's
own numbers in; the defaults are a 70 kg adult.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Size", "UsualDay"]

_OWN = "stands for the person's own number, which body_for puts here"
_DAY = 86400.0


@dataclass(frozen=True)
class Size(Parameters):
    """Mass, surface and volumes."""

    mass_kg: float = sourced(70.0, "kg", ASSUMED, note=_OWN)
    surface_m2: float = sourced(1.85, "m^2", ASSUMED, note=_OWN)
    water_L: float = sourced(41.0, "L", ASSUMED, note=_OWN)
    water_factor: float = sourced(
        1.0, "", "watson1980", where="scatter about the equations", spread=(0.90, 1.11),
        note="8 % between people of one size",
    )  # fmt: skip
    extracellular_share: float = sourced(
        0.42, "", ASSUMED, spread=(0.39, 0.45), note="textbook split of body water (Guyton), not re-read"
    )
    plasma_share: float = sourced(
        0.18, "", ASSUMED, spread=(0.16, 0.20), note="plasma over extracellular water, 45 mL/kg; textbook, not re-read"
    )  # fmt: skip


@dataclass(frozen=True)
class UsualDay(Parameters):
    """Mean intake of a usual day, by mouth, per second; all food and drink together."""

    water_L_per_s: float = sourced(
        2.2 / _DAY, "L/s", ASSUMED, note="2.2 L a day in food and drink, between the adequate intakes of EFSA for women and men"
    )  # fmt: skip
    sodium_mmol_per_s: float = sourced(
        150 / _DAY, "mmol/s", ASSUMED, note="about 3.4 g sodium a day, a common Western intake, remembered"
    )
    potassium_mmol_per_s: float = sourced(
        75 / _DAY,
        "mmol/s",
        ASSUMED,
        note="between the adequate intakes of women (2.6 g) and men (3.4 g a day)",
    )
    chloride_mmol_per_s: float = sourced(
        150 / _DAY, "mmol/s", ASSUMED, note="nearly all dietary sodium comes as its chloride"
    )
    magnesium_mmol_per_s: float = sourced(
        15 / _DAY, "mmol/s", ASSUMED, note="about 365 mg a day, between the allowances of women and men"
    )
    calcium_mmol_per_s: float = sourced(
        25 / _DAY, "mmol/s", ASSUMED, note="1,000 mg a day, the adult allowance"
    )
    carbohydrate_g_per_s: float = sourced(
        250 / _DAY, "g/s", ASSUMED, note="half of 2,000 kcal a day as carbohydrate"
    )
    caffeine_mg_per_s: float = sourced(0.0, "mg/s", ASSUMED, note=_OWN)
    resting_W: float = sourced(
        88.0, "W", "ainsworth2011", where="1 MET = 1 kcal/kg/h, times 1.08",
        note="1.08 MET over the resting day, awake and asleep together; body_for scales it with mass",
    )  # fmt: skip
