"""Why does my muscle twitch after a workout? An answer from a simulation of one person's body.

Educational and research software, not a medical device. The names here load what they need when they
are first used, so that `import myotwitch` is fast.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_DOORS = {
    "Person": "person",
    "History": "history.timeline",
    "Weather": "history.timeline",
    "Sleep": "history.timeline",
    "Stress": "history.timeline",
    "Noticed": "history.timeline",
    "Drink": "history.intake",
    "Meal": "history.intake",
    "Dose": "history.intake",
    "read_workout": "history.devices",
    "read_history": "history.history_file",
    "find_place": "history.places",
    "Human": "course.human",
    "simulate": "course.simulate",
    "explain": "why.answer",
    "cite": "report.numbers",
    "Milieu": "axon.milieu",
    "Site": "handover",
}
_ROOMS = ("axon",)
__all__ = ["__version__", *_DOORS, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _DOORS:
        return getattr(importlib.import_module(f"myotwitch.{_DOORS[name]}"), name)
    if name in _ROOMS:
        return importlib.import_module(f"myotwitch.{name}")
    raise AttributeError(f"module 'myotwitch' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
