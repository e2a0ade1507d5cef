"""Half an hour after a maximal minute the nerve was once seen slightly too excitable. Why is not known.

This term is put in by hand: a slow depolarising current with a Gaussian course around 36 minutes, as large
as that one study (ten people) saw. It explains nothing, may be switched off (amplitude 0),
is absent in half of all draws, and is never counted as support for itself. It stops being true
for any exercise other than one maximal minute; scaling it with load is a further assumption.
Source: milder2014 (abstract), threshold -5.9 % at about 35 minutes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["LateRebound", "current_pA"]


@dataclass(frozen=True)
class LateRebound(Parameters):
    """The late depolarisation, put in by hand."""

    amplitude_mV: float = sourced(
        1.0,
        "mV",
        "milder2014",
        where="abstract: threshold -5.9 % near 35 min, which in our membrane is +1 mV",
        spread=(0.4, 2.0),
        null_share=0.5,
        note="put in by hand; one study, no known mechanism",
    )
    current_per_mV_pA: float = sourced(20.0, "pA/mV", ASSUMED, note="slope of our membrane at rest")
    peak_min: float = sourced(36.0, "min", "milder2014", where="abstract: about 35 min", spread=(28.0, 45.0))
    width_min: float = sourced(
        9.0, "min", ASSUMED, spread=(6.0, 13.0), note="standard deviation of the course; read off no table"
    )
    largest_load: float = sourced(
        1.0, "", ASSUMED, note="work beyond a maximal minute is not allowed to add anything: never measured"
    )


@physics
def current_pA(minutes_after_bout: float, load: float, p: LateRebound) -> float:
    """Depolarising current put in by hand, pA; 0 before the end of the bout.

    load: the axon's sodium after the bout over that after one maximal minute, at most `largest_load`.
    """
    if minutes_after_bout <= 0.0 or load <= 0.0:
        return 0.0
    late = (minutes_after_bout - p.peak_min) / p.width_min
    size = min(load, p.largest_load) * p.amplitude_mV * p.current_per_mV_pA
    return size * math.exp(-0.5 * late * late)
