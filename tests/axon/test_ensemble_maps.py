import dataclasses

import numpy as np
import pytest
from scipy.stats import qmc

from myotwitch.axon import MotorAxon, ectopic_rate, resting_milieu
from myotwitch.axon.ectopic import log_rate_of, rate_model
from myotwitch.axon.ensemble import members
from myotwitch.axon.ensemble_maps import maps_of, maps_of_axon, own_mark, seeds, stored
from myotwitch.axon.exposure import Exposure
from myotwitch.axon.rebuild_ensemble_maps import GOOD, MOST_POINTS
from myotwitch.axon.rebuild_surrogate import TAU_MS, error_of, evaluated, fitted
from myotwitch.axon.surrogate import BOX, MAP_TEST, collapsed, natural_inputs, shipped, theta_pA
from myotwitch.axon.threshold import BLOCKED, FIRES, QUIET
from myotwitch.course.human import Human
from myotwitch.refusal import Refusal

ROWS = {row["seed"]: row for row in stored()["members"]}


def test_the_file_belongs_to_this_ensemble():
    assert seeds() == tuple(member.seed for member in members())
    for member in members():
        assert ROWS[member.seed]["fingerprint"] == own_mark(member.axon, MAP_TEST), (
            "a number of the ensemble changed: run python -m myotwitch.axon.rebuild_ensemble_maps"
        )
    assert stored()["box"] == {name: list(ends) for name, ends in BOX.items()}
    assert stored()["tau_ms"] == TAU_MS


def test_every_map_is_within_two_percent_at_points_that_were_not_fitted():
    for row in ROWS.values():
        assert row["error"]["rms_relative"] <= 0.02, row["seed"]
        assert row["error"]["rms_relative"] <= GOOD or row["points"] == MOST_POINTS
        assert row["trunk_error"]["rms_relative"] <= 0.005
        assert row["error"]["self_firing_points"] == row["error"]["self_firing_below_25_pA"]


@pytest.mark.parametrize("which", [3, -1])
def test_error_at_fresh_points(which):
    member = members()[which]
    points = natural_inputs(qmc.Sobol(8, seed=77).random(64))
    told = evaluated(points, 2, member.axon)
    error = error_of(maps_of(member.seed).noise.coefficients, points, told)
    assert error["judged_points"] > 15
    assert error["rms_relative"] <= 0.03  # 64 points: the spread of such an error is about a third of it
    at = np.flatnonzero(told[:, 1] == QUIET)[0]
    compiled = theta_pA(Exposure(*points[at, :7]), points[at, 7], maps_of(member.seed).noise)
    assert compiled == pytest.approx(told[at, 0], rel=0.1)


def test_no_axon_gives_something_that_is_not_a_number_anywhere_in_the_box():
    # every corner of the box comes to some axon, and each axon sees its inside as well
    corners = natural_inputs(np.array([[float(i >> k & 1) for k in range(8)] for i in range(256)]))
    inside = natural_inputs(qmc.Sobol(8, seed=5).random(256))
    for i, member in enumerate(members()):
        points = np.concatenate([corners[i::37], inside[7 * i : 7 * i + 6]])
        told = evaluated(points, 2, member.axon)
        assert np.isfinite(told).all(), member.seed
        assert set(told[:, 1]) <= {QUIET, FIRES, BLOCKED}
        assert (told[told[:, 1] == QUIET, 0] > 0.0).all()
        model = rate_model(threshold_map=maps_of(member.seed).noise)
        trunk = maps_of(member.seed).trunk
        for row in corners:
            assert np.isfinite(log_rate_of(Exposure(*row[:7]), model))
            assert collapsed(Exposure(*row[:7]), trunk)[0] > 0.0


def test_a_map_is_not_made_of_what_is_not_a_number():
    points = natural_inputs(qmc.Sobol(8, seed=5).random(4))
    told = np.array([[100.0, QUIET], [np.nan, QUIET], [120.0, QUIET], [0.0, FIRES]])
    with pytest.raises(FloatingPointError, match="1 of 4 points"):
        fitted(points, told)


def test_an_axon_finds_its_own_map_and_no_other():
    assert maps_of_axon(MotorAxon.reference().membrane, MAP_TEST).noise is shipped()
    for member in (members()[0], members()[-1]):
        assert maps_of_axon(member.axon, MAP_TEST) is maps_of(member.seed)
    plain = MotorAxon.reference().membrane
    other = dataclasses.replace(plain, membrane=dataclasses.replace(plain.membrane, sodium_nS=300.0))
    assert maps_of_axon(other, MAP_TEST) is None
    with pytest.raises(Refusal, match="No threshold map"):
        ectopic_rate(MotorAxon(other, MotorAxon.reference().ectopic), resting_milieu())


def test_axons_of_the_ensemble_answer_differently_but_in_the_same_sense():
    rest = resting_milieu()
    more = rest._replace(terminal=rest.terminal._replace(potassium_mM=4.7))
    ratios = np.array([ectopic_rate(axon, more) / ectopic_rate(axon, rest) for axon in MotorAxon.ensemble()])
    assert len(ratios) == len(members())
    assert ratios.min() > 1.3
    assert ratios.max() / ratios.min() > 1.2


def test_each_draw_takes_an_axon_and_every_axon_comes_once():
    human = Human.reference()
    drawn = [human.variant(5, i, ["gastrocnemius"]).axon for i in range(len(seeds()))]
    assert sorted(drawn) == sorted(seeds())
    assert human.variant(5, 3, ["gastrocnemius"]).axon == drawn[3]
    one = dataclasses.replace(human, several_axons=False)
    assert one.variant(5, 3, ["gastrocnemius"]).axon is None
    assert one.rates.map is shipped()
    assert human.variant(5, 0, ["gastrocnemius"]).rates.map is maps_of(drawn[0]).noise
