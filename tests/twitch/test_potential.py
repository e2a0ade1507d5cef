import math

import numpy as np
import pytest

from myotwitch.twitch.covering import Conductivity, Covering, Spot, skin_profiles, skin_table
from myotwitch.twitch.potential import (
    FibreUnit,
    Points,
    Tissue,
    action_potential_mV,
    draw_fibres,
    needle_uV,
    potential_uV,
    surface_uV,
)

TISSUE = Tissue()
POINT = Spot((0.0,), (1.0,))


def one_fibre(depth_mm=1.0, half_mm=200.0, endplate_mm=-40.0, cover_mm=0.5):
    one = np.ones(1)
    return FibreUnit(
        0 * one, depth_mm * one, endplate_mm * one, half_mm * one, half_mm * one, 4.0 * one, 1.0, cover_mm
    )


def here(along_mm=0.0):
    return Points(np.array([along_mm]), np.zeros(1), np.zeros(1), np.ones(1))


def test_potential_is_that_of_the_membrane_current_along_the_line():
    # the textbook form: second derivative of the action potential, weighed by one over distance
    found = potential_uV(one_fibre(), here(), 20000.0, 0.02)
    z_mm = np.linspace(-39.0, 30.0, 69001)
    step_mm = z_mm[1] - z_mm[0]
    muscle = TISSUE.covering.muscle
    scale = TISSUE.inside_S_per_m * (TISSUE.fibre_radius_um * 1e-3) ** 2 / (4 * muscle.across_S_per_m)
    for index in (180, 200, 220, 260):
        front_mm = -40.0 + 4.0 * 1e3 * (index + 0.5) / 20000.0
        v = action_potential_mV((front_mm - z_mm) / 4.0)
        current = np.gradient(np.gradient(v, step_mm), step_mm)
        wanted_uV = 1e3 * scale * step_mm * np.sum(current / np.sqrt(muscle.ratio * 1.0 + z_mm**2))
        assert found[index] == pytest.approx(wanted_uV, abs=0.02 * np.ptp(found))


@pytest.mark.parametrize("cover_mm", [2.0, 6.0, 20.0])
def test_one_tissue_throughout_gives_the_law_of_the_half_space(cover_mm):
    same = Covering(muscle=Conductivity(0.1, 0.1), fat_S_per_m=0.1, skin_S_per_m=0.1)
    table = skin_table(cover_mm, POINT, same)
    below, side = np.array([0.5, 3.0, 8.0, 8.0]), np.array([0.0, 1.0, 0.0, -6.0])
    x = table.first_mm + table.step_mm * np.arange(table.lead.shape[2])
    wanted = 2 * x / (x**2 + (cover_mm + below[:, None]) ** 2 + side[:, None] ** 2) ** 1.5
    near = np.abs(x) < 60.0
    largest = np.abs(wanted).max(axis=1)[:, None]
    found = skin_profiles(table, below, side) / largest
    assert found[:, near] == pytest.approx((wanted / largest)[:, near], abs=0.02)


def test_fat_smears_and_a_conducting_skin_weakens():
    fibre, same = one_fibre(12.0, cover_mm=6.0), Tissue().covering.muscle.across_S_per_m
    covers = [(0.01, 0.0005), (same, same), (0.04, 1.0)]  # fat, skin: dry, like muscle, wet
    tissues = [Tissue(covering=Covering(fat_S_per_m=f, skin_S_per_m=s)) for f, s in covers]
    dry, alike, wet = (np.ptp(surface_uV(fibre, spot=POINT, tissue=t)) for t in tissues)
    assert dry > 1.1 * alike
    assert wet < 0.9 * alike
    thin, thick = (one_fibre(6.0 + c, cover_mm=c) for c in (3.0, 12.0))
    widths = [
        np.flatnonzero(np.abs(v := surface_uV(f, spot=POINT)) > 0.5 * np.abs(v).max()).size
        for f in (thin, thick)
    ]
    assert widths[1] > 1.3 * widths[0]


def test_a_passing_wave_leaves_no_charge():
    found = surface_uV(one_fibre(), 20000.0, 0.04, spot=POINT)
    middle = found[20:400]
    assert abs(middle.sum()) < 0.02 * np.abs(middle).sum()


