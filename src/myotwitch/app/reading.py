"""What we read: each value with where it came from, ready for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from myotwitch.app.story import age_told, new_told, sessions_of_visit, tables_of, upload_of
from myotwitch.app.visits import Visit
from myotwitch.history.history_file import history_from_tables
from myotwitch.history.session import Said, Session, Set, Work
from myotwitch.history.timeline import History
from myotwitch.refusal import Refusal

__all__ = ["SOURCE_WORDS", "From", "has_effort", "line_of", "read_values", "rows_of", "sets_of"]

SOURCE_WORDS = {
    "file": "from the file", "device guess": "the watch guessed", "computed": "worked out", "default": "usual value",
    "person": "you", "you": "you", "check": "danger check", "untold": "not told",
}  # fmt: skip
_PERSON = {"sex": "sex", "age": "age_yr", "mass": "mass_kg", "height": "height_cm"}
_DAMAGE = "damage"


@dataclass(frozen=True)
class From:
    """A value as its field shows it, and who told it."""

    value: str
    source: str


def _history(visit: Visit) -> History | None:
    """The history without what was refused; None when even that cannot be."""
    try:
        return history_from_tables(tables_of(visit), sessions_of_visit(visit))
    except Refusal:
        return None


def read_values(visit: Visit) -> dict[str, From]:
    """The editable values of "what we read": typed, else the file's, else empty."""
    found: dict[str, From] = {}
    history = _history(visit)
    for name in ("start", "exertion", "new", "heart_rate", "power", "air", "humidity", "sun", *_PERSON):
        typed = visit.told(name)
        found[name] = From(typed, "you" if typed else "untold")
    if not visit.told("air") and visit.told("warmth"):
        found["air"] = From(visit.told("warmth"), "you")
    if not visit.told("exertion") and visit.told("effort"):
        found["exertion"] = From(visit.told("effort"), "you")
    if history is not None:
        for name, key in _PERSON.items():
            if not visit.told(name) and history.person_from.get(key) == "file":
                value = getattr(history.person, key)
                found[name] = From(value if isinstance(value, str) else f"{value:.6g}", "file")
        start = history.clock.local(0.0)
        if start is not None and history.sessions and not visit.told("start"):
            found["start"] = From(f"{start:%Y-%m-%d %H:%M}", "file" if upload_of(visit) else "computed")
    if found["age"].source == "untold" and age_told(visit):
        found["age"] = From(age_told(visit), "check")
    rpe = (
        [s.rpe for s in visit.uploads[upload_of(visit)].sessions if s.rpe is not None]
        if upload_of(visit)
        else []
    )
    if rpe and found["exertion"].source == "untold":
        found["exertion"] = From(f"{rpe[0]:g}", "file")
    if found["new"].source == "untold":
        if new_told(visit):
            found["new"] = From(new_told(visit), "check")
        elif history is not None and any(session.new for session in history.sessions):
            found["new"] = From("yes", "you")
    for name in ("heart_rate", "power"):
        if not visit.told(name):
            found[name] = From("use", "file")
    return found


def _sessions(visit: Visit) -> tuple[Session, ...]:
    if upload_of(visit):
        return visit.uploads[upload_of(visit)].sessions
    history = _history(visit)
    return () if history is None else history.sessions


def rows_of(visit: Visit) -> list[tuple[str, list[Said]]]:
    """What the workout says: a title and its rows, for each session; damage first."""
    found = []
    for number, session in enumerate(_sessions(visit), 1):
        damage = [Said(_DAMAGE, sentence, "", "file") for sentence in session.damage]
        title = session.title or ("The workout" if len(_sessions(visit)) == 1 else f"Part {number}")
        found.append((title, [*damage, *session.said]))
    return found


def sets_of(visit: Visit) -> list[tuple[str, int, str]]:
    """Exercises of the workout's sets, how many sets, and what the person calls them instead."""
    counts: dict[str, int] = {}
    for session in _sessions(visit) if upload_of(visit) else ():
        for part in session.parts:
            if isinstance(part, Set):
                counts[part.exercise] = counts.get(part.exercise, 0) + 1
    return [(name, count, visit.told(f"correct:{name}")) for name, count in counts.items()]


def has_effort(visit: Visit, name: str) -> bool:
    """Whether the workout holds a heart rate or a power that may be left out."""
    key = {"heart_rate": "heart_rate_bpm", "power": "power_W"}[name]
    parts = [part for session in _sessions(visit) for part in session.parts if isinstance(part, Work)]
    return bool(upload_of(visit)) and any(getattr(part, key) is not None for part in parts)


def line_of(visit: Visit) -> dict[str, list[Any]]:
    """The workout over time, min: heart rate, beats a minute, and speed, km/h, where they are known."""
    time, heart, speed = [], [], []
    at_s = 0.0
    for session in visit.uploads[upload_of(visit)].sessions if upload_of(visit) else ():
        for part in session.parts:
            lasts = part.duration_s or 0.0
            if isinstance(part, Work) and (part.heart_rate_bpm or part.speed_m_per_s):
                time.append(round((at_s + lasts / 2) / 60, 2))
                heart.append(None if part.heart_rate_bpm is None else round(part.heart_rate_bpm))
                speed.append(None if part.speed_m_per_s is None else round(3.6 * part.speed_m_per_s, 2))
            at_s += lasts
    if len(time) < 3:
        return {"time_min": [], "heart_rate_bpm": [], "speed_km_per_h": []}
    return {"time_min": time, "heart_rate_bpm": heart, "speed_km_per_h": speed}
