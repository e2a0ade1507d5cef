import math

import numpy as np
import pytest

from myotwitch.axon import MotorAxon, excitability, resting_milieu
from myotwitch.axon.clinical_tests import norms
from myotwitch.provenance import ASSUMED, known_sources
from myotwitch.refusal import Refusal

AXON = MotorAxon.reference()


@pytest.fixture(scope="module")
def at_rest():
    return excitability(AXON)


def trunk(**changed):
    milieu = resting_milieu()
    return milieu._replace(trunk=milieu.trunk._replace(**changed))


# an earlier implementation of the same membrane with another integrator (first order, 5 µs)
@pytest.mark.parametrize(
    ("index", "expected", "within"),
    [
        ("strength_duration_time_constant_ms", 0.498, 0.02),
        ("relative_refractory_period_ms", 2.46, 0.05),
        ("refractoriness_at_2_5_ms_percent", -5.0, 2.0),
        ("superexcitability_5_7_ms_percent", -17.7, 1.0),
        ("late_subexcitability_percent", 6.9, 0.5),
        ("TEd_10_20_ms_percent", 68.3, 1.0),
        ("TEd_peak_percent", 70.9, 1.5),
        ("TEd_40_60_ms_percent", 47.4, 1.0),
        ("TEd_90_100_ms_percent", 40.9, 1.0),
        ("TEd_undershoot_percent", -21.7, 1.5),
        ("TEh_10_20_ms_percent", -78.1, 3.0),
        ("TEh_20_40_ms_percent", -95.2, 4.0),
        ("TEh_90_100_ms_percent", -115.4, 8.0),
        ("TEh_overshoot_percent", 15.1, 1.5),
        ("resting_IV_slope", 0.60, 0.03),
        ("minimum_IV_slope", 0.26, 0.03),
        ("hyperpolarising_IV_slope", 0.33, 0.04),
    ],
)
def test_indices_of_the_reference(at_rest, index, expected, within):
    assert at_rest.indices[index] == pytest.approx(expected, abs=within)


def test_known_misses_stay_visible(at_rest):
    distance = {name: (value - norm.mean) / norm.sd for name, value, norm in at_rest.beside_norms()}
    far = {name for name, d in distance.items() if abs(d) > 1.1}
    assert far == {
        "relative_refractory_period_ms",
        "refractoriness_at_2_5_ms_percent",
        "late_subexcitability_percent",
    }


def test_norms_say_where_they_come_from():
    assert all(norm.source == ASSUMED or norm.source in known_sources() for norm in norms().values())
    assert sum(norm.source != ASSUMED for norm in norms().values()) == 1


def test_curves_have_their_clinical_shape(at_rest):
    reduction = {c: curve[:13, 1] for c, curve in at_rest.electrotonus.items()}
    assert (reduction[40][1:] > reduction[20][1:]).all()
    assert (reduction[20][1:] > 0).all()
    assert (reduction[-40][1:] < reduction[-20][1:]).all()
    interval, change = at_rest.recovery_cycle.T
    assert change[0] > 50  # refractory
    assert change[np.argmin(abs(interval - 5))] < -10  # superexcitable
    assert change[np.argmin(abs(interval - 42))] > 3  # subexcitable
    assert abs(change[-1]) < 1
    assert (np.diff(at_rest.current_threshold[:, 1]) < 0).all()


def test_potassium_moves_the_indices_as_in_kidney_patients(at_rest):
    high = excitability(AXON, trunk(potassium_mM=6.0)).indices
    assert high["refractoriness_at_2_5_ms_percent"] > at_rest.indices["refractoriness_at_2_5_ms_percent"] + 30
    assert high["threshold_1_ms_pA"] < 0.8 * at_rest.indices["threshold_1_ms_pA"]


def test_a_busy_pump_looks_like_hyperpolarisation(at_rest):
    busy = excitability(AXON, trunk(pump=2.0)).indices
    assert busy["strength_duration_time_constant_ms"] < at_rest.indices["strength_duration_time_constant_ms"]
    assert busy["superexcitability_5_7_ms_percent"] < at_rest.indices["superexcitability_5_7_ms_percent"]
    assert 1.148 < busy["threshold_1_ms_pA"] / at_rest.indices["threshold_1_ms_pA"] < 1.24


def test_low_calcium_is_not_depolarisation(at_rest):
    low = excitability(AXON, trunk(calcium_mM=0.8)).indices
    assert low["threshold_1_ms_pA"] / at_rest.indices["threshold_1_ms_pA"] == pytest.approx(0.82, abs=0.03)
    assert low["strength_duration_time_constant_ms"] == pytest.approx(0.59, abs=0.03)


def test_every_number_is_finite(at_rest):
    assert all(math.isfinite(x) for x in at_rest.indices.values())


def test_a_nerve_that_cannot_be_tracked_is_refused():
    with pytest.raises(Refusal, match="blocked"):
        excitability(AXON, trunk(potassium_mM=30.0))
    with pytest.raises(Refusal, match="temperature"):
        excitability(AXON, trunk(temperature_C=60.0))
