"""One exercise or activity of a told session, gathered from its facts, and made into parts.

The assumption: within one item the effort is steady. A distance without time or speed is given the
typical speed of `words.toml`, and that is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from myotwitch.history.limits import check, limit
from myotwitch.history.session import Part, Rest, Set, Work
from myotwitch.history.word_facts import Scheme, word_table

__all__ = ["Item", "parts_of", "told_speed"]


@dataclass
class Item:
    """What was told of one exercise or activity, before it becomes parts.

    facts: by the kinds of `Fact`. `asks` are questions back to the person, `remarks` what was assumed.
    """

    start: int
    end: int
    exercise: str | None = None
    activity: str | None = None
    day: str | None = None
    called: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    per_interval: bool = False
    typical_m_per_s: float | None = None
    """Assumed speed for a distance without a time."""
    joined_by_and: bool = False
    puzzled: bool = False
    """Whether a word beside its facts was not understood."""
    asks: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether an exercise, an activity or a named day was told."""
        return bool(self.exercise or self.activity or self.day)

    @property
    def strength(self) -> bool:
        """Sets of an exercise (or a named day) rather than continuous effort."""
        if self.day:
            return True
        scheme = self.facts.get("scheme")
        counted = scheme is not None and bool(scheme.repetitions)
        if self.exercise and self.activity:
            return counted or "load_kg" in self.facts or "load_fraction" in self.facts
        return self.exercise is not None

    @property
    def complete(self) -> bool:
        """Whether a continuous effort already knows how long it lasted."""
        told = self.facts.keys()
        scheme = self.facts.get("scheme")
        timed = scheme is not None and scheme.seconds is not None
        return (
            timed
            or "duration_s" in told
            or ("speed_m_per_s" in told and ("distance_m" in told or bool(scheme)))
        )


def parts_of(item: Item) -> list[Part]:
    """The parts of an item; empty, with a question in `item.asks`, when too little was told.

    Raises Refusal (IMPOSSIBLE) for values that no body has.
    """
    _check(item)
    _settle_percent(item)
    if item.day:
        return _day(item)
    if item.strength:
        return _sets(item)
    return _work(item)


def _check(item: Item) -> None:
    facts, scheme = item.facts, item.facts.get("scheme")
    for kind in ("power_W", "heart_rate_bpm", "load_kg", "load_fraction", "rpe", "grade", "speed_m_per_s"):
        check(kind, facts.get(kind), where=item.called or "the session in words")
    for kind in ("duration_s", "rest_s", "recovery_s"):
        if kind in facts:
            check("session_h", facts[kind] / 3600, where=item.called or "the session in words")
    if scheme is not None:
        check("sets", scheme.sets, where=item.called)
        for count in scheme.repetitions:
            check("repetitions", count, where=item.called)
        if scheme.seconds is not None:
            check("session_h", scheme.sets * scheme.seconds / 3600, where=item.called)


def _settle_percent(item: Item) -> None:
    percent = item.facts.pop("percent", None)
    if percent is None:
        return
    if item.strength:
        item.facts.setdefault("load_fraction", percent)
        check("load_fraction", percent, where=item.called)
    else:
        item.asks.append(f"{percent * 100:g} % of what? (write % of 1RM for sets, or 8 % uphill)")


def told_speed(item: Item) -> float | None:
    """Speed that follows from what was told, m/s, before the sport is known; None when it does not."""
    speed: float | None = item.facts.get("speed_m_per_s")
    scheme = item.facts.get("scheme")
    metres = item.facts.get("distance_m") or getattr(scheme, "metres", None)
    seconds = item.facts.get("duration_s") or item.facts.get("clock_s")
    if speed is None and metres and seconds and (scheme is None or item.per_interval):
        speed = metres / seconds
        if speed > limit("running_m_per_s").high and "clock_s" in item.facts:
            speed /= 60
    return speed


def _sets(item: Item) -> list[Part]:
    facts = item.facts
    scheme: Scheme = facts.get("scheme") or Scheme(1)
    each = facts.get("each")
    load = facts.get("load_kg")
    if load is not None and each in ("hand", "hands", "arm", "arms"):
        load *= 2
        item.remarks.append(f"{load:g} kg in both hands together")
    if "bodyweight" in facts:
        item.remarks.append("body weight alone")
    sides = [facts.get("side", "both")]
    if each in ("leg", "legs", "side", "sides", "foot") or (each is not None and load is None):
        sides = ["left", "right"]
        item.remarks.append("each side in turn")
    seconds = scheme.seconds
    if not scheme.repetitions and seconds is None:
        seconds = facts.get("duration_s")
        if seconds is None and "scheme" not in facts:
            item.remarks.append("one set; sets and repetitions not told")
    if scheme.metres is not None:
        item.remarks.append(f"{scheme.metres:g} m each; how long it took is not told")
    parts: list[Part] = []
    for number in range(scheme.sets):
        ladder = scheme.repetitions
        count = ladder[number % len(ladder)] if ladder else None
        for side in sides:
            parts.append(
                Set(
                    item.exercise or "",
                    count,
                    seconds,
                    load,
                    facts.get("load_fraction"),
                    facts.get("rpe"),
                    side,
                )
            )
        if "rest_s" in facts and number < scheme.sets - 1:
            parts.append(Rest(facts["rest_s"]))
    return parts


