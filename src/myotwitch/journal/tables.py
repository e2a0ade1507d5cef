"""The tables of the journal, as SQLAlchemy knows them. Changes come by `migrations/`."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = ["Kept", "Table"]


class Table(DeclarativeBase):
    """Base of the tables."""


class Kept(Table):
    """One answer that was kept, with the history that led to it.

    history: tables in the shape of the history file; sessions: what the workout files said, without
    positions or names. answer: the document of `why --json`. versions: of the software and its rules.
    """

    __tablename__ = "kept"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    title: Mapped[str] = mapped_column(String(200))
    history: Mapped[dict[str, Any]] = mapped_column(JSON)
    sessions: Mapped[list[Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    versions: Mapped[dict[str, Any]] = mapped_column(JSON)
