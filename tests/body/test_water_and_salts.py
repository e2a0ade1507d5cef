"""Water and salts against arithmetic and published means: order and sign, not validation."""

import numpy as np
import pytest
from body_runs import QUIET, Body, Piece, no_thirst

from myotwitch.body import salts, water, whole
from myotwitch.body.whole import body_for
from myotwitch.handover import Exchange, Intake
from myotwitch.person import Person
from myotwitch.provenance import values

MAN = Person(sex="male", age_yr=25, mass_kg=75, height_cm=178)
LAB = no_thirst(body_for(MAN))
P = values(salts.Salts())

# final plasma sodium, 90 kg, 4.2 h, start 140 mM, water at 0.4, 0.6, 0.8 L/h, no urine
GRID = {
    (0.50, 0.7, 25): (142.6, 139.5, 136.5), (0.50, 0.7, 50): (140.9, 137.8, 134.8),
    (0.50, 0.7, 75): (139.2, 136.1, 133.2), (0.50, 1.1, 25): (148.1, 144.7, 141.5),
    (0.50, 1.1, 50): (145.2, 141.9, 138.7), (0.50, 1.1, 75): (142.4, 139.1, 136.0),
    (0.63, 0.7, 25): (142.1, 139.6, 137.2), (0.63, 0.7, 50): (140.7, 138.3, 135.9),
    (0.63, 0.7, 75): (139.4, 136.9, 134.6), (0.63, 1.1, 25): (146.3, 143.7, 141.1),
    (0.63, 1.1, 50): (144.1, 141.5, 139.0), (0.63, 1.1, 75): (141.9, 139.3, 136.9),
}  # fmt: skip


@pytest.mark.parametrize("case", GRID)
def test_montain_grid_is_exact_arithmetic(case):
    share, sweat_L_per_h, sodium_mM = case
    for drink_L_per_h, told in zip((0.4, 0.6, 0.8), GRID[case], strict=True):
        lost = -4.2 * sweat_L_per_h * (sodium_mM + 5.0)  # with 5 mM potassium in sweat
        found = salts.nguyen_kurtz_sodium_mM(
            140.0, 90.0 * share, lost, 4.2 * (drink_L_per_h - sweat_L_per_h), P
        )
        assert found == pytest.approx(told, abs=0.11)


def test_three_percent_loss_concentrates_by_five_millimolar():
    """Miller 2010: 2.34 L with 145 mmol Na and 11 mmol K from 78 kg; measured +12.6 mOsm/kg."""
    body = Body(parameters=no_thirst(body_for(Person(sex="male", age_yr=25, mass_kg=78, height_cm=178))))
    before = body.now
    body.add(body_water_L=-2.34, sodium_mmol=-145.0, potassium_plasma_mmol=-2.0, potassium_tissue_mmol=-9.2)
    rise = body.now.osmolality_mOsm_per_kg - before.osmolality_mOsm_per_kg
    assert 9.0 < rise < 14.0
    assert body.now.plasma_volume_fraction < 0.97 * before.plasma_volume_fraction


def test_the_state_agrees_with_nguyen_and_kurtz():
    """Plasma sodium of the state is that of the formula, whatever is added."""
    body = Body(parameters=LAB)
    start, water_L = body.now.plasma_sodium_mM, body.now.body_water_L
    body.add(body_water_L=0.8, sodium_mmol=-60.0)
    expected = salts.nguyen_kurtz_sodium_mM(start, water_L, -60.0, 0.8, body.values.salts)
    assert body.now.plasma_sodium_mM == pytest.approx(expected, abs=0.15)


def after_a_litre(sodium=0.0, potassium=0.0, alcohol_g=0.0, hydration_L=0.35):
    """Urine over 4 h after 1 L in four portions over half an hour, mL."""
    body = Body(parameters=LAB).add(body_water_L=hydration_L)
    for _ in range(4):
        body.add(stomach_water_L=0.25, stomach_sodium_mmol=0.25 * sodium,
                 stomach_chloride_mmol=0.25 * sodium, stomach_potassium_mmol=0.25 * potassium,
                 alcohol_gut_g=0.25 * alcohol_g)  # fmt: skip
        body.go(Piece(450.0, body.lab()))
    return body.go(Piece(12600.0, body.lab()))


