"""What the membrane lets through moves the axon's own ions: sodium at the node and in bulk, potassium under the myelin.

Three small pools, each with the currents that cross its membrane, the pump and one exchange with its neighbour.
Nothing is put in by hand here: the empirical pump state of `pools.py` is left out, so that what these pools do
alone can be told from it. Assumes well-mixed pools, potassium inside and outside the fibre that others
set, and a pump that follows sodium inside and potassium outside. It stops being true when the axon
swells, and in ischaemia beyond what one availability of the pump can say. Geometry of a 14-µm fibre from public
axon models; form of the pump: boucher2012 (model code).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.axon.exposure import Exposure
from myotwitch.axon.membrane import (
    AxonParameters,
    MembraneState,
    Surroundings,
    sodium_conductance_nS,
    surroundings,
)
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "IonCurrents", "IonPoolParameters", "IonPools", "around", "currents_pA", "drift", "pump_over_rest", "rate",
]  # fmt: skip

_FARADAY_pA_s_PER_mM_pL = 96.48533212
"""Charge of a picolitre that holds one millimole a litre, in pA s (SI 2019)."""


@dataclass(frozen=True)
class IonPoolParameters(Parameters):
    """Sizes of the pools, their exchange, and what half-saturates the pump."""

    node_pL: float = sourced(
        8.3, "pL", ASSUMED, spread=(2.0, 25.0),
        note="a tenth of the axoplasm of one internode of a 14-µm fibre; where the node ends is a matter of choice",
    )  # fmt: skip
    internode_pL: float = sourced(
        74.7, "pL", ASSUMED, note="the other nine tenths: 8.8 µm wide, 1.38 mm long (public axon model)"
    )
    periaxonal_pL: float = sourced(
        0.3, "pL", ASSUMED, spread=(0.15, 0.6), note="cleft of 8 nm under the myelin of one internode"
    )
    sodium_spreads_s: float = sourced(
        80.0, "s", ASSUMED, spread=(50.0, 130.0), note="diffusion over a half internode of 690 µm at 0.6 µm²/ms"
    )  # fmt: skip
    potassium_clears_s: float = sourced(
        20.0, "s", ASSUMED, spread=(5.0, 60.0), note="from under the myelin to the fluid; not measured"
    )
    sodium_half_mM: float = sourced(10.0, "mM", "boucher2012", where="pump, sodium inside, third power")
    potassium_half_mM: float = sourced(3.5, "mM", "boucher2012", where="pump, potassium outside, square")


class IonPools(NamedTuple):
    """Concentrations that the axon itself moves, mM."""

    node_sodium_mM: float
    bulk_sodium_mM: float
    periaxonal_potassium_mM: float


class IonCurrents(NamedTuple):
    """Currents through channels and leaks, outward positive, the pump left out, pA."""

    node_sodium_pA: float
    node_potassium_pA: float
    internode_sodium_pA: float
    internode_potassium_pA: float


@physics
def _driven(sodium_mM: float, potassium_mM: float, p: IonPoolParameters) -> float:
    sodium = sodium_mM / (sodium_mM + p.sodium_half_mM)
    potassium = potassium_mM / (potassium_mM + p.potassium_half_mM)
    return sodium * sodium * sodium * potassium * potassium


@physics
def pump_over_rest(
    sodium_mM: float, potassium_mM: float, p: IonPoolParameters, axon: AxonParameters
) -> float:
    """Pump current over its resting value at the given sodium inside and potassium outside."""
    c = axon.concentrations
    return _driven(sodium_mM, potassium_mM, p) / _driven(c.sodium_inside_mM, c.potassium_mM, p)


@physics
def around(
    pools: IonPools, e: Exposure, hot: float, available: float, p: IonPoolParameters, axon: AxonParameters
) -> Surroundings:
    """The membrane's surroundings with these pools; of the exposure its own sodium and ratio are not used.

    available: share of the pump that can work. `e.pump` multiplies it (for instance the empirical state).
    """
    ratio = pools.periaxonal_potassium_mM / e.potassium_mM
    s = surroundings(
        Exposure(
            e.potassium_mM, ratio, e.screening_mV, pools.node_sodium_mM, e.pump * available, e.temperature_C, e.current_pA
        ),
        hot,
        axon,
    )  # fmt: skip
    full = s.internode_outward_pA / axon.pump.internode_pA
    node = pump_over_rest(pools.node_sodium_mM, e.potassium_mM, p, axon)
    inner = pump_over_rest(pools.bulk_sodium_mM, pools.periaxonal_potassium_mM, p, axon)
    return Surroundings(
        s.activation_faster, s.inactivation_faster, s.potassium_faster, s.sodium_mV, s.node_potassium_mV,
        s.internode_potassium_mV, axon.pump.node_pA * full * node - e.current_pA,
        axon.pump.internode_pA * full * inner, s.screening_mV, s.persistent_factor,
    )  # fmt: skip


@physics
def currents_pA(y: MembraneState, s: Surroundings, axon: AxonParameters) -> IonCurrents:
    """What flows now. The unspecific leak and the stimulus belong to no ion."""
    m = axon.membrane
    n2, i2 = y.fast_potassium * y.fast_potassium, y.internode_fast_potassium * y.internode_fast_potassium
    node_K = m.fast_potassium_nS * n2 * n2 + m.slow_potassium_nS * y.slow_potassium
    inner_K = (
        m.internode_fast_potassium_nS * i2 * i2 + m.internode_slow_potassium_nS * y.internode_slow_potassium
    )
    h = m.h_nS * y.h
    inner_Na = h * m.h_sodium_share + m.internode_sodium_leak_nS
    return IonCurrents(
        (sodium_conductance_nS(y, s, m) + m.sodium_leak_nS) * (y.node_mV - s.sodium_mV),
        node_K * (y.node_mV - s.node_potassium_mV),
        inner_Na * (y.internode_mV - s.sodium_mV),
        (inner_K + h * (1.0 - m.h_sodium_share)) * (y.internode_mV - s.internode_potassium_mV),
    )


@physics
def drift(i: IonCurrents, s: Surroundings, e: Exposure) -> IonCurrents:
    """Net outward charge of each ion with the pump: three sodium out for two potassium in, pA."""
    node_pump, inner_pump = s.node_outward_pA + e.current_pA, s.internode_outward_pA
    return IonCurrents(
        i.node_sodium_pA + 3.0 * node_pump,
        i.node_potassium_pA - 2.0 * node_pump,
        i.internode_sodium_pA + 3.0 * inner_pump,
        i.internode_potassium_pA - 2.0 * inner_pump,
    )


@physics
def rate(
    pools: IonPools, net: IonCurrents, at_rest: IonCurrents, potassium_mM: float, p: IonPoolParameters
) -> IonPools:
    """Change per second of each pool, mM/s.

    net, at_rest: `drift` now, and in the resting axon; what a fit leaves unbalanced at rest does not count.
    """
    spread = (pools.node_sodium_mM - pools.bulk_sodium_mM) / p.sodium_spreads_s
    node = (net.node_sodium_pA - at_rest.node_sodium_pA) / (_FARADAY_pA_s_PER_mM_pL * p.node_pL)
    bulk = (net.internode_sodium_pA - at_rest.internode_sodium_pA) / (
        _FARADAY_pA_s_PER_mM_pL * p.internode_pL
    )
    under = (net.internode_potassium_pA - at_rest.internode_potassium_pA) / (
        _FARADAY_pA_s_PER_mM_pL * p.periaxonal_pL
    )
    return IonPools(
        -node - spread,
        -bulk + spread * p.node_pL / p.internode_pL,
        under - (pools.periaxonal_potassium_mM - potassium_mM) / p.potassium_clears_s,
    )
