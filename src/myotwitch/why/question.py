"""What is asked: which muscle, which side, and which window of time.

The muscle is the one that the person named, else the one of a reported twitch, else the worked
muscle that rises most above its own usual rate (of those that worked hardest). The window is the reported one, else from one
minute after the end of the last session to six hours after it: the first minute lies outside
the range in which the membrane was mapped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.handover import SIDES, Demand
from myotwitch.history.places import find_place
from myotwitch.history.timeline import History, Noticed

__all__ = [
    "FIRST_MINUTE_S",
    "Question",
    "contradicted",
    "hour_zero_s",
    "named_place",
    "sampling",
    "window_of",
]

FIRST_MINUTE_S = 60.0
WINDOW_S = 6 * 3600.0
LOOK_BACK_S = 20 * 3600.0
"""Twitching that began earlier than this before now, with no session told, is looked at from here on."""


@dataclass(frozen=True)
class Question:
    """One muscle, one side, one window, in seconds from the start of the first session."""

    muscle: str
    side: str
    from_s: float
    to_s: float
    end_s: float
    """Hour zero of the answer: the end of the last session, where there is one."""
    reported_per_hour: float | None


def named_place(history: History, where: str | None) -> tuple[str, str | None, Noticed | None] | None:
    """Muscle, side and report that the person named, or None."""
    report = history.twitches[-1] if history.twitches else None
    asked = where or history.where
    if asked:
        place = find_place(asked)
        same = next((t for t in reversed(history.twitches) if t.muscle == place.muscle), None)
        return place.muscle, place.side, same
    if report is not None:
        return report.muscle, report.side, report
    return None


def contradicted(history: History, muscle: str) -> bool:
    """Whether two reports of one muscle tell clearly different rates (one of them none, or fourfold) for the same time."""
    told = [t for t in history.twitches if t.muscle == muscle and t.per_minute is not None]
    spans = [
        (history.seconds(t.begins), history.seconds(t.ends), t.side, float(t.per_minute or 0.0)) for t in told
    ]
    for i, (begin, end, side, rate) in enumerate(spans):
        for other_begin, other_end, other_side, other in spans[:i]:
            low, high = sorted((rate, other))
            same_side = side is None or other_side is None or side == other_side
            if same_side and begin < other_end and other_begin < end and high > 4.0 * low:
                return True
    return False


def window_of(history: History, end_s: float, report: Noticed | None) -> tuple[float, float, float | None]:
    """Window (from, to) in s and the reported rate per hour (None when nothing was reported)."""
    if report is None:
        return end_s + FIRST_MINUTE_S, end_s + WINDOW_S, None
    begins, ends = history.seconds(report.begins), history.seconds(report.ends)
    rate = None if report.per_minute is None else report.per_minute * 60.0
    return max(begins, end_s + FIRST_MINUTE_S), max(ends, end_s + 2 * FIRST_MINUTE_S), rate


def sampling(end_s: float, last_s: float) -> np.ndarray:
    """Times at which the answer looks: dense at first, then every quarter hour, then every hour, s."""
    early = end_s + np.geomspace(FIRST_MINUTE_S, 3600.0, 24)
    day = end_s + np.arange(1.25, 24.01, 0.25) * 3600.0
    later = end_s + np.arange(25.0, 1000.0) * 3600.0
    grid = np.concatenate([early, day, later])
    return grid[grid <= last_s]


def hour_zero_s(history: History, demand: Demand) -> float:
    """Hour zero of the answer, s: the end of the last effort. Without a session, a minute before the first
    told twitching of the last day, else zero of the clock."""
    if history.sessions or not history.twitches:
        return effort_end_s(demand)
    first_s = min(history.seconds(told.begins, what="twitch.from") for told in history.twitches)
    return min(0.0, max(first_s, -LOOK_BACK_S)) - FIRST_MINUTE_S


def effort_end_s(demand: Demand) -> float:
    """When the last effort of any muscle ends, s; 0 when there is none."""
    working = np.asarray(demand.efforts)[..., 1].any(axis=(1, 2))
    return float(demand.edges_s[1:][working].max()) if working.any() else 0.0


def side_of(told: str | None) -> str:
    """The side to look at when none was named: the right one, which does what the left does or more."""
    return told if told in SIDES else "right"
