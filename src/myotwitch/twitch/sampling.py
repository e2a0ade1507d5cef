"""From rates to discharge times: one pass of time rescaling over a muscle, units told apart as it goes.

A unit that may fire does so with a hazard; after a discharge its axon is refractory for about a
tenth of a second. That alone makes its intervals as irregular as the membrane's own under slow noise: nearly random
when rare, regular near the ceiling. A discharge that starts in the periphery also runs up to the spinal
cord and now and then returns as a second one, about 32 ms later; and where the membrane makes pairs
it makes them within 20 ms. Assumes that what changes the rate changes every unit's hazard alike, and
that no unit had fired just before the window. Source: kleine2012 for the returning discharge; pairs are counted in our own membrane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.sites import Sites

__all__ = ["Discharges", "Doublet", "ReturningDischarge", "discharge_times", "joined"]

Array = NDArray[np.float64]


class Discharges(NamedTuple):
    """Times of all discharges of one muscle, s, ascending, and the unit of each; shape (discharges,)."""

    time_s: Array
    unit: NDArray[np.int32]


@dataclass(frozen=True)
class ReturningDischarge(Parameters):
    """The way up to the cord and back (an F-wave of one unit)."""

    chance: float = sourced(
        0.02, "", ASSUMED, spread=(0.005, 0.05), note="F-waves of single units come back in a few per cent; remembered, not re-read"
    )  # fmt: skip
    path_m: float = sourced(0.75, "m", ASSUMED, spread=(0.65, 0.85), note="calf to lumbar cord of an adult")
    conduction_m_per_s: float = sourced(
        47.4, "m/s", ASSUMED, spread=(41.1, 53.7), note="tibial motor nerve of healthy adults, sd 4.9; one series, read second-hand"
    )  # fmt: skip
    turning_s: float = sourced(
        0.001, "s", ASSUMED, note="turning round in the cell body; the usual allowance"
    )
    jitter_s: float = sourced(0.001, "s", ASSUMED, note="spread of the delay between discharges of one unit")

    @property
    def delay_s(self) -> float:
        """Mean interval between a discharge and its return, s."""
        return 2.0 * self.path_m / self.conduction_m_per_s + self.turning_s


@dataclass(frozen=True)
class Doublet(Parameters):
    """A second discharge of the same axon while it is more excitable than at rest."""

    chance: float = sourced(
        0.0, "", ASSUMED, spread=(0.0, 0.0014),
        note="counted in our own membrane (validation/doublets.py): none after 1679 discharges under the noise of 20 ms that answers assume, 1 to 3 in 100 at ordinary sites under noise of 2 ms",
    )  # fmt: skip
    delay_s: float = sourced(
        0.010, "s", ASSUMED, spread=(0.006, 0.016), note="pairs of ordinary sites under noise of 2 ms, the only ones that our membrane made"
    )  # fmt: skip
    jitter_s: float = sourced(0.003, "s", ASSUMED, note="spread of the delay in the same runs")


@physics
def _alias(hazards: Any, keep: Any, other: Any) -> float:
    """Fill Walker's alias table (`keep`, `other`) of the hazards and return their sum."""
    n = hazards.size
    total = 0.0
    for i in range(n):
        total += hazards[i]
    small, large = np.empty(n, np.int32), np.empty(n, np.int32)
    few = many = 0
    for i in range(n):
        keep[i] = hazards[i] * n / total
        other[i] = i
        if keep[i] < 1.0:
            small[few] = i
            few += 1
        else:
            large[many] = i
            many += 1
    while few > 0 and many > 0:
        few -= 1
        a, b = small[few], large[many - 1]
        other[a] = b
        keep[b] -= 1.0 - keep[a]
        if keep[b] < 1.0:
            many -= 1
            small[few] = b
            few += 1
    for i in range(few):
        keep[small[i]] = 1.0
    for i in range(many):
        keep[large[i]] = 1.0
    return total


