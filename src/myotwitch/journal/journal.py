"""The journal: keep an answer, list what is kept, take one out, delete everything.

One SQLite file, written only by `keep`. The assumption: one person, one computer, one app at a time;
two apps at once wait for one another up to ten seconds. A save is confirmed when the disk has it
(write-ahead log, synchronous FULL), so a crash loses nothing that was confirmed.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myotwitch.journal.never_written import without_secrets
from myotwitch.refusal import Door, Refusal

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

__all__ = ["Entry", "Journal", "usual_place"]

_PAGE = 200


@dataclass(frozen=True)
class Entry:
    """One kept answer."""

    id: int
    kept_at: datetime.datetime
    title: str
    history: dict[str, Any]
    sessions: list[Any]
    answer: dict[str, Any]
    versions: dict[str, Any]


def usual_place() -> Path:
    """Where the journal lies: MYOTWITCH_JOURNAL, else this user's data folder."""
    import os

    import platformdirs

    told = os.environ.get("MYOTWITCH_JOURNAL")
    return Path(told) if told else Path(platformdirs.user_data_dir("myotwitch")) / "journal.sqlite"


class Journal:
    """The file and what may be done with it. Nothing is made before the first `keep`."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or usual_place()
        self._lock = threading.Lock()
        self._opened: Engine | None = None

    def _engine(self) -> Engine:
        if self._opened is None:
            self._opened = _open(self.path)
        return self._opened

    @contextmanager
    def _session(self) -> Iterator[Session]:
        from sqlalchemy.exc import DatabaseError
        from sqlalchemy.orm import Session

        with self._lock:
            try:
                with Session(self._engine()) as session:
                    yield session
            except (DatabaseError, OSError) as error:
                reason = str(getattr(error, "orig", None) or error)
                raise Refusal(
                    f"The journal {self.path} cannot be used: {reason}.", allowed="a file that this user may read and write.",
                    next_step="move it away or name another with MYOTWITCH_JOURNAL.", door=Door.UNREADABLE,
                ) from None  # fmt: skip

    def keep(
        self,
        title: str,
        history: dict[str, Any],
        sessions: list[Any],
        answer: dict[str, Any],
        versions: dict[str, Any],
    ) -> int:
        """Write one answer; its number is returned once the disk has it. Raises Refusal."""
        from myotwitch.journal.tables import Kept

        row = Kept(
            kept_at=datetime.datetime.now(datetime.UTC), title=title[:200], history=without_secrets(history),
            sessions=without_secrets(sessions), answer=without_secrets(answer), versions=versions,
        )  # fmt: skip
        with self._session() as session:
            session.add(row)
            session.commit()
            return row.id

    def entries(self) -> list[Entry]:
        """The newest kept answers; none where nothing was ever kept. Raises Refusal."""
        from sqlalchemy import select

        from myotwitch.journal.tables import Kept

        if not self.path.exists():
            return []
        with self._session() as session:
            return [
                _entry(row) for row in session.scalars(select(Kept).order_by(Kept.id.desc()).limit(_PAGE))
            ]

    def entry(self, number: int) -> Entry | None:
        """One kept answer, or None. Raises Refusal."""
        from myotwitch.journal.tables import Kept

        if not self.path.exists() or not 0 < number < 2**63:
            return None
        with self._session() as session:
            row = session.get(Kept, number)
            return None if row is None else _entry(row)

    def delete(self, number: int) -> bool:
        """Delete one kept answer; whether it was there. Raises Refusal."""
        from myotwitch.journal.tables import Kept

        if not self.path.exists() or not 0 < number < 2**63:
            return False
        with self._session() as session:
            row = session.get(Kept, number)
            if row is not None:
                session.delete(row)
                session.commit()
            return row is not None

    def delete_everything(self) -> None:
        """Remove the file and what lies beside it."""
        with self._lock:
            self.close()
            for ending in ("", "-wal", "-shm", "-journal"):
                Path(str(self.path) + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.dispose()
            self._opened = None


def _entry(row: Any) -> Entry:
    kept_at = row.kept_at if row.kept_at.tzinfo else row.kept_at.replace(tzinfo=datetime.UTC)
    return Entry(row.id, kept_at, row.title, row.history, row.sessions, row.answer, row.versions)


def _open(path: Path) -> Engine:
    """The file at the newest version of its tables; made, for this user alone, where it was not."""
    import os

    from sqlalchemy import create_engine, event

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10.0})

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    _upgrade(engine)
    return engine


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
