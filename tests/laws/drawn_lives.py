"""Drawn people and what they did: through `history.demand`, or a demand written by hand."""

from datetime import datetime, timedelta, timezone

import numpy as np
from hypothesis import strategies as st

from myotwitch.body import whole as body
from myotwitch.course.hours import INTAKE, MUSCLE, PLAIN
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan, plan
from myotwitch.handover import MUSCLES, Circumstances, Demand, Intake
from myotwitch.history.demand import demand, usual
from myotwitch.history.intake import Dose, Drink, Meal
from myotwitch.history.session import Rest, Session, Set, Work
from myotwitch.history.timeline import History, Sleep, Stress, Weather
from myotwitch.muscle import whole as muscle
from myotwitch.person import Person
from myotwitch.provenance import values

HOUR_S = 3600.0
BEFORE_S, AFTER_S = 12 * HOUR_S, 24 * HOUR_S


def between(low, high):
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


people = st.builds(
    Person, sex=st.sampled_from(["female", "male"]), age_yr=between(14, 85), mass_kg=between(42, 130),
    height_cm=between(148, 200), vo2max_mL_per_min_per_kg=st.none() | between(25, 75),
    heat_acclimation=st.none() | between(0, 1), salty_sweater=st.none() | st.booleans(),
    habitual_caffeine_mg_per_day=st.none() | between(0, 500), diet=st.sampled_from(["omnivore", "vegan"]),
)  # fmt: skip

works = st.one_of(
    st.builds(Work, between(300, 7200), st.sampled_from(["running", "trail_running"]), between(1.8, 4.2)),
    st.builds(Work, between(300, 9000), st.just("cycling"), power_W=between(40, 300)),
    st.builds(
        Work,
        between(300, 5400),
        st.sampled_from(["rowing_indoor", "swimming_pool", "soccer", "hiking", "hiit"]),
    ),
)
sets = st.builds(
    Set, st.sampled_from(["back_squat", "deadlift", "bench_press", "barbell_curl", "lunge", "plank"]),
    repetitions=between(3, 20).map(round), load_fraction=between(0.3, 0.9), side=st.sampled_from(["both", "left"]),
)  # fmt: skip
parts = st.lists(works, min_size=1, max_size=2) | st.lists(
    st.one_of(sets, st.builds(Rest, between(30, 240))), min_size=1, max_size=6
)
offsets = between(-6, 6).map(lambda hours: f"{hours:+.2f} h")
intakes = st.lists(
    st.one_of(
        st.builds(
            Drink, st.sampled_from(["water", "cola", "milk", "beer", "espresso"]), between(0.1, 1.0), offsets
        ),
        st.builds(Meal, st.sampled_from([("banana",), ("pasta", "tomato juice"), ("2 eggs",)]), offsets),
        st.builds(Dose, between(20, 300), offsets),
    ),
    max_size=4,
)
STARTS = st.integers(5, 21).map(
    lambda hour: datetime(2026, 5, 2, hour, 10, tzinfo=timezone(timedelta(hours=2)))
)


@st.composite
def histories(draw, person=people):
    return History(
        draw(person),
        sessions=[Session(tuple(draw(parts)), start=draw(STARTS))],
        weather=[Weather(draw(between(-5, 38)), draw(between(0.1, 1)), draw(between(0, 6)), draw(st.sampled_from(["none", "part", "full"])))],
        intake=draw(intakes), sleep=[Sleep(draw(st.none() | between(3, 9)))],
        stress=[Stress(draw(between(0, 1)), "-6 h", "+9 h")],
    )  # fmt: skip


seeds = st.integers(0, 10_000)


def human_of(person, seed):
    """The reference human, or a plausible variant of it."""
    whole = Human.reference(person)
    return whole if seed % 3 == 0 else whole.variant(seed, 0)


class Life:
    """A human, and the plans of what was done and of the usual day. Shown by what was told alone."""

    def __init__(self, told: str, human: Human, done: Plan, rest: Plan):
        self.told, self.human, self.done, self.rest = told, human, done, rest

    def __repr__(self):
        return self.told

    @property
    def effort_end_s(self) -> float:
        """0 when nothing was done."""
        return float(self.done.edges_s[1:][self.done.efforts[..., 1].any(axis=1)].max(initial=0.0))


