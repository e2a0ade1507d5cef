import dataclasses

import pytest

from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.late_rebound import LateRebound, current_pA
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.pools import (
    AxonPoolParameters,
    initial,
    periaxonal_ratio,
    rate,
    sodium_inside_mM,
    terminal_pump,
)
from myotwitch.axon.threshold import SpikeTest, pulse_threshold_pA
from myotwitch.handover import Drive
from myotwitch.provenance import values

POOLS = values(AxonPoolParameters())
REBOUND = values(LateRebound())
AXON, TEST = values(AxonParameters()), values(SpikeTest())
AT_REST = pulse_threshold_pA(surroundings(resting_exposure(), 1.0, AXON), AXON, TEST, 1.0)[0]


def after(y, discharge_Hz, seconds, active=1.0, step_s=1.0):
    for _ in range(round(seconds / step_s)):
        change = rate(y, POOLS, Drive(discharge_Hz, active), 4.2)
        y = type(y)(*(a + step_s * b for a, b in zip(y, change, strict=True)))
    return y


def trunk_threshold_change(y, current=0.0):
    milieu = resting_exposure()._replace(
        pump=terminal_pump(y, POOLS),
        periaxonal_ratio=periaxonal_ratio(y, POOLS),
        sodium_inside_mM=sodium_inside_mM(y, POOLS, 9.0),
        current_pA=current,
    )
    found, _ = pulse_threshold_pA(surroundings(milieu, 1.0, AXON), AXON, TEST, 1.0)
    return found / AT_REST - 1


# calibrated, not predicted: these are the rows that the pump state was fitted to
def test_a_maximal_minute_doubles_the_pump():
    y = after(initial(POOLS), 30.0, 60.0, step_s=0.1)
    assert terminal_pump(y, POOLS) == pytest.approx(2.0, abs=0.03)


def test_ten_minutes_at_8_Hz_give_half_of_what_a_linear_law_would():
    linear = 8 / 30 * (1 - 2.718281828**-2) / (1 - 2.718281828**-0.2)  # relative to the maximal minute
    y = after(initial(POOLS), 8.0, 600.0)
    assert y.pump_excess / linear == pytest.approx(0.5, abs=0.06)


def test_trunk_threshold_after_a_maximal_minute_and_its_recovery():
    y = after(initial(POOLS), 30.0, 60.0, step_s=0.1)
    # the first seconds carry the potassium load under the myelin, gone within a minute
    y = after(y, 0.0, 20.0)
    assert 0.148 <= trunk_threshold_change(y) <= 0.24
    assert trunk_threshold_change(after(y, 0.0, 300.0)) < 0.5 * trunk_threshold_change(y)
    assert 0.005 < trunk_threshold_change(after(y, 0.0, 600.0)) < 0.04
    assert abs(trunk_threshold_change(after(y, 0.0, 900.0))) < 0.02


def test_pauses_and_idle_units_count():
    y = after(initial(POOLS), 20.0, 60.0)
    half_the_units = after(initial(POOLS), 20.0, 60.0, active=0.5)
    assert half_the_units.nodal_sodium_mM == pytest.approx(0.5 * y.nodal_sodium_mM)
    assert 0.4 * y.pump_excess < half_the_units.pump_excess < 0.6 * y.pump_excess


def test_long_work_stays_below_the_ceiling():
    y = after(initial(POOLS), 40.0, 3600.0)
    assert y.pump_excess < POOLS.pump_ceiling
    run = after(initial(POOLS), 8.0, 75 * 60.0, active=0.6)
    assert 0.2 < run.pump_excess < 1.2


def test_pools_are_small_and_leave():
    y = after(initial(POOLS), 30.0, 60.0)
    assert 0.7 < y.nodal_sodium_mM < 4.0
    assert 1.0 < periaxonal_ratio(y, POOLS) < 1.35
    gone = after(y, 0.0, 3600.0)
    assert max(gone.pump_excess, gone.periaxonal_excess) < 1e-4
    assert max(gone.nodal_sodium_mM, gone.bulk_sodium_mM) < 0.02


def test_sodium_that_leaves_the_node_is_found_in_the_bulk_or_was_pumped():
    y, pumped, loaded = initial(POOLS), 0.0, 0.0
    for second in range(600):
        drive = Drive(30.0 if second < 60 else 0.0, 1.0)
        change = rate(y, POOLS, drive, 4.2)
        loaded += POOLS.sodium_mM_per_discharge * drive.discharge_Hz
        pumped += POOLS.bulk_over_node * y.bulk_sodium_mM / POOLS.bulk_pumped_s
        pumped += y.nodal_sodium_mM / POOLS.node_pumped_s
        y = type(y)(*(a + b for a, b in zip(y, change, strict=True)))
    held = y.nodal_sodium_mM + POOLS.bulk_over_node * y.bulk_sodium_mM
    assert held + pumped == pytest.approx(loaded, rel=1e-9)
    assert 0.1 * loaded < held < pumped


def test_late_rebound_is_put_in_by_hand_and_can_be_switched_off():
    course = [current_pA(float(minute), 1.0, REBOUND) for minute in range(0, 120)]
    assert course.index(max(course)) == 36
    assert max(course) == pytest.approx(20.0)
    assert course[0] == 0.0
    assert max(course[:8] + course[80:]) < 0.2
    off = values(dataclasses.replace(LateRebound(), amplitude_mV=0.0))
    assert current_pA(36.0, 1.0, off) == 0.0
    assert current_pA(36.0, 50.0, REBOUND) == pytest.approx(20.0)
    assert current_pA(-5.0, 1.0, REBOUND) == current_pA(36.0, 0.0, REBOUND) == 0.0


def test_late_rebound_has_the_size_of_the_study_it_was_taken_from():
    assert trunk_threshold_change(initial(POOLS), current_pA(36.0, 1.0, REBOUND)) == pytest.approx(
        -0.059, abs=0.025
    )
