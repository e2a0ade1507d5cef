"""A door to knock at: the command line in this process, with what it wrote and how it left."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from myotwitch import cli

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@dataclass(frozen=True)
class Left:
    """How a command left: exit code, stdout and stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def door(monkeypatch, capsys):
    """Run the command line with the given words."""

    def knock(*words: object) -> Left:
        monkeypatch.delenv("MYOTWITCH_DEBUG", raising=False)
        monkeypatch.setattr(sys, "argv", ["myotwitch", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        written = capsys.readouterr()
        return Left(int(left.value.code or 0), written.out, written.err)

    return knock


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def example(here) -> Path:
    """The shipped example, its workout beside it."""
    for name in ("long_hot_run.toml", "long_hot_run.fit"):
        shutil.copy(EXAMPLES / name, here / name)
    return here / "long_hot_run.toml"
