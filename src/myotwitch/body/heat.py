"""The body makes heat with work and loses it through breath, skin and sweat.

Sweat follows the evaporation that heat balance requires, with a lag; core temperature integrates
what is left over. Assumptions: one core, one skin; a person in the cold keeps warm (clothes,
shelter, narrow vessels, shivering), so the cold side only holds the balance; a resting person who
grows warm takes clothes off before sweating; after work the core comes back slowly and sweat
stops soon; a person who overheats beyond about 40 °C stops and cools, so the core stays that of a living person. Muscle
heat is part of the metabolic rate and is never added a second time. The scheme stops being true in
water, in rain, and for people who cannot leave the heat. Sources: ISO 7933, Fanger 1970, Malchaire 1991, Jay 2011, Kenny 2008.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import least, positive, rise
from myotwitch.handover import Circumstances
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Heat", "HeatFlow", "HeatState", "acclimation", "flows", "required", "vapour_pressure_kPa"]


class HeatState(NamedTuple):
    """Temperatures and the evaporation that the glands' output could give."""

    core_C: float
    skin_C: float
    sweat_W_per_m2: float


class HeatFlow(NamedTuple):
    """How the heat states change, and the water that leaves with heat."""

    core_C_per_s: float
    skin_C_per_s: float
    sweat_W_per_m2_per_s: float
    sweat_L_per_s: float
    breath_L_per_s: float


class Required(NamedTuple):
    """Heat balance at one moment, W/m², and the air's vapour pressure."""

    made: float
    """Metabolic heat less breath and insensible loss."""
    dry: float
    breath_evaporation: float
    evaporation: float
    """What evaporation must carry so that the core keeps or regains its equilibrium."""
    most_evaporation: float
    """What the air could take from fully wet skin."""
    core_pull: float
    """Part of the requirement that brings the core back."""
    vapour_kPa: float


