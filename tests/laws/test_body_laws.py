"""Laws of the body: what enters stays or leaves, nothing is negative, usual days repeat."""

import math
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "body"))
from body_runs import Body, Piece, day_pieces, no_thirst, right_hand_side

from myotwitch.body.whole import (
    BodyState,
    Counted,
    blood,
    body_for,
    initial,
    rate,
    readout,
    totals,
    usual_circumstances,
)
from myotwitch.handover import Circumstances, Exchange, Intake
from myotwitch.person import Person
from myotwitch.provenance import values, varied

QUIET = Exchange(0.0, 0.0, 0.0, 0.0, 0.0)


def between(low, high):
    return st.floats(low, high, allow_nan=False)


@st.composite
def people(draw):
    return Person(
        sex=draw(st.sampled_from(["female", "male"])), age_yr=draw(between(14, 90)),
        mass_kg=draw(between(40, 140)), height_cm=draw(between(145, 200)),
        heat_acclimation=draw(st.none() | between(0, 1)), salty_sweater=draw(st.none() | st.booleans()),
        smoker=draw(st.booleans()), pregnant=draw(st.booleans()),
        habitual_caffeine_mg_per_day=draw(between(0, 600)),
    )  # fmt: skip


@st.composite
def parameters(draw):
    drawn = varied(body_for(draw(people())), np.random.default_rng(draw(st.integers(0, 10_000))))
    return drawn if draw(st.booleans()) else no_thirst(drawn)


amounts = st.builds(
    Intake, water_L_per_s=between(0, 5e-4), sodium_mmol_per_s=between(0, 0.05),
    potassium_mmol_per_s=between(0, 0.01), chloride_mmol_per_s=between(0, 0.05),
    magnesium_mmol_per_s=between(0, 0.005), calcium_mmol_per_s=between(0, 0.01),
    carbohydrate_g_per_s=between(0, 0.05), caffeine_mg_per_s=between(0, 0.2), alcohol_g_per_s=between(0, 0.02),
)  # fmt: skip
nothing = st.just(Intake())

circumstances = st.builds(
    Circumstances, metabolic_rate_W=between(55, 1300), external_work_W=between(0, 50),
    vo2max_fraction=between(0.05, 1.6), air_C=between(-30, 45), radiant_C=between(-30, 75),
    humidity=between(0, 1), wind_m_per_s=between(0, 12), clothing_clo=between(0, 2), upright=between(0, 1),
    asleep=st.sampled_from([0.0, 1.0]), stress=between(0, 1), sleep_debt_h=between(0, 10),
    overbreathing_mmHg=between(0, 25), drink=nothing | amounts, meal=nothing | amounts,
)  # fmt: skip

exchanges = st.builds(
    Exchange, potassium_mmol_per_s=between(0, 0.02), sodium_mmol_per_s=between(-0.02, 0.01),
    lactate_mmol_per_s=between(0, 0.4), hydrogen_mmol_per_s=between(0, 0.1), heat_W=between(0, 500),
)  # fmt: skip

pieces = st.builds(Piece, between(60, 7200), circumstances, st.just(QUIET) | exchanges)

INTO = {
    "water_L": ("water_L_per_s", None), "sodium_mmol": ("sodium_mmol_per_s", "sodium_mmol_per_s"),
    "potassium_mmol": ("potassium_mmol_per_s", "potassium_mmol_per_s"),
    "chloride_mmol": ("chloride_mmol_per_s", None), "calcium_mmol": ("calcium_mmol_per_s", None),
    "magnesium_mmol": ("magnesium_mmol_per_s", None), "caffeine_mg": ("caffeine_mg_per_s", None),
    "alcohol_g": ("alcohol_g_per_s", None), "lactate_mmol": (None, "lactate_mmol_per_s"),
    "acid_mmol": (None, "hydrogen_mmol_per_s"),
}  # fmt: skip


def entered(history):
    """What the history and the muscles put in, for each conserved amount."""
    total = dict.fromkeys(INTO, 0.0)
    for piece in history:
        for amount, (eaten, given_) in INTO.items():
            if eaten:
                fed = getattr(piece.around.drink, eaten) + getattr(piece.around.meal, eaten)
                total[amount] += fed * piece.seconds
            if given_:
                total[amount] += getattr(piece.muscles, given_) * piece.seconds
    return total


