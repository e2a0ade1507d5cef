"""Fit many axons to the same seventeen clinical indices: `python -m myotwitch.axon.fit_ensemble`.

Conductances, capacitances and a few gate numbers of one axon cannot be told apart by the clinical
tests, so one fit says nothing about how much an answer hangs on it. Each member starts from its
own draw of the free numbers and is pulled back to that draw, not to a common centre: what the
tests cannot tell stays spread out. At rest every member lies at -84.4 mV with sodium and potassium
in balance, so pump and sodium leak follow from the rest. Everything that enters here is
calibration. It stops being an ensemble of people: the spread is doubt about one typical axon.

Seeded. Writes `ensemble.json` beside this file. About 17 minutes on two
shared cores, 12 s of one core for each start.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from myotwitch.axon.clinical_tests import excitability, norms
from myotwitch.axon.ensemble import FREE, balanced
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.axon.motor_axon import MotorAxon
from myotwitch.axon.spike_shape import SpikeShape, spike_shape
from myotwitch.provenance import values
from myotwitch.refusal import Refusal

__all__ = ["accepted", "distances", "ensemble", "fit", "named", "residuals", "start", "tested"]

_TIGHT = 0.5
"""An index agrees when it lies within half a standard deviation of its norm."""
_FAR = 8.0
"""Residual of an index that cannot be measured (in half standard deviations)."""
_HALF_WIDTH_ms, _HALF_WIDTH_DOUBT_ms = 0.5, 0.15
"""Remembered 0.3 to 0.5 ms at 37 °C, which is 0.4 to 0.65 ms at 34 °C; held loosely, not one of the indices."""
_NUDGE = 0.1
_BATCH = 8
ACCEPTED_RMS_SD, ACCEPTED_FARTHEST_SD = 0.6, 1.5
_STRONG = 8.0
"""Pulse of 0.1 ms that shows the spike, in thresholds of 1 ms."""
_FIT = {"conditioning_percent": (40, -40), "step_ms": 0.02}


def named(scaled: np.ndarray) -> dict[str, float]:
    """The free numbers of a candidate, which is told in widths from their middles."""
    told = {}
    for (name, free), z in zip(FREE.items(), scaled, strict=True):
        z = float(z)
        told[name] = (
            free.middle * math.exp(free.width * z) if free.logarithmic else free.middle + free.width * z
        )
    told["shallow_slow_slopes"] = min(1.2, max(-0.2, told["shallow_slow_slopes"]))
    told["slow_opening_shift_mV"] = min(25.0, max(-10.0, told["slow_opening_shift_mV"]))
    return told


class Tested(NamedTuple):
    """What the tests say of a candidate."""

    indices: dict[str, float]
    spike: SpikeShape


def tested(axon: AxonParameters | None, **how: Any) -> Tested | None:
    """All tests of one candidate; None when it does not rest or cannot be tracked."""
    if axon is None:
        return None
    try:
        told = excitability(dataclasses.replace(MotorAxon.reference(), membrane=axon), **how).indices
    except Refusal:
        return None
    p = values(axon)
    s = surroundings(resting_exposure(), 1.0, p)
    spike = spike_shape(resting_state(s, p)[0], s, p, _STRONG * told["threshold_1_ms_pA"])
    return Tested(told, spike)


def distances(indices: dict[str, float] | None) -> np.ndarray:
    """How far each index lies from its norm, in standard deviations; shape (17,)."""
    rows = norms()
    if indices is None:
        return np.full(len(rows), _FAR * _TIGHT)
    told = np.array([(indices[name] - norm.mean) / norm.sd for name, norm in rows.items()])
    return np.asarray(np.clip(np.nan_to_num(told, nan=_FAR * _TIGHT), -5 * _FAR, 5 * _FAR))


def residuals(scaled: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Indices in half standard deviations, then the pull back to the member's own start."""
    told = tested(balanced(named(scaled)), **_FIT)
    wide = _FAR if told is None else (told.spike.half_width_ms - _HALF_WIDTH_ms) / _HALF_WIDTH_DOUBT_ms
    away = distances(told.indices if told else None) / _TIGHT
    return np.concatenate([away, [wide], scaled - centre])


def start(seed: int) -> np.ndarray:
    """A draw of the free numbers, in widths from their middles, that rests and can be tested."""
    random = np.random.default_rng(seed)
    while True:
        scaled = np.clip(random.standard_normal(len(FREE)), -2, 2)
        if tested(balanced(named(scaled)), **_FIT) is not None:
            return scaled


def _slopes(scaled: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Forward differences; the step is large against the 0.05 pA to which thresholds are sought."""
    base = residuals(scaled, centre)
    moved = (scaled + _NUDGE * row for row in np.eye(len(scaled)))
    return np.column_stack([(residuals(x, centre) - base) / _NUDGE for x in moved])


def fit(seed: int, rounds: int = 20) -> dict[str, Any]:
    """One member: its free numbers, and at the fine step its indices and their distances from the norms."""
    centre = start(seed)
    found = least_squares(
        residuals,
        centre,
        jac=_slopes,
        args=(centre,),
        bounds=(-4.0, 4.0),
        max_nfev=rounds,
        xtol=1e-2,
        ftol=1e-3,
    )
    told = tested(balanced(named(found.x)))
    away = distances(told.indices if told else None)
    return {
        "seed": seed,
        "rms_sd": round(float(np.sqrt(np.mean(away**2))), 4),
        "farthest_sd": round(float(np.abs(away).max()), 4),
        "half_width_ms": round(told.spike.half_width_ms, 4) if told else math.nan,
        "free": {name: float(f"{value:.6g}") for name, value in named(found.x).items()},
        "indices": {name: float(f"{value:.5g}") for name, value in told.indices.items()} if told else {},
    }


def accepted(member: dict[str, Any]) -> bool:
    """Whether a fit is good enough to ship; set before the first run."""
    return bool(member["rms_sd"] <= ACCEPTED_RMS_SD and member["farthest_sd"] <= ACCEPTED_FARTHEST_SD)


def ensemble(wanted: int, limit: int, workers: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Fit seed after seed, a batch at a time, until enough are accepted or the limit is reached."""
    members: list[dict[str, Any]] = []
    tried = 0
    with ThreadPoolExecutor(workers) as pool:
        while len(members) < wanted and tried < limit:
            batch = list(pool.map(fit, range(tried, min(tried + _BATCH, limit))))
            tried += len(batch)
            members += [member for member in batch if accepted(member)]
            say(f"{tried} tried, {len(members)} accepted")
    return {
        "made_by": "python -m myotwitch.axon.fit_ensemble",
        "fitted_to": {name: [norm.mean, norm.sd] for name, norm in norms().items()},
        "accepted_when": {"rms_sd": ACCEPTED_RMS_SD, "farthest_sd": ACCEPTED_FARTHEST_SD},
        "tried": tried,
        "members": members,
    }


def main(arguments: list[str] | None = None) -> None:
    """Fit and write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--members", type=int, default=32, help="how many accepted fits")
    ask.add_argument("--limit", type=int, default=96, help="how many starts at most")
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    ask.add_argument("--out", type=Path, default=Path(__file__).with_name("ensemble.json"))
    told = ask.parse_args(arguments)

    def say(text: str) -> None:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    made = ensemble(told.members, told.limit, told.workers, say)
    told.out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
