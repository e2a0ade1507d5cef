"""Blood gas, lactate, caffeine and drive: order and sign, not validation."""

import math

import numpy as np
import pytest
from body_runs import Body, Piece

from myotwitch.body import breath
from myotwitch.body.whole import blood
from myotwitch.handover import Exchange
from myotwitch.person import Person

MAN = Person(sex="male", age_yr=25, mass_kg=70, height_cm=178)


def test_blood_at_rest():
    body = Body(MAN)
    assert body.now.blood_pH == pytest.approx(7.40, abs=0.01)
    assert body.now.PCO2_mmHg == pytest.approx(40.0, abs=0.1)
    seen = blood(body.state, body.values)
    assert seen.carbohydrate_supply == pytest.approx(1.0)
    assert seen.lactate_mM == pytest.approx(1.0)
    assert seen.core_C == body.now.core_C


def test_a_hot_core_drives_breathing_more_in_work_than_at_rest():
    """Nybo 2002: 18 % less carbon dioxide pressure at 39.5 than at 37.9 °C in work; Tsuji 2012: at rest from 38.3 °C."""
    body = Body(MAN)
    p = body.values.breath
    work, rest = body.lab(vo2max_fraction=0.57), body.lab()
    cool, hot = (breath.hot_breathing(core, p, work) for core in (37.9, 39.5))
    assert 0.14 < 1.0 - hot / cool < 0.20
    assert breath.hot_breathing(37.6, p, work) == 1.0
    assert breath.hot_breathing(38.0, p, rest) == 1.0 > breath.hot_breathing(39.5, p, rest) > hot


def test_overbreathing_is_alkalosis_with_little_change_of_calcium():
    """Steurer 1997: pH 7.75 ± 0.045 below 19 mmHg; ionised calcium not significantly lower."""
    body = Body(MAN)
    before = body.now.ionised_calcium_mM
    body.go(Piece(300.0, body.lab(overbreathing_mmHg=25.0)))
    assert 7.6 < body.now.blood_pH < 7.8
    assert body.now.PCO2_mmHg < 19.0
    assert -0.12 < body.now.ionised_calcium_mM - before < 0.0
    stressed = Body(MAN)
    stressed.go(Piece(7200.0, stressed.lab(stress=1.0)))
    assert 30.0 < stressed.now.PCO2_mmHg < 34.0


def test_lactate_and_acid_of_an_all_out_row():
    """2 km all out: lactate 10.9 ± 1.3 mM and pH 7.10 ± 0.07, for a release that gives such lactate."""
    body = Body(Person(sex="male", mass_kg=80, height_cm=185))
    row = body.lab(metabolic_rate_W=1500.0, vo2max_fraction=1.05)
    body.go(Piece(436.0, row, Exchange(0.0, 0.0, 0.46, 0.10, 0.0)))
    assert 8.0 < body.now.blood_lactate_mM < 13.0
    assert 7.0 < body.now.blood_pH < 7.25
    peak = body.now.blood_lactate_mM
    body.go(Piece(1500.0, body.lab()))
    assert 0.1 < (body.now.blood_lactate_mM - 1.0) / (peak - 1.0) < 0.5  # and muscle gives none meanwhile
    body.go(Piece(3600.0, body.lab()))
    assert body.now.blood_lactate_mM < 2.5
    assert body.now.blood_pH > 7.33


def test_no_intensity_formula_makes_lactate():
    body = Body(MAN)
    body.go(Piece(1200.0, body.lab(metabolic_rate_W=1400.0, vo2max_fraction=1.2)))
    assert body.now.blood_lactate_mM == pytest.approx(1.0, abs=1e-3)


def coffee(person=MAN, mg_per_kg=5.0, hours=24.0):
    body = Body(person).add(caffeine_gut_mg=mg_per_kg * person.mass_kg)
    body.go(Piece(hours * 3600.0, body.lab()), at=300.0)
    return np.array(body.times), body.column("caffeine_mg_per_L")


def half_life_h(person=MAN):
    times, level = coffee(person)
    a, b = np.interp([6 * 3600, 12 * 3600], times, level)
    return 6.0 * math.log(2) / math.log(a / b)


def test_caffeine_peak_and_half_lives():
    """5 mg/kg: 10.0 ± 1.0 mg/L at 30 ± 8 min; half-lives 6.0 h, smokers 3.5 h, contraceptives 10.7 h."""
    times, level = coffee()
    assert 7.0 < level.max() < 10.5
    assert 25 * 60 <= times[level.argmax()] <= 60 * 60
    plain = half_life_h()
    smoker = half_life_h(Person(sex="male", mass_kg=70, smoker=True))
    pill = half_life_h(Person(mass_kg=70, oral_contraceptive=True))
    assert 4.0 < plain < 7.5
    assert plain / smoker == pytest.approx(1.65, rel=0.02)
    assert pill / plain == pytest.approx(1 / 0.6, rel=0.02)


def test_alcohol_leaves_at_a_steady_speed():
    body = Body(MAN).add(alcohol_gut_g=40.0)
    body.go(Piece(3 * 3600.0, body.lab()))
    middle = body.state.alcohol_body_g
    body.go(Piece(3600.0, body.lab()))
    assert middle - body.state.alcohol_body_g == pytest.approx(6.7, abs=1.0)
    body.go(Piece(12 * 3600.0, body.lab()))
    assert -1e-6 < body.state.alcohol_body_g < 0.05


def test_drive_rises_with_coffee_stress_and_a_short_night():
    body = Body(MAN)
    assert body.now.drive == pytest.approx(1.0)
    around = body.lab(stress=1.0, sleep_debt_h=4.0)
    body.add(caffeine_gut_mg=300.0).go(Piece(5400.0, around))
    assert 1.1 < body.now.drive < 1.45
    stressed = Body(MAN)
    stressed.go(Piece(5400.0, stressed.lab(stress=1.0)))
    assert 1.1 < stressed.now.drive < 1.15 + 1e-6
    stressed.go(Piece(7200.0, stressed.lab()))
    assert stressed.now.drive < 1.01


def test_pregnancy_breathes_more_at_the_same_pH():
    body = Body(Person(pregnant=True))
    assert body.now.PCO2_mmHg == pytest.approx(31.0)
    assert body.now.blood_pH == pytest.approx(7.43, abs=0.02)
