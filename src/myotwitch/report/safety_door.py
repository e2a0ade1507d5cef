"""`myotwitch triage`: the safety check alone. Loads neither the simulation nor the compiler."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from myotwitch.triage import door
from myotwitch.triage.words import danger_page

__all__ = ["run_triage", "signs_page"]


def run_triage(answers: Path | None, *, as_json: bool) -> bool:
    """Write the result to stdout; returns whether it is urgent (same day or emergency)."""
    today = datetime.date.today()
    if answers is None:
        decision = door.run_interactive(today)
        return door.is_red_flag(decision)
    decision = door.decide_file(answers, today)
    sys.stdout.write(door.shown(decision, as_json))
    return door.is_red_flag(decision)


def signs_page() -> str:
    """Every danger sign, for those who want to read and not to answer."""
    return danger_page()