@dataclass(frozen=True)
class Heat(Parameters):
    """Heat balance of ISO 7933 with a pull of the core towards its equilibrium."""

    breath_convection: float = sourced(0.0014, "1/K", "fanger1970", where="respiratory heat loss")
    breath_convection_C: float = sourced(34.0, "degC", "fanger1970", where="temperature of expired air")
    breath_evaporation: float = sourced(0.0173, "1/kPa", "fanger1970", where="respiratory heat loss")
    breath_evaporation_kPa: float = sourced(5.87, "kPa", "fanger1970", where="vapour pressure of expired air")
    still_air_W_per_m2_K: float = sourced(3.5, "W/m^2/K", "iso7933", where="convection, air below 1 m/s")
    slow_air: float = sourced(5.2, "W*s/m^3/K", "iso7933", where="convection, air below 1 m/s")
    fast_air: float = sourced(8.7, "W/m^2/K", "iso7933", where="convection, air above 1 m/s")
    fast_air_exponent: float = sourced(0.6, "", "iso7933", where="convection, air above 1 m/s")
    radiation_W_per_m2_K: float = sourced(
        4.7, "W/m^2/K", ASSUMED, spread=(4.2, 5.2), note="linear radiation coefficient near 30 °C; remembered, not re-read"
    )  # fmt: skip
    clothing_m2_K_per_W: float = sourced(0.155, "m^2*K/W", "iso7933", where="definition of 1 clo")
    clothing_area_per_clo: float = sourced(0.28, "", "iso7933", where="clothing area factor")
    lewis_K_per_kPa: float = sourced(16.7, "K/kPa", "iso7933", where="Lewis relation")
    still_air_m2_K_per_W: float = sourced(0.111, "m^2*K/W", "iso7933", where="air layer of a still bare body")
    clothing_vapour: float = sourced(
        0.38, "", "iso7933", where="static moisture permeability index", spread=(0.3, 0.46)
    )
    most_wind_m_per_s: float = sourced(3.0, "m/s", "iso7933", where="dynamic clothing, range")
    walk_per_heat: float = sourced(0.0052, "m^3/W/s", "iso7933", where="walking speed of a metabolic rate")
    walk_from_W_per_m2: float = sourced(58.0, "W/m^2", "iso7933", where="walking speed of a metabolic rate")
    most_walk_m_per_s: float = sourced(0.7, "m/s", "iso7933", where="walking speed of a metabolic rate")
    worn_still: float = sourced(1.044, "", "iso7933", where="dynamic insulation, clothed")
    worn_wind: float = sourced(-0.398, "s/m", "iso7933", where="dynamic insulation, clothed")
    worn_wind_squared: float = sourced(0.066, "s^2/m^2", "iso7933", where="dynamic insulation, clothed")
    worn_walk: float = sourced(-0.378, "s/m", "iso7933", where="dynamic insulation, clothed")
    worn_walk_squared: float = sourced(0.094, "s^2/m^2", "iso7933", where="dynamic insulation, clothed")
    air_wind: float = sourced(-0.472, "s/m", "iso7933", where="dynamic insulation, air layer")
    air_wind_squared: float = sourced(0.047, "s^2/m^2", "iso7933", where="dynamic insulation, air layer")
    air_walk: float = sourced(-0.342, "s/m", "iso7933", where="dynamic insulation, air layer")
    air_walk_squared: float = sourced(0.117, "s^2/m^2", "iso7933", where="dynamic insulation, air layer")
    passes_still: float = sourced(4.9, "", "iso7933", where="dynamic permeability")
    passes_moved: float = sourced(-6.5, "", "iso7933", where="dynamic permeability")
    passes_moved_squared: float = sourced(2.6, "", "iso7933", where="dynamic permeability")
    most_passes: float = sourced(0.9, "", "iso7933", where="dynamic permeability, limit")
    wettest_skin: float = sourced(0.85, "", "iso7933", where="greatest wetted share, not acclimatised")
    wettest_skin_acclimated: float = sourced(1.0, "", "iso7933", where="greatest wetted share, acclimatised")
    core_at_no_load_C: float = sourced(
        36.6, "degC", "saltin1966", where="line through 37.29, 38.01, 38.49 °C at 1.07, 2.09, 2.98 L/min of oxygen", spread=(36.3, 36.8),
        note="oesophagus; 68 kg and a fifth of the energy as work assumed; sd of about 0.2 °C between 7 people",
    )  # fmt: skip
    core_per_load_C: float = sourced(
        0.152, "K*kg/W", "jay2011", where="0.87 °C at 7.0 W/kg for fit and unfit alike, over 1.3 W/kg at rest", spread=(0.12, 0.185),
        note="heat made per body mass; Saltin & Hermansen 1966 hold the relative load to be what counts, and give the same slope at 68 kg",
    )  # fmt: skip
    core_per_percent_lost: float = sourced(
        0.0118, "1/K", "buono2000", where="0.08 °C per percent of body mass in air of 23 °C, 0.16 in 33 °C, at 60 % of VO2max", spread=(0.006, 0.02),
        note="of the rise with load, per percent of body mass and degree of skin above the next number; set by hand to those two (calibrated)",
    )  # fmt: skip
    core_per_percent_from_skin_C: float = sourced(
        29.6, "degC", "buono2000", where="as above, with this model's skin", spread=(28.0, 31.0),
        note="marathon and 161-km runners in mild air show no relation at all (Noakes 1991, Valentino 2016); set by hand (calibrated)",
    )  # fmt: skip
    core_asleep_C: float = sourced(
        -0.4, "K", ASSUMED, spread=(-0.6, -0.2), note="night-time fall of core temperature, remembered, not re-read"
    )  # fmt: skip
    core_return_s: float = sourced(
        1500.0, "s", ASSUMED, spread=(1000.0, 2200.0),
        note="how fast the controller wants the core back at equilibrium; keeps the loop with the sweat lag well damped",
    )  # fmt: skip
    return_at_rest: float = sourced(
        1.5, "", "kenny2008", where="0.19 of 0.84 °C are left in the oesophagus an hour after the end", spread=(1.1, 2.5),
        note="times longer at rest, where sweat dries up although the core is warm; set by hand (calibrated)",
    )  # fmt: skip
    sweat_lag_s: float = sourced(
        600.0, "s", "malchaire1991", where="time constant of sweat", spread=(450, 780)
    )
    sweat_lag_at_rest: float = sourced(
        0.25, "", "kenny2008", where="23 % of the evaporation is left 10 min after the end", spread=(0.1, 0.6),
        note="times the lag at work; set by hand (calibrated)",
    )  # fmt: skip
    skin_lag_s: float = sourced(
        180.0, "s", "malchaire1991", where="time constant of skin temperature", spread=(140, 230)
    )
    most_sweat_W_per_m2: float = sourced(
        650.0, "W/m^2", ASSUMED, spread=(480, 850),
        note="ISO's 400 for workers times 1.6 for people who train, as a feasibility study did",
    )  # fmt: skip
    most_sweat_acclimated: float = sourced(
        1.25, "", "iso7933", where="500 over 400 W/m2, acclimatised over not"
    )
    sweat_factor: float = sourced(
        1.0, "", "barnes2019", where="between people at one sport", spread=(0.72, 1.35),
        note="the person's own sweat response; part of the published scatter is weather and effort, so half of its width",
    )  # fmt: skip
    acclimation: float = sourced(
        0.3,
        "",
        ASSUMED,
        spread=(0.1, 0.6),
        note="0 none, 1 full; people who train in mild weather lie between",
    )
    acclimation_told: float = sourced(
        -1.0, "", ASSUMED, note="what the person said, 0 to 1; negative when not told, then `acclimation` stands in"
    )  # fmt: skip
    acclimation_gain: float = sourced(
        0.04, "", ASSUMED, note="sweat response when fully acclimatised; remembered, not re-read"
    )
    hypohydration_per_percent: float = sourced(
        0.02, "", ASSUMED, spread=(0.01, 0.05),
        note="loss of sweat response per percent of body mass lost; published laws run from 2 to 23 %",
    )  # fmt: skip
    dry_glands_percent: float = sourced(
        12.0,
        "",
        ASSUMED,
        note="beyond 10 to 15 % of body mass nobody sweats on; keeps the water pool positive",
    )
    body_heat_J_per_kg_K: float = sourced(
        3490.0, "J/kg/K", "iso7933", where="specific heat of the body, 0.97 Wh/kg/K"
    )
    evaporation_J_per_L: float = sourced(2.43e6, "J/L", "iso7933", where="latent heat of sweat")
    rests_below: float = sourced(
        0.22, "", ASSUMED, note="fraction of VO2max below which people who grow warm take clothes off instead of sweating"
    )  # fmt: skip
    insensible_L_per_s_m2: float = sourced(
        2.9e-6, "L/s/m^2", ASSUMED, spread=(2.0e-6, 4.0e-6),
        note="0.45 L a day through the skin of an adult; with breath about 0.8 L a day, textbook order",
    )  # fmt: skip
    too_hot_C: float = sourced(40.2, "degC", ASSUMED, note="people stop, seek shade or are cooled near here")
    cooled_W_per_m2_K: float = sourced(
        800.0, "W/m^2/K", ASSUMED, note="strong enough that no told history makes a dead core; never felt below 39.5 °C"
    )  # fmt: skip
    cooler_at_work: float = sourced(
        0.26, "", "hettinga2007", where="27.7 °C of cyclists in air of 15.6, where ISO 7933 has 31.9", spread=(0.15, 0.35),
        note="skin of working people below ISO 7933, per degree that the air is below the next number; one study",
    )  # fmt: skip
    cooler_below_C: float = sourced(
        32.0, "degC", ASSUMED, spread=(29.0, 38.0),
        note="from here on skin is that of ISO 7933, as in humid air of 37 °C (Tsuji 2011); the same cyclists were 1.3 °C cooler in dry air of 35.5",
    )  # fmt: skip
    nude_C: float = sourced(7.19, "degC", "iso7933", where="skin temperature, unclothed")
    nude_air: float = sourced(0.064, "", "iso7933", where="skin temperature, unclothed")
    nude_radiant: float = sourced(0.061, "", "iso7933", where="skin temperature, unclothed")
    nude_vapour: float = sourced(0.198, "K/kPa", "iso7933", where="skin temperature, unclothed")
    nude_wind: float = sourced(-0.348, "K*s/m", "iso7933", where="skin temperature, unclothed")
    nude_core: float = sourced(0.616, "", "iso7933", where="skin temperature, unclothed")
    clothed_C: float = sourced(12.17, "degC", "iso7933", where="skin temperature, clothed")
    clothed_air: float = sourced(0.020, "", "iso7933", where="skin temperature, clothed")
    clothed_radiant: float = sourced(0.044, "", "iso7933", where="skin temperature, clothed")
    clothed_vapour: float = sourced(0.194, "K/kPa", "iso7933", where="skin temperature, clothed")
    clothed_wind: float = sourced(-0.253, "K*s/m", "iso7933", where="skin temperature, clothed")
    clothed_heat: float = sourced(0.0053, "K*m^2/W", "iso7933", where="skin temperature, clothed")
    clothed_core: float = sourced(0.513, "", "iso7933", where="skin temperature, clothed")


