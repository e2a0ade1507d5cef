"""A page of plain SVG elements for figures that are made once and kept in `docs/`. Nothing to run here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

INK, GREY, RED, BLUE, GREEN = "#222", "#777", "#c0392b", "#2c6fad", "#3a7d44"
Point = tuple[float, float]


class Page:
    """A list of SVG elements in plain coordinates."""

    def __init__(self, width: float, height: float, title: str):
        """An empty white page, px; the title is for readers that see no picture."""
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" role="img">',
            f"<title>{title}</title>",
            f'<rect width="{width}" height="{height}" fill="white"/>',
        ]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        anchor: str = "start",
        colour: str = INK,
        size: float = 12,
        turn: float = 0,
    ) -> None:
        """Words at a place, turned by so many degrees."""
        turned = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}"{turned}>{words}</text>'
        )

    def line(self, points: Iterable[Point], colour: str = INK, width: float = 1.0, dash: str = "") -> None:
        """A polyline."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashed} points="{drawn}"/>'
        )

    def strokes(self, places: Iterable[Point], height: float, colour: str, width: float) -> None:
        """Short upright lines centred on places, as one element."""
        drawn = "".join(f"M{x:.1f} {y - height / 2:.1f}v{height:.1f}" for x, y in places)
        if drawn:
            self.parts.append(f'<path fill="none" stroke="{colour}" stroke-width="{width}" d="{drawn}"/>')

    def box(self, x: float, y: float, width: float, height: float, colour: str, opacity: float = 1.0) -> None:
        """A filled box."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" opacity="{opacity}"/>'
        )

    def dot(self, x: float, y: float, radius: float, colour: str, hollow: bool = False) -> None:
        """A dot, or a ring."""
        fill = f'fill="white" stroke="{colour}" stroke-width="1.5"' if hollow else f'fill="{colour}"'
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {fill}/>')

    def write(self, path: Path) -> None:
        """Write the page."""
        path.write_text("\n".join([*self.parts, "</svg>\n"]), "utf-8")