def test_velocity_is_read_back_from_two_places():
    fibre = one_fibre(2.0)
    first, second = (surface_uV(fibre, 50000.0, 0.03, spot=Spot((x,), (1.0,))) for x in (0.0, 20.0))
    delay_s = (second.argmin() - first.argmin()) / 50000.0
    assert 20e-3 / delay_s == pytest.approx(4.0, rel=0.01)


def test_far_electrodes_see_less_and_pairs_lose_faster():
    depths = np.array([8.0, 14.0, 24.0])
    single, double = [], []
    for depth in depths:
        fibre = one_fibre(depth, half_mm=60.0, cover_mm=4.0)
        single.append(np.ptp(surface_uV(fibre, duration_s=0.06, spot=POINT)))
        double.append(np.ptp(surface_uV(fibre, duration_s=0.06)))
    slope_one = np.polyfit(np.log(depths), np.log(single), 1)[0]
    slope_two = np.polyfit(np.log(depths), np.log(double), 1)[0]
    assert -5.0 < slope_two < slope_one < -0.5


def test_end_of_the_fibres_is_seen_everywhere_at_once():
    fibre = one_fibre(15.0, half_mm=40.0, endplate_mm=0.0, cover_mm=4.0)
    late = [surface_uV(fibre, 10000.0, 0.03, spot=Spot((x,), (1.0,)))[95:130] for x in (0.0, 8.0)]
    assert abs(late[0]).argmax() == pytest.approx(abs(late[1]).argmax(), abs=3)


def test_rate_of_sampling_does_not_matter():
    unit = draw_fibres("gastrocnemius", np.random.default_rng(1))
    coarse, fine = surface_uV(unit, 10000.0), surface_uV(unit, 40000.0)
    assert coarse == pytest.approx(fine[2::4], abs=0.03 * np.abs(fine).max())


def test_few_representative_fibres_stand_for_many():
    place = {"depth_mm": 15.0, "across_mm": 0.0}
    still = Tissue(branches=1.0)  # with several branches the first draw would share them out otherwise
    many = draw_fibres("gastrocnemius", np.random.default_rng(2), most=10**6, tissue=still, **place)
    few = draw_fibres("gastrocnemius", np.random.default_rng(2), most=100, tissue=still, **place)
    assert few.weight * 100 == pytest.approx(many.across_mm.size, rel=0.01)
    sizes = [
        np.ptp(surface_uV(u._replace(endplate_mm=u.endplate_mm - u.endplate_mm.mean() - 12.0)))
        for u in (few, many)
    ]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.25)


def test_fibres_that_lie_together_share_a_branch():
    unit = draw_fibres(
        "tibialis_anterior", np.random.default_rng(5), depth_mm=14.0, across_mm=0.0, most=10**6
    )
    place = np.column_stack([unit.across_mm, unit.depth_mm])
    apart = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    shift = np.abs(unit.endplate_mm[:, None] - unit.endplate_mm[None])
    pairs = ~np.eye(len(place), dtype=bool)
    near, far = shift[pairs & (apart < 0.7)], shift[pairs & (apart > 4.0)]
    assert near.mean() < 0.8 * far.mean()
    assert near.mean() > 0.5 * TISSUE.endplate_spread_mm * 2 / math.sqrt(math.pi)


def test_territories_stay_within_the_muscle():
    for depth in (0.0, 100.0):
        unit = draw_fibres("gastrocnemius", np.random.default_rng(4), depth_mm=depth)
        assert unit.depth_mm.min() >= unit.cover_mm
        assert unit.depth_mm.max() <= unit.cover_mm + 18.0


def test_needle_sees_near_fibres_most_and_those_in_front_better():
    unit = draw_fibres(
        "tibialis_anterior", np.random.default_rng(3), depth_mm=15.0, across_mm=0.0, most=10**6
    )
    inside, outside = needle_uV(unit, 0.0, 15.0), needle_uV(unit, 12.0, 15.0)
    assert np.ptp(inside) > 5 * np.ptp(outside)
    assert np.all(np.isfinite(inside))
    fibre = one_fibre(15.0, endplate_mm=-20.0)
    front, behind = (needle_uV(fibre, x, 15.0) for x in (-0.1, 0.1))
    assert np.ptp(front) > 2 * np.ptp(behind)
