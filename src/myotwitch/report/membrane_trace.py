"""One discharge of the model's nerve ending, at rest and in the fluid of a simulated day.

Assumes a node that one short pulse excites, as `axon.spike_shape` does. Nobody has recorded this
voltage in a human motor axon, so the trace shows what the model does and proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.axon.cable import stepped
from myotwitch.axon.exposure import exposure, resting_site
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.handover import Site
from myotwitch.provenance import ASSUMED, origins, short_citation, values

__all__ = ["MembraneTrace", "membrane_trace"]

_STEP_ms, _PULSE_ms, _PULSE_pA, _FOR_ms, _EVERY = 0.01, 0.1, 6000.0, 4.0, 4


@dataclass(frozen=True)
class MembraneTrace:
    """Voltage of the node, mV, over time, ms: in the given fluid and at rest. sources: short citations.

    numbers, assumed: how many numbers the membrane has, and how many of them have no source.
    """

    times_ms: tuple[float, ...]
    now_mV: tuple[float, ...]
    rest_mV: tuple[float, ...]
    sources: tuple[str, ...]
    numbers: int
    assumed: int


def _voltages(site: Site, axon: AxonParameters) -> list[float]:
    p = values(axon)
    e = exposure(site, values(axon.concentrations), values(axon.screening))
    s = surroundings(e, 1.0, p)
    y, found = resting_state(s, p)[0], []
    for i in range(int(_FOR_ms / _STEP_ms)):
        if i % _EVERY == 0:
            found.append(float(y.node_mV))
        y = stepped(y, s, p, _PULSE_pA if i * _STEP_ms < _PULSE_ms else 0.0, _STEP_ms)
    return found


def membrane_trace(site: Site) -> MembraneTrace:
    """The discharge that one short pulse sets off at a site, and at the same site at rest."""
    axon = AxonParameters()
    numbers = origins(axon)
    now, rest = _voltages(site, axon), _voltages(resting_site(site.temperature_C), axon)
    keys = sorted({o.source for o in numbers if o.source != ASSUMED})
    return MembraneTrace(
        tuple(i * _EVERY * _STEP_ms for i in range(len(now))), tuple(now), tuple(rest),
        tuple(short_citation(key) for key in keys), len(numbers), sum(o.assumed for o in numbers),
    )  # fmt: skip
