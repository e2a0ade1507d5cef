"""Every number of the model, and the papers that a run rests on."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from myotwitch.course.human import Human
from myotwitch.person import BodySize, Person
from myotwitch.provenance import Origin, bibliography, known_sources, origins
from myotwitch.twitch.discharge import usual_rate_origins
from myotwitch.twitch.sizes import muscle_size_origins
from myotwitch.why.draws import Untold
from myotwitch.why.hypothesis import IrritableTerminal
from myotwitch.why.shares import DayFactor
from myotwitch.why.what_if import WHAT_IFS
from myotwitch.why.words import CAUSE_WORDS

if TYPE_CHECKING:
    from myotwitch.history.timeline import History

__all__ = ["citations", "every_number", "numbers_as_json", "show_numbers"]


def every_number(person: Person | None = None) -> list[Origin]:
    """All numbers of the reference human, of the muscles' rates and sizes, and of the explanation."""
    human = Human.reference(person or Person())
    muscles = [*usual_rate_origins(), *muscle_size_origins()]
    return [
        *origins(BodySize()),
        *human.origins(),
        *muscles,
        *origins(Untold(), IrritableTerminal(), DayFactor()),
    ]


def citations(history: History) -> str:
    """BibTeX of the sources of every number and sentence that an answer for this history uses."""
    keys = {o.source for o in every_number(history.person)}
    keys |= {key for words in CAUSE_WORDS.values() for key in words.sources}
    keys |= {key for item in WHAT_IFS for key in item.sources}
    return bibliography(keys & known_sources())


def numbers_as_json(found: list[Origin]) -> str:
    """The numbers as one JSON document."""
    rows = [dataclasses.asdict(origin) for origin in found]
    return json.dumps({"schema_version": 1, "numbers": rows}, indent=2, ensure_ascii=False) + "\n"


def show_numbers(found: list[Origin], console: Console) -> None:
    """Print a table and the share of assumed numbers."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in ("model", "number", "value", "unit", "source", "note"):
        table.add_column(column)
    for o in found:
        table.add_row(o.model, o.name, f"{o.value:.4g}", o.unit, f"{o.source} {o.where}".strip(), o.note)
    console.print(table)
    assumed = sum(o.assumed for o in found)
    console.print(f"{len(found)} numbers: {len(found) - assumed} with a source, {assumed} assumed.")
