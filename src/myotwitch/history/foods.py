"""What is in a typical serving of a food or drink: the table `foods.toml` and its names.

The assumption: one serving stands for every brand and kitchen. It stops being true for fortified
and heavily salted products. Sources stand in each row of the table.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from myotwitch.history.limits import check
from myotwitch.history.quantities import count_word, leading_quantity
from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["AMOUNTS", "Food", "find_food", "foods", "read_portion"]

AMOUNTS = (
    "water_L", "sodium_mmol", "potassium_mmol", "chloride_mmol", "magnesium_mmol", "calcium_mmol",
    "carbohydrate_g", "caffeine_mg", "alcohol_g",
)  # fmt: skip
"""What is counted, in all of a serving; the names of `Content`."""

_MG_PER_MMOL = {
    "sodium": 22.990,
    "potassium": 39.098,
    "chloride": 35.45,
    "magnesium": 24.305,
    "calcium": 40.078,
}


@dataclass(frozen=True)
class Food:
    """One row of the food table: a typical serving and what is in it.

    serving: g for food, mL for a drink. contents: per serving, keys of `AMOUNTS`.
    `assumed` names the amounts that no source here gives.
    """

    name: str
    drink: bool
    serving: float
    aliases: tuple[str, ...]
    contents: Mapping[str, float]
    source: str
    assumed: tuple[str, ...] = ()
    where: str = ""
    note: str = ""
    chloride_told: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    """Amounts that come from another source than the row's."""

    @property
    def serving_L(self) -> float:
        """A serving's volume, L; for solid food as if 1 g were 1 mL."""
        return self.serving / 1000

    def amount(self, name: str) -> float:
        """How much of one of `AMOUNTS` a serving holds."""
        return self.contents.get(name, 0.0)


def _food(name: str, row: dict[str, Any]) -> Food:
    contents: dict[str, float] = {}
    for key in ("carbohydrate_g", "caffeine_mg", "alcohol_g"):
        contents[key] = float(row.get(key, 0.0))
    for ion, mg_per_mmol in _MG_PER_MMOL.items():
        contents[f"{ion}_mmol"] = row.get(f"{ion}_mg", 0.0) / mg_per_mmol
    if "chloride_mg" not in row:  # mostly table salt: as many chloride as sodium ions
        contents["chloride_mmol"] = contents["sodium_mmol"]
    contents["water_L"] = row["water_g"] / 1000
    return Food(
        name=name, drink="serving_mL" in row, serving=float(row["serving_mL"] if "serving_mL" in row else row["serving_g"]),
        aliases=tuple(row.get("aliases", ())), contents=contents, source=row["source"],
        assumed=tuple(row.get("assumed", ())), where=row.get("where", ""),
        note=row.get("note", ""),
        chloride_told="chloride_mg" in row, sources=row.get("sources", {}),
    )  # fmt: skip


@functools.cache
def foods() -> Mapping[str, Food]:
    """Every row of the food table by its name."""
    rows = tomllib.loads(resources.files(__package__).joinpath("foods.toml").read_text("utf-8"))
    return {name: _food(name, row) for name, row in rows.items()}


@functools.cache
def _names() -> Mapping[str, str]:
    return {alias: food.name for food in foods().values() for alias in (food.name, *food.aliases)}


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("oes", "ches", "shes")) else word.removesuffix("s")


def find_food(name: str) -> Food:
    """The row that a person means: name or alias, upper or lower case, singular or plural.

    Raises Refusal (USAGE) with the nearest known name.
    """
    asked = " ".join(name.lower().replace("_", " ").replace("-", " ").split())
    for spelled in (asked, _singular(asked)):
        if spelled in _names():
            return foods()[_names()[spelled]]
    guess = nearest(asked, _names())
    shown = name if len(name) <= 60 else name[:57] + "..."
    raise Refusal(
        f"{shown!r} is not in the food table." + (f" Did you mean {guess!r}?" if guess else ""),
        allowed="a name of the food table; a drink may leave `what` out and tell volume_L, sodium_mM and so on.",
        next_step=f'write "{guess}".'
        if guess
        else "write the nearest everyday food, such as bread, rice or milk.",
        door=Door.USAGE,
    )


def read_portion(text: str) -> tuple[Food, float]:
    """A food and how many servings of it: "banana" is 1, "2 eggs" is 2, "200 g rice" by weight.

    Raises Refusal for unknown foods (USAGE) and impossible weights (IMPOSSIBLE).
    """
    weight_g, rest = leading_quantity(text, "mass")
    if weight_g is not None:
        grams = weight_g * 1000
        check("food_g", grams, where=text)
        food = find_food(rest)
        return food, grams / food.serving
    volume_L, rest = leading_quantity(text, "volume")
    if volume_L is not None:
        check("drink_L", volume_L, where=text)
        food = find_food(rest)
        return food, volume_L / food.serving_L
    count, rest = count_word(text)
    food = find_food(rest)
    check("food_g", count * food.serving, where=text)
    return food, count
