"""Working muscle opens its vessels; a strong hold squeezes them shut.

Perfusion is a fraction of the muscle's maximum above rest and follows activation. Squeezing
follows the active force of holds, counted for the share of time held. It stops being true when
the heart cannot feed all working muscle at once. Source: Andersen & Saltin 1985 for the scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.muscle.smooth import at_most_one, changing
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["BloodFlow", "open_flow", "perfusion_rate"]


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
        120.0,
        "s",
        ASSUMED,
        spread=(70.0, 200.0),
        note="fall of leg blood flow after work, remembered minutes",
    )
    squeeze_half_force: float = sourced(
        0.45, "", ASSUMED, spread=(0.3, 0.6), note="force of a hold that halves the flow; remembered 30 to 60 % of maximum by muscle"
    )  # fmt: skip


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
