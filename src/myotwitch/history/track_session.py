"""Makes a session of what a TCX or GPX file holds: samples, laps, and a few totals.

The assumption: such files are exports; they name a sport roughly, hold no pauses but gaps between
segments, and never say whose thermometer it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from myotwitch.history.session import Part, Said, Session, Source
from myotwitch.history.sports import MOVING_ON, UNKNOWN, activity_of_words, title_of
from myotwitch.history.stretches import parts_of_laps, stretches
from myotwitch.history.track import COLUMNS, Lap, Track, track_of

__all__ = ["Recording", "session_of"]

_LONGEST_S = 48 * 3600.0
_WAIT_S = 6 * 3600.0  # a first sample this long after the stated start means that the start is wrong
_SEGMENT_GAP_S = 10.0
_MOVING_M_PER_S = 0.5
_WALK_OR_RUN_M_PER_S = 2.0  # people change from walking to running near here
_RUN_OR_RIDE_M_PER_S = 5.5  # few run an hour faster; few ride slower


@dataclass
class Recording:
    """One activity of a TCX or GPX file. Samples are (moment, values); values are those of `COLUMNS` and others.

    segments: index of the sample at which each segment begins.
    """

    words: str | None = None
    start: datetime | None = None
    samples: list[tuple[datetime, dict[str, float]]] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    laps: list[Lap] = field(default_factory=list)
    calories: float = 0.0
    timeless: int = 0
    way_from_positions: bool = False


def session_of(recording: Recording, *, kind: str, damage: Sequence[str]) -> Session | None:
    """The session, or None when the recording has neither samples over time nor laps with a length."""
    damage = list(damage)
    start = min(
        [*([recording.start] if recording.start else []), *(m for m, _ in recording.samples)], default=None
    )
    if recording.timeless:
        damage.append(f"{recording.timeless:,} points carry no time; they were left out.")
    rows = [((moment - start).total_seconds(), values) for moment, values in recording.samples if start]
    track, faults = track_of(rows).checked()
    damage += faults
    activity, said = _activity(recording, kind, track)
    laps = recording.laps
    if start is not None and len(track) and track.time_s[0] > _WAIT_S:
        laps, start = [], start + timedelta(seconds=float(track.time_s[0]))
        track = track.shifted(-float(track.time_s[0]))
    lap_end = max((lap.ends_s for lap in laps), default=0.0)
    duration = max(float(track.time_s[-1]) if len(track) else 0.0, lap_end if lap_end <= _LONGEST_S else 0.0)
    parts: tuple[Part, ...]
    if len(track) > 1 and duration > 0:
        pauses = _pauses(recording, start)
        parts = stretches(track, activity, duration_s=duration, pauses=pauses, laps=laps)
    else:
        parts = parts_of_laps(laps, activity)
    if not parts:
        return None
    offset = _offset(start)
    average, maximum = _heart_rate(track, laps)
    said = [_start_said(start, offset), *said, Said("duration", f"{duration / 60:.1f}", "min", "file")]
    said += _totals_said(recording, track, duration, activity)
    said += [
        Said(name, f"{value:.0f}", "bpm", "computed", "")
        for name, value in (("mean heart rate", average), ("highest heart rate", maximum))
        if value is not None
    ]
    return Session(
        parts=parts, start=start, utc_offset_s=offset, title=title_of(activity), source=f"{kind} file",
        said=(*said, *_temperatures_said(recording.samples)), damage=tuple(damage),
        average_heart_rate_bpm=average, maximum_heart_rate_bpm=maximum,
    )  # fmt: skip


def _activity(recording: Recording, kind: str, track: Track) -> tuple[str, list[Said]]:
    known = activity_of_words(recording.words)
    if known:
        return known, [Said("activity", known, "", "file")]
    why = (
        f"calls it {_short(recording.words)!r}, which is not known here"
        if recording.words
        else "names no sport"
    )
    pace = _moving_speed(track)
    if kind == "GPX" and not recording.words and pace is not None:
        guess = "cycling"
        if pace < _RUN_OR_RIDE_M_PER_S:
            guess = "walking" if pace < _WALK_OR_RUN_M_PER_S else "running"
        remark = f"guessed from the usual speed of {3.6 * pace:.1f} km/h; the file {why}; say what it was"
        return guess, [Said("activity", guess, "", "computed", remark)]
    return UNKNOWN, [Said("activity", UNKNOWN, "", "default", f"the {kind} file {why}; say what it was")]


def _short(words: str) -> str:
    return " ".join(words.split())[:40]


def _moving_speed(track: Track) -> float | None:
    """Median speed between samples while moving, m/s."""
    known = np.isfinite(track["distance_m"])
    if known.sum() < 2:
        return None
    speed = np.diff(track["distance_m"][known]) / np.diff(track.time_s[known])
    moving = speed[speed > _MOVING_M_PER_S]
    return float(np.median(moving)) if len(moving) else None


def _pauses(recording: Recording, start: datetime | None) -> list[tuple[float, float]]:
    pauses = []
    for index in recording.segments:
        if start is None or not 0 < index < len(recording.samples):
            continue
        stop, go = ((recording.samples[i][0] - start).total_seconds() for i in (index - 1, index))
        if go - stop > _SEGMENT_GAP_S:
            pauses.append((stop, go))
    return pauses


def _offset(start: datetime | None) -> int | None:
    """The file's own offset from UTC, s; None when it writes UTC, which tells nothing of the place."""
    shift = start.utcoffset() if start else None
    return int(shift.total_seconds()) if shift else None


