"""Membrane and ion pools in one run."""

import numpy as np
import pytest

from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.fluxes import IonCurrents, IonPoolParameters, IonPools, pump_over_rest, rate
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.together import Stretch, course, every_impulse, resting_life
from myotwitch.axon.two_states import cleared_in, ends
from myotwitch.provenance import values
from myotwitch.refusal import Refusal

AXON, REST = values(AxonParameters()), resting_exposure()
POOLS = values(IonPoolParameters())


@pytest.mark.parametrize("axon", [AXON, values(members()[0].axon)])
def test_a_resting_axon_keeps_its_ions(axon):
    _, lives, fired = course([Stretch(600.0, REST)], axon, every_s=600.0)
    assert lives[-1].pools == pytest.approx(resting_life(axon).pools, abs=1e-6)
    assert fired.max() == 0.0


@pytest.mark.parametrize("impulses_Hz", [8.0, 30.0])
def test_leaps_end_where_every_impulse_ends(impulses_Hz):
    stretch = Stretch(8.0, REST, impulses_Hz)
    start, slow = resting_life(AXON).pools, every_impulse(stretch, AXON).pools
    _, lives, fired = course([stretch], AXON, every_s=8.0)
    quick = lives[-1].pools
    assert fired[-1] == pytest.approx(impulses_Hz, rel=0.01)
    for name in ("node_sodium_mM", "periaxonal_potassium_mM"):
        moved = getattr(slow, name) - getattr(start, name)
        assert abs(moved) > 0.05
        assert getattr(quick, name) - getattr(start, name) == pytest.approx(moved, rel=0.1)


def test_exchange_between_the_sodium_pools_loses_nothing():
    nothing = IonCurrents(0.0, 0.0, 0.0, 0.0)
    change = rate(IonPools(14.0, 9.0, 4.2), nothing, nothing, 4.2, POOLS)
    assert (
        change.node_sodium_mM * POOLS.node_pL + change.bulk_sodium_mM * POOLS.internode_pL == pytest.approx(0)
    )
    assert change.node_sodium_mM < 0.0


def test_what_leaves_through_the_membrane_is_missing_inside():
    nothing, out = IonCurrents(0.0, 0.0, 0.0, 0.0), IonCurrents(96.48533212 * POOLS.node_pL, 0.0, 0.0, 0.0)
    assert rate(IonPools(9.0, 9.0, 4.2), out, nothing, 4.2, POOLS).node_sodium_mM == pytest.approx(-1.0)


def test_two_sodium_pools_alone_raise_the_pump_too_little_and_too_briefly():
    # people need a doubled pump that fades over 10 to 15 minutes: hence the empirical state of pools.py
    times, lives, _ = course([Stretch(60.0, REST, 30.0), Stretch(240.0, REST)], AXON, every_s=30.0)
    pump = np.array([pump_over_rest(life.pools.node_sodium_mM, 4.2, POOLS, AXON) for life in lives])
    assert 1.1 < pump.max() < 1.4
    assert times[pump.argmax()] == 60.0
    assert pump[-1] < 1.02


def test_an_axon_without_its_pump_loads_and_depolarises_and_overshoots_when_it_works_again():
    cut = Stretch(600.0, REST, pump_available=0.1)
    _, lives, _ = course([cut, Stretch(120.0, REST)], AXON, every_s=120.0)
    rest, loaded, released = lives[0], lives[5], lives[6]
    assert loaded.pools.node_sodium_mM > 1.3 * rest.pools.node_sodium_mM
    assert loaded.pools.periaxonal_potassium_mM > rest.pools.periaxonal_potassium_mM
    assert released.membrane.node_mV < rest.membrane.node_mV - 1.0


def test_the_reference_axon_has_one_resting_state():
    found = ends(Stretch(1.0, REST), AXON, cleared_in(200.0), seconds=900.0)
    assert not found.two
    assert found.from_loaded.membrane.node_mV == pytest.approx(resting_life(AXON).membrane.node_mV, abs=0.3)


@pytest.mark.parametrize(
    ("changed", "step_ms", "match"),
    [
        ({"exposure": REST._replace(potassium_mM=0.0)}, 0.02, "potassium_mM"),
        ({"exposure": REST._replace(temperature_C=44.0)}, 0.02, "temperature_C"),
        ({"exposure": REST._replace(temperature_C=float("nan"))}, 0.02, "temperature_C"),
        ({}, 0.05, "step of 0.05 ms"),
        ({"impulses_Hz": 400.0}, 0.02, "impulses_Hz"),
        ({"pump_available": -0.1}, 0.02, "pump_available"),
    ],
)
def test_what_no_axon_is_asked(changed, step_ms, match):
    with pytest.raises(Refusal, match=match):
        course([Stretch(1.0, REST)._replace(**changed)], AXON, step_ms=step_ms)
