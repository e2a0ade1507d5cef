"""What a file says, value by value, with where each value came from and what was damaged."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from rich.console import Console
from rich.text import Text

from myotwitch.history.devices import read_workout
from myotwitch.history.history_file import read_history
from myotwitch.history.said import said
from myotwitch.history.session import Said, Session
from myotwitch.report.terminal import show_said

__all__ = ["Reading", "as_json", "read_file", "show_reading"]


@dataclasses.dataclass(frozen=True)
class Reading:
    """Sections of rows, each with a title, and the sentences on damage."""

    sections: tuple[tuple[str, tuple[Said, ...]], ...]
    damage: tuple[str, ...]


def read_file(path: Path) -> Reading:
    """Read a workout file or a history file. Raises Refusal when it cannot be read."""
    if path.suffix.lower() == ".toml":
        history = read_history(path)
        damage = tuple(line for session in history.sessions for line in session.damage)
        return Reading((("history", tuple(said(history))),), damage)
    sessions = read_workout(path)
    return Reading(
        tuple((_title(i, session, len(sessions)), session.said) for i, session in enumerate(sessions)),
        tuple(line for session in sessions for line in session.damage),
    )


def _title(index: int, session: Session, count: int) -> str:
    return session.title or ("session" if count == 1 else f"session {index + 1}")


def show_reading(name: str, reading: Reading, console: Console) -> None:
    """Print one file's reading."""
    console.print(Text(name, style="bold"))
    for sentence in reading.damage:
        console.print(Text(f"damaged: {sentence}"))
    for title, rows in reading.sections:
        console.print(Text(title, style="bold"))
        show_said(list(rows), console)
        console.print()


def as_json(readings: list[tuple[str, Reading]]) -> str:
    """All readings as one JSON document."""
    files = [
        {
            "file": name,
            "damage": list(reading.damage),
            "sections": [
                {"title": title, "values": [dataclasses.asdict(row) for row in rows]}
                for title, rows in reading.sections
            ],
        }
        for name, reading in readings
    ]
    return json.dumps({"schema_version": 1, "files": files}, indent=2, ensure_ascii=False) + "\n"
