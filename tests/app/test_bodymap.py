"""The body map: every muscle and side once, reached by keys in one ring, in everyday words, large enough for a finger."""

import json
import math
import os
import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from look_gallery import STATIC, gallery

from myotwitch.app.bodymap import chart, place_named, places
from myotwitch.app.bodymap.curves import Point, box, closed_path, mirrored, read_points
from myotwitch.handover import MUSCLES, SIDES
from myotwitch.history.places import find_place, words_of
from myotwitch.refusal import Refusal
from myotwitch.triage.read_rules import rulebook
from myotwitch.why.words import MUSCLE_WORDS

SPOTS = [(view, spot) for view in chart().views for spot in view.spots]
OWN = [(view, spot) for view, spot in SPOTS if not spot.twin]
FINGER_PX = 24.0


def options(page):
    """Key, side and label of each spot that keys can reach, in the order of the page."""
    return re.findall(r'data-key="(\w+)" data-side="(\w+)" role="option"[^>]*aria-label="([^"]+)"', page)


def test_every_muscle_and_side_is_there_once():
    reached = [(key, side) for key, side, _ in options(gallery(("map",)))]
    assert len(reached) == len(set(reached))
    modelled = [pair for pair in reached if pair[0] in MUSCLES]
    assert sorted(modelled) == sorted((muscle, side) for muscle in MUSCLES for side in SIDES)
    assert {key for key, _ in reached} - set(MUSCLES) == {
        p.key for p in places() if not p.modelled and p.primary
    }


def test_what_the_model_lacks_says_so():
    labels = {key: label for key, _, label in options(gallery(("map",)))}
    for place in places():
        assert place.modelled == (place.key in MUSCLES)
        if place.primary:
            assert labels[place.key].endswith(", not in the model") != place.modelled


def test_the_list_offers_the_same_as_the_picture():
    page = gallery(("map",))
    offered = re.findall(r'name="muscle" value="(\w+)"', page)
    assert sorted(offered) == sorted(p.key for p in places())
    assert set(MUSCLES) <= set(offered)
    assert re.findall(r'name="side" value="(\w+)"', page) == ["left", "right", "both"]


def test_names_are_the_everyday_words_of_the_answer_and_can_be_typed_back():
    for key, side, label in options(gallery(("map",))):
        assert "_" not in label
        if key in MUSCLES:
            assert label.lower() == f"{side} {MUSCLE_WORDS[key]}"
            understood = find_place(label)
            assert (understood.muscle, understood.side) == (key, side)
        else:
            with pytest.raises(Refusal, match="The model has no muscle"):
                find_place(label.removesuffix(", not in the model"))


def test_search_words_find_their_muscle():
    assert "hamstring" in words_of("hamstrings")
    assert "thigh" in words_of("hamstrings")
    assert words_of("nothing") == ()
    for place in places():
        assert (len(place.search) > 2) == place.modelled


def test_places_of_the_danger_check_are_its_own():
    known = set(rulebook().observations["twitch_sites"].values)
    assert {place.site for place in places()} <= known
    assert place_named("tongue").site == "tongue"
    assert place_named("orbicularis_oculi").site == "eyelid"


@pytest.mark.parametrize(("view", "spot"), OWN, ids=lambda o: getattr(o, "name", o.key))
def test_spots_are_large_enough_at_320_pixels(view, spot):
    """A page of 320 px leaves 288: two figures with 4 px between, or three insets with 8 px between."""
    wide = (288 - 4) / 2 if view.key in ("front", "back") else (288 - 16) / 3
    scale = wide / view.frame[2]
    left, top, right, bottom = spot.box
    assert min(right - left + view.reach, bottom - top + view.reach) * scale >= FINGER_PX


@pytest.mark.parametrize("view", chart().views, ids=lambda v: v.key)
def test_spots_lie_in_the_frame_and_on_their_side(view):
    x0, y0, wide, high = view.frame
    for spot in view.spots:
        left, top, right, bottom = spot.box
        assert x0 <= left < right <= x0 + wide
        assert y0 <= top < bottom <= y0 + high
        assert left < spot.mark[0] < right
        assert top < spot.mark[1] < bottom
        if spot.side == "both":
            assert math.isclose(left, -right)
        else:
            viewer_right = spot.side == ("right" if view.key == "back" else "left")
            assert (left > 0) if viewer_right else (right < 0)


