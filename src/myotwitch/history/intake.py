"""What a person drinks, eats and takes, when, and what is in it.

`foods.toml` holds what is in it; a drink or meal may give its own numbers instead. The
assumption: one typical serving stands for every brand and kitchen; it stops being true for
fortified and heavily salted products, whose label knows better.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from myotwitch.history.foods import AMOUNTS, Food, find_food, read_portion

__all__ = ["Content", "Dose", "Drink", "Meal", "Moment", "compose"]

Moment = str | datetime
"""A clock time (aware or naive datetime, or ISO text), or an offset such as "+30 min" or "-2 h",
counted from the start of the first session."""


@dataclass(frozen=True)
class Drink:
    """A drink. `what` names a row of the food table; given numbers win over the table's."""

    what: str = "water"
    volume_L: float | None = None
    at: Moment = "+0 min"
    over_s: float = 300.0
    sodium_mM: float | None = None
    potassium_mM: float | None = None
    magnesium_mM: float | None = None
    calcium_mM: float | None = None
    carbohydrate_g_per_L: float | None = None
    caffeine_mg: float | None = None
    alcohol_g: float | None = None


@dataclass(frozen=True)
class Meal:
    """Solid food: rows of the food table, each one typical serving unless a weight is given.

    `what` holds texts such as "banana", "2 eggs", "200 g potato".
    """

    what: tuple[str, ...]
    at: Moment = "+0 min"
    over_s: float = 900.0

    def __post_init__(self) -> None:
        what = (self.what,) if isinstance(self.what, str) else tuple(self.what)
        object.__setattr__(self, "what", what)


@dataclass(frozen=True)
class Dose:
    """Caffeine on its own."""

    mg: float
    at: Moment = "+0 min"


@dataclass(frozen=True)
class Content:
    """What a drink, meal or dose brings into the stomach, in all."""

    water_L: float = 0.0
    sodium_mmol: float = 0.0
    potassium_mmol: float = 0.0
    chloride_mmol: float = 0.0
    magnesium_mmol: float = 0.0
    calcium_mmol: float = 0.0
    carbohydrate_g: float = 0.0
    caffeine_mg: float = 0.0
    alcohol_g: float = 0.0
    solid: bool = False
    """Solid food empties later and slower than drinks."""


def compose(item: Drink | Meal | Dose) -> Content:
    """What is in a drink, meal or dose, in all.

    Raises Refusal (USAGE): a food that the table does not know, with the nearest name.
    """
    if isinstance(item, Dose):
        return Content(caffeine_mg=item.mg)
    if isinstance(item, Meal):
        portions = [read_portion(text) for text in item.what]
        totals: dict[str, Any] = {
            name: sum(share * food.amount(name) for food, share in portions) for name in AMOUNTS
        }
        return Content(**totals, solid=True)
    return _compose_drink(item, find_food(item.what))


def _compose_drink(drink: Drink, food: Food) -> Content:
    volume_L = food.serving_L if drink.volume_L is None else drink.volume_L
    totals: dict[str, Any] = {name: food.amount(name) * volume_L / food.serving_L for name in AMOUNTS}
    chloride_per_sodium = (
        totals["chloride_mmol"] / totals["sodium_mmol"] if totals["sodium_mmol"] > 0 else 1.0
    )
    for name in ("sodium", "potassium", "magnesium", "calcium"):
        told_mM = getattr(drink, f"{name}_mM")
        if told_mM is not None:
            totals[f"{name}_mmol"] = told_mM * volume_L
    if drink.sodium_mM is not None:
        totals["chloride_mmol"] = chloride_per_sodium * totals["sodium_mmol"]
    if drink.carbohydrate_g_per_L is not None:
        totals["carbohydrate_g"] = drink.carbohydrate_g_per_L * volume_L
    for name in ("caffeine_mg", "alcohol_g"):
        told = getattr(drink, name)
        if told is not None:
            totals[name] = told
    return Content(**totals)
