"""How long a set lasts, how heavy it was, and what it asks of the muscles.

Load and repetitions are tied by the nearly linear loss of repetitions with load (Epley's rule:
maximum = load × (1 + repetitions/30)). Assumptions: sets end a few repetitions before failure,
repetitions take about three seconds, rests about two minutes, unless the log says otherwise. The
rule is poor above fifteen repetitions and says nothing of holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from myotwitch.history.session import Part, Rest, Session, Set
from myotwitch.history.tables import Exercise, exercises, find_exercise
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Lifting", "estimated_duration_s", "row_of", "set_load_fraction", "set_met", "set_speed", "set_timing",
    "with_usual_rests",
]  # fmt: skip


@dataclass(frozen=True)
class Lifting(Parameters):
    """What a strength log leaves out."""

    epley_repetitions: float = sourced(
        30.0,
        "",
        ASSUMED,
        note="Epley's boundary-of-repetitions chart of 1985, a gym handbook; widely used, best below ten",
    )
    in_reserve: float = sourced(
        2.0,
        "",
        ASSUMED,
        spread=(0.0, 5.0),
        note="repetitions left at the end of a set when no exertion is told",
    )
    most_in_reserve: float = sourced(
        4.0,
        "",
        ASSUMED,
        note="lifters count exertion 10 as none left, 8 as two; below 6 the scale says little",
    )
    rest_s: float = sourced(
        120.0, "s", ASSUMED, spread=(75.0, 180.0), note="between sets, where the log has no rests"
    )
    unknown_set_s: float = sourced(
        40.0, "s", ASSUMED, spread=(25.0, 60.0), note="a set of which neither time nor repetitions are known"
    )
    slowest_tempo: float = sourced(
        1.5,
        "",
        ASSUMED,
        note="times the usual repetition; a longer set holds pauses and set-up, as watches record them",
    )
    implausible_repetition_s: float = sourced(
        12.0, "s", ASSUMED, note="slower than any tempo: the watch missed repetitions (one in 62 s was seen)"
    )
    lightest_load: float = sourced(
        0.3, "", ASSUMED, note="below it Epley's rule has no data; body-weight sets of 50 and more end here"
    )
    resting_met: float = sourced(
        2.2,
        "",
        ASSUMED,
        spread=(1.8, 3.0),
        note="standing about while the oxygen debt of the last set is paid",
    )
    fast_half_s: float = sourced(
        0.32, "s", "he2000", where="abstract: fibres split ATP in proportion to speed above what a hold costs", spread=(0.25, 0.4),
        note="half a repetition at the speed of sprint pedalling, 90° of the knee at 280°/s, at which the full cost of rhythmic work "
        "holds; slower lifts lie nearer to a hold (assumed to hold for its squeeze too)",
    )  # fmt: skip
    unloaded_share: float = sourced(
        0.5,
        "",
        ASSUMED,
        note="share of a set's energy that does not scale with load: the body's own mass, bracing",
    )


def row_of(part: Set) -> Exercise:
    """The table's row of a set; a watch's later guesses count when the first is unknown."""
    rows = exercises()
    for name in (part.exercise, *part.guesses):
        key = find_exercise(name)
        if key is not None and rows[key].key != "unknown_exercise":
            return rows[key]
    return rows["unknown_exercise"]


def _repetitions(part: Set, p: Lifting) -> float | None:
    n = part.repetitions
    if n is None or n <= 0:
        return None
    if part.duration_s is not None and part.duration_s / n > p.implausible_repetition_s:
        return None
    return n


def _epley_fraction(part: Set, p: Lifting) -> float | None:
    n = _repetitions(part, p)
    if n is None:
        return None
    reserve = p.in_reserve if part.rpe is None else min(p.most_in_reserve, max(0.0, 10.0 - part.rpe))
    return 1.0 / (1.0 + (n + reserve) / p.epley_repetitions)


def set_load_fraction(part: Set, others: Iterable[Part], p: Lifting) -> float:
    """Load over the one-repetition maximum, 0 to 1.

    As told; else load over the best maximum that this session's sets of the exercise imply; else
    from the repetitions; else the row's usual load. Timed work and holds have the row's load.
    """
    row = row_of(part)
    if part.load_fraction is not None:
        return min(1.0, max(0.05, part.load_fraction))
    if row.repetition_s == 0:
        return row.load_fraction
    if part.load_kg:
        maxima = [
            other.load_kg / fraction
            for other in (*others, part)
            if isinstance(other, Set) and other.exercise == part.exercise and other.load_kg
            and (fraction := _epley_fraction(other, p)) is not None
        ]  # fmt: skip
        if maxima:
            return min(1.0, max(0.05, part.load_kg / max(maxima)))
    fraction = _epley_fraction(part, p)
    return row.load_fraction if fraction is None else max(p.lightest_load, fraction)


def set_timing(part: Set, p: Lifting) -> tuple[float, float]:
    """Duration of a set, s, and the share of it that is spent in repetitions."""
    row, n = row_of(part), _repetitions(part, p)
    if part.duration_s is not None and part.duration_s > 0:
        if n is None or row.repetition_s == 0:
            return part.duration_s, 1.0
        longest = n * row.repetition_s * p.slowest_tempo
        return part.duration_s, min(1.0, longest / part.duration_s)
    if n is None or row.repetition_s == 0:
        return p.unknown_set_s, 1.0
    turns = 2.0 if part.side == "both" and not row.bilateral else 1.0
    return n * row.repetition_s * turns, 1.0


def with_usual_rests(session: Session, p: Lifting) -> tuple[Part, ...]:
    """The parts of a session, with a usual rest between sets whose log holds no times."""
    full: list[Part] = []
    for part in session.parts:
        before = full[-1] if full else None
        if isinstance(part, Set) and isinstance(before, Set) and before.duration_s is None:
            full.append(Rest(p.rest_s))
        full.append(part)
    return tuple(full)


def estimated_duration_s(session: Session, p: Lifting | None = None) -> float:
    """How long a session lasted, s, with estimates for the sets and rests that were not timed."""
    p = p or Lifting()
    return sum(
        set_timing(part, p)[0] if isinstance(part, Set) else max(0.0, part.duration_s)
        for part in with_usual_rests(session, p)
    )


def set_speed(row: Exercise, p: Lifting) -> float:
    """Speed of a repetition over that of sprint pedalling, 0 to 1; timed work counts as fast."""
    moving_s = row.repetition_s * row.duty
    return 1.0 if moving_s <= 0 else min(1.0, 2.0 * p.fast_half_s / moving_s)


def set_met(row: Exercise, load_ratio: float, active_share: float, p: Lifting) -> float:
    """Energy turnover during a set, MET, debt included."""
    working = 1 + (row.met - 1) * (p.unloaded_share + (1 - p.unloaded_share) * min(1.5, load_ratio))
    return active_share * working + (1 - active_share) * p.resting_met
