"""Fitted numbers are drawn as whole sets, one for all muscles of a person."""

import dataclasses

import numpy as np

from myotwitch.body import whole as body
from myotwitch.course.accepted import how_many, with_accepted
from myotwitch.course.human import Human
from myotwitch.muscle.state import MuscleState
from myotwitch.muscle.whole import MuscleParameters, initial, readout
from myotwitch.person import Person
from myotwitch.provenance import values, varied


def test_every_set_rests():
    usual, around = MuscleParameters(), body.body_for(Person())
    resting = body.blood(body.initial(around), values(around))._replace(potassium_mM=4.0, core_C=37.0)
    assert how_many() >= 20
    for index in range(how_many()):
        p = values(with_accepted(usual, usual, index))
        at_rest = readout(MuscleState(*initial(p, resting)), p)
        assert abs(at_rest.pump_ratio - 1.0) < 1e-9
        assert 0.5 < p.ions.entry_mM / usual.ions.entry_mM < 2.0


def test_a_set_overrides_only_what_was_fitted():
    usual = MuscleParameters()
    drawn = varied(usual, np.random.default_rng(3))
    mixed = with_accepted(drawn, usual, 0)
    assert mixed.damage == drawn.damage
    assert mixed.ions.block_half_mM == drawn.ions.block_half_mM
    assert mixed.ions.entry_mM == with_accepted(usual, usual, 0).ions.entry_mM


def test_the_body_takes_its_part_of_the_same_set():
    usual = body.body_for(Person())
    drawn = varied(usual, np.random.default_rng(3))
    first, second = (with_accepted(drawn, usual, index) for index in (0, 1))
    assert first.salts.adrenaline_potassium_mM != second.salts.adrenaline_potassium_mM
    assert first.salts.sodium_mM == drawn.salts.sodium_mM
    assert first.heat == drawn.heat


def test_all_muscles_of_a_person_share_one_set():
    human = Human.reference().variant(5, 2, ("quadriceps", "soleus"))
    one, other = (human.muscles[group] for group in ("quadriceps", "soleus"))
    assert one.ions == other.ions
    assert one.energy == other.energy
    again = Human.reference().variant(5, 2, ("soleus",)).muscles["soleus"]
    assert dataclasses.asdict(again) == dataclasses.asdict(other)