def _day(item: Item) -> list[Part]:
    parts: list[Part] = []
    hold_s = float(word_table()["set_time"]["seconds_of_a_set_without_repetitions"])
    item.remarks.append("a typical session of that name, assumed: tell the sets to replace it")
    for exercise, sets, repetitions in item.facts["day_sets"]:
        parts += [
            Set(
                exercise,
                float(repetitions) or None,
                None if repetitions else hold_s,
                rpe=item.facts.get("rpe"),
            )
            for _ in range(sets)
        ]
    return parts


def _settle_clock(item: Item) -> None:
    """ "3:45" is minutes and seconds unless that would be faster than anyone goes."""
    clock = item.facts.pop("clock_s", None)
    if clock is None or "duration_s" in item.facts:
        return
    metres = item.facts.get("distance_m") or getattr(item.facts.get("scheme"), "metres", None)
    if metres is not None:
        long_way = _hours_rather(metres / max(clock, 1e-9), item)
        if long_way:
            item.remarks.append("the time is read as hours and minutes")
        item.facts["duration_s"] = clock * 60 if long_way else clock
    elif clock >= 600:
        item.facts["duration_s"] = clock
    else:
        item.asks.append(
            f"{int(clock // 60)}:{int(clock % 60):02d}: minutes or hours? (write 1 h 30 min, or 90 s)"
        )


def _hours_rather(speed_m_per_s: float, item: Item) -> bool:
    """Whether a clock time gives a likelier speed as hours and minutes than as minutes and seconds."""
    if item.typical_m_per_s is None:
        return speed_m_per_s > limit(_speed_row(item)).high
    return abs(math.log(speed_m_per_s / 60 / item.typical_m_per_s)) < abs(
        math.log(speed_m_per_s / item.typical_m_per_s)
    )


def _speed_row(item: Item, seconds: float = 0.0) -> str:
    """The row of `limits.toml` for the speed of an activity."""
    key = item.activity or ""
    if any(word in key for word in ("run", "jog", "sprint")):
        return "long_running_m_per_s" if seconds > 300 else "running_m_per_s"
    if any(word in key for word in ("walk", "hik")):
        return "walking_m_per_s"
    return "swimming_m_per_s" if "swim" in key else "speed_m_per_s"


def _work(item: Item) -> list[Part]:
    _settle_clock(item)
    facts, scheme = item.facts, item.facts.get("scheme")
    if scheme is not None and (scheme.seconds is not None or scheme.metres is not None):
        return _intervals(item, scheme)
    if scheme is not None:
        item.asks.append(f"{item.called}: repetitions of what?")
    seconds, metres, speed = facts.get("duration_s"), facts.get("distance_m"), facts.get("speed_m_per_s")
    if seconds is None and metres is not None:
        speed = _speed_or_typical(item)
        seconds = metres / speed if speed else None
    elif seconds is not None and metres is not None and seconds > 0:
        if speed is not None:
            item.remarks.append("speed from distance and time")
        speed = metres / seconds
    if not seconds:
        if not item.asks:
            item.asks.append(f"{item.called or 'this'}: for how long?")
        return []
    _check_speed(item, speed, seconds)
    check("session_h", seconds / 3600, where=item.called)
    return [_stretch(item, seconds, speed)]


def _check_speed(item: Item, speed: float | None, seconds: float) -> None:
    check(_speed_row(item, seconds), speed, where=item.called)


def _speed_or_typical(item: Item) -> float | None:
    speed: float | None = item.facts.get("speed_m_per_s")
    if speed is not None:
        return speed
    if item.typical_m_per_s is not None:
        item.remarks.append(f"no time told: {item.typical_m_per_s * 3.6:.3g} km/h assumed")
    return item.typical_m_per_s


def _stretch(item: Item, seconds: float, speed: float | None) -> Work:
    told = {
        kind: item.facts[kind]
        for kind in ("grade", "power_W", "heart_rate_bpm", "cadence_per_min", "rpe")
        if kind in item.facts
    }
    return Work(seconds, item.activity or item.exercise or "", speed_m_per_s=speed, **told)


def _intervals(item: Item, scheme: Scheme) -> list[Part]:
    facts = item.facts
    seconds, speed = scheme.seconds, facts.get("speed_m_per_s")
    if scheme.metres is not None:
        if item.per_interval and facts.get("duration_s"):
            seconds, speed = facts["duration_s"], scheme.metres / facts["duration_s"]
        else:
            speed = _speed_or_typical(item)
            seconds = scheme.metres / speed if speed else None
    if not seconds:
        item.asks.append(f"{item.called or 'the intervals'}: how long or how fast was each?")
        return []
    _check_speed(item, speed, seconds)
    check("session_h", scheme.sets * seconds / 3600, where=item.called)
    parts: list[Part] = []
    for number in range(scheme.sets):
        parts.append(_stretch(item, seconds, speed))
        if number == scheme.sets - 1:
            break
        if "recovery_s" in facts:
            easy = word_table()["effort"]["words"]["easy"]
            parts.append(Work(facts["recovery_s"], item.activity or "", rpe=easy))
        elif "rest_s" in facts:
            parts.append(Rest(facts["rest_s"]))
    return parts
