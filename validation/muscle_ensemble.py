"""Sets of muscle and body numbers that the calibrated rows accept: writes src/myotwitch/course/accepted_sets.json.

Sets are drawn from a normal approximation around the numbers in use (logarithms; the priors of the two
calibration scripts and the slopes of their rows) and accepted when their misfit exceeds that of the numbers
in use by no more than the 90th percentile of chi-squared. Prints how well each number is known, and the
pairs that the rows cannot tell apart.

Run: python validation/muscle_ensemble.py        (one to three minutes; seeded)
"""

from __future__ import annotations

import json
from pathlib import Path

import calibrate_energy as energy
import calibrate_potassium as potassium
import numpy as np
from calibration import changed, in_use, residuals, slopes
from scipy.stats import chi2
from two_bodies import reference

PRIOR = {**potassium.PRIOR, **energy.PRIOR}
SEED, WANTED, TRIED = 9, 32, 400
FILE = Path(__file__).parent.parent / "src" / "myotwitch" / "course" / "accepted_sets.json"


def judged(sets: np.ndarray) -> np.ndarray:
    """Residuals of both scripts' rows and of the priors, (sets, residuals)."""
    return residuals(
        PRIOR, lambda h: potassium.rows(h) + energy.rows(h), lambda x: changed(reference(), PRIOR, x), sets
    )


def identifiability(covariance: np.ndarray) -> str:
    """Spread after over spread before for each number, and pairs with a correlation beyond 0.7."""
    names, sd = [name for _, name in PRIOR], np.sqrt(np.diag(covariance))
    before = np.array([width for _, width in PRIOR.values()])
    lines = ["| number | spread of its logarithm before | after |", "|---|---|---|"]
    lines += [f"| {n} | {b:.2f} | {a:.2f} |" for n, b, a in zip(names, before, sd, strict=True)]
    tied = covariance / np.outer(sd, sd)
    pairs = [
        f"{names[i]} with {names[j]} ({tied[i, j]:+.2f})"
        for i in range(len(names))
        for j in range(i)
        if abs(tied[i, j]) > 0.7
    ]
    return (
        "\n".join(lines)
        + "\n\nPairs that the rows hardly tell apart: "
        + ("; ".join(pairs) or "none")
        + ".\n"
    )


def main() -> None:
    """Draw, accept, write."""
    x = in_use(reference(), PRIOR)
    slope = slopes(judged, x)
    covariance = np.linalg.inv(slope.T @ slope)
    text = identifiability(covariance)
    best = float((judged(x[None]) ** 2).sum())
    most = best + float(chi2.ppf(0.9, len(x)))
    draws = np.random.default_rng(SEED).multivariate_normal(x, covariance, TRIED)
    kept: list[np.ndarray] = []
    seen = 0
    while len(kept) < WANTED and seen < TRIED:
        batch = draws[seen : seen + 20]
        misfit = np.nan_to_num((judged(batch) ** 2).sum(1), nan=np.inf)
        kept += list(batch[misfit <= most])
        seen += len(batch)
    sets = np.exp(np.array(kept[:WANTED]) - x)
    text += f"\n{len(sets)} sets kept; {len(kept)} of {seen} drawn were accepted (misfit up to {most:.0f}; the numbers in use {best:.0f}).\n"
    fields = [f"{part}.{name}" for part, name in PRIOR]
    rows = [[float(f"{ratio:.4g}") for ratio in row] for row in sets]
    FILE.write_text(json.dumps({"fields": fields, "ratios": rows}, indent=0) + "\n", "utf-8")
    (Path(__file__).parent / "muscle_ensemble.md").write_text(
        "# How well the muscle's numbers are known\n\nWritten by `python validation/muscle_ensemble.py`.\n\n"
        + text,
        "utf-8",
    )
    print(text)


if __name__ == "__main__":
    main()