@st.composite
def lives(draw):
    """What a history tells, every working muscle on its own."""
    history = draw(histories())
    human = human_of(history.person, draw(seeds))
    done, rest = (demand(h, before_s=BEFORE_S, after_s=AFTER_S) for h in (history, usual(history)))
    asked = plan(done, human.masses_kg())
    told = f"{history.person}, {history.sessions[0].parts}, {history.weather}, {history.intake}"
    return Life(told, human, asked, plan(rest, human.masses_kg(), like=asked))


_food = st.builds(
    Intake, water_L_per_s=between(0, 5e-4), sodium_mmol_per_s=between(0, 0.05),
    potassium_mmol_per_s=between(0, 0.01), chloride_mmol_per_s=between(0, 0.05),
    magnesium_mmol_per_s=between(0, 0.005), calcium_mmol_per_s=between(0, 0.01),
    carbohydrate_g_per_s=between(0, 0.05), caffeine_mg_per_s=between(0, 0.2), alcohol_g_per_s=between(0, 0.01),
)  # fmt: skip
_nothing = st.just(Intake())
_around = st.builds(
    Circumstances, metabolic_rate_W=between(60, 1300), external_work_W=between(0, 50),
    vo2max_fraction=between(0.05, 1.5), air_C=between(-20, 42), radiant_C=between(-20, 70),
    humidity=between(0, 1), wind_m_per_s=between(0, 12), clothing_clo=between(0, 2), upright=between(0, 1),
    asleep=st.sampled_from([0.0, 1.0]), stress=between(0, 1), sleep_debt_h=between(0, 8),
    overbreathing_mmHg=between(0, 20), drink=_nothing | _food, meal=_nothing | _food,
)  # fmt: skip
_effort = st.tuples(between(0, 1), between(0, 1), between(0, 1), between(0, 1))


@st.composite
def hand_made(draw):
    """A demand that no history would give: any effort of any side in any surroundings."""
    human = human_of(draw(people), draw(seeds))
    edges, arounds, efforts = [0.0], [], []
    for _ in range(draw(st.integers(1, 4))):
        edges.append(edges[-1] + draw(between(30, 4000)))
        arounds.append(draw(_around))
        effort = np.zeros((len(MUSCLES), 2, 4))
        for name in draw(st.lists(st.sampled_from(MUSCLES), max_size=3, unique=True)):
            effort[MUSCLES.index(name)] = [draw(_effort), draw(_effort)]
        efforts.append(effort)
    edges.append(edges[-1] + 6 * HOUR_S)
    arounds.append(body.usual_circumstances(human.body))
    efforts.append(np.zeros((len(MUSCLES), 2, 4)))
    made = plan(Demand(np.array(edges), tuple(arounds), np.array(efforts)), human.masses_kg())
    return Life(f"{human.person}, {arounds}, {[cell.group for cell in made.cells]}", human, made, made)


def amounts(human, futures, at):
    """Every conserved amount in body and muscles, counted sinks included; axons hold none worth counting."""
    held = dict(body.totals(body.BodyState(*futures.body[0, at]), values(human.body)))
    for index, cell in enumerate(futures.plan.cells):
        p = values(human.cell(cell.group, cell.mass_kg).muscle)
        state = muscle.MuscleState(*futures.cells[0, at, index, :MUSCLE])
        for name, amount in muscle.totals(state, p).items():
            name = "lactate_mmol" if name == "lactate_carbon_mmol" else name
            held[name] += cell.copies * amount
    del held[
        "acid_mmol"
    ]  # muscle makes acid, so it is no closed account; the body's part is (test_body_laws)
    return held


def eaten(the_plan, amount):
    """What the plan's food and drink bring of one amount."""
    name = f"{amount}_per_s"
    if name not in Intake._fields:
        return 0.0
    column = Intake._fields.index(name)
    rate = the_plan.arounds[:, PLAIN + column] + the_plan.arounds[:, PLAIN + INTAKE + column]
    return float((np.diff(the_plan.edges_s) * rate).sum())
