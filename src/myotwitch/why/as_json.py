"""The answer as one JSON document: the promise of `answer.schema.json`, numbers rounded.

Rounding to four significant digits makes the same seed give the same bytes on one machine.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from myotwitch import __version__
from myotwitch.history.demand import DemandNumbers
from myotwitch.history.session import Said
from myotwitch.person import BodySize
from myotwitch.provenance import origins
from myotwitch.why.action_words import two_futures_sentences
from myotwitch.why.answer import Why
from myotwitch.why.draws import Untold
from myotwitch.why.players import CAUSES, PLAYERS
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures
from myotwitch.why.words import CAUSE_WORDS, NOT_DESCRIBED, absent, cause_why, doubts, headline

__all__ = ["SCHEMA_VERSION", "causes", "document", "to_json", "two_futures_document", "two_futures_to_json"]

SCHEMA_VERSION = 1
_SHOWN_HOURS = (0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 72, 120, 168, 336, 500, 1000)  # fmt: skip


def _rounded(value: float) -> float | None:
    return float(f"{value:.4g}") if np.isfinite(value) else None


def _summary(value: Summary | None) -> dict[str, float | None] | None:
    if value is None:
        return None
    return {"median": _rounded(value.median), "low": _rounded(value.low), "high": _rounded(value.high)}


def _share(mean: float, spread: Summary) -> dict[str, float | None]:
    return {"share": _rounded(mean), "low": _rounded(spread.low), "high": _rounded(spread.high)}


def _course(why: Why, series: tuple[Summary, ...]) -> list[dict[str, float | None]]:
    rows = []
    for hour in _SHOWN_HOURS:
        if hour > why.hours[-1] + 1e-9:
            break
        index = int(np.argmin(np.abs(why.hours - hour)))
        if why.shown[index]:
            rows.append({"hour": _rounded(float(why.hours[index])), **(_summary(series[index]) or {})})
    return rows


def causes(why: Why) -> list[dict[str, Any]]:
    """The causes as the document lists them, the largest share first."""
    split = why.shares
    signed = dict(zip(PLAYERS, split.signed_players, strict=True))
    rows = []
    for (cause, players), mean, spread in zip(CAUSES.items(), split.cause_means, split.causes, strict=True):
        words = CAUSE_WORDS[cause]
        rows.append(
            {
                "id": cause, "label": words.label, **_share(mean, spread),
                "parts": [{"id": player, "signed": _rounded(float(signed[player]))} for player in players],
                "why": cause_why(why, cause), "evidence": words.grade, "sources": list(words.sources),
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: -float(row["share"] or 0.0))


def _read(rows: list[Said]) -> dict[str, dict[str, str]]:
    """What the input said, by its name; a name that is said again gets " (2)", " (3)" and so on."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        name, times = row.name, 1
        while name in found:
            times += 1
            name = f"{row.name} ({times})"
        found[name] = {"value": row.value, "unit": row.unit, "source": row.source, "remark": row.remark}
    return found


def document(why: Why) -> dict[str, Any]:
    """The answer as plain dictionaries and lists."""
    asked, ahead, split = why.question, why.outlook, why.shares
    used = origins(BodySize(), DemandNumbers(), why.day, why.hypothesis, Untold())
    numbers = [*why.human.origins(), *used]
    assumed = sum(o.assumed for o in numbers)
    reported = None
    if asked.reported_per_hour is not None:
        reported = {
            "per_minute": _rounded(asked.reported_per_hour / 60),
            "ratio_to_usual": _summary(why.reported_ratio),
        }
    return {
        "schema_version": SCHEMA_VERSION,
        "headline": headline(why),
        "asked": {
            "muscle": asked.muscle, "side": asked.side,
            "window": {"from_hour": _rounded((asked.from_s - asked.end_s) / 3600), "to_hour": _rounded((asked.to_s - asked.end_s) / 3600)},
            "reported": reported,
        },
        "muscles": {
            f"{asked.muscle}.{asked.side}": {
                "ratio_to_usual": _course(why, why.ratio),
                "twitches_per_hour": _course(why, why.discharges_per_hour),
                "noticed_per_hour": _course(why, why.noticed_per_hour),
            }
        },
        "background": _share(split.background_mean, split.background),
        "causes": causes(why),
        "unexplained": {**_share(split.unexplained_mean, split.unexplained), "day_factor_sd": why.day.day_sd},
        "held_back_by": [
            {"id": cause, "would_have_been_more_by": _rounded(held)}
            for cause, held in zip(CAUSES, split.held_back, strict=True) if held > 0.005
        ],
        "absent": absent(why),
        "outlook": {
            "half_by_hour": _summary(ahead.half_by_hour),
            "back_to_usual_by_hour": _summary(ahead.back_to_usual_by_hour),
            "rising_share": _rounded(ahead.rising_share),
            "rising_share_without_irritable_terminal": None if ahead.rising_share_without is None else _rounded(ahead.rising_share_without),
            "not_described": NOT_DESCRIBED,
        },
        "actions": [
            {"id": a.what_if.id, "label": a.what_if.label, "change": _summary(a.change),
             "moment": a.what_if.moment, "evidence": a.what_if.evidence, "note": a.what_if.note, "sources": list(a.what_if.sources)}
            for a in why.actions
        ],
        "doubts": doubts(why),
        "read": _read(why.read),
        "model": {
            "version": __version__, "draws": why.draws, "seed": why.seed, "assumed_numbers": assumed,
            "sourced_numbers": len(numbers) - assumed, "effective_draws": _rounded(split.effective_draws),
            "late_rebound": why.human.rebound.amplitude_mV != 0.0, "irritable_terminal": why.hypothesis.null_share < 1.0,
        },
    }  # fmt: skip


def two_futures_document(two: TwoFutures) -> dict[str, Any]:
    """Two futures as plain dictionaries and lists."""
    rows = []
    for hour in _SHOWN_HOURS:
        index = int(np.argmin(np.abs(two.hours - hour)))
        if hour <= two.hours[-1] + 1e-9 and two.shown[index]:
            at = _rounded(float(two.hours[index]))
            rows.append({"hour": at, "told": _summary(two.told[index]), "other": _summary(two.other[index])})
    return {
        "schema_version": SCHEMA_VERSION,
        "said": two_futures_sentences(two),
        "asked": {"muscle": two.question.muscle, "side": two.question.side},
        "changed": list(two.changes.words),
        "judged": {"from_hour": two.changes.from_h, "to_hour": two.changes.to_h},
        "change": {**(_summary(two.change) or {}), "less_share": _rounded(two.less_share)},
        "ratio_to_usual": rows,
        "model": {"version": __version__, "draws": two.draws},
    }


def two_futures_to_json(two: TwoFutures) -> str:
    """The comparison as text."""
    return json.dumps(two_futures_document(two), indent=2, ensure_ascii=False) + "\n"


def to_json(why: Why) -> str:
    """The document as text, keys in the order of the promise."""
    return json.dumps(document(why), indent=2, ensure_ascii=False) + "\n"
