"""A myelinated fibre as a double cable, for the reference fibres `mrg.py` and `gaines.py`.

Node and ten internodal segments, each with an axolemma and, outside a thin film of fluid, a myelin sheath.
Gates and their steps are those of the package (`gates.linear_rate`, `gates.relaxed`). Its role is
*verification*: that they give what another simulator gives for the same equations. It says nothing
about people. Structure: mcintyre2002.

Each step is an implicit half step, doubled (second order); gates move in between, exactly. Not doubled, it
is a whole implicit step (first order), as NEURON does unless told otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from myotwitch.axon.gates import linear_rate, relaxed, warmth
from myotwitch.kernels import exponential, physics

__all__ = ["NODE", "SEGMENTS", "Fibre", "Gates", "Stimulus", "crossings", "fibre", "into", "rest_mV", "threshold", "velocity_m_per_s"]  # fmt: skip

SEGMENTS = 11
NODE, MYSA, FLUT, STIN = 0, 1, 2, 3
"""Kinds of a segment: node, beside it under the myelin's attachment, beside that, and the rest."""
_ORDER = (NODE, MYSA, FLUT, STIN, STIN, STIN, STIN, STIN, STIN, FLUT, MYSA)
_FILM_um = (0.002, 0.002, 0.004, 0.004)
_pF_per_um2, _nS_per_um2 = 0.01, 10.0
"""1 µF/cm² and 1 S/cm²."""
_AXOLEMMA_uF_per_cm2, _LAMELLA_uF_per_cm2, _LAMELLA_S_per_cm2 = 2.0, 0.1, 1e-3
_RESISTIVITY_ohm_m = 0.7
_RISEN_mV = -30.0


class Gates(NamedTuple):
    """Channels of one published fibre: what its segments hold, S/cm², and where its gates differ."""

    densities: np.ndarray
    """Shape (4, 6): kinds of segment by transient sodium, persistent sodium, slow K, fast K, h, leak."""
    leak_mV: np.ndarray
    """Shape (4,)."""
    start_mV: float
    activation_mid_mV: float
    faster: tuple[float, float, float]
    """How much faster than where they were measured: sodium activation, inactivation, potassium and h."""
    sodium_mV: float = 50.0
    potassium_mV: float = -90.0
    h_mV: float = -54.9


def faster_at(temperature_C: float) -> tuple[float, float, float]:
    """The factors that both fibres use."""
    return tuple(warmth(q, temperature_C, at) for q, at in ((2.2, 20.0), (2.9, 20.0), (3.0, 36.0)))


class Fibre(NamedTuple):
    """Arrays over segments: kind, capacitances pF, area of channels µm², conductances nS."""

    kind: np.ndarray
    axolemma_pF: np.ndarray
    channels_um2: np.ndarray
    myelin_pF: np.ndarray
    myelin_nS: np.ndarray
    axial_nS: np.ndarray
    """Between a segment and the next, inside the axon."""
    film_nS: np.ndarray
    """The same in the film under the myelin."""
    centre_um: np.ndarray
    pitch_um: float


class Shape(NamedTuple):
    """Geometry of a fibre, µm, and its lamellae."""

    pitch: float
    axon: float
    node: float
    paranode: float
    beside: float
    lamellae: float


class Stimulus(NamedTuple):
    """Current into each segment, pA, and voltage outside each, mV, for an amplitude of 1; length of the pulse."""

    inside_pA: np.ndarray
    outside_mV: np.ndarray
    pulse_ms: float


