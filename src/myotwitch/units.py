"""One canonical unit for each kind of quantity; conversion happens only at the doors.

Inside, a name ends in its canonical unit (`volume_L`, `core_C`), and no code converts.
The factors are exact by definition (SI brochure 9th ed.; NIST SP 811 for the customary units).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["KINDS", "Kind", "clock_duration_s", "read_quantity"]


@dataclass(frozen=True)
class Kind:
    """A kind of quantity: its canonical unit and every spelling that is understood.

    `scale` maps a spelling to (factor, offset): canonical = value * factor + offset.
    """

    canonical: str
    scale: Mapping[str, tuple[float, float]]


def _kind(canonical: str, **spelled: float) -> Kind:
    return Kind(canonical, {name: (factor, 0.0) for name, factor in spelled.items()})


_LB, _MILE, _FOOT, _FL_OZ = 0.45359237, 1609.344, 0.3048, 0.0295735295625

KINDS: Mapping[str, Kind] = {
    "mass": Kind(
        "kg",
        {
            "kg": (1.0, 0.0),
            "kgs": (1.0, 0.0),
            "kilo": (1.0, 0.0),
            "kilos": (1.0, 0.0),
            "g": (0.001, 0.0),
            "lb": (_LB, 0.0),
            "lbs": (_LB, 0.0),
            "pound": (_LB, 0.0),
            "pounds": (_LB, 0.0),
            "st": (14 * _LB, 0.0),
            "stone": (14 * _LB, 0.0),
        },
    ),
    "length": _kind(
        "cm",
        cm=1.0,
        m=100.0,
        mm=0.1,
        ft=100 * _FOOT,
        feet=100 * _FOOT,
        foot=100 * _FOOT,
        **{"in": 2.54, "inch": 2.54, "inches": 2.54, "'": 100 * _FOOT, '"': 2.54},
    ),
    "distance": _kind(
        "m",
        m=1.0,
        metres=1.0,
        meters=1.0,
        metre=1.0,
        meter=1.0,
        km=1000.0,
        k=1000.0,
        kilometres=1000.0,
        kilometers=1000.0,
        mi=_MILE,
        mile=_MILE,
        miles=_MILE,
        yd=0.9144,
        yards=0.9144,
        ft=_FOOT,
    ),
    "volume": _kind(
        "L",
        **{
            "L": 1.0,
            "l": 1.0,
            "litre": 1.0,
            "litres": 1.0,
            "liter": 1.0,
            "liters": 1.0,
            "mL": 0.001,
            "ml": 0.001,
            "cl": 0.01,
            "dl": 0.1,
            "fl oz": _FL_OZ,
            "floz": _FL_OZ,
            "oz": _FL_OZ,
            "cup": 0.2365882365,
            "cups": 0.2365882365,
            "pint": 0.473176473,
            "pints": 0.473176473,
        },
    ),
    "temperature": Kind(
        "C",
        {
            "C": (1.0, 0.0),
            "°C": (1.0, 0.0),
            "c": (1.0, 0.0),
            "degC": (1.0, 0.0),
            "F": (5 / 9, -160 / 9),
            "°F": (5 / 9, -160 / 9),
            "f": (5 / 9, -160 / 9),
            "degF": (5 / 9, -160 / 9),
            "K": (1.0, -273.15),
        },
    ),
    "duration": _kind(
        "s",
        s=1.0,
        sec=1.0,
        secs=1.0,
        second=1.0,
        seconds=1.0,
        min=60.0,
        mins=60.0,
        minute=60.0,
        minutes=60.0,
        h=3600.0,
        hr=3600.0,
        hrs=3600.0,
        hour=3600.0,
        hours=3600.0,
        d=86400.0,
        day=86400.0,
        days=86400.0,
    ),
    "speed": _kind(
        "m/s",
        **{
            "m/s": 1.0,
            "mps": 1.0,
            "km/h": 1 / 3.6,
            "kmh": 1 / 3.6,
            "kph": 1 / 3.6,
            "mph": _MILE / 3600,
            "mi/h": _MILE / 3600,
        },
    ),
    "power": _kind("W", **{"W": 1.0, "w": 1.0, "watt": 1.0, "watts": 1.0, "kW": 1000.0}),
    "small mass": _kind("mg", **{"mg": 1.0, "g": 1000.0, "ug": 0.001, "µg": 0.001}),
    "fraction": _kind("1", **{"": 1.0, "%": 0.01, "percent": 0.01}),
}

_NUMBER_AND_UNIT = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(.*?)\s*$", re.IGNORECASE)
_FEET_AND_INCHES = re.compile(
    r"""\s*(\d+)\s*(?:ft|feet|foot|')\s*(\d+(?:\.\d+)?)\s*(?:in|inch|inches|")?\s*$"""
)


def read_quantity(told: str | float, kind: str, *, what: str) -> float:
    """What a person wrote, in the canonical unit of its kind.

    Parameters
    ----------
    told: a number (taken as canonical) or a text such as "0.5 L", "136 lb", "5 ft 7 in", "84 °F".
    kind: a key of `KINDS`.
    what: the name of the value, for the message.

    Raises
    ------
    Refusal: the text holds no number or a unit of another kind (door USAGE).
    """
    family = KINDS[kind]
    if isinstance(told, bool) or not isinstance(told, (int, float, str)):
        raise _not_a_quantity(told, family, what)
    if isinstance(told, (int, float)):
        return float(told)
    if kind == "length" and (tall := _FEET_AND_INCHES.match(told)):
        return (float(tall[1]) * 12 + float(tall[2])) * 2.54
    found = _NUMBER_AND_UNIT.match(told)
    if not found:
        raise _not_a_quantity(told, family, what)
    number, unit = float(found[1].replace(",", ".")), found[2]
    if unit == "":
        return number
    spelled = unit if unit in family.scale else unit.lower()
    if spelled not in family.scale:
        guess = nearest(unit, family.scale)
        raise Refusal(
            f"{what}: the unit {unit!r} in {told!r} is not one of {kind}.",
            allowed=f"{family.canonical}, or one of: {', '.join(u for u in family.scale if u)}.",
            next_step=f"write it in {guess or family.canonical}.",
            door=Door.USAGE,
        )
    factor, offset = family.scale[spelled]
    return number * factor + offset


def _not_a_quantity(told: object, family: Kind, what: str) -> Refusal:
    return Refusal(
        f"{what}: {told!r} is not a number with a unit.",
        allowed=f'a number in {family.canonical}, or a text such as "1.5 {family.canonical}".',
        door=Door.USAGE,
    )


def clock_duration_s(text: str) -> float | None:
    """Seconds of a duration written as H:MM:SS or MM:SS, or None when it is not one."""
    parts = text.strip().split(":")
    if len(parts) not in (2, 3) or not all(p.replace(".", "", 1).isdigit() for p in parts):
        return None
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + float(part)
    return seconds
