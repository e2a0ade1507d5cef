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
from walks import Walk  # noqa: E402

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
README = {"where-desk", "answer-desk", "read-phone", "danger-phone", "answer-phone", "model-desk"}


def pages(walk, take):
    """Walk from an empty start to an answer and beyond; `take` keeps a picture of where one is."""
    page = walk.page
    take("start")
    page.goto(page.url.split("?")[0] + "danger/head")
    take("danger")
    page.goto(walk.address)
    walk.danger_check()
    take("happened")
    walk.drop()
    page.wait_for_selector(".u-over")
    take("read")
    walk.go_on()
    walk.tap()
    take("where")
    walk.pick("When you first noticed it", "1")
    walk.write("How many days ago", "0")
    walk.go_on()
    take("day")
    walk.tick("A bit")
    walk.go_on("Show the answer")
    page.wait_for_timeout(400)
    take("waiting")
    walk.to_answer()
    page.locator("#sleep").fill("4")
    page.locator("#sleep").dispatch_event("change")
    page.wait_for_selector("#whatif-result figure")
    page.wait_for_selector("text=50 bodies.", timeout=60_000)
    take("answer")
    page.get_by_role("link", name="Show the model").click()
    page.wait_for_selector("text=One discharge of the nerve ending")
    take("model")
    for name in ("questions", "kept", "api"):
        page.goto(walk.address + name)
        take(name)


def main(folder, only):
    """Draw into `folder`; `only` keeps the pictures with these names."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as house:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for light in ("light",) if only else ("light", "dark"):
            for device, (width, height) in WIDTHS.items():
                app = start_app(house)
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=light, device_scale_factor=1
                )
                walk = Walk(context.new_page())
                walk.open(app.opening)
                walk.address = app.address

                def take(name, device=device, light=light, walk=walk):
                    named = f"{name}-{device}" + ("" if light == "light" else "-dark")
                    if only is None or named in only:
                        walk.page.evaluate("window.scrollTo(0, 0)")
                        kept = folder / f"{named}.png"
                        walk.page.screenshot(path=kept, full_page=only is None)
                        Image.open(kept).convert("RGB").quantize(160).save(kept, optimize=True)

                pages(walk, take)
                context.close()
                stop_app(app)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), None)
    else:
        main(ROOT / "docs" / "screens", README)
