"""Thirty axons that pass the same clinical tests: how far an answer hangs on one fit.

A member is told by its free numbers (`ensemble.json`); the sodium leak and the pump follow from a rest
at -84.4 mV with sodium and potassium in balance. Assumes the membrane of `membrane.py` with four numbers
of the gates free as well: the clinical tests do not fix them, and a slower inactivation at the
top of the spike is what brings late subexcitability and refractoriness near the norms. The spread is
doubt about one typical axon, not the variety of people. Source: our own fits (`fit_ensemble.py`).
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
from importlib import resources
from typing import Any, NamedTuple

from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.gates import HumanGates, linear_rate
from myotwitch.axon.membrane import AxonParameters, Membrane, steady_state, surroundings
from myotwitch.provenance import values

__all__ = ["FREE", "Free", "Member", "balanced", "members", "stored"]

_REST_mV = -84.4
_KEPT_AT_mV = -75.0
"""Between rest and threshold: the slow potassium gate opens here as in the published model."""
_OPEN_SLOPES_mV, _SHUT_SLOPES_mV = (16.9, 23.6), (12.6, 21.8)
"""Widths of the slow potassium rates in two public human axon models, steep and shallow."""


class Free(NamedTuple):
    """One free number: where its draws are centred, how wide they are, and whether on a log scale."""

    middle: float
    width: float
    logarithmic: bool = True


FREE: dict[str, Free] = {
    "sodium_nS": Free(318.0, 0.30),
    "persistent_share": Free(0.025, 0.35),
    "slow_potassium_nS": Free(65.0, 0.35),
    "fast_potassium_nS": Free(8.0, 1.0),
    "leak_nS": Free(1.5, 0.6),
    "internode_slow_potassium_nS": Free(3.0, 0.8),
    "internode_fast_potassium_nS": Free(140.0, 0.5),
    "h_nS": Free(3.5, 0.35),
    "h_sodium_share": Free(0.25, 0.15),
    "internode_leak_nS": Free(4.5, 0.3),
    "barrett_nS": Free(39.0, 0.25),
    "node_pF": Free(1.1, 0.3),
    "myelin_pF": Free(2.5, 0.35),
    "internode_pF": Free(300.0, 0.25),
    "slow_potassium_slowing": Free(1.8, 0.35),
    "slow_potassium_shift_mV": Free(0.0, 3.0, False),
    "h_half_mV": Free(-108.0, 4.0, False),
    "inactivation_slowing": Free(1.15, 0.2),
    "spike_lengthening": Free(1.6, 0.3),
    "slow_opening_shift_mV": Free(8.0, 6.0, False),
    "shallow_slow_slopes": Free(0.3, 0.3, False),
}
"""The last two change gates: how much slower sodium inactivation is than at human nodes at 20 °C
scaled up, and where between the two published pairs of slow potassium slopes the axon lies."""

_MEMBRANE = {f.name for f in dataclasses.fields(Membrane)}


def _gates(told: dict[str, float]) -> HumanGates:
    base, shallow, longer = HumanGates(), told["shallow_slow_slopes"], told["spike_lengthening"]
    width = _OPEN_SLOPES_mV[0] + shallow * (_OPEN_SLOPES_mV[1] - _OPEN_SLOPES_mV[0])
    middle = base.slow_opens_mid_mV + told["slow_opening_shift_mV"]
    before = linear_rate(base.slow_opens_per_ms_mV, _KEPT_AT_mV - base.slow_opens_mid_mV, width)
    after = linear_rate(base.slow_opens_per_ms_mV, _KEPT_AT_mV - middle, width)
    return dataclasses.replace(
        base,
        recovers_per_ms_mV=base.recovers_per_ms_mV / told["inactivation_slowing"],
        inactivates_per_ms=base.inactivates_per_ms / told["inactivation_slowing"] / longer,
        inactivates_mid_mV=base.inactivates_mid_mV - base.inactivates_width_mV * math.log(longer),
        slow_opens_per_ms_mV=base.slow_opens_per_ms_mV * before / after,
        slow_opens_mid_mV=middle,
        slow_opens_width_mV=width,
        slow_shuts_width_mV=_SHUT_SLOPES_mV[0] + shallow * (_SHUT_SLOPES_mV[1] - _SHUT_SLOPES_mV[0]),
    )


def balanced(told: dict[str, float]) -> AxonParameters | None:
    """The axon with these free numbers whose rest is -84.4 mV; None when no pump can balance it.

    At rest the pump brings back the potassium that leaves (two for three sodium), and the sodium
    leak closes the balance of current. The leak's own potential is the rest.
    """
    membrane = dataclasses.replace(
        Membrane(), leak_mV=_REST_mV, **{name: told[name] for name in told if name in _MEMBRANE}
    )
    axon = dataclasses.replace(AxonParameters(), gates=_gates(told), membrane=membrane)
    p = values(axon)
    s = surroundings(resting_exposure(), 1.0, p)
    y = steady_state(_REST_mV, _REST_mV, s, p)
    potassium_mV, sodium_mV = _REST_mV - s.node_potassium_mV, _REST_mV - s.sodium_mV
    m = membrane
    node_K = (
        m.fast_potassium_nS * y.fast_potassium**4 + m.slow_potassium_nS * y.slow_potassium
    ) * potassium_mV
    share = m.h_sodium_share
    inner_K = (
        m.internode_fast_potassium_nS * y.internode_fast_potassium**4
        + m.internode_slow_potassium_nS * y.internode_slow_potassium
        + m.h_nS * y.h * (1 - share)
    ) * potassium_mV
    persistent = m.persistent_share
    sodium_nS = m.sodium_nS * (
        (1 - persistent) * y.activation**3 * y.inactivation + persistent * y.persistent**3
    )
    node_pump, inner_pump = node_K / 2, inner_K / 2
    leak = -(node_K + node_pump + sodium_nS * sodium_mV) / sodium_mV
    inner_leak = -(inner_K + inner_pump + m.h_nS * y.h * share * sodium_mV) / sodium_mV
    if leak < 0 or inner_leak < 0:
        return None
    return dataclasses.replace(
        axon,
        membrane=dataclasses.replace(m, sodium_leak_nS=leak, internode_sodium_leak_nS=inner_leak),
        pump=dataclasses.replace(axon.pump, node_pA=node_pump, internode_pA=inner_pump),
    )


class Member(NamedTuple):
    """One accepted fit."""

    seed: int
    rms_sd: float
    """Distance of the 17 indices from their norms, root mean square, in standard deviations."""
    farthest_sd: float
    half_width_ms: float
    axon: AxonParameters


@functools.cache
def stored() -> dict[str, Any]:
    """The file as it is."""
    text = resources.files("myotwitch.axon").joinpath("ensemble.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@functools.cache
def members() -> tuple[Member, ...]:
    """Every accepted fit, in the order of their seeds."""
    told = []
    for row in stored()["members"]:
        axon = balanced(row["free"])
        assert axon is not None  # an accepted fit rests
        told.append(Member(row["seed"], row["rms_sd"], row["farthest_sd"], row["half_width_ms"], axon))
    return tuple(told)
