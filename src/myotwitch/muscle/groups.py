"""How the twenty muscle groups differ: size, resting temperature, fibres, and what they are used to.

Mass scales with body mass, sex and body fat; its distribution over muscles is taken as the same
in everyone, which holds within about 15 % in Handsfield 2014 and Holzbaur 2007 and stops being
true in one-sided athletes and after injury. Slow fibres burn more and make less lactate; by how
much is assumed.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from myotwitch.handover import MUSCLES
from myotwitch.kernels import physics
from myotwitch.person import Person
from myotwitch.provenance import ASSUMED, Origin, Parameters, sourced
from myotwitch.refusal import Door, Refusal, nearest

__all__ = [
    "Group", "MuscleShare", "group_for", "group_mass_kg", "group_origins", "group_table", "resting_offset_C", "slow_fibres",
    "usual_protection",
]  # fmt: skip


@dataclass(frozen=True)
class MuscleShare(Parameters):
    """Skeletal muscle as a share of body mass."""

    male: float = sourced(0.384, "", "janssen2000", where="abstract", spread=(0.32, 0.45))
    female: float = sourced(0.306, "", "janssen2000", where="abstract", spread=(0.25, 0.37))
    reference: float = sourced(
        0.35, "", ASSUMED, note="the mixed samples behind groups.toml, two thirds and one half men"
    )
    fat_male: float = sourced(
        0.20, "", ASSUMED, spread=(0.13, 0.28), note="body fat at which the male share holds, remembered"
    )
    fat_female: float = sourced(
        0.30, "", ASSUMED, spread=(0.22, 0.38), note="body fat at which the female share holds, remembered"
    )


@dataclass(frozen=True)
class Group(Parameters):
    """One muscle group of one side.

    What groups.toml, the person and their habits set has no spread of its own; how one person
    differs from that is in the factors, so that a drawn variant stays the same muscle.
    """

    mass_kg: float = sourced(
        1.7, "kg", "handsfield2014", note="set from groups.toml and the person; the default is a quadriceps"
    )
    mass_factor: float = sourced(
        1.0, "", "handsfield2014", spread=(0.86, 1.16), where="scatter of single muscles about the scaling by body size",
        note="about 15 %, read from summaries, not from the paper's table",
    )  # fmt: skip
    below_core_C: float = sourced(
        1.3, "delta_degC", "kenny2003", note="set from groups.toml; resting muscle below the usual core"
    )
    below_core_factor: float = sourced(
        1.0, "", ASSUMED, spread=(0.7, 1.4), note="rooms, clothing and fat differ; 34.6 ± 1.0 °C in tibialis anterior of 26 men"
    )  # fmt: skip
    slow_share: float = sourced(0.45, "", "johnson1973", note="set from groups.toml; vasti by default")
    slow_share_shift: float = sourced(
        0.0, "", "johnson1973", spread=(-0.09, 0.09), where="range over six men, e.g. 36.5 to 69.5 % in a hand muscle"
    )  # fmt: skip
    oxidation_by_slow: float = sourced(
        0.6, "", ASSUMED, spread=(0.2, 1.0),
        note="rise of the oxidative maximum per unit of slow share over vasti; order of enzyme activities, remembered",
    )  # fmt: skip
    glycolysis_by_slow: float = sourced(
        1.0, "", ASSUMED, spread=(0.6, 1.4),
        note="fall of the glycolytic maximum per unit of slow share over vasti; soleus ends nearer neutral pH than gastrocnemius",
    )  # fmt: skip
    vasti_slow_share: float = sourced(0.45, "", "johnson1973", note="where the energy numbers were fitted")
    damage_susceptibility: float = sourced(
        1.0, "", "chen2011",
        note="set from groups.toml; the order (arms over hamstrings over knee extensors) is read, the factors are assumed",
    )  # fmt: skip
    protection_at_start: float = sourced(
        0.4, "", ASSUMED,
        note="protection against lengthening damage that usual training keeps up: 0 unaccustomed, 1 unhurt; nobody has measured it",
    )  # fmt: skip
    protection_factor: float = sourced(
        1.0, "", ASSUMED, spread=(0.6, 1.5), note="how far a person's protection may differ from the told level; a guess"
    )  # fmt: skip


@physics
def group_mass_kg(g: Group) -> float:
    """Mass of this group, one side, kg."""
    return g.mass_kg * g.mass_factor


@physics
def resting_offset_C(g: Group) -> float:
    """Resting muscle temperature less the usual core's, °C; negative."""
    return -g.below_core_C * g.below_core_factor


