"""Reads ANSWERS.yaml, or a table of the same shape from a history file.

Unknown names and values are refused with the nearest one. Two answers to one question are both kept, so
that the more urgent one counts. Nothing is written anywhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from myotwitch.refusal import Door, Refusal, nearest
from myotwitch.triage.questions import readings_of
from myotwitch.triage.read_rules import rulebook

__all__ = ["Answers", "read_answers", "read_answers_text", "read_table"]

_KEYS = ("observations", "text", "answered_on")
_RESULTS = ("level", "urgency", "act", "complete", "fired", "open", "floor", "outcome")
_LARGEST_BYTES = 1_000_000
_TEXT_LIMIT = 20_000


@dataclass(frozen=True)
class Answers:
    """Checked answers and free words, ready for `decide`."""

    observations: Mapping[str, object]
    text: str | None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that keeps both values of a key that stands twice."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        value = loader.construct_object(value_node, deep=True)
        if not isinstance(key, str):
            key = str(key)
        if key in mapping and mapping[key] != value:
            before = mapping[key] if isinstance(mapping[key], list) else [mapping[key]]
            value = [*before, *(value if isinstance(value, list) else [value])]
        mapping[key] = value
    return mapping


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _too_deep(node: Any, depth: int) -> bool:
    """Whether lists or tables lie deeper than answers do; aliases cannot blow up a shallow tree."""
    if isinstance(node, yaml.ScalarNode):
        return False
    children = (
        [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    )
    return depth == 0 or any(_too_deep(child, depth - 1) for child in children)


def _load(content: str | bytes) -> Any:
    loader = _Loader(content)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _too_deep(node, 3):
            raise ValueError("lists within lists")
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _unreadable(what: str) -> Refusal:
    return Refusal(
        what,
        allowed="a YAML file with `observations:` and names and values from triage/observations.yaml",
        next_step="myotwitch triage   (asks the questions one by one)",
        door=Door.UNREADABLE,
    )


def _refuse_result(key: str) -> Refusal:
    return Refusal(
        f"`{key}` cannot be set by hand: it follows from the answers.",
        allowed=f"the keys {', '.join(_KEYS)} (docs/safety.md)",
        next_step=f"remove `{key}`",
        door=Door.USAGE,
    )


def _check_keys(table: Mapping[str, Any]) -> None:
    for key in table:
        if key in _RESULTS:
            raise _refuse_result(key)
        if key not in _KEYS:
            names = rulebook().observations
            hint = f" Did you mean {near}?" if (near := nearest(key, [*_KEYS, *names])) else ""
            if near in names:
                hint += " Answers stand below `observations:`."
            raise Refusal(
                f"{key!r} is not known here.{hint}",
                allowed=", ".join(_KEYS),
                next_step="put answers below `observations:`",
                door=Door.USAGE,
            )


def _date(value: object, name: str, today: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value.strip())
        except ValueError:
            value = None
    if not isinstance(value, datetime.date):
        raise Refusal(
            f"{name} is not a date.",
            allowed="a date such as 2026-11-20",
            next_step=f"change {name}",
            door=Door.USAGE,
        )
    if value > today:
        raise Refusal(
            f"{name}: {value.isoformat()} lies in the future (today is {today.isoformat()}).",
            allowed="a date up to today",
            next_step=f"change {name}",
            door=Door.IMPOSSIBLE,
        )
    return value


def _as_days(value: object, today: datetime.date) -> object:
    """A date of onset as days before today; anything else as it is."""
    if isinstance(value, list):
        return [_as_days(part, today) for part in value]
    if isinstance(value, datetime.date):
        return (today - _date(value, "days_since_onset", today)).days
    return value


def _checked(
    observations: Mapping[str, Any], today: datetime.date, answered_on: datetime.date
) -> dict[str, object]:
    known = rulebook().observations
    checked: dict[str, object] = {}
    for name, value in observations.items():
        if name in known:
            value = _as_days(value, today) if name == "days_since_onset" else value
            readings_of(known[name], value)
            checked[name] = value
            continue
        if name in _RESULTS:
            raise _refuse_result(name)
        near = nearest(name, known)
        raise Refusal(
            f"There is no question called {name!r}." + (f" Did you mean {near}?" if near else ""),
            allowed="the names of triage/observations.yaml",
            next_step=f"rename or remove {name}",
            door=Door.USAGE,
        )
    days, age_of_answers = checked.get("days_since_onset"), (today - answered_on).days
    if (
        age_of_answers
        and isinstance(days, int | float)
        and not isinstance(observations["days_since_onset"], datetime.date)
    ):
        checked["days_since_onset"] = days + age_of_answers
    return checked


def read_table(table: Mapping[str, Any], today: datetime.date) -> Answers:
    """Answers from a mapping: `observations`, `text` and `answered_on`, or the bare names of questions.

    Raises Refusal (USAGE for unknown names and values, IMPOSSIBLE for future dates and impossible numbers).
    """
    names = rulebook().observations
    if "observations" not in table and table and any(key in names for key in table):
        own = {key: value for key, value in table.items() if key in ("text", "answered_on")}
        table = {"observations": {key: value for key, value in table.items() if key not in own}, **own}
    _check_keys(table)
    observations = table.get("observations") or {}
    if not isinstance(observations, Mapping):
        raise _unreadable("`observations` is not a table of names and values.")
    text = table.get("text")
    if text is not None and not isinstance(text, str):
        text = "\n".join(str(part) for part in text) if isinstance(text, list) else str(text)
    if text is not None and len(text) > _TEXT_LIMIT:
        raise Refusal(
            f"`text` has {len(text)} letters.",
            allowed=f"up to {_TEXT_LIMIT}",
            next_step="shorten it",
            door=Door.USAGE,
        )
    answered_on = _date(table.get("answered_on", today), "answered_on", today)
    return Answers(_checked(observations, today, answered_on), text)


def read_answers_text(content: str | bytes, today: datetime.date, name: str = "the answers") -> Answers:
    """Answers written as YAML. Raises Refusal (UNREADABLE when it is no YAML table)."""
    try:
        loaded = _load(content)
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise _unreadable(
            f"{name} is not readable YAML" + (f" (line {line + 1})." if line is not None else ".")
        ) from None
    if loaded is None:
        loaded = {}
    if not isinstance(loaded, dict):
        raise _unreadable(f"{name} is not a table of answers.")
    return read_table(loaded, today)


def read_answers(path: str | Path, today: datetime.date) -> Answers:
    """Answers from a file. Raises Refusal (UNREADABLE when the file cannot be read)."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise _unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(content) > _LARGEST_BYTES:
        raise _unreadable(f"{path} is larger than {_LARGEST_BYTES // 1_000_000} MB.")
    return read_answers_text(content, today, str(path))