def test_urine_after_a_litre_of_water_or_ors():
    """Maughan 2016: 1337 ± 330 and 1038 ± 333 g, ratio 0.78. Half-maximal vasopressin was set on these."""
    plain, ors = after_a_litre().state.urine_L, after_a_litre(60.0, 20.0).state.urine_L
    assert 1.007 < plain < 1.667
    assert 0.705 < ors < 1.371
    assert 0.65 < ors / plain < 0.88


def test_alcohol_makes_urine_unless_dry():
    """Hobson 2010: 1 L of beer gives 158 mL more when euhydrated, not significantly more when dry."""
    plain, beer = after_a_litre().state.urine_L, after_a_litre(alcohol_g=32.0).state.urine_L
    assert 0.05 < beer - plain < 0.35
    dry = after_a_litre(hydration_L=-1.4).state.urine_L
    assert dry < 0.5 * plain
    assert after_a_litre(alcohol_g=32.0, hydration_L=-1.4).state.urine_L - dry < 0.6 * (beer - plain)


def hot_run(drink_L_per_h=0.0, sodium_mM=0.0, hours=1.5):
    body = Body(parameters=no_thirst(body_for(Person(sex="male", mass_kg=70, height_cm=175))))
    start = body.now.plasma_sodium_mM
    per_s = drink_L_per_h / 3600.0
    drink = Intake(
        water_L_per_s=per_s, sodium_mmol_per_s=per_s * sodium_mM, chloride_mmol_per_s=per_s * sodium_mM
    )
    around = body.lab(metabolic_rate_W=750.0, vo2max_fraction=0.65, air_C=30.0, radiant_C=30.0,
                      wind_m_per_s=2.8, clothing_clo=0.25, drink=drink)  # fmt: skip
    body.go(Piece(hours * 3600.0, around)).go(Piece(1800.0, body.lab()))
    return body, body.now.plasma_sodium_mM - start


def test_sodium_after_a_hot_run_depends_on_the_drink():
    """No drink concentrates; water equal to sweat dilutes; salt in the drink makes that less (Baker 2008)."""
    dry, rise = hot_run()
    assert 2.0 < rise < 6.5
    lost = dry.state.sweat_L / 1.5
    water_only, fall = hot_run(lost)
    assert -5.0 < fall < -0.3
    falls = [hot_run(lost, sodium)[1] for sodium in (0.0, 18.0, 30.0)]
    assert falls == sorted(falls)
    assert hot_run(1.5 * lost)[1] < fall
    assert dry.now.vasopressin_pM > water_only.now.vasopressin_pM


def test_sodium_excretion_half_time():
    """A step of the diet settles with 18 to 26 h (Bie 2018: 21 h; the input of the rate)."""
    body = Body(parameters=LAB)
    usual = body.usual
    body.go(Piece(43200.0, usual._replace(asleep=0.0)))
    base = body.field("sodium_urine_mmol")
    more = usual.meal._replace(
        sodium_mmol_per_s=2 * usual.meal.sodium_mmol_per_s,
        chloride_mmol_per_s=2 * usual.meal.chloride_mmol_per_s,
    )
    drink = usual.drink._replace(water_L_per_s=1.5 * usual.drink.water_L_per_s)
    body.go(Piece(5 * 86400.0, usual._replace(meal=more, drink=drink, asleep=0.0)), at=3600.0)
    hours = np.array(body.times) / 3600.0 - 12.0
    flow = np.gradient(body.field("sodium_urine_mmol"), hours)
    before, after = 150 * 75 / 70 * 0.98 / 24, 2 * 150 * 75 / 70 * 0.98 / 24
    half = hours[np.argmax((flow > 0.5 * (before + after)) & (hours > 1))]
    assert 18.0 < half < 28.0  # with the time food takes
    assert base[-1] > 0


def test_vasopressin_and_thirst_rise_with_osmolality():
    p = values(water.Water())
    levels = [water.vasopressin_target_pM(x, 0.0, 0.0, 0.1, p) for x in (280.0, 287.0, 295.0)]
    assert levels[0] == 0.0
    assert levels[2] - levels[1] == pytest.approx(0.43 * 8.0, rel=1e-6)
    around = Body().lab()
    assert (
        water.thirst_drink_L_per_s(296.0, 0.0, p, around)
        > water.thirst_drink_L_per_s(288.5, 0.0, p, around)
        > 0
    )
    assert water.thirst_drink_L_per_s(296.0, 0.0, p, around._replace(asleep=1.0)) == 0.0
    assert water.thirst_drink_L_per_s(296.0, 0.0, p, around._replace(vo2max_fraction=0.7)) == 0.0


