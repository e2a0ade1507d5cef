"""What the muscle's two fits share: changing numbers by logarithms, rows, least squares with priors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares

from myotwitch.course.human import Human
from myotwitch.provenance import with_numbers

Prior = Mapping[tuple[str, str], tuple[float, float]]


class Row(NamedTuple):
    """A calibrated row: simulated for each human, published, and the standard deviation used in the fit."""

    name: str
    simulated: np.ndarray
    target: float
    sd: float
    source: str


def changed(human: Human, prior: Prior, x: Sequence[float]) -> Human:
    """A human whose numbers, named by part and field, are the prior medians times exp(x): the body's, or those of all muscles."""
    changes: dict[str, dict[str, float]] = {}
    for (part, name), (median, _), v in zip(prior, prior.values(), x, strict=True):
        changes.setdefault(part, {})[name] = median * float(np.exp(v))
    of_body = {part: new for part, new in changes.items() if hasattr(human.body, part)}
    of_muscle = {part: new for part, new in changes.items() if part not in of_body}
    muscles = {group: with_numbers(m, of_muscle) for group, m in human.muscles.items()}
    return dataclasses.replace(human, muscles=muscles, body=with_numbers(human.body, of_body))


def number(human: Human, part: str, name: str) -> float:
    """One number of a human's body or quadriceps."""
    whole = human.body if hasattr(human.body, part) else human.muscles["quadriceps"]
    return float(getattr(getattr(whole, part), name))


def in_use(human: Human, prior: Prior) -> np.ndarray:
    """The numbers in use as logarithms over the prior medians."""
    return np.array(
        [np.log(number(human, part, name) / median) for (part, name), (median, _) in prior.items()]
    )


def residuals(
    prior: Prior,
    rows: Callable[[Sequence[Human]], list[Row]],
    human_with: Callable[[Sequence[float]], Human],
    sets: np.ndarray,
) -> np.ndarray:
    """Distances in standard deviations, (sets, rows and then priors)."""
    seen = rows([human_with(x) for x in sets])
    distances = np.array([(row.simulated - row.target) / row.sd for row in seen]).T
    return np.hstack([distances, sets / np.array([sd for _, sd in prior.values()])])


def slopes(judged: Callable[[np.ndarray], np.ndarray], x: np.ndarray, step: float = 0.03) -> np.ndarray:
    """d residual / d log number, (residuals, numbers), by forward differences in one batch."""
    sets = judged(np.vstack([x[None], x + step * np.eye(len(x))]))
    return np.asarray((sets[1:] - sets[0]).T / step)


def show(rows: list[Row]) -> None:
    """Print every row of the first human."""
    for row in rows:
        away = (row.simulated[0] - row.target) / row.sd
        print(
            f"{row.name:58s} {row.simulated[0]:8.3g}  paper {row.target:6.3g} (sd {row.sd:g})  {away:+.1f}  {row.source}"
        )


def fit(
    prior: Prior, rows: Callable[[Sequence[Human]], list[Row]], human_with: Callable[[Sequence[float]], Human]
) -> None:
    """Least squares from the prior medians; prints every row and the numbers."""

    def judged(sets: np.ndarray) -> np.ndarray:
        return residuals(prior, rows, human_with, sets)

    x = least_squares(
        lambda x: judged(x[None])[0], np.zeros(len(prior)), jac=lambda x: slopes(judged, x), bounds=(-2.0, 2.0),
        max_nfev=9, verbose=2,
    ).x  # fmt: skip
    human = human_with(x)
    show(rows([human]))
    print({name: float(f"{number(human, part, name):.3g}") for part, name in prior})
