"""A stiff solver for one centre and many muscles.

The method is ROS34PW2 of Rang and Angermann (2005): four stages, order 3, L-stable, and of full
order with any Jacobian (a W-method), so that the arrow of `arrow` is renewed only now and then. Its
coefficients meet all order conditions to rounding (tests/course/test_solver.py).

The assumption: within one piece of the history the input is constant; steps end at every edge. The
judge is LSODA on the same right-hand side.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from myotwitch.course.arrow import differentiate, empty_arrow, empty_factors, factor, solve_in_place
from myotwitch.course.hours import BLOOD, BODY, CELL, EXCHANGE, blood_of, body_rate, cell_rate
from myotwitch.kernels import physics

__all__ = ["EMBEDDED", "GAMMA", "GAMMAS", "STAGES", "WEIGHTS", "advance", "rates"]

GAMMA = 4.3586652150845900e-01
STAGES = np.array(
    [
        [0.0, 0.0, 0.0, 0.0],
        [8.7173304301691801e-01, 0.0, 0.0, 0.0],
        [8.4457060015369423e-01, -1.1299064236484185e-01, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
    ]
)
GAMMAS = np.array(
    [
        [GAMMA, 0.0, 0.0, 0.0],
        [-8.7173304301691801e-01, GAMMA, 0.0, 0.0],
        [-9.0338057013044082e-01, 5.4180672388095326e-02, GAMMA, 0.0],
        [2.4212380706095346e-01, -1.2232505839045147e00, 5.4526025533510214e-01, GAMMA],
    ]
)
WEIGHTS = np.array([2.4212380706095346e-01, -1.2232505839045147e00, 1.5452602553351020e00, GAMMA])
EMBEDDED = np.array([3.7810903145819369e-01, -9.6042292212423178e-02, 0.5, 2.1793326075422950e-01])
# Transformed so that no product with the Jacobian is needed (Hairer and Wanner 1996, section IV.7).
_INVERSE = np.linalg.inv(GAMMAS)
_A = STAGES @ _INVERSE
_C = np.diag(np.full(4, 1 / GAMMA)) - _INVERSE
_M = WEIGHTS @ _INVERSE
_E = (WEIGHTS - EMBEDDED) @ _INVERSE

MOST_STEPS = 50_000
OLDEST_JACOBIAN = 20
FIRST_STEP_S = 5.0
FIRST_STEP_AT_MEALS_S = 20.0
SMALLEST_STEP_S = 1e-7


@physics
def rates(body: Any, cells: Any, p_body: Any, p_cells: Any, copies: Any, around: Any, efforts: Any,
          d_body: Any, d_cells: Any, blood: Any, total: Any) -> None:  # fmt: skip
    """The right-hand side: d/dt of body and cells, with the blood and the summed exchange."""
    exchange = np.empty(EXCHANGE)
    blood_of(body, p_body, blood)
    total[:] = 0.0
    for j in range(cells.shape[0]):
        cell_rate(cells[j], p_cells[j], efforts[j], blood, d_cells[j], exchange)
        for k in range(EXCHANGE):
            total[k] += copies[j] * exchange[k]
    body_rate(body, p_body, around, total, d_body)


@physics
def _largest_error(before: Any, after: Any, error: Any, scale: Any, tolerance: float) -> float:
    worst = 0.0
    for i in range(error.shape[0]):
        size = tolerance * (scale[i] + max(abs(before[i]), abs(after[i])))
        worst = max(worst, abs(error[i]) / size)
    return worst


@physics
def _between(share: float, h: float, y0: Any, f0: Any, y1: Any, f1: Any, out: Any) -> None:
    """Cubic Hermite value at `share` of a step."""
    a, b = share, 1.0 - share
    for i in range(out.shape[0]):
        rise = y1[i] - y0[i]
        out[i] = b * y0[i] + a * y1[i] + a * b * ((a - b) * rise + b * h * f0[i] - a * h * f1[i])


@physics
def _combine(weights: Any, stages: int, u_body: Any, u_cells: Any, to_body: Any, to_cells: Any) -> None:
    for r in range(stages):
        if weights[r] != 0.0:
            for i in range(BODY):
                to_body[i] += weights[r] * u_body[r, i]
            for j in range(to_cells.shape[0]):
                for i in range(CELL):
                    to_cells[j, i] += weights[r] * u_cells[r, j, i]


@physics
def _same_demand(arounds: Any, efforts: Any, piece: int) -> bool:
    """Whether a piece asks the same of the muscles as the piece before, so that the Jacobian may stay."""
    if piece == 0 or arounds[piece, 0] != arounds[piece - 1, 0]:
        return False
    return bool((efforts[piece] == efforts[piece - 1]).all())


@physics
def advance(body: Any, cells: Any, p_body: Any, p_cells: Any, copies: Any, edges_s: Any, arounds: Any,
            efforts: Any, scale_body: Any, scale_cell: Any, tolerance: float,
            times_s: Any, out_body: Any, out_cells: Any) -> int:  # fmt: skip
    """Integrate one person over all pieces; write the states at `times_s`.

    body: shape (BODY,), cells: shape (cells, CELL): the initial state, changed in place to the last.
    copies: how often each cell exists (2 when both sides do the same).
    edges_s: (pieces + 1,); arounds: (pieces, AROUND); efforts: (pieces, cells, 5).
    times_s: increasing, within the edges. out_body: (times, BODY); out_cells: (times, cells, CELL).
    Returns the number of steps, or -1 when the step became too small.
    """
    n = cells.shape[0]
    a, f = empty_arrow(n), empty_factors(n)
    u_body, u_cells = np.empty((4, BODY)), np.empty((4, n, CELL))
    f0_body, f0_cells, f1_body, f1_cells = (
        np.empty(BODY),
        np.empty((n, CELL)),
        np.empty(BODY),
        np.empty((n, CELL)),
    )
    y_body, y_cells, e_body, e_cells = (
        np.empty(BODY),
        np.empty((n, CELL)),
        np.empty(BODY),
        np.empty((n, CELL)),
    )
    blood, total = np.empty(BLOOD), np.empty(EXCHANGE)
    steps, at, age, factored_h = 0, 0, OLDEST_JACOBIAN, 0.0
    while at < times_s.shape[0] and times_s[at] <= edges_s[0]:
        out_body[at], out_cells[at] = body, cells
        at += 1
    for piece in range(edges_s.shape[0] - 1):
        t, end = edges_s[piece], edges_s[piece + 1]
        around, effort = arounds[piece], efforts[piece]
        h = min(FIRST_STEP_AT_MEALS_S, end - t)
        if not _same_demand(arounds, efforts, piece):
            h, age = min(FIRST_STEP_S, end - t), OLDEST_JACOBIAN
        rates(body, cells, p_body, p_cells, copies, around, effort, f0_body, f0_cells, blood, total)
        while t < end:
            steps += 1
            if steps > MOST_STEPS or h < SMALLEST_STEP_S:
                return -1
            if t + 1.0001 * h >= end:
                h = end - t
            if age >= OLDEST_JACOBIAN:
                rates(body, cells, p_body, p_cells, copies, around, effort, f0_body, f0_cells, blood, total)
                differentiate(
                    body, cells, scale_body, scale_cell, p_body, p_cells, around, effort, blood, total, a
                )
                age, factored_h = 0, 0.0
            shift = 1.0 / (h * GAMMA)
            if h != factored_h:
                factor(shift, copies, a, f)
                factored_h = h
            u_body[0], u_cells[0] = f0_body, f0_cells
            solve_in_place(shift, copies, a, f, u_body[0], u_cells[0])
            for s in range(1, 4):
                y_body[:], y_cells[:, :] = body, cells
                _combine(_A[s], s, u_body, u_cells, y_body, y_cells)
                rates(
                    y_body,
                    y_cells,
                    p_body,
                    p_cells,
                    copies,
                    around,
                    effort,
                    u_body[s],
                    u_cells[s],
                    blood,
                    total,
                )
                _combine(_C[s] / h, s, u_body, u_cells, u_body[s], u_cells[s])
                solve_in_place(shift, copies, a, f, u_body[s], u_cells[s])
            y_body[:], y_cells[:, :] = body, cells
            e_body[:], e_cells[:, :] = 0.0, 0.0
            _combine(_M, 4, u_body, u_cells, y_body, y_cells)
            _combine(_E, 4, u_body, u_cells, e_body, e_cells)
            error = _largest_error(body, y_body, e_body, scale_body, tolerance)
            for j in range(n):
                error = max(error, _largest_error(cells[j], y_cells[j], e_cells[j], scale_cell, tolerance))
            if not error < 1.0:
                h *= max(0.1, 0.8 * error ** (-1.0 / 3.0)) if error < 1e12 else 0.1
                if age > 0:
                    age = OLDEST_JACOBIAN
                continue
            rates(y_body, y_cells, p_body, p_cells, copies, around, effort, f1_body, f1_cells, blood, total)
            while at < times_s.shape[0] and times_s[at] <= t + h * (1.0 + 1e-12):
                share = (times_s[at] - t) / h
                _between(share, h, body, f0_body, y_body, f1_body, out_body[at])
                for j in range(n):
                    _between(share, h, cells[j], f0_cells[j], y_cells[j], f1_cells[j], out_cells[at, j])
                at += 1
            t = end if h == end - t else t + h
            body[:], cells[:, :], f0_body[:], f0_cells[:, :] = y_body, y_cells, f1_body, f1_cells
            age += 1
            grown = min(6.0, 0.85 * max(error, 1e-9) ** (-1.0 / 3.0))
            if grown > 1.3 or grown < 0.95:
                h *= grown
    return steps
