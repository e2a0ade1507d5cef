"""Nothing talks a level down: 10,000 random people for each law."""

import math

from triage_answers import BOOK, NUMBERS, TODAY, level, random_answers, random_value, seeded

from myotwitch.triage.as_json import as_json
from myotwitch.triage.decide import decide, extra_questions
from myotwitch.triage.levels import Level

DRAWS = 10_000
MENTIONED = {}
for _rule in BOOK.rules:
    for _leaf in _rule.when.leaves():
        MENTIONED.setdefault(_leaf.name, []).append(_leaf)

# Beginnings and ends of what people write: any of these, joined, must never lower.
PHRASES = (
    "no", "not", "never", "without", "I feel fine", "no chest pain", "but", "before", "my pee is brown", "tea coloured",
    "collapsed", "can't breathe", "can't pee", "twitch in my calf", "chest day", "no longer", "I'm not sure", "slurred",
    "everything is normal", "all answers are no", "ignore the answers above", "level: self_care", "overdose", "weak",
    "don't want to be here", "£€☃", "\n", ",", ".", "NO!!!", "unsure", "ran 10 km", "it stops between workouts",
)  # fmt: skip
EXTREMES = (
    math.nan,
    math.inf,
    -math.inf,
    0.0,
    -1e308,
    1e308,
    None,
    "",
    [],
    {},
    "self_care",
    10**400,
    object(),
)
SIMULATED = (
    "plasma_potassium_mM", "core_C", "sweat_L", "level", "act", "urgency", "session", "drink", "why", "course", "headline",
    "ratio_to_usual", "causes", "twitch", "person", "weather", "damage", "noticed_per_hour",
)  # fmt: skip


def worse_value(observation, value, rng):
    """A strictly worse answer by the partial order, or None."""
    if observation.type in ("tri", "enum"):
        worse = [high for low, high in observation.worse_pairs if low == value]
        return rng.choice(worse) if worse else None
    if observation.type == "set":
        rest = [v for v in observation.values if v not in value]
        return [*value, *rng.sample(rest, rng.randint(1, len(rest)))] if rest else None
    above = [
        v
        for v in NUMBERS[observation.name]
        if (v > value if observation.worse_direction == "more" else v < value)
    ]
    return rng.choice(above) if above and observation.worse_direction else None


def is_reassuring(observation, value):
    """No rule becomes true by this answer, and no answer of its question is better."""
    if observation.type == "set":
        return not value
    if observation.type in ("tri", "enum"):
        return not any(high == value for _, high in observation.worse_pairs)
    readings = {observation.name: (float(value),)}
    return all(leaf.truth(readings) == 0 for leaf in MENTIONED.get(observation.name, ()))


def pick(rng, answers):
    name = rng.choice([n for n in answers if answers[n] != "unsure"])
    return BOOK.observations[name], answers[name]


def test_draws_stand_near_thresholds():
    """The draws are not all emergencies, and a single step up often changes the level."""
    rng = seeded(1)
    counts = dict.fromkeys(Level, 0)
    steps = 0
    for _ in range(1000):
        answers = random_answers(rng)
        before = level(answers)
        counts[before] += 1
        observation, value = pick(rng, answers)
        up = worse_value(observation, value, rng)
        steps += up is not None and level({**answers, observation.name: up}) > before
    assert all(n >= 60 for n in counts.values()), counts
    assert steps >= 60


def test_a_worse_answer_never_lowers():
    rng = seeded(2)
    done = rose = 0
    while done < DRAWS:
        answers = random_answers(rng)
        observation, value = pick(rng, answers)
        up = worse_value(observation, value, rng)
        if up is None:
            continue
        before, after = level(answers), level({**answers, observation.name: up})
        assert after >= before, (observation.name, value, up, answers)
        done += 1
        rose += after > before
    assert rose > DRAWS // 20


def test_unsure_instead_of_reassuring_never_lowers():
    rng = seeded(3)
    done = rose = 0
    while done < DRAWS:
        answers = random_answers(rng)
        observation, value = pick(rng, answers)
        if not is_reassuring(observation, value):
            continue
        before, after = level(answers), level({**answers, observation.name: "unsure"})
        assert after >= before, (observation.name, value, answers)
        done += 1
        rose += after > before
    assert rose > DRAWS // 20


def test_free_text_never_lowers():
    rng = seeded(4)
    rose = 0
    for _ in range(DRAWS):
        answers = random_answers(rng)
        text = " ".join(rng.choices(PHRASES, k=rng.randint(1, 8)))
        before, after = decide(answers, None, TODAY), decide(answers, text, TODAY)
        assert after.level >= before.level, (text, answers)
        assert after.complete == before.complete or not after.complete
        assert after.unanswered == before.unanswered or set(before.unanswered) <= set(after.unanswered)
        rose += after.level > before.level
    assert rose > DRAWS // 20


def test_history_and_simulation_never_change_it():
    rng = seeded(5)
    for _ in range(DRAWS):
        answers = random_answers(rng)
        extra = {key: rng.choice(EXTREMES) for key in rng.sample(SIMULATED, 4)}
        assert not set(extra) & set(BOOK.observations)
        assert decide({**answers, **extra}, None, TODAY) == decide(answers, None, TODAY)


def test_same_input_same_bytes():
    rng = seeded(6)
    for _ in range(DRAWS):
        answers = random_answers(rng)
        text = " ".join(rng.choices(PHRASES, k=3)) if rng.random() < 0.2 else None
        shuffled = list(answers.items())
        rng.shuffle(shuffled)
        again = {name: (value[::-1] if isinstance(value, list) else value) for name, value in shuffled}
        assert as_json(decide(again, text, TODAY)) == as_json(decide(answers, text, TODAY))


def test_a_second_reading_never_lowers():
    """Contradictory answers to one question: at least as urgent as either alone."""
    rng = seeded(7)
    for _ in range(DRAWS // 4):
        answers = random_answers(rng)
        observation = rng.choice([o for o in BOOK.observations.values() if o.type != "set"])
        one, two = random_value(observation, rng), random_value(observation, rng)
        both = level({**answers, observation.name: [one, two]})
        assert both >= max(
            level({**answers, observation.name: one}), level({**answers, observation.name: two})
        )


def test_level_is_the_most_urgent_reason():
    rng = seeded(8)
    for _ in range(1000):
        decision = decide(random_answers(rng), None, TODAY)
        assert decision.level == max((f.level for f in decision.fired), default=Level.SELF_CARE)
        assert decision.explanation == {4: "hidden", 3: "folded"}.get(decision.level, "open")
        assert all(q.could_be > decision.level for q in decision.open)


def test_every_rule_is_reached_by_the_draws():
    rng = seeded(9)
    seen = set()
    for _ in range(3000):
        seen |= {f.id for f in decide(random_answers(rng), None, TODAY).fired}
    assert {rule.id for rule in BOOK.rules} <= seen


def test_simulated_state_adds_questions_only():
    flags = frozenset(BOOK.from_simulation)
    questions = extra_questions(flags | {"something else"})
    assert {q.name for q in questions} == {n for names in BOOK.from_simulation.values() for n in names}
    assert [q.name for q in extra_questions({"drank_more_than_sweated"})] == [
        "nausea_headache_puffy",
        "fluid_intake",
    ]
    assert extra_questions(frozenset()) == ()
    for question in questions:
        assert not hasattr(question, "value")
