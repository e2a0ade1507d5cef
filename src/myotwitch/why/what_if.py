"""Other histories: what would have changed, or would change, the twitching.

Each what-if is the same person with an edited history, simulated again with the same draws, so
that the difference is the edit's. The grade beside it is the literature's, not the model's, and
says how well it is shown that the step lowers twitching. Where the model has no such process
(stretching, massage, a magnesium pill) there is evidence and no number. What a condition or
medicine forbids is dropped by the report, not hidden here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from myotwitch.history.intake import Dose, Drink, Meal, compose
from myotwitch.history.timeline import History, Sleep

__all__ = ["WHAT_IFS", "Edit", "WhatIf", "again", "applicable", "usual_nights", "without_caffeine"]

Edit = Callable[[History, float], History | None]
"""From a history and the end of its last session (s) to the other history; None when it does not apply."""

HOUR_S = 3600.0
AFTER_WORK = datetime(2000, 1, 1, 18)
"""Start of a session that told none: the hour that `history.demand` assumes, on any day."""


@dataclass(frozen=True)
class WhatIf:
    """One other history.

    edit: None where there is evidence alone and nothing to simulate. moment: "now" for what can
    still be done, "next time" for what would have to be done before. from_h, to_h: the hours after
    the last session over which the expected twitches are compared.
    """

    id: str
    label: str
    edit: Edit | None
    evidence: str
    note: str
    sources: tuple[str, ...]
    moment: str = "now"
    from_h: float = 0.0
    to_h: float = 24.0


def _offset(seconds: float) -> str:
    return f"{seconds / 60:+.0f} min"


def _add_drink(what: str) -> Edit:
    def edit(history: History, end_s: float) -> History | None:
        extra = Drink(what, volume_L=0.5, at=_offset(end_s + HOUR_S), over_s=900.0)
        return dataclasses.replace(history, intake=(*history.intake, extra))

    return edit


def _eat(history: History, end_s: float) -> History | None:
    meal = Meal(("banana", "200 g rice", "bread"), at=_offset(end_s + HOUR_S))
    return dataclasses.replace(history, intake=(*history.intake, meal))


def _has_caffeine(item: object) -> bool:
    if isinstance(item, Dose):
        return True
    return isinstance(item, Drink) and compose(item).caffeine_mg > 0


def without_caffeine(history: History, _: float = 0.0) -> History | None:
    """The same without any told caffeine; None when none was told."""
    kept = tuple(item for item in history.intake if not _has_caffeine(item))
    if len(kept) == len(history.intake):
        return None
    return dataclasses.replace(history, intake=kept)


def _caffeine_earlier(history: History, _: float) -> History | None:
    if not any(map(_has_caffeine, history.intake)):
        return None
    moved = [
        dataclasses.replace(item, at=_offset(history.seconds(item.at) - 6 * HOUR_S)) if _has_caffeine(item) else item
        for item in history.intake
    ]  # fmt: skip
    return dataclasses.replace(history, intake=tuple(moved))


def usual_nights(history: History, _: float = 0.0) -> History | None:
    """The same after eight hours of sleep; None when no short night was told."""
    if not any(night.hours is not None and night.hours < 7.5 for night in history.sleep):
        return None
    return dataclasses.replace(history, sleep=(Sleep(hours=8.0),))


def _calm(history: History, _: float) -> History | None:
    return dataclasses.replace(history, stress=()) if history.stress else None


def _cooler(history: History, _: float) -> History | None:
    warm = [w for w in history.weather if w.air_C is not None and w.air_C > 20.0]
    if not warm or not history.sessions:
        return None
    cool = [dataclasses.replace(w, air_C=15.0, sun="none") for w in history.weather]
    return dataclasses.replace(history, weather=tuple(cool))


def again(hours: float) -> Edit:
    """The last session once more, so many hours after it began."""

    def edit(history: History, _: float) -> History | None:
        if not history.sessions:
            return None
        last = history.sessions[-1]
        start = last.start or history.clock.zero or AFTER_WORK
        repeat = dataclasses.replace(last, start=start + timedelta(hours=hours))
        first = dataclasses.replace(history.sessions[0], start=history.sessions[0].start or start)
        return dataclasses.replace(history, sessions=(first, *history.sessions[1:], repeat))

    return edit


WHAT_IFS: tuple[WhatIf, ...] = (
    WhatIf(
        "water", "half a litre of water an hour later", _add_drink("water"), "contradicted",
        "Loss of water alone did not bring on cramp in lab tests, and no trial looked at twitching. "
        "Drink to thirst. Far more than that does harm.", ("miller2010", "schwellnus2009", "hewbutler2015"),
    ),
    WhatIf(
        "sodium_drink", "half a litre of a salt and sugar drink an hour later", _add_drink("oral rehydration solution"),
        "weak", "Two small tests in young men found cramp harder to start after such a drink. No test looked at twitching.",
        ("lau2019", "lau2021"),
    ),
    WhatIf(
        "eat", "a meal an hour later", _eat, "weak",
        "Food helps you get over hard work. No study has looked at twitching.", (),
    ),
    WhatIf(
        "breathing", "a calm day with slow breathing", _calm, "weak",
        "Fast, deep breathing makes nerves livelier. That calm lowers twitching is advice and single cases.",
        ("macefield1991", "nhs_twitching", "blackman2019"),
    ),
    WhatIf(
        "again_tomorrow", "the same session again tomorrow", again(24.0), "assumed",
        "Twitching alone is no reason not to train. Lost power, dark pee or pain beyond soreness is.", ("nhs_twitching",),
        from_h=24.0, to_h=48.0,
    ),
    WhatIf(
        "rest_day", "a rest day first, then the same session", again(48.0), "weak",
        "Rest helps the muscle. That it helps against twitching was never tested.", ("nhs_twitching",),
        from_h=48.0, to_h=72.0,
    ),
    WhatIf(
        "no_caffeine", "the same day without caffeine", without_caffeine, "weak",
        "People name coffee as a trigger and health advice says to cut it. No good trial has shown that it makes "
        "healthy people twitch.", ("nhs_twitching", "simon2013", "walton2002"), moment="next time",
    ),
    WhatIf(
        "earlier_caffeine", "the same caffeine six hours sooner", _caffeine_earlier, "weak",
        "Half of it is gone after some five hours. Nobody has tested the hour against twitching.",
        ("newton1981",), moment="next time",
    ),
    WhatIf(
        "sleep", "eight hours of sleep the night before", usual_nights, "weak",
        "People with a twitching lid slept worse than others in one study. Why is not known.",
        ("kim2021", "hadzic2016"), moment="next time",
    ),
    WhatIf(
        "cooler", "the same session at 15 °C in the shade", _cooler, "weak",
        "A cooler hour costs less sweat. But a cooled foot twitched as much as a warm one.",
        ("vanderheijden1994",), moment="next time",
    ),
    WhatIf(
        "stretch", "gentle stretching", None, "weak",
        "It stops a cramp at once. It did not help sore or tired muscle. No study looked at twitching.",
        ("miller2022", "herbert2011", "afonso2021"),
    ),
    WhatIf(
        "massage", "massage", None, "weak",
        "It eases soreness a little. No study looked at twitching. Leave a hot, swollen calf alone and see someone today.",
        ("dupuy2018",),
    ),
    WhatIf(
        "magnesium", "a magnesium pill", None, "contradicted",
        "Little or no effect on cramp, unless the body lacks it. No study looked at twitching. "
        "Ask a doctor first if you take medicines or your kidneys are weak.", ("garrison2020", "kim2021", "ods_magnesium"),
    ),
)  # fmt: skip


def applicable(
    history: History, end_s: float, chosen: Iterable[str] | None = None
) -> list[tuple[WhatIf, History | None]]:
    """The what-ifs that apply to a history, with the edited history of each (None: evidence alone)."""
    wanted = None if chosen is None else set(chosen)
    found: list[tuple[WhatIf, History | None]] = []
    for item in WHAT_IFS:
        if wanted is not None and item.id not in wanted:
            continue
        other = None if item.edit is None else item.edit(history, end_s)
        if other is not None or item.edit is None:
            found.append((item, other))
    return found