@physics
def vapour_pressure_kPa(temperature_C: float) -> float:
    """Saturated vapour pressure of water, kPa (Magnus form; good to 1 % from −30 to 45 °C)."""
    return 0.6105 * math.exp(17.27 * temperature_C / (temperature_C + 237.3))


@physics
def acclimation(p: Heat) -> float:
    """Heat acclimation, 0 to 1: as told, else the typical or drawn value."""
    return p.acclimation_told if p.acclimation_told >= 0.0 else p.acclimation


@physics
def _resting(p: Heat, around: Circumstances) -> float:
    """1 at rest, 0 at work."""
    return rise(p.rests_below - around.vo2max_fraction, 0.05)


@physics
def skin_equilibrium_C(
    core_C: float, heat_W_per_m2: float, vapour: float, p: Heat, around: Circumstances
) -> float:
    """Mean skin temperature that ISO 7933 predicts, °C; between bare and clothed by clo 0.2 to 0.6.

    vapour: vapour pressure of the air, kPa.
    """
    wind = min(around.wind_m_per_s, 3.0)
    nude = (
        p.nude_C + p.nude_air * around.air_C + p.nude_radiant * around.radiant_C + p.nude_vapour * vapour
        + p.nude_wind * wind + p.nude_core * core_C
    )  # fmt: skip
    clothed = (
        p.clothed_C + p.clothed_air * around.air_C + p.clothed_radiant * around.radiant_C
        + p.clothed_vapour * vapour + p.clothed_wind * wind + p.clothed_heat * heat_W_per_m2
        + p.clothed_core * core_C
    )  # fmt: skip
    share = min(1.0, max(0.0, (around.clothing_clo - 0.2) / 0.4))
    cooler = p.cooler_at_work * positive(p.cooler_below_C - around.air_C, 2.0) * (1.0 - _resting(p, around))
    return nude + share * (clothed - nude) - cooler


