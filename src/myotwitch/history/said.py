"""What the input said, value by value, with its origin: the `read` section of an answer.

Origins: the person, the file, a guess of the device, computed here, or a default of ours.
"""

from __future__ import annotations

from dataclasses import fields

from myotwitch.history.intake import Content, Dose, Drink, Meal, compose
from myotwitch.history.places import find_place
from myotwitch.history.session import Said, Source
from myotwitch.history.timeline import History
from myotwitch.person import Person

__all__ = ["said"]

_UNITS = {
    "age_yr": "yr", "mass_kg": "kg", "height_cm": "cm", "vo2max_mL_per_min_per_kg": "mL/min/kg",
    "habitual_caffeine_mg_per_day": "mg/day",
}  # fmt: skip
_CONTENT = (
    ("water_L", "L"), ("sodium_mmol", "mmol sodium"), ("potassium_mmol", "mmol potassium"),
    ("magnesium_mmol", "mmol magnesium"), ("calcium_mmol", "mmol calcium"), ("carbohydrate_g", "g carbohydrate"),
    ("caffeine_mg", "mg caffeine"), ("alcohol_g", "g alcohol"),
)  # fmt: skip


def said(history: History) -> list[Said]:
    """Every value of a history with its unit and origin, in the order of the history file."""
    return [
        *_person(history), *_weather(history), *_sessions(history), *_intake(history), *_nights(history),
        *_twitches(history), *(Said("remark", remark, "", "computed") for remark in history.remarks),
    ]  # fmt: skip


def _person(history: History) -> list[Said]:
    lines, usual = [], Person()
    for field in fields(Person):
        value = getattr(history.person, field.name)
        default = getattr(usual, field.name)
        told = history.person_from.get(field.name)
        if told is None and not history.person_from and value != default:
            told = "person"  # made in Python, where nobody wrote down who told what
        if value is None or (told is None and isinstance(value, (bool, tuple))):
            continue
        shown = ", ".join(value) if isinstance(value, tuple) else _number(value)
        remark = "not told; a typical value" if told is None else ""
        lines.append(
            Said(f"person.{field.name}", shown, _UNITS.get(field.name, ""), told or "default", remark)
        )
    return lines


def _number(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, (int, float)) else str(value)


def _when(history: History, moment: object) -> str:
    seconds = history.clock.seconds(moment)
    local = history.clock.local(seconds)
    offset = f"{seconds / 60:+.4g} min" if abs(seconds) < 5400 else f"{seconds / 3600:+.4g} h"
    return offset if local is None else f"{local:%Y-%m-%d %H:%M} ({offset})"


def _weather(history: History) -> list[Said]:
    lines: list[Said] = []
    for weather in history._weather:
        since = "" if weather.at is None else f"from {_when(history, weather.at)}"
        for name, unit in (("air_C", "°C"), ("humidity", ""), ("wind_m_per_s", "m/s"), ("sun", "")):
            value = getattr(weather, name)
            if value is not None:
                lines.append(Said(f"weather.{name}", _number(value), unit, "person", since))
    return lines


def _sessions(history: History) -> list[Said]:
    lines: list[Said] = []
    for number, session in enumerate(history.sessions, 1):
        name = f"session {number}"
        source: Source = "person" if session.source == "words" else "file"
        local = history.clock.local(history.session_starts_s[number - 1])
        if local is not None:
            zone = {
                "person": "in your time zone", "file": "by the file's clock",
                "default": "UTC: no time zone was told, so clock times may be off by hours",
            }[history.clock.zone_origin]  # fmt: skip
            lines.append(Said(f"{name} start", f"{local:%Y-%m-%d %H:%M}", "", source, zone))
        if session.source and session.source != "words":
            lines.append(Said(f"{name} source", session.source, "", source))
        lines += [Said(f"{name}: {s.name}", s.value, s.unit, s.source, s.remark) for s in session.said]
        lines += [Said(f"{name} damage", sentence, "", "file") for sentence in session.damage]
    return lines


def _amounts(content: Content) -> str:
    told = ((getattr(content, name), unit) for name, unit in _CONTENT)
    return ", ".join(f"{value:.3g} {unit}" for value, unit in told if value > 0)


def _intake(history: History) -> list[Said]:
    lines: list[Said] = []
    for item in history.intake if isinstance(history.intake, tuple) else ():
        when = _when(history, item.at)
        if isinstance(item, Dose):
            lines.append(Said("caffeine", _number(item.mg), "mg", "person", when))
            continue
        remark = f"{when}; food table: {_amounts(compose(item))}"
        if isinstance(item, Drink):
            volume = item.volume_L
            if volume is None:
                lines.append(Said(f"drink {item.what}", "one serving", "", "default", remark))
            else:
                lines.append(Said(f"drink {item.what}", _number(volume), "L", "person", remark))
        elif isinstance(item, Meal):
            lines.append(Said("meal", ", ".join(item.what), "", "person", remark))
    return lines


def _nights(history: History) -> list[Said]:
    lines = [
        Said(
            "sleep",
            _number(night.hours),
            "h",
            "person",
            "the night before" if night.night_before else "the night after",
        )
        for night in (history.sleep if isinstance(history.sleep, tuple) else ())
        if night.hours is not None
    ]
    for stress in history.stress if isinstance(history.stress, tuple) else ():
        span = f"{_when(history, stress.begins)} to {_when(history, stress.ends)}"
        lines.append(Said("stress", _number(stress.level), "", "person", span))
    return lines


def _twitches(history: History) -> list[Said]:
    lines: list[Said] = []
    for noticed in history.twitches if isinstance(history.twitches, tuple) else ():
        span = f"{_when(history, noticed.begins)} to {_when(history, noticed.ends)}"
        meant = f"understood as {noticed.muscle}{' ' + noticed.side if noticed.side else ''}; {span}"
        count = "" if noticed.per_minute is None else f", {noticed.per_minute:g} per minute"
        lines.append(Said("twitch", f"{noticed.where}{count}", "", "person", meant))
    if history.where is not None:
        place = find_place(history.where)
        also = f"; may also be {', '.join(place.also)}" if place.also else ""
        side = f" {place.side}" if place.side else ""
        lines.append(Said("where", history.where, "", "person", f"understood as {place.muscle}{side}{also}"))
    return lines
