"""Pictures of two things in one frame: two futures of a person, and two discharges of the model's nerve."""

from __future__ import annotations

import numpy as np

from myotwitch.report.membrane_trace import MembraneTrace
from myotwitch.report.pictures import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, _Axes, _runs, _svg
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures

__all__ = ["trace_picture", "two_courses_picture"]

_FIRST_H = 0.1


def two_courses_picture(two: TwoFutures, *, width: int = WIDTH) -> str:
    """Two futures, plain: as told with its band, changed as a line of long dashes."""
    hours, shown = list(two.hours), two.shown & (two.hours >= _FIRST_H)
    values = [one[i] for one in (two.told, two.other) for i in np.flatnonzero(shown)] or [
        Summary(1.0, 0.5, 2.0)
    ]
    low, high = min(0.5, *(v.low for v in values)) / 1.1, max(2.0, *(v.high for v in values)) * 1.1
    axes = _Axes(hours, max(low, 0.02), high, width=width, height=HEIGHT, log=True)
    rows = axes.frame([(v, f"{v:g} ×") for v in (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0) if low <= v <= high])
    rows.append(f'<path class="usual" d="{axes.path([axes.first, axes.last], [1.0, 1.0])}"/>')
    for run in _runs(shown):
        at = [hours[i] for i in run]
        up, down = [two.told[i].high for i in run], [two.told[i].low for i in run]
        rows.append(f'<path class="band" d="{axes.path(at + at[::-1], up + down[::-1])}Z"/>')
        rows.append(f'<path class="line" d="{axes.path(at, [two.told[i].median for i in run])}"/>')
        rows.append(f'<path class="other" d="{axes.path(at, [two.other[i].median for i in run])}"/>')
    return _svg(rows, "Twitch rate of both days over time", width, HEIGHT, True)


def trace_picture(trace: MembraneTrace, *, width: int = WIDTH) -> str:
    """The voltage of a discharge, plain: in the fluid of the day as a line, at rest dashed."""
    low, high = min(*trace.now_mV, *trace.rest_mV) - 10.0, max(*trace.now_mV, *trace.rest_mV) + 10.0
    last = trace.times_ms[-1]

    def x(ms: float) -> float:
        return LEFT + ms / last * (width - LEFT - RIGHT)

    def y(mV: float) -> float:
        return HEIGHT - BOTTOM - (mV - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def path(values: tuple[float, ...]) -> str:
        points = (f"{x(t):.1f} {y(v):.1f}" for t, v in zip(trace.times_ms, values, strict=True))
        return "M" + " L".join(points)

    rows = []
    for mV in (-80.0, -40.0, 0.0, 40.0):
        rows.append(
            f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{y(mV):.1f}" y2="{y(mV):.1f}" class="grid"/>'
        )
        rows.append(f'<text x="{LEFT - 6}" y="{y(mV) + 4:.1f}" text-anchor="end">{mV:g} mV</text>')
    rows += [
        f'<text x="{x(ms):.1f}" y="{HEIGHT - BOTTOM + 17}" text-anchor="middle">{ms} ms</text>'
        for ms in range(int(last) + 1)
    ]
    rows += [
        f'<path class="usual" d="{path(trace.rest_mV)}"/>',
        f'<path class="line" d="{path(trace.now_mV)}"/>',
    ]
    return _svg(rows, "Voltage of the nerve ending over time", width, HEIGHT, True)
