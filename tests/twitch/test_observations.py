"""Rows of published numbers: whole, with a role, and judged as the rules say."""

import importlib.util
import sys
from pathlib import Path

import pytest

VALIDATION = Path(__file__).parents[2] / "validation"


def load(name):
    spec = importlib.util.spec_from_file_location(name, VALIDATION / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows():
    sys.path.insert(0, str(VALIDATION))  # the scripts there import one another
    yield load("observation_rows")
    sys.path.remove(str(VALIDATION))


def test_every_row_has_a_simulation_or_says_why_not(rows):
    twitch = load("twitch")  # imports observation_rows, which the fixture has put in place
    found = rows.read_rows(twitch.FILES)
    assert len({row.id for row in found}) == len(found)
    for number in range(1, 23):
        assert any(row.id.rstrip("abc") == f"G{number}" for row in found), f"G{number} is missing"
    for row in found:
        assert row.role == "not tried" or row.simulate in twitch.SIMULATIONS, row.id
        assert row.role != "not tried" or row.because, row.id
    assert {row.simulate for row in found if row.simulate} == set(twitch.SIMULATIONS)


def test_table_on_disk_names_every_row(rows):
    written = (VALIDATION / "twitch.md").read_text("utf-8")
    for row in rows.read_rows(load("twitch").FILES):
        assert f"| {row.id} | {row.quantity} |" in written, "run python validation/twitch.py again"


@pytest.mark.parametrize(
    ("fields", "simulated", "verdict"),
    [
        ({"value": 10.0, "sd": 2.0}, 10.9, "agrees"),
        ({"value": 10.0, "sd": 2.0}, 8.1, "partly"),
        ({"value": 10.0, "sd": 2.0}, 12.5, "disagrees"),
        ({"low": 1.0, "high": 2.0}, 1.5, "agrees"),
        ({"low": 1.0, "high": 2.0}, 2.4, "partly"),
        ({"low": 1.0, "high": 2.0}, 0.5, "disagrees"),
        ({"high": 0.01}, 0.5, "disagrees"),
        ({"high": 0.01}, 0.002, "agrees"),
        ({"low": 1.0}, 0.0, "disagrees"),
        ({"value": 3.0}, 3.2, "not judged"),
        ({"value": 10.0, "se": 1.0, "n": 4}, 11.9, "agrees"),
        ({"value": 10.0, "sd": 2.0, "n": 4}, 8.1, "agrees"),
        ({"value": 10.0, "sd": 2.0, "n": 64}, 11.5, "partly"),
        ({"value": 0.3, "sd": 1.0, "change": True}, -0.1, "disagrees"),
        ({"value": 0.3, "sd": 1.0}, -0.1, "agrees"),
        ({"value": 3.0}, None, "not yet tried"),
        ({"low": -3.0, "high": -1.5}, -2.0, "agrees"),
        ({"low": -3.0, "high": -1.5}, -4.0, "disagrees"),
    ],
)
def test_verdicts(rows, fields, simulated, verdict):
    row = rows.Row("X", "thing", "", "predicted", "paper", "who", **fields)
    assert row.verdict(simulated) == verdict


def test_unknown_roles_are_refused(rows, tmp_path, monkeypatch):
    text = 'paper = "p"\nwho = "w"\n[[row]]\nid = "A"\nquantity = "q"\nunit = ""\nrole = "guessed"\n'
    (tmp_path / "one.toml").write_text(text, "utf-8")
    monkeypatch.setattr(rows, "OBSERVATIONS", tmp_path)
    with pytest.raises(ValueError, match="guessed"):
        rows.read_rows(["one"])


def test_a_disagreement_must_say_why(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "RESULTS", tmp_path / "results")
    row = rows.Row("X", "thing", "mM", "predicted", "Somebody 2000, abstract", "who", value=1.0, sd=0.1)
    with pytest.raises(ValueError, match="why"):
        rows.keep("body", [rows.judge("body", row, 2.0)])
    rows.keep("body", [rows.judge("body", row, 1.01)])
    assert (
        "| X | thing | Somebody 2000 | 1 ± 0.1 sd mM | 1.01 mM | +0.1 | predicted | agrees |"
        in rows.whole_table()
    )


def test_the_whole_table_is_what_the_stages_kept(rows):
    assert (VALIDATION / "TABLE.md").read_text("utf-8") == rows.whole_table(), "run make validation again"