def test_a_thirsty_body_drinks_itself_back():
    body = Body(MAN).add(body_water_L=-2.0, sodium_mmol=-80.0)
    body.go(Piece(10 * 3600.0, body.usual._replace(asleep=0.0)))
    assert 0.8 < body.state.thirst_drink_L < 2.5
    assert abs(body.now.plasma_sodium_mM - 140.0) < 2.5


def test_lying_down_and_hard_effort_move_plasma():
    body = Body(MAN)
    body.go(Piece(7200.0, body.lab(upright=0.0)))
    lying = body.now.plasma_volume_fraction
    body.go(Piece(900.0, body.lab(upright=1.0)))
    assert 0.80 < body.now.plasma_volume_fraction / lying < 0.95
    standing = body.now.plasma_volume_fraction
    body.go(Piece(440.0, body.lab(metabolic_rate_W=1100.0, vo2max_fraction=1.05)))
    assert -0.12 < body.now.plasma_volume_fraction / standing - 1 < -0.04  # rowing -9.7 ± 2.3 %


def after_bouts(upright):
    """Gillen 1991: eight bouts of 4 min at 85 % of VO2max, 5 min between, then an hour of rest."""
    body = Body(parameters=LAB)
    for _ in range(8):
        body.go(Piece(240.0, body.lab(metabolic_rate_W=1000.0, vo2max_fraction=0.85, upright=upright)))
        body.go(Piece(300.0, body.lab(upright=upright)))
    in_work = body.state.albumin_g
    return in_work, body.go(Piece(3600.0, body.lab(upright=upright)))


def test_hard_upright_work_brings_albumin_to_plasma_and_time_takes_it_away():
    """Gillen 1991: +0.17 g/kg an hour later, +0.19 the next day; Nagashima 1997: +0.13 upright, none lying."""
    in_work, body = after_bouts(1.0)
    assert in_work < 0.8 * body.state.albumin_g
    gained_g_per_kg = body.state.albumin_g / 75.0
    assert 0.10 < gained_g_per_kg < 0.20
    held = body.state._replace(albumin_g=0.0)
    grown = body.now.plasma_volume_fraction / whole.readout(held, body.values).plasma_volume_fraction
    assert grown == pytest.approx(1.0 + 0.018 * gained_g_per_kg / 0.0439)
    assert whole.readout(held, body.values).plasma_sodium_mM == body.now.plasma_sodium_mM
    assert after_bouts(0.0)[1].state.albumin_g == 0.0
    body.go(Piece(21 * 86400.0, body.usual))
    assert 0.0 <= body.state.albumin_g < 0.1


def test_albumin_never_passes_its_most():
    body = Body(parameters=LAB)
    body.go(Piece(12 * 3600.0, body.lab(metabolic_rate_W=700.0, vo2max_fraction=0.8)))
    assert 0.15 * 75 < body.state.albumin_g + body.state.albumin_on_its_way_g < 0.25 * 75


def test_effort_holds_insulin_down():
    """Sugar drunk in effort lowers potassium less than the same sugar at rest."""
    p = values(salts.Salts())
    assert salts.insulin_wanted(3.0, 0.1, p) == 3.0
    assert salts.insulin_wanted(3.0, 0.8, p) == pytest.approx(0.6)
    levels = [salts.insulin_wanted(3.0, share, p) for share in (0.2, 0.4, 0.5, 0.6, 0.9)]
    assert levels == sorted(levels, reverse=True)


def test_released_potassium_is_spread_and_cleared():
    """Muscle alone decides how much comes; the body lets it fall within minutes."""
    body = Body(MAN)
    body.go(Piece(3600.0, body.lab()))
    rest = body.now.plasma_potassium_mM
    hard = body.lab(metabolic_rate_W=900.0, vo2max_fraction=1.0)
    assert body.go(Piece(300.0, hard)).now.plasma_potassium_mM < rest + 0.05  # no release, no rise
    release = Exchange(0.20, -0.20, 0.0, 0.0, 0.0)
    body.go(Piece(240.0, hard, release))
    peak = body.now.plasma_potassium_mM
    assert rest + 1.0 < peak < rest + 5.0
    body.go(Piece(300.0, body.lab()))
    assert body.now.plasma_potassium_mM - rest < 0.4 * (peak - rest)


