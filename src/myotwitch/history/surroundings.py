"""Air, sun, wind and clothes around the person.

What the person or the file tells about the weather holds during sessions; between them people are
indoors at a temperature that they chose. Assumptions: clothes follow the temperature as sensible
people's do; sunshine raises the mean radiant temperature by a fixed amount; water is treated as
moving, moist air, because the body model has no water around it. All are rough, and said so in the
answer's doubts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from myotwitch.history.effort import Piece
from myotwitch.history.timeline import Weather
from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Air", "Surroundings", "air_at_home", "air_in_bed", "air_in_session"]


@dataclass(frozen=True)
class Surroundings(Parameters):
    """Defaults where nobody told, and what sun and clothes do."""

    home_C: float = sourced(
        23.0,
        "degC",
        ASSUMED,
        spread=(20.5, 25.5),
        note="where a sitting person in 0.7 clo neither sweats nor shivers",
    )
    home_humidity: float = sourced(0.45, "", ASSUMED, spread=(0.3, 0.6), note="heated or cooled rooms")
    home_wind_m_per_s: float = sourced(0.1, "m/s", ASSUMED, note="still room air")
    home_clo: float = sourced(
        0.7, "", ASSUMED, spread=(0.5, 0.9), note="trousers, shirt, perhaps a thin sweater"
    )
    bed_clo: float = sourced(
        1.5,
        "",
        ASSUMED,
        spread=(1.2, 2.0),
        note="night clothes and bedding that keep a sleeper in balance at room temperature",
    )
    gym_C: float = sourced(21.0, "degC", ASSUMED, spread=(18.0, 24.0), note="halls and gyms")
    gym_humidity: float = sourced(0.5, "", ASSUMED, spread=(0.35, 0.65), note="halls and gyms")
    outdoors_C: float = sourced(
        15.0, "degC", ASSUMED, spread=(5.0, 25.0), note="nobody told the weather: a mild day, drawn wide"
    )
    outdoors_humidity: float = sourced(0.6, "", ASSUMED, spread=(0.4, 0.85), note="nobody told the weather")
    outdoors_wind_m_per_s: float = sourced(
        1.5, "m/s", ASSUMED, spread=(0.5, 4.0), note="near the ground, nobody told the weather"
    )
    part_sun_K: float = sourced(
        12.0,
        "K",
        ASSUMED,
        spread=(6.0, 18.0),
        note="mean radiant above air temperature, half cloudy; biometeorology gives 10 to 20 K",
    )
    full_sun_K: float = sourced(
        28.0,
        "K",
        ASSUMED,
        spread=(20.0, 35.0),
        note="mean radiant above air temperature in full sun; biometeorology gives 25 to 35 K",
    )
    pool_C: float = sourced(27.0, "degC", ASSUMED, spread=(25.0, 29.0), note="water of a training pool")
    water_wind_m_per_s: float = sourced(
        8.0,
        "m/s",
        ASSUMED,
        spread=(4.0, 15.0),
        note="stands for the greater heat loss in water; there is no water in the body model",
    )
    water_humidity: float = sourced(0.95, "", ASSUMED, note="almost no sweat evaporates in water")
    sport_warm_clo: float = sourced(0.3, "", ASSUMED, note="shorts and shirt at 20 °C and above")
    sport_per_K: float = sourced(0.025, "1/K", ASSUMED, note="clo added per degree below 20 °C while moving")
    street_warm_clo: float = sourced(0.5, "", ASSUMED, note="light street clothes at 20 °C and above")
    winter_clo: float = sourced(1.2, "", ASSUMED, spread=(0.9, 1.5), note="ski clothes")
    protective_clo: float = sourced(0.8, "", ASSUMED, note="pads, helmet or fencing jacket")
    swim_clo: float = sourced(0.05, "", ASSUMED, note="a swimsuit")


class Air(NamedTuple):
    """What is around the skin."""

    air_C: float
    radiant_C: float
    humidity: float
    wind_m_per_s: float
    clothing_clo: float


def air_at_home(p: Surroundings) -> Air:
    """Between sessions, awake."""
    return Air(p.home_C, p.home_C, p.home_humidity, p.home_wind_m_per_s, p.home_clo)


def air_in_bed(p: Surroundings) -> Air:
    """Asleep."""
    return Air(p.home_C, p.home_C, p.home_humidity, p.home_wind_m_per_s, p.bed_clo)


def _clo(clothes: str, air_C: float, p: Surroundings) -> float:
    cold = max(0.0, 20.0 - air_C)
    fixed = {"winter": p.winter_clo, "swim": p.swim_clo}
    if clothes in fixed:
        return fixed[clothes]
    warm = {"street": p.street_warm_clo, "protective": p.protective_clo}.get(clothes, p.sport_warm_clo)
    return min(2.0, warm + p.sport_per_K * cold)


def air_in_session(
    found: Piece, weather: Weather, file_air_C: float | None, daylight: bool, p: Surroundings
) -> Air:
    """Around a person who trains. The person's word beats the file's thermometer; defaults fill in.

    Sun and wind reach only who is outdoors. In water the told air temperature is not the water's.
    """
    if found.place == "water":
        return Air(p.pool_C, p.pool_C, p.water_humidity, p.water_wind_m_per_s, p.swim_clo)
    outside = found.place == "outdoors"
    told = weather.air_C if weather.air_C is not None else file_air_C
    air_C = told if told is not None else (p.outdoors_C if outside else p.gym_C)
    humidity = weather.humidity
    if humidity is None:
        humidity = p.outdoors_humidity if outside else p.gym_humidity
    wind = found.own_wind_m_per_s
    if outside:
        blowing = weather.wind_m_per_s if weather.wind_m_per_s is not None else p.outdoors_wind_m_per_s
        wind = (wind**2 + blowing**2) ** 0.5  # from any side, on the average over a course
    sun = weather.sun or ("part" if daylight else "none")
    warmer = {"none": 0.0, "part": p.part_sun_K, "full": p.full_sun_K}[sun] if outside else 0.0
    return Air(air_C, air_C + warmer, min(1.0, max(0.0, humidity)), wind, _clo(found.clothes, air_C, p))
