"""From what a person typed to a history, and to the answers that triage takes of it.

The assumption: times are told against the end of the workout, as people do ("an hour after"). Where a
watch file tells its clock, "now" is the time of this computer; a file older than two weeks has no "now".
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from myotwitch.app.bodymap.places import place_named
from myotwitch.app.fields import FIELDS, Tables, merged
from myotwitch.app.visits import Visit
from myotwitch.history.history_file import history_from_tables
from myotwitch.history.session import Part, Session, Work
from myotwitch.history.timeline import History

__all__ = [
    "age_told",
    "history_of",
    "new_told",
    "observations_of",
    "sessions_of_visit",
    "tables_of",
    "upload_of",
]

_SINGLE = ("air", "warmth", "humidity", "sun", "sex", "age", "mass", "height", "food", "sleep")
_OLDEST_NOW = timedelta(days=14)
_STRESS = ("-8 h", "+10 h")


def upload_of(visit: Visit) -> str:
    """The name of the workout file that is being asked about; empty when it was typed."""
    name = visit.told("file")
    return name if name in visit.uploads else ""


def age_told(visit: Visit) -> str:
    """The age of the danger check, so that nobody is asked twice; empty when it was not told."""
    age = visit.danger.get("age_years")
    return f"{age:g}" if isinstance(age, int | float) and 13 <= age <= 110 else ""


def new_told(visit: Visit) -> str:
    """Whether the workout was new, "yes" or "no": told here, else in the danger check; empty when neither."""
    check = visit.danger.get("exercise_unaccustomed")
    return visit.told("new") or (check if check in ("yes", "no") else "")


def _new(visit: Visit) -> Tables:
    """`new` of the [[session]] row: nothing unless told here, or heard as new in the danger check."""
    new = new_told(visit) == "yes"
    return {"new": new} if new or visit.told("new") else {}


def _effort_part(part: Part, visit: Visit) -> Part:
    if not isinstance(part, Work):
        return part
    changes: dict[str, Any] = {}
    if visit.told("heart_rate") == "leave":
        changes["heart_rate_bpm"] = None
    if visit.told("power") == "leave":
        changes["power_W"] = None
    return dataclasses.replace(part, **changes) if changes else part


def sessions_of_visit(visit: Visit) -> dict[str, tuple[Session, ...]]:
    """What was handed in, less what the person left out."""
    return {
        name: tuple(
            dataclasses.replace(s, parts=tuple(_effort_part(p, visit) for p in s.parts)) for s in sessions
        )
        for name, sessions in visit.held.items()
    }


def _session(visit: Visit, now: datetime) -> Tables:
    """The [[session]] row, and now."""
    name = upload_of(visit)
    row: dict[str, Any]
    if name:
        row = {"file": name}
        if visit.told("exertion"):
            row["rpe"] = visit.told("exertion")
        row |= _new(visit)
        if visit.told("start"):
            row["start"] = visit.told("start")
        renamed = {key[8:]: value.strip() for key, value in visit.fields.items() if key.startswith("correct:") and value.strip()}  # fmt: skip
        if renamed:
            row["correct"] = renamed
        return {"session": [row]}
    if visit.told("words"):
        row = {"words": visit.told("words")}
    elif visit.told("activity") and visit.told("minutes"):
        row = {"words": f"{float(visit.told('minutes').replace(',', '.')):g} min {visit.told('activity')}"}
    else:
        return {}
    effort = visit.told("exertion") or visit.told("effort")
    if effort:
        row["rpe"] = effort
    row |= _new(visit)
    ended = now - timedelta(hours=float(visit.told("ago") or "1"))
    lasted_s = _end_s(history_from_tables({"session": [row]}, {}))
    row["start"] = visit.told("start") or (ended - timedelta(seconds=lasted_s)).isoformat(timespec="minutes")
    return {"session": [row], "now": now.isoformat(timespec="minutes")}


def _end_s(history: History) -> float:
    from myotwitch.history.demand import session_spans_s

    return max((end for _, end in session_spans_s(history)), default=0.0)


def _intake(visit: Visit, end_s: float) -> list[Tables]:
    parts: list[Tables] = []
    if visit.told("drunk"):
        litres = float(visit.told("drunk"))
        half, drink = litres / 2, visit.told("drink") or "water"
        parts.append({"drink": [
            {"what": drink, "volume_L": half, "at": "+0 min", "over_s": max(600.0, end_s)},
            {"what": drink, "volume_L": half, "at": _offset(end_s + 600), "over_s": 3600.0},
        ]})  # fmt: skip
    if visit.told("coffee"):
        cups, hour = float(visit.told("coffee")), float(visit.told("coffee_at") or "-1")
        at = _offset(hour * 3600 if hour < 0 else end_s + hour * 3600)
        parts.append({"caffeine": [{"mg": 95.0 * cups, "at": at}]})
    if float(visit.told("alcohol") or 0) > 0:
        parts.append({"drink": [{"what": "beer", "volume_L": 0.33 * float(visit.told("alcohol")), "at": "-14 h", "over_s": 7200.0}]})  # fmt: skip
    if visit.told("stress"):
        parts.append(
            {"stress": [{"level": float(visit.told("stress")), "from": _STRESS[0], "to": _STRESS[1]}]}
        )
    return parts


def _offset(seconds: float) -> str:
    return f"{seconds / 60:+.0f} min"


def _float(told: str) -> float:
    return float(told.replace(",", "."))


def _place(visit: Visit) -> str:
    """The place in words that the history understands; empty where none was told or the model lacks it."""
    place = place_named(visit.told("muscle"))
    if place is None or not place.modelled:
        return ""
    return f"{visit.told('side')} {place.key}".strip()


def _twitch(visit: Visit, end_s: float, now_s: float | None) -> Tables:
    place, began, lasted = _place(visit), visit.told("began"), visit.told("lasted")
    if not place:
        return {}
    if not began:
        return {"where": place}
    from_s = {"during": end_s - 600.0, "before": -3600.0}.get(began)
    if from_s is None:
        from_s = end_s + 3600.0 * float(began)
    to_s = max(from_s, end_s) + 3600.0
    if lasted == "still":
        to_s = max(to_s, now_s) if now_s is not None else to_s + 7200.0
    elif lasted:
        to_s = max(from_s, end_s) + 3600.0 * float(lasted)
    row: dict[str, Any] = {"where": place, "from": _offset(from_s), "to": _offset(to_s)}
    if visit.told("taps"):
        row["per_minute"] = 60.0 * _float(visit.told("taps")) / _float(visit.told("taps.seconds") or "30")
    return {"twitch": [row], "where": place}


def _file_now(history: History, now: datetime) -> str | None:
    """This computer's time as "now", where the workout is not older than two weeks nor ahead of it."""
    zero = history.clock.zero
    if zero is None or not timedelta(0) <= now - zero.astimezone(UTC) <= _OLDEST_NOW:
        return None
    zone = timezone(zero.utcoffset() or timedelta(0))
    return now.astimezone(zone).isoformat(timespec="minutes")


