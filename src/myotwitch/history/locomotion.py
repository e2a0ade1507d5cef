"""Energy cost of walking and running, by speed and grade.

Muscles burn a nearly fixed amount per kilogram and metre, which depends on the grade (Minetti
2002) and, for running, hardly on speed. Assumptions: firm ground, no load, no head wind, still
fresh legs; the level cost of running is that of recreational runners. Sand, mud, a pack and the
late hours of an ultramarathon cost more.
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = [
    "GRAVITY_M_PER_S2",
    "W_PER_KG_PER_MET",
    "Locomotion",
    "is_walk",
    "locomotion_met",
    "slope_lengthening",
]

GRAVITY_M_PER_S2 = 9.80665  # exact by definition (SI)
W_PER_KG_PER_MET = 1.163
"""1 MET is 1 kcal/kg/h (Ainsworth 2011) = 1.163 W/kg; never the 58.15 W/m² that ISO calls a met."""

_RUN = "minetti2002"
_SEEN = "regression of the cost on grade; coefficients as in two public implementations, end points as in the abstract"


@dataclass(frozen=True)
class Locomotion(Parameters):
    """Cost per kilogram and metre, and what a slope does."""

    resting_met: float = sourced(1.0, "", "ainsworth2011", where="definition of 1 MET")
    level_running_J_per_kg_m: float = sourced(
        3.8, "J/kg/m", "ainsworth2011", where="codes 12030 to 12070: (MET - 1) over speed", spread=(3.4, 4.2),
        note="3.40 in ten mountain runners (Minetti 2002), 4.2 in the ACSM equation",
    )  # fmt: skip
    run_0: float = sourced(3.6, "J/kg/m", _RUN, where=_SEEN)
    run_1: float = sourced(19.5, "J/kg/m", _RUN, where=_SEEN)
    run_2: float = sourced(46.3, "J/kg/m", _RUN, where=_SEEN)
    run_3: float = sourced(-43.3, "J/kg/m", _RUN, where=_SEEN)
    run_4: float = sourced(-30.4, "J/kg/m", _RUN, where=_SEEN)
    run_5: float = sourced(155.4, "J/kg/m", _RUN, where=_SEEN)
    walk_0: float = sourced(2.5, "J/kg/m", _RUN, where=_SEEN)
    walk_1: float = sourced(19.6, "J/kg/m", _RUN, where=_SEEN)
    walk_2: float = sourced(51.9, "J/kg/m", _RUN, where=_SEEN)
    walk_3: float = sourced(-76.8, "J/kg/m", _RUN, where=_SEEN)
    walk_4: float = sourced(-58.7, "J/kg/m", _RUN, where=_SEEN)
    walk_5: float = sourced(280.5, "J/kg/m", _RUN, where=_SEEN)
    steepest_grade: float = sourced(0.45, "", _RUN, where="abstract: measured between -0.45 and +0.45")
    fast_walk_m_per_s: float = sourced(
        1.7, "m/s", "ainsworth2011", where="codes 17220 to 17231: cost per metre rises from here"
    )
    fast_walk_per_m_per_s: float = sourced(
        1.1, "s/m", "ainsworth2011", where="codes 17220, 17230, 17231: 5.0, 7.0 and 8.3 MET, fitted by hand"
    )
    walk_below_m_per_s: float = sourced(
        1.6, "m/s", ASSUMED, note="slower than a walker's fastest step; a run this slow is a walking break"
    )
    slope_full: float = sourced(
        0.15,
        "",
        ASSUMED,
        note="grade at which the lengthening share has reached its downhill or uphill value",
    )
    lengthening_level: float = sourced(
        0.065, "", ASSUMED, spread=(0.04, 0.10), note="running on the flat, thigh; set by hand to a soreness of 3 of 10 a day after a marathon (calibrated)"
    )  # fmt: skip
    lengthening_downhill: float = sourced(
        0.36, "", ASSUMED, spread=(0.24, 0.5), note="running down 15 %, thigh; set by hand to 14 to 17 % of force after 45 min (Maeo 2017, calibrated)"
    )  # fmt: skip
    lengthening_uphill: float = sourced(
        0.02, "", ASSUMED, spread=(0.0, 0.04), note="running up 15 %; judged beside the two above"
    )


def is_walk(gait: str, speed_m_per_s: float, p: Locomotion) -> bool:
    """Whether a stretch is walked: a walking activity, or a run slower than walking pace."""
    return gait == "walk" or speed_m_per_s < p.walk_below_m_per_s


def _polynomial(grade: float, c: tuple[float, ...]) -> float:
    return c[0] + grade * (c[1] + grade * (c[2] + grade * (c[3] + grade * (c[4] + grade * c[5]))))


def locomotion_met(gait: str, speed_m_per_s: float, grade: float, p: Locomotion) -> float:
    """Gross energy turnover of walking or running, MET.

    gait "run" or "walk"; speed m/s along the slope; grade rise over run, used within ±0.45.
    Source: Minetti 2002, levels of Ainsworth 2011.
    """
    slope = max(-p.steepest_grade, min(p.steepest_grade, grade))
    speed = max(0.0, speed_m_per_s)
    if is_walk(gait, speed, p):
        cost = _polynomial(slope, (p.walk_0, p.walk_1, p.walk_2, p.walk_3, p.walk_4, p.walk_5))
        cost *= 1 + p.fast_walk_per_m_per_s * max(0.0, speed - p.fast_walk_m_per_s)
    else:
        run = (p.run_0, p.run_1, p.run_2, p.run_3, p.run_4, p.run_5)
        cost = p.level_running_J_per_kg_m * _polynomial(slope, run) / p.run_0
    return p.resting_met + cost * speed / W_PER_KG_PER_MET


def slope_lengthening(level: float, grade: float, p: Locomotion) -> float:
    """Lengthening share times strain on a slope: `level` on the flat, more downhill, less uphill.

    In proportion to the running values, so that walking, which lengthens less, keeps less.
    """
    steep = max(-1.0, min(1.0, grade / p.slope_full))
    end = p.lengthening_uphill if steep > 0 else p.lengthening_downhill
    return min(1.0, level * (1 + abs(steep) * (end / p.lengthening_level - 1)))
