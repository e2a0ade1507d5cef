"""Reads GPX: tracks of positions with times, and what extensions add.

The assumption: heart rate, cadence, temperature and power are in extensions that share their local names
whatever the maker's prefix. Distance comes from the positions, which are then forgotten.
"""

from __future__ import annotations

import math
from typing import Any

from myotwitch.history.open_file import Opened, unreadable
from myotwitch.history.session import Session
from myotwitch.history.sports import activity_of_words
from myotwitch.history.track import Odometer, number
from myotwitch.history.track_session import Recording, session_of
from myotwitch.history.xml_stream import XmlStream, moment_of, name_of

__all__ = ["read_gpx"]

_COLUMN_OF_NAME = {
    "ele": "altitude_m", "hr": "heart_rate_bpm", "heartrate": "heart_rate_bpm", "cad": "cadence_per_min",
    "cadence": "cadence_per_min", "atemp": "temperature_C", "temp": "temperature_C", "temperature": "temperature_C",
    "wtemp": "water_C", "power": "power_W", "powerinwatts": "power_W", "watts": "power_W", "speed": "speed_m_per_s",
}  # fmt: skip
_SAME_OUTING_S = 1800.0


def read_gpx(opened: Opened) -> tuple[Session, ...]:
    """Every track of a GPX file that has times; tracks that follow each other within 30 min are one session.

    Raises Refusal (UNREADABLE) when there is none.
    """
    stream = XmlStream(opened)
    recordings: list[Recording] = []
    odometer = Odometer()
    inside_track = False
    for event, name, element in stream:
        if event == "start":
            if name == "trk":
                recordings.append(Recording(way_from_positions=True))
                odometer, inside_track = Odometer(), True
            elif name == "trkseg" and recordings:
                recordings[-1].segments.append(len(recordings[-1].samples))
        elif name == "type" and inside_track and recordings:
            recordings[-1].words = recordings[-1].words or element.text
        elif name == "trkpt":
            if recordings:
                _add_point(recordings[-1], element, odometer)
        elif name == "trk":
            inside_track = False
    made = (session_of(recording, kind="GPX", damage=stream.damage) for recording in _joined(recordings))
    sessions = tuple(session for session in made if session is not None)
    if not sessions:
        raise _nothing(opened.name, recordings, stream.damage)
    return sessions


def _nothing(name: str, recordings: list[Recording], damage: list[str]) -> Exception:
    timeless = sum(recording.timeless for recording in recordings)
    if timeless and not any(recording.samples for recording in recordings):
        what = f"its {timeless:,} points carry no times, so nobody can tell how long it took"
    elif recordings:
        what = "its tracks hold no two points with different times"
    else:
        what = "it holds no track (only places or a planned route)"
    return unreadable(
        f"{name} is GPX, but {what}. {' '.join(damage)}".strip(),
        next_step='export the activity with its times, or say it in words: words = "60 min run".',
    )


def _add_point(recording: Recording, element: Any, odometer: Odometer) -> None:
    values: dict[str, float] = {}
    moment = None
    for child in element.iter():
        name = name_of(child)
        if name == "time":
            moment = moment_of(child.text)
        elif (column := _COLUMN_OF_NAME.get(name.lower())) is not None:
            values[column] = number(child.text)
    way = odometer.moved_to(number(element.get("lat")), number(element.get("lon")))
    if math.isfinite(way):
        values["distance_m"] = way
    if moment is None:
        recording.timeless += 1
    else:
        recording.samples.append((moment, {name: v for name, v in values.items() if math.isfinite(v)}))


def _joined(recordings: list[Recording]) -> list[Recording]:
    """Tracks of the same sport that follow each other closely, as one: some sites cut a track at each pause."""
    joined: list[Recording] = []
    for recording in recordings:
        last = joined[-1] if joined else None
        if not recording.samples or last is None or not last.samples:
            joined.append(recording)
            continue
        gap = (recording.samples[0][0] - last.samples[-1][0]).total_seconds()
        if not 0 <= gap <= _SAME_OUTING_S or activity_of_words(recording.words) != activity_of_words(
            last.words
        ):
            joined.append(recording)
            continue
        so_far = max((v["distance_m"] for _, v in last.samples if "distance_m" in v), default=0.0)
        last.segments += [len(last.samples) + index for index in recording.segments]
        last.samples += [
            (m, {**v, "distance_m": v["distance_m"] + so_far} if "distance_m" in v else v)
            for m, v in recording.samples
        ]
        last.timeless += recording.timeless
    return joined