@physics
def _sample(
    edges: Any, factor: Any, hazards: Any, refractory: float, random: Any, times: Any, units: Any
) -> tuple[int, int]:
    """Write discharges until the window or the space ends: how many, and 1 where the space was too small."""
    n = hazards.size
    keep, other, last = np.empty(n), np.empty(n, np.int32), np.full(n, -np.inf)
    total = _alias(hazards, keep, other)
    count, piece, pieces = 0, 0, factor.size
    now, rate, end = edges[0], total * factor[0], edges[1]
    while True:
        ahead = random.standard_exponential()
        while True:
            room = (end - now) * rate
            if ahead < room:
                break
            ahead -= room
            piece += 1
            if piece == pieces:
                return count, 0
            now, rate, end = end, total * factor[piece], edges[piece + 1]
        now += ahead / rate
        at = random.random() * n
        k = int(at)
        unit = k if at - k < keep[k] else other[k]
        if now - last[unit] >= refractory:
            if count == times.size:
                return count, 1
            last[unit] = now
            times[count] = now
            units[count] = unit
            count += 1


def joined(*parts: Discharges) -> Discharges:
    """Several sets of discharges as one, in the order of time."""
    times = np.concatenate([part.time_s for part in parts])
    order = np.argsort(times, kind="stable")
    return Discharges(times[order], np.concatenate([part.unit for part in parts])[order])


def _followed(
    found: Discharges, p: Doublet | ReturningDischarge, random: np.random.Generator, end_s: float
) -> Discharges:
    """The discharges and the second ones that some of them cause."""
    again = np.flatnonzero(random.random(found.time_s.size) < p.chance)
    delay = p.delay_s + p.jitter_s * random.standard_normal(again.size)
    times = found.time_s[again] + np.maximum(delay, 0.5 * p.delay_s)
    inside = times < end_s
    return joined(found, Discharges(times[inside], found.unit[again[inside]]))


def discharge_times(
    edges_s: Array,
    factor: Array,
    free_per_s: Array,
    *,
    seed: int | list[int],
    sites: Sites | None = None,
    doublets: Doublet | None = None,
    returning: ReturningDischarge | None = None,
) -> Discharges:
    """Discharge times of one muscle within a window.

    Parameters
    ----------
    edges_s: edges of the pieces in which the rate is constant, s, ascending, shape (pieces + 1,).
    factor: rate over usual in each piece, shape (pieces,): the axon's ratio times `slow_drive`.
        Where it is not finite (the axon was outside its range) nothing is made.
    free_per_s: hazard of each unit outside its refractory time, 1/s, as `free_hazards_per_s` gives it.
    seed: the same seed gives the same times.
    doublets, returning: second discharges; None leaves them out.

    ValueError for edges that do not ascend and for negative factors or hazards.
    """
    edges = np.ascontiguousarray(edges_s, float)
    scale = np.ascontiguousarray(np.where(np.isfinite(factor), factor, 0.0), float)
    hazards = np.ascontiguousarray(free_per_s, float)
    if edges.size != scale.size + 1 or np.any(np.diff(edges) <= 0):
        raise ValueError("edges_s must ascend and have one more entry than factor")
    if np.any(scale < 0) or np.any(hazards < 0):
        raise ValueError("factor and free_per_s must not be negative")
    if not hazards.sum() > 0 or not scale.sum() > 0:
        return Discharges(np.empty(0), np.empty(0, np.int32))
    expected = float(hazards.sum() * (scale * np.diff(edges)).sum())
    space = int(expected + 8.0 * math.sqrt(expected) + 64)
    times, units = np.empty(space), np.empty(space, np.int32)
    random = np.random.default_rng(seed)
    count, full = _sample(edges, scale, hazards, (sites or Sites()).refractory_s, random, times, units)
    if full:
        raise RuntimeError("more discharges than eight standard deviations above the mean")
    found = Discharges(times[:count], units[:count])
    for second in (doublets, returning):
        if second is not None:
            found = _followed(found, second, random, float(edges[-1]))
    return found
