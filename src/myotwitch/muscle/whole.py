"""One muscle: its fibres, the fluid around them, and what it gives to the blood.

Twenty-two numbers follow one muscle group on one side through seconds to weeks. Repetitions are
averaged, so no single twitch is seen here. Each flux is computed once and used on both sides, so
that sodium, potassium and lactate carbon leave the muscle exactly as the blood receives them.
The muscle is one well-mixed tissue; recruitment order and depth are not resolved.
Sources are beside each number, in the files this one joins.
"""

from __future__ import annotations

from typing import NamedTuple

from myotwitch.handover import Blood, Drive, Effort, Exchange
from myotwitch.kernels import physics
from myotwitch.muscle import acid, blood_flow, damage, energy, fatigue, groups, ions, warmth
from myotwitch.muscle.damage import Injury
from myotwitch.muscle.fatigue import Activity
from myotwitch.muscle.groups import group_for
from myotwitch.muscle.smooth import at_most_one, positive
from myotwitch.muscle.state import MuscleParameters, MuscleReadout, MuscleState
from myotwitch.person import Person

__all__ = [
    "MuscleParameters",
    "MuscleReadout",
    "MuscleState",
    "initial",
    "muscle_for",
    "rate",
    "readout",
    "totals",
]


class _Metabolism(NamedTuple):
    demand_mM_per_s: float
    oxidation_target_mM_per_s: float
    glycolysis_mM_per_s: float
    burned_glycosyl_mM_per_s: float
    stored_mmol_per_kg_per_s: float
    lactate_out_mM_per_s: float
    lactate_burned_mM_per_s: float
    hydrogen_out_mM_per_s: float
    hydrogen_per_split: float


class _Strength(NamedTuple):
    pH: float
    fast: float
    capacity: float


@physics
def _strength(y: MuscleState, p: MuscleParameters) -> _Strength:
    pH = acid.muscle_pH(y.acid_load_mM, p.acid)
    fast = fatigue.fast_capacity(
        p.energy.phosphocreatine_rest_mM - y.phosphocreatine_mM, p.acid.pH_rest - pH, y.potassium_outside_mM,
        y.glycogen_mmol_per_kg, p.energy.glycogen_rest_mmol_per_kg, p.fatigue,
    )  # fmt: skip
    return _Strength(pH, fast, fatigue.capacity(fast, y.long_loss, y.damage, p.fatigue))


@physics
def _metabolism(y: MuscleState, p: MuscleParameters, effort: Effort, blood: Blood, strength: _Strength, act: Activity,
                open_share: float) -> _Metabolism:  # fmt: skip
    slow = groups.slow_fibres(p.group)
    oxidative_factor = max(0.2, 1.0 + p.group.oxidation_by_slow * slow)
    glycolytic_factor = max(0.2, 1.0 - p.group.glycolysis_by_slow * slow)
    adp = energy.free_adp_mM(y.phosphocreatine_mM, strength.pH, p.energy)
    adp_rest = energy.free_adp_mM(p.energy.phosphocreatine_rest_mM, p.acid.pH_rest, p.energy)
    resting = energy.resting_oxidation_mM_per_s(p.acid.resting_glycolysis_mM_per_s, p.energy)
    demand = energy.demand_mM_per_s(
        act.mean, strength.capacity, effort.isometric, effort.lengthening, y.phosphocreatine_mM, p.energy
    )
    by_heart = energy.most_by_heart_mM_per_s(demand, effort.vo2max_fraction, p.energy)
    extra = positive(y.oxidation_mM_per_s - resting, 1e-3)
    fuel = acid.lactate_as_fuel_mM_per_s(y.lactate_mM, extra, p.acid)
    return _Metabolism(
        demand,
        energy.oxidative_target_mM_per_s(
            adp, adp_rest, resting, oxidative_factor, open_share, act.mean, y.perfusion, by_heart, p.energy
        ),
        energy.glycolysis_mM_per_s(
            act.mean, adp, strength.pH, y.glycogen_mmol_per_kg, glycolytic_factor, p.energy
        ),
        energy.carbohydrate_burned_mM_per_s(
            y.oxidation_mM_per_s, resting, fuel, y.glycogen_mmol_per_kg, p.energy
        ),
        energy.glycogen_stored_mmol_per_kg_dry_per_s(
            y.glycogen_mmol_per_kg, blood.carbohydrate_supply, act.mean, y.damage, p.energy
        ),
        acid.lactate_efflux_mM_per_s(y.lactate_mM, blood.lactate_mM, y.perfusion, p.acid),
        fuel + p.acid.lactate_burned_per_s * (y.lactate_mM - p.acid.lactate_rest_mM),
        acid.acid_efflux_mM_per_s(strength.pH, p.acid),
        acid.hydrogen_from_phosphocreatine(strength.pH, p.acid),
    )


