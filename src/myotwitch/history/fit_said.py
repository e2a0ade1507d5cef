"""What a FIT file says, value by value, with where each came from.

The assumption: a watch measures heart rate, distance and time; calories, training effect and sweat are
its guesses, and are shown as such.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from myotwitch.history.fit_file import DeveloperField, FitContent, Message
from myotwitch.history.fit_totals import SWEAT_ESTIMATE_ML
from myotwitch.history.session import Hints, Said, Source
from myotwitch.history.track import number

__all__ = ["developer_said", "device_said", "hints_of", "hints_said", "session_said"]

_GUESS: Source = "device guess"
_FILE: Source = "file"
_SESSION: Sequence[tuple[str | int, str, str, Source, float, int, str]] = (  # field, name, unit, source, factor, digits
    ("total_timer_time", "time with the timer running", "min", _FILE, 1 / 60, 1, ""),
    ("total_distance", "distance", "km", _FILE, 0.001, 2, ""),
    ("enhanced_avg_speed", "mean speed", "km/h", _FILE, 3.6, 1, ""),
    ("avg_power", "mean power", "W", _FILE, 1, 0, ""),
    ("normalized_power", "normalized power", "W", _GUESS, 1, 0, ""),
    ("total_work", "mechanical work", "kJ", _FILE, 0.001, 0, ""),
    ("total_ascent", "ascent", "m", _FILE, 1, 0, ""),
    ("total_descent", "descent", "m", _FILE, 1, 0, ""),
    ("pool_length", "pool length", "m", _FILE, 1, 2, ""),
    ("total_calories", "energy", "kcal", _GUESS, 1, 0, "the watch's estimate; not used by the model"),
    ("metabolic_calories", "resting energy", "kcal", _GUESS, 1, 0, "the watch's estimate; not used by the model"),
    ("total_training_effect", "training effect", "", _GUESS, 1, 1, "the maker's own scale, 0 to 5"),
    ("total_anaerobic_training_effect", "anaerobic training effect", "", _GUESS, 1, 1, "the maker's own scale, 0 to 5"),
    ("training_load_peak", "training load", "", _GUESS, 1, 0, "the maker's own scale"),
    ("enhanced_avg_respiration_rate", "mean breathing rate", "breaths/min", _GUESS, 1, 0, "from the heart's rhythm"),
    ("avg_stress", "mean stress", "", _GUESS, 1, 0, "the maker's own scale, 0 to 100"),
    ("avg_core_temperature", "mean core temperature", "C", _FILE, 1, 1, "an estimate of a skin sensor"),
    (
        SWEAT_ESTIMATE_ML, "sweat estimate", "L", _GUESS, 0.001, 2,
        "undocumented field 178; the watch's estimate of sweat lost, a check of our model and never an input",
    ),
    ("workout_rpe", "perceived exertion", "of 10", "person", 0.1, 0, ""),
    ("workout_feel", "how it felt", "of 100", "person", 1, 0, "0 very weak, 100 very strong"),
)  # fmt: skip

_SILENT_WHEN_ZERO = frozenset(
    {"total_distance", "enhanced_avg_speed", "total_work", "total_ascent", "total_descent"}
)


def session_said(session: Message, differenced: frozenset[str | int]) -> list[Said]:
    """The session's own totals and means; `differenced` are the fields that were running sums in the file."""
    told = []
    for name, title, unit, source, factor, digits, remark in _SESSION:
        value = number(session.get(name))
        if name == "enhanced_avg_speed" and not math.isfinite(value):
            value = number(session.get("avg_speed"))
        if name in differenced:
            remark = "; ".join(
                filter(None, [remark, "the file counts on from sport to sport; the difference was taken"])
            )
            source = "computed" if source == "file" else source
        if math.isfinite(value) and not (value == 0 and name in _SILENT_WHEN_ZERO):
            told.append(Said(title, f"{value * factor:,.{digits}f}", unit, source, remark))
    return told


def device_said(content: FitContent) -> list[Said]:
    """Maker and model, never the serial number."""
    identity = content.first("file_id")
    words = [identity.get("manufacturer"), identity.get("garmin_product")]
    named = " ".join(word.replace("_", " ") for word in words if isinstance(word, str))
    return [Said("device", named, "", _FILE)] if named else []


def developer_said(
    extra: Mapping[str, DeveloperField], begins: float, ends: float, used: Sequence[str]
) -> list[Said]:
    """Fields that an app or a foreign sensor wrote: mean and range, with the field's own unit."""
    told = []
    for name, field in extra.items():
        values = [value for when, value in field.values if begins <= when <= ends]
        if not values:
            continue
        mean, low, high = sum(values) / len(values), min(values), max(values)
        remark = f"{low:.4g} to {high:.4g}; mean of {len(values):,} values of a developer field or sensor"
        if name in used:
            remark += "; used, because the watch itself recorded none"
        told.append(Said(name.replace("_", " "), f"{mean:.4g}", field.unit, _FILE, remark))
    return told


def hints_of(content: FitContent) -> Hints:
    """What the file says of the person, each value only where it is one that a person can have."""
    profile = content.first("user_profile")

    def within(value: object, low: float, high: float, factor: float = 1.0) -> float | None:
        told = number(value) * factor
        return told if low <= told <= high else None

    highest = [profile.get(f"default_max_{kind}heart_rate") for kind in ("", "running_", "biking_")]
    highest.append(content.first("zones_target").get("max_heart_rate"))
    told = [rate for rate in (within(value, 100, 240) for value in highest) if rate is not None]
    gender = profile.get("gender")
    return Hints(
        sex=gender if gender in ("female", "male") else None,
        age_yr=within(profile.get("age"), 13, 110),
        mass_kg=within(profile.get("weight"), 25, 300),
        height_cm=within(profile.get("height"), 120, 230, 100.0),
        resting_heart_rate_bpm=within(profile.get("resting_heart_rate"), 25, 120),
        maximum_heart_rate_bpm=told[0] if told else None,
        vo2max_mL_per_min_per_kg=within(content.first("max_met_data").get("vo2_max"), 10, 100),
    )


def hints_said(hints: Hints) -> list[Said]:
    """The watch's profile of the person, for people."""
    rows: Sequence[tuple[str, str | float | None, str, Source]] = (
        ("sex", hints.sex, "", _FILE),
        ("age", hints.age_yr, "yr", _FILE),
        ("mass", hints.mass_kg, "kg", _FILE),
        ("height", hints.height_cm, "cm", _FILE),
        ("resting heart rate", hints.resting_heart_rate_bpm, "bpm", _FILE),
        ("maximum heart rate of the profile", hints.maximum_heart_rate_bpm, "bpm", _FILE),
        ("VO2max", hints.vo2max_mL_per_min_per_kg, "mL/min/kg", _GUESS),
    )
    remark = "from the watch's profile; used only where you say nothing"
    return [
        Said(name, value if isinstance(value, str) else f"{value:g}", unit, source, remark)
        for name, value, unit, source in rows
        if value is not None
    ]
