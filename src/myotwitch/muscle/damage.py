"""Lengthening under load damages fibres; inflammation, soreness and leaked enzyme follow, each in its time.

Force loss, soreness and creatine kinase are separate states with one cause, because they are
not proportional in people (soreness needs no visible damage). Severe damage adds a late wave of
enzyme from dying fibres and heals over weeks; arms reach it at a smaller loss than legs. A bout
protects against the next for weeks; a usual level of training keeps its protection. No human
dose-response model exists; gains are assumed, times are read.
Sources: Howell 1993, Nosaka & Clarkson 1996, Nosaka & Newton 2002, Nosaka 2001, Mizumura & Taguchi 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Damage", "Injury", "injury_rate", "repair_per_s", "severity", "strain_per_s"]

_HOUR = 3600.0
_DAY = 86400.0


@dataclass(frozen=True)
class Damage(Parameters):
    """From lengthening to soreness, force loss and enzyme."""

    gain_per_s: float = sourced(
        3.4e-3, "1/s", ASSUMED, spread=(1.5e-3, 7.0e-3),
        note="damage per second of maximal lengthening in an unaccustomed muscle; set by hand to -26 % in knee extensors after ten sets and -40 % in elbow flexors (calibrated)",
    )  # fmt: skip
    largest: float = sourced(
        0.7, "", ASSUMED, spread=(0.6, 0.8), note="no bout takes all force; severe bouts 50 to 70 %"
    )
    fast_repair_s: float = sourced(
        4.5 * _DAY, "s", ASSUMED, spread=(3.0 * _DAY, 7.0 * _DAY), note="knee extensors back within one to two weeks, remembered from Paulsen 2012"
    )  # fmt: skip
    slow_repair_s: float = sourced(
        55 * _DAY, "s", "howell1993", where="half recovery of elbow flexors 5 to 6 weeks, so 50 to 61 days",
        spread=(14 * _DAY, 61 * _DAY),
        note="the severe part only; Sayers & Clarkson 2001 saw the worst of 192 people regain their force within 33 to 47 days, which is 12 to 19 days",
    )  # fmt: skip
    severe_half: float = sourced(
        0.3, "", ASSUMED, spread=(0.22, 0.4), note="force loss of knee extensors beyond which fibres die; between the mild and severe classes of Paulsen 2012, remembered; less in more easily damaged muscles"
    )  # fmt: skip
    disturbance_s: float = sourced(
        30 * _HOUR, "s", ASSUMED, spread=(22 * _HOUR, 40 * _HOUR), note="how long the stimulus to inflammation lasts; chosen for soreness near 35 h"
    )  # fmt: skip
    inflammation_s: float = sourced(
        16 * _HOUR,
        "s",
        ASSUMED,
        spread=(12 * _HOUR, 22 * _HOUR),
        note="lag of inflammation; chosen for soreness near 35 h",
    )
    soreness_s: float = sourced(
        12 * _HOUR, "s", "mizumura2016", spread=(8 * _HOUR, 18 * _HOUR),
        note="lag of nerve sensitisation; chosen so that soreness peaks near 35 h, inside the 1 to 3 days of the review; calibrated",
    )  # fmt: skip
    leak_s: float = sourced(
        11 * _HOUR, "s", ASSUMED, spread=(8 * _HOUR, 15 * _HOUR), note="time for leaking membranes to close; chosen for a peak of 28 to 33 h after mild damage"
    )  # fmt: skip
    dying_s: float = sourced(
        60 * _HOUR, "s", ASSUMED, spread=(45 * _HOUR, 80 * _HOUR), note="time for severely damaged fibres to die; chosen for a peak of 96 to 107 h"
    )  # fmt: skip
    emptying_s: float = sourced(
        38 * _HOUR, "s", ASSUMED, spread=(28 * _HOUR, 50 * _HOUR), note="time for dead fibres to empty; chosen for a peak of 96 to 107 h"
    )  # fmt: skip
    lymph_s: float = sourced(
        8 * _HOUR,
        "s",
        ASSUMED,
        spread=(6 * _HOUR, 11 * _HOUR),
        note="enzyme reaches the blood by lymph, remembered hours",
    )
    kinase_clearance_s: float = sourced(
        1.4427 * 36 * _HOUR, "s", ASSUMED, spread=(1.4427 * 24 * _HOUR, 1.4427 * 48 * _HOUR), note="half time of about 1.5 days in plasma, remembered"
    )  # fmt: skip
    kinase_rest_IU_per_L: float = sourced(
        120.0,
        "enzyme_unit/L",
        ASSUMED,
        spread=(60.0, 250.0),
        note="resting plasma creatine kinase of active adults, remembered",
    )
    kinase_mild_IU_per_L_per_kg: float = sourced(
        800.0, "enzyme_unit/L/kg", ASSUMED, spread=(250.0, 2500.0),
        note="per kg of muscle and unit of disturbance; set by hand to 339 IU/L at 24 h after maximal lengthening of one thigh's knee extensors (calibrated); people differ a hundredfold (Nosaka & Clarkson 1996)",
    )  # fmt: skip
    kinase_severe_IU_per_L_per_kg: float = sourced(
        60000.0, "enzyme_unit/L/kg", ASSUMED, spread=(15000.0, 200000.0),
        note="per kg of muscle and unit of dying; set so that 24 maximal elbow-flexor lengthenings reach thousands (236 to 25 244 IU/L in Nosaka & Clarkson 1996)",
    )  # fmt: skip
    soreness_scale: float = sourced(
        8.0, "", ASSUMED, spread=(4.0, 14.0), note="soreness, 1 worst, per unit of its state; 100 drop jumps hurt 5 to 7 of 10 (Skurvydas), remembered"
    )  # fmt: skip
    protecting_per_s: float = sourced(
        0.12 / _HOUR, "1/s", ASSUMED, spread=(0.06 / _HOUR, 0.24 / _HOUR),
        note="one maximal bout protects by about half; fitted here to a second bout's force loss 30 to 50 % smaller, remembered from McHugh 2003; calibrated",
    )  # fmt: skip
    forgetting_s: float = sourced(
        60 * _DAY, "s", "nosaka2001", spread=(40 * _DAY, 110 * _DAY),
        note="read here from an effect that lasts up to six months and fades",
    )  # fmt: skip


class Injury(NamedTuple):
    """The part of a muscle's state that lengthening sets in motion; see `MuscleState`."""

    damage: float
    disturbance: float
    inflammation: float
    soreness_raw: float
    leak: float
    dying: float
    emptying: float
    lymph_IU_per_L: float
    kinase_IU_per_L: float
    protection: float


