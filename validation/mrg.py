"""The fibre of McIntyre, Richardson and Grill, held against another simulator's numbers (verification).

Source of equations and geometry: mcintyre2002, as its public MOD files write them (activation offset 21.4 mV,
one more than in the paper).

Run: python validation/mrg.py
"""

from __future__ import annotations

import math
import sys

import numpy as np
from double_cable import (  # fmt: skip
    Fibre,
    Gates,
    Shape,
    State,
    at_rest,
    crossings,
    faster_at,
    fibre,
    followed,
    into,
    threshold,
    velocity_m_per_s,
)
from scipy.optimize import brentq

__all__ = ["CONVERGED_m_per_s", "EXPECTED_m_per_s", "EXPECTED_nA", "absolute_refractory_ms", "conduction_velocity_m_per_s", "diameter_um", "limit_m_per_s", "mrg_fibre", "mrg_gates", "threshold_nA"]  # fmt: skip

TABLE = {
    # fibre µm: internode, axon, node, paranode, length beside the paranode (all µm), lamellae
    5.7: Shape(500.0, 3.4, 1.9, 1.9, 35.0, 80.0),
    10.0: Shape(1150.0, 6.9, 3.3, 3.3, 46.0, 120.0),
    16.0: Shape(1500.0, 12.7, 5.5, 5.5, 60.0, 150.0),
}
EXPECTED_nA = {"discrete": 0.15576, "interpolated": 0.17334}
"""Threshold of a 1-ms pulse into the middle node of the 5.7-µm fibre, PyFibers test suite (NEURON)."""
EXPECTED_m_per_s = {5.7: 24.8, 10.0: 54.2, 16.0: 90.5}
"""NEURON 9.0.2 (`neuron_fibres.py`) and an earlier solver of ours, both first order at 2 µs: not converged."""
CONVERGED_m_per_s = {5.7: 25.81, 10.0: 56.26, 16.0: 94.04}
"""NEURON 9.0.2, its step extrapolated to zero; `python validation/neuron_fibres.py` prints all of these."""


def _interpolated(D: float) -> Shape:
    pitch = -8.215 * D**2 + 272.4 * D - 780.2 if D >= 5.643 else 81.08 * D + 37.84
    node = 0.01093 * D**2 + 0.1008 * D + 1.099
    return Shape(
        pitch,
        0.02361 * D**2 + 0.3673 * D + 0.7122,
        node,
        node,
        -0.1652 * D**2 + 6.354 * D - 0.2862,
        -0.4749 * D**2 + 16.85 * D - 0.7648,
    )


def mrg_gates(temperature_C: float = 37.0) -> Gates:
    """Active node; internode with a leak whose battery is the rest."""
    densities = np.zeros((4, 6))
    densities[0] = (3.0, 0.01, 0.08, 0.0, 0.0, 0.007)
    densities[1:, 5] = (1e-3, 1e-4, 1e-4)
    return Gates(densities, np.array([-90.0, -80.0, -80.0, -80.0]), -80.0, -21.4, faster_at(temperature_C))


def mrg_fibre(diameter_um: float, nodes: int, interpolated: bool = False) -> Fibre:
    """A fibre with so many nodes, from the table or from its interpolation."""
    return fibre(diameter_um, nodes, _interpolated(diameter_um) if interpolated else TABLE[diameter_um])


def threshold_nA(f: Fibre, pulse_ms: float = 1.0, step_ms: float = 0.002, doubled: bool = True) -> float:
    """Smallest pulse into the middle node whose spike arrives three nodes from the end, nA."""
    g = mrg_gates()
    nodes, state = int((f.kind == 0).sum()), at_rest(f, g)
    stimulus = into(f, nodes // 2, pulse_ms)

    def fires(nA: float) -> bool:
        crossed = crossings(f, g, state, stimulus, nA, pulse_ms + 3.0, step_ms, doubled=doubled, watched=nodes - 3)  # fmt: skip
        return math.isfinite(crossed[nodes - 3])

    return threshold(fires, 0.0, 4.0, 1e-5)


def conduction_velocity_m_per_s(
    diameter_um: float, step_ms: float = 0.002, doubled: bool = True, temperature_C: float = 37.0
) -> float:
    """Speed in a fibre of 41 nodes."""
    f, g = mrg_fibre(diameter_um, 41), mrg_gates(temperature_C)
    return velocity_m_per_s(f, g, at_rest(f, g), step_ms, doubled=doubled)


def absolute_refractory_ms(diameter_um: float, temperature_C: float, step_ms: float = 0.005) -> float:
    """Shortest interval at which a second pulse, five times the resting threshold, sends a spike eight nodes on."""
    f, g = mrg_fibre(diameter_um, 31), mrg_gates(temperature_C)
    rest, stimulus, far = at_rest(f, g), into(f, 10, 0.1), 18

    def travels(state: State, nA: float) -> bool:
        return math.isfinite(crossings(f, g, state, stimulus, nA, 4.0, step_ms, watched=far)[far])

    strong = 5.0 * threshold(lambda nA: travels(rest, nA), 0.0, 10.0, 1e-3)
    # the first spike is past the watched node by half a millisecond
    return threshold(
        lambda ms: travels(followed(f, g, rest, stimulus, strong, ms, step_ms), strong), 0.5, 8.0, 1e-3
    )


def diameter_um(speed_m_per_s: float, temperature_C: float) -> float:
    """Which fibre of the interpolated geometry conducts so fast."""

    def off(diameter: float) -> float:
        f, g = mrg_fibre(diameter, 41, interpolated=True), mrg_gates(temperature_C)
        return velocity_m_per_s(f, g, at_rest(f, g), 0.004) - speed_m_per_s

    return float(brentq(off, 6.0, 16.0, xtol=0.02))


def limit_m_per_s(diameter_um: float) -> float:
    """The same with the step extrapolated to zero."""
    coarse, fine = (conduction_velocity_m_per_s(diameter_um, step) for step in (0.004, 0.002))
    return (4 * fine - coarse) / 3


def main() -> None:
    """Print what comes out beside what should."""
    for kind, expected in EXPECTED_nA.items():
        f = mrg_fibre(5.7, 13, kind == "interpolated")
        first, second = threshold_nA(f, step_ms=0.002, doubled=False), threshold_nA(f)
        sys.stdout.write(
            f"5.7 µm, {kind}: 1-ms threshold {second:.5f} nA (first order, 2 µs: {first:.5f}), expected {expected}, "
            f"off by {100 * (second / expected - 1):+.2f} % ({100 * (first / expected - 1):+.2f} %)\n"
        )
    for diameter, expected in EXPECTED_m_per_s.items():
        first = conduction_velocity_m_per_s(diameter, 0.002, doubled=False)
        sys.stdout.write(
            f"{diameter:g} µm: step to zero {limit_m_per_s(diameter):.2f} m/s (NEURON {CONVERGED_m_per_s[diameter]}); "
            f"first order at 2 µs {first:.2f}, expected {expected} there\n"
        )


if __name__ == "__main__":
    main()
