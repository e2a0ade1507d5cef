"""The pieces of the pages: whole HTML, nothing inline, ids once, what people wrote escaped, colours that can be read."""

import re
from html.parser import HTMLParser

import pytest
from look_gallery import ACTIONS, PAGE, SCRIPTS, SHARES, STATIC, environment, gallery

VOID = {"meta", "link", "input", "br", "hr", "img"}
SHEET = (STATIC / "app.css").read_text("utf-8")


class Reader(HTMLParser):
    """Checks nesting; keeps elements with their attributes, and the text."""

    def __init__(self):
        super().__init__()
        self.open, self.elements, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice: {attrs}"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@pytest.fixture(scope="module")
def found():
    return read(gallery())


def test_every_piece_is_in_the_gallery_and_nests(found):
    names = [
        name for name in vars(environment().get_template("parts.html").module) if not name.startswith("_")
    ]
    assert len(names) > 15
    for name in names:
        inside = {"live_progress_inside"}  # called by live_progress
        assert f"parts.{name}(" in PAGE or name in inside, f"{name} is not shown"
    assert found.open == []


def test_nothing_is_inline(found):
    for tag, attributes in found.elements:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src")
        assert not any(
            (value or "").strip().lower().startswith("javascript:") for value in attributes.values()
        )
        if tag in ("script", "link", "img", "use", "a"):
            assert "//" not in (attributes.get("src") or attributes.get("href") or "")


def test_ids_stand_once_and_what_points_at_them_finds_them(found):
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in found.elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "list"):
            for target in (attributes.get(name) or "").split():
                assert target in ids, f"{name} points at {target}"
        link = attributes.get("href") or ""
        assert not link.startswith("#") or link[1:] in ids, link


def test_every_control_has_a_name(found):
    labelled = {
        attributes["for"] for tag, attributes in found.elements if tag == "label" and "for" in attributes
    }
    for tag, attributes in found.elements:
        boxed = attributes.get("type") in ("radio", "checkbox")  # these stand inside their label
        if tag in ("input", "select", "textarea") and not boxed:
            assert attributes["id"] in labelled
        if tag == "progress":
            assert attributes["aria-label"]


def test_a_wrong_value_is_kept_and_said_beside_the_field(found):
    (air,) = [a for _, a in found.elements if a.get("id") == "air"]
    assert air["value"] == "240"
    assert air["aria-invalid"] == "true"
    assert air["aria-describedby"] == "air-hint air-error"


def test_what_people_wrote_is_escaped():
    bad = '"><script>alert(1)</script><b onclick=x>'
    shares = [{**SHARES[0], "label": bad, "percent": bad, "evidence": bad, "points": bad}]
    actions = [{**row, "label": bad, "note": bad, "sources": bad, "change": bad} for row in ACTIONS]
    page = gallery(shares=shares, actions=actions, steps=[(bad, bad), (bad, None)] * 3)
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    again = read(page)
    assert again.open == []
    assert not [a for _, a in again.elements if "onclick" in a]


def test_the_danger_cards_post_positions(found):
    ticks = [a for _, a in found.elements if a.get("name") == "head.tick"]
    assert [a["value"] for a in ticks] == [str(i) for i in range(len(ticks))]
    assert len(ticks) == len([a for _, a in found.elements if a.get("name") == "head.unsure"]) > 1
    assert [a["value"] for _, a in found.elements if a.get("name") == "head.none"] == ["yes"]


def colours(dark):
    """The custom properties of one scheme."""
    light, _, rest = SHEET.partition("@media (prefers-color-scheme: dark)")
    blocks = [light, rest.partition("*, ::before")[0]] if dark else [light]
    return {
        name: value for block in blocks for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)
    }


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("accent", "card"),
    ("accent-ink", "accent"), ("tint-ink", "tint"), ("warn", "paper"), ("warn", "card"), ("warn-ink", "warn-tint"),
]  # fmt: skip
PICTURE = [
    ("edge", "paper"), ("edge", "card"), ("accent", "tint"), ("contour", "paper"), ("contour", "skin"), ("fibre", "skin"),
    ("accent", "skin"), ("accent", "muscle"), ("accent", "beyond"), ("accent-ink", "accent"), ("warn", "warn-tint"),
]  # fmt: skip


def test_contrast_is_computed_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_can_be_read(dark):
    have = colours(dark)
    for ink, ground in TEXT:
        assert contrast(have[ink], have[ground]) >= 4.5, (ink, ground, contrast(have[ink], have[ground]))
    for line, ground in PICTURE:
        assert contrast(have[line], have[ground]) >= 3, (line, ground, contrast(have[line], have[ground]))


def test_dark_changes_every_colour():
    assert {n for n, c in colours(False).items() if colours(True)[n] == c} == set()


def test_the_sheet_is_small_and_stands_alone():
    assert len(SHEET.encode()) < 25_000
    assert SHEET.count("{") == SHEET.count("}")
    assert "url(" not in SHEET
    assert "@import" not in SHEET
    for need in (
        "prefers-color-scheme: dark",
        "prefers-reduced-motion",
        "forced-colors: active",
        "@media print",
        ":focus-visible",
    ):
        assert need in SHEET


def test_no_rule_without_a_use():
    pages = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").glob("*.html"))
    pages += PAGE + gallery() + "".join((STATIC / script).read_text("utf-8") for script in SCRIPTS)
    selectors = re.sub(r"\{[^{}]*\}|/\*.*?\*/", " ", SHEET, flags=re.DOTALL)
    names = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    assert len(names) > 80
    assert not [name for name in sorted(names) if not re.search(rf"\b{name}\b", pages)]


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_write_no_markup_and_call_nobody(script):
    text = (STATIC / script).read_text("utf-8")
    assert '"use strict"' in text
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", ".style", "fetch(",
                 "XMLHttpRequest", "localStorage", "sessionStorage", "http"):  # fmt: skip
        assert word not in text, word
