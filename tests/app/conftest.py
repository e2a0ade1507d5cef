"""A running app, a browser of this computer, and one loud line where there is none."""

import os
import re
import shutil
import subprocess
import sys
import time
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest
from walks import Walk

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
NO_BROWSER = (
    "NO BROWSER HERE: the app's pages were not tested in one. Install Debian's chromium to test them."
)


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)


def start_app(folder, *arguments, **environment):
    """A running app as `myotwitch` starts it: its process, addresses and keys."""
    told = {
        **os.environ,
        "MYOTWITCH_JOURNAL": str(Path(folder) / "journal.sqlite"),
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", "from myotwitch.cli import main; main()", "--no-browser", "--port", "0", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=told,
    )  # fmt: skip
    lines = [process.stdout.readline() for _ in range(3)]
    started_s = time.perf_counter() - begun
    opening = re.search(r"http://\S+", lines[0])[0]
    return SimpleNamespace(
        process=process, opening=opening, address=opening.split("?")[0], started_s=started_s, lines=lines,
        api_key=lines[2].split()[-1], journal=Path(folder) / "journal.sqlite",
    )  # fmt: skip


def stop_app(app):
    app.process.kill()
    app.process.wait()
    app.process.stdout.close()


@pytest.fixture(scope="session")
def compiled():
    """The equations' compiled code lies on the disk, as after a first answer: what is timed is not the compiler."""
    example = str(Path(__file__).parents[2] / "examples" / "long_hot_run.toml")
    subprocess.run(
        [sys.executable, "-c", "from myotwitch.cli import main; main()", "why", example, "--draws", "8"],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def app(tmp_path):
    """An app of this test's own."""
    running = start_app(tmp_path)
    yield running
    stop_app(running)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            yield browser
            browser.close()


@pytest.fixture
def new_page(chromium):
    """Makes pages, each of a person of their own; their console must stay silent."""
    contexts, said = [], []

    def make(**settings):
        context = chromium.new_context(
            viewport=settings.pop("viewport", {"width": 1200, "height": 850}), **settings
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda message: (
                said.append(f"{page.url}: {message.text}") if "Content Security" in message.text else None
            ),
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def walk(new_page, app):
    """A person at the first page."""
    one = Walk(new_page())
    one.open(app.opening)
    return one
