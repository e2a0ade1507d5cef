"""Why does my muscle twitch after a workout? An answer from a simulation of one person's body.

Educational and research software, not a medical device.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_DOORS = {
    "Person": "person",
}
__all__ = ["__version__", *_DOORS]


def __getattr__(name: str) -> Any:
    if name in _DOORS:
        return getattr(importlib.import_module(f"myotwitch.{_DOORS[name]}"), name)
    raise AttributeError(f"module 'myotwitch' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
