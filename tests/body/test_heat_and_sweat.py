"""Heat and sweat against physics, the ISO cases and published means: order and sign, not validation."""

from dataclasses import replace

import numpy as np
import pytest
from body_runs import Body, Piece, no_thirst

from myotwitch.body import heat, sweat
from myotwitch.body.whole import body_for
from myotwitch.handover import Intake
from myotwitch.person import Person
from myotwitch.provenance import values

RUNNER = Person(sex="male", age_yr=35, mass_kg=70, height_cm=175, heat_acclimation=0.5)


def ran(air_C, humidity, *, person=RUNNER, seconds=3600.0, **changes):
    """One hour at 10 MET in running wind."""
    body = Body(person)
    around = body.lab(
        metabolic_rate_W=814.0, vo2max_fraction=0.75, air_C=air_C, radiant_C=air_C, humidity=humidity,
        wind_m_per_s=2.8, clothing_clo=0.25,
    )._replace(**changes)  # fmt: skip
    return body.go(Piece(seconds, around))


def rate_L_per_h(body):
    return body.state.sweat_W_per_m2 * body.values.size.surface_m2 * 3600.0 / 2.43e6


def test_vapour_pressure():
    assert heat.vapour_pressure_kPa(37.0) == pytest.approx(6.28, rel=0.01)  # steam tables
    assert heat.vapour_pressure_kPa(20.0) == pytest.approx(2.339, rel=0.01)


def test_sweat_rises_with_the_heat_of_the_day():
    rates = [rate_L_per_h(ran(*air)) for air in ((15, 0.5), (22, 0.5), (30, 0.5), (35, 0.4))]
    assert rates == sorted(rates)
    # Barnes 2019, endurance sports: 1.28 ± 0.57 L/h by weighing, which counts 0.1 L/h that is breathed out
    assert all(0.61 < rate < 2.0 for rate in rates[1:])
    assert rates[0] < 0.61


def test_core_follows_work_and_comes_back():
    body = ran(22, 0.5)
    assert 37.8 < body.now.core_C < 38.8
    body.go(Piece(3600.0, body.lab()))
    assert 36.4 < body.now.core_C < 37.2


def test_the_same_heat_per_mass_warms_fit_and_unfit_alike():
    """Jay 2011: 0.87 °C in both at 7 W/kg, though it was 40 % of one maximum and 58 % of the other."""
    fit, unfit = (
        ran(24.8, 0.26, metabolic_rate_W=7.0 * 70.0, vo2max_fraction=share, wind_m_per_s=0.3) for share in (0.40, 0.58)
    )  # fmt: skip
    assert fit.now.core_C == pytest.approx(unfit.now.core_C, abs=0.02)
    assert 37.4 < fit.now.core_C < 37.9


def test_sweat_ends_sooner_than_the_core_comes_back():
    """Kenny 2008: ten minutes after work a quarter of the evaporation is left, and most of the warmth."""
    body = ran(30, 0.3, metabolic_rate_W=430.0, vo2max_fraction=0.35, wind_m_per_s=0.3)
    sweat_then, core_then = body.state.sweat_W_per_m2, body.now.core_C
    body.go(
        Piece(600.0, body.lab(air_C=30.0, radiant_C=30.0, humidity=0.3, wind_m_per_s=0.3, clothing_clo=0.2))
    )
    assert body.state.sweat_W_per_m2 < 0.35 * sweat_then
    assert body.now.core_C > core_then - 0.35


def test_lost_water_warms_the_core_where_the_skin_is_warm():
    """Buono & Wall 2000: twice as much per percent in air of 33 °C as of 23 °C; marathon runners in cool air: nothing."""
    p, body = values(body_for(RUNNER)), Body(RUNNER)
    around = body.lab(metabolic_rate_W=700.0)
    by_skin = [
        heat.core_equilibrium_C(skin_C, p.heat, p.size, around, 3.0) - heat.core_equilibrium_C(skin_C, p.heat, p.size, around, 0.0)
        for skin_C in (28.0, 31.5, 35.3)
    ]  # fmt: skip
    assert by_skin[0] == pytest.approx(0.0, abs=0.01)
    assert 1.5 * by_skin[1] < by_skin[2]


