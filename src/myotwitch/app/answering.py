"""The answer as a page needs it: sentences, rows and pictures, made from what `why` found.

The words are those of `why.words`, the pictures those of `report`; nothing is added here but order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from myotwitch.app.reading import SOURCE_WORDS
from myotwitch.app.story import observations_of, sessions_of_visit, tables_of
from myotwitch.app.visits import Visit
from myotwitch.history.history_file import history_from_tables
from myotwitch.provenance import short_citation
from myotwitch.report.forbidden import fitting, health_in
from myotwitch.why.action_words import (
    REPEATS,
    actions_lead,
    change_words,
    training_sentences,
    two_futures_sentences,
)
from myotwitch.why.answer import Why, explain
from myotwitch.why.two_futures import TwoFutures
from myotwitch.why.words import (
    BACKGROUND,
    CAUSE_WORDS,
    GRADE_WORDS,
    NOT_DESCRIBED,
    UNEXPLAINED,
    cause_why,
    common_sentence,
    doubts,
    headline,
    held_back,
    hours_words,
    named_causes,
    outlook_sentences,
    percent,
    report_sentence,
    since,
)

__all__ = [
    "DRAWS",
    "FIRST_DRAWS",
    "REFINED_DRAWS",
    "STAGES",
    "answer_of",
    "asked_of",
    "model_of",
    "shown",
    "two_shown",
]

DRAWS = 64
FIRST_DRAWS, REFINED_DRAWS = 16, 50
STAGES = 5
"""How many things the simulation says that it is doing, one after the other."""
_NARROW = 340
_COURSE_HOURS = (0.25, 1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 72.0)
_DRIVERS = ("potassium_mM", "pump", "temperature_C", "sodium_mM", "calcium_mM", "pco2_mmHg")


def asked_of(visit: Visit) -> str:
    """A fingerprint of everything that the answer depends on. Raises Refusal."""
    told = {
        "tables": tables_of(visit),
        "left_out": [visit.told("heart_rate"), visit.told("power")],
        "files": list(visit.uploads),
        "health": sorted(health_in(observations_of(visit))),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def answer_of(visit: Visit) -> Callable[[Callable[[str], None]], Why]:
    """The work that makes the answer. Raises Refusal for a history that cannot be."""
    history = history_from_tables(tables_of(visit), sessions_of_visit(visit))
    health = health_in(observations_of(visit))
    return lambda tell: fitting(explain(history, draws=DRAWS, seed=1, progress=tell), health)


def _share_rows(why: Why) -> list[dict[str, Any]]:
    split = why.shares
    rows: list[dict[str, Any]] = [
        {"label": BACKGROUND, "mean": split.background_mean, "spread": split.background, "kind": "background", "evidence": "", "points": ""},
        {"label": UNEXPLAINED, "mean": split.unexplained_mean, "spread": split.unexplained, "kind": "unexplained", "evidence": "", "points": ""},
    ]  # fmt: skip
    for cause, mean, spread in named_causes(why):
        words = CAUSE_WORDS[cause]
        points = cause_why(why, cause) if mean >= 0.01 else ""
        rows.append({"label": words.label, "mean": mean, "spread": spread, "kind": "cause", "evidence": GRADE_WORDS[words.grade], "points": points})  # fmt: skip
    return [
        {**row, "percent": percent(row["mean"]), "low": row["spread"].low, "high": row["spread"].high}
        for row in rows
    ]


def _course_rows(why: Why) -> list[tuple[str, str]]:
    rows = []
    for hour in _COURSE_HOURS:
        if hour > why.hours[-1] + 1e-9:
            break
        at = int(abs(why.hours - hour).argmin())
        value = why.ratio[at]
        words = (
            f"{value.median:.1f} × ({value.low:.1f} to {value.high:.1f} ×)" if why.shown[at] else "not shown"
        )
        rows.append((f"{hours_words(hour)} {since(why)}", words))
    return rows


def _to_do(why: Why) -> list[dict[str, str]]:
    return [
        {
            "label": action.what_if.label, "moment": action.what_if.moment, "change": change_words(action.change),
            "evidence": GRADE_WORDS[action.what_if.evidence], "grade": action.what_if.evidence, "note": action.what_if.note,
            "sources": ", ".join(map(short_citation, action.what_if.sources)),
        }
        for action in why.actions if action.what_if.id not in REPEATS
    ]  # fmt: skip


def shown(why: Why) -> dict[str, Any]:
    """Everything that the answer's page shows of the simulation."""
    from myotwitch.report.pictures import course_picture

    held, training = held_back(why), training_sentences(why.actions)
    keys = {key for words in CAUSE_WORDS.values() for key in words.sources}
    keys |= {key for action in why.actions for key in action.what_if.sources}
    said = doubts(why)
    return {
        "headline": headline(why), "report": " ".join(filter(None, (report_sentence(why), common_sentence(why)))), "shares": _share_rows(why),
        "course_wide": Markup(course_picture(why, plain=True)),
        "course_narrow": Markup(course_picture(why, width=_NARROW, plain=True)),
        "course_rows": _course_rows(why), "outlook": outlook_sentences(why), "lead": actions_lead(why.actions),
        "to_do": _to_do(why), "training": training, "held": held,
        "doubts": [line for line in said if line != NOT_DESCRIBED], "not_described": NOT_DESCRIBED,
        "sources": "; ".join(sorted(short_citation(key) for key in keys)), "draws": why.draws, "seed": why.seed,
        "read": [{"name": r.name, "value": r.value, "unit": r.unit, "source": SOURCE_WORDS.get(r.source, r.source), "remark": r.remark} for r in why.read],
    }  # fmt: skip


