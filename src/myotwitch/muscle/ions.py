"""Each action potential lets potassium out and sodium in; the pump brings both back and overshoots.

Sodium and potassium are exchanged one for one, so potassium inside follows from sodium inside
and is no state of its own. Interstitial sodium belongs to the body, which is large. The pump's
extra drive outlasts the work and pulls interstitial potassium below rest. It stops being true
for a muscle that swells, or whose interstitium is not one well-mixed pool.
Sources: Juel 2000, Nordsborg 2003, Medbø & Sejersted 1994, Clausen 2003.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.kernels import physics
from myotwitch.muscle.smooth import changing
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["IonFlows", "Ions", "ion_flows", "potassium_inside_mM", "potassium_washout_mM_per_s", "pump_drive_rate",
           "pump_mM_per_s", "resting_leak_mM_per_s", "resting_sodium_mM", "sodium_entry_mM_per_s"]  # fmt: skip

_FITTED = "fitted here by validation/calibrate_potassium.py to interstitial, plasma and muscle potassium of eight papers; calibrated"


@dataclass(frozen=True)
class Ions(Parameters):
    """Sodium and potassium of one muscle; concentrations per litre of the water they are in."""

    sodium_rest_mM: float = sourced(
        12.0,
        "mM",
        ASSUMED,
        note="usual inside value at the reference plasma potassium; biopsies give up to 26",
    )
    potassium_inside_rest_mM: float = sourced(
        155.0, "mM", "sjogaard1983", where="161 at rest", spread=(150.0, 161.0)
    )
    potassium_outside_rest_mM: float = sourced(
        4.2, "mM", "juel2000", where="abstract, 4.19 ± 0.09 SEM at rest", note="at plasma 4.0"
    )
    interstitial_excess_mM: float = sourced(
        0.2,
        "mM",
        ASSUMED,
        note="interstitial over plasma potassium at rest: 4.2 (Juel 2000) less a usual plasma 4.0",
    )
    cell_water_L_per_kg: float = sourced(
        0.65, "L/kg", ASSUMED, spread=(0.62, 0.68), note="cell water per wet muscle mass, textbook"
    )
    interstitial_share: float = sourced(
        0.17, "", ASSUMED, spread=(0.13, 0.21), note="interstitial over cell water; 0.11 L/kg, remembered"
    )
    entry_slow_mM: float = sourced(
        0.00253, "mM", "clausen2003", spread=(0.0018, 0.0035),
        note=_FITTED + "; rat soleus exchanges 1.5 nmol/g a spike, 2.3e-3 mM of cell water (remembered)",
    )  # fmt: skip
    entry_fast_mM: float = sourced(
        0.00373, "mM", "clausen2003", spread=(0.0027, 0.0051),
        note=_FITTED + "; rat EDL exchanges 6.5 nmol/g a spike, 1e-2 mM of cell water (remembered)",
    )  # fmt: skip
    fibre_rate_max_Hz: float = sourced(
        27.0, "Hz", ASSUMED, spread=(22.0, 32.0),
        note="mean discharge of all fibres at full activation; between the 25 and 35 Hz peak rates of Potvin & Fuglevand 2017",
    )  # fmt: skip
    block_half_mM: float = sourced(
        14.0, "mM", ASSUMED, spread=(12.5, 15.5), note="interstitial potassium at which spikes stop; remembered from rodent muscle"
    )  # fmt: skip
    pump_max_mM_per_s: float = sourced(
        0.061,
        "mM/s",
        ASSUMED,
        spread=(0.044, 0.084),
        note=_FITTED + "; degenerate with the sodium half-value",
    )
    pump_half_sodium_mM: float = sourced(
        11.7,
        "mM",
        ASSUMED,
        spread=(8.4, 16.0),
        note=_FITTED + "; not identifiable, the literature has about 13",
    )
    pump_half_potassium_mM: float = sourced(
        1.97, "mM", ASSUMED, spread=(1.4, 2.7),
        note=_FITTED + "; the muscle's own isoform has a low affinity, 2.9 to 3.6 mM (DiFranco 2015, remembered)",
    )  # fmt: skip
    pump_drive_gain: float = sourced(
        3.98, "", "medbo1994", spread=(2.9, 5.5), note=_FITTED + "; extra pumping at full drive over none"
    )
    pump_drive_steepness: float = sourced(1.29, "", ASSUMED, spread=(0.93, 1.8), note=_FITTED)
    pump_drive_on_s: float = sourced(
        20.0, "s", ASSUMED, spread=(10.0, 30.0), note="rat muscle raises its pumping within 10 s (Nielsen & Clausen 1997)"
    )  # fmt: skip
    pump_drive_off_s: float = sourced(
        180.0, "s", "medbo1994", spread=(130.0, 250.0),
        note=_FITTED + "; plasma stays low for 30 min or more in rowers, so a slower part is missing",
    )  # fmt: skip
    washout_per_s: float = sourced(0.0223, "1/s", "juel2000", spread=(0.016, 0.031), note=_FITTED)
    washout_by_flow_per_s: float = sourced(0.00757, "1/s", "juel2000", spread=(0.0055, 0.01), note=_FITTED)


class IonFlows(NamedTuple):
    """Signed; what the cell gains in sodium it loses in potassium."""

    sodium_gained_mM_per_s: float
    """Per litre of cell water."""
    potassium_washed_mM_per_s: float
    """To the plasma, per litre of interstitial water."""


@physics
def pump_mM_per_s(sodium_mM: float, potassium_outside_mM: float, drive: float, p: Ions) -> float:
    """Sodium pumped out, and potassium in, mM of cell water per second."""
    sodium = max(sodium_mM, 0.0)
    potassium = max(potassium_outside_mM, 0.0)
    by_sodium = sodium / (sodium + p.pump_half_sodium_mM)
    by_potassium = potassium / (potassium + p.pump_half_potassium_mM)
    return (
        p.pump_max_mM_per_s
        * by_sodium * by_sodium * by_sodium * by_potassium * by_potassium
        * (1.0 + p.pump_drive_gain * drive)
    )  # fmt: skip


@physics
def resting_leak_mM_per_s(p: Ions) -> float:
    """Sodium that leaks in at rest: what the pump carries at the reference state, mM/s."""
    return pump_mM_per_s(p.sodium_rest_mM, p.potassium_outside_rest_mM, 0.0, p)


@physics
def sodium_entry_mM_per_s(activation: float, potassium_outside_mM: float, p: Ions) -> float:
    """Sodium that enters (and potassium that leaves) with spikes and leak, mM/s.

    Slow fibres, which are recruited first, exchange less in a spike than fast ones: the mean over
    the recruited share rises in a line.
    """
    conducting = 1.0 / (1.0 + math.exp(potassium_outside_mM - p.block_half_mM))
    per_spike = p.entry_slow_mM + 0.5 * (p.entry_fast_mM - p.entry_slow_mM) * activation
    return resting_leak_mM_per_s(p) + per_spike * p.fibre_rate_max_Hz * activation * conducting


@physics
def potassium_washout_mM_per_s(
    potassium_outside_mM: float, plasma_mM: float, perfusion: float, p: Ions
) -> float:
    """Potassium from interstitium to plasma, mM of interstitial water per second; signed."""
    conductance = p.washout_per_s + p.washout_by_flow_per_s * perfusion
    return conductance * (potassium_outside_mM - plasma_mM - p.interstitial_excess_mM)


@physics
def pump_drive_rate(activation: float, drive: float, p: Ions) -> float:
    """Rate of the extra pump drive, per second; it comes fast with work and goes slowly."""
    target = math.tanh(p.pump_drive_steepness * activation)
    return changing(target, drive, p.pump_drive_on_s, p.pump_drive_off_s)


@physics
def potassium_inside_mM(sodium_mM: float, p: Ions) -> float:
    """Potassium inside, mM: algebraic, because each sodium ion that stays has replaced one."""
    return p.potassium_inside_rest_mM - (sodium_mM - p.sodium_rest_mM)


@physics
def resting_sodium_mM(potassium_outside_mM: float, p: Ions) -> float:
    """Sodium inside at which the pump just carries the leak, mM."""
    by_potassium = potassium_outside_mM / (potassium_outside_mM + p.pump_half_potassium_mM)
    cube = resting_leak_mM_per_s(p) / (p.pump_max_mM_per_s * by_potassium * by_potassium)
    filled = math.exp(math.log(cube) / 3.0)
    return p.pump_half_sodium_mM * filled / (1.0 - filled)


@physics
def ion_flows(sodium_mM: float, potassium_outside_mM: float, pump_drive: float, activation: float, plasma_mM: float,
              perfusion: float, p: Ions) -> IonFlows:  # fmt: skip
    """Both fluxes of one muscle: across the membrane and to the plasma."""
    entered = sodium_entry_mM_per_s(activation, potassium_outside_mM, p)
    pumped = pump_mM_per_s(sodium_mM, potassium_outside_mM, pump_drive, p)
    washed = potassium_washout_mM_per_s(potassium_outside_mM, plasma_mM, perfusion, p)
    return IonFlows(entered - pumped, washed)
