"""What of a history had to be estimated, said in sentences for the person.

The assumption: a person wants to know what would sharpen the answer, not every default. Sentences
are in order of how much they usually matter.
"""

from __future__ import annotations

from myotwitch.history.demand import DemandNumbers, local_second_of_day
from myotwitch.history.intensity import intensity, row_of_work
from myotwitch.history.session import Set, Work
from myotwitch.history.strength import row_of
from myotwitch.history.timeline import History

__all__ = ["demand_doubts", "overload_doubts"]


def overload_doubts(history: History) -> list[str]:
    """A sentence when a set is told to be heavier than anything that can be lifted once."""
    told = [part.load_fraction or 0.0 for s in history.sessions for part in s.parts if isinstance(part, Set)]
    heaviest = max(told, default=0.0)
    if heaviest <= 1.0:
        return []
    return [
        f"A set is told at {100 * heaviest:.0f} % of the one-repetition maximum. That is outside the model's range: "
        "up to 100 % can be lifted, by definition; more can only be lowered or held."
    ]


def demand_doubts(history: History, numbers: DemandNumbers | None = None) -> tuple[str, ...]:
    """Sentences about what was estimated and could be told better. Empty when nothing was."""
    p = numbers or DemandNumbers()
    works = [(part, s) for s in history.sessions for part in s.parts if isinstance(part, Work)]
    sets = [(part, s) for s in history.sessions for part in s.parts if isinstance(part, Set)]
    found: list[str] = []
    unknown = sum(row_of(part).key == "unknown_exercise" for part, _ in sets)
    if unknown:
        found.append(
            f"{unknown} of {len(sets)} sets are of an unknown exercise; each counts a little for every muscle."
        )
    unloaded = sum(
        part.load_fraction is None and not part.load_kg and row_of(part).repetition_s > 0 for part, _ in sets
    )
    if unloaded:
        found.append(
            f"{unloaded} of {len(sets)} sets tell no load; it was estimated from the repetitions, or taken as usual."
        )
    found += overload_doubts(history)
    if any(part.duration_s is None for part, _ in sets):
        found.append("The log does not tell how long sets or rests lasted; usual times were taken.")
    if any(row_of_work(part).key in ("unknown", "strength") for part, _ in works):
        found.append("A session does not tell what was done in it; its effort is spread over the body.")
    ways = {intensity(part, s, history.person, p.work.intensity).known_by for part, s in works}
    if ways & {"table", "exertion"}:
        found.append("No power, speed or heart rate for part of the work; its intensity is that of a table.")
    if "heart rate" in ways:
        found.append(
            "Part of the intensity comes from heart rate, which heat, stress and caffeine raise too."
        )
    outside = {row_of_work(part).place for part, _ in works}
    if "water" in outside:
        found.append("Water is treated as moving moist air: body temperature in swimming is a rough guess.")
    thermometer = any(s.air_C is not None for s in history.sessions)
    forecast = any(weather.air_C is not None for _, weather in history.weather_from_s)
    if "outdoors" in outside and not thermometer and not forecast:
        found.append("The weather is not known; a mild day was taken.")
    if history.person.vo2max_mL_per_min_per_kg is None:
        found.append("The maximal oxygen uptake is a guess from age, sex and what was done.")
    if history.clock.zero is None or (
        history.clock.zone_origin == "default" and local_second_of_day(history, p) == 18 * 3600.0
    ):
        found.append("The local hour is not known; meals and sleep were placed as if it began at 18:00.")
    return tuple(found)
