"""Interval statistics of simulated rest beside the published ones. Writes docs/twitch-intervals.svg.

Run: python validation/twitch_intervals_figure.py       (half a minute; seeds are those of twitch.py)
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
from svg_page import BLUE, GREEN, GREY, INK, RED, Page
from twitch_intervals import SHOWN, alone, benign, gaps, pairs, recording, statistics, thenar_as_recorded
from twitch_tables import irregularity

from myotwitch.twitch.discharge import usual_rate
from myotwitch.twitch.sites import Sites

HOME = Path(__file__).resolve().parent.parent
HOURS, TOP, HIGH = 4.0, 76.0, 270.0
COLOURS = {"abductor_hallucis": GREEN, "gastrocnemius": INK, "benign": BLUE}
WORDS = {"abductor_hallucis": "foot (abductor hallucis)", "gastrocnemius": "calf", "benign": "calf, benign fasciculation",
         "tibialis_anterior": "shin (tibialis anterior)", "thenar": "thenar"}  # fmt: skip


class Axis(NamedTuple):
    """A scale from numbers to px."""

    first: float
    last: float
    low: float
    high: float
    log: bool = True

    def at(self, value: float) -> float:
        """Place of a number."""
        value = min(max(value, min(self.low, self.high)), max(self.low, self.high))
        share = (
            math.log(value / self.low) / math.log(self.high / self.low)
            if self.log
            else (value - self.low) / (self.high - self.low)
        )
        return self.first + share * (self.last - self.first)


def frame(
    page: Page, x: Axis, y: Axis, title: str, below: str, beside: str, ticks: tuple[tuple[float, str], ...]
) -> None:
    """Axes with the ticks of x and the words around them."""
    page.line([(x.first, y.last), (x.first, y.first), (x.last, y.first)])
    for value, word in ticks:
        page.line([(x.at(value), y.first), (x.at(value), y.first + 4)])
        page.text(x.at(value), y.first + 17, word, "middle", INK, 10.5)
    page.text(x.first, TOP - 18, title, size=13)
    page.text((x.first + x.last) / 2, y.first + 34, below, "middle", INK, 11)
    if beside:
        page.text(x.first - 32, (y.first + y.last) / 2, beside, "middle", INK, 11, -90)


def upright(page: Page, x: Axis, y: Axis, ticks: tuple[float, ...]) -> None:
    """The ticks of y."""
    for value in ticks:
        page.line([(x.first - 4, y.at(value)), (x.first, y.at(value))])
        page.text(x.first - 7, y.at(value) + 3.5, f"{value:g}", "end", INK, 10.5)


def steps_of(which: str) -> list[np.ndarray]:
    """Intervals of each unit, s, of several people."""
    found = benign()[:60] if which == "benign" else [
        recording(which, usual_rate(which).per_min, 3600 * HOURS, i, second=True) for i in range(6)
    ]  # fmt: skip
    every = []
    for one in found:
        _, after = gaps(one)
        every += [after[(one.unit == u) & np.isfinite(after)] for u in np.unique(one.unit)]
    return every


def shorter(page: Page, all_steps: dict[str, list[np.ndarray]]) -> None:
    """Panel A: share of one unit's intervals that are shorter."""
    x, y = Axis(70, 345, 0.01, 1000.0), Axis(TOP + HIGH, TOP, 0.0, 1.0, log=False)
    page.box(x.at(0.1), TOP, x.at(10.0) - x.at(0.1), HIGH, RED, 0.08)
    page.text(x.at(1.0), TOP + 12, "0.1 to 10 s ᵐ", "middle", RED, 10)
    for value, words in ((0.032, ("32 ms", "returns")), (0.8, ("0.8 s ᵐ", "benign"))):
        page.line([(x.at(value), TOP + 20), (x.at(value), TOP + HIGH)], RED, 1.2, "4 3")
        for i, word in enumerate(words):
            page.text(x.at(value) + 4, TOP + 60 + 13 * i, word, "start", RED, 10)
    for which, every in all_steps.items():
        steps = np.sort(np.concatenate(every))
        at = np.geomspace(0.01, 1000.0, 200)
        share = np.searchsorted(steps, at) / steps.size
        page.line([(x.at(a), y.at(s)) for a, s in zip(at, share, strict=True)], COLOURS[which], 1.8)
    frame(page, x, y, "A  Intervals of one unit", "interval, s", "share that is shorter",
          ((0.01, "0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10"), (100.0, "100"), (1000.0, "1000")))  # fmt: skip
    upright(page, x, y, (0.0, 0.5, 1.0))


