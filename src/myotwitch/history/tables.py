"""The two tables of effort: strength exercises and continuous activities.

The assumption: one row stands for everyone who does that exercise in an ordinary way. It stops
being true for unusual technique, injury and very high skill. Sources stand in each row;
`exercises.toml` and `activities.toml` say what the numbers mean.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from myotwitch.history.spelling import Names
from myotwitch.provenance import ASSUMED, Origin
from myotwitch.refusal import Door, Refusal, nearest

__all__ = [
    "Activity",
    "Exercise",
    "activities",
    "activity",
    "effort_origins",
    "exercise",
    "exercises",
    "find_activity",
    "find_exercise",
    "fit_categories",
]  # fmt: skip


@dataclass(frozen=True)
class Exercise:
    """One row of the exercise table.

    muscles: mean activation during the active phase at `load_fraction` of the one-repetition
        maximum, 0 to 1. lengthening_share: share of active time spent lengthening; strain: how far,
        relative to a full range. held: muscles that hold still. repetition_s: seconds a repetition
        (0: held or timed). duty: active share of a repetition. met: energy turnover while working.
    bilateral: both sides at once. source: of the activations. assumed: what of the row is assumed.
    """

    key: str
    names: tuple[str, ...]
    muscles: Mapping[str, float]
    load_fraction: float
    lengthening_share: float
    strain: float
    held: frozenset[str]
    repetition_s: float
    duty: float
    met: float
    bilateral: bool
    source: str
    note: str
    pattern: str

    @property
    def lengthening(self) -> float:
        """Lengthening share times strain, as `Effort` wants it."""
        return self.lengthening_share * self.strain


@dataclass(frozen=True)
class Activity:
    """One row of the activity table.

    met: usual energy turnover, MET (1.163 W/kg), of Compendium row `code`. muscles: mean activation
    over the whole cycle at `muscle_met`. stretched: factors of `lengthening` for single muscles.
    wind_m_per_s: own air speed, None for the body's speed.
    by: what sets the intensity, best first. speeds: (m/s, MET) pairs. gait: "run", "walk" or "".
    """

    key: str
    names: tuple[str, ...]
    code: str
    met: float
    muscle_met: float
    muscles: Mapping[str, float]
    duty: float
    lengthening: float
    stretched: Mapping[str, float]
    held: frozenset[str]
    by: tuple[str, ...]
    gait: str
    speed_factor: float
    speeds: tuple[tuple[float, float], ...]
    default_speed_m_per_s: float | None
    downhill: Mapping[str, float]
    uphill: Mapping[str, float]
    place: str
    wind_m_per_s: float | None
    clothes: str
    met_source: str
    muscle_source: str
    note: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@functools.cache
def activities() -> Mapping[str, Activity]:
    """Every row of `activities.toml` by its key."""
    rows = _read("activities.toml")
    full: dict[str, dict[str, Any]] = {}
    for key, row in rows.items():
        above = full[row["like"]] if "like" in row else {}
        own = {**above, **row}
        for table in ("muscles", "downhill", "uphill", "stretched"):
            own[table] = {**above.get(table, {}), **row.get(table, {})}
        if "like" in row:
            same = above.get("muscle_met", above["met"])
            own["muscle_met"] = row.get("muscle_met", row["met"] if row.get("muscles") else same)
            own["met_source"] = row.get("met_source", "ainsworth2011")
            own["code"] = row.get("code", "")
            if row.get("muscles") and "muscle_source" not in row:
                own["muscle_source"] = ASSUMED
                own["note"] = row.get("note", f"{above['note']}; changed by hand from {row['like']}")
        full[key] = own
    return {key: _activity(key, row) for key, row in full.items()}


def _activity(key: str, row: dict[str, Any]) -> Activity:
    wind = row.get("wind", 0.2)
    return Activity(
        key=key,
        names=tuple(row["names"]),
        code=row["code"],
        met=float(row["met"]),
        muscle_met=float(row.get("muscle_met", row["met"])),
        muscles={name: float(a) for name, a in row["muscles"].items()},
        duty=float(row["duty"]),
        lengthening=float(row["lengthening"]),
        stretched=row["stretched"],
        held=frozenset(row.get("held", ())),
        by=tuple(row["by"]),
        gait=row.get("gait", ""),
        speed_factor=float(row.get("speed_factor", 1.0)),
        speeds=tuple((float(v), float(m)) for v, m in row.get("speeds", ())),
        default_speed_m_per_s=row.get("default_speed_m_per_s"),
        downhill=row["downhill"],
        uphill=row["uphill"],
        place=row["place"],
        wind_m_per_s=None if wind == "speed" else float(wind),
        clothes=row.get("clothes", "sport"),
        met_source=row.get("met_source", "ainsworth2011"),
        muscle_source=row["muscle_source"],
        note=row["note"],
    )


@functools.cache
def _fit() -> Mapping[str, tuple[int, str]]:
    return {name: (int(number), key) for name, (number, key) in _read("exercises.toml")["fit"].items()}


def fit_categories() -> Mapping[str, int]:
    """The names of the FIT exercise categories and their numbers."""
    return {name: number for name, (number, _) in _fit().items()}


@functools.cache
def exercises() -> Mapping[str, Exercise]:
    """Every row of `exercises.toml` by its key, and every FIT category as "fit:NAME" and "fit:NUMBER"."""
    table = _read("exercises.toml")
    rows = {key: _exercise(key, row, table["pattern"]) for key, row in table["exercise"].items()}
    for name, (number, key) in _fit().items():
        rows[f"fit:{name}"] = rows[f"fit:{number}"] = rows[key]
    return rows


def _exercise(key: str, row: dict[str, Any], patterns: Mapping[str, Any]) -> Exercise:
    if "activity" in row:
        return _timed(key, row, activities()[row["activity"]])
    pattern = patterns[row["pattern"]]
    own = {**pattern, **row}
    changed = "muscles" in row and row.get("source") is None
    note = row.get("note", pattern["note"])
    return Exercise(
        key=key,
        names=tuple(row["names"]),
        muscles={**pattern["muscles"], **row.get("muscles", {})},
        load_fraction=float(own["load"]),
        lengthening_share=float(own["share"]),
        strain=float(own["strain"]),
        held=frozenset(own.get("held", ())),
        repetition_s=float(own.get("rep_s", 3.0)),
        duty=float(own.get("duty", 0.9)),
        met=float(own["met"]),
        bilateral=bool(own.get("bilateral", True)),
        source=ASSUMED if changed else own["source"],
        note=f"changed by hand from the movement {row['pattern']!r}: {note}" if changed else note,
        pattern=row["pattern"],
    )


def _timed(key: str, row: dict[str, Any], like: Activity) -> Exercise:
    return Exercise(
        key=key, names=tuple(row["names"]),
        muscles={name: min(1.0, a / like.duty) for name, a in like.muscles.items()},
        load_fraction=1.0, lengthening_share=like.lengthening, strain=1.0, held=like.held, repetition_s=0.0,
        duty=like.duty, met=like.met, bilateral=True, source=like.muscle_source,
        note=f"the numbers of the activity {like.key!r}: {like.note}", pattern="",
    )  # fmt: skip


@functools.cache
def _exercise_names() -> Names:
    return Names({key: row.names for key, row in exercises().items() if not key.startswith("fit:")})


@functools.cache
def _activity_names() -> Names:
    return Names({key: row.names for key, row in activities().items()})


def _fit_key(name: str) -> str | None:
    if not name.startswith("fit:"):
        return None
    if name in exercises():
        return name
    return "fit:unknown" if name[4:].isdigit() else None


@functools.lru_cache(maxsize=2048)
def find_exercise(name: str) -> str | None:
    """The key of the exercise that a name means, or None when it is not known.

    Takes everyday and log names ("Squat (Barbell)", "pull-ups", "benchpress") and FIT categories as
    "fit:squat" or "fit:28"; a FIT number that the profile does not name is "fit:unknown".
    """
    told = name.strip()
    return _fit_key(told.lower()) or (
        None if told.lower().startswith("fit:") else _exercise_names().find(told)
    )


@functools.lru_cache(maxsize=2048)
def find_activity(name: str) -> str | None:
    """The key of the activity that a name means ("trail run", "indoor_cycling"), or None."""
    return _activity_names().find(name.strip())


def exercise(key: str) -> Exercise:
    """The row of an exercise key. Refusal (USAGE) when there is none."""
    found = find_exercise(key)
    if found is None:
        guess = nearest(key, exercises())
        raise Refusal(
            f"the exercise {key!r} is not in the table.", allowed="a name from exercises.toml.",
            next_step=f"write {guess!r}." if guess else "describe it with another name.", door=Door.USAGE,
        )  # fmt: skip
    return exercises()[found]


def activity(key: str) -> Activity:
    """The row of an activity key. Refusal (USAGE) when there is none."""
    found = find_activity(key)
    if found is None:
        guess = nearest(key, activities())
        raise Refusal(
            f"the activity {key!r} is not in the table.", allowed="a name from activities.toml.",
            next_step=f"write {guess!r}." if guess else 'write "unknown".', door=Door.USAGE,
        )  # fmt: skip
    return activities()[found]


_ROW_NOTES = (
    "lengthening, duty and tempo of the tables of effort are judged from the movement; nobody measured them"
)


def effort_origins() -> list[Origin]:
    """Where every number of the two tables comes from, as `provenance.origins` does for parameters."""
    found: list[Origin] = []

    def add(model: str, name: str, value: float, source: str, where: str, note: str, unit: str = "") -> None:
        found.append(Origin(model, name, value, unit, source, where, None, 0.0, note))

    for row in activities().values():
        model = f"activity {row.key}"
        add(model, "met", row.met, row.met_source, f"code {row.code}" if row.code else "", row.note)
        for name, mean in row.muscles.items():
            add(model, f"activation of {name}", mean, row.muscle_source, "", row.note)
        for name in ("duty", "lengthening"):
            add(model, name, getattr(row, name), ASSUMED, "", _ROW_NOTES)
    for key, lift in exercises().items():
        if key.startswith("fit:"):
            continue
        model = f"exercise {key}"
        for name, activation in lift.muscles.items():
            add(model, f"activation of {name}", activation, lift.source, "", lift.note)
        for name in ("met", "duty", "lengthening"):
            add(model, name, getattr(lift, name), ASSUMED, "", _ROW_NOTES)
    return found
