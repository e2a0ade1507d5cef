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
            f"We do not know the exercise of {unknown} of {len(sets)} sets. Each counts a little for every muscle."
        )
    unloaded = sum(
        part.load_fraction is None and not part.load_kg and row_of(part).repetition_s > 0 for part, _ in sets
    )
    if unloaded:
        found.append(
            f"{unloaded} of {len(sets)} sets tell no load. We guessed it from how often you lifted, or took the usual."
        )
    found += overload_doubts(history)
    if any(part.duration_s is None for part, _ in sets):
        found.append("Your log does not tell how long sets and rests were. We took the usual times.")
    if any(row_of_work(part).key in ("unknown", "strength") for part, _ in works):
        found.append("One session does not tell what you did in it. We spread its work over the whole body.")
    ways = {intensity(part, s, history.person, p.work.intensity).known_by for part, s in works}
    if ways & {"table", "exertion"}:
        found.append(
            "Part of the work came with no power, speed or heart rate. How hard it was is from a table."
        )
    if "heart rate" in ways:
        found.append(
            "How hard part of it was is read from your heart rate. Heat, stress and coffee raise that too."
        )
    outside = {row_of_work(part).place for part, _ in works}
    if "water" in outside:
        found.append(
            "To the model, water is moist air that moves. So how warm you got in it is a rough guess."
        )
    thermometer = any(s.air_C is not None for s in history.sessions)
    forecast = any(weather.air_C is not None for _, weather in history.weather_from_s)
    if "outdoors" in outside and not thermometer and not forecast:
        found.append("You did not tell the weather. We took a mild day, and each draw has its own.")
    if history.person.vo2max_mL_per_min_per_kg is None:
        found.append(
            "How fit you are (VO2max) is a guess from your age, your sex and what you did. Each draw has its own."
        )
    if history.clock.zero is None or (
        history.clock.zone_origin == "default" and local_second_of_day(history, p) == 18 * 3600.0
    ):
        found.append("We do not know the hour. Meals and sleep are placed as if it began at 18:00.")
    return tuple(found)