def irregular(page: Page, all_steps: dict[str, list[np.ndarray]]) -> None:
    """Panel B: irregularity over rate, of units, of the membrane, and of the law."""
    x, y = Axis(425, 700, 0.001, 20.0), Axis(TOP + HIGH, TOP, 0.0, 2.0, log=False)
    page.box(x.at(0.1), y.at(2.0), x.at(0.5) - x.at(0.1), y.at(0.8) - y.at(2.0), RED, 0.10)
    page.text(x.at(0.22), y.at(1.86), "patients ᵐ", "middle", RED, 10)
    page.box(x.at(5.0), y.at(0.3), x.at(12.0) - x.at(5.0), y.at(0.08) - y.at(0.3), RED, 0.25)
    page.text(x.at(20.0), y.at(0.36), "voluntary", "end", RED, 10)
    for which, every in all_steps.items():
        for step in (s for s in every if s.size >= 30):
            page.dot(x.at(1 / step.mean()), y.at(step.std() / step.mean()), 1.6, COLOURS[which])
    rate = np.geomspace(0.001, 1 / Sites().refractory_s, 200)
    page.line([(x.at(r), y.at(1 - r * Sites().refractory_s)) for r in rate], INK, 1.2, "5 3")
    for _, per_s, cv, _ in irregularity():
        page.dot(x.at(per_s), y.at(cv), 4.0, INK, hollow=True)
    page.dot(x.at(0.0014), y.at(0.42), 4.0, INK, hollow=True)
    page.text(x.at(0.0014) + 9, y.at(0.42) + 4, "membrane under noise", size=10)
    page.line([(x.at(0.001), y.at(0.30)), (x.at(0.0018), y.at(0.30))], INK, 1.2, "5 3")
    page.text(x.at(0.0014) + 9, y.at(0.30) + 4, "law of the sampler", size=10)
    page.dot(x.at(0.0014), y.at(0.18), 1.6, INK)
    page.text(x.at(0.0014) + 9, y.at(0.18) + 4, "one unit, 30 intervals or more", size=10)
    frame(page, x, y, "B  Irregularity", "discharges of the unit per s", "sd of intervals / mean",
          ((0.001, "0.001"), (0.01, "0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10")))  # fmt: skip
    upright(page, x, y, (0.0, 0.5, 1.0, 1.5, 2.0))


def shares(page: Page) -> None:
    """Panel C: isolated discharges and pairs, by muscle."""
    x, z = Axis(880, 1000, 0.0, 1.0, log=False), Axis(1030, 1150, 0.01, 10.0)
    rows: list[tuple[str, float, float]] = []
    for muscle in SHOWN:
        s = statistics(muscle)
        rows.append((WORDS[muscle], s["isolated"], s["mean_pairs_per_min"]))
    seen = [f for f in thenar_as_recorded() if f.time_s.size]
    rows.append(("thenar as recorded ᵛ", float(np.mean([alone(f).mean() for f in seen])), math.nan))
    found = [f for f in benign() if f.time_s.size]
    rows.append(
        (
            WORDS["benign"],
            float(np.median([alone(f).mean() for f in found])),
            float(np.mean([pairs(f.time_s) / 15 for f in found])),
        )
    )
    y = [TOP + 24 + 41 * i for i in range(len(rows))]
    for axis, ticks, below in ((x, ((0.0, "0"), (0.5, "0.5"), (1.0, "1")), "share isolated"),
                               (z, ((0.01, "0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10")), "pairs per min")):  # fmt: skip
        frame(page, axis, Axis(TOP + HIGH, TOP, 0.0, 1.0, log=False), "", below, "", ticks)
    page.text(760, TOP - 18, "C  Isolated discharges, and pairs 10 to 110 ms apart", size=13)
    for i, (name, share, per_min) in enumerate(rows):
        page.text(x.first - 8, y[i] + 4, name, "end", size=10.5)
        page.dot(x.at(share), y[i], 4.0, BLUE if i == len(rows) - 1 else INK)
        if not math.isnan(per_min):
            page.dot(z.at(per_min), y[i], 4.0, BLUE if i == len(rows) - 1 else INK)
    page.line([(x.at(0.05), y[4] + 9), (x.at(0.15), y[4] + 9)], RED, 4)
    page.text(x.at(0.2), y[4] + 13, "controls, 0.10", "start", RED, 10)
    page.line([(z.at(1.3), y[5] + 9), (z.at(5.4), y[5] + 9)], RED, 4)
    page.text(z.at(2.7), y[5] + 22, "2.7", "middle", RED, 10)


def main() -> None:
    """Draw the three panels."""
    page = Page(1180, 452, "Intervals, irregularity, isolated discharges and pairs: simulated and published")
    page.text(70, 28, "Discharges at rest: simulated (black, green, blue) and published (red)", size=16)
    all_steps = {which: steps_of(which) for which in COLOURS}
    shorter(page, all_steps)
    irregular(page, all_steps)
    shares(page)
    for i, which in enumerate(COLOURS):
        page.line([(70 + 190 * i, 406), (92 + 190 * i, 406)], COLOURS[which], 2.5)
        page.text(98 + 190 * i, 410, WORDS[which], size=11)
    page.text(70, 430, "ᵐ remembered, not read. ᵛ with units that their owner keeps firing without noticing (5 % of the time, a guess). 32 ms and 2.7 pairs per min: Kleine 2012, benign. Controls: Sleutjes 2016.",
              colour=GREY, size=10.5)  # fmt: skip
    page.text(70, 445, "Benign: a fifth of the rates of a cohort with ALS (Bashford 2020). Voluntary: 5 to 12 per s. Healthy muscles at the median usual rate, which is counted for foot, calf and shin only.",
              colour=GREY, size=10.5)  # fmt: skip
    page.write(HOME / "docs" / "twitch-intervals.svg")


if __name__ == "__main__":
    main()
