"""From a history to what is asked of the body and of each muscle, piece by piece.

Sessions, drinks, meals, sleep, stress and weather are laid over the person's usual day, and time is
cut wherever one of them changes. The assumption: within a piece everything is steady. Pauses and
strides are averaged; what lasts under a second is not seen.

Rules: told drinks add to the usual ones; a told meal within two hours of a usual meal replaces it,
as does told caffeine near a usual coffee; a usual meal that would meet a session comes after it.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

import numpy as np

from myotwitch.handover import MUSCLES, Circumstances, Demand, Intake
from myotwitch.history.effort import Piece, no_effort
from myotwitch.history.intake import Dose, Drink, Meal, compose
from myotwitch.history.pieces import WorkNumbers, metabolic_rate_W, piece, session_pieces
from myotwitch.history.surroundings import Air, Surroundings, air_at_home, air_in_bed, air_in_session
from myotwitch.history.timeline import History, Weather
from myotwitch.history.usual_day import (
    DAY_S,
    HOUR_S,
    Intaken,
    Night,
    UsualDay,
    as_intake,
    nights,
    usual_food,
    usual_totals,
)
from myotwitch.person import Person
from myotwitch.provenance import Parameters

__all__ = [
    "DemandNumbers", "demand", "local_second_of_day", "muscles_new_to", "piece", "session_spans_s", "usual", "usual_demand",
    "usual_intake",
]  # fmt: skip

_LEAST_EDGE_S = 1.0
_DOSE_S = 300.0  # a pill or a gulp; the stomach does not see the difference
_FEWEST_S = 60.0
_USED = 0.05


@dataclass(frozen=True)
class DemandNumbers(Parameters):
    """All numbers behind a demand. `varied(DemandNumbers(), random)` gives one plausible variant."""

    work: WorkNumbers = field(default_factory=WorkNumbers)
    around: Surroundings = field(default_factory=Surroundings)
    usual_day: UsualDay = field(default_factory=UsualDay)


class _Placed(NamedTuple):
    """A piece of a session at its time, s, with the air told for that time."""

    begins_s: float
    ends_s: float
    piece: Piece
    air: Air


class _Laid(NamedTuple):
    """Everything of a history on its clock."""

    placed: list[_Placed]
    taken: list[Intaken]
    nights: list[Night]
    stress: list[tuple[float, float, float]]


def demand(
    history: History, *, before_s: float, after_s: float, numbers: DemandNumbers | None = None,
    eats_like: History | None = None,
) -> Demand:  # fmt: skip
    """What a history asks, from `before_s` before to `after_s` after the start of its first session.

    Parameters
    ----------
    history: the person and what they did; what is left out is the usual day.
    before_s, after_s: s, both finite and not negative; together more than 0.
    numbers: assumptions and sources; give a variant (`provenance.varied`) for each draw. The same
        variant should serve a history and its `usual`.
    eats_like: a history whose meals and meal times are taken instead, so that a usual day differs from
        it by what was done, not by when lunch was.

    Returns
    -------
    Pieces without gaps from -before_s to after_s, each at least 1 s long. What was told to be
    drunk and eaten in that time is conserved exactly.

    Raises
    ------
    ValueError: an interval that is empty, negative or not finite. Refusal: an unreadable time.
    """
    if not (math.isfinite(before_s) and math.isfinite(after_s)) or min(before_s, after_s) < 0:
        raise ValueError("before_s and after_s are finite and not negative, in s")
    if before_s + after_s < _LEAST_EDGE_S:
        raise ValueError("the interval is shorter than 1 s")
    p = numbers or DemandNumbers()
    laid = _lay(history, -before_s, after_s, p)
    if eats_like is not None:
        laid = laid._replace(taken=_meals(eats_like, -before_s, after_s, p))
    edges = _edges(laid, -before_s, after_s)
    middles = (edges[1:] + edges[:-1]) / 2
    efforts = np.zeros((len(middles), *no_effort().shape))
    circumstances: list[Circumstances] = []
    drinks = _rates([t for t in laid.taken if not t.content.solid], edges)
    meals = _rates([t for t in laid.taken if t.content.solid], edges)
    for i, middle in enumerate(middles):
        at = next((q for q in laid.placed if q.begins_s <= middle < q.ends_s), None)
        if at is not None:
            efforts[i] = at.piece.effort
        circumstances.append(_circumstances(history, float(middle), at, laid, drinks[i], meals[i], p))
    return Demand(edges, tuple(circumstances), efforts)


def usual(history: History, numbers: DemandNumbers | None = None) -> History:
    """The same person on the same clock, on usual days: no sessions, drinks, stress, short nights, weather.

    Its demand is the reference for every "ratio to the person's usual day".
    """
    p = numbers or DemandNumbers()
    second = local_second_of_day(history, p)
    zero = history.clock.zero or datetime(2000, 1, 1, tzinfo=UTC)
    utc = zero.astimezone(UTC)
    there = utc.hour * 3600 + utc.minute * 60 + utc.second + utc.microsecond / 1e6
    offset = (second - there + DAY_S / 2) % DAY_S - DAY_S / 2
    zone = timezone(timedelta(seconds=round(offset)))
    person = dataclasses.replace(history.person, time_zone=None)
    return History(person, now=zero.astimezone(zone))


def usual_demand(
    history: History, *, before_s: float, after_s: float, numbers: DemandNumbers | None = None
) -> Demand:
    """What the person's usual day asks over the same time, with the history's meals: the reference of every ratio."""
    day = usual(history, numbers)
    return demand(day, before_s=before_s, after_s=after_s, numbers=numbers, eats_like=history)


def usual_intake(person: Person, numbers: DemandNumbers | None = None) -> Intake:
    """Mean intake of a person's usual day, per second, food and drink together: what set points rest on."""
    p = (numbers or DemandNumbers()).usual_day
    return as_intake(usual_totals(person, p), 1 / DAY_S)


