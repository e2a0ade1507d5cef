"""Sweat carries sodium, chloride, potassium, calcium and magnesium out with its water.

The gland makes it near plasma's concentrations and the duct takes sodium back, less completely
the faster it flows; so its sodium rises with rate, and people differ widely. The assumption: one
whole-body composition at a time, calcium and magnesium do not depend on rate. It stops being true
for single body sites. Sources: Buono 2007, Baker 2009, 2011 and 2016, Holmes 2016, Lara 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.body.sizes import Size
from myotwitch.body.smooth import least, positive
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Sweat", "SweatLoss", "composition"]


class SweatLoss(NamedTuple):
    """What leaves with sweat, per second."""

    water_L_per_s: float
    sodium_mmol_per_s: float
    potassium_mmol_per_s: float
    chloride_mmol_per_s: float
    calcium_mmol_per_s: float
    magnesium_mmol_per_s: float


@dataclass(frozen=True)
class Sweat(Parameters):
    """Whole-body sweat composition."""

    sodium_mM: float = sourced(
        22.0, "mM", "barnes2019", spread=(15.0, 32.0), where="with Holmes 2016",
        note="intercept at no sweat flow, set so that the published means come out",
    )  # fmt: skip
    sodium_per_rate_mM: float = sourced(
        18.0, "mM*h/L", "holmes2016", spread=(12.0, 26.0), where="30.6 to 49.4 mM over the intensities",
        note="per L/h at 1.9 m² of skin",
    )  # fmt: skip
    sodium_offset_mM: float = sourced(
        0.0, "mM", "baker2016", where="whole-body sodium, SD 10.4 mM", spread=(-13.0, 13.0),
        note="the person's own offset; measured predictors explain only about a fifth of it",
    )  # fmt: skip
    salty_mM: float = sourced(
        0.0, "mM", ASSUMED, note="added for someone who knows to be a salty sweater; body_for puts it here"
    )
    sodium_acclimated_mM: float = sourced(
        -15.0, "mM", "buono2007", where="intercept after 10 days", spread=(-20, -10)
    )
    most_sodium_mM: float = sourced(
        100.0, "mM", ASSUMED, note="the saltiest healthy sweat stays below plasma; rounded, rarely reached"
    )
    chloride_per_sodium: float = sourced(
        0.9, "", "lara2016", where="three classes of sodium, chloride 16, 32, 54 mM"
    )
    chloride_mM: float = sourced(
        -4.0, "mM", "lara2016", where="three classes of sodium, chloride 16, 32, 54 mM"
    )
    potassium_mM: float = sourced(
        4.5, "mM", "baker2009", where="whole body = 0.74 patch + 0.30 (men)", spread=(3.4, 5.6),
        note="of the 5.7 mM that patches on the back held (Montain 2007); the wash-down itself had 3.6",
    )  # fmt: skip
    calcium_mM: float = sourced(
        1.11, "mM", "baker2011", where="wash-down of the whole body, 44.6 ± 20.1 mg/L", spread=(0.40, 1.75),
        note="patches on the back held 0.40 (Montain 2007), on five sites 1.47",
    )  # fmt: skip
    calcium_acclimated: float = sourced(-0.29, "", "chinevere2008", where="after 10 days")
    magnesium_mM: float = sourced(
        0.40, "mM", "baker2011", where="wash-down of the whole body, 9.8 ± 4.8 mg/L", spread=(0.06, 0.70),
        note="published values differ 25-fold: patches 0.052 (Montain 2007), another wash-down 1.4 (Miller 2010)",
    )  # fmt: skip
    magnesium_acclimated: float = sourced(-0.43, "", "chinevere2008", where="after 10 days")
    reference_surface_m2: float = sourced(
        1.9, "m^2", ASSUMED, note="skin to which the rate of the sodium law refers"
    )


@physics
def sodium_mM(rate_L_per_s: float, acclimation: float, p: Sweat, size: Size) -> float:
    """Sodium of sweat at a whole-body rate, mM, for usual plasma."""
    rate_L_per_h = rate_L_per_s * 3600.0 * p.reference_surface_m2 / size.surface_m2
    told = (
        p.sodium_mM + p.sodium_offset_mM + p.salty_mM + p.sodium_acclimated_mM * acclimation
        + p.sodium_per_rate_mM * rate_L_per_h
    )  # fmt: skip
    return least(5.0 + positive(told - 5.0, 6.0), p.most_sodium_mM, 10.0)


@physics
def composition(
    rate_L_per_s: float, acclimation: float, sodium: float, potassium: float, chloride: float,
    calcium: float, magnesium: float, p: Sweat, size: Size,
) -> SweatLoss:  # fmt: skip
    """What a sweat rate carries away, per second.

    sodium … magnesium: plasma's concentrations over their usual ones; a depleted plasma makes poorer sweat.
    """
    salt = sodium_mM(rate_L_per_s, acclimation, p, size)
    return SweatLoss(
        rate_L_per_s,
        rate_L_per_s * salt * sodium,
        rate_L_per_s * p.potassium_mM * potassium,
        rate_L_per_s * positive(p.chloride_per_sodium * salt + p.chloride_mM, 3.0) * chloride,
        rate_L_per_s * p.calcium_mM * (1.0 + p.calcium_acclimated * acclimation) * calcium,
        rate_L_per_s * p.magnesium_mM * (1.0 + p.magnesium_acclimated * acclimation) * magnesium,
    )
