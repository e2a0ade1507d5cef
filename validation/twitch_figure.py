"""One calf, two afternoons: a quiet one, and one with a long hot run. Writes docs/twitch.svg.

Run: python validation/twitch_figure.py       (the same person, the same units, the same seeds)
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from myotwitch.course.simulate import simulate
from myotwitch.history.history_file import read_history
from myotwitch.twitch.noticed import Noticing, chance_of_swing
from myotwitch.twitch.sampling import ReturningDischarge, discharge_times
from myotwitch.twitch.signals import summed, surface_potentials_uV
from myotwitch.twitch.sites import free_hazards_per_s, slow_drive
from myotwitch.twitch.unit import draw_units, largest_skin_swing_mm_per_s2

HOME = Path(__file__).resolve().parent.parent
HOURS, PER_MIN, UNITS, SHOWN = 6.0, 4.0, 300, 16
INK, GREY, RED, BLUE = "#222", "#999", "#c0392b", "#2c6fad"


def course():
    """(time_s, ratio with NaN outside the mapped range, run's end s) of the shipped example."""
    history = read_history(HOME / "examples" / "long_hot_run.toml")
    done = simulate(history, hours=HOURS, every_s=60.0)
    spikes = done.spikes("gastrocnemius", "left")
    ratio = np.where(spikes.inside_range, spikes.ratio_to_usual, np.nan)
    session = history.sessions[0]
    return spikes.time_s, ratio, session.duration_s


def afternoon(ratio_of_time, run_end_s):
    """Discharges, whether each is noticed, and the muscle's units."""
    random = np.random.default_rng(21)
    free = free_hazards_per_s(PER_MIN, UNITS, random)
    units = draw_units("gastrocnemius", UNITS, random)
    edges = np.arange(0.0, HOURS * 3600 + 5.0, 5.0)
    factor = slow_drive(edges, random) * ratio_of_time(0.5 * (edges[1:] + edges[:-1]))
    found = discharge_times(edges, factor, free, seed=22, returning=ReturningDischarge())
    chance = chance_of_swing(largest_skin_swing_mm_per_s2(units))[found.unit]
    chance = chance * np.where(found.time_s < run_end_s, Noticing().when_moving, 1.0)
    return found, np.random.default_rng(23).random(chance.size) < chance, units


def one_second(found, units, after_s):
    """A second of EMG around the first discharge after a time whose unit lies within 25 mm of the skin, uV."""
    shapes = surface_potentials_uV("gastrocnemius", units.depth_mm, np.random.default_rng(24), 8192.0)
    big = np.ptp(shapes, axis=1)[found.unit] > 40.0
    at = found.time_s[big & (found.time_s > after_s)][0]
    emg = summed(found, shapes, at - 0.4, 1.0, 2048.0, finer=4)
    return at, emg + 2.0 * np.random.default_rng(25).standard_normal(emg.size)


class Page:
    """A list of SVG elements in plain coordinates."""

    def __init__(self, width, height):
        """An empty white page, px."""
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
            f'<rect width="{width}" height="{height}" fill="white"/>',
        ]

    def text(self, x, y, words, anchor="start", colour=INK, size=12):
        """Words at a place."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{words}</text>'
        )

    def line(self, points, colour=INK, width=1.0):
        """A polyline."""
        self.parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" points="'
            + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>'
        )  # fmt: skip

    def box(self, x, y, width, height, colour, opacity=1.0):
        """A filled box."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" opacity="{opacity}"/>'
        )

    def dot(self, x, y, radius, colour):
        """A dot."""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>')

    def write(self, path):
        """Write the page."""
        path.write_text("\n".join([*self.parts, "</svg>\n"]), "utf-8")