@given(parameters(), st.lists(pieces, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_every_amount_is_conserved(drawn, history):
    body = Body(parameters=drawn, rtol=1e-8)
    before = totals(body.state, drawn)
    body.go(*history)
    after, came = totals(body.state, drawn), entered(history)
    for amount, start in before.items():
        size = max(abs(start), abs(after[amount]), abs(came[amount]), 1.0)
        assert abs(after[amount] - start - came[amount]) <= 1e-9 * size, amount


@given(parameters(), circumstances, exchanges)
@settings(max_examples=100, deadline=None)
def test_rates_alone_balance_exactly(drawn, around, muscles):
    """The law without a solver: the rate of each total is what enters at that moment."""
    v = values(drawn)
    now = rate(initial(drawn), v, around, muscles)
    came = entered([Piece(1.0, around, muscles)])
    for amount, change in totals(now, drawn).items():
        size = max(1e-3, abs(came[amount]))
        assert change == pytest.approx(came[amount], abs=1e-11 * size + 1e-13), amount


MAY_BE_NEGATIVE = {
    "potassium_cells_mmol", "sodium_from_muscle_mmol", "potassium_from_muscle_mmol", "calcium_bone_mmol",
    "magnesium_tissue_mmol", "acid_mmol", "lactate_cleared_mmol", "acid_cleared_mmol", "sweat_W_per_m2",
}  # fmt: skip


@given(parameters(), st.lists(pieces, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_nothing_is_negative_or_lost_in_numbers(drawn, history):
    body = Body(parameters=drawn).go(*history)
    states = np.array(body.states)
    assert np.isfinite(states).all()
    for name, column in zip(BodyState._fields, states.T, strict=True):
        if name not in MAY_BE_NEGATIVE:
            assert column.min() >= -1e-6, name
    for state in body.states:
        seen = readout(BodyState(*state), body.values)
        assert all(math.isfinite(x) for x in seen)
        assert 34.0 < seen.core_C < 42.5
        assert 10.0 < seen.skin_C < 43.0
        assert 80.0 < seen.plasma_sodium_mM < 260.0
        assert 0.5 < seen.plasma_potassium_mM < 30.0
        assert 6.0 < seen.blood_pH < 8.2
        assert seen.ionised_calcium_mM > 0.4
        assert all(math.isfinite(x) for x in blood(BodyState(*state), body.values))


@given(parameters())
@settings(max_examples=40, deadline=None)
def test_the_usual_mean_is_a_steady_state(drawn):
    v = values(drawn)
    state = initial(drawn)
    now = rate(state, v, usual_circumstances(v), QUIET)
    for name, there, change in zip(BodyState._fields[: -len(Counted._fields)], state, now, strict=False):
        scale = max(abs(there), 20.0 if name.endswith("_mmol") else 1.0)
        assert abs(change) * 86400.0 <= 0.005 * scale, name  # a trace of salt leaves with resting sweat


@given(parameters(), circumstances, exchanges)
@settings(max_examples=30, deadline=None)
def test_counted_amounts_steer_nothing(drawn, around, muscles):
    """What has left the body may not act on it."""
    v, state = values(drawn), np.array(initial(drawn))
    moved = state.copy()
    moved[-len(Counted._fields) :] += 123.0
    assert np.array_equal(
        right_hand_side(state, v, around, muscles), right_hand_side(moved, v, around, muscles)
    )


STORES = {"potassium_cells_mmol": 2.0, "magnesium_tissue_mmol": 0.1, "calcium_bone_mmol": 0.3}
"""mmol per kg against which counted stores are judged: all far below what cells and bone hold."""


@pytest.mark.parametrize(
    "person",
    [
        Person(habitual_caffeine_mg_per_day=200.0),
        Person(sex="male", age_yr=60, mass_kg=95, height_cm=182),
        Person(age_yr=15, mass_kg=45, height_cm=158),
    ],
    ids=["woman", "heavy man", "girl"],
)
def test_three_fed_resting_days_repeat(person):
    body = Body(person)
    body.go(*day_pieces(body))  # from the even mean to real meals
    hours = np.arange(0.0, 24.1, 1.0) * 3600.0
    days, drunk = [], []
    for _ in range(3):
        body.times, body.states = [0.0], [body.vector]
        thirst = body.state.thirst_drink_L
        body.go(*day_pieces(body))
        drunk.append(body.state.thirst_drink_L - thirst)
        seen = {n: body.column(n) for n in body.now._fields if n not in ("sweat_L", "urine_L")}
        seen |= {n: body.field(n) for n in BodyState._fields[: -len(Counted._fields)]}
        days.append({n: np.interp(hours, body.times, column) for n, column in seen.items()})
    for name in days[0]:
        scale = max(np.abs(days[0][name]).max(), STORES.get(name, 0.0) * person.mass_kg, 1e-3)
        for later in days[1:]:
            assert np.abs(later[name] - days[0][name]).max() <= 0.01 * scale, name
    assert drunk[2] == pytest.approx(drunk[0], rel=0.05, abs=0.02)
    assert 0.0 < drunk[0] < 1.2  # thirst tops up the usual drinks; it does not replace them


def test_usual_intake_given_from_outside_is_kept():
    """A salty, well watered diet is as steady as the default one."""
    day = Intake(3.0, 260.0, 110.0, 260.0, 20.0, 30.0, 400.0, 0.0, 0.0)
    usual = Intake(*(x / 86400.0 for x in day))
    drawn = replace(body_for(Person(mass_kg=80, sex="male"), usual))
    v = values(drawn)
    now = rate(initial(drawn), v, usual_circumstances(v), QUIET)
    assert abs(now.sodium_mmol) * 86400 < 0.1
    assert abs(now.body_water_L) * 86400 < 0.001
    assert now.sodium_urine_mmol * 86400 == pytest.approx(260 * 0.98, rel=1e-3)
