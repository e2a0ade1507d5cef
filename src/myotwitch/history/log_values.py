"""Single values of strength logs: dates in many languages, durations, numbers with a decimal comma.

The assumption: day before month where a month is a word, and clock times of the phone's own zone,
which the log does not tell. Month names are in `months.toml`.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from importlib import resources

from myotwitch.units import clock_duration_s

__all__ = ["read_date", "read_log_duration_s", "read_number"]

_NUMERIC_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(am|pm)?", re.ASCII
)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm|a m|p m)?", re.ASCII)
_WORDS_AND_NUMBERS = re.compile(r"[^\W\d_]+|\d+")
_SPAN = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hr|hrs|hours?|std|m|min|mins|minutes?|s|sec|secs|seconds?)\b\.?", re.ASCII
)


def _plain(text: str) -> str:
    """Small letters, ordinary blanks, no accents."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text.replace("ı", "i"))
    letters = unicodedata.normalize("NFKD", spaced.lower())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c))).strip()


@functools.cache
def _months() -> Mapping[str, int]:
    rows = tomllib.loads(resources.files(__package__).joinpath("months.toml").read_text("utf-8"))["names"]
    return {_plain(name): number for number, names in enumerate(rows, 1) for name in names}


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.startswith("p") else 0)


def read_date(text: str) -> datetime | None:
    """A date and time as Hevy and Strong write it, without a zone; None when it is not one.

    "22 Dec 2025, 08:00", "25 Juli 2026, 14:21", "Jul 25, 2026, 2:21 PM", "2023-07-22 5:30:13 PM".
    """
    told = _plain(text[:100]).replace("a.m.", "am").replace("p.m.", "pm")
    try:
        found = _NUMERIC_DATE.fullmatch(told)
        if found:
            hour = _hour(int(found[4]), found[7])
            return datetime(
                int(found[1]), int(found[2]), int(found[3]), hour, int(found[5]), int(found[6] or 0)
            )
        clocks = list(_TIME.finditer(told))
        if not clocks:
            return None
        clock = clocks[-1]
        pieces = _WORDS_AND_NUMBERS.findall(told[: clock.start()])
        months = [_months()[piece] for piece in pieces if piece in _months()]
        numbers = [int(piece) for piece in pieces if piece.isascii() and piece.isdigit() and len(piece) <= 4]
        years = [n for n in numbers if n > 31]
        days = [n for n in numbers if n <= 31]
        if len(months) != 1 or len(years) != 1 or len(days) != 1:
            return None
        hour = _hour(int(clock[1]), clock[4])
        return datetime(years[0], months[0], days[0], hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def read_log_duration_s(text: str) -> float | None:
    """Seconds of "1h 5m", "45m", "52 min", "3900" (seconds) or "1:05:00"; None when it is not one."""
    told = _plain(text[:60])
    if not told:
        return None
    if (clock := clock_duration_s(told)) is not None and told.isascii():
        return clock
    plain = read_number(told)
    if plain is not None:
        return plain
    seconds, rest = 0.0, told
    for found in _SPAN.finditer(told):
        unit = found[2][0] if found[2] != "std" else "h"
        seconds += float(found[1].replace(",", ".")) * {"h": 3600.0, "m": 60.0, "s": 1.0}[unit]
        rest = rest.replace(found[0], "", 1)
    return seconds if seconds > 0 and not rest.strip(" ,") else None


def read_number(text: str) -> float | None:
    """A finite number with a decimal point or comma ("62,5"); None when the field is empty or not one."""
    told = _plain(text[:40]).replace(" ", "").replace(",", ".")
    if not told or not told.isascii() or "_" in told:
        return None
    try:
        value = float(told)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
