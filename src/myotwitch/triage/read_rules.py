"""Reads observations.yaml and rules.yaml into one rulebook, and refuses what a clinician could not trust.

Loading is strict: an unknown key, observation, value or level, a rule without a source, or a time
window that does not say what an unknown time means, stops the program and so the build.
`check_sources()` also looks every source up in sources.bib.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from myotwitch.triage.conditions import Condition, read_condition
from myotwitch.triage.levels import Level
from myotwitch.triage.questions import Observation

__all__ = ["Outcome", "Rule", "RuleError", "Rulebook", "Screen", "check_sources", "rulebook"]

_EMERGENCY_ACTS = ("ambulance", "emergency_department", "maternity_unit", "crisis")
_RULE_KEYS = {
    "id",
    "level",
    "act",
    "name",
    "when",
    "say",
    "sources",
    "reviewed_by",
    "reviewed_on",
    "review_by",
}
_OBSERVATION_KEYS = {
    "id", "stage", "type", "values", "worse", "floor", "floor_if", "takes_floor", "ask_if", "ask", "line", "why",
    "unit", "range", "time",
}  # fmt: skip
_STAGES = ("gate", "twitch", "body", "context", "follow_up")
_OPERATORS = {
    "tri": {"is", "not_yes"},
    "enum": {"is", "in"},
    "set": {"has", "only", "count_ge", "count_lt"},
    "number": {"ge", "le", "lt"},
    "int": {"ge", "le", "lt"},
}


class RuleError(ValueError):
    """The rule files cannot be trusted as they are."""


@dataclass(frozen=True)
class Source:
    """Where a rule comes from; `read` is false when it was remembered and not read again."""

    key: str
    in_bibliography: bool
    label: str
    where: str
    read: bool

    def __str__(self) -> str:
        text = f"{self.label} {self.where}".strip()
        return text if self.read else f"{text} (remembered, not read again)"


@dataclass(frozen=True)
class Rule:
    """One rule: when it is true, the level is at least `level`."""

    id: str
    level: Level
    act: str
    name: str
    when: Condition
    say: str
    sources: tuple[Source, ...]
    reviewed_by: str
    reviewed_on: datetime.date | None
    review_by: datetime.date

    @property
    def source(self) -> str:
        """All sources in one line."""
        return "; ".join(str(source) for source in self.sources)


@dataclass(frozen=True)
class Outcome:
    """Words for a self-care result; never a level."""

    id: str
    name: str
    when: Condition
    say: str


@dataclass(frozen=True)
class Contradiction:
    """Answers that do not fit together, the reading that is added, and what is said."""

    id: str
    when: Condition
    adds: Mapping[str, object]
    say: str


@dataclass(frozen=True)
class Screen:
    """One screen of the interview."""

    id: str
    kind: str
    title: str
    ask: tuple[str, ...]
    part_of: str


@dataclass(frozen=True)
class Rulebook:
    """Everything that triage knows, read from the two files."""

    observations: Mapping[str, Observation]
    rules: tuple[Rule, ...]
    outcomes: tuple[Outcome, ...]
    contradictions: tuple[Contradiction, ...]
    from_simulation: Mapping[str, tuple[str, ...]]
    screens: tuple[Screen, ...]
    self_care_steps: tuple[str, ...]
    self_care_source: str
    review_by: datetime.date
    fingerprint: str

    @property
    def gate(self) -> tuple[Observation, ...]:
        """The questions that everyone must answer."""
        return tuple(o for o in self.observations.values() if o.stage == "gate")

    @property
    def reviewed(self) -> bool:
        """Whether a clinician has signed every rule."""
        return all(rule.reviewed_by for rule in self.rules)


def _need(entry: Mapping[str, Any], key: str, where: str) -> Any:
    if not entry.get(key):
        raise RuleError(f"{where} has no {key}")
    return entry[key]


def _level(word: object, where: str) -> Level:
    try:
        return Level.of(str(word))
    except KeyError:
        raise RuleError(f"{where}: {word!r} is not a level") from None


def _condition(node: Any, where: str) -> Condition:
    try:
        return read_condition(node)
    except ValueError as error:
        raise RuleError(f"{where}: {error}") from None


def _order(entry: Mapping[str, Any], where: str) -> tuple[frozenset[tuple[str, str]], str]:
    worse = _need(entry, "worse", where)
    if entry["type"] == "tri":
        better = {"yes": "no", "no": "yes"}
        if worse not in better:
            raise RuleError(f"{where}: worse is yes or no, quoted")
        return frozenset({(better[worse], worse)}), ""
    if entry["type"] == "enum":
        chains = [] if worse == "none" else worse
        if strange := {v for chain in chains for v in chain} - set(entry["values"]):
            raise RuleError(f"{where}: {sorted(strange)} in `worse` are no values")
        return frozenset(
            (low, chain[j])
            for chain in chains
            for i, low in enumerate(chain)
            for j in range(i + 1, len(chain))
        ), ""
    allowed = ("more",) if entry["type"] == "set" else ("more", "less", "none")
    if worse not in allowed:
        raise RuleError(f"{where}: worse is one of {allowed}")
    return frozenset(), "" if worse == "none" else worse


def _observation(entry: Mapping[str, Any]) -> Observation:
    name = str(_need(entry, "id", "an observation"))
    if strange := set(entry) - _OBSERVATION_KEYS:
        raise RuleError(f"{name}: unknown keys {sorted(strange)}")
    kind = _need(entry, "type", name)
    if kind not in _OPERATORS or _need(entry, "stage", name) not in _STAGES:
        raise RuleError(f"{name}: unknown type or stage")
    words = {"no": "No", "yes": "Yes"} if kind == "tri" else dict(entry.get("values", {}))
    if kind in ("enum", "set") and not words:
        raise RuleError(f"{name} has no values")
    if kind in ("int", "number") and len(entry.get("range", ())) != 2:
        raise RuleError(f"{name} has no range")
    pairs, direction = _order(entry, name)
    floor_if = entry.get("floor_if")
    ask_if = entry.get("ask_if")
    low, high = entry.get("range", (0, 0))
    return Observation(
        name=name, stage=entry["stage"], type=kind, words=words, worse_pairs=pairs, worse_direction=direction,
        floor=_level(entry["floor"], name) if "floor" in entry else None,
        floor_if=(_level(floor_if["level"], name), _condition(floor_if["when"], name)) if floor_if else None,
        takes_floor=frozenset(entry.get("takes_floor", ())),
        ask_if=_condition(ask_if, name) if ask_if else None,
        ask=_need(entry, "ask", name), line=entry.get("line", ""), why=_need(entry, "why", name),
        unit=entry.get("unit", ""), low=low, high=high, time=bool(entry.get("time", False)),
    )  # fmt: skip


def _source(text: str, labels: Mapping[str, str], unpublished: Collection[str], where: str) -> Source:
    key, place, status = (*[part.strip() for part in text.split("|")], "", "")[:3]
    if key not in labels:
        raise RuleError(f"{where}: source {key!r} has no label")
    if status not in ("", "remembered"):
        raise RuleError(f"{where}: {status!r} is not a status of a source")
    return Source(key, key not in unpublished, labels[key], place, status == "")


def _rule(entry: Mapping[str, Any], ruled: Mapping[str, Any]) -> Rule:
    name = str(_need(entry, "id", "a rule"))
    if strange := set(entry) - _RULE_KEYS:
        raise RuleError(f"{name}: unknown keys {sorted(strange)}")
    level = _level(_need(entry, "level", name), name)
    act = entry.get("act", "")
    if (
        (level is Level.EMERGENCY) != bool(act)
        or (act and act not in _EMERGENCY_ACTS)
        or level is Level.SELF_CARE
    ):
        raise RuleError(
            f"{name}: an emergency rule has one of {_EMERGENCY_ACTS} as act, others have none, and none is self_care"
        )
    sources = tuple(
        _source(text, ruled["labels"], ruled["not_in_bibliography"], name)
        for text in _need(entry, "sources", name)
    )
    signed, signed_on = entry.get("reviewed_by") or "", entry.get("reviewed_on")
    if bool(signed) != bool(signed_on):
        raise RuleError(f"{name}: reviewed_by and reviewed_on go together")
    return Rule(
        name, level, act or level.word, _need(entry, "name", name), _condition(_need(entry, "when", name), name),
        _need(entry, "say", name), sources, signed, signed_on, entry.get("review_by", ruled["review_by"]),
    )  # fmt: skip


def _check_condition(condition: Condition, observations: Mapping[str, Observation], where: str) -> None:
    for leaf in condition.leaves():
        observation = observations.get(leaf.name)
        if observation is None:
            raise RuleError(f"{where}: no observation is called {leaf.name!r}")
        if leaf.operator not in _OPERATORS[observation.type]:
            raise RuleError(f"{where}: `{leaf.operator}` does not fit {leaf.name}, a {observation.type}")
        wanted = leaf.wanted if isinstance(leaf.wanted, frozenset) else {leaf.wanted}
        if (
            observation.words
            and leaf.operator in ("is", "in", "has", "only")
            and (strange := wanted - set(observation.words))
        ):
            raise RuleError(f"{where}: {leaf.name} has no value {sorted(map(str, strange))}")


def _check_rules(rules: tuple[Rule, ...], observations: Mapping[str, Observation]) -> None:
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise RuleError("two rules have the same id")
    for rule in rules:
        _check_condition(rule.when, observations, rule.id)
        for leaf in rule.when.leaves():
            if observations[leaf.name].time and not leaf.says_or_unknown:
                raise RuleError(
                    f"{rule.id}: {leaf.name} is a time; say what an unknown time means (or_unknown)"
                )
            if leaf.operator in ("only", "count_lt"):
                raise RuleError(f"{rule.id}: `{leaf.operator}` is for words, not for levels")


@functools.cache
def _text(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


def _load(text: bytes) -> dict[str, Any]:
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(loaded, dict):
        raise RuleError("a rule file is a mapping")
    return loaded


def read_rulebook(observations_text: bytes, rules_text: bytes, more_bytes: bytes = b"") -> Rulebook:
    """The rulebook written in two YAML texts. RuleError for anything that is not exactly right."""
    asked, ruled = _load(observations_text), _load(rules_text)
    if asked.get("levels") != [level.word for level in Level]:
        raise RuleError("the levels are not the five that the program knows")
    read = [_observation(entry) for entry in asked["observations"]]
    observations = {observation.name: observation for observation in read}
    if len(observations) != len(read):
        raise RuleError("two observations have the same id")
    labels, review_by = ruled["labels"], ruled["review_by"]
    if not isinstance(review_by, datetime.date):
        raise RuleError("review_by is a date")
    rules = tuple(_rule(entry, ruled) for entry in ruled["rules"])
    _check_rules(rules, observations)
    outcomes = tuple(
        Outcome(e["id"], e["name"], _condition(e["when"], e["id"]), e["say"]) for e in ruled["self_care"]
    )
    contradictions = tuple(
        Contradiction(e["id"], _condition(e["when"], e["id"]), e.get("adds", {}), e.get("say", ""))
        for e in asked["contradictions"]
    )
    screens = tuple(
        Screen(e["id"], e["kind"], e["title"], tuple(e["ask"]), e.get("with", "")) for e in asked["screens"]
    )
    for outcome in outcomes:
        _check_condition(outcome.when, observations, outcome.id)
    for contradiction in contradictions:
        _check_condition(contradiction.when, observations, contradiction.id)
    for observation in read:
        for condition in (observation.ask_if, observation.floor_if[1] if observation.floor_if else None):
            if condition is not None:
                _check_condition(condition, observations, observation.name)
    on_screens = [name for screen in screens for name in screen.ask]
    if sorted(on_screens) != sorted(observations):
        raise RuleError("each question stands on exactly one screen")
    return Rulebook(
        observations, rules, outcomes, contradictions,
        {flag: tuple(names) for flag, names in asked["from_simulation"].items()}, screens,
        tuple(ruled["self_care_steps"]), "; ".join(labels[key] for key in ruled["self_care_sources"]), min(rule.review_by for rule in rules),
        hashlib.sha256(observations_text + rules_text + more_bytes).hexdigest()[:16],
    )  # fmt: skip


@functools.cache
def rulebook() -> Rulebook:
    """The rulebook that ships with the package."""
    return read_rulebook(_text("observations.yaml"), _text("rules.yaml"), _text("free_text.yaml"))


def check_sources(book: Rulebook, bibliography: str) -> None:
    """RuleError unless every source of every rule is a record of the bibliography (BibTeX text)."""
    records = set(re.findall(r"^@\w+\{([^,]+),", bibliography, re.MULTILINE))
    for rule in book.rules:
        if lost := {source.key for source in rule.sources if source.in_bibliography} - records:
            raise RuleError(f"{rule.id}: {sorted(lost)} are not in sources.bib")
