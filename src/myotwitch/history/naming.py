"""How readers ask for the name of an exercise or activity: two functions, given or the house's own."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Naming", "house_naming"]


@dataclass(frozen=True)
class Naming:
    """exercise, activity: a name in everyday words to a key of `exercises.toml` or `activities.toml`,
    or None when the table does not know it."""

    exercise: Callable[[str], str | None]
    activity: Callable[[str], str | None]


@functools.cache
def house_naming() -> Naming:
    """The names of the house's own tables."""
    tables = importlib.import_module("myotwitch.history.tables")
    return Naming(tables.find_exercise, tables.find_activity)
