"""The milieu that people make by hand: `handover.Milieu` that knows what rest is.

The assumption and its limits are those of `exposure.resting_site`.
"""

from __future__ import annotations

from myotwitch import handover
from myotwitch.axon.exposure import resting_milieu

__all__ = ["Milieu"]


class Milieu(handover.Milieu):
    """Both sites of one muscle's motor axons at one time: `trunk` and `terminal`, each a `Site`."""

    __slots__ = ()

    @classmethod
    def resting(cls) -> Milieu:
        """A resting person at the temperature of the clinical test, 34 °C."""
        return cls(*resting_milieu())
