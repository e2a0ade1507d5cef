"""TCX and GPX files that our own code wrote, each with one trait of the files that sites write."""

from datetime import UTC, datetime

import pytest
import write_track as w

from myotwitch.history.devices import read_workout
from myotwitch.history.session import Rest, Work
from myotwitch.refusal import Door, Refusal


@pytest.fixture
def read(tmp_path):
    def _read(text, name):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_workout(path)

    return _read


def said(session):
    return {line.name: line for line in session.said}


def distance_m(session):
    return sum(p.duration_s * (p.speed_m_per_s or 0) for p in session.parts if isinstance(p, Work))


@pytest.mark.parametrize("before", ["", "\ufeff", " " * 10, "\n\n  ", "\ufeff  "])
@pytest.mark.parametrize(("make", "name"), [(w.tcx_run, "a.tcx"), (w.gpx_run, "a.gpx")])
def test_blanks_and_marks_before_the_declaration(read, make, name, before):
    (session,) = read(make(before=before), name)
    assert session.duration_s == pytest.approx(600)
    assert distance_m(session) == pytest.approx(1800, rel=2e-3)
    assert session.start == datetime(2026, 5, 2, 7, tzinfo=UTC)


def test_utf_16(read):
    text = w.tcx_run(declaration='<?xml version="1.0" encoding="UTF-16"?>\n')
    assert read(text.encode("utf-16"), "a.tcx")[0].duration_s == pytest.approx(600)


def test_tcx_run(read):
    (session,) = read(w.tcx_run(), "a.tcx")
    assert {p.activity for p in session.parts} == {"running"}
    assert session.average_heart_rate_bpm == pytest.approx(140, abs=1)
    assert said(session)["energy"].source == "device guess"
    assert session.utc_offset_s is None


def test_tcx_extensions(read):
    points = "".join(w.tcx_point(i, speed=3.5, watts=250, cadence=85, heart_rate=150) for i in range(301))
    (session,) = read(w.tcx(w.tcx_lap(0, 300, points)), "a.tcx")
    (part,) = session.parts
    assert (part.speed_m_per_s, part.power_W, part.cadence_per_min) == pytest.approx((3.5, 250, 85))


def test_tcx_without_heart_rate(read):
    points = "".join(w.tcx_point(i, distance_m=8 * i) for i in range(301))
    (session,) = read(w.tcx(w.tcx_lap(0, 300, points), sport="Biking"), "a.tcx")
    assert session.average_heart_rate_bpm is None
    assert session.parts[0].activity == "cycling"


def test_tcx_laps_only(read):
    laps = [
        w.tcx_lap(0, 1200, distance_m=4000, heart_rate=150),
        w.tcx_lap(1200, 60, intensity="Resting"),
        w.tcx_lap(1260, 600, distance_m=1800),
    ]
    (session,) = read(w.tcx(*laps), "a.tcx")
    assert [type(p) for p in session.parts] == [Work, Rest, Work]
    assert session.duration_s == 1860
    assert session.parts[0].speed_m_per_s == pytest.approx(10 / 3)
    assert session.average_heart_rate_bpm == 150


def test_tcx_without_start_time(read):
    text = w.tcx(w.tcx_lap(None, 1200, distance_m=4000), w.tcx_lap(None, 600))
    (session,) = read(text, "a.tcx")
    assert session.start is None
    assert session.duration_s == 1800


def test_tcx_of_several_sports(read):
    one = w.tcx(w.tcx_lap(0, 600, distance_m=4800), sport="Biking")
    two = w.tcx(w.tcx_lap(600, 300, distance_m=900))
    inner = two[two.index("<Activity ") : two.index("</Activities>")]
    sessions = read(one.replace("</Activities>", inner + "</Activities>"), "a.tcx")
    assert [s.title for s in sessions] == ["Cycling", "Running"]


def test_tcx_of_an_unnamed_sport(read):
    (session,) = read(w.tcx_run(sport="Other"), "a.tcx")
    assert session.parts[0].activity == "unknown"
    assert said(session)["activity"].source == "default"


def test_tcx_course_is_refused(read):
    text = w.tcx_run().replace("Activit", "Cours").replace("Activities", "Courses")
    with pytest.raises(Refusal) as refusal:
        read(text, "a.tcx")
    assert refusal.value.door is Door.UNREADABLE


