"""What is never written, whoever asks: answers on self-harm and on pregnancy.

The danger check as a whole stays out of the journal. Of a history and its answer, whatever speaks of
pregnancy is taken out before anything is written; words are matched, because people write them into lists.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["without_secrets"]

_SECRET = re.compile(
    r"pregnan|trimester|expecting a (?:child|baby)|maternity|suicid|self[ _-]?harm|harm(?:ing)? (?:my|your)self|end(?:ing)? (?:my|your) life",
    re.IGNORECASE,
)
_LEFT_OUT = frozenset({"triage", "text", "observations"})


def without_secrets(told: Any) -> Any:
    """A copy of plain dictionaries, lists and texts without what is never written."""
    if isinstance(told, dict):
        return {
            key: without_secrets(value) for key, value in told.items()
            if key not in _LEFT_OUT and not _SECRET.search(str(key)) and not (isinstance(value, str) and _SECRET.search(value))
        }  # fmt: skip
    if isinstance(told, list | tuple):
        return [
            without_secrets(value) for value in told if not (isinstance(value, str) and _SECRET.search(value))
        ]
    return told
