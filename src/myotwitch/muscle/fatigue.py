"""Phosphate, acid, potassium and empty glycogen weaken a muscle at once; calcium handling for hours.

Capacity is what full drive would give over the fresh maximum. The fast part follows the milieu
of the fibre; the long-lasting part is a state, seen best at low stimulation rates, and is
deepened by lengthening damage. The central nervous system's own fatigue is not here, so long
weak holds last too long in this model (see `endurance` for an endurance clock).
Sources: Froyd 2013, Davies & White 1982, Edwards 1977 for the facts; the shapes are assumed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.handover import Drive, Effort
from myotwitch.kernels import physics
from myotwitch.muscle.smooth import at_most_one, positive
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Activity",
    "Fatigue",
    "activity",
    "capacity",
    "drive",
    "fast_capacity",
    "long_loss_rate",
    "low_frequency",
]


@dataclass(frozen=True)
class Fatigue(Parameters):
    """How the milieu weakens a fibre, and how many units a force takes."""

    phosphate_loss: float = sourced(
        0.45, "", ASSUMED, spread=(0.35, 0.55), note="largest force loss by phosphate; remembered from skinned fibres near 30 °C, scaled to exhaustion"
    )  # fmt: skip
    phosphate_half_mM: float = sourced(
        18.0, "mM", ASSUMED, spread=(13.0, 25.0), note="rise of phosphate at half of that loss"
    )
    acid_loss_per_pH: float = sourced(
        0.4,
        "",
        ASSUMED,
        spread=(0.2, 0.6),
        note="force lost per pH unit; 20 % at 0.5 units, warm muscle, remembered",
    )
    potassium_half_mM: float = sourced(
        13.5, "mM", ASSUMED, spread=(12.5, 14.5), note="interstitial potassium at half force; review range 12 to 13 mM at exhaustion (McKenna 2024)"
    )  # fmt: skip
    potassium_width_mM: float = sourced(
        0.9, "mM", ASSUMED, spread=(0.7, 1.2), note="steepness of the same, rodent muscle"
    )
    force_without_glycogen: float = sourced(
        0.85,
        "",
        ASSUMED,
        spread=(0.7, 0.95),
        note="capacity left when glycogen is gone; set by hand to marathon runners' knees (-26 %, Nicol 1991, calibrated), which 0.6 weakened twice as much",
    )
    glycogen_half_mmol_per_kg: float = sourced(
        40.0,
        "mmol/kg",
        ASSUMED,
        spread=(25.0, 60.0),
        note="per dry mass; where low glycogen begins to weaken",
    )
    long_loss_per_s: float = sourced(
        1.1e-3, "1/s", ASSUMED, spread=(0.6e-3, 2.0e-3),
        note="growth of low-frequency fatigue at full activation, rising with its square; no human dose-response was found",
    )  # fmt: skip
    long_recovery_s: float = sourced(
        1.5 * 3600, "s", "davies1982", spread=(0.8 * 3600, 3.0 * 3600),
        note="read here from effects of level running that were gone in about 2 h; the longer part comes with damage",
    )  # fmt: skip
    long_share_at_high_rate: float = sourced(
        0.35,
        "",
        ASSUMED,
        spread=(0.2, 0.5),
        note="of the low-frequency loss, the part that also shows at high rates",
    )
    damage_low_frequency: float = sourced(
        1.7, "", ASSUMED, spread=(1.0, 2.6),
        note="fitted here to a fall of the 10/100 drop-jump force ratio from 96 to 67 % after drop jumps; calibrated",
    )  # fmt: skip
    recruiting_rate_Hz: float = sourced(
        8.0, "Hz", "potvin2017", where="authors' code, minimal rate", spread=(6.0, 10.0)
    )
    full_rate_Hz: float = sourced(
        27.0, "Hz", ASSUMED, spread=(22.0, 32.0),
        note="mean over units at full drive; between the peak rates 25 and 35 Hz of Potvin & Fuglevand 2017",
    )  # fmt: skip
    recruitment_spread: float = sourced(
        600.0, "", "potvin2017", spread=(400.0, 900.0),
        note="fitted here to the share of 120 units recruited at 3 to 80 % force in that model, within 0.04; calibrated",
    )  # fmt: skip


class Activity(NamedTuple):
    """What an effort means for one muscle in its present state; all 0 to 1."""

    active: float
    """Activation in the active phase."""
    mean: float
    """Activation averaged over the piece, pauses included."""
    force: float
    """Force reached in the active phase, over the fresh maximum."""


@physics
def fast_capacity(phosphate_rise_mM: float, pH_fall: float, potassium_mM: float, glycogen_mmol_per_kg: float,
                  glycogen_rest_mmol_per_kg: float, p: Fatigue) -> float:  # fmt: skip
    """Force over the fresh maximum that the fibres' present milieu allows, 0 to 1."""
    phosphate = positive(phosphate_rise_mM, 0.1)
    by_phosphate = 1.0 - p.phosphate_loss * phosphate / (phosphate + p.phosphate_half_mM)
    by_acid = 1.0 / (1.0 + p.acid_loss_per_pH * positive(pH_fall, 0.01))
    by_potassium = 1.0 / (1.0 + math.exp((potassium_mM - p.potassium_half_mM) / p.potassium_width_mM))
    glycogen = min(max(glycogen_mmol_per_kg, 0.0), glycogen_rest_mmol_per_kg)
    half = p.glycogen_half_mmol_per_kg
    full = glycogen_rest_mmol_per_kg / (glycogen_rest_mmol_per_kg + half)
    filled = glycogen / (glycogen + half) / full
    return (
        by_phosphate * by_acid * by_potassium
        * (p.force_without_glycogen + (1.0 - p.force_without_glycogen) * filled)
    )  # fmt: skip


@physics
def capacity(fast: float, long_loss: float, damage: float, p: Fatigue) -> float:
    """Force at full drive over the fresh maximum, 0 to 1."""
    return fast * (1.0 - p.long_share_at_high_rate * long_loss) * (1.0 - damage)


@physics
def low_frequency(fast: float, long_loss: float, damage: float, disturbance: float, p: Fatigue) -> float:
    """Force at a low stimulation rate (20 Hz) over its fresh value, 0 to 1."""
    return fast * (1.0 - long_loss) * (1.0 - damage) / (1.0 + p.damage_low_frequency * disturbance)


@physics
def activity(effort: Effort, capacity_fraction: float) -> Activity:
    """Activation that the wanted force takes; recruitment rises as capacity falls."""
    can = max(capacity_fraction, 0.02)
    active = at_most_one(max(effort.force, 0.0) / can)
    return Activity(active, effort.duty * active, active * can)


@physics
def long_loss_rate(mean_activation: float, capacity_fraction: float, long_loss: float, p: Fatigue) -> float:
    """Rate of the long-lasting loss, per second."""
    growth = p.long_loss_per_s * mean_activation * mean_activation * capacity_fraction
    return growth * (1.0 - long_loss) - long_loss / p.long_recovery_s


@physics
def drive(active: float, duty: float, p: Fatigue) -> Drive:
    """Traffic in the motor axons: units that take part, and their mean rate, pauses included."""
    if active <= 0.0 or duty <= 0.0:
        return Drive(0.0, 0.0)
    share = math.log(1.0 + p.recruitment_spread * active) / math.log(1.0 + p.recruitment_spread)
    rate = p.recruiting_rate_Hz + (p.full_rate_Hz - p.recruiting_rate_Hz) * active
    return Drive(duty * rate, share)
