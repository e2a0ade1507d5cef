"""What may move a muscle's twitch rate, one by one: each can be put back to the person's usual day.

A *player* is one property of the milieu; players are grouped into *causes* before anything is
looked at, because shares depend on the grouping (`shares`). With a player off, its property takes
the value of the person's own usual day at the same hour.

The attribution is the Shapley value of the log rate, by the mean of first-in and last-in with the
residual split evenly; on this nearly additive law it differs from all coalitions by less than 1e-3
(tests/why compares them).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from myotwitch.course.crossing import Milieus, log_rates, total_log_ratios_of
from myotwitch.course.human import Human
from myotwitch.handover import Site

__all__ = ["CAUSES", "PLAYERS", "Course", "attribute", "course_of", "log_ratio"]

CAUSES: Mapping[str, tuple[str, ...]] = {
    "effort": ("potassium", "under_myelin", "pump", "late_rebound"),
    "salts": ("sodium", "calcium_magnesium"),
    "heat": ("temperature",),
    "breath": ("breath",),
    "soreness": ("soreness",),
    "drive": ("drive",),
    "irritable_terminal": ("irritable_terminal",),
}
PLAYERS: tuple[str, ...] = tuple(player for players in CAUSES.values() for player in players)

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "potassium": ("potassium_mM",),
    "under_myelin": ("periaxonal_potassium_ratio",),
    "pump": ("pump", "sodium_inside_mM"),
    "sodium": ("sodium_mM",),
    "calcium_magnesium": ("calcium_mM", "magnesium_mM"),
    "temperature": ("temperature_C",),
    "breath": ("pH", "pco2_mmHg"),
}
_INDEX = {name: i for i, name in enumerate(Site._fields)}
_CURRENT = _INDEX["current_pA"]


@dataclass(frozen=True)
class Course:
    """One human's milieu at one muscle, now and on the usual day. Arrays of shape (times, ...).

    irritable_log: (kinds, times), one row for each kind of nerve end (`hypothesis.kind_weights`). spinal:
    (kinds,), records of each kind's `SpinalSource`.
    """

    human: Human
    now: np.ndarray
    usual: np.ndarray
    rebound_pA: np.ndarray
    soreness_pA: np.ndarray
    drive: np.ndarray
    usual_drive: np.ndarray
    irritable_log: np.ndarray
    spinal: np.ndarray
    usual_log: np.ndarray
    inside: np.ndarray

    def at(self, which: np.ndarray) -> Course:
        """The same at some of the times."""
        cut = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return Course(**{
            name: value[..., which, :] if name in ("now", "usual") else value[..., which]
            for name, value in cut.items() if name not in ("human", "spinal")
        }, human=self.human, spinal=self.spinal)  # fmt: skip


def course_of(
    human: Human, draw: int, now: Milieus, usual: Milieus, irritable_log: np.ndarray, spinal: np.ndarray
) -> Course:
    """One human's course out of the milieus of all draws. irritable_log, spinal: as in `Course`."""
    usual_log, _ = log_rates(usual.sites[draw], human)
    _, inside = log_rates(now.sites[draw], human)
    return Course(
        human, now.sites[draw], usual.sites[draw], now.rebound_pA[draw], now.soreness_pA[draw],
        now.drive[draw], usual.drive[draw], irritable_log, spinal, usual_log, inside,
    )  # fmt: skip


def _axon_log(course: Course, chosen: set[str]) -> np.ndarray:
    """ln of the axon's own rate over usual, (times,), with some players at their actual values."""
    site = course.usual.copy()
    for player, columns in _COLUMNS.items():
        if player in chosen:
            for column in columns:
                site[:, _INDEX[column]] = course.now[:, _INDEX[column]]
    site[:, _CURRENT] = 0.0
    if "late_rebound" in chosen:
        site[:, _CURRENT] += course.rebound_pA
    if "soreness" in chosen:
        site[:, _CURRENT] += course.soreness_pA
    return np.asarray(log_rates(site, course.human)[0] - course.usual_log)


def log_ratio(course: Course, on: Iterable[str]) -> np.ndarray:
    """ln(rate / usual rate) with the given players at their actual values, (kinds, times)."""
    chosen = set(on)
    kinds = course.irritable_log if "irritable_terminal" in chosen else np.zeros_like(course.irritable_log)
    axon_log = _axon_log(course, chosen) + kinds
    drive = course.drive if "drive" in chosen else course.usual_drive
    bound = course.human.ectopic.largest_log_ratio
    return total_log_ratios_of(axon_log, drive, course.usual_drive, course.spinal, bound)


def attribute(course: Course) -> tuple[np.ndarray, np.ndarray]:
    """The log ratio and each player's part of it, for each kind of nerve end.

    Returns (kinds, times) and (kinds, players, times) in the order of `PLAYERS`; the parts sum to the whole.
    """
    everyone = set(PLAYERS)
    whole = log_ratio(course, everyone)
    parts = np.empty((len(whole), len(PLAYERS), whole.shape[1]))
    for i, player in enumerate(PLAYERS):
        first = log_ratio(course, {player})
        last = whole - log_ratio(course, everyone - {player})
        parts[:, i] = (first + last) / 2
    parts += ((whole - parts.sum(1)) / len(PLAYERS))[:, None]
    return whole, parts


def by_cause(parts: np.ndarray) -> np.ndarray:
    """Sum the players' parts (players, times) into causes (causes, times)."""
    rows = []
    for players in CAUSES.values():
        rows.append(sum(parts[PLAYERS.index(player)] for player in players))
    return np.array(rows)
