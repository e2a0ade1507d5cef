"""The motor axon as two membranes: the bare node, and the long internode under its myelin.

Assumes that one node and its two half internodes stand for the whole axon (no propagation) and
that the fluid does not move during a run. The conductances were fitted by us to norms of the
clinical excitability tests that were partly remembered: they are not identifiable one by one, late
subexcitability comes out half as large as in people, and the refractory period 0.5 ms short. Structure: the
node-internode models of Bostock and colleagues (bostock1991, howells2012).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import NamedTuple

from myotwitch.axon import gates
from myotwitch.axon.exposure import Exposure
from myotwitch.axon.gates import HumanGates
from myotwitch.axon.potentials import Concentrations, nernst_mV
from myotwitch.axon.pump import SodiumPump, pump_factor
from myotwitch.axon.screening import Screening
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "AxonParameters",
    "Membrane",
    "MembraneState",
    "Surroundings",
    "resting_state",
    "sodium_conductance_nS",
    "steady_currents_pA",
    "steady_state",
    "surroundings",
]

_ours = functools.partial(
    sourced,
    source=ASSUMED,
    note="fitted by us to remembered norms (set best3, 34 °C); not identifiable alone",
)


@dataclass(frozen=True)
class Membrane(Parameters):
    """Conductances and capacitances of the reference axon (others that pass the same tests: `ensemble.py`)."""

    sodium_nS: float = _ours(318.0, "nS")
    persistent_share: float = _ours(0.0291, "")
    slow_potassium_nS: float = _ours(70.45, "nS")
    fast_potassium_nS: float = _ours(0.726, "nS")
    leak_nS: float = _ours(0.722, "nS")
    sodium_leak_nS: float = _ours(0.708, "nS")
    internode_slow_potassium_nS: float = _ours(5.71, "nS")
    internode_fast_potassium_nS: float = _ours(136.9, "nS")
    h_nS: float = _ours(3.98, "nS")
    h_sodium_share: float = _ours(0.2514, "")
    internode_leak_nS: float = _ours(5.273, "nS")
    internode_sodium_leak_nS: float = _ours(0.108, "nS")
    barrett_nS: float = _ours(39.27, "nS")
    node_pF: float = _ours(1.149, "pF")
    myelin_pF: float = _ours(2.881, "pF")
    internode_pF: float = _ours(293.9, "pF")
    leak_mV: float = _ours(-84.4, "mV")
    slow_potassium_slowing: float = _ours(2.25, "")
    slow_potassium_shift_mV: float = _ours(-0.75, "mV")
    h_half_mV: float = _ours(-110.4, "mV")


@dataclass(frozen=True)
class AxonParameters(Parameters):
    """Everything the fast membrane needs."""

    gates: HumanGates = field(default_factory=HumanGates)
    membrane: Membrane = field(default_factory=Membrane)
    pump: SodiumPump = field(default_factory=SodiumPump)
    concentrations: Concentrations = field(default_factory=Concentrations)
    screening: Screening = field(default_factory=Screening)


class Surroundings(NamedTuple):
    """What a frozen milieu means for the membrane; constant through a run."""

    activation_faster: float
    inactivation_faster: float
    potassium_faster: float
    sodium_mV: float
    """Nernst potential."""
    node_potassium_mV: float
    internode_potassium_mV: float
    node_outward_pA: float
    """Pump minus the slow depolarising current."""
    internode_outward_pA: float
    screening_mV: float
    persistent_factor: float
    """Persistent sodium over that of an ordinary node: 1 ordinary, about 2 at a hot site."""


class MembraneState(NamedTuple):
    """Two voltages and eight gates."""

    node_mV: float
    internode_mV: float
    activation: float
    inactivation: float
    persistent: float
    fast_potassium: float
    slow_potassium: float
    internode_fast_potassium: float
    internode_slow_potassium: float
    h: float


@physics
def surroundings(e: Exposure, persistent_factor: float, p: AxonParameters) -> Surroundings:
    """The constants of a run in the given exposure, at a site with so much persistent sodium."""
    g, c, T = p.gates, p.concentrations, e.temperature_C
    pump = pump_factor(e.pump, T, p.pump)
    return Surroundings(
        gates.warmth(g.activation_q10, T, g.measured_at_C),
        gates.warmth(g.inactivation_q10, T, g.measured_at_C),
        gates.warmth(g.potassium_q10, T, g.measured_at_C),
        nernst_mV(c.sodium_mM, e.sodium_inside_mM, T),
        nernst_mV(e.potassium_mM, c.potassium_inside_mM, T),
        nernst_mV(e.potassium_mM * e.periaxonal_ratio, c.potassium_inside_mM, T),
        p.pump.node_pA * pump - e.current_pA,
        p.pump.internode_pA * pump,
        e.screening_mV,
        persistent_factor,
    )


@physics
def _open_share(rates_per_ms: tuple[float, float]) -> float:
    return rates_per_ms[0] / (rates_per_ms[0] + rates_per_ms[1])


@physics
def steady_state(node_mV: float, internode_mV: float, s: Surroundings, p: AxonParameters) -> MembraneState:
    """The gates after a long time at the given voltages."""
    g = p.gates
    v = node_mV - s.screening_mV
    k = p.screening.potassium_gate_share * s.screening_mV
    shift = k + p.membrane.slow_potassium_shift_mV
    transient, persistent = gates.sodium_opening(v, g, 1.0)
    return MembraneState(
        node_mV,
        internode_mV,
        _open_share(transient),
        _open_share(gates.sodium_inactivation(v, g, 1.0)),
        _open_share(persistent),
        _open_share(gates.fast_potassium(node_mV - k, g, 1.0)),
        _open_share(gates.slow_potassium(node_mV - shift, g, 1.0)),
        _open_share(gates.fast_potassium(internode_mV - k, g, 1.0)),
        _open_share(gates.slow_potassium(internode_mV - shift, g, 1.0)),
        _open_share(gates.h_current(internode_mV, p.membrane.h_half_mV, g, 1.0)),
    )


@physics
def sodium_conductance_nS(y: MembraneState, s: Surroundings, m: Membrane) -> float:
    """Transient and persistent sodium conductance of the node, nS."""
    persistent = s.persistent_factor * m.persistent_share
    transient = y.activation * y.activation * y.activation * y.inactivation
    lasting = y.persistent * y.persistent * y.persistent
    return m.sodium_nS * ((1.0 - persistent) * transient + persistent * lasting)


@physics
def steady_currents_pA(
    node_mV: float, internode_mV: float, s: Surroundings, p: AxonParameters
) -> tuple[float, float]:
    """Net outward current of node and internode with all gates settled, pA; both zero at rest."""
    m = p.membrane
    y = steady_state(node_mV, internode_mV, s, p)
    n2, i2 = y.fast_potassium * y.fast_potassium, y.internode_fast_potassium * y.internode_fast_potassium
    node_K = m.fast_potassium_nS * n2 * n2 + m.slow_potassium_nS * y.slow_potassium
    inter_K = (
        m.internode_fast_potassium_nS * i2 * i2 + m.internode_slow_potassium_nS * y.internode_slow_potassium
    )
    mixed_mV = (1.0 - m.h_sodium_share) * s.internode_potassium_mV + m.h_sodium_share * s.sodium_mV
    across = m.barrett_nS * (node_mV - internode_mV)
    node = (
        (sodium_conductance_nS(y, s, m) + m.sodium_leak_nS) * (node_mV - s.sodium_mV)
        + node_K * (node_mV - s.node_potassium_mV)
        + m.leak_nS * (node_mV - m.leak_mV)
        + s.node_outward_pA
    )
    internode = (
        inter_K * (internode_mV - s.internode_potassium_mV)
        + m.h_nS * y.h * (internode_mV - mixed_mV)
        + m.internode_leak_nS * (internode_mV - m.leak_mV)
        + m.internode_sodium_leak_nS * (internode_mV - s.sodium_mV)
        + s.internode_outward_pA
    )
    return node + across, internode - across


@physics
def resting_state(s: Surroundings, p: AxonParameters) -> tuple[MembraneState, float]:
    """The resting point on its lowest branch, and the size of the last Newton step, mV.

    A last step above 1e-6 mV means that none was found. Whether the point is stable is not
    asked here (`threshold.py` settles it in time).
    """
    node, inner, size, e = p.membrane.leak_mV, p.membrane.leak_mV, 1.0, 1e-3
    for _ in range(200):
        a, b = steady_currents_pA(node, inner, s, p)
        a1, b1 = steady_currents_pA(node + e, inner, s, p)
        a2, b2 = steady_currents_pA(node, inner + e, s, p)
        aa, ab, ba, bb = (a1 - a) / e, (a2 - a) / e, (b1 - b) / e, (b2 - b) / e
        det = aa * bb - ab * ba
        dx, dy = (ab * b - bb * a) / det, (ba * a - aa * b) / det
        size = max(abs(dx), abs(dy))
        shorten = 1.0 if size < 1.5 else 1.5 / size
        node += shorten * dx
        inner += shorten * dy
        if size < 1e-9:
            break
    return steady_state(node, inner, s, p), size
