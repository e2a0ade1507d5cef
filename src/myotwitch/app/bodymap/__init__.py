"""The body map: a drawn figure on which a person points at the muscle that twitches.

The same choice stands beside it as a list of plain form controls (`templates/bodymap.html`), so the
picture is a help and never the only way. The drawing is data; nothing here simulates or judges.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.app.bodymap.figure import Spot, View, views
from myotwitch.app.bodymap.places import LACKING, MIDDLE, PARTS, MapPlace, place_named, places, spot_words

__all__ = ["Chart", "MapPlace", "Spot", "View", "chart", "place_named", "places"]


@dataclass(frozen=True)
class Chart:
    """What the template needs: the pictures, the list in its parts, and what is chosen now."""

    views: tuple[View, ...]
    parts: tuple[tuple[str, tuple[MapPlace, ...]], ...]
    muscle: str | None
    side: str | None

    @property
    def said(self) -> str:
        """The chosen spot in words, or an empty text."""
        place = place_named(self.muscle or "")
        return spot_words(place, self.side or MIDDLE) if place else ""


def chart(muscle: str | None = None, side: str | None = None) -> Chart:
    """The body map with what is chosen.

    muscle: a key of `handover.MUSCLES`, or of a place that the model lacks (`places()`), or None.
    side: "left", "right", "both" or None.

    Raises
    ------
    ValueError: a muscle that is no place of the map, or another side.
    """
    if muscle is not None and place_named(muscle) is None:
        raise ValueError(f"{muscle!r} is no place of the body map")
    if side not in ("left", "right", MIDDLE, None):
        raise ValueError(f"{side!r} is no side")
    known = [
        (title, tuple(p for p in places() if p.part == part and p.modelled)) for part, title in PARTS.items()
    ]
    lacking = tuple(p for p in places() if not p.modelled)
    return Chart(views(), (*known, (LACKING, lacking)), muscle, side)
