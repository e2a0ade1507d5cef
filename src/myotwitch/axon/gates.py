"""Ion channels open and close with voltage, faster when warm: the gates of the human node of Ranvier.

Assumes independent first-order gates with the rate constants that Schwarz, Reid and Bostock
measured on human nodes at 20 °C, scaled to body temperature by one Q10 for each kind of gate. It stops
being true far from 20-40 °C, and for channel types that the fit does not carry (for instance
sodium-dependent or calcium-dependent potassium channels). Source: schwarz1995; the steeper slow
potassium slopes and the half point of the h channel belong to our own fit (`membrane.py`).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

from myotwitch.kernels import exponential, inlined, physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "HumanGates",
    "fast_potassium",
    "h_current",
    "linear_rate",
    "relaxed",
    "slow_potassium",
    "sodium_inactivation",
    "sodium_opening",
    "warmth",
]

_READ = "as written in public model code that names this paper; the paper's own table was not read"
_human = functools.partial(sourced, source="schwarz1995", where="human node at 20 °C", note=_READ)


def _rate(value: float) -> Any:
    return _human(value, "1/ms/mV")


def _mV(value: float) -> Any:
    return _human(value, "mV")


@dataclass(frozen=True)
class HumanGates(Parameters):
    """Rate constants at 20 °C. `opens` is the forward rate, `shuts` the backward one."""

    sodium_opens_per_ms_mV: float = _rate(1.86)
    sodium_opens_mid_mV: float = _mV(-18.4)
    sodium_opens_width_mV: float = _mV(10.3)
    sodium_shuts_per_ms_mV: float = _rate(0.086)
    sodium_shuts_mid_mV: float = _mV(-22.7)
    sodium_shuts_width_mV: float = _mV(9.16)

    recovers_per_ms_mV: float = _rate(0.0336)
    recovers_mid_mV: float = _mV(-111.0)
    recovers_width_mV: float = _mV(11.0)
    inactivates_per_ms: float = _human(2.3, "1/ms")
    inactivates_mid_mV: float = _mV(-28.8)
    inactivates_width_mV: float = _mV(13.4)

    persistent_opens_per_ms_mV: float = _rate(0.93)
    persistent_opens_mid_mV: float = _mV(-38.4)
    persistent_shuts_per_ms_mV: float = _rate(0.043)
    persistent_shuts_mid_mV: float = _mV(-42.7)

    fast_opens_per_ms_mV: float = _rate(0.00798)
    fast_opens_mid_mV: float = _mV(-93.2)
    fast_opens_width_mV: float = _mV(1.1)
    fast_shuts_per_ms_mV: float = _rate(0.0142)
    fast_shuts_mid_mV: float = _mV(-76.0)
    fast_shuts_width_mV: float = _mV(10.5)

    slow_opens_per_ms_mV: float = _rate(0.00122)
    slow_opens_mid_mV: float = _mV(-12.5)
    slow_opens_width_mV: float = sourced(
        16.9, "mV", ASSUMED, note="steeper slope of a later human axon model, kept because our fit was better"
    )
    slow_shuts_per_ms_mV: float = _rate(0.000739)
    slow_shuts_mid_mV: float = _mV(-80.1)
    slow_shuts_width_mV: float = sourced(
        12.6, "mV", ASSUMED, note="steeper slope of a later human axon model, kept because our fit was better"
    )

    h_per_ms: float = sourced(
        0.00125, "1/ms", ASSUMED, note="public model code for human axons; no paper read"
    )
    h_width_mV: float = sourced(
        12.2, "mV", ASSUMED, note="per rate, so 6.1 mV for the steady state; public model code, no paper read"
    )

    activation_q10: float = _human(2.2, "")
    inactivation_q10: float = _human(2.9, "")
    potassium_q10: float = _human(3.0, "")
    measured_at_C: float = _human(20.0, "degC")


@physics
def warmth(q10: float, temperature_C: float, measured_at_C: float) -> float:
    """How many times faster a gate is than where it was measured."""
    return math.exp(math.log(q10) * (temperature_C - measured_at_C) / 10.0)


@inlined
def _linear_rate(slope_per_ms_mV: float, x_mV: float, width_mV: float, e: float) -> float:
    """`linear_rate` once e = exp(−x/width) is known."""
    y = x_mV / width_mV
    if abs(y) < 1e-4:
        return slope_per_ms_mV * width_mV * (1.0 + 0.5 * y)
    return slope_per_ms_mV * x_mV / (1.0 - e)


@inlined
def linear_rate(slope_per_ms_mV: float, x_mV: float, width_mV: float) -> float:
    """slope·x / (1 − exp(−x/width)) in 1/ms, by its series where it would be 0/0."""
    return _linear_rate(slope_per_ms_mV, x_mV, width_mV, exponential(-x_mV / width_mV))


@inlined
def sodium_opening(
    voltage_mV: float, g: HumanGates, faster: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Opening and shutting rate, 1/ms, of the transient sodium gate, and of the one that does not inactivate.

    The second is the first 20 mV lower and half as fast; with the same widths their exponentials differ by a constant
    factor, so two are spared of the fifteen that a node's step costs.
    """
    up, down = g.sodium_opens_width_mV, g.sodium_shuts_width_mV
    rise, fall = voltage_mV - g.sodium_opens_mid_mV, g.sodium_shuts_mid_mV - voltage_mV
    rise_e, fall_e = exponential(-rise / up), exponential(-fall / down)
    lower_e = rise_e * exponential((g.persistent_opens_mid_mV - g.sodium_opens_mid_mV) / up)
    lower_fall_e = fall_e * exponential((g.sodium_shuts_mid_mV - g.persistent_shuts_mid_mV) / down)
    lower, lower_fall = voltage_mV - g.persistent_opens_mid_mV, g.persistent_shuts_mid_mV - voltage_mV
    return (
        faster * _linear_rate(g.sodium_opens_per_ms_mV, rise, up, rise_e),
        faster * _linear_rate(g.sodium_shuts_per_ms_mV, fall, down, fall_e),
    ), (
        faster * _linear_rate(g.persistent_opens_per_ms_mV, lower, up, lower_e),
        faster * _linear_rate(g.persistent_shuts_per_ms_mV, lower_fall, down, lower_fall_e),
    )


