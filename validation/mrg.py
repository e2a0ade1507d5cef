"""A second axon, solved by the same pieces and held against another simulator's numbers.

The double-cable fibre of McIntyre, Richardson and Grill: node and ten internodal segments, each with an
axolemma and, outside a thin film of fluid, a myelin sheath. Its role is *verification*: that the gates
and the way of solving give what NEURON gives for the same equations (thresholds of the PyFibers
test suite). It says nothing about people. Source of equations and geometry: mcintyre2002, as its public
MOD files write them (activation offset 21.4 mV, one more than in the paper).

Run: python validation/mrg.py
"""

from __future__ import annotations

import math
import sys
from typing import NamedTuple

import numpy as np

from myotwitch.axon.gates import linear_rate, relaxed, warmth
from myotwitch.kernels import physics

__all__ = ["Fibre", "conduction_velocity_m_per_s", "fibre", "threshold_nA"]

REST_mV, SODIUM_mV, POTASSIUM_mV = -80.0, 50.0, -90.0
NODE_S_per_cm2 = (3.0, 0.01, 0.08, 0.007)
"""Transient sodium, persistent sodium, slow potassium, leak."""
TABLE = {
    # fibre µm: internode, axon, node, length of the segment beside the paranode (all µm), lamellae
    5.7: (500.0, 3.4, 1.9, 35.0, 80.0),
    10.0: (1150.0, 6.9, 3.3, 46.0, 120.0),
    16.0: (1500.0, 12.7, 5.5, 60.0, 150.0),
}
EXPECTED_nA = {"discrete": 0.15576, "interpolated": 0.17334}
"""Threshold of a 1-ms pulse into the middle node of the 5.7-µm fibre, PyFibers test suite (NEURON)."""
EXPECTED_m_per_s = {5.7: 24.8, 10.0: 54.2, 16.0: 90.5}
"""NEURON 9.0.2 (`neuron_mrg.py`) and an earlier solver of ours, both first order at 2 µs: not converged."""
CONVERGED_m_per_s = {5.7: 25.81, 10.0: 56.26, 16.0: 94.04}
"""NEURON 9.0.2, its step extrapolated to zero; `python validation/neuron_mrg.py` prints all of these."""
SEGMENTS = 11
_pF_per_um2, _nS_per_um2 = 0.01, 10.0
"""1 µF/cm² and 1 S/cm²."""
_RESISTIVITY_ohm_m = 0.7


class Fibre(NamedTuple):
    """Arrays over segments: capacitances pF, conductances nS, and whether a segment is a node."""

    node: np.ndarray
    axolemma_pF: np.ndarray
    passive_nS: np.ndarray
    myelin_pF: np.ndarray
    myelin_nS: np.ndarray
    axial_nS: np.ndarray
    """Between a segment and the next, inside the axon."""
    film_nS: np.ndarray
    """The same in the film under the myelin."""
    node_um2: float
    pitch_um: float


def _interpolated(D: float) -> tuple[float, float, float, float, float]:
    pitch = -8.215 * D**2 + 272.4 * D - 780.2 if D >= 5.643 else 81.08 * D + 37.84
    return (
        pitch,
        0.02361 * D**2 + 0.3673 * D + 0.7122,
        0.01093 * D**2 + 0.1008 * D + 1.099,
        -0.1652 * D**2 + 6.354 * D - 0.2862,
        -0.4749 * D**2 + 16.85 * D - 0.7648,
    )


def fibre(diameter_um: float, nodes: int, interpolated: bool = False) -> Fibre:
    """A fibre with so many nodes, from the table or from its interpolation."""
    pitch, axon, slim, beside, lamellae = (_interpolated if interpolated else TABLE.__getitem__)(diameter_um)
    long = (pitch - 7.0 - 2 * beside) / 6
    # kind: length, diameter, film width, passive S/cm² of the axolemma
    node, mysa = (1.0, slim, 0.002, 0.0), (3.0, slim, 0.002, 1e-3)
    flut, stin = (beside, axon, 0.004, 1e-4), (long, axon, 0.004, 1e-4)
    internode = [mysa, flut, *[stin] * 6, flut, mysa]
    rows = np.array([*([node, *internode] * (nodes - 1)), node])
    length, width, film, passive = rows.T
    is_node = np.arange(len(rows)) % SEGMENTS == 0
    area, sheath = np.pi * width * length, np.pi * diameter_um * length
    through_axon = length / (np.pi * (width / 2) ** 2)
    through_film = length / (np.pi * ((width / 2 + film) ** 2 - (width / 2) ** 2))
    between = 2e3 / _RESISTIVITY_ohm_m
    return Fibre(
        is_node,
        2.0 * _pF_per_um2 * area,
        passive * _nS_per_um2 * area,
        np.where(is_node, 0.0, 0.1 / (2 * lamellae) * _pF_per_um2 * sheath),
        np.where(is_node, 0.0, 1e-3 / (2 * lamellae) * _nS_per_um2 * sheath),
        between / (through_axon[:-1] + through_axon[1:]),
        between / (through_film[:-1] + through_film[1:]),
        float(area[0]),
        pitch,
    )


