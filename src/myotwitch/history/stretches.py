"""Cuts a recorded track into stretches of steady effort.

Effort drifts and jumps; the rest of the house wants few stretches within which it is steady. Samples are
gathered in blocks of at least 15 s, and neighbours that differ least are merged until about 25 stretches
an hour are left (Ward's criterion on speed, slope, power and heart rate). The assumption: bouts
shorter than a block average out. Total time, distance and work stay what they were.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from myotwitch.history.session import Part, Rest, Work
from myotwitch.history.sports import MOVING_ON, ON_SLOPES
from myotwitch.history.track import Column, Lap, Track, possible

__all__ = ["parts_of_laps", "stretches"]

_PARTS_PER_HOUR = 25.0
_BLOCK_S = 15.0
_MOST_BLOCKS = 1200
_SHORTEST_REST_S = 20.0
_RESTS_PER_HOUR = 12.0
_GAP_S = 60.0  # samples further apart than this, with no way made, are a pause that nobody marked
_LONG_GAP_S = 300.0  # the same where distance is not recorded
_STILL_M_PER_S = 0.05
_CREEPING_M_PER_S = 0.3
_SMOOTHING_S = 30.0  # of the altitude: barometers and satellites both jitter by a metre or two
_LEAST_CLIMB_DISTANCE_M = 30.0
_STEEPEST = 0.45
_MERGE_BELOW_S = 60.0  # merging costs less than one scale unit between two 2-minute blocks
_LAP_COST_S = 60.0
_SCALES = {
    "speed": 0.1,
    "power": 0.15,
    "heart_rate": 6.0,
    "grade": 0.02,
}  # speed and power: share of their mean

_Span = tuple[float, float]


@dataclass
class _Block:
    """Sums over a stretch; a quantity's `_s` is the time during which it was known."""

    begins_s: float
    ends_s: float
    distance_m: float
    climb_m: float
    sums: dict[str, float]
    known_s: dict[str, float]
    lap: int

    def mean(self, name: str) -> float | None:
        known = self.known_s[name]
        return self.sums[name] / known if known > 0 else None

    @property
    def duration_s(self) -> float:
        return self.ends_s - self.begins_s

    @property
    def grade(self) -> float | None:
        if self.distance_m < _LEAST_CLIMB_DISTANCE_M or not np.isfinite(self.climb_m):
            return None
        return float(np.clip(self.climb_m / self.distance_m, -_STEEPEST, _STEEPEST))

    def joined(self, other: _Block) -> _Block:
        return _Block(
            self.begins_s, other.ends_s, self.distance_m + other.distance_m, self.climb_m + other.climb_m,
            {name: value + other.sums[name] for name, value in self.sums.items()},
            {name: value + other.known_s[name] for name, value in self.known_s.items()}, other.lap,
        )  # fmt: skip


def stretches(
    track: Track,
    activity: str,
    *,
    duration_s: float,
    pauses: Sequence[_Span] = (),
    laps: Sequence[Lap] = (),
) -> tuple[Part, ...]:
    """The track as `Work` and `Rest` parts whose durations sum to `duration_s`.

    Parameters
    ----------
    track: samples from 0 to `duration_s`, at least one.
    activity: a key of `activities.toml`; it decides whether speed and slope tell the effort.
    pauses: (begin, end) in s during which the recording was stopped.
    laps: edges that are kept where the budget allows.
    """
    marked = _tidy([*pauses, *_unmarked_pauses(track, activity, pauses)], duration_s)
    rests = _longest(marked, duration_s)
    edges = _edges(track, duration_s, marked, laps)
    blocks = _blocks(track, edges, activity=activity, pauses=marked, rests=rests, laps=laps)
    budget = max(1, round(_PARTS_PER_HOUR * duration_s / 3600) - len(rests))
    work = [_work(block, activity, track) for block in _merged(blocks, budget)]
    placed: list[tuple[float, Part]] = [(begins, part) for begins, part in work]
    placed += [(begin, Rest(end - begin)) for begin, end in rests]
    return tuple(part for _, part in sorted(placed, key=lambda item: item[0]))


def _tidy(spans: Sequence[_Span], duration_s: float) -> list[_Span]:
    """Spans within the session, sorted, overlapping ones joined."""
    tidy: list[_Span] = []
    for begin, end in sorted((max(0.0, b), min(duration_s, e)) for b, e in spans):
        if end <= begin:
            continue
        begin, end = float(begin), float(end)
        if tidy and begin <= tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], max(end, tidy[-1][1]))
        else:
            tidy.append((begin, end))
    return tidy


def _longest(pauses: Sequence[_Span], duration_s: float) -> list[_Span]:
    """The pauses that become parts of their own; shorter ones stay inside the work, as standing still."""
    most = int(_RESTS_PER_HOUR * duration_s / 3600) + 1
    long = [span for span in pauses if span[1] - span[0] >= _SHORTEST_REST_S]
    return sorted(sorted(long, key=lambda span: span[0] - span[1])[:most])


