"""One muscle in a small closed circulation, for tests only.

The body stage has its own, larger circulation. This one has plasma (3 L) and other extracellular
potassium (10 L), one lactate pool, and counted sinks, as in the calibration of the muscle.
"""

from typing import NamedTuple

import numpy as np
from scipy.integrate import solve_ivp

from myotwitch.handover import Blood, Effort
from myotwitch.kernels import physics, write_into
from myotwitch.muscle.state import MuscleParameters, MuscleReadout, MuscleState
from myotwitch.muscle.whole import initial, rate, readout, totals
from myotwitch.provenance import values

RESTING = Blood(
    potassium_mM=4.0,
    sodium_mM=140.0,
    lactate_mM=1.0,
    pH=7.4,
    core_C=37.0,
    carbohydrate_supply=1.0,
    adrenaline=0.0,
)
REST = Effort(0.0, 0.0, 0.0, 0.0)
N = len(MuscleState._fields)


class Circulation(NamedTuple):
    plasma_L: float = 3.0
    other_L: float = 10.0
    spread_per_s: float = 0.0226
    clear_per_s: float = 0.0068
    lactate_L: float = 7.5
    lactate_clear_per_s: float = 4.8e-4
    lactate_rest_mM: float = 1.0
    potassium_rest_mM: float = 4.0
    open_: float = 1.0
    """0 holds plasma and lactate at rest: the muscle alone in an endless bath."""


@physics
def right_hand_side(time_s, vector, p, effort, blood, c):
    y = MuscleState(
        vector[0], vector[1], vector[2], vector[3], vector[4], vector[5], vector[6], vector[7], vector[8],
        vector[9], vector[10], vector[11], vector[12], vector[13], vector[14], vector[15], vector[16],
        vector[17], vector[18], vector[19], vector[20], vector[21],
    )  # fmt: skip
    plasma, other, lactate = vector[22], vector[23], vector[24]
    seen = Blood(plasma, blood.sodium_mM, lactate, blood.pH, blood.core_C, blood.carbohydrate_supply,
                 blood.adrenaline)  # fmt: skip
    change, give, _drive = rate(y, p, effort, seen)
    out = np.empty(30)
    write_into(out, 0, change)
    spread = c.spread_per_s * c.plasma_L * (plasma - other)
    cleared = c.other_L * c.clear_per_s * (other - c.potassium_rest_mM)
    burned = c.lactate_L * c.lactate_clear_per_s * (lactate - c.lactate_rest_mM)
    out[22] = c.open_ * (give.potassium_mmol_per_s - spread) / c.plasma_L
    out[23] = c.open_ * (spread - cleared) / c.other_L
    out[24] = c.open_ * (give.lactate_mmol_per_s - burned) / c.lactate_L
    out[25] = cleared
    out[26] = burned
    out[27] = give.sodium_mmol_per_s
    out[28] = give.potassium_mmol_per_s
    out[29] = give.lactate_mmol_per_s
    return out


class Course:
    """The muscle over time. `at(name, time_s)` gives a readout column, `plasma`, `blood_lactate`."""

    def __init__(self, muscle: MuscleParameters, mass_kg: float | None, pieces, blood=RESTING, circulation=None, *,
                 method="LSODA", rtol=1e-7, atol=1e-9, points=200):  # fmt: skip
        self.p = values(muscle)
        if mass_kg is not None:
            self.p = self.p._replace(group=self.p.group._replace(mass_kg=mass_kg))
        self.circulation = circulation or Circulation()
        start = initial(self.p, blood)
        vector = np.array([*start, blood.potassium_mM, blood.potassium_mM, blood.lactate_mM, 0, 0, 0, 0, 0])
        times, states, now = [], [], 0.0
        for duration_s, effort in pieces:
            solved = solve_ivp(
                right_hand_side, (now, now + duration_s), vector, method=method, rtol=rtol, atol=atol,
                args=(self.p, Effort(*map(float, effort)), blood, self.circulation),
                t_eval=np.linspace(now, now + duration_s, points),
            )  # fmt: skip
            assert solved.success, solved.message
            times.append(solved.t)
            states.append(solved.y)
            vector, now = solved.y[:, -1], now + duration_s
        self.time_s = np.concatenate(times)
        self.states = np.concatenate(states, axis=1)
        self.columns = np.array([readout(MuscleState(*s[:N]), self.p) for s in self.states.T])

    def state(self, index: int) -> MuscleState:
        return MuscleState(*self.states[:N, index])

    def series(self, name: str) -> np.ndarray:
        extra = {"plasma": 22, "other": 23, "blood_lactate": 24, "cleared": 25, "burned": 26, "sodium_out": 27,
                 "potassium_out": 28, "lactate_out": 29}  # fmt: skip
        if name in extra:
            return self.states[extra[name]]
        if name in MuscleReadout._fields:
            return self.columns[:, MuscleReadout._fields.index(name)]
        return self.states[MuscleState._fields.index(name)]

    def at(self, name: str, time_s: float) -> float:
        return float(np.interp(time_s, self.time_s, self.series(name)))

    def totals(self, index: int) -> dict[str, float]:
        return totals(self.state(index), self.p)
