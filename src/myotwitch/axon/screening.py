"""Calcium and magnesium screen the membrane's surface charge: with less of them channels open earlier.

Assumes one empirical logarithmic shift for all sodium gates, half of it for potassium gates and
none for the h channel, with magnesium counting less than calcium. Fits frog myelinated nerve
between no added divalents and 20 mM (hille1975); nobody has measured the shift in man. Acid adds
a small direct term, and carbon dioxide has a weak path of its own: fast breathing excites axons
without a fall of ionised calcium, and how is not known. Both are explicit and small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Screening", "screening_mV"]


@dataclass(frozen=True)
class Screening(Parameters):
    """Shift of the sodium gates with divalent ions, acid and carbon dioxide."""

    per_decade_mV: float = sourced(
        22.5, "mV", "hille1975", where="20 to 25 mV for ten times the divalents", spread=(20.0, 25.0)
    )
    magnesium_weight: float = sourced(
        0.4, "", ASSUMED, spread=(0.3, 0.6), note="order Mg < Ca of hille1975; size chosen within what fits"
    )
    floor_mM: float = sourced(
        0.377, "mM", "hille1975", where="solved from -18 mV at no added divalents against 2 mM calcium"
    )
    potassium_gate_share: float = sourced(
        0.5,
        "",
        ASSUMED,
        note="potassium gates shift less (Hille 1968), remembered, not re-read; the threshold map is made with "
        "this value, so it has no spread",
    )
    calcium_mM: float = sourced(1.2, "mM", ASSUMED, note="normal ionised calcium, where the shift is zero")
    magnesium_mM: float = sourced(
        0.55, "mM", ASSUMED, note="normal ionised magnesium, where the shift is zero"
    )
    acid_mV_per_pH: float = sourced(
        1.5,
        "mV",
        ASSUMED,
        spread=(1.0, 2.0),
        note="direct titration near pH 7.4, acid stabilises (hille1975's acid groups); remembered, not re-read",
    )
    neutral_pH: float = sourced(7.4, "", ASSUMED, note="normal blood, where the acid term is zero")
    carbon_dioxide_mV_per_mmHg: float = sourced(
        0.05,
        "mV/mmHg",
        ASSUMED,
        spread=(0.01, 0.12),
        null_share=0.5,
        note="axons grow excitable as PCO2 falls (Macefield and Burke 1991) without less ionised calcium; "
        "size a guess: -20 mmHg, where tingling starts, gives -1 mV (axon threshold -7 %); half of all draws leave it out",
    )
    normal_pco2_mmHg: float = sourced(
        40.0, "mmHg", ASSUMED, note="normal arterial PCO2, where the term is zero"
    )


@physics
def screening_mV(calcium_mM: float, magnesium_mM: float, pH: float, pco2_mmHg: float, p: Screening) -> float:
    """Shift of the sodium gates, mV: negative when channels open at more negative voltages."""
    now = calcium_mM + p.magnesium_weight * magnesium_mM + p.floor_mM
    normal = p.calcium_mM + p.magnesium_weight * p.magnesium_mM + p.floor_mM
    return (
        p.per_decade_mV * math.log(now / normal) / math.log(10.0)
        + p.acid_mV_per_pH * (p.neutral_pH - pH)
        + p.carbon_dioxide_mV_per_mmHg * (pco2_mmHg - p.normal_pco2_mmHg)
    )
