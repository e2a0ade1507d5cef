"""Caffeine, alcohol, stress, adrenaline and sleep: what changes the nervous drive.

Caffeine is taken up and cleared by first order, alcohol leaves at a nearly constant speed, stress
fades over tens of minutes, adrenaline follows effort and stress. `drive` gathers what acts on the
spinal motor neurons alone; it is never multiplied onto the axon. Its three gains are weak or
assumed, and caffeine's is absent in half of all draws. It stops being true for stimulant
medicines and withdrawal. Sources: Blanchard & Sawers 1983, Newton 1981, Parsons 1978, Walton 2002.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import positive, rise
from myotwitch.handover import Circumstances
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["DriveState", "NervousDrive", "alcohol_g_per_kg", "alcohol_metabolised_g_per_s",
           "caffeine_eliminated_mg_per_s", "caffeine_mg_per_L", "drive", "rate"]  # fmt: skip


class DriveState(NamedTuple):
    """Drugs and arousal."""

    caffeine_gut_mg: float
    caffeine_body_mg: float
    alcohol_gut_g: float
    alcohol_body_g: float
    stress: float
    adrenaline: float
    """0 calm rest, about 1 at maximal aerobic effort."""
    sleep_debt_h: float


@dataclass(frozen=True)
class NervousDrive(Parameters):
    """Caffeine, alcohol, stress, adrenaline; gains on spinal motor neurons."""

    caffeine_uptake_per_s: float = sourced(
        0.10 / 60, "1/s", "blanchard1983", where="99 % taken up in 45 min", spread=(0.04 / 60, 0.14 / 60),
        note="ln(100) over 45 min; with food, cola and chocolate slower",
    )  # fmt: skip
    caffeine_clearance_L_per_s_kg: float = sourced(
        0.075 / 3600, "L/s/kg", "newton1981", spread=(0.037 / 3600, 0.105 / 3600), where="0.98 mL/min/kg; others 0.078 L/h/kg"
    )  # fmt: skip
    caffeine_clearance_factor: float = sourced(
        1.0, "", "parsons1978", where="155 over 94 mL/kg/h in smokers",
        note="1 without, 1.65 in smokers, 0.6 with oral contraceptives (Patwardhan 1980), 0.4 in late pregnancy (remembered)",
    )  # fmt: skip
    caffeine_space_L_per_kg: float = sourced(
        0.62, "L/kg", "parsons1978", spread=(0.52, 0.72), where="0.61 and 0.72 L/kg"
    )
    alcohol_uptake_per_s: float = sourced(
        0.04 / 60,
        "1/s",
        ASSUMED,
        spread=(0.02 / 60, 0.07 / 60),
        note="with stomach emptying; slower after food",
    )
    alcohol_metabolism_g_per_s_kg: float = sourced(
        0.12 / 60 / 75, "g/s/kg", ASSUMED, spread=(0.09 / 60 / 75, 0.16 / 60 / 75), note="about 7 g an hour, textbook"
    )  # fmt: skip
    alcohol_half_g_per_kg: float = sourced(
        0.02, "g/kg", ASSUMED, note="level at which metabolism is at half speed; small against one drink"
    )
    stress_s: float = sourced(
        1200.0, "s", ASSUMED, spread=(600, 2400), note="arousal fades over some 20 min; own choice"
    )
    adrenaline_rise_s: float = sourced(
        60.0, "s", ASSUMED, spread=(40, 100), note="catecholamine effect rises within a minute of effort"
    )
    adrenaline_fall_s: float = sourced(
        1200.0, "s", ASSUMED, spread=(700, 2000),
        note="effect on pumps outlasts the hormone: plasma potassium is still low 30 min after hard work",
    )  # fmt: skip
    adrenaline_begins: float = sourced(
        0.5, "", ASSUMED, spread=(0.4, 0.6), note="fraction of VO2max from which plasma adrenaline rises steeply"
    )  # fmt: skip
    adrenaline_stress: float = sourced(
        0.15, "", ASSUMED, spread=(0.02, 0.3), null_share=0.2, note="three times the resting level, small against hard work"
    )  # fmt: skip
    stress_gain: float = sourced(
        0.15, "", "udina2010", spread=(0.03, 0.30), where="+62 % with amphetamine is the upper bound",
        null_share=0.5, note="own choice below that bound",
    )  # fmt: skip
    caffeine_gain: float = sourced(
        0.25, "", "walton2002", spread=(0.05, 0.45), null_share=0.5, where="self-sustained firing 64.6 to 87.0 %",
        note="a study of 2024 found no effect on persistent inward currents",
    )  # fmt: skip
    caffeine_half_mg_per_L: float = sourced(5.0, "mg/L", ASSUMED, note="level of half effect; own choice")
    sleep_gain: float = sourced(
        0.05,
        "",
        ASSUMED,
        spread=(0.01, 0.10),
        null_share=0.5,
        note="mixed results of cortical tests after sleep loss",
    )
    sleep_lag_s: float = sourced(
        1800.0, "s", ASSUMED, note="so that the effect of a short night does not jump; own choice"
    )
    sleep_h: float = sourced(8.0, "h", ASSUMED, note="debt at which the effect saturates: a whole night")


@physics
def caffeine_mg_per_L(y: DriveState, p: NervousDrive, size: Size) -> float:
    """Plasma caffeine, mg/L."""
    return y.caffeine_body_mg / (p.caffeine_space_L_per_kg * size.mass_kg)


@physics
def caffeine_eliminated_mg_per_s(y: DriveState, p: NervousDrive) -> float:
    """Caffeine that the liver changes, mg/s."""
    per_s = p.caffeine_clearance_L_per_s_kg * p.caffeine_clearance_factor / p.caffeine_space_L_per_kg
    return per_s * y.caffeine_body_mg


@physics
def alcohol_g_per_kg(y: DriveState, size: Size) -> float:
    """Alcohol in the body, g per kg of body mass."""
    return y.alcohol_body_g / size.mass_kg


@physics
def alcohol_metabolised_g_per_s(y: DriveState, p: NervousDrive, size: Size) -> float:
    """Alcohol burnt, g/s; nearly constant until little is left."""
    level = alcohol_g_per_kg(y, size)
    return p.alcohol_metabolism_g_per_s_kg * size.mass_kg * level / (level + p.alcohol_half_g_per_kg)


@physics
def drive(y: DriveState, p: NervousDrive, size: Size) -> float:
    """Drive on spinal motor neurons over that of a calm, rested person without caffeine."""
    level = caffeine_mg_per_L(y, p, size)
    return (
        1.0
        + p.stress_gain * y.stress
        + p.caffeine_gain * level / (level + p.caffeine_half_mg_per_L)
        + p.sleep_gain * math.tanh(y.sleep_debt_h / p.sleep_h)
    )


@physics
def rate(y: DriveState, p: NervousDrive, size: Size, around: Circumstances) -> DriveState:
    """d/dt of drugs and arousal."""
    coffee = p.caffeine_uptake_per_s * y.caffeine_gut_mg
    wine = p.alcohol_uptake_per_s * y.alcohol_gut_g
    above = positive(around.vo2max_fraction - p.adrenaline_begins, 0.1) / (1.0 - p.adrenaline_begins)
    wanted = 1.6 * math.tanh(above / 1.6) + p.adrenaline_stress * y.stress
    gap = wanted - y.adrenaline
    speed = 1.0 / p.adrenaline_fall_s + (1.0 / p.adrenaline_rise_s - 1.0 / p.adrenaline_fall_s) * rise(
        gap, 0.05
    )
    return DriveState(
        around.drink.caffeine_mg_per_s + around.meal.caffeine_mg_per_s - coffee,
        coffee - caffeine_eliminated_mg_per_s(y, p),
        around.drink.alcohol_g_per_s + around.meal.alcohol_g_per_s - wine,
        wine - alcohol_metabolised_g_per_s(y, p, size),
        (around.stress - y.stress) / p.stress_s,
        gap * speed,
        (around.sleep_debt_h - y.sleep_debt_h) / p.sleep_lag_s,
    )
