"""The Jacobian of the slow clock: an arrow of small blocks, and how to solve with it.

The muscles meet only through the blood (six numbers) and the body meets them only through their
summed exchange (five numbers). So (shift I - J) x = b falls apart: each muscle is eliminated alone,
what it gives back is added to the body's own block, and the counted pools, on which nothing
depends, follow last. The assumption: forward differences are exact enough, because the method that
uses them keeps its order with any Jacobian (`rosenbrock`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from myotwitch.course.hours import BLOOD, BODY, CELL, EXCHANGE, LIVE, blood_of, body_rate, cell_rate
from myotwitch.kernels import algebra, physics

__all__ = ["Arrow", "Factors", "differentiate", "empty_arrow", "empty_factors", "factor", "solve_in_place"]


class Arrow(NamedTuple):
    """Blocks of the Jacobian. `a_by_b` is the change of a with b; first axis of a cell's blocks: the cell."""

    body_by_body: Any
    body_by_exchange: Any
    blood_by_body: Any
    cell_by_cell: Any
    """Transposed."""
    cell_by_blood: Any
    exchange_by_cell: Any
    exchange_by_blood: Any


class Factors(NamedTuple):
    """What is needed to solve with (shift I - J)."""

    live: Any
    live_pivots: Any
    with_return: Any
    """body_by_body plus what the muscles give back, (BODY, LIVE)."""
    cells: Any
    """(shift I - cell_by_cell)⁻¹ of each cell, transposed."""
    carried: Any
    """The same times cell_by_blood, transposed: (cells, BLOOD, CELL)."""


@physics
def empty_arrow(n: int) -> Arrow:
    """Room for the blocks of `n` cells."""
    return Arrow(
        np.empty((BODY, LIVE)), np.empty((BODY, EXCHANGE)), np.empty((BLOOD, LIVE)), np.empty((n, CELL, CELL)),
        np.empty((n, CELL, BLOOD)), np.empty((n, EXCHANGE, CELL)), np.empty((n, EXCHANGE, BLOOD)),
    )  # fmt: skip


@physics
def empty_factors(n: int) -> Factors:
    """Room for the factors of `n` cells."""
    return Factors(
        np.empty((LIVE, LIVE)), np.empty(LIVE, np.int64), np.empty((BODY, LIVE)), np.empty((n, CELL, CELL)),
        np.empty((n, BLOOD, CELL)),
    )  # fmt: skip


@physics
def _nudge(value: float, scale: float) -> float:
    return 1.5e-8 * max(abs(value), scale)


@physics
def _differentiate_body(body: Any, scale: Any, p: Any, around: Any, blood: Any, total: Any, a: Arrow) -> None:
    still, moved, moved_blood = np.empty(BODY), np.empty(BODY), np.empty(BLOOD)
    body_rate(body, p, around, total, still)
    for k in range(LIVE):
        kept = body[k]
        step = _nudge(kept, scale[k])
        body[k] = kept + step
        body_rate(body, p, around, total, moved)
        blood_of(body, p, moved_blood)
        body[k] = kept
        for i in range(BODY):
            a.body_by_body[i, k] = (moved[i] - still[i]) / step
        for i in range(BLOOD):
            a.blood_by_body[i, k] = (moved_blood[i] - blood[i]) / step
    for k in range(EXCHANGE):
        kept = total[k]
        step = _nudge(kept, 1e-3)
        total[k] = kept + step
        body_rate(body, p, around, total, moved)
        total[k] = kept
        for i in range(BODY):
            a.body_by_exchange[i, k] = (moved[i] - still[i]) / step


@physics
def _differentiate_cell(cell: Any, scale: Any, p: Any, effort: Any, blood: Any, j: int, a: Arrow) -> None:
    still, given = np.empty(CELL), np.empty(EXCHANGE)
    moved, moved_given = np.empty(CELL), np.empty(EXCHANGE)
    cell_rate(cell, p, effort, blood, still, given)
    for k in range(CELL):
        kept = cell[k]
        step = _nudge(kept, scale[k])
        cell[k] = kept + step
        cell_rate(cell, p, effort, blood, moved, moved_given)
        cell[k] = kept
        for i in range(CELL):
            a.cell_by_cell[j, k, i] = (moved[i] - still[i]) / step
        for i in range(EXCHANGE):
            a.exchange_by_cell[j, i, k] = (moved_given[i] - given[i]) / step
    for k in range(BLOOD):
        kept = blood[k]
        step = _nudge(kept, 1e-3)
        blood[k] = kept + step
        cell_rate(cell, p, effort, blood, moved, moved_given)
        blood[k] = kept
        for i in range(CELL):
            a.cell_by_blood[j, i, k] = (moved[i] - still[i]) / step
        for i in range(EXCHANGE):
            a.exchange_by_blood[j, i, k] = (moved_given[i] - given[i]) / step


@physics
def differentiate(body: Any, cells: Any, scale_body: Any, scale_cell: Any, p_body: Any, p_cells: Any, around: Any,
                  efforts: Any, blood: Any, total: Any, a: Arrow) -> None:  # fmt: skip
    """Fill the blocks at a state whose blood and summed exchange are given; the state is left as it was."""
    _differentiate_body(body, scale_body, p_body, around, blood, total, a)
    for j in range(cells.shape[0]):
        _differentiate_cell(cells[j], scale_cell, p_cells[j], efforts[j], blood, j, a)