@physics
def _gate_rates(v: float, which: int) -> tuple[float, float]:
    """Opening and shutting rate at 37 °C, 1/ms: 0 m, 1 h, 2 p, 3 s."""
    if which == 0:
        q = warmth(2.2, 37.0, 20.0)
        return q * linear_rate(1.86, v + 21.4, 10.3), q * linear_rate(0.086, -(v + 25.7), 9.16)
    if which == 1:
        q = warmth(2.9, 37.0, 20.0)
        return q * linear_rate(0.062, -(v + 114.0), 11.0), q * 2.3 / (1.0 + math.exp(-(v + 31.8) / 13.4))
    if which == 2:
        q = warmth(2.2, 37.0, 20.0)
        return q * linear_rate(0.01, v + 27.0, 10.2), q * linear_rate(0.00025, -(v + 34.0), 10.0)
    q = warmth(3.0, 37.0, 36.0)
    return q * 0.3 / (1.0 + math.exp(-(v + 53.0) / 5.0)), q * 0.03 / (1.0 + math.exp(-(v + 90.0)))


@physics
def _node_currents(gates: np.ndarray, area_um2: float, S: tuple[float, float, float, float]) -> tuple[float, float]:  # fmt: skip
    """Conductance of a node, nS, and conductance times its batteries, pA."""
    k = area_um2 * 10.0
    m, h, p, s = gates[0], gates[1], gates[2], gates[3]
    sodium = k * (S[0] * m * m * m * h + S[1] * p * p * p)
    potassium = k * (S[2] * s + S[3])
    return sodium + potassium, sodium * SODIUM_mV + potassium * POTASSIUM_mV


