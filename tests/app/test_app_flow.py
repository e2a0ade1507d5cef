"""What a newcomer meets, in a real browser."""

import contextlib
import re
import time

from axe import violations
from playwright.sync_api import Error
from walks import EXAMPLE, Walk, newcomer_who_types, newcomer_with_a_file

DISEASES = re.compile(
    r"\bALS\b|motor neuron|amyotrophic|sclerosis|\bMND\b|parkinson|neuromyotonia|isaacs|myasthenia|guillain|rhabdomyolysis|"
    r"cancer|tumou?r|neuropathy|dystrophy|BFS\b|benign fasciculation", re.IGNORECASE,
)  # fmt: skip
COUNTS_THAT_GROW = re.compile(r"streak|\bscore|\d+ points|level up|\d+ days in a row|badge", re.IGNORECASE)


def seen(page):
    return page.locator("body").inner_text() + page.title() + " ".join(page.evaluate("[...document.querySelectorAll('[alt],[aria-label],[title]')].map(e => e.getAttribute('alt') || e.getAttribute('aria-label') || e.title)"))  # fmt: skip


LIGHTS = ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"})
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
MOVING = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').length"


def look_at(page, *, width=320, diseases=False):
    """No rule broken in any light, no name of a disease, nothing to win, nothing that moves where that is not wanted,
    and nothing beyond the edge of a phone at 400 % zoom."""
    papers = []
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == 0, page.url
    for light in LIGHTS:
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **light})
        assert violations(page) == [], (page.url, light)
        papers.append(page.evaluate(PAPER))
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    assert len(set(papers[:2])) == 2, "dark is another paper"
    text = seen(page)
    assert bool(DISEASES.search(text)) == diseases, (page.url, DISEASES.search(text))
    assert not COUNTS_THAT_GROW.search(text), page.url
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 256})  # 1280 by 1024 at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size(before)


def weight(page):
    return page.evaluate("performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource')).reduce((sum, e) => sum + (e.transferSize || e.encodedBodySize), 0)")  # fmt: skip


def test_a_newcomer_with_a_file_and_every_page_on_the_way(compiled, first_walk, app):
    walk, page, pages = first_walk, first_walk.page, []

    def arrived():
        pages.append((page.url, weight(page)))
        look_at(page)

    assert app.started_s < 2.0 * slow()
    arrived()
    page.goto(app.address + "danger/head")
    arrived()
    page.goto(app.address)
    walk.danger_check()
    arrived()
    begun = time.perf_counter()
    walk.drop()
    assert time.perf_counter() - begun < 1.0 * slow()
    page.wait_for_selector(".u-over")
    arrived()
    assert "from the file" in seen(page)
    walk.go_on()
    arrived()
    walk.tap()
    assert page.locator("[data-said]").first.inner_text() == "Left calf"
    walk.pick("When you first noticed it", "1")
    walk.write("How many days ago", "0")
    walk.go_on()
    arrived()
    walk.tick("A bit")
    begun = time.perf_counter()
    walk.go_on("Show the answer")
    stages = set()
    with contextlib.suppress(Error):  # the page turns while it is read
        while not page.locator(".answer h1").count() and time.perf_counter() - begun < 120:
            stages |= set(page.locator("#progress p").all_inner_texts())
            page.wait_for_timeout(100)
    assert len(stages) >= 2, "the wait says what is done"
    walk.to_answer()
    assert time.perf_counter() - begun < 6.0 * slow()
    assert walk.count <= 12
    arrived()
    for words in (
        "any day",
        "no one can explain",
        "Can I train tomorrow?",
        "What would change this answer",
        "What this does not model",
        "When to have it seen",
    ):
        assert words in seen(page)
    assert page.locator("table.shares svg").count() >= 3
    assert page.locator("figure.course svg").count() >= 1
    prints_without_buttons(page)
    begun = time.perf_counter()
    page.locator("#sleep").fill("4")
    page.locator("#sleep").dispatch_event("change")
    page.wait_for_selector("#whatif-result figure")
    assert time.perf_counter() - begun < 1.0 * slow()
    page.wait_for_selector("text=50 bodies.", timeout=60_000)
    look_at(page)
    page.get_by_role("link", name="Show the model").click()
    page.wait_for_selector("text=One discharge of the nerve ending")
    arrived()
    for where in ("questions", "kept", "api"):
        page.goto(app.address + where)
        arrived()
    page.goto(app.address + "questions")
    page.get_by_role("link", name="Can it be something serious?").click()
    look_at(page, diseases=True)
    assert not app.journal.exists(), "nothing is written unless save is pressed"
    heavy = {url: size for url, size in pages if size >= 200_000}
    assert not heavy


def prints_without_buttons(page):
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Save").is_visible()
    assert not page.locator(".slider").first.is_visible()
    assert page.locator("table.shares").is_visible()
    assert page.locator(".answer h1").is_visible()
    assert len(page.pdf()) > 20_000
    page.emulate_media(media="screen")


