"""Shares of what was seen: background, causes and unexplained, each in [0, 1], together 1.

Shares of "expected twitches over a day" are ill posed: the total may be near zero, or below it,
so they explode. Here each twitch at time t is split by the log rate at that time: with P(t) the
sum of the positive parts (causes, and the day factor), exp(-P) of it is usual background, and the
rest is shared in proportion. Protective parts are a separate number.

The day factor is what makes one day differ from the next for no reason that anyone knows; its
size is assumed and shown beside the unexplained share. A report moves the belief in each draw and
in the day factor together; asking beforehand leaves both at their prior.
"""

from __future__ import annotations

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
    """Means and ranges over draws. `causes` and `held_back` follow the order of `CAUSES`."""

    background: Summary
    unexplained: Summary
    causes: tuple[Summary, ...]
    background_mean: float
    unexplained_mean: float
    cause_means: tuple[float, ...]
    signed_players: np.ndarray
    held_back: tuple[float, ...]
    weights: np.ndarray
    effective_draws: float


def weighted_quantiles(values: np.ndarray, weights: np.ndarray, at: tuple[float, ...]) -> np.ndarray:
    """Quantiles of weighted values (mid-point rule). Shapes: both (n,)."""
    order = np.argsort(values, kind="stable")
    heights = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.asarray(np.interp(np.array(at) * weights.sum(), heights, values[order]))


def summary(values: np.ndarray, weights: np.ndarray) -> Summary:
    """Median, 10th and 90th percentile of weighted values."""
    low, median, high = weighted_quantiles(values, weights, (0.1, 0.5, 0.9))
    return Summary(float(median), float(low), float(high))


def shares(
    wholes: np.ndarray,
    parts: np.ndarray,
    step: np.ndarray,
    p: DayFactor,
    *,
    reported_log: np.ndarray | None = None,
) -> Shares:
    """Split what happens in a window.

    Parameters
    ----------
    wholes: (draws, times): ln(rate / usual) in the window.
    parts: (draws, players, times): each player's part of it.
    step: (times,): how much time each sample stands for.
    reported_log: (draws,): ln(reported rate / this draw's usual noticed rate), or None when asked beforehand.
    """
    mean_log = np.log((np.exp(wholes) * step).sum(1) / step.sum())
    if reported_log is None:
        weights = np.full(len(wholes), 1.0 / len(wholes))
        centre, spread = np.zeros(len(wholes)), p.day_sd
    else:
        total = p.day_sd**2 + p.report_sd**2
        fit = -0.5 * (reported_log - mean_log) ** 2 / total
        weights = np.exp(fit - fit.max())
        weights /= weights.sum()
        pull = p.day_sd**2 / total
        centre, spread = pull * (reported_log - mean_log), p.day_sd * np.sqrt(1 - pull)
    when = np.exp(wholes) * step
    when /= when.sum(1, keepdims=True)
    causes = np.stack([by_cause(one) for one in parts])
    pushing = np.maximum(causes, 0.0)
    rows, row_weights = [], []
    for node in _NODES:
        day = np.maximum(centre + spread * node, 0.0)[:, None]
        push = pushing.sum(1) + day
        scale = np.where(push > 1e-12, -np.expm1(-push) / np.maximum(push, 1e-12), 1.0)
        split = (pushing * (scale * when)[:, None, :]).sum(2)
        unexplained = (day * scale * when).sum(1)
        background = (np.exp(-push) * when).sum(1)
        rows.append(np.column_stack([background, unexplained, split]))
        row_weights.append(weights / len(_NODES))
    table, table_weights = np.concatenate(rows), np.concatenate(row_weights)
    table_weights /= table_weights.sum()
    means = table_weights @ table
    summaries = [summary(table[:, i], table_weights) for i in range(table.shape[1])]
    held = weights @ (1.0 - np.exp((np.minimum(causes, 0.0) * when[:, None, :]).sum(2)))
    signed = np.tensordot(weights, (parts * when[:, None, :]).sum(2), axes=1)
    return Shares(
        summaries[0], summaries[1], tuple(summaries[2:]), float(means[0]), float(means[1]),
        tuple(float(m) for m in means[2:]), signed, tuple(float(h) for h in held),
        weights, float(1.0 / (weights**2).sum()),
    )  # fmt: skip
