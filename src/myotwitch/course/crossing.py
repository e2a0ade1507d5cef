"""From the slow clock to the fast one: the milieu of a muscle's motor axons, and what it makes them do.

This is the only place where seconds become milliseconds: the membrane's threshold in a milieu was
mapped beforehand (`axon.ectopic`), because during a fast run the milieu stands still.

The assumption: the interstitial fluid at the terminal has the blood's sodium, calcium, magnesium
and acid-base, and the muscle's own potassium and temperature. It lags behind the blood by minutes
in truth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from myotwitch.axon import ectopic, late_rebound, pools, trunk
from myotwitch.axon.pools import AxonPoolParameters
from myotwitch.body import whole as body
from myotwitch.course.hours import BODY, MUSCLE, POOLS
from myotwitch.course.human import Human
from myotwitch.course.plan import DUTY, FORCE, Plan
from myotwitch.course.solve import Futures
from myotwitch.handover import Site
from myotwitch.kernels import physics, state_from, write_into
from myotwitch.muscle import whole as muscle
from myotwitch.muscle.groups import resting_offset_C
from myotwitch.provenance import values
from myotwitch.twitch import spinal

__all__ = [
    "Bout",
    "Milieus",
    "bouts",
    "log_rates",
    "log_ratios_by_slope",
    "milieus",
    "own_warmth_C",
    "threshold_ratios",
    "total_log_ratios",
    "total_log_ratios_of",
    "trunks",
]

SITE = len(Site._fields)
CURRENT = Site._fields.index("current_pA")
WARMTH = Site._fields.index("temperature_C")
LONGEST_PAUSE_S = 1200.0


def own_warmth_C(human: Human, group: str, of_cell: str) -> float:
    """How much warmer a resting muscle is than the one whose numbers its resting cell took, °C.

    Exact at rest: all resting muscles follow the core with the same time constants and differ by a
    constant. Zero for a muscle with a cell of its own.
    """
    here, there = (resting_offset_C(values(human.muscles[name].group)) for name in (group, of_cell))
    return here - there


class Bout(NamedTuple):
    """One stretch of work of a muscle, measured against one maximal contraction of 60 s."""

    end_s: float
    load: float
    """All its impulses."""
    sodium: float
    """The most sodium that it left in the axon at one time; what seeps away meanwhile does not count."""


@dataclass(frozen=True)
class Milieus:
    """The terminal's milieu of one cell over time, and the parts of its slow current.

    sites: (humans, times, SITE) with the fields of `Site`; the current there is the sum of the two parts.
    rebound_pA, soreness_pA: (humans, times). drive: (humans, times), the body's drive on the spinal source.
    """

    times_s: np.ndarray
    sites: np.ndarray
    rebound_pA: np.ndarray
    soreness_pA: np.ndarray
    drive: np.ndarray


def _sodium_after(seconds: float, before: np.ndarray, load: float) -> np.ndarray:
    """Sodium at the node and in bulk after a stretch of even load (a unit of it adds 1/s at the node), (2,)."""
    p = AxonPoolParameters()
    spread, back = 1.0 / p.sodium_spreads_s, 1.0 / (p.sodium_spreads_s * p.bulk_over_node)
    change = np.array([[-spread - 1.0 / p.node_pumped_s, spread], [back, -back - 1.0 / p.bulk_pumped_s]])
    rates, ways = np.linalg.eig(change)
    settled = -np.linalg.solve(change, np.array([load, 0.0]))
    left = ways @ (np.exp(rates * seconds) * np.linalg.solve(ways, before - settled))
    return np.asarray(settled + left)


def bouts(plan: Plan, cell: int) -> list[Bout]:
    """Stretches of work of one cell, apart by more than twenty minutes of rest.

    Impulses follow activation (a maximal contraction fires about 30 times a second), and the axon's
    sodium follows impulses as in `axon.pools`, at the node and in bulk.
    """
    empty = np.zeros(2)
    full = _sodium_after(60.0, empty, 1.0)[0]
    lengths = np.diff(plan.edges_s)
    activation = plan.efforts[:, cell, FORCE] * plan.efforts[:, cell, DUTY]
    found: list[Bout] = []
    load, most, sodium, last = 0.0, 0.0, empty, -np.inf
    for begin, length, active in zip(plan.edges_s[:-1], lengths, activation, strict=True):
        if active > 0:
            if begin - last > LONGEST_PAUSE_S and load > 0:
                found.append(Bout(last, load, most))
                load, most = 0.0, 0.0
            load += active * length / 60.0
            last = begin + length
        sodium = _sodium_after(float(length), sodium, float(active))
        most = max(most, float(sodium[0] / full)) if active > 0 else most
    return [*found, Bout(last, load, most)] if load > 0 else found


@physics
def _terminals(states: Any, cells: Any, p_body: Any, p_cell: Any, resting_sodium_mM: float,
               out: Any, drive: Any, soreness: Any) -> None:  # fmt: skip
    for i in range(states.shape[0]):
        whole = body.BodyState(*state_from(states[i], BODY))
        tissue = muscle.MuscleState(*state_from(cells[i], MUSCLE))
        axon = pools.AxonPools(*state_from(cells[i, MUSCLE:], POOLS))
        seen, here = body.readout(whole, p_body), muscle.readout(tissue, p_cell.muscle)
        site = Site(
            here.interstitial_potassium_mM, pools.periaxonal_ratio(axon, p_cell.pools), seen.plasma_sodium_mM,
            pools.sodium_inside_mM(axon, p_cell.pools, resting_sodium_mM), seen.ionised_calcium_mM, seen.ionised_magnesium_mM,
            pools.terminal_pump(axon, p_cell.pools), here.temperature_C, seen.blood_pH, seen.PCO2_mmHg, 0.0,
        )  # fmt: skip
        write_into(out[i], 0, site)
        drive[i], soreness[i] = seen.drive, here.soreness


@physics
def _add_rebound(times_s: Any, end_s: float, load: float, p: Any, out: Any) -> None:
    for i in range(times_s.shape[0]):
        out[i] += late_rebound.current_pA((times_s[i] - end_s) / 60.0, load, p)


def milieus(humans: list[Human], futures: Futures, cell: int, *, group: str | None = None) -> Milieus:
    """The terminal's milieu of one cell for every human.

    group: the muscle that is asked about, where it shares a resting cell with others: the fluid is
    the cell's, the temperature the muscle's own.
    """
    shape = futures.body.shape[:2]
    sites = np.empty((*shape, SITE))
    drive, soreness, rebound = np.empty(shape), np.empty(shape), np.zeros(shape)
    past = bouts(futures.plan, cell)
    for i, human in enumerate(humans):
        _terminals(futures.body[i], futures.cells[i, :, cell], futures.p_body[i], futures.p_cells[i, cell],
                   human.rates.concentrations.sodium_inside_mM, sites[i], drive[i], soreness[i])  # fmt: skip
        p = values(human.rebound)
        for bout in past:
            _add_rebound(futures.times_s, bout.end_s, bout.sodium, p, rebound[i])
        soreness[i] *= human.links.soreness_current_pA
        if group is not None:
            sites[i, :, WARMTH] += own_warmth_C(human, group, futures.plan.cells[cell].group)
    sites[:, :, CURRENT] = rebound + soreness
    return Milieus(futures.times_s, sites, rebound, soreness, drive)


@physics
def _log_rates(sites: Any, p: Any, out: Any, inside: Any) -> None:
    for i in range(sites.shape[0]):
        out[i], inside[i] = ectopic.log_rate(Site(*state_from(sites[i], SITE)), p)


def log_rates(sites: np.ndarray, human: Human) -> tuple[np.ndarray, np.ndarray]:
    """ln of the axonal rate (arbitrary zero) of one human's sites, shape (times, SITE), and the range flag."""
    out, inside = np.empty(len(sites)), np.empty(len(sites))
    _log_rates(np.ascontiguousarray(sites), human.rates, out, inside)
    return out, inside > 0.5


