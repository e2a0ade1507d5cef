"""Does a hot site make pairs 2 to 20 ms apart? The membrane itself is run under slow and fast noise and its intervals are counted.

Run: python validation/doublets.py       (about four minutes of one core, seeded; writes validation/results/doublets.json)

For each site (persistent sodium over that of an ordinary node) and each correlation time of the noise, the size of the noise is
sought that makes a wanted rate; then the intervals of a long run are counted. Nobody knows the noise of a motor terminal:
20 ms is the one that the answer assumes. Only what travels counts (-20 mV), because an ordinary site that has just fired answers in a
graded way. The chance that a discharge is followed by a second one is carried into `twitch/sampling.py` from the rows of that noise.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import beta

from myotwitch.axon.clinical_tests import TRAVELS_mV
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharge_times_ms
from myotwitch.provenance import values

KEPT = Path(__file__).parent / "results" / "doublets.json"
TAUS_MS, SITES = (2.0, 20.0, 100.0), (1.0, 1.5, 2.0)
WANTED = ((0.5, 600.0), (2.0, 100.0))
"""Rate (1/s) and length of the run (s)."""
MILIEUS: dict[str, dict[str, float]] = {
    "rest": {}, "low potassium": {"potassium_mM": 3.4}, "high potassium": {"potassium_mM": 5.0}, "cool": {"temperature_C": 30.0},
    "after effort": {"sodium_inside_mM": 11.0, "pump": 1.2},
}  # fmt: skip
STEP_ms, CLOSEST_ms, PAIR_ms = 0.02, 2.0, 20.0


def run(
    site: float, noise_pA: float, tau_ms: float, duration_s: float, seed: int, milieu: str = "rest"
) -> np.ndarray:
    """Spike times of one site, ms."""
    axon = values(AxonParameters())
    s = surroundings(resting_exposure()._replace(**MILIEUS[milieu]), site, axon)
    return discharge_times_ms(s, axon, noise_pA, tau_ms, duration_s, STEP_ms, seed, TRAVELS_mV)


def noise_for(rate_per_s: float, site: float, tau_ms: float, milieu: str) -> float:
    """Size of the noise that makes about this rate, pA."""
    low, high = math.log(20.0), math.log(2000.0)
    for _ in range(9):
        middle = 0.5 * (low + high)
        few = run(site, math.exp(middle), tau_ms, 20.0, 1, milieu).size < 20.0 * rate_per_s
        low, high = (middle, high) if few else (low, middle)
    return math.exp(0.5 * (low + high))


def row(
    site: float, tau_ms: float, rate_per_s: float, duration_s: float, milieu: str = "rest"
) -> dict[str, Any]:
    """Counts of one run, the chance of a pair, and the most that it could be (97.5 %)."""
    noise_pA = noise_for(rate_per_s, site, tau_ms, milieu)
    times = run(site, noise_pA, tau_ms, duration_s, 2, milieu)
    step = np.diff(times)
    pairs, n = int(((step >= CLOSEST_ms) & (step < PAIR_ms)).sum()), int(step.size)
    return {
        "milieu": milieu, "site": site, "tau_ms": tau_ms, "noise_pA": round(noise_pA), "per_s": round(times.size / duration_s, 2),
        "discharges": n, "pairs": pairs, "chance": pairs / n if n else math.nan,
        "most": float(beta.ppf(0.975, pairs + 1, n - pairs)) if n else math.nan,
        "shortest_ms": float(step.min()) if n else math.nan,
        "median_pair_ms": float(np.median(step[step < PAIR_ms])) if pairs else math.nan,
    }  # fmt: skip


def main() -> None:
    """Print every row and keep them."""
    jobs = [(site, tau, *wanted, "rest") for tau in TAUS_MS for site in SITES for wanted in WANTED]
    jobs += [(2.0, 20.0, *WANTED[0], milieu) for milieu in MILIEUS if milieu != "rest"]
    rows = []
    for job in jobs:
        rows.append(row(*job))
        sys.stdout.write(
            "{milieu}, tau {tau_ms:g} ms, site {site:g}, noise {noise_pA:g} pA: {per_s:g} per s, {pairs} pairs of {discharges}, at "
            "most {most:.3f}, shortest {shortest_ms:.1f} ms, median pair {median_pair_ms:.1f} ms\n".format(
                **rows[-1]
            )
        )
        sys.stdout.flush()
    KEPT.write_text(json.dumps(rows, indent=1).replace("NaN", "null") + "\n", "utf-8")


if __name__ == "__main__":
    main()
