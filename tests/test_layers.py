"""The layer contract, checked as CI checks it."""

import re
from pathlib import Path

from importlinter import cli

HOUSE = Path(__file__).parent.parent / "src" / "myotwitch"
FORBIDDEN = {
    "utils",
    "core",
    "common",
    "helpers",
    "misc",
    "base",
    "manager",
    "handler",
    "service",
    "engine",
    "lib",
}


def test_layer_contract():
    assert (
        cli.lint_imports(config_filename=str(Path(__file__).parent.parent / "pyproject.toml"), no_cache=True)
        == 0
    )


def test_no_room_has_a_meaningless_name():
    names = {path.stem for path in HOUSE.rglob("*.py")} | {
        path.name for path in HOUSE.rglob("*") if path.is_dir()
    }
    assert not names & FORBIDDEN


def test_files_stay_readable():
    too_long = {
        p.name: n for p in HOUSE.rglob("*.py") if (n := len(re.findall("\n", p.read_text("utf-8")))) > 420
    }
    assert not too_long
