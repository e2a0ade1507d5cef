"""From work to the late rebound: one event for each bout, as large as the axon's sodium, and capped."""

import dataclasses

import numpy as np
import pytest

from myotwitch.axon.pools import AxonPoolParameters, AxonPools, rate
from myotwitch.course.crossing import bouts, milieus
from myotwitch.course.hours import AROUND
from myotwitch.course.human import Human
from myotwitch.course.plan import Cell, Plan, plan
from myotwitch.course.solve import solve
from myotwitch.handover import MUSCLES, Demand, Drive
from myotwitch.person import Person
from myotwitch.provenance import values

MINUTE = 60.0


def works(*told):
    """A plan of one cell: (minutes, force, duty), one after the other."""
    edges = np.cumsum([0.0, *(minutes * MINUTE for minutes, _, _ in told)])
    efforts = np.array([[[force, duty, 0.0, 0.0]] for _, force, duty in told])
    cell = Cell("soleus", ("left", "right"), 2.0, 0.5, (("soleus", "left"), ("soleus", "right")))
    return Plan(edges, np.zeros((len(told), AROUND)), efforts, (cell,))


def test_a_maximal_minute_is_the_unit():
    (bout,) = bouts(works((5, 0, 0), (1, 1, 1), (60, 0, 0)), 0)
    assert bout.end_s == 6 * MINUTE
    assert (bout.load, bout.sodium) == pytest.approx((1.0, 1.0))


def test_rest_has_no_bout():
    assert bouts(works((600, 0, 0), (5, 0, 1)), 0) == []


def test_pauses_of_up_to_twenty_minutes_belong_to_one_bout():
    sets = works((1, 1, 1), (19, 0, 0), (1, 1, 1), (21, 0, 0), (1, 1, 1))
    found = bouts(sets, 0)
    assert [bout.end_s for bout in found] == [21 * MINUTE, 43 * MINUTE]
    assert [bout.load for bout in found] == pytest.approx([2.0, 1.0])


def test_long_easy_work_has_many_impulses_but_little_sodium():
    """An hour's stroll is not a maximal minute, however many impulses it takes."""
    (stroll,) = bouts(works((60, 0.2, 0.5)), 0)
    assert stroll.load == pytest.approx(6.0)
    assert 0.1 < stroll.sodium < 0.25
    (hard,) = bouts(works((20, 0.9, 1.0)), 0)
    assert hard.sodium > 1.0  # capped where it is used


def test_the_sodium_is_that_of_the_axons_own_pool():
    p = values(AxonPoolParameters())

    def pool(seconds, discharge_Hz):
        y = AxonPools(0.0, 0.0, 0.0, 0.0)
        for _ in range(round(seconds / 0.1)):
            change = rate(y, p, Drive(discharge_Hz, 1.0), 4.2)
            y = AxonPools(*(a + 0.1 * b for a, b in zip(y, change, strict=True)))
        return y.nodal_sodium_mM

    (bout,) = bouts(works((4, 0.5, 0.6)), 0)
    assert bout.sodium == pytest.approx(pool(240, 0.3 * 30.0) / pool(60, 30.0), rel=0.01)


@pytest.fixture(scope="module")
def rebounds():
    """The rebound after maximal minutes of the calf, (times,), for a list of (minutes, force) pieces."""
    human = Human.reference(Person())
    from myotwitch.body.whole import usual_circumstances

    def found(*told, human=human):
        edges = np.cumsum([0.0, *(minutes * MINUTE for minutes, _ in told)])
        efforts = np.zeros((len(told), len(MUSCLES), 2, 4))
        for i, (_, force) in enumerate(told):
            efforts[i, MUSCLES.index("gastrocnemius"), :] = (force, 1.0, 0.0, 0.0)
        arounds = (usual_circumstances(human.body),) * len(told)
        asked = plan(Demand(edges, arounds, efforts), human.masses_kg())
        futures = solve([human], asked, np.arange(0.0, edges[-1], MINUTE))
        return milieus([human], futures, asked.cell_of("gastrocnemius", "left"))

    return found


def test_the_rebound_peaks_36_minutes_after_the_bout_with_20_pA(rebounds):
    here = rebounds((1, 1.0), (120, 0.0))
    assert here.rebound_pA[0].argmax() == 37
    assert here.rebound_pA[0].max() == pytest.approx(20.0, rel=1e-6)
    assert here.sites[0, :, -1] == pytest.approx(here.rebound_pA[0] + here.soreness_pA[0])


def test_the_cap_holds_and_two_bouts_are_two_events(rebounds):
    assert rebounds((10, 1.0), (120, 0.0)).rebound_pA[0].max() == pytest.approx(20.0, rel=1e-3)
    twice = rebounds((1, 1.0), (150, 0.0), (1, 1.0), (150, 0.0)).rebound_pA[0]
    peaks = np.flatnonzero((twice[1:-1] > twice[:-2]) & (twice[1:-1] >= twice[2:])) + 1
    assert list(peaks) == [37, 188]


def test_it_can_be_switched_off(rebounds):
    human = Human.reference(Person())
    off = dataclasses.replace(human, rebound=dataclasses.replace(human.rebound, amplitude_mV=0.0))
    assert (rebounds((1, 1.0), (60, 0.0), human=off).rebound_pA == 0.0).all()
