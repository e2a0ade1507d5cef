"""Run the membrane at many points of the box and fit the cubic: `python -m myotwitch.axon.rebuild_surrogate`.

Writes `surrogate.json` beside this file: coefficients, box, correlation time of the noise, error on
points that were not fitted (and those points themselves), and a fingerprint of every number that
went in. Seeded, so the same code gives the same file. About half a minute on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc

from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.surrogate import BOX, MAP_TEST, features, fingerprint, natural_inputs, scaled_inputs
from myotwitch.axon.threshold import FIRES, QUIET, noise_threshold_pA, pulse_threshold_pA
from myotwitch.provenance import values

__all__ = [
    "TAU_MS",
    "TRUNK_PULSE_MS",
    "at_ordinary_node",
    "error_of",
    "evaluated",
    "evaluated_at_trunk",
    "fitted",
    "rebuilt",
]

TAU_MS = 20.0
TRUNK_PULSE_MS = 1.0
_DAMPING = 1e-7
_JUDGED_pA = (25.0, 250.0)
"""Thresholds that matter for the rate; the error is judged between these."""


def evaluated(points: np.ndarray, workers: int = 2, numbers: AxonParameters | None = None) -> np.ndarray:
    """theta_OU (pA) and kind of the site at each point, shape (n, 2), by the membrane itself.

    points: shape (n, 8), natural units in the order of `INPUTS`. numbers: of the axon, else the reference.
    """
    axon, test = values(numbers or AxonParameters()), values(MAP_TEST)

    def one(point: np.ndarray) -> tuple[float, float]:
        *seven, hot = (float(x) for x in point)
        return noise_threshold_pA(surroundings(Exposure(*seven), hot, axon), axon, test, TAU_MS)

    with ThreadPoolExecutor(workers) as pool:
        return np.array(list(pool.map(one, points)))


def evaluated_at_trunk(
    points: np.ndarray, workers: int = 2, numbers: AxonParameters | None = None
) -> np.ndarray:
    """Threshold of a 1-ms pulse (pA) of an ordinary node and its kind at each point, shape (n, 2)."""
    axon, test = values(numbers or AxonParameters()), values(MAP_TEST)

    def one(point: np.ndarray) -> tuple[float, float]:
        milieu = Exposure(*(float(x) for x in point[:7]))
        return pulse_threshold_pA(surroundings(milieu, 1.0, axon), axon, test, TRUNK_PULSE_MS)

    with ThreadPoolExecutor(workers) as pool:
        return np.array(list(pool.map(one, points)))


def at_ordinary_node(points: np.ndarray) -> np.ndarray:
    """The same points with the last input at the middle of its scale, where its powers vanish."""
    low, high = BOX["persistent_factor"]
    return np.column_stack([points[:, :7], np.full(len(points), math.sqrt(low * high))])


def fitted(points: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Coefficients by damped least squares over the quiet points, far thresholds counting less.

    Raises FloatingPointError when the membrane gave something that is not a number at any point.
    """
    lost = int((~np.isfinite(told)).any(axis=1).sum())
    if lost:
        raise FloatingPointError(
            f"the membrane gave no number at {lost} of {len(told)} points, so no map is made"
        )
    quiet = told[:, 1] == QUIET
    theta = told[quiet, 0]
    weight = 1 / (1 + (theta / 200) ** 2)
    weighted = features(scaled_inputs(points[quiet])) * weight[:, None]
    # the columns of an input that never moves are zero; the damping keeps their coefficients at zero
    damping = _DAMPING * len(points) * np.eye(weighted.shape[1])
    return np.asarray(np.linalg.solve(weighted.T @ weighted + damping, weighted.T @ (weight * theta)))


