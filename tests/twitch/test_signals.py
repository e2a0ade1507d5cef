import numpy as np
import pytest

from myotwitch.twitch.sampling import Discharges
from myotwitch.twitch.signals import (
    forces_mN,
    skin_movements_mm_per_s2,
    summed,
    surface_potentials_uV,
)
from myotwitch.twitch.unit import draw_units


def discharges(times, units):
    return Discharges(np.array(times, float), np.array(units, np.int32))


def test_every_discharge_adds_its_own_waveform_once():
    shapes = np.array([[1.0, 2.0, 3.0, 0.0], [10.0, 0.0, 0.0, 0.0]])
    out = summed(discharges([0.2, 0.3, 0.3, 0.9], [0, 1, 0, 0]), shapes, 0.0, 1.0, 10.0)
    assert out.tolist() == [0, 0, 1, 13, 5, 3, 0, 0, 0, 1]


def test_windows_join_without_a_seam():
    random = np.random.default_rng(1)
    times = np.sort(random.random(200) * 4.0)
    found = discharges(times, random.integers(0, 3, 200))
    shapes = random.standard_normal((3, 64))
    whole = summed(found, shapes, 0.0, 4.0, 100.0, finer=4)
    parts = [summed(found, shapes, start, 1.0, 100.0, finer=4) for start in range(4)]
    assert np.concatenate(parts) == pytest.approx(whole)


def test_finer_waveforms_place_discharges_between_samples():
    time = np.arange(400) / 4000.0
    shape = np.exp(-(((time - 0.05) / 0.01) ** 2))
    out = summed(discharges([0.10075], [0]), shape[None], 0.0, 0.4, 1000.0, finer=4)
    at = np.arange(400) / 1000.0
    assert out == pytest.approx(np.exp(-(((at - 0.15075) / 0.01) ** 2)), abs=1e-6)


def test_one_unit_one_row():
    random = np.random.default_rng(2)
    units = draw_units("gastrocnemius", 5, random)
    potentials = surface_potentials_uV("gastrocnemius", units.depth_mm, random, 4096.0)
    assert potentials.shape == (5, round(0.04 * 4096))
    assert np.all(np.ptp(potentials, axis=1) > 1.0)
    force, skin = forces_mN(units, 1000.0), skin_movements_mm_per_s2(units, 1000.0)
    assert force.max(axis=1) == pytest.approx(units.force_mN, rel=1e-3)
    assert force.shape == skin.shape == (5, 800)
