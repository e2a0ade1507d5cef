"""A running app, and a browser of this computer."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from running_app import CHROMIUM, start_app, stop_app
from walks import PASSWORD, Walk


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
        pytest.skip("no browser")
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


@pytest.fixture(scope="session")
def lasting(tmp_path_factory):
    """One app for all tests that need none of their own; its password lets each of them in."""
    running = start_app(tmp_path_factory.mktemp("app"), MYOTWITCH_PASSWORD=PASSWORD)
    yield running
    stop_app(running)


@pytest.fixture
def walk(new_page, lasting):
    """A person at the first page."""
    one = Walk(new_page())
    one.open(lasting.opening)
    return one


@pytest.fixture
def first_walk(new_page, app):
    """A person at the first page of an app that nobody used before."""
    one = Walk(new_page())
    one.open(app.opening)
    return one
