"""How this software says no: one exception that a person can act on.

Every refusal says what happened, the value with its unit, what is allowed and who says so,
and what to do next. The door it leaves by (the exit code of `docs` "Command line") is part of it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import IntEnum

__all__ = ["Door", "Refusal", "nearest"]


class Door(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    UNREADABLE = 3
    SOME_FAILED = 4
    IMPOSSIBLE = 5
    INTERRUPTED = 130


class Refusal(Exception):
    """Input that is not taken, with what the person can do about it.

    Parameters
    ----------
    happened: one sentence: what was found, the value with its unit, and where.
    allowed: what would be taken, and who says so (may be empty).
    next_step: a command or an edit to try next (may be empty).
    door: the exit code: USAGE for wrong words or keys, UNREADABLE for files that cannot be read,
        IMPOSSIBLE for values that no human body has.
    """

    def __init__(self, happened: str, *, allowed: str = "", next_step: str = "", door: Door) -> None:
        self.happened = happened
        self.allowed = allowed
        self.next_step = next_step
        self.door = door
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The message as up to three lines, in the order in which a person needs them."""
        parts = [self.happened]
        if self.allowed:
            parts.append(f"Allowed: {self.allowed}")
        if self.next_step:
            parts.append(f"Next: {self.next_step}")
        return parts


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely meant, or None when nothing is close."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None