def test_wind_and_movement_open_clothes():
    """ISO 7933: insulation falls and permeability rises; nothing changes for a still person in still air."""
    p, body = values(body_for(RUNNER)), Body(RUNNER)
    still = heat.worn_as(58.0, p.heat, body.lab(wind_m_per_s=0.0, clothing_clo=0.5))
    runs = heat.worn_as(500.0, p.heat, body.lab(wind_m_per_s=3.0, clothing_clo=0.5))
    assert (still.air, still.still) == pytest.approx((1.0, 1.0), abs=0.01)
    assert still.passes == pytest.approx(0.38, abs=0.01)
    assert runs.still < 0.6
    assert runs.passes > 0.75


def test_sweat_carries_the_heat_that_balance_requires():
    """Gagnon 2013: 93 % of the variance of steady sweat is the required evaporation; slope near 1."""
    required, found = [], []
    for watts in (350.0, 450.0, 550.0, 650.0):
        body = ran(30, 0.2, seconds=5400.0, metabolic_rate_W=watts, wind_m_per_s=1.2)
        around = body.lab(metabolic_rate_W=watts, air_C=30, radiant_C=30, humidity=0.2, wind_m_per_s=1.2,
                          clothing_clo=0.25)  # fmt: skip
        p = body.values
        balance = heat.required(body.now.core_C, body.now.skin_C, p.heat, p.size, around, 0.0)
        required.append(balance.made - balance.dry)
        found.append(body.state.sweat_W_per_m2)
    assert 1.0 < np.polyfit(required, found, 1)[0] < 1.35
    assert np.all(np.array(found) >= np.array(required) - 3.0)


def test_sun_wind_and_clothes():
    plain = rate_L_per_h(ran(30, 0.4))
    assert rate_L_per_h(ran(30, 0.4, radiant_C=60.0)) > 1.1 * plain
    assert rate_L_per_h(ran(30, 0.4, wind_m_per_s=0.3)) > plain
    assert ran(34, 0.9).now.core_C >= ran(34, 0.4).now.core_C + 0.3
    assert rate_L_per_h(ran(22, 0.4, clothing_clo=1.0)) > rate_L_per_h(ran(22, 0.4))


def test_work_that_leaves_the_body_is_not_heat():
    assert rate_L_per_h(ran(25, 0.4, external_work_W=170.0)) < rate_L_per_h(ran(25, 0.4))


def test_muscle_heat_is_not_added_twice():
    from body_runs import QUIET

    body = Body(RUNNER)
    around = body.lab(metabolic_rate_W=814.0, vo2max_fraction=0.75)
    warm = Body(RUNNER).go(Piece(1800.0, around, QUIET._replace(heat_W=600.0)))
    assert warm.now.core_C == pytest.approx(body.go(Piece(1800.0, around)).now.core_C, abs=1e-6)


# ISO 7933:2023 annex F, cases without reflecting clothes: 75 kg, 1.80 m, 480 min
ISO = {
    1: (40.0, 0.35, 0.3, 300.0, 1.0, 6.538, 37.6),
    2: (35.0, 0.60, 0.1, 300.0, 0.0, 6.345, 40.8),
    4: (30.0, 0.45, 1.0, 450.0, 0.0, 4.593, 38.0),
}


