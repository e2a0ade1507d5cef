"""Pauses between sets, estimated from how long a session lasted in all.

The assumption: what the sets leave of the session is pause, shared out evenly, with about 3 s a
repetition. It stops being true when someone chats between exercises. Numbers: `words.toml`, set_time.
"""

from __future__ import annotations

from collections.abc import Sequence

from myotwitch.history.session import Part, Rest, Set
from myotwitch.history.word_facts import word_table

__all__ = ["set_duration_s", "with_rests"]


def set_duration_s(part: Set) -> float:
    """How long a set takes, s: as told, else from its repetitions."""
    row = word_table()["set_time"]
    if part.duration_s is not None:
        return part.duration_s
    if part.repetitions is None:
        return float(row["seconds_of_a_set_without_repetitions"])
    return float(row["seconds_per_repetition"]) * part.repetitions


def with_rests(parts: Sequence[Part], total_s: float) -> tuple[Part, ...]:
    """The parts with even pauses between the sets, so that all together last `total_s` seconds.

    A pause is ten minutes at most: someone with three sets in an hour did something else beside.
    Parts stay as they are when nothing is left for pauses, or when pauses were told already.
    """
    sets = [i for i, part in enumerate(parts) if isinstance(part, Set)]
    if len(sets) < 2 or any(isinstance(part, Rest) for part in parts):
        return tuple(parts)
    busy = sum(set_duration_s(part) if isinstance(part, Set) else part.duration_s for part in parts)
    pause_s = (total_s - busy) / (len(sets) - 1)
    row = word_table()["set_time"]
    if pause_s < row["shortest_pause_s"]:
        return tuple(parts)
    pause_s = min(pause_s, float(row["longest_pause_s"]))
    spaced: list[Part] = []
    for i, part in enumerate(parts):
        spaced.append(part)
        if i in sets[:-1]:
            spaced.append(Rest(pause_s))
    return tuple(spaced)