@physics
def _warmer_C(temperature_C: float, p: MuscleParameters) -> float:
    """Above a resting thigh, °C, where the ion numbers were fitted: the same warmth does the same to every muscle."""
    return temperature_C - p.warmth.usual_core_C + p.ions.fitted_below_core_C


class _Warmth(NamedTuple):
    warming_C_per_s: float
    to_blood_W_per_kg: float


@physics
def _warming(
    y: MuscleState, p: MuscleParameters, effort: Effort, blood: Blood, demand_mM_per_s: float
) -> _Warmth:
    water = p.ions.cell_water_L_per_kg
    heat = energy.heat_of_demand_W_per_kg(
        demand_mM_per_s, water, effort.isometric, effort.lengthening, p.energy
    )
    resting = energy.heat_of_demand_W_per_kg(p.energy.resting_demand_mM_per_s, water, 0.0, 0.0, p.energy)
    to_blood = warmth.heat_to_blood_W_per_kg(y.temperature_C, blood.core_C, y.perfusion, p.warmth)
    surface = warmth.surface_temperature_C(groups.resting_offset_C(p.group), resting, p.warmth)
    return _Warmth(warmth.warming_C_per_s(y.temperature_C, heat, to_blood, surface, p.warmth), to_blood)


@physics
def rate(
    y: MuscleState, p: MuscleParameters, effort: Effort, blood: Blood
) -> tuple[MuscleState, Exchange, Drive]:
    """d/dt of a muscle, per second; what it gives the blood, and its axons' traffic.

    Parameters
    ----------
    y: the muscle now.
    p: `values(muscle_for(...))`.
    effort: what the piece of history asks of it. blood: what the body offers it.

    Returns
    -------
    the derivative (per second), the exchange of this one side (mmol/s, W; into the blood is
    positive), and the voluntary traffic in its motor axons.
    """
    strength = _strength(y, p)
    act = fatigue.activity(effort, strength.capacity)
    open_share = blood_flow.open_flow(act.force, effort.isometric, effort.duty, p.blood_flow)
    m = _metabolism(y, p, effort, blood, strength, act, open_share)
    worked = ions.worked_for_long(y.long_loss, p.ions)
    i = ions.ion_flows(
        y.sodium_inside_mM,
        y.potassium_outside_mM,
        y.pump_drive,
        worked,
        act.mean,
        blood.adrenaline,
        _warmer_C(y.temperature_C, p),
        blood.potassium_mM,
        blood_flow.small_ion_clearance_L_per_kg_per_s(y.perfusion, p.blood_flow),
        p.ions,
    )
    t = _warming(y, p, effort, blood, m.demand_mM_per_s)
    d = damage.injury_rate(
        Injury(y.damage, y.disturbance, y.inflammation, y.soreness_raw, y.leak, y.dying, y.emptying, y.lymph_IU_per_L,
               y.kinase_IU_per_L, y.protection),
        effort.lengthening, effort.duty, act.force, groups.usual_protection(p.group), p.group.damage_susceptibility,
        groups.group_mass_kg(p.group), p.damage,
    )  # fmt: skip

    made, out, burned = m.glycolysis_mM_per_s, m.lactate_out_mM_per_s, m.lactate_burned_mM_per_s
    restored = y.oxidation_mM_per_s + 1.5 * (made + p.acid.resting_glycolysis_mM_per_s) - m.demand_mM_per_s
    with_lactate = p.acid.hydrogen_per_lactate * out
    acid_rate = made - with_lactate - burned + m.hydrogen_per_split * restored - m.hydrogen_out_mM_per_s
    dry = p.energy.water_L_per_kg_dry
    change = MuscleState(
        restored, made - out - burned, acid_rate,
        m.stored_mmol_per_kg_per_s - dry * (0.5 * made + m.burned_glycosyl_mM_per_s),
        i.sodium_gained_mM_per_s, i.sodium_gained_mM_per_s / p.ions.interstitial_share - i.potassium_washed_mM_per_s,
        ions.pump_drive_rate(act.mean, y.pump_drive, p.ions),
        blood_flow.perfusion_rate(act.mean, open_share, y.perfusion, p.blood_flow),
        (m.oxidation_target_mM_per_s - y.oxidation_mM_per_s) / p.energy.oxidative_lag_s,
        fatigue.long_loss_rate(act.mean, strength.capacity, y.long_loss, p.fatigue),
        d.damage, d.disturbance, d.inflammation, d.soreness_raw, t.warming_C_per_s,
        d.leak, d.dying, d.emptying, d.lymph_IU_per_L, d.kinase_IU_per_L, d.protection,
        burned + 2.0 * (m.burned_glycosyl_mM_per_s - m.stored_mmol_per_kg_per_s / dry),
    )  # fmt: skip
    litres = p.ions.cell_water_L_per_kg * groups.group_mass_kg(p.group)
    exchange = Exchange(
        potassium_mmol_per_s=litres * p.ions.interstitial_share * i.potassium_washed_mM_per_s,
        sodium_mmol_per_s=-litres * i.sodium_gained_mM_per_s,
        lactate_mmol_per_s=litres * out,
        hydrogen_mmol_per_s=litres * (m.hydrogen_out_mM_per_s + with_lactate - out),
        heat_W=t.to_blood_W_per_kg * groups.group_mass_kg(p.group),
    )
    return change, exchange, fatigue.drive(act.active, effort.duty, p.fatigue)


