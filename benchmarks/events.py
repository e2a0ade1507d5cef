"""Event times of 12 muscles x 300 units over 72 h: ours beside NumPy's superposition, same run.

Run: python benchmarks/events.py
NumPy's way draws the number of events, their operational times, maps them by interpolation and
picks units by search; it knows no refractory time, so it does less.
"""

from __future__ import annotations

import json
import platform
import sys
import time

import numpy as np

from myotwitch.twitch.sampling import discharge_times
from myotwitch.twitch.sites import free_hazards_per_s, slow_drive

MUSCLES, UNITS, HOURS, PER_MIN, STEP_S = 12, 300, 72.0, 106.0, 10.0


def superposition(edges, factor, hazards, random):
    area = np.concatenate([[0.0], np.cumsum(factor * np.diff(edges))]) * hazards.sum()
    count = random.poisson(area[-1])
    times = np.interp(np.sort(random.random(count)) * area[-1], area, edges)
    share = np.cumsum(hazards) / hazards.sum()
    return times, np.searchsorted(share, random.random(count)).astype(np.int32)


def best_ns(function, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        events = function()
        times.append((time.perf_counter() - start) / events * 1e9)
    return events, float(np.min(times)), float(np.median(times))


def main() -> None:
    random = np.random.default_rng(1)
    edges = np.arange(0.0, HOURS * 3600 + STEP_S, STEP_S)
    factor = slow_drive(edges, random)
    muscles = [free_hazards_per_s(PER_MIN, UNITS, random) for _ in range(MUSCLES)]
    discharge_times(edges[:3], factor[:2], muscles[0], seed=0)  # compile

    def ours():
        return sum(discharge_times(edges, factor, m, seed=i).time_s.size for i, m in enumerate(muscles))

    def theirs():
        return sum(superposition(edges, factor, m, random)[0].size for m in muscles)

    rows = []
    for name, function in (
        ("myotwitch, refractory units", ours),
        ("NumPy superposition, none refractory", theirs),
    ):
        events, fastest, median = best_ns(function, 5)
        rows.append(
            {"name": name, "events": events, "fastest_ns": round(fastest, 1), "median_ns": round(median, 1)}
        )
        print(f"{name:40s} {events:>10,d} events   {fastest:5.1f} ns per event (median {median:.1f})")
    if "--json" in sys.argv:
        print(json.dumps({"machine": platform.processor(), "numpy": np.__version__, "rows": rows}))


if __name__ == "__main__":
    main()