@physics
def _by_slope(now: Any, usual: Any, p: Any, out: Any) -> None:
    for i in range(now.shape[0]):
        out[i] = ectopic.log_ratio_by_slope(
            Site(*state_from(now[i], SITE)), Site(*state_from(usual[i], SITE)), p
        )


def log_ratios_by_slope(now: np.ndarray, usual: np.ndarray, human: Human) -> np.ndarray:
    """ln of the axonal rate over usual by the one-scalar law, (times,): a cross-check of `log_rates`."""
    out = np.empty(len(now))
    _by_slope(np.ascontiguousarray(now), np.ascontiguousarray(usual), human.rates, out)
    return out


@physics
def _total(axon_log: Any, drive: Any, usual_drive: Any, p: Any, bound: float, out: Any) -> None:
    for i in range(axon_log.shape[0]):
        bounded = bound * math.tanh(axon_log[i] / bound)
        out[i] = spinal.log_total_ratio(bounded, drive[i], usual_drive[i], p)


def total_log_ratios(
    axon_log: np.ndarray, drive: np.ndarray, usual_drive: np.ndarray, human: Human
) -> np.ndarray:
    """ln of all discharges over usual, (times,): the terminal's ln ratio, bounded, and the spinal source."""
    out = np.empty(len(axon_log))
    _total(axon_log, drive, usual_drive, values(human.spinal), human.ectopic.largest_log_ratio, out)
    return out


@physics
def _totals(axon_log: Any, drive: Any, usual_drive: Any, sources: Any, bound: float, out: Any) -> None:
    for k in range(axon_log.shape[0]):
        _total(axon_log[k], drive, usual_drive, sources[k], bound, out[k])


def total_log_ratios_of(
    axon_log: np.ndarray, drive: np.ndarray, usual_drive: np.ndarray, sources: np.ndarray, bound: float
) -> np.ndarray:
    """The same for several nerve ends of one human, (kinds, times), each with a spinal source of its own.

    sources: (kinds,), records of `SpinalSource`. bound: the largest ln ratio of the axon.
    """
    out = np.empty(axon_log.shape)
    _totals(axon_log, drive, usual_drive, sources, bound, out)
    return out


@physics
def _threshold_ratios(now: Any, usual: Any, m: Any, out: Any) -> None:
    for i in range(now.shape[0]):
        ratio, inside = trunk.threshold_ratio(
            Site(*state_from(now[i], SITE)), Site(*state_from(usual[i], SITE)), m
        )
        out[i] = ratio if inside > 0.5 else np.nan


def trunks(
    terminal: np.ndarray, plasma_potassium_mM: np.ndarray, core_C: np.ndarray, limb_below_core_C: float
) -> np.ndarray:
    """The nerve trunk beside a terminal, (times, SITE): plasma potassium and limb warmth, no local currents.

    The limb follows the core at the distance that it keeps at rest.
    """
    site = terminal.copy()
    site[:, Site._fields.index("potassium_mM")] = plasma_potassium_mM
    site[:, Site._fields.index("temperature_C")] = core_C - limb_below_core_C
    site[:, CURRENT] = 0.0
    return site


def threshold_ratios(now: np.ndarray, usual: np.ndarray, human: Human) -> np.ndarray:
    """1-ms threshold of the trunk over usual, (times,); NaN outside the mapped range. Above 1: less excitable."""
    out = np.empty(len(now))
    _threshold_ratios(np.ascontiguousarray(now), np.ascontiguousarray(usual), human.trunk, out)
    return out
