"""Small readings that several doors share: an amount or a count at the head of a text."""

from __future__ import annotations

import re

from myotwitch.units import KINDS

__all__ = ["NUMBER_WORDS", "count_word", "leading_quantity"]

NUMBER_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0,
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "ninety": 90.0, "hundred": 100.0, "half": 0.5,
}  # fmt: skip

_HEAD = re.compile(r"\s*([+-]?\d{1,9}(?:[.,]\d{1,9})?)\s*", re.ASCII)


def leading_quantity(text: str, kind: str) -> tuple[float | None, str]:
    """A number with a unit of `kind` at the head of `text`, in canonical units, and what follows.

    (None, text) when the text does not begin so. A unit must be followed by a blank or the end;
    "of" after it is skipped: "0.5 L of water" gives (0.5, "water").
    """
    head = _HEAD.match(text)
    if head is None:
        return None, text
    rest = text[head.end() :]
    for unit in sorted(KINDS[kind].scale, key=len, reverse=True):
        if (
            unit
            and rest[: len(unit)].lower() == unit.lower()
            and not rest[len(unit) : len(unit) + 1].isalpha()
        ):
            factor, offset = KINDS[kind].scale[unit]
            after = rest[len(unit) :].strip()
            return float(head[1].replace(",", ".")) * factor + offset, after.removeprefix("of ").strip()
    return None, text


def count_word(text: str) -> tuple[float, str]:
    """A count at the head of `text` ("2 eggs", "two eggs", "half a banana") and what follows; else 1."""
    head = _HEAD.match(text)
    if head is not None and text[head.end() :].strip():
        return float(head[1].replace(",", ".")), text[head.end() :].strip().removeprefix("x ").strip()
    count, words = 1.0, text.split()
    while len(words) > 1 and words[0].lower() in NUMBER_WORDS:
        count *= NUMBER_WORDS[words.pop(0).lower()]
    return count, " ".join(words)
