"""What a part of a session asks: energy by the right MET, monotonic in effort, sides and loads."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.handover import MUSCLES
from myotwitch.history.effort import joined
from myotwitch.history.intensity import IntensityNumbers, trust
from myotwitch.history.locomotion import Locomotion, locomotion_met, slope_lengthening
from myotwitch.history.pieces import WorkNumbers, metabolic_rate_W, piece, session_pieces
from myotwitch.history.session import Hints, Rest, Session, Set, Work
from myotwitch.history.strength import Lifting, estimated_duration_s, set_load_fraction, with_usual_rests
from myotwitch.history.tables import activities
from myotwitch.person import Person

MAN = Person(sex="male", age_yr=35, mass_kg=70, height_cm=175)
ALONE = Session(())
FORCE, DUTY, HELD, LENGTHENING = range(4)


def muscle(found, name, side=0):
    return found.effort[MUSCLES.index(name), side]


def asked(part, session=ALONE, person=MAN):
    (found,) = piece(part, session, person)
    return found


def mean_activation(found):
    return float((found.effort[..., FORCE] * found.effort[..., DUTY]).sum())


def test_the_two_mets():
    """10 MET of a runner of 70 kg and 1.75 m are 814 W, which is 442 and not 582 W/m²."""
    assert metabolic_rate_W(10, MAN) == pytest.approx(814.1, abs=0.1)
    assert metabolic_rate_W(10, MAN) / MAN.surface_m2 == pytest.approx(442, abs=3)
    at_ten = asked(Work(600, "treadmill_running", speed_m_per_s=9 * 1.163 / 3.8))
    assert at_ten.metabolic_rate_W == pytest.approx(814.1, abs=0.1)
    assert at_ten.external_work_W == 0


@pytest.mark.parametrize(("mph", "met"), [(5, 8.3), (6, 9.8), (7, 11.0)], ids=["12030", "12050", "12070"])
def test_level_running_is_near_the_compendium(mph, met):
    found = locomotion_met("run", mph * 0.44704, 0.0, Locomotion())
    assert found == pytest.approx(met, rel=0.05)


@pytest.mark.parametrize(
    ("mph", "met"), [(2.5, 3.0), (3.0, 3.5), (3.5, 4.3), (4.0, 5.0), (4.5, 7.0), (5.0, 8.3)]
)
def test_level_walking_is_near_the_compendium(mph, met):
    assert locomotion_met("walk", mph * 0.44704, 0.0, Locomotion()) == pytest.approx(met, rel=0.17)


def test_cost_on_slopes_follows_minetti():
    """Abstract of Minetti 2002: level 3.40, +0.45 18.93, -0.20 1.73, -0.45 3.92 J/kg/m (ratios)."""
    p = Locomotion()
    level = locomotion_met("run", 2.0, 0.0, p) - 1
    for grade, cost in ((0.45, 18.93), (-0.2, 1.73), (-0.45, 3.92)):
        ratio = (locomotion_met("run", 2.0, grade, p) - 1) / level
        assert ratio == pytest.approx(cost / 3.40, rel=0.12)


@given(st.floats(1.7, 6.0), st.floats(0.01, 1.0), st.floats(-0.1, 0.3))
def test_more_with_speed(speed, more, grade):
    slow = asked(Work(60, "running", speed_m_per_s=speed, grade=grade))
    fast = asked(Work(60, "running", speed_m_per_s=speed + more, grade=grade))
    assert fast.metabolic_rate_W >= slow.metabolic_rate_W
    assert mean_activation(fast) >= mean_activation(slow) - 1e-9


@given(st.floats(1.0, 3.5), st.floats(-0.08, 0.3), st.floats(0.005, 0.1), st.sampled_from(["walking", "trail_running", "hiking"]))  # fmt: skip
def test_more_with_grade(speed, grade, more, name):
    flat = asked(Work(60, name, speed_m_per_s=speed, grade=grade))
    steep = asked(Work(60, name, speed_m_per_s=speed, grade=grade + more))
    assert steep.metabolic_rate_W >= flat.metabolic_rate_W
    assert steep.external_work_W >= flat.external_work_W


@given(st.floats(0, 1200), st.floats(1, 200), st.sampled_from(["cycling", "indoor_cycling", "rowing_indoor"]))
def test_more_with_power(power, more, name):
    easy, hard = (asked(Work(60, name, power_W=w)) for w in (power, power + more))
    assert hard.metabolic_rate_W >= easy.metabolic_rate_W
    assert mean_activation(hard) >= mean_activation(easy)
    assert hard.external_work_W == pytest.approx(power + more)


@given(st.floats(60, 190), st.floats(1, 30), st.sampled_from(["volleyball", "soccer", "hiit", "skating"]))
def test_more_with_heart_rate(beats, more, name):
    easy, hard = (asked(Work(60, name, heart_rate_bpm=b)) for b in (beats, min(200, beats + more)))
    assert hard.metabolic_rate_W >= easy.metabolic_rate_W - 1e-9
    assert mean_activation(hard) >= mean_activation(easy) - 1e-9


@given(st.floats(0.05, 0.95), st.floats(0.01, 0.5))
def test_more_with_load(load, more):
    light, heavy = (asked(Set("back_squat", 5, load_fraction=min(1, x))) for x in (load, load + more))
    assert heavy.metabolic_rate_W >= light.metabolic_rate_W
    assert mean_activation(heavy) >= mean_activation(light)


def test_downhill_lengthens_more_than_level_more_than_uphill():
    p = Locomotion()
    level = p.lengthening_level
    assert slope_lengthening(level, 0.0, p) == pytest.approx(level)
    assert slope_lengthening(level, -0.2, p) == pytest.approx(p.lengthening_downhill)
    assert slope_lengthening(level, 0.2, p) == pytest.approx(p.lengthening_uphill)
    down = asked(Work(60, "running", speed_m_per_s=3, grade=-0.15))
    flat = asked(Work(60, "running", speed_m_per_s=3, grade=0.0))
    assert muscle(down, "quadriceps")[LENGTHENING] > muscle(flat, "quadriceps")[LENGTHENING]
    assert down.metabolic_rate_W < flat.metabolic_rate_W
    assert down.external_work_W < 0  # gravity's work becomes heat
    assert down.external_work_W == pytest.approx(-70 * 9.80665 * 3 * 0.1483, rel=1e-3)


def test_two_hundred_watts_are_the_table():
    rider = replace(MAN, mass_kg=75)
    found = asked(Work(60, "cycling", power_W=200.0), person=rider)
    assert found.external_work_W / found.metabolic_rate_W == pytest.approx(0.198, abs=0.003)  # Moseley 2001
    force, duty, held, lengthening = muscle(found, "quadriceps")
    assert force * duty == pytest.approx(0.2, rel=0.01)
    assert (held, lengthening) == (0.0, 0.01)


def test_heart_rate_reserve_is_oxygen_reserve():
    told = Session((), hints=Hints(resting_heart_rate_bpm=50, maximum_heart_rate_bpm=190))
    fit = replace(MAN, vo2max_mL_per_min_per_kg=49.0)  # 14 MET
    half = asked(Work(60, "volleyball", heart_rate_bpm=120), told, fit)
    assert half.metabolic_rate_W == pytest.approx(metabolic_rate_W(7.5, fit))
    assert half.vo2max_fraction == pytest.approx(7.5 / 14)


def test_speed_beats_heart_rate_for_a_runner_and_power_for_a_rider():
    run = asked(Work(60, "running", speed_m_per_s=3, heart_rate_bpm=190))
    assert run.metabolic_rate_W == asked(Work(60, "running", speed_m_per_s=3)).metabolic_rate_W
    assert run.known_by == "speed"
    ride = asked(Work(60, "cycling", speed_m_per_s=8, heart_rate_bpm=130, power_W=150))
    assert (ride.known_by, asked(Work(60, "cycling", speed_m_per_s=8, heart_rate_bpm=130)).known_by) == (
        "power",
        "heart rate",
    )
    assert asked(Work(60, "cycling")).known_by == "table"
    assert (
        asked(Work(60, "volleyball", rpe=8)).metabolic_rate_W > asked(Work(60, "volleyball")).metabolic_rate_W
    )


def test_a_power_that_the_heart_contradicts_is_not_believed():
    """A rowing machine's field said 370 W throughout, at 97 as at 165 beats a minute."""
    broken = Session(
        tuple(Work(240, "rowing_indoor", power_W=370.0, heart_rate_bpm=b) for b in (97, 165, 98))
    )
    found = session_pieces(broken, MAN)
    assert {one.known_by for one in found} == {"heart rate"}
    assert max(one.metabolic_rate_W for one in found) < metabolic_rate_W(12, MAN)
    strong = replace(MAN, vo2max_mL_per_min_per_kg=65.0)
    (believed,) = piece(Work(240, "rowing_indoor", power_W=260.0, heart_rate_bpm=170), ALONE, strong)
    assert believed.known_by == "power"
    (sprint,) = piece(Work(20, "cycling", power_W=900.0, heart_rate_bpm=120), ALONE, MAN)
    assert sprint.known_by == "power"


