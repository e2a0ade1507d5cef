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

__all__ = [
    "Belief", "DayFactor", "Shares", "Summary", "believed", "mean_logs", "shares", "split_rows", "summary",
    "weighted_quantiles",
]  # fmt: skip


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
    """Means and ranges over rows (bodies times kinds of nerve end). `causes` and `held_back` follow `CAUSES`.

    errors: standard errors of the mean shares over bodies taken as independent, in the order
    background, unexplained, causes. weights: (rows,). body_weights: (bodies,), their sum over each
    body. joint_weights: (rows, usual), how far each row and each usual rate fits the report.
    effective_draws: how many bodies count. misfit: how many standard deviations the report lies from
    the row nearest to it, with the day, the usual rate and the report free; 0 without a report.
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
    body_weights: np.ndarray
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
class Belief:
    """What a report leaves: weights of rows and usual rates, (rows, usual), and the day factor in each row.

    day: (nodes, rows), equally likely values of ln(today / usual). misfit: as in `Shares`.
    """

    weights: np.ndarray
    day: np.ndarray
    misfit: float


_GRID = 65
"""Points of ln(rate) at which the day factor's belief is worked out; between them it is interpolated."""


def _squeezed(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Equally likely values, (nodes, columns), of weighted ones, (many, columns)."""
    order = np.argsort(values, axis=0, kind="stable")
    heights = np.cumsum(np.take_along_axis(weights, order, 0), axis=0)
    at = (np.arange(len(_NODES)) + 0.5) / len(_NODES)
    rows = [np.searchsorted(heights[:, d], at * heights[-1, d]) for d in range(values.shape[1])]
    return np.stack([np.take(values[order[:, d], d], row, mode="clip") for d, row in enumerate(rows)], axis=1)


def _below(z: np.ndarray) -> np.ndarray:
    """Normal distribution function, never quite zero."""
    return np.asarray(0.5 * np.vectorize(math.erfc, otypes=[float])(-z / math.sqrt(2.0)) + 1e-300)


def _day_at(
    mean_log: np.ndarray, likely: np.ndarray, p: DayFactor, reported_log: np.ndarray, none: bool
) -> np.ndarray:
    """Equally likely days, (nodes, columns), of rows with these ln(rates), (columns,).

    likely: (usual,), weights of the usual rates before the report.
    """
    nodes = np.array(_NODES)[:, None, None]
    gap = reported_log[:, None] - mean_log
    total = p.day_sd**2 + p.report_sd**2
    if none:
        day = np.broadcast_to(p.day_sd * nodes, (len(_NODES), *gap.shape))
        chance = _below((gap - day) / p.report_sd)
    else:
        pull = p.day_sd**2 / total
        day = pull * gap + p.day_sd * np.sqrt(1 - pull) * nodes
        fit = -0.5 * gap**2 / total
        chance = np.broadcast_to(np.exp(fit - fit.max(0)), day.shape)
    chance = chance * likely[:, None]
    return _squeezed(day.reshape(-1, len(mean_log)), chance.reshape(-1, len(mean_log)))


def believed(
    mean_log: np.ndarray, prior: np.ndarray, p: DayFactor, reported_log: np.ndarray | None, none: bool = False
) -> Belief:
    """What a report, or its absence, says of the rows, of the usual rate and of the day.

    mean_log: (rows,), ln of the mean rate / usual in the window. The rest as in `shares`.
    """
    if reported_log is None:
        day = np.repeat(p.day_sd * np.array(_NODES)[:, None], len(mean_log), axis=1)
        return Belief(prior / prior.sum(), day, 0.0)
    sd = math.hypot(p.day_sd, p.report_sd)
    away = (reported_log - mean_log[:, None]) / sd
    chance = _below(away) if none else np.exp(-0.5 * (away**2 - (away**2).min()))
    short = np.maximum(0.0, -away) if none else away
    likely = prior.sum(0) / prior.sum(0).max()
    rare = np.sqrt(short**2 - 2.0 * np.log(np.maximum(likely, 1e-300)))
    misfit = float(rare[prior.sum(1) > 0].min())
    weights = chance * prior
    grid = np.linspace(mean_log.min(), mean_log.max(), _GRID) if np.ptp(mean_log) > 0 else mean_log[:1]
    days = _day_at(grid, prior.sum(0), p, reported_log, none)
    return Belief(weights / weights.sum(), np.stack([np.interp(mean_log, grid, d) for d in days]), misfit)


def mean_logs(wholes: np.ndarray, step: np.ndarray) -> np.ndarray:
    """ln of the mean rate / usual in the window, (rows,)."""
    return np.asarray(np.log((np.exp(wholes) * step).sum(1) / step.sum()))


def split_rows(wholes: np.ndarray, causes: np.ndarray, step: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Shares of each row on each day, (nodes, rows, 2 + causes): background, unexplained, causes.

    causes: (rows, causes, times), signed. day: (nodes, rows). The rest as in `shares`.
    """
    when = np.exp(wholes) * step
    when /= when.sum(1, keepdims=True)
    pushing = np.maximum(causes, 0.0)
    pushed = pushing.sum(1)
    rows = []
    for today in np.maximum(day, 0.0):
        push = pushed + today[:, None]
        scale = when * np.where(push > 1e-12, -np.expm1(-push) / np.maximum(push, 1e-12), 1.0)
        split = np.einsum("rct,rt->rc", pushing, scale)
        background = (np.exp(-push) * when).sum(1)
        rows.append(np.column_stack([background, today * scale.sum(1), split]))
    return np.stack(rows)


def shares(
    wholes: np.ndarray,
    parts: np.ndarray,
    step: np.ndarray,
    p: DayFactor,
    *,
    reported_log: np.ndarray | None = None,
    none: bool = False,
    prior: np.ndarray | None = None,
    bodies: int | None = None,
) -> Shares:
    """Split what happens in a window.

    Parameters
    ----------
    wholes: (rows, times): ln(rate / usual) in the window.
    parts: (rows, players, times): each player's part of it.
    step: (times,): how much time each sample stands for.
    reported_log: (usual,): ln(reported rate / usual noticed rate), for each of the usual rates that a
        person may have; None when asked beforehand.
    none: the report says that nothing was noticed; `reported_log` is then the rate that it lies below.
    prior: (rows, usual): weight of each row and usual rate before the report; equal by default.
    bodies: the rows are so many bodies, each with as many kinds of nerve end in turn; one row each by default.
    """
    bodies = bodies or len(wholes)
    usual = 1 if reported_log is None else len(reported_log)
    prior = np.full((len(wholes), usual), 1.0 / len(wholes) / usual) if prior is None else prior
    belief = believed(mean_logs(wholes, step), prior, p, reported_log, none)
    weights = belief.weights.sum(1)
    causes = np.stack([by_cause(one) for one in parts])
    table = split_rows(wholes, causes, step, belief.day)
    of_row = table.mean(0)
    means = weights @ of_row
    away = (weights[:, None] * (of_row - means)).reshape(bodies, -1, len(means)).sum(1)
    flat, flat_weights = table.reshape(-1, len(means)), np.tile(weights / len(table), len(table))
    summaries = [summary(flat[:, i], flat_weights) for i in range(flat.shape[1])]
    when = np.exp(wholes) * step
    when /= when.sum(1, keepdims=True)
    held = weights @ (1.0 - np.exp((np.minimum(causes, 0.0) * when[:, None, :]).sum(2)))
    signed = np.tensordot(weights, (parts * when[:, None, :]).sum(2), axes=1)
    of_body = weights.reshape(bodies, -1).sum(1)
    return Shares(
        summaries[0], summaries[1], tuple(summaries[2:]), float(means[0]), float(means[1]),
        tuple(float(m) for m in means[2:]), signed, tuple(float(h) for h in held), weights, of_body, belief.weights,
        float(1.0 / (of_body**2).sum()), tuple(float(e) for e in np.sqrt((away**2).sum(0))), belief.misfit,
    )  # fmt: skip
