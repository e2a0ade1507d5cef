"""A resting muscle of a healthy person discharges now and then; today's rate is that times a ratio.

Assumes one usual rate per muscle, drawn from a wide range over people and days, and that the ratio
computed by the axon applies to every unit alike. Surface electrodes count only what lies beneath
them, so these rates say little about a whole large muscle. Rates per muscle are scales, not predictions: three
muscles were counted (vanderheijden1994), all others share one wide assumed range.
"""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from importlib import resources

import numpy as np

from myotwitch.handover import MUSCLES, Spikes, Twitches
from myotwitch.provenance import ASSUMED, Z90, Origin
from myotwitch.refusal import Door, Refusal, nearest
from myotwitch.twitch.noticed import Noticing, chance_noticed, ease_of_noticing

__all__ = ["UsualRate", "drawn_per_hour", "twitches", "usual_rate", "usual_rate_origins"]


@dataclass(frozen=True)
class UsualRate:
    """Discharges per minute of one resting muscle: median, 10th and 90th percentile."""

    muscle: str
    per_min: float
    low_per_min: float
    high_per_min: float
    source: str
    where: str
    note: str

    @property
    def counted(self) -> bool:
        """Whether somebody has counted this muscle; all others share one assumed row."""
        return self.source != ASSUMED


@functools.cache
def _table() -> dict[str, UsualRate]:
    text = resources.files("myotwitch.twitch").joinpath("usual_rates.toml").read_text("utf-8")
    read = tomllib.loads(text)
    rows = {row["name"]: row for row in read["muscle"]}
    return {
        muscle: UsualRate(
            muscle,
            row["per_min"],
            row["low"],
            row["high"],
            row["source"],
            row.get("where", ""),
            row.get("note", ""),
        )
        for muscle in MUSCLES
        for row in [rows.get(muscle, read["any_other_muscle"])]
    }


def usual_rate(muscle: str) -> UsualRate:
    """The usual rate of one of `MUSCLES`. Refusal (USAGE) for any other name."""
    if muscle not in _table():
        guess = nearest(muscle, MUSCLES)
        raise Refusal(
            f"The model has no muscle {muscle!r}.",
            allowed=", ".join(MUSCLES) + ".",
            next_step=f"try {guess}." if guess else "",
            door=Door.USAGE,
        )
    return _table()[muscle]


def usual_rate_origins() -> list[Origin]:
    """Every number of the table with its source, for listings beside `provenance.origins`."""
    return [
        Origin(
            "UsualRate", f"{r.muscle}_per_min", r.per_min, "1/min", r.source, r.where,
            (r.low_per_min, r.high_per_min), 0.0, r.note,
        )
        for r in _table().values()
    ]  # fmt: skip


def drawn_per_hour(muscle: str, z: float) -> float:
    """Usual discharges per hour of a person who lies z standard deviations from the median.

    Log-normal through both percentiles on the side of the draw, so that z = 0 gives the median.
    """
    r = usual_rate(muscle)
    end = r.high_per_min if z > 0 else r.low_per_min
    return 60.0 * r.per_min * math.exp(abs(z) / Z90 * math.log(end / r.per_min))


def twitches(
    spikes: Spikes,
    muscle: str,
    *,
    z: float = 0.0,
    moving: np.ndarray | float = 0.0,
    asleep: np.ndarray | float = 0.0,
    watching: np.ndarray | float = 0.0,
    noticing: Noticing | None = None,
) -> Twitches:
    """Discharges and noticed twitches per hour, nan wherever the axon was outside its range.

    moving, asleep, watching (the bare muscle, waiting for it): shares from 0 to 1, numbers or arrays of shape (times,).
    """
    per_hour = drawn_per_hour(muscle, z) * spikes.ratio_to_usual
    per_hour = np.where(spikes.inside_range, per_hour, np.nan)
    p = noticing or Noticing()
    seen = ease_of_noticing(muscle, p)
    chance = chance_noticed(np.asarray(moving), np.asarray(asleep), seen, p, watching)
    return Twitches(spikes.time_s, per_hour, per_hour * chance)