def fibre(diameter_um: float, nodes: int, shape: Shape, *, channels_on_sheath: bool = False) -> Fibre:
    """A fibre with so many nodes.

    channels_on_sheath: internodal channels are counted on the surface of the whole fibre.
    """
    long = (shape.pitch - 7.0 - 2 * shape.beside) / 6
    by_kind = ((1.0, shape.node), (3.0, shape.paranode), (shape.beside, shape.axon), (long, shape.axon))
    kind = np.array([*_ORDER * (nodes - 1), NODE])
    length, width = np.array(by_kind).T[:, kind]
    film = np.array(_FILM_um)[kind]
    bare = kind == NODE
    area, sheath = np.pi * width * length, np.pi * diameter_um * length
    through_axon = length / (np.pi * (width / 2) ** 2)
    through_film = length / (np.pi * ((width / 2 + film) ** 2 - (width / 2) ** 2))
    between = 2e3 / _RESISTIVITY_ohm_m
    membranes = 2 * shape.lamellae
    return Fibre(
        kind,
        _AXOLEMMA_uF_per_cm2 * _pF_per_um2 * area,
        np.where(bare | (not channels_on_sheath), area, sheath),
        np.where(bare, 0.0, _LAMELLA_uF_per_cm2 / membranes * _pF_per_um2 * sheath),
        np.where(bare, 0.0, _LAMELLA_S_per_cm2 / membranes * _nS_per_um2 * sheath),
        between / (through_axon[:-1] + through_axon[1:]),
        between / (through_film[:-1] + through_film[1:]),
        np.cumsum(length) - 0.5 * length,
        shape.pitch,
    )


@physics
def _rates(v: float, which: int, g: Gates) -> tuple[float, float]:
    """Opening and shutting rate, 1/ms: 0 m, 1 h, 2 p, 3 slow K, 4 fast K, 5 h current."""
    q = g.faster[0] if which == 0 or which == 2 else (g.faster[1] if which == 1 else g.faster[2])
    if which == 0:
        up = linear_rate(1.86, v - g.activation_mid_mV, 10.3)
        down = linear_rate(0.086, -(v + 25.7), 9.16)
    elif which == 1:
        up = linear_rate(0.062, -(v + 114.0), 11.0)
        down = 2.3 / (1.0 + exponential(-(v + 31.8) / 13.4))
    elif which == 2:
        up = linear_rate(0.01, v + 27.0, 10.2)
        down = linear_rate(0.00025, -(v + 34.0), 10.0)
    elif which == 3:
        up = 0.3 / (1.0 + exponential(-(v + 53.0) / 5.0))
        down = 0.03 / (1.0 + exponential(-(v + 90.0)))
    elif which == 4:
        up = linear_rate(0.0462, v + 83.2, 1.1)
        down = linear_rate(0.0824, -(v + 66.0), 10.5)
    else:
        e = exponential((v + 107.3) / 12.2)
        up, down = 0.00522 / e, 0.00522 * e
    return q * up, q * down


@physics
def _conductance(y: np.ndarray, i: int, f: Fibre, g: Gates) -> tuple[float, float]:
    """Of a segment's axolemma, nS, and times its batteries, pA."""
    kind = f.kind[i]
    d, k = g.densities[kind], f.channels_um2[i] * 10.0
    sodium = k * (d[0] * y[0, i] * y[0, i] * y[0, i] * y[1, i] + d[1] * y[2, i] * y[2, i] * y[2, i])
    n2 = y[4, i] * y[4, i]
    potassium = k * (d[2] * y[3, i] + d[3] * n2 * n2)
    h, leak = k * d[4] * y[5, i], k * d[5]
    battery = sodium * g.sodium_mV + potassium * g.potassium_mV + h * g.h_mV + leak * g.leak_mV[kind]
    return sodium + potassium + h + leak, battery


@physics
def _step_gates(
    y: np.ndarray, inside: np.ndarray, film: np.ndarray, f: Fibre, g: Gates, step_ms: float
) -> None:
    """Move every gate whose channel the segment has."""
    for i in range(inside.size):
        d = g.densities[f.kind[i]]
        v = inside[i] - film[i]
        if d[0] > 0.0:
            y[0, i] = relaxed(y[0, i], _rates(v, 0, g), step_ms)
            y[1, i] = relaxed(y[1, i], _rates(v, 1, g), step_ms)
            y[2, i] = relaxed(y[2, i], _rates(v, 2, g), step_ms)
        if d[2] > 0.0:
            y[3, i] = relaxed(y[3, i], _rates(v, 3, g), step_ms)
        if d[3] > 0.0:
            y[4, i] = relaxed(y[4, i], _rates(v, 4, g), step_ms)
        if d[4] > 0.0:
            y[5, i] = relaxed(y[5, i], _rates(v, 5, g), step_ms)


