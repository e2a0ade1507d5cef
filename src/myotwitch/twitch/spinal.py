"""A few spontaneous discharges start in the spinal cord, not at the axon's end.

Of fasciculations in healthy controls that could be placed, 97 % began between the muscle and the distal
stimulation site (roth1984); the few others are given to the motor neuron's cell body. Caffeine,
stress and short sleep act on this small source alone, never on the axon. Assumes that its rate follows
the nervous drive exponentially; how strongly is not known and may be not at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["SpinalSource", "log_total_ratio"]


@dataclass(frozen=True)
class SpinalSource(Parameters):
    """The proximal share of discharges on a usual day, and its answer to nervous drive."""

    usual_share: float = sourced(
        0.03,
        "",
        "roth1984",
        where="abstract: 97 % distal in normal controls",
        spread=(0.01, 0.2),
        note="few people, fasciculations with an F-response only; other series range to 0.44",
    )
    gain: float = sourced(
        3.0,
        "",
        ASSUMED,
        spread=(1.0, 8.0),
        null_share=0.5,
        note="ln of the spinal rate per unit of drive; 3 makes strong coffee (drive +0.25) double it; guess",
    )


@physics
def log_total_ratio(axon_log_ratio: float, drive: float, usual_drive: float, p: SpinalSource) -> float:
    """ln of all discharges over the usual, from the axon's ln ratio and the nervous drive (usual 1)."""
    spinal = math.exp(p.gain * (drive - usual_drive))
    return math.log((1.0 - p.usual_share) * math.exp(axon_log_ratio) + p.usual_share * spinal)
