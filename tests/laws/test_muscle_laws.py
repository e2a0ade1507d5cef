"""Laws of one muscle: what leaves it arrives in the blood, and nothing becomes impossible."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "muscle"))

from alone import REST, RESTING, Circulation, Course

from myotwitch.handover import MUSCLES
from myotwitch.muscle.state import MuscleState
from myotwitch.muscle.whole import initial, muscle_for, rate, totals
from myotwitch.person import Person
from myotwitch.provenance import values, varied

fraction = st.floats(0.0, 1.0, allow_subnormal=False)
effort = st.tuples(fraction, fraction, fraction, fraction)
pieces = st.lists(
    st.tuples(st.floats(1.0, 1800.0), st.one_of(effort, st.just(tuple(REST)))), min_size=1, max_size=5
)
person = st.builds(
    Person,
    sex=st.sampled_from(["female", "male"]),
    mass_kg=st.floats(40, 140),
    body_fat=st.none() | st.floats(0.06, 0.5),
)


@settings(max_examples=25, deadline=None)
@given(pieces, person, st.sampled_from(MUSCLES), st.floats(0, 1), st.integers(0, 10**6))
def test_nothing_is_lost_between_muscle_and_blood(pieces, person, group, accustomed, seed):
    muscle = varied(muscle_for(group, person, accustomed), np.random.default_rng(seed))
    c = Course(muscle, None, pieces, points=6, rtol=1e-6, atol=1e-8)
    v = Circulation()
    potassium, sodium, carbon = [], [], []
    for i in range(len(c.time_s)):
        t = c.totals(i)
        plasma, other, lactate, cleared, burned, sodium_out = c.states[22:28, i]
        potassium.append(t["potassium_mmol"] + v.plasma_L * plasma + v.other_L * other + cleared)
        sodium.append(t["sodium_mmol"] + sodium_out)
        carbon.append(t["lactate_carbon_mmol"] + v.lactate_L * lactate + burned)
    for series in (potassium, sodium, carbon):
        assert np.ptp(series) <= 1e-9 * abs(series[0])


@settings(max_examples=25, deadline=None)
@given(pieces, st.sampled_from(MUSCLES), st.floats(0, 1), st.integers(0, 10**6))
def test_nothing_becomes_impossible(pieces, group, accustomed, seed):
    muscle = varied(muscle_for(group, Person(), accustomed), np.random.default_rng(seed))
    c = Course(muscle, None, [*pieces, (86400.0, REST)], points=20, rtol=1e-6, atol=1e-8)
    assert np.isfinite(c.states).all()
    for name in ("phosphocreatine_mM", "lactate_mM", "glycogen_mmol_per_kg", "sodium_inside_mM", "potassium_outside_mM",
                 "intracellular_potassium_mM", "kinase_IU_per_L", "leak", "dying", "emptying", "inflammation"):  # fmt: skip
        assert c.series(name).min() > -1e-6, name
    for name in ("force_fraction", "low_frequency_force_fraction", "damage", "soreness", "pump_drive", "perfusion",
                 "long_loss", "disturbance", "protection", "glycogen_fraction"):  # fmt: skip
        assert c.series(name).min() >= -1e-7, name
        assert c.series(name).max() <= 1.0 + 1e-7, name
    assert 5.8 < c.series("pH").min() <= c.series("pH").max() < 7.9
    assert 20.0 < c.series("temperature_C").min() <= c.series("temperature_C").max() < 45.0
    assert c.series("interstitial_potassium_mM").max() < 20.0


@given(st.lists(st.floats(0.5, 20.0), min_size=44, max_size=44), st.floats(-2, 2))
def test_totals_are_linear_in_the_state(numbers, weight):
    p = values(muscle_for("soleus", Person()))
    a, b = MuscleState(*numbers[:22]), MuscleState(*numbers[22:])
    mixed = MuscleState(*(weight * x + (1 - weight) * y for x, y in zip(a, b, strict=True)))
    for name, total in totals(mixed, p).items():
        assert total == pytest.approx(
            weight * totals(a, p)[name] + (1 - weight) * totals(b, p)[name], rel=1e-9, abs=1e-9
        )


@given(effort, st.floats(2.5, 12.0), st.floats(8.0, 30.0), st.floats(0.5, 30.0), fraction, fraction)
def test_the_exchange_is_the_loss_of_the_totals(effort, potassium, sodium, lactate, drive, flow):
    p = values(muscle_for("hamstrings", Person()))
    y = initial(p, RESTING)._replace(
        potassium_outside_mM=potassium, sodium_inside_mM=sodium, lactate_mM=lactate, pump_drive=drive, perfusion=flow,
        phosphocreatine_mM=18.0, acid_load_mM=10.0,
    )  # fmt: skip
    change, give, _ = rate(y, p, REST._replace(force=effort[0], duty=effort[1], isometric=effort[2]), RESTING)
    zero = MuscleState(*np.zeros(22))
    moved = {k: v - totals(zero, p)[k] for k, v in totals(change, p).items()}
    assert moved["potassium_mmol"] == pytest.approx(-give.potassium_mmol_per_s, rel=1e-9, abs=1e-12)
    assert moved["sodium_mmol"] == pytest.approx(-give.sodium_mmol_per_s, rel=1e-9, abs=1e-12)
    assert moved["lactate_carbon_mmol"] == pytest.approx(-give.lactate_mmol_per_s, rel=1e-9, abs=1e-12)
