"""Other histories: what would have changed, or would change, the twitching.

Each what-if is the same person with an edited history, simulated again with the same draws, so
that the difference is the edit's. The grade beside it is the literature's, not the model's. What a
condition or medicine forbids is dropped by the report, not hidden here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from myotwitch.history.intake import Dose, Drink, compose
from myotwitch.history.timeline import History, Sleep, Weather

__all__ = ["WHAT_IFS", "Edit", "WhatIf", "applicable"]

Edit = Callable[[History, float], History | None]
"""From a history and the end of its last session (s) to the other history; None when it does not apply."""


@dataclass(frozen=True)
class WhatIf:
    """One other history. `evidence` is strong, moderate, weak, contradicted or assumed."""

    id: str
    label: str
    edit: Edit
    evidence: str
    note: str
    sources: tuple[str, ...]


def _offset(seconds: float) -> str:
    return f"{seconds / 60:+.0f} min"


def _add_drink(what: str) -> Edit:
    def edit(history: History, end_s: float) -> History | None:
        extra = Drink(what, volume_L=0.5, at=_offset(end_s + 3600.0), over_s=900.0)
        return dataclasses.replace(history, intake=[*history.intake, extra])

    return edit


def _has_caffeine(item: object) -> bool:
    if isinstance(item, Dose):
        return True
    return isinstance(item, Drink) and compose(item).caffeine_mg > 0


def _without_caffeine(history: History, _: float) -> History | None:
    kept = [item for item in history.intake if not _has_caffeine(item)]
    if len(kept) == len(tuple(history.intake)):
        return None
    return dataclasses.replace(history, intake=kept)


def _slept_well(history: History, _: float) -> History | None:
    if not any(night.hours is not None and night.hours < 7.5 for night in history.sleep):
        return None
    return dataclasses.replace(history, sleep=[Sleep(hours=8.0)])


def _cooler(history: History, _: float) -> History | None:
    warm = [w for w in history.weather if w.air_C is not None and w.air_C > 20.0]
    if not warm or not history.sessions:
        return None
    cool = [
        dataclasses.replace(w, air_C=15.0, sun="none") if isinstance(w, Weather) else w
        for w in history.weather
    ]
    return dataclasses.replace(history, weather=cool)


def _again_tomorrow(history: History, _: float) -> History | None:
    if not history.sessions:
        return None
    last = history.sessions[-1]
    start = last.start or history.clock.zero
    if start is None:
        return None
    again = dataclasses.replace(last, start=start + timedelta(hours=24))
    first = dataclasses.replace(history.sessions[0], start=history.sessions[0].start or start)
    return dataclasses.replace(history, sessions=[first, *history.sessions[1:], again])


WHAT_IFS: tuple[WhatIf, ...] = (
    WhatIf(
        "water", "half a litre of water an hour after", _add_drink("water"), "weak",
        "Cohorts and laboratory tests find no link between lost water and cramp; plain water after a sweat loss "
        "lowered the cramp threshold a little in one small study.", ("lau2019", "miller2010"),
    ),
    WhatIf(
        "sodium_drink", "half a litre of rehydration drink an hour after", _add_drink("oral rehydration solution"), "weak",
        "In one small study of ten men a salty drink raised the cramp threshold where plain water lowered it.",
        ("lau2019",),
    ),
    WhatIf(
        "no_caffeine", "the same day without caffeine", _without_caffeine, "weak",
        "One small study found more self-sustained firing after caffeine, a later one did not; no good study "
        "shows that coffee makes healthy people twitch.", ("walton2002",),
    ),
    WhatIf(
        "sleep", "eight hours of sleep", _slept_well, "moderate",
        "Poor sleep goes with eyelid twitching in two case-control studies; how it works is not known.", (),
    ),
    WhatIf(
        "cooler", "the same session at 15 °C in the shade", _cooler, "weak",
        "Cooling the foot did not change its twitching; a cooler hour costs less sweat.", ("vanderheijden1994",),
    ),
    WhatIf(
        "again_tomorrow", "the same session again tomorrow", _again_tomorrow, "assumed",
        "Twitching alone is no reason not to train; pain beyond soreness, weakness or dark urine is.", (),
    ),
)  # fmt: skip


def applicable(
    history: History, end_s: float, chosen: Iterable[str] | None = None
) -> list[tuple[WhatIf, History]]:
    """The what-ifs that apply to a history, with the edited history of each."""
    wanted = None if chosen is None else set(chosen)
    found = []
    for item in WHAT_IFS:
        if wanted is None or item.id in wanted:
            other = item.edit(history, end_s)
            if other is not None:
                found.append((item, other))
    return found
