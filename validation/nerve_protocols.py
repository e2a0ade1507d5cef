"""Two protocols on every fitted axon (asked by `nerve_ensemble.py`): a ramp before the test pulse, and a cuff.

The ramp follows public model code of hennings2005: current rises for 100 ms to a share of the ramp's own
threshold and ends as the 1-ms test pulse begins. The cuff is that of `axon_minutes.py`: a tenth of the pump and
no clearance for 15 minutes (assumed), then release; membrane and ion pools run together, nothing empirical.
"""

from __future__ import annotations

import math

from axon_minutes import CUT, milieu, told

from myotwitch.axon.cable import stepped
from myotwitch.axon.clinical_tests import Nerve, TRAVELS_mV, tracked_pA
from myotwitch.axon.ectopic import EctopicParameters, hazard_per_s
from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.fluxes import IonPoolParameters, around
from myotwitch.axon.membrane import AxonParameters, MembraneState, resting_state, surroundings
from myotwitch.axon.threshold import FIRES, SpikeTest, noise_threshold_pA
from myotwitch.axon.together import Life, Stretch, course
from myotwitch.kernels import physics
from myotwitch.provenance import values

__all__ = ["after_cuff", "prepulses"]

RAMP_ms, STEP_ms, LARGEST_pA = 100.0, 0.02, 3e4
CUFF_s, RELEASED_s = 900.0, (30.0, 60.0, 120.0, 180.0, 300.0, 420.0, 600.0, 900.0)
HOT, TAU_ms = 2.0, 20.0


@physics
def _ramped(y: MembraneState, nerve: Nerve, end_pA: float) -> tuple[MembraneState, bool]:
    """The axon at the end of the ramp, and whether it fired."""
    steps, fired = int(RAMP_ms / STEP_ms + 0.5), False
    for i in range(steps):
        y = stepped(y, nerve.surroundings, nerve.membrane, end_pA * (i + 0.5) / steps, STEP_ms)
        fired = fired or y.node_mV > TRAVELS_mV
    return y, fired


def prepulses(p: AxonParameters) -> dict[str, float]:
    """Change of the 1-ms threshold, % of rest, after ramps to 20, 40, 60 and 80 % of the ramp's threshold."""
    s = surroundings(resting_exposure(), 1.0, p)
    rest, nerve = resting_state(s, p)[0], Nerve(s, p, STEP_ms)
    low, high = 0.0, 200.0
    while not _ramped(rest, nerve, high)[1]:
        low, high = high, 1.6 * high
        if high > LARGEST_pA:
            return {f"prepulse_{share}": math.nan for share in (20, 40, 60, 80)}
    while high - low > 1e-3 * high:
        middle = 0.5 * (low + high)
        low, high = (low, middle) if _ramped(rest, nerve, middle)[1] else (middle, high)
    control = tracked_pA(rest, nerve, 1.0, 0.0)
    found = {}
    for share in (20, 40, 60, 80):
        loaded, _ = _ramped(rest, nerve, 0.01 * share * high)
        found[f"prepulse_{share}"] = 100 * tracked_pA(loaded, nerve, 1.0, 0.0) / control - 100
    return found


def _rate(life: Life, p: AxonParameters) -> float:
    """Discharges per second of a hot site among these pools, by the law of rates."""
    e, ectopic = milieu(), values(EctopicParameters())
    s = around(life.pools, e, HOT, 1.0, values(IonPoolParameters()), p)
    theta, kind = noise_threshold_pA(s, p, values(SpikeTest()), TAU_ms)
    return hazard_per_s(-10.0 if kind == FIRES else theta / ectopic.noise_pA, ectopic.hazard)


def after_cuff(p: AxonParameters) -> dict[str, float]:
    """Superexcitability at the end of a cuff, and what is seen after its release."""
    free, cuff = Stretch(0.0, milieu()), Stretch(CUFF_s, milieu(), pump_available=0.1)
    _, bound, _ = course([cuff], p, numbers=CUT, every_s=CUFF_s)
    lives, before = [], 0.0
    for at in RELEASED_s:
        _, part, _ = course([free._replace(seconds=at - before)], p, every_s=at, start=(lives or bound)[-1])
        lives.append(part[-1])
        before = at
    numbers = IonPoolParameters()
    rest, tied = told(bound[0], free, p, numbers), told(bound[-1], cuff, p, CUT)
    released = told(lives[RELEASED_s.index(300.0)], free, p, numbers)
    name = "superexcitability_percent"
    return {
        "cuff_superexcitability": tied[name] / rest[name],
        "after_ischaemia": 100 * (released["threshold_pA"] / rest["threshold_pA"] - 1),
        "after_ischaemia_superexcitability": released[name] - rest[name],
        "after_ischaemia_twitches": max(_rate(life, p) for life in lives) / _rate(bound[0], p),
    }
