"""What nobody told: drawn, so that it widens the range instead of being guessed once.

A person who says nothing of the weather or of fitness may have had any usual weather and fitness.
Each draw is one plausible body in one plausible setting; the same seed gives the same draws.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar, cast

import numpy as np

from myotwitch.course.human import Human
from myotwitch.course.plan import Plan
from myotwitch.handover import Circumstances
from myotwitch.history.timeline import History
from myotwitch.provenance import ASSUMED, Parameters, redrawn, sourced, varied
from myotwitch.why.hypothesis import even_points

__all__ = ["Untold", "evened", "evenly_varied", "settings"]

P = TypeVar("P", bound=Parameters)


class _Even:
    """Hands out the coordinates of one even point where `varied` asks for random numbers."""

    def __init__(self, point: np.ndarray) -> None:
        self._left = iter(point)

    def random(self) -> float:
        return float(next(self._left))

    def standard_normal(self) -> float:
        return NormalDist().inv_cdf(min(max(self.random(), 1e-6), 1.0 - 1e-6))


def evenly_varied(parameters: P, seed: int, draws: int) -> list[P]:
    """Plausible variants of a parameter set that fill its spreads evenly, an absent effect in its exact share."""
    points = even_points(seed, draws, 2 * len(dataclasses.fields(parameters)))
    return [varied(parameters, cast(np.random.Generator, _Even(point))) for point in points]


def evened(humans: list[Human], reference: Human, seed: int) -> list[Human]:
    """The same bodies with two numbers drawn evenly: how far stress overbreathes, and how an axon feels it.

    Either is absent in many bodies and their product is the share of breath, so that random draws of both
    leave that share more uncertain than any other.
    """
    found = []
    for human, point in zip(humans, even_points(seed, len(humans), 4), strict=True):
        z = [NormalDist().inv_cdf(min(max(float(x), 1e-6), 1.0 - 1e-6)) for x in point[:2]]
        felt = redrawn(reference.screening, "carbon_dioxide_mV_per_mmHg", z[0], float(point[2]))
        fall = redrawn(reference.body.breath, "stress_mmHg", z[1], float(point[3]))
        body = dataclasses.replace(
            human.body, breath=dataclasses.replace(human.body.breath, stress_mmHg=fall)
        )
        screening = dataclasses.replace(human.screening, carbon_dioxide_mV_per_mmHg=felt)
        found.append(dataclasses.replace(human, body=body, screening=screening))
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
