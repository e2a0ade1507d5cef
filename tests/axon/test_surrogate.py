import numpy as np
import pytest
from scipy.stats import qmc

from myotwitch.axon.exposure import Exposure, resting_exposure
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.rebuild_surrogate import MAP_TEST, TAU_MS, error_of, evaluated, rebuilt
from myotwitch.axon.surrogate import (
    BOX,
    features,
    fingerprint,
    in_box,
    natural_inputs,
    scaled_inputs,
    shipped,
    stored,
    theta_pA,
)
from myotwitch.axon.threshold import FIRES, QUIET

HELD_OUT = np.array(stored()["held_out"]["rows"])
POINTS, TOLD = HELD_OUT[:, :8], HELD_OUT[:, 8:]


def mapped(points):
    return np.array(
        [theta_pA(Exposure(*(float(x) for x in row[:7])), float(row[7]), shipped()) for row in points]
    )


def test_the_file_belongs_to_this_membrane():
    assert stored()["fingerprint"] == fingerprint(AxonParameters(), MAP_TEST), (
        "a number of the membrane changed: run python -m myotwitch.axon.rebuild_surrogate"
    )
    assert stored()["box"] == {name: list(ends) for name, ends in BOX.items()}
    assert stored()["tau_ms"] == TAU_MS


def test_error_on_the_stored_held_out_points():
    error = error_of(np.array(stored()["coefficients_pA"]), POINTS, TOLD)
    assert error["judged_points"] > 350
    assert error["rms_relative"] <= 0.02
    assert error["rms_relative"] == pytest.approx(stored()["error"]["rms_relative"], abs=1e-4)
    assert error["rms_pA"] < 2.0


def test_error_on_fresh_points():
    points = natural_inputs(qmc.Sobol(8, seed=2024).random(64))
    fresh = evaluated(points)
    error = error_of(np.array(stored()["coefficients_pA"]), points, fresh)
    assert error["judged_points"] > 40
    assert error["rms_relative"] <= 0.02


def test_stored_points_are_what_the_membrane_says():
    some = slice(0, 12)
    assert evaluated(POINTS[some]) == pytest.approx(TOLD[some], abs=2e-3)


def test_sites_that_fire_by_themselves_are_found():
    # they were never fitted: the cubic has to pass through zero on its own
    assert (mapped(POINTS[TOLD[:, 1] == FIRES]) < 25.0).all()
    quiet = (TOLD[:, 1] == QUIET) & (TOLD[:, 0] > 30.0)
    assert (mapped(POINTS[quiet]) > 20.0).all()


def test_compiled_cubic_is_the_fitted_one():
    plain = features(scaled_inputs(POINTS)) @ np.array(stored()["coefficients_pA"])
    assert mapped(POINTS) == pytest.approx(plain, abs=1e-8)


def test_scaling_and_its_inverse():
    corners = np.array([[0.0] * 8, [1.0] * 8])
    assert natural_inputs(corners) == pytest.approx(np.array(list(BOX.values())).T)
    assert scaled_inputs(natural_inputs(corners)) == pytest.approx(np.array([[-1.0] * 8, [1.0] * 8]))


@pytest.mark.parametrize("name", list(BOX)[:7])
def test_the_map_knows_its_box(name):
    rest = resting_exposure()
    assert in_box(rest, shipped())
    low, high = BOX[name]
    middle = rest._replace(periaxonal_ratio=1.1)
    assert in_box(middle._replace(**{name: low + 1e-3 * abs(low)}), shipped())
    assert not in_box(middle._replace(**{name: low - 0.02 * (high - low)}), shipped())
    assert not in_box(middle._replace(**{name: high + 0.02 * (high - low)}), shipped())


def test_outside_the_box_the_edge_is_used():
    rest = resting_exposure()
    edge = theta_pA(rest._replace(potassium_mM=5.6), 2.0, shipped())
    assert theta_pA(rest._replace(potassium_mM=9.0), 2.0, shipped()) == pytest.approx(edge)


def test_rebuilding_is_repeatable():
    assert rebuilt(points=64, held_out=8) == rebuilt(points=64, held_out=8)


def test_no_corner_of_the_box_gives_something_that_is_not_a_number():
    corners = natural_inputs(np.array([[float(i >> k & 1) for k in range(8)] for i in range(0, 256, 2)]))
    told = evaluated(corners)
    assert np.isfinite(told).all()
    assert set(told[:, 1]) <= {0.0, 1.0, 2.0}
    assert (told[told[:, 1] == QUIET, 0] > 0.0).all()
