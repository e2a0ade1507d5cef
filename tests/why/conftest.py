"""Two small answers: a hot run asked beforehand, and a day without sport."""

from datetime import datetime

import pytest

from myotwitch.history.intake import Dose, Drink
from myotwitch.history.session import Session, Work
from myotwitch.history.timeline import History, Sleep, Stress, Weather
from myotwitch.person import Person
from myotwitch.why.answer import Why, explain


@pytest.fixture(scope="session")
def hot_run() -> History:
    run = Session((Work(3600.0, "running", speed_m_per_s=2.8),), start=datetime(2026, 5, 2, 9, 0))
    return History(
        Person(sex="female", age_yr=34, mass_kg=62, height_cm=170), sessions=run, sleep=Sleep(hours=5.5),
        weather=Weather(air_C=29, humidity=0.6, sun="full"), stress=Stress(0.6, "-8 h", "+10 h"),
        intake=(Drink("water", volume_L=1.0, at="+30 min"), Dose(200.0, at="-1 h")), where="left calf",
    )  # fmt: skip


@pytest.fixture(scope="session")
def why(hot_run) -> Why:
    return explain(hot_run, draws=12, hours=72.0)


@pytest.fixture(scope="session")
def quiet_day() -> Why:
    history = History(Person(), now=datetime(2026, 5, 2, 20, 0), where="right eyelid")
    return explain(history, draws=8, hours=12.0)
