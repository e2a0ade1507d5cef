"""Writes `long_hot_run.fit`: 75 minutes of running on a warm morning, as a watch would have recorded it.

Every number is made up here, by formulas, so that the file is nobody's and is the same each time.
Run it with `python examples/write_example_run.py`.
"""

from __future__ import annotations

import math
from pathlib import Path

from myotwitch.history.fit_writer import FitWriter, Value

DURATION_S = 75 * 60
WARM_UP_S = 8 * 60
STEADY_M_PER_S = 10.6 / 3.6
LAP_M = 1000.0
START = 1_146_639_600  # FIT seconds: 2 May 2026, 07:00 UTC
LOCAL_AHEAD_S = 2 * 3600
SWEAT_mL = 1310


def speed_m_per_s(at_s: float) -> float:
    """Easier in the warm-up, then steady, a little slower uphill and towards the end."""
    warm = min(1.0, at_s / WARM_UP_S)
    tired = 0.10 * max(0.0, at_s - 3000) / 1500
    ripple = 0.05 * math.sin(at_s / 37.0) + 0.03 * math.sin(at_s / 11.3)
    return STEADY_M_PER_S * (0.82 + 0.18 * warm) - tired - 3.0 * slope(at_s) + ripple


def slope(at_s: float) -> float:
    """Rise over run of a gently rolling road."""
    return 0.014 * math.sin(2 * math.pi * at_s / 900.0) + 0.006 * math.sin(2 * math.pi * at_s / 310.0)


def heart_rate_bpm(at_s: float) -> int:
    """Up within minutes, then a drift from 140 to 165 with heat and lost water."""
    rising = 1 - math.exp(-at_s / 110.0)
    drift = 140 + 25 * max(0.0, at_s - WARM_UP_S) / (DURATION_S - WARM_UP_S)
    easier = 8 * max(0.0, 1 - at_s / WARM_UP_S)
    return round(82 + (drift - easier - 82) * rising + 90 * slope(at_s - 40) + math.sin(at_s / 17.0))


def example_run() -> bytes:
    """The file's bytes, always the same."""
    fit = FitWriter()
    fit.write(
        "file_id",
        Value(0, "enum", 4),
        Value(1, "uint16", 255),
        Value(2, "uint16", 1),
        Value(4, "uint32", START),
    )
    fit.write(
        "user_profile",
        Value(1, "enum", 0),
        Value(2, "uint8", 34),
        Value(3, "uint8", 170),
        Value(4, "uint16", 620),
        Value(8, "uint8", 54),
        Value(11, "uint8", 188),
    )
    fit.write(
        "device_info",
        Value(253, "uint32", START),
        Value(0, "uint8", 1),
        Value(1, "uint8", 10),
        Value(25, "enum", 5),
    )
    fit.write("sport", Value(0, "enum", 1), Value(1, "enum", 0))
    _timer(fit, START, 0)
    rates, distance_m, climbed_m, dropped_m = _records(fit)
    _timer(fit, START + DURATION_S, 4)
    fit.write(
        "session",
        *_span(START, DURATION_S, distance_m),
        Value(5, "enum", 1),
        Value(6, "enum", 0),
        Value(11, "uint16", 830),
        Value(16, "uint8", round(sum(rates) / len(rates))),
        Value(17, "uint8", max(rates)),
        Value(22, "uint16", round(climbed_m)),
        Value(23, "uint16", round(dropped_m)),
        Value(24, "uint8", 37),
        Value(178, "uint16", SWEAT_mL),
        Value(192, "uint8", 50),
        Value(193, "uint8", 60),
    )
    fit.write(
        "activity",
        Value(253, "uint32", START + DURATION_S),
        Value(0, "uint32", DURATION_S * 1000),
        Value(1, "uint16", 1),
        Value(5, "uint32", START + DURATION_S + LOCAL_AHEAD_S),
    )
    return fit.file()


def _span(begins: int, lasts_s: int, distance_m: float) -> tuple[Value, ...]:
    return (
        Value(253, "uint32", begins + lasts_s),
        Value(2, "uint32", begins),
        Value(7, "uint32", lasts_s * 1000),
        Value(8, "uint32", lasts_s * 1000),
        Value(9, "uint32", round(distance_m * 100)),
    )


def _timer(fit: FitWriter, when: int, kind: int) -> None:
    fit.write("event", Value(253, "uint32", when), Value(0, "enum", 0), Value(1, "enum", kind))


def _records(fit: FitWriter) -> tuple[list[int], float, float, float]:
    """Writes a record each second and a lap each kilometre; gives heart rates, distance, ascent and descent."""
    distance_m, altitude_m, climbed_m, dropped_m = 0.0, 212.0, 0.0, 0.0
    rates: list[int] = []
    lap_begins, lap_from_m = 0, 0.0
    for at_s in range(DURATION_S + 1):
        speed = speed_m_per_s(at_s)
        rates.append(heart_rate_bpm(at_s))
        fit.write(
            "record",
            Value(253, "uint32", START + at_s),
            Value(5, "uint32", round(distance_m * 100)),
            Value(73, "uint32", round(speed * 1000)),
            Value(2, "uint16", round((altitude_m + 500) * 5)),
            Value(3, "uint8", rates[-1]),
            Value(4, "uint8", round(78 + 3 * speed / STEADY_M_PER_S)),
            Value(13, "sint8", round(29 + 4 * (1 - math.exp(-at_s / 600)))),
        )
        if distance_m - lap_from_m >= LAP_M or at_s == DURATION_S:
            fit.write("lap", *_span(START + lap_begins, at_s - lap_begins, distance_m - lap_from_m))
            lap_begins, lap_from_m = at_s, distance_m
        if at_s < DURATION_S:
            distance_m += speed
            rise = speed * slope(at_s)
            altitude_m += rise
            climbed_m += max(0.0, rise)
            dropped_m += max(0.0, -rise)
    return rates, distance_m, climbed_m, dropped_m


if __name__ == "__main__":
    Path(__file__).with_name("long_hot_run.fit").write_bytes(example_run())
