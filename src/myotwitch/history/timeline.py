"""Everything a person did, on one clock.

Zero of the clock is the start of the first session (or, without one, `now`). What is left out
stays None here; `demand` fills it with the person's usual day, and the draws widen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from myotwitch.history.intake import Dose, Drink, Meal, Moment
from myotwitch.history.moments import Clock, find_zone, offset_zone
from myotwitch.history.session import Session, Source
from myotwitch.person import Person
from myotwitch.refusal import Door, Refusal

__all__ = ["History", "Noticed", "Sleep", "Stress", "Weather", "least_duration_s"]


@dataclass(frozen=True)
class Weather:
    """Air around the person from `at` on (None: from the beginning).

    air_C in the shade, °C; humidity 0 to 1; sun is "none", "part" or "full".
    """

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


def least_duration_s(session: Session) -> float:
    """What a session lasted at least, s: the parts whose duration is known."""
    return sum(part.duration_s or 0.0 for part in session.parts)


SessionTree = Session | Iterable[Any]


def _flattened(sessions: SessionTree) -> list[Session]:
    if isinstance(sessions, Session):
        return [sessions]
    if isinstance(sessions, (str, bytes)) or not isinstance(sessions, Iterable):
        raise Refusal(
            f"{sessions!r} is not a session.",
            allowed='sessions, as read_workout("run.fit") gives them.',
            door=Door.USAGE,
        )
    return [session for item in sessions for session in _flattened(item)]


def _as_tuple(told: Any, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    return (told,) if isinstance(told, kinds) else tuple(told)


@dataclass(frozen=True)
class History:
    """What one person did.

    Sessions may be nested (one file may hold several); they are put in order of time. `weather`,
    `intake`, `sleep`, `stress` and `twitches` take one thing or several, and are tuples afterwards.

    Raises Refusal when sessions overlap, a value is one that no body has, or a time cannot be read.
    """

    person: Person
    sessions: Sequence[Any] = ()
    weather: Weather | Sequence[Weather] = ()
    intake: Drink | Meal | Dose | Sequence[Drink | Meal | Dose] = ()
    sleep: Sleep | Sequence[Sleep] = ()
    stress: Stress | Sequence[Stress] = ()
    twitches: Noticed | Sequence[Noticed] = ()
    where: str | None = None
    """The place that the person asks about, in everyday words."""
    now: datetime | None = None
    person_from: Mapping[str, Source] = field(default_factory=dict, compare=False)
    """Who told each field of the person; what is not in it is a default."""
    remarks: tuple[str, ...] = field(default=(), compare=False)
    """Sentences about how the input was understood, for the `read` section."""
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """Tables of the history file that other rooms read (triage), as they were written."""
    clock: Clock = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        from myotwitch.history.plausible import check_history

        put = object.__setattr__
        put(self, "weather", _as_tuple(self.weather, (Weather,)))
        put(self, "intake", _as_tuple(self.intake, (Drink, Meal, Dose)))
        put(self, "sleep", _as_tuple(self.sleep, (Sleep,)))
        put(self, "stress", _as_tuple(self.stress, (Stress,)))
        put(self, "twitches", _as_tuple(self.twitches, (Noticed,)))
        sessions, clock = _on_one_clock(_flattened(self.sessions), self.person.time_zone, self.now)
        put(self, "sessions", sessions)
        put(self, "clock", clock)
        check_history(self)

    def seconds(self, moment: Moment, *, what: str = "at") -> float:
        """A moment in seconds from the start of the first session. Refusal when it is not a time."""
        return self.clock.seconds(moment, what=what)

    @property
    def session_starts_s(self) -> tuple[float, ...]:
        """Start of each session, s; the first is 0."""
        zero = self.clock.zero
        return tuple(
            0.0 if s.start is None or zero is None else s.start.timestamp() - zero.timestamp()
            for s in self.sessions
        )

    @property
    def weather_from_s(self) -> tuple[tuple[float, Weather], ...]:
        """Weather in order of time: (seconds from which it holds, weather). Without a time: -inf."""
        timed = (
            (float("-inf") if w.at is None else self.seconds(w.at, what="weather"), w) for w in self._weather
        )
        return tuple(sorted(timed, key=lambda pair: pair[0]))

    @property
    def _weather(self) -> tuple[Weather, ...]:
        return self.weather if isinstance(self.weather, tuple) else ()


def _on_one_clock(
    sessions: list[Session], zone_name: str | None, now: datetime | None
) -> tuple[tuple[Session, ...], Clock]:
    """Sessions with aware starts in order of time, and the clock whose zero is the first start."""
    told = [s.utc_offset_s for s in sessions if s.utc_offset_s is not None]
    if zone_name is not None:
        base = Clock(None, find_zone(zone_name), "person")
    elif told:
        base = Clock(None, offset_zone(told[0]), "file")
    else:
        zones = [
            s.start.tzinfo for s in sessions if s.start is not None and s.start.tzinfo not in (None, UTC)
        ]
        base = Clock(None, zones[0] or UTC, "file") if zones else Clock(None)
    if len(sessions) > 1 and any(s.start is None for s in sessions):
        nameless = next(i for i, s in enumerate(sessions, 1) if s.start is None)
        raise Refusal(
            f"Session {nameless} of {len(sessions)} does not tell when it started.",
            allowed="with several sessions, each has its start.",
            next_step='write start = "2026-05-02T09:00" in each [[session]].',
            door=Door.USAGE,
        )
    aware = [
        s if s.start is None or s.start.tzinfo else dataclasses.replace(s, start=base.localised(s.start))
        for s in sessions
    ]
    aware.sort(key=lambda s: s.start.timestamp() if s.start else 0.0)
    zero = aware[0].start if aware else (base.localised(now) if now else None)
    return tuple(aware), dataclasses.replace(base, zero=zero)
