"""Pictures of every page of the app at the width of a phone and of a desk, in a real Chromium.

`python docs/draw_screens.py FOLDER` writes all of them to look at; without a folder it renews the six of the
README in `docs/screens/`. The person in them is the example of this house.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "app")]

from running_app import CHROMIUM, start_app, stop_app  # noqa: E402
from walks import PASSWORD, Walk, newcomer_with_a_file  # noqa: E402

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
README = {"where-desk", "answer-desk", "read-phone", "danger-phone", "answer-phone", "model-desk"}


def pages(walk, take):
    """Walk from an empty start to an answer and beyond; `take` keeps a picture of where one is."""
    page = walk.page
    walk.open(walk.address)
    take(walk, "start")
    page.goto(walk.address + "danger/head")
    take(walk, "danger")
    page.goto(walk.address)
    walk.danger_check()
    take(walk, "happened")
    walk.drop()
    page.wait_for_selector(".u-over")
    take(walk, "read")
    walk.go_on()
    walk.tap()
    take(walk, "where")
    walk.pick("When you first noticed it", "1")
    walk.write("How many days ago", "0")
    walk.go_on()
    take(walk, "day")
    walk.tick("A bit")
    walk.go_on("Show the answer")
    page.wait_for_timeout(400)
    take(walk, "waiting")
    walk.to_answer()
    page.locator("#sleep").fill("4")
    page.locator("#sleep").dispatch_event("change")
    page.wait_for_selector("#whatif-result figure")
    page.wait_for_selector("text=50 bodies.", timeout=60_000)
    take(walk, "answer")
    page.get_by_role("link", name="Show the model").click()
    page.wait_for_selector("text=One discharge of the nerve ending")
    take(walk, "model")
    for name in ("questions", "kept", "api"):
        page.goto(walk.address + name)
        take(walk, name)


def states(new_walk, take):
    """What few people meet: the door, both kinds of danger, a wrong value, a file that is none, a kept answer."""
    walk = new_walk()
    page = walk.page
    page.goto(walk.address)
    take(walk, "door")
    walk.open(walk.address)
    walk.danger_check(ticks=["Chest tight or heavy, or pain that goes to the arm, jaw or back"])
    take(walk, "emergency")
    walk = new_walk()
    page = walk.page
    walk.open(walk.address)
    walk.danger_check(ticks=["Almost no pee for about 12 hours"])
    take(walk, "same-day")
    page.get_by_role("link", name="Go on to the possible background").click()
    walk.write("How many minutes", "60")
    walk.write("Your weight, such as 62 or 136 lb", "6")
    walk.go_on()
    take(walk, "wrong-value")
    notes = {"name": "notes.fit", "mimeType": "application/octet-stream", "buffer": b"not a watch file"}
    page.set_input_files("input[type=file]", notes)
    page.wait_for_selector("text=is not a FIT file")
    take(walk, "wrong-file")
    newcomer_with_a_file(walk)
    page.wait_for_selector("details.fold summary h1", timeout=120_000)
    take(walk, "folded")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/kept")
    take(walk, "kept-one")
    page.locator(".entries a").first.click()
    page.wait_for_selector("table.shares")
    take(walk, "kept-answer")


def main(folder, only):
    """Draw into `folder`; `only` keeps the pictures with these names."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as house:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for light in ("light",) if only else ("light", "dark"):
            for device, (width, height) in WIDTHS.items():
                app = start_app(house, MYOTWITCH_PASSWORD=PASSWORD)

                def new_walk(app=app, light=light, width=width, height=height):
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=light,
                        reduced_motion="reduce",
                        device_scale_factor=1,
                    )
                    walk = Walk(context.new_page())
                    walk.address = app.address
                    return walk

                def take(walk, name, device=device, light=light):
                    named = f"{name}-{device}" + ("" if light == "light" else "-dark")
                    if only is None or named in only:
                        walk.page.evaluate("window.scrollTo(0, 0)")
                        kept = folder / f"{named}.png"
                        walk.page.screenshot(path=kept, full_page=only is None)
                        Image.open(kept).convert("RGB").quantize(160).save(kept, optimize=True)

                pages(new_walk(), take)
                if only is None:
                    states(new_walk, take)
                stop_app(app)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), None)
    else:
        main(ROOT / "docs" / "screens", README)