def slow():
    """How much slower than an idle machine this one is now: timings are asked of an idle one."""
    import os

    return 1.0 + 2.0 * os.getloadavg()[0] / (os.cpu_count() or 1)


def test_a_newcomer_who_types_saves_and_deletes(first_walk, app):
    walk, page = first_walk, first_walk.page
    walk.danger_check()
    newcomer_who_types(walk)
    walk.to_answer()
    assert walk.count <= 15
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/kept")
    assert app.journal.exists()
    look_at(page)
    page.locator(".entries a").first.click()
    page.wait_for_selector("table.shares")
    look_at(page)
    page.goto(app.address + "kept")
    page.get_by_text("Delete everything").first.click()
    page.get_by_role("button", name="Delete everything").click()
    page.wait_for_selector("text=Everything is deleted")
    look_at(page)
    assert not list(app.journal.parent.glob("journal*"))
    page.goto(app.address + "answer")
    assert "/danger/" in page.url, "what was told is forgotten"


def test_an_emergency_stops_the_flow(walk, lasting):
    page = walk.page
    walk.danger_check(ticks=["Chest tight or heavy, or pain that goes to the arm, jaw or back"])
    assert page.url.endswith("/danger")
    assert "Call an ambulance now" in seen(page)
    look_at(page)
    for where in ("happened", "read", "where", "day", "answer", "model"):
        page.goto(lasting.address + where)
        assert page.url.endswith("/danger"), where
    assert "any day" not in seen(page)
    assert page.get_by_role("link", name="Go on").count() == 0


def test_a_same_day_answer_folds_the_explanation(walk):
    page = walk.page
    walk.danger_check(ticks=["Almost no pee for about 12 hours"])
    assert "today" in seen(page).lower()
    page.get_by_role("link", name="Go on to the possible background").click()
    newcomer_with_a_file(walk)
    page.wait_for_selector("details.fold summary h1", timeout=120_000)
    assert "Possible background, does not change the advice" in seen(page)
    assert not page.locator("table.shares").is_visible()
    look_at(page)


def test_the_door_and_who_it_is_about(new_page, lasting):
    page = new_page()
    page.goto(lasting.opening)
    look_at(page)
    page.get_by_label("Password").fill("a guess that is wrong")
    page.get_by_role("button", name="Enter").click()
    assert "That was not it" in page.locator(".error").inner_text()
    look_at(page)
    Walk(page).open(lasting.opening)
    page.goto(lasting.address + "danger/who")
    look_at(page)


def test_keys_alone(walk):
    page = walk.page

    def to(selector):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"no way to {selector} with the keys on {page.url}")

    def go(key="Enter"):
        with page.expect_navigation():
            page.keyboard.press(key)

    to("a.button")
    go()
    to("input[name=respondent]")
    page.keyboard.press("Space")
    to("input[name=age_years]")
    page.keyboard.type("34")
    go()
    while "/danger/" in page.url:
        to("button[name=none]")
        go()
    to("#minutes")
    page.keyboard.type("45")
    to("#mass")
    page.keyboard.type("62")
    go()
    to("button[type=submit]")
    go()
    to("[role=option]")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    while "calf" not in page.evaluate("document.activeElement.getAttribute('aria-label')").lower():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("input[name=muscle]:checked").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "option", "the map is one stop"
    to("button[type=submit]")
    go()
    to("button[type=submit]")
    go()
    walk.to_answer()


def test_wrong_values_stay_beside_their_field(walk):
    page = walk.page
    walk.danger_check()
    walk.write("How many minutes", "60")
    walk.write("Your weight, such as 62 or 136 lb", "6")
    walk.go_on()
    assert page.get_by_label("Your weight, such as 62 or 136 lb").input_value() == "6"
    beside = page.locator("#mass-error").inner_text()
    assert "Weight is 6 kg" in beside
    assert "25 to 300 kg" in beside
    assert not re.search(r"\b[a-z]+[._][a-z]\w*", beside), "a name from a file that nobody here wrote"
    look_at(page)
    walk.write("Your weight, such as 62 or 136 lb", "136 lb")
    walk.go_on()
    assert page.url.endswith("/read")
    page.goto(page.url.replace("/read", "/happened"))
    page.set_input_files(
        "input[type=file]",
        {"name": "notes.fit", "mimeType": "application/octet-stream", "buffer": b"not a watch file"},
    )
    page.wait_for_selector("text=is not a FIT file")
    look_at(page)
    walk.write("Your weight, such as 62 or 136 lb", "6")
    walk.go_on()
    walk.drop()
    assert page.get_by_label("Weight").input_value() == "62", (
        "what the file says is not hidden by a slip before"
    )
    walk.go_on()
    assert page.url.endswith("/where")


def test_without_script_a_file_can_be_read(new_page, lasting):
    page = new_page(java_script_enabled=False)
    walk = Walk(page)
    walk.open(lasting.opening)
    walk.danger_check()
    page.set_input_files("input[type=file]", EXAMPLE)
    page.get_by_role("button", name="Read this file").click()
    assert page.url.endswith("/read")
