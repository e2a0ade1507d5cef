"""Strength logs: the CSV exports of Hevy and Strong, in every generation of their headers.

One session per workout. The assumption: rows of a workout stand in the order in which the sets were
done; it stops being true for supersets, whose sets alternate. Pauses come from rest-timer rows, else
from how long the workout lasted. Clock times carry no zone: the history reads them in the person's.
Notes are not kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from myotwitch.history.limits import limit
from myotwitch.history.log_values import read_date, read_log_duration_s, read_number
from myotwitch.history.naming import Naming, house_naming
from myotwitch.history.rests import with_rests
from myotwitch.history.session import Part, Rest, Said, Session, Set, Work
from myotwitch.refusal import Door, Refusal
from myotwitch.units import KINDS

__all__ = ["looks_like_strength_log", "read_strength_log"]

_HEVY = {"exercise_title", "start_time"}
_STRONG = {"exercise name", "set order"}
_LONG_UNITS = {
    "meters": "m",
    "metres": "m",
    "miles": "mi",
    "kilometers": "km",
    "lbs": "lb",
    "sec": "s",
    "seconds": "s",
}


@dataclass
class _Workout:
    """Rows of one workout, gathered."""

    title: str
    start: datetime | None
    told_start: str
    total_s: float | None = None
    parts: list[Part] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def _delimiter(first_line: str) -> str:
    return max(",;\t", key=first_line.count)


def _rows(text: str) -> tuple[list[str], Iterator[list[str]]]:
    """The header, cleaned, and the rows below it."""
    body = text.lstrip("\ufeff \t\r\n")
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=_delimiter(body.split("\n", 1)[0]))
    return [name.strip().lower() for name in next(reader, [])], reader


def looks_like_strength_log(text: str) -> bool:
    """Whether the first line is the header of a Hevy or Strong export."""
    if not text.strip("\ufeff \t\r\n"):
        return False
    try:
        header, _ = _rows(text[:5000])
    except csv.Error:
        return False
    return set(header) >= _HEVY or set(header) >= _STRONG


def read_strength_log(
    text: str, *, source: str, names: Naming | None = None, weight_unit: str = "kg"
) -> tuple[Session, ...]:
    """Every workout of a Hevy or Strong export, oldest first.

    Parameters
    ----------
    text: the whole file.
    source: the file's name, for messages.
    names: where exercise names are looked up; the house's own table by default.
    weight_unit: the unit of weights where the file does not tell it (oldest Strong exports).

    Starts have no zone (the log tells none); `History` reads them in the person's zone. Exercises
    that the table does not know become "unknown:NAME".

    Raises
    ------
    Refusal: not such a log, or no workout in it (UNREADABLE).
    """
    if not looks_like_strength_log(text):
        raise Refusal(
            f"{source} is not a Hevy or Strong export.",
            allowed="a CSV whose first line has exercise_title and start_time (Hevy), or Exercise Name and Set Order (Strong).",
            next_step="export the workouts again as CSV in the app's settings.",
            door=Door.UNREADABLE,
        )
    workouts: dict[tuple[str, ...], _Workout] = {}
    header, rows = _rows(text)
    columns = _Columns(header, weight_unit)
    damage: list[str] = []
    try:
        for number, fields in enumerate(rows, 2):
            if not any(field.strip() for field in fields):
                continue
            row = columns.named(fields)
            if not row.get("exercise"):
                damage.append(f"line {number} names no exercise and was left out")
                continue
            key = (row.get("number", ""), row.get("start", ""), row.get("title", ""))
            if key not in workouts:
                workouts[key] = _open(row)
            _take(workouts[key], row, columns, names or house_naming(), number)
    except csv.Error as error:
        damage.append(f"the file could not be read to its end ({error})")
    sessions = [_session(workout, source, damage) for workout in workouts.values() if workout.parts]
    if not sessions:
        raise Refusal(
            f"{source} holds no sets.",
            allowed="at least one row with an exercise and repetitions or seconds.",
            next_step="export the workouts again as CSV in the app's settings.",
            door=Door.UNREADABLE,
        )
    return tuple(sorted(sessions, key=lambda s: s.start or datetime.min))


class _Columns:
    """Where each value stands in a row, and in which unit."""

    _NAMES: Mapping[str, tuple[str, ...]] = {
        "number": ("workout #", "workout number"),
        "title": ("title", "workout name"),
        "start": ("start_time", "date"),
        "end": ("end_time",),
        "duration": ("duration", "workout duration"),
        "exercise": ("exercise_title", "exercise name"),
        "order": ("set_type", "set order"),
        "reps": ("reps",),
        "weight": ("weight",),
        "weight unit": ("weight unit",),
        "distance": ("distance",),
        "distance unit": ("distance unit",),
        "seconds": ("duration_seconds", "seconds"),
        "rpe": ("rpe",),
    }

    def __init__(self, header: list[str], weight_unit: str) -> None:
        self.at: dict[str, int] = {}
        self.units: dict[str, str] = {}
        self.weight_unit = weight_unit
        for place, told in enumerate(header):
            name, unit = self._split(told)
            for meaning, spelled in self._NAMES.items():
                if (told in spelled or name in spelled) and meaning not in self.at:
                    self.at[meaning] = place
                    if unit:
                        self.units[meaning] = unit

    @staticmethod
    def _split(told: str) -> tuple[str, str]:
        """ "weight (kg)" and "weight_lbs" into the name and its unit."""
        for name, _, unit in (told.partition(" ("), told.rpartition("_")):
            if name in ("weight", "distance", "duration"):
                unit = unit.rstrip(")")
                return name, _LONG_UNITS.get(unit, unit)
        return told, ""

    def named(self, fields: list[str]) -> dict[str, str]:
        """The row's values by meaning."""
        return {name: fields[place].strip() for name, place in self.at.items() if place < len(fields)}

    def canonical(
        self, row: Mapping[str, str], name: str, kind: str, fallback: str
    ) -> tuple[float | None, bool]:
        """A value in canonical units, and whether its unit had to be assumed."""
        value = read_number(row.get(name, ""))
        unit = self.units.get(name) or row.get(f"{name} unit", "").lower()
        unit = _LONG_UNITS.get(unit, unit)
        assumed = unit not in KINDS[kind].scale
        factor = KINDS[kind].scale[fallback if assumed else unit][0]
        return (None if value is None else value * factor), assumed