def _start_said(start: datetime | None, offset: int | None) -> Said:
    if start is None:
        return Said("start", "not known", "", "file")
    unit = start.tzname() if offset else "UTC"
    return Said(
        "start",
        f"{start:%Y-%m-%d %H:%M}",
        unit or "UTC",
        "file",
        "" if offset else "the file does not tell its zone",
    )


def _heart_rate(track: Track, laps: Sequence[Lap]) -> tuple[float | None, float | None]:
    if len(track) and track.has("heart_rate_bpm"):
        return track.mean("heart_rate_bpm"), track.maximum("heart_rate_bpm")
    told = [(lap.heart_rate_bpm, lap.duration_s) for lap in laps if lap.heart_rate_bpm is not None]
    seconds = sum(length for _, length in told)
    return (sum(rate * length for rate, length in told) / seconds if seconds else None), None


def _totals_said(recording: Recording, track: Track, duration: float, activity: str) -> list[Said]:
    said = []
    way = track.maximum("distance_m") if len(track) else None
    from_laps = sum(lap.distance_m or 0.0 for lap in recording.laps)
    way = way if way else from_laps
    if way:
        source: Source = "computed" if recording.way_from_positions else "file"
        remark = "from positions, which are not kept" if recording.way_from_positions else ""
        said.append(Said("distance", f"{way / 1000:.2f}", "km", source, remark))
        if activity in MOVING_ON and duration > 0:
            said.append(
                Said("mean speed", f"{3.6 * way / duration:.1f}", "km/h", "computed", "pauses included")
            )
    if len(track) and (power := track.mean("power_W")) is not None:
        said.append(Said("mean power", f"{power:.0f}", "W", "computed"))
    if recording.calories > 0:
        remark = "the device's estimate; not used by the model"
        said.append(Said("energy", f"{recording.calories:,.0f}", "kcal", "device guess", remark))
    return said


def _temperatures_said(samples: Sequence[tuple[datetime, Mapping[str, float]]]) -> list[Said]:
    said = []
    for column, name, remark in (
        ("temperature_C", "temperature at the device", "most devices that write this are worn on the wrist and warmed by skin; not used; give air_C"),
        ("water_C", "water temperature", "shown only"),
    ):  # fmt: skip
        low, high = COLUMNS["temperature_C"]
        values = sorted(v[column] for _, v in samples if column in v and low <= v[column] <= high)
        if values:
            said.append(Said(name, f"{values[len(values) // 2]:.0f}", "C", "file", remark))
    return said
