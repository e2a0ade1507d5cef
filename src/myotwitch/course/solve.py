"""Many humans through one plan: the slow clock, in blocks on every core.

`solve` integrates with the block-arrow Rosenbrock method; `solve_with_lsoda` is the published
judge on the same compiled right-hand side (Petzold 1983, through SciPy).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from myotwitch.axon import pools
from myotwitch.body import whole as body
from myotwitch.course.hours import BLOOD, BODY, CELL, EXCHANGE, blood_of, body_rate, cell_rate
from myotwitch.course.human import Human
from myotwitch.course.plan import Plan
from myotwitch.course.rosenbrock import advance
from myotwitch.kernels import physics
from myotwitch.muscle import whole as muscle
from myotwitch.provenance import records, values

__all__ = ["FOR_MANY", "TOLERANCE", "Futures", "NoSolutionError", "flat_rate", "solve", "solve_with_lsoda"]

TOLERANCE = 7e-5
"""Keeps every state within 1e-3 of its range of the exact solution (tests/course)."""

FOR_MANY = 8e-4
"""Enough where people differ from one another far more: the twitch ratio moves by less than 1 % (tests/laws)."""


class NoSolutionError(RuntimeError):
    """The solver's step became too small: a bug of ours or a person outside every range."""


@dataclass(frozen=True)
class Futures:
    """States of several humans over the same times.

    times_s: (times,), the times that were asked for. grid_s: (points,), these and every edge of the
    plan, so that another future may go on from here; grid_body: (humans, points, BODY);
    grid_cells: (humans, points, cells, CELL). p_body: (humans,) and p_cells: (humans, cells),
    structured arrays of their parameters. arounds: (humans, pieces, AROUND).
    """

    times_s: np.ndarray
    grid_s: np.ndarray
    grid_body: np.ndarray
    grid_cells: np.ndarray
    p_body: np.ndarray
    p_cells: np.ndarray
    plan: Plan
    arounds: np.ndarray

    @functools.cached_property
    def _asked(self) -> np.ndarray:
        return np.searchsorted(self.grid_s, self.times_s)

    @functools.cached_property
    def body(self) -> np.ndarray:
        """The body's states at the times that were asked for, (humans, times, BODY)."""
        return np.ascontiguousarray(self.grid_body[:, self._asked])

    @functools.cached_property
    def cells(self) -> np.ndarray:
        """The cells' states at the times that were asked for, (humans, times, cells, CELL)."""
        return np.ascontiguousarray(self.grid_cells[:, self._asked])