def error_of(
    coefficients: np.ndarray,
    points: np.ndarray,
    told: np.ndarray,
    judged_pA: tuple[float, float] = _JUDGED_pA,
) -> dict[str, float]:
    """How far the cubic is from the membrane at points that were not fitted."""
    predicted = features(scaled_inputs(points)) @ coefficients
    low, high = judged_pA
    judged = (told[:, 1] == QUIET) & (told[:, 0] > low) & (told[:, 0] < high)
    off = predicted[judged] - told[judged, 0]
    relative = np.log(np.maximum(predicted[judged], 1.0) / told[judged, 0])
    fires = told[:, 1] == FIRES
    quiet = told[:, 1] == QUIET
    return {
        "rms_relative": float(np.sqrt(np.mean(relative**2))),
        "rms_pA": float(np.sqrt(np.mean(off**2))),
        "largest_pA": float(np.abs(off).max()),
        "judged_points": int(judged.sum()),
        "quiet_points": int(quiet.sum()),
        # sites that get used to a slow current: the cubic calls them easier to fire than they are
        "accommodating_points": int((quiet & (told[:, 0] >= high) & (predicted < 0.8 * high)).sum()),
        "self_firing_points": int(fires.sum()),
        "self_firing_below_25_pA": int((predicted[fires] < low).sum()),
    }


def rebuilt(points: int = 2048, held_out: int = 512, workers: int = 2) -> dict[str, Any]:
    """The content of the data file."""
    seen = natural_inputs(qmc.Sobol(8, seed=1).random(points))
    unseen = natural_inputs(qmc.Sobol(8, seed=99).random(held_out))
    # rounded first, so that the stored points are the very points that were evaluated
    unseen = np.clip(np.round(unseen, 6), *np.array(list(BOX.values())).T)
    coefficients = np.round(fitted(seen, evaluated(seen, workers)), 6)
    told = evaluated(unseen, workers)
    trunk_seen, trunk_unseen = (
        at_ordinary_node(seen[: points // 2]),
        at_ordinary_node(unseen[: held_out // 4]),
    )
    trunk = np.round(fitted(trunk_seen, evaluated_at_trunk(trunk_seen, workers)), 6)
    trunk_told = evaluated_at_trunk(trunk_unseen, workers)
    trunk_error = error_of(trunk, trunk_unseen, trunk_told, (25.0, 2000.0))
    return {
        "what": "theta_OU of the motor axon in pA: cubic in eight inputs, sorted by the power of the last",
        "box": {name: list(ends) for name, ends in BOX.items()},
        "tau_ms": TAU_MS,
        "fingerprint": fingerprint(AxonParameters(), MAP_TEST),
        "fitted_points": points,
        "error": {k: round(v, 5) for k, v in error_of(coefficients, unseen, told).items()},
        "coefficients_pA": coefficients.tolist(),
        "trunk": {
            "what": "threshold in pA of an ordinary node for a 1-ms pulse, in the first seven inputs",
            "pulse_ms": TRUNK_PULSE_MS,
            "error": {
                k: round(trunk_error[k], 5) for k in ("rms_relative", "rms_pA", "largest_pA", "judged_points")
            },
            "coefficients_pA": trunk[:120].tolist(),
        },
        "held_out": {
            "columns": [*BOX, "theta_pA", "kind (0 quiet, 1 fires, 2 blocked)"],
            "rows": [
                [round(float(x), 6) for x in row] for row in np.column_stack([unseen, np.round(told, 3)])
            ],
        },
    }


def main(arguments: list[str] | None = None) -> None:
    """Rebuild the file and say how good it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--points", type=int, default=2048)
    asked.add_argument("--held-out", type=int, default=512)
    asked.add_argument("--out", type=Path, default=Path(__file__).with_name("surrogate.json"))
    told = asked.parse_args(arguments)
    data = rebuilt(told.points, told.held_out, min(os.cpu_count() or 1, 8))
    rows = data["held_out"].pop("rows")
    text = json.dumps(data, indent=1)
    lines = ",\n   ".join(json.dumps(row) for row in rows)
    text = text.replace(
        '"kind (0 quiet, 1 fires, 2 blocked)"\n  ]',
        f'"kind (0 quiet, 1 fires, 2 blocked)"\n  ],\n  "rows": [\n   {lines}\n  ]',
    )
    told.out.write_text(text + "\n", "utf-8")
    sys.stdout.write(
        f"{told.out}\nnoise {json.dumps(data['error'])}\ntrunk {json.dumps(data['trunk']['error'])}\n"
    )


if __name__ == "__main__":
    main()
