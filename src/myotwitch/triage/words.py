"""A decision in plain words, for a terminal.

An emergency shows the action and its reason, and nothing else. Below that: what to do, why, what is still
open, and what would change the advice. No page says that someone has or does not have a disease.
"""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable

from myotwitch.triage.as_json import NOT_REVIEWED
from myotwitch.triage.decide import Decision, Fired
from myotwitch.triage.levels import DANGER_SHORT, DANGER_SIGNS_NOW, DANGER_SIGNS_TODAY, Level
from myotwitch.triage.places import NOWHERE, Place

__all__ = ["PURPOSE", "REPEAT_NOTE", "as_text", "danger_page", "explanation_label"]

PURPOSE = "For learning and research. Not a medical device. It cannot examine anyone."
REPEAT_NOTE = "Checking again today will not add news. If the worry is heavy, talk to someone about it."
_OPEN_SHOWN = 6
_WIDTH = 88


def explanation_label(decision: Decision) -> str | None:
    """The heading under which an explanation may stand: None when none may be shown, empty for no heading."""
    return {
        "hidden": None,
        "folded": "Possible background, does not change the advice",
        "open": "",
    }[decision.explanation]


def _list(items: Iterable[str]) -> list[str]:
    return [
        line
        for item in items
        for line in textwrap.wrap(item, _WIDTH, initial_indent="- ", subsequent_indent="  ")
    ]


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)


def _date(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _reasons(decision: Decision) -> list[Fired]:
    if decision.level is Level.EMERGENCY:
        return [f for f in decision.fired if f.level is Level.EMERGENCY]
    return list(decision.fired)


def _top(decision: Decision, place: Place) -> list[str]:
    lines = [decision.act.title.upper(), ""]
    lines += _paragraph(decision.act.text)
    if decision.level is Level.EMERGENCY:
        lines += _paragraph(place.emergency_line)
    elif decision.level is Level.SAME_DAY and place.same_day_line:
        lines += _paragraph(place.same_day_line)
    for act in decision.also:
        lines += ["", act.title.upper(), *_paragraph(act.text)]
    return lines


def _why(decision: Decision) -> list[str]:
    reasons = _reasons(decision)
    if not reasons:
        return []
    lines = ["", "Why", *_list(f.say for f in reasons)]
    unknown = sorted({name.replace("_", " ") for f in reasons for name in f.unknown})
    if unknown:
        lines += _paragraph(f"Counted with care, as we do not know: {', '.join(unknown)}.")
    return lines


def _at_home(decision: Decision) -> list[str]:
    if decision.outcome is None:
        return []
    lines = [
        "",
        "What is likely going on",
        *_paragraph(decision.outcome.say),
        "",
        "What helps",
        *_list(decision.steps),
    ]
    if decision.look_again:
        lines += [
            "",
            *_paragraph(
                f"Look again on {_date(decision.look_again)}. If it still twitches then, answer these questions once more."
            ),
        ]
    return lines


def _open(decision: Decision) -> list[str]:
    if not decision.open:
        return []
    shown = decision.open[:_OPEN_SHOWN]
    lines = ["", "Still open, and could make it more urgent", *_list(q.ask for q in shown)]
    if len(decision.open) > len(shown):
        lines.append(f"  and {len(decision.open) - len(shown)} more")
    return lines


def _checks(decision: Decision) -> list[str]:
    lines: list[str] = []
    if decision.did_you_mean:
        lines += ["", "Your own words"]
        for find in decision.did_you_mean:
            ending = {
                "yes": "We counted it.",
                "no": "We read it as a no.",
                "question": "We did not count it.",
            }[find.read_as]
            lines += _list([f"You wrote: {find.words}. {find.asks} {ending}"])
    if decision.contradictions:
        lines += ["", "Please check", *_list(decision.contradictions)]
    return lines


def danger_page() -> str:
    """The danger signs as two lists, for those who answered nothing."""
    return "\n".join(
        ["Call an ambulance or go to the emergency room now if you notice:", *_list(DANGER_SIGNS_NOW), "",
         "See someone today if you notice:", *_list(DANGER_SIGNS_TODAY)]
    )  # fmt: skip


def _end(decision: Decision, place: Place) -> list[str]:
    lines: list[str] = []
    if decision.level < Level.SAME_DAY:
        lines += ["", "What would change this advice", *_list(DANGER_SHORT)]
    if decision.level is not Level.EMERGENCY:
        lines += ["", *_paragraph(place.crisis_sentence)]
        rules = "; ".join(f"{f.id} ({f.source})" for f in decision.fired)
        lines += ["", *_paragraph(f"Rules: {rules or 'none was true'}")]
    else:
        lines += ["", *_paragraph(f"Rules: {'; '.join(f'{f.id} ({f.source})' for f in _reasons(decision))}")]
    review = "" if decision.reviewed else f"{NOT_REVIEWED} "
    lines += [
        "",
        *_paragraph(
            f"{review}{PURPOSE} Rules {decision.rules_fingerprint}, review by {_date(decision.review_by)}."
        ),
    ]
    return lines


def as_text(decision: Decision, place: Place = NOWHERE) -> str:
    """The whole page. What to do comes first, always."""
    lines = _top(decision, place)
    lines += [line for note in decision.notes for line in ("", *_paragraph(note))]
    lines += _why(decision)
    if decision.level is not Level.EMERGENCY:
        lines += _at_home(decision) + _open(decision)
    lines += _checks(decision) + _end(decision, place)
    return "\n".join(lines) + "\n"
