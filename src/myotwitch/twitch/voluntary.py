"""A resting muscle is not always at rest: its owner now and then keeps a unit firing without noticing.

Such a unit fires about eight times a second, regularly, for some seconds. It is no twitch and no part of an answer; it fills real
recordings of rest, and what counts twitches must tell it from them. Assumes one unit at a time, of
the weakest few. How much of the time is a guess: nobody has published it. Stops being true in effort.
Source: petajan1969 (the slowest regular firing).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.sampling import Discharges, joined

__all__ = ["QuietFiring", "quiet_firing"]


@dataclass(frozen=True)
class QuietFiring(Parameters):
    """Firing of single units that their owner does not notice."""

    share_of_time: float = sourced(
        0.05, "", ASSUMED, spread=(0.01, 0.2), note="of a resting person's time that a unit of the muscle is kept firing: guess"
    )  # fmt: skip
    bout_s: float = sourced(10.0, "s", ASSUMED, spread=(3.0, 30.0), note="how long one unit keeps on: guess")
    interval_s: float = sourced(
        0.132, "s", "petajan1969", where="abstract: 132 ± 32 ms in muscles of limb and girdle", spread=(0.091, 0.173),
        note="longest regular interval at the least effort",
    )  # fmt: skip
    irregularity: float = sourced(
        0.15, "", ASSUMED, spread=(0.1, 0.25), note="sd of an interval over its mean; remembered"
    )
    weakest: float = sourced(3.0, "", ASSUMED, note="how many units take turns: guess")


def quiet_firing(
    duration_s: float, seed: int | list[int], *, first_unit: int = 0, parameters: QuietFiring | None = None
) -> Discharges:
    """Discharges of quietly firing units in a window that starts at 0.

    Units are numbered from `first_unit`. Add them to others by `sampling.joined`.
    """
    p, random = parameters or QuietFiring(), np.random.default_rng(seed)
    shape = p.irregularity**-2
    parts = [Discharges(np.empty(0), np.empty(0, np.int32))]
    for start in duration_s * random.random(random.poisson(p.share_of_time * duration_s / p.bout_s)):
        length = p.bout_s * random.standard_exponential()
        steps = random.gamma(shape, p.interval_s / shape, int(2.0 * length / p.interval_s) + 10)
        times = start + np.concatenate([[0.0], np.cumsum(steps)])
        times = times[times < min(start + length, duration_s)]
        unit = first_unit + int(p.weakest * random.random())
        parts.append(Discharges(times, np.full(times.size, unit, np.int32)))
    return joined(*parts)
