"""The spike of the model node: how high it goes and how long it lasts.

Assumes a node that is excited by one short pulse and does not have to drive its neighbours; a
travelling spike is a little wider. Nobody has recorded the spike of a human motor axon from
inside, so there is no norm for it: it is shown, and judges nothing by itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from myotwitch.axon.cable import stepped
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings
from myotwitch.kernels import physics

__all__ = ["SpikeShape", "spike_shape"]

_STEP_ms, _PULSE_ms, _FOR_ms = 0.005, 0.1, 6.0


class SpikeShape(NamedTuple):
    """Highest voltage, mV, and time spent above the middle between rest and top, ms."""

    top_mV: float
    half_width_ms: float


@physics
def _voltages(y: MembraneState, s: Surroundings, p: AxonParameters, pA: float) -> np.ndarray:
    n = int(_FOR_ms / _STEP_ms)
    node = np.empty(n)
    for i in range(n):
        y = stepped(y, s, p, pA if i * _STEP_ms < _PULSE_ms else 0.0, _STEP_ms)
        node[i] = y.node_mV
    return node


def spike_shape(rest: MembraneState, s: Surroundings, p: AxonParameters, pulse_pA: float) -> SpikeShape:
    """Shape of the spike that a 0.1-ms pulse of pulse_pA sets off (choose it well above threshold)."""
    node = _voltages(rest, s, p, pulse_pA)
    top = float(node.max())
    middle = 0.5 * (top + rest.node_mV)
    return SpikeShape(top, _STEP_ms * float((node > middle).sum()))