@physics
def core_equilibrium_C(
    skin_C: float, p: Heat, size: Size, around: Circumstances, hypohydration_percent: float
) -> float:
    """Core temperature that belongs to the heat made per body mass, °C; water lost makes its rise steeper where the skin is warm."""
    load = least((around.metabolic_rate_W - around.external_work_W) / size.mass_kg, 18.0, 1.0)
    dry = p.core_per_percent_lost * positive(skin_C - p.core_per_percent_from_skin_C, 1.0)
    rise_C = p.core_per_load_C * load * (1.0 + dry * hypohydration_percent)
    return p.core_at_no_load_C + rise_C + p.core_asleep_C * around.asleep


class Worn(NamedTuple):
    """What clothes and the air layer around them do in wind and movement (ISO 7933)."""

    still: float
    """Insulation of clothes and air over that of a still wearer in still air."""
    air: float
    """The same for the air layer alone."""
    passes: float
    """Moisture permeability index."""


@physics
def worn_as(metabolic_W_per_m2: float, p: Heat, around: Circumstances) -> Worn:
    """ISO 7933's corrections for wind and for the walk that belongs to the effort."""
    wind = min(around.wind_m_per_s, p.most_wind_m_per_s)
    walk = min(max(p.walk_per_heat * (metabolic_W_per_m2 - p.walk_from_W_per_m2), 0.0), p.most_walk_m_per_s)
    by_wind = (p.worn_wind_squared * wind + p.worn_wind) * wind
    worn = min(1.0, p.worn_still * math.exp(by_wind + (p.worn_walk_squared * walk + p.worn_walk) * walk))
    by_wind = (p.air_wind_squared * wind + p.air_wind) * wind
    air = math.exp(by_wind + (p.air_walk_squared * walk + p.air_walk) * walk)
    still = air + min(around.clothing_clo / 0.6, 1.0) * (worn - air)
    passes = (p.passes_moved_squared * still + p.passes_moved) * still + p.passes_still
    return Worn(still, air, min(p.most_passes, p.clothing_vapour * passes))


