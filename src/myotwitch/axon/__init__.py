"""The fast membrane: the distal motor axon in a given milieu, microseconds to seconds."""

from __future__ import annotations

import importlib
from typing import Any

_DOORS = {
    "MotorAxon": "motor_axon",
    "Milieu": "milieu",
    "ectopic_rate": "motor_axon",
    "excitability": "clinical_tests",
    "resting_milieu": "exposure",
    "resting_site": "exposure",
}
__all__ = [*_DOORS]


def __getattr__(name: str) -> Any:
    if name in _DOORS:
        return getattr(importlib.import_module(f"myotwitch.axon.{_DOORS[name]}"), name)
    raise AttributeError(f"module 'myotwitch.axon' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
