"""Cutting a sentence about a workout into numbers, clock times, words and signs.

The assumption: English, Latin digits, a point or a comma before decimals. Nothing is dropped:
every token knows its place in the text, so that what is not understood can be shown back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "tokenize"]

TokenKind = Literal["number", "range", "clock", "word", "sign", "stop"]

_TIMES = "x×*"
_STOPS = ",;\n.!?"
_COMPOUND = {"km/h", "m/s", "mi/h", "min/km", "min/mi", "min/mile", "kcal/h"}
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Token:
    """A piece of the text. `value` is the number, the lower end of a range, or seconds of a clock time;
    `high` is the upper end of a range; `colons` counts the colons of a clock time."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: float = 0.0
    high: float = 0.0
    colons: int = 0


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at] in _DIGITS:
        at += 1
    return at


def _number(text: str, at: int) -> tuple[float, int]:
    """A decimal number at `at`; a point or comma counts only between digits ("62,5" but not "5, 5")."""
    end = _digits(text, at)
    whole = text[at:end]
    if end + 1 < len(text) and text[end] in ".," and text[end + 1] in _DIGITS:
        stop = _digits(text, end + 1)
        thousands = text[end] == "," and stop - end == 4 and 1 <= len(whole) <= 3 and whole != "0"
        glue = "" if thousands else "."
        return float(f"{whole[:15]}{glue}{text[end + 1 : stop][:15]}"), stop
    return float(whole[:15]), end


def _clock(text: str, at: int) -> tuple[float, int, int] | None:
    """Seconds, colons and end of "52:30", "1:20:00" or "5'30", or None."""
    fields, end = [], at
    while True:
        stop = _digits(text, end)
        if stop == end or stop - end > 3:
            return None
        fields.append(int(text[end:stop]))
        mark = text[stop : stop + 1]
        if mark and mark in ":'’" and text[stop + 1 : stop + 3].isdigit() and len(fields) < 3:
            end = stop + 1
            continue
        break
    if len(fields) < 2 or any(field > 59 for field in fields[1:]):
        return None
    seconds = 0.0
    for field in fields:
        seconds = seconds * 60 + field
    return seconds, len(fields) - 1, stop


def _numeric(text: str, at: int) -> Token:
    clock = _clock(text, at)
    if clock is not None:
        seconds, colons, end = clock
        return Token("clock", text[at:end], at, end, seconds, colons=colons)
    value, end = _number(text, at)
    if text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2] in tuple(_DIGITS):
        high, stop = _number(text, end + 1)
        return Token("range", text[at:stop], at, stop, value, high)
    return Token("number", text[at:end], at, end, value)


def _word(text: str, at: int, after_number: bool) -> Token:
    end = at
    while end < len(text) and (text[end].isalpha() or text[end] in "'’°µ"):
        end += 1
    word = text[at:end].lower().replace("’", "'")
    if after_number and word[:1] == "x" and word != "x":  # "3xsquat"
        return Token("sign", "x", at, at + 1)
    if text[end : end + 1] == "/":
        stop = end + 1
        while stop < len(text) and text[stop].isalpha():
            stop += 1
        if text[at:stop].lower() in _COMPOUND:
            return Token("word", text[at:stop].lower(), at, stop)
    if word == "x":
        return Token("sign", "x", at, end)
    return Token("word", word, at, end)


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order. Blanks and hyphens between words fall away; all else is kept."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        sign = text[at]
        glued_to_number = bool(tokens) and tokens[-1].kind in ("number", "range") and tokens[-1].end == at
        if sign in _DIGITS:
            tokens.append(_numeric(text, at))
        elif sign.isalpha() or sign in "°µ":
            tokens.append(_word(text, at, glued_to_number))
        elif sign in _STOPS:
            tokens.append(Token("stop", sign, at, at + 1))
        elif sign in "'\"″′" and glued_to_number:
            tokens.append(Token("word", "min" if sign in "'′" else "s", at, at + 1))
        elif sign in _TIMES:
            tokens.append(Token("sign", "x", at, at + 1))
        elif not (sign.isspace() or sign in "-–()[]~≈'’\""):
            tokens.append(Token("sign", sign, at, at + 1))
        at = max(at + 1, tokens[-1].end if tokens else 0)
    return tokens