@physics
def slow_fibres(g: Group) -> float:
    """Share of slow fibres above that of the vasti; signed."""
    return g.slow_share + g.slow_share_shift - g.vasti_slow_share


@physics
def usual_protection(g: Group) -> float:
    """Protection against lengthening damage that usual training keeps up, 0 to 1."""
    return min(1.0, g.protection_at_start * g.protection_factor)


_COLUMNS = (
    ("mass_percent", "percent", "mass"),
    ("below_core_C", "delta_degC", "below_core"),
    ("slow_share", "", "slow"),
    ("damage_susceptibility", "", "damage"),
)
_BY_RULE = (
    "by depth and distance from the trunk, or an anatomist's rule of thumb; see the head of groups.toml"
)


@functools.cache
def group_table() -> dict[str, dict[str, Any]]:
    """The rows of groups.toml by group name."""
    text = resources.files("myotwitch.muscle").joinpath("groups.toml").read_text("utf-8")
    return tomllib.loads(text)


def group_for(group: str, person: Person, accustomed: float | None = None) -> Group:
    """The numbers of one muscle group, one side, for a person.

    Parameters
    ----------
    group: a name of `handover.MUSCLES`.
    person: gives body mass, sex and, where known, body fat.
    accustomed: 0 (never did this) to 1 (does it all the time); None is a typical person who trains.

    Raises
    ------
    Refusal: no such group (USAGE), or `accustomed` outside 0 to 1 (IMPOSSIBLE).
    """
    if group not in MUSCLES:
        guess = nearest(group, MUSCLES)
        raise Refusal(
            f"There is no muscle group {group!r}.", allowed=", ".join(MUSCLES) + ".",
            next_step=f'use "{guess}".' if guess else "", door=Door.USAGE,
        )  # fmt: skip
    if accustomed is not None and not 0.0 <= accustomed <= 1.0:
        raise Refusal(
            f"accustomed is {accustomed:g}.", allowed="0 (unaccustomed) to 1 (fully accustomed).",
            next_step="leave it out for a typical person who trains.", door=Door.IMPOSSIBLE,
        )  # fmt: skip
    share = MuscleShare()
    muscle, fat = (share.male, share.fat_male) if person.sex == "male" else (share.female, share.fat_female)
    lean = 1.0 if person.body_fat is None else (1.0 - person.body_fat) / (1.0 - fat)
    row = group_table()[group]
    own = replace(
        Group(),
        mass_kg=row["mass_percent"] / 100.0 * person.mass_kg * lean * muscle / share.reference,
        below_core_C=row["below_core_C"],
        slow_share=row["slow_share"],
        damage_susceptibility=row.get("damage_susceptibility", 1.0),
    )
    return own if accustomed is None else replace(own, protection_at_start=accustomed)


def group_origins() -> list[Origin]:
    """Every number of groups.toml with its source, for listings beside `provenance.origins`."""
    found = []
    for group, row in group_table().items():
        for name, unit, kind in _COLUMNS:
            if name in row:
                source = row.get(f"{kind}_source", "chen2011")
                note = row.get(f"{kind}_note", _BY_RULE if source == ASSUMED else "")
                found.append(Origin(f"Group {group}", name, row[name], unit, source, "", None, 0.0, note))
    return found
