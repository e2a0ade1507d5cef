"""Every number of the model, and the papers that a run rests on."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from rich.console import Console

from myotwitch.axon.channel_noise import SingleChannels
from myotwitch.axon.clinical_tests import norm_origins
from myotwitch.axon.fluxes import IonPoolParameters
from myotwitch.axon.threshold import SpikeTest
from myotwitch.course.human import Human
from myotwitch.course.range_doubts import range_origins
from myotwitch.history.demand import DemandNumbers
from myotwitch.history.foods import find_food, read_portion
from myotwitch.history.intake import Drink, Meal
from myotwitch.history.limits import limit_origins
from myotwitch.history.session import Set, Work
from myotwitch.history.table_origins import record_origins
from myotwitch.history.tables import effort_origins
from myotwitch.history.timeline import History
from myotwitch.muscle.endurance import Endurance, endurance_origins
from myotwitch.muscle.groups import MuscleShare, group_origins
from myotwitch.muscle.units_pool import PoolParameters
from myotwitch.person import BodySize, Person
from myotwitch.provenance import Origin, bibliography, known_sources, origins
from myotwitch.twitch.discharge import usual_rate_origins
from myotwitch.twitch.endplate import Junction
from myotwitch.twitch.potential import Concentric, SurfacePair, Tissue
from myotwitch.twitch.sampling import Doublet, ReturningDischarge
from myotwitch.twitch.sites import Sites, UncountedMuscles, Variation
from myotwitch.twitch.sizes import muscle_size_origins
from myotwitch.twitch.spinal_pool import MotorNeuron
from myotwitch.twitch.unit import SkinMovement, TwitchShape
from myotwitch.twitch.voluntary import QuietFiring
from myotwitch.why.draws import Untold
from myotwitch.why.hypothesis import IrritableTerminal
from myotwitch.why.shares import DayFactor
from myotwitch.why.what_if import WHAT_IFS
from myotwitch.why.words import CAUSE_WORDS

if TYPE_CHECKING:
    from myotwitch.why.answer import Why

__all__ = [
    "beside_numbers", "cite", "every_number", "model_numbers", "numbers_as_json", "show_numbers", "table_numbers",
]  # fmt: skip

_WIDEST = 60


def model_numbers(person: Person | None = None) -> list[Origin]:
    """The numbers of the equations: of the reference human, of what a history asks, and of the explanation."""
    human = Human.reference(person or Person())
    return [
        *origins(BodySize()), *origins(DemandNumbers()), *human.origins(),
        *origins(Untold(), IrritableTerminal(), DayFactor()),
    ]  # fmt: skip


def beside_numbers() -> list[Origin]:
    """The numbers of equations that stand beside the answer.

    Recorded signals, motor-unit pools, endurance, other noises of the membrane, and how it was tested.
    """
    return origins(
        Endurance(), PoolParameters(), SpikeTest(), Junction(), MotorNeuron(), Sites(),
        UncountedMuscles(), Variation(), ReturningDischarge(), Doublet(), QuietFiring(), Tissue(), SurfacePair(), Concentric(), TwitchShape(),
        SkinMovement(), MuscleShare(), IonPoolParameters(), SingleChannels(),
    )  # fmt: skip


def table_numbers() -> list[Origin]:
    """The rows of every table: exercises, food, words, limits, ranges, muscle groups, rates, sizes, norms."""
    muscles = [*group_origins(), *endurance_origins(), *usual_rate_origins(), *muscle_size_origins()]
    return [*effort_origins(), *record_origins(), *range_origins(), *muscles, *norm_origins()]


def every_number(person: Person | None = None) -> list[Origin]:
    """All numbers: of the answer's equations, of those beside it, and the rows of every table."""
    return [*model_numbers(person), *beside_numbers(), *table_numbers()]


def _rows_used(history: History) -> set[str]:
    """Names of the table rows that a history touches, as `Origin` writes them."""
    used = set()
    for session in history.sessions:
        for part in session.parts:
            if isinstance(part, Work):
                used.add(f"activity {part.activity}")
            elif isinstance(part, Set):
                used.add(f"exercise {part.exercise}")
    for item in history.intake:
        if isinstance(item, Drink):
            used.add(find_food(item.what).name)
        elif isinstance(item, Meal):
            used |= {read_portion(text)[0].name for text in item.what}
    return used


def cite(told: History | Why) -> str:
    """BibTeX of what an answer for a history rests on: its numbers, its table rows and its sentences.

    told: a history, or the answer for one.
    """
    history = told if isinstance(told, History) else told.history
    used = _rows_used(history)
    keys = {o.source for o in (*model_numbers(history.person), *origins(MuscleShare(), SpikeTest()))}
    keys |= {o.source for o in (*limit_origins(), *group_origins(), *usual_rate_origins())}
    keys |= {o.source for o in effort_origins() if o.model in used}
    keys |= {o.source for o in record_origins() if o.model == "Foods" and o.name.rpartition(": ")[0] in used}
    keys |= {key for words in CAUSE_WORDS.values() for key in words.sources}
    keys |= {key for item in WHAT_IFS for key in item.sources}
    return bibliography(keys & known_sources())


def numbers_as_json(found: list[Origin]) -> str:
    """The numbers as one JSON document."""
    rows = [dataclasses.asdict(origin) for origin in found]
    return json.dumps({"schema_version": 1, "numbers": rows}, indent=2, ensure_ascii=False) + "\n"


def show_numbers(found: list[Origin], console: Console) -> None:
    """Print one line for each number, in columns, and the share of assumed numbers."""
    rows = [("number", "value", "80 % range", "source", "note"), *map(_row, found)]
    widths = [min(_WIDEST, max(len(row[i]) for row in rows)) for i in range(len(rows[0]) - 1)]
    lines = ["  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]]) for row in rows]
    console.out("\n".join(line.rstrip() for line in lines), highlight=False)
    assumed = sum(o.assumed for o in found)
    console.print(f"{len(found)} numbers: {len(found) - assumed} with a source, {assumed} assumed.")


def _row(o: Origin) -> tuple[str, str, str, str, str]:
    doubt = "" if o.spread is None else f"{o.spread[0]:.4g} to {o.spread[1]:.4g}"
    if o.null_share:
        doubt += f", absent in {100 * o.null_share:.0f} %"
    where = f"{o.source}, {o.where}" if o.where else o.source
    return f"{o.model}.{o.name}", f"{o.value:.4g} {o.unit}".strip(), doubt.removeprefix(", "), where, o.note
