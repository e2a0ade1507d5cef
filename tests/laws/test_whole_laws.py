"""Laws of body, muscles and the axon's pools together, on the solver that everything uses."""

import sys
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))
from drawn_lives import HOUR_S, amounts, eaten, hand_made, human_of, lives, people, seeds

from myotwitch.axon.pools import AxonPools
from myotwitch.body import whole as body
from myotwitch.course.hours import LIVE, MUSCLE
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.result import Course, body_columns
from myotwitch.course.solve import FOR_MANY, TOLERANCE, solve
from myotwitch.handover import MUSCLES, Demand
from myotwitch.history.demand import demand
from myotwitch.history.timeline import History
from myotwitch.muscle import whole as muscle

few = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Without shrinking: each example is a whole simulation."""
CELL_NAMES = (*muscle.MuscleState._fields, *AxonPools._fields)
CARBON = CELL_NAMES.index("carbon_lost_mM")


def conserved(human, the_plan, tolerance=TOLERANCE):
    ends = np.array([the_plan.edges_s[0], the_plan.edges_s[-1]])
    futures = solve([human], the_plan, ends, tolerance=tolerance)
    before, after = (amounts(human, futures, at) for at in (0, -1))
    assert set(before) == {
        "water_L", "sodium_mmol", "potassium_mmol", "chloride_mmol", "calcium_mmol", "magnesium_mmol",
        "caffeine_mg", "alcohol_g", "lactate_mmol",
    }  # fmt: skip
    for name, start in before.items():
        came = eaten(the_plan, name)
        size = max(abs(start), abs(after[name]), came, 1.0)
        assert abs(after[name] - start - came) <= 1e-9 * size, name


@few
@given(lives())
def test_every_amount_is_conserved_through_whole_histories(life):
    conserved(life.human, life.done)


@few
@given(hand_made(), st.sampled_from([TOLERANCE, 3e-3]))
def test_every_amount_is_conserved_whatever_is_asked(made, tolerance):
    """Conservation owes nothing to small steps."""
    conserved(made.human, made.done, tolerance)


def kept(life, every_s=300.0):
    times = np.arange(life.done.edges_s[0], life.done.edges_s[-1], every_s)
    return solve([life.human], life.done, times)


MAY_BE_NEGATIVE = {
    "potassium_cells_mmol", "sodium_from_muscle_mmol", "potassium_from_muscle_mmol", "calcium_bone_mmol",
    "magnesium_tissue_mmol", "acid_mmol", "lactate_cleared_mmol", "acid_cleared_mmol",
    "acid_load_mM", "carbon_lost_mM", "sweat_W_per_m2",
}  # fmt: skip
FRACTIONS = ("force_fraction", "low_frequency_force_fraction", "damage", "soreness", "glycogen_fraction")
FRACTION_STATES = ("pump_drive", "perfusion", "long_loss", "damage", "disturbance", "protection")
ROUNDING = 1e-4
"""What a state of size one may stray below zero: the solver's own error."""


def bounded(human, futures):
    states = {name: futures.body[0, :, i] for i, name in enumerate(body.BodyState._fields)}
    states |= {name: futures.cells[0, :, :, i] for i, name in enumerate(CELL_NAMES)}
    for name, column in states.items():
        assert np.isfinite(column).all(), name
        if name not in MAY_BE_NEGATIVE:
            assert column.min() >= -ROUNDING * max(1.0, np.abs(column).max()), name
    for name in FRACTION_STATES:
        assert states[name].max() <= 1.0 + ROUNDING, name
    columns = {name: column[0] for name, column in body_columns(futures).items()}
    assert all(np.isfinite(column).all() for column in columns.values())
    assert 0.5 < columns["plasma_potassium_mM"].min() <= columns["plasma_potassium_mM"].max() < 20.0
    assert 90.0 < columns["plasma_sodium_mM"].min() <= columns["plasma_sodium_mM"].max() < 220.0
    course = Course(human, futures.times_s, futures, futures)
    for group in {cell.group for cell in futures.plan.cells if cell.sides}:
        seen = course.muscle(group, "left")
        for name in FRACTIONS:
            assert -ROUNDING <= seen[name].min() <= seen[name].max() <= 1.0 + ROUNDING, name
        for name in ("interstitial_potassium_mM", "intracellular_sodium_mM", "creatine_kinase_IU_per_L"):
            assert seen[name].min() > 0.0, name
        assert 5.8 < seen["pH"].min() <= seen["pH"].max() < 7.9


@few
@given(lives())
def test_nothing_becomes_impossible_in_whole_histories(life):
    bounded(life.human, kept(life))


@few
@given(hand_made())
def test_nothing_becomes_impossible_whatever_is_asked(made):
    bounded(made.human, kept(made))


