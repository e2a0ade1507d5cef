"""Real watch files, where they are at hand; the project holds none of them."""

from pathlib import Path

import pytest

from myotwitch.history.devices import read_workout
from myotwitch.history.session import Rest, Set, Work
from myotwitch.refusal import Door, Refusal

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "workouts"
FILES = sorted(p for p in FOLDER.glob("*") if p.is_file())
ODD = sorted((FOLDER / "odd").glob("*"))
REFUSED = {"not_activity_settings.fit", "gpxpy_unicode_with_bom.gpx"}
NAMED = {
    "antfs_dump_fr70_err.fit": "clock was not set",
    "ap_no_time.gpx": "no time",
    "bad_file_crc.fit": "checksum",
    "chained_corrupt_header.fit": "not FIT",
    "chained_no_data.fit": "ends early",
    "unexpected_eof.fit": "ends early",
}

pytestmark = pytest.mark.skipif(not FILES, reason="the files are not at hand")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_readable(path):
    for session in read_workout(path):
        assert session.start is not None
        assert session.utc_offset_s is not None
        assert session.duration_s > 600
        assert session.average_heart_rate_bpm > 60
        assert not session.damage
        assert len(session.said) > 5
        assert all(
            line.source in ("file", "device guess", "computed", "default", "person") for line in session.said
        )


@pytest.mark.parametrize("path", ODD, ids=lambda p: p.name)
def test_odd(path):
    if path.name in REFUSED:
        with pytest.raises(Refusal) as refusal:
            read_workout(path)
        assert refusal.value.door is Door.UNREADABLE
        return
    for session in read_workout(path):
        assert session.duration_s > 0
        assert NAMED.get(path.name, "") in " ".join(session.damage)


def of(name):
    return read_workout(FOLDER / name)


def test_pool_swim_has_heart_rate():
    (session,) = of("swim_pool_fr735xt_hrmesgs.fit")
    assert any(part.heart_rate_bpm for part in session.parts if isinstance(part, Work))
    way = sum(p.duration_s * p.speed_m_per_s for p in session.parts if isinstance(p, Work))
    assert way == pytest.approx(2606, rel=0.02)


def test_running_sum_of_sweat_is_differenced():
    bike, strength = of("indoorbike_plus_strength_fr965_83sets.fit")
    assert (bike.sweat_estimate_L, strength.sweat_estimate_L) == pytest.approx((0.166, 0.655))
    work_kJ = sum(p.duration_s * p.power_W for p in bike.parts if isinstance(p, Work)) / 1000
    assert work_kJ == pytest.approx(131.5, rel=0.04)
    assert strength.rpe == 4


@pytest.mark.parametrize(("name", "count"), [("27sets", 27), ("76sets", 76)])
def test_sets(name, count):
    (session,) = of(f"strength_fr965_{name}.fit")
    assert len(session.parts) == count
    assert all(isinstance(p, (Set, Rest)) for p in session.parts)
    assert {p.exercise.split(":")[0] for p in session.parts if isinstance(p, Set)} == {"fit"}


def test_run_keeps_its_distance():
    (session,) = of("run_fenix2_temp.fit")
    assert sum(p.duration_s * p.speed_m_per_s for p in session.parts if isinstance(p, Work)) == pytest.approx(
        9008, rel=2e-3
    )
    assert session.air_C is None
