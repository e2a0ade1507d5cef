"""Reads TCX, Garmin's older XML: activities made of laps made of track points.

The assumption: a lap's totals are right where its points are missing (a workout typed in by hand has
laps only).
"""

from __future__ import annotations

import math
from typing import Any

from myotwitch.history.open_file import Opened, unreadable
from myotwitch.history.session import Session
from myotwitch.history.track import Lap, Odometer, number, possible
from myotwitch.history.track_session import Recording, session_of
from myotwitch.history.xml_stream import XmlStream, moment_of, name_of

__all__ = ["read_tcx"]

_COLUMN_OF_NAME = {
    "AltitudeMeters": "altitude_m", "DistanceMeters": "distance_m", "Cadence": "cadence_per_min",
    "RunCadence": "cadence_per_min", "Speed": "speed_m_per_s", "Watts": "power_W",
}  # fmt: skip


def read_tcx(opened: Opened) -> tuple[Session, ...]:
    """Every activity of a TCX file. Raises Refusal (UNREADABLE) when there is none."""
    stream = XmlStream(opened)
    recordings: list[Recording] = []
    odometer = Odometer()
    courses = 0
    for event, name, element in stream:
        if event == "start":
            if name == "Activity":
                recordings.append(Recording(words=element.get("Sport")))
                odometer = Odometer()
            elif name == "Track" and recordings:
                recordings[-1].segments.append(len(recordings[-1].samples))
            courses += name == "Course"
        elif name == "Trackpoint":
            if recordings and not courses:
                _add_point(recordings[-1], element, odometer)
        elif name == "Lap" and recordings and not courses:
            _add_lap(recordings[-1], element)
    made = (session_of(recording, kind="TCX", damage=stream.damage) for recording in recordings)
    sessions = tuple(session for session in made if session is not None)
    if not sessions:
        what = (
            "a planned course, not a workout that was done"
            if courses and not recordings
            else "no workout with a length"
        )
        told = " ".join(stream.damage)
        raise unreadable(
            f"{opened.name} is TCX, but holds {what}. {told}".strip(),
            next_step='export the activity again, or say it in words: words = "60 min run".',
        )
    return sessions


def _add_point(recording: Recording, element: Any, odometer: Odometer) -> None:
    values: dict[str, float] = {}
    moment, latitude, longitude = None, math.nan, math.nan
    for child in element.iter():
        name = name_of(child)
        if name == "Time":
            moment = moment_of(child.text)
        elif name == "HeartRateBpm":
            values["heart_rate_bpm"] = number(next((c.text for c in child if name_of(c) == "Value"), None))
        elif name == "LatitudeDegrees":
            latitude = number(child.text)
        elif name == "LongitudeDegrees":
            longitude = number(child.text)
        elif name in _COLUMN_OF_NAME:
            values[_COLUMN_OF_NAME[name]] = number(child.text)
    way = odometer.moved_to(latitude, longitude)
    if math.isfinite(way) and "distance_m" not in values and "speed_m_per_s" not in values:
        values["distance_m"] = way
        recording.way_from_positions = True
    if moment is None:
        recording.timeless += 1
    else:
        recording.samples.append((moment, values))


def _add_lap(recording: Recording, element: Any) -> None:
    told: dict[str, str | None] = {}
    for child in element.iter():
        name = name_of(child)
        if name in ("AverageHeartRateBpm", "MaximumHeartRateBpm"):
            told[name] = next((c.text for c in child if name_of(c) == "Value"), None)
        elif name in (
            "TotalTimeSeconds",
            "DistanceMeters",
            "Calories",
            "Intensity",
            "AvgWatts",
            "Cadence",
            "AvgRunCadence",
        ):
            told.setdefault(name, child.text)
    calories = number(told.get("Calories"))
    recording.calories += calories if 0 < calories < 50_000 else 0.0
    length = number(told.get("TotalTimeSeconds"))
    begins = moment_of(element.get("StartTime"))
    if recording.start is None:
        recording.start = begins
    if not 0 < length <= 48 * 3600:
        return
    after_last = recording.laps[-1].ends_s if recording.laps else 0.0
    since_start = (begins - recording.start).total_seconds() if begins and recording.start else after_last
    if not 0 <= since_start <= 48 * 3600:
        since_start = after_last

    cadence = possible(told.get("Cadence"), "cadence_per_min")
    recording.laps.append(
        Lap(
            since_start, length, possible(told.get("DistanceMeters"), "distance_m"), possible(told.get("AverageHeartRateBpm"), "heart_rate_bpm"),
            possible(told.get("AvgWatts"), "power_W"), possible(told.get("AvgRunCadence"), "cadence_per_min") if cadence is None else cadence,
            resting=(told.get("Intensity") or "").strip() == "Resting",
        )
    )  # fmt: skip
