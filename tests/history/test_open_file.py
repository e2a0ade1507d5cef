"""What is refused at the door, and that a refusal says what to do."""

import gzip
import os
import zlib

import pytest
import write_fit
import write_track

from myotwitch.history.devices import read_workout
from myotwitch.history.open_file import LIMIT_BYTES
from myotwitch.refusal import Door, Refusal


def refused(path):
    with pytest.raises(Refusal) as refusal:
        read_workout(path)
    assert refusal.value.door is Door.UNREADABLE
    assert refusal.value.allowed or refusal.value.next_step
    return refusal.value.happened


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.fit.gz", write_fit.run().file()),
        ("a.tcx.gz", write_track.tcx_run().encode()),
        ("a.gpx.gz", write_track.gpx_run().encode()),
        ("no_ending", write_fit.run().file()),
        ("wrong.csv", write_track.gpx_run().encode()),
    ],
)
def test_content_rules_over_the_name(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert read_workout(path)[0].duration_s == pytest.approx(600)


def test_gzip_in_several_members(tmp_path):
    data = write_fit.run().file()
    (tmp_path / "a.fit.gz").write_bytes(gzip.compress(data[:5000]) + gzip.compress(data[5000:]))
    assert not read_workout(tmp_path / "a.fit.gz")[0].damage


def test_gzip_that_ends_early(tmp_path):
    packed = gzip.compress(write_fit.run().file())
    (tmp_path / "a.fit.gz").write_bytes(packed[: len(packed) // 2])
    (session,) = read_workout(tmp_path / "a.fit.gz")
    assert any("gzip" in text for text in session.damage)


def test_folder(tmp_path):
    assert "folder" in refused(tmp_path)


def test_missing(tmp_path):
    assert "does not exist" in refused(tmp_path / "a.fit")


def test_null_character():
    refused("a\0.fit")


def test_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "a.fit")
    assert "ordinary" in refused(tmp_path / "a.fit")


def test_empty(tmp_path):
    (tmp_path / "a.fit").touch()
    assert "empty" in refused(tmp_path / "a.fit")
    (tmp_path / "a.fit.gz").write_bytes(gzip.compress(b""))
    assert "empty" in refused(tmp_path / "a.fit.gz")


def test_too_large_is_not_read(tmp_path):
    path = tmp_path / "a.fit"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)  # sparse: takes no room
    assert "too large" in refused(path)


def test_gzip_bomb(tmp_path):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1024 * 1024)
    packed = b"".join(packer.compress(block) for _ in range(2 * LIMIT_BYTES // len(block))) + packer.flush()
    (tmp_path / "a.fit.gz").write_bytes(packed)
    assert "swells" in refused(tmp_path / "a.fit.gz")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.fit", os.urandom(64).replace(b".FIT", b"") + bytes(4000), "not a FIT file"),
        ("a.fit", b"\x7fELF" + bytes(4000), "program"),
        ("a.zip", b"PK\x03\x04" + bytes(400), "zip"),
        ("a.gpx", b"hello", "not XML"),
        ("a.gpx", b"<html><body>log in</body></html>", "no track"),
        ("a.xml", b"<html><body>log in</body></html>", "neither TCX nor GPX"),
        ("a.tcx", b"<", "readable"),
        ("a.bin", bytes(range(256)), "none of the files"),
        ("a.fit", write_fit.FitWriter().file(), "no workout"),
        ("a.fit", b"\x0e\x20\x63\x08\x00\x00\x00\x00.FIT", "no workout"),
    ],
)
def test_not_a_workout(tmp_path, name, data, word):
    (tmp_path / name).write_bytes(data)
    assert word in refused(tmp_path / name)
