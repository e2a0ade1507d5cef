"""The sodium pump moves three sodium out for two potassium in, so it holds the axon more negative.

Assumes that the whole course of the pump (sodium load, effort, energy) arrives as one factor on its
resting current, the same at node and internode, and that warming changes it little (Q10 1).
With a Q10 of 2 warm axons would be far too silent; no measurement in man decides it.
Source: flux balance of our own fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["SodiumPump", "pump_factor"]


@dataclass(frozen=True)
class SodiumPump(Parameters):
    """Outward pump current at rest and how it warms."""

    node_pA: float = sourced(42.7, "pA", ASSUMED, note="balances the nodal potassium loss of our fit at rest")
    internode_pA: float = sourced(
        6.42, "pA", ASSUMED, note="balances the internodal potassium loss of our fit at rest"
    )
    q10: float = sourced(
        1.0, "", ASSUMED, note="1 keeps cooling without effect on twitches, as observed in feet; 2 does not"
    )
    reference_C: float = sourced(
        34.0, "degC", ASSUMED, note="temperature of the fit (skin in the clinical test)"
    )


@physics
def pump_factor(pump: float, temperature_C: float, p: SodiumPump) -> float:
    """Pump current over that at rest and 34 °C, temperature included."""
    return pump * math.exp(math.log(p.q10) * (temperature_C - p.reference_C) / 10.0)
