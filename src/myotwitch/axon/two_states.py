"""Can the axon rest in two ways? Potassium under the myelin may hold the voltage that holds the potassium.

Bostock, Baker and Reid saw released human axons fall into two groups, as if one membrane had two stable
states: a usual one, and a depolarised one in which potassium collects under the myelin faster than it
is cleared. Here the same axon is let go from both sides, from its rest and from a depolarised
membrane over much potassium, in a milieu that then stands still; two quiet ends mean two states. Assumes that
what has not moved in the last minutes is stable. Source of the idea: bostock1991 (remembered); nothing is fitted to it.
"""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np

from myotwitch.axon.fluxes import IonPoolParameters, IonPools, around
from myotwitch.axon.membrane import AxonParameters, steady_state
from myotwitch.axon.together import Life, Stretch, course, resting_life, resting_pools
from myotwitch.provenance import values

__all__ = ["Ends", "cleared_in", "ends"]

_LOADED_mM, _DEPOLARISED_mV = 40.0, -45.0
_LONG_s = 1800.0
_APART_mV, _APART_mM, _STILL_mM = 2.0, 1.0, 0.1
_PARTS = 20


class Ends(NamedTuple):
    """Where the same axon ends from both sides."""

    from_rest: Life
    from_loaded: Life
    still: bool
    """Both neither fire nor move any more: over the last fifth no spike, and no pool beyond 0.1 mM."""

    @property
    def apart(self) -> bool:
        """Whether the ends differ by more than a run that has not quite settled could."""
        low, high = self.from_rest, self.from_loaded
        return (
            abs(low.membrane.internode_mV - high.membrane.internode_mV) > _APART_mV
            and abs(low.pools.periaxonal_potassium_mM - high.pools.periaxonal_potassium_mM) > _APART_mM
        )

    @property
    def two(self) -> bool:
        """Two resting states. Ends that are apart but not still are phases of a slow cycle, or not settled."""
        return self.apart and self.still


def _still(lives: list[Life], fired: np.ndarray) -> bool:
    late = np.array([life.pools for life in lives[-_PARTS // 5 - 1 :]])
    return bool(np.ptp(late, axis=0).max() < _STILL_mM and fired[-_PARTS // 5 :].max() == 0.0)


def ends(
    stretch: Stretch, axon: AxonParameters, numbers: IonPoolParameters | None = None, seconds: float = _LONG_s
) -> Ends:
    """Let the axon settle in one unchanging milieu, from rest and from a loaded cleft.

    stretch: the milieu; its own length is not used. Raises Refusal as `together.course` does.
    """
    numbers = numbers or IonPoolParameters()
    p, long = values(numbers), stretch._replace(seconds=seconds)
    hot = stretch.persistent_factor
    rest = resting_life(axon, hot)
    loaded = IonPools(*resting_pools(axon)[:2], _LOADED_mM)
    s = around(loaded, stretch.exposure, hot, stretch.pump_available, p, axon)
    high = Life(steady_state(_DEPOLARISED_mV, _DEPOLARISED_mV, s, axon), loaded)
    _, low, slow = course([long], axon, numbers=numbers, every_s=seconds / _PARTS, start=rest)
    _, up, fast = course([long], axon, numbers=numbers, every_s=seconds / _PARTS, start=high)
    return Ends(low[-1], up[-1], _still(low, slow) and _still(up, fast))


def cleared_in(seconds: float) -> IonPoolParameters:
    """Pools whose cleft empties with this time constant."""
    return dataclasses.replace(IonPoolParameters(), potassium_clears_s=seconds)
