"""When a FIT session began, on the world's clock and on the person's.

FIT times are UTC; the `activity` message also holds the local time of one moment, and their difference is
the offset. The assumption: offsets are whole quarters of an hour. A watch whose clock was never set
counts from when it was switched on; then the start is not known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from myotwitch.history.fit_file import FIT_EPOCH_S, Message, is_clock_time
from myotwitch.history.session import Said
from myotwitch.history.track import number

__all__ = ["FitClock", "clock_of"]

_QUARTER_S = 900
_LONGEST_S = 48 * 3600.0


@dataclass(frozen=True)
class FitClock:
    """start: UTC, or None. utc_offset_s: None when not told. wall: the wall clock when only that is known."""

    start: datetime | None
    utc_offset_s: int | None = None
    wall: datetime | None = None

    def said(self) -> Said:
        """The start for people, in clock time where the file tells it."""
        if self.start is None:
            if self.wall is None:
                return Said("start", "not known", "", "file", "the watch's clock was not set")
            remark = "the watch's wall clock; its zone is not told"
            return Said("start", f"{self.wall:%Y-%m-%d %H:%M}", "", "file", remark)
        if self.utc_offset_s is None:
            return Said(
                "start", f"{self.start:%Y-%m-%d %H:%M}", "UTC", "file", "the file does not tell its zone"
            )
        zone = timezone(timedelta(seconds=self.utc_offset_s))
        there = self.start.astimezone(zone)
        remark = "zone from the file's own local time"
        return Said("start", f"{there:%Y-%m-%d %H:%M}", str(zone.tzname(None)), "file", remark)


def clock_of(begins: float, activity: Message) -> FitClock:
    """The clock of a session that begins at `begins` FIT seconds; `activity` is the file's activity message."""
    stamp, local = number(activity.get("timestamp")), number(activity.get("local_timestamp"))
    if not is_clock_time(begins):
        if begins <= 0 or not is_clock_time(local) or not 0 <= stamp - begins <= _LONGEST_S:
            return FitClock(None)
        return FitClock(None, wall=_moment(local - (stamp - begins)))
    offset = math.nan
    if is_clock_time(local) and is_clock_time(stamp):
        offset = round((local - stamp) / _QUARTER_S) * _QUARTER_S
    if not (abs(offset) <= 14 * 3600 and abs(local - stamp - offset) <= 120):
        return FitClock(_moment(begins))
    return FitClock(_moment(begins), int(offset))


def _moment(fit_seconds: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=FIT_EPOCH_S + fit_seconds)