def tables_of(visit: Visit) -> dict[str, Any]:
    """Everything told, in the shape of a history file. Raises Refusal for what cannot be."""
    if visit.now is None:
        visit.now = datetime.now(UTC).astimezone()
    now = visit.now
    session = _session(visit, now)
    singles = [
        table(visit.told(name)) for name in _SINGLE if visit.told(name) and (table := FIELDS[name].tables)
    ]
    if not visit.told("age") and age_told(visit) and not upload_of(visit):
        singles.append({"person": {"age_yr": age_told(visit)}})
    parts = [session, *singles]
    told = merged(parts)
    if not told:
        return {}
    base = history_from_tables(merged([*parts, {"where": "calf"}]), sessions_of_visit(visit))
    if "now" not in told and (at := _file_now(base, now)) is not None:
        parts.append({"now": at})
        base = history_from_tables(merged([*parts, {"where": "calf"}]), sessions_of_visit(visit))
    end_s = _end_s(base)
    now_s = None if base.now is None else base.seconds(base.now)
    return merged([*parts, *_intake(visit, end_s), _twitch(visit, end_s, now_s)])


def history_of(visit: Visit) -> History:
    """The history that a visit tells. Raises Refusal for what cannot be."""
    return history_from_tables(tables_of(visit), sessions_of_visit(visit))


def observations_of(visit: Visit) -> dict[str, object]:
    """Answers to the danger check, with what the person told of the twitch on the other pages."""
    told = dict(visit.danger)
    place = place_named(visit.told("muscle"))
    if place is not None:
        told.setdefault("twitch_sites", [place.site])
    if visit.told("settles"):
        told.setdefault("settles_between_workouts", visit.told("settles"))
    if visit.told("new"):
        told.setdefault("exercise_unaccustomed", visit.told("new"))
    days = _days_since(visit)
    if days is not None:
        told.setdefault("days_since_onset", days)
    return told


def _days_since(visit: Visit) -> float | None:
    """How long ago the person says that it began, in days."""
    if visit.told("days"):
        return _float(visit.told("days"))
    began, ago = visit.told("began"), visit.told("ago")
    if began in ("", "before") or (upload_of(visit) and not ago):
        return None
    after_h = 0.0 if began == "during" else float(began)
    return max(0.0, float(ago or "1") - after_h) / 24.0
