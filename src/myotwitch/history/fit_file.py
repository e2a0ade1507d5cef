"""Takes from a FIT file the messages and fields that say something about effort, and nothing else.

Decoding is fitdecode's. What it yields before it stumbles is kept. The assumption: only fields listed
here are ever stored, so positions, names and serial numbers do not get past this file.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from myotwitch.history.fit_repair import FitPiece
from myotwitch.history.track import Odometer, number

__all__ = [
    "FIT_EPOCH_S",
    "WAY_FROM_POSITIONS",
    "DeveloperField",
    "FitContent",
    "Message",
    "decode",
    "is_clock_time",
]

Message = dict[str | int, Any]

WAY_FROM_POSITIONS = "way_m"  # in a record: distance by position, for files that record no other
FIT_EPOCH_S = 631_065_600  # 31 December 1989, 00:00 UTC, in POSIX seconds
_FIRST_CLOCK_TIME = 0x10000000  # below, a time counts from when the watch was switched on

_KEPT: Mapping[str, frozenset[str | int]] = {
    "file_id": frozenset({"type", "manufacturer", "garmin_product", "product_name"}),
    "activity": frozenset({"timestamp", "local_timestamp", "num_sessions"}),
    "session": frozenset({
        "timestamp", "start_time", "sport", "sub_sport", "total_elapsed_time", "total_timer_time", "total_distance",
        "total_calories", "metabolic_calories", "avg_speed", "enhanced_avg_speed", "avg_heart_rate",
        "max_heart_rate", "avg_power", "normalized_power", "avg_cadence", "avg_running_cadence", "total_ascent",
        "total_descent", "total_work", "total_training_effect", "total_anaerobic_training_effect",
        "training_load_peak", "avg_temperature", "max_temperature", "min_temperature", "workout_feel",
        "workout_rpe", "num_laps", "first_lap_index", "pool_length", "avg_stress", "enhanced_avg_respiration_rate",
        "avg_core_temperature", "max_core_temperature", 178,
    }),
    "lap": frozenset({
        "timestamp", "start_time", "total_elapsed_time", "total_timer_time", "total_distance", "avg_heart_rate",
        "avg_power", "avg_cadence", "avg_running_cadence", "total_calories", "sport", "sub_sport", "intensity",
        "message_index", 145,
    }),
    "event": frozenset({"timestamp", "event", "event_type"}),
    "sport": frozenset({"sport", "sub_sport"}),
    "set": frozenset({
        "start_time", "duration", "set_type", "repetitions", "weight", "category", "category_subtype", "message_index",
    }),
    "hr": frozenset({
        "timestamp", "fractional_timestamp", "event_timestamp", "event_timestamp_12", "filtered_bpm",
    }),
    "user_profile": frozenset({
        "gender", "age", "height", "weight", "resting_heart_rate", "default_max_heart_rate",
        "default_max_running_heart_rate", "default_max_biking_heart_rate",
    }),
    "zones_target": frozenset({"max_heart_rate"}),
    "max_met_data": frozenset({"vo2_max"}),
    "device_info": frozenset({
        "manufacturer", "garmin_product", "product_name", "device_index", "device_type", "antplus_device_type",
        "local_device_type", "source_type",
    }),
}  # fmt: skip
_MOST_RECORDS = 500_000  # almost six days, one each second
_MOST_MESSAGES = 3_000_000
_DEGREES = 180 / 2**31  # of a FIT position
_TIMES = frozenset({"timestamp", "local_timestamp", "start_time", "event_timestamp", "event_timestamp_12"})
_COLUMN_OF_FIELD = {
    "distance": "distance_m", "speed": "speed_m_per_s", "enhanced_speed": "speed_m_per_s",
    "altitude": "altitude_m", "enhanced_altitude": "altitude_m", "power": "power_W",
    "heart_rate": "heart_rate_bpm", "cadence": "cadence_per_min", "temperature": "temperature_C",
}  # fmt: skip
_COLUMN_OF_NATIVE_NUMBER = {
    2: "altitude_m", 3: "heart_rate_bpm", 4: "cadence_per_min", 5: "distance_m", 6: "speed_m_per_s",
    7: "power_W", 13: "temperature_C", 73: "speed_m_per_s", 78: "altitude_m",
}  # fmt: skip
_SHOWN_OF_RECORD = {"core_temperature": "C", "enhanced_respiration_rate": "breaths/min", "current_stress": ""}


@dataclass
class DeveloperField:
    """Values that an app or a foreign sensor added to the records, s and the field's own unit."""

    unit: str
    stands_for: str | None
    values: list[tuple[float, float]] = field(default_factory=list)


@dataclass
class FitContent:
    """One FIT file: its messages by name, its records as (time in s, values), and what was broken.

    Times are FIT seconds: since the end of 1989 in UTC, or since the watch was switched on.
    """

    messages: dict[str, list[Message]] = field(default_factory=dict)
    records: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    extra: dict[str, DeveloperField] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    odometer: Odometer = field(default_factory=Odometer)

    def all(self, name: str) -> list[Message]:
        """The messages of one kind, in the file's order."""
        return self.messages.get(name, [])

    def first(self, name: str) -> Message:
        """The first message of one kind, or an empty one."""
        return next(iter(self.all(name)), {})