def two_shown(two: TwoFutures) -> dict[str, Any]:
    """What a moved slider shows."""
    from myotwitch.report.side_by_side import two_courses_picture

    return {
        "said": two_futures_sentences(two), "draws": two.draws,
        "wide": Markup(two_courses_picture(two)), "narrow": Markup(two_courses_picture(two, width=_NARROW)),
    }  # fmt: skip


def model_of(why: Why) -> dict[str, Any]:
    """The fluid around the nerve ends over time, and one discharge in it, with sources."""
    from myotwitch.handover import Site
    from myotwitch.report.detail import FIELD_UNITS
    from myotwitch.report.membrane_trace import membrane_trace
    from myotwitch.report.pictures import curve_picture
    from myotwitch.report.side_by_side import trace_picture

    curves = []
    for name in _DRIVERS:
        label, unit, digits = FIELD_UNITS[name]
        title = f"{label}, {unit}" if unit else label
        picture = curve_picture(
            why.hours, why.milieu[name], why.usual_milieu[name], title, digits, plain=True
        )
        curves.append((title, Markup(picture)))
    asked = why.question
    middle_h = ((asked.from_s + asked.to_s) / 2 - asked.end_s) / 3600.0
    at = int(abs(why.hours - middle_h).argmin())
    site = Site(*(why.milieu[name][at].median for name in Site._fields))
    rows = []
    for name, (label, unit, digits) in FIELD_UNITS.items():
        now, usual = why.milieu[name][at], why.usual_milieu[name][at]
        rows.append((f"{label} {unit}".strip(), f"{now.median:.{digits}f}", f"{now.low:.{digits}f} to {now.high:.{digits}f}", f"{usual.median:.{digits}f}"))  # fmt: skip
    trace = membrane_trace(site)
    numbers = why.human.origins()
    return {
        "curves": curves, "rows": rows, "hour": float(why.hours[at]), "trace": Markup(trace_picture(trace)),
        "trace_narrow": Markup(trace_picture(trace, width=_NARROW)), "trace_sources": trace.sources, "membrane_numbers": trace.numbers,
        "membrane_assumed": trace.assumed, "numbers": len(numbers), "assumed": sum(o.assumed for o in numbers),
        "sources": sorted({short_citation(o.source) for o in numbers if not o.assumed}),
    }  # fmt: skip
