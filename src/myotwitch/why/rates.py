"""From a ratio to what is counted: the rates that this muscle may have on any day, and what of them is noticed.

What the body does says nothing of either, so neither is drawn with a body: each body is held against all of
them. Assumes that both are log-normal and do not hang together; a person who twitches a lot may watch more.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from myotwitch.provenance import shifted
from myotwitch.twitch.discharge import drawn_per_hour
from myotwitch.twitch.noticed import Noticing, chance_noticed, ease_of_noticing
from myotwitch.why.shares import Summary

__all__ = ["times_usual", "usual_rates"]

RATES_EACH_WAY = 15
_STEP = 0.01


def usual_rates(muscle: str, noticing: Noticing) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Usual discharges per hour, the chance that one is noticed at rest, and how likely both are, (usual,) each.

    What the body does says nothing of either, so each draw is held against all of them: the middles of
    equal steps of both normal variables, within 2.5 standard deviations.
    """
    z = (np.arange(RATES_EACH_WAY) + 0.5) * 5.0 / RATES_EACH_WAY - 2.5
    still = np.zeros(1)
    rate = [drawn_per_hour(muscle, one) for one in z]
    people = [dataclasses.replace(noticing, when_still=shifted(noticing, one).when_still) for one in z]
    chance = [float(chance_noticed(still, still, ease_of_noticing(muscle, p), p)[0]) for p in people]
    likely = np.exp(-0.5 * (z[:, None] ** 2 + z**2)).ravel()
    return np.repeat(rate, len(z)), np.tile(chance, len(z)), likely / likely.sum()


def times_usual(logs: np.ndarray, usual: np.ndarray, joint_weights: np.ndarray) -> tuple[Summary, ...]:
    """exp(logs), (rows, times), times usual rates (usual,), summed up over both for each time.

    Quantiles from a histogram of the logarithm in steps of a hundredth, interpolated.
    """
    weights = joint_weights.ravel()
    steps = (np.log(usual) - np.log(usual).min()) / _STEP
    found = []
    for column in logs.T:
        low = column.min()
        at = (((column - low) / _STEP)[:, None] + steps).ravel().astype(int)
        heights = np.bincount(at, weights)
        some = np.flatnonzero(heights)
        middles = np.cumsum(heights[some]) - 0.5 * heights[some]
        ends = np.interp(np.array((0.5, 0.1, 0.9)) * heights.sum(), middles, some + 0.5)
        found.append(Summary(*map(float, np.exp(low + ends * _STEP) * usual.min())))
    return tuple(found)