def _unmarked_pauses(track: Track, activity: str, marked: Sequence[_Span]) -> list[_Span]:
    """Standing still with the clock running, and gaps in the recording during which no way was made."""
    if len(track) < 2:
        return []
    moves = activity in MOVING_ON and track.has("distance_m") and np.nanmax(track["distance_m"]) > 10
    spans: list[_Span] = []
    if moves:
        known = np.isfinite(track["distance_m"])
        when, where = track.time_s[known], track["distance_m"][known]
        flat = np.diff(where) < _STILL_M_PER_S * np.diff(when)
        still = _tidy([(a, b) for a, b, f in zip(when[:-1], when[1:], flat, strict=True) if f], np.inf)
        spans += [(a, b) for a, b in still if b - a >= _SHORTEST_REST_S and _power_is_stuck(track, a, b)]
    if not marked:
        gaps = np.flatnonzero(np.diff(track.time_s) > (_GAP_S if moves else _LONG_GAP_S))
        for i in gaps:
            way = np.diff(track["distance_m"][i : i + 2])[0]
            span = float(track.time_s[i]), float(track.time_s[i + 1])
            if not moves or way < _CREEPING_M_PER_S * (span[1] - span[0]):
                spans.append(span)
    return spans


def _power_is_stuck(track: Track, begins_s: float, ends_s: float) -> bool:
    """Whether power is absent, zero or the same number throughout (a rower keeps showing the last stroke)."""
    power = track.between(begins_s, ends_s)["power_W"]
    power = power[np.isfinite(power)]
    return not len(power) or float(np.ptp(power)) == 0.0


def _edges(track: Track, duration_s: float, pauses: Sequence[_Span], laps: Sequence[Lap]) -> Column:
    """Times at which anything may change, s."""
    extra = [0.0, duration_s, *(t for span in pauses for t in span), *(lap.ends_s for lap in laps)]
    edges = np.unique(np.concatenate([track.time_s, np.array(extra, dtype=float)]))
    return np.asarray(edges[(edges >= 0) & (edges <= duration_s)], dtype=float)


def _moving_time(at_s: Column, pauses: Sequence[_Span]) -> Column:
    """Time without the pauses, s."""
    moving = at_s.copy()
    for begin, end in pauses:
        moving -= np.clip(at_s - begin, 0.0, end - begin)
    return moving


def _held(track: Track, name: str, at_s: Column) -> Column:
    """The last recorded value at each time; the first one before it."""
    known = np.isfinite(track[name])
    if not known.any():
        return np.full(len(at_s), np.nan)
    when, what = track.time_s[known], track[name][known]
    return np.asarray(what[np.clip(np.searchsorted(when, at_s, side="right") - 1, 0, None)], dtype=float)


def _distance(track: Track, edges: Column, pauses: Sequence[_Span]) -> Column:
    """Distance covered by each edge, m; from recorded distance, else by adding up speed."""
    moving = _moving_time(edges, pauses)
    known = np.isfinite(track["distance_m"])
    if known.sum() >= 2 and np.nanmax(track["distance_m"]) > 0:
        return np.interp(moving, _moving_time(track.time_s[known], pauses), track["distance_m"][known])
    speed = np.nan_to_num(_held(track, "speed_m_per_s", edges[:-1]))
    return np.concatenate([[0.0], np.cumsum(speed * np.diff(moving))])


def _altitude(track: Track, edges: Column) -> Column:
    """Altitude at each edge, m, smoothed; NaN where none was recorded."""
    known = np.isfinite(track["altitude_m"])
    if known.sum() < 2:
        return np.full(len(edges), np.nan)
    step = _SMOOTHING_S / 6
    grid = np.arange(edges[0], edges[-1] + step, step)
    raw = np.interp(grid, track.time_s[known], track["altitude_m"][known])
    padded = np.concatenate([np.full(3, raw[0]), raw, np.full(3, raw[-1])])
    return np.interp(edges, grid, np.convolve(padded, np.full(7, 1 / 7), mode="valid"))


