"""Bad input is refused in words: what happened, what is allowed, what to do next. Nothing is written."""

import gzip
import os
import random
from pathlib import Path

import pytest

RUN = '[[session]]\nstart = "2026-05-02T09:00"\nwords = "60 min run at 10.5 km/h"\n'
USAGE, UNREADABLE, IMPOSSIBLE = 2, 3, 5


def listing(folder: Path) -> list[tuple[str, int, int]]:
    return sorted(
        (str(p.relative_to(folder)), p.stat().st_size, p.stat().st_mtime_ns) for p in folder.rglob("*")
    )


def assert_refused(left, code, *words):
    assert left.code == code, left
    assert left.out == ""
    assert "Traceback" not in left.err
    assert "our side" not in left.err
    lines = left.err.splitlines()
    assert len(lines) == 3, left.err
    assert lines[1].startswith("Allowed: ")
    assert lines[2].startswith("Next: ")
    for word in words:
        assert word in left.err


HISTORIES = {
    "unknown key": ('[person]\nmas_kg = 62\n' + RUN, USAGE, ("line 2", "mas_kg", "mass_kg")),
    "unknown table": ("[[sesion]]\nwords = 'run'\n", USAGE, ("sesion", "session")),
    "wrong unit": ('[person]\nmass = "62 L"\n' + RUN, USAGE, ("62 L", "kg")),
    "temperature as a mass": ('[weather]\nair = "29 kg"\n' + RUN, USAGE, ("29 kg", "°C")),
    "mass 7 kg": ("[person]\nmass_kg = 7\n" + RUN, IMPOSSIBLE, ("7 kg", "25 to 300 kg", "no formula")),
    "air 80 °C": ("[weather]\nair_C = 80\n" + RUN, IMPOSSIBLE, ("80 °C", "°C (")),
    "minus one litre": (RUN + "[[drink]]\nvolume_L = -1\n", IMPOSSIBLE, ("-1 L", "0 to")),
    "40 h of running": ('[[session]]\nwords = "40 h run at 8 km/h"\n', IMPOSSIBLE, ("40 h", "0 to")),
    "a twitch before its session": (
        RUN + '[[twitch]]\nwhere = "left calf"\nfrom = "-3 h"\nto = "-1 h"\n',
        IMPOSSIBLE, ("left calf", "2026-05-02 08:00", "2026-05-02 09:00"),
    ),
    "overlapping sessions": (
        RUN + '[[session]]\nstart = "2026-05-02T09:30"\nwords = "30 min run at 10 km/h"\n',
        IMPOSSIBLE, ("Session 2", "09:30", "10:00"),
    ),
    "an unknown muscle": (RUN + '[[twitch]]\nwhere = "left clf"\nfrom = "+1 h"\nto = "+2 h"\n', USAGE, ("calf",)),
    "10,000 twitches a minute": (
        RUN + '[[twitch]]\nwhere = "left calf"\nfrom = "+1 h"\nto = "+2 h"\nper_minute = 10000\n',
        IMPOSSIBLE, ("left calf", "10,000 per minute", "600", "30 seconds"),
    ),
    "a muscle that the model lacks": (RUN + '[[twitch]]\nwhere = "ear"\nfrom = "+1 h"\nto = "+2 h"\n', USAGE, ("ear", "no muscle", "eyelid")),
    "nothing told": ("[person]\nage_yr = 30\n", USAGE, ("no session", "--where")),
    "empty": ("", UNREADABLE, ("empty",)),
    "not TOML": ("[person\nmass_kg 62", UNREADABLE, ("TOML", "line 1")),
}  # fmt: skip


@pytest.mark.parametrize("name", HISTORIES)
@pytest.mark.parametrize("command", ["why", "read", "run", "cite", "whatif"])
def test_history(door, here, name, command):
    text, code, words = HISTORIES[name]
    (here / "history.toml").write_text(text, encoding="utf-8")
    before = listing(here)
    more = {"run": ["--out", "course.csv"], "whatif": ["--no-caffeine"]}.get(command, [])
    assert_refused(door(command, "history.toml", *more), code, *words)
    assert listing(here) == before


