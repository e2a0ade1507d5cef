"""What a person drinks, eats and takes, and when.

`foods.toml` holds what is in it; a drink or meal may give its own numbers instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Dose", "Drink", "Meal", "Moment"]

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
    """Solid food: rows of the food table, each one typical serving unless a weight is given."""

    what: tuple[str, ...]
    at: Moment = "+0 min"
    over_s: float = 900.0


@dataclass(frozen=True)
class Dose:
    """Caffeine on its own."""

    mg: float
    at: Moment = "+0 min"
