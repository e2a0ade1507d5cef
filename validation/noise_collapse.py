"""Does the rate of spontaneous discharge depend on threshold over noise alone?

Run: python validation/noise_collapse.py       (about five minutes of one core; prints, changes nothing)

For each correlation time of the noise the threshold theta(tau) is found at many states, the membrane
is driven by noise of theta/z for several z, and one curve of two numbers (g, nu0) is fitted to all
counts of that time. What is left beyond counting noise is how far the law fails. Seeded.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.stats import qmc

from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges
from myotwitch.axon.threshold import QUIET, SpikeTest, noise_threshold_pA
from myotwitch.provenance import values

TAUS_MS = (2.0, 20.0, 100.0)
DEPTHS = {2.0: (2.6, 3.0), 20.0: (2.2, 2.9), 100.0: (2.2, 2.9)}
SECONDS, STEP_ms, STATES, MEMBERS = 100.0, 0.02, 20, 3
TEST = values(dataclasses.replace(SpikeTest(), settle_ms=200.0))
LOW = (3.4, 1.0, -1.2, 8.0, 0.8, 30.0, -20.0, 1.6)
HIGH = (5.0, 1.2, 0.8, 11.0, 1.4, 38.0, 20.0, 2.4)


def one(job: tuple[Any, np.ndarray, float, float, int]) -> tuple[float, int] | None:
    """z and the number of spikes; None where the site does not rest."""
    p, point, tau_ms, z, seed = job
    *seven, hot = (float(x) for x in point)
    s = surroundings(Exposure(*seven), hot, p)
    theta, kind = noise_threshold_pA(s, p, TEST, tau_ms)
    if kind != QUIET or theta < 20.0:
        return None
    return z, discharges(s, p, theta / z, tau_ms, SECONDS, STEP_ms, seed)[0]


def law(z: np.ndarray, g: float, nu0: float) -> np.ndarray:
    """Spikes per second."""
    return 1 / (1 / 9 + np.exp(0.5 * g * g * z * np.abs(z)) / nu0)


def judged(found: list[tuple[float, int]]) -> str:
    """The fitted curve and what it leaves."""
    z, n = np.array([f[0] for f in found]), np.array([f[1] for f in found], float)

    def cost(x: np.ndarray) -> float:
        expected = SECONDS * law(z, x[0], np.exp(x[1]))
        return float((expected - n * np.log(expected)).sum())

    best = minimize(cost, (0.9, 2.0), method="Nelder-Mead").x
    expected = SECONDS * law(z, best[0], np.exp(best[1]))
    seen = n >= 5
    off = np.log(n[seen] / expected[seen])
    counting = np.sqrt(np.mean(1 / expected[seen]))
    return (
        f"g {abs(best[0]):.3f}, nu0 {np.exp(best[1]):.1f}/s, {len(n)} points, {int(n.sum())} spikes, rms of ln "
        f"{np.sqrt(np.mean(off**2)):.2f} (counting alone {counting:.2f}), largest x {np.exp(np.abs(off).max()):.2f}"
    )


def main() -> None:
    """Print one line for each correlation time, for the reference and for a few members."""
    points = qmc.scale(qmc.Sobol(8, seed=7).random(32)[:STATES], LOW, HIGH)
    axons = {"reference": [values(AxonParameters())]}
    chosen = members()[:: max(1, len(members()) // MEMBERS)][:MEMBERS]
    axons[f"{len(chosen)} members"] = [values(m.axon) for m in chosen]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for name, several in axons.items():
            few = points if len(several) == 1 else points[:5]
            for tau in TAUS_MS:
                jobs = [
                    (p, point, tau, z, 1000 * i + j)
                    for p in several
                    for i, point in enumerate(few)
                    for j, z in enumerate(DEPTHS[tau])
                ]
                found = [f for f in pool.map(one, jobs) if f is not None]
                sys.stdout.write(f"{name}, {tau:g} ms: {judged(found)}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
