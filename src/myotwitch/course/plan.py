"""Which muscles are followed one by one, and what is asked of each: a `Demand` made ready to integrate.

A *cell* is what the slow clock follows as one: one muscle group on one side, both sides when they
do the same, or a pooled group. Muscles at rest share one cell, because resting muscle of one group
differs from that of another by little more than its mass. In a question about one muscle the other
working muscles are pooled too: the blood feels their sum, and they are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.course.hours import flat_circumstances
from myotwitch.handover import MUSCLES, SIDES, Demand, Effort

__all__ = ["Cell", "Plan", "plan"]

FORCE, DUTY, ISOMETRIC, LENGTHENING, VO2MAX_FRACTION = range(len(Effort._fields))


@dataclass(frozen=True)
class Cell:
    """One cell of the slow clock.

    group: the muscle group whose parameters it takes. sides: the sides it stands for.
    copies: how many equal muscles give to the blood. mass_kg: mass of one copy.
    members: every (group, side) that it stands for.
    """

    group: str
    sides: tuple[str, ...]
    copies: float
    mass_kg: float
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """A demand as arrays: edges_s (pieces + 1,), arounds (pieces, AROUND), efforts (pieces, cells, 5)."""

    edges_s: np.ndarray
    arounds: np.ndarray
    efforts: np.ndarray
    cells: tuple[Cell, ...]

    def cell_of(self, group: str, side: str) -> int:
        """Index of the cell that stands for one muscle of one side."""
        for index, cell in enumerate(self.cells):
            if (group, side) in cell.members:
                return index
        raise KeyError((group, side))


def _pooled(efforts: np.ndarray, masses: np.ndarray) -> np.ndarray:
    """Mass-weighted mean effort, shape (pieces, 5): the same mean activation, and its mean manner."""
    worked = efforts[:, :, DUTY] * masses
    active = worked * efforts[:, :, FORCE]
    mean = np.zeros((efforts.shape[0], len(Effort._fields)))
    mean[:, DUTY] = worked.sum(1) / masses.sum()
    some, busy = worked.sum(1) > 0, active.sum(1) > 0
    mean[some, FORCE] = active.sum(1)[some] / worked.sum(1)[some]
    for manner in (ISOMETRIC, LENGTHENING):
        mean[busy, manner] = (active * efforts[:, :, manner]).sum(1)[busy] / active.sum(1)[busy]
    return mean


def plan(
    demand: Demand, masses_kg: dict[str, float], *, asked: str | None = None, like: Plan | None = None
) -> Plan:
    """Choose the cells for a demand.

    asked: a muscle group of interest: it gets cells of its own, the other working muscles are
        pooled. None: every working group is followed.
    like: take the cells of another plan (for a second future of the same question), so that the
        two can be compared cell by cell.
    """
    efforts = np.asarray(demand.efforts)
    arounds = np.array([flat_circumstances(c) for c in demand.circumstances])
    cells = like.cells if like is not None else tuple(_choose(efforts, masses_kg, asked))
    per_cell = []
    for cell in cells:
        places = [(MUSCLES.index(g), SIDES.index(s)) for g, s in cell.members]
        masses = np.array([masses_kg[g] for g, _ in cell.members])
        per_cell.append(_pooled(np.stack([efforts[:, m, s] for m, s in places], axis=1), masses))
    stacked = np.stack(per_cell, axis=1)
    stacked[:, :, VO2MAX_FRACTION] = np.array([around.vo2max_fraction for around in demand.circumstances])[
        :, None
    ]
    return Plan(np.asarray(demand.edges_s, float), arounds, stacked, cells)


def _choose(efforts: np.ndarray, masses_kg: dict[str, float], asked: str | None) -> list[Cell]:
    cells: list[Cell] = []
    resting: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for m, group in enumerate(MUSCLES):
        left, right = efforts[:, m, 0], efforts[:, m, 1]
        works = bool((efforts[:, m, :, DUTY] * efforts[:, m, :, FORCE]).any())
        if group == asked or (asked is None and works):
            if np.array_equal(left, right):
                members = tuple((group, side) for side in SIDES)
                cells.append(Cell(group, SIDES, 2.0, masses_kg[group], members))
            else:
                cells += [Cell(group, (s,), 1.0, masses_kg[group], ((group, s),)) for s in SIDES]
        else:
            (others if works else resting).extend((group, side) for side in SIDES)
    for pool in (others, resting):
        if pool:
            heaviest = max(pool, key=lambda member: masses_kg[member[0]])[0]
            cells.append(Cell(heaviest, (), 1.0, sum(masses_kg[g] for g, _ in pool), tuple(pool)))
    return cells
