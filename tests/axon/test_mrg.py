"""The same gates in another fibre give another simulator's thresholds (verification, not validation)."""

from pathlib import Path

import pytest


@pytest.fixture
def mrg(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "validation"))
    import mrg

    return mrg


@pytest.mark.parametrize("kind", ["discrete", "interpolated"])
def test_threshold_of_the_thin_fibre(mrg, kind):
    found = mrg.threshold_nA(mrg.fibre(5.7, 13, kind == "interpolated"), step_ms=0.005)
    assert found == pytest.approx(mrg.EXPECTED_nA[kind], rel=0.005)


def test_threshold_is_that_of_neuron_at_the_same_step_and_order(mrg):
    found = mrg.threshold_nA(mrg.fibre(5.7, 13), step_ms=0.005, doubled=False)
    assert found == pytest.approx(0.15611, abs=2e-5)


@pytest.mark.parametrize("diameter", [5.7, 10.0, 16.0])
def test_conduction_velocity(mrg, diameter):
    speed = mrg.conduction_velocity_m_per_s
    assert speed(diameter, 0.002, doubled=False) == pytest.approx(mrg.EXPECTED_m_per_s[diameter], rel=0.002)
    limit = (4 * speed(diameter, 0.002) - speed(diameter, 0.004)) / 3
    assert limit == pytest.approx(mrg.CONVERGED_m_per_s[diameter], rel=0.001)