def test_nobody_runs_for_an_hour_above_their_maximum():
    """A fast hour tells of a fit runner, unless the person told their maximum."""
    fast = Session((Work(3600, "running", speed_m_per_s=4.5),))
    (found,) = session_pieces(fast, MAN)
    assert 0.8 < found.vo2max_fraction < 0.95
    told = replace(MAN, vo2max_mL_per_min_per_kg=40.0)
    assert trust(fast, told, IntensityNumbers()).capacity_mL_per_min_per_kg == 40.0
    easy = Session((Work(3600, "walking", speed_m_per_s=1.2),))
    assert trust(easy, MAN, IntensityNumbers()).capacity_mL_per_min_per_kg == MAN.vo2max


def test_sides():
    lunge = asked(Set("split_squat", 8))
    assert np.array_equal(lunge.effort, asked(Set("Bulgarian Split Squats", 8)).effort)
    left = asked(Set("split_squat", 8, side="left"))
    assert muscle(lunge, "quadriceps", 0)[DUTY] == muscle(lunge, "quadriceps", 1)[DUTY]
    assert muscle(left, "quadriceps", 0)[DUTY] == pytest.approx(2 * muscle(lunge, "quadriceps", 0)[DUTY])
    assert not muscle(left, "quadriceps", 1).any()
    assert muscle(left, "erector_spinae", 1)[FORCE] > 0
    squat = asked(Set("back_squat", 8))
    assert np.array_equal(squat.effort[:, 0], squat.effort[:, 1])