def is_clock_time(seconds: float) -> bool:
    """Whether a FIT time is a date and not a count since the watch was switched on."""
    return seconds >= _FIRST_CLOCK_TIME


def decode(piece: FitPiece) -> FitContent:
    """Everything of interest in one FIT file. Broken files give what was readable and `damage`."""
    import fitdecode

    content = FitContent()
    check = fitdecode.CrcCheck.WARN if piece.whole else fitdecode.CrcCheck.DISABLED
    stream = io.BytesIO(piece.data)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with fitdecode.FitReader(
                stream, processor=None, check_crc=check, error_handling=fitdecode.ErrorHandling.WARN
            ) as reader:
                for count, frame in enumerate(reader):
                    if count >= _MOST_MESSAGES or len(content.records) >= _MOST_RECORDS:
                        content.damage.append(
                            f"The file holds more than a workout can; its first {len(content.records):,} records were read."
                        )
                        break
                    if isinstance(frame, fitdecode.FitDataMessage):
                        _keep(content, frame)
        except Exception as problem:  # fitdecode lets struct, assertion and lookup errors through
            _tell_stop(content, problem, at_end=stream.tell() >= len(piece.data) - 2, whole=piece.whole)
    _tell_warnings(content, [str(w.message) for w in caught])
    return content


def _tell_stop(content: FitContent, problem: Exception, *, at_end: bool, whole: bool) -> None:
    ended = at_end or type(problem).__name__ == "FitEOFError"
    if ended and not whole:
        return  # the repair has told already that the end is missing
    how = (
        "The file ends early"
        if ended
        else "The file is damaged in the middle and cannot be read beyond that point"
    )
    content.damage.append(f"{how}; the {len(content.records):,} records before it were read.")


def _tell_warnings(content: FitContent, caught: list[str]) -> None:
    if any("CRC in FIT footer" in text for text in caught):
        content.damage.append("The checksum at the end does not match: some values may be wrong.")
    if any("CRC in FIT header" in text for text in caught):
        content.damage.append("The checksum of the header does not match.")
    others = [text for text in caught if "CRC" not in text]
    if others:
        content.damage.append(
            f"{len(others)} of the file's definitions break the FIT rules; what they define was read as far as possible."
        )


def _keep(content: FitContent, frame: Any) -> None:
    if frame.name == "record":
        _keep_record(content, frame)
        return
    wanted = _KEPT.get(frame.name)
    if wanted is None:
        return
    message: Message = {}
    for datum in frame.fields:
        if datum.field_def is None and frame.name == "hr":
            continue  # fitdecode's own unpacking; ours is in `fit_heart_rate`
        name = datum.name_or_num
        if name in wanted and not (datum.field_def and datum.field_def.is_dev):
            value = datum.raw_value if name in _TIMES else datum.value
            if value is not None:
                message[name] = value
    content.messages.setdefault(frame.name, []).append(message)


def _keep_record(content: FitContent, frame: Any) -> None:
    when, values = math.nan, {}
    latitude = longitude = math.nan
    extra: list[Any] = []
    for datum in frame.fields:
        if datum.field_def is not None and datum.field_def.is_dev:
            extra.append(datum)
            continue
        name = datum.name_or_num
        if name == "timestamp":
            when = number(datum.raw_value)
        elif name == "position_lat":
            latitude = number(datum.value) * _DEGREES
        elif name == "position_long":
            longitude = number(datum.value) * _DEGREES
        elif name in _COLUMN_OF_FIELD and math.isfinite(value := number(datum.value)):
            values[_COLUMN_OF_FIELD[name]] = value
        elif name == "fractional_cadence" and math.isfinite(value := number(datum.value)):
            values["cadence_fraction"] = value
        elif name in _SHOWN_OF_RECORD:
            extra.append(datum)
    if "cadence_per_min" in values:
        values["cadence_per_min"] += values.get("cadence_fraction", 0.0)
    if math.isfinite(way := content.odometer.moved_to(latitude, longitude)):
        values[WAY_FROM_POSITIONS] = way
    content.records.append((when, values))
    for datum in extra:
        _keep_extra(content, datum, when)


def _keep_extra(content: FitContent, datum: Any, when: float) -> None:
    value = math.nan if isinstance(datum.value, str) else number(datum.value)
    if not math.isfinite(value):
        return
    name = str(datum.name)
    if name not in content.extra:
        native = getattr(datum.field, "native_field_num", None)
        unit = datum.units or _SHOWN_OF_RECORD.get(name, "")
        stands_for = _COLUMN_OF_NATIVE_NUMBER.get(native) if isinstance(native, int) else None
        content.extra[name] = DeveloperField(str(unit), stands_for)
    content.extra[name].values.append((when, value))
