"""The slow clock: body, muscles and the axon's minute pools in one right-hand side, in seconds.

The body's state is one vector, and each *cell* is one vector: a muscle group of one side (or of
both, or of several at rest) with the minute pools of its motor axons. Cells feel the body only
through `Blood`; the body feels them only through the sum of their `Exchange`. No voltage is
mentioned here, and no workout.

The assumption: what happens within one piece of the history is steady, so single contractions
are averaged away; the fast clock meets a milieu that stands still.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from myotwitch.axon import pools
from myotwitch.body import whole as body
from myotwitch.handover import Blood, Circumstances, Effort, Exchange, Intake
from myotwitch.kernels import physics, state_from, write_into
from myotwitch.muscle import whole as muscle

__all__ = [
    "AROUND",
    "BLOOD",
    "BODY",
    "CELL",
    "EXCHANGE",
    "LIVE",
    "blood_of",
    "body_rate",
    "cell_rate",
    "flat_circumstances",
]

BODY = len(body.BodyState._fields)
LIVE = BODY - len(body.Counted._fields)
"""The body's counted pools come last in its vector and move nothing: no rate depends on them."""
MUSCLE = len(muscle.MuscleState._fields)
POOLS = len(pools.AxonPools._fields)
CELL = MUSCLE + POOLS
BLOOD = len(Blood._fields)
EXCHANGE = len(Exchange._fields)
EFFORT = len(Effort._fields)
INTAKE = len(Intake._fields)
PLAIN = len(Circumstances._fields) - 2
AROUND = PLAIN + 2 * INTAKE


def flat_circumstances(around: Circumstances) -> np.ndarray:
    """One piece's circumstances as a vector, shape (AROUND,): plain fields, drink, meal."""
    return np.array([*around[:PLAIN], *around.drink, *around.meal])


@physics
def _circumstances(row: Any) -> Circumstances:
    drink = Intake(*state_from(row[PLAIN:], INTAKE))
    meal = Intake(*state_from(row[PLAIN + INTAKE :], INTAKE))
    return Circumstances(*state_from(row, PLAIN), drink, meal)  # type: ignore[call-arg]


@physics
def body_rate(vector: Any, p: body.BodyParameters, around: Any, total: Any, out: Any) -> None:
    """d/dt of the body's state vector into `out`; `total` is the muscles' summed exchange."""
    state = body.BodyState(*state_from(vector, BODY))
    given = Exchange(*state_from(total, EXCHANGE))
    write_into(out, 0, body.rate(state, p, _circumstances(around), given))


@physics
def blood_of(vector: Any, p: body.BodyParameters, out: Any) -> None:
    """What the body offers the muscles, as a vector in the order of `Blood`."""
    write_into(out, 0, body.blood(body.BodyState(*state_from(vector, BODY)), p))


@physics
def cell_rate(vector: Any, p: Any, effort: Any, blood: Any, out: Any, exchange: Any) -> None:
    """d/dt of one cell's state vector into `out`, and its exchange with the blood."""
    tissue = muscle.MuscleState(*state_from(vector, MUSCLE))
    axon = pools.AxonPools(*state_from(vector[MUSCLE:], POOLS))
    offered = Blood(*state_from(blood, BLOOD))
    d_tissue, given, drive = muscle.rate(tissue, p.muscle, Effort(*state_from(effort, EFFORT)), offered)
    write_into(out, 0, d_tissue)
    write_into(out, MUSCLE, pools.rate(axon, p.pools, drive, tissue.potassium_outside_mM))
    write_into(exchange, 0, given)