@physics
def _half_step(
    y: np.ndarray, inside: np.ndarray, film: np.ndarray, work: np.ndarray, f: Fibre, g: Gates,
    into_pA: np.ndarray, outside_mV: np.ndarray, on: float, half_ms: float,
) -> None:  # fmt: skip
    """Both voltages of all segments half a step later, into work[6] and work[7]: blocks of two, eliminated forwards."""
    n = inside.size
    for i in range(n):
        conductance, battery = _conductance(y, i, f, g)
        c, cm = f.axolemma_pF[i] / half_ms, f.myelin_pF[i] / half_ms
        a, p = c + conductance, c * (inside[i] - film[i]) + battery
        b00, b01, b10, b11 = a, -a, -a, a + cm + f.myelin_nS[i]
        r0, r1 = p + on * into_pA[i], cm * film[i] + f.myelin_nS[i] * on * outside_mV[i] - p
        ua, uf, la, lf = 0.0, 0.0, 0.0, 0.0
        if i < n - 1:
            ua, uf = f.axial_nS[i], f.film_nS[i]
        if i > 0:  # the lower neighbour, eliminated
            la, lf = f.axial_nS[i - 1], f.film_nS[i - 1]
        b00 += ua + la * (1.0 - work[0, i - 1])
        b01 -= la * work[1, i - 1]
        b10 -= lf * work[2, i - 1]
        b11 += uf + lf * (1.0 - work[3, i - 1])
        r0 += la * work[4, i - 1]
        r1 += lf * work[5, i - 1]
        if f.kind[i] == 0:  # the film is open to the outside here
            b10, b11, r1, uf = 0.0, 1.0, on * outside_mV[i], 0.0
        over = 1.0 / (b00 * b11 - b01 * b10)
        work[0, i], work[1, i] = b11 * ua * over, -b01 * uf * over
        work[2, i], work[3, i] = -b10 * ua * over, b00 * uf * over
        work[4, i], work[5, i] = (b11 * r0 - b01 * r1) * over, (b00 * r1 - b10 * r0) * over
    x, z = 0.0, 0.0
    for k in range(n):
        i = n - 1 - k
        x, z = (
            work[4, i] + work[0, i] * x + work[1, i] * z,
            work[5, i] + work[2, i] * x + work[3, i] * z,
        )
        work[6, i], work[7, i] = x, z


