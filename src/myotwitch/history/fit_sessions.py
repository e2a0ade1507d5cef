"""A FIT file as sessions: one for each sport that the watch closed, or one from bare records.

The assumption: a record belongs to the last session that had begun. A file without a session message
(the watch died) is one session from its first to its last record.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from myotwitch.history.fit_clock import clock_of
from myotwitch.history.fit_file import WAY_FROM_POSITIONS, FitContent, Message, decode
from myotwitch.history.fit_heart_rate import stored_heart_rate, with_strap
from myotwitch.history.fit_repair import split_and_repair
from myotwitch.history.fit_said import (
    developer_said,
    device_said,
    hints_of,
    hints_said,
    session_said,
)
from myotwitch.history.fit_sets import sets_and_rests, tells_exercises
from myotwitch.history.fit_totals import SWEAT_ESTIMATE_ML, own_totals
from myotwitch.history.open_file import Opened, unreadable
from myotwitch.history.session import Part, Rest, Said, Session, Source
from myotwitch.history.sports import EXERCISE_BY_EXERCISE, UNKNOWN, activity_of_sport, title_of
from myotwitch.history.stretches import parts_of_laps, stretches
from myotwitch.history.thermometer import air_temperature
from myotwitch.history.track import Column, Lap, Track, number, possible, track_of

__all__ = ["read_fit"]

_LONGEST_S = 48 * 3600.0
_FORGOTTEN_S = 1800.0  # a clock that ran on this long after the last sample was forgotten
_EARLY_S = 120.0


@dataclass(frozen=True)
class _Window:
    """Which part of the file one session is, in FIT seconds."""

    begins: float
    ends: float  # when the next session begins


def read_fit(opened: Opened) -> tuple[Session, ...]:
    """Every session of a FIT file, chained files included. Raises Refusal (UNREADABLE)."""
    pieces, damage = split_and_repair(opened.data)
    contents = [decode(piece) for piece in pieces]
    damage = [*opened.damage, *damage]
    strap = stored_heart_rate(message for content in contents for message in content.all("hr"))
    sessions: list[Session] = []
    for content in contents:
        if _is_activity(content):
            sessions += _sessions_of(content, strap, [*damage, *content.damage])
    if not sessions:
        raise _nothing(opened.name, contents, damage)
    return _without_doubles(sessions)


def _without_doubles(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions without second copies of one (some tools chain a file to itself)."""
    seen: dict[object, Session] = {}
    for session in sessions:
        key = (session.start, session.parts)
        first = seen.setdefault(key, session)
        if first is not session:
            told = "The file holds the same session twice; it is counted once."
            seen[key] = replace(first, damage=(*first.damage, told))
    return tuple(seen.values())


def _is_activity(content: FitContent) -> bool:
    kind = content.first("file_id").get("type")
    if isinstance(kind, str) and kind not in ("activity", "activity_summary"):
        return False
    return bool(content.all("session") or content.records or content.all("lap") or content.all("set"))


def _nothing(name: str, contents: Sequence[FitContent], damage: Sequence[str]) -> Exception:
    kinds = [k for content in contents if isinstance(k := content.first("file_id").get("type"), str)]
    if kinds and "activity" not in kinds:
        return unreadable(
            f"{name} is a FIT file, but not of a workout: it holds {kinds[0].replace('_', ' ')}.",
            next_step="look for the file in the folder Activity of the watch, or export the workout from its site.",
        )
    told = " ".join(dict.fromkeys([*damage, *(text for content in contents for text in content.damage)]))
    return unreadable(
        f"{name} is a FIT file, but no workout could be read from it. {told}".strip(),
        next_step='export the workout again, or say it in words: words = "60 min run".',
    )


def _sessions_of(content: FitContent, strap: tuple[Column, Column], damage: list[str]) -> list[Session]:
    used, rows = _with_stand_ins(content)
    track, faults = track_of(rows).checked()
    damage += faults
    messages = content.all("session") or [_session_from_records(content, track, damage)]
    differenced = own_totals(messages, content.all("lap"))
    windows = _windows(messages, track)
    made = []
    for message, window in zip(messages, windows, strict=True):
        reader = _SessionReader(content, message, window, used, list(damage))
        session = reader.read(track, strap, differenced)
        if session is not None:
            made.append(session)
    return made


