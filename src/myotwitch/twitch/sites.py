"""Each motor unit has a few places where its axon may fire by itself, and very few of them are hot.

A unit's rate is the sum over its sites; sites differ by orders of magnitude, so a handful of units
carry most of a muscle's twitches. A slow drive, common to the muscle, raises and lowers them together.
A person's two sides, and a person's muscles, share part of what makes them twitch more than others.
Assumes that strengths are log-normal and that one discharge makes the whole axon refractory. Stops
being true when a nerve is diseased. The sizes are assumed; what is known is in vanderheijden1994.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myotwitch.handover import MUSCLES, SIDES
from myotwitch.provenance import ASSUMED, Z90, Parameters, sourced
from myotwitch.twitch.discharge import drawn_per_hour, usual_rate

__all__ = [
    "Sites", "UncountedMuscles", "Variation", "free_hazards_per_s", "mean_rates_per_s", "slow_drive",
    "usual_rates_per_min",
]  # fmt: skip

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sites(Parameters):
    """Sites per unit, how unequal they are, and what they share."""

    per_unit: float = sourced(
        20.0, "", ASSUMED, spread=(5.0, 80.0), note="terminal branches that could hold a hot site; not known, hardly matters"
    )  # fmt: skip
    log_strength_spread: float = sourced(
        4.0, "", ASSUMED, spread=(2.5, 5.5),
        note="sd of ln(rate) between sites: 14 per unit of ln(persistent sodium) times its spread 0.25, with the noise's spread",
    )  # fmt: skip
    refractory_s: float = sourced(
        0.11, "s", ASSUMED, spread=(0.08, 0.12), note="one over the fastest steady discharge (9 per second) of our own hot site"
    )  # fmt: skip
    drive_log_spread: float = sourced(
        0.5, "", ASSUMED, spread=(0.3, 0.8), note="sd of ln(rate) by the slow drive: 20 pA common to a muscle, at 0.03 per pA"
    )  # fmt: skip
    drive_s: float = sourced(
        30.0, "s", ASSUMED, spread=(10.0, 100.0), note="how long a restless spell lasts; no recording was analysed for it"
    )  # fmt: skip


@dataclass(frozen=True)
class Variation(Parameters):
    """What is shared when people, muscles and sides differ: parts of the variance of ln(usual rate)."""

    general: float = sourced(
        0.3, "", ASSUMED, note="a person's general readiness; vanderheijden1994 speaks of a general factor, the share is ours"
    )  # fmt: skip
    muscle: float = sourced(
        0.4, "", ASSUMED, note="what both sides of one muscle share beyond it: sides correlate at 0.7; the size is ours"
    )  # fmt: skip


@dataclass(frozen=True)
class UncountedMuscles(Parameters):
    """One prior for every muscle that nobody has counted; its range is that of `usual_rates.toml`."""

    between_muscles: float = sourced(
        1.05, "", ASSUMED, note="sd of ln(median rate) between muscles: what is left of the table's hundredfold range"
    )  # fmt: skip
    between_people: float = sourced(
        1.46, "", ASSUMED, note="sd of ln(rate) between people: mean of the ranges assumed for the three counted muscles"
    )  # fmt: skip

    @property
    def range_factor(self) -> float:
        """90th over 10th percentile of one muscle of one person."""
        return math.exp(2 * Z90 * math.hypot(self.between_muscles, self.between_people))


def usual_rates_per_min(
    random: np.random.Generator,
    variation: Variation | None = None,
    uncounted: UncountedMuscles | None = None,
) -> Array:
    """Usual discharges per minute of every muscle of one person, shape (20, 2): muscle, side.

    The muscles that were counted keep their own range. For the others the median itself is drawn.
    """
    v, prior = variation or Variation(), uncounted or UncountedMuscles()
    own = 1.0 - v.general - v.muscle
    if min(v.general, v.muscle, own) < 0:
        raise ValueError("the shares of variance must be 0 or more and sum to at most 1")
    general = random.standard_normal()
    found = np.empty((len(MUSCLES), len(SIDES)))
    for i, muscle in enumerate(MUSCLES):
        here, typical = random.standard_normal(), random.standard_normal()
        for j, alone in enumerate(random.standard_normal(len(SIDES))):
            z = math.sqrt(v.general) * general + math.sqrt(v.muscle) * here + math.sqrt(own) * alone
            row = usual_rate(muscle)
            if row.counted:
                found[i, j] = drawn_per_hour(muscle, z) / 60.0
            else:
                away = prior.between_muscles * typical + prior.between_people * z
                found[i, j] = row.per_min * math.exp(away)
    return found


def mean_rates_per_s(free_per_s: Array, refractory_s: float) -> Array:
    """Discharges per second of units that would fire at `free_per_s` if they were never refractory."""
    return np.asarray(free_per_s / (1.0 + free_per_s * refractory_s))


def free_hazards_per_s(
    per_min: float, units: int, random: np.random.Generator, sites: Sites | None = None
) -> Array:
    """Hazard of each unit outside its refractory time, 1/s, shape (units,), so that all make `per_min`.

    ValueError when so few units cannot discharge that often.
    """
    p = sites or Sites()
    wanted = per_min / 60.0
    if wanted >= units / p.refractory_s:
        raise ValueError(f"{units} units cannot discharge {per_min:g} times a minute")
    count = max(1, round(p.per_unit))
    logs = p.log_strength_spread * random.standard_normal((units, count))
    strength = np.exp(logs - logs.max()).sum(axis=1)
    low, high = -60.0, 60.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        total = mean_rates_per_s(strength * math.exp(middle), p.refractory_s).sum()
        low, high = (middle, high) if total < wanted else (low, middle)
    return np.asarray(strength * math.exp(0.5 * (low + high)))


def slow_drive(edges_s: Array, random: np.random.Generator, sites: Sites | None = None) -> Array:
    """Factor on a muscle's rate in each piece, mean 1, shape (pieces,).

    An Ornstein-Uhlenbeck process in ln(rate), read at the middle of each piece; pieces longer than
    `drive_s` therefore see too much of it.
    """
    p = sites or Sites()
    middle = 0.5 * (edges_s[1:] + edges_s[:-1])
    keep = np.exp(-np.diff(middle, prepend=middle[0]) / p.drive_s)
    shock = random.standard_normal(len(middle))
    x, now = np.empty(len(middle)), shock[0]
    for i in range(len(middle)):
        now = keep[i] * now + math.sqrt(1.0 - keep[i] ** 2) * shock[i] if i else shock[0]
        x[i] = now
    s = p.drive_log_spread
    return np.asarray(np.exp(s * x - 0.5 * s * s))
