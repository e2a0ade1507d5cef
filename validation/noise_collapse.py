"""Does the rate of spontaneous discharge depend on threshold over noise alone?

Run: python validation/noise_collapse.py [ms ...]       (about three minutes of two cores; writes noise_collapse.json)

For each correlation time of the noise the threshold theta(tau) is found at many states of the reference and of
six other axons, the membrane is driven by noise of theta/z for two z, and one curve of two numbers
(g, nu0) is fitted to all counts of that time. What is left beyond counting noise is how far the law fails, and
the states where it fails are told; where no law holds the rates themselves are kept as a table. Seeded.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.stats import qmc

from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges_side_by_side
from myotwitch.axon.surrogate import INPUTS
from myotwitch.axon.threshold import QUIET, SpikeTest, noise_threshold_pA
from myotwitch.provenance import values

TAUS_MS = (5.0, 20.0, 100.0)
DEPTHS = {5.0: (2.4, 3.0), 20.0: (2.2, 2.9), 100.0: (2.2, 2.9)}
SECONDS, STEP_ms, STATES, MEMBERS = 200.0, 0.02, 20, 6
TEST = values(dataclasses.replace(SpikeTest(), settle_ms=200.0))
LOW = (3.4, 1.0, -1.2, 8.0, 0.8, 30.0, -20.0, 1.6)
HIGH = (5.0, 1.2, 0.8, 11.0, 1.4, 38.0, 20.0, 2.4)
"""The corner of the map's box that is asked: where people's nerve ends mostly are."""
FAILS_ln = 0.25
"""One curve that leaves more than this (rms of ln) is no law: the rates themselves are kept as a table."""
KEPT = Path(__file__).parent / "results" / "noise_collapse.json"


class Point(NamedTuple):
    """One state at one depth."""

    axon: str
    state: int
    z: float
    spikes: int
    theta_pA: float


def one(job: tuple[str, Any, int, np.ndarray, float, float, int]) -> Point | None:
    """The spikes of one state at one depth; None where the site does not rest."""
    axon, p, state, point, tau_ms, z, seed = job
    *seven, hot = (float(x) for x in point)
    s = surroundings(Exposure(*seven), hot, p)
    theta, kind = noise_threshold_pA(s, p, TEST, tau_ms)
    if kind != QUIET or theta < 20.0:
        return None
    spikes = discharges_side_by_side(s, p, theta / z, tau_ms, SECONDS, STEP_ms, seed)
    return Point(axon, state, z, spikes, theta)


def law(z: np.ndarray, g: float, nu0: float) -> np.ndarray:
    """Spikes per second."""
    return np.asarray(1 / (1 / 9 + np.exp(0.5 * g * g * z * np.abs(z)) / nu0))


def fitted(found: list[Point]) -> tuple[float, float]:
    """g and nu0 of all points by maximum likelihood of the counts."""
    z, n = np.array([f.z for f in found]), np.array([f.spikes for f in found], float)

    def cost(x: np.ndarray) -> float:
        expected = SECONDS * law(z, x[0], np.exp(x[1]))
        return float((expected - n * np.log(expected)).sum())

    best = minimize(cost, (0.9, 2.0), method="Nelder-Mead").x
    return abs(float(best[0])), float(np.exp(best[1]))


def offs(found: list[Point], g: float, nu0: float) -> np.ndarray:
    """ln of spikes seen over expected; half a spike stands for none."""
    z, n = np.array([f.z for f in found]), np.array([f.spikes for f in found], float)
    return np.asarray(np.log(np.maximum(n, 0.5) / (SECONDS * law(z, g, nu0))))


def judged(found: list[Point], g: float, nu0: float) -> dict[str, float]:
    """What one curve leaves, and what counting alone would leave."""
    off = offs(found, g, nu0)
    expected = SECONDS * law(np.array([f.z for f in found]), g, nu0)
    return {
        "points": len(found),
        "spikes": sum(f.spikes for f in found),
        "g": round(g, 3),
        "nu0_per_s": round(nu0, 2),
        "rms_ln": round(float(np.sqrt(np.mean(off**2))), 3),
        "counting_alone": round(float(np.sqrt(np.mean(1 / expected))), 3),
        "farthest_times": round(float(np.exp(np.abs(off).max())), 2),
    }


def told_by(found: list[Point], points: np.ndarray, off: np.ndarray) -> dict[str, float]:
    """How what is left leans on each input: change of ln from one end of the asked corner to the other."""
    unit = np.array([(points[f.state] - LOW) / (np.array(HIGH) - LOW) for f in found])
    slopes = np.linalg.lstsq(np.column_stack([np.ones(len(unit)), unit]), off, rcond=None)[0][1:]
    return {name: round(float(x), 2) for name, x in zip(INPUTS, slopes, strict=True)}


def tabulated(found: list[Point], points: np.ndarray) -> dict[str, Any]:
    """The rates themselves, for noise that no law fits: one row for each axon, state and size of the noise."""
    rows = [
        [f.axon, *(round(float(x), 4) for x in points[f.state]), round(f.theta_pA / f.z, 2), round(f.theta_pA, 2), f.spikes / SECONDS]
        for f in found
    ]  # fmt: skip
    return {"columns": ["axon", *INPUTS, "noise_pA", "theta_pA", "rate_per_s"], "rows": rows}


def main() -> None:
    """Print and keep one line for each correlation time and axon, and how what is left leans."""
    points = qmc.scale(qmc.Sobol(8, seed=7).random(32)[:STATES], LOW, HIGH)
    axons = {"reference": values(AxonParameters())}
    several = members()[:: max(1, len(members()) // MEMBERS)][:MEMBERS]
    axons |= {f"member {m.seed}": values(m.axon) for m in several}
    kept: dict[str, Any] = {"made_by": "python validation/noise_collapse.py", "seconds_a_point": SECONDS}
    asked = tuple(float(x) for x in sys.argv[1:]) or TAUS_MS
    if asked != TAUS_MS:
        kept |= json.loads(KEPT.read_text("utf-8"))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for tau in asked:
            jobs = [
                (name, p, i, point, tau, z, 100_000 * k + 1000 * i + j)
                for k, (name, p) in enumerate(axons.items())
                for i, point in enumerate(points)
                for j, z in enumerate(DEPTHS[tau])
            ]
            found = [f for f in pool.map(one, jobs) if f is not None]
            g, nu0 = fitted(found)
            rows = {"all by one curve": judged(found, g, nu0)}
            for name in axons:
                own = [f for f in found if f.axon == name]
                rows[name + ", same curve"] = judged(own, g, nu0)
                rows[name + ", own curve"] = judged(own, *fitted(own))
            leans = told_by(found, points, offs(found, g, nu0))
            worst = sorted(zip(np.abs(offs(found, g, nu0)), found, strict=True), reverse=True)[:3]
            kept[f"{tau:g} ms"] = {"rows": rows, "leans": leans, "worst": [w[1]._asdict() for w in worst]}
            if rows["all by one curve"]["rms_ln"] > FAILS_ln:
                kept[f"{tau:g} ms"]["table"] = tabulated(found, points)
            for name, row in rows.items():
                sys.stdout.write(f"{tau:g} ms, {name}: {row}\n")
            sys.stdout.write(f"{tau:g} ms leans {leans}\n{tau:g} ms worst {worst}\n")
            sys.stdout.flush()
    text = json.dumps(kept, indent=1)
    KEPT.write_text(re.sub(r"\n\s+(?=[^\[\]{}]*\])", " ", text) + "\n", "utf-8")


if __name__ == "__main__":
    main()
