"""One human: a person with the chosen model for each stage, and plausible variants of it.

A variant is one way in which this person's body may differ from the reference: every number is
drawn from its spread, and the motor axon is one of an ensemble that passes the same clinical tests.
One muscle's numbers are drawn once and shared by all muscle groups of a person, because they describe
that person's tissue; those that were fitted together come as one whole accepted set.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from myotwitch.axon.ectopic import EctopicParameters, RateModel, rate_model
from myotwitch.axon.ensemble_maps import maps_of, seeds
from myotwitch.axon.late_rebound import LateRebound
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.pools import AxonPoolParameters
from myotwitch.axon.screening import Screening
from myotwitch.axon.trunk import TrunkModel, trunk_model
from myotwitch.body.whole import BodyParameters, body_for
from myotwitch.course.accepted import how_many, with_accepted
from myotwitch.course.links import Links
from myotwitch.handover import MUSCLES
from myotwitch.history.demand import muscles_new_to, usual_intake
from myotwitch.history.timeline import History
from myotwitch.muscle.whole import MuscleParameters, muscle_for
from myotwitch.person import Person
from myotwitch.provenance import Origin, Parameters, likely, origins, varied
from myotwitch.twitch.noticed import Noticing
from myotwitch.twitch.spinal import SpinalSource

__all__ = ["CellParameters", "Human"]


@dataclass(frozen=True)
class CellParameters(Parameters):
    """Everything that one cell of the slow clock needs: the tissue and the axon's minute pools."""

    muscle: MuscleParameters = field(default_factory=MuscleParameters)
    pools: AxonPoolParameters = field(default_factory=AxonPoolParameters)


def _axon_of(seed: int, draw: int) -> int:
    """The axon of one draw: every member once in a random order, then again."""
    known = seeds()
    order = np.random.default_rng([seed, 10]).permutation(len(known))
    return known[int(order[draw % len(known)])]


@dataclass(frozen=True)
class Human:
    """A person with one parameter set for each stage."""

    person: Person
    body: BodyParameters
    muscles: Mapping[str, MuscleParameters]
    pools: AxonPoolParameters
    ectopic: EctopicParameters
    screening: Screening
    rebound: LateRebound
    spinal: SpinalSource
    noticing: Noticing
    links: Links
    axon: int | None = None
    """The seed of a member of the ensemble of axons; None is the reference axon."""
    several_axons: bool = True
    """Whether each variant takes an axon of the ensemble; False leaves all at the axon of this human."""

    @classmethod
    def reference(cls, person: Person | None = None) -> Human:
        """The person (a typical one by default) with every number at its reference value."""
        person = person or Person()
        return cls(
            person,
            body_for(person, usual_intake(person)),
            {group: muscle_for(group, person) for group in MUSCLES},
            AxonPoolParameters(),
            EctopicParameters(),
            Screening(),
            LateRebound(),
            SpinalSource(),
            Noticing(),
            Links(),
        )

    @classmethod
    def of(cls, history: History) -> Human:
        """The person of a history; muscles that a session told as new uses have no usual protection."""
        human = cls.reference(history.person)
        fresh = muscles_new_to(history)
        return dataclasses.replace(
            human,
            muscles={
                group: muscle_for(group, history.person, 0.0) if group in fresh else muscle
                for group, muscle in human.muscles.items()
            },
        )

    def likely(self) -> Human:
        """The same human without the effects that most draws lack: those never shown in man."""
        return dataclasses.replace(
            self, screening=likely(self.screening), rebound=likely(self.rebound), spinal=likely(self.spinal),
            links=likely(self.links),
        )  # fmt: skip

    def variant(self, seed: int, draw: int, groups: Sequence[str] = MUSCLES) -> Human:
        """One plausible variant with the given muscle groups; the same seed and draw give the same one."""

        def source(stage: int) -> np.random.Generator:
            return np.random.default_rng([seed, draw, stage])

        every_set = np.random.default_rng([seed, 9]).permutation(how_many())
        accepted = int(every_set[draw % how_many()])
        return Human(
            self.person,
            with_accepted(varied(self.body, source(0)), self.body, accepted),
            {
                group: with_accepted(varied(m := self.muscles[group], source(1)), m, accepted)
                for group in groups
            },
            varied(self.pools, source(2)),
            varied(self.ectopic, source(3)),
            varied(self.screening, source(8)),
            varied(self.rebound, source(4)),
            varied(self.spinal, source(7)),
            varied(self.noticing, source(5)),
            varied(self.links, source(6)),
            _axon_of(seed, draw) if self.several_axons else self.axon,
            self.several_axons,
        )

    def masses_kg(self) -> dict[str, float]:
        """Mass of one side of each muscle group, kg."""
        return {group: muscle.group.mass_kg for group, muscle in self.muscles.items()}

    def cell(self, group: str, mass_kg: float) -> CellParameters:
        """The numbers of one cell, with the mass that it stands for."""
        tissue = self.muscles[group]
        sized = dataclasses.replace(tissue, group=dataclasses.replace(tissue.group, mass_kg=mass_kg))
        return CellParameters(sized, self.pools)

    @functools.cached_property
    def rates(self) -> RateModel:
        """The hazard of this human's nerve ends, tabulated once."""
        return rate_model(self.ectopic, screening=self.screening, threshold_map=maps_of(self.axon).noise)

    @functools.cached_property
    def trunk(self) -> TrunkModel:
        """The threshold of this human's nerve trunk."""
        return trunk_model(screening=self.screening, threshold_map=maps_of(self.axon).trunk)

    def origins(self) -> list[Origin]:
        """Every number of this human with its source; muscle groups share theirs, listed once.

        The sizes told are those of the thigh, whose sources the fields name; the rows of all groups
        are `muscle.groups.group_origins`. The membrane stands behind the mapped threshold.
        """
        one = self.muscles["quadriceps"]
        return origins(
            self.body,
            one,
            AxonParameters(screening=self.screening),
            self.pools,
            self.ectopic,
            self.rebound,
            self.spinal,
            self.noticing,
            self.links,
        )
