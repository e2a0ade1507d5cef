"""Published solvers on the same right-hand side, one cell layout, one human: they judge ours."""

import numpy as np
from scipy.integrate import solve_ivp

from myotwitch.axon import pools
from myotwitch.body import whole as body
from myotwitch.course.hours import BODY, CELL
from myotwitch.course.solve import SCALE_BODY, SCALE_CELL, flat_rate
from myotwitch.muscle import whole as muscle
from myotwitch.provenance import records, values


def radau(human, the_plan, times_s, tolerance=3e-6):
    """States at `times_s` by the implicit Runge-Kutta method of Hairer and Wanner: body, cells."""
    p_body, cells = records([human.body])[0], [human.cell(c.group, c.mass_kg) for c in the_plan.cells]
    p_cells, copies = records(cells), np.array([c.copies for c in the_plan.cells])
    start = body.initial(human.body)
    offered = body.blood(start, values(human.body))
    state = np.concatenate(
        [start, *([*muscle.initial(values(c.muscle), offered), *pools.initial(c.pools)] for c in cells)]
    )
    floor = tolerance * np.concatenate([SCALE_BODY, np.tile(SCALE_CELL, len(cells))])
    kept, out = np.empty((len(times_s), state.size)), np.empty(state.size)
    for piece, (begin, end) in enumerate(zip(the_plan.edges_s[:-1], the_plan.edges_s[1:], strict=True)):
        around, efforts = the_plan.arounds[piece], the_plan.efforts[piece]

        def rate(_, y, around=around, efforts=efforts):
            flat_rate(np.ascontiguousarray(y), p_body, p_cells, copies, around, efforts, out)
            return out.copy()

        inside = (times_s >= begin) & (times_s <= end)
        at = np.unique(np.concatenate([times_s[inside], [end]]))
        found = solve_ivp(rate, (begin, end), state, method="Radau", t_eval=at, rtol=tolerance, atol=floor)
        assert found.success, found.message
        kept[inside] = found.y.T[np.isin(at, times_s[inside])]
        state = found.y[:, -1]
    return kept[:, :BODY], kept[:, BODY:].reshape(len(times_s), len(cells), CELL)
