"""Where every number comes from.

A number that one equation needs sits beside that equation, as a field made by `sourced()`.
`origins()` walks a model and lists them; `bibliography()` gives the BibTeX of what was used.
The assumption: a source key names a record of `sources.bib`; a number without one is `ASSUMED`
and must say why.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import math
import re
import unicodedata
from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "ASSUMED",
    "Z90",
    "Origin",
    "Parameters",
    "bibliography",
    "likely",
    "origins",
    "records",
    "shifted",
    "sourced",
    "values",
    "varied",
    "with_numbers",
]

ASSUMED = "assumed"
_ORIGIN = "origin"


@dataclass(frozen=True)
class Origin:
    """One number of the model and where it comes from.

    `spread` is the central 80 % of its plausible values (10th and 90th percentile), in `unit`.
    `null_share` is the share of draws in which a doubtful effect is exactly absent (value 0).
    """

    model: str
    name: str
    value: float
    unit: str
    source: str
    where: str
    spread: tuple[float, float] | None
    null_share: float
    note: str

    @property
    def assumed(self) -> bool:
        """Whether no source was read for this number."""
        return self.source == ASSUMED


def sourced(
    value: float,
    unit: str,
    source: str,
    *,
    where: str = "",
    spread: tuple[float, float] | None = None,
    null_share: float = 0.0,
    note: str = "",
) -> Any:
    """A dataclass field that remembers its unit and source.

    Parameters
    ----------
    value, unit: the number and its unit as pint writes it ("mM", "1/s", "pA/mV", "" for none).
    source: a key of `sources.bib`, or `ASSUMED`.
    where: table, figure or page in the source.
    spread: central 80 % of plausible values.
    null_share: share of draws in which the effect is absent.
    note: required for an assumed number: why it is believed, and what would replace it.
    """
    if source == ASSUMED and not note:
        raise ValueError("an assumed number needs a note that says why")
    origin = Origin("", "", value, unit, source, where, spread, null_share, note)
    return dataclasses.field(default=value, metadata={_ORIGIN: origin})


@dataclass(frozen=True)
class Parameters:
    """Base of every parameter set: a frozen dataclass whose fields are made by `sourced()`."""


P = TypeVar("P", bound=Parameters)


def _own_origins(parameters: Parameters) -> Iterator[Origin]:
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        if isinstance(value, Parameters):
            yield from _own_origins(value)
            continue
        origin = cast(Origin, field.metadata[_ORIGIN])
        yield dataclasses.replace(origin, model=type(parameters).__name__, name=field.name, value=value)


def origins(*models: Parameters) -> list[Origin]:
    """Every number of the given parameter sets, nested sets included, in order of definition."""
    return [origin for model in models for origin in _own_origins(model)]


class _FoundByName(type):
    """Finds the tuple type of a parameter class by name, in any process."""

    def __getattr__(cls, name: str) -> type[Any]:
        module, _, kind = name.rpartition("__")
        try:
            return _tuple_type(getattr(importlib.import_module(module.replace("__", ".")), kind))
        except ImportError as error:
            raise AttributeError(name) from error


class _Tuples(metaclass=_FoundByName):
    """Where the tuple types seem to live.

    Compiled code is kept between runs under the names of its argument types. A type that
    cannot be found again by name would be a new one in every process, and compiled again.
    """


@functools.cache
def _tuple_type(kind: Any) -> type[Any]:
    make: Any = namedtuple  # a name made at run time, which the type checker refuses
    made: type[Any] = make(kind.__name__ + "Values", [f.name for f in dataclasses.fields(kind)])
    if kind.__qualname__ == kind.__name__:  # a class inside a function cannot be imported
        made.__module__ = __name__
        made.__qualname__ = f"_Tuples.{kind.__module__.replace('.', '__')}__{kind.__name__}"
    return made


def values(parameters: P) -> P:
    """The bare numbers as a named tuple, which is what compiled functions take.

    It has the attributes of `parameters` and is typed as such, so that physics functions are
    checked against the class that documents their numbers.
    """
    fields = (getattr(parameters, f.name) for f in dataclasses.fields(parameters))
    bare = [values(v) if isinstance(v, Parameters) else float(v) for v in fields]
    return cast(P, _tuple_type(cast(Any, type(parameters)))(*bare))


def _record_type(parameters: Parameters) -> list[tuple[str, Any]]:
    fields = ((f.name, getattr(parameters, f.name)) for f in dataclasses.fields(parameters))
    return [(name, _record_type(v) if isinstance(v, Parameters) else "f8") for name, v in fields]


def records(sets: Sequence[Parameters]) -> np.ndarray:
    """Parameter sets of one class as a structured array, shape (len(sets),).

    A row has the attributes of `values()` in compiled code; arrays of rows let one compiled
    function run over many muscles or many people.
    """
    import numpy as np

    table = np.zeros(len(sets), dtype=_record_type(sets[0]))
    for row, parameters in zip(table, sets, strict=True):
        _fill(row, parameters)
    return table


def _fill(row: Any, parameters: Parameters) -> None:
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        if isinstance(value, Parameters):
            _fill(row[field.name], value)
        else:
            row[field.name] = value


Z90 = 1.2815515655446004  # the 90th percentile of the standard normal distribution


def _draw(origin: Origin, value: float, z: float, absent: float) -> float:
    if absent < origin.null_share:
        return 0.0
    if origin.spread is None:
        return value
    low, high = origin.spread
    if origin.value and value != origin.value:  # a person's own value keeps the relative spread
        low, high = sorted((low * value / origin.value, high * value / origin.value))
    if low > 0:  # log-normal through both percentiles
        middle, width = (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z90)
        return math.exp(middle + width * z)
    return (low + high) / 2 + (high - low) / (2 * Z90) * z


def likely(parameters: P) -> P:
    """The same set with every effect switched off that more than half of the draws lack."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        if isinstance(value, Parameters):
            changes[field.name] = likely(value)
        elif cast(Origin, field.metadata[_ORIGIN]).null_share > 0.5:
            changes[field.name] = 0.0
    return dataclasses.replace(parameters, **changes)


