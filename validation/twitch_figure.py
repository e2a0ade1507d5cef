"""One calf, two afternoons: a quiet one, and one with a long hot run. Writes docs/twitch.svg.

Run: python validation/twitch_figure.py       (the same person, the same units, the same seeds)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.signal import butter, sosfiltfilt
from svg_page import BLUE, GREY, INK, RED, Page

from myotwitch.course.simulate import simulate
from myotwitch.history.history_file import read_history
from myotwitch.twitch.noticed import Noticing, chance_of_swing
from myotwitch.twitch.sampling import Discharges, Doublet, ReturningDischarge, discharge_times
from myotwitch.twitch.signals import summed, surface_potentials_uV
from myotwitch.twitch.sites import free_hazards_per_s, slow_drive
from myotwitch.twitch.unit import UnitTwitches, draw_units, largest_skin_swing_mm_per_s2

HOME = Path(__file__).resolve().parent.parent
HOURS, PER_MIN, UNITS, SHOWN = 6.0, 4.0, 300, 16
LEFT, WIDE, HIGH, LOW = 104.0, 560.0, 160.0, 46.0
"""Left edge, width and height of a raster, and height of the rate below it, px."""
EMG_LEFT, EMG_WIDE = 730.0, 250.0
RATE_Hz, NOISE_uV = 2048.0, 2.5


class Afternoon(NamedTuple):
    """What happened on one afternoon."""

    found: Discharges
    noticed: np.ndarray
    units: UnitTwitches
    run_s: float
    ratio: Callable[[np.ndarray], np.ndarray]
    """Rate over usual at times in s, NaN where the axon was outside its range."""


def course() -> tuple[Callable[[np.ndarray], np.ndarray], float]:
    """The ratio of the shipped example over time, and when its run ends, s."""
    history = read_history(HOME / "examples" / "long_hot_run.toml")
    spikes = simulate(history, hours=HOURS, every_s=60.0).spikes("gastrocnemius", "left")
    ratio = np.where(spikes.inside_range, spikes.ratio_to_usual, np.nan)

    def at(seconds: np.ndarray) -> np.ndarray:
        return np.asarray(ratio[np.clip(np.rint(seconds / 60.0).astype(int), 0, ratio.size - 1)])

    return at, history.sessions[0].duration_s


def afternoon(ratio: Callable[[np.ndarray], np.ndarray], run_s: float) -> Afternoon:
    """Discharges, whether each is noticed, and the muscle's units."""
    random = np.random.default_rng(21)
    free = free_hazards_per_s(PER_MIN, UNITS, random)
    units = draw_units("gastrocnemius", UNITS, random)
    edges = np.arange(0.0, HOURS * 3600 + 5.0, 5.0)
    factor = slow_drive(edges, random) * ratio(0.5 * (edges[1:] + edges[:-1]))
    found = discharge_times(edges, factor, free, seed=22, doublets=Doublet(), returning=ReturningDischarge())
    chance = chance_of_swing(largest_skin_swing_mm_per_s2(units))[found.unit]
    chance = chance * np.where(found.time_s < run_s, Noticing().when_moving, 1.0)
    return Afternoon(found, np.random.default_rng(23).random(chance.size) < chance, units, run_s, ratio)


def one_second(day: Afternoon, after_s: float) -> tuple[float, np.ndarray]:
    """A second of surface EMG, 20 to 450 Hz, uV, around the first discharge of a near unit after a time."""
    shapes = surface_potentials_uV(
        "gastrocnemius", day.units.depth_mm, np.random.default_rng(24), 4 * RATE_Hz
    )
    near = np.ptp(shapes, axis=1)[day.found.unit] > 60.0
    at = float(day.found.time_s[near & (day.found.time_s > after_s)][0])
    emg = summed(day.found, shapes, at - 1.0, 2.0, RATE_Hz, finer=4)
    emg = emg + 2.2 * NOISE_uV * np.random.default_rng(25).standard_normal(emg.size)
    band = butter(2, (20.0, 450.0), "bandpass", fs=RATE_Hz, output="sos")
    begin = round(0.6 * RATE_Hz)
    return at, np.asarray(sosfiltfilt(band, emg)[begin : begin + round(RATE_Hz)])


