"""How excitable the nerve trunk is now, as the clinic would measure it, without running the membrane.

The threshold of an ordinary node for a pulse of 1 ms, from the same kind of cubic as the noise threshold.
Assumes the fitted axon and holds inside the box of `surrogate.py`. Only a ratio to another
milieu means anything. Source: our own membrane; the full tests are in `clinical_tests.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from myotwitch.axon.exposure import exposure
from myotwitch.axon.potentials import Concentrations
from myotwitch.axon.screening import Screening
from myotwitch.axon.surrogate import ThresholdMap, collapsed, in_box, shipped_trunk
from myotwitch.handover import Site
from myotwitch.kernels import physics
from myotwitch.provenance import values

__all__ = ["TrunkModel", "threshold_ratio", "trunk_model"]


class TrunkModel(NamedTuple):
    """Everything that the ratio needs, ready for compiled code."""

    concentrations: Concentrations
    screening: Screening
    map: ThresholdMap


def trunk_model(
    concentrations: Concentrations | None = None,
    screening: Screening | None = None,
    threshold_map: ThresholdMap | None = None,
) -> TrunkModel:
    """The given map and inputs; each left out is the reference."""
    return TrunkModel(
        values(concentrations or Concentrations()),
        values(screening or Screening()),
        threshold_map or shipped_trunk(),
    )


@physics
def threshold_ratio(now: Site, usual: Site, m: TrunkModel) -> tuple[float, float]:
    """1-ms threshold now over the usual one (above 1 is less excitable), and 1.0 when both are in the box."""
    a = exposure(now, m.concentrations, m.screening)
    b = exposure(usual, m.concentrations, m.screening)
    inside = 1.0 if in_box(a, m.map) and in_box(b, m.map) else 0.0
    return collapsed(a, m.map)[0] / collapsed(b, m.map)[0], inside
