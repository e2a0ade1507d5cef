"""A person's way through the app, as a browser does it. Every click, key and choice is counted."""

import re
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "long_hot_run.fit"
PASSWORD = "eight letters or more"


class Walk:
    """One person in one page. `count` is how many interactions it took so far."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def open(self, address):
        self.page.goto(address)
        if self.page.get_by_label("Password").count():
            self.page.get_by_label("Password").fill(PASSWORD)
            with self.page.expect_navigation():
                self.page.get_by_role("button", name="Enter").click()

    def press(self, name, **more):
        self.count += 1
        self.page.get_by_role("button", name=name, **more).click()

    def pick(self, label, value):
        self.count += 1
        self.page.get_by_label(label, exact=True).select_option(value)

    def write(self, label, text):
        self.count += 1
        self.page.get_by_label(label).fill(text)

    def tick(self, text, index=0):
        self.count += 1
        self.page.get_by_text(text, exact=True).nth(index).click()

    def danger_check(self, ticks=()):
        """Answer who it is about and every card; `ticks` are lines that are true."""
        page = self.page
        page.get_by_role("link", name=re.compile("Begin|Go on where")).click()
        page.get_by_text("Me", exact=True).click()
        page.get_by_label(re.compile("How old")).fill("34")
        with page.expect_navigation():
            page.get_by_role("button", name="Go on").click()
        while "/danger/" in page.url:
            hits = [line for line in ticks if page.get_by_text(line, exact=True).count()]
            for line in hits:
                page.get_by_text(line, exact=True).first.click()
            with page.expect_navigation():
                page.get_by_role(
                    "button", name="Go on with" if hits else re.compile("^(None of these|Go on)$")
                ).click()
        self.count = 0

    def drop(self, path=EXAMPLE):
        """Drop a file on the zone, as the browser tells a page about it."""
        self.count += 1
        data = list(Path(path).read_bytes())
        moved = self.page.evaluate_handle(
            "([name, bytes]) => { const t = new DataTransfer(); t.items.add(new File([new Uint8Array(bytes)], name)); return t; }",
            [Path(path).name, data],
        )
        self.page.dispatch_event("[data-drop]", "drop", {"dataTransfer": moved})
        self.page.wait_for_url("**/read")

    def tap(self, key="gastrocnemius", side="left"):
        self.count += 1
        self.page.locator(f'.spot[data-key="{key}"][data-side="{side}"]:not([data-twin])').first.click()

    def go_on(self, name="Go on"):
        self.count += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()

    def to_answer(self, wait_ms=120_000):
        self.page.wait_for_selector(".answer h1", timeout=wait_ms)


def newcomer_with_a_file(walk):
    """From the first page after the danger check to the answer, with a dropped file."""
    walk.drop()
    walk.go_on()
    walk.tap()
    walk.pick("When you first noticed it", "1")
    walk.go_on()
    walk.tick("A bit")
    walk.go_on("Show the answer")


def newcomer_who_types(walk):
    """The same with a sentence."""
    walk.pick("What you did", "leg day")
    walk.write("How many minutes", "60")
    walk.pick("How hard it felt", "6")
    walk.pick("How warm the air was", "26")
    walk.write("Your weight, such as 62 or 136 lb", "62")
    walk.go_on()
    walk.go_on()
    walk.tap("quadriceps", "left")
    walk.pick("When you first noticed it", "1")
    walk.go_on()
    walk.pick("Coffee that day", "2")
    walk.write("Sleep the night before", "6")
    walk.tick("A bit")
    walk.go_on("Show the answer")
