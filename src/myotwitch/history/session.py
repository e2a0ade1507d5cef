"""A workout as the rest of the house sees it: stretches of work, sets and rests.

The assumption: within one part the effort is steady. Readers of watch files and logs cut their
data into such parts and keep, beside them, what each value was and where it came from (`Said`).
No position, name or serial number is ever kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

__all__ = ["Hints", "Part", "Rest", "Said", "Session", "Set", "Source", "Work"]

Source = Literal["file", "device guess", "computed", "default", "person"]


@dataclass(frozen=True)
class Said:
    """One value as it was read, for people: what, how much, from where, and a remark."""

    name: str
    value: str
    unit: str
    source: Source
    remark: str = ""


@dataclass(frozen=True)
class Work:
    """A stretch of steady continuous effort. `activity` is a key of `activities.toml`.

    What is None was not recorded. `grade` is rise over run; `rpe` is perceived exertion, 0 to 10.
    """

    duration_s: float
    activity: str
    speed_m_per_s: float | None = None
    grade: float | None = None
    power_W: float | None = None
    heart_rate_bpm: float | None = None
    cadence_per_min: float | None = None
    rpe: float | None = None


@dataclass(frozen=True)
class Set:
    """One set of a strength exercise. `exercise` is a key of `exercises.toml`.

    Either repetitions or a duration (a held or timed set) is known, or neither. `load_fraction`
    is of the one-repetition maximum. `guesses` are a watch's other guesses at the exercise.
    """

    exercise: str
    repetitions: float | None = None
    duration_s: float | None = None
    load_kg: float | None = None
    load_fraction: float | None = None
    rpe: float | None = None
    side: Literal["both", "left", "right"] = "both"
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """A pause."""

    duration_s: float


Part = Work | Set | Rest


@dataclass(frozen=True)
class Hints:
    """What a file says of the person who wore the watch: used only where the person said nothing."""

    sex: str | None = None
    age_yr: float | None = None
    mass_kg: float | None = None
    height_cm: float | None = None
    resting_heart_rate_bpm: float | None = None
    maximum_heart_rate_bpm: float | None = None
    vo2max_mL_per_min_per_kg: float | None = None


@dataclass(frozen=True)
class Session:
    """One workout.

    start: aware datetime (UTC unless the file told its zone), or None when not known.
    utc_offset_s: the file's own clock offset, for printing clock times; None when not told.
    air_C: only from a thermometer that follows the air, never from the wrist.
    sweat_estimate_L: the watch's own estimate, a judge of ours, never an input.
    damage: sentences about what was broken in the file and what was saved.
    new: the person calls it new, or much more than usual: the muscles it uses have no usual protection.
    """

    parts: tuple[Part, ...]
    start: datetime | None = None
    utc_offset_s: int | None = None
    title: str = ""
    source: str = ""
    said: tuple[Said, ...] = ()
    damage: tuple[str, ...] = ()
    hints: Hints = field(default_factory=Hints)
    average_heart_rate_bpm: float | None = None
    maximum_heart_rate_bpm: float | None = None
    air_C: float | None = None
    sweat_estimate_L: float | None = None
    rpe: float | None = None
    new: bool = False

    @property
    def duration_s(self) -> float | None:
        """Sum of the parts, s; None while a set's duration is not known (`demand` estimates it)."""
        lengths = [part.duration_s for part in self.parts]
        return None if any(length is None for length in lengths) else sum(x for x in lengths if x is not None)
