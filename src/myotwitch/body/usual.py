"""The steady resting state of the usual day.

The assumption: everything that is eaten and drunk on a usual day arrives evenly, and the person
rests. What is then left is to find the body water at which urine takes what comes in. Real days
have meals and nights; a course that starts here should run one usual day before it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from myotwitch.body import breath, drive, gut, heat, salts, water
from myotwitch.body.parameters import BodyParameters
from myotwitch.body.smooth import positive
from myotwitch.body.state import BodyState, Counted, Parts, joined
from myotwitch.handover import Circumstances, Intake
from myotwitch.provenance import Parameters, values

__all__ = ["initial", "usual_circumstances"]

_DRUNK = 0.65  # share of the usual water that comes as drink


def _root(f: Callable[[float], float], low: float, high: float, within: float) -> float:
    """Where a continuous function changes sign, by regula falsi with the Illinois rule (Dowell and Jarratt 1971).

    SciPy has better ones, but loading its optimizers would double the start-up time of every answer.
    """
    at_low, at_high = f(low), f(high)
    if at_low * at_high > 0.0:
        raise ValueError("no change of sign between the ends")
    for _ in range(200):
        middle = (
            (low * at_high - high * at_low) / (at_high - at_low) if at_high != at_low else (low + high) / 2
        )
        at_middle = f(middle)
        if at_middle * at_high < 0.0:
            low, at_low = high, at_high
        else:
            at_low *= 0.5
        done = abs(high - middle) < within
        high, at_high = middle, at_middle
        if done or at_middle == 0.0:
            break
    return high


def usual_circumstances(p: BodyParameters) -> Circumstances:
    """A resting day as one mean piece: a third asleep and lying, fed evenly, in air too mild to sweat.

    Someone who makes more heat per skin takes cooler air (in life: lighter clothes).
    """
    day = p.usual
    mild_C = 21.0 - 0.35 * max(0.0, day.resting_W / p.size.surface_m2 - 48.0)
    drink = Intake(water_L_per_s=_DRUNK * day.water_L_per_s, caffeine_mg_per_s=day.caffeine_mg_per_s)
    meal = Intake(
        (1 - _DRUNK) * day.water_L_per_s, day.sodium_mmol_per_s, day.potassium_mmol_per_s,
        day.chloride_mmol_per_s, day.magnesium_mmol_per_s, day.calcium_mmol_per_s, day.carbohydrate_g_per_s,
    )  # fmt: skip
    return Circumstances(
        metabolic_rate_W=day.resting_W, external_work_W=0.0, vo2max_fraction=0.1, air_C=mild_C, radiant_C=mild_C,
        humidity=0.5, wind_m_per_s=0.1, clothing_clo=0.5, upright=2 / 3, asleep=1 / 3, stress=0.0,
        sleep_debt_h=0.0, overbreathing_mmHg=0.0, drink=drink, meal=meal,
    )  # fmt: skip


def _warm(p: BodyParameters, around: Circumstances, lost: float) -> heat.HeatState:
    vapour_kPa = around.humidity * heat.vapour_pressure_kPa(around.air_C)

    def at(core_C: float) -> heat.HeatState:
        made = around.metabolic_rate_W / p.size.surface_m2
        skin_C = heat.skin_equilibrium_C(core_C, made, vapour_kPa, p.heat, around)
        flow = heat.flows(heat.HeatState(core_C, skin_C, 0.0), p.heat, p.size, around, lost)
        return heat.HeatState(core_C, skin_C, flow.sweat_W_per_m2_per_s * p.heat.sweat_lag_s)

    def gain(core_C: float) -> float:
        return heat.flows(at(core_C), p.heat, p.size, around, lost).core_C_per_s

    return at(_root(gain, 34.0, 40.0, 1e-10))


def _salts(p: BodyParameters, body_water_L: float) -> salts.SaltState:
    usual = salts.reference(p.salts, p.size)
    extracellular_L = usual.extracellular_L
    state = salts.SaltState(*(0.0,) * 12)
    for _ in range(40):  # potassium outside the cells follows the volume, which follows potassium
        plasma_L = p.size.plasma_share * extracellular_L
        state = salts.SaltState(
            usual.sodium_mmol, p.salts.potassium_mM * plasma_L,
            p.salts.potassium_mM * (extracellular_L - plasma_L), 0.0, 0.0, 0.0,
            usual.sodium_mmol * p.salts.chloride_mM / p.salts.sodium_mM,
            p.salts.calcium_free_mM * extracellular_L, 0.0,
            p.salts.magnesium_free * p.salts.magnesium_serum_mM * extracellular_L, 0.0, 1.0,
        )  # fmt: skip
        before, extracellular_L = (
            extracellular_L,
            salts.fluids(state, body_water_L, p.salts, p.size).extracellular_L,
        )
        if abs(extracellular_L - before) < 1e-12 * before:
            break
    return state


def _watered(
    v: BodyParameters, around: Circumstances, warm: heat.HeatState, short: float
) -> tuple[float, float, float]:
    """Body water at which what comes in leaves; with it vasopressin and the thirst drink."""
    day = v.usual
    flow = heat.flows(warm, v.heat, v.size, around, short)
    lost = flow.sweat_L_per_s + flow.breath_L_per_s + v.heat.insensible_L_per_s_m2 * v.size.surface_m2
    excreted = day.sodium_mmol_per_s * v.gut.sodium_share + day.potassium_mmol_per_s * v.gut.potassium_share

    def steered(body_water_L: float) -> tuple[float, float]:
        f = salts.fluids(_salts(v, body_water_L), body_water_L, v.salts, v.size)
        level = water.vasopressin_target_pM(f.osmolality, f.volume, 0.0, around.vo2max_fraction, v.water)
        return level, water.thirst_drink_L_per_s(f.osmolality, f.volume, v.water, around)

    def surplus(body_water_L: float) -> float:
        level, thirst = steered(body_water_L)
        urine = water.urine_L_per_s(level, excreted, v.water, v.size, 0.0)
        taken = v.gut.water_share * (day.water_L_per_s + thirst)
        return float(taken + water.metabolic_L_per_s(v.water, around) - urine - lost)

    usual_L = v.size.water_L * v.size.water_factor
    low, high = 0.7 * usual_L, 1.3 * usual_L
    # some drawn bodies lose more than they would ever drink: they start as usual and dry out
    found = _root(surplus, low, high, 1e-9) if surplus(low) > 0.0 > surplus(high) else usual_L
    return found, *steered(found)


def initial(p: BodyParameters) -> BodyState:
    """The state at which the usual day's mean intake leaves as it comes, at rest in mild air.

    p: the parameters themselves or their `values`.
    """
    v = values(p) if isinstance(p, Parameters) else p
    around = usual_circumstances(v)
    day, short = v.usual, 0.0
    for _ in range(4):  # sweat depends a little on body water, and body water on sweat
        warm = _warm(v, around, short)
        body_water_L, vasopressin_pM, thirst = _watered(v, around, warm, short)
        before, short = short, water.lost_percent(body_water_L, v.size)
        if abs(short - before) < 1e-9:
            break
    coffee = day.caffeine_mg_per_s
    kept = v.drive.caffeine_clearance_L_per_s_kg * v.drive.caffeine_clearance_factor
    blood_L = v.breath.blood_space_L_per_kg * v.size.mass_kg
    tissue_L = v.breath.tissue_space_L_per_kg * v.size.mass_kg
    lactate = v.breath.lactate_mM
    adrenaline = positive(around.vo2max_fraction - v.drive.adrenaline_begins, 0.1)
    return joined(
        Parts(
            warm,
            gut.resting(v.gut, around.drink, around.meal, thirst),
            water.WaterState(body_water_L, water.plasma_target(v.water, around, 0.0), vasopressin_pM, 0.0, 0.0),
            _salts(v, body_water_L),
            breath.BreathState(
                v.breath.PCO2_mmHg + v.breath.pregnancy_mmHg, lactate * blood_L, lactate * tissue_L, 0.0
            ),
            drive.DriveState(
                coffee / v.drive.caffeine_uptake_per_s,
                coffee * v.drive.caffeine_space_L_per_kg / kept,
                0.0, 0.0, 0.0, adrenaline, 0.0,
            ),
            Counted(*(0.0,) * 25),
        )
    )  # fmt: skip
