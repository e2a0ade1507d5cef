import numpy as np
import pytest

from myotwitch.twitch.potential import (
    FibreUnit,
    Points,
    SurfacePair,
    Tissue,
    action_potential_mV,
    draw_fibres,
    needle_uV,
    potential_uV,
    surface_uV,
)

TISSUE = Tissue()


def one_fibre(depth_mm=1.0, half_mm=200.0, endplate_mm=-40.0):
    one = np.ones(1)
    return FibreUnit(0 * one, depth_mm * one, endplate_mm * one, half_mm * one, half_mm * one, 4.0 * one, 1.0)


def here(along_mm=0.0):
    return Points(np.array([along_mm]), np.zeros(1), np.zeros(1), np.ones(1))


def test_potential_is_that_of_the_membrane_current_along_the_line():
    # the textbook form: second derivative of the action potential, weighed by one over distance
    found = potential_uV(one_fibre(), here(), 20000.0, 0.02, image=1.0)
    z_mm = np.linspace(-39.0, 30.0, 69001)
    step_mm = z_mm[1] - z_mm[0]
    ratio = TISSUE.axial_S_per_m / TISSUE.radial_S_per_m
    scale = TISSUE.inside_S_per_m * (TISSUE.fibre_radius_um * 1e-3) ** 2 / (4 * TISSUE.radial_S_per_m)
    for index in (180, 200, 220, 260):
        front_mm = -40.0 + 4.0 * 1e3 * (index + 0.5) / 20000.0
        v = action_potential_mV((front_mm - z_mm) / 4.0)
        current = np.gradient(np.gradient(v, step_mm), step_mm)
        wanted_uV = 1e3 * scale * step_mm * np.sum(current / np.sqrt(ratio * 1.0 + z_mm**2))
        assert found[index] == pytest.approx(wanted_uV, abs=0.02 * np.ptp(found))


def test_a_passing_wave_leaves_no_charge():
    found = potential_uV(one_fibre(), here(), 20000.0, 0.04, image=1.0)
    middle = found[20:400]
    assert abs(middle.sum()) < 0.02 * np.abs(middle).sum()


def test_velocity_is_read_back_from_two_places():
    fibre = one_fibre()
    first, second = (potential_uV(fibre, here(x), 50000.0, 0.03) for x in (0.0, 20.0))
    delay_s = (second.argmin() - first.argmin()) / 50000.0
    assert 20e-3 / delay_s == pytest.approx(4.0, rel=0.01)


def test_far_electrodes_see_less_and_pairs_lose_faster():
    depths = np.array([6.0, 12.0, 24.0])
    pair = SurfacePair()
    single, double = [], []
    for depth in depths:
        fibre = one_fibre(depth, half_mm=60.0)
        single.append(np.ptp(potential_uV(fibre, here(), 10000.0, 0.06)))
        double.append(np.ptp(surface_uV(fibre, duration_s=0.06, pair=pair)))
    slope_one = np.polyfit(np.log(depths), np.log(single), 1)[0]
    slope_two = np.polyfit(np.log(depths), np.log(double), 1)[0]
    assert -3.5 < slope_two < slope_one < -0.5


def test_end_of_the_fibres_is_seen_everywhere_at_once():
    fibre = one_fibre(15.0, half_mm=40.0, endplate_mm=0.0)
    late = [potential_uV(fibre, here(x), 10000.0, 0.03)[95:130] for x in (0.0, 8.0)]
    assert abs(late[0]).argmax() == pytest.approx(abs(late[1]).argmax(), abs=3)


def test_rate_of_sampling_does_not_matter():
    unit = draw_fibres("gastrocnemius", np.random.default_rng(1))
    coarse, fine = surface_uV(unit, 10000.0), surface_uV(unit, 40000.0)
    assert coarse == pytest.approx(fine[2::4], abs=0.03 * np.abs(fine).max())


def test_few_representative_fibres_stand_for_many():
    random = np.random.default_rng(2)
    many = draw_fibres("gastrocnemius", random, depth_mm=15.0, across_mm=0.0, most=10**6)
    few = draw_fibres("gastrocnemius", random, depth_mm=15.0, across_mm=0.0, most=100)
    assert few.weight * 100 == pytest.approx(many.across_mm.size, rel=0.01)
    assert np.ptp(surface_uV(few)) == pytest.approx(np.ptp(surface_uV(many)), rel=0.25)


def test_needle_sees_near_fibres_most():
    unit = draw_fibres(
        "tibialis_anterior", np.random.default_rng(3), depth_mm=15.0, across_mm=0.0, most=10**6
    )
    inside, outside = needle_uV(unit, 0.0, 15.0), needle_uV(unit, 12.0, 15.0)
    assert np.ptp(inside) > 5 * np.ptp(outside)
    assert np.all(np.isfinite(inside))
