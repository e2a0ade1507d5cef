import math

import numpy as np
import pytest

from myotwitch.axon.cable import stepped
from myotwitch.axon.clinical_tests import excitability
from myotwitch.axon.exposure import resting_exposure, resting_milieu
from myotwitch.axon.lanes import spike_counts
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.axon.motor_axon import MotorAxon, checked
from myotwitch.axon.noise import discharge_times_ms, discharges_side_by_side
from myotwitch.axon.rare import rare_rate
from myotwitch.axon.threshold import SpikeTest
from myotwitch.kernels import exponential, physics
from myotwitch.provenance import values
from myotwitch.refusal import Refusal

P = values(AxonParameters())
S = surroundings(resting_exposure(), 2.0, P)
REST, _ = resting_state(S, P)


@physics
def one_alone(y, s, p, pA, duration_ms, step_ms):
    up, count = False, 0
    for _ in range(round(duration_ms / step_ms)):
        y = stepped(y, s, p, pA, step_ms)
        if not up and y.node_mV > -40.0:
            up = True
            count += 1
        elif up and y.node_mV < -55.0:
            up = False
    return count


def test_side_by_side_is_one_by_one():
    currents = np.linspace(50.0, 350.0, 70)  # not a multiple of the lanes
    together = spike_counts(REST, S, P, currents, 100.0, step_ms=0.02)
    alone = [one_alone(REST, S, P, float(pA), 100.0, 0.02) for pA in currents]
    assert together.tolist() == alone
    assert together.max() > together.min()


def test_two_cores_count_what_one_counts_and_waiting_drops_the_start():
    currents = np.linspace(150.0, 350.0, 128)
    whole = spike_counts(REST, S, P, currents, 150.0, step_ms=0.02)
    assert (spike_counts(REST, S, P, currents, 150.0, step_ms=0.02, cores=2) == whole).all()
    later = spike_counts(REST, S, P, currents, 150.0, after_ms=20.0, step_ms=0.02)
    assert (later <= whole).all()
    assert later.sum() < whole.sum()


def test_the_exponential_is_that_of_the_library():
    x = np.random.default_rng(1).uniform(-690.0, 690.0, 2000)
    for at in (*x, 0.0, 1e-300, -1e-9):
        assert exponential(at) == pytest.approx(math.exp(at), rel=6e-16)
    assert math.isnan(exponential(math.nan))
    assert exponential(-1e9) < 1e-300
    assert exponential(1e9) > 1e300
    assert exponential.py_func(1.0) == pytest.approx(math.e, rel=4e-16)


def test_single_precision_is_not_offered():
    single = resting_milieu().trunk._replace(potassium_mM=np.float32(4.2), temperature_C=np.float32(34.0))
    assert all(type(value) is float for value in checked(single))
    assert spike_counts(REST, S, P, np.array([200.0], np.float32), 20.0, step_ms=0.02).dtype == np.float64


@pytest.mark.parametrize(
    "run",
    [
        lambda step: spike_counts(REST, S, P, np.array([200.0]), 1.0, step_ms=step),
        lambda step: discharge_times_ms(S, P, 40.0, 20.0, 0.1, step, 1),
        lambda step: discharges_side_by_side(S, P, 40.0, 20.0, 0.1, step, 1),
        lambda step: rare_rate(S, P, 40.0, 20.0, step_ms=step),
        lambda step: excitability(MotorAxon.reference(), step_ms=step),
        lambda step: SpikeTest(step_ms=step),
    ],
)
@pytest.mark.parametrize("step_ms", [0.0, -0.01, 0.021, 1.0, math.nan])
def test_a_step_that_would_miss_spikes_is_refused_with_its_limit(run, step_ms):
    with pytest.raises(Refusal, match=r"up to 0\.02 ms.*spikes"):
        run(step_ms)