def shifted(parameters: P, z: float) -> P:
    """The same set with every number z standard deviations from the middle of its spread, none absent."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        if isinstance(value, Parameters):
            changes[field.name] = shifted(value, z)
        else:
            changes[field.name] = _draw(cast(Origin, field.metadata[_ORIGIN]), value, z, 1.0)
    return dataclasses.replace(parameters, **changes)


def redrawn(parameters: P, name: str, z: float, absent: float) -> float:
    """One number of a set, z standard deviations from the middle of its spread; 0 where absent is below its null share.

    KeyError for a name that the set does not hold.
    """
    origin = {field.name: field.metadata for field in dataclasses.fields(parameters)}[name][_ORIGIN]
    return _draw(cast(Origin, origin), getattr(parameters, name), min(2.5, max(-2.5, z)), absent)


def with_numbers(parameters: P, changes: Mapping[str, Mapping[str, float]]) -> P:
    """The same set with other numbers in some of its parts, told as {part: {name: number}}."""
    parts = {part: dataclasses.replace(getattr(parameters, part), **new) for part, new in changes.items()}
    return dataclasses.replace(parameters, **parts)


def varied(parameters: P, random: np.random.Generator) -> P:
    """One plausible variant of a parameter set: each number drawn from its spread.

    Positive spreads are log-normal, others normal, through the two percentiles; draws are kept
    within 2.5 standard deviations. Numbers without a spread stay. The same generator state
    gives the same variant.
    """
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        if isinstance(value, Parameters):
            changes[field.name] = varied(value, random)
            continue
        z = min(2.5, max(-2.5, float(random.standard_normal())))
        absent = float(random.random())
        changes[field.name] = _draw(cast(Origin, field.metadata[_ORIGIN]), value, z, absent)
    return dataclasses.replace(parameters, **changes)


@functools.cache
def _records() -> dict[str, str]:
    text = resources.files("myotwitch").joinpath("sources.bib").read_text("utf-8")
    return {m[1]: m[0].strip() for m in re.finditer(r"@\w+\{([^,]+),.*?\n\}", text, re.DOTALL)}


def known_sources() -> frozenset[str]:
    """Every key of `sources.bib`."""
    return frozenset(_records())


def bibliography(keys: Iterable[str]) -> str:
    """BibTeX of the given source keys, sorted, each once. Unknown keys raise KeyError."""
    return "\n\n".join(_records()[key] for key in sorted(set(keys) - {ASSUMED})) + "\n"


_ACCENTS = {"'": "\u0301", '"': "\u0308", "v": "\u030c"}
_ACCENTED = re.compile(r"\{\\(['\"v])\{(\w)\}\}|\{\\(['\"v])(\w)\}|\\(['\"v])\{(\w)\}")


def _accented(text: str) -> str:
    """A record with its TeX accents as letters."""

    def letter(found: re.Match[str]) -> str:
        accent, plain = (part for part in found.groups() if part)
        return unicodedata.normalize("NFC", plain + _ACCENTS[accent])

    return _ACCENTED.sub(letter, text).replace(r"{\o}", "ø")


def short_citation(key: str) -> str:
    """'Author Year' of a record, or the body that wrote it; the key itself when it is not in the file."""
    record = _accented(_records().get(key, ""))
    body = re.search(r"author\s*=\s*\{\{([^}]+)\}\}", record)
    author = body or re.search(r"author\s*=\s*[{\"]([^,}\"]+)", record)
    year = re.search(r"year\s*=\s*[{\"]?(\d{4})", record)
    if author is None:
        return key
    name = author[1].strip("{} ")
    return f"{name} {year[1]}" if year else name