@physics
def _follow(
    y: np.ndarray, inside: np.ndarray, film: np.ndarray, f: Fibre, g: Gates, into_pA: np.ndarray,
    outside_mV: np.ndarray, amplitude: float, pulse_ms: float, duration_ms: float, step_ms: float, doubled: bool,
    watched: int, crossed_ms: np.ndarray,
) -> None:  # fmt: skip
    """Change the state in place; `crossed_ms`: when each node first rose (nan: never). Ends when `watched` has."""
    n = inside.size
    work = np.zeros((8, n))
    half = 0.5 * step_ms if doubled else step_ms
    crossed_ms[:] = math.nan
    was = 0.0
    for step in range(int(duration_ms / step_ms + 0.5)):
        _step_gates(y, inside, film, f, g, step_ms)
        on = amplitude if (step + 0.5) * step_ms < pulse_ms else 0.0
        if on != was:  # capacitors carry a jump outside through at once
            for i in range(n):
                inside[i] += (on - was) * outside_mV[i]
                film[i] += (on - was) * outside_mV[i]
            was = on
        _half_step(y, inside, film, work, f, g, into_pA, outside_mV, on, half)
        for i in range(n):
            x, z = work[6, i], work[7, i]
            if doubled:
                x, z = 2.0 * x - inside[i], 2.0 * z - film[i]
            if f.kind[i] == 0 and math.isnan(crossed_ms[i // 11]):
                before, after = inside[i] - film[i], x - z
                if before < _RISEN_mV <= after:
                    crossed_ms[i // 11] = step_ms * (step + (_RISEN_mV - before) / (after - before))
            inside[i], film[i] = x, z
        if watched >= 0 and not math.isnan(crossed_ms[watched]):
            return


class State(NamedTuple):
    """Gates, shape (6, segments), and both voltages of each segment."""

    gates: np.ndarray
    inside_mV: np.ndarray
    film_mV: np.ndarray


def at_rest(f: Fibre, g: Gates, settle_ms: float = 0.0) -> State:
    """Every segment at the fibre's published start, then left alone for a while."""
    n = f.kind.size
    gates = np.empty((6, n))
    for j in range(6):
        up, down = _rates(g.start_mV, j, g)
        gates[j] = up / (up + down)
    state = State(gates, np.full(n, g.start_mV), np.zeros(n))
    none = np.zeros(n)
    if settle_ms > 0.0:
        crossed = np.empty(int((f.kind == NODE).sum()))
        _follow(*state, f, g, none, none, 0.0, 0.0, settle_ms, 0.02, True, -1, crossed)
    return state


def rest_mV(f: Fibre, g: Gates, settle_ms: float) -> float:
    """Voltage of the middle node after a while."""
    state = at_rest(f, g, settle_ms)
    at = int((f.kind == NODE).sum()) // 2 * SEGMENTS
    return float(state.inside_mV[at] - state.film_mV[at])


def into(f: Fibre, node: int, pulse_ms: float) -> Stimulus:
    """A pulse into one node; amplitude in nA."""
    inside = np.zeros(f.kind.size)
    inside[node * SEGMENTS] = 1000.0
    return Stimulus(inside, np.zeros(f.kind.size), pulse_ms)


def crossings(
    f: Fibre, g: Gates, state: State, stimulus: Stimulus, amplitude: float, duration_ms: float, step_ms: float,
    *, doubled: bool = True, watched: int = -1,
) -> np.ndarray:  # fmt: skip
    """When each node first rose through -30 mV, ms (nan: never). `watched`: stop once this node has."""
    crossed = np.empty(int((f.kind == NODE).sum()))
    mine = State(*(part.copy() for part in state))
    _follow(*mine, f, g, stimulus.inside_pA, stimulus.outside_mV, amplitude, stimulus.pulse_ms, duration_ms,
            step_ms, doubled, watched, crossed)  # fmt: skip
    return crossed


def followed(f: Fibre, g: Gates, state: State, stimulus: Stimulus, amplitude: float, duration_ms: float, step_ms: float) -> State:  # fmt: skip
    """The fibre so long after the start of a stimulus."""
    mine = State(*(part.copy() for part in state))
    crossed = np.empty(int((f.kind == NODE).sum()))
    _follow(*mine, f, g, stimulus.inside_pA, stimulus.outside_mV, amplitude, stimulus.pulse_ms, duration_ms,
            step_ms, True, -1, crossed)  # fmt: skip
    return mine


def threshold(fires: Callable[[float], bool], low: float, high: float, tolerance: float) -> float:
    """Smallest amplitude that fires, by halving between one that does not and one that does."""
    while abs(high - low) > tolerance * abs(high):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if fires(middle) else (middle, high)
    return 0.5 * (low + high)


def velocity_m_per_s(f: Fibre, g: Gates, state: State, step_ms: float, *, doubled: bool = True) -> float:
    """Speed between the 15th and the 30th node of a spike started at the first."""
    crossed = crossings(f, g, state, into(f, 0, 0.1), 5.0, 3.0, step_ms, doubled=doubled, watched=30)
    return 15 * f.pitch_um * 1e-3 / float(crossed[30] - crossed[15])
