"""How long a newcomer waits, and whether fifty readers for a minute meet an error while answers queue.

Run: python benchmarks/app.py [SECONDS]      (needs Chromium; 60 s of readers unless told)
Medians of several walks in a real browser, each in an app of its own, with the equations compiled.
"""

import concurrent.futures
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "app")]

from programs import Browser, program, reader  # noqa: E402
from running_app import CHROMIUM, start_app, stop_app  # noqa: E402
from walks import Walk  # noqa: E402

WALKS, READERS = 5, 50
HISTORY = {
    "person": {"mass_kg": 62, "age_yr": 34},
    "session": [{"words": "60 min run", "start": "2026-05-02T09:00:00+02:00"}],
    "where": "left calf",
}
PAGES = ("", "happened", "questions", "static/app.css", "kept")


def one_walk(browser, folder):
    """Seconds of one newcomer's waits, from the command to a moved slider."""
    app, took = start_app(folder), {}
    took["start"] = app.started_s
    context = browser.new_context()
    walk = Walk(context.new_page())
    page = walk.page

    def timed(name, work):
        begun = time.perf_counter()
        work()
        took[name] = time.perf_counter() - begun

    walk.open(app.opening)
    walk.danger_check()
    timed("drop of a 75-min FIT file", walk.drop)
    walk.go_on()
    walk.tap()
    walk.pick("When you first noticed it", "1")
    walk.go_on()
    walk.tick("A bit")

    def answer():
        walk.go_on("Show the answer")
        walk.to_answer()

    def slider():
        page.locator("#sleep").fill("4")
        page.locator("#sleep").dispatch_event("change")
        page.wait_for_selector("#whatif-result figure")

    timed("answer", answer)
    timed("slider, first 16 bodies", slider)
    timed("slider, all 50 bodies", lambda: page.wait_for_selector("text=50 bodies."))
    context.close()
    stop_app(app)
    return took


def readers(folder, seconds):
    """(pages read, slowest page in s, answers given) by fifty readers while answers queue; any error raises."""
    app = start_app(folder)
    with program(app) as client:
        browser = Browser(app)
        browser.danger_check()
        end, slowest, answers = time.monotonic() + seconds, [0.0] * READERS, 0

        def reads(i):
            count = 0
            with reader(browser) as one:
                while time.monotonic() < end:
                    begun = time.perf_counter()
                    page = one.get(PAGES[(i + count) % len(PAGES)])
                    slowest[i] = max(slowest[i], time.perf_counter() - begun)
                    assert page.status_code == 200, page.text
                    count += 1
            return count

        with concurrent.futures.ThreadPoolExecutor(READERS) as pool:
            reading = [pool.submit(reads, i) for i in range(READERS)]
            while time.monotonic() < end:
                tasks = [
                    client.post("api/v1/why", params={"seed": answers + k}, json=HISTORY) for k in range(3)
                ]
                for task in tasks:
                    assert task.status_code in (200, 202), task.text
                    where = task.headers.get("location", "")
                    while task.status_code == 202:
                        time.sleep(0.2)
                        task = client.get(where)
                    assert "causes" in task.json()
                    answers += 1
            counts = [one.result() for one in reading]
        browser.close()
    stop_app(app)
    return sum(counts), max(slowest), answers


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            one_walk(browser, folder)
            walks = [one_walk(browser, folder) for _ in range(WALKS)]
            browser.close()
        for name in walks[0]:
            print(f"{name:<28}{statistics.median(w[name] for w in walks):7.2f} s  median of {WALKS}")
        pages, slowest, answers = readers(folder, seconds)
        print(f"{READERS} readers, {seconds:.0f} s: {pages} pages without an error, slowest {slowest:.2f} s, "
              f"and {answers} answers from the line")  # fmt: skip


if __name__ == "__main__":
    main()