def panel(page, top, title, day, run_s, unknown, ratio):
    """One afternoon: units over time with what is noticed, the ratio, and one second of EMG."""
    found, noticed, units = day
    left, width, height = 90.0, 540.0, 150.0

    def x(seconds):
        return left + width * seconds / (3600 * HOURS)

    page.text(left, top - 10, title, size=14)
    for begin, end in unknown:
        page.box(x(begin), top, x(end) - x(begin), height, GREY, 0.25)
    if run_s:
        page.box(x(0), top, x(run_s) - x(0), height, BLUE, 0.10)
        page.text(x(run_s) + 4, top + 16, "run", "start", BLUE)
    busiest = np.argsort(np.bincount(found.unit, minlength=UNITS), kind="stable")[::-1][: SHOWN - 1]
    row = np.full(UNITS, SHOWN - 1)
    row[busiest] = np.arange(SHOWN - 1)
    for seconds, unit, seen in zip(found.time_s, found.unit, noticed, strict=True):
        y = top + height - (row[unit] + 0.5) * height / SHOWN
        page.dot(x(seconds), y, 2.4 if seen else 0.9, RED if seen else INK)
    page.line([(left, top), (left, top + height), (left + width, top + height)])
    for hour in range(int(HOURS) + 1):
        page.text(x(3600 * hour), top + height + 15, f"{hour}", "middle")
    page.text(left - 8, top + height - 4, "busiest unit", "end", GREY, 9)
    page.text(left - 8, top + 10, "all others", "end", GREY, 9)
    per_min = found.time_s.size / (60 * HOURS)
    page.text(
        left + width,
        top - 10,
        f"{found.time_s.size} discharges ({per_min:.1f} per min), {noticed.sum()} noticed",
        "end",
    )
    strip = top + height + 24
    page.text(left - 8, strip + 16, "rate / usual", "end", GREY, 9)
    page.line([(left, strip + 15), (left + width, strip + 15)], GREY, 0.5)
    seconds = np.arange(0.0, 3600 * HOURS + 1, 60.0)
    values = ratio(seconds)
    pieces = np.split(np.arange(seconds.size), np.flatnonzero(np.diff(np.isnan(values).astype(int))) + 1)
    for piece in pieces:
        if piece.size > 1 and not np.isnan(values[piece]).any():
            page.line(
                [
                    (x(s), strip + 15 - 12 * np.log2(v) / 2)
                    for s, v in zip(seconds[piece], values[piece], strict=True)
                ],
                BLUE,
                1.5,
            )
    at, emg = one_second(found, units, 3.0 * 3600)
    begin, wide = left + width + 60, 270.0
    scale = height / 2 / max(150.0, np.abs(emg).max())
    page.line(
        [(begin + wide * i / emg.size, top + height / 2 - scale * v) for i, v in enumerate(emg)], INK, 0.8
    )
    page.line([(begin, top + height), (begin, top + height - 100 * scale)], INK, 2)
    page.text(begin + 6, top + height - 4, "100 µV", size=10)
    page.line([(begin + 0.8 * wide, top + height), (begin + wide, top + height)], INK, 2)
    page.text(begin + 0.9 * wide, top + height - 4, "0.2 s", "middle", size=10)
    page.text(begin, top - 10, f"one second of surface EMG, {at / 3600:.2f} h")


def spans(time_s, unknown):
    """Begin and end of each stretch where `unknown` is true."""
    edge = np.flatnonzero(np.diff(np.concatenate([[0], unknown.astype(int), [0]])))
    step = time_s[1] - time_s[0]
    return [
        (max(time_s[a] - step / 2, 0.0), time_s[b - 1] + step / 2)
        for a, b in zip(edge[::2], edge[1::2], strict=True)
    ]


def main():
    """Draw both afternoons."""
    time_s, ratio, run_s = course()

    def usual(seconds):
        return np.ones_like(seconds)

    def with_run(seconds):
        return np.asarray(ratio)[np.clip(np.rint(seconds / 60.0).astype(int), 0, time_s.size - 1)]

    page = Page(1000, 590)
    page.text(
        90,
        24,
        "One simulated calf at rest (usual rate 4 per min), and the same calf after a long hot run",
        size=16,
    )
    panel(page, 70, "Quiet afternoon", afternoon(usual, 0.0), 0.0, [], usual)
    panel(
        page,
        320,
        "Afternoon with a run",
        afternoon(with_run, run_s),
        run_s,
        spans(time_s, np.isnan(ratio)),
        with_run,
    )
    page.text(90, 562, "Time in hours. Dots: discharges of the 15 busiest units, all others on the top row; red: noticed, by an assumed chance.",
              colour=GREY, size=11)  # fmt: skip
    page.text(90, 578, "Grey: outside the mapped range, nothing claimed. Rate over usual is drawn on a log scale; the grey line is the usual.",
              colour=GREY, size=11)  # fmt: skip
    page.write(HOME / "docs" / "twitch.svg")
    half = time_s > run_s + 1800
    print(
        f"ratio 30 min after the run to 6 h: median {np.nanmedian(ratio[half]):.2f}, largest {np.nanmax(ratio[half]):.2f}"
    )


if __name__ == "__main__":
    main()
