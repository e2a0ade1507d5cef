"""Everything a person did, on one clock.

Zero of the clock is the start of the first session (or, without one, `now`). What is left out
stays None here; `demand` fills it with the person's usual day, and the draws widen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from myotwitch.history.intake import Dose, Drink, Meal, Moment
from myotwitch.history.session import Session
from myotwitch.person import Person

__all__ = ["History", "Noticed", "Sleep", "Stress", "Weather"]


@dataclass(frozen=True)
class Weather:
    """Air around the person from `at` on (None: from the beginning)."""

    air_C: float | None = None
    humidity: float | None = None
    wind_m_per_s: float | None = None
    sun: str | None = None
    at: Moment | None = None


@dataclass(frozen=True)
class Sleep:
    """A night. `hours` None is usual."""

    hours: float | None = None
    night_before: bool = True


@dataclass(frozen=True)
class Stress:
    """Stress, 0 calm to 1 worst, between two moments."""

    level: float
    begins: Moment
    ends: Moment


@dataclass(frozen=True)
class Noticed:
    """Twitching as the person noticed it. Evidence for the model, never an input to triage alone.

    where: everyday words or a muscle name; muscle and side are what they were understood as.
    """

    where: str
    muscle: str
    side: str | None
    begins: Moment
    ends: Moment
    per_minute: float | None = None


@dataclass(frozen=True)
class History:
    """What one person did.

    Raises Refusal when sessions overlap, a value is one that no body has, or a time cannot be read.
    """

    person: Person
    sessions: Sequence[Session] = ()
    weather: Weather | Sequence[Weather] = ()
    intake: Sequence[Drink | Meal | Dose] = ()
    sleep: Sequence[Sleep] = ()
    stress: Sequence[Stress] = ()
    twitches: Sequence[Noticed] = ()
    where: str | None = None
    """The place that the person asks about, in everyday words."""
    now: datetime | None = None
