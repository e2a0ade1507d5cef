"""Work warms a muscle; blood carries the heat away, and a little leaves through the skin.

One temperature per muscle; the surface that it loses heat to is the one that explains its
resting temperature, so weather reaches a muscle only through the body's core. It stops being
true in cold water, wind or a cooled limb. Sources: Kenny 2003, Andersen & Saltin 1985.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Warmth",
    "heat_to_blood_W_per_kg",
    "resting_temperature_C",
    "surface_temperature_C",
    "warming_C_per_s",
]


@dataclass(frozen=True)
class Warmth(Parameters):
    """Heat of one kilogram of muscle."""

    heat_capacity_J_per_kg_per_C: float = sourced(
        3600.0, "J/kg/K", ASSUMED, spread=(3400.0, 3750.0), note="muscle tissue, textbook"
    )
    resting_exchange_per_s: float = sourced(
        1.5e-4, "1/s", ASSUMED, spread=(1.0e-4, 2.2e-4), note="resting blood flow of 10 mL/kg/min or so, with counter-current exchange"
    )  # fmt: skip
    exchange_by_flow_per_s: float = sourced(
        0.025, "1/s", "kenny2003", spread=(0.017, 0.036),
        note="fitted here to +2.0 to +3.2 °C after 15 min of knee extension; calibrated; 2.5 L/kg/min (Andersen & Saltin 1985) would be 0.04",
    )  # fmt: skip
    surface_exchange_per_s: float = sourced(
        1.0e-4, "1/s", "raccuglia2016", spread=(0.6e-4, 1.6e-4),
        note="with resting blood flow, fitted here to -1.3 °C in 30 min of rest after warm-up; calibrated",
    )  # fmt: skip
    usual_core_C: float = sourced(
        37.0, "degC", ASSUMED, note="the core temperature at which the resting offset is told"
    )


@physics
def surface_temperature_C(resting_offset_C: float, resting_heat_W_per_kg: float, p: Warmth) -> float:
    """The surface that explains a muscle's resting temperature at the usual core, °C."""
    made = resting_heat_W_per_kg / p.heat_capacity_J_per_kg_per_C
    return (
        p.usual_core_C
        + resting_offset_C
        + (p.resting_exchange_per_s * resting_offset_C - made) / p.surface_exchange_per_s
    )


@physics
def resting_temperature_C(
    core_C: float, resting_offset_C: float, resting_heat_W_per_kg: float, p: Warmth
) -> float:
    """Temperature at which a resting muscle stays, °C."""
    surface = surface_temperature_C(resting_offset_C, resting_heat_W_per_kg, p)
    made = resting_heat_W_per_kg / p.heat_capacity_J_per_kg_per_C
    both = p.resting_exchange_per_s + p.surface_exchange_per_s
    return (made + p.resting_exchange_per_s * core_C + p.surface_exchange_per_s * surface) / both


@physics
def heat_to_blood_W_per_kg(temperature_C: float, core_C: float, perfusion: float, p: Warmth) -> float:
    """Heat carried off by blood, W per kg; negative warms the muscle."""
    exchange = p.resting_exchange_per_s + p.exchange_by_flow_per_s * perfusion
    return exchange * (temperature_C - core_C) * p.heat_capacity_J_per_kg_per_C


@physics
def warming_C_per_s(temperature_C: float, heat_W_per_kg: float, to_blood_W_per_kg: float, surface_C: float,
                    p: Warmth) -> float:  # fmt: skip
    """Rate of muscle temperature, °C/s."""
    lost = p.surface_exchange_per_s * (temperature_C - surface_C)
    return (heat_W_per_kg - to_blood_W_per_kg) / p.heat_capacity_J_per_kg_per_C - lost
