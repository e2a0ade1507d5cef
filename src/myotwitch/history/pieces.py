"""What each part of a session asks of the body and the muscles.

Energy comes from power, speed, heart rate or the table (`intensity.py`), for sets from the
exercise (`strength.py`). The assumption: energy turnover in MET is that of any body, per kilogram;
it stops being true for the very lean and the very heavy, who differ per kilogram of muscle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from myotwitch.history.effort import Piece, continuous_effort, joined, no_effort, set_effort
from myotwitch.history.intensity import IntensityNumbers, Trust, intensity, trust
from myotwitch.history.locomotion import W_PER_KG_PER_MET
from myotwitch.history.session import Part, Rest, Session, Set, Work
from myotwitch.history.strength import (
    Lifting,
    row_of,
    set_load_fraction,
    set_met,
    set_speed,
    set_timing,
    with_usual_rests,
)
from myotwitch.person import Person
from myotwitch.provenance import ASSUMED, Parameters, sourced

_MOST, _MOST_WITH_SETS = 60, 150  # what the slow clock integrates without trouble

__all__ = ["Piece", "WorkNumbers", "metabolic_rate_W", "piece", "session_pieces"]


@dataclass(frozen=True)
class WorkNumbers(Parameters):
    """Everything that turns a session into demand."""

    activation_scale: float = sourced(
        1.0,
        "",
        ASSUMED,
        spread=(0.75, 1.33),
        note="how this person's activations compare with the tables': strength, skill, fatigue",
    )
    resting_met: float = sourced(
        1.8,
        "",
        ASSUMED,
        spread=(1.5, 2.5),
        note="standing or slow walking in the pauses of continuous work; standing and fidgeting is 1.8 (code 07041)",
    )
    intensity: IntensityNumbers = field(default_factory=IntensityNumbers)
    lifting: Lifting = field(default_factory=Lifting)


def metabolic_rate_W(met: float, person: Person) -> float:
    """Energy turnover of a person, W, from MET by the Compendium's meaning: 1 kcal/kg/h, 1.163 W/kg."""
    return met * W_PER_KG_PER_MET * person.mass_kg


def _tilt(
    downhill: Mapping[str, float], uphill: Mapping[str, float], grade: float, full: float
) -> dict[str, float]:
    table = uphill if grade > 0 else downhill
    steep = min(1.0, abs(grade) / full)
    return {name: 1 + steep * (factor - 1) for name, factor in table.items()}


def _work(part: Work, session: Session, person: Person, p: WorkNumbers, known_of: Trust) -> Piece:
    found = intensity(part, session, person, p.intensity, known_of)
    row = found.row
    tilt = _tilt(row.downhill, row.uphill, found.grade, p.intensity.locomotion.slope_full)
    return Piece(
        duration_s=max(0.0, part.duration_s),
        metabolic_rate_W=metabolic_rate_W(found.met, person),
        external_work_W=found.external_work_W,
        vo2max_fraction=p.intensity.oxygen_per_met * found.met / known_of.capacity_mL_per_min_per_kg,
        own_wind_m_per_s=found.own_wind_m_per_s,
        clothes=row.clothes,
        place=row.place,
        upright=0.0 if row.place == "water" else 1.0,
        effort=continuous_effort(
            row.muscles,
            found.effort_ratio * p.activation_scale,
            row.duty,
            found.lengthening,
            row.held,
            tilt,
            row.stretched,
        ),
        kind=row.key,
        known_by=found.known_by,
    )


def _set(part: Set, session: Session, person: Person, p: WorkNumbers, known_of: Trust) -> Piece:
    row = row_of(part)
    duration_s, share = set_timing(part, p.lifting)
    ratio = set_load_fraction(part, session.parts, p.lifting) / row.load_fraction
    met = set_met(row, ratio, share, p.lifting)
    return Piece(
        duration_s=duration_s, metabolic_rate_W=metabolic_rate_W(met, person), external_work_W=0.0,
        vo2max_fraction=p.intensity.oxygen_per_met * met / known_of.capacity_mL_per_min_per_kg, own_wind_m_per_s=0.2, clothes="sport",
        place="indoors", upright=1.0, effort=set_effort(row, ratio, share, part.side, set_speed(row, p.lifting), p.activation_scale),
        kind=row.key, known_by="sets",
    )  # fmt: skip


def _rest(part: Rest, session: Session, person: Person, p: WorkNumbers, known_of: Trust) -> Piece:
    lifting = any(isinstance(other, Set) for other in session.parts)
    met = p.lifting.resting_met if lifting else p.resting_met
    works = [other.activity for other in session.parts if isinstance(other, Work)]
    like = _work(Work(1.0, works[0]), session, person, p, known_of) if works and not lifting else None
    return Piece(
        duration_s=max(0.0, part.duration_s), metabolic_rate_W=metabolic_rate_W(met, person), external_work_W=0.0,
        vo2max_fraction=p.intensity.oxygen_per_met * met / known_of.capacity_mL_per_min_per_kg, own_wind_m_per_s=0.2,
        clothes=like.clothes if like else "sport", place=like.place if like else "indoors", upright=1.0,
        effort=no_effort(), kind="rest", known_by="table",
    )  # fmt: skip


def piece(
    part: Part, session: Session, person: Person, numbers: WorkNumbers | None = None
) -> tuple[Piece, ...]:
    """What one part of a session asks, as pieces in order of time.

    `session` gives what the part does not tell: heart rates, hints, the other sets. Raises nothing;
    unknown exercises and activities count as their "unknown" rows.
    """
    p = numbers or WorkNumbers()
    known_of = trust(session, person, p.intensity)
    return (_any_piece(part, session, person, p, known_of),)


def _any_piece(part: Part, session: Session, person: Person, p: WorkNumbers, known_of: Trust) -> Piece:
    if isinstance(part, Work):
        return _work(part, session, person, p, known_of)
    if isinstance(part, Set):
        return _set(part, session, person, p, known_of)
    return _rest(part, session, person, p, known_of)


def session_pieces(
    session: Session, person: Person, numbers: WorkNumbers | None = None, *, most: int | None = None
) -> tuple[Piece, ...]:
    """A whole session as at most `most` pieces; similar neighbours are joined (`joined`).

    most: 60, or 150 when there are sets, so that they and their rests stay apart.
    """
    p = numbers or WorkNumbers()
    known_of = trust(session, person, p.intensity)
    parts = with_usual_rests(session, p.lifting)
    limit = most or (_MOST_WITH_SETS if any(isinstance(part, Set) for part in parts) else _MOST)
    return joined([_any_piece(part, session, person, p, known_of) for part in parts], most=limit)
