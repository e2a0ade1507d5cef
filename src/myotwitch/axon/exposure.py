"""What the membrane feels of the fluid around it: eleven numbers of a Site merge into seven.

Exact within this model: calcium, magnesium, acid and carbon dioxide act only through the screening of
gates, and sodium inside and outside only through their ratio. It stops being true once a channel
or receptor is added that senses one of them directly.
"""

from __future__ import annotations

from typing import NamedTuple

from myotwitch.axon.potentials import Concentrations, effective_sodium_inside_mM
from myotwitch.axon.screening import Screening, screening_mV
from myotwitch.handover import Milieu, Site
from myotwitch.kernels import physics

__all__ = ["Exposure", "exposure", "resting_exposure", "resting_milieu", "resting_site"]


class Exposure(NamedTuple):
    """The seven inputs of the membrane."""

    potassium_mM: float
    periaxonal_ratio: float
    """Potassium under the myelin over that outside."""
    screening_mV: float
    sodium_inside_mM: float
    """Effective: at the reference sodium outside."""
    pump: float
    temperature_C: float
    current_pA: float


@physics
def exposure(site: Site, concentrations: Concentrations, screening: Screening) -> Exposure:
    """The seven inputs that a Site amounts to."""
    return Exposure(
        site.potassium_mM,
        site.periaxonal_potassium_ratio,
        screening_mV(site.calcium_mM, site.magnesium_mM, site.pH, site.pco2_mmHg, screening),
        effective_sodium_inside_mM(site.sodium_inside_mM, site.sodium_mM, concentrations),
        site.pump,
        site.temperature_C,
        site.current_pA,
    )


def resting_exposure(temperature_C: float = 34.0) -> Exposure:
    """The inputs at which the membrane was fitted."""
    c = Concentrations()
    return Exposure(c.potassium_mM, 1.0, 0.0, c.sodium_inside_mM, 1.0, temperature_C, 0.0)


def resting_site(temperature_C: float = 34.0) -> Site:
    """The fluid in which the membrane was fitted, with the normal calcium, magnesium, pH and PCO2."""
    c, s = Concentrations(), Screening()
    return Site(
        potassium_mM=c.potassium_mM,
        periaxonal_potassium_ratio=1.0,
        sodium_mM=c.sodium_mM,
        sodium_inside_mM=c.sodium_inside_mM,
        calcium_mM=s.calcium_mM,
        magnesium_mM=s.magnesium_mM,
        pump=1.0,
        temperature_C=temperature_C,
        pH=s.neutral_pH,
        pco2_mmHg=s.normal_pco2_mmHg,
        current_pA=0.0,
    )


def resting_milieu() -> Milieu:
    """Trunk and terminal of a resting person at the temperature of the clinical test."""
    return Milieu(resting_site(), resting_site())
