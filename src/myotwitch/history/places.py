"""Where it twitches: everyday words and the muscle group they mean.

The assumption: a word names the muscle that lies under the skin there; where several lie, the
commonest twitching one is taken and the others are named. The table is `places.toml`.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from myotwitch.handover import MUSCLES
from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["Place", "find_place", "words_of"]

_SIDES = {
    "left": "left", "l": "left", "lt": "left", "right": "right", "r": "right", "rt": "right",
    "both": "both", "bilateral": "both",
}  # fmt: skip
_IDLE = {"my", "the", "of", "in", "on", "a", "muscle", "muscles", "one", "at", "from"}


@dataclass(frozen=True)
class Place:
    """A muscle group of `handover.MUSCLES`, a side ("left", "right", "both" or None: not told), and
    other groups that the words may have meant."""

    muscle: str
    side: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Absent:
    say: str
    next_step: str


@functools.cache
def _table() -> Mapping[tuple[str, ...], Place | _Absent]:
    told: dict[str, Any] = tomllib.loads(
        resources.files(__package__).joinpath("places.toml").read_text("utf-8")
    )
    table: dict[tuple[str, ...], Place | _Absent] = {}
    for row in told["absent"]:
        for words in row["words"]:
            table[_meaning_words(words)[0]] = _Absent(row["say"], row["next_step"])
    for muscle in MUSCLES:
        table[tuple(muscle.split("_"))] = Place(muscle, None)
    for row in told["place"]:
        for words in row["words"]:
            table[_meaning_words(words)[0]] = Place(row["muscle"], None, tuple(row.get("also", ())))
    return table


def _meaning_words(text: str) -> tuple[tuple[str, ...], str | None]:
    """The words that name the place, in order, and the side; little words fall away."""
    cleaned = "".join(c if c.isalnum() or c == "'" else " " for c in text.lower())
    words, side = [], None
    for word in cleaned.split():
        if word in _SIDES:
            side = _SIDES[word] if side in (None, _SIDES[word]) else "both"
        elif word not in _IDLE:
            words.append(word)
    return tuple(words), side


def find_place(text: str) -> Place:
    """The muscle group and side that everyday words or a muscle name mean.

    "left calf" is Place("gastrocnemius", "left", also=("soleus",)).

    Raises
    ------
    Refusal: unknown words, with the nearest known ones, or a place that the model lacks, with
        what to do instead (door USAGE).
    """
    words, side = _meaning_words(text[:200])
    for spelled in (words, *_variants(words)):
        found = _table().get(spelled)
        if isinstance(found, Place):
            return Place(found.muscle, side, found.also)
        if isinstance(found, _Absent):
            raise Refusal(
                f"where: {text[:60]!r}. {found.say}",
                allowed="everyday words for the 20 muscle groups, such as calf, thigh, arch of the foot, eyelid, thumb.",
                next_step=found.next_step,
                door=Door.USAGE,
            )
    guess = nearest(
        " ".join(words), {" ".join(key) for key, place in _table().items() if isinstance(place, Place)}
    )
    sided = f"{side} {guess}" if guess and side in ("left", "right") else guess
    raise Refusal(
        f"where: {text[:60]!r} is not a place that this model knows."
        + (f" Did you mean {sided!r}?" if guess else ""),
        allowed="calf, shin, thigh, inner thigh, arch of the foot, bum, hip, lower back, belly, chest, neck, shoulder, "
        "upper arm, forearm, thumb, eyelid, or one of: " + ", ".join(MUSCLES) + ".",
        next_step=f'write "{sided or "left calf"}".',
        door=Door.USAGE,
    )


def words_of(muscle: str) -> tuple[str, ...]:
    """All everyday words that may mean a muscle group, its own first; empty for an unknown name."""
    known = [(" ".join(words), place) for words, place in _table().items() if isinstance(place, Place)]
    own = tuple(words for words, place in known if place.muscle == muscle)
    return own + tuple(words for words, place in known if muscle in place.also)


def _variants(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    without_side = tuple(word for word in words if word != "side")
    return [(*words[:-1], words[-1].removesuffix("s")), without_side] if words else []