def muscles_new_to(history: History, numbers: DemandNumbers | None = None) -> frozenset[str]:
    """Muscle groups that the sessions told as new use with more than a twentieth of their force."""
    p = numbers or DemandNumbers()
    used = [
        piece.effort[:, :, 0].max(axis=1) > _USED
        for session in history.sessions
        if session.new
        for piece in session_pieces(session, history.person, p.work)
    ]
    return frozenset(name for i, name in enumerate(MUSCLES) if any(one[i] for one in used))


def local_second_of_day(history: History, numbers: DemandNumbers | None = None) -> float:
    """Local clock at zero, in seconds of the day.

    Without any zone, a start between 5 and 22 o'clock is taken as local; a start at night, or no
    start at all, is taken as after work (18 o'clock), because a file in UTC may come from anywhere.
    """
    p = (numbers or DemandNumbers()).usual_day
    clock = history.clock
    if clock.zero is None:
        return p.session_h * HOUR_S
    known = clock.zone_origin != "default"
    local = clock.zero.astimezone(clock.zone if known else clock.zero.tzinfo)
    second = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    told = known or (local.utcoffset() or timedelta()) != timedelta() or not history.sessions
    return second if told or 5 * 3600 <= second <= 22 * 3600 else p.session_h * HOUR_S


def session_spans_s(
    history: History, numbers: DemandNumbers | None = None
) -> tuple[tuple[float, float], ...]:
    """Begin and end of each session, s, with estimates for what was not timed."""
    p = numbers or DemandNumbers()
    return tuple(_span(pieces) for pieces in _placed_by_session(history, p))


def _span(placed: list[_Placed]) -> tuple[float, float]:
    return placed[0].begins_s, placed[-1].ends_s


def _weather_at(history: History, second: float) -> Weather:
    """What is told of the weather at a time: the latest word on each of air, moisture, wind and sun."""
    found: dict[str, object] = {}
    for since, weather in history.weather_from_s:
        if since <= second or not found:
            for name in ("air_C", "humidity", "wind_m_per_s", "sun"):
                value = getattr(weather, name)
                if value is not None:
                    found[name] = value
    return Weather(**found)  # type: ignore[arg-type]


def _placed_by_session(history: History, p: DemandNumbers) -> list[list[_Placed]]:
    """Each session's pieces at their times; one that meets the next session is cut short there."""
    zero_s = local_second_of_day(history, p)
    starts = (*history.session_starts_s, math.inf)
    found: list[list[_Placed]] = []
    for number, session in enumerate(history.sessions):
        clock, placed = starts[number], []
        for one in session_pieces(session, history.person, p.work):
            ends = min(clock + one.duration_s, starts[number + 1])
            if ends <= clock:
                break
            hour = (zero_s + clock) % DAY_S / HOUR_S
            air = air_in_session(one, _weather_at(history, clock), session.air_C, 7 <= hour < 19, p.around)
            placed.append(_Placed(clock, ends, one, air))
            clock = ends
        if placed:
            found.append(placed)
    return found


def _told_intake(history: History) -> list[tuple[Drink | Meal | Dose, Intaken]]:
    found: list[tuple[Drink | Meal | Dose, Intaken]] = []
    for item in history.intake:
        at = history.seconds(item.at)
        over = _DOSE_S if isinstance(item, Dose) else max(_FEWEST_S, item.over_s)
        found.append((item, Intaken(at, at + over, compose(item))))
    return found


