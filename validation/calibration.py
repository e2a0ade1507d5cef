"""What the muscle's two fits share: changing numbers by logarithms, rows, least squares with priors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from myotwitch.course.human import Human

Prior = Mapping[tuple[str, str], tuple[float, float]]


class Row(NamedTuple):
    """A calibrated row: simulated for each human, published, and the standard deviation used in the fit."""

    name: str
    simulated: np.ndarray
    target: float
    sd: float
    source: str


def changed(human: Human, prior: Prior, x: Sequence[float]) -> Human:
    """A human whose numbers, named by part and field, are the prior medians times exp(x), in all muscles."""
    changes: dict[str, dict[str, float]] = {}
    for (part, name), (median, _), v in zip(prior, prior.values(), x, strict=True):
        changes.setdefault(part, {})[name] = median * float(np.exp(v))

    def one(muscle: Any) -> Any:
        parts = {part: dataclasses.replace(getattr(muscle, part), **new) for part, new in changes.items()}
        return dataclasses.replace(muscle, **parts)

    return dataclasses.replace(human, muscles={group: one(m) for group, m in human.muscles.items()})


def in_use(human: Human, prior: Prior) -> np.ndarray:
    """The numbers in use as logarithms over the prior medians."""
    muscle = human.muscles["quadriceps"]
    return np.array(
        [np.log(getattr(getattr(muscle, part), name) / prior[part, name][0]) for part, name in prior]
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
        lambda x: judged(x[None])[0], np.zeros(len(prior)), jac=lambda x: slopes(judged, x), bounds=(-1.6, 1.6),
        max_nfev=9, verbose=2,
    ).x  # fmt: skip
    human = human_with(x)
    show(rows([human]))
    muscle = human.muscles["quadriceps"]
    print({name: float(f"{getattr(getattr(muscle, part), name):.3g}") for part, name in prior})
