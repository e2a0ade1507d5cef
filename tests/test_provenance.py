"""Every number has a source that exists, a unit that parses, and a value inside its spread."""

import importlib
import inspect
import os
import pickle
import pkgutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pint
import pytest

import myotwitch
import myotwitch.axon.membrane
from myotwitch.provenance import (
    ASSUMED,
    Parameters,
    bibliography,
    known_sources,
    origins,
    sourced,
    values,
    varied,
)


def every_parameter_set():
    found = {}
    for module in pkgutil.walk_packages(myotwitch.__path__, "myotwitch."):
        for _, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(thing, Parameters) and thing is not Parameters:
                found[thing.__qualname__] = thing
    return list(found.values())


@pytest.mark.parametrize("kind", every_parameter_set(), ids=lambda kind: kind.__name__)
def test_each_number_is_sourced(kind):
    registry = pint.UnitRegistry()
    for origin in origins(kind()):
        assert origin.assumed or origin.source in known_sources(), (
            f"{origin.name}: {origin.source} is not in sources.bib"
        )
        registry.parse_units(origin.unit)
        if origin.assumed:
            assert origin.note
        if origin.spread is not None:
            low, high = origin.spread
            assert low < high
            assert origin.null_share > 0 or low <= origin.value <= high, origin.name


def test_an_assumed_number_needs_a_note():
    with pytest.raises(ValueError, match="note"):
        sourced(1.0, "mM", ASSUMED)


def test_variants_are_repeatable_and_follow_the_spread():
    kind = myotwitch.person.BodySize()
    one = varied(kind, np.random.default_rng(3))
    assert one == varied(kind, np.random.default_rng(3))
    many = np.array([varied(kind, np.random.default_rng(i)).extracellular_share for i in range(800)])
    assert np.quantile(many, [0.1, 0.9]) == pytest.approx([0.39, 0.45], abs=0.004)
    assert one.surface_mass_exponent == kind.surface_mass_exponent
    assert values(one)._fields[0] == "surface_coefficient"


def test_bibliography_is_complete_records():
    text = bibliography(["watson1980", "dubois1916", ASSUMED])
    assert text.count("@article") == 2
    assert text.count("{") == text.count("}")


def test_tuple_types_are_found_again_by_name():
    # compiled code is kept under the names of its argument types; a type without one is compiled anew each time
    bare = values(myotwitch.axon.membrane.AxonParameters())
    again = pickle.loads(pickle.dumps(bare))
    assert again == bare
    assert type(again) is type(bare)
    assert type(again.gates) is type(bare.gates)
    by_name = f"import pickle; print(pickle.loads({pickle.dumps(bare)!r}).membrane.barrett_nS)"
    elsewhere = subprocess.run(
        [sys.executable, "-c", by_name],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(myotwitch.__file__).parents[1])},
    )
    assert float(elsewhere.stdout) == bare.membrane.barrett_nS


def test_every_record_of_the_bibliography_is_whole():
    text = (Path(myotwitch.__file__).parent / "sources.bib").read_text("utf-8")
    keys = [line.split("{")[1].strip(",\n ") for line in text.splitlines() if line.startswith("@")]
    assert len(keys) == len(set(keys)), "a record stands twice"
    assert set(keys) == known_sources(), "a record lost its closing brace"
    assert text.count("{") == text.count("}")


def test_accents_are_letters_in_a_citation():
    from myotwitch.provenance import short_citation

    assert short_citation("hadzic2016") == "Hadžić 2016"
    assert short_citation("peronnet2012").startswith("Péronnet")
