"""Totals that a watch keeps counting from one sport to the next.

In a file with several sports, some session totals are the sum so far. The sweat estimate always is (seen
in triathlon files, where it only rises); of the others the file's laps must show it. The assumption:
a session's laps add up to the session's own total.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from myotwitch.history.fit_file import Message
from myotwitch.history.track import number

__all__ = ["SWEAT_ESTIMATE_ML", "own_totals"]

SWEAT_ESTIMATE_ML = 178  # undocumented session field: the watch's estimate of sweat lost, mL
_LAP_FIELDS: dict[str | int, str | int] = {
    SWEAT_ESTIMATE_ML: 145, "total_calories": "total_calories", "total_distance": "total_distance",
}  # fmt: skip


def own_totals(sessions: Sequence[Message], laps: Sequence[Message]) -> frozenset[str | int]:
    """Replace running sums in `sessions` by each session's own total; returns the fields that were changed."""
    changed: set[str | int] = set()
    if len(sessions) < 2:
        return frozenset()
    for name, lap_name in _LAP_FIELDS.items():
        values = [number(session.get(name)) for session in sessions]
        if not all(math.isfinite(v) for v in values) or any(b < a for a, b in itertools.pairwise(values)):
            continue
        own = [b - a for a, b in zip([0.0, *values], values, strict=False)]
        verdict = _laps_say(sessions, laps, lap_name, values, own)
        if verdict or (verdict is None and name == SWEAT_ESTIMATE_ML):
            for session, value in zip(sessions, own, strict=True):
                session[name] = value
            changed.add(name)
    return frozenset(changed)


def _laps_say(
    sessions: Sequence[Message],
    laps: Sequence[Message],
    lap_name: str | int,
    values: Sequence[float],
    own: Sequence[float],
) -> bool | None:
    """Whether the laps of the later sessions add up to the differences (True), the values (False), or neither."""
    votes = []
    for session, value, difference in list(zip(sessions, values, own, strict=True))[1:]:
        first, count = number(session.get("first_lap_index")), number(session.get("num_laps"))
        if not (math.isfinite(first) and math.isfinite(count)) or count < 1:
            continue
        told = [number(lap.get(lap_name)) for lap in laps[int(first) : int(first + count)]]
        total = sum(told)
        if len(told) == int(count) and math.isfinite(total) and abs(value - difference) > 0.02 * value:
            votes.append(abs(total - difference) < abs(total - value))
    return all(votes) if votes else None
