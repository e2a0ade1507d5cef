"""A small demand, written by hand: a usual day, a run, a day after."""

import numpy as np
import pytest

from myotwitch.body.whole import usual_circumstances
from myotwitch.course.human import Human
from myotwitch.handover import MUSCLES, Demand
from myotwitch.person import Person

RUN = {
    "gastrocnemius": (0.5, 0.5, 0.0, 0.3),
    "soleus": (0.5, 0.6, 0.0, 0.3),
    "quadriceps": (0.45, 0.4, 0.0, 0.4),
    "hamstrings": (0.4, 0.4, 0.0, 0.1),
}


def demand_of(human: Human, pieces):
    """pieces: (duration_s, changes of circumstances, efforts by muscle)."""
    rest = usual_circumstances(human.body)
    edges, arounds, efforts = [-7200.0], [], []
    for duration, changes, muscles in pieces:
        edges.append(edges[-1] + duration)
        arounds.append(rest._replace(**changes))
        effort = np.zeros((len(MUSCLES), 2, 4))
        for name, told in muscles.items():
            effort[MUSCLES.index(name), :] = told
        efforts.append(effort)
    return Demand(np.array(edges), tuple(arounds), np.array(efforts))


@pytest.fixture(scope="session")
def human() -> Human:
    return Human.reference(Person())


@pytest.fixture(scope="session")
def run_demand(human) -> Demand:
    hard = {
        "metabolic_rate_W": 800.0,
        "vo2max_fraction": 0.75,
        "air_C": 28.0,
        "radiant_C": 32.0,
        "wind_m_per_s": 2.9,
    }
    return demand_of(
        human, [(7200.0, {}, {}), *[(600.0, hard, RUN)] * 5, (600.0, {}, {}), (40_000.0, {}, {})]
    )
