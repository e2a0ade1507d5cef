"""Unequal concentrations across a membrane are a battery: the Nernst potentials of the axon.

Assumes ideal solutions (concentrations stand for activities) and potassium inside that does not
move; the axon holds so much of it that an hour of firing changes it by less than one per cent.
Textbook physics; the reference concentrations belong to our own fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Concentrations", "effective_sodium_inside_mM", "nernst_mV"]

_GAS_OVER_FARADAY_mV_PER_K = 8.314462618 / 96.48533212
"""Exact by definition of the mole, the kelvin and the coulomb (SI 2019)."""


@dataclass(frozen=True)
class Concentrations(Parameters):
    """The concentrations at which the membrane was fitted."""

    potassium_mM: float = sourced(
        4.2, "mM", ASSUMED, note="reference of our fit; the middle of normal serum potassium"
    )
    potassium_inside_mM: float = sourced(
        155.0, "mM", ASSUMED, note="value of public human axon models; never measured in man"
    )
    sodium_mM: float = sourced(144.2, "mM", ASSUMED, note="value of public human axon models")
    sodium_inside_mM: float = sourced(
        9.0, "mM", ASSUMED, note="value of public human axon models; never measured in man"
    )


@physics
def nernst_mV(outside_mM: float, inside_mM: float, temperature_C: float) -> float:
    """Equilibrium potential of a singly charged cation, mV, inside minus outside."""
    return _GAS_OVER_FARADAY_mV_PER_K * (temperature_C + 273.15) * math.log(outside_mM / inside_mM)


@physics
def effective_sodium_inside_mM(sodium_inside_mM: float, sodium_mM: float, p: Concentrations) -> float:
    """Sodium inside that would give the same battery if sodium outside were at its reference, mM."""
    return sodium_inside_mM * p.sodium_mM / sodium_mM
