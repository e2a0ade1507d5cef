"""How the items of a told session belong together: facts without a name find theirs.

The assumption: a fact that stands alone between commas belongs to what was told before it, except a
duration after sets, which is that of the whole session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from myotwitch.history.naming import Naming
from myotwitch.history.word_facts import word_table
from myotwitch.history.word_items import Item, told_speed

__all__ = ["joined"]

_SHARED = ("scheme", "load_kg", "percent", "rest_s")
_TIMES = ("duration_s", "clock_s")


def joined(items: Sequence[Item], names: Naming) -> tuple[list[Item], float | None]:
    """The items after facts without a name have found theirs, and the told total of the session, s.

    Items that stay without a name were not understood.
    """
    kept: list[Item] = []
    total_s: float | None = None
    for item in items:
        before = kept[-1] if kept else None
        if item.named or before is None or item.puzzled:
            kept.append(item)
        elif before.strength and set(item.facts) <= {*_TIMES, "rpe"}:
            if "rpe" in item.facts:
                before.facts.setdefault("rpe", item.facts["rpe"])
            total_s = _total(item, total_s)
        elif not _merged(item, before):
            kept.append(item)
    _share_schemes(kept)
    for item in kept:
        scheme = item.facts.get("scheme")
        if item.strength and (item.day or (scheme is not None and (scheme.repetitions or scheme.sets > 1))):
            total_s = _total(item, total_s)
    for item in kept:
        if not item.named and not item.puzzled:
            _sport_not_told(item, names)
    return kept, total_s


def _total(item: Item, so_far_s: float | None) -> float | None:
    """The told total with the time of an item added; a clock time below ten minutes is hours and minutes."""
    seconds: float | None = item.facts.pop("duration_s", None)
    clock: float | None = item.facts.pop("clock_s", None)
    if seconds is None and clock is not None:
        seconds = clock if clock >= 600 else clock * 60
    return so_far_s if seconds is None else seconds + (so_far_s or 0.0)


def _merged(item: Item, before: Item) -> bool:
    """Give facts without a name to the item before; False when they stand for themselves."""
    told, scheme = set(item.facts), item.facts.get("scheme")
    if (
        before.named
        and before.strength
        and scheme is not None
        and scheme.repetitions
        and "scheme" in before.facts
    ):
        item.exercise, item.called = before.exercise, before.called  # "squat 5x5 100 kg, 3x3 110 kg"
        return False
    lasting = bool(told & {*_TIMES, "distance_m"}) or (scheme is not None and not scheme.repetitions)
    if lasting and not before.strength and before.named and (before.complete or told & set(before.facts)):
        item.activity, item.exercise, item.called = before.activity, None, before.called
        item.typical_m_per_s = before.typical_m_per_s
        return False
    if told & set(before.facts):
        return False
    before.facts.update(item.facts)
    before.per_interval = before.per_interval or item.per_interval
    before.end = item.end
    return True


def _share_schemes(items: Sequence[Item]) -> None:
    """ "squats and lunges 3x10": the sets hold for both."""
    for first, second in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        if first.joined_by_and and first.exercise and second.exercise and "scheme" not in first.facts:
            shared: dict[str, Any] = {kind: second.facts[kind] for kind in _SHARED if kind in second.facts}
            first.facts = {**shared, **first.facts}


def _sport_not_told(item: Item, names: Naming) -> None:
    """A distance at a speed is a walk or a run by its speed; timed intervals keep an unknown sport."""
    scheme, row = item.facts.get("scheme"), word_table()["sport_by_speed"]
    if scheme is not None and scheme.repetitions:
        return
    speed = told_speed(item)
    if speed is not None and speed < row["run_below"]:
        item.called = "walk" if speed < row["walk_below"] else "run"
        item.activity = names.activity(item.called)
        item.remarks.append(f"the sport is not told; a {item.called} by its speed")
    elif scheme is not None and scheme.seconds is not None:
        item.called = "intervals"
        item.activity = names.activity("intervals") or "unknown"
        item.remarks.append("the sport is not told")
