"""Whatever may be told of a person, a day and a workout, the body stays one that a human could have."""

import math

import numpy as np
from body_runs import Body, Piece, no_thirst
from hypothesis import given, settings
from hypothesis import strategies as st

from myotwitch.body.state import BodyState
from myotwitch.body.whole import body_for, readout
from myotwitch.handover import Circumstances, Exchange, Intake
from myotwitch.person import ALLOWED, Person
from myotwitch.provenance import varied


def within(low, high):
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


def allowed(name):
    return within(*ALLOWED[name][:2])


people = st.builds(
    Person, sex=st.sampled_from(["female", "male"]), age_yr=allowed("age_yr"), mass_kg=allowed("mass_kg"),
    height_cm=allowed("height_cm"), heat_acclimation=st.none() | allowed("heat_acclimation"),
    salty_sweater=st.none() | st.booleans(), smoker=st.booleans(), oral_contraceptive=st.booleans(), pregnant=st.booleans(),
    habitual_caffeine_mg_per_day=allowed("habitual_caffeine_mg_per_day"),
)  # fmt: skip
drinks = st.builds(
    Intake, water_L_per_s=within(0, 1e-3), sodium_mmol_per_s=within(0, 0.1), potassium_mmol_per_s=within(0, 0.01),
    chloride_mmol_per_s=within(0, 0.1), magnesium_mmol_per_s=within(0, 0.005), calcium_mmol_per_s=within(0, 0.01),
    carbohydrate_g_per_s=within(0, 0.1), caffeine_mg_per_s=within(0, 0.5), alcohol_g_per_s=within(0, 0.03),
)  # fmt: skip


MOST_FROM_MUSCLE_MMOL_PER_KG = 3.0
"""Of body mass, in one piece: all muscles (25 kg of 70) at 13 mM of sodium and potassium exchanged."""


@st.composite
def pieces(draw, mass_kg):
    """Work in proportion to the body, up to what the fittest do for an hour."""
    share = draw(within(0.05, 1.6))
    watts = mass_kg * draw(within(0.8, 18.0))
    around = Circumstances(
        metabolic_rate_W=watts, external_work_W=draw(within(0, 0.25)) * watts, vo2max_fraction=share, air_C=draw(within(-40, 50)),
        radiant_C=draw(within(-40, 80)), humidity=draw(within(0, 1)), wind_m_per_s=draw(within(0, 20)),
        clothing_clo=draw(within(0, 3)), upright=draw(within(0, 1)), asleep=draw(st.sampled_from([0.0, 1.0])),
        stress=draw(within(0, 1)), sleep_debt_h=draw(within(0, 24)), overbreathing_mmHg=draw(within(0, 25)),
        drink=draw(st.just(Intake()) | drinks), meal=draw(st.just(Intake()) | drinks),
    )  # fmt: skip
    seconds = draw(within(30, 7200))
    seconds = min(seconds, 600.0) if share > 0.9 else seconds
    effort = min(1.0, share) * mass_kg / 70.0
    ions = min(0.2 * effort, MOST_FROM_MUSCLE_MMOL_PER_KG * mass_kg / seconds)
    given = Exchange(draw(within(0, 1)) * ions, draw(within(-1, 0)) * ions, draw(within(0, 0.4)) * effort,
                     draw(within(-0.1, 0.1)) * effort, 0.0)  # fmt: skip
    return Piece(seconds, around, given)


@st.composite
def lives(draw):
    person = draw(people)
    parameters = varied(body_for(person), np.random.default_rng(draw(st.integers(0, 10_000))))
    if draw(st.booleans()):
        parameters = no_thirst(parameters)
    return parameters, [draw(pieces(person.mass_kg)) for _ in range(draw(st.integers(1, 3)))]


VOLUMES = [i for i, name in enumerate(BodyState._fields) if name.endswith("_L")]
MOST_VASOPRESSIN_PM = 100.0
"""About the highest levels published, in haemorrhage and vomiting."""
MOST_URINE_ML_PER_MIN_KG = 0.4
"""Half a litre more an hour than the 1.2 L that a 70 kg person passes at most, with little else than water."""


@given(lives())
@settings(max_examples=60, deadline=None)
def test_every_body_stays_human(life):
    parameters, history = life
    body = Body(parameters=parameters, rtol=1e-5).go(*history)
    states, mass_kg = np.array(body.states), parameters.size.mass_kg
    assert np.isfinite(states).all()
    assert states[:, VOLUMES].min() >= -1e-6
    for row in states:
        seen = readout(BodyState(*row), body.values)
        assert all(math.isfinite(x) for x in seen)
        assert 34.0 < seen.core_C < 42.5
        assert 0.0 <= seen.vasopressin_pM < MOST_VASOPRESSIN_PM
        assert seen.plasma_volume_fraction > 0.3
        assert 6.5 < seen.blood_pH < 8.0
        assert seen.PCO2_mmHg > 9.0
    names = BodyState._fields
    assert (
        -1e-9
        <= states[:, names.index("adrenaline")].min()
        <= states[:, names.index("adrenaline")].max()
        < 2.0
    )
    assert states[:, names.index("insulin")].min() >= -1e-4
    urine = np.diff(states[:, names.index("urine_L")])
    assert urine.min() >= -1e-12
    passed_mL = 1000.0 * urine.sum()
    assert passed_mL <= MOST_URINE_ML_PER_MIN_KG * mass_kg * body.times[-1] / 60.0 + 1.0
