"""The motor fibre of Gaines and others: fast potassium and h channels under the myelin as well (verification).

Source of equations and geometry: gaines2018, as its public MOD and HOC files write them. Those give every
internodal section the diameter of the whole fibre and rescale its resistance and capacitance, but not its
channels: they are counted on the surface of the fibre, and the published rest follows only then.

Run: python validation/gaines.py
"""

from __future__ import annotations

import math
import sys

import numpy as np
from double_cable import Fibre, Gates, Shape, at_rest, faster_at, fibre, rest_mV, velocity_m_per_s

__all__ = ["CONVERGED_m_per_s", "NEURON_REST_mV", "PUBLISHED_REST_mV", "gaines_fibre", "gaines_gates", "limit_m_per_s"]  # fmt: skip

PUBLISHED_REST_mV = -85.9411
"""Where the authors' file starts."""
NEURON_REST_mV = {8.0: -85.950, 10.0: -85.923, 14.0: -85.918}
CONVERGED_m_per_s = {8.0: 38.18, 10.0: 50.87, 14.0: 73.86}
"""NEURON 9.0.2, its step extrapolated to zero; `python validation/neuron_fibres.py` prints all of these."""
DIAMETERS_um = (8.0, 10.0, 14.0)
SETTLE_ms = 300.0


def gaines_gates() -> Gates:
    """Channels of node, MYSA, FLUT and STIN; all leaks have the battery of potassium."""
    densities = np.array([
        [3.0, 0.01, 0.08, 0.02568, 0.0, 0.007],
        [0.0, 0.0, 0.002581, 0.15074, 0.002232, 0.002],
        [0.0, 0.0, 0.002581, 0.02568, 0.002232, 0.0002],
        [0.0, 0.0, 0.002581, 0.02568, 0.002232, 0.0002],
    ])  # fmt: skip
    return Gates(densities, np.full(4, -90.0), PUBLISHED_REST_mV, -20.4, faster_at(37.0))


def gaines_shape(D: float) -> Shape:
    """The authors' straight lines through the table of mcintyre2002."""
    return Shape(
        969.3 * math.log(D) - 1144.6,
        0.889 * D - 1.9104,
        0.3449 * D - 0.1484,
        0.3527 * D - 0.1804,
        2.5811 * D + 19.59,
        65.897 * math.log(D) - 32.666,
    )


def gaines_fibre(diameter_um: float, nodes: int, channels_on_sheath: bool = True) -> Fibre:
    """A fibre with so many nodes."""
    return fibre(diameter_um, nodes, gaines_shape(diameter_um), channels_on_sheath=channels_on_sheath)


def limit_m_per_s(diameter_um: float) -> float:
    """Conduction velocity in a fibre of 41 nodes after a long rest, the step extrapolated to zero."""
    f, g = gaines_fibre(diameter_um, 41), gaines_gates()
    state = at_rest(f, g, SETTLE_ms)
    coarse, fine = (velocity_m_per_s(f, g, state, step) for step in (0.004, 0.002))
    return (4 * fine - coarse) / 3


def main() -> None:
    """Print what comes out beside what should."""
    for diameter in DIAMETERS_um:
        f, g = gaines_fibre(diameter, 13), gaines_gates()
        sys.stdout.write(
            f"{diameter:g} µm: rest {rest_mV(f, g, SETTLE_ms):.3f} mV (NEURON {NEURON_REST_mV[diameter]}; published start "
            f"{PUBLISHED_REST_mV}; with channels on the axon only {rest_mV(gaines_fibre(diameter, 13, False), g, SETTLE_ms):.2f}), "
            f"step to zero {limit_m_per_s(diameter):.2f} m/s (NEURON {CONVERGED_m_per_s[diameter]})\n"
        )


if __name__ == "__main__":
    main()
