"""The drawings as SVG path data: front, back and the three insets, each with its spots.

A spot is one side of a place. It has one element that keys and screen readers meet, in the view named
`primary`; shapes of the same place in another view are its twins, for the pointer alone. In the front
and in the insets the person faces the viewer, so the person's left is on the viewer's right.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from myotwitch.app.bodymap.curves import Point, box, closed_path, mirrored, open_path, read_points
from myotwitch.app.bodymap.places import MIDDLE, MapPlace, places, spot_words

__all__ = ["Spot", "View", "views"]

_FRAMES = {
    "front": ("Front", "front.toml", (-75, -3, 150, 408), 16),
    "back": ("Back", "back.toml", (-75, -3, 150, 408), 16),
    "face": ("Face", "insets.toml", (-54, 0, 108, 120), 20),
    "hand": ("Palms", "insets.toml", (-57, 4, 114, 115), 20),
    "foot": ("Soles", "insets.toml", (-51, 6, 102, 114), 20),
}
"""Title, file, frame (left, top, width, height) and reach of each view, in the order of the page."""


@dataclass(frozen=True)
class Spot:
    """One side of a place in one view.

    key, side: what the form posts. name: everyday words. path: SVG path data, all parts in one.
    mark: where the sign of the chosen spot sits. box: left, top, right, bottom in units of the view.
    twin: the place is met by keys in another view.
    """

    key: str
    side: str
    name: str
    modelled: bool
    path: str
    mark: tuple[float, float]
    box: tuple[float, float, float, float]
    twin: bool


@dataclass(frozen=True)
class View:
    """One picture: its frame as a viewBox, contour, spots in reading order, thin and heavy lines, pupils.

    reach: width of the unseen line around a spot that a finger hits too.
    right_first: the viewer's left is the person's right.
    """

    key: str
    title: str
    frame: tuple[int, int, int, int]
    reach: int
    outline: str
    spots: tuple[Spot, ...]
    lines: str
    heavy_lines: str
    dots: tuple[tuple[float, float, float], ...]
    right_first: bool


def _halves(row: dict[str, Any]) -> list[tuple[Point, ...]]:
    """A drawn shape and its mirror image; one shape where it lies across the midline."""
    points = read_points(row["points"])
    if row.get("across"):
        return [points + mirrored(points)[1:-1]]
    return [points] if row.get("alone") else [points, mirrored(points)]


def _area_centre(points: tuple[Point, ...]) -> tuple[float, float, float]:
    """Area and its centre of the polygon through the points."""
    twice = x = y = 0.0
    for p, q in zip(points, (*points[1:], points[0]), strict=True):
        cross = p.x * q.y - q.x * p.y
        twice, x, y = twice + cross, x + (p.x + q.x) * cross, y + (p.y + q.y) * cross
    return abs(twice) / 2, x / (3 * twice), y / (3 * twice)


def _spot(place: MapPlace, side: str, parts: list[tuple[Point, ...]], view: str) -> Spot:
    _, x, y = max(_area_centre(part) for part in parts)
    boxes = [box(part) for part in parts]
    edges = [pick(b[i] for b in boxes) for i, pick in enumerate((min, min, max, max))]
    return Spot(
        place.key, side, spot_words(place, side), place.modelled, "".join(map(closed_path, parts)),
        (round(x, 1), round(y, 1)), (edges[0], edges[1], edges[2], edges[3]), place.primary != view,
    )  # fmt: skip


def _spots(view: str, rows: list[dict[str, Any]], viewer_right: str) -> Iterable[Spot]:
    other = {"left": "right", "right": "left"}[viewer_right]
    for place in places():
        drawn = [_halves(row) for row in rows if row["place"] == place.key]
        if not drawn:
            continue
        if place.middle:
            yield _spot(place, MIDDLE, [halves[0] for halves in drawn], view)
        else:
            yield _spot(place, other, [halves[1] for halves in drawn], view)
            yield _spot(place, viewer_right, [halves[0] for halves in drawn], view)


def _view(key: str) -> View:
    title, file, frame, reach = _FRAMES[key]
    told: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath(file).read_text("utf-8"))
    rows = told.get(key, told)
    lines = {
        heavy: "".join(
            open_path(half)
            for row in rows.get("line", [])
            if bool(row.get("heavy")) is heavy
            for half in _halves(row)
        )
        for heavy in (False, True)
    }
    dots = []
    for row in rows.get("dot", []):
        (at,) = read_points(row["at"])
        dots += [(at.x, at.y, row["radius"]), (-at.x, at.y, row["radius"])]
    return View(
        key, title, frame, reach,
        "".join(closed_path(half) for row in rows["outline"] for half in _halves(row)),
        tuple(_spots(key, rows["shape"], "right" if key == "back" else "left")),
        lines[False], lines[True], tuple(dots), key != "back",
    )  # fmt: skip


@functools.cache
def views() -> tuple[View, ...]:
    """Front, back, face, palms and soles."""
    return tuple(_view(key) for key in _FRAMES)