def test_holds_are_isometric_and_do_not_lengthen():
    found = asked(Set("plank", duration_s=60))
    force, duty, held, lengthening = muscle(found, "abdominals")
    assert (held, lengthening, duty) == (1.0, 0.0, 1.0)
    assert 0.4 < force < 0.6
    grip = muscle(asked(Set("deadlift", 5)), "forearm")
    assert grip[HELD] == 1.0


def test_slow_lifts_lie_nearer_to_a_hold_than_jumps():
    """Fibres split ATP in proportion to speed above what a hold costs; 3 s a repetition is a fifth of pedalling."""
    slow = muscle(asked(Set("back_squat", 8)), "quadriceps")[HELD]
    assert 0.7 < slow < 0.8
    fast = muscle(asked(Set("box_jump", 8)), "quadriceps")[HELD]
    assert 0.0 <= fast < slow
    assert muscle(asked(Set("plank", duration_s=60)), "abdominals")[HELD] == 1.0


def test_rests_carry_no_effort():
    found = asked(Rest(90.0), Session((Set("back_squat", 5),)))
    assert not found.effort.any()
    assert found.metabolic_rate_W == pytest.approx(metabolic_rate_W(2.2, MAN))


@pytest.mark.parametrize(
    ("part", "fraction"),
    [
        (Set("back_squat", 5, load_fraction=0.8), 0.8),
        (Set("back_squat", 8, rpe=10), 1 / (1 + 8 / 30)),
        (Set("back_squat", 8), 1 / (1 + 10 / 30)),
        (Set("back_squat"), 0.75),
        (Set("back_squat", 1, duration_s=62.0), 0.75),  # a watch that missed the repetitions
        (Set("back_squat", 8, load_kg=0.0), 0.75),  # zero weight: not entered
        (Set("push_up", 200), 0.3),
    ],
)
def test_load_fraction(part, fraction):
    assert set_load_fraction(part, (), Lifting()) == pytest.approx(fraction)


def test_lighter_sets_are_judged_by_the_heaviest():
    warm_up, work = Set("bench_press", 8, load_kg=40), Set("bench_press", 5, load_kg=80, rpe=10)
    others = (warm_up, work)
    assert set_load_fraction(work, others, Lifting()) == pytest.approx(1 / (1 + 5 / 30))
    assert set_load_fraction(warm_up, others, Lifting()) == pytest.approx(40 / (80 * (1 + 5 / 30)))


