"""The shipped example is what its script writes, and is read as what it claims to be."""

import importlib.util
from pathlib import Path

import pytest

from myotwitch.history.devices import read_workout
from myotwitch.history.session import Work

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_script_writes_the_same_bytes():
    spec = importlib.util.spec_from_file_location("write_example_run", EXAMPLES / "write_example_run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.example_run() == (EXAMPLES / "long_hot_run.fit").read_bytes()


def test_it_is_a_long_warm_run():
    path = EXAMPLES / "long_hot_run.fit"
    assert path.stat().st_size < 150_000
    (session,) = read_workout(path)
    assert session.damage == ()
    assert session.duration_s == pytest.approx(75 * 60)
    way = sum(p.duration_s * p.speed_m_per_s for p in session.parts if isinstance(p, Work))
    assert 3.6 * way / session.duration_s == pytest.approx(10.5, abs=0.15)
    rates = [p.heart_rate_bpm for p in session.parts]
    assert rates[-1] == pytest.approx(165, abs=3)
    assert max(abs(p.grade) for p in session.parts if p.grade is not None) > 0.008
    assert session.sweat_estimate_L == pytest.approx(1.31)
    assert session.air_C is None
    assert session.hints.mass_kg == 62
