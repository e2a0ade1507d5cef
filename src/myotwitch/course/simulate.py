"""`simulate`: a history in, the whole course out."""

from __future__ import annotations

import numpy as np

from myotwitch.course.human import Human
from myotwitch.course.result import Course, follow
from myotwitch.history.demand import demand, usual_demand
from myotwitch.history.timeline import History
from myotwitch.refusal import Door, Refusal

__all__ = ["BEFORE_S", "simulate"]

BEFORE_S = 24 * 3600.0
"""The usual day before the session runs this long, so that meals and sleep have left their mark."""

LONGEST_H = 1000.0


def simulate(
    history: History, *, hours: float = 72.0, every_s: float = 60.0, human: Human | None = None
) -> Course:
    """Follow a history for `hours` from the start of its first session.

    Parameters
    ----------
    history: what the person did.
    hours: up to 1,000.
    every_s: spacing of the kept times, s.
    human: the models to use; by default the reference without the effects that most draws lack.

    Raises Refusal when `hours` or `every_s` makes no sense.
    """
    if not 0 < hours <= LONGEST_H:
        raise Refusal(
            f"hours is {hours:g} h.", allowed=f"more than 0 and at most {LONGEST_H:g} h (slow damage fades within weeks).",
            next_step="choose a shorter course, such as --hours 72.", door=Door.USAGE,
        )  # fmt: skip
    if not 1.0 <= every_s <= hours * 3600.0:
        raise Refusal(
            f"every is {every_s:g} s.", allowed="at least 1 s and at most the whole course.",
            next_step='choose another spacing, such as --every "1 min".', door=Door.USAGE,
        )  # fmt: skip
    human = human or Human.of(history).likely()
    after_s = hours * 3600.0
    actual = demand(history, before_s=BEFORE_S, after_s=after_s)
    rest = usual_demand(history, before_s=BEFORE_S, after_s=after_s)
    return follow(human, actual, rest, np.arange(0.0, after_s + every_s / 2, every_s))
