"""The command line."""


def main() -> None:
    """Not written yet."""
