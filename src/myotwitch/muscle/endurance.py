"""How long a force can be held: three compartments of units, active, fatigued and resting.

An engineering clock beside the physiology (`whole`), fitted to how long people hold out, central
fatigue included; it knows no ions, acid or heat, and the two are never mixed. It describes
steady or intermittent isometric work of one joint, not a lifetime of training.
Sources: Xia & Frey Law 2008 (equations), Frey-Law 2012 (rates by joint), Looft 2018 (faster recovery at rest).
"""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, NamedTuple

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Origin, Parameters, sourced
from myotwitch.refusal import Door, Refusal, nearest

__all__ = [
    "JOINT_OF",
    "Endurance",
    "Units",
    "endurance_for",
    "endurance_origins",
    "endurance_time_s",
    "rate",
    "residual_force",
]

_RATES = ("fatigue_per_s", "recovery_per_s", "rest_factor")

JOINT_OF = {
    "abductor_hallucis": "ankle", "gastrocnemius": "ankle", "soleus": "ankle", "tibialis_anterior": "ankle",
    "quadriceps": "knee", "hamstrings": "knee", "gluteals": "general", "adductors": "general",
    "hip_flexors": "general", "erector_spinae": "trunk", "abdominals": "trunk", "pectorals": "shoulder",
    "latissimus": "shoulder", "trapezius": "shoulder", "deltoid": "shoulder", "biceps_brachii": "elbow",
    "triceps_brachii": "elbow", "forearm": "hand", "thenar": "hand", "orbicularis_oculi": "general",
}  # fmt: skip
"""The joint whose rates stand for each muscle group."""


@dataclass(frozen=True)
class Endurance(Parameters):
    """Rates of one joint; the default is the general one."""

    fatigue_per_s: float = sourced(
        0.00970, "1/s", "looft2018", where="general joint", note="set from endurance.toml"
    )
    recovery_per_s: float = sourced(
        0.00091, "1/s", "looft2018", where="general joint", note="set from endurance.toml"
    )
    rest_factor: float = sourced(
        15.0, "", "looft2018", where="general; 30 suits the hand",
        note="recovery at rest over recovery under load; set from endurance.toml; remembered, not re-read",
    )  # fmt: skip
    recruiting_per_s: float = sourced(
        10.0, "1/s", "xia2008", where="tracking gain, remembered", note="numerical: fast against fatigue"
    )
    resting_load: float = sourced(
        0.01, "", ASSUMED, note="below this share of maximal force the joint counts as resting"
    )


class Units(NamedTuple):
    """Shares of a joint's motor units; they sum to 1."""

    active: float
    fatigued: float
    resting: float


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    text = resources.files("myotwitch.muscle").joinpath("endurance.toml").read_text("utf-8")
    return tomllib.loads(text)


def endurance_for(name: str) -> Endurance:
    """The rates of a joint, or of a muscle group's joint. Raises Refusal (USAGE) for other names."""
    joint = JOINT_OF.get(name, name)
    if joint not in _table():
        guess = nearest(name, [*JOINT_OF, *_table()])
        raise Refusal(
            f"There is no joint or muscle group {name!r}.", allowed=", ".join([*_table(), *JOINT_OF]) + ".",
            next_step=f'use "{guess}".' if guess else "", door=Door.USAGE,
        )  # fmt: skip
    return replace(Endurance(), **{rate: _table()[joint][rate] for rate in _RATES})


def endurance_origins() -> list[Origin]:
    """Every number of endurance.toml with its source, for listings beside `provenance.origins`."""
    found = []
    for joint, row in _table().items():
        for name in _RATES:
            source, note = row["source"], row.get("note", "")
            if name == "rest_factor":
                source, note = (
                    ASSUMED,
                    "recovery at rest over recovery under load; remembered from looft2018, not re-read",
                )
            unit = "1/s" if name.endswith("_per_s") else ""
            found.append(Origin(f"Endurance of {joint}", name, row[name], unit, source, "", None, 0.0, note))
    return found


@physics
def rate(y: Units, p: Endurance, load: float) -> Units:
    """d/dt of the shares, per second, under a wanted force (0 to 1 of maximum)."""
    missing = load - y.active
    if missing > 0.0:
        recruited = p.recruiting_per_s * min(missing, y.resting)
    else:
        recruited = p.recruiting_per_s * missing
    recovered = p.recovery_per_s * y.fatigued
    if load < p.resting_load:
        recovered *= p.rest_factor
    tired = p.fatigue_per_s * y.active
    return Units(recruited - tired, tired - recovered, recovered - recruited)


def endurance_time_s(load: float, p: Endurance) -> float:
    """How long a constant force can be held, s; infinite below the residual force.

    The closed form of the equations with instant recruitment: the fatigued share grows to 1 - load.
    """
    if not 0.0 < load <= 1.0:
        raise Refusal(
            f"The wanted force is {load:g} of maximum.", allowed="above 0, up to 1.", door=Door.IMPOSSIBLE
        )
    filled = (1.0 - load) * p.recovery_per_s / (p.fatigue_per_s * load)
    return -math.log1p(-filled) / p.recovery_per_s if filled < 1.0 else math.inf


def residual_force(p: Endurance) -> float:
    """Force that can be kept for ever, share of maximum."""
    return p.recovery_per_s / (p.fatigue_per_s + p.recovery_per_s)
