"""The sessions of one told [[session]]: from a file or from words, put at the start that was told.

The assumption: a watch knows the time better than the person who types it, unless they differ by more
than a clock offset can explain; then the person is believed, and it is said.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from myotwitch.history.limits import check
from myotwitch.history.moments import find_zone, is_offset
from myotwitch.history.naming import house_naming
from myotwitch.history.session import Part, Session, Set
from myotwitch.history.strength_logs import looks_like_strength_log, read_strength_log
from myotwitch.history.text_files import read_text
from myotwitch.history.words import session_from_words
from myotwitch.refusal import Door, Refusal

__all__ = ["Held", "Told", "sessions_of"]

Held = Mapping[str, Sequence[Session]]
"""Workouts that were read before, by the name that a [[session]] calls its file."""

_LARGEST_LOG_BYTES = 64 << 20
_NEAR_S = 600.0  # a start told by hand within ten minutes of the watch's is the same start
_WEIGHT_UNITS = ("kg", "lb")


@dataclass(frozen=True)
class Told:
    """One [[session]] as it was told. start: a datetime or ISO text; correct: old to new exercise names."""

    file: str | None = None
    words: str | None = None
    start: str | datetime | None = None
    title: str | None = None
    rpe: float | None = None
    new: bool | None = None
    weight_unit: str = "kg"
    correct: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


def sessions_of(
    told: Told, folder: Path, *, zone: str | None, held: Held | None = None
) -> tuple[list[Session], list[str]]:
    """The sessions of one [[session]], and remarks on how it was understood.

    folder: where relative file names start. zone: the person's time zone, when told. held: workouts in
    memory by name; given, no other file is looked for.
    Raises Refusal: unreadable files (UNREADABLE), neither or both of file and words (USAGE).
    """
    if (told.file is None) == (told.words is None):
        raise Refusal(
            f"{told.where}session has {'neither file nor words' if told.file is None else 'both file and words'}.",
            allowed="one of them.",
            next_step='write file = "run.fit" or words = "60 min run at 10.5 km/h".',
            door=Door.USAGE,
        )
    start = _start(told)
    remarks: list[str] = []
    if told.words is not None:
        sessions = [session_from_words(told.words, start=start)]
    else:
        name = str(told.file)
        if held is None:
            path = folder / name
            (sessions, remarks), name = _from_file(path, told, start), path.name
        else:
            sessions, remarks = _from_held(held, told, start)
        if start is not None:
            sessions, more = _placed(sessions, start, zone, name)
            remarks += more
    if told.rpe is not None:
        check("rpe", told.rpe, where=f"{told.where}session.rpe")
        sessions = [dataclasses.replace(session, rpe=told.rpe) for session in sessions]
    if told.new is not None:
        sessions = [dataclasses.replace(session, new=told.new) for session in sessions]
    if told.title is not None:
        sessions = [dataclasses.replace(session, title=told.title[:80]) for session in sessions]
    if told.correct:
        sessions = [dataclasses.replace(s, parts=_corrected(s.parts, told)) for s in sessions]
    return sessions, remarks


def _start(told: Told) -> datetime | None:
    if told.start is None or isinstance(told.start, datetime):
        return told.start
    raise Refusal(
        f"{told.where}session.start is {told.start!r}"
        + (", an offset from itself." if is_offset(told.start) else ", a time without its day."),
        allowed="a date and time.",
        next_step='write start = "2026-05-02T09:00".',
        door=Door.USAGE,
    )


def _from_file(path: Path, told: Told, start: datetime | None) -> tuple[list[Session], list[str]]:
    if path.suffix.lower() == ".csv":
        text = read_text(path, _LARGEST_LOG_BYTES, "a Hevy or Strong export")
        if looks_like_strength_log(text):
            if told.weight_unit not in _WEIGHT_UNITS:
                raise Refusal(
                    f"{told.where}session.weight_unit is {told.weight_unit!r}.",
                    allowed="kg or lb.",
                    door=Door.USAGE,
                )
            return _chosen(
                read_strength_log(text, source=path.name, weight_unit=told.weight_unit), start, path.name
            )
    devices = importlib.import_module("myotwitch.history.devices")
    return _all_or_chosen(devices.read_workout(path), start, path.name)


def _from_held(held: Held, told: Told, start: datetime | None) -> tuple[list[Session], list[str]]:
    found = held.get(str(told.file))
    if found is None:
        raise Refusal(
            f"{told.where}session.file is {str(told.file)[:60]!r}, and no workout of that name was handed in.",
            allowed=f"{', '.join(held) or 'a workout that was read before'}; a path on this computer is never opened here.",
            next_step="hand in the file first, then use the name that comes back.",
            door=Door.USAGE,
        )
    return _all_or_chosen(found, start, str(told.file))


def _all_or_chosen(
    found: Sequence[Session], start: datetime | None, name: str
) -> tuple[list[Session], list[str]]:
    logged = len(found) > 1 and all(s.start is None or s.start.tzinfo is None for s in found)
    return _chosen(found, start, name) if logged else (list(found), [])


def _chosen(
    workouts: Sequence[Session], start: datetime | None, name: str
) -> tuple[list[Session], list[str]]:
    """From a log of months: the workout at the told time, else those of that day; untold, the last one."""
    if len(workouts) == 1:
        return list(workouts), []
    if start is None:
        last = workouts[-1]
        when = f", of {last.start:%Y-%m-%d %H:%M}," if last.start else ""
        return [last], [
            f"{name} holds {len(workouts):,} workouts; the last{when} is taken. Tell start to choose another."
        ]
    told = start.replace(tzinfo=None)
    at_that_time = [w for w in workouts if w.start and abs((w.start - told).total_seconds()) <= _NEAR_S]
    if at_that_time:
        return at_that_time, []
    that_day = [w for w in workouts if w.start is not None and w.start.date() == start.date()]
    if not that_day:
        days_off = [
            (abs((w.start.date() - start.date()).days), w.start) for w in workouts if w.start is not None
        ]
        hint = f"{min(days_off)[1]:%Y-%m-%dT%H:%M}" if days_off else None
        raise Refusal(
            f"{name} holds no workout on {start:%Y-%m-%d}.",
            allowed=f"a day of one of its {len(workouts):,} workouts.",
            next_step=f'the nearest is start = "{hint}".' if hint else "check the export.",
            door=Door.USAGE,
        )
    return that_day, []


def _placed(
    sessions: list[Session], told: datetime, zone: str | None, name: str
) -> tuple[list[Session], list[str]]:
    """Sessions of one file at the start that the person told."""
    first = sessions[0].start if sessions else None
    if first is None:
        return [dataclasses.replace(s, start=told if i == 0 else s.start) for i, s in enumerate(sessions)], []
    if first.tzinfo is None:  # a log: its clock and the person's are the same phone
        if len(sessions) > 1:
            return sessions, [f"{name}: all {len(sessions)} workouts of that day are taken"]
        return _shifted(sessions, told.replace(tzinfo=None) - first, name, str(told))
    if told.tzinfo is None and zone is None and all(s.utc_offset_s is None for s in sessions):
        ahead_s = (told - first.astimezone(UTC).replace(tzinfo=None)).total_seconds()
        offset_s = round(ahead_s / 900) * 900
        if abs(offset_s) <= 14 * 3600 and abs(ahead_s - offset_s) <= _NEAR_S:
            remark = f"{name}: the clock is {offset_s / 3600:+g} h from UTC, by the start that you told"
            return [dataclasses.replace(s, utc_offset_s=offset_s) for s in sessions], [remark]
    if told.tzinfo is None:
        offset = next((s.utc_offset_s for s in sessions if s.utc_offset_s is not None), None)
        if zone is not None:
            told = told.replace(tzinfo=find_zone(zone))
        else:
            told = told.replace(tzinfo=UTC) - timedelta(seconds=offset or 0)
    return _shifted(sessions, told.astimezone(UTC) - first.astimezone(UTC), name, str(told))


def _shifted(sessions: list[Session], by: timedelta, name: str, told: str) -> tuple[list[Session], list[str]]:
    if abs(by.total_seconds()) <= _NEAR_S:
        return sessions, []
    moved = [dataclasses.replace(s, start=None if s.start is None else s.start + by) for s in sessions]
    return moved, [f"{name}: the file says another start ({sessions[0].start}); yours ({told}) is taken"]


def _corrected(parts: tuple[Part, ...], told: Told) -> tuple[Part, ...]:
    """Sets under the names that the person gave instead of the watch's guesses."""
    keys: dict[str, str] = {}
    for old, new in told.correct.items():
        key = house_naming().exercise(new) if isinstance(new, str) else None
        if key is None:
            raise Refusal(
                f"{told.where}session.correct: {new!r} is not in the exercise table.",
                allowed='names of exercises, such as correct = { shrug = "pull up" }.',
                door=Door.USAGE,
            )
        keys[house_naming().exercise(old) or old] = key
    return tuple(
        dataclasses.replace(part, exercise=keys.get(part.exercise, part.exercise))
        if isinstance(part, Set)
        else part
        for part in parts
    )
