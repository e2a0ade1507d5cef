"""A stiff solver that knows the shape of the body: one centre, many muscles.

The muscles meet only through the blood (six numbers) and the body meets them only through their
summed exchange (five numbers), so the Jacobian is an arrow: small blocks, joined by thin bands.
The method is ROS34PW2 of Rang and Angermann (2005): four stages, order 3, L-stable, and of full
order with an old Jacobian (a W-method), so that the Jacobian is renewed only now and then. The
coefficients meet all order conditions to rounding (tests/course).

The assumption: within one piece of the history the input is constant; the solver restarts at
every edge. The judge is LSODA on the same right-hand side (tests/course/test_solver.py).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from myotwitch.course.hours import BLOOD, BODY, CELL, EXCHANGE, blood_of, body_rate, cell_rate
from myotwitch.kernels import physics

__all__ = ["advance"]

GAMMA = 4.3586652150845900e-01
_STAGES = np.array(
    [
        [0.0, 0.0, 0.0, 0.0],
        [8.7173304301691801e-01, 0.0, 0.0, 0.0],
        [8.4457060015369423e-01, -1.1299064236484185e-01, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
    ]
)
_GAMMAS = np.array(
    [
        [GAMMA, 0.0, 0.0, 0.0],
        [-8.7173304301691801e-01, GAMMA, 0.0, 0.0],
        [-9.0338057013044082e-01, 5.4180672388095326e-02, GAMMA, 0.0],
        [2.4212380706095346e-01, -1.2232505839045147e00, 5.4526025533510214e-01, GAMMA],
    ]
)
_WEIGHTS = np.array([2.4212380706095346e-01, -1.2232505839045147e00, 1.5452602553351020e00, GAMMA])
_EMBEDDED = np.array(
    [3.7810903145819369e-01, -9.6042292212423178e-02, 5.0000000000000000e-01, 2.1793326075422950e-01]
)
# Transformed so that no product with the Jacobian is needed (Hairer and Wanner 1996, IV.7).
_INVERSE = np.linalg.inv(_GAMMAS)
_A = _STAGES @ _INVERSE
_C = np.diag(np.full(4, 1 / GAMMA)) - _INVERSE
_M = _WEIGHTS @ _INVERSE
_E = (_WEIGHTS - _EMBEDDED) @ _INVERSE

MOST_STEPS = 20_000
OLDEST_JACOBIAN = 8


@physics
def _factor(matrix: Any, pivots: Any) -> None:
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
            ratio = matrix[i, k] / matrix[k, k]
            matrix[i, k] = ratio
            if ratio != 0.0:
                for j in range(k + 1, n):
                    matrix[i, j] -= ratio * matrix[k, j]


@physics
def _solve(matrix: Any, pivots: Any, x: Any) -> None:
    """Solve with the factors of `_factor`, in place."""
    n = matrix.shape[0]
    for k in range(n):
        if pivots[k] != k:
            x[k], x[pivots[k]] = x[pivots[k]], x[k]
    for i in range(1, n):
        for j in range(i):
            x[i] -= matrix[i, j] * x[j]
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            x[i] -= matrix[i, j] * x[j]
        x[i] /= matrix[i, i]


@physics
def _rates(body: Any, cells: Any, p_body: Any, p_cells: Any, copies: Any, around: Any, efforts: Any,
           d_body: Any, d_cells: Any, blood: Any, exchange: Any, total: Any) -> None:  # fmt: skip
    """The right-hand side: d/dt of body and cells, with the blood and the summed exchange."""
    blood_of(body, p_body, blood)
    total[:] = 0.0
    for j in range(cells.shape[0]):
        cell_rate(cells[j], p_cells[j], efforts[j], blood, d_cells[j], exchange)
        for k in range(EXCHANGE):
            total[k] += copies[j] * exchange[k]
    body_rate(body, p_body, around, total, d_body)


@physics
def _nudge(value: float, scale: float) -> float:
    return 1.5e-8 * max(abs(value), scale)


@physics
def _body_blocks(body: Any, scale: Any, p_body: Any, around: Any, blood: Any, total: Any, d_body: Any,
                 by_body: Any, by_exchange: Any, blood_by_body: Any) -> None:  # fmt: skip
    """Blocks of the Jacobian that belong to the body, by forward differences."""
    moved, moved_blood = np.empty(BODY), np.empty(BLOOD)
    for k in range(BODY):
        kept = body[k]
        step = _nudge(kept, scale[k])
        body[k] = kept + step
        body_rate(body, p_body, around, total, moved)
        blood_of(body, p_body, moved_blood)
        body[k] = kept
        for i in range(BODY):
            by_body[i, k] = (moved[i] - d_body[i]) / step
        for i in range(BLOOD):
            blood_by_body[i, k] = (moved_blood[i] - blood[i]) / step
    for k in range(EXCHANGE):
        kept = total[k]
        step = _nudge(kept, 1e-3)
        total[k] = kept + step
        body_rate(body, p_body, around, total, moved)
        total[k] = kept
        for i in range(BODY):
            by_exchange[i, k] = (moved[i] - d_body[i]) / step


@physics
def _cell_blocks(cell: Any, scale: Any, p_cell: Any, effort: Any, blood: Any, by_cell: Any, by_blood: Any,
                 exchange_by_cell: Any, exchange_by_blood: Any) -> None:  # fmt: skip
    """Blocks of the Jacobian that belong to one muscle, by forward differences."""
    still, given = np.empty(CELL), np.empty(EXCHANGE)
    moved, moved_given = np.empty(CELL), np.empty(EXCHANGE)
    cell_rate(cell, p_cell, effort, blood, still, given)
    for k in range(CELL):
        kept = cell[k]
        step = _nudge(kept, scale[k])
        cell[k] = kept + step
        cell_rate(cell, p_cell, effort, blood, moved, moved_given)
        cell[k] = kept
        for i in range(CELL):
            by_cell[i, k] = (moved[i] - still[i]) / step
        for i in range(EXCHANGE):
            exchange_by_cell[i, k] = (moved_given[i] - given[i]) / step
    for k in range(BLOOD):
        kept = blood[k]
        step = _nudge(kept, 1e-3)
        blood[k] = kept + step
        cell_rate(cell, p_cell, effort, blood, moved, moved_given)
        blood[k] = kept
        for i in range(CELL):
            by_blood[i, k] = (moved[i] - still[i]) / step
        for i in range(EXCHANGE):
            exchange_by_blood[i, k] = (moved_given[i] - given[i]) / step


@physics
def _prepare(shift: float, copies: Any, by_body: Any, by_exchange: Any, blood_by_body: Any, by_cell: Any,
             by_blood: Any, exchange_by_cell: Any, exchange_by_blood: Any, lu_body: Any, piv_body: Any,
             lu_cells: Any, piv_cells: Any, carried: Any) -> None:  # fmt: skip
    """Factor (shift I - J) by eliminating the muscles first; `carried` is S_j⁻¹ C_j."""
    cells = by_cell.shape[0]
    returned = np.zeros((EXCHANGE, BLOOD))
    column = np.empty(CELL)
    for j in range(cells):
        for i in range(CELL):
            for k in range(CELL):
                lu_cells[j, i, k] = -by_cell[j, i, k]
            lu_cells[j, i, i] += shift
        _factor(lu_cells[j], piv_cells[j])
        for k in range(BLOOD):
            column[:] = by_blood[j, :, k]
            _solve(lu_cells[j], piv_cells[j], column)
            carried[j, :, k] = column
            for i in range(EXCHANGE):
                back = exchange_by_blood[j, i, k]
                for m in range(CELL):
                    back += exchange_by_cell[j, i, m] * column[m]
                returned[i, k] += copies[j] * back
    bridge = by_exchange @ (returned @ blood_by_body)
    for i in range(BODY):
        for k in range(BODY):
            lu_body[i, k] = -by_body[i, k] - bridge[i, k]
        lu_body[i, i] += shift
    _factor(lu_body, piv_body)


@physics
def _apply(copies: Any, by_exchange: Any, blood_by_body: Any, exchange_by_cell: Any, lu_body: Any,
           piv_body: Any, lu_cells: Any, piv_cells: Any, carried: Any, x_body: Any, x_cells: Any) -> None:  # fmt: skip
    """Solve (shift I - J) x = b with the factors of `_prepare`, in place."""
    for j in range(x_cells.shape[0]):
        _solve(lu_cells[j], piv_cells[j], x_cells[j])
        for i in range(EXCHANGE):
            given = 0.0
            for m in range(CELL):
                given += exchange_by_cell[j, i, m] * x_cells[j, m]
            for k in range(BODY):
                x_body[k] += by_exchange[k, i] * copies[j] * given
    _solve(lu_body, piv_body, x_body)
    for i in range(BLOOD):
        felt = 0.0
        for k in range(BODY):
            felt += blood_by_body[i, k] * x_body[k]
        for j in range(x_cells.shape[0]):
            for m in range(CELL):
                x_cells[j, m] += carried[j, m, i] * felt


@physics
def _largest_error(before: Any, after: Any, error: Any, scale: Any, tolerance: float) -> float:
    worst = 0.0
    for i in range(error.shape[0]):
        size = tolerance * (0.1 * scale[i] + max(abs(before[i]), abs(after[i])))
        worst = max(worst, abs(error[i]) / size)
    return worst


@physics
def _between(share: float, h: float, y0: Any, f0: Any, y1: Any, f1: Any, out: Any) -> None:
    """Cubic Hermite value at `share` of a step."""
    a, b = share, 1.0 - share
    for i in range(out.shape[0]):
        rise = y1[i] - y0[i]
        out[i] = b * y0[i] + a * y1[i] + a * b * ((b - a) * -rise + b * h * f0[i] - a * h * f1[i])


@physics
def advance(body: Any, cells: Any, p_body: Any, p_cells: Any, copies: Any, edges_s: Any, arounds: Any,
            efforts: Any, scale_body: Any, scale_cell: Any, tolerance: float,
            times_s: Any, out_body: Any, out_cells: Any) -> int:  # fmt: skip
    """Integrate one person over all pieces; write the states at `times_s`.

    body: shape (BODY,), cells: shape (cells, CELL): the initial state, changed in place to the last.
    copies: how often each cell exists (2 when both sides do the same).
    edges_s: (pieces + 1,); arounds: (pieces, AROUND); efforts: (pieces, cells, 4).
    times_s: increasing, within the edges. out_body: (times, BODY); out_cells: (times, cells, CELL).
    Returns the number of steps, or -1 when the step became too small.
    """
    n = cells.shape[0]
    by_body, by_exchange, blood_by_body = (
        np.empty((BODY, BODY)),
        np.empty((BODY, EXCHANGE)),
        np.empty((BLOOD, BODY)),
    )
    by_cell, by_blood = np.empty((n, CELL, CELL)), np.empty((n, CELL, BLOOD))
    exchange_by_cell, exchange_by_blood = np.empty((n, EXCHANGE, CELL)), np.empty((n, EXCHANGE, BLOOD))
    lu_body, piv_body = np.empty((BODY, BODY)), np.empty(BODY, np.int64)
    lu_cells, piv_cells, carried = (
        np.empty((n, CELL, CELL)),
        np.empty((n, CELL), np.int64),
        np.empty((n, CELL, BLOOD)),
    )
    u_body, u_cells = np.empty((4, BODY)), np.empty((4, n, CELL))
    f_body, f_cells, g_body, g_cells = (
        np.empty(BODY),
        np.empty((n, CELL)),
        np.empty(BODY),
        np.empty((n, CELL)),
    )
    y_body, y_cells = np.empty(BODY), np.empty((n, CELL))
    e_body, e_cells = np.empty(BODY), np.empty((n, CELL))
    blood, exchange, total = np.empty(BLOOD), np.empty(EXCHANGE), np.empty(EXCHANGE)
    steps, at = 0, 0
    while at < times_s.shape[0] and times_s[at] <= edges_s[0]:
        out_body[at], out_cells[at] = body, cells
        at += 1
    for piece in range(edges_s.shape[0] - 1):
        t, end = edges_s[piece], edges_s[piece + 1]
        around, effort = arounds[piece], efforts[piece]
        h, age, prepared_h = min(5.0, end - t), OLDEST_JACOBIAN, 0.0
        _rates(body, cells, p_body, p_cells, copies, around, effort, f_body, f_cells, blood, exchange, total)
        while t < end:
            steps += 1
            if steps > MOST_STEPS or h < 1e-7:
                return -1
            if t + 1.0001 * h >= end:
                h = end - t
            if age >= OLDEST_JACOBIAN:
                _rates(
                    body,
                    cells,
                    p_body,
                    p_cells,
                    copies,
                    around,
                    effort,
                    g_body,
                    g_cells,
                    blood,
                    exchange,
                    total,
                )
                _body_blocks(
                    body,
                    scale_body,
                    p_body,
                    around,
                    blood,
                    total,
                    g_body,
                    by_body,
                    by_exchange,
                    blood_by_body,
                )
                for j in range(n):
                    _cell_blocks(cells[j], scale_cell, p_cells[j], effort[j], blood, by_cell[j], by_blood[j],
                                 exchange_by_cell[j], exchange_by_blood[j])  # fmt: skip
                age, prepared_h = 0, 0.0
            if h != prepared_h:
                _prepare(1.0 / (h * GAMMA), copies, by_body, by_exchange, blood_by_body, by_cell, by_blood,
                         exchange_by_cell, exchange_by_blood, lu_body, piv_body, lu_cells, piv_cells, carried)  # fmt: skip
                prepared_h = h
            for s in range(4):
                if s == 0:
                    u_body[0], u_cells[0] = f_body, f_cells
                else:
                    y_body[:], y_cells[:, :] = body, cells
                    for r in range(s):
                        y_body += _A[s, r] * u_body[r]
                        y_cells += _A[s, r] * u_cells[r]
                    _rates(y_body, y_cells, p_body, p_cells, copies, around, effort, u_body[s], u_cells[s],
                           blood, exchange, total)  # fmt: skip
                    for r in range(s):
                        u_body[s] += _C[s, r] / h * u_body[r]
                        u_cells[s] += _C[s, r] / h * u_cells[r]
                _apply(copies, by_exchange, blood_by_body, exchange_by_cell, lu_body, piv_body,
                       lu_cells, piv_cells, carried, u_body[s], u_cells[s])  # fmt: skip
            y_body[:], y_cells[:, :] = body, cells
            e_body[:], e_cells[:, :] = 0.0, 0.0
            for s in range(4):
                y_body += _M[s] * u_body[s]
                y_cells += _M[s] * u_cells[s]
                e_body += _E[s] * u_body[s]
                e_cells += _E[s] * u_cells[s]
            error = _largest_error(body, y_body, e_body, scale_body, tolerance)
            for j in range(n):
                error = max(error, _largest_error(cells[j], y_cells[j], e_cells[j], scale_cell, tolerance))
            if not error < 1.0:
                h *= max(0.1, 0.8 * error ** (-1.0 / 3.0)) if error < 1e12 else 0.1
                if age > 0:
                    age = OLDEST_JACOBIAN
                continue
            _rates(
                y_body,
                y_cells,
                p_body,
                p_cells,
                copies,
                around,
                effort,
                g_body,
                g_cells,
                blood,
                exchange,
                total,
            )
            while at < times_s.shape[0] and times_s[at] <= t + h * (1.0 + 1e-12):
                share = (times_s[at] - t) / h
                _between(share, h, body, f_body, y_body, g_body, out_body[at])
                for j in range(n):
                    _between(share, h, cells[j], f_cells[j], y_cells[j], g_cells[j], out_cells[at, j])
                at += 1
            t = end if h == end - t else t + h
            body[:], cells[:, :], f_body[:], f_cells[:, :] = y_body, y_cells, g_body, g_cells
            age += 1
            grown = min(6.0, 0.85 * max(error, 1e-9) ** (-1.0 / 3.0))
            if grown > 1.3 or grown < 0.95:
                h *= grown
    return steps
