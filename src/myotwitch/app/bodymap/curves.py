"""Smooth closed lines through drawn points, as SVG path data.

A drawing is text: "x,y x,y …", a point with ! is a corner. Between two points runs a cubic Bézier
curve; its handles point along the parabola through a point and its two neighbours and are a third of
the way long, so that nothing overshoots where points lie unevenly. At a corner the handles point
straight along the side. The data are steps from point to point, rounded to 0.1, so points are drawn
with at most one decimal and no error adds up. The mirror image runs backwards, so that both halves wind the same way and
overlapping shapes stay filled.
"""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = ["Point", "box", "closed_path", "mirrored", "open_path", "read_points"]


class Point(NamedTuple):
    """A point of a drawing, in units of the figure; x grows to the viewer's right, y downwards."""

    x: float
    y: float
    corner: bool = False


def read_points(text: str) -> tuple[Point, ...]:
    """Points of a drawing. ValueError for anything that is not "x,y" or "x,y!"."""
    points = []
    for word in text.split():
        x, y = word.removesuffix("!").split(",")
        points.append(Point(float(x), float(y), word.endswith("!")))
    return tuple(points)


def mirrored(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The same drawing on the other side of x = 0."""
    return tuple(Point(-p.x, p.y, p.corner) for p in reversed(points))


def box(points: tuple[Point, ...]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the points."""
    xs, ys = [p.x for p in points], [p.y for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _direction(before: Point, here: Point, after: Point) -> tuple[float, float]:
    """Unit tangent at `here` of the parabola through three points, timed by their distances."""
    to_here, to_after = math.dist(before[:2], here[:2]), math.dist(here[:2], after[:2])
    if not to_here or not to_after:
        return 0.0, 0.0
    x = (here.x - before.x) / to_here * to_after + (after.x - here.x) / to_after * to_here
    y = (here.y - before.y) / to_here * to_after + (after.y - here.y) / to_after * to_here
    length = math.hypot(x, y) or 1.0
    return x / length, y / length


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _curve(before: Point, start: Point, end: Point, after: Point) -> str:
    third = math.dist(start[:2], end[:2]) / 3
    along = ((end.x - start.x) / (3 * third), (end.y - start.y) / (3 * third)) if third else (0.0, 0.0)
    leave = along if start.corner else _direction(before, start, end)
    arrive = along if end.corner else _direction(start, end, after)
    steps = (
        third * leave[0], third * leave[1],
        end.x - start.x - third * arrive[0], end.y - start.y - third * arrive[1],
        end.x - start.x, end.y - start.y,
    )  # fmt: skip
    return "c" + " ".join(map(_number, steps)).replace(" -", "-")


def closed_path(points: tuple[Point, ...]) -> str:
    """Path data of a closed smooth line through at least three points."""
    count = len(points)
    curves = [
        _curve(points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count])
        for i in range(count)
    ]
    return f"M{_number(points[0].x)} {_number(points[0].y)}{''.join(curves)}Z"


def open_path(points: tuple[Point, ...]) -> str:
    """Path data of an open smooth line; its ends are straight."""
    ends = (points[0]._replace(corner=True), *points[1:-1], points[-1]._replace(corner=True))
    curves = [
        _curve(ends[max(i - 1, 0)], ends[i], ends[i + 1], ends[min(i + 2, len(ends) - 1)])
        for i in range(len(ends) - 1)
    ]
    return f"M{_number(ends[0].x)} {_number(ends[0].y)}{''.join(curves)}"
