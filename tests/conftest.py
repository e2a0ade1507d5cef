"""How the drawn tests draw: the same examples every time, unless someone goes looking for trouble; and one loud
line where no browser can test the app's pages.

A law that fails for one drawn history in a million must not turn the continuous integration red by
luck. `pytest --hypothesis-seed=N` (any N, or "random") draws new ones.
"""

import shutil

from hypothesis import settings

settings.register_profile("the same every time", derandomize=True, deadline=None)
settings.register_profile("new ones", deadline=None, print_blob=True)


def pytest_configure(config):
    told = config.getoption("--hypothesis-seed", None) is not None
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("new ones" if told else "the same every time")


def pytest_terminal_summary(terminalreporter):
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        terminalreporter.write_line(
            "NO BROWSER HERE: the app's pages were not tested in one. Install Debian's chromium to test them.",
            red=True,
            bold=True,
        )
