"""The twenty groups: complete, sourced, and together as heavy as muscle is."""

import numpy as np
import pytest

from myotwitch.handover import MUSCLES, Effort
from myotwitch.muscle import blood_flow, fatigue
from myotwitch.muscle.fatigue import Fatigue
from myotwitch.muscle.groups import group_table
from myotwitch.muscle.smooth import at_most_one, changing, positive
from myotwitch.muscle.whole import muscle_for
from myotwitch.person import Person
from myotwitch.provenance import ASSUMED, known_sources, values
from myotwitch.refusal import Door, Refusal


def test_the_table_has_every_group_and_every_source():
    table = group_table()
    assert tuple(table) == MUSCLES
    for name, row in table.items():
        assert 0.0005 < row["mass_percent"] < 4.0, name
        assert 0.0 <= row["below_core_C"] < 8.0, name
        assert 0.1 < row["slow_share"] < 0.95, name
        for source in ("mass_source", "below_core_source", "slow_source"):
            assert row[source] == ASSUMED or row[source] in known_sources(), (name, source)
        assert row["mass_note"]


@pytest.mark.parametrize(("sex", "share"), [("male", 0.384), ("female", 0.306)])
def test_all_muscles_together_weigh_what_muscle_weighs(sex, share):
    """Whole-body imaging (Janssen 2000), less the muscles that no group names (neck, calf's deep ones, trunk)."""
    person = Person(sex=sex, mass_kg=70.0)
    total = 2 * sum(muscle_for(g, person).group.mass_kg for g in MUSCLES)
    assert 0.75 * share < total / 70.0 < share


def test_fat_is_not_muscle():
    lean, fat = (muscle_for("soleus", Person(sex="male", body_fat=x)).group.mass_kg for x in (0.1, 0.4))
    assert fat / lean == pytest.approx(0.6 / 0.9)


def test_unknown_groups_and_levels_are_refused():
    with pytest.raises(Refusal, match="soleous") as refused:
        muscle_for("soleous", Person())
    assert refused.value.door is Door.USAGE
    assert "soleus" in refused.value.next_step
    with pytest.raises(Refusal, match=r"1\.5") as refused:
        muscle_for("soleus", Person(), accustomed=1.5)
    assert refused.value.door is Door.IMPOSSIBLE


def test_round_corners_keep_zero_and_slope():
    assert at_most_one(0.0) == 0.0
    assert at_most_one(0.5) == pytest.approx(0.5, rel=1e-5)
    assert at_most_one(50.0) == pytest.approx(1.0, rel=1e-12)
    assert 0.95 < at_most_one(1.0) < 1.0
    assert positive(-1.0, 0.1) == 0.0 == positive(0.0, 0.1)
    assert positive(5.0, 0.1) == pytest.approx(4.9, abs=0.01)
    for x in (0.0, 0.3):
        slopes = [(changing(x, x + h, 20.0, 160.0) - changing(x, x, 20.0, 160.0)) / h for h in (-1e-7, 1e-7)]
        assert slopes[0] == pytest.approx(slopes[1], rel=1e-4)
    assert changing(1.0, 0.0, 20.0, 160.0) == pytest.approx(1 / 20, rel=1e-3)
    assert changing(0.0, 1.0, 20.0, 160.0) == pytest.approx(-1 / 160, rel=1e-2)


def test_recruitment_rises_as_capacity_falls():
    fresh, tired = (fatigue.activity(Effort(0.4, 0.5, 0.0, 0.0), c) for c in (1.0, 0.5))
    assert fresh.active == pytest.approx(0.4, abs=1e-3)
    assert tired.active == pytest.approx(0.8, abs=2e-3)
    assert tired.force == pytest.approx(fresh.force, abs=2e-3)
    assert fresh.mean == pytest.approx(0.5 * fresh.active)
    assert fatigue.activity(Effort(0.0, 1.0, 1.0, 1.0), 0.01) == (0.0, 0.0, 0.0)


def test_units_recruited_follow_potvin_and_fuglevand():
    """Share of their 120 units above threshold, at five forces (E = 5, 10, 20, 30, 50)."""
    p = values(Fatigue())
    for percent, excitation in [(3.04, 5.0), (8.25, 10.0), (22.18, 20.0), (39.45, 30.0), (79.95, 50.0)]:
        recruited = np.log(excitation) / np.log(50.0)
        assert fatigue.drive(percent / 100, 1.0, p).active_fraction == pytest.approx(recruited, abs=0.06)
    assert fatigue.drive(1.0, 1.0, p) == (27.0, 1.0)
    assert fatigue.drive(1.0, 0.25, p).discharge_Hz == pytest.approx(27.0 / 4)
    assert fatigue.drive(0.0, 1.0, p) == (0.0, 0.0)


def test_flow_is_open_in_rhythm_and_in_pauses():
    p = values(blood_flow.BloodFlow())
    assert blood_flow.open_flow(0.9, 0.0, 1.0, p) == 1.0
    assert blood_flow.open_flow(0.45, 1.0, 1.0, p) == pytest.approx(0.5)
    assert blood_flow.open_flow(0.9, 1.0, 0.3, p) > 0.7