@inlined
def sodium_inactivation(voltage_mV: float, g: HumanGates, faster: float) -> tuple[float, float]:
    """Rate of recovery and of inactivation of the transient sodium channel, 1/ms."""
    return (
        faster * linear_rate(g.recovers_per_ms_mV, g.recovers_mid_mV - voltage_mV, g.recovers_width_mV),
        faster
        * g.inactivates_per_ms
        / (1.0 + exponential((g.inactivates_mid_mV - voltage_mV) / g.inactivates_width_mV)),
    )


@inlined
def fast_potassium(voltage_mV: float, g: HumanGates, faster: float) -> tuple[float, float]:
    """Rates of the fast potassium gate, 1/ms."""
    return (
        faster * linear_rate(g.fast_opens_per_ms_mV, voltage_mV - g.fast_opens_mid_mV, g.fast_opens_width_mV),
        faster * linear_rate(g.fast_shuts_per_ms_mV, g.fast_shuts_mid_mV - voltage_mV, g.fast_shuts_width_mV),
    )


@inlined
def slow_potassium(voltage_mV: float, g: HumanGates, faster: float) -> tuple[float, float]:
    """Rates of the slow potassium gate, 1/ms. The caller applies the fit's shift and slowing."""
    return (
        faster * linear_rate(g.slow_opens_per_ms_mV, voltage_mV - g.slow_opens_mid_mV, g.slow_opens_width_mV),
        faster * linear_rate(g.slow_shuts_per_ms_mV, g.slow_shuts_mid_mV - voltage_mV, g.slow_shuts_width_mV),
    )


@inlined
def h_current(voltage_mV: float, half_mV: float, g: HumanGates, faster: float) -> tuple[float, float]:
    """Rates of the gate that opens when the membrane is hyperpolarised, 1/ms."""
    e = exponential((voltage_mV - half_mV) / g.h_width_mV)
    return faster * g.h_per_ms / e, faster * g.h_per_ms * e


@inlined
def relaxed(gate: float, rates_per_ms: tuple[float, float], step_ms: float) -> float:
    """A gate after one step at constant voltage: exact, so it stays between 0 and 1."""
    both = rates_per_ms[0] + rates_per_ms[1]
    steady = rates_per_ms[0] / both
    return steady + (gate - steady) * exponential(-both * step_ms)
