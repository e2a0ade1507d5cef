"""Every command leaves by the right door: its exit code, and what goes to stdout and to stderr."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import myotwitch
from myotwitch.refusal import Door

KNOCK = [sys.executable, "-c", "from myotwitch.cli import main; main()"]
SOURCE = str(Path(myotwitch.__file__).parents[1])


@pytest.mark.parametrize(
    "words", [["--bogus"], ["why", "--bogus"], ["nope"], ["why", "--draws", "many"], ["read"]]
)
def test_wrong_words_are_usage(door, words):
    left = door(*words)
    assert left.code == Door.USAGE
    assert "Usage:" in left.err + left.out
    assert "Traceback" not in left.err


def test_help_and_version(door):
    assert door("--help").code == 0
    left = door("--version")
    assert (left.code, left.out) == (0, f"myotwitch {myotwitch.__version__}\n")


@pytest.mark.parametrize(
    "command", ["why", "whatif", "run", "read", "numbers", "cite", "triage", "selfcheck"]
)
def test_every_command_has_help(door, command):
    left = door(command, "--help")
    assert left.code == 0
    assert "Usage: myotwitch" in left.out
    assert left.err == ""


def test_some_of_several_files_fail(door, example):
    (example.parent / "broken.fit").write_bytes(b"")
    good = example.with_suffix(".fit")
    left = door("read", "broken.fit", good)
    assert left.code == Door.SOME_FAILED
    assert "broken.fit is empty" in left.err
    assert "long_hot_run.fit" in left.out
    left = door("read", good, "broken.fit", "--json")
    assert left.code == Door.SOME_FAILED
    assert [file["file"] for file in json.loads(left.out)["files"]] == ["long_hot_run.fit"]


def test_all_of_several_files_fail(door, here):
    for name in ("one.fit", "two.gpx"):
        (here / name).write_bytes(b"")
    left = door("read", "one.fit", "two.gpx")
    assert left.code == Door.UNREADABLE
    assert left.out == ""
    assert "one.fit" in left.err
    assert "two.gpx" in left.err


def test_an_answer_without_the_file_that_cannot_be_read(door, example):
    (example.parent / "broken.fit").write_bytes(b"")
    few = ["--draws", "8", "--hours", "1", "--where", "left calf"]
    left = door("why", example, "broken.fit", *few, "--json")
    assert left.code == Door.SOME_FAILED
    assert "broken.fit is empty" in left.err
    assert "Left out: 1 of 2 files" in left.err
    assert "Traceback" not in left.err
    read = json.loads(left.out)["read"]
    assert any("broken.fit" in row["value"] for name, row in read.items() if name.startswith("remark"))
    left = door("cite", "broken.fit", example)
    assert left.code == Door.SOME_FAILED
    assert left.out == door("cite", example).out


@pytest.mark.parametrize("command", ["why", "cite"])
def test_no_answer_when_no_file_can_be_read(door, here, command):
    for name in ("one.fit", "two.gpx"):
        (here / name).write_bytes(b"")
    left = door(command, "one.fit", "two.gpx")
    assert left.code == Door.UNREADABLE
    assert left.out == ""
    assert left.err.count("is empty (0 bytes)") == 2


def test_a_broken_history_file_is_not_left_out(door, example):
    (example.parent / "bad.toml").write_text("[person\n")
    left = door("why", "bad.toml", example.with_suffix(".fit"))
    assert left.code == Door.UNREADABLE
    assert left.out == ""


def _interrupted(*_):
    raise KeyboardInterrupt


def test_interrupted_while_reading(door, example, monkeypatch):
    monkeypatch.setattr("myotwitch.history.history_file.read_text", _interrupted)
    left = door("why", example)
    assert left.code == Door.INTERRUPTED
    assert "Traceback" not in left.err


@pytest.mark.parametrize("typed", ["", "n\nn\n"])
def test_the_end_of_input_in_the_interview(door, monkeypatch, typed):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    left = door("triage")
    assert left.code == Door.INTERRUPTED
    assert "Traceback" not in left.err


def test_interrupted_in_the_interview(door, monkeypatch):
    monkeypatch.setattr("builtins.input", _interrupted)
    assert door("triage").code == Door.INTERRUPTED


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send")
def test_a_real_interrupt():
    running = subprocess.Popen(
        [*KNOCK, "triage"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SOURCE, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        running.stdout.read(1)  # the interview has begun
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == Door.INTERRUPTED
    assert b"Traceback" not in said


INTERRUPTED_INSIDE = """
import os, signal, sys, time
import myotwitch.{module} as room
def compiled(*_, **__):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    except KeyboardInterrupt:  # in compiled code this would crash the process
        os._exit(77)
