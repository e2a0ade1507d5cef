"""The Python names of the house, and the example of the documentation."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import myotwitch as mt

NAMES = [
    "Person", "History", "Weather", "Sleep", "Stress", "Noticed", "Drink", "Meal", "Dose", "read_workout",
    "read_history", "find_place", "simulate", "Human", "explain", "cite", "Milieu", "Site", "axon",
]  # fmt: skip
RUN = Path(__file__).resolve().parents[2] / "examples" / "long_hot_run.fit"


def test_every_name_is_there():
    for name in NAMES:
        assert getattr(mt, name) is not None
        assert name in dir(mt)
    with pytest.raises(AttributeError, match="explian"):
        mt.explian  # noqa: B018


def test_the_example():
    person = mt.Person(sex="female", age_yr=34, mass_kg=62, height_cm=170)
    history = mt.History(
        person, sessions=[mt.read_workout(RUN)], weather=mt.Weather(air_C=29, humidity=0.6),
        intake=[mt.Drink("water", volume_L=0.5, at="+30 min")],
    )  # fmt: skip
    course = mt.simulate(history, hours=3, every_s=600.0)
    assert course.human.person == person
    assert mt.Human.reference().person == mt.Person()
    milieu = course.at("2 h").milieu["gastrocnemius"]
    assert 3.0 < milieu.terminal.potassium_mM < 10.0
    assert re.search(r"potassium +\d\.\d+ +\d\.\d+ mM", repr(milieu))
    assert set(course.dataset.dims) == {"time_s", "muscle"}

    why = mt.explain(history, where="left calf", draws=4, seed=1, hours=6, what_ifs=False)
    shares = [cause["share"] for cause in why.causes]
    assert shares == sorted(shares, reverse=True)
    assert {"id", "label", "share", "low", "high", "parts", "why", "evidence", "sources"} == set(
        why.causes[0]
    )
    assert 0.0 <= why.outlook.rising_share <= 1.0
    assert (
        why.to_json()
        == mt.explain(history, where="left calf", draws=4, seed=1, hours=6, what_ifs=False).to_json()
    )
    assert mt.cite(why) == mt.cite(history)


def test_the_axon():
    axon = mt.axon.MotorAxon.reference()
    rest = mt.Milieu.resting()
    assert isinstance(rest.trunk, mt.Site)
    assert rest == mt.axon.resting_milieu()
    busy = rest._replace(terminal=rest.terminal._replace(pump=1.5))
    assert 0 < mt.axon.ectopic_rate(axon, busy) < mt.axon.ectopic_rate(axon, rest)
    tests = mt.axon.excitability(axon, milieu=rest)
    assert any("superexcitability" in name for name, _, _ in tests.beside_norms())


def test_citations_follow_the_history():
    run = mt.cite(mt.History(mt.Person(), sessions=mt.read_workout(RUN)))
    nothing = mt.cite(mt.History(mt.Person()))
    assert nothing.startswith("@")
    assert run.count("\n@") > nothing.count("\n@")
    assert "ainsworth2011" in run


def loaded_by(code):
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True,
        check=True, env={"PYTHONPATH": str(Path(mt.__file__).parents[1])},
    )  # fmt: skip
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code", ["import myotwitch", "import myotwitch.cli", "from myotwitch import Person, Drink"]
)
def test_importing_loads_nothing_heavy(code):
    heavy = {"numba", "pandas", "scipy", "xarray", "rich"}
    assert not heavy & loaded_by(code)


def test_triage_loads_no_simulation():
    code = "import sys; sys.stdout.write('')\nfrom myotwitch.triage.decide import decide"
    assert not {"numba", "numpy", "myotwitch.why", "myotwitch.course"} & loaded_by(code)
