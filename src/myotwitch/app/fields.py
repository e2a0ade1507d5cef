"""The fields of the pages: what each asks, what may be answered, and what it means in a history.

One field is one question. A value that cannot be is refused beside its field and kept for correction.
"Don't know" is an empty answer: the simulation then takes a usual day, or draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from myotwitch.app.bodymap.places import MIDDLE, place_named
from myotwitch.history.history_file import history_from_tables
from myotwitch.refusal import Door, Refusal

__all__ = ["ACTIVITIES", "FIELDS", "PAGES", "Field", "check", "merged", "refused_words"]

Tables = Mapping[str, Any]
Choices = tuple[tuple[str, str], ...]
DONT_KNOW = ("", "I don't know")
_LONGEST = 500


@dataclass(frozen=True)
class Field:
    """One question. kind: number, text, long, select or radio. tables: what a value means by itself."""

    name: str
    label: str
    kind: str
    tables: Callable[[str], Tables] | None = None
    choices: Choices = ()
    hint: str = ""
    unit: str = ""
    example: str = ""
    untold: str = ""
    """What is done when nothing was told, for the person."""

    def word(self, value: str) -> str:
        """The words of a choice."""
        return dict(self.choices).get(value, value)


ACTIVITIES: Choices = (
    ("run", "a run"), ("trail run", "a trail run"), ("sprints", "sprints"), ("walk", "a walk"), ("hike", "a hike"),
    ("bike ride", "a bike ride"), ("indoor cycling", "indoor cycling"), ("swim", "a swim"), ("rowing machine", "rowing"),
    ("leg day", "leg day (weights)"), ("upper body", "upper body (weights)"), ("full body", "whole body (weights)"),
    ("hiit", "short hard bursts"), ("soccer", "football (soccer)"), ("basketball", "basketball"), ("tennis", "tennis"),
    ("climbing", "climbing"), ("dancing", "dancing"), ("yoga", "yoga"), ("cross country skiing", "cross-country skiing"),
)  # fmt: skip
_EFFORT: Choices = (("2", "easy"), ("4", "medium"), ("6", "hard"), ("9", "very hard"))
_WARMTH: Choices = (DONT_KNOW, ("3", "cold (3 °C)"), ("12", "cool (12 °C)"), ("20", "mild (20 °C)"), ("26", "warm (26 °C)"), ("32", "hot (32 °C)"))  # fmt: skip
_AGO: Choices = (
    ("0.2", "just now"), ("1", "1 hour ago"), ("3", "3 hours ago"), ("6", "6 hours ago"), ("12", "half a day ago"),
    ("24", "a day ago"), ("48", "two days ago"), ("96", "four days ago"),
)  # fmt: skip
_BEGAN: Choices = (
    DONT_KNOW, ("during", "while I trained"), ("0", "right after"), ("1", "about 1 hour after"), ("3", "about 3 hours after"),
    ("8", "about 8 hours after"), ("20", "the day after"), ("before", "it was there before"),
)  # fmt: skip
_LASTED: Choices = (DONT_KNOW, ("still", "it still does"), ("0.25", "a few minutes"), ("1", "an hour"), ("3", "3 hours"), ("8", "8 hours"))  # fmt: skip
_DRUNK: Choices = (DONT_KNOW, ("0", "nothing"), ("0.25", "a glass"), ("0.5", "half a litre"), ("1", "1 litre"), ("1.5", "1.5 litres"), ("2", "2 litres"), ("3", "3 litres"))  # fmt: skip
_DRINKS: Choices = (("water", "water"), ("sports drink", "a sports drink"), ("cola", "cola"), ("apple juice", "juice"), ("milk", "milk"))  # fmt: skip
_CUPS: Choices = (DONT_KNOW, ("0", "none"), ("1", "1 cup"), ("2", "2 cups"), ("3", "3 cups"), ("4", "4 cups"), ("6", "6 cups"))  # fmt: skip
_BEFORE: Choices = (
    ("-1", "an hour before"),
    ("-3", "3 hours before"),
    ("-8", "early that day"),
    ("2", "after it"),
)
_ALCOHOL: Choices = (
    DONT_KNOW,
    ("0", "none"),
    ("1", "1 beer or glass of wine"),
    ("3", "2 to 3"),
    ("5", "more"),
)
_STRESS: Choices = (DONT_KNOW, ("0.1", "calm"), ("0.4", "some"), ("0.8", "a lot"))


def _person(key: str) -> Callable[[str], Tables]:
    return lambda value: {"person": {key: value}}


def _weather(key: str) -> Callable[[str], Tables]:
    return lambda value: {"weather": {key: value}}


def _words(value: str) -> Tables:
    return {"session": [{"words": value}]}


def _minutes(value: str) -> Tables:
    try:
        minutes = float(value.replace(",", "."))
    except ValueError:
        minutes = 0.0
    if not 1 <= minutes <= 1440:
        raise Refusal(f"{value[:40]!r} minutes.", allowed="a number from 1 to 1,440.", door=Door.IMPOSSIBLE)
    return _words(f"{minutes:g} min run")


def _meal(value: str) -> Tables:
    foods = [part.strip() for part in value.split(",") if part.strip()]
    return {"meal": [{"what": foods, "at": "-2 h"}]} if foods else {}


def _count(value: str) -> Tables:
    if not 0 <= _number(value, "twitches") <= 1000:
        raise Refusal(f"{value[:40]} twitches.", allowed="0 to 1,000.", door=Door.IMPOSSIBLE)
    return {}


def _seconds(value: str) -> Tables:
    if not 5 <= _number(value, "seconds") <= 3600:
        raise Refusal(f"{value[:40]} seconds.", allowed="5 to 3,600 seconds.", door=Door.IMPOSSIBLE)
    return {}


def _number(value: str, what: str) -> float:
    try:
        return float(value.replace(",", "."))
    except ValueError:
        raise Refusal(f"{value[:40]!r} is not a number of {what}.", allowed="a number, such as 3.", door=Door.USAGE) from None  # fmt: skip


def _days(value: str) -> Tables:
    if not 0 <= _number(value, "days") <= 36500:
        raise Refusal(f"{value[:40]} days ago.", allowed="0 to 36,500 days.", door=Door.IMPOSSIBLE)
    return {}


_ALL = (
    Field("activity", "What you did", "select", choices=ACTIVITIES),
    Field("minutes", "How long", "number", _minutes, unit="minutes", example="60"),
    Field("effort", "How hard it felt", "select", lambda v: {"session": [{"words": "60 min run", "rpe": v}]}, choices=_EFFORT),
    Field("ago", "When it ended", "select", choices=_AGO),
    Field("words", "Or in your own words", "long", _words, example="squat 5x5 at 80 %, calf raise 3x15, 40 min",
          hint="Sets, pace or distance make the answer sharper."),
    Field("air", "Air, in the shade", "text", _weather("air"), unit="°C", example="22", hint="°F works too: 72 °F.",
          untold="We try what is usual for the season, give or take 5 °C."),
    Field("warmth", "How warm it was", "select", _weather("air"), choices=_WARMTH, untold="We try what is usual for the season."),
    Field("humidity", "Humidity", "text", _weather("humidity"), example="60 %", untold="We try a usual range."),
    Field("sun", "Sun", "select", _weather("sun"), choices=(DONT_KNOW, ("none", "none, or indoors"), ("part", "some"), ("full", "full sun"))),
    Field("sex", "Sex", "select", _person("sex"), choices=(DONT_KNOW, ("female", "female"), ("male", "male")), hint="Body water depends on it.",
          untold="We take a typical woman."),
    Field("age", "Age", "number", _person("age_yr"), unit="years", untold="We take 35 years."),
    Field("mass", "Weight", "text", _person("mass"), unit="kg", example="62", hint="136 lb works too.", untold="We take 68 kg."),
    Field("height", "Height", "text", _person("height"), unit="cm", example="170", hint="5 ft 7 in works too.", untold="We take 170 cm."),
    Field("exertion", "How hard it felt, 0 to 10", "number", lambda v: {"session": [{"words": "60 min run", "rpe": v}]}, unit="of 10"),
    Field("new", "Was it new to you?", "select", choices=(DONT_KNOW, ("no", "no, I do such things"), ("yes", "yes, or the first after a break")),
          hint="Muscles that are not used to it get sorer.", untold="We take you to do such things."),
    Field("start", "When it began", "text", lambda v: {"session": [{"words": "60 min run", "start": v}]}, example="2026-05-02 09:00"),
    Field("heart_rate", "Heart rate of the watch", "select", choices=(("use", "use it"), ("leave", "leave it out"))),
    Field("power", "Power of the watch", "select", choices=(("use", "use it"), ("leave", "leave it out"))),
    Field("muscle", "Where it twitches", "place", untold="We take the muscle that should twitch most."),
    Field("side", "Which side", "place"),
    Field("began", "When you first noticed it", "select", choices=_BEGAN),
    Field("lasted", "How long it went on", "select", choices=_LASTED),
    Field("taps", "Twitches that you counted", "number", _count),
    Field("taps.seconds", "Seconds", "number", _seconds),
    Field("days", "How many days ago it first came", "number", _days, unit="days", hint="0 for today. What stays for more than two weeks is worth a visit."),
    Field("settles", "Does it stop between workouts?", "radio", choices=(("yes", "yes"), ("no", "no"), ("unsure", "not sure"))),
    Field("drunk", "Drunk during and after", "select", choices=_DRUNK, untold="We let you drink to thirst."),
    Field("drink", "Mostly", "select", choices=_DRINKS),
    Field("food", "Eaten in the hours before", "text", _meal, example="banana, oatmeal", untold="We take usual meals."),
    Field("coffee", "Coffee that day", "select", choices=_CUPS, untold="We take your usual."),
    Field("coffee_at", "When, for most of it", "select", choices=_BEFORE),
    Field("alcohol", "Alcohol the evening before", "select", choices=_ALCOHOL, untold="We take none."),
    Field("sleep", "Sleep the night before", "text", lambda v: {"sleep": [{"hours": v}]}, unit="hours", example="7", untold="We take your usual night."),
    Field("stress", "Stress that day", "radio", choices=_STRESS, untold="We take a usual day."),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}
PAGES: Mapping[str, tuple[str, ...]] = {
    "typed": ("activity", "minutes", "effort", "warmth", "mass", "ago", "words"),
    "read": (
        "start",
        "exertion",
        "new",
        "heart_rate",
        "power",
        "air",
        "humidity",
        "sun",
        "sex",
        "age",
        "mass",
        "height",
    ),
    "where": ("muscle", "side", "began", "lasted", "taps", "taps.seconds", "days", "settles"),
    "day": ("drunk", "drink", "food", "coffee", "coffee_at", "alcohol", "sleep", "stress"),
}
"""Which page asks what."""


def check(name: str, value: str) -> Refusal | None:
    """What is wrong with a value by itself; None when nothing is."""
    field = FIELDS[name]
    try:
        if len(value) > (2000 if field.kind == "long" else _LONGEST):
            raise Refusal(f"That has {len(value):,} letters.", allowed=f"up to {_LONGEST}.", door=Door.USAGE)
        if not value:
            return None
        if name == "muscle" and place_named(value) is None:
            raise Refusal(
                "That is no place of the body map.", allowed="a place of the list.", door=Door.USAGE
            )
        if name == "side" and value not in ("left", "right", MIDDLE):
            raise Refusal("That is no side.", allowed="left, right or both.", door=Door.USAGE)
        if field.choices and value not in dict(field.choices):
            raise Refusal("That is not one of the choices.", allowed=", ".join(w for _, w in field.choices) + ".", door=Door.USAGE)  # fmt: skip
        if field.tables is not None:
            told = field.tables(value)
            history_from_tables(merged([{"where": "calf"}, told]), {})
    except Refusal as refusal:
        return refusal
    return None


def merged(parts: list[Tables]) -> dict[str, Any]:
    """Pieces of a history as one: single tables are joined, lists are put one after the other."""
    whole: dict[str, Any] = {}
    for part in parts:
        for name, told in part.items():
            if isinstance(told, Mapping):
                whole[name] = {**whole.get(name, {}), **told}
            elif isinstance(told, list):
                whole[name] = [*whole.get(name, []), *told]
            else:
                whole[name] = told
    return whole


_KEY = re.compile(r"[a-z]+\.\w+(: | is )")
"""A key of the history file at the head of a message; a reader of a page never typed one."""


def refused_words(refusal: Refusal, name: str) -> str:
    """A refusal in one line, for beside the field with this name (or "whole": beside none)."""
    field, happened, allowed = FIELDS.get(name), refusal.happened, refusal.allowed
    key = _KEY.match(happened)
    if key and field:
        rest = happened[key.end() :]
        happened = f"{field.label} is {rest}" if key[1] == " is " else rest[0].upper() + rest[1:]
        happened = happened.replace(" yr.", " years.")
        if "is not a number with a unit" in happened:
            happened, allowed = (
                happened.replace(" with a unit", ""),
                f"a number{f', such as {field.example}' if field.example else ''}.",
            )
    if name == "food":
        allowed = allowed.partition(";")[0] + "."
    return f"{happened}{f' Allowed: {allowed}' if allowed else ''}".replace(
        "`myotwitch triage`", "the danger check"
    ).replace(" yr (", " years (")
