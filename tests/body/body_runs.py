"""Runs a body through pieces of a history with a published solver, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.integrate import solve_ivp

from myotwitch.body.whole import BodyState, body_for, initial, rate, readout, usual_circumstances
from myotwitch.handover import Exchange, Intake
from myotwitch.kernels import physics, state_from, write_into
from myotwitch.person import Person
from myotwitch.provenance import values

QUIET = Exchange(0.0, 0.0, 0.0, 0.0, 0.0)
N = 74
assert len(BodyState._fields) == N


@physics
def right_hand_side(vector, p, around, muscles):
    out = np.empty(74)
    write_into(out, 0, rate(BodyState(*state_from(vector, 74)), p, around, muscles))
    return out


class Piece(NamedTuple):
    seconds: float
    around: object
    muscles: Exchange = QUIET


def no_thirst(parameters):
    """A laboratory day: nothing is drunk but what is given."""
    return replace(parameters, water=replace(parameters.water, drink_L_per_s_per_point=0.0))


class Body:
    """One person, stepped through pieces; keeps every accepted step."""

    def __init__(self, person=None, parameters=None, *, rtol=1e-6):
        self.parameters = parameters or body_for(person or Person())
        self.values = values(self.parameters)
        self.vector = np.array(initial(self.parameters))
        self.usual = usual_circumstances(self.values)
        self.times, self.states, self.rtol = [0.0], [self.vector], rtol

    @property
    def state(self):
        return BodyState(*self.vector)

    @property
    def now(self):
        return readout(self.state, self.values)

    def lab(self, **changes):
        """Awake, upright, resting and fasting, with changes."""
        empty = Intake()
        return self.usual._replace(upright=1.0, asleep=0.0, drink=empty, meal=empty)._replace(**changes)

    def add(self, **amounts):
        """Put amounts into the state at once."""
        self.vector = np.array(
            self.state._replace(**{k: getattr(self.state, k) + v for k, v in amounts.items()})
        )
        return self

    def go(self, *pieces, at=None):
        for piece in pieces:
            piece = piece if isinstance(piece, Piece) else Piece(*piece)
            t = self.times[-1]
            grid = None if at is None else np.arange(0.0, piece.seconds + 0.5 * at, at)
            found = solve_ivp(
                lambda _, x, p=piece: right_hand_side(x, self.values, p.around, p.muscles),
                (0.0, piece.seconds), self.vector, method="LSODA", rtol=self.rtol, atol=1e-9, t_eval=grid,
            )  # fmt: skip
            assert found.success
            self.times += list(t + found.t[1:])
            self.states += list(found.y.T[1:])
            self.vector = found.y[:, -1]
        return self

    def column(self, name):
        """A readout column over all steps."""
        return np.array([getattr(readout(BodyState(*s), self.values), name) for s in self.states])

    def field(self, name):
        """A state over all steps."""
        return np.array(self.states)[:, BodyState._fields.index(name)]


def day_pieces(
    body, meals=((7.5, 0.25), (12.5, 0.35), (19.0, 0.40)), *, drinks=(8.0, 10.5, 12.5, 16.0, 19.0, 21.0)
):
    """One fed resting day from midnight: asleep until seven and from eleven, three meals, six drinks."""
    day = body.values.usual
    total = np.array(day[:8]) * 86400.0
    edges = sorted({0.0, 7.0, 23.0, 24.0, *(x for m, _ in meals for x in (m, m + 0.25)), *(x for d in drinks for x in (d, d + 0.1))})  # fmt: skip
    pieces = []
    for a, b in pairwise(edges):
        asleep = 1.0 if a < 7.0 or a >= 23.0 else 0.0
        share = sum(part for m, part in meals if m <= a < m + 0.25)
        eaten = total * share / 900.0
        eaten[0] *= 0.35
        eaten[7] = 0.0
        drunk = np.zeros(8)
        if any(d <= a < d + 0.1 for d in drinks):
            drunk[0] = 0.65 * total[0] / len(drinks) / 360.0
            drunk[7] = total[7] / len(drinks) / 360.0
        work = 0.93 if asleep else 1.035
        around = body.usual._replace(
            metabolic_rate_W=day.resting_W * work, asleep=asleep, upright=1.0 - asleep,
            vo2max_fraction=0.09 if asleep else 0.11,
            clothing_clo=1.5 if asleep else 0.6, drink=Intake(*drunk), meal=Intake(*eaten),
        )  # fmt: skip
        pieces.append(Piece((b - a) * 3600.0, around))
    return pieces
