"""`numbers` leaves nothing out: every parameter of every room, and every row of every table."""

import importlib
import inspect
import pkgutil
from datetime import UTC, datetime

import pint
import pytest

import myotwitch
from myotwitch.history.timeline import History
from myotwitch.person import Person
from myotwitch.provenance import Parameters, known_sources, origins
from myotwitch.report.numbers import beside_numbers, every_number, model_numbers, table_numbers
from myotwitch.why.answer import explain
from myotwitch.why.as_json import document

TABLES = {
    "activity": "history/activities.toml", "exercise": "history/exercises.toml", "Foods": "history/foods.toml",
    "Limits": "history/limits.toml", "Words": "history/words.toml", "Endurance": "muscle/endurance.toml",
    "Group": "muscle/groups.toml", "UsualRate": "twitch/usual_rates.toml", "Norm": "axon/norms.toml",
}  # fmt: skip


def own_parameters():
    for module in pkgutil.walk_packages(myotwitch.__path__, "myotwitch."):
        if module.name.endswith("__main__"):
            continue
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, Parameters) and kind is not Parameters and kind.__module__ == module.name:
                yield kind


def test_every_parameter_is_listed():
    listed = {(o.model, o.name) for o in every_number()}
    missing = {(o.model, o.name) for kind in own_parameters() for o in origins(kind())} - listed
    assert not missing


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_listed(name):
    assert any(o.model.split()[0] == name for o in table_numbers()), TABLES[name]


def test_each_is_listed_once_with_a_source_and_a_unit():
    found = every_number()
    assert len(found) == len({(o.model, o.name) for o in found})
    assert len(found) == len(model_numbers()) + len(beside_numbers()) + len(table_numbers())
    registry = pint.UnitRegistry()
    for unit in {o.unit for o in found}:
        registry.parse_units(unit)
    for o in found:
        assert o.note if o.assumed else o.source in known_sources(), o
        assert o.spread is None or o.spread[0] < o.spread[1], o


def test_sources_of_the_membrane_stand_behind_an_answer():
    assert {"Membrane", "HumanGates", "SodiumPump", "Concentrations"} <= {o.model for o in model_numbers()}


def test_an_answer_counts_the_numbers_of_its_equations():
    history = History(Person(sex="male", mass_kg=80.0), now=datetime(2026, 5, 2, 12, tzinfo=UTC))
    told = document(explain(history, where="left calf", draws=2, hours=1.0, what_ifs=False))["model"]
    behind = model_numbers()
    assert told["assumed_numbers"] == sum(o.assumed for o in behind)
    assert told["sourced_numbers"] == sum(not o.assumed for o in behind)