@physics
def required(
    core_C: float, skin_C: float, p: Heat, size: Size, around: Circumstances, hypohydration_percent: float
) -> Required:
    """Heat balance without sweat, and the evaporation that it asks for."""
    metabolic = around.metabolic_rate_W / size.surface_m2
    vapour = around.humidity * vapour_pressure_kPa(around.air_C)
    breath_dry = p.breath_convection * metabolic * (p.breath_convection_C - around.air_C)
    breath_wet = max(0.0, p.breath_evaporation * metabolic * (p.breath_evaporation_kPa - vapour))
    insensible = p.insensible_L_per_s_m2 * p.evaporation_J_per_L
    made = metabolic - around.external_work_W / size.surface_m2 - breath_dry - breath_wet - insensible
    wind = around.wind_m_per_s
    if wind > 1.0:
        convection = p.fast_air * math.exp(p.fast_air_exponent * math.log(wind))
    else:
        convection = p.still_air_W_per_m2_K + p.slow_air * wind
    surroundings = convection + p.radiation_W_per_m2_K
    operative_C = (convection * around.air_C + p.radiation_W_per_m2_K * around.radiant_C) / surroundings
    layer = p.clothing_m2_K_per_W * around.clothing_clo
    area = 1.0 + p.clothing_area_per_clo * around.clothing_clo
    moved = worn_as(metabolic, p, around)
    still_air = p.still_air_m2_K_per_W / area
    layer = max(0.0, (layer + still_air) * moved.still - still_air * moved.air)
    worn = (skin_C - operative_C) / (layer + 1.0 / (area * surroundings))
    moist = (
        (vapour_pressure_kPa(skin_C) - vapour) * p.lewis_K_per_kPa
        / (layer / moved.passes + 1.0 / (area * convection))
    )  # fmt: skip
    stores = p.body_heat_J_per_kg_K * size.mass_kg / size.surface_m2
    resting = _resting(p, around)
    slowly = p.core_return_s * (1.0 + (p.return_at_rest - 1.0) * resting)
    pull = stores * (core_C - core_equilibrium_C(skin_C, p, size, around, hypohydration_percent)) / slowly
    bare = positive((skin_C - operative_C) * surroundings - worn, 4.0)
    shed = positive(least(positive(made + pull - worn, 4.0), bare, 6.0), 3.0)
    dry = worn + shed * resting
    return Required(made, dry, breath_wet, made - dry + pull, positive(moist, 8.0), pull, vapour)


@physics
def _sweat_wanted(r: Required, p: Heat, hypohydration_percent: float) -> float:
    asked = positive(r.evaporation, 12.0)
    wetted = min(asked / (r.most_evaporation + 1e-9), 1.9)
    efficiency = 1.0 - 0.5 * wetted * wetted if wetted <= 1.0 else 0.5 * (2.0 - wetted) * (2.0 - wetted)
    most = p.most_sweat_W_per_m2 * (1.0 + (p.most_sweat_acclimated - 1.0) * acclimation(p))
    wanted = least(asked / max(efficiency, 0.05), most, 40.0)
    dry = hypohydration_percent / p.dry_glands_percent
    damp = math.exp(-p.hypohydration_per_percent * hypohydration_percent - dry * dry * dry * dry)
    return wanted * p.sweat_factor * (1.0 + p.acclimation_gain * acclimation(p)) * damp


@physics
def flows(y: HeatState, p: Heat, size: Size, around: Circumstances, hypohydration_percent: float) -> HeatFlow:
    """Rates of the heat states, per second, and the water that leaves with sweat and breath, L/s.

    hypohydration_percent: body water lost, percent of body mass, 0 or more.
    """
    r = required(y.core_C, y.skin_C, p, size, around, hypohydration_percent)
    top = p.wettest_skin + (p.wettest_skin_acclimated - p.wettest_skin) * acclimation(p)
    most, sweat = r.most_evaporation, y.sweat_W_per_m2
    wetted = min(2.0 * sweat / (math.sqrt(most * most + 2.0 * sweat * sweat) + most + 1e-9), top)
    evaporated = wetted * most
    kept = r.made - evaporated + r.core_pull
    dry = least(r.dry, kept, 10.0)  # in the cold no more is lost than keeps the balance
    rescued = p.cooled_W_per_m2_K * positive(y.core_C - p.too_hot_C, 0.4)
    stores = p.body_heat_J_per_kg_K * size.mass_kg / size.surface_m2
    skin = skin_equilibrium_C(y.core_C, around.metabolic_rate_W / size.surface_m2, r.vapour_kPa, p, around)
    litres = size.surface_m2 / p.evaporation_J_per_L
    lag_s = p.sweat_lag_s * (1.0 + (p.sweat_lag_at_rest - 1.0) * _resting(p, around))
    return HeatFlow(
        (r.made - dry - evaporated - rescued) / stores,
        (skin - y.skin_C) / p.skin_lag_s,
        (_sweat_wanted(r, p, hypohydration_percent) - sweat) / lag_s,
        sweat * litres,
        r.breath_evaporation * litres,
    )
