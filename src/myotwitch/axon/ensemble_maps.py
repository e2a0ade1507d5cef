"""The threshold maps of every axon of the ensemble, so that an answer need not hang on one fit.

Each member of `ensemble.py` has a cubic of its noise threshold and one of its trunk threshold, in the same
inputs and the same box as the reference. Assumes that each accepted fit is as likely as any other
and that the noise is a current of the same size in all of them. It stops being true outside the box, and
the spread between members is doubt about one typical axon, not the variety of people.
Source: our own fits; rebuilt by `python -m myotwitch.axon.rebuild_ensemble_maps`.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.screening import Screening
from myotwitch.axon.surrogate import BOX, ThresholdMap, shipped, shipped_trunk
from myotwitch.axon.threshold import SpikeTest
from myotwitch.provenance import origins

__all__ = ["Maps", "maps_of", "maps_of_axon", "own_mark", "seeds", "stored"]


class Maps(NamedTuple):
    """The two maps of one axon."""

    noise: ThresholdMap
    trunk: ThresholdMap


@functools.cache
def stored() -> dict[str, Any]:
    """The shipped file: for each member its fingerprint, errors at fresh points and coefficients."""
    text = resources.files("myotwitch.axon").joinpath("ensemble_maps.json").read_text("utf-8")
    return dict(json.loads(text))


@functools.cache
def seeds() -> tuple[int, ...]:
    """The members that have maps, by the seed of their fit, in the order of the ensemble."""
    return tuple(row["seed"] for row in stored()["members"])


@functools.cache
def _rows() -> dict[int, dict[str, Any]]:
    return {row["seed"]: row for row in stored()["members"]}


@functools.cache
def maps_of(seed: int | None) -> Maps:
    """The maps of one member, or of the reference axon for None. KeyError for a seed without a member."""
    if seed is None:
        return Maps(shipped(), shipped_trunk())
    row, box = _rows()[seed], shipped()
    flat = np.zeros(45)
    return Maps(
        box._replace(coefficients=np.array(row["coefficients_pA"])),
        box._replace(coefficients=np.concatenate([row["trunk_coefficients_pA"], flat])),
    )


def own_mark(axon: AxonParameters, test: SpikeTest) -> str:
    """Fingerprint of what the maps of an axon depend on; the screening acts before them, but for one share.

    Nine digits of each number count: a member's leak and pump are computed, and machines differ in the last.
    """
    share = axon.screening.potassium_gate_share
    plain = dataclasses.replace(Screening(), potassium_gate_share=share)
    numbers = origins(dataclasses.replace(axon, screening=plain), test)
    told = [f"{o.model}.{o.name}={o.value:.9g}" for o in numbers] + [repr(BOX)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def maps_of_axon(axon: AxonParameters, test: SpikeTest) -> Maps | None:
    """The maps that were made for exactly these numbers; None where there are none."""
    mark = own_mark(axon, test)
    if mark == own_mark(AxonParameters(), test):
        return maps_of(None)
    for row in stored()["members"]:
        if row["fingerprint"] == mark:
            return maps_of(row["seed"])
    return None
