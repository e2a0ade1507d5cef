"""`myotwitch triage`: the safety check alone. Loads neither the simulation nor the compiler."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from myotwitch.triage import door

__all__ = ["run_triage"]


def run_triage(answers: Path | None, *, as_json: bool) -> bool:
    """Write the result to stdout; returns whether it is urgent (same day or emergency)."""
    today = datetime.date.today()
    if answers is None:
        decision = door.run_interactive(today)
        return door.is_red_flag(decision)
    decision = door.decide_file(answers, today)
    sys.stdout.write(door.shown(decision, as_json))
    return door.is_red_flag(decision)
