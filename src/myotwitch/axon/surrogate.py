"""The noise threshold of a hot site as a cubic in eight inputs, so that no membrane runs at run time.

theta_OU is nearly linear in these inputs and passes smoothly through zero where a site begins to
fire by itself, so theta itself is fitted, never its logarithm. Holds only inside the stated box, for one parameter
set of the axon and for noise of one correlation time; the data file says which. Source: our own
membrane (`membrane.py`, `threshold.py`); rebuilt by `python -m myotwitch.axon.rebuild_surrogate`.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.threshold import SpikeTest
from myotwitch.kernels import physics
from myotwitch.provenance import origins

__all__ = [
    "BOX", "INPUTS", "MAP_TEST", "ThresholdMap", "collapsed", "features", "fingerprint", "in_box", "shipped",
    "shipped_trunk",
    "stored", "theta_pA",
]  # fmt: skip

BOX: dict[str, tuple[float, float]] = {
    "potassium_mM": (2.2, 5.6),
    "periaxonal_ratio": (1.0, 1.35),
    "screening_mV": (-1.6, 1.2),
    "sodium_inside_mM": (8.0, 14.0),
    "pump": (0.7, 2.2),
    "temperature_C": (28.0, 39.5),
    "current_pA": (-30.0, 45.0),
    "persistent_factor": (1.4, 2.6),
}
"""Range of each input in which the map was made; the first seven are the fields of `Exposure`."""

INPUTS = tuple(BOX)
MAP_TEST = dataclasses.replace(SpikeTest(), settle_ms=200.0)
"""How the thresholds of the maps are sought."""
LOGARITHMIC = (True, True, False, True, True, False, False, True)


class ThresholdMap(NamedTuple):
    """Coefficients and box, ready for compiled code.

    coefficients: shape (165,), pA, sorted by the power of the last input (120, 36, 8, 1).
    middle, half: shape (8,), centre and half width of the box in the (partly logarithmic) inputs.
    """

    coefficients: np.ndarray
    middle: np.ndarray
    half: np.ndarray


def _ends(which: int) -> np.ndarray:
    ends = [
        math.log(box[which]) if log else box[which]
        for box, log in zip(BOX.values(), LOGARITHMIC, strict=True)
    ]
    return np.array(ends)


def features(scaled: np.ndarray) -> np.ndarray:
    """All monomials up to degree three, shape (n, 165), of inputs scaled to -1..1, shape (n, 8)."""
    ones = np.column_stack([np.ones(len(scaled)), scaled[:, :7]])
    columns = []
    for power in range(4):
        last = scaled[:, 7] ** power
        for chosen in _ascending(8, 3 - power):
            columns.append(last * np.prod(ones[:, chosen], axis=1))
    return np.column_stack(columns)


def _ascending(n: int, length: int) -> list[list[int]]:
    if length == 0:
        return [[]]
    return [[a, *rest] for a in range(n) for rest in _ascending(n, length - 1) if not rest or rest[0] >= a]


@physics
def collapsed(e: Exposure, m: ThresholdMap) -> tuple[float, float, float, float]:
    """The cubic in the last input that is left once the seven inputs of the milieu are known.

    Inputs outside the box are taken at its edge; ask `in_box` whether that happened.
    """
    u = (
        1.0,
        _scaled(math.log(e.potassium_mM), m, 0),
        _scaled(math.log(e.periaxonal_ratio), m, 1),
        _scaled(e.screening_mV, m, 2),
        _scaled(math.log(e.sodium_inside_mM), m, 3),
        _scaled(math.log(e.pump), m, 4),
        _scaled(e.temperature_C, m, 5),
        _scaled(e.current_pA, m, 6),
    )
    c = m.coefficients
    k = 0
    q0 = q1 = q2 = 0.0
    for i in range(8):
        for j in range(i, 8):
            pair = u[i] * u[j]
            for h in range(j, 8):
                q0 += c[k] * pair * u[h]
                k += 1
    for i in range(8):
        for j in range(i, 8):
            q1 += c[k] * u[i] * u[j]
            k += 1
    for i in range(8):
        q2 += c[k] * u[i]
        k += 1
    return q0, q1, q2, c[k]


@physics
def _scaled(x: float, m: ThresholdMap, k: int) -> float:
    middle: float = m.middle[k]
    half: float = m.half[k]
    return min(1.0, max(-1.0, (x - middle) / half))


@physics
def in_box(e: Exposure, m: ThresholdMap) -> bool:
    """Whether the milieu lies where the map was made."""
    a, edge = m.middle, 1.0 + 1e-9
    inside: bool = (
        abs(math.log(e.potassium_mM) - a[0]) <= edge * m.half[0]
        # the lower edge is a ratio of exactly 1, the resting state: a little less is rounding
        and abs(math.log(e.periaxonal_ratio) - a[1]) <= m.half[1] + 1e-3
        and abs(e.screening_mV - a[2]) <= edge * m.half[2]
        and abs(math.log(e.sodium_inside_mM) - a[3]) <= edge * m.half[3]
        and abs(math.log(e.pump) - a[4]) <= edge * m.half[4]
        and abs(e.temperature_C - a[5]) <= edge * m.half[5]
        and abs(e.current_pA - a[6]) <= edge * m.half[6]
    )
    return inside


@physics
def theta_pA(e: Exposure, persistent_factor: float, m: ThresholdMap) -> float:
    """The mapped noise threshold, pA; at or below zero the site fires by itself."""
    q0, q1, q2, q3 = collapsed(e, m)
    w = _scaled(math.log(persistent_factor), m, 7)
    return q0 + w * (q1 + w * (q2 + w * q3))


def scaled_inputs(points: np.ndarray) -> np.ndarray:
    """Inputs in natural units, shape (n, 8), as the -1..1 that the polynomial takes."""
    low, high = _ends(0), _ends(1)
    x = np.where(np.array(LOGARITHMIC), np.log(np.where(LOGARITHMIC, points, 1.0)), points)
    return np.asarray(2 * (x - low) / (high - low) - 1)


def natural_inputs(unit: np.ndarray) -> np.ndarray:
    """Points of the unit cube, shape (n, 8), spread over the box, in natural units."""
    x = _ends(0) + unit * (_ends(1) - _ends(0))
    return np.where(np.array(LOGARITHMIC), np.exp(np.where(LOGARITHMIC, x, 0.0)), x)


def fingerprint(axon: AxonParameters, test: SpikeTest) -> str:
    """Short hash of every number that the map depends on."""
    told = [f"{o.model}.{o.name}={o.value!r}" for o in origins(axon, test)] + [repr(BOX)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@functools.cache
def stored() -> dict[str, Any]:
    """The shipped data file: coefficients, box, tau, error, fingerprint, held-out evaluations."""
    text = resources.files("myotwitch.axon").joinpath("surrogate.json").read_text("utf-8")
    return dict(json.loads(text))


@functools.cache
def shipped_trunk() -> ThresholdMap:
    """The map of an ordinary node's 1-ms threshold: the same cubic, flat in the last input."""
    noise = shipped()
    return noise._replace(coefficients=np.concatenate([stored()["trunk"]["coefficients_pA"], np.zeros(45)]))


@functools.cache
def shipped() -> ThresholdMap:
    """The shipped map, ready for compiled code."""
    low, high = _ends(0), _ends(1)
    return ThresholdMap(np.array(stored()["coefficients_pA"]), (low + high) / 2, (high - low) / 2)