def _parameters(humans: Sequence[Human], plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    p_body = records([human.body for human in humans])
    p_cells = np.stack([records([human.cell(c.group, c.mass_kg) for c in plan.cells]) for human in humans])
    return p_body, p_cells


def _initial(human: Human, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    start = body.initial(human.body)
    offered = body.blood(start, values(human.body))
    cells = []
    for cell in plan.cells:
        p = human.cell(cell.group, cell.mass_kg)
        cells.append([*muscle.initial(values(p.muscle), offered), *pools.initial(p.pools)])
    return np.array(start, float), np.array(cells, float)


_NOTICEABLE = {
    "L": 0.1, "mmol": 5.0, "mM": 0.5, "C": 0.5, "W_per_m2": 20.0, "g": 5.0, "mg": 20.0, "mmHg": 2.0, "pM": 0.5,
    "kg": 10.0, "mM_per_s": 0.05, "IU_per_L": 20.0, "h": 0.5,
}  # fmt: skip


_NOTICEABLE_OF = {
    "insulin": 2.0, "adrenaline": 0.2, "stomach_water_L": 0.5, "solid_water_L": 0.5, "gut_water_L": 0.12,
    "acid_mmol": 2.0, "plasma_shift": 0.08, "ground": 0.2, "sweat_W_per_m2": 120.0, "vasopressin_pM": 1.5,
    "potassium_cells_mmol": 20.0, "caffeine_gut_mg": 50.0, "gut_carbohydrate_g": 8.0, "solid_carbohydrate_g": 15.0, "oxidation_mM_per_s": 0.25,
    "acid_load_mM": 1.0, "phosphocreatine_mM": 4.0, "potassium_outside_mM": 1.5, "periaxonal_excess": 0.05,
}  # fmt: skip
"""States whose own size says more than their unit: each moves what a person notices only a little."""


def _scale(name: str) -> float:
    """How much of a state is worth noticing: its own size, else by the unit at the end of its name, else 0.1."""
    if name in _NOTICEABLE_OF:
        return _NOTICEABLE_OF[name]
    endings = [unit for unit in _NOTICEABLE if name.endswith("_" + unit)]
    return _NOTICEABLE[max(endings, key=len)] if endings else 0.1


SCALE_BODY = np.array([_scale(name) for name in body.BodyState._fields])
SCALE_CELL = np.array([_scale(name) for name in (*muscle.MuscleState._fields, *pools.AxonPools._fields)])


@physics
def _advance_block(first: int, last: int, body0: Any, cells0: Any, p_body: Any, p_cells: Any, copies: Any,
                   edges_s: Any, arounds: Any, efforts: Any, scale_body: Any, scale_cell: Any,
                   tolerance: float, times_s: Any, out_body: Any, out_cells: Any, steps: Any) -> None:  # fmt: skip
    for i in range(first, last):
        steps[i] = advance(body0[i], cells0[i], p_body[i], p_cells[i], copies, edges_s, arounds[i], efforts,
                           scale_body, scale_cell, tolerance, times_s, out_body[i], out_cells[i])  # fmt: skip


def _shared_pieces(plan: Plan, arounds: np.ndarray, before: Futures) -> int:
    """How many leading pieces ask the same of the same bodies as in another solution."""
    longest = min(len(plan.efforts), len(before.plan.efforts))
    same = [
        plan.edges_s[k] == before.plan.edges_s[k]
        and plan.edges_s[k + 1] == before.plan.edges_s[k + 1]
        and np.array_equal(plan.efforts[k], before.plan.efforts[k])
        and np.array_equal(arounds[:, k], before.arounds[: len(arounds), k])
        for k in range(longest)
    ]
    return same.index(False) if False in same else longest


def _start(humans: Sequence[Human], plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    starts = [_initial(human, plan) for human in humans]
    return np.stack([s[0] for s in starts]), np.stack([s[1] for s in starts])


def solve(
    humans: Sequence[Human], plan: Plan, times_s: np.ndarray, *,
    arounds: np.ndarray | None = None, tolerance: float = TOLERANCE, before: Sequence[Futures] = (),
) -> Futures:  # fmt: skip
    """Integrate every human over the plan and keep the states at `times_s`.

    arounds: circumstances that differ between humans, shape (humans, pieces, AROUND); the plan's
    own by default. tolerance: relative local error. before: solutions of the same humans that
    hold these times; what a plan shares with this one from the beginning is taken over.

    Raises NoSolutionError when the equations could not be integrated.
    """
    if arounds is None:
        arounds = np.broadcast_to(plan.arounds, (len(humans), *plan.arounds.shape))
    arounds = np.ascontiguousarray(arounds)
    grid = np.union1d(times_s, plan.edges_s)
    out_body = np.empty((len(humans), len(grid), BODY))
    out_cells = np.empty((len(humans), len(grid), len(plan.cells), CELL))
    old, shared = None, 0
    for candidate in before:
        pieces = _shared_pieces(plan, arounds, candidate)
        if pieces > shared:
            old, shared = candidate, pieces
    begins = plan.edges_s[shared]
    ahead = grid >= begins
    if old is not None:
        n = len(humans)
        p_body, p_cells = old.p_body[:n], old.p_cells[:n]
        past = np.searchsorted(old.grid_s, grid[~ahead])
        out_body[:, ~ahead], out_cells[:, ~ahead] = old.grid_body[:n, past], old.grid_cells[:n, past]
        here = int(np.searchsorted(old.grid_s, begins))
        body0, cells0 = old.grid_body[:n, here].copy(), old.grid_cells[:n, here].copy()
    else:
        p_body, p_cells = _parameters(humans, plan)
        body0, cells0 = _start(humans, plan)
    later_body, later_cells = out_body[:, ahead].copy(), out_cells[:, ahead].copy()
    _in_parallel(
        len(humans), body0, cells0, p_body, p_cells, np.array([cell.copies for cell in plan.cells]), plan.edges_s[shared:],
        np.ascontiguousarray(arounds[:, shared:]), plan.efforts[shared:], SCALE_BODY, SCALE_CELL, tolerance, grid[ahead],
        later_body, later_cells,
    )  # fmt: skip
    out_body[:, ahead], out_cells[:, ahead] = later_body, later_cells
    return Futures(times_s, grid, out_body, out_cells, p_body, p_cells, plan, arounds)


def _in_parallel(humans: int, *arguments: Any) -> None:
    """Advance blocks of humans on every core; the compiled code runs without the interpreter lock."""
    steps = np.zeros(humans, np.int64)
    workers = min(os.cpu_count() or 1, humans)
    cuts = np.linspace(0, humans, min(humans, 6 * workers) + 1).astype(int)  # small blocks share the load
    with ThreadPoolExecutor(workers) as pool:
        job: Any = _advance_block
        bounds = [(int(a), int(b)) for a, b in pairwise(cuts)]
        list(pool.map(lambda block: job(*block, *arguments, steps), bounds))
    if (steps < 0).any():
        raise NoSolutionError(f"the slow clock stopped for draw {int(np.argmin(steps))} of {humans}")


@physics
def flat_rate(
    state: Any, p_body: Any, p_cells: Any, copies: Any, around: Any, efforts: Any, out: Any
) -> None:
    """The same right-hand side on one flat vector, body first: what published solvers take."""
    blood, exchange, total = np.empty(BLOOD), np.empty(EXCHANGE), np.zeros(EXCHANGE)
    blood_of(state, p_body, blood)
    for j in range(copies.shape[0]):
        at = BODY + j * CELL
        cell_rate(state[at : at + CELL], p_cells[j], efforts[j], blood, out[at : at + CELL], exchange)
        for k in range(EXCHANGE):
            total[k] += copies[j] * exchange[k]
    body_rate(state, p_body, around, total, out)


def solve_with_lsoda(human: Human, plan: Plan, times_s: np.ndarray, *, tolerance: float = 1e-8) -> Futures:
    """The same for one human with LSODA: slower, independent of our solver, the judge in the tests."""
    from scipy.integrate import odeint

    integrate: Any = odeint

    p_body, p_cells = _parameters([human], plan)
    copies = np.array([cell.copies for cell in plan.cells])
    body0, cells0 = _initial(human, plan)
    state = np.concatenate([body0, cells0.ravel()])
    floor = tolerance * np.concatenate([SCALE_BODY, np.tile(SCALE_CELL, len(plan.cells))])
    kept = np.empty((len(times_s), state.size))
    out = np.empty(state.size)
    for piece in range(len(plan.edges_s) - 1):
        begin, end = plan.edges_s[piece], plan.edges_s[piece + 1]
        inside = (times_s >= begin) & (times_s <= end)
        at = np.unique(np.concatenate([[begin], times_s[inside], [end]]))

        def rate(y: np.ndarray, _: float, piece: int = piece) -> np.ndarray:
            flat_rate(y, p_body[0], p_cells[0], copies, plan.arounds[piece], plan.efforts[piece], out)
            return out.copy()

        path = integrate(rate, state, at, rtol=tolerance, atol=floor, mxstep=100_000)
        kept[inside] = path[np.isin(at, times_s[inside])]
        state = path[-1]
    cells = kept[:, BODY:].reshape(len(times_s), len(plan.cells), CELL)
    return Futures(
        times_s, times_s, kept[None, :, :BODY], cells[None], p_body, p_cells, plan, plan.arounds[None]
    )
