"""Small pictures as SVG text: a course with its band, a bar, a curve. No network, no script.

Colours are carried by `currentColor` and opacity, so that a picture is readable in light, dark and
print; nothing is told by colour alone. A `plain` picture carries no style of its own: the page's style
sheet names its classes (grid, axis, band, line, usual, window, now).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from myotwitch.why.answer import Why
from myotwitch.why.shares import Summary
from myotwitch.why.words import since

__all__ = ["bar", "course_picture", "curve_picture", "now_hour"]

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 14, 34
_TICKS_H = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 24.0, 72.0, 168.0, 720.0)
_FIRST_H = 0.1
_APART = 42
"""Labels nearer to each other than this would touch."""


def _hour_label(hour: float) -> str:
    if hour < 1:
        return f"{hour * 60:.0f} min"
    return f"{hour:.0f} h" if hour < 48 else f"{hour / 24:.0f} days"


class _Axes:
    """Hours on a logarithmic axis, values on a linear or logarithmic one."""

    def __init__(
        self, hours: Sequence[float], low: float, high: float, *, width: int, height: int, log: bool
    ) -> None:
        self.first, self.last = _FIRST_H, max(max(hours), 1.0)
        self.log, self.width, self.height = log, width, height
        self.low, self.high = (math.log(low), math.log(high)) if log else (low, high)

    def x(self, hour: float) -> float:
        at = math.log(max(hour, self.first) / self.first) / math.log(self.last / self.first)
        return LEFT + at * (self.width - LEFT - RIGHT)

    def y(self, value: float) -> float:
        height = math.log(max(value, 1e-9)) if self.log else value
        at = (height - self.low) / (self.high - self.low)
        return self.height - BOTTOM - min(max(at, 0.0), 1.0) * (self.height - TOP - BOTTOM)

    def path(self, hours: Sequence[float], values: Sequence[float]) -> str:
        points = " L".join(f"{self.x(h):.1f} {self.y(v):.1f}" for h, v in zip(hours, values, strict=True))
        return f"M{points}"

    def frame(self, ticks: Sequence[tuple[float, str]]) -> list[str]:
        base = self.height - BOTTOM
        rows = []
        for value, label in ticks:
            y = self.y(value)
            rows.append(
                f'<line x1="{LEFT}" x2="{self.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
            )
            rows.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(label)}</text>')
        before = -math.inf
        for hour in _TICKS_H:
            x = self.x(hour)
            if self.first <= hour <= self.last and x - before > _APART:
                before = x
                rows.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 4}" class="axis"/>')
                rows.append(
                    f'<text x="{x:.1f}" y="{base + 17}" text-anchor="middle">{_hour_label(hour)}</text>'
                )
        rows.append(f'<line x1="{LEFT}" x2="{self.width - RIGHT}" y1="{base}" y2="{base}" class="axis"/>')
        return rows


_STYLE = (
    "<style>text{font:11px system-ui,sans-serif;fill:currentColor}.grid{stroke:currentColor;stroke-opacity:.15}"
    ".axis{stroke:currentColor;stroke-opacity:.6}.band{fill:#4a7ebb;fill-opacity:.25}"
    ".line{fill:none;stroke:#2b5c98;stroke-width:2}.usual{fill:none;stroke:currentColor;stroke-dasharray:4 3;stroke-opacity:.7}"
    ".window{fill:currentColor;fill-opacity:.06}.now{stroke:currentColor;stroke-width:1.5}</style>"
)


def _svg(rows: list[str], title: str, width: int, height: int, plain: bool = False) -> str:
    style = "" if plain else _STYLE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
    return "".join([head, f"<title>{escape(title)}</title>", style, *rows, "</svg>"])


def now_hour(why: Why) -> tuple[float, str] | None:
    """Where "now" lies, in hours after the last session, and what it is called; None when it is not known."""
    history, end_s = why.history, why.question.end_s
    if history.now is not None and history.sessions:
        return (history.seconds(history.now) - end_s) / 3600.0, "now"
    if history.twitches and why.question.reported_per_hour is not None:
        return (why.question.to_s - end_s) / 3600.0, "your report ends"
    return None


def _runs(shown: np.ndarray) -> list[list[int]]:
    """Indices of the stretches that may be shown."""
    at = np.flatnonzero(shown)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)
    return [[int(i) for i in run] for run in runs if run.size > 1]


def course_picture(why: Why, *, width: int = WIDTH, plain: bool = False) -> str:
    """The rate against the usual day over time: line, 10 to 90 % band, the asked window, now.

    width: of the drawing, in the units in which its letters are 11 high. plain: without a style and
    without the legend below.
    """
    hours, shown = list(why.hours), why.shown & (why.hours >= _FIRST_H)
    values = [why.ratio[i] for i in np.flatnonzero(shown)] or [Summary(1.0, 0.5, 2.0)]
    low = min(0.5, *(v.low for v in values)) / 1.1
    high = max(2.0, *(v.high for v in values)) * 1.1
    axes = _Axes(hours, max(low, 0.02), high, width=width, height=HEIGHT, log=True)
    ticks = [(v, f"{v:g} ×") for v in (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0) if low <= v <= high]
    if len(ticks) == 1:
        ticks = [(v, f"{v:g} ×") for v in (0.5, 1.0, 2.0) if low <= v <= high]
    begin, end = (
        max((s - why.question.end_s) / 3600.0, _FIRST_H) for s in (why.question.from_s, why.question.to_s)
    )
    wide = axes.x(min(end, axes.last)) - axes.x(begin)
    rows = [
        f'<rect class="window" x="{axes.x(begin):.1f}" y="{TOP}" width="{max(wide, 1):.1f}" height="{HEIGHT - TOP - BOTTOM}"/>'
    ]
    rows += axes.frame(ticks)
    rows.append(f'<path class="usual" d="{axes.path([axes.first, axes.last], [1.0, 1.0])}"/>')
    for run in _runs(shown):
        at = [hours[i] for i in run]
        up, down = [why.ratio[i].high for i in run], [why.ratio[i].low for i in run]
        rows.append(f'<path class="band" d="{axes.path(at + at[::-1], up + down[::-1])}Z"/>')
        rows.append(f'<path class="line" d="{axes.path(at, [why.ratio[i].median for i in run])}"/>')
    moment = now_hour(why)
    if moment is not None and axes.first <= moment[0] <= axes.last:
        x = axes.x(moment[0])
        rows.append(f'<line class="now" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        side = "end" if x > width / 2 else "start"
        rows.append(
            f'<text x="{x + (-4 if side == "end" else 4):.1f}" y="{TOP + 10}" text-anchor="{side}">{escape(moment[1])}</text>'
        )
    if not plain:
        rows.append(
            f'<text x="{width - RIGHT}" y="{HEIGHT - 3}" text-anchor="end">{since(why)} (dashed: any day; grey: the hours asked about)</text>'
        )
    return _svg(rows, "Twitch rate against the usual day over time", width, HEIGHT, plain)


def curve_picture(
    hours: np.ndarray,
    now: Sequence[Summary],
    usual: Sequence[Summary],
    title: str,
    digits: int,
    *,
    plain: bool = False,
) -> str:
    """One quantity of the milieu: band and line, the usual day dashed."""
    at = [int(i) for i in np.flatnonzero(hours >= _FIRST_H)]
    low = min(min(now[i].low for i in at), min(usual[i].median for i in at))
    high = max(max(now[i].high for i in at), max(usual[i].median for i in at))
    room = max(0.08 * (high - low), 10.0**-digits)
    axes = _Axes(list(hours), low - room, high + room, width=320, height=130, log=False)
    rows = axes.frame([(v, f"{v:.{digits}f}") for v in (low, high)])
    at_h = [float(hours[i]) for i in at]
    up, down = [now[i].high for i in at], [now[i].low for i in at]
    rows.append(f'<path class="band" d="{axes.path(at_h + at_h[::-1], up + down[::-1])}Z"/>')
    rows.append(f'<path class="usual" d="{axes.path(at_h, [usual[i].median for i in at])}"/>')
    rows.append(f'<path class="line" d="{axes.path(at_h, [now[i].median for i in at])}"/>')
    return _svg(rows, title, 320, 130, plain)


def bar(mean: float, low: float, high: float) -> str:
    """A share from 0 to 1 as a bar with its range."""
    rows = [
        f'<rect x="0" y="4" width="{200 * mean:.1f}" height="10" fill="#4a7ebb"/>',
        f'<line x1="{200 * low:.1f}" x2="{200 * high:.1f}" y1="9" y2="9" class="axis"/>',
        *(
            f'<line x1="{200 * end:.1f}" x2="{200 * end:.1f}" y1="5" y2="13" class="axis"/>'
            for end in (low, high)
        ),
    ]
    return _svg(rows, f"{100 * mean:.0f} per cent, from {100 * low:.0f} to {100 * high:.0f}", 200, 18)
