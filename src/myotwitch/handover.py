"""What one stage hands to the next. Read this first.

A **history** becomes a `Demand`: what it asks of the whole body (`Circumstances`) and of each
muscle (`Effort`), piece by piece in time. The body gives each muscle its `Blood`; the muscle
gives the body its `Exchange` and the axon its `Drive`. Body and muscle together make the
`Milieu` of the motor axon's two sites. The axon's spontaneous `Spikes`, relative to the person's
usual day, become `Twitches`.

The stages never import one another: they meet here, and only `course` joins them. Named tuples
of floats go through compiled code; the frozen dataclasses are for people.

Signs: what enters blood or body is positive. Times count in seconds from the start of the
first session; the fast clock (milliseconds) is no business of this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "MUSCLES", "SIDES", "Blood", "Circumstances", "Demand", "Drive", "Effort", "Exchange", "Intake",
    "Milieu", "Site", "Spikes", "Twitches",
]  # fmt: skip

MUSCLES = (
    "abductor_hallucis", "gastrocnemius", "soleus", "tibialis_anterior", "quadriceps", "hamstrings",
    "gluteals", "adductors", "hip_flexors", "erector_spinae", "abdominals", "pectorals", "latissimus",
    "trapezius", "deltoid", "biceps_brachii", "triceps_brachii", "forearm", "thenar", "orbicularis_oculi",
)  # fmt: skip
"""The twenty muscle groups, in the order of every per-muscle array."""

SIDES = ("left", "right")


class Intake(NamedTuple):
    """What goes into the stomach, per second."""

    water_L_per_s: float = 0.0
    sodium_mmol_per_s: float = 0.0
    potassium_mmol_per_s: float = 0.0
    chloride_mmol_per_s: float = 0.0
    magnesium_mmol_per_s: float = 0.0
    calcium_mmol_per_s: float = 0.0
    carbohydrate_g_per_s: float = 0.0
    caffeine_mg_per_s: float = 0.0
    alcohol_g_per_s: float = 0.0


class Circumstances(NamedTuple):
    """What one piece of the history asks of the whole body. Constant within the piece."""

    metabolic_rate_W: float
    """Total heat and work of the body (rest included), never the muscles' own sum."""
    external_work_W: float
    """Mechanical power that leaves the body (cycling), 0 when unknown."""
    vo2max_fraction: float
    """Oxygen demand over the person's maximum; above 1 in a sprint."""
    air_C: float
    radiant_C: float
    """Mean radiant temperature; equals air_C in the shade."""
    humidity: float
    """Relative humidity, 0 to 1."""
    wind_m_per_s: float
    """Air speed over the skin: weather plus the runner's or rider's own."""
    clothing_clo: float
    upright: float
    """1 standing or sitting, 0 lying."""
    asleep: float
    """1 asleep, 0 awake."""
    stress: float
    """0 calm to 1 worst."""
    sleep_debt_h: float
    """Hours of sleep missing from the last night."""
    overbreathing_mmHg: float
    """Voluntary or anxious fall of arterial PCO2 below the demand's own value."""
    drink: Intake
    meal: Intake
    """Solid food: empties later and slower than drinks."""


class Effort(NamedTuple):
    """What one piece of the history asks of one muscle. Constant within the piece.

    Repetitions are averaged into the piece: `force` is the mean during the active phase,
    `duty` the share of time that the muscle is active.
    """

    force: float
    """Wanted force over the muscle's fresh maximum, 0 to 1, while active."""
    duty: float
    """Share of time active, 0 to 1."""
    isometric: float
    """1 when held (blood flow may be cut off), 0 when as fast as sprint pedalling; slow lifts lie between."""
    lengthening: float
    """Share of active time spent lengthening under load, times strain relative to a full range."""
    vo2max_fraction: float = 0.0
    """The whole body's oxygen demand over its maximum, the same for every muscle of a piece; the course fills it in."""


class Blood(NamedTuple):
    """What the body offers every muscle."""

    potassium_mM: float
    sodium_mM: float
    lactate_mM: float
    pH: float
    core_C: float
    carbohydrate_supply: float
    """Carbohydrate uptake from the gut over that of a fed resting day's mean; 1 is usual."""
    adrenaline: float
    """Its effect on tissues, 1 at maximal effort and 0 at rest; it outlasts the hormone."""


class Exchange(NamedTuple):
    """What one muscle group (one side) gives to the blood, per second; negative is taken up."""

    potassium_mmol_per_s: float
    sodium_mmol_per_s: float
    lactate_mmol_per_s: float
    hydrogen_mmol_per_s: float
    """Net acid load, beside the hydrogen that leaves with lactate one to one."""
    heat_W: float


class Drive(NamedTuple):
    """Voluntary traffic in the motor axons of one muscle."""

    discharge_Hz: float
    """Mean discharge rate over time of an active unit, pauses included."""
    active_fraction: float
    """Share of the muscle's units that take part, 0 to 1."""


class Site(NamedTuple):
    """The fluid at one place of a motor axon, and the state of that place.

    Trunk: plasma and limb temperature; the clinical excitability tests run here.
    Terminal: muscle interstitium and muscle temperature; twitches are born here.
    """

    potassium_mM: float
    periaxonal_potassium_ratio: float
    """Potassium under the myelin over that outside; 1 at rest."""
    sodium_mM: float
    sodium_inside_mM: float
    calcium_mM: float
    """Ionised."""
    magnesium_mM: float
    """Ionised."""
    pump: float
    """Na,K-ATPase current over its resting value at 34 °C; temperature not included."""
    temperature_C: float
    pH: float
    pco2_mmHg: float
    current_pA: float
    """Slow depolarising current from named sources (late rebound, soreness); 0 at rest."""


_UNITS = {"mM": "mM", "mmHg": "mmHg", "C": "°C", "pA": "pA", "pH": "", "ratio": "× outside", "pump": "× rest"}


class Milieu(NamedTuple):
    """Both sites of one muscle's motor axons at one time. Prints itself with units."""

    trunk: Site
    terminal: Site

    def __repr__(self) -> str:
        lines = [f"{'':<28}{'trunk':>9}{'terminal':>10}"]
        for name, here, there in zip(Site._fields, self.trunk, self.terminal, strict=True):
            word, _, unit = name.rpartition("_") if "_" in name else (name, "", name)
            lines.append(f"{word.replace('_', ' '):<28}{here:>9.3f}{there:>10.3f} {_UNITS[unit]}".rstrip())
        return "\n".join(lines)


@dataclass(frozen=True)
class Demand:
    """What a history asks, piece by piece.

    edges_s: shape (pieces + 1,), increasing, s; zero is the start of the first session.
    circumstances: one per piece.
    efforts: shape (pieces, 20, 2, 4): muscle in the order of `MUSCLES`, side in the order of
        `SIDES`, and the four fields of `Effort`.
    """

    edges_s: np.ndarray
    circumstances: tuple[Circumstances, ...]
    efforts: np.ndarray


@dataclass(frozen=True)
class Spikes:
    """Spontaneous discharge of one muscle's motor units over time.

    time_s, ratio_to_usual: shape (times,). `inside_range` is False where the milieu lies outside
    the box in which the membrane was mapped; nothing is shown there.
    """

    time_s: np.ndarray
    ratio_to_usual: np.ndarray
    inside_range: np.ndarray


@dataclass(frozen=True)
class Twitches:
    """Motor-unit discharges and what of them a person would notice, per hour. Shape (times,)."""

    time_s: np.ndarray
    twitches_per_hour: np.ndarray
    noticed_per_hour: np.ndarray
