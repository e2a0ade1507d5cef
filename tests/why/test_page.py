"""The page stands alone, is well formed and escapes what people wrote; terminal and JSON agree with it."""

import dataclasses
import json
from html.parser import HTMLParser

import pytest
from rich.console import Console

from myotwitch.refusal import Refusal
from myotwitch.report.html_page import page, write_page
from myotwitch.report.terminal import show_two_futures, show_why
from myotwitch.why.as_json import to_json, two_futures_to_json
from myotwitch.why.words import headline

VOID = {"meta", "line", "rect", "path"}


class Reader(HTMLParser):
    """Counts elements and checks that they nest."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.links, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href") or "http" in (value or "")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def test_the_page_is_well_formed_and_needs_no_network(why):
    found = read(page(why, None))
    assert found.open == []
    assert set(found.links) <= {"http://www.w3.org/2000/svg"}
    assert "script" not in found.seen
    assert found.seen.count("svg") == 9 + 1 + 6  # a bar for each share, the course, the milieu
    text = " ".join(found.text)
    assert headline(why) in text
    for title in ("How it goes on", "What would change it", "What drives it", "How sure we are", "Sources"):
        assert title in text


def test_what_people_wrote_is_escaped(why):
    item = dataclasses.replace(why.actions[-1].what_if, label="<script>alert(1)</script> & more")
    actions = (*why.actions[:-1], dataclasses.replace(why.actions[-1], what_if=item))
    text = page(dataclasses.replace(why, actions=actions), None)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert read(text).open == []


def test_a_day_without_sport_has_a_page_too(quiet_day):
    assert read(page(quiet_day, None)).open == []


def test_a_page_that_cannot_be_written_is_refused(why, tmp_path):
    with pytest.raises(Refusal, match="cannot be written"):
        write_page(why, None, tmp_path / "nowhere" / "why.html")
    write_page(why, None, tmp_path / "why.html")
    assert [p.name for p in tmp_path.iterdir()] == ["why.html"]


@pytest.mark.parametrize("detail", [False, True])
def test_the_terminal_stays_within_eighty_columns(why, capsys, detail):
    show_why(why, Console(width=80, highlight=False, soft_wrap=True), detail=detail)
    lines = capsys.readouterr().out.splitlines()
    told = lines if not detail else [line for line in lines if not line.startswith(("ln(", "Looked", "Sources", "Window", "Effective", "Day factor"))]  # fmt: skip
    longest = max((line for line in told if "h): " not in line), key=len)
    assert len(longest) <= 80, longest
    assert len(lines) <= 80 or detail
    if detail:
        assert any("one-scalar law" in line for line in lines)
        assert any(line.startswith("K+ outside mM") for line in lines)


def test_two_futures_on_the_terminal_and_as_json(why, capsys):
    two = why.whatif(rest=24.0, draws=8)
    show_two_futures(two, Console(width=80, highlight=False, soft_wrap=True))
    assert "the same session again after 24 h" in capsys.readouterr().out
    document = json.loads(two_futures_to_json(two))
    assert document["judged"] == {"from_hour": 24.0, "to_hour": 48.0}
    assert document["change"]["low"] <= document["change"]["median"] <= document["change"]["high"]


def test_json_keeps_evidence_only_actions(why):
    actions = {a["id"]: a for a in json.loads(to_json(why))["actions"]}
    assert actions["magnesium"]["change"] is None
    assert actions["magnesium"]["evidence"] == "contradicted"
    assert actions["water"]["change"]["low"] <= actions["water"]["change"]["high"]


@pytest.mark.parametrize("nothing", [{}, {"no_caffeine": False}])
def test_two_equal_futures_are_refused(why, nothing):
    with pytest.raises(Refusal, match="Nothing was changed"):
        why.whatif(**nothing)


def test_a_rest_that_is_too_long_is_refused(why):
    with pytest.raises(Refusal, match="The rest is 1000 h"):
        why.whatif(rest=1000.0)
