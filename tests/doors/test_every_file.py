"""Watch files of every kind go through `read` and `why`: an answer, or a refusal in words."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from myotwitch.history.history_file import history_from_parts
from myotwitch.refusal import Door, Refusal
from myotwitch.why.answer import explain
from myotwitch.why.as_json import document

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "long_hot_run.fit"
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "workouts"
FILES = sorted(p for p in FOLDER.glob("*") if p.is_file())
ODD = sorted(p for p in (FOLDER / "odd").glob("*") if p.is_file())
UNREADABLE = {"not_activity_settings.fit", "gpxpy_unicode_with_bom.gpx"}
"""Settings of a watch, and places without a track: no workout in either."""
ORIGINS = {"file", "device guess", "computed", "default", "person"}

GPX = """<?xml version="1.0"?><gpx version="1.1" creator="us" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>Evening run</name><type>running</type><trkseg>{}</trkseg></trk></gpx>"""
POINT = '<trkpt lat="{:.5f}" lon="8.0"><ele>100</ele><time>2026-05-02T07:{:02d}:{:02d}Z</time></trkpt>'
TCX = """<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Biking"><Id>2026-05-02T07:00:00Z</Id><Lap StartTime="2026-05-02T07:00:00Z">
<TotalTimeSeconds>1800</TotalTimeSeconds><DistanceMeters>15000</DistanceMeters><Track>{}</Track></Lap></Activity></Activities>
</TrainingCenterDatabase>"""
TRACKPOINT = (
    "<Trackpoint><Time>2026-05-02T07:{:02d}:00Z</Time><DistanceMeters>{}</DistanceMeters>"
    "<HeartRateBpm><Value>{}</Value></HeartRateBpm></Trackpoint>"
)
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
    '"Legs","2 May 2026, 09:00","2 May 2026, 09:40","","Squat (Barbell)","","",{},"normal",80,5,,,8\n'
)


def written(folder):
    """One small file of each kind, by our own hand."""
    gpx = GPX.format("".join(POINT.format(47 + i * 2.7e-4, i // 6, i % 6 * 10) for i in range(180)))
    tcx = TCX.format("".join(TRACKPOINT.format(i, i * 500, 130 + i) for i in range(31)))
    head, row = HEVY.split("\n")[:2]
    made = {
        "run.gpx": gpx.encode(), "ride.tcx": tcx.encode(), "run.gpx.gz": gzip.compress(gpx.encode()),
        "legs.csv": "\n".join([head, *(row.format(i) for i in range(5))]).encode(),
        "run.fit.gz": gzip.compress(EXAMPLE.read_bytes()),
        "cut.fit": EXAMPLE.read_bytes()[: EXAMPLE.stat().st_size * 2 // 3],
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    shutil.copy(EXAMPLE, folder / "run.fit")
    return sorted(folder.iterdir())


def look_through(rows):
    assert len(rows) > 3
    for row in rows:
        assert row["name"]
        assert row["source"] in ORIGINS


def check_answer(path):
    history = history_from_parts([path])
    found = document(explain(history, draws=8, hours=6.0, what_ifs=False))
    assert found["headline"]
    assert found["muscles"]
    assert all(line["source"] in ORIGINS for line in found["read"].values())
    assert any(name.startswith("session 1") for name in found["read"])
    damage = {sentence for session in history.sessions for sentence in session.damage}
    assert damage <= {line["value"] for name, line in found["read"].items() if " damage" in name}


def test_files_of_our_own(door, here):
    for path in written(here):
        left = door("read", path, "--json")
        assert left.code == 0, left.err
        file = json.loads(left.out)["files"][0]
        assert bool(file["damage"]) == (path.name == "cut.fit")
        look_through([row for section in file["sections"] for row in section["values"]])
        shown = door("read", path)
        assert path.name in shown.out
        assert ("damaged: " in shown.out) == (path.name == "cut.fit")
        check_answer(path)


@pytest.mark.skipif(not FILES, reason="the files are not at hand")
def test_read_of_real_files(door):
    left = door("read", *FILES, "--json")
    assert left.code == 0, left.err
    files = {file["file"]: file for file in json.loads(left.out)["files"]}
    assert set(files) == {path.name for path in FILES}
    for file in files.values():
        look_through([row for section in file["sections"] for row in section["values"]])
    swim = files["swim_pool_fr735xt_hrmesgs.fit"]
    rows = {row["name"]: row for section in swim["sections"] for row in section["values"]}
    mean, highest = rows["mean heart rate"], rows["highest heart rate"]
    assert mean["unit"] == "bpm"
    assert mean["source"] == "file"
    assert 100 < float(mean["value"]) < float(highest["value"]) < 200


@pytest.mark.parametrize("path", ODD, ids=lambda p: p.name)
def test_read_of_odd_files(door, path):
    left = door("read", path)
    assert left.code == (Door.UNREADABLE if path.name in UNREADABLE else Door.DONE)
    assert "Traceback" not in left.err
    if left.code == Door.DONE:
        assert path.name in left.out
    else:
        assert path.name in left.err
        assert "Next: " in left.err


@pytest.mark.parametrize("path", [*FILES, *ODD], ids=lambda p: p.name)
def test_why_of_real_files(path):
    refusal = None
    try:
        check_answer(path)
    except Refusal as caught:
        refusal = caught
    if path.name in UNREADABLE:
        assert refusal is not None
        assert refusal.door == Door.UNREADABLE
        assert path.name in refusal.happened
        assert refusal.next_step
    else:
        assert refusal is None
