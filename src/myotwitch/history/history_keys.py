"""The keys of a history file: what each table may hold, and how each value is read.

The assumption: a key is written as here, or without its unit and then with the unit in the value
(`mass = "136 lb"`), or with another unit in its name (`mass_lb = 136`). Anything else is refused with
the nearest valid spelling.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from myotwitch.history.moments import as_moment
from myotwitch.refusal import Door, Refusal, nearest
from myotwitch.units import KINDS, read_quantity

__all__ = ["TABLES", "Key", "read_table"]


@dataclass(frozen=True)
class Key:
    """One key. kind: "text", "flag", "number", "moment", "texts", "table", or a kind of `units.KINDS`.

    base: the name without its unit. per: the canonical unit over the key's own (3600 for hours told of
    a duration in seconds).
    """

    name: str
    kind: str
    base: str = ""
    per: float = 1.0


TABLES: Mapping[str, tuple[Key, ...]] = {
    "person": (
        Key("sex", "text"), Key("age_yr", "number", "age"), Key("mass_kg", "mass", "mass"),
        Key("height_cm", "length", "height"), Key("vo2max_mL_per_min_per_kg", "number", "vo2max"),
        Key("body_fat", "fraction"), Key("heat_acclimation", "number"), Key("salty_sweater", "flag"),
        Key("smoker", "flag"), Key("oral_contraceptive", "flag"), Key("pregnant", "flag"), Key("diet", "text"),
        Key("habitual_caffeine_mg_per_day", "number", "habitual_caffeine"), Key("conditions", "texts"),
        Key("medicines", "texts"), Key("time_zone", "text"),
    ),
    "weather": (
        Key("air_C", "temperature", "air"), Key("humidity", "fraction"),
        Key("wind_m_per_s", "speed", "wind"), Key("sun", "text"), Key("at", "moment"),
    ),
    "session": (
        Key("start", "moment"), Key("file", "text"), Key("words", "text"), Key("title", "text"),
        Key("rpe", "number"), Key("new", "flag"), Key("weight_unit", "text"), Key("correct", "table"),
    ),
    "drink": (
        Key("at", "moment"), Key("what", "text"), Key("volume_L", "volume", "volume"),
        Key("sodium_mM", "number", "sodium"), Key("potassium_mM", "number", "potassium"),
        Key("magnesium_mM", "number", "magnesium"), Key("calcium_mM", "number", "calcium"),
        Key("carbohydrate_g_per_L", "number", "carbohydrate"), Key("caffeine_mg", "small mass", "caffeine"),
        Key("alcohol_g", "small mass", "alcohol", per=1000.0), Key("over_s", "duration", "over"),
    ),
    "meal": (Key("at", "moment"), Key("what", "texts"), Key("over_s", "duration", "over")),
    "caffeine": (Key("at", "moment"), Key("mg", "small mass", "amount")),
    "sleep": (Key("hours", "duration", "duration", per=3600.0), Key("night_before", "flag")),
    "stress": (Key("level", "number"), Key("from", "moment"), Key("to", "moment")),
    "twitch": (
        Key("where", "text"), Key("from", "moment"), Key("to", "moment"), Key("per_minute", "number"),
    ),
}  # fmt: skip
"""Every table of the history file with its keys."""


def read_table(told: object, table: str, *, line_of: Callable[[str], str]) -> dict[str, Any]:
    """The values of one table in canonical units, by the canonical key.

    Parameters
    ----------
    told: what TOML gave for the table.
    table: a name of `TABLES`.
    line_of: where a key stands, for the message ("history.toml, line 12: ").

    Raises
    ------
    Refusal: unknown keys, keys told twice, wrong units or types (USAGE).
    """
    if not isinstance(told, dict):
        raise Refusal(
            f"{line_of('')}{table} is {_shown(told)}, not a table.",
            allowed=f"[{table}] or [[{table}]] with its keys below.",
            next_step=f"write [{table}] on a line of its own.",
            door=Door.USAGE,
        )
    values: dict[str, Any] = {}
    for spelled, value in told.items():
        key, unit = _find(spelled, table, line_of(spelled))
        if key.name in values:
            raise Refusal(
                f"{line_of(spelled)}{table}.{key.name} is told twice (again as {spelled}).",
                allowed="each value once.",
                next_step=f"remove {spelled}.",
                door=Door.USAGE,
            )
        values[key.name] = _value(key, value, unit, f"{line_of(spelled)}{table}.{spelled}")
    return values


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _find(spelled: str, table: str, line: str) -> tuple[Key, str]:
    """The key of a spelling, and the unit that its name told ("" when it told the usual one)."""
    keys = TABLES[table]
    for key in keys:
        if spelled == key.name or (spelled == key.base and key.base):
            return key, ""
        if key.base and key.kind in KINDS and spelled.startswith(key.base + "_"):
            unit = spelled.removeprefix(key.base + "_").replace("_per_", "/").replace("_", " ")
            if unit in KINDS[key.kind].scale:
                return key, unit
    names = [key.name for key in keys]
    guess = nearest(spelled, [*names, *(key.base for key in keys if key.base)])
    said = f" Did you mean {guess!r}?" if guess else ""
    raise Refusal(
        f"{line}{table} has no key {spelled[:60]!r}.{said}",
        allowed=f"{', '.join(names)}.",
        next_step=f"write {guess} instead of {spelled[:60]}." if guess else f"remove {spelled[:60]}.",
        door=Door.USAGE,
    )


def _value(key: Key, told: object, unit: str, where: str) -> Any:
    if key.kind == "moment":
        return as_moment(told, what=where)
    if key.kind in ("text", "flag", "table"):
        kind: type = {"text": str, "flag": bool, "table": dict}[key.kind]
        if not isinstance(told, kind):
            called = {"text": "a text in quotes", "flag": "true or false", "table": 'a table { old = "new" }'}
            raise _wrong_type(told, where, called[key.kind])
        return told
    if key.kind == "texts":
        several = [told] if isinstance(told, str) else told
        if not isinstance(several, list) or not all(isinstance(item, str) for item in several):
            raise _wrong_type(told, where, 'a list of texts, such as ["banana", "oatmeal"]')
        return tuple(several)
    if isinstance(told, bool) or not isinstance(told, (int, float, str)):
        raise _wrong_type(told, where, "a number")
    if key.kind == "number":
        return _number(told, where)
    if isinstance(told, (int, float)):
        if not unit:
            return _number(told, where)
        factor, offset = KINDS[key.kind].scale[unit]
        return (_number(told, where) * factor + offset) / key.per
    plain = told.strip().replace(",", ".")
    if plain.replace(".", "", 1).removeprefix("-").isdigit() and not unit:
        return _number(plain, where)
    return read_quantity(f"{told} {unit}".strip(), key.kind, what=where) / key.per


def _number(told: float | str, where: str) -> float:
    try:
        value = float(told)
    except (ValueError, OverflowError):
        raise _wrong_type(told, where, "a number") from None
    if not math.isfinite(value):
        raise _wrong_type(told, where, "a finite number")
    return value


def _wrong_type(told: object, where: str, allowed: str) -> Refusal:
    return Refusal(f"{where} is {_shown(told)}.", allowed=f"{allowed}.", door=Door.USAGE)
