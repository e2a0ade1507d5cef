"""A person, and the volumes that follow from mass, height, age and sex.

The assumption: healthy adults and teenagers; the formulas were fitted to adults, and are
least certain for the very muscular, the very lean, and in pregnancy.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.refusal import Door, Refusal, nearest

__all__ = ["BodySize", "Person"]


@dataclass(frozen=True)
class BodySize(Parameters):
    """Formulas from size to volumes."""

    surface_coefficient: float = sourced(0.202, "m^2", "dubois1916", where="formula, kg and m")
    surface_mass_exponent: float = sourced(0.425, "", "dubois1916", where="formula")
    surface_height_exponent: float = sourced(0.725, "", "dubois1916", where="formula")
    water_male_L: float = sourced(2.447, "L", "watson1980", where="equation for men")
    water_male_per_year: float = sourced(-0.09516, "L/year", "watson1980", where="equation for men")
    water_male_per_cm: float = sourced(0.1074, "L/cm", "watson1980", where="equation for men")
    water_male_per_kg: float = sourced(0.3362, "L/kg", "watson1980", where="equation for men")
    water_female_L: float = sourced(-2.097, "L", "watson1980", where="equation for women")
    water_female_per_cm: float = sourced(0.1069, "L/cm", "watson1980", where="equation for women")
    water_female_per_kg: float = sourced(0.2466, "L/kg", "watson1980", where="equation for women")
    extracellular_share: float = sourced(
        0.42, "", ASSUMED, spread=(0.39, 0.45), note="textbook split of body water (Guyton), not re-read"
    )
    vo2max_male: float = sourced(
        42.0, "mL/min/kg", ASSUMED, spread=(33.0, 53.0),
        note="recreationally active men of 35 years, rounded from remembered fitness norms; a watch or the person knows better",
    )  # fmt: skip
    vo2max_female: float = sourced(
        35.0, "mL/min/kg", ASSUMED, spread=(27.0, 45.0),
        note="recreationally active women of 35 years, rounded from remembered fitness norms; a watch or the person knows better",
    )  # fmt: skip
    vo2max_per_year: float = sourced(
        -0.35,
        "mL/min/kg/year",
        ASSUMED,
        note="about 10 % a decade, remembered from ageing studies; used from 35 years",
    )
    resting_vo2: float = sourced(
        3.5, "mL/min/kg", "ainsworth2011", where="definition of 1 MET by oxygen; 1 kcal/kg/h by energy"
    )


_SIZE = BodySize()
ALLOWED = {
    "age_yr": (13.0, 110.0, "yr", "the formulas of Watson 1980 and Du Bois 1916, and the youngest user we build for"),
    "mass_kg": (25.0, 300.0, "kg", "people who train; below and above, no formula here was tested"),
    "height_cm": (120.0, 230.0, "cm", "people who train; below and above, no formula here was tested"),
    "vo2max_mL_per_min_per_kg": (10.0, 100.0, "mL/min/kg", "the highest values ever measured lie below 100"),
    "body_fat": (0.03, 0.65, "of body mass", "the range that living adults have"),
    "heat_acclimation": (0.0, 1.0, "", "0 is none, 1 is fully acclimatised"),
    "habitual_caffeine_mg_per_day": (0.0, 1500.0, "mg/day", "EFSA 2015 calls 400 mg a day safe; 1,500 is far above any habit we describe"),
}  # fmt: skip
CHOICES = {"sex": ("female", "male"), "diet": ("omnivore", "vegetarian", "vegan")}


@dataclass(frozen=True)
class Person:
    """Who trains. What is None is unknown: typical values stand in, and the range widens.

    Raises Refusal (IMPOSSIBLE or USAGE) for values that no person has.
    """

    sex: str = "female"
    age_yr: float = 35.0
    mass_kg: float = 68.0
    height_cm: float = 170.0
    vo2max_mL_per_min_per_kg: float | None = None
    body_fat: float | None = None
    heat_acclimation: float | None = None
    salty_sweater: bool | None = None
    smoker: bool = False
    oral_contraceptive: bool = False
    pregnant: bool = False
    diet: str = "omnivore"
    habitual_caffeine_mg_per_day: float | None = None
    conditions: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    time_zone: str | None = None

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value not in choices:
                guess = nearest(str(value), choices)
                raise Refusal(
                    f"person.{name} is {value!r}.", allowed=" or ".join(choices) + ".",
                    next_step=f'write {name} = "{guess or choices[0]}".', door=Door.USAGE,
                )  # fmt: skip
        for name, (low, high, unit, who) in ALLOWED.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise Refusal(
                    f"person.{name} is {value:g} {unit}.".replace(" .", "."),
                    allowed=f"{low:g} to {high:g} {unit} ({who}).",
                    next_step=f"check the number and its unit: {name} is in {unit or 'a fraction of 1'}.",
                    door=Door.IMPOSSIBLE,
                )  # fmt: skip

    @property
    def surface_m2(self) -> float:
        """Body surface, m² (Du Bois 1916)."""
        p = _SIZE
        return float(
            p.surface_coefficient
            * self.mass_kg**p.surface_mass_exponent
            * (self.height_cm / 100) ** p.surface_height_exponent
        )

    @property
    def body_water_L(self) -> float:
        """Total body water, L (Watson 1980)."""
        p = _SIZE
        if self.sex == "male":
            return float(
                p.water_male_L + p.water_male_per_year * self.age_yr
                + p.water_male_per_cm * self.height_cm + p.water_male_per_kg * self.mass_kg
            )  # fmt: skip
        return float(
            p.water_female_L + p.water_female_per_cm * self.height_cm + p.water_female_per_kg * self.mass_kg
        )

    @property
    def extracellular_L(self) -> float:
        """Extracellular water, L."""
        return _SIZE.extracellular_share * self.body_water_L

    @property
    def vo2max(self) -> float:
        """Maximal oxygen uptake, mL/min/kg: as told, else typical for age and sex."""
        if self.vo2max_mL_per_min_per_kg is not None:
            return self.vo2max_mL_per_min_per_kg
        base = _SIZE.vo2max_male if self.sex == "male" else _SIZE.vo2max_female
        return float(max(15.0, base + _SIZE.vo2max_per_year * max(0.0, self.age_yr - 35.0)))
