"""Rest is rest, in any blood, for every muscle."""

import numpy as np
import pytest
from alone import REST, RESTING, Circulation, Course

from myotwitch.handover import MUSCLES, Blood, Effort
from myotwitch.muscle.state import MuscleState
from myotwitch.muscle.whole import initial, muscle_for, rate, readout
from myotwitch.person import Person
from myotwitch.provenance import values, varied

COUNTED = "carbon_lost_mM"


def largest_rate(p, blood):
    change, exchange, drive = rate(initial(p, blood), p, REST, blood)
    return max(abs(x) for name, x in change._asdict().items() if name != COUNTED), exchange, drive


@pytest.mark.parametrize("group", MUSCLES)
def test_nothing_moves_at_rest(group):
    p = values(muscle_for(group, Person(sex="male", mass_kg=80.0)))
    moving, exchange, drive = largest_rate(p, RESTING)
    assert moving < 1e-15
    assert abs(exchange.potassium_mmol_per_s) < 1e-15
    assert exchange.lactate_mmol_per_s == 0.0
    assert drive == (0.0, 0.0)


@pytest.mark.parametrize(
    "blood", [Blood(3.3, 140, 0.6, 7.45, 36.4, 1.0, 0.0), Blood(5.2, 128, 1.8, 7.3, 38.9, 0.0, 0.0)]
)
def test_nothing_moves_at_rest_in_unusual_blood(blood):
    blood = Blood(*map(float, blood))
    p = values(muscle_for("soleus", Person()))
    assert largest_rate(p, blood)[0] < 1e-15
    assert readout(initial(p, blood), p).interstitial_potassium_mM == pytest.approx(blood.potassium_mM + 0.2)


def test_nothing_moves_at_rest_in_any_plausible_muscle():
    random = np.random.default_rng(4)
    usual = muscle_for("gastrocnemius", Person())
    for _ in range(200):
        p = values(varied(usual, random))
        assert largest_rate(p, RESTING)[0] < 1e-14


def test_three_days_of_rest_change_nothing():
    c = Course(muscle_for("quadriceps", Person()), None, [(72 * 3600.0, REST)])
    start, end = c.states[:22, 0], c.states[:22, -1]
    assert np.abs(end - start).max() < 1e-6 * np.abs(start).max()
    assert np.allclose(c.columns[0], c.columns[-1], rtol=1e-6)


def test_a_pushed_muscle_comes_back():
    """Rest attracts: phosphocreatine above and below it, potassium and lactate return."""
    p = values(muscle_for("quadriceps", Person()))
    rest = initial(p, RESTING)
    for name, factor, moved in [
        ("phosphocreatine_mM", 1.2, "oxidation_mM_per_s"), ("phosphocreatine_mM", 0.2, "oxidation_mM_per_s"),
        ("lactate_mM", 9.0, "lactate_mM"), ("potassium_outside_mM", 2.0, "potassium_outside_mM"),
        ("sodium_inside_mM", 1.5, "sodium_inside_mM"), ("sodium_inside_mM", 0.7, "sodium_inside_mM"),
        ("glycogen_mmol_per_kg", 0.5, "glycogen_mmol_per_kg"), ("temperature_C", 1.1, "temperature_C"),
    ]:  # fmt: skip
        y = rest._replace(**{name: getattr(rest, name) * factor})
        push = getattr(rate(y, p, REST, RESTING)[0], moved)
        assert push * (factor - 1.0) < 0.0, name


def test_resting_readout_is_whole():
    p = values(muscle_for("gastrocnemius", Person()))
    r = readout(initial(p, RESTING), p)
    assert r.phosphocreatine_fraction == pytest.approx(1.0)
    assert r.glycogen_fraction == 1.0
    assert r.force_fraction == pytest.approx(1.0, abs=1e-4)
    assert r.low_frequency_force_fraction == pytest.approx(1.0, abs=1e-4)
    assert r.pump_ratio == pytest.approx(1.0)
    assert r.temperature_C == pytest.approx(37.0 - 1.8)
    assert (r.damage, r.soreness) == (0.0, 0.0)


def test_the_fastest_time_constant_is_mild():
    """No time constant below 3 s, so that published solvers take large steps."""
    p = values(muscle_for("quadriceps", Person()))
    course = Course(
        muscle_for("quadriceps", Person()), None, [(40, (0.8, 1, 0, 0.2)), (60, REST)], circulation=Circulation(open_=0.0),
        points=6,
    )  # fmt: skip
    effort = Effort(0.8, 1.0, 0.0, 0.2)
    fastest = np.inf
    for column, during in zip(course.states.T, [effort] * 6 + [REST] * 6, strict=True):
        y = np.array(column[:22])
        jacobian = np.empty((22, 22))
        for i in range(22):
            h = 1e-6 * max(1e-2, abs(y[i]))
            up, down = y.copy(), y.copy()
            up[i] += h
            down[i] -= h
            jacobian[:, i] = (
                np.array(rate(MuscleState(*up), p, during, RESTING)[0])
                - np.array(rate(MuscleState(*down), p, during, RESTING)[0])
            ) / (2 * h)
        fastest = min(fastest, 1.0 / np.abs(np.linalg.eigvals(jacobian)).max())
    assert fastest > 3.0


def test_a_drawn_variant_is_still_the_same_muscle():
    """Group values and what the person told survive the draw; only the factors move."""
    foot = muscle_for("abductor_hallucis", Person(), accustomed=0.0)
    drawn = [varied(foot, np.random.default_rng(i)) for i in range(100)]
    temperatures = [readout(initial(values(d), RESTING), values(d)).temperature_C for d in drawn]
    assert 25.5 < min(temperatures) < max(temperatures) < 35.5
    assert {initial(values(d), RESTING).protection for d in drawn} == {0.0}
    assert len({d.group.mass_kg for d in drawn}) == 1
