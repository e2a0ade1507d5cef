"""What nobody told: drawn, so that it widens the range instead of being guessed once.

A person who says nothing of the weather or of fitness may have had any usual weather and fitness.
Each draw is one plausible body in one plausible setting; the same seed gives the same draws.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeVar, cast

import numpy as np

from myotwitch.course.human import Human
from myotwitch.course.plan import Plan
from myotwitch.handover import Circumstances
from myotwitch.history.timeline import History
from myotwitch.provenance import ASSUMED, Parameters, redrawn, sourced, varied
from myotwitch.why.hypothesis import even_points

__all__ = ["Untold", "evened", "evenly_varied", "settings"]

P = TypeVar("P", bound=Parameters)


def _standard_normal(x: float) -> float:
    """Of a number between 0 and 1 that was drawn evenly."""
    return NormalDist().inv_cdf(min(max(x, 1e-6), 1.0 - 1e-6))


class _Even:
    """Hands out the coordinates of one even point where `varied` asks for random numbers."""

    def __init__(self, point: np.ndarray) -> None:
        self._left = iter(point)

    def random(self) -> float:
        return float(next(self._left))

    def standard_normal(self) -> float:
        return _standard_normal(self.random())


def evenly_varied(parameters: P, seed: int, draws: int) -> list[P]:
    """Plausible variants of a parameter set that fill its spreads evenly, an absent effect in its exact share."""
    points = even_points(seed, draws, 2 * len(dataclasses.fields(parameters)))
    return [varied(parameters, cast(np.random.Generator, _Even(point))) for point in points]


_TOGETHER = (("screening", "carbon_dioxide_mV_per_mmHg"), ("body", "breath", "stress_mmHg"))
"""How an axon feels overbreathing and how far stress overbreathes: either is absent in many bodies, and they multiply."""
_ALONE = (
    ("ectopic", "noise_q10"), ("body", "drive", "caffeine_gain"), ("body", "drive", "stress_gain"),
    ("body", "sweat", "calcium_mM"),
)  # fmt: skip
"""The other numbers that a cause's share hangs on most, body by body (rank correlation 0.4 to 0.9)."""


def _drawn(human: Human, reference: Human, path: tuple[str, ...], x: float, absent: float) -> Human:
    def put(whole: Any, path: tuple[str, ...], number: float) -> Any:
        part = number if len(path) == 1 else put(getattr(whole, path[0]), path[1:], number)
        return dataclasses.replace(whole, **{path[0]: part})

    own: Any = functools.reduce(getattr, path[:-1], reference)
    found: Human = put(human, path, redrawn(own, path[-1], _standard_normal(x), absent))
    return found


def evened(humans: list[Human], reference: Human, seed: int) -> list[Human]:
    """The same bodies with a few numbers drawn evenly: those that random draws leave a cause's share most uncertain by."""
    many, random = len(humans), np.random.default_rng([seed, 31])
    values, absents = np.hsplit(even_points(seed, many, 2 * len(_TOGETHER)), 2)
    strata = [(random.permutation(many) + random.random(many)) / many for _ in range(2 * len(_ALONE))]
    values = np.column_stack([values, *strata[: len(_ALONE)]])
    absents = np.column_stack([absents, *strata[len(_ALONE) :]])
    found = []
    for human, of_one, absent in zip(humans, values, absents, strict=True):
        for path, x, lacks in zip((*_TOGETHER, *_ALONE), of_one, absent, strict=True):
            human = _drawn(human, reference, path, float(x), float(lacks))
        found.append(human)
    return found


_COLUMN = {name: i for i, name in enumerate(Circumstances._fields)}


@dataclass(frozen=True)
class Untold(Parameters):
    """Spread of what a history may leave out."""

    air_sd_C: float = sourced(
        4.0,
        "delta_degC",
        ASSUMED,
        note="air temperature around the default of the season and place that nobody told",
    )
    humidity_sd: float = sourced(0.15, "", ASSUMED, note="relative humidity around its default")
    vo2max_log_sd: float = sourced(
        0.18,
        "",
        ASSUMED,
        note="spread of maximal oxygen uptake among active people of one age and sex, remembered",
    )


def settings(history: History, plan: Plan, seed: int, draws: int, p: Untold | None = None) -> np.ndarray:
    """Circumstances of every draw, shape (draws, pieces, AROUND); told values are the same in all."""
    p = p or Untold()
    arounds = np.repeat(plan.arounds[None], draws, axis=0)
    weather = history.weather
    air, damp_air, fit = (np.random.default_rng([seed, 7, k]).standard_normal(draws) for k in range(3))
    shift_C, damp, fitness = p.air_sd_C * air, p.humidity_sd * damp_air, np.exp(p.vo2max_log_sd * fit)
    outside = plan.arounds[:, _COLUMN["vo2max_fraction"]] > 0.2
    if not any(w.air_C is not None for w in weather):
        for name in ("air_C", "radiant_C"):
            arounds[:, :, _COLUMN[name]] += shift_C[:, None] * outside
    if not any(w.humidity is not None for w in weather):
        column = arounds[:, :, _COLUMN["humidity"]]
        arounds[:, :, _COLUMN["humidity"]] = np.clip(column + damp[:, None] * outside, 0.05, 1.0)
    if history.person.vo2max_mL_per_min_per_kg is None:
        arounds[:, :, _COLUMN["vo2max_fraction"]] /= fitness[:, None]
    return arounds