@pytest.mark.parametrize("case", ISO)
def test_iso_cases_in_order_of_size(case):
    """With ISO's own sweat limit and pumped clothes. Ours is another controller: hot air within 20 %,
    still humid air up to 45 % too much (a known miss), cores within 0.9 °C."""
    air_C, humidity, wind, watts, acclimation, sweat_L, core_C = ISO[case]
    drawn = no_thirst(body_for(Person(sex="male", mass_kg=75, height_cm=180)))
    warm = replace(
        drawn.heat, acclimation_told=acclimation, most_sweat_W_per_m2=400.0,
        hypohydration_per_percent=0.0, acclimation_gain=0.0,
    )  # fmt: skip
    body = Body(parameters=replace(drawn, heat=warm))
    drink = Intake(water_L_per_s=sweat_L / 28800.0)
    around = body.lab(metabolic_rate_W=watts, vo2max_fraction=0.3, air_C=air_C, radiant_C=air_C,
                      humidity=humidity, wind_m_per_s=wind, clothing_clo=0.5, drink=drink)  # fmt: skip
    body.go(Piece(28800.0, around))
    assert body.state.sweat_L == pytest.approx(sweat_L, rel=0.45 if case == 2 else 0.20)
    assert body.now.core_C == pytest.approx(core_C, abs=0.9)


@pytest.mark.parametrize("air_C", [-30.0, -10.0, 5.0, 22.0, 35.0, 45.0])
@pytest.mark.parametrize("humidity", [0.1, 1.0])
@pytest.mark.parametrize("asleep", [0.0, 1.0])
def test_a_resting_core_stays_human_in_any_air(air_C, humidity, asleep):
    body = Body()
    around = body.lab(air_C=air_C, radiant_C=air_C, humidity=humidity, asleep=asleep, clothing_clo=0.3,
                      wind_m_per_s=3.0, metabolic_rate_W=70.0)  # fmt: skip
    body.go(Piece(8 * 3600.0, around))
    core_C = body.column("core_C")
    assert core_C.min() > 35.8
    assert core_C.max() < (40.8 if air_C > 40 else 39.5)
    assert 15.0 < body.now.skin_C < 41.0


def test_less_water_less_sweat_and_never_more_than_there_is():
    dry = Body(RUNNER)
    dry.add(body_water_L=-4.0)
    around = dry.lab(
        metabolic_rate_W=814.0, vo2max_fraction=0.75, air_C=32.0, radiant_C=32.0, wind_m_per_s=2.8
    )
    dry.go(Piece(3600.0, around))
    assert dry.state.sweat_L < 0.95 * Body(RUNNER).go(Piece(3600.0, around)).state.sweat_L
    without = Body(parameters=no_thirst(body_for(RUNNER)))
    without.go(Piece(48 * 3600.0, around))
    assert without.now.body_water_L > 0.0
    assert without.state.sweat_L < 0.25 * without.values.size.mass_kg


def composition(rate_L_per_h, acclimation=0.0, **changes):
    p = values(replace(body_for(RUNNER), sweat=sweat.Sweat(**changes)))
    per_s = rate_L_per_h / 3600.0
    out = sweat.composition(per_s, acclimation, 1.0, 1.0, 1.0, 1.0, 1.0, p.sweat, p.size)
    return [x / per_s for x in out]


def test_sweat_gets_saltier_with_rate_and_poorer_with_acclimation():
    slow, fast = composition(0.5), composition(1.5)
    assert 10 < fast[1] - slow[1] < 25  # Holmes 2016: 30.6 to 49.4 mM
    assert composition(1.0)[1] - composition(1.0, 1.0)[1] == pytest.approx(15.0, abs=1.0)  # Buono 2007
    assert composition(1.0, salty_mM=15.0)[1] - composition(1.0)[1] == pytest.approx(15.0, abs=0.5)
    assert fast[2] == slow[2]
    assert fast[4:] == slow[4:]


def test_chloride_follows_sodium():
    for sodium, chloride in ((21.0, 16.0), (43.0, 32.0), (71.0, 54.0)):  # Lara 2016, input of the law
        made = composition(1.0, sodium_offset_mM=sodium - composition(1.0)[1])
        assert made[1] == pytest.approx(sodium, abs=1.0)
        assert made[3] == pytest.approx(chloride, abs=6.5)
