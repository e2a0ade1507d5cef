"""Creatine kinase, oxidation and glycolysis, number by number."""

import pytest

from myotwitch.muscle import acid, energy
from myotwitch.muscle.acid import Acid
from myotwitch.muscle.energy import Energy
from myotwitch.provenance import values

p = values(Energy())


def test_acid_alone_holds_phosphocreatine_down():
    """At pH 6.79 resting ADP goes with 84.5 % of phosphocreatine (Bogdanis 1995 found 85.5)."""
    measured_rest = 7.05
    adp = energy.free_adp_mM(33.0, measured_rest, p)
    fraction = energy.phosphocreatine_at_mM(adp, 6.79, p) / 33.0
    assert fraction == pytest.approx(0.845, abs=0.005)
    low_atp = p._replace(atp_mM=0.7 * p.atp_mM)
    assert energy.phosphocreatine_at_mM(adp, 6.79, low_atp) / 33.0 == pytest.approx(0.74, abs=0.01)


def test_resting_adp_is_sixteen_micromolar():
    assert 1e3 * energy.free_adp_mM(33.0, 7.05, p) == pytest.approx(16.0, abs=0.5)


@pytest.mark.parametrize("pH", [6.2, 6.8, 7.1])
def test_the_equilibrium_turned_round_is_itself(pH):
    adp = energy.free_adp_mM(21.0, pH, p)
    assert energy.phosphocreatine_at_mM(adp, pH, p) == pytest.approx(21.0, rel=1e-12)


def oxidation(adp_mM, open_flow=1.0, activation=1.0, perfusion=1.0, most=0.0):
    """Oxidative ATP that a vastus calls for, mM/s; in full work and without a limit of the heart by default."""
    return energy.oxidative_target_mM_per_s(
        adp_mM, ADP_REST, RESTING, 1.0, open_flow, activation, perfusion, most, p
    )


ADP_REST = energy.free_adp_mM(33.0, 7.05, p)
RESTING = energy.resting_oxidation_mM_per_s(6e-4, p)


def test_oxidation_is_exact_at_rest_and_bounded_above():
    assert oxidation(ADP_REST) == pytest.approx(RESTING, rel=1e-12)
    assert oxidation(ADP_REST, activation=0.0, perfusion=0.3, most=0.1) == pytest.approx(RESTING, rel=1e-12)
    flood = oxidation(50.0)
    assert 0.95 * p.oxidative_max_mM_per_s < flood < 1.02 * p.oxidative_max_mM_per_s
    assert oxidation(0.0) > 0.0
    assert RESTING < oxidation(50.0, open_flow=0.1) < 0.12 * flood


def test_work_and_blood_flow_both_raise_what_oxidation_can_do():
    """The same ADP calls for least in a silent muscle: recovery is slower than work."""
    silent, without_blood, both = (
        oxidation(0.1, activation=0.0),
        oxidation(0.1, perfusion=0.0),
        oxidation(0.1),
    )
    assert silent == pytest.approx(without_blood)
    assert silent == pytest.approx(p.oxidative_share_without_work * (both - RESTING) + RESTING, rel=1e-3)


def test_the_heart_shares_out_what_it_can_carry():
    demand = 1.5
    assert energy.most_by_heart_mM_per_s(demand, 0.3, p) == 0.0
    most = energy.most_by_heart_mM_per_s(demand, 1.25, p)
    assert most == pytest.approx((demand - p.resting_demand_mM_per_s) / 1.25)
    assert oxidation(1.0, most=most) - RESTING == pytest.approx(most, rel=0.01)
    far = energy.most_by_heart_mM_per_s(demand, 0.6, p)
    assert oxidation(0.02, most=far) == pytest.approx(oxidation(0.02), rel=1e-3)


def test_lengthening_costs_less_than_half():
    held = [energy.demand_mM_per_s(0.5, 0.9, 0.0, x, 30.0, p) - p.resting_demand_mM_per_s for x in (0.0, 1.0)]
    assert held[1] / held[0] == pytest.approx(0.43)


def test_a_silent_muscle_makes_no_lactate_and_an_empty_one_cannot():
    assert energy.glycolysis_mM_per_s(0.0, 0.2, 7.0, 450.0, 1.0, p) == 0.0
    full, empty = (energy.glycolysis_mM_per_s(0.8, 0.2, 7.0, g, 1.0, p) for g in (450.0, 0.0))
    assert full > 0.5
    assert empty == 0.0


def test_acid_slows_glycolysis_by_half_at_its_point():
    fresh, acidic = (energy.glycolysis_mM_per_s(0.8, 0.2, pH, 450.0, 1.0, p) for pH in (9.0, 6.5))
    assert acidic / fresh == pytest.approx(0.5, abs=1e-6)


def test_glycogen_is_stored_as_measured_after_much_carbohydrate_and_not_when_full():
    """Flynn 2020, calibrated: 7.9 mmol/kg wet an hour; wet to dry about 4.3."""
    per_hour_dry = 3600 * energy.glycogen_stored_mmol_per_kg_dry_per_s(225.0, 5.0, 0.0, 0.0, p)
    assert per_hour_dry / 4.3 == pytest.approx(7.9, rel=0.15)
    starved = 3600 * energy.glycogen_stored_mmol_per_kg_dry_per_s(225.0, 0.0, 0.0, 0.0, p)
    assert 1.0 < starved / 4.3 < 2.0
    assert energy.glycogen_stored_mmol_per_kg_dry_per_s(450.0, 5.0, 0.0, 0.0, p) == 0.0
    hurt = energy.glycogen_stored_mmol_per_kg_dry_per_s(225.0, 5.0, 0.0, 0.5, p)
    assert hurt < 0.6 * per_hour_dry / 3600


def test_lactate_goes_down_its_gradient_and_saturates():
    a = values(Acid())
    out = [acid.lactate_efflux_mM_per_s(x, 1.0, 0.5, a) for x in (0.5, 1.0, 11.0, 61.0)]
    assert out[0] < 0.0 == out[1] < out[2] < out[3]
    assert out[3] < 3.5 * out[2]
