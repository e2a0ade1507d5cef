"""All numbers of one person's body, and how a person's own answers enter them.

The assumption: what a person said stays when the other numbers are drawn from their spreads.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from myotwitch.body import breath, drive, gut, heat, salts, sweat, water
from myotwitch.body.sizes import Size, UsualDay
from myotwitch.handover import Intake
from myotwitch.person import Person
from myotwitch.provenance import Parameters

__all__ = ["BodyParameters", "body_for"]


@dataclass(frozen=True)
class BodyParameters(Parameters):
    """Every number of the body of one person."""

    size: Size = field(default_factory=Size)
    usual: UsualDay = field(default_factory=UsualDay)
    heat: heat.Heat = field(default_factory=heat.Heat)
    sweat: sweat.Sweat = field(default_factory=sweat.Sweat)
    gut: gut.Gut = field(default_factory=gut.Gut)
    water: water.Water = field(default_factory=water.Water)
    salts: salts.Salts = field(default_factory=salts.Salts)
    breath: breath.Breath = field(default_factory=breath.Breath)
    drive: drive.NervousDrive = field(default_factory=drive.NervousDrive)


def body_for(person: Person, usual: Intake | None = None) -> BodyParameters:
    """The body's numbers for one person.

    Parameters
    ----------
    person: who it is.
    usual: mean intake per second over the person's usual day, food and drink together; it should be
        the mean of what the history takes as usual, since the body's set points rest on it. Without it,
        a common diet is scaled to the person's mass.
    """
    plain = UsualDay()
    ratio = person.mass_kg / 70.0
    caffeine = person.habitual_caffeine_mg_per_day or 0.0
    if usual is None:
        usual = Intake(
            plain.water_L_per_s * ratio, plain.sodium_mmol_per_s * ratio, plain.potassium_mmol_per_s * ratio,
            plain.chloride_mmol_per_s * ratio, plain.magnesium_mmol_per_s * ratio,
            plain.calcium_mmol_per_s * ratio, plain.carbohydrate_g_per_s * ratio, caffeine / 86400.0, 0.0,
        )  # fmt: skip
    slow = 1.65 if person.smoker else 1.0
    slow *= 0.6 if person.oral_contraceptive else 1.0
    slow *= 0.4 if person.pregnant else 1.0
    told = -1.0 if person.heat_acclimation is None else person.heat_acclimation
    return BodyParameters(
        size=Size(mass_kg=person.mass_kg, surface_m2=person.surface_m2, water_L=person.body_water_L),
        usual=UsualDay(*usual[:8], resting_W=plain.resting_W * ratio),
        heat=heat.Heat(acclimation_told=told),
        sweat=sweat.Sweat(salty_mM=15.0 if person.salty_sweater else 0.0),
        breath=breath.Breath(
            pregnancy_mmHg=-9.0 if person.pregnant else 0.0, pregnancy_mM=-4.0 if person.pregnant else 0.0
        ),
        drive=drive.NervousDrive(caffeine_clearance_factor=slow),
    )
