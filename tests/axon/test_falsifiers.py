"""What would show the axon to be wrong: each falsifier has a test of the model's side, or says what is missing."""

import dataclasses
import math
import tomllib
from pathlib import Path

import numpy as np
import pytest

from myotwitch.axon import MotorAxon
from myotwitch.axon.after_contraction import after_contraction
from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.ectopic import EctopicParameters, log_rate, rate_model
from myotwitch.axon.ensemble import members, stored
from myotwitch.axon.exposure import exposure, resting_exposure, resting_milieu, resting_site
from myotwitch.axon.lanes import spike_counts
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.axon.motor_axon import ectopic_rate
from myotwitch.axon.threshold import SpikeTest, noise_threshold_pA, pulse_threshold_pA
from myotwitch.provenance import values
from myotwitch.twitch.spinal import SpinalSource

VALIDATION = Path(__file__).parents[2] / "validation"
REST = resting_site()
P = values(AxonParameters())
RATE = rate_model(EctopicParameters(), AxonParameters().concentrations, AxonParameters().screening)


@pytest.fixture
def discharge(monkeypatch):
    monkeypatch.syspath_prepend(str(VALIDATION))
    import nerve_discharge

    return nerve_discharge


def ratio(site):
    return math.exp(log_rate(site, RATE)[0] - log_rate(REST, RATE)[0])


def test_the_list_is_complete():
    rows = tomllib.loads((VALIDATION / "falsifiers.toml").read_text("utf-8"))["falsifier"]
    assert [row["number"] for row in rows] == list(range(1, 9))
    page = (VALIDATION.parent / "docs" / "nerve-validation.md").read_text("utf-8")
    for row in rows:
        assert ("test" in row) != ("because" in row)
        assert "because" in row or callable(globals().get(row["test"])), row["claim"]
        assert row["claim"] in page, "run python validation/nerve.py"


def test_irregular_under_slow_noise_regular_under_steady_current(discharge):
    step = discharge.intervals_ms()
    assert step.size > 100
    assert 0.5 < step.std() / step.mean() < 1.2
    assert step.min() > 100.0  # below 10 per second
    s = surroundings(resting_exposure(), 2.0, P)
    times = [spike_counts(resting_state(s, P)[0], s, P, np.array([220.0]), ms, step_ms=0.02)[0] for ms in (1000.0, 2000.0, 3000.0)]  # fmt: skip
    assert np.ptp(np.diff(times)) <= 1  # as many in each second


def test_the_rate_is_low_while_the_threshold_is_high():
    def threshold(site):
        e = exposure(site, P.concentrations, P.screening)
        return pulse_threshold_pA(surroundings(e, 1.0, P), P, values(SpikeTest()), 1.0)[0]

    minutes = (1, 2, 5, 10, 20, 36, 60)
    plain = {m: after_contraction(REST, 60.0 * m) for m in minutes}
    late = {m: after_contraction(REST, 60.0 * m, late_term=True) for m in minutes}
    assert threshold(plain[1]) > 1.1 * threshold(REST)
    assert max(ratio(plain[m]) for m in (1, 2, 5)) < 0.8
    assert max(ratio(site) for site in plain.values()) < 1.0 + 1e-6
    assert max(late, key=lambda m: ratio(late[m])) == 36


@pytest.mark.parametrize("which", ["reference", 0, 18, 36])
def test_the_exchange_rates_of_salts_and_current(which):
    p = P if which == "reference" else values(members()[which].axon)
    test = values(dataclasses.replace(SpikeTest(), largest_pA=30000.0))

    def theta(**change):
        e = exposure(REST._replace(**change), P.concentrations, P.screening)
        return noise_threshold_pA(surroundings(e, 2.0, p), p, test, 20.0)[0]

    rest = theta()
    moved = [
        rest - theta(potassium_mM=REST.potassium_mM + 0.3),
        rest - theta(current_pA=20.0),
        rest - theta(calcium_mM=REST.calcium_mM - 0.14),
        rest - theta(magnesium_mM=REST.magnesium_mM - 0.36),
    ]
    assert min(moved) > 0
    assert max(moved) < 2.0 * min(moved)
    assert 1.0 < ratio(REST._replace(magnesium_mM=REST.magnesium_mM - 0.15)) < 1.5


def test_cooling_changes_little():
    assert 0.8 < ratio(REST._replace(temperature_C=29.0)) < 1.25


def test_they_arise_distally_and_the_trunk_does_not_matter():
    assert SpinalSource().usual_share < 0.1
    milieu = resting_milieu()
    blocked = milieu._replace(trunk=milieu.trunk._replace(potassium_mM=20.0, pump=0.1))
    assert ectopic_rate(MotorAxon.reference(), blocked) == ectopic_rate(MotorAxon.reference(), milieu)


def test_there_are_no_doublets(discharge):
    assert discharge.intervals_ms().min() > 30.0


def test_spread_of_the_threshold_and_late_subexcitability(monkeypatch):
    monkeypatch.syspath_prepend(str(VALIDATION))
    from nerve_ensemble import _pulse, relative_spread

    spreads = []
    for axon in (AxonParameters(), *(m.axon for m in members()[::6])):
        p = values(axon)
        spreads.append(relative_spread(p, _pulse(p, REST, 1.0)))
    assert 0.8 < min(spreads) <= max(spreads) < 2.0
    norm = norms()["late_subexcitability_percent"]
    told = [
        (row["indices"]["late_subexcitability_percent"] - norm.mean) / norm.sd for row in stored()["members"]
    ]
    assert -1.5 < np.median(told) < 0
