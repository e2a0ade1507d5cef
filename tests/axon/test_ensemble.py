import json
from pathlib import Path

import numpy as np
import pytest

from myotwitch.axon import MotorAxon, excitability, fit_ensemble
from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.ensemble import FREE, balanced, members, stored
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.fit_ensemble import (
    ACCEPTED_FARTHEST_SD,
    ACCEPTED_RMS_SD,
    accepted,
    distances,
    fit,
    named,
    start,
)
from myotwitch.axon.membrane import resting_state, steady_currents_pA, surroundings
from myotwitch.axon.threshold import QUIET, SpikeTest, settled
from myotwitch.provenance import known_sources, values

VALIDATION = Path(__file__).parents[2] / "validation"
ECTOPIC = MotorAxon.reference().ectopic


def test_the_file_belongs_to_these_norms_and_this_acceptance():
    assert stored()["fitted_to"] == {name: [norm.mean, norm.sd] for name, norm in norms().items()}
    assert stored()["accepted_when"] == {"rms_sd": ACCEPTED_RMS_SD, "farthest_sd": ACCEPTED_FARTHEST_SD}
    assert len(members()) >= 30
    assert len({member.seed for member in members()}) == len(members())
    assert all(accepted(row) and set(row["free"]) == set(FREE) for row in stored()["members"])


@pytest.mark.parametrize("which", [0, 11, -1])
def test_a_member_measures_what_the_file_says(which):
    row = stored()["members"][which]
    told = excitability(MotorAxon(members()[which].axon, ECTOPIC)).indices
    for name, value in row["indices"].items():
        assert told[name] == pytest.approx(value, rel=2e-3, abs=0.05), name
    away = distances(told)
    assert np.sqrt(np.mean(away**2)) == pytest.approx(row["rms_sd"], abs=0.01)
    assert np.abs(away).max() <= ACCEPTED_FARTHEST_SD + 0.02


def test_every_member_rests_quietly_and_in_balance():
    for member in members():
        p = values(member.axon)
        s = surroundings(resting_exposure(), 1.0, p)
        rest, step = resting_state(s, p)
        assert step < 1e-6
        assert rest.node_mV == pytest.approx(-84.4, abs=1e-3)
        assert steady_currents_pA(-84.4, -84.4, s, p) == pytest.approx((0.0, 0.0), abs=1e-6)
        assert settled(s, p, values(SpikeTest()))[1] == QUIET
        assert min(member.axon.pump.node_pA, member.axon.membrane.sodium_leak_nS) > 0


def test_members_differ_where_the_tests_cannot_tell():
    leak = np.array([member.axon.membrane.leak_nS for member in members()])
    assert np.log(leak).std() > 0.2


def test_an_axon_that_no_pump_can_balance_is_none():
    told = {name: free.middle for name, free in FREE.items()}
    assert balanced(told) is not None
    assert balanced({**told, "sodium_nS": 1e6, "persistent_share": 0.5}) is None


def test_a_fit_comes_nearer_to_the_norms_and_starts_are_repeatable():
    begun = start(3)
    assert (start(3) == begun).all()
    assert not (start(4) == begun).any()
    told = fit_ensemble.tested(balanced(named(begun)))
    assert fit(3, rounds=2)["rms_sd"] < 0.7 * np.sqrt(np.mean(distances(told.indices) ** 2))


def test_how_observations_are_judged(monkeypatch):
    monkeypatch.syspath_prepend(str(VALIDATION))
    from nerve import over_axons
    from observation_rows import Row

    def row(**told):
        return Row(id="x", quantity="", unit="", role="predicted", paper="", who="", **told)

    size = row(value=-10.0, se=2.5, n=25, change=True)  # half an sd is 6.25, two standard errors 5
    assert over_axons(row(low=0.0), [1, 2, 3]) == "agrees"
    assert over_axons(row(high=0.0), [1, 2, 3]) == "disagrees"
    assert over_axons(size, [-16, -4]) == "agrees"
    assert over_axons(size, [-17, -3]) == "disagrees"
    assert over_axons(size, [float("nan")]) == "disagrees"
    assert over_axons(row(value=1.6), [1.6]) == "not judged"
    assert over_axons(row(low=2.0, high=4.0), [2.5, 4.5]) == "partly"


def test_observations_have_known_papers_and_are_judged_on_the_page(monkeypatch):
    monkeypatch.syspath_prepend(str(VALIDATION))
    from nerve import FILES, norm_rows
    from observation_rows import RESULTS, read_rows

    rows = [*norm_rows(), *read_rows(FILES)]
    assert {row.paper.split(",")[0] for row in rows} - {"none"} <= known_sources()
    assert all(row.because for row in rows if row.role == "not tried")
    assert all("remembered" not in row.paper for row in rows if row.role == "predicted")
    kept = json.loads((RESULTS / "nerve.json").read_text("utf-8"))
    assert [row["id"] for row in kept] == [row.id for row in rows], "run python validation/nerve.py"
    assert [row["role"] for row in kept] == [row.role for row in rows]
    page = (VALIDATION.parent / "docs" / "nerve-validation.md").read_text("utf-8")
    assert all(row.quantity in page for row in rows)
