"""Shares of what was seen: background, causes and unexplained, each in [0, 1], together 1.

Shares of "expected twitches over a day" are ill posed: the total may be near zero, or below it,
so they explode. Here each twitch at time t is split by the log rate at that time: with P(t) the
sum of the positive parts (causes, and the day factor), exp(-P) of it is usual background, and the
rest is shared in proportion. Protective parts are a separate number.

The day factor is what makes one day differ from the next for no reason that anyone knows; its
size is assumed and shown beside the unexplained share. A report moves the belief in each draw and
in the day factor together; asking beforehand leaves both at their prior. "I noticed none" is a
bound, not a value: fewer than one in the window.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.why.players import by_cause

__all__ = ["DayFactor", "Shares", "Summary", "shares", "summary", "weighted_quantiles"]


_NODES = [NormalDist().inv_cdf((k + 0.5) / 24) for k in range(24)]
"""Equally likely values of a standard normal: the day factor is cut at zero, where polynomial rules fail."""


@dataclass(frozen=True)
class DayFactor(Parameters):
    """How far a day may lie from usual, and how exactly people report."""

    day_sd: float = sourced(
        0.8, "", ASSUMED,
        note="standard deviation of ln(rate) between days; van der Heijden 1994 calls the swings big and gives no number",
    )  # fmt: skip
    report_sd: float = sourced(
        0.5,
        "",
        ASSUMED,
        note="standard deviation of ln(reported rate); nobody has compared reports with recordings",
    )


@dataclass(frozen=True)
class Summary:
    """A weighted median with 10th and 90th percentile."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Shares:
    """Means and ranges over draws. `causes` and `held_back` follow the order of `CAUSES`.

    errors: standard errors of the mean shares over draws taken as independent, in the order
    background, unexplained, causes. joint_weights: (draws, usual), how far each draw and each usual
    rate fits the report; its sum over the usual rates is `weights`. misfit: how many standard deviations the draw nearest to the
    report lies from it; 0 without a report.
    """

    background: Summary
    unexplained: Summary
    causes: tuple[Summary, ...]
    background_mean: float
    unexplained_mean: float
    cause_means: tuple[float, ...]
    signed_players: np.ndarray
    held_back: tuple[float, ...]
    weights: np.ndarray
    joint_weights: np.ndarray
    effective_draws: float
    errors: tuple[float, ...]
    misfit: float


def weighted_quantiles(values: np.ndarray, weights: np.ndarray, at: tuple[float, ...]) -> np.ndarray:
    """Quantiles of weighted values (mid-point rule). Shapes: both (n,)."""
    order = np.argsort(values, kind="stable")
    heights = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.asarray(np.interp(np.array(at) * weights.sum(), heights, values[order]))


def summary(values: np.ndarray, weights: np.ndarray) -> Summary:
    """Median, 10th and 90th percentile of weighted values."""
    low, median, high = weighted_quantiles(values, weights, (0.1, 0.5, 0.9))
    return Summary(float(median), float(low), float(high))


@dataclass(frozen=True)
class _Belief:
    """What a report leaves: weights of draws and usual rates, (draws, usual), and the day in each draw.

    day, day_weights: (nodes, draws), weights summing to 1 in each draw.
    """

    weights: np.ndarray
    day: np.ndarray
    day_weights: np.ndarray
    misfit: float


