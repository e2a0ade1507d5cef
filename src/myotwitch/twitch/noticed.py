"""Most twitches are never noticed: people see or feel them on the sofa, not on the run.

Everything here is assumed and wide: nobody has held what people report against an electrode
for a whole day. The chance falls with movement, is nil in sleep, and differs between muscles by the
factor of `usual_rates.toml`. It stops being true for people who watch their muscles anxiously,
who will notice more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Noticing", "chance_noticed"]


@dataclass(frozen=True)
class Noticing(Parameters):
    """Chance that one discharge is seen or felt."""

    when_still: float = sourced(
        0.04,
        "",
        ASSUMED,
        spread=(0.008, 0.2),
        note="one unit of many in a calf at rest; no study compares report and electrode: a 25-fold range",
    )
    when_moving: float = sourced(
        0.02,
        "",
        ASSUMED,
        spread=(0.002, 0.1),
        note="share of the chance that is left while the muscle works: guess",
    )
    largest: float = sourced(0.9, "", ASSUMED, note="even a visible eyelid twitch is missed at times")


def chance_noticed(moving: np.ndarray, asleep: np.ndarray, seen: float, p: Noticing) -> np.ndarray:
    """Chance from 0 to 1 that a discharge is noticed.

    moving, asleep: shares of the time from 0 to 1, any shapes that broadcast.
    seen: how much easier this muscle's twitches are noticed than the calf's.
    """
    still = (1.0 - moving) + moving * p.when_moving
    return np.asarray(np.minimum(p.when_still * seen, p.largest) * still * (1.0 - asleep))
