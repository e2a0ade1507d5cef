import numpy as np
import pytest

from myotwitch.refusal import Refusal
from myotwitch.twitch.noticed import Noticing, chance_noticed, chance_of_swing, ease_of_noticing
from myotwitch.twitch.sizes import muscle_size, muscle_size_origins
from myotwitch.twitch.unit import (
    SkinMovement,
    draw_units,
    force_mN,
    largest_skin_swing_mm_per_s2,
    potentiated,
    skin_mm_per_s2,
)

TIME_MS = np.linspace(0.0, 800.0, 8001)


def test_force_peaks_at_the_contraction_time():
    force = force_mN(TIME_MS, 11.0, 52.0)
    assert force.max() == pytest.approx(11.0)
    assert TIME_MS[force.argmax()] == pytest.approx(52.0)
    half = TIME_MS[TIME_MS > 52][np.argmax(force[TIME_MS > 52] < 5.5)]
    assert half - 52.0 == pytest.approx(78.6 / 74.8 * 52.0, rel=0.05)  # toe extensors


def test_force_and_speed_do_not_go_together_and_keep_to_man():
    units = draw_units("thenar", 4000, np.random.default_rng(1))
    assert abs(np.corrcoef(units.force_mN, units.contraction_ms)[0, 1]) < 0.05
    assert np.mean((units.force_mN > 3) & (units.force_mN < 34)) > 0.85
    assert np.mean((units.contraction_ms > 35) & (units.contraction_ms < 80)) > 0.9
    size = muscle_size("thenar")
    assert units.depth_mm.min() >= size.fat_mm
    assert units.depth_mm.max() <= size.fat_mm + size.thickness_mm


def test_skin_acceleration_is_the_curvature_of_force():
    skin = skin_mm_per_s2(TIME_MS, 11.0, 60.0, 6.0)
    force = force_mN(TIME_MS, 11.0, 60.0)
    curvature = np.gradient(np.gradient(force, TIME_MS), TIME_MS)
    inside = slice(3, -3)
    scale = skin[inside] @ curvature[inside] / (curvature[inside] @ curvature[inside])
    assert skin[inside] == pytest.approx(scale * curvature[inside], abs=0.02 * np.abs(skin).max())
    assert np.ptp(skin) == pytest.approx(11.0 * SkinMovement().swing_mm_per_s2_per_mN, rel=0.01)


def test_quick_shallow_strong_units_shake_the_skin_most():
    units = draw_units("gastrocnemius", 200, np.random.default_rng(2))
    swing = largest_skin_swing_mm_per_s2(units)
    for changed in (
        units._replace(force_mN=2 * units.force_mN),
        units._replace(contraction_ms=0.7 * units.contraction_ms),
        units._replace(depth_mm=0.6 * units.depth_mm),
    ):
        assert np.all(largest_skin_swing_mm_per_s2(changed) > 1.5 * swing)
    one = skin_mm_per_s2(TIME_MS, units.force_mN[0], units.contraction_ms[0], units.depth_mm[0])
    assert np.ptp(one) == pytest.approx(swing[0], rel=0.01)


def test_potentiation_is_gone_after_half_an_hour():
    assert potentiated(10.0, 1.0, 0.0) == pytest.approx(13.0)
    assert potentiated(10.0, 0.0, 0.0) == 10.0
    assert potentiated(10.0, 1.0, 1800.0) == pytest.approx(10.0, rel=1e-3)


def test_calf_is_the_measure_of_noticing():
    p = Noticing()
    assert ease_of_noticing("gastrocnemius") == pytest.approx(1.0, rel=1e-6)
    assert ease_of_noticing("orbicularis_oculi") > ease_of_noticing("thenar") > ease_of_noticing("soleus")
    units = draw_units("gastrocnemius", 20000, np.random.default_rng(3))
    chance = chance_of_swing(largest_skin_swing_mm_per_s2(units), p)
    assert chance.mean() == pytest.approx(p.when_still, rel=0.1)


def test_watching_helps_and_sleep_ends_it():
    p, none, all_ = Noticing(), np.zeros(1), np.ones(1)
    sitting = chance_noticed(none, none, 1.0, p)
    assert chance_noticed(none, none, 1.0, p, watching=1.0) == pytest.approx(p.when_watching * sitting)
    assert chance_noticed(all_, none, 1.0, p)[0] < 0.05 * sitting[0]
    assert chance_noticed(none, all_, 1.0, p, watching=1.0)[0] == 0.0
    assert chance_noticed(none, none, 100.0, p, watching=1.0)[0] == p.largest


def test_sizes_are_listed_and_unknown_muscles_refused():
    assert all(origin.note and origin.assumed for origin in muscle_size_origins())
    with pytest.raises(Refusal, match="soleus"):
        muscle_size("solius")
