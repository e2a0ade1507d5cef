"""Working muscle opens its vessels; a strong hold squeezes them shut.

Perfusion is a fraction of the muscle's maximum above rest and follows activation. Squeezing
follows the active force of holds, counted for the share of time held. What crosses the capillary
wall is limited by flow at rest and by the wall in work, and more wall is open then. It stops being
true when the heart cannot feed all working muscle at once, and for the third more flow that a leg
keeps for an hour or two after work. Sources: Andersen & Saltin 1985, Strandell & Shepherd 1968.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.muscle.smooth import at_most_one, changing
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "BloodFlow",
    "open_flow",
    "perfusion_rate",
    "plasma_flow_L_per_kg_per_s",
    "small_ion_clearance_L_per_kg_per_s",
]


@dataclass(frozen=True)
class BloodFlow(Parameters):
    """Perfusion of one muscle as a fraction of its maximum above rest."""

    flow_per_activation: float = sourced(
        1.6,
        "",
        ASSUMED,
        spread=(1.3, 2.0),
        note="full perfusion at a mean activation near 0.6; modelling choice",
    )
    opening_s: float = sourced(
        18.0, "s", ASSUMED, spread=(10.0, 28.0), note="rise of leg blood flow, remembered 10 to 30 s"
    )
    closing_s: float = sourced(
        185.0, "s", ASSUMED, spread=(130.0, 260.0),
        note="fall of leg blood flow after work, remembered minutes; fitted here with the potassium numbers",
    )  # fmt: skip
    squeeze_half_force: float = sourced(
        0.45, "", ASSUMED, spread=(0.3, 0.6), note="force of a hold that halves the flow; remembered 30 to 60 % of maximum by muscle"
    )  # fmt: skip
    resting_flow_L_per_kg_per_s: float = sourced(
        0.04 / 60, "L/kg/s", ASSUMED, spread=(0.025 / 60, 0.06 / 60), note="blood, resting muscle; remembered 25 to 60 mL/kg/min"
    )  # fmt: skip
    flow_range_L_per_kg_per_s: float = sourced(
        2.5 / 60, "L/kg/s", "andersen1985", spread=(1.9 / 60, 3.2 / 60), where="about 2.5 L/kg/min in the knee extensors, remembered"
    )  # fmt: skip
    plasma_share: float = sourced(
        0.55, "", ASSUMED, spread=(0.52, 0.60), note="of blood; potassium hardly enters red cells within a passage (Juel 1990)"
    )  # fmt: skip
    wall_at_rest_L_per_kg_per_s: float = sourced(
        0.0386 / 60, "L/kg/s", ASSUMED, spread=(0.028 / 60, 0.053 / 60),
        note="permeability times surface of the capillaries for small ions, about a sixth of that in hard work; "
        "fitted by validation/calibrate_potassium.py, calibrated",
    )  # fmt: skip
    wall_by_flow_L_per_kg_per_s: float = sourced(
        0.274 / 60, "L/kg/s", "strandell1968", spread=(0.2 / 60, 0.38 / 60),
        where="abstract: sodium's rises sixfold from rest to maximal work", note="fitted as above; calibrated",
    )  # fmt: skip


@physics
def plasma_flow_L_per_kg_per_s(perfusion: float, p: BloodFlow) -> float:
    """Plasma through one kilogram of muscle, L/s."""
    return p.plasma_share * (
        p.resting_flow_L_per_kg_per_s + p.flow_range_L_per_kg_per_s * max(perfusion, 0.0)
    )


@physics
def small_ion_clearance_L_per_kg_per_s(perfusion: float, p: BloodFlow) -> float:
    """Plasma that comes into balance with the interstitium, L/s per kg: flow times extraction (Renkin, Crone)."""
    flow = plasma_flow_L_per_kg_per_s(perfusion, p)
    wall = p.wall_at_rest_L_per_kg_per_s + p.wall_by_flow_L_per_kg_per_s * max(perfusion, 0.0)
    return flow * (1.0 - math.exp(-wall / flow))


@physics
def open_flow(active_force: float, isometric: float, duty: float, p: BloodFlow) -> float:
    """Share of blood flow that squeezing leaves, 0 to 1; 1 in rhythmic work and in pauses."""
    ratio = active_force / p.squeeze_half_force
    squared = ratio * ratio
    shut = squared * squared / (1.0 + squared * squared)
    return 1.0 - isometric * duty * shut


@physics
def perfusion_rate(activation: float, open_share: float, perfusion: float, p: BloodFlow) -> float:
    """Rate of perfusion, per second, towards what the muscle asks for and squeezing leaves."""
    target = at_most_one(p.flow_per_activation * activation) * open_share
    return changing(target, perfusion, p.opening_s, p.closing_s)
