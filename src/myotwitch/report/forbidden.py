"""Steps that a told condition or medicine speaks against are left out of what is shown, and it is said so.

`why` tries every step on every history; what suits a person is no matter of the simulation. Assumes that
people tell what they live with in the words of the danger check. An absent word forbids nothing.
No clinician has signed this list yet.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myotwitch.triage.answers_file import read_answers, read_table

if TYPE_CHECKING:
    from myotwitch.history.timeline import History
    from myotwitch.why.answer import Why

__all__ = ["FORBIDDEN", "fitting", "health_in", "health_told"]

_FLUID = frozenset({"kidney_disease", "heart_condition"})
_TRAINING = frozenset({"past_rhabdo_or_muscle_disease", "sickle_cell", "heart_condition"})
FORBIDDEN: Mapping[str, frozenset[str]] = {
    "water": _FLUID | {"lithium"},
    "sodium_drink": _FLUID | {"lithium", "ace_arb_k_sparing", "digoxin", "diuretic"},
    "eat": frozenset({"kidney_disease", "eating_disorder", "diabetes"}),
    "magnesium": frozenset({"kidney_disease", "digoxin", "lithium"}),
    "again_tomorrow": _TRAINING,
    "rest_day": _TRAINING,
}
"""Steps, and the conditions and medicines under which nobody should read them from a program."""


def health_in(observations: Mapping[str, Any]) -> set[str]:
    """Conditions and medicines among answers to the danger check."""
    found: set[str] = set()
    for name in ("conditions", "medicines"):
        told = observations.get(name) or ()
        found |= {str(word) for word in ([told] if isinstance(told, str) else told)}
    return found


def health_told(history: History, answers: Path | None) -> frozenset[str]:
    """Conditions and medicines from the history, from its own answers and from a file of answers."""
    person, today = history.person, datetime.date.today()
    words = {*person.conditions, *person.medicines}
    table = history.extra.get("triage")
    if answers is not None:
        words |= health_in(read_answers(answers, today).observations)
    if isinstance(table, Mapping):
        words |= health_in(read_table(table, today).observations)
    return frozenset(word.strip().lower().replace(" ", "_") for word in words)


def fitting(why: Why, health: Iterable[str]) -> Why:
    """The answer without the steps that do not suit this health, and a sentence that names them."""
    told = frozenset(health)
    left_out = [a.what_if for a in why.actions if FORBIDDEN.get(a.what_if.id, frozenset()) & told]
    if not left_out:
        return why
    ids = {item.id for item in left_out}
    kept = tuple(a for a in why.actions if a.what_if.id not in ids)
    said = (
        f"We left out what may not suit your health: {'; '.join(i.label for i in left_out)}. "
        "Ask the people who treat you."
    )
    return dataclasses.replace(why, actions=kept, outside=(said, *why.outside))
