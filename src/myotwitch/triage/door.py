"""The doors of triage for the command line, the report and the web app: plain functions, nothing printed.

`why` itself never imports triage; whoever shows both calls these.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from myotwitch.triage.answers_file import read_answers, read_table
from myotwitch.triage.as_json import as_json as _as_json
from myotwitch.triage.decide import Decision, decide
from myotwitch.triage.places import place_of
from myotwitch.triage.words import as_text

__all__ = ["RED_FLAG", "decide_file", "decide_table", "is_red_flag", "run_file", "run_interactive", "shown"]

RED_FLAG = 10  # exit code with --fail-on-red-flag


def decide_file(path: str | Path, today: datetime.date) -> Decision:
    """The decision for ANSWERS.yaml. Raises Refusal."""
    answers = read_answers(path, today)
    return decide(answers.observations, answers.text, today)


def decide_table(table: Mapping[str, Any], today: datetime.date) -> Decision:
    """The decision for the `[triage]` table of a history file. Raises Refusal."""
    answers = read_table(table, today)
    return decide(answers.observations, answers.text, today)


def shown(decision: Decision, as_json: bool = False, environment: Mapping[str, str] | None = None) -> str:
    """The decision as the JSON document or as the page for the person."""
    if as_json:
        return _as_json(decision) + "\n"
    return as_text(decision, place_of(os.environ if environment is None else environment))


def run_file(path: str | Path, as_json: bool, today: datetime.date) -> str:
    """What `myotwitch triage ANSWERS.yaml` writes to stdout. Raises Refusal."""
    return shown(decide_file(path, today), as_json)


def run_interactive(
    today: datetime.date,
    read: Callable[[str], str] | None = None,
    write: Callable[[str], object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Decision:
    """The interview in a terminal, or with the given functions; writes the result itself. EOFError and KeyboardInterrupt pass through."""
    from myotwitch.triage.interview import interview
    from myotwitch.triage.terminal import INTRODUCTION, Terminal

    read, write = read or input, write or sys.stdout.write
    write(INTRODUCTION)
    place = place_of(os.environ if environment is None else environment)
    return interview(Terminal(read, write).ask, lambda page: write(f"\n{page}"), today, place)


def is_red_flag(decision: Decision) -> bool:
    """Whether the result is urgent: today or now."""
    return decision.explanation != "open"
