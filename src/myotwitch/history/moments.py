"""When something happened: clock times and offsets, on the clock of the history.

Zero is the start of the first session. A time without a zone is read in the person's zone, else
with the clock offset that the workout file told. The assumption: one zone for the whole history;
it stops being true for someone who flew in between, who should write times with their offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from myotwitch.history.limits import check
from myotwitch.refusal import Door, Refusal, nearest
from myotwitch.units import KINDS

__all__ = ["Clock", "as_moment", "find_zone", "is_offset", "read_offset_s"]

_ALLOWED = (
    '"+30 min" or "-2 h" from the start of the first session, or a clock time such as "2026-05-02T09:00".'
)
_STEP = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s*([ap]\.?m\.?)?$")


def _not_a_time(told: object, what: str) -> Refusal:
    return Refusal(f"{what}: {told!r} is not a time.", allowed=_ALLOWED, door=Door.USAGE)


def find_zone(name: str) -> ZoneInfo:
    """The zone of a name such as "Europe/Berlin"; Refusal (USAGE) for names that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        guess = nearest(name, {zone.lower(): zone for zone in available_timezones()})
        known = next((zone for zone in available_timezones() if zone.lower() == guess), "Europe/Berlin")
        raise Refusal(
            f"time_zone {name!r} is not a known time zone.",
            allowed="the names of the IANA time zone list.",
            next_step=f'write time_zone = "{known}".',
            door=Door.USAGE,
        ) from None


def is_offset(told: object) -> bool:
    """Whether a told time is an offset such as "+30 min" rather than a clock time."""
    text = str(told).strip().replace("−", "-")
    return isinstance(told, str) and (text.startswith(("+", "-")) or text.endswith((" before", " after")))


def read_offset_s(told: str, *, what: str = "at") -> float:
    """Seconds of "+30 min", "-2 h", "+1 h 30 min", "2 h before", "45 min after".

    Raises Refusal (USAGE) for anything else.
    """
    text = told.strip().lower().replace("−", "-")
    sign = -1.0 if text.startswith("-") or text.endswith(" before") else 1.0
    body = text.lstrip("+-").removesuffix("before").removesuffix("after").strip()
    seconds, at, units = 0.0, 0, KINDS["duration"].scale
    while at < len(body):
        step = _STEP.match(body, at)
        if step is None or step[2] not in units or len(step[1]) > 12:
            raise _not_a_time(told, what)
        seconds += float(step[1].replace(",", ".")) * units[step[2]][0]
        at = step.end()
    if not body:
        raise _not_a_time(told, what)
    check("moment_h", seconds / 3600, where=what)
    return sign * seconds


def _clock_time(text: str) -> time | None:
    found = _CLOCK.fullmatch(text.strip().lower())
    if found is None or (found[2] is None and found[4] is None):
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].startswith("p") else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def as_moment(told: object, *, what: str = "at") -> str | datetime:
    """A told time checked for its form: an offset or clock time stays text, ISO text becomes datetime.

    Takes text and the dates and times of TOML. Raises Refusal (USAGE) for anything else.
    """
    if isinstance(told, datetime):
        return told
    if isinstance(told, time):
        return told.isoformat("seconds")
    if isinstance(told, date) or not isinstance(told, str):
        raise _not_a_time(str(told) if isinstance(told, date) else told, what)
    if is_offset(told):
        read_offset_s(told, what=what)
        return told.strip()
    if _clock_time(told) is not None:
        return told.strip()
    try:
        return datetime.fromisoformat(told.strip())
    except ValueError:
        raise _not_a_time(told, what) from None


@dataclass(frozen=True)
class Clock:
    """The clock of one history.

    zero: start of the first session, aware, or None when nobody told a clock time.
    zone: where clock times without a zone are read.
    zone_origin: who told the zone: "person", "file", or "default" (UTC, for want of a better one).
    """

    zero: datetime | None
    zone: tzinfo = UTC
    zone_origin: str = "default"

    def localised(self, moment: datetime) -> datetime:
        """An aware time: as it is, or in the zone of this clock when it has none."""
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self.zone)

    def seconds(self, told: object, *, what: str = "at") -> float:
        """Seconds from zero of a moment.

        Raises Refusal (USAGE): not a time, or a clock time where no session tells its start.
        """
        moment = as_moment(told, what=what)
        if isinstance(moment, str) and is_offset(moment):
            return read_offset_s(moment, what=what)
        if self.zero is None:
            raise Refusal(
                f"{what}: {told!s} is a clock time, but no session tells when it started.",
                allowed=_ALLOWED,
                next_step='give the first session its start, such as start = "2026-05-02T09:00"; without a session, '
                "write now = 2026-05-02T17:00:00 at the top.",
                door=Door.USAGE,
            )
        if isinstance(moment, str):
            clock = _clock_time(moment)
            assert clock is not None
            moment = datetime.combine(self.zero.astimezone(self.zone).date(), clock)
        try:
            return (self.localised(moment).astimezone(UTC) - self.zero.astimezone(UTC)).total_seconds()
        except OverflowError:
            raise _not_a_time(told, what) from None

    def local(self, seconds: float) -> datetime | None:
        """The clock time that a person would read at `seconds`, or None when zero is not known."""
        if self.zero is None:
            return None
        try:  # through UTC: the difference of two local times forgets that clocks change
            return (self.zero.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.zone)
        except OverflowError:
            return None


def offset_zone(utc_offset_s: int) -> tzinfo:
    """A fixed zone from a file's own clock offset, s."""
    return timezone(timedelta(seconds=utc_offset_s))
