"""Heart rate of a chest strap that was stored under water and handed over afterwards.

Radio does not reach through water, so some straps store beats and send them when the swim is over, as
`hr` messages: eight heart rates and, packed in 12 bits each, when they were taken, in 1/1024 s that
roll over every 4 s. The assumption: two neighbouring values are less than 4 s apart. Where both
exist, the strap is believed and the wrist is not; under water they differ by 15 beats and more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np

from myotwitch.history.track import Column, Track

__all__ = ["stored_heart_rate", "with_strap"]

_TICKS_PER_S = 1024
_ROLL_OVER = 4096  # 12 bits: 4 s
_NEAR_S = 5.0


def stored_heart_rate(messages: Iterable[Mapping[str | int, object]]) -> tuple[Column, Column]:
    """Times (s, on the clock of the messages) and heart rates (bpm) of `hr` messages, in order of time.

    Parameters
    ----------
    messages: each with some of `timestamp` (s), `fractional_timestamp` (s), `event_timestamp` (ticks, one or
        several), `event_timestamp_12` (packed bytes) and `filtered_bpm` (one or several).
    """
    offset_s = math.nan  # message clock minus the strap's own clock
    ticks = -1
    pairs: list[tuple[float, float]] = []
    for message in messages:
        full = [t for t in _several(message.get("event_timestamp")) if t >= 0]
        begins = message.get("timestamp")
        if full and isinstance(begins, (int, float)):
            fraction = message.get("fractional_timestamp")
            offset_s = begins + (fraction if isinstance(fraction, float) else 0.0) - full[0] / _TICKS_PER_S
        moments = list(full)
        for twelve_bits in _unpacked(_several(message.get("event_timestamp_12"))):
            last = moments[-1] if moments else ticks
            if last >= 0:
                moments.append(last + (twelve_bits - last) % _ROLL_OVER)
        if moments:
            ticks = moments[-1]
        rates = _several(message.get("filtered_bpm"))
        if math.isfinite(offset_s):
            pairs += [(offset_s + t / _TICKS_PER_S, float(r)) for t, r in zip(moments, rates, strict=False)]
    pairs = sorted(pair for pair in pairs if 25 <= pair[1] <= 250)
    return np.array([p[0] for p in pairs], dtype=float), np.array([p[1] for p in pairs], dtype=float)


def _several(value: object) -> list[int]:
    values = value if isinstance(value, (tuple, list, bytes)) else (value,)
    return [int(v) for v in values if isinstance(v, (int, float)) and math.isfinite(v)]


def _unpacked(octets: list[int]) -> list[int]:
    """12-bit numbers, least significant bits first, two in each three bytes."""
    numbers = []
    for i in range(0, len(octets) - 2, 3):
        low, middle, high = octets[i : i + 3]
        numbers += [low | (middle & 0x0F) << 8, middle >> 4 | high << 4]
    if len(octets) % 3 == 2:
        numbers.append(octets[-2] | (octets[-1] & 0x0F) << 8)
    return numbers


def with_strap(track: Track, time_s: Column, heart_rate_bpm: Column) -> tuple[Track, float | None, int]:
    """The track with the strap's heart rate wherever a stored value lies within 5 s of a sample.

    Returns the track, the mean absolute difference between wrist and strap (bpm; None when the wrist said
    nothing) and the number of samples that got the strap's value.
    """
    if not len(time_s) or not len(track):
        return track, None, 0
    strap = np.interp(track.time_s, time_s, heart_rate_bpm)
    after = np.clip(np.searchsorted(time_s, track.time_s), 0, len(time_s) - 1)
    before = np.clip(after - 1, 0, None)
    away = np.minimum(abs(time_s[after] - track.time_s), abs(time_s[before] - track.time_s))
    near = away <= _NEAR_S
    wrist = track["heart_rate_bpm"]
    both = near & np.isfinite(wrist)
    differs = float(np.mean(abs(wrist[both] - strap[both]))) if both.any() else None
    return track.replaced(heart_rate_bpm=np.where(near, strap, wrist)), differs, int(near.sum())
