"""What one person told so far, in memory alone.

A visit belongs to one browser. It is forgotten when the app ends, when the person asks for it, or when
many newer ones have come.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from myotwitch.history.session import Session
from myotwitch.refusal import Refusal

if TYPE_CHECKING:
    from myotwitch.app.line import Task

__all__ = ["Upload", "Visit", "Visits"]

_MOST_VISITS = 64
_MOST_UPLOADS = 8


@dataclass(frozen=True)
class Upload:
    """A workout file as it was understood; the file itself is not kept."""

    name: str
    sessions: tuple[Session, ...]


@dataclass
class Visit:
    """One person's answers.

    danger: answers to the danger check, by the names of triage. seen: its screens that were answered.
    fields: what was typed, by field, as it was typed. errors: what was wrong with it. uploads: by name.
    """

    key: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    danger: dict[str, object] = field(default_factory=dict)
    words: str = ""
    seen: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Refusal] = field(default_factory=dict)
    uploads: OrderedDict[str, Upload] = field(default_factory=OrderedDict)
    task: Task | None = None
    what_if: Task | None = None
    asked: str = ""
    kept_as: int | None = None
    now: datetime | None = None
    """The time when the workout was told: it stands still, so that the same answers give the same answer."""

    def told(self, name: str) -> str:
        """What was typed into a field, without blanks around it; nothing where it cannot be."""
        return "" if name in self.errors else self.fields.get(name, "").strip()

    def add(self, upload: Upload) -> str:
        """Hold an upload under a name of its own, which is returned."""
        name, number = upload.name, 1
        while name in self.uploads:
            number += 1
            name = f"{number} {upload.name}"
        self.uploads[name] = upload
        while len(self.uploads) > _MOST_UPLOADS:
            self.uploads.popitem(last=False)
        return name

    @property
    def held(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each upload."""
        return {name: upload.sessions for name, upload in self.uploads.items()}

    def start_anew(self) -> None:
        """Forget everything that was told."""
        fresh = Visit(self.key)
        for name in (
            "danger",
            "words",
            "seen",
            "fields",
            "errors",
            "uploads",
            "task",
            "what_if",
            "asked",
            "kept_as",
            "now",
        ):
            setattr(self, name, getattr(fresh, name))


class Visits:
    """Every visit of this run of the app."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> Visit:
        """A new visit under a key that nobody can guess."""
        visit = Visit(secrets.token_urlsafe(24))
        with self._lock:
            self._visits[visit.key] = visit
            while len(self._visits) > _MOST_VISITS:
                self._visits.popitem(last=False)
        return visit

    def of(self, key: str | None) -> Visit | None:
        """The visit of a key."""
        with self._lock:
            visit = self._visits.get(key or "")
            if visit is not None:
                self._visits.move_to_end(visit.key)
        return visit

    def forget_all(self) -> None:
        """Forget what everyone told."""
        with self._lock:
            for visit in self._visits.values():
                visit.start_anew()
