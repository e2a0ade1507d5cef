import numpy as np
import pytest
from scipy.stats import qmc

from myotwitch.axon.exposure import Exposure, resting_site
from myotwitch.axon.rebuild_surrogate import evaluated_at_trunk
from myotwitch.axon.surrogate import collapsed, natural_inputs, shipped_trunk, stored
from myotwitch.axon.threshold import QUIET
from myotwitch.axon.trunk import threshold_ratio, trunk_model

REST, MODEL = resting_site(), trunk_model()


def test_error_on_fresh_points():
    points = natural_inputs(qmc.Sobol(8, seed=77).random(64))
    told = evaluated_at_trunk(points)
    found = np.array(
        [collapsed(Exposure(*(float(x) for x in row[:7])), shipped_trunk())[0] for row in points]
    )
    quiet = told[:, 1] == QUIET
    assert quiet.sum() > 40
    assert np.sqrt(np.mean(np.log(found[quiet] / told[quiet, 0]) ** 2)) < 0.02
    assert stored()["trunk"]["error"]["rms_relative"] < 0.02


def test_ratio_and_its_directions():
    assert threshold_ratio(REST, REST, MODEL) == (1.0, 1.0)
    assert threshold_ratio(REST._replace(potassium_mM=5.0), REST, MODEL)[0] == pytest.approx(0.86, abs=0.03)
    assert threshold_ratio(REST._replace(calcium_mM=1.05), REST, MODEL)[0] < 1.0
    assert threshold_ratio(REST._replace(potassium_mM=9.0), REST, MODEL)[1] == 0.0


def test_a_doubled_pump_raises_the_threshold_as_after_a_maximal_minute():
    assert threshold_ratio(REST._replace(pump=2.0), REST, MODEL)[0] == pytest.approx(1.17, abs=0.02)
