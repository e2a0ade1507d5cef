"""What a device recorded over time, as columns.

The assumption: each sample holds until the next one. Positions are used to compute distance while
a file is read and are then dropped; a track never holds them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["COLUMNS", "Column", "Lap", "Odometer", "Track", "number", "possible", "track_of"]

Column = npt.NDArray[np.float64]
_LONGEST_S = 48 * 3600.0

COLUMNS: Mapping[str, tuple[float, float]] = {  # what a body or a thermometer can show; others are faults
    "distance_m": (0.0, 2e6),
    "speed_m_per_s": (0.0, 45.0),
    "altitude_m": (-500.0, 9000.0),
    "power_W": (0.0, 3000.0),
    "heart_rate_bpm": (25.0, 250.0),
    "cadence_per_min": (0.0, 300.0),
    "temperature_C": (-60.0, 80.0),
}


@dataclass(frozen=True)
class Lap:
    """A lap as the device summed it up, s from the start of the recording; None is not told."""

    begins_s: float
    duration_s: float
    distance_m: float | None = None
    heart_rate_bpm: float | None = None
    power_W: float | None = None
    cadence_per_min: float | None = None
    resting: bool = False

    @property
    def ends_s(self) -> float:
        """The end, s from the start of the recording."""
        return self.begins_s + self.duration_s


@dataclass(frozen=True)
class Track:
    """Samples in order of time. `time_s` has shape (n,); each column of `COLUMNS` too, NaN where not recorded.

    Cadence is cycles of one leg (strides, pedal turns) or strokes a minute.

    faults: how many values were left out because nothing can show them, per column.
    """

    time_s: Column
    columns: Mapping[str, Column]
    faults: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.time_s)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def has(self, name: str) -> bool:
        """Whether at least one value was recorded."""
        return bool(np.isfinite(self.columns[name]).any())

    def mean(self, name: str) -> float | None:
        """Mean of the recorded values, or None."""
        return float(np.nanmean(self.columns[name])) if self.has(name) else None

    def maximum(self, name: str) -> float | None:
        """Largest of the recorded values, or None."""
        return float(np.nanmax(self.columns[name])) if self.has(name) else None

    def between(self, begins_s: float, ends_s: float) -> Track:
        """The samples with begins_s <= time < ends_s."""
        inside = (self.time_s >= begins_s) & (self.time_s < ends_s)
        return Track(self.time_s[inside], {n: c[inside] for n, c in self.columns.items()}, self.faults)

    def shifted(self, by_s: float) -> Track:
        """The same samples, `by_s` later."""
        return Track(self.time_s + by_s, self.columns, self.faults)

    def checked(self) -> tuple[Track, list[str]]:
        """The track without samples whose time lies days away from the others, and what was left out."""
        if not len(self):
            return self, []
        damage = []
        middle = float(np.median(self.time_s))
        kept = self.between(middle - _LONGEST_S, middle + _LONGEST_S)
        if lost := len(self) - len(kept):
            damage.append(
                f"{lost:,} samples carry a time that is days away from the others; they were left out."
            )
        if self.faults:
            told = ", ".join(f"{count:,} of {_plain(name)}" for name, count in self.faults.items())
            damage.append(f"Values that no body or place has were left out: {told}.")
        return kept, damage

    def replaced(self, **columns: Column) -> Track:
        """The same samples with other columns in place."""
        return Track(self.time_s, {**self.columns, **columns}, self.faults)


def possible(value: object, column: str) -> float | None:
    """The value as a number where a body or place can show it, else None."""
    low, high = COLUMNS[column]
    told = number(value)
    return told if low <= told <= high else None


def _plain(column: str) -> str:
    """A column's name for people: "heart_rate_bpm" is "heart rate"."""
    for unit in ("_m_per_s", "_per_min", "_bpm", "_W", "_C", "_m"):
        column = column.removesuffix(unit)
    return column.replace("_", " ")


def number(value: object) -> float:
    """A finite number as a float; everything else is NaN."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    if isinstance(value, str):
        try:
            return number(float(value))
        except ValueError:
            return math.nan
    return math.nan


def track_of(rows: Iterable[tuple[float, Mapping[str, float]]]) -> Track:
    """A track from (time in s, values by column name); sorted, one sample for each moment.

    Values outside of what `COLUMNS` allows become NaN and are counted as faults.
    """
    listed = [(when, values) for when, values in rows if math.isfinite(when)]
    listed.sort(key=lambda row: row[0])
    time_s = np.array([when for when, _ in listed], dtype=float)
    keep = np.ones(len(time_s), dtype=bool)
    keep[:-1] = np.diff(time_s) > 0
    columns, faults = {}, {}
    for name, (low, high) in COLUMNS.items():
        column = np.array([values.get(name, math.nan) for _, values in listed], dtype=float)
        wrong = np.isfinite(column) & ((column < low) | (column > high))
        column[wrong] = math.nan
        if wrong.any():
            faults[name] = int(wrong.sum())
        columns[name] = column[keep]
    columns["distance_m"], jumps = _without_jumps(time_s[keep], columns["distance_m"])
    if jumps:
        faults["distance_m"] = faults.get("distance_m", 0) + jumps
    return Track(time_s[keep], columns, faults)


def _without_jumps(time_s: Column, distance_m: Column) -> tuple[Column, int]:
    """Distance without steps that nobody can make (a lost satellite, a counter that starts anew), and their number."""
    known = np.isfinite(distance_m)
    if known.sum() < 2:
        return distance_m, 0
    steps = np.diff(distance_m[known])
    fastest = COLUMNS["speed_m_per_s"][1] * np.maximum(np.diff(time_s[known]), 1.0)
    wrong = (steps > fastest) | (steps < 0)
    told = int((wrong & (abs(steps) > 1.0)).sum())
    way = distance_m.copy()
    way[known] = distance_m[known][0] + np.concatenate([[0.0], np.cumsum(np.where(wrong, 0.0, steps))])
    return way, told


_EARTH_RADIUS_M = 6_371_008.8  # mean radius (IUGG); good to 0.5 % anywhere


def _metres_between(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Great-circle distance between two positions in degrees, m (haversine)."""
    phi, to_phi = math.radians(latitude), math.radians(to_latitude)
    half = math.sin((to_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


class Odometer:
    """Adds up the way between positions; forgets each position when the next one comes."""

    def __init__(self) -> None:
        self._last: tuple[float, float] | None = None
        self.metres = 0.0

    def moved_to(self, latitude: float, longitude: float) -> float:
        """Way so far in m, after moving to a position in degrees; NaN for a position that does not exist."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return math.nan
        if self._last is not None:
            self.metres += _metres_between(*self._last, latitude, longitude)
        self._last = latitude, longitude
        return self.metres