def x_of(seconds: float) -> float:
    """Place of a time on the page."""
    return LEFT + WIDE * seconds / (3600 * HOURS)


def shade(page: Page, top: float, day: Afternoon, height: float) -> None:
    """The run, and where the axon is outside its range."""
    if not day.run_s:
        return
    page.box(x_of(0), top, x_of(day.run_s) - x_of(0), height, BLUE, 0.10)
    times = np.arange(30.0, 3600 * HOURS, 60.0)
    edge = np.flatnonzero(np.diff(np.concatenate([[0], np.isnan(day.ratio(times)).astype(int), [0]])))
    for a, b in zip(edge[::2], edge[1::2], strict=True):
        page.box(x_of(60.0 * a), top, x_of(60.0 * b) - x_of(60.0 * a), height, GREY, 0.30)


def raster(page: Page, top: float, day: Afternoon) -> None:
    """Every discharge of the busiest units, one row each, the rest on the top row; red: noticed."""
    busiest = np.argsort(np.bincount(day.found.unit, minlength=UNITS), kind="stable")[::-1][: SHOWN - 1]
    row = np.full(UNITS, SHOWN - 1)
    row[busiest] = np.arange(SHOWN - 1)
    step = HIGH / SHOWN
    place = [
        (x_of(s), top + HIGH - (row[u] + 0.5) * step)
        for s, u in zip(day.found.time_s, day.found.unit, strict=True)
    ]
    page.strokes([p for p, seen in zip(place, day.noticed, strict=True) if not seen], 0.62 * step, INK, 0.7)
    for (x, y), seen in zip(place, day.noticed, strict=True):
        if seen:
            page.dot(x, y, 2.6, RED)
    page.line([(LEFT, top), (LEFT, top + HIGH), (LEFT + WIDE, top + HIGH)])
    page.text(LEFT - 8, top + HIGH - 2, "busiest", "end", GREY, 10)
    page.text(LEFT - 8, top + step, f"{UNITS - SHOWN + 1} others", "end", GREY, 10)
    page.text(LEFT - 62, top + HIGH / 2, "motor units", "middle", INK, 11, -90)


def rates(page: Page, top: float, day: Afternoon) -> None:
    """Rate over usual on a log scale, and the axis of time."""

    def y(ratio: float) -> float:
        return float(top + LOW / 2 * (1 - np.log10(ratio)))

    for ratio in (0.1, 1.0, 10.0):
        page.line([(LEFT - 4, y(ratio)), (LEFT, y(ratio))])
        page.text(LEFT - 7, y(ratio) + 3.5, f"{ratio:g}", "end", INK, 10)
    page.line([(LEFT, y(1.0)), (LEFT + WIDE, y(1.0))], GREY, 0.7, "3 3")
    seconds = np.arange(0.0, 3600 * HOURS + 1, 60.0)
    values = day.ratio(seconds)
    for piece in np.split(np.arange(seconds.size), np.flatnonzero(np.diff(np.isnan(values).astype(int))) + 1):
        if piece.size > 1 and not np.isnan(values[piece]).any():
            page.line(
                [
                    (x_of(s), y(v))
                    for s, v in zip(seconds[piece], np.clip(values[piece], 0.1, 10.0), strict=True)
                ],
                BLUE,
                1.6,
            )
    page.line([(LEFT, top), (LEFT, top + LOW), (LEFT + WIDE, top + LOW)])
    for hour in range(int(HOURS) + 1):
        page.line([(x_of(3600 * hour), top + LOW), (x_of(3600 * hour), top + LOW + 4)])
        page.text(x_of(3600 * hour), top + LOW + 16, f"{hour}", "middle", INK, 11)
    page.text(LEFT - 62, top + LOW / 2, "rate / usual", "middle", INK, 11, -90)


