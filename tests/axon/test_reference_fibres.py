"""The same gates in other fibres give another simulator's answers (verification, not validation)."""

from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def validation(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "validation"))


@pytest.mark.parametrize("kind", ["discrete", "interpolated"])
def test_threshold_of_the_thin_fibre(kind):
    import mrg

    found = mrg.threshold_nA(mrg.mrg_fibre(5.7, 13, kind == "interpolated"), step_ms=0.005)
    assert found == pytest.approx(mrg.EXPECTED_nA[kind], rel=0.005)


def test_threshold_is_that_of_neuron_at_the_same_step_and_order():
    import mrg

    found = mrg.threshold_nA(mrg.mrg_fibre(5.7, 13), step_ms=0.005, doubled=False)
    assert found == pytest.approx(0.15611, abs=2e-5)


@pytest.mark.parametrize("diameter", [5.7, 10.0, 16.0])
def test_conduction_velocity(diameter):
    import mrg

    first = mrg.conduction_velocity_m_per_s(diameter, 0.002, doubled=False)
    assert first == pytest.approx(mrg.EXPECTED_m_per_s[diameter], rel=0.002)
    assert mrg.limit_m_per_s(diameter) == pytest.approx(mrg.CONVERGED_m_per_s[diameter], rel=0.001)


@pytest.mark.parametrize("diameter", [8.0, 14.0])
def test_the_motor_fibre_with_channels_under_its_myelin(diameter):
    import gaines
    from double_cable import rest_mV

    rest = rest_mV(gaines.gaines_fibre(diameter, 13), gaines.gaines_gates(), gaines.SETTLE_ms)
    assert rest == pytest.approx(gaines.NEURON_REST_mV[diameter], abs=0.01)
    assert rest == pytest.approx(gaines.PUBLISHED_REST_mV, abs=0.05)
    assert gaines.limit_m_per_s(diameter) == pytest.approx(gaines.CONVERGED_m_per_s[diameter], rel=0.002)


def test_a_field_the_same_everywhere_does_nothing_and_a_near_cathode_fires():
    import double_cable as cable
    import mrg

    f, g = mrg.mrg_fibre(10.0, 21), mrg.mrg_gates()
    state, none = cable.at_rest(f, g), np.zeros(f.kind.size)
    even = cable.Stimulus(none, np.ones(f.kind.size), 0.1)
    assert np.isnan(cable.crossings(f, g, state, even, -500.0, 2.0, 0.005)).all()
    away_um = np.hypot(f.centre_um - f.centre_um[f.kind.size // 2], 1000.0)
    near = cable.Stimulus(none, 1e6 / (4 * np.pi * 0.3 * away_um) * 1e-3 * 1e3, 0.1)  # mV for 1 mA, 0.3 S/m
    told = cable.crossings(f, g, state, near, -0.25, 3.0, 0.005)
    assert np.isfinite(told).all()
    assert told.argmin() == 10
    assert np.isnan(cable.crossings(f, g, state, near, -0.1, 3.0, 0.005)).all()