def _squeezed(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Equally likely values, (nodes, draws), of weighted ones, (many, draws)."""
    order = np.argsort(values, axis=0, kind="stable")
    heights = np.cumsum(np.take_along_axis(weights, order, 0), axis=0)
    at = (np.arange(len(_NODES)) + 0.5) / len(_NODES)
    rows = [np.searchsorted(heights[:, d], at * heights[-1, d]) for d in range(values.shape[1])]
    return np.stack([np.take(values[order[:, d], d], row, mode="clip") for d, row in enumerate(rows)], axis=1)


def _believed(mean_log: np.ndarray, p: DayFactor, reported_log: np.ndarray | None, none: bool) -> _Belief:
    """What a report, or its absence, says of the draws, of the usual rate and of the day."""
    n, nodes = len(mean_log), np.array(_NODES)
    even = np.full((len(nodes), n), 1.0 / len(nodes))
    if reported_log is None:
        return _Belief(np.full((n, 1), 1.0 / n), np.repeat(p.day_sd * nodes[:, None], n, axis=1), even, 0.0)
    total = p.day_sd**2 + p.report_sd**2
    gap = reported_log.reshape(n, -1) - mean_log[:, None]
    if none:
        day = np.broadcast_to(p.day_sd * nodes[:, None, None], (len(nodes), *gap.shape))
        room = (gap - day) / p.report_sd
        chance = 0.5 * np.vectorize(math.erfc)(-room / math.sqrt(2.0)) + 1e-300
        weights, misfit = chance.mean(0), max(0.0, float(-gap.max()) / np.sqrt(total))
    else:
        fit = -0.5 * gap**2 / total
        weights, misfit = np.exp(fit - fit.max()), float(np.abs(gap).min() / np.sqrt(total))
        pull = p.day_sd**2 / total
        day = pull * gap + p.day_sd * np.sqrt(1 - pull) * nodes[:, None, None]
        chance = np.broadcast_to(weights, day.shape)
    many = day.transpose(0, 2, 1).reshape(-1, n), chance.transpose(0, 2, 1).reshape(-1, n)
    return _Belief(weights / weights.sum(), _squeezed(*many), even, misfit)


def shares(
    wholes: np.ndarray,
    parts: np.ndarray,
    step: np.ndarray,
    p: DayFactor,
    *,
    reported_log: np.ndarray | None = None,
    none: bool = False,
) -> Shares:
    """Split what happens in a window.

    Parameters
    ----------
    wholes: (draws, times): ln(rate / usual) in the window.
    parts: (draws, players, times): each player's part of it.
    step: (times,): how much time each sample stands for.
    reported_log: (draws,) or (draws, usual): ln(reported rate / usual noticed rate), for each of the
        usual rates that a person may have; None when asked beforehand.
    none: the report says that nothing was noticed; `reported_log` is then the rate that it lies below.
    """
    mean_log = np.log((np.exp(wholes) * step).sum(1) / step.sum())
    belief = _believed(mean_log, p, reported_log, none)
    weights = belief.weights.sum(1)
    when = np.exp(wholes) * step
    when /= when.sum(1, keepdims=True)
    causes = np.stack([by_cause(one) for one in parts])
    pushing = np.maximum(causes, 0.0)
    rows = []
    for day in np.maximum(belief.day, 0.0):
        push = pushing.sum(1) + day[:, None]
        scale = np.where(push > 1e-12, -np.expm1(-push) / np.maximum(push, 1e-12), 1.0)
        split = (pushing * (scale * when)[:, None, :]).sum(2)
        unexplained = (day[:, None] * scale * when).sum(1)
        background = (np.exp(-push) * when).sum(1)
        rows.append(np.column_stack([background, unexplained, split]))
    table, each = np.stack(rows), belief.day_weights * weights
    means = np.tensordot(each, table, axes=([0, 1], [0, 1]))
    of_draw = (belief.day_weights[:, :, None] * table).sum(0)
    errors = np.sqrt(((weights[:, None] * (of_draw - means)) ** 2).sum(0))
    flat, flat_weights = table.reshape(-1, table.shape[2]), each.ravel()
    summaries = [summary(flat[:, i], flat_weights) for i in range(flat.shape[1])]
    held = weights @ (1.0 - np.exp((np.minimum(causes, 0.0) * when[:, None, :]).sum(2)))
    signed = np.tensordot(weights, (parts * when[:, None, :]).sum(2), axes=1)
    return Shares(
        summaries[0], summaries[1], tuple(summaries[2:]), float(means[0]), float(means[1]),
        tuple(float(m) for m in means[2:]), signed, tuple(float(h) for h in held),
        weights, belief.weights, float(1.0 / (weights**2).sum()), tuple(float(e) for e in errors), belief.misfit,
    )  # fmt: skip