@algebra
def _lu(matrix: Any, pivots: Any) -> None:
    """LU with row pivoting, in place."""
    n = matrix.shape[0]
    for k in range(n):
        best = k
        for i in range(k + 1, n):
            if abs(matrix[i, k]) > abs(matrix[best, k]):
                best = i
        pivots[k] = best
        if best != k:
            for j in range(n):
                matrix[k, j], matrix[best, j] = matrix[best, j], matrix[k, j]
        for i in range(k + 1, n):
            if matrix[i, k] != 0.0:
                ratio = matrix[i, k] / matrix[k, k]
                matrix[i, k] = ratio
                for j in range(k + 1, n):
                    matrix[i, j] -= ratio * matrix[k, j]


@algebra
def _back(matrix: Any, pivots: Any, x: Any) -> None:
    """Solve with the factors of `_lu`, in place."""
    n = matrix.shape[0]
    for k in range(n):
        if pivots[k] != k:
            x[k], x[pivots[k]] = x[pivots[k]], x[k]
    for i in range(1, n):
        total = 0.0
        for j in range(i):
            total += matrix[i, j] * x[j]
        x[i] -= total
    for i in range(n - 1, -1, -1):
        total = 0.0
        for j in range(i + 1, n):
            total += matrix[i, j] * x[j]
        x[i] = (x[i] - total) / matrix[i, i]


@algebra
def _invert(matrix: Any, pivots: Any) -> None:
    """Invert a cell's block in place by Gauss and Jordan with row pivoting.

    Inner loops of a fixed length run in vectors, so that this and products with the inverse take a
    third of the time of LU factors of this size.
    """
    for k in range(CELL):
        best = k
        for i in range(k + 1, CELL):
            if abs(matrix[i, k]) > abs(matrix[best, k]):
                best = i
        pivots[k] = best
        if best != k:
            for j in range(CELL):
                matrix[k, j], matrix[best, j] = matrix[best, j], matrix[k, j]
        pivot = 1.0 / matrix[k, k]
        matrix[k, k] = 1.0
        for j in range(CELL):
            matrix[k, j] *= pivot
        for i in range(CELL):
            ratio = matrix[i, k]
            if i != k and ratio != 0.0:
                matrix[i, k] = 0.0
                for j in range(CELL):
                    matrix[i, j] -= ratio * matrix[k, j]
    for k in range(CELL - 1, -1, -1):
        if pivots[k] != k:
            for i in range(CELL):
                matrix[i, k], matrix[i, pivots[k]] = matrix[i, pivots[k]], matrix[i, k]


@algebra
def _multiply(transposed: Any, x: Any, product: Any) -> None:
    """product = matrix x, for a cell's block that is kept transposed."""
    for i in range(CELL):
        product[i] = 0.0
    for k in range(CELL):
        for i in range(CELL):
            product[i] += transposed[k, i] * x[k]


@algebra
def factor(shift: float, copies: Any, a: Arrow, f: Factors) -> None:
    """Factor (shift I - J): muscles first, then the body with what they give back."""
    returned = np.zeros((EXCHANGE, BLOOD))
    pivots = np.empty(CELL, np.int64)
    for j in range(copies.shape[0]):
        for i in range(CELL):
            for k in range(CELL):
                f.cells[j, i, k] = -a.cell_by_cell[j, i, k]
            f.cells[j, i, i] += shift
        _invert(f.cells[j], pivots)
        for k in range(BLOOD):
            for i in range(CELL):
                f.carried[j, k, i] = 0.0
            for m in range(CELL):
                felt_by = a.cell_by_blood[j, m, k]
                if felt_by != 0.0:
                    for i in range(CELL):
                        f.carried[j, k, i] += f.cells[j, m, i] * felt_by
            for i in range(EXCHANGE):
                back = a.exchange_by_blood[j, i, k]
                for m in range(CELL):
                    back += a.exchange_by_cell[j, i, m] * f.carried[j, k, m]
                returned[i, k] += copies[j] * back
    felt = np.zeros((EXCHANGE, LIVE))
    for i in range(EXCHANGE):
        for j in range(BLOOD):
            for k in range(LIVE):
                felt[i, k] += returned[i, j] * a.blood_by_body[j, k]
    for i in range(BODY):
        for k in range(LIVE):
            f.with_return[i, k] = a.body_by_body[i, k]
        for j in range(EXCHANGE):
            if a.body_by_exchange[i, j] != 0.0:
                for k in range(LIVE):
                    f.with_return[i, k] += a.body_by_exchange[i, j] * felt[j, k]
    for i in range(LIVE):
        for k in range(LIVE):
            f.live[i, k] = -f.with_return[i, k]
        f.live[i, i] += shift
    _lu(f.live, f.live_pivots)


@algebra
def solve_in_place(shift: float, copies: Any, a: Arrow, f: Factors, x_body: Any, x_cells: Any) -> None:
    """Solve (shift I - J) x = b; b comes in x and is replaced by the solution."""
    column, given = np.empty(CELL), np.zeros(EXCHANGE)
    for j in range(copies.shape[0]):
        for m in range(CELL):
            column[m] = x_cells[j, m]
        _multiply(f.cells[j], column, x_cells[j])
        for i in range(EXCHANGE):
            one = 0.0
            for m in range(CELL):
                one += a.exchange_by_cell[j, i, m] * x_cells[j, m]
            given[i] += copies[j] * one
    for k in range(BODY):
        for i in range(EXCHANGE):
            x_body[k] += a.body_by_exchange[k, i] * given[i]
    _back(f.live, f.live_pivots, x_body[:LIVE])
    for i in range(LIVE, BODY):
        total = x_body[i]
        for k in range(LIVE):
            total += f.with_return[i, k] * x_body[k]
        x_body[i] = total / shift
    for i in range(BLOOD):
        felt = 0.0
        for k in range(LIVE):
            felt += a.blood_by_body[i, k] * x_body[k]
        for j in range(copies.shape[0]):
            for m in range(CELL):
                x_cells[j, m] += f.carried[j, i, m] * felt