def _with_stand_ins(content: FitContent) -> tuple[list[str], list[tuple[float, dict[str, float]]]]:
    """Records with developer fields in place of native ones that are missing or only zero."""
    used = []
    by_time = dict(content.records)
    for name, field in content.extra.items():
        column = field.stands_for
        if column is None or any(values.get(column) for _, values in content.records):
            continue
        if any(value for _, value in field.values):
            used.append(name)
            for when, value in field.values:
                if when in by_time:
                    by_time[when][column] = value
    if not any(v.get("distance_m") or v.get("speed_m_per_s") for _, v in content.records):
        for _, values in content.records:
            if WAY_FROM_POSITIONS in values:
                values["distance_m"] = values[WAY_FROM_POSITIONS]
    return used, content.records


def _session_from_records(content: FitContent, track: Track, damage: list[str]) -> Message:
    """A stand-in for the session message that the watch did not come to write."""
    damage.append(
        "The file has no summary of the workout (the watch did not close it); it was made from the records."
    )
    sport = next((m for m in (content.first("sport"), *content.all("lap")) if "sport" in m), {})
    message: Message = {key: sport[key] for key in ("sport", "sub_sport") if key in sport}
    if len(track):
        message["start_time"] = float(track.time_s[0])
    return message


def _windows(messages: Sequence[Message], track: Track) -> list[_Window]:
    """Begin of each session and of the next one; broken starts fall back to the records."""
    begins = []
    for message in messages:
        start = number(message.get("start_time"))
        stamp, elapsed = number(message.get("timestamp")), number(message.get("total_elapsed_time"))
        if not math.isfinite(start):
            start = stamp - elapsed if math.isfinite(stamp - elapsed) else math.nan
        stray = len(track) and not track.time_s[0] - _LONGEST_S < start < track.time_s[-1] + _LONGEST_S
        if (not math.isfinite(start) or stray) and len(track):
            start = float(track.time_s[0])
        begins.append(start)
    later = [min((b for b in begins if b > begin), default=math.inf) for begin in begins]
    return [_Window(begin, end) for begin, end in zip(begins, later, strict=True)]


