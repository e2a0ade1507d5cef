"""Stomach, gut, smooth corners, and the order of the flat state."""

import numpy as np
import pytest
from body_runs import Body, N, Piece, no_thirst, right_hand_side

from myotwitch.body import gut
from myotwitch.body.smooth import least, positive, rise
from myotwitch.body.state import BodyState, Counted, Parts, joined, parts
from myotwitch.body.whole import BodyReadout, body_for, initial, rate
from myotwitch.handover import Intake
from myotwitch.kernels import physics, state_from
from myotwitch.person import Person
from myotwitch.provenance import origins, values


def test_the_flat_state_is_its_parts_in_order():
    spelled = [n for part in list(Parts.__annotations__) for n in state_class(part)._fields]
    assert spelled == list(BodyState._fields)
    numbers = BodyState(*np.arange(float(N)))
    assert joined(parts(numbers)) == numbers
    assert parts(numbers).counted == Counted(*np.arange(float(N - len(Counted._fields)), float(N)))


def state_class(part):
    from myotwitch.body import state

    return {
        "heat": state.HeatState, "gut": state.GutState, "water": state.WaterState, "salts": state.SaltState,
        "breath": state.BreathState, "drive": state.DriveState, "counted": state.Counted,
    }[part]  # fmt: skip


def test_readout_has_the_promised_columns():
    promised = [
        "core_C",
        "skin_C",
        "sweat_L",
        "urine_L",
        "body_water_L",
        "plasma_volume_fraction",
        "plasma_sodium_mM",
        "plasma_potassium_mM",
        "plasma_chloride_mM",
        "ionised_calcium_mM",
        "ionised_magnesium_mM",
        "serum_magnesium_mM",
        "osmolality_mOsm_per_kg",
        "blood_pH",
        "PCO2_mmHg",
        "blood_lactate_mM",
        "vasopressin_pM",
        "caffeine_mg_per_L",
        "drive",
    ]
    assert list(BodyReadout._fields) == promised


def test_compiled_and_plain_python_agree():
    body = Body()
    around = body.lab(metabolic_rate_W=700.0, vo2max_fraction=0.7, air_C=28.0)
    compiled = right_hand_side(body.vector, body.values, around, body_quiet())
    plain = rate.py_func(body.state, body.values, around, body_quiet())
    assert np.allclose(compiled, np.array(plain), rtol=1e-12, atol=1e-18)


def body_quiet():
    from body_runs import QUIET

    return QUIET


@physics
def _first_three(vector):
    return state_from(vector, 3)


def test_a_state_is_read_in_order_from_any_stride():
    numbers = np.arange(20.0)
    assert _first_three(numbers) == (0.0, 1.0, 2.0)
    assert _first_three(numbers[4::5]) == (4.0, 9.0, 14.0)


def test_smooth_corners_are_exact_outside_and_monotone_inside():
    x = np.linspace(-3, 3, 1201)
    soft = np.array([positive(v, 1.0) for v in x])
    assert np.array_equal(soft[x >= 1], x[x >= 1])
    assert not soft[x <= -1].any()
    assert (np.diff(soft) >= 0).all()
    assert (np.abs(soft - np.maximum(x, 0)) <= 0.19).all()
    slope = np.gradient(np.gradient(soft, x), x)
    assert np.abs(np.diff(slope)).max() < 0.02  # curvature has no jump
    assert least(5.0, 3.0, 0.5) == 3.0
    assert least(1.0, 3.0, 0.5) == 1.0
    assert (rise(-2.0, 1.0), rise(0.0, 1.0), rise(2.0, 1.0)) == (0.0, 0.5, 1.0)


def stomach_after(minutes, **contents):
    body = Body(parameters=no_thirst(body_for(Person(mass_kg=75))))
    body.vector = np.array(body.state._replace(**dict.fromkeys(gut.GutState._fields, 0.0)))
    body.add(**contents)
    return body.go(Piece(minutes * 60.0, body.lab())).state


def test_water_empties_first_sugar_later_food_last():
    """Vist & Maughan 1994: 20 g/L as fast as water, 60 g/L slower; solids wait."""
    plain = stomach_after(12, stomach_water_L=0.6).stomach_water_L
    thin = stomach_after(12, stomach_water_L=0.6, stomach_carbohydrate_g=12.0).stomach_water_L
    thick = stomach_after(12, stomach_water_L=0.6, stomach_carbohydrate_g=36.0).stomach_water_L
    assert plain == pytest.approx(0.6 * np.exp(-0.06 * 12), rel=0.01)
    assert thin == pytest.approx(plain, rel=0.05)
    assert thick > 1.1 * plain
    solid = {"solid_water_L": 0.3, "solid_carbohydrate_g": 70.0}
    left = [stomach_after(m, **solid).solid_carbohydrate_g / 70.0 for m in (15, 120, 300)]
    assert left[0] > 0.93
    assert 0.35 < left[1] < 0.65
    assert left[2] < 0.2


def test_a_salt_tablet_among_the_meals_leaves_too():
    assert stomach_after(300, solid_sodium_mmol=20.0).solid_sodium_mmol < 3.0


def test_hard_effort_slows_emptying():
    p = values(gut.Gut())
    lying = gut.GutState(*(0.0,) * 18)._replace(stomach_water_L=0.4)
    assert gut.emptying_per_s(lying, p, 1.0) < 0.7 * gut.emptying_per_s(lying, p, 0.5)
    assert gut.emptying_per_s(lying, p, 0.5) == gut.emptying_per_s(lying, p, 0.1)


def test_swallowed_water_is_absorbed_within_two_hours():
    """Péronnet 2012: half in 11 to 13 min, complete in 75 to 120 min (rates of emptying are the input)."""
    state = stomach_after(100, stomach_water_L=0.3)
    assert state.stomach_water_L + state.gut_water_L < 0.01


def test_person_and_usual_day_enter_the_numbers():
    drawn = body_for(Person(mass_kg=50, height_cm=160, smoker=True, salty_sweater=True, heat_acclimation=0.8))
    assert drawn.size.mass_kg == 50
    assert drawn.heat.acclimation_told == 0.8
    assert drawn.sweat.salty_mM == 15.0
    assert drawn.drive.caffeine_clearance_factor == 1.65
    usual = Intake(*(x / 86400.0 for x in (2.5, 200, 90, 200, 15, 25, 300, 150, 0)))
    assert body_for(Person(), usual).usual.sodium_mmol_per_s == pytest.approx(200 / 86400)
    assert initial(body_for(Person(), usual)).caffeine_body_mg > 0


def test_share_of_assumed_numbers_is_known():
    found = origins(body_for(Person()))
    assert len({(o.model, o.name) for o in found}) == len(found)
    assert 0.2 < sum(o.assumed for o in found) / len(found) < 0.8