def _meals(history: History, begins: float, ends: float, p: DemandNumbers) -> list[Intaken]:
    """The usual food of a history at that history's meal times, and the meals that it tells; no more."""
    spans = [_span(placed) for placed in _placed_by_session(history, p)]
    zero_s = local_second_of_day(history, p)
    told = [taken for item, taken in _told_intake(history) if isinstance(item, Meal)]
    slept = nights(p.usual_day, zero_s=zero_s, begins_s=begins, ends_s=ends)
    usual_taken = usual_food(
        history.person, p.usual_day, zero_s=zero_s, begins_s=begins, ends_s=ends, sessions=spans,
        told_meals_s=[taken.begins_s for taken in told], asleep=[(night.begins_s, night.ends_s) for night in slept],
    )  # fmt: skip
    return usual_taken + told


def _lay(history: History, begins: float, ends: float, p: DemandNumbers) -> _Laid:
    zero_s = local_second_of_day(history, p)
    by_session = _placed_by_session(history, p)
    spans = [_span(placed) for placed in by_session]
    told_h = {
        0 if night.night_before else 1: night.hours for night in history.sleep if night.hours is not None
    }
    slept = nights(p.usual_day, zero_s=zero_s, begins_s=begins, ends_s=ends, sessions=spans, told_h=told_h)
    told = _told_intake(history)
    usual_taken = usual_food(
        history.person, p.usual_day, zero_s=zero_s, begins_s=begins, ends_s=ends, sessions=spans,
        told_meals_s=[taken.begins_s for item, taken in told if isinstance(item, Meal)],
        told_caffeine_s=[taken.begins_s for _, taken in told if taken.content.caffeine_mg > 0],
        asleep=[(night.begins_s, night.ends_s) for night in slept],
    )  # fmt: skip
    stress = [(history.seconds(s.begins), history.seconds(s.ends), s.level) for s in history.stress]
    placed = [one for session in by_session for one in session]
    return _Laid(placed, usual_taken + [taken for _, taken in told], slept, stress)


def _edges(laid: _Laid, begins: float, ends: float) -> np.ndarray:
    """Every moment at which something changes, s; moments closer than 1 s count as one."""
    spans: list[tuple[float, float]] = [(one.begins_s, one.ends_s) for one in laid.placed]
    spans += [(taken.begins_s, taken.ends_s) for taken in laid.taken]
    spans += [(night.begins_s, night.ends_s) for night in laid.nights]
    spans += [(first, last) for first, last, _ in laid.stress]
    kept = [begins]
    for edge in sorted(edge for span in spans for edge in span):
        if edge >= kept[-1] + _LEAST_EDGE_S and edge <= ends - _LEAST_EDGE_S:
            kept.append(edge)
    return np.array([*kept, ends])


def _rates(taken: list[Intaken], edges: np.ndarray) -> list[Intake]:
    """Intake per second in each piece; the share of each item that falls into it, exactly."""
    totals = np.zeros((len(edges) - 1, len(Intake._fields)))
    for one in taken:
        overlap = np.clip(np.minimum(edges[1:], one.ends_s) - np.maximum(edges[:-1], one.begins_s), 0, None)
        totals += np.outer(overlap, as_intake(one.content, 1 / (one.ends_s - one.begins_s)))
    return [Intake(*map(float, row)) for row in totals / np.diff(edges)[:, None]]


def _debt_h(middle: float, slept: list[Night]) -> float:
    """What the last night lacked, from its beginning to the beginning of the next."""
    begun = [night for night in slept if night.begins_s <= middle]
    return begun[-1].debt_h if begun else 0.0


def _circumstances(
    history: History, middle: float, at: _Placed | None, laid: _Laid, drink: Intake, meal: Intake,
    p: DemandNumbers,
) -> Circumstances:  # fmt: skip
    asleep = at is None and any(night.begins_s <= middle < night.ends_s for night in laid.nights)
    if at is not None:
        found, air = at.piece, at.air
        metabolic, work, fraction, upright = (
            found.metabolic_rate_W, found.external_work_W, found.vo2max_fraction, found.upright,
        )  # fmt: skip
    else:
        met = p.usual_day.asleep_met if asleep else p.usual_day.awake_met
        air = air_in_bed(p.around) if asleep else air_at_home(p.around)
        metabolic, work, upright = metabolic_rate_W(met, history.person), 0.0, 0.0 if asleep else 1.0
        fraction = p.work.intensity.oxygen_per_met * met / history.person.vo2max
    stress = max((level for first, last, level in laid.stress if first <= middle < last), default=0.0)
    return Circumstances(
        metabolic_rate_W=metabolic, external_work_W=work, vo2max_fraction=fraction,
        air_C=air.air_C, radiant_C=air.radiant_C, humidity=air.humidity, wind_m_per_s=air.wind_m_per_s,
        clothing_clo=air.clothing_clo, upright=upright, asleep=float(asleep), stress=stress,
        sleep_debt_h=_debt_h(middle, laid.nights), overbreathing_mmHg=0.0, drink=drink, meal=meal,
    )  # fmt: skip