class _SessionReader:
    """Reads one session: its track, parts, heart rate, temperature and what is said of it."""

    def __init__(
        self, content: FitContent, message: Message, window: _Window, used: list[str], damage: list[str]
    ) -> None:
        self.content, self.message, self.window = content, message, window
        self.used, self.damage = used, damage
        words = [_word(message.get(name)) for name in ("sport", "sub_sport")]
        known = activity_of_sport(*words)
        self.activity = known or UNKNOWN
        told = ", ".join(w.replace("_", " ") for w in words if w and w != "generic")
        if known:
            self.said = [Said("activity", known, "", "file", f"the file says: {told}")]
        else:
            remark = "the file names no sport that is known here; say what it was"
            self.said = [Said("activity", UNKNOWN, "", "default", remark)]

    def read(
        self, whole: Track, strap: tuple[Column, Column], differenced: frozenset[str | int]
    ) -> Session | None:
        """The session, or None when it has neither time nor sets."""
        track, begins = self._own_track(whole)
        duration = self._duration(track, begins)
        track = self._heart_rate(track, strap)
        laps = self._laps(begins, duration)
        track = self._heart_rate_of_laps(track.shifted(-begins), laps)
        parts = self._parts(track, laps, duration, begins)
        if not parts:
            return None
        air, thermometer = air_temperature(self.content, track, self.message, self.activity)
        hints = hints_of(self.content)
        clock = clock_of(begins, self.content.first("activity"))
        if clock.start is None:
            self.damage.append("The watch's clock was not set; its times count from when it was switched on.")
        exertion = number(self.message.get("workout_rpe")) / 10
        sweat = number(self.message.get(SWEAT_ESTIMATE_ML)) / 1000
        average, maximum = self._mean_and_maximum(track)
        said = [clock.said(), *device_said(self.content), *self.said]
        said += [Said("duration", f"{duration / 60:.1f}", "min", "file")] if duration > 0 else []
        said += [*session_said(self.message, differenced), *thermometer]
        said += developer_said(self.content.extra, begins, begins + duration, self.used)
        said += hints_said(hints)
        return Session(
            parts=parts, start=clock.start, utc_offset_s=clock.utc_offset_s, title=title_of(self.activity), source="FIT file",
            said=tuple(said), damage=tuple(self.damage), hints=hints,
            average_heart_rate_bpm=average, maximum_heart_rate_bpm=maximum, air_C=air,
            sweat_estimate_L=sweat if 0 < sweat < 20 else None, rpe=exertion if 0 <= exertion <= 10 else None,
        )  # fmt: skip

    def _own_track(self, whole: Track) -> tuple[Track, float]:
        """The samples of this session and when it begins, FIT s."""
        first = all(self.message is m or self.window.begins <= number(m.get("start_time"))
                    for m in self.content.all("session"))  # fmt: skip
        early = self.window.begins - (_EARLY_S if first else 0.0)
        track = whole.between(early, self.window.ends)
        begins = self.window.begins
        if len(track):
            begins = min(begins, float(track.time_s[0])) if math.isfinite(begins) else float(track.time_s[0])
        return track, begins if math.isfinite(begins) else 0.0

    def _duration(self, track: Track, begins: float) -> float:
        """Length from the summary, checked against the samples, s; 0 when not known."""
        elapsed, timer = (number(self.message.get(f"total_{kind}_time")) for kind in ("elapsed", "timer"))
        span = float(track.time_s[-1]) - begins if len(track) else 0.0
        room = self.window.ends - begins
        if not 0 < elapsed <= _LONGEST_S:
            elapsed = timer if 0 < timer <= _LONGEST_S else 0.0
        if elapsed > span + _FORGOTTEN_S and len(track) > 1 and not span < 0.5 * timer:
            self.damage.append(
                f"The clock ran on for {(elapsed - span) / 60:.0f} min after the last sample; that time was left out."
            )
            return span
        return min(max(elapsed, span), room) if room > 0 else max(elapsed, span)

    def _heart_rate(self, track: Track, strap: tuple[Column, Column]) -> Track:
        """The strap's stored heart rate in place of the wrist's; says where heart rate comes from."""
        merged, differs, count = with_strap(track, *strap)
        if count:
            remark = f"stored in the strap and merged into {count:,} of {len(track):,} samples"
            if differs is not None:
                remark += f"; the wrist differed by {differs:.0f} bpm on average and was not used there"
            self.said.append(Said("heart rate from", "chest strap", "", "file", remark))
            return merged
        if track.has("heart_rate_bpm"):
            infos = self.content.all("device_info")
            if any("heart_rate" in (i.get("antplus_device_type"), i.get("device_type")) for i in infos):
                self.said.append(Said("heart rate from", "chest strap", "", "file", "a radio strap or arm band was paired; watches prefer it to the wrist"))  # fmt: skip
            elif any("whr" in (i.get("local_device_type"), i.get("device_type")) for i in infos):
                self.said.append(
                    Said(
                        "heart rate from",
                        "wrist",
                        "",
                        "file",
                        "optical; may be off by 15 bpm and more in hard work",
                    )
                )
        return track

    def _laps(self, begins: float, duration: float) -> list[Lap]:
        """The laps within this session."""
        laps = []
        for lap in self.content.all("lap"):
            start, length = number(lap.get("start_time")), number(lap.get("total_elapsed_time"))
            if not (math.isfinite(start) and 0 < length <= _LONGEST_S) or not -1 <= start - begins < duration:
                continue
            cadence = lap.get("avg_cadence", lap.get("avg_running_cadence"))
            laps.append(
                Lap(
                    start - begins, length, possible(lap.get("total_distance"), "distance_m"), possible(lap.get("avg_heart_rate"), "heart_rate_bpm"),
                    possible(lap.get("avg_power"), "power_W"), possible(cadence, "cadence_per_min"), lap.get("intensity") in ("rest", "recovery"),
                )
            )  # fmt: skip
        return laps

    def _heart_rate_of_laps(self, track: Track, laps: Sequence[Lap]) -> Track:
        """Without heart rate in the samples, each lap's mean stands for its samples."""
        if not len(track) or track.has("heart_rate_bpm") or not any(lap.heart_rate_bpm for lap in laps):
            return track
        rate = np.full(len(track), np.nan)
        for lap in laps:
            inside = (track.time_s >= lap.begins_s) & (track.time_s < lap.ends_s)
            if lap.heart_rate_bpm is not None:
                rate[inside] = lap.heart_rate_bpm
        told = sum(lap.heart_rate_bpm is not None for lap in laps)
        self.said.append(
            Said(
                "heart rate from",
                "laps",
                "",
                "file",
                f"the samples have none; the means of {told} laps were used",
            )
        )
        return track.replaced(heart_rate_bpm=rate)

    def _parts(self, track: Track, laps: list[Lap], duration: float, begins: float) -> tuple[Part, ...]:
        sets = self._sets()
        if sets and (tells_exercises(sets) and self.activity in EXERCISE_BY_EXERCISE):
            parts, remarks = sets_and_rests(sets)
            if parts:
                count = sum(not isinstance(part, Rest) for part in parts)
                told = "; ".join(["the watch's guesses, correct them where they are wrong", *remarks])
                self.said.append(Said("sets", str(count), "", "device guess", told))
                return parts
        if len(track) > 1 and duration > 0:
            return stretches(
                track, self.activity, duration_s=duration, pauses=self._pauses(begins, duration), laps=laps
            )
        if self.content.records and duration > 0:
            self.damage.append("The records hold no usable times; the summary's means were used.")
        if sum(lap.duration_s for lap in laps) >= 0.9 * duration > 0:
            return parts_of_laps(laps, self.activity)
        return self._from_summary(duration)

    def _from_summary(self, duration: float) -> tuple[Part, ...]:
        """One stretch at the summary's means, and the paused time as rest."""
        if duration <= 0:
            return ()
        timer = number(self.message.get("total_timer_time"))
        moving = timer if 0 < timer < duration else duration
        lap = Lap(
            0.0, moving, possible(self.message.get("total_distance"), "distance_m"), possible(self.message.get("avg_heart_rate"), "heart_rate_bpm"),
            possible(self.message.get("avg_power"), "power_W"), possible(self.message.get("avg_cadence"), "cadence_per_min"),
        )  # fmt: skip
        rest: tuple[Part, ...] = (Rest(duration - moving),) if duration > moving else ()
        return parts_of_laps([lap], self.activity) + rest

    def _sets(self) -> list[Message]:
        """The sets that began in this session."""
        several = len(self.content.all("session")) > 1

        def own(message: Message) -> bool:
            start = number(message.get("start_time"))
            return not several or self.window.begins - 5 <= start < self.window.ends

        return [message for message in self.content.all("set") if own(message)]

    def _pauses(self, begins: float, duration: float) -> list[tuple[float, float]]:
        """(stop, start) of the timer, s from the start of the session."""
        events = [
            (number(e.get("timestamp")) - begins, str(e.get("event_type")))
            for e in self.content.all("event")
            if e.get("event") == "timer"
        ]
        pauses, stopped = [], None
        for when, kind in sorted(event for event in events if 0 <= event[0] <= duration):
            if kind.startswith("stop") and stopped is None:
                stopped = when
            elif kind == "start" and stopped is not None:
                pauses.append((stopped, when))
                stopped = None
        return pauses

    def _mean_and_maximum(self, track: Track) -> tuple[float | None, float | None]:
        """Mean and highest heart rate: of the samples, else of the summary; says them."""
        average, maximum = (
            possible(self.message.get(f"{kind}_heart_rate"), "heart_rate_bpm") for kind in ("avg", "max")
        )
        source: Source = "file"
        if track.has("heart_rate_bpm") and not any(said.value == "laps" for said in self.said):
            average, maximum = track.mean("heart_rate_bpm"), track.maximum("heart_rate_bpm")
            source = "computed"
        for name, value in (("mean heart rate", average), ("highest heart rate", maximum)):
            if value is not None:
                remark = "higher than most hearts go; check the sensor" if value > 205 else ""
                self.said.append(Said(name, f"{value:.0f}", "bpm", source, remark))
        return average, maximum


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None
