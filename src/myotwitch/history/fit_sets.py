"""Strength sets as a watch counted them.

A watch guesses the exercise from the movement of the wrist and offers up to three categories. The
assumption: its first guess is the likeliest; the others are kept for the person to choose from. A
weight of 0 means that none was entered, and one repetition in half a minute means that the watch
could not count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from myotwitch.history.fit_file import Message
from myotwitch.history.session import Part, Rest, Set
from myotwitch.history.track import number

__all__ = ["UNKNOWN_EXERCISE", "sets_and_rests", "tells_exercises"]

UNKNOWN_EXERCISE = "fit:unknown"
_UNCOUNTED_S = 20.0  # one repetition that lasts longer than this was not counted
_PAUSED_S = 5.0  # a longer gap between two sets is time with the watch paused
_LONGEST_S = 4 * 3600.0


def tells_exercises(messages: Sequence[Message]) -> bool:
    """Whether any active set names a category or counts repetitions; a watch writes one empty set for yoga."""
    return any(m.get("set_type") != "rest" and (_categories(m) or "repetitions" in m) for m in messages)


def sets_and_rests(messages: Sequence[Message]) -> tuple[tuple[Part, ...], list[str]]:
    """The sets and rests in order, and remarks about what the watch did not know.

    Sets with a length that no set has (broken file) are left out and told.
    """
    parts: list[Part] = []
    unknown = uncounted = unloaded = broken = 0
    ended = math.nan
    for message in messages:
        length = number(message.get("duration"))
        if math.isfinite(length) and not 0 <= length <= _LONGEST_S:
            broken += 1
            continue
        seconds = length if math.isfinite(length) else None
        begins = number(message.get("start_time"))
        if _PAUSED_S < begins - ended <= _LONGEST_S:
            parts.append(Rest(begins - ended))
        ended = begins + length
        if message.get("set_type") == "rest":
            if seconds:
                parts.append(Rest(seconds))
            continue
        made = _set(message, seconds)
        parts.append(made)
        unknown += made.exercise == UNKNOWN_EXERCISE
        uncounted += made.repetitions is None and "repetitions" in message
        unloaded += made.load_kg is None
    active = sum(isinstance(part, Set) for part in parts)
    remarks = []
    if unknown:
        remarks.append(f"the watch did not know the exercise in {unknown} of {active} sets")
    if uncounted:
        remarks.append(
            f"in {uncounted} it counted one repetition in more than {_UNCOUNTED_S:.0f} s, which is not a count"
        )
    if unloaded:
        remarks.append(f"in {unloaded} no weight was entered")
    if broken:
        remarks.append(f"{broken} sets with impossible lengths were left out")
    return tuple(parts), remarks


def _set(message: Message, seconds: float | None) -> Set:
    named = _categories(message) or [UNKNOWN_EXERCISE]
    first, others = (
        named[0],
        tuple(dict.fromkeys(n for n in named[1:] if n not in (named[0], UNKNOWN_EXERCISE))),
    )
    repetitions = number(message.get("repetitions"))
    counted = math.isfinite(repetitions) and 0 < repetitions <= 1000
    if counted and repetitions == 1 and seconds is not None and seconds > _UNCOUNTED_S:
        counted = False
    load = number(message.get("weight"))
    return Set(
        exercise=first,
        repetitions=repetitions if counted else None,
        duration_s=seconds,
        load_kg=load if math.isfinite(load) and 0 < load <= 600 else None,
        guesses=others,
    )


def _categories(message: Message) -> list[str]:
    """The watch's guesses as exercise keys, likeliest first."""
    from fitdecode import profile

    names = profile.FIELD_TYPES["exercise_category"].enum
    told = message.get("category")
    keys = []
    for one in told if isinstance(told, (tuple, list)) else (told,):
        name = one if isinstance(one, str) else names.get(one) if isinstance(one, int) else None
        if name is not None:
            keys.append(f"fit:{name}")
        elif isinstance(one, int):
            keys.append(UNKNOWN_EXERCISE)
    return keys
