"""The door for workout files: whatever a watch, a site or a lifting log wrote becomes sessions.

The kind is told by the content and only then by the name. The assumption: one file is one
recording, which may hold several sports. FIT, TCX and GPX, each also gzipped; Hevy and Strong CSV.
"""

from __future__ import annotations

from pathlib import Path

from myotwitch.history.open_file import Opened, held_workout, kind_of, open_workout, unreadable
from myotwitch.history.session import Session
from myotwitch.history.sports import ACTIVITY_OF_SPORT

__all__ = ["ACTIVITY_OF_SPORT", "read_held_workout", "read_workout"]


def read_workout(path: str | Path) -> tuple[Session, ...]:
    """The sessions in a workout file, in its order; at least one.

    Each session holds what was read (`said`) and what was broken (`damage`).

    Raises
    ------
    Refusal: the file cannot be read or holds no workout (door UNREADABLE, exit code 3).
    """
    return _read(open_workout(path))


def read_held_workout(name: str, data: bytes) -> tuple[Session, ...]:
    """The same for bytes in memory: nothing is written. `name` is shown in messages. Raises Refusal."""
    return _read(held_workout(name, data))


def _read(opened: Opened) -> tuple[Session, ...]:
    kind = kind_of(opened)
    if kind == "fit":
        from myotwitch.history.fit_sessions import read_fit

        return read_fit(opened)
    if kind == "tcx":
        from myotwitch.history.tcx_file import read_tcx

        return read_tcx(opened)
    if kind == "gpx":
        from myotwitch.history.gpx_file import read_gpx

        return read_gpx(opened)
    return _strength_log(opened)


def _strength_log(opened: Opened) -> tuple[Session, ...]:
    from myotwitch.history.strength_logs import looks_like_strength_log, read_strength_log

    text = opened.data.decode("utf-8-sig", errors="replace")
    if not looks_like_strength_log(text):
        raise unreadable(
            f"{opened.name} is text, but neither a Hevy nor a Strong log.",
            next_step="export the log as CSV from the app, with its header row.",
        )
    return read_strength_log(text, source=opened.name)
