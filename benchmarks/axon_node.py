"""The bare node of our axon, many at once: the piece of work that NEURON and Jaxley are given as well.

Five gates (transient and persistent sodium, fast and slow potassium) and one voltage, no internode, made of
the package's own gates and stepped as `cable.stepped` does.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from myotwitch.axon import gates
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.kernels import exponential, inlined, physics
from myotwitch.provenance import values

LANES = 64
P = values(AxonParameters())
HOT = 2.0
S = surroundings(resting_exposure(), HOT, P)
REST = resting_state(S, P)[0]
LOW_pA, HIGH_pA = 30.0, 300.0


def currents_pA(nodes):
    return np.linspace(LOW_pA, HIGH_pA, nodes)


@inlined
def one(v, m, h, p, n, s, a, surr, pA, step):
    g, mem = a.gates, a.membrane
    transient, lasting = gates.sodium_opening(v, g, surr.activation_faster)
    m = gates.relaxed(m, transient, step)
    h = gates.relaxed(h, gates.sodium_inactivation(v, g, surr.inactivation_faster), step)
    p = gates.relaxed(p, lasting, step)
    n = gates.relaxed(n, gates.fast_potassium(v, g, surr.potassium_faster), step)
    slow = surr.potassium_faster / mem.slow_potassium_slowing
    s = gates.relaxed(s, gates.slow_potassium(v - mem.slow_potassium_shift_mV, g, slow), step)
    share = surr.persistent_factor * mem.persistent_share
    sodium = mem.sodium_nS * ((1.0 - share) * m * m * m * h + share * p * p * p) + mem.sodium_leak_nS
    n2 = n * n
    potassium = mem.fast_potassium_nS * n2 * n2 + mem.slow_potassium_nS * s
    total = sodium + potassium + mem.leak_nS
    drive = sodium * surr.sodium_mV + potassium * surr.node_potassium_mV + mem.leak_nS * mem.leak_mV
    drive += pA - surr.node_outward_pA
    c = mem.node_pF / step
    v = ((c - 0.5 * total) * v + drive) / (c + 0.5 * total)
    return v, m, h, p, n, s


@physics
def _steps(y, up, counts, pA, a, surr, steps, step_ms):
    for _ in range(steps):
        for i in range(LANES):
            v, m, h, p, n, s = one(
                y[0, i], y[1, i], y[2, i], y[3, i], y[4, i], y[5, i], a, surr, pA[i], step_ms
            )
            y[0, i], y[1, i], y[2, i], y[3, i], y[4, i], y[5, i] = v, m, h, p, n, s
            was = up[i]
            now = 1.0 if v > -20.0 else (0.0 if v < -55.0 else was)
            counts[i] += 1.0 if now > was else 0.0
            up[i] = now


@physics
def _block(start, pA, a, surr, steps, step_ms):
    y, up, counts, current = np.empty((6, LANES)), np.zeros(LANES), np.zeros(LANES), np.empty(LANES)
    for i in range(LANES):
        current[i] = pA[i]
        for k in range(6):
            y[k, i] = start[k]
    _steps(y, up, counts, current, a, surr, steps, step_ms)
    return counts


def spikes(nodes, duration_ms, step_ms, cores=1):
    """Spikes of each node under its own steady current."""
    start = np.array(
        [
            REST.node_mV,
            REST.activation,
            REST.inactivation,
            REST.persistent,
            REST.fast_potassium,
            REST.slow_potassium,
        ]
    )
    blocks = currents_pA(nodes).reshape(-1, LANES)
    steps = round(duration_ms / step_ms)

    def work(block):
        return _block(start, block, P, S, steps, step_ms)

    if cores == 1:
        return np.concatenate([work(block) for block in blocks])
    with ThreadPoolExecutor(cores) as pool:
        return np.concatenate(list(pool.map(work, blocks)))


@physics
def exponentials(x, turns):
    for _ in range(turns):
        for i in range(LANES):
            x[i] = exponential(-x[i])


@physics
def divisions(x, turns):
    for _ in range(turns):
        for i in range(LANES):
            x[i] = 1.5 / (0.25 + x[i])


def told_to_peers(nodes, duration_ms, step_ms):
    """The same membrane in the units of other simulators: S/cm², mV, 1/ms, for an area with 2 µF/cm²."""
    m, g = P.membrane, P.gates
    area_cm2 = m.node_pF * 1e-6 / 2.0
    per = 1e-9 / area_cm2
    share = HOT * m.persistent_share
    return {
        "nodes": nodes,
        "duration_ms": duration_ms,
        "step_ms": step_ms,
        "low_nA": LOW_pA * 1e-3,
        "high_nA": HIGH_pA * 1e-3,
        "area_um2": area_cm2 * 1e8,
        "start": [REST.node_mV, REST.activation, REST.inactivation, REST.persistent, REST.fast_potassium,
                  REST.slow_potassium],
        "g": {"naf": m.sodium_nS * (1 - share) * per, "nap": m.sodium_nS * share * per, "nal": m.sodium_leak_nS * per,
              "kf": m.fast_potassium_nS * per, "ks": m.slow_potassium_nS * per, "l": m.leak_nS * per},
        "ena": S.sodium_mV, "ek": S.node_potassium_mV, "el": m.leak_mV,
        "pump_mA_per_cm2": S.node_outward_pA * 1e-9 / area_cm2,
        "qa": S.activation_faster, "qi": S.inactivation_faster, "qk": S.potassium_faster,
        "qs": S.potassium_faster / m.slow_potassium_slowing,
        "shift": m.slow_potassium_shift_mV,
        "rates": dict(g._asdict()),
    }  # fmt: skip