@physics
def readout(y: MuscleState, p: MuscleParameters) -> MuscleReadout:
    """What people look at, from the state alone. Fractions are of the rested muscle."""
    s = _strength(y, p)
    worked = ions.worked_for_long(y.long_loss, p.ions)
    warmer = _warmer_C(y.temperature_C, p)
    pump = ions.pump_mM_per_s(
        y.sodium_inside_mM, y.potassium_outside_mM, y.pump_drive, worked, 0.0, warmer, p.ions
    )
    cool = _warmer_C(p.warmth.usual_core_C + groups.resting_offset_C(p.group), p)
    pump_rest = p.ions.pump_rest_mM_per_s * ions.by_warmth(p.ions.pump_q10, cool)
    return MuscleReadout(
        phosphocreatine_fraction=y.phosphocreatine_mM / p.energy.phosphocreatine_rest_mM,
        pH=s.pH,
        lactate_mM=y.lactate_mM,
        glycogen_fraction=y.glycogen_mmol_per_kg / p.energy.glycogen_rest_mmol_per_kg,
        interstitial_potassium_mM=y.potassium_outside_mM,
        intracellular_sodium_mM=y.sodium_inside_mM,
        force_fraction=s.capacity,
        low_frequency_force_fraction=fatigue.low_frequency(
            s.fast, y.long_loss, y.damage, y.disturbance, p.fatigue
        ),
        damage=y.damage,
        soreness=at_most_one(p.damage.soreness_scale * max(y.soreness_raw, 0.0)),
        creatine_kinase_IU_per_L=p.damage.kinase_rest_IU_per_L + y.kinase_IU_per_L,
        temperature_C=y.temperature_C,
        free_adp_mM=energy.free_adp_mM(y.phosphocreatine_mM, s.pH, p.energy),
        phosphate_mM=p.energy.phosphate_rest_mM + p.energy.phosphocreatine_rest_mM - y.phosphocreatine_mM,
        intracellular_potassium_mM=ions.potassium_inside_mM(y.sodium_inside_mM, p.ions),
        pump_ratio=pump / pump_rest,
        perfusion=y.perfusion,
        inflammation=y.inflammation,
    )