STORES = {
    "potassium_cells_mmol": 10.0, "potassium_from_muscle_mmol": 10.0, "sodium_from_muscle_mmol": 10.0,
    "magnesium_tissue_mmol": 1.0, "calcium_bone_mmol": 3.0, "acid_mmol": 1.0,
}  # fmt: skip
"""mmol per kg against which stores that count from zero are judged: at most a quarter of what people hold."""
VASOPRESSIN_PM = 5.0
"""Vasopressin follows tenths of a milliosmole, so it is judged against its level when thirsty."""


def resting_days(human, days, days_before):
    """States at each clock hour, (days, 24 hours, ...), of fed resting days after some that are not looked at."""
    usual = demand(History(human.person), before_s=days_before * 24 * HOUR_S, after_s=days * 24 * HOUR_S)
    hours = np.arange(0.0, days * 24.0) * HOUR_S
    found = solve([human], plan(usual, human.masses_kg(), asked="gastrocnemius"), hours)
    return found.body[0].reshape(days, 24, -1), found.cells[0].reshape(days, 24, *found.cells.shape[2:])


def repeats(human, days_before, within):
    bodies, cells = resting_days(human, 3, days_before)
    for i, name in enumerate(body.BodyState._fields[:LIVE]):
        least = VASOPRESSIN_PM if name == "vasopressin_pM" else STORES.get(name, 0.0) * human.person.mass_kg
        size = max(np.abs(bodies[..., i]).max(), least, 1e-3)
        assert np.ptp(bodies[..., i], axis=0).max() <= within * size, name
    for i, name in enumerate(CELL_NAMES):
        if i != CARBON:
            assert np.ptp(cells[..., i], axis=0).max() <= within * max(np.abs(cells[..., i]).max(), 1e-3), (
                name
            )


@few
@given(people)
def test_fed_resting_days_repeat_from_the_second_on(person):
    repeats(Human.reference(person), 1, 0.01)


@few
@given(people, seeds)
def test_fed_resting_days_of_drawn_bodies_repeat_after_three(person, seed):
    """Drawn bodies may keep caffeine for days, so the first three are not looked at."""
    repeats(human_of(person, seed), 3, 0.01)


@few
@given(people, st.sampled_from(["gastrocnemius", "quadriceps", "thenar"]))
def test_nothing_drifts_in_72_hours_of_even_rest(person, group):
    """Body, muscle and axon stay where they are when the usual day comes evenly, without meals and nights."""
    human = Human.reference(person)
    rest = np.zeros((1, len(MUSCLES), 2, 4))
    even = Demand(np.array([0.0, 72 * HOUR_S]), (body.usual_circumstances(human.body),), rest)
    found = solve([human], plan(even, human.masses_kg(), asked=group), np.linspace(0, 72 * HOUR_S, 25))
    for i, name in enumerate(CELL_NAMES):
        series = found.cells[0, :, :, i]
        assert np.ptp(series, axis=0).max() <= 1e-3 * max(np.abs(series).max(), 1e-3), name
    for i, name in enumerate(body.BodyState._fields[:LIVE]):
        series = found.body[0, :, i]
        size = max(np.abs(series).max(), STORES.get(name, 0.0) * person.mass_kg, 1e-3)
        assert np.ptp(series) <= 0.005 * size, name


def twitch_ratios(life, tolerance):
    times = np.linspace(life.effort_end_s + 60.0, life.done.edges_s[-1], 200)
    now, usual = (solve([life.human], p, times, tolerance=tolerance) for p in (life.done, life.rest))
    course = Course(life.human, times, now, usual)
    groups = {cell.group for cell in life.done.cells if cell.sides} or {"soleus"}
    spikes = [course.spikes(group, "left") for group in sorted(groups)]
    return np.stack([s.ratio_to_usual for s in spikes]), np.stack([s.inside_range for s in spikes])


@few
@given(lives())
def test_steps_for_a_tenth_of_the_error_move_the_twitch_ratio_by_less_than_a_hundredth(life):
    rough, inside = twitch_ratios(life, FOR_MANY)
    fine, also = twitch_ratios(life, FOR_MANY / 10)
    both = inside & also
    assert both.mean() > 0.5
    assert np.abs(rough / fine - 1.0)[both].max() < 0.01


@few
@given(lives())
def test_axon_pools_empty_within_three_hours(life):
    """The minute pools leave nothing behind, whatever was done."""
    late_s = min(life.effort_end_s + 3 * HOUR_S, life.done.edges_s[-1])
    late = solve([life.human], life.done, np.array([life.done.edges_s[0], late_s]))
    assert np.abs(late.cells[0, -1, :, MUSCLE:]).max() < 2e-3
