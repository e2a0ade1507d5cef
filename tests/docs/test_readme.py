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
    [("README.md", "counts"), ("docs/run-columns.md", "columns"), ("docs/history-file.md", "keys")],
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
