"""Single facts in a told session: "60 min", "10.5 km/h", "5x5", "at 80 %", "rest 90 s", "hard".

The assumption: a fact is a number with its unit, or a word with one meaning. Words that carry no
meaning ("the", "about") are listed here; every other word must be a fact or a name, or it is shown
back to the person.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from myotwitch.history.quantities import NUMBER_WORDS
from myotwitch.history.word_tokens import Token
from myotwitch.units import KINDS

__all__ = ["FILLERS", "Fact", "Scheme", "read_fact", "word_table"]

FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "of",
        "for",
        "at",
        "with",
        "in",
        "on",
        "to",
        "did",
        "do",
        "i",
        "we",
        "it",
        "was",
        "some",
        "about",
        "around",
        "approximately",
        "roughly",
        "total",
        "altogether",
        "then",
        "and",
        "workout",
        "session",
        "training",
        "exercise",
        "pace",
        "speed",
        "every",
        "each",
        "time",
        "by",
        "using",
        "from",
        "plus",
        "reps",
        "rep",
        "repetitions",
        "repetition",
        "sets",
        "set",
        "after",
        "before",
        "also",
        "just",
        "felt",
        "feeling",
        "intervals",
        "interval",
        "between",
        "apart",
        "x",
        "lasting",
        "long",
        "followed",
        "today",
        "yesterday",
        "this",
        "morning",
        "evening",
    ]
)
_REST = frozenset(
    ["rest", "rests", "resting", "break", "breaks", "pause", "pauses", "off", "recovery", "recoveries"]
)
_ACTIVE_REST = frozenset(["easy", "jog", "jogging", "walk", "walking", "float"])
_LIMBS = frozenset(["leg", "legs", "side", "sides", "arm", "arms", "hand", "hands", "foot"])
_SLOPE = frozenset(["grade", "incline", "gradient", "slope", "uphill", "climb", "inclination"])
_PER_DISTANCE = {"km": 1000.0, "k": 1000.0, "mile": 1609.344, "miles": 1609.344, "mi": 1609.344, "m": 1.0}


@functools.cache
def word_table() -> Mapping[str, Any]:
    """The rows of `words.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Scheme:
    """Sets: how many, and for each its repetitions, or its length in seconds or metres."""

    sets: int
    repetitions: tuple[float, ...] = ()
    seconds: float | None = None
    metres: float | None = None


@dataclass(frozen=True)
class Fact:
    """One thing told: what it is about (`kind`), its value in canonical units, and the next token."""

    kind: str
    value: Any
    end: int


Tokens = Sequence[Token]


def _word(tokens: Tokens, i: int) -> str:
    return tokens[i].text.lower() if i < len(tokens) and tokens[i].kind == "word" else ""


def _sign(tokens: Tokens, i: int) -> str:
    return tokens[i].text if i < len(tokens) and tokens[i].kind == "sign" else ""


def _amount(tokens: Tokens, i: int) -> tuple[float, int] | None:
    """A number, the middle of a range, or a number word, and the next token."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "number":
        return token.value, i + 1
    if token.kind == "range":
        return (token.value + token.high) / 2, i + 1
    if token.text == "half" and _word(tokens, i + 1) in ("a", "an"):
        return 0.5, i + 2
    if token.kind == "word" and token.text in NUMBER_WORDS:
        return NUMBER_WORDS[token.text], i + 1
    return None


def _unit(tokens: Tokens, i: int, kind: str) -> float | None:
    """The factor of the unit of `kind` at token i, or None."""
    word = tokens[i].text if i < len(tokens) and tokens[i].kind == "word" else ""
    for spelled in (word, word.lower()):
        if spelled and spelled in KINDS[kind].scale:
            return KINDS[kind].scale[spelled][0]
    return None


def _duration(tokens: Tokens, i: int) -> tuple[float, int] | None:
    """Seconds of "60 min", "1 h 30 min", "1h30", "an hour and a half", "1:20:00", "1:30 h"."""
    if i < len(tokens) and tokens[i].kind == "clock":
        hours = tokens[i].colons == 1 and _word(tokens, i + 1) in ("h", "hr", "hrs", "hour", "hours")
        minutes = tokens[i].colons == 1 and _word(tokens, i + 1) in ("min", "mins", "minutes")
        return tokens[i].value * (60 if hours else 1), i + 1 + (hours or minutes)
    seconds, at, last = 0.0, i, float("inf")
    while True:
        skip = at + 1 if seconds and _word(tokens, at) == "and" else at
        found = _amount(tokens, skip)
        if found is None:
            break
        factor = _unit(tokens, found[1], "duration")
        if factor is None and last == 3600.0 and _word(tokens, found[1]) == "m":
            factor = 60.0
        if factor is None and last == 3600.0 and tokens[skip].kind == "number" and tokens[skip].value < 60:
            glued = tokens[skip].start == tokens[skip - 1].end
            if glued:
                return seconds + found[0] * 60.0, found[1]
        if factor is None and last == 3600.0 and tokens[skip - 1].text == "a" and found[0] == 0.5:
            return seconds + 1800.0, found[1]
        if factor is None or factor >= last:
            if last == 3600.0 and found == (1.0, skip + 1) and _word(tokens, skip + 1) == "half":
                return seconds + 1800.0, skip + 2
            break
        seconds, at, last = seconds + found[0] * factor, found[1] + 1, factor
    return (seconds, at) if last != float("inf") else None


def _quantity(kind: str, slot: str) -> Callable[[Tokens, int], Fact | None]:
    def read(tokens: Tokens, i: int) -> Fact | None:
        found = _amount(tokens, i)
        factor = None if found is None else _unit(tokens, found[1], kind)
        return None if found is None or factor is None else Fact(slot, found[0] * factor, found[1] + 1)

    return read


def _pace(tokens: Tokens, i: int) -> Fact | None:
    """Speed, m/s, of "5:30/km", "5:30 min/km", "8:30 per mile", "5 min/km", "2:00/100m"."""
    if i >= len(tokens) or tokens[i].kind not in ("clock", "number"):
        return None
    seconds, at = tokens[i].value, i + 1
    if tokens[i].kind == "number":
        seconds *= 60
        if _word(tokens, at).startswith("min/"):
            unit = _word(tokens, at)[4:]
            return Fact("speed_m_per_s", _PER_DISTANCE[unit] / seconds, at + 1) if seconds > 0 else None
        if _word(tokens, at) not in ("min", "minutes"):
            return None
        at += 1
    if _word(tokens, at).startswith("min/"):
        return (
            Fact("speed_m_per_s", _PER_DISTANCE[_word(tokens, at)[4:]] / seconds, at + 1) if seconds else None
        )
    if _sign(tokens, at) != "/" and _word(tokens, at) not in ("per", "a"):
        return None
    at += 1
    count = 1.0
    if at < len(tokens) and tokens[at].kind == "number":
        count, at = tokens[at].value, at + 1
    metres = _PER_DISTANCE.get(_word(tokens, at))
    return None if metres is None or seconds <= 0 else Fact("speed_m_per_s", count * metres / seconds, at + 1)


def _scheme(tokens: Tokens, i: int) -> Fact | None:
    """Sets: "5x5", "3 x 30 s", "5x1 km", "4x4 min", "3 sets of 12", "12/10/8", "3 rounds"."""
    sets = _amount(tokens, i)
    if sets is None:
        return None
    at = sets[1]
    if _sign(tokens, at) == "/" and tokens[i].kind == "number":
        ladder, after = [tokens[i].value], at
        while _sign(tokens, after) == "/" and after + 1 < len(tokens) and tokens[after + 1].kind == "number":
            ladder.append(tokens[after + 1].value)
            after += 2
        return Fact("scheme", Scheme(len(ladder), tuple(ladder)), after) if len(ladder) > 1 else None
    if _word(tokens, at) in ("rounds", "round"):
        return Fact("rounds", int(min(sets[0], 1e6)), at + 1)
    if _word(tokens, at) in ("sets", "set"):
        counted = Scheme(int(min(sets[0], 1e6)))
        if _word(tokens, at + 1) not in ("of", "x") and _sign(tokens, at + 1) != "x":
            return Fact("scheme", counted, at + 1)
        return _of_each_set(tokens, at + 2, sets[0]) or Fact("scheme", counted, at + 2)
    if _sign(tokens, at) != "x":
        return None
    return _of_each_set(tokens, at + 1, sets[0])


def _of_each_set(tokens: Tokens, at: int, sets: float) -> Fact | None:
    each = _amount(tokens, at)
    count = int(min(sets, 1e6))
    if each is None:
        lasting = _duration(tokens, at)
        return None if lasting is None else Fact("scheme", Scheme(count, seconds=lasting[0]), lasting[1])
    lasting = _duration(tokens, at)
    if lasting is not None:
        return Fact("scheme", Scheme(count, seconds=lasting[0]), lasting[1])
    metres = _unit(tokens, each[1], "distance")
    if metres is not None and _word(tokens, each[1]) != "ft":
        return Fact("scheme", Scheme(count, metres=each[0] * metres), each[1] + 1)
    if _unit(tokens, each[1], "mass") is not None:  # "5x100 kg": five repetitions with a load
        return Fact("scheme", Scheme(1, (sets,)), at)
    end = each[1]
    if _sign(tokens, end) == "x" and _amount(tokens, end + 1) is not None:
        end += 1  # "5x5x100 kg": the load follows
    return Fact("scheme", Scheme(count, (each[0],)), end)


def _rest(tokens: Tokens, i: int) -> Fact | None:
    """A pause between sets or intervals: "rest 90 s", "2 min rest", "with 3 min easy"."""
    if _word(tokens, i) in _REST:
        at = i + 1 + (_word(tokens, i + 1) in ("of", "for", "in"))
        lasting = _duration(tokens, at)
        return None if lasting is None else Fact("rest_s", lasting[0], lasting[1])
    introduced = _word(tokens, i) == "with"
    lasting = _duration(tokens, i + introduced)
    if lasting is None:
        return None
    after = lasting[1] + (_word(tokens, lasting[1]) == "of")
    if _word(tokens, after) in _REST:
        return Fact("rest_s", lasting[0], after + 1)
    if introduced and _word(tokens, after) in _ACTIVE_REST:
        end = after + 1 + (_word(tokens, after + 1) in _REST | _ACTIVE_REST)
        return Fact("recovery_s", lasting[0], end)
    return None


def _percent(tokens: Tokens, i: int) -> Fact | None:
    """A grade ("8 % uphill", "incline 5 %"), else a bare percentage ("80 %", "80 % of 1RM")."""
    word = _word(tokens, i)
    if word in _SLOPE or word == "downhill":
        found = _amount(tokens, i + 1 + (_word(tokens, i + 1) in ("of", "at")))
        if found is not None and (_sign(tokens, found[1]) == "%" or _word(tokens, found[1]) == "percent"):
            return Fact("grade", (-0.01 if word == "downhill" else 0.01) * found[0], found[1] + 1)
        return None
    found = _amount(tokens, i)
    if found is None or not (_sign(tokens, found[1]) == "%" or _word(tokens, found[1]) == "percent"):
        return None
    at = found[1] + 1
    if _word(tokens, at) in _SLOPE or _word(tokens, at) == "downhill":
        return Fact("grade", (-0.01 if _word(tokens, at) == "downhill" else 0.01) * found[0], at + 1)
    for tail in (
        ("of", "1", "rm"),
        ("1", "rm"),
        ("of", "one", "rep", "max"),
        ("of", "max"),
        ("of", "my", "max"),
    ):
        if tuple(token.text.lower() for token in tokens[at : at + len(tail)]) == tail:
            return Fact("load_fraction", found[0] / 100, at + len(tail))
    return Fact("percent", found[0] / 100, at)


def _each_limb(tokens: Tokens, i: int) -> Fact | None:
    """ "each hand", "per leg", "/side", "left leg", "right arm": what a number stands for."""
    head, at = _word(tokens, i) or _sign(tokens, i), i + 1
    if head == "in":
        head, at = _word(tokens, at), at + 1
    if head in ("each", "per", "/") and _word(tokens, at) in _LIMBS:
        return Fact("each", _word(tokens, at), at + 1)
    if head in ("left", "right"):
        return Fact("side", head, at + (_word(tokens, at) in _LIMBS))
    return None


def _simple(tokens: Tokens, i: int) -> Fact | None:
    """RPE, heart rate, cadence, repetitions in words, body weight, laps of a length."""
    word = _word(tokens, i)
    if word == "rpe":
        found = _amount(tokens, i + 1)
        return None if found is None else Fact("rpe", found[0], found[1])
    if word in ("bodyweight", "unweighted") or (word == "body" and _word(tokens, i + 1) == "weight"):
        return Fact("bodyweight", True, i + (2 if word == "body" else 1))
    found = _amount(tokens, i)
    if found is None:
        return None
    unit, value, at = _word(tokens, found[1]), found[0], found[1]
    if unit in ("bpm", "beats"):
        return Fact("heart_rate_bpm", value, at + 1)
    if unit in ("rpm", "spm"):
        return Fact("cadence_per_min", value, at + 1)
    if unit in ("reps", "rep", "repetitions", "repetition", "times"):
        return Fact("scheme", Scheme(1, (value,)), at + 1)
    if unit in ("lengths", "laps", "lengths'") and _word(tokens, at + 1) in ("of", "x"):
        pool = _amount(tokens, at + 2)
        metres = None if pool is None else _unit(tokens, pool[1], "distance")
        if pool is not None and metres is not None:
            return Fact("distance_m", value * pool[0] * metres, pool[1] + 1)
    return None


def _named_words(tokens: Tokens, i: int) -> Fact | None:
    """Efforts and distances with a name, longest first: "very hard", "half marathon"."""
    for length in (3, 2, 1):
        words = " ".join(token.text for token in tokens[i : i + length] if token.kind == "word")
        if i + length > len(tokens) or len(words.split()) != length:
            continue
        if words in word_table()["effort"]["words"]:
            return Fact("rpe", word_table()["effort"]["words"][words], i + length)
        if words in word_table()["distance"]["words"]:
            return Fact("distance_m", word_table()["distance"]["words"][words], i + length)
    return None


def _plain_duration(tokens: Tokens, i: int) -> Fact | None:
    """A duration; "clock_s" for "3:45", which may be minutes and seconds or hours and minutes."""
    found = _duration(tokens, i)
    if found is not None and tokens[i].kind == "clock" and tokens[i].colons == 1 and found[1] == i + 1:
        return Fact("clock_s", found[0], found[1])
    return None if found is None else Fact("duration_s", found[0], found[1])


_READERS: tuple[Callable[[Tokens, int], Fact | None], ...] = (
    _pace, _scheme, _rest, _quantity("speed", "speed_m_per_s"), _percent, _each_limb, _simple, _plain_duration,
    _quantity("power", "power_W"), _quantity("distance", "distance_m"), _quantity("mass", "load_kg"), _named_words,
)  # fmt: skip


def read_fact(tokens: Tokens, i: int) -> Fact | None:
    """The fact that begins at token i, or None. The order of the readers settles what "5 min/km" is."""
    for reader in _READERS:
        fact = reader(tokens, i)
        if fact is not None:
            return fact
    return None