def test_adrenaline_and_a_meal_lower_potassium():
    """Infused adrenaline 0.45 to 0.82 mM; a meal without potassium 0.64 mM at 90 min (Preston)."""
    calm, hard = Body(MAN), Body(MAN)
    for body in (calm, hard):  # fasted, so that insulin, which effort holds down, has no part in it
        body.go(Piece(8 * 3600.0, body.lab()))
    calm.go(Piece(1200.0, calm.lab()))
    hard.go(Piece(1200.0, hard.lab(vo2max_fraction=0.95)))
    assert 0.15 < calm.now.plasma_potassium_mM - hard.now.plasma_potassium_mM < 1.0
    fasting, fed = Body(parameters=LAB), Body(parameters=LAB)
    for body in (fasting, fed):
        body.go(Piece(8 * 3600.0, body.lab()))
    fed.add(solid_water_L=0.3, solid_carbohydrate_g=80.0)
    for body in (fasting, fed):
        body.go(Piece(2 * 3600.0, body.lab()))
    assert 0.2 < fasting.now.plasma_potassium_mM - fed.now.plasma_potassium_mM < 0.9


def test_potassium_chloride_is_felt_for_an_hour():
    """35 mmol: 4.53 to 5.01 mM at 30 min, 4.67 at 270 (Preston data with Stadt 2022; uptake set on them)."""
    body = Body(parameters=LAB)
    body.go(Piece(8 * 3600.0, body.lab()))
    rest = body.now.plasma_potassium_mM
    body.add(stomach_water_L=0.3, stomach_potassium_mmol=35.0, stomach_chloride_mmol=35.0)
    body.times, body.states = [0.0], [body.vector]
    body.go(Piece(16200.0, body.lab()), at=600.0)
    rise = body.column("plasma_potassium_mM") - rest
    assert 0.25 < rise.max() < 0.75
    assert 10 < rise.argmax() * 10 < 75
    assert 0.0 < rise[-1] < 0.25


def test_a_swap_of_sodium_for_potassium_moves_no_water():
    body = Body(MAN)
    before = body.now.plasma_volume_fraction / body.now.plasma_volume_fraction
    f0 = salts.fluids(body_salts(body), body.now.body_water_L, body.values.salts, body.values.size)
    body.add(sodium_mmol=-30.0, sodium_from_muscle_mmol=-30.0, potassium_plasma_mmol=30.0,
             potassium_from_muscle_mmol=30.0)  # fmt: skip
    f1 = salts.fluids(body_salts(body), body.now.body_water_L, body.values.salts, body.values.size)
    assert before == 1.0
    assert f1.extracellular_L == pytest.approx(f0.extracellular_L, rel=1e-12)
    assert f1.osmolality == pytest.approx(f0.osmolality, rel=1e-12)
    assert f1.sodium_mM < f0.sodium_mM


def body_salts(body):
    from myotwitch.body.state import parts

    return parts(body.state).salts


def test_magnesium_falls_in_a_marathon_and_returns():
    """Lijnen 1988: 0.88 to 0.81 mM, normal at 12 h. The exchange was set on it."""
    body = Body(Person(sex="male", mass_kg=70, height_cm=175))
    start = body.now.serum_magnesium_mM
    run = body.lab(metabolic_rate_W=814.0, vo2max_fraction=0.75, air_C=15.0, radiant_C=15.0, wind_m_per_s=2.8,
                   clothing_clo=0.25, drink=Intake(water_L_per_s=0.5 / 3600))  # fmt: skip
    body.go(Piece(12600.0, run, QUIET))
    assert -0.13 < body.now.serum_magnesium_mM / start - 1 < -0.04
    body.go(Piece(12 * 3600.0, body.usual))
    assert body.now.serum_magnesium_mM / start - 1 > -0.03


@pytest.mark.parametrize("power", [1, 3, 7])
def test_the_root_finder_finds_roots(power):
    from myotwitch.body.usual import _root

    assert _root(lambda x: x**power - 0.3, 0.0, 2.0, 1e-12) == pytest.approx(0.3 ** (1 / power), abs=1e-9)
    with pytest.raises(ValueError, match="sign"):
        _root(lambda x: x * x + 1.0, 0.0, 2.0, 1e-9)
