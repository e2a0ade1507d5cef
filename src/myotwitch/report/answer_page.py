"""The safety check and the explanation, side by side: what is shown, and in which order.

An emergency shows the action alone. A same-day result shows the action, and the explanation folded
under it as possible background. Otherwise the explanation stands open below the check. Without
answers, three fixed lines of danger signs come first; the whole list is one command away, because a
long list of dangers before an answer makes well people afraid. Programs get the whole list.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from myotwitch.triage import door
from myotwitch.triage.levels import DANGER_SHORT, danger_line

if TYPE_CHECKING:
    from myotwitch.history.timeline import History
    from myotwitch.triage.decide import Decision
    from myotwitch.why.answer import Why

__all__ = ["SIGNS_LEAD", "as_json", "is_red_flag", "safety_check", "show"]

is_red_flag = door.is_red_flag

SIGNS_LEAD = "First, a few signs that matter more than any twitch"
BACKGROUND = "Possible background, does not change the advice"


def safety_check(history: History, answers: Path | None) -> Decision | None:
    """The result of the danger check when answers were given, with the file or in the history."""
    today = datetime.date.today()
    if answers is not None:
        return door.decide_file(answers, today)
    table = history.extra.get("triage")
    return None if table is None else door.decide_table(table, today)


def as_json(why: Why | None, check: Decision | None) -> str:
    """One document: the answer with the check beside it; an emergency holds the check alone."""
    document: dict[str, Any] = {}
    if why is not None:
        from myotwitch.why.as_json import document as answer

        document = answer(why)
    if check is None:
        document["danger_line"] = danger_line()
    else:
        document["triage"] = json.loads(door.shown(check, as_json=True))
    document.setdefault("schema_version", 1)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def show(why: Why | None, check: Decision | None, console: Console, *, detail: bool = False) -> None:
    """Print both. `detail` speaks to a physiologist."""
    from myotwitch.report.terminal import show_why, wrapped

    if check is None:
        wrapped(console, SIGNS_LEAD, style="bold")
        for line in DANGER_SHORT:
            wrapped(console, line, first="  ")
        wrapped(console, "All signs: myotwitch triage --signs. A few short questions: myotwitch triage.")
    else:
        console.print(Text(door.shown(check)))
        if check.explanation == "folded":
            console.print(Text(BACKGROUND, style="bold"))
    console.print()
    if why is not None:
        show_why(why, console, detail=detail)
