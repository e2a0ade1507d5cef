"""Where a simulated course leaves the range that a stage was made for: sentences for the person.

The course goes on, because a smooth model has no edge; but a number from beyond the edge is not
knowledge, and the person is told which range was left and who drew it. Nothing here is a verdict on
health: what needs help is asked by the danger check alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from myotwitch.handover import Circumstances
from myotwitch.provenance import ASSUMED, Origin

__all__ = ["RANGES", "Range", "range_doubts", "range_origins"]


@dataclass(frozen=True)
class Range:
    """One range of a stage. `what` takes the extreme value; `who` names the range and its source."""

    column: str
    low: float
    high: float
    unit: str
    what: str
    who: str
    source: str
    note: str = ""


_PHS = "of ISO 7933, from which skin temperature and sweat are taken"
RANGES = (
    Range("air_C", 15.0, 50.0, "°C", "The air was {value:.0f} °C",
          "15 to 50 °C is the range " + _PHS + ". In colder air we take it that the person dresses and keeps warm",
          "iso7933"),
    Range("radiant_excess_C", -5.0, 60.0, "K", "Sun and surfaces were {value:.0f} K warmer than the air",
          "0 to 60 K is the range " + _PHS, "iso7933"),
    Range("wind_m_per_s", 0.0, 8.0, "m/s", "The wind over the skin was {value:.0f} m/s",
          "up to 3 m/s is the range of ISO 7933; we go on to 8 m/s, which is our own guess", ASSUMED,
          "fast running in a breeze; a rider's wind lies beyond"),
    Range("core_C", 35.5, 40.2, "°C", "The simulated body core reached {value:.1f} °C",
          "35.5 to 40.2 °C is the range of our body. Above it the person is taken to stop and be cooled, which is our assumption", ASSUMED,
          "heat.py: too_hot_C"),
    Range("plasma_sodium_mM", 120.0, 160.0, "mmol/L", "Simulated blood sodium reached {value:.0f} mmol/L",
          "125 to 158 mmol/L was seen in the runners and drinkers we compare with; we show 120 to 160, which is our choice", ASSUMED,
          "salts.py has no brain swelling and no emergency hormones"),
    Range("plasma_potassium_mM", 2.8, 8.5, "mmol/L", "Simulated blood potassium reached {value:.1f} mmol/L",
          "3.2 to 8.0 mmol/L was measured in and after hard exercise; we show 2.8 to 8.5, which is our choice", ASSUMED,
          "rest after rowing to cycling at 110 % of maximal uptake"),
    Range("blood_pH", 6.95, 7.60, "", "Simulated blood pH reached {value:.2f}",
          "7.0 to 7.6 spans all-out rowing to hard over-breathing; beyond lies illness, which is not in the model", ASSUMED,
          "arterial 7.10 ± 0.07 after 7 min of rowing, 6.95 is two standard deviations below"),
    Range("caffeine_mg_per_L", 0.0, 20.0, "mg/L", "Simulated caffeine in blood reached {value:.0f} mg/L",
          "up to about 20 mg/L lies within studies of healthy people; more is poisoning, which is not in the model", ASSUMED,
          "a single dose of some 800 mg; remembered"),
    Range("water_lost_percent", -4.0, 7.0, "% of body mass", "The simulated body was {value:.1f} % of its mass short of water",
          "-4 to 7 % covers the marathons and ultramarathons we compare with", ASSUMED,
          "beyond it sweat, kidney and vessels do what the model does not"),
    Range("vo2max_fraction", 0.0, 1.3, "", "The work asked for {value:.1f} times the most oxygen the body can take up",
          "up to 1.3 times is what people can do for a few minutes; the muscle's fuel was fitted to sprints of 30 s and to work up to 1.1", ASSUMED,
          "muscle docs: sprint of 30 s, cycling at 110 %"),
)  # fmt: skip


def range_origins() -> list[Origin]:
    """The upper end of every range with its source, beside the other numbers of the model."""
    units = {"°C": "degC", "% of body mass": "percent", "mmol/L": "mM"}
    return [
        Origin("Range", r.column, r.high, units.get(r.unit, r.unit), r.source, "", None, 0.0, r.note or r.who)
        for r in RANGES
    ]


def _asked(arounds: np.ndarray) -> dict[str, np.ndarray]:
    """What the history asked, piece by piece, by the names of `RANGES`."""
    found = {name: arounds[:, i] for i, name in enumerate(Circumstances._fields[:-2])}
    found["radiant_excess_C"] = found["radiant_C"] - found["air_C"]
    return found


def range_doubts(
    columns: Mapping[str, np.ndarray], arounds: np.ndarray, usual_water_L: float, mass_kg: float
) -> list[str]:
    """One sentence for each range that a course left, with the farthest value.

    Parameters
    ----------
    columns: the body's columns, each (times,), such as `Course.body()`.
    arounds: (pieces, AROUND), such as `Plan.arounds`: what the history asked.
    usual_water_L: body water on the usual day, L. mass_kg: body mass.
    """
    there = {
        **_asked(arounds),
        **columns,
        "water_lost_percent": 100.0 * (usual_water_L - np.asarray(columns["body_water_L"])) / mass_kg,
    }
    said = []
    for one in RANGES:
        least, most = float(np.min(there[one.column])), float(np.max(there[one.column]))
        beyond, short = most - one.high, one.low - least
        if max(beyond, short) > 1e-9:
            value = most if beyond >= short else least
            said.append(f"{one.what.format(value=value)}. That is outside the model's range: {one.who}.")
    return said
