"""What README.md and docs/ show is what the software says today."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(file, name):
    text = (ROOT / file).read_text("utf-8")
    return re.search(rf"<!-- generated: {name} -->\n(.*?)\n<!-- end: {name} -->", text, re.DOTALL)[1]


def words(text):
    """The sentences without their numbers and bars: these may differ in the last digit on another processor."""
    return re.sub(r"[\d.,–×█▏%]+|under|about|\s", "", text)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("README.md", "counts"),
        ("docs/run-columns.md", "columns"),
        ("docs/history-file.md", "keys"),
        ("docs/nomenclature.md", "fields"),
    ],
)
def test_generated_blocks_are_up_to_date(generate, file, name):
    assert shown(file, name) == generate.BLOCKS[file, name]()


def test_the_answer_in_the_readme_is_the_answer(generate):
    now, then = generate.answer(), shown("README.md", "answer")
    assert now.splitlines()[1].split()[:4] == then.splitlines()[1].split()[:4]
    # sentences may be chosen by a number near a border; nine in ten lines stay the same
    old = {words(line) for line in then.splitlines()}
    same = [words(line) in old for line in now.splitlines()]
    assert sum(same) >= 0.9 * len(same)


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text("utf-8")
    assert "make why" in text
    assert "make test" in text


def test_every_link_of_readme_and_docs_leads_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


UNITS = {
    "L", "s", "mM", "pM", "C", "W", "Hz", "h", "pA", "mg", "g", "mmol", "mmHg", "clo", "IU", "kg", "mOsm", "pH",
}  # fmt: skip
BARE = {
    "humidity", "upright", "asleep", "stress", "drink", "meal", "force", "duty", "isometric", "lengthening", "pump",
    "drive", "damage", "soreness", "perfusion", "inflammation", "carbohydrate_supply", "adrenaline",
}  # fmt: skip


def test_each_field_ends_in_its_unit(generate):
    for kind in generate._PLACES:
        for name in kind._fields:
            stem, _, last = name.rpartition("_")
            share = name in BARE or last in ("fraction", "ratio")
            assert share or last in UNITS or stem.endswith("_per"), f"{kind.__name__}.{name}"


def test_words_of_the_nomenclature_are_those_of_the_code(generate):
    known = {name for kind in generate._PLACES for name in kind._fields} | {
        kind.__name__ for kind in generate._PLACES
    }
    known |= {"axon_threshold_ratio"}
    table, _, rest = (ROOT / "docs" / "nomenclature.md").read_text("utf-8").partition("## Names of fields")
    assert not set(re.findall(r"`(\w+)`", table)) - known
    assert rest


def test_every_key_that_is_explained_exists(generate):
    text = (ROOT / "docs" / "history-file.md").read_text("utf-8").partition("<!-- end: keys -->")[2]
    known = {key.name for keys in generate.TABLES.values() for key in keys} | {"now", "where"}
    for told in re.findall(r"`(\w+)", text):
        assert told in known, told


def test_files_named_in_the_house_exist():
    text = (ROOT / "docs" / "house.md").read_text("utf-8")
    house = ROOT / "src" / "myotwitch"
    for line in re.findall(r"^\| (.*?) \|", text, re.MULTILINE)[2:-1]:
        room = ""
        for told in re.findall(r"`([\w/]+(?:\.py)?/?)`", line):
            place = told if "/" in told or not room else f"{room}/{told}"
            room = place.rsplit("/", 1)[0] if "/" in place else room
            assert (house / place).exists(), place