def _open(row: Mapping[str, str]) -> _Workout:
    told = row.get("start", "")
    start = read_date(told)
    workout = _Workout(row.get("title", "")[:80], start, told)
    if start is None:
        workout.damage.append(f"the date {told[:40]!r} could not be read")
    end = read_date(row.get("end", ""))
    if start is not None and end is not None and end > start:
        workout.total_s = (end - start).total_seconds()
    elif row.get("duration"):
        workout.total_s = read_log_duration_s(row["duration"])
    if workout.total_s is not None and not 0 < workout.total_s <= limit("session_h").high * 3600:
        workout.damage.append(
            f"a duration of {workout.total_s / 3600:.3g} h is not believed and was left out"
        )
        workout.total_s = None
    return workout


def _believed(workout: _Workout, value: float | None, name: str, line: int) -> float | None:
    """A value inside its range; zero means not entered, anything else outside is left out and told."""
    row = limit(name)
    if value is None or value == 0:
        return None
    if row.low <= value <= row.high:
        return value
    workout.damage.append(
        f"line {line}: {row.called} of {value:g} {row.unit} is not believed and was left out"
    )
    return None


def _take(workout: _Workout, row: Mapping[str, str], columns: _Columns, names: Naming, line: int) -> None:
    """Add one row to its workout: a set, a pause, or a stretch of continuous effort."""
    order = row.get("order", "").lower()
    seconds = read_log_duration_s(row.get("seconds", ""))
    seconds = seconds if seconds is not None and 0 < seconds <= limit("session_h").high * 3600 else None
    if "rest" in order:
        if seconds is not None:
            workout.parts.append(Rest(seconds))
        return
    if order == "note":
        return
    repetitions = _believed(workout, read_number(row.get("reps", "")), "repetitions", line)
    load, unit_assumed = columns.canonical(row, "weight", "mass", columns.weight_unit)
    load = _believed(workout, load, "load_kg", line)
    if load is not None and unit_assumed and not workout.remarks:
        workout.remarks.append(f"the file does not tell the unit of weights; {columns.weight_unit} assumed")
    metres, _ = columns.canonical(row, "distance", "distance", "km")
    rpe = _believed(workout, read_number(row.get("rpe", "")), "rpe", line)
    kind = _set_kind(order)
    if kind == "to failure" and rpe is None:
        rpe = 10.0
    told = row["exercise"][:100]
    exercise, activity = names.exercise(told), names.activity(told)
    continuous = (
        seconds is not None
        and repetitions is None
        and activity is not None
        and (exercise is None or bool(metres))
    )
    if continuous and seconds is not None and activity is not None:
        speed = metres / seconds if metres and 0 < metres / seconds <= limit("speed_m_per_s").high else None
        workout.parts.append(Work(seconds, activity, speed_m_per_s=speed, rpe=rpe))
        return
    workout.types[kind] = workout.types.get(kind, 0) + 1
    if exercise is None:
        exercise = f"unknown:{told.lower()}"
        workout.unknown[told] = workout.unknown.get(told, 0) + 1
    workout.parts.append(Set(exercise, repetitions, seconds, load, rpe=rpe))


def _set_kind(order: str) -> str:
    if order.startswith("w"):
        return "warm-up"
    if order.startswith("f"):
        return "to failure"
    return "drop" if order.startswith("d") else "normal"


def _session(workout: _Workout, source: str, damage: list[str]) -> Session:
    parts: tuple[Part, ...] = tuple(workout.parts)
    pauses_told = any(isinstance(part, Rest) for part in parts)
    if workout.total_s is not None:
        parts = with_rests(parts, workout.total_s)
    said = [Said("start", workout.told_start, "", "file", "clock time of the phone; the log tells no zone")]
    if workout.total_s is not None:
        said.append(Said("duration", f"{workout.total_s / 60:.4g}", "min", "file"))
    said += [Said(f"{kind} sets", str(count), "", "file") for kind, count in workout.types.items()]
    rests = [part.duration_s for part in parts if isinstance(part, Rest)]
    if rests:
        mean = f"{sum(rests) / len(rests):.0f}"
        if pauses_told:
            said.append(Said("pause between sets", mean, "s", "file", "rest timer, mean"))
        else:
            said.append(
                Said("pause between sets", mean, "s", "computed", "what the sets leave of the duration")
            )
    said += [
        Said(
            "exercise", name, "", "file", f"not in the exercise table ({count} sets); its muscles are unknown"
        )
        for name, count in workout.unknown.items()
    ]
    said += [Said("weights", remark, "", "default") for remark in workout.remarks]
    return Session(
        parts, start=workout.start, title=workout.title, source=source, said=tuple(said),
        damage=(*workout.damage, *damage),
    )  # fmt: skip
