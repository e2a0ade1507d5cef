"""How big a muscle's motor units are and how deep they lie.

One row per muscle in `muscle_sizes.toml`; muscles without a row share one. Assumes a lean adult
and fibres parallel to the skin. Orders of magnitude: nearly all of it is remembered or guessed.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import NamedTuple

from myotwitch.handover import MUSCLES
from myotwitch.provenance import ASSUMED, Origin
from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["MuscleSize", "muscle_size", "muscle_size_origins"]

_UNITS = {"twitch_mN": "mN", "contraction_ms": "ms", "fat_mm": "mm", "thickness_mm": "mm", "fibre_mm": "mm"}


class MuscleSize(NamedTuple):
    """Motor units of one muscle: how many, how big, how deep."""

    units: float
    fibres_per_unit: float
    twitch_mN: float
    contraction_ms: float
    fat_mm: float
    """Skin and fat above the muscle."""
    thickness_mm: float
    fibre_mm: float
    """From end-plate to tendon."""
    attention: float
    """How much more easily a twitch here is noticed than one of the calf, at the same skin movement."""


_OTHERS = "any_other_muscle"


@functools.cache
def _rows() -> dict[str, MuscleSize]:
    text = resources.files("myotwitch.twitch").joinpath("muscle_sizes.toml").read_text("utf-8")
    read = tomllib.loads(text)
    rows = {row["name"]: row for row in read["muscle"]} | {_OTHERS: read[_OTHERS]}
    return {name: MuscleSize(*(float(row[f]) for f in MuscleSize._fields)) for name, row in rows.items()}


def muscle_size(muscle: str) -> MuscleSize:
    """Size of one of `MUSCLES`. Refusal (USAGE) for any other name."""
    if muscle not in MUSCLES:
        guess = nearest(muscle, MUSCLES)
        raise Refusal(
            f"The model has no muscle {muscle!r}.",
            allowed=", ".join(MUSCLES) + ".",
            next_step=f"try {guess}." if guess else "",
            door=Door.USAGE,
        )
    return _rows().get(muscle, _rows()[_OTHERS])


def muscle_size_origins() -> list[Origin]:
    """Every number of the table, the shared row once, for listings beside `provenance.origins`."""
    note = "remembered or guessed, order of magnitude; see the head of muscle_sizes.toml"
    return [
        Origin("MuscleSize", f"{muscle}_{name}", value, _UNITS.get(name, ""), ASSUMED, "", None, 0.0, note)
        for muscle, row in _rows().items()
        for name, value in row._asdict().items()
    ]