@physics
def _run(f: Fibre, S: tuple[float, float, float, float], at: int, pA: float, pulse_ms: float, duration_ms: float,
         step_ms: float, doubled: bool, crossed_ms: np.ndarray) -> None:  # fmt: skip
    """Follow the fibre; `crossed_ms` receives when each node first rose through -30 mV (nan: never).

    Each step is an implicit half step, doubled (second order); gates move in between, exactly.
    Not doubled, it is a whole implicit step (first order), as NEURON does unless told otherwise.
    """
    n = f.node.size
    inside, film = np.full(n, REST_mV), np.zeros(n)
    gates = np.empty((n, 4))
    for i in range(n):
        for j in range(4):
            a, b = _gate_rates(REST_mV, j)
            gates[i, j] = a / (a + b)
    # forward elimination of 2 x 2 blocks: w = B^-1 C (upper neighbour), r = B^-1 right-hand side
    w, r = np.zeros((n, 4)), np.zeros((n, 2))
    new_inside, new_film = np.empty(n), np.empty(n)
    half = 0.5 * step_ms if doubled else step_ms
    crossed_ms[:] = math.nan
    for step in range(int(duration_ms / step_ms + 0.5)):
        for i in range(n):
            g, gE = f.passive_nS[i], f.passive_nS[i] * REST_mV
            if f.node[i]:
                v = inside[i] - film[i]
                for j in range(4):
                    gates[i, j] = relaxed(gates[i, j], _gate_rates(v, j), step_ms)
                g, gE = _node_currents(gates[i], f.node_um2, S)
            c, cm = f.axolemma_pF[i] / half, f.myelin_pF[i] / half
            a, p = c + g, c * (inside[i] - film[i]) + gE
            b00, b01, b10, b11 = a, -a, -a, a + cm + f.myelin_nS[i]
            r0, r1 = p, cm * film[i] - p
            if i == at and (step + 0.5) * step_ms < pulse_ms:
                r0 += pA
            if i > 0:
                b00 += f.axial_nS[i - 1]
                b11 += f.film_nS[i - 1]
            if i < n - 1:
                b00 += f.axial_nS[i]
                b11 += f.film_nS[i]
            if i > 0:  # the lower neighbour, eliminated
                la, lf = f.axial_nS[i - 1], f.film_nS[i - 1]
                b00 -= la * w[i - 1, 0]
                b01 -= la * w[i - 1, 1]
                b10 -= lf * w[i - 1, 2]
                b11 -= lf * w[i - 1, 3]
                r0 += la * r[i - 1, 0]
                r1 += lf * r[i - 1, 1]
            if f.node[i]:  # the film is open to the outside here
                b10, b11, r1 = 0.0, 1.0, 0.0
            det = b00 * b11 - b01 * b10
            ua, uf = (f.axial_nS[i], f.film_nS[i]) if i < n - 1 else (0.0, 0.0)
            if f.node[i]:
                uf = 0.0
            w[i, 0], w[i, 1] = b11 * ua / det, -b01 * uf / det
            w[i, 2], w[i, 3] = -b10 * ua / det, b00 * uf / det
            r[i, 0], r[i, 1] = (b11 * r0 - b01 * r1) / det, (b00 * r1 - b10 * r0) / det
        for k in range(n):
            i = n - 1 - k
            x, y = r[i, 0], r[i, 1]
            if i < n - 1:
                x += w[i, 0] * new_inside[i + 1] + w[i, 1] * new_film[i + 1]
                y += w[i, 2] * new_inside[i + 1] + w[i, 3] * new_film[i + 1]
            new_inside[i], new_film[i] = x, y
        for i in range(n):
            after = 2.0 * new_inside[i] - inside[i] if doubled else new_inside[i]
            if f.node[i] and inside[i] < -30.0 <= after and math.isnan(crossed_ms[i // SEGMENTS]):
                crossed_ms[i // SEGMENTS] = step_ms * (step + (-30.0 - inside[i]) / (after - inside[i]))
            inside[i] = after
            film[i] = 2.0 * new_film[i] - film[i] if doubled else new_film[i]


def _crossings(
    f: Fibre, node: int, nA: float, pulse_ms: float, duration_ms: float, step_ms: float, doubled: bool = True
) -> np.ndarray:
    crossed = np.empty(int(f.node.sum()))
    _run(f, NODE_S_per_cm2, node * SEGMENTS, 1000 * nA, pulse_ms, duration_ms, step_ms, doubled, crossed)
    return crossed


def threshold_nA(f: Fibre, pulse_ms: float = 1.0, step_ms: float = 0.002, doubled: bool = True) -> float:
    """Smallest pulse into the middle node whose spike arrives three nodes from the end, nA."""
    nodes = int(f.node.sum())
    low, high = 0.0, 4.0
    while high - low > 1e-5 * high:
        middle = 0.5 * (low + high)
        arrived = _crossings(f, nodes // 2, middle, pulse_ms, pulse_ms + 3.0, step_ms, doubled)[nodes - 3]
        low, high = (low, middle) if math.isfinite(arrived) else (middle, high)
    return 0.5 * (low + high)


def conduction_velocity_m_per_s(diameter_um: float, step_ms: float = 0.002, doubled: bool = True) -> float:
    """Speed between the 15th and the 30th of 41 nodes."""
    f = fibre(diameter_um, 41)
    crossed = _crossings(f, 0, 5.0, 0.1, 3.0, step_ms, doubled)
    return 15 * f.pitch_um * 1e-3 / float(crossed[30] - crossed[15])


def main() -> None:
    """Print what comes out beside what should."""
    for kind, expected in EXPECTED_nA.items():
        f = fibre(5.7, 13, kind == "interpolated")
        first, second = threshold_nA(f, step_ms=0.002, doubled=False), threshold_nA(f)
        sys.stdout.write(
            f"5.7 µm, {kind}: 1-ms threshold {second:.5f} nA (first order, 2 µs: {first:.5f}), expected {expected}, "
            f"off by {100 * (second / expected - 1):+.2f} % ({100 * (first / expected - 1):+.2f} %)\n"
        )
    for diameter, expected in EXPECTED_m_per_s.items():
        coarse, fine = (conduction_velocity_m_per_s(diameter, step) for step in (0.004, 0.002))
        first = conduction_velocity_m_per_s(diameter, 0.002, doubled=False)
        sys.stdout.write(
            f"{diameter:g} µm: step to zero {(4 * fine - coarse) / 3:.2f} m/s (NEURON {CONVERGED_m_per_s[diameter]}); first order at 2 µs {first:.2f}, "
            f"expected {expected} there\n"
        )


if __name__ == "__main__":
    main()