room.{name} = compiled
sys.argv = ["myotwitch", *{words}]
from myotwitch.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send")
@pytest.mark.parametrize(
    ("module", "name", "words"),
    [
        ("why.answer", "explain", ["why", "long_hot_run.toml"]),
        ("why.answer", "whatif", ["whatif", "long_hot_run.toml", "--no-caffeine"]),
        ("course.simulate", "simulate", ["run", "long_hot_run.toml", "--out", "course.csv"]),
        ("report.selfcheck", "run_checks", ["selfcheck"]),
    ],
)
def test_an_interrupt_never_strikes_inside_compiled_code(example, module, name, words):
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_INSIDE.format(module=module, name=name, words=words)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": SOURCE},
    )  # fmt: skip
    assert done.returncode == Door.INTERRUPTED, done.stderr
    assert "Traceback" not in done.stderr
    assert {p.suffix for p in example.parent.iterdir()} == {".toml", ".fit"}


def test_our_own_fault_is_said_without_a_traceback(door, example, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("myotwitch.history.history_file.history_from_parts", broken)
    left = door("why", example)
    assert left.code == Door.OUR_FAULT
    assert "our side: ZeroDivisionError: a slip" in left.err
    assert "Next: " in left.err
    assert "Traceback" not in left.err


def test_progress_goes_to_stderr_and_only_to_a_terminal(door, example, monkeypatch):
    few = ["why", example, "--draws", "8", "--hours", "1", "--where", "left calf"]
    assert door(*few).err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    loud = door(*few)
    assert "…" in loud.err
    assert "simulating" in loud.err
    assert "simulating 8" not in loud.out
    quiet = door(*few, "--quiet")
    assert quiet.err == ""
    assert quiet.out == loud.out


def test_no_color_is_honoured(door, example, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    few = ["why", example, "--draws", "8", "--hours", "1", "--where", "left calf"]
    assert "\x1b[" in door(*few).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*[349]\d", door(*few).out)


def test_run_writes_the_course_and_nothing_else(door, example):
    left = door("run", example, "--out", "course.csv", "--hours", "1", "--every", "10 min")
    assert (left.code, left.out) == (0, "")
    assert "7 rows written to course.csv" in left.err
    rows = (example.parent / "course.csv").read_text().splitlines()
    assert rows[0].startswith("time_s,core_C")
    assert len(rows) == 8
    assert {p.name for p in example.parent.iterdir()} == {
        "course.csv",
        "long_hot_run.fit",
        "long_hot_run.toml",
    }


def test_cite(door, example):
    left = door("cite", example)
    assert left.code == 0
    assert left.out.startswith("@")
    assert left.err == ""


@pytest.mark.parametrize(
    ("words", "all_have"),
    [(["sodium"], "sodium"), (["--assumed"], "assumed"), (["dubois1916"], "dubois1916")],
)
def test_numbers_can_be_searched(door, words, all_have):
    left = door("numbers", *words)
    assert left.code == 0
    *rows, total = left.out.splitlines()[1:]
    assert rows
    assert all(all_have in row.lower() for row in rows)
    assert total.startswith(f"{len(rows)} numbers: ")


def _timed(*words):
    began, spent = time.perf_counter(), os.times()
    subprocess.run(
        [*KNOCK, *words], check=True, capture_output=True, env={**os.environ, "PYTHONPATH": SOURCE}
    )
    ended = os.times()
    children = ended.children_user + ended.children_system - spent.children_user - spent.children_system
    return time.perf_counter() - began, children


def _idle():
    return os.name == "posix" and os.getloadavg()[0] < 0.7 * (os.cpu_count() or 1)


@pytest.mark.parametrize(
    ("words", "most_s", "times"),
    # help of one command builds its options, for which typer loads pydantic: about as long again
    [(["--help"], 0.3, 5), (["why", "--help"], 0.6, 3), (["numbers"], 3.0, 1)],
)
def test_it_answers_at_once(words, most_s, times):
    runs = [_timed(*words) for _ in range(times)]
    walls, spent = (sorted(column)[times // 2] for column in zip(*runs, strict=True))
    assert spent < most_s
    if _idle():
        assert walls < most_s
