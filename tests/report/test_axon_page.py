import io
import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from myotwitch.axon.after_contraction import after_contraction
from myotwitch.axon.clinical_tests import norms
from myotwitch.axon.exposure import resting_site
from myotwitch.cli import app
from myotwitch.provenance import ASSUMED
from myotwitch.refusal import Door, Refusal
from myotwitch.report import axon_page


@pytest.fixture(scope="module")
def at_rest():
    return axon_page.examined(axon_page.asked())


@pytest.fixture(scope="module")
def after_a_minute():
    return axon_page.examined(axon_page.asked(after_contraction="1 min"))


def shown(page):
    console = Console(file=io.StringIO(), width=120, highlight=False)
    axon_page.show(page, console)
    return console.file.getvalue()


def test_every_norm_is_shown_under_its_published_name(at_rest):
    text = shown(at_rest)
    for norm in norms().values():
        assert norm.published in text
    read = [norm.published for norm in norms().values() if norm.source != ASSUMED]
    assert f"Norms read in a paper: {read[0]}: Mogyoros 1996. The others are remembered." in text
    assert len(read) == 1
    low, high = axon_page.members_at_rest("late_subexcitability_percent")
    assert low < high
    assert f"{low:.3g} to {high:.3g}" in text


def test_the_verdict_says_that_the_norms_are_remembered_and_what_is_missed(at_rest):
    said, far = axon_page.verdict(at_rest)
    assert said == "fits remembered norms"
    assert set(far) == {"RRP (ms)", "Refractoriness at 2.5 ms (%)", "Late subexcitability (%)"}
    assert "calibration" in shown(at_rest)


def test_a_contraction_hyperpolarises(after_a_minute):
    page = json.loads(axon_page.as_json(after_a_minute))
    assert 0.10 < page["threshold_change"] < 0.24
    moved = {row["name"]: row["value"] - row["at_rest"] for row in page["indices"]}
    assert moved["strength_duration_time_constant_ms"] < 0
    assert moved["superexcitability_5_7_ms_percent"] < 0
    assert moved["TEh_90_100_ms_percent"] < 0
    assert "1 min after 60 s of maximal contraction" in shown(after_a_minute)


def test_the_late_term_is_off_unless_asked():
    rest = resting_site()
    assert after_contraction(rest, 2160.0).current_pA == 0.0
    assert after_contraction(rest, 2160.0, late_term=True).current_pA == pytest.approx(20.0)
    assert after_contraction(rest, 0.0).pump == pytest.approx(2.0, abs=0.04)
    assert after_contraction(rest, 2160.0).pump == pytest.approx(1.0, abs=0.002)


def test_json_from_the_command_line():
    found = CliRunner().invoke(app, ["axon", "--potassium", "6.0", "--temperature", "93.2 °F", "--json"])
    page = json.loads(found.stdout)
    assert found.exit_code == 0
    assert page["milieu"]["potassium_mM"] == 6.0
    assert page["milieu"]["temperature_C"] == pytest.approx(34.0)
    assert page["verdict"] == "fits remembered norms"
    assert page["role"] == "calibrated"
    assert page["threshold_change"] < -0.2
    assert page["fired_by_conditioning"]
    assert {row["published_name"] for row in page["indices"]} == {n.published for n in norms().values()}
    assert len(page["curves"]["recovery_cycle"]) == 18


@pytest.mark.parametrize(
    ("options", "words", "door"),
    [
        ({"late_term": True}, "--late-term", Door.USAGE),
        ({"temperature": "warm"}, "--temperature", Door.USAGE),
        ({"after_contraction": "-5 min"}, "-300 s after", Door.IMPOSSIBLE),
        ({"potassium_mM": 60.0}, "60 mM", Door.IMPOSSIBLE),
        ({"temperature": "20 °F"}, "temperature_C", Door.IMPOSSIBLE),
    ],
)
def test_what_is_refused_and_by_which_door(options, words, door):
    with pytest.raises(Refusal, match=words) as refusal:
        axon_page.examined(axon_page.asked(**options))
    assert refusal.value.door == door
