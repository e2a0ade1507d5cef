"""Questions people ask, with the answers that are known, each shown only to the person who opens it.

The words are ours; the facts are those of the sources named beside them. Numbers of different groups
of people are never put into one sentence. Nothing here is an answer to "what do I have".
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

from myotwitch.provenance import short_citation

__all__ = ["Question", "people_ask"]


@dataclass(frozen=True)
class Question:
    """One question. say: paragraphs. sources: short citations."""

    id: str
    ask: str
    say: tuple[str, ...]
    sources: tuple[str, ...]


@functools.cache
def people_ask() -> tuple[Question, ...]:
    """All of them, in the order of the page."""
    told = tomllib.loads(resources.files(__package__).joinpath("questions.toml").read_text("utf-8"))
    return tuple(
        Question(row["id"], row["ask"], tuple(row["say"]), tuple(map(short_citation, row["sources"])))
        for row in told["question"]
    )
