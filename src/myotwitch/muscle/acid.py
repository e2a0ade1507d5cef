"""Glycolysis leaves lactate and acid; both cross to the blood, lactate with its hydrogen ion.

Lactate transport saturates with the gradient and rises with blood flow; acid also leaves by
itself. The cell buffers with one constant, and the blood's own pH does not slow the way out,
which stops being true in a whole-body sprint.
Sources: Sahlin 1976, Juel 1990, Allsop 1990, Bogdanis 1995.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "Acid",
    "acid_efflux_mM_per_s",
    "hydrogen_from_phosphocreatine",
    "lactate_as_fuel_mM_per_s",
    "lactate_efflux_mM_per_s",
    "muscle_pH",
]


@dataclass(frozen=True)
class Acid(Parameters):
    """Lactate and hydrogen ions of one litre of muscle cell water."""

    pH_rest: float = sourced(
        7.05, "", "sahlin1976", where="7.08 in homogenate; magnetic resonance 7.0 to 7.1", spread=(7.0, 7.08)
    )
    lactate_rest_mM: float = sourced(
        1.0, "mM", ASSUMED, note="resting muscle equals resting blood in this model"
    )
    resting_glycolysis_mM_per_s: float = sourced(
        6e-4, "mM/s", ASSUMED, spread=(4e-4, 8e-4),
        note="turnover of lactate at rest, made and burned in place; small, chosen in the fit",
    )  # fmt: skip
    buffer_mM_per_pH: float = sourced(
        62.0, "mM", "sahlin1976", spread=(54.0, 71.0),
        note="fitted here to biopsy pH and lactate (Sahlin 1976, Bogdanis 1995), per pH unit; calibrated; magnetic resonance gives 20 to 30 beside phosphate",
    )  # fmt: skip
    acid_efflux_mM_per_s_per_pH: float = sourced(
        0.048, "mM/s", "allsop1990", spread=(0.033, 0.07),
        note="fitted here to recovery of pH after a sprint, per pH unit; calibrated",
    )  # fmt: skip
    lactate_efflux_per_s: float = sourced(
        0.00154, "1/s", "sahlin1976", spread=(0.0011, 0.0021),
        note="fitted here to a half time of 9.5 min at rest after work; calibrated",
    )  # fmt: skip
    lactate_efflux_by_flow_per_s: float = sourced(
        0.0057, "1/s", "juel1990", spread=(0.004, 0.008),
        note="fitted here to a release of 15.5 mmol/min from one thigh; calibrated",
    )  # fmt: skip
    lactate_saturation_mM: float = sourced(
        38.0, "mM", ASSUMED, spread=(27.0, 53.0), note="gradient at which transport is half saturated; release levels off in Jorfeldt 1978, remembered"
    )  # fmt: skip
    lactate_burned_per_s: float = sourced(
        0.00017,
        "1/s",
        ASSUMED,
        spread=(1e-4, 3e-4),
        note="lactate oxidised in resting muscle; chosen in the fit",
    )
    lactate_fuel_share: float = sourced(
        0.54, "", "mazzeo1986", spread=(0.44, 0.66), where="abstract: burning is the main fate of lactate in exercise",
        note="most of the working muscle's oxidation that its own lactate can feed; the size is assumed, fitted with the energy numbers",
    )  # fmt: skip
    lactate_fuel_half_mM: float = sourced(
        3.5, "mM", ASSUMED, spread=(2.2, 5.6), note="lactate above rest at half of that share; fitted with the energy numbers"
    )  # fmt: skip
    atp_per_lactate: float = sourced(
        15.0, "", ASSUMED, spread=(14.0, 17.0), note="full oxidation of one lactate, textbook: half of a glycosyl unit less glycolysis"
    )  # fmt: skip
    hydrogen_per_lactate: float = sourced(
        0.9, "", ASSUMED, spread=(0.8, 0.98), note="acid load that leaves with each lactate; the rest is carried by the other term"
    )  # fmt: skip
    phosphocreatine_pK: float = sourced(
        6.75, "", ASSUMED, spread=(6.7, 6.8), note="second pK of phosphate, textbook; splitting phosphocreatine takes up acid"
    )  # fmt: skip


@physics
def muscle_pH(acid_load_mM: float, p: Acid) -> float:
    """pH inside from the buffered acid load above rest."""
    return p.pH_rest - acid_load_mM / p.buffer_mM_per_pH


@physics
def lactate_efflux_mM_per_s(lactate_mM: float, blood_lactate_mM: float, perfusion: float, p: Acid) -> float:
    """Lactate that goes to the blood, mM of cell water per second; negative is taken up."""
    gradient = lactate_mM - blood_lactate_mM
    conductance = p.lactate_efflux_per_s + p.lactate_efflux_by_flow_per_s * perfusion
    return conductance * gradient / (1.0 + math.sqrt(gradient * gradient + 1e-4) / p.lactate_saturation_mM)


@physics
def lactate_as_fuel_mM_per_s(lactate_mM: float, oxidation_above_rest_mM_per_s: float, p: Acid) -> float:
    """Lactate that working muscle burns in place, mM/s, beside what resting muscle burns; signed about rest."""
    above = lactate_mM - p.lactate_rest_mM
    most = p.lactate_fuel_share * oxidation_above_rest_mM_per_s / p.atp_per_lactate
    return most * above / (math.sqrt(above * above + 1e-4) + p.lactate_fuel_half_mM)


@physics
def hydrogen_from_phosphocreatine(pH: float, p: Acid) -> float:
    """Hydrogen ions bound per phosphocreatine split, 0 to 1."""
    return 1.0 / (1.0 + math.exp(2.302585092994046 * (pH - p.phosphocreatine_pK)))


@physics
def acid_efflux_mM_per_s(pH: float, p: Acid) -> float:
    """Acid that leaves without lactate, mM of cell water per second."""
    return p.acid_efflux_mM_per_s_per_pH * (p.pH_rest - pH)
