"""Whether a history can have happened: no overlaps, no impossible values, causes before effects.

The assumption: what breaks these rules is a slip of the pen, so it is refused and never repaired.
Ranges are in `limits.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from myotwitch.handover import MUSCLES
from myotwitch.history.intake import Content, Dose, Drink, Meal, compose
from myotwitch.history.limits import check
from myotwitch.refusal import Door, Refusal, nearest

if TYPE_CHECKING:
    from myotwitch.history.timeline import History

__all__ = ["check_history"]

_SUN = ("none", "part", "full")
_DAY_S = 86400.0
_CLOCK_SLACK_S = 120.0  # files round their times; back-to-back sessions are no overlap


def check_history(history: History) -> None:
    """Raise Refusal for the first thing in a history that cannot have happened."""
    _check_sessions(history)
    _check_weather(history)
    _check_intake(history)
    _check_nights_and_stress(history)
    _check_twitches(history)


def _at(history: History, seconds: float) -> str:
    local = history.clock.local(seconds)
    if local is None:
        return f"{seconds / 3600:+.2f} h"
    return local.strftime("%Y-%m-%d %H:%M")


def _check_sessions(history: History) -> None:
    from myotwitch.history.timeline import least_duration_s

    starts = history.session_starts_s
    for number, session in enumerate(history.sessions, 1):
        for part in session.parts:
            if part.duration_s is not None and not part.duration_s >= 0:
                check("session_h", part.duration_s / 3600, where=f"session {number}")
        check("session_h", least_duration_s(session) / 3600, where=f"session {number}")
    if starts:
        check("span_h", starts[-1] / 3600)
    for i in range(len(starts) - 1):
        end = starts[i] + least_duration_s(history.sessions[i])
        if starts[i + 1] < end - _CLOCK_SLACK_S:
            raise Refusal(
                f"Session {i + 2} starts at {_at(history, starts[i + 1])}, "
                f"before session {i + 1} ends at {_at(history, end)}.",
                allowed="sessions that follow each other; nobody trains twice at once.",
                next_step="correct a start or a duration, or remove the file that was given twice.",
                door=Door.IMPOSSIBLE,
            )


def _check_weather(history: History) -> None:
    for weather in history._weather:
        check("air_C", weather.air_C, where="weather.air_C")
        check("humidity", weather.humidity, where="weather.humidity")
        check("wind_m_per_s", weather.wind_m_per_s, where="weather.wind_m_per_s")
        if weather.sun is not None and weather.sun not in _SUN:
            raise Refusal(
                f"weather.sun is {weather.sun!r}.",
                allowed="none, part or full.",
                next_step=f'write sun = "{nearest(str(weather.sun), _SUN) or "part"}".',
                door=Door.USAGE,
            )
        if weather.at is not None:
            history.seconds(weather.at, what="weather.at")


def _called(item: Drink | Meal | Dose) -> str:
    if isinstance(item, Dose):
        return "caffeine"
    return item.what if isinstance(item, Drink) else ", ".join(item.what)


def _check_intake(history: History) -> None:
    timed: list[tuple[float, Content]] = []
    for item in history.intake if isinstance(history.intake, Sequence) else ():
        where = _called(item)
        if isinstance(item, Drink):
            check("drink_L", item.volume_L, where=where)
            for name in ("sodium_mM", "potassium_mM", "magnesium_mM", "calcium_mM", "carbohydrate_g_per_L"):
                check(name, getattr(item, name), where=where)
            check("caffeine_mg", item.caffeine_mg, where=where)
            check("alcohol_g", item.alcohol_g, where=where)
        if isinstance(item, Dose):
            check("caffeine_mg", item.mg, where=where)
        else:
            check("over_h", item.over_s / 3600, where=where)
        timed.append((history.seconds(item.at, what=f"{where}: at"), compose(item)))
    timed.sort(key=lambda pair: pair[0])
    _check_day(timed, "drinks_in_a_day_L", lambda c: 0.0 if c.solid else c.water_L)
    _check_day(timed, "caffeine_mg", lambda c: c.caffeine_mg)
    _check_day(timed, "alcohol_g", lambda c: c.alcohol_g)


def _check_day(timed: list[tuple[float, Content]], name: str, amount: Callable[[Content], float]) -> None:
    """The most that any 24 hours hold; `timed` is in order of time."""
    first, inside = 0, 0.0
    for when, content in timed:
        inside += amount(content)
        while timed[first][0] <= when - _DAY_S:
            inside -= amount(timed[first][1])
            first += 1
        check(name, max(0.0, inside))


def _check_nights_and_stress(history: History) -> None:
    for night in history.sleep if isinstance(history.sleep, Sequence) else ():
        check("sleep_h", night.hours, where="sleep.hours")
    for stress in history.stress if isinstance(history.stress, Sequence) else ():
        check("stress", stress.level, where="stress.level")
        _in_order(history, stress.begins, stress.ends, "stress")


def _in_order(history: History, begins: object, ends: object, what: str) -> tuple[float, float]:
    first = history.clock.seconds(begins, what=f"{what}.from")
    last = history.clock.seconds(ends, what=f"{what}.to")
    if last < first:
        raise Refusal(
            f"{what} ends ({ends}) before it begins ({begins}).",
            allowed="an end after the beginning.",
            next_step="exchange from and to, or check the date.",
            door=Door.IMPOSSIBLE,
        )
    return first, last


def _check_twitches(history: History) -> None:
    for noticed in history.twitches if isinstance(history.twitches, Sequence) else ():
        check("twitches_per_minute", noticed.per_minute, where=f"twitch in the {noticed.where}")
        if noticed.muscle not in MUSCLES:
            raise Refusal(
                f"A twitch is said to be in {noticed.muscle!r}, which is no muscle group of this model.",
                allowed=", ".join(MUSCLES) + ".",
                next_step=f"write {nearest(noticed.muscle, MUSCLES) or 'gastrocnemius'}, or ask find_place.",
                door=Door.USAGE,
            )
        _, last = _in_order(history, noticed.begins, noticed.ends, "twitch")
        if history.sessions and last < 0:
            raise Refusal(
                f"The twitching of the {noticed.where} ended at {_at(history, last)}, before the first "
                f"session began at {_at(history, 0.0)}.",
                allowed="twitching during or after a session; what came before cannot be its effect.",
                next_step="check the dates, or add the session that came before the twitching.",
                door=Door.IMPOSSIBLE,
            )