@physics
def severity(damage: float, susceptibility: float, p: Damage) -> float:
    """Share of damage that behaves as severe, 0 to 1; arms reach it before legs (Chen 2011)."""
    ratio = susceptibility * damage / p.severe_half
    fourth = ratio * ratio * ratio * ratio
    return fourth * fourth / (1.0 + fourth * fourth)


@physics
def _unprotected(protection: float) -> float:
    return 1.0 - min(max(protection, 0.0), 1.0)


@physics
def strain_per_s(lengthening: float, duty: float, force: float, protection: float, p: Damage) -> float:
    """Damaging strain, per second: with the square of the active force, as stretched springs store energy.

    The power was set on half of the maximal load, which costs seven to eleven tenths of the force at once and
    far less three days later (Nosaka & Newton 2002); the fourth power gave a quarter of it.
    """
    return p.gain_per_s * lengthening * duty * force * force * _unprotected(protection)


@physics
def repair_per_s(damage: float, susceptibility: float, p: Damage) -> float:
    """Force regained, per second; the severe part heals over weeks."""
    severe = severity(damage, susceptibility, p)
    return damage * ((1.0 - severe) / p.fast_repair_s + severe / p.slow_repair_s)


@physics
def injury_rate(y: Injury, lengthening: float, duty: float, force: float, usual_protection: float,
                susceptibility: float, mass_kg: float, p: Damage) -> Injury:  # fmt: skip
    """d/dt of the injury, per second. Enzyme scales with the muscle's mass (one plasma volume).

    A second bout leaks far less enzyme than it loses force (70 to 90 against 30 to 50 % less): protection
    counts three times for the leak and once for the force.
    """
    strain = susceptibility * strain_per_s(lengthening, duty, force, y.protection, p)
    lost = strain * (1.0 - y.damage / p.largest)
    unprotected = _unprotected(y.protection)
    leaked = p.kinase_mild_IU_per_L_per_kg * y.leak / p.leak_s
    emptied = p.kinase_severe_IU_per_L_per_kg * y.emptying / p.emptying_s
    return Injury(
        damage=lost - repair_per_s(y.damage, susceptibility, p),
        disturbance=strain * (1.0 - y.disturbance) - y.disturbance / p.disturbance_s,
        inflammation=(y.disturbance - y.inflammation) / p.inflammation_s,
        soreness_raw=(y.inflammation - y.soreness_raw) / p.soreness_s,
        leak=strain * unprotected * unprotected - y.leak / p.leak_s,
        dying=lost * severity(y.damage, susceptibility, p) - y.dying / p.dying_s,
        emptying=y.dying / p.dying_s - y.emptying / p.emptying_s,
        lymph_IU_per_L=mass_kg * (leaked + emptied) - y.lymph_IU_per_L / p.lymph_s,
        kinase_IU_per_L=y.lymph_IU_per_L / p.lymph_s - y.kinase_IU_per_L / p.kinase_clearance_s,
        protection=p.protecting_per_s * y.disturbance * (1.0 - y.protection)
        - (y.protection - usual_protection) / p.forgetting_s,
    )
