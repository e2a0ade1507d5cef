"""A decision as the JSON document that is promised in the documentation (schema_version 1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from myotwitch.triage.decide import Decision
from myotwitch.triage.levels import Act

__all__ = ["SCHEMA_VERSION", "as_document", "as_json", "schema"]

SCHEMA_VERSION = 1


def _act(act: Act) -> dict[str, str]:
    return {"kind": act.kind, "title": act.title, "text": act.text, "by": act.by}


def as_document(decision: Decision) -> dict[str, Any]:
    """The decision as plain lists and mappings. Numbers and words follow triage.schema.json."""
    act = decision.act
    return {
        "schema_version": SCHEMA_VERSION,
        "level": decision.level.word,
        "complete": decision.complete,
        "fired": [
            {
                "id": f.id, "level": f.level.word, "say": f.say, "source": f.source,
                "because": list(f.because), "counted_as_unknown": list(f.unknown),
            }
            for f in decision.fired
        ],
        "open": [q.ask for q in decision.open],
        "act": f"{act.title}. {act.text}",
        "action": _act(act),
        "also": [_act(more) for more in decision.also],
        "explanation": decision.explanation,
        "open_questions": [{"id": q.name, "ask": q.ask, "could_be": q.could_be.word} for q in decision.open],
        "unanswered": list(decision.unanswered),
        "contradictions": list(decision.contradictions),
        "did_you_mean": [
            {"words": m.words, "ask": m.asks, "means": dict(m.means), "read_as": m.read_as, "counted": m.counted}
            for m in decision.did_you_mean
        ],
        "notes": list(decision.notes),
        "outcome": None
        if decision.outcome is None
        else {"id": decision.outcome.id, "say": decision.outcome.say, "steps": list(decision.steps)},
        "look_again": decision.look_again.isoformat() if decision.look_again else None,
        "reviewed": decision.reviewed,
        "review_note": "" if decision.reviewed else NOT_REVIEWED,
        "review_by": decision.review_by.isoformat(),
        "out_of_date": decision.out_of_date,
        "rules": decision.rules_fingerprint,
    }  # fmt: skip


NOT_REVIEWED = "These rules are not reviewed by a clinician."


def as_json(decision: Decision) -> str:
    """The document as text; the same decision gives the same bytes."""
    return json.dumps(as_document(decision), ensure_ascii=False, indent=1)


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    text = Path(__file__).with_name("triage.schema.json").read_text("utf-8")
    return dict(json.loads(text))
