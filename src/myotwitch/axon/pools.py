"""What firing leaves behind in the axon for minutes: a busy pump, some sodium, potassium under the myelin.

The pump's course is *empirical*: two pools of sodium with measured sizes give a pump rise of 10-20 %
that is gone in two minutes, but after a maximal minute human axons stay hard to excite for 10-15
minutes. So one state, put in by hand, rises with firing and falls with the measured recovery. It
grows more steeply than the rate (8 Hz for ten minutes leaves less than a maximal minute does) and
has a ceiling. All pools are means over the muscle's units, active or not. It stops being true for
ischaemia, and for firing faster than about 40 Hz.
Sources: vagg1998, vucic2007, milder2014 and kiernan2004 (abstracts): this is what it was fitted to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.handover import Drive
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "AxonPoolParameters",
    "AxonPools",
    "initial",
    "periaxonal_ratio",
    "rate",
    "sodium_inside_mM",
    "terminal_pump",
]  # fmt: skip


@dataclass(frozen=True)
class AxonPoolParameters(Parameters):
    """The empirical pump state and three small pools."""

    pump_rise_per_s: float = sourced(
        0.0239,
        "1/s",
        ASSUMED,
        spread=(0.0155, 0.034),
        note="fitted to the threshold rise of 15 to 24 % after 60 s of maximal contraction (vagg1998, "
        "vucic2007, milder2014, abstracts), which needs a doubled pump: 60 s at 30 Hz gives 1.0",
    )
    reference_Hz: float = sourced(
        30.0,
        "Hz",
        ASSUMED,
        note="discharge of human motor units in a maximal minute, usual textbook range 20-40",
    )
    steepness: float = sourced(
        1.5,
        "",
        ASSUMED,
        spread=(1.2, 1.8),
        note="power of the rate; fitted so that 10 min at 8 Hz gives half of what a linear law would, "
        "because it raises the threshold by no more than 10 to 16 % (kiernan2004, abstract)",
    )
    pump_ceiling: float = sourced(
        2.5,
        "",
        ASSUMED,
        spread=(1.5, 4.0),
        note="the pump cannot be driven without limit; limit not measured in axons",
    )
    pump_recovery_s: float = sourced(
        300.0,
        "s",
        ASSUMED,
        spread=(200.0, 420.0),
        note="fitted to recovery over 10 to 15 min (vagg1998, abstract)",
    )
    sodium_mM_per_discharge: float = sourced(
        0.0015,
        "mM",
        ASSUMED,
        spread=(0.0007, 0.005),
        note="into the tenth of the internode next to the node; what our own run of membrane and ion pools gives "
        "(`together.py`): 0.0015 for the reference, 0.003 to 0.006 for axons with longer spikes; never measured",
    )
    sodium_spreads_s: float = sourced(
        80.0,
        "s",
        ASSUMED,
        spread=(50.0, 130.0),
        note="diffusion over a half internode of 690 µm at 0.6 µm²/ms",
    )
    potassium_mM_per_discharge: float = sourced(
        0.001,
        "mM",
        ASSUMED,
        spread=(0.0003, 0.003),
        note="load under the myelin is not known; 30 Hz then holds 0.6 mM, which moves the threshold little",
    )
    potassium_clears_s: float = sourced(
        20.0, "s", ASSUMED, spread=(5.0, 60.0), note="1 to 100 s all give one stable state; not measured"
    )
    bulk_over_node: float = sourced(
        9.0, "", ASSUMED, note="axoplasm beyond the tenth of the internode that counts as the node's"
    )
    node_pumped_s: float = sourced(
        32.0, "s", ASSUMED, note="the node's own pump against its sodium; same run (ensemble 24 to 33 s)"
    )
    bulk_pumped_s: float = sourced(
        2240.0, "s", ASSUMED, note="the pump of the internode, small; same run (ensemble 1800 to 5600 s)"
    )


class AxonPools(NamedTuple):
    """State of the minute pools of one muscle's motor axons; all zero after a long rest."""

    pump_excess: float
    """Empirical: pump current over its rest, minus one."""
    nodal_sodium_mM: float
    """Sodium at the node above its rest."""
    periaxonal_excess: float
    """Potassium under the myelin over that outside, minus one."""
    bulk_sodium_mM: float
    """Sodium of the rest of the internode above its rest."""


def initial(p: AxonPoolParameters) -> AxonPools:
    """The pools after a long rest."""
    return AxonPools(0.0, 0.0, 0.0, 0.0)


@physics
def rate(y: AxonPools, p: AxonPoolParameters, drive: Drive, potassium_mM: float) -> AxonPools:
    """Change per second of each pool. potassium_mM: outside the terminal."""
    rise = 0.0
    if drive.discharge_Hz > 0.0:
        rise = p.pump_rise_per_s * math.exp(p.steepness * math.log(drive.discharge_Hz / p.reference_Hz))
    rise *= drive.active_fraction
    mean_Hz = drive.discharge_Hz * drive.active_fraction
    spread = (y.nodal_sodium_mM - y.bulk_sodium_mM) / p.sodium_spreads_s
    return AxonPools(
        rise * (1.0 - y.pump_excess / p.pump_ceiling) - y.pump_excess / p.pump_recovery_s,
        p.sodium_mM_per_discharge * mean_Hz - spread - y.nodal_sodium_mM / p.node_pumped_s,
        p.potassium_mM_per_discharge * mean_Hz / potassium_mM - y.periaxonal_excess / p.potassium_clears_s,
        spread / p.bulk_over_node - y.bulk_sodium_mM / p.bulk_pumped_s,
    )


@physics
def terminal_pump(y: AxonPools, p: AxonPoolParameters) -> float:
    """Pump current over its resting value; goes into `Site.pump` of terminal and trunk alike."""
    return 1.0 + y.pump_excess


@physics
def periaxonal_ratio(y: AxonPools, p: AxonPoolParameters) -> float:
    """Potassium under the myelin over that outside; goes into `Site.periaxonal_potassium_ratio`."""
    return 1.0 + y.periaxonal_excess


@physics
def sodium_inside_mM(y: AxonPools, p: AxonPoolParameters, resting_mM: float) -> float:
    """Sodium at the node; goes into `Site.sodium_inside_mM`."""
    return resting_mM + y.nodal_sodium_mM
