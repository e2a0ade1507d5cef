"""Free words: what they may mean, as extra readings that can only raise.

A find adds a reading beside the answers; it never replaces one and never completes the danger check.
The word list is English and short: it catches what people often write, and misses the rest.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Meant", "read_text"]


@dataclass(frozen=True)
class Meant:
    """Words that were found: what they may mean, and whether they count."""

    words: str
    means: tuple[tuple[str, str], ...]
    asks: str
    counted: bool
    read_as: str  # "yes", "no" or "question"


@dataclass(frozen=True)
class _Find:
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    means: tuple[tuple[str, str], ...]
    asks: str


@dataclass(frozen=True)
class _WordList:
    finds: tuple[_Find, ...]
    negators: frozenset[str]
    fillers: frozenset[str]
    not_a_negation: tuple[tuple[str, ...], ...]
    undone_by: frozenset[str]


def _plain(text: str) -> str:
    text = text.translate(
        {0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: " ", 0x2011: " ", 0x2013: ",", 0x2014: ","}
    )
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.lower().replace("-", " ")


def _word(choices: str) -> str:
    return "(?:" + "|".join(re.escape(c).replace(r"\*", r"[^\s,]*") for c in choices.split("|")) + ")"


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    alternatives = []
    for pattern in patterns:
        regex, gap = "", ""
        for step in _plain(pattern).split():
            if step == "~":
                gap = r"(?: [^\s]+){0,3}?"
            else:
                regex += (gap + " " if regex else "") + _word(step)
                gap = ""
        alternatives.append(regex)
    return re.compile(r"(?<!\S)(?:" + "|".join(alternatives) + r")(?!\S)")


@functools.cache
def _word_list() -> _WordList:
    text = Path(__file__).with_name("free_text.yaml").read_bytes()
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    finds = tuple(
        _Find(
            _compiled(e["words"]), _compiled(e["unless"]) if "unless" in e else None, tuple(e["means"].items()), e["asks"]
        )
        for e in data["finds"]
    )  # fmt: skip
    sets = {key: frozenset(data[key]) for key in ("negators", "fillers", "undone_by")}
    return _WordList(finds, not_a_negation=tuple(tuple(p.split()) for p in data["not_a_negation"]), **sets)


def meanings() -> tuple[Mapping[str, str], ...]:
    """What each entry of the word list may mean, for checks."""
    return tuple(dict(find.means) for find in _word_list().finds)


def _negated(tokens: list[str], start: int, end: int, covered: set[int], known: _WordList) -> bool:
    """Whether the words from `start` to `end` clearly stand under one "no" of their own clause."""
    i = start - 1
    while i >= 0 and (tokens[i] in known.fillers or i in covered) and tokens[i] not in known.negators:
        i -= 1
    if i < 0 or tokens[i] not in known.negators:
        return False
    if any(
        tuple(tokens[j : j + len(p)]) == p for p in known.not_a_negation for j in range(max(0, i - 1), i + 1)
    ):
        return False
    if set(tokens[max(0, i - 3) : i]) & known.negators:
        return False
    return not set(tokens[end:]) & known.undone_by


def _sentences(text: str) -> list[list[str]]:
    sentences = re.split(r"[.;:!?\n\r()]+", _plain(text))
    return [tokens for s in sentences if (tokens := re.findall(r"[a-z0-9'°]+|,", s))]


def _spans(pattern: re.Pattern[str], line: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in pattern.finditer(line)]


def read_text(text: str | None) -> tuple[Meant, ...]:
    """Every find in the text, in the order of the word list; each find is listed once.

    A find counts when at least one of its places is neither negated nor excused.
    """
    if not text:
        return ()
    known = _word_list()
    found: dict[int, Meant] = {}
    order = {"no": 0, "question": 1, "yes": 2}
    for tokens in _sentences(text):
        commas = [i for i, token in enumerate(tokens) if token == ","]
        words = [token for token in tokens if token != ","]
        line = " ".join(words)
        breaks = {i - n for n, i in enumerate(commas)}
        spans = [_spans(find.pattern, line) for find in known.finds]
        covered = {
            i for s in spans for a, b in s for i in range(line[:a].count(" "), line[:b].count(" ") + 1)
        }
        for number, find in enumerate(known.finds):
            excuses = _spans(find.unless, line) if find.unless else []
            for a, b in spans[number]:
                first, last = line[:a].count(" "), line[:b].count(" ") + 1
                clause = max((c for c in breaks if c <= first), default=0)
                negated = _negated(
                    words[clause:], first - clause, last - clause, {i - clause for i in covered}, known
                )
                excused = any(x < b and a < y for x, y in excuses)
                read_as = "no" if negated else "question" if excused else "yes"
                before = found.get(number)
                if before is None or order[read_as] > order[before.read_as]:
                    found[number] = Meant(line[a:b], find.means, find.asks, read_as == "yes", read_as)
    return tuple(found[number] for number in sorted(found))
