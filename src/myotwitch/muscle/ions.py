"""Each action potential lets potassium out and sodium in; the pump brings both back and overshoots.

Sodium and potassium are exchanged one for one, so potassium inside follows from sodium inside
and is no state of its own. Interstitial sodium belongs to the body, which is large. The pump's
extra drive outlasts the work by minutes, adrenaline's by half an hour; they pull interstitial potassium below rest. What was
lost comes back over hours: blood brings little at rest, and a tired pump asks for little more.
Lasting work meets a stronger driven pump, so that an hour of running costs no more than minutes.
It stops being true for a muscle that swells, or whose interstitium is not one well-mixed pool.
Sources: Juel 2000, Nordsborg 2003, Medbø & Sejersted 1994, Leppik 2004, Clausen 2003, Clausen & Flatman 1977.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.kernels import physics
from myotwitch.muscle.smooth import at_most_one, changing
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "IonFlows",
    "Ions",
    "by_warmth",
    "ion_flows",
    "potassium_inside_mM",
    "potassium_washout_mM_per_s",
    "pump_drive_rate",
    "pump_mM_per_s",
    "resting_sodium_mM",
    "sodium_entry_mM_per_s",
    "worked_for_long",
]  # fmt: skip

_FITTED = "fitted here by validation/calibrate_potassium.py to interstitial, plasma and muscle potassium of ten papers; calibrated"


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
    entry_mM: float = sourced(
        0.00317, "mM", "clausen2003", spread=(0.0023, 0.0044),
        note=_FITTED + "; rat soleus exchanges 1.5 and rat EDL 6.5 nmol/g a spike, 2.3e-3 and 1e-2 mM of cell water (remembered)",
    )  # fmt: skip
    fibre_rate_max_Hz: float = sourced(
        27.0, "Hz", ASSUMED, spread=(22.0, 32.0),
        note="mean discharge of all fibres at full activation; between the 25 and 35 Hz peak rates of Potvin & Fuglevand 2017",
    )  # fmt: skip
    block_half_mM: float = sourced(
        14.0, "mM", ASSUMED, spread=(12.5, 15.5), note="interstitial potassium at which spikes stop; remembered from rodent muscle"
    )  # fmt: skip
    pump_rest_mM_per_s: float = sourced(
        0.00246, "mM/s", "clausen2003", spread=(0.0018, 0.0034),
        note=_FITTED + "; 0.1 mmol/kg/min, a twentieth of what all pumps could do (remembered)",
    )  # fmt: skip
    pump_half_sodium_mM: float = sourced(
        5.03, "mM", ASSUMED, spread=(3.6, 6.9),
        note=_FITTED + "; of each of three sites: 2.6 to 3.4 would be half of the maximum at 10 to 13 mM, as in isolated pumps (remembered)",
    )  # fmt: skip
    pump_half_potassium_mM: float = sourced(
        2.87, "mM", ASSUMED, spread=(2.1, 4.0),
        note=_FITTED + "; the muscle's own isoform has a low affinity, 2.9 to 3.6 mM (DiFranco 2015, remembered)",
    )  # fmt: skip
    pump_tired_most: float = sourced(
        0.16, "", "leppik2004", spread=(0.1, 0.25), where="abstract: maximal activity -6.6, -10.7, -12.6 % at 10, 45, 72 min of cycling",
        note="set by hand to these (calibrated); 50 maximal contractions gave -13.8 % (Fraser 2002), half an hour of holds -38 % (Fowles 2002)",
    )  # fmt: skip
    worked_half_loss: float = sourced(
        0.0826, "", "leppik2004", spread=(0.06, 0.11), where="the pump and calcium release fell together",
        note=_FITTED + "; long-lasting loss of force at which half of both changes of the pump are reached",
    )  # fmt: skip
    pump_moved_gain: float = sourced(
        0.814, "", ASSUMED, spread=(0.59, 1.1),
        note=_FITTED + "; growth of driven pumping in lasting work: pumps move to the membrane and are freed by phosphorylation "
        "(reviewed by McKenna 2024); a fall of what each spike exchanges would do the same",
    )  # fmt: skip
    pump_q10: float = sourced(
        2.27, "", ASSUMED, spread=(2.0, 2.7),
        note="rise of all pumping per 10 °C above a resting thigh; sodium pumps of warm-blooded cells, remembered 2 to 2.7. The leak is "
        "taken to rise alike, so that rest is rest at any temperature",
    )  # fmt: skip
    fitted_below_core_C: float = sourced(
        1.3, "delta_degC", "kenny2003", note="resting thigh below the usual core, where the pump and what a spike exchanges were fitted"
    )  # fmt: skip
    entry_q10: float = sourced(
        0.74, "", ASSUMED, spread=(0.55, 0.85),
        note="of what a spike exchanges, per 10 °C above a resting thigh: spikes of warm fibres are shorter; remembered",
    )  # fmt: skip
    pump_drive_gain: float = sourced(
        2.81, "", "medbo1994", spread=(2.0, 3.9), note=_FITTED + "; extra pumping at full drive over none"
    )
    pump_drive_steepness: float = sourced(
        4.27, "", ASSUMED, spread=(3.1, 5.9), note=_FITTED + "; the drive is full from an activation of 0.23"
    )
    pump_adrenaline_gain: float = sourced(
        0.791, "", "clausen1977", where="abstract", spread=(0.55, 1.1),
        note=_FITTED + "; extra pumping at the adrenaline of maximal effort over none; 83 % more sodium out of rat soleus at a high dose "
        "(abstract). It fades over 20 min and so keeps plasma low after the work's own drive is gone",
    )  # fmt: skip
    pump_drive_on_s: float = sourced(
        21.2, "s", "vollestad1994", spread=(15.0, 29.0), note=_FITTED + "; rat muscle raises its pumping within 10 s (Nielsen & Clausen 1997, remembered)"
    )  # fmt: skip
    pump_drive_off_s: float = sourced(
        118.0, "s", "medbo1994", spread=(86.0, 160.0),
        note=_FITTED + "; plasma stays low for 30 min or more in rowers, which adrenaline does here",
    )  # fmt: skip


class IonFlows(NamedTuple):
    """Signed; what the cell gains in sodium it loses in potassium."""

    sodium_gained_mM_per_s: float
    """Per litre of cell water."""
    potassium_washed_mM_per_s: float
    """To the plasma, per litre of interstitial water."""


@physics
def worked_for_long(long_loss: float, p: Ions) -> float:
    """0 in a rested muscle, near 1 after an hour of work; it fades in hours, with the long-lasting loss of force."""
    square = long_loss * long_loss
    return square / (square + p.worked_half_loss * p.worked_half_loss)


@physics
def pump_mM_per_s(
    sodium_mM: float, potassium_outside_mM: float, drive: float, worked: float, adrenaline: float, warmer_C: float,
    p: Ions,
) -> float:  # fmt: skip
    """Sodium pumped out, and potassium in, mM of cell water per second; `warmer_C` over a resting thigh."""
    by_sodium = max(sodium_mM, 0.0) / (max(sodium_mM, 0.0) + p.pump_half_sodium_mM)
    by_sodium /= p.sodium_rest_mM / (p.sodium_rest_mM + p.pump_half_sodium_mM)
    undriven = 1.0 - p.pump_tired_most * worked
    driven = (
        p.pump_drive_gain * drive * (1.0 + p.pump_moved_gain * worked) + p.pump_adrenaline_gain * adrenaline
    )
    return (
        p.pump_rest_mM_per_s * by_sodium * by_sodium * by_sodium
        * _potassium_factor(potassium_outside_mM, p) * (undriven + driven) * by_warmth(p.pump_q10, warmer_C)
    )  # fmt: skip


@physics
def _potassium_factor(potassium_outside_mM: float, p: Ions) -> float:
    potassium = max(potassium_outside_mM, 0.0)
    now = potassium / (potassium + p.pump_half_potassium_mM)
    usual = p.potassium_outside_rest_mM / (p.potassium_outside_rest_mM + p.pump_half_potassium_mM)
    return now * now / (usual * usual)


@physics
def by_warmth(q10: float, warmer_C: float) -> float:
    """Factor of a rate with that Q10 at `warmer_C` above the temperature where it is 1."""
    return math.exp(0.1 * math.log(q10) * warmer_C)


@physics
def sodium_entry_mM_per_s(activation: float, potassium_outside_mM: float, warmer_C: float, p: Ions) -> float:
    """Sodium that enters (and potassium that leaves) with spikes and leak, mM/s.

    One mean exchange per spike: slow fibres, which are recruited first, exchange less than fast ones, but
    fast ones fire for a smaller part of an all-out cycle, and the papers cannot tell the two apart.
    """
    conducting = 1.0 / (1.0 + math.exp(potassium_outside_mM - p.block_half_mM))
    by_spikes = p.entry_mM * by_warmth(p.entry_q10, warmer_C) * p.fibre_rate_max_Hz * activation * conducting
    return p.pump_rest_mM_per_s * by_warmth(p.pump_q10, warmer_C) + by_spikes


@physics
def potassium_washout_mM_per_s(
    potassium_outside_mM: float, plasma_mM: float, clearance_L_per_kg_per_s: float, p: Ions
) -> float:
    """Potassium from interstitium to plasma, mM of interstitial water per second; signed."""
    turnover = clearance_L_per_kg_per_s / (p.cell_water_L_per_kg * p.interstitial_share)
    return turnover * (potassium_outside_mM - plasma_mM - p.interstitial_excess_mM)


@physics
def pump_drive_rate(activation: float, drive: float, p: Ions) -> float:
    """Rate of the extra pump drive, per second; it comes fast with work and goes slowly."""
    target = at_most_one(p.pump_drive_steepness * activation)
    return changing(target, drive, p.pump_drive_on_s, p.pump_drive_off_s)


@physics
def potassium_inside_mM(sodium_mM: float, p: Ions) -> float:
    """Potassium inside, mM: algebraic, because each sodium ion that stays has replaced one."""
    return p.potassium_inside_rest_mM - (sodium_mM - p.sodium_rest_mM)


@physics
def resting_sodium_mM(potassium_outside_mM: float, p: Ions) -> float:
    """Sodium inside at which the rested pump just carries the leak, mM."""
    usual = p.sodium_rest_mM / (p.sodium_rest_mM + p.pump_half_sodium_mM)
    filled = usual * math.exp(-math.log(_potassium_factor(potassium_outside_mM, p)) / 3.0)
    return p.pump_half_sodium_mM * filled / (1.0 - filled)


@physics
def ion_flows(sodium_mM: float, potassium_outside_mM: float, pump_drive: float, worked: float, activation: float,
              adrenaline: float, warmer_C: float, plasma_mM: float, clearance_L_per_kg_per_s: float, p: Ions) -> IonFlows:  # fmt: skip
    """Both fluxes of one muscle: across the membrane and to the plasma."""
    entered = sodium_entry_mM_per_s(activation, potassium_outside_mM, warmer_C, p)
    pumped = pump_mM_per_s(sodium_mM, potassium_outside_mM, pump_drive, worked, adrenaline, warmer_C, p)
    washed = potassium_washout_mM_per_s(potassium_outside_mM, plasma_mM, clearance_L_per_kg_per_s, p)
    return IonFlows(entered - pumped, washed)
