"""How the drawn tests draw: the same examples every time, unless someone goes looking for trouble.

A law that fails for one drawn history in a million must not turn the continuous integration red by
luck. `pytest --hypothesis-seed=N` (any N, or "random") draws new ones.
"""

from hypothesis import settings

settings.register_profile("the same every time", derandomize=True, deadline=None)
settings.register_profile("new ones", deadline=None, print_blob=True)


def pytest_configure(config):
    told = config.getoption("--hypothesis-seed", None) is not None
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("new ones" if told else "the same every time")
