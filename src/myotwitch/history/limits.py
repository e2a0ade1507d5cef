"""What no body and no weather has: the one table of allowed ranges.

The assumption: a value outside is a slip of the pen, and simulating it would only lend it weight.
It stops being true for records yet to be set. Sources and reasons are in `limits.toml`.
"""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from importlib import resources

from myotwitch.provenance import Origin
from myotwitch.refusal import Door, Refusal

__all__ = ["Limit", "check", "limit", "limit_origins"]


@dataclass(frozen=True)
class Limit:
    """One allowed range, both ends included, in `unit`."""

    name: str
    called: str
    low: float
    high: float
    unit: str
    source: str
    who: str
    next_step: str
    note: str = ""


@functools.cache
def _table() -> dict[str, Limit]:
    rows = tomllib.loads(resources.files(__package__).joinpath("limits.toml").read_text("utf-8"))
    return {name: Limit(name=name, **row) for name, row in rows.items()}


def limit(name: str) -> Limit:
    """The range of one kind of value, a row of `limits.toml`."""
    return _table()[name]


def check(name: str, value: float | None, *, where: str = "") -> None:
    """Refuse a value that lies outside its range; None (not told) passes.

    Parameters
    ----------
    name: a row of `limits.toml`.
    value: in the row's unit.
    where: the key or words where it was found, for the message.

    Raises
    ------
    Refusal: outside the range, or not a finite number (door IMPOSSIBLE).
    """
    row = _table()[name]
    if value is None or (math.isfinite(value) and row.low <= value <= row.high):
        return
    found = f"{where}: " if where else ""
    raise Refusal(
        f"{found}{row.called} is {_with_unit(value, row.unit)}.",
        allowed=f"{row.low:g} to {_with_unit(row.high, row.unit)} ({row.who}).",
        next_step=row.next_step,
        door=Door.IMPOSSIBLE,
    )


def _with_unit(value: float, unit: str) -> str:
    return f"{value:,.6g} {unit}".strip()


def limit_origins() -> list[Origin]:
    """The upper end of every range with its source, as other numbers of the model are listed."""
    return [
        Origin("Limits", row.name, row.high, row.unit.replace("per minute", "1/min"), row.source,
               f"range {row.low:g} to {row.high:g}", None, 0.0, row.note)
        for row in _table().values()
    ]  # fmt: skip
