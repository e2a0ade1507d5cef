"""The clinical nerve-excitability tests, done on the trunk of the model axon by threshold tracking.

A test pulse of 1 ms is tracked after conditioning by pulses and currents, as the clinic does.
Assumes that one node stands for the nerve and that a threshold in pA may be compared with a surface
stimulus in relative terms only. The norms in `norms.toml` are mostly remembered and the axon was
fitted to them, so agreement here is calibration, not support. Source of the protocol: the
threshold-tracking literature (bostock1991 and later); of the norms: see `norms.toml`.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

import numpy as np

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.exposure import exposure, resting_milieu
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, surroundings
from myotwitch.axon.motor_axon import MotorAxon, checked
from myotwitch.axon.threshold import QUIET, SpikeTest, settled
from myotwitch.handover import Milieu
from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Origin, values
from myotwitch.refusal import Door, Refusal

__all__ = [
    "Excitability",
    "Nerve",
    "Norm",
    "TRAVELS_mV",
    "excitability",
    "norm_origins",
    "norms",
    "tracked_pA",
]  # fmt: skip

TRAVELS_mV = -20.0
"""The clinic sees only what travels to the muscle. A refractory or long depolarised node answers in a graded way up to
about -25 mV, and a node alone cannot show whether that would travel; at rest any level from -40 to -20 mV gives the same
threshold. Rates and noise thresholds, which have no such answers, count from -40 mV (`threshold.py`)."""
_WAIT_ms, _PULSE_ms = 3.0, 1.0
_INTERVALS_ms = (2, 2.5, 3.2, 4, 5, 6.3, 7.9, 10, 13, 18, 24, 32, 42, 56, 75, 100, 140, 200)
_DURING_ms = (0.2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 90, 95, 99)
_AFTER_ms = (110, 120, 130, 140, 160, 180, 200)
_CONDITIONING_percent = (40, 20, -20, -40)
_CURRENTS_percent = (50, 40, 30, 20, 10, 0, -10, -20, -30, -40, -50, -60, -70, -80, -90, -100)
_CONDITIONED_ms, _CURRENT_ms, _SUPRAMAXIMAL = 100.0, 200.0, 1.5


class Nerve(NamedTuple):
    """What stays the same through a test: surroundings, membrane, step in time (ms)."""

    surroundings: Surroundings
    membrane: AxonParameters
    step_ms: float


@physics
def _run(y: MembraneState, nerve: Nerve, current_pA: float, during_ms: float) -> MembraneState:
    step = nerve.step_ms
    for _ in range(int(during_ms / step + 0.5)):
        y = stepped(y, nerve.surroundings, nerve.membrane, current_pA, step)
    return y


@physics
def _answers(y: MembraneState, nerve: Nerve, pA: float, pulse_ms: float, background_pA: float) -> bool:
    step = nerve.step_ms
    during = int(pulse_ms / step + 0.5)
    for i in range(during + int(_WAIT_ms / step)):
        now = background_pA + (pA if i < during else 0.0)
        y = stepped(y, nerve.surroundings, nerve.membrane, now, step)
        if y.node_mV > TRAVELS_mV:
            return True
    return False


@physics
def tracked_pA(y: MembraneState, nerve: Nerve, pulse_ms: float, background_pA: float) -> float:
    """Threshold of a test pulse that starts now on top of a background current; nan when none is found."""
    low, high = 0.0, 200.0
    if _answers(y, nerve, 0.0, pulse_ms, background_pA):
        low, high = -2000.0, 0.0
        if _answers(y, nerve, low, pulse_ms, background_pA):
            return math.nan
    while not _answers(y, nerve, high, pulse_ms, background_pA):
        low, high = high, max(2.0 * high, 200.0)
        if high > 1e5:
            return math.nan
    while high - low > 0.05:
        middle = 0.5 * (low + high)
        if _answers(y, nerve, middle, pulse_ms, background_pA):
            high = middle
        else:
            low = middle
    return 0.5 * (low + high)


@dataclass(frozen=True)
class Norm:
    """Mean and standard deviation of healthy people.

    published: the name by which the clinic prints the index. source: a key, or 'assumed' when remembered.
    """

    published: str
    mean: float
    sd: float
    source: str


@functools.cache
def norms() -> dict[str, Norm]:
    """Norms by index name, in the order of the test."""
    text = resources.files("myotwitch.axon").joinpath("norms.toml").read_text("utf-8")
    return {name: Norm(**row) for name, row in tomllib.loads(text).items()}


def norm_origins() -> list[Origin]:
    """Every norm with its source, for listings beside `provenance.origins`. Judges of the model, not inputs."""
    units = {"ms": "ms", "percent": "percent"}
    return [
        Origin("Norm", name, norm.mean, units.get(name.rsplit("_", 1)[1], ""), norm.source, "",
               (norm.mean - 1.2816 * norm.sd, norm.mean + 1.2816 * norm.sd), 0.0,
               "remembered, not re-read; the axon was fitted to it" if norm.source == ASSUMED else "")
        for name, norm in norms().items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Excitability:
    """Curves and published indices of one nerve in one milieu.

    strength_duration: shape (5, 2), pulse ms and threshold pA.
    electrotonus: for each conditioning current (% of threshold), shape (20, 2), delay ms and
        threshold reduction %.
    recovery_cycle: shape (18, 2), interval ms and threshold change %.
    current_threshold: shape (16, 2), current % and threshold reduction %.
    indices: published indices; the name ends in the unit, slopes have none.
    """

    strength_duration: np.ndarray
    electrotonus: dict[int, np.ndarray]
    recovery_cycle: np.ndarray
    current_threshold: np.ndarray
    indices: dict[str, float]

    def beside_norms(self) -> list[tuple[str, float, Norm]]:
        """Each index that has a norm, with it."""
        return [(name, self.indices[name], norm) for name, norm in norms().items()]


def excitability(
    axon: MotorAxon,
    milieu: Milieu | None = None,
    *,
    conditioning_percent: Sequence[int] = _CONDITIONING_percent,
    step_ms: float = 0.005,
) -> Excitability:
    """All four tests on the trunk. About a quarter of a second.

    conditioning_percent: currents of the electrotonus; 40 and -40 must be among them.
    step_ms: up to 0.02, at which an index moves by less than half a per cent of a threshold.

    Raises Refusal (IMPOSSIBLE) when a value lies outside what a body has, or when the nerve fires
    by itself or is blocked in this milieu, so that nothing can be tracked.
    """
    checked_step(step_ms)
    p = values(axon.membrane)
    site = checked((milieu or resting_milieu()).trunk)
    s = surroundings(exposure(site, p.concentrations, p.screening), 1.0, p)
    rest, kind = settled(s, p, values(SpikeTest()))
    if kind != QUIET:
        raise Refusal(
            "In this milieu the nerve fires by itself or is blocked, so no threshold can be tracked.",
            allowed="a milieu in which an ordinary node rests quietly.",
            door=Door.IMPOSSIBLE,
        )
    nerve = Nerve(s, p, step_ms)
    durations = np.array([0.2, 0.4, 0.6, 0.8, 1.0])
    thresholds = np.array([tracked_pA(rest, nerve, float(d), 0.0) for d in durations])
    control = float(thresholds[-1])
    electrotonus = {c: _electrotonus(rest, nerve, control, c) for c in conditioning_percent}
    recovery = _recovery_cycle(rest, nerve, control)
    currents = _current_threshold(rest, nerve, control)
    indices = {
        "threshold_1_ms_pA": control,
        **_strength_duration_indices(thresholds),
        **_recovery_indices(recovery),
        **_electrotonus_indices(electrotonus),
        **_slopes(currents),
    }
    return Excitability(np.column_stack([durations, thresholds]), electrotonus, recovery, currents, indices)


def _electrotonus(rest: MembraneState, nerve: Nerve, control: float, percent: int) -> np.ndarray:
    current, y, now, rows = control * percent / 100, rest, 0.0, []
    for delay in _DURING_ms:
        y, now = _run(y, nerve, current, delay - now), delay
        rows.append((delay, 100 - 100 * tracked_pA(y, nerve, _PULSE_ms, current) / control))
    y, now = _run(y, nerve, current, _CONDITIONED_ms - now), _CONDITIONED_ms
    for delay in _AFTER_ms:
        y, now = _run(y, nerve, 0.0, delay - now), delay
        rows.append((delay, 100 - 100 * tracked_pA(y, nerve, _PULSE_ms, 0.0) / control))
    return np.array(rows)


def _recovery_cycle(rest: MembraneState, nerve: Nerve, control: float) -> np.ndarray:
    y, now, rows = _run(rest, nerve, _SUPRAMAXIMAL * control, _PULSE_ms), _PULSE_ms, []
    for interval in _INTERVALS_ms:
        y, now = _run(y, nerve, 0.0, interval - now), interval
        rows.append((interval, 100 * tracked_pA(y, nerve, _PULSE_ms, 0.0) / control - 100))
    return np.array(rows)


def _current_threshold(rest: MembraneState, nerve: Nerve, control: float) -> np.ndarray:
    rows = []
    for percent in _CURRENTS_percent:
        current = control * percent / 100
        y = _run(rest, nerve, current, _CURRENT_ms)
        rows.append((percent, 100 - 100 * tracked_pA(y, nerve, _PULSE_ms, current) / control))
    return np.array(rows)


def _strength_duration_indices(thresholds: np.ndarray) -> dict[str, float]:
    short, long = float(thresholds[0]), float(thresholds[-1])
    rheobase = (long - 0.2 * short) / 0.8
    return {
        "strength_duration_time_constant_ms": 0.2 * (short - long) / (long - 0.2 * short),
        "rheobase_pA": rheobase,
    }


def _recovery_indices(cycle: np.ndarray) -> dict[str, float]:
    interval, change = cycle.T
    crossing = math.nan
    for i in range(len(change) - 1):
        if change[i] > 0 >= change[i + 1]:
            share = change[i] / (change[i] - change[i + 1])
            crossing = math.exp(math.log(interval[i]) + share * math.log(interval[i + 1] / interval[i]))
            break
    return {
        "relative_refractory_period_ms": crossing,
        "refractoriness_at_2_5_ms_percent": float(change[interval == 2.5][0]),
        "superexcitability_5_7_ms_percent": float(change[(interval >= 5) & (interval <= 7)].mean()),
        "late_subexcitability_percent": float(change[interval > 20].max()),
    }


def _electrotonus_indices(curves: dict[int, np.ndarray]) -> dict[str, float]:
    delay, up = curves[40].T
    down = curves[-40][:, 1]

    def mean(curve: np.ndarray, low: float, high: float) -> float:
        return float(curve[(delay >= low) & (delay <= high)].mean())

    early, late = delay <= 30, (delay >= 110) & (delay <= 160)
    return {
        "TEd_10_20_ms_percent": mean(up, 10, 20),
        "TEd_peak_percent": float(up[early].max()),
        "TEd_40_60_ms_percent": mean(up, 40, 60),
        "TEd_90_100_ms_percent": mean(up, 90, 100),
        "TEd_undershoot_percent": float(up[late].min()),
        "TEh_10_20_ms_percent": mean(down, 10, 20),
        "TEh_20_40_ms_percent": mean(down, 20, 40),
        "TEh_90_100_ms_percent": mean(down, 90, 100),
        "TEh_overshoot_percent": float(down[late].max()),
    }


def _slopes(curve: np.ndarray) -> dict[str, float]:
    current, reduction = curve.T
    at = dict(zip(current, reduction, strict=True))
    steps = np.diff(current) / np.diff(reduction)
    return {
        "resting_IV_slope": float(20 / (at[10] - at[-10])),
        "minimum_IV_slope": float(np.nanmin(steps)),
        "hyperpolarising_IV_slope": float(20 / (at[-80] - at[-100])),
    }
