"""The questions of triage, and how an answer is read.

One observation is one question. An answer becomes one or more *readings*; "not sure" and "not asked"
are readings too. Two answers to one question are both kept, so that the more urgent one counts.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from myotwitch.refusal import Door, Refusal, nearest
from myotwitch.triage.conditions import MISSING, UNSURE, Condition
from myotwitch.triage.levels import Level

__all__ = ["Observation", "readings_of"]

_UNSURE_WORDS = frozenset({"unsure", "not sure", "not_sure", "unknown", "don't know", "dont know", "?"})
_YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Observation:
    """One question: what may be answered, what is worse than what, and what "not sure" costs."""

    name: str
    stage: str
    type: str
    words: Mapping[str, str]
    worse_pairs: frozenset[tuple[str, str]]
    worse_direction: str
    floor: Level | None
    floor_if: tuple[Level, Condition] | None
    takes_floor: frozenset[str]
    ask_if: Condition | None
    ask: str
    line: str
    why: str
    unit: str
    low: float
    high: float
    time: bool

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that are allowed; empty for numbers."""
        return tuple(self.words)

    @property
    def reassuring(self) -> str:
        """What "none of these" means: "no" or the first value."""
        return self.values[0]

    @property
    def allowed(self) -> str:
        """What may be answered, in words."""
        if self.type in ("int", "number"):
            kind = "a whole number" if self.type == "int" else "a number"
            unit = f" {self.unit}" if self.unit else ""
            return f"{kind} from {self.low:g} to {self.high:g}{unit}, or unsure"
        many = "any of (as a list) " if self.type == "set" else ""
        return f"{many}{', '.join(self.values)}, or unsure"


def _refuse(observation: Observation, value: object, door: Door = Door.USAGE) -> Refusal:
    close = nearest(str(value), observation.values)
    meant = f" Did you mean {close}?" if close else ""
    return Refusal(
        f"{observation.name}: {value!r} is not an answer to this question.{meant}",
        allowed=f"{observation.allowed} (triage/observations.yaml)",
        next_step=f"change {observation.name}, or leave it out",
        door=door,
    )


def _number(observation: Observation, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refuse(observation, value)
    if not math.isfinite(value):
        raise _refuse(observation, value, Door.IMPOSSIBLE)
    if value < observation.low and observation.time:
        raise Refusal(
            f"{observation.name}: {value:g} {observation.unit} ago lies in the future.",
            allowed=f"{observation.allowed} (triage/observations.yaml)",
            next_step=f"give {observation.name} as {observation.unit} before now",
            door=Door.IMPOSSIBLE,
        )
    if not observation.low <= value <= observation.high:
        raise _refuse(observation, value, Door.IMPOSSIBLE)
    if observation.type == "int" and value != int(value):
        raise _refuse(observation, value)
    return float(value)


def _single(observation: Observation, value: object) -> Any:
    if value is None:
        return MISSING
    if value is UNSURE or value is MISSING:
        return value
    if isinstance(value, str) and value.strip().lower() in _UNSURE_WORDS:
        return UNSURE
    if observation.type in ("int", "number"):
        return _number(observation, value)
    if observation.type == "tri" and isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, str) and (word := value.strip().lower()) in observation.words:
        return word
    raise _refuse(observation, value)


def _set_readings(observation: Observation, value: object) -> tuple[Any, ...]:
    if isinstance(value, str) and value.strip().lower() in ("none", "no", "nothing"):
        return (frozenset(),)
    parts = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    singles = [_single(observation, part) for part in sorted(parts, key=str)]
    chosen = frozenset(s for s in singles if isinstance(s, str))
    unsure = any(s is UNSURE for s in singles)
    if singles and not chosen:
        return (UNSURE,) if unsure else (MISSING,)
    return (chosen, UNSURE) if unsure else (chosen,)


def readings_of(observation: Observation, value: object) -> tuple[Any, ...]:
    """The readings that an answer stands for; several answers in a list are all kept.

    Raises Refusal for what is no answer to this question (USAGE) or no value of a human body (IMPOSSIBLE).
    """
    if observation.type == "set":
        return _set_readings(observation, value)
    if isinstance(value, str) and value in observation.words:
        return (value,)
    if isinstance(value, datetime.date):
        raise _refuse(observation, value.isoformat())
    if isinstance(value, list | tuple | set | frozenset):
        if not value:
            return (MISSING,)
        found = {_single(observation, part): None for part in sorted(value, key=str)}
        answered = tuple(reading for reading in found if reading is not MISSING)
        return answered or (MISSING,)
    return (_single(observation, value),)