OPTIONS = {
    "mass 7 kg": (["--mass", "7"], IMPOSSIBLE, ("7 kg", "25 to 300 kg")),
    "mass in litres": (["--mass", "62 L"], USAGE, ("62 L", "kg")),
    "air 80 °C": (["--air", "80"], IMPOSSIBLE, ("80 °C",)),
    "minus one litre": (["--drink", "-1 L water at +30 min"], IMPOSSIBLE, ("-1 L", "0 to 5 L")),
    "an unknown place": (["--where", "left clf"], USAGE, ("left calf",)),
    "40 h of running": (["--words", "40 h run at 8 km/h"], IMPOSSIBLE, ("40 h",)),
    "a word for a number": (["--caffeine", "much at -1 h"], USAGE, ("much",)),
    "no input at all": ([], USAGE, ("the command line", "--where")),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_option(door, here, name):
    options, code, words = OPTIONS[name]
    session = [] if name in ("no input at all", "40 h of running") else ["--words", "60 min run at 10 km/h"]
    assert_refused(door("why", *session, *options), code, *words)
    assert listing(here) == []


def two_gigabytes(path):
    path.touch()
    os.truncate(path, 2 << 30)


def bomb(path):
    path.write_bytes(gzip.compress(bytes(80 << 20), 6))


def entities(path):
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY e0 "lol">{levels}]>'
        '<gpx xmlns="http://www.topografix.com/GPX/1/1"><name>&e11;</name></gpx>',
        encoding="utf-8",
    )


def outside_entity(path):
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        '<gpx xmlns="http://www.topografix.com/GPX/1/1"><name>&secret;</name></gpx>',
        encoding="utf-8",
    )


def noise(path):
    path.write_bytes(b"\x7fELF" + random.Random(1).randbytes(5000))


FILES = {
    "empty.fit": (Path.touch, ("empty", "0 bytes")),
    "empty.gpx": (Path.touch, ("empty", "0 bytes")),
    "huge.fit": (two_gigabytes, ("2,147 MB", "67 MB")),
    "huge.toml": (two_gigabytes, ("too large",)),
    "huge.csv": (two_gigabytes, ("too large",)),
    "bomb.fit.gz": (bomb, ("swells", "MB")),
    "laughs.gpx": (entities, ("entit",)),
    "outside.gpx": (outside_entity, ("entit",)),
    "folder": (Path.mkdir, ("folder",)),
    "folder.fit": (Path.mkdir, ("folder",)),
    "folder.toml": (Path.mkdir, ("folder",)),
    "program.fit": (noise, ("program",)),
    "noise.fit": (lambda path: path.write_bytes(random.Random(2).randbytes(5000)), ("signature",)),
    "notes.csv": (lambda path: path.write_text("a,b\n1,2\n"), ("Hevy", "Strong")),
    "missing.fit": (lambda path: None, ("does not exist",)),
    "missing.toml": (lambda path: None, ("does not exist",)),
}


@pytest.mark.parametrize("command", ["read", "why"])
@pytest.mark.parametrize("name", FILES)
def test_file(door, here, name, command):
    make, words = FILES[name]
    make(here / name)
    before = listing(here)
    assert_refused(door(command, here / name), UNREADABLE, name, *words)
    assert listing(here) == before


def test_a_bad_place_to_write_is_refused_before_the_work(door, example):
    for place in ("course.xls", "nowhere/course.csv"):
        left = door("run", example, "--out", place)
        assert left.code == USAGE
        assert "Next: " in left.err
        assert not (example.parent / place).exists()


def test_bad_answers(door, example):
    (example.parent / "answers.yaml").write_text("observations: {confuson: yes}\n")
    left = door("why", example, "--answers", "answers.yaml")
    assert left.code == USAGE
    assert "confusion" in left.err
    assert left.out == ""
