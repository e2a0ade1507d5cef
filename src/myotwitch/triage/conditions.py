"""Conditions of rules: read once, a small tree, answered yes, no or not known.

A condition is a leaf about one observation or an `all`/`any` of conditions. An observation carries one
or more readings; a leaf is as true as its most alarming reading, so that a second reading can only
raise. `all` takes the least, `any` the greatest of its parts (Kleene's three-valued logic).
There is no negation other than `not_yes`, no weight and no code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

__all__ = [
    "FALSE",
    "MISSING",
    "PENDING",
    "TRUE",
    "UNKNOWN",
    "UNSURE",
    "Condition",
    "Readings",
    "read_condition",
]

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2


class Silence:
    """A reading without content: not sure, or not asked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNSURE: Final = Silence("UNSURE")
MISSING: Final = Silence("MISSING")
PENDING: Final = Silence("PENDING")  # about to be asked: not known yet, and not taken for the worst
_NONE_GIVEN: Final = (MISSING,)

Readings: TypeAlias = Mapping[str, tuple[Any, ...]]
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda reading, wanted: reading == wanted,
    "in": lambda reading, wanted: reading in wanted,
    "has": lambda reading, wanted: not reading.isdisjoint(wanted),
    "only": lambda reading, wanted: bool(reading) and reading <= wanted,
    "ge": lambda reading, wanted: reading >= wanted,
    "le": lambda reading, wanted: reading <= wanted,
    "lt": lambda reading, wanted: reading < wanted,
    "count_ge": lambda reading, wanted: len(reading) >= wanted,
    "count_lt": lambda reading, wanted: len(reading) < wanted,
}
OPERATORS: Final = (*_TESTS, "not_yes")


@dataclass(frozen=True)
class Leaf:
    """One statement about one observation."""

    name: str
    operator: str
    wanted: Any
    or_unknown: bool
    says_or_unknown: bool

    def truth(self, readings: Readings) -> int:
        """FALSE, UNKNOWN or TRUE, by the most alarming reading."""
        best = FALSE
        for reading in readings.get(self.name, _NONE_GIVEN):
            if reading is MISSING or reading is UNSURE:
                if self.or_unknown:
                    return TRUE
                best = UNKNOWN
            elif reading is PENDING:
                best = UNKNOWN
            elif self.operator == "not_yes":
                if reading != "yes":
                    return TRUE
            elif _TESTS[self.operator](reading, self.wanted):
                return TRUE
        return best

    def leaves(self) -> Iterator[Leaf]:
        """This leaf alone."""
        yield self

    def supporting(self, readings: Readings) -> Iterator[tuple[str, bool]]:
        """The name when this is true, and whether it counted only because it is not known."""
        if self.truth(readings) == TRUE:
            given = readings.get(self.name, _NONE_GIVEN)
            yield self.name, all(isinstance(reading, Silence) for reading in given)

    def open_names(self, readings: Readings) -> Iterator[str]:
        """The name when the answer could still make this true."""
        if self.truth(readings) == UNKNOWN:
            yield self.name


@dataclass(frozen=True)
class Branch:
    """All, or any, of several conditions."""

    needs_all: bool
    parts: tuple[Leaf | Branch, ...]

    def truth(self, readings: Readings) -> int:
        """The least truth of all parts, or the greatest of any."""
        if self.needs_all:
            least = TRUE
            for part in self.parts:
                value = part.truth(readings)
                if value == FALSE:
                    return FALSE
                if value < least:
                    least = value
            return least
        greatest = FALSE
        for part in self.parts:
            value = part.truth(readings)
            if value == TRUE:
                return TRUE
            if value > greatest:
                greatest = value
        return greatest

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf below, in reading order."""
        for part in self.parts:
            yield from part.leaves()

    def supporting(self, readings: Readings) -> Iterator[tuple[str, bool]]:
        """Names whose answers make this true, each with whether it counted as not known."""
        for part in self.parts:
            if self.needs_all or part.truth(readings) == TRUE:
                yield from part.supporting(readings)

    def open_names(self, readings: Readings) -> Iterator[str]:
        """Names whose answers could still make this true."""
        for part in self.parts:
            if part.truth(readings) == UNKNOWN:
                yield from part.open_names(readings)


Condition: TypeAlias = Leaf | Branch


def _read_leaf(node: Mapping[str, Any]) -> Leaf:
    operators = [key for key in node if key not in ("o", "or_unknown")]
    if "o" not in node or len(operators) != 1 or operators[0] not in OPERATORS:
        raise ValueError(f"not a condition: {dict(node)!r}; a leaf has `o` and one of {', '.join(OPERATORS)}")
    operator = operators[0]
    wanted = node[operator]
    if operator in ("in", "has", "only"):
        if not isinstance(wanted, list) or not wanted:
            raise ValueError(f"`{operator}` needs a list: {dict(node)!r}")
        wanted = frozenset(wanted)
    if operator == "not_yes" and wanted is not True:
        raise ValueError(f"`not_yes` is always true: {dict(node)!r}")
    said = node.get("or_unknown", False)
    if not isinstance(said, bool):
        raise ValueError(f"`or_unknown` is true or false: {dict(node)!r}")
    return Leaf(node["o"], operator, wanted, said or operator == "not_yes", "or_unknown" in node)


def read_condition(node: Any) -> Condition:
    """The tree of a condition as it stands in the rule file. ValueError when it cannot be read."""
    if not isinstance(node, Mapping) or not node:
        raise ValueError(f"not a condition: {node!r}")
    if len(node) == 1 and (key := next(iter(node))) in ("all", "any"):
        if not isinstance(node[key], list):
            raise ValueError(f"`{key}` needs a list: {node!r}")
        return Branch(key == "all", tuple(read_condition(part) for part in node[key]))
    return _read_leaf(node)
