import dataclasses
import math

import pytest

from myotwitch.axon import gates
from myotwitch.axon.gates import HumanGates
from myotwitch.axon.potentials import Concentrations, effective_sodium_inside_mM, nernst_mV
from myotwitch.axon.pump import SodiumPump, pump_factor
from myotwitch.axon.screening import Screening, screening_mV
from myotwitch.provenance import values

GATES = values(HumanGates())
SCREENING = values(Screening())


def transient(voltage_mV, g, faster):
    return gates.sodium_opening(voltage_mV, g, faster)[0]


def persistent(voltage_mV, g, faster):
    return gates.sodium_opening(voltage_mV, g, faster)[1]


@pytest.mark.parametrize(
    ("rates", "at_mV"),
    [
        (transient, GATES.sodium_opens_mid_mV),
        (transient, GATES.sodium_shuts_mid_mV),
        (gates.sodium_inactivation, GATES.recovers_mid_mV),
        (persistent, GATES.persistent_opens_mid_mV),
        (persistent, GATES.persistent_shuts_mid_mV),
        (gates.fast_potassium, GATES.fast_shuts_mid_mV),
        (gates.slow_potassium, GATES.slow_opens_mid_mV),
        (gates.fast_potassium, GATES.fast_opens_mid_mV),
        (gates.slow_potassium, GATES.slow_shuts_mid_mV),
    ],
)
def test_rates_are_smooth_through_their_removable_singularities(rates, at_mV):
    here = rates(at_mV, GATES, 1.0)
    for beside in (-1e-3, -1e-4, -1e-6, 1e-6, 1e-4, 1e-3):
        near = rates(at_mV + beside, GATES, 1.0)
        assert near == pytest.approx(here, rel=2e-3)
        assert all(math.isfinite(x) and x > 0 for x in near)


def test_sodium_gate_at_the_resting_potential():
    opens, shuts = transient(-84.4, GATES, 1.0)
    # written out by hand from the published form
    x = -84.4 + 18.4
    assert opens == pytest.approx(1.86 * x / (1 - math.exp(-x / 10.3)), rel=1e-12)
    assert opens / (opens + shuts) == pytest.approx(0.0367, abs=2e-4)


@pytest.mark.parametrize("voltage_mV", [-300.0, -140.0, -84.4, -40.0, 0.0, 60.0, 300.0])
def test_persistent_gate_is_the_transient_one_lower_and_slower(voltage_mV):
    opens, shuts = persistent(voltage_mV, GATES, 2.0)
    assert opens == pytest.approx(2.0 * gates.linear_rate(0.93, voltage_mV + 38.4, 10.3), rel=1e-12)
    assert shuts == pytest.approx(2.0 * gates.linear_rate(0.043, -42.7 - voltage_mV, 9.16), rel=1e-12)


def test_h_gate_is_half_open_at_its_half_point():
    opens, shuts = gates.h_current(-110.4, -110.4, GATES, 1.0)
    assert opens == pytest.approx(shuts)
    opens, shuts = gates.h_current(-110.4 - 6.1 * math.log(3), -110.4, GATES, 1.0)
    assert opens / (opens + shuts) == pytest.approx(0.75)


def test_relaxation_is_exact_and_stays_between_0_and_1():
    once = gates.relaxed(0.3, (2.0, 1.0), 0.5)
    twice = gates.relaxed(gates.relaxed(0.3, (2.0, 1.0), 0.25), (2.0, 1.0), 0.25)
    assert once == pytest.approx(twice, rel=1e-12)
    assert once == pytest.approx(2 / 3 + (0.3 - 2 / 3) * math.exp(-1.5))
    assert gates.relaxed(0.0, (1e6, 1.0), 100.0) <= 1.0


def test_warming_by_ten_degrees_is_one_q10():
    assert gates.warmth(2.9, 30.0, 20.0) == pytest.approx(2.9)


def test_nernst_potentials_of_the_reference():
    assert nernst_mV(4.2, 155.0, 34.0) == pytest.approx(-95.5, abs=0.06)
    assert nernst_mV(144.2, 9.0, 34.0) == pytest.approx(73.4, abs=0.06)


def test_only_the_sodium_ratio_counts():
    c = values(Concentrations())
    assert effective_sodium_inside_mM(9.0, 144.2, c) == 9.0
    assert effective_sodium_inside_mM(9.0, 0.97 * 144.2, c) == pytest.approx(9.0 / 0.97)


@pytest.mark.parametrize(
    ("calcium_mM", "magnesium_mM", "shift_mV"),
    [(1.5, 0.55, 1.5), (1.1, 0.55, -0.6), (1.0, 0.55, -1.15), (0.8, 0.55, -2.5), (0.6, 0.55, -4.0),
     (1.2, 0.30, -0.56), (1.2, 0.15, -0.91), (1.2, 1.0, 0.93)],
)  # fmt: skip
def test_screening_table(calcium_mM, magnesium_mM, shift_mV):
    assert screening_mV(calcium_mM, magnesium_mM, 7.4, 40.0, SCREENING) == pytest.approx(shift_mV, abs=0.06)


def test_screening_meets_the_frog_nerve_at_both_ends():
    def alone(calcium_mM):
        return screening_mV(calcium_mM, 0.0, 7.4, 40.0, SCREENING)

    assert alone(0.0) - alone(2.0) == pytest.approx(-18.0, abs=0.1)
    assert 18.0 < alone(20.0) - alone(2.0) < 25.0


def test_acid_calms_and_fast_breathing_excites_a_little():
    acid = screening_mV(1.2, 0.55, 7.1, 40.0, SCREENING)
    assert acid == pytest.approx(0.45)
    breathing = screening_mV(1.2, 0.55, 7.4, 30.0, SCREENING)
    assert -1.0 < breathing < 0.0
    without = values(dataclasses.replace(Screening(), carbon_dioxide_mV_per_mmHg=0.0))
    assert screening_mV(1.2, 0.55, 7.4, 30.0, without) == 0.0


def test_pump_does_not_warm_unless_told_to():
    assert pump_factor(1.7, 39.0, values(SodiumPump())) == pytest.approx(1.7)
    warm = values(dataclasses.replace(SodiumPump(), q10=2.0))
    assert pump_factor(1.0, 44.0, warm) == pytest.approx(2.0)
