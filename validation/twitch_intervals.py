"""Simulated rests and the statistics of their intervals, for `twitch.py` and its figure. Nothing to run here."""

from __future__ import annotations

import functools
import math
import warnings

import numpy as np

from myotwitch.handover import MUSCLES
from myotwitch.twitch.discharge import usual_rate
from myotwitch.twitch.sampling import Discharges, Doublet, ReturningDischarge, discharge_times, joined
from myotwitch.twitch.sites import free_hazards_per_s, slow_drive, usual_rates_per_min
from myotwitch.twitch.sizes import muscle_size
from myotwitch.twitch.voluntary import quiet_firing

STEP_S, ALONE_s = 2.0, 0.25
SHOWN = ("abductor_hallucis", "gastrocnemius", "tibialis_anterior", "thenar")
NAMES = ("per_min", "units", "unit_rate_per_s", "median_interval_s", "cv", "isolated", "pairs_per_min")


def recording(muscle: str, per_min: float, seconds: float, seed: int, *, second: bool = False) -> Discharges:
    """Discharges of one muscle at rest, with the slow drive; second: with pairs and returning discharges."""
    random = np.random.default_rng([seed, 1])
    edges = np.linspace(0.0, seconds, round(seconds / STEP_S) + 1)
    free = free_hazards_per_s(per_min, int(muscle_size(muscle).units), random)
    return discharge_times(
        edges, slow_drive(edges, random), free, seed=[seed, 2], doublets=Doublet() if second else None,
        returning=ReturningDischarge() if second else None,
    )  # fmt: skip


def gaps(found: Discharges) -> tuple[np.ndarray, np.ndarray]:
    """For every discharge: seconds since the last and until the next of the same unit, inf where none."""
    before, after = np.full(found.time_s.size, np.inf), np.full(found.time_s.size, np.inf)
    for unit in np.unique(found.unit):
        at = np.flatnonzero(found.unit == unit)
        step = np.diff(found.time_s[at])
        before[at[1:]], after[at[:-1]] = step, step
    return before, after


def alone(found: Discharges) -> np.ndarray:
    """Which discharges have more than 250 ms on either side."""
    before, after = gaps(found)
    return np.asarray((before > ALONE_s) & (after > ALONE_s))


def pairs(times: np.ndarray) -> int:
    """Pairs of discharges 10 to 110 ms apart, of any two units."""
    return int((np.searchsorted(times, times + 0.110) - np.searchsorted(times, times + 0.010)).sum())


def one_person(found: Discharges, seconds: float) -> tuple[float, ...]:
    """The statistics of `NAMES` for one recording; NaN where it has too few discharges."""
    if not found.time_s.size:
        return 0.0, 0.0, 0.0, math.nan, math.nan, math.nan, 0.0
    _, after = gaps(found)
    own = after[np.isfinite(after)]
    every = [after[(found.unit == u) & np.isfinite(after)] for u in np.unique(found.unit)]
    long = [step.std() / step.mean() for step in every if step.size >= 10]
    units = np.bincount(found.unit)
    return (
        60 * found.time_s.size / seconds, float((units > 0).sum()), units.max() / seconds,
        float(np.median(own)) if own.size else math.nan, float(np.median(long)) if long else math.nan,
        float(alone(found).mean()), 60 * pairs(found.time_s) / seconds,
    )  # fmt: skip


@functools.cache
def statistics(muscle: str) -> dict[str, float]:
    """Medians over 40 people at the median usual rate, 15 min each, and the mean number of pairs."""
    return summary([recording(muscle, usual_rate(muscle).per_min, 900.0, i, second=True) for i in range(40)])


def summary(recordings: list[Discharges], seconds: float = 900.0) -> dict[str, float]:
    """Median over people of each of `NAMES`, NaN where nobody had a value; pairs also as a mean."""
    rows = np.array([one_person(found, seconds) for found in recordings])
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.nanmedian(rows, axis=0)
    return dict(zip(NAMES, middle.tolist(), strict=True)) | {"mean_pairs_per_min": float(rows[:, -1].mean())}


def cohort_rates(count: int, divisor: float, seed: int) -> np.ndarray:
    """Discharges per minute of so many people of the ALS cohort (median 40.5, quartiles 10.6 and 79.4), over a divisor."""
    z = np.random.default_rng(seed).standard_normal(count)
    quartile = np.where(z > 0, math.log(79.4 / 40.5), math.log(40.5 / 10.6))
    return np.asarray(np.minimum(40.5 * np.exp(z / 0.6745 * quartile), 2000.0) / divisor)


@functools.cache
def cohort() -> list[tuple[float, np.ndarray]]:
    """Rate and discharge times of 400 people of the ALS cohort, two minutes each."""
    rates = cohort_rates(400, 1.0, 14)
    return [(r, recording("biceps_brachii", r, 120.0, i).time_s) for i, r in enumerate(rates)]


@functools.cache
def benign() -> list[Discharges]:
    """A quarter of an hour of the calves of 140 people with benign fasciculation: a fifth of the ALS cohort's rates."""
    rates = cohort_rates(140, 5.0, 15)
    return [recording("gastrocnemius", r, 900.0, i, second=True) for i, r in enumerate(rates)]


@functools.cache
def thenar() -> list[Discharges]:
    """Ten minutes of rest of 60 people at the median usual rate, spontaneous discharges alone."""
    return [recording("thenar", usual_rate("thenar").per_min, 600.0, seed) for seed in range(60)]


@functools.cache
def thenar_as_recorded() -> list[Discharges]:
    """The same with quiet voluntary firing, which their owners do not notice."""
    first = int(muscle_size("thenar").units)
    return [joined(f, quiet_firing(600.0, [i, 3], first_unit=first)) for i, f in enumerate(thenar())]


@functools.cache
def usual_people() -> np.ndarray:
    """Usual rates of 1000 people, 1/min, shape (people, muscles, sides)."""
    return np.array([usual_rates_per_min(np.random.default_rng([7, i])) for i in range(1000)])


def rates_of(muscle: str) -> np.ndarray:
    """Usual rates of one muscle over 1000 people, 1/min."""
    return np.asarray(usual_people()[:, MUSCLES.index(muscle), 0])
