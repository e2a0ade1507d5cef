"""What a person may point at: a muscle group, or a place that the model lacks, and its everyday words.

Two names meet here and nowhere else: the key that the forms post and the words that people read. A
place that the model lacks can be chosen too, because it matters to the danger check and the answer
then says that the model has nothing to tell. The table is `map_places.toml`; the words to search by
come from `history/places.toml`.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from myotwitch.handover import SIDES
from myotwitch.history.places import words_of

__all__ = ["LACKING", "MIDDLE", "PARTS", "MapPlace", "place_named", "places", "spot_words"]

PARTS = {"face": "Head", "trunk": "Chest, belly and back", "arm": "Arm and hand", "leg": "Hip, leg and foot"}
LACKING = "Not in the model"
MIDDLE = "both"
"""The side of a place on the midline, in the words of `history.places`."""


@dataclass(frozen=True)
class MapPlace:
    """One place.

    key: a group of `handover.MUSCLES` when `modelled`, else this map's own name.
    words: its everyday name without a side. part: a key of PARTS.
    site: a value of the danger check's `twitch_sites`.
    primary: the view with the shape that the arrow keys meet; empty when it is in the list alone.
    search: other words that find it in the list.
    """

    key: str
    words: str
    part: str
    site: str
    primary: str
    modelled: bool = True
    middle: bool = False
    search: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides on which the place exists, the person's right first as on the page."""
        return (MIDDLE,) if self.middle else tuple(reversed(SIDES))


@functools.cache
def places() -> tuple[MapPlace, ...]:
    """All places from head to foot."""
    told: dict[str, Any] = tomllib.loads(
        resources.files(__package__).joinpath("map_places.toml").read_text("utf-8")
    )
    return tuple(MapPlace(**row, search=words_of(row["key"])) for row in told["place"])


def place_named(key: str) -> MapPlace | None:
    """The place with this key, or None."""
    return next((place for place in places() if place.key == key), None)


def spot_words(place: MapPlace, side: str) -> str:
    """The name of one side of a place: "Left calf", "Lips"."""
    words = place.words if place.middle or side == MIDDLE else f"{side} {place.words}"
    return words[0].upper() + words[1:]