def test_what_is_chosen_is_marked_and_kept():
    page = gallery(("map",), muscle="soleus", side="right")
    (chosen,) = re.findall(r'aria-selected="true" aria-label="([^"]+)"', page)
    assert chosen == "Right deep calf"
    assert re.findall(r'value="(\w+)"(?: data-middle)? checked', page) == ["soleus", "right"]
    assert chart("soleus", "right").said == "Right deep calf"
    assert chart("lips", "both").said == "Lips"
    assert chart().said == ""
    assert len(re.findall('aria-selected="true"', gallery(("map",), muscle="soleus", side="both"))) == 2


@pytest.mark.parametrize(("muscle", "side"), [("heart", "left"), ("soleus", "up"), ("<b>", None)])
def test_an_unknown_place_is_refused(muscle, side):
    with pytest.raises(ValueError, match=re.escape(repr(side if muscle == "soleus" else muscle))):
        chart(muscle, side)


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=12, unique=True),
    st.sets(st.integers(0, 11)),
)
def test_curves_are_closed_finite_and_mirrored(pairs, corners):
    points = tuple(Point(float(x), float(y), i in corners) for i, (x, y) in enumerate(pairs))
    path = closed_path(points)
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    assert len(numbers) == 2 + 6 * len(points)
    assert all(abs(n) < 200 for n in numbers)
    assert sum(numbers[6::6]) == sum(numbers[7::6]) == 0  # the steps lead back
    assert mirrored(mirrored(points)) == points
    left, top, right, bottom = box(points)
    assert box(mirrored(points)) == (-right, top, -left, bottom)


def test_drawings_have_one_decimal_so_that_steps_add_up():
    for file in ("front.toml", "back.toml", "insets.toml"):
        text = (STATIC.parent / "bodymap" / file).read_text("utf-8")
        assert not re.search(r"\d\.\d\d", text)


def test_a_corner_is_sharp_and_a_bad_point_is_refused():
    assert closed_path(read_points("0,0! 3,0! 3,3!")) == "M0 0c1 0 2 0 3 0c0 1 0 2 0 3c-1-1-2-2-3-3Z"
    with pytest.raises(ValueError, match="could not convert"):
        read_points("1,a")


PROBE = """(() => {
const all = [...document.querySelectorAll("[role=option]")], seen = [];
const stops = () => document.querySelectorAll("[role=option][tabindex='0']").length;
const label = () => document.activeElement.getAttribute("aria-label");
const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const value = (name) => (document.querySelector(`input[name=${name}]:checked`) || {}).value;
let single = stops() === 1;
all[0].focus();
for (const _ of all) {
  seen.push(label());
  press("ArrowRight");
  single = single && stops() === 1;
}
const round = label() === seen[0];
press("ArrowLeft");
const last = label();
press(" ");
const chosen = [...document.querySelectorAll("[aria-selected=true]")].map((o) => o.getAttribute("aria-label"));
const field = document.querySelector("#where-search");
field.value = "hamstr";
field.dispatchEvent(new Event("input", { bubbles: true }));
const rows = [...document.querySelectorAll("[data-list] li:not([hidden]) input")].map((i) => i.value);
const path = document.querySelector(".spot[data-key=gastrocnemius][data-side=left][data-twin] path");
path.dispatchEvent(new MouseEvent("click", { bubbles: true }));
const hidden = document.querySelector(".map").getAttribute("aria-hidden");
document.body.textContent = JSON.stringify({ seen, single, round, last, chosen, rows, hidden, after: [value("muscle"), value("side")] });
})();"""


@pytest.mark.skipif(not shutil.which("chromium"), reason="no browser")
def test_the_arrow_keys_go_round_all_spots_in_a_browser(tmp_path):
    page = gallery(("map",), root=f"file://{STATIC}/", muscle=None, side=None)
    page = page.replace("</head>", '<script src="probe.js" defer></script></head>')
    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "probe.js").write_text(PROBE, "utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/profile",
        "--dump-dom",
    ]
    done = subprocess.run(
        [*command, f"file://{tmp_path}/page.html"], capture_output=True, text=True, timeout=60, check=True, env={**os.environ, "HOME": str(tmp_path)}
    )  # fmt: skip
    told = json.loads(re.search(r"\{.*\}", done.stdout)[0])
    labels = [label for _, _, label in options(page)]
    assert told == {
        "seen": labels, "single": True, "round": True, "last": labels[-1], "chosen": [labels[-1]], "rows": ["hamstrings"],
        "hidden": None, "after": ["gastrocnemius", "left"],
    }  # fmt: skip