@pytest.mark.parametrize(("make", "name"), [(w.tcx_run, "a.tcx"), (w.gpx_run, "a.gpx")])
def test_broken_off(read, make, name):
    text = make()
    (session,) = read(text[: len(text) // 2], name)
    assert 250 < session.duration_s < 350
    assert "breaks off" in session.damage[0]


@pytest.mark.parametrize("version", [1, 2])
def test_gpx_track_point_extensions(read, version):
    (session,) = read(w.gpx_run(version=version), "a.gpx")
    assert session.average_heart_rate_bpm == pytest.approx(140)
    assert session.parts[0].cadence_per_min == pytest.approx(82)
    assert session.air_C is None
    assert "not used" in said(session)["temperature at the device"].remark
    assert said(session)["water temperature"].value == "15"


@pytest.mark.parametrize(
    "power", ["<power>210</power>", "<pwr:PowerInWatts xmlns:pwr='p'>210</pwr:PowerInWatts>"]
)
def test_gpx_power(read, power):
    points = "".join(w.gpx_point(i, 8 * i, extension=power) for i in range(301))
    (session,) = read(w.gpx(points, words="cycling"), "a.gpx")
    assert session.parts[0].power_W == pytest.approx(210)


def test_gpx_of_another_maker(read):
    extension = (
        "<gpxdata:hr>133</gpxdata:hr><gpxdata:temp>25.5</gpxdata:temp><gpxdata:cadence>80</gpxdata:cadence>"
    )
    points = "".join(w.gpx_point(i, 3 * i, extension=extension) for i in range(301))
    (session,) = read(w.gpx(points), "a.gpx")
    assert session.average_heart_rate_bpm == 133
    assert "temperature at the device" in said(session)
    assert session.air_C is None


@pytest.mark.parametrize(("words", "activity"), [("9", "running"), ("1", "cycling"), ("hiking", "hiking"), ("Trail Run", "trail_running")])  # fmt: skip
def test_gpx_types(read, words, activity):
    assert read(w.gpx_run(words=words), "a.gpx")[0].parts[0].activity == activity


@pytest.mark.parametrize(("speed", "activity"), [(1.3, "walking"), (3.0, "running"), (8.0, "cycling")])
def test_gpx_without_a_type_is_guessed_from_speed_and_says_so(read, speed, activity):
    (session,) = read(w.gpx_run(metres_per_s=speed, words=None), "a.gpx")
    assert session.parts[0].activity == activity
    line = said(session)["activity"]
    assert line.source == "computed"
    assert "guessed" in line.remark


def test_gpx_pause_between_segments(read):
    first = "".join(w.gpx_point(i, 3 * i) for i in range(301))
    second = "".join(w.gpx_point(420 + i, 900 + 3 * i) for i in range(301))
    (session,) = read(w.gpx(first, "", second), "a.gpx")
    assert [p.duration_s for p in session.parts if isinstance(p, Rest)] == pytest.approx([120])
    assert session.duration_s == pytest.approx(720)
    assert distance_m(session) == pytest.approx(1800, rel=2e-3)


def test_gpx_points_without_time_are_left_out(read):
    points = "".join(w.gpx_point(i, 3 * i) for i in range(301))
    points += w.gpx_point(None, 950) + w.gpx_point(None, 960)
    (session,) = read(w.gpx(points), "a.gpx")
    assert "2 points carry no time" in session.damage[0]
    assert session.duration_s == pytest.approx(300)


def test_gpx_without_any_time_is_refused(read):
    with pytest.raises(Refusal, match="no times"):
        read(w.gpx("".join(w.gpx_point(None, 3 * i) for i in range(20))), "a.gpx")


def test_gpx_of_places_only_is_refused(read):
    with pytest.raises(Refusal, match="no track"):
        read('<gpx version="1.1"><wpt lat="1" lon="2"><name>Jane</name></wpt></gpx>', "a.gpx")


def test_gpx_zone(read):
    points = "".join(w.gpx_point(i, 3 * i, zone="+02:00") for i in range(301))
    (session,) = read(w.gpx(points), "a.gpx")
    assert session.utc_offset_s == 7200
    assert session.start == datetime(2026, 5, 2, 5, tzinfo=UTC)


def test_gpx_tracks_that_follow_each_other_are_one_outing(read):
    one = w.gpx("".join(w.gpx_point(i, 3 * i) for i in range(301)))
    two = w.gpx("".join(w.gpx_point(600 + i, 900 + 3 * i) for i in range(301)))
    text = one.replace("</gpx>", two[two.index("<trk>") :])
    (session,) = read(text, "a.gpx")
    assert session.duration_s == pytest.approx(900)


def test_gpx_grade(read):
    points = "".join(w.gpx_point(i, 3 * i, altitude_m=100 + 0.15 * i) for i in range(601))
    (session,) = read(w.gpx(points), "a.gpx")
    climb = sum(p.duration_s * p.speed_m_per_s * p.grade for p in session.parts)
    assert climb == pytest.approx(90, rel=0.05)


def test_positions_and_names_are_not_kept(read):
    for text, name in ((w.tcx_run(), "a.tcx"), (w.gpx_run(), "a.gpx")):
        told = repr(read(text, name))
        for secret in ("Jane", "3987654321", "46.5", "7.123456"):
            assert secret not in told


ENTITIES = """<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<gpx><trk><name>&b;</name></trk></gpx>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><trk>&a;</trk></gpx>"""


@pytest.mark.parametrize("text", [ENTITIES, OUTSIDE])
@pytest.mark.parametrize("name", ["a.gpx", "a.tcx"])
def test_entities_are_refused(read, text, name):
    with pytest.raises(Refusal, match="entities") as refusal:
        read(text.replace("gpx", "TrainingCenterDatabase") if name == "a.tcx" else text, name)
    assert refusal.value.door is Door.UNREADABLE


def test_a_swarm_of_elements_is_refused(read, monkeypatch):
    monkeypatch.setattr("myotwitch.history.xml_stream._MOST_ELEMENTS", 100)
    with pytest.raises(Refusal, match="more than 100 XML elements"):
        read("<gpx>" + "<a/>" * 200 + "</gpx>", "a.gpx")


def test_a_word_that_is_not_known_is_shown_back(read):
    (session,) = read(w.gpx_run(words="quidditch"), "a.gpx")
    assert "quidditch" in said(session)["activity"].remark


def test_a_satellite_jump_is_no_way_made(read):
    points = "".join(w.gpx_point(i, 3 * i + (500_000 if i == 100 else 0)) for i in range(301))
    (session,) = read(w.gpx(points), "a.gpx")
    assert distance_m(session) == pytest.approx(900, abs=7)
    assert "distance" in session.damage[0]