def muscle_for(group: str, person: Person, accustomed: float | None = None) -> MuscleParameters:
    """Every number of one muscle group, one side, for a person; see `groups.group_for`."""
    return MuscleParameters(group=group_for(group, person, accustomed))


def _resting_lactate_mM(p: MuscleParameters, blood: Blood) -> float:
    """Where release to the blood and burning in place balance; equals both when they agree."""
    low, high = sorted((blood.lactate_mM, p.acid.lactate_rest_mM))
    for _ in range(200):
        middle = 0.5 * (low + high)
        left = acid.lactate_efflux_mM_per_s(middle, blood.lactate_mM, 0.0, p.acid)
        left += p.acid.lactate_burned_per_s * (middle - p.acid.lactate_rest_mM)
        if left > 0.0:
            high = middle
        else:
            low = middle
    return 0.5 * (low + high)


def initial(p: MuscleParameters, blood: Blood) -> MuscleState:
    """The steady state of a silent muscle in the given resting blood.

    `p` is `values(muscle_for(...))`. All equations are solved exactly, so the derivative is zero
    to rounding. The blood is taken as it is: a plasma potassium of 4.5 mM gives 4.7 outside.
    """
    lactate = _resting_lactate_mM(p, blood)
    out = acid.lactate_efflux_mM_per_s(lactate, blood.lactate_mM, 0.0, p.acid)
    burned = p.acid.lactate_burned_per_s * (lactate - p.acid.lactate_rest_mM)
    fall = -(p.acid.hydrogen_per_lactate * out + burned) / p.acid.acid_efflux_mM_per_s_per_pH
    acid_load = fall * p.acid.buffer_mM_per_pH
    adp = energy.free_adp_mM(p.energy.phosphocreatine_rest_mM, p.acid.pH_rest, p.energy)
    potassium = blood.potassium_mM + p.ions.interstitial_excess_mM
    heat = energy.heat_of_demand_W_per_kg(
        p.energy.resting_demand_mM_per_s, p.ions.cell_water_L_per_kg, 0.0, 0.0, p.energy
    )
    return MuscleState(
        phosphocreatine_mM=energy.phosphocreatine_at_mM(
            adp, acid.muscle_pH(acid_load, p.acid), p.energy
        ),
        lactate_mM=lactate,
        acid_load_mM=acid_load,
        glycogen_mmol_per_kg=p.energy.glycogen_rest_mmol_per_kg,
        sodium_inside_mM=ions.resting_sodium_mM(potassium, p.ions),
        potassium_outside_mM=potassium,
        pump_drive=0.0,
        perfusion=0.0,
        oxidation_mM_per_s=energy.resting_oxidation_mM_per_s(p.acid.resting_glycolysis_mM_per_s, p.energy),
        long_loss=0.0, damage=0.0, disturbance=0.0, inflammation=0.0, soreness_raw=0.0,
        temperature_C=warmth.resting_temperature_C(blood.core_C, groups.resting_offset_C(p.group), heat, p.warmth),
        leak=0.0, dying=0.0, emptying=0.0, lymph_IU_per_L=0.0, kinase_IU_per_L=0.0,
        protection=groups.usual_protection(p.group),
        carbon_lost_mM=0.0,
    )  # fmt: skip


def totals(y: MuscleState, p: MuscleParameters) -> dict[str, float]:
    """Conserved amounts of this one side, mmol; each changes by minus what `Exchange` says.

    potassium_mmol: inside and interstitial. sodium_mmol: inside (interstitial sodium is the body's).
    lactate_carbon_mmol: lactate, two for each glycosyl unit, and the counted pool of carbon burned.
    """
    litres = p.ions.cell_water_L_per_kg * groups.group_mass_kg(p.group)
    inside = ions.potassium_inside_mM(y.sodium_inside_mM, p.ions)
    glycosyl_mM = y.glycogen_mmol_per_kg / p.energy.water_L_per_kg_dry
    return {
        "potassium_mmol": litres * (inside + p.ions.interstitial_share * y.potassium_outside_mM),
        "sodium_mmol": litres * y.sodium_inside_mM,
        "lactate_carbon_mmol": litres * (y.lactate_mM + 2.0 * glycosyl_mM + y.carbon_lost_mM),
    }
