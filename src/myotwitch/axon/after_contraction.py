"""The nerve some minutes after one maximal minute of effort, which leaves its pump busy.

Assumes that the minute is the only effort, that all units fire at the usual rate of a maximal
contraction, and that blood and temperature stay as they were. It stops being true for longer or repeated
work (`course` follows that). The pump's course was fitted to just this protocol, so the rise of the
threshold here is calibration (`pools.py`); the late term is put in by hand (`late_rebound.py`).
"""

from __future__ import annotations

from myotwitch.axon import late_rebound, pools
from myotwitch.handover import Drive, Site
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

__all__ = ["BOUT_s", "after_contraction"]

BOUT_s = 60.0
_STEP_s = 0.25
_LONGEST_s = 3 * 3600.0


def _moved(y: pools.AxonPools, p: pools.AxonPoolParameters, drive: Drive, seconds: float, potassium_mM: float) -> pools.AxonPools:  # fmt: skip
    steps = max(1, round(seconds / _STEP_s))
    for _ in range(steps):
        change = pools.rate(y, p, drive, potassium_mM)
        y = pools.AxonPools(*(a + seconds / steps * b for a, b in zip(y, change, strict=True)))
    return y


def after_contraction(
    site: Site,
    seconds: float,
    *,
    late_term: bool = False,
    numbers: pools.AxonPoolParameters | None = None,
    late: late_rebound.LateRebound | None = None,
) -> Site:
    """A resting site as it is so many seconds after the end of a 60-s maximal contraction.

    late_term: add the depolarisation near 36 minutes that one study saw and nobody can explain.
    Raises Refusal (IMPOSSIBLE) for a time before the end, or beyond three hours.
    """
    if not 0.0 <= seconds <= _LONGEST_s:
        raise Refusal(
            f"{seconds:g} s after a contraction is not taken.",
            allowed="0 s to 3 h after its end; the axon's pools have long settled by then.",
            door=Door.IMPOSSIBLE,
        )
    p = values(numbers or pools.AxonPoolParameters())
    y = _moved(pools.initial(p), p, Drive(p.reference_Hz, 1.0), BOUT_s, site.potassium_mM)
    if seconds > 0.0:
        y = _moved(y, p, Drive(0.0, 0.0), seconds, site.potassium_mM)
    current = late_rebound.current_pA(seconds / 60.0, 1.0, values(late or late_rebound.LateRebound()))
    return site._replace(
        pump=site.pump * pools.terminal_pump(y, p),
        periaxonal_potassium_ratio=site.periaxonal_potassium_ratio * pools.periaxonal_ratio(y, p),
        sodium_inside_mM=pools.sodium_inside_mM(y, p, site.sodium_inside_mM),
        current_pA=site.current_pA + (current if late_term else 0.0),
    )