def test_a_log_without_times_gets_rests():
    log = Session((Set("back_squat", 5), Set("back_squat", 5), Set("bench_press", 10)))
    kinds = [type(part).__name__ for part in with_usual_rests(log, Lifting())]
    assert kinds == ["Set", "Rest", "Set", "Rest", "Set"]
    assert estimated_duration_s(log) == pytest.approx(15 + 120 + 15 + 120 + 30)
    timed = Session((Set("back_squat", 5, duration_s=20), Set("lunge", 5, duration_s=20)))
    assert len(with_usual_rests(timed, Lifting())) == 2


def test_a_long_set_of_few_repetitions_is_mostly_waiting():
    quick = asked(Set("back_squat", 10, duration_s=30))
    slow = asked(Set("back_squat", 10, duration_s=100))
    assert muscle(slow, "quadriceps")[DUTY] == pytest.approx(0.45 * muscle(quick, "quadriceps")[DUTY])
    assert slow.metabolic_rate_W < quick.metabolic_rate_W


@pytest.mark.parametrize(
    "plan",
    [
        [("back_squat", 5, 5), ("calf_raise", 3, 15)],
        [("back_squat", 4, 10), ("bench_press", 4, 10), ("bent_over_row", 4, 10), ("lunge", 3, 12)],
        [("burpee", 5, 15), ("thruster", 5, 12), ("kettlebell_swing", 5, 20)],
    ],
)
def test_a_gym_session_averages_what_the_compendium_says(plan):
    """Codes 02050, 02052 and 02054: 3.5 to 6 MET with rests."""
    sets = tuple(Set(name, repetitions=n) for name, sets, n in plan for _ in range(sets))
    pieces = session_pieces(Session(sets), MAN)
    energy = sum(one.metabolic_rate_W * one.duration_s for one in pieces)
    mean = energy / sum(one.duration_s for one in pieces) / metabolic_rate_W(1, MAN)
    assert 3.0 < mean < 6.5


def test_a_watch_guess_counts_when_the_first_is_unknown():
    guessed = asked(Set("fit:unknown", 10, guesses=("fit:unknown", "fit:squat")))
    assert guessed.kind == "back_squat"
    assert asked(Set("fit:unknown", 10)).kind == "unknown_exercise"


def test_unknown_activity_counts_as_unknown():
    assert asked(Work(60, "quidditch")).kind == "unknown"


works = st.builds(
    Work, st.floats(1, 900), st.sampled_from(sorted(activities())),
    st.none() | st.floats(0, 12), st.none() | st.floats(-0.6, 0.6), st.none() | st.floats(0, 2000),
    st.none() | st.floats(30, 240), st.none() | st.floats(0, 220), st.none() | st.floats(0, 10),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(works, min_size=1, max_size=80), st.integers(3, 60))
def test_joining_keeps_energy_time_and_impulse(parts, most):
    pieces = [one for part in parts for one in piece(part, ALONE, MAN)]
    few = joined(pieces, most=most)
    assert len(few) <= most

    def totals(found):
        return np.array([
            sum(q.duration_s for q in found),
            sum(q.duration_s * q.metabolic_rate_W for q in found),
            sum(q.duration_s * q.external_work_W for q in found),
            *sum(q.duration_s * (q.effort[..., 0] * q.effort[..., 1]).sum(axis=1) for q in found),
        ])  # fmt: skip

    assert totals(few) == pytest.approx(totals(pieces), rel=1e-9, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(works, st.floats(30, 150), st.sampled_from(["female", "male"]))
def test_anything_a_device_says_gives_a_possible_demand(part, mass_kg, sex):
    found = asked(part, ALONE, Person(sex=sex, mass_kg=mass_kg))
    assert np.isfinite(found.effort).all()
    assert ((found.effort >= 0) & (found.effort <= 1)).all()
    assert 1.0 <= found.metabolic_rate_W / metabolic_rate_W(1, Person(mass_kg=mass_kg)) <= 100.0
    assert found.metabolic_rate_W - found.external_work_W >= 0.69 * found.metabolic_rate_W
    assert 0 <= found.own_wind_m_per_s <= 25


def test_numbers_nest():
    assert WorkNumbers().intensity.locomotion.level_running_J_per_kg_m == 3.8
