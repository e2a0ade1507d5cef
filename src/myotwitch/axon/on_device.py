"""The full-resolution threshold map on a graphics card: one thread for each point, the same membrane.

`python -m myotwitch.axon.on_device --points 1048576 --out map.npz` where numba-cuda and a card are present.
Nothing is written twice: the kernel calls the very functions that the processor runs. Double precision only:
thresholds in single precision are not offered, because they were never shown to be within one per cent.
Assumes nothing beyond `threshold.py`. It was tried on numba's simulator of a card, not on a card.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numba import cuda
from scipy.stats import qmc

from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.rebuild_surrogate import TAU_MS
from myotwitch.axon.surrogate import MAP_TEST, natural_inputs
from myotwitch.axon.threshold import noise_threshold_pA
from myotwitch.kernels import device
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

__all__ = ["fill", "mapped_on_device"]

THREADS = 128


_of_site, _of_threshold = device(surroundings), device(noise_threshold_pA)


def fill(points: Any, axon: Any, test: Any, tau_ms: float, out: Any) -> None:
    """One thread: threshold and kind of one point into its row of `out`, (n, 2)."""
    i = cuda.grid(1)  # type: ignore[attr-defined]
    if i < points.shape[0]:
        e = Exposure(
            points[i, 0], points[i, 1], points[i, 2], points[i, 3], points[i, 4], points[i, 5], points[i, 6]
        )  # fmt: skip
        theta, kind = _of_threshold(_of_site(e, points[i, 7], axon), axon, test, tau_ms)
        out[i, 0] = theta
        out[i, 1] = kind


def mapped_on_device(points: np.ndarray, numbers: AxonParameters | None = None) -> np.ndarray:
    """theta_OU (pA) and kind of the site at each point, (n, 2), as `rebuild_surrogate.evaluated` gives them.

    points: shape (n, 8), natural units in the order of `INPUTS`. Raises Refusal (USAGE) without a card.
    """
    if not cuda.is_available():  # type: ignore[no-untyped-call]
        raise Refusal(
            "No graphics card that numba can use was found.",
            allowed="a card with CUDA and the package numba-cuda.",
            next_step="python -m myotwitch.axon.rebuild_surrogate does the shipped map on the processor",
            door=Door.USAGE,
        )
    axon, test = values(numbers or AxonParameters()), values(MAP_TEST)
    out = np.full((len(points), 2), np.nan)
    blocks = (len(points) + THREADS - 1) // THREADS
    kernel = cuda.jit(fill)  # type: ignore[no-untyped-call]
    kernel[blocks, min(THREADS, len(points))](np.ascontiguousarray(points), axon, test, TAU_MS, out)
    return out


def main(arguments: list[str] | None = None) -> None:
    """Map many points of the box and keep them."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--points", type=int, default=1 << 20)
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args(arguments)
    points = natural_inputs(qmc.Sobol(8, seed=1).random(told.points))
    try:
        found = mapped_on_device(points)
    except Refusal as refusal:
        sys.exit(str(refusal))
    np.savez_compressed(told.out, points=points, theta_pA=found[:, 0], kind=found[:, 1], tau_ms=TAU_MS)
    sys.stdout.write(f"{told.out}: {told.points} points, {int(np.isnan(found).sum())} not a number\n")


if __name__ == "__main__":
    main()
