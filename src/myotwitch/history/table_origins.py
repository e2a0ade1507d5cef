"""The numbers of the record's tables with their sources, as other numbers of the model are listed."""

from __future__ import annotations

from myotwitch.history.foods import AMOUNTS, foods
from myotwitch.history.limits import limit_origins
from myotwitch.history.word_facts import word_table
from myotwitch.provenance import ASSUMED, Origin

__all__ = ["record_origins"]

_UNITS = {"L": "L", "mmol": "mmol", "g": "g", "mg": "mg"}
_BY_DIFFERENCE = "what carbohydrate, protein, fat and alcohol leave of the serving"


def record_origins() -> list[Origin]:
    """Every number of the food table, of the words and of the limits, each with its source."""
    return [*_food_origins(), *_word_origins(), *limit_origins()]


def _food_origins() -> list[Origin]:
    found: list[Origin] = []
    for food in foods().values():
        for name in AMOUNTS:
            value = food.amount(name)
            told_mg = name.replace("_mmol", "_mg")
            source, note = food.sources.get(told_mg, food.source), food.note
            if name == "water_L":
                note = note or _BY_DIFFERENCE
            if name in food.assumed or told_mg in food.assumed:
                source = ASSUMED
            if name == "chloride_mmol" and not food.chloride_told:
                source, note = ASSUMED, "as many chloride as sodium ions, as in table salt"
            if value > 0 or name == "water_L":
                found.append(
                    Origin("Foods", f"{food.name}: {name}", value, _UNITS[name.rsplit("_", 1)[1]], source,
                           food.where, None, 0.0, note)
                )  # fmt: skip
    return found


def _word_origins() -> list[Origin]:
    table, found = word_table(), []
    for section, unit in (("effort", ""), ("distance", "m"), ("typical_speed", "m/s")):
        row = table[section]
        for word, value in row["words"].items():
            found.append(
                Origin("Words", f"{section}: {word}", value, unit, row["source"], "", None, 0.0, row["note"])
            )
    for section, names in (
        ("sport_by_speed", {"walk_below": "m/s", "run_below": "m/s"}),
        (
            "set_time",
            {
                "seconds_per_repetition": "s",
                "seconds_of_a_set_without_repetitions": "s",
                "shortest_pause_s": "s",
                "longest_pause_s": "s",
            },
        ),
    ):
        row = table[section]
        found += [
            Origin("Words", f"{section}: {name}", row[name], unit, row["source"], "", None, 0.0, row["note"])
            for name, unit in names.items()
        ]
    return found
