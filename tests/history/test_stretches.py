"""Stretches keep what matters: total time, distance and work; and there are few of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.history.session import Rest, Work
from myotwitch.history.stretches import stretches
from myotwitch.history.track import Lap, track_of


def intervals(seconds, *, on=60, off=60):
    """Power 300 W and 100 W in turn, with speeds to match."""
    rows, way = [], 0.0
    for i in range(seconds + 1):
        hard = i % (on + off) < on
        rows.append(
            (float(i), {"distance_m": way, "power_W": 300.0 if hard else 100.0, "heart_rate_bpm": 140.0})
        )
        way += 11.0 if hard else 7.0
    return track_of(rows)


samples = st.lists(
    st.tuples(
        st.sampled_from([1.0, 1.0, 1.0, 2.0, 7.0, 30.0]),
        st.floats(0.5, 12.0),
        st.none() | st.floats(0, 600),
        st.none() | st.floats(60, 190),
        st.floats(-0.3, 0.3),
    ),
    min_size=2,
    max_size=400,
)


@settings(max_examples=150, deadline=None)
@given(samples, st.lists(st.tuples(st.floats(0, 3000), st.floats(0, 400)), max_size=20), st.floats(0, 300))
def test_time_distance_and_work_are_kept(steps, pauses, tail):
    at, way, high, rows = 0.0, 0.0, 100.0, []
    for step, speed, power, rate, slope in steps:
        values = {"distance_m": way, "altitude_m": high}
        if power is not None:
            values["power_W"] = power
        if rate is not None:
            values["heart_rate_bpm"] = rate
        rows.append((at, values))
        at, way, high = at + step, way + step * speed, high + step * speed * slope
    track = track_of(rows)
    end = float(track.time_s[-1]) + tail
    spans = [(begin, begin + length) for begin, length in pauses]
    laps = [Lap(0.0, end / 2), Lap(end / 2, end / 2)]
    parts = stretches(track, "cycling", duration_s=end, pauses=spans, laps=laps)
    assert sum(p.duration_s for p in parts) == pytest.approx(end)
    assert all(p.duration_s > 0 for p in parts)
    work = [p for p in parts if isinstance(p, Work)]
    assert all(p.speed_m_per_s >= 0 and np.isfinite(p.speed_m_per_s) for p in work)
    assert all(p.grade is None or abs(p.grade) <= 0.45 for p in work)
    kept = float(np.nanmax(track["distance_m"]))
    moving = [p for p in spans if p[0] < end]
    if work and not moving:
        assert sum(p.duration_s * p.speed_m_per_s for p in work) == pytest.approx(kept, rel=1e-9, abs=1e-6)
    rests = sum(isinstance(p, Rest) for p in parts)
    assert len(work) <= max(round(25 * end / 3600), 1) + rests + 1


def test_intervals_keep_work_and_distance():
    track = intervals(3600)
    parts = stretches(track, "cycling", duration_s=3600)
    assert sum(p.duration_s * p.power_W for p in parts) == pytest.approx(3600 * 200)
    assert sum(p.duration_s * p.speed_m_per_s for p in parts) == pytest.approx(3600 * 9)
    assert len(parts) == 25


def test_a_steady_hour_is_one_stretch():
    track = track_of((float(i), {"distance_m": 3.0 * i, "heart_rate_bpm": 150.0}) for i in range(3601))
    (part,) = stretches(track, "running", duration_s=3600)
    assert part == Work(3600, "running", speed_m_per_s=3.0, heart_rate_bpm=150.0)


def test_a_change_of_effort_is_found_where_it_is():
    rows = [(float(i), {"distance_m": 2.5 * i if i < 1200 else 3000 + 4.0 * (i - 1200)}) for i in range(2401)]
    first, second = stretches(track_of(rows), "running", duration_s=2400)
    assert (first.speed_m_per_s, second.speed_m_per_s) == pytest.approx((2.5, 4.0), rel=0.02)
    assert first.duration_s == pytest.approx(1200, abs=16)


def test_standing_still_with_the_clock_running_is_rest():
    rows = [(float(i), {"distance_m": 3.0 * min(i, 600) + 3.0 * max(0, i - 900)}) for i in range(1501)]
    parts = stretches(track_of(rows), "running", duration_s=1500)
    assert [type(p) for p in parts] == [Work, Rest, Work]
    assert parts[1].duration_s == pytest.approx(300, abs=2)


def test_a_gap_that_made_no_way_is_rest_and_one_that_did_is_not():
    still = [(float(i), {"distance_m": 3.0 * i}) for i in range(301)] + [(900.0 + i, {"distance_m": 903.0 + 3 * i}) for i in range(301)]  # fmt: skip
    assert any(isinstance(p, Rest) for p in stretches(track_of(still), "running", duration_s=1200))
    tunnel = [(w, {"distance_m": 3.0 * w}) for w, _ in still]
    assert not any(isinstance(p, Rest) for p in stretches(track_of(tunnel), "running", duration_s=1200))


def test_indoor_running_has_no_grade():
    track = track_of((float(i), {"distance_m": 3.0 * i, "altitude_m": 100.0 + i}) for i in range(601))
    assert all(p.grade is None for p in stretches(track, "treadmill_running", duration_s=600))


def test_ten_hours_end_soon():
    track = intervals(36_000, on=400, off=200)
    parts = stretches(track, "cycling", duration_s=36_000)
    assert 100 < len(parts) <= 250
    assert sum(p.duration_s for p in parts) == pytest.approx(36_000)