def _blocks(
    track: Track,
    edges: Column,
    *,
    activity: str,
    pauses: Sequence[_Span],
    rests: Sequence[_Span],
    laps: Sequence[Lap],
) -> list[list[_Block]]:
    """Blocks of each uninterrupted run of work, in order."""
    lengths = np.diff(edges)
    paused = np.diff(_moving_time(edges, pauses)) < 0.5 * lengths
    distance = _distance(track, edges, pauses)
    altitude = _altitude(track, edges)
    held = {name: _held(track, name, edges[:-1]) for name in ("power_W", "heart_rate_bpm", "cadence_per_min")}
    for name in ("power_W", "cadence_per_min"):
        held[name] = np.where(paused & np.isfinite(held[name]), 0.0, held[name])
    sums = {n: np.concatenate([[0.0], np.cumsum(np.nan_to_num(v) * lengths)]) for n, v in held.items()}
    known = {n: np.concatenate([[0.0], np.cumsum(np.isfinite(v) * lengths)]) for n, v in held.items()}
    lap_ends = sorted(lap.ends_s for lap in laps)
    size = max(_BLOCK_S, edges[-1] / _MOST_BLOCKS)

    def block(i: int, j: int) -> _Block:
        return _Block(
            float(edges[i]), float(edges[j]), float(distance[j] - distance[i]), float(altitude[j] - altitude[i]),
            {n: float(s[j] - s[i]) for n, s in sums.items()}, {n: float(s[j] - s[i]) for n, s in known.items()},
            int(np.searchsorted(lap_ends, edges[i], side="right")),
        )  # fmt: skip

    runs = []
    for begin, end in _between(rests, float(edges[-1])):
        grid = np.concatenate([[begin, end], np.arange(begin + size, end - size / 2, size)])
        grid = np.concatenate([grid, [lap for lap in lap_ends if begin < lap < end]])
        cuts = np.unique(np.clip(np.searchsorted(edges, np.unique(grid)), 0, len(edges) - 1))
        runs.append([block(i, j) for i, j in itertools.pairwise(cuts)])
    return [run for run in runs if run]


def _between(rests: Sequence[_Span], end_s: float) -> list[_Span]:
    """What is left when the rests are taken out."""
    starts = [0.0, *(end for _, end in rests)]
    ends = [*(begin for begin, _ in rests), end_s]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _merged(runs: list[list[_Block]], budget: int) -> list[_Block]:
    """Neighbours merged, cheapest first, while too many are left or a merge loses next to nothing."""
    total_s = sum(b.duration_s for run in runs for b in run)
    scales = {
        "speed": max(
            0.2, _SCALES["speed"] * sum(b.distance_m for run in runs for b in run) / max(total_s, 1.0)
        ),
        "power": max(
            15.0, _SCALES["power"] * sum(b.sums["power_W"] for run in runs for b in run) / max(total_s, 1.0)
        ),
    }
    costs = [[_cost(a, b, scales) for a, b in itertools.pairwise(run)] for run in runs]
    left = sum(len(run) for run in runs)
    while True:
        best = min(((min(c), k) for k, c in enumerate(costs) if c), default=None)
        if best is None or (left <= budget and best[0] > _MERGE_BELOW_S):
            return [block for run in runs for block in run]
        run, cost = runs[best[1]], costs[best[1]]
        i = cost.index(best[0])
        run[i : i + 2] = [run[i].joined(run[i + 1])]
        del cost[i]
        if i > 0:
            cost[i - 1] = _cost(run[i - 1], run[i], scales)
        if i < len(cost):
            cost[i] = _cost(run[i], run[i + 1], scales)
        left -= 1


def _cost(a: _Block, b: _Block, scales: dict[str, float]) -> float:
    """What merging loses: squared differences in units of their scales, times the smaller weight, s."""
    weight = a.duration_s * b.duration_s / (a.duration_s + b.duration_s)
    apart = ((a.distance_m / a.duration_s - b.distance_m / b.duration_s) / scales["speed"]) ** 2
    for name, scale in (("power_W", scales["power"]), ("heart_rate_bpm", _SCALES["heart_rate"])):
        mean_a, mean_b = a.mean(name), b.mean(name)
        if mean_a is not None and mean_b is not None:
            apart += ((mean_a - mean_b) / scale) ** 2
    if a.grade is not None and b.grade is not None:
        apart += ((a.grade - b.grade) / _SCALES["grade"]) ** 2
    return weight * apart + (_LAP_COST_S if a.lap != b.lap else 0.0)


def _work(block: _Block, activity: str, track: Track) -> tuple[float, Work]:
    has_speed = track.has("distance_m") or track.has("speed_m_per_s")
    return block.begins_s, Work(
        duration_s=block.duration_s,
        activity=activity,
        speed_m_per_s=block.distance_m / block.duration_s if activity in MOVING_ON and has_speed else None,
        grade=block.grade if activity in ON_SLOPES else None,
        power_W=block.mean("power_W"),
        heart_rate_bpm=block.mean("heart_rate_bpm"),
        cadence_per_min=block.mean("cadence_per_min"),
    )


def parts_of_laps(laps: Sequence[Lap], activity: str) -> tuple[Part, ...]:
    """A recording without samples: one part for each lap, from the lap's own means."""
    parts: list[Part] = []
    for lap in laps:
        if lap.duration_s <= 0:
            continue
        if lap.resting:
            parts.append(Rest(lap.duration_s))
            continue
        speed = possible(None if lap.distance_m is None else lap.distance_m / lap.duration_s, "speed_m_per_s")
        parts.append(
            Work(
                duration_s=lap.duration_s,
                activity=activity,
                speed_m_per_s=speed if activity in MOVING_ON else None,
                power_W=lap.power_W,
                heart_rate_bpm=lap.heart_rate_bpm,
                cadence_per_min=lap.cadence_per_min,
            )
        )
    return tuple(parts)