def trace(page: Page, top: float, day: Afternoon, scale: float) -> None:
    """A second of EMG, and 50 ms of it drawn larger."""
    at, emg = one_second(day, 3.0 * 3600)
    middle, low, right = top + 66.0, top + 190.0, EMG_LEFT + EMG_WIDE
    page.line([(EMG_LEFT + EMG_WIDE * i / emg.size, middle - scale * v) for i, v in enumerate(emg)], INK, 0.8)
    first, count = round(0.385 * RATE_Hz), round(0.05 * RATE_Hz)
    part, wide = emg[first : first + count], 0.55 * EMG_WIDE
    page.line([(EMG_LEFT + wide * i / count, low - 0.45 * scale * v) for i, v in enumerate(part)], INK, 1.2)
    edge = EMG_LEFT + EMG_WIDE * first / emg.size
    page.line(
        [
            (EMG_LEFT, low - 38),
            (edge, middle + 68),
            (edge + EMG_WIDE * count / emg.size, middle + 68),
            (EMG_LEFT + wide, low - 38),
        ],
        GREY,
        0.7,
    )
    page.line([(right, middle + 62), (right, middle + 62 - 100 * scale)], INK, 2)
    page.text(right - 5, middle + 54 - 50 * scale, "100 µV", "end", INK, 10)
    page.line([(right - 0.2 * EMG_WIDE, middle + 62), (right, middle + 62)], INK, 2)
    page.text(right - 0.1 * EMG_WIDE, middle + 76, "0.2 s", "middle", INK, 10)
    page.line([(right - 0.11 * EMG_WIDE, low + 18), (right, low + 18)], INK, 2)
    page.line([(right, low + 18), (right, low + 18 - 45 * scale)], INK, 2)
    page.text(right - 0.055 * EMG_WIDE, low + 32, "10 ms", "middle", INK, 10)
    page.text(right - 5, low + 10 - 22 * scale, "100 µV", "end", INK, 10)
    page.text(EMG_LEFT, top - 10, f"one second of surface EMG at {at / 3600:.2f} h", size=12)


def panel(page: Page, top: float, title: str, day: Afternoon, scale: float) -> None:
    """One afternoon."""
    shade(page, top, day, HIGH + 12 + LOW)
    if day.run_s:
        page.text(x_of(day.run_s) + 4, top + 30, "run ends", "start", BLUE, 11)
    raster(page, top, day)
    rates(page, top + HIGH + 12, day)
    trace(page, top, day, scale)
    known = np.mean(~np.isnan(day.ratio(np.arange(0.0, 3600 * HOURS, 60.0))))
    per_min = day.found.time_s.size / (60 * HOURS * known)
    page.text(LEFT, top - 10, title, size=14)
    counted = f"{day.found.time_s.size} discharges ({per_min:.1f} per min), {day.noticed.sum()} noticed"
    page.text(LEFT + WIDE, top - 10, counted, "end")


def main() -> None:
    """Draw both afternoons."""
    ratio, run_s = course()
    quiet, ran = afternoon(np.ones_like, 0.0), afternoon(ratio, run_s)
    page = Page(1000, 652, "Discharges, noticed twitches and EMG of one simulated calf on two afternoons")
    page.text(LEFT, 26, "One simulated calf on a quiet afternoon, and on one with a long hot run", size=16)
    panel(page, 70, "A  Quiet", quiet, 0.55)
    panel(page, 348, "B  With a run", ran, 0.55)
    page.text(LEFT + WIDE / 2, 600, "hours", "middle", INK, 11)
    notes = (
        f"Same person, units and random numbers; usual rate {PER_MIN:g} per min, {UNITS} units. Stroke: a discharge; red dot: one that its owner notices, by an assumed chance.",
        f"Blue: the run. Grey: the axon is outside the range in which it was simulated; nothing is claimed there. EMG: 20 to 450 Hz, noise {NOISE_uV:g} µV, electrodes 20 mm apart.",
    )
    for i, words in enumerate(notes):
        page.text(LEFT, 625 + 15 * i, words, colour=GREY, size=10.5)
    page.write(HOME / "docs" / "twitch.svg")
    after = ratio(np.arange(run_s + 1800.0, 3600 * HOURS, 60.0))
    sys.stdout.write(
        f"ratio from 30 min after the run to 6 h: smallest {np.nanmin(after):.2f}, median {np.nanmedian(after):.2f}, largest {np.nanmax(after):.2f}\n"
    )


if __name__ == "__main__":
    main()
