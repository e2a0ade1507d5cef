"""The motor axon as people meet it: one object with its numbers, and the questions asked of it.

Assumes nothing beyond what its parts assume; it checks that what is asked lies where they hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.axon.ectopic import EctopicParameters, log_rate, rate_model
from myotwitch.axon.ensemble import members
from myotwitch.axon.ensemble_maps import maps_of_axon
from myotwitch.axon.exposure import exposure
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.surrogate import BOX, MAP_TEST
from myotwitch.handover import Milieu, Site
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

__all__ = ["LIMITS", "MotorAxon", "checked", "ectopic_rate", "outside_box"]

_BATTERY = (
    "a concentration is above zero, or its battery (Nernst's law) has no voltage; and no living person has"
)
_SCREEN = "the screening law was measured between no added divalents and 20 mM (Hille 1975), and no living person has"
LIMITS = {
    "potassium_mM": (0.5, 40.0, "mM", f"{_BATTERY} less or more"),
    "periaxonal_potassium_ratio": (0.2, 10.0, "", f"{_BATTERY} less or more; nobody has measured it"),
    "sodium_mM": (60.0, 220.0, "mM", f"{_BATTERY} less or more"),
    "sodium_inside_mM": (1.0, 60.0, "mM", f"{_BATTERY} less or more; nobody has measured it"),
    "calcium_mM": (0.1, 5.0, "mM", f"{_SCREEN} less or more"),
    "magnesium_mM": (0.01, 10.0, "mM", f"{_SCREEN} less or more"),
    "pump": (0.05, 6.0, "times rest", "an axon without its pump does not rest, and none was ever driven further"),
    "temperature_C": (15.0, 42.0, "°C", "the gates were measured at 20 °C (Schwarz 1995) and are scaled by one Q10 no further"),
    "pH": (6.0, 8.0, "", "no living person has less or more"),
    "pco2_mmHg": (5.0, 200.0, "mmHg", "no living person has less or more"),
    "current_pA": (-1000.0, 1000.0, "pA", "twice what fires the axon by itself"),
}  # fmt: skip
"""Least, most, unit, and why: who says so."""


@dataclass(frozen=True)
class MotorAxon:
    """A human motor axon: its membrane, and the noise and hot sites of its terminal."""

    membrane: AxonParameters
    ectopic: EctopicParameters

    @classmethod
    def reference(cls) -> MotorAxon:
        """The one parameter set of this version, fitted to partly remembered norms."""
        return cls(AxonParameters(), EctopicParameters())

    @classmethod
    def ensemble(cls) -> tuple[MotorAxon, ...]:
        """Other axons that pass the same clinical tests, with the noise and hot sites of the reference."""
        return tuple(cls(member.axon, EctopicParameters()) for member in members())


def checked(site: Site) -> Site:
    """The site itself, floats throughout, or a Refusal (IMPOSSIBLE) that names the value and its limits."""
    for name, (low, high, unit, why) in LIMITS.items():
        value = getattr(site, name)
        if not (math.isfinite(value) and low <= value <= high):
            raise Refusal(
                f"{name}: {value:g} {unit}".rstrip() + " is not taken.",
                allowed=f"{low:g} to {high:g} {unit}".rstrip() + f": {why}.",
                door=Door.IMPOSSIBLE,
            )
    return Site(*(float(x) for x in site))


def outside_box(axon: MotorAxon, site: Site) -> list[str]:
    """Which inputs of a site lie outside the range in which the threshold was mapped, in words."""
    e = exposure(site, values(axon.membrane.concentrations), values(axon.membrane.screening))
    told = []
    for name, value in zip(e._fields, e, strict=True):
        low, high = BOX[name]
        if not low - 1e-9 <= value <= high + 1e-9:
            told.append(f"{name} = {value:.3g} (mapped from {low:g} to {high:g})")
    return told


def ectopic_rate(axon: MotorAxon, milieu: Milieu) -> float:
    """Spontaneous discharges per second and per site, mean over all sites of the terminal.

    The number of sites in a muscle is unknown, so only the ratio of two such rates means
    anything. Raises Refusal: IMPOSSIBLE for values no body has, USAGE outside the mapped box or for a
    membrane without a map.
    """
    site = checked(milieu.terminal)
    if far := outside_box(axon, site):
        raise Refusal(
            "The terminal lies outside the range in which the axon was mapped: " + "; ".join(far) + ".",
            allowed="the box of myotwitch/axon/surrogate.json; nothing is claimed outside it.",
            door=Door.USAGE,
        )
    maps = maps_of_axon(axon.membrane, MAP_TEST)
    if maps is None:
        raise Refusal(
            "No threshold map was made for this membrane.",
            allowed="the reference membrane and the members of the ensemble, whose maps are shipped.",
            next_step="python -m myotwitch.axon.rebuild_surrogate after a change of the membrane's numbers",
            door=Door.USAGE,
        )
    model = rate_model(axon.ectopic, axon.membrane.concentrations, axon.membrane.screening, maps.noise)
    return math.exp(log_rate(site, model)[0])
