"""The numbers that follow one muscle, the numbers that people look at, and all of its parameters.

Types only; `whole` holds the equations. One muscle is one group on one side, well mixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from myotwitch.muscle.acid import Acid
from myotwitch.muscle.blood_flow import BloodFlow
from myotwitch.muscle.damage import Damage
from myotwitch.muscle.energy import Energy
from myotwitch.muscle.fatigue import Fatigue
from myotwitch.muscle.groups import Group
from myotwitch.muscle.ions import Ions
from myotwitch.muscle.warmth import Warmth
from myotwitch.provenance import Parameters

__all__ = ["MuscleParameters", "MuscleReadout", "MuscleState"]


class MuscleState(NamedTuple):
    """One muscle, one side. Concentrations per litre of cell water unless named otherwise."""

    phosphocreatine_mM: float
    lactate_mM: float
    acid_load_mM: float
    """Hydrogen ions added above rest, buffered ones included."""
    glycogen_mmol_per_kg: float
    """Glycosyl units per kg dry mass."""
    sodium_inside_mM: float
    potassium_outside_mM: float
    """Interstitial, per litre of interstitial water."""
    pump_drive: float
    """Extra pumping called for by work, 0 to 1."""
    perfusion: float
    """Blood flow above rest, 0 to 1."""
    oxidation_mM_per_s: float
    """ATP from oxidation."""
    long_loss: float
    """Long-lasting loss of low-frequency force, 0 to 1."""
    damage: float
    """Force lost to lengthening damage, 0 to 1."""
    disturbance: float
    """What still calls for inflammation, 0 to 1."""
    inflammation: float
    soreness_raw: float
    temperature_C: float
    leak: float
    """Membranes that leak enzyme."""
    dying: float
    emptying: float
    lymph_IU_per_L: float
    """Creatine kinase on its way, as the rise it will give in plasma."""
    kinase_IU_per_L: float
    """This muscle's share of plasma creatine kinase above rest."""
    protection: float
    """Against lengthening damage, 0 to 1."""
    carbon_lost_mM: float
    """Counted pool: lactate equivalents burned to CO2 less those taken up as glucose."""


class MuscleReadout(NamedTuple):
    """What people look at: the muscle's columns of `run`, and a few beside them."""

    phosphocreatine_fraction: float
    pH: float
    lactate_mM: float
    glycogen_fraction: float
    interstitial_potassium_mM: float
    intracellular_sodium_mM: float
    force_fraction: float
    low_frequency_force_fraction: float
    damage: float
    soreness: float
    """0 none to 1 worst."""
    creatine_kinase_IU_per_L: float
    """Resting plasma value plus this muscle's share."""
    temperature_C: float
    free_adp_mM: float
    phosphate_mM: float
    intracellular_potassium_mM: float
    pump_ratio: float
    """Pump rate over its resting rate, fibre membrane; what the body's adrenaline adds is left out."""
    perfusion: float
    inflammation: float


@dataclass(frozen=True)
class MuscleParameters(Parameters):
    """Every number of one muscle, by the file that uses it."""

    energy: Energy = field(default_factory=Energy)
    acid: Acid = field(default_factory=Acid)
    ions: Ions = field(default_factory=Ions)
    blood_flow: BloodFlow = field(default_factory=BloodFlow)
    warmth: Warmth = field(default_factory=Warmth)
    fatigue: Fatigue = field(default_factory=Fatigue)
    damage: Damage = field(default_factory=Damage)
    group: Group = field(default_factory=Group)
