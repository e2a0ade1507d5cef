"""Whole sets of ion and energy numbers of muscles and body that the calibrated papers accept together.

Drawn one by one, numbers that belong together (what a spike lets in, how fast the pump answers) would make
muscles that no paper has seen. Each set was accepted by validation/muscle_ensemble.py as ratios to the numbers in
use. It stops being true for muscles far from the young men of those papers.
"""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import TypeVar

from myotwitch.provenance import Parameters, with_numbers

__all__ = ["how_many", "with_accepted"]

P = TypeVar("P", bound=Parameters)


@functools.cache
def _sets() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[float, ...], ...]]:
    read = json.loads(resources.files("myotwitch.course").joinpath("accepted_sets.json").read_text("utf-8"))
    fields = tuple((part, name) for part, name in (field.split(".") for field in read["fields"]))
    return fields, tuple(tuple(row) for row in read["ratios"])


def how_many() -> int:
    """Number of accepted sets."""
    return len(_sets()[1])


def with_accepted(drawn: P, usual: P, index: int) -> P:
    """A drawn muscle or body whose fitted numbers are those of one accepted set, as ratios to `usual`."""
    fields, ratios = _sets()
    changes: dict[str, dict[str, float]] = {}
    for (part, name), ratio in zip(fields, ratios[index], strict=True):
        if hasattr(usual, part):
            changes.setdefault(part, {})[name] = getattr(getattr(usual, part), name) * ratio
    return with_numbers(drawn, changes)
