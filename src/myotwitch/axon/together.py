"""Membrane and pools in one run: milliseconds of impulses, minutes of ions.

The membrane is run through a short window with its pools held still, its mean currents move the pools by a longer
leap, and the membrane goes on from where it was. That holds because one impulse moves no pool by a thousandth of
itself, while the membrane forgets within tenths of a second; a leap is cut so that no pool moves by
more than 0.05 mM. `every_impulse` does the same without leaps and is its judge. Assumes that impulses arrive
evenly. It stops being true for bursts with pauses of seconds.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from myotwitch.axon.cable import checked_step, stepped
from myotwitch.axon.exposure import Exposure, resting_exposure
from myotwitch.axon.fluxes import IonCurrents, IonPoolParameters, IonPools, around, currents_pA, drift, rate
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings, resting_state
from myotwitch.axon.motor_axon import LIMITS
from myotwitch.axon.threshold import REARMED_mV, SPIKE_mV
from myotwitch.kernels import physics
from myotwitch.provenance import values
from myotwitch.refusal import Door, Refusal

__all__ = ["Life", "Stretch", "course", "every_impulse", "resting_life", "resting_pools"]

_IMPULSE_pA, _IMPULSE_ms = 1500.0, 0.5
"""The arriving impulse: about twice what such a pulse needs at rest."""
_MOST_mM, _LONGEST_LEAP_s = 0.05, 2.0
_QUIET_WINDOW_ms, _PERIODS = 40.0, 3


class Stretch(NamedTuple):
    """Some time in one milieu."""

    seconds: float
    exposure: Exposure
    """Its `sodium_inside_mM` and `periaxonal_ratio` are not used: the pools say them. `pump` multiplies the pump."""
    impulses_Hz: float = 0.0
    pump_available: float = 1.0
    persistent_factor: float = 1.0


class Life(NamedTuple):
    """Membrane and pools at one time."""

    membrane: MembraneState
    pools: IonPools


def resting_pools(axon: AxonParameters) -> IonPools:
    """The pools of the axon as it was fitted."""
    c = axon.concentrations
    return IonPools(c.sodium_inside_mM, c.sodium_inside_mM, c.potassium_mM)


def _resting_drift(axon: AxonParameters, p: IonPoolParameters, hot: float) -> IonCurrents:
    e = resting_exposure()
    s = around(resting_pools(axon), e, hot, 1.0, p, axon)
    return drift(currents_pA(resting_state(s, axon)[0], s, axon), s, e)


def resting_life(axon: AxonParameters, hot: float = 1.0) -> Life:
    """The axon after a long rest."""
    p = values(IonPoolParameters())
    s = around(resting_pools(axon), resting_exposure(), hot, 1.0, p, axon)
    return Life(resting_state(s, axon)[0], resting_pools(axon))


@physics
def _window(
    y: MembraneState, s: Surroundings, e: Exposure, axon: AxonParameters, impulses_Hz: float, step_ms: float
) -> tuple[MembraneState, IonCurrents, float, float]:
    """The membrane some time later, its mean net currents over the last part, and spikes and ms of that part."""
    period = 1000.0 / impulses_Hz if impulses_Hz > 0.0 else _QUIET_WINDOW_ms
    steps, pulse = int(period / step_ms + 0.5), int(_IMPULSE_ms / step_ms + 0.5)
    rounds = _PERIODS if impulses_Hz > 0.0 else 1
    a = b = c = d = spikes = 0.0
    up = y.node_mV > SPIKE_mV
    for _ in range(rounds):
        a = b = c = d = spikes = 0.0
        for i in range(steps):
            y = stepped(y, s, axon, _IMPULSE_pA if impulses_Hz > 0.0 and i < pulse else 0.0, step_ms)
            if not up and y.node_mV > SPIKE_mV:
                up = True
                spikes += 1.0
            elif up and y.node_mV < REARMED_mV:
                up = False
            net = drift(currents_pA(y, s, axon), s, e)
            a += net.node_sodium_pA
            b += net.node_potassium_pA
            c += net.internode_sodium_pA
            d += net.internode_potassium_pA
    return y, IonCurrents(a / steps, b / steps, c / steps, d / steps), spikes, steps * step_ms


@physics
def _moved(pools: IonPools, change: IonPools, seconds: float) -> IonPools:
    return IonPools(
        pools.node_sodium_mM + seconds * change.node_sodium_mM,
        pools.bulk_sodium_mM + seconds * change.bulk_sodium_mM,
        pools.periaxonal_potassium_mM + seconds * change.periaxonal_potassium_mM,
    )


@physics
def _leap(
    y: MembraneState, pools: IonPools, e: Exposure, hot: float, available: float, impulses_Hz: float, longest_s: float,
    at_rest: IonCurrents, p: IonPoolParameters, axon: AxonParameters, step_ms: float,
) -> tuple[MembraneState, IonPools, float, float]:  # fmt: skip
    """One window and the leap after it: the new state, its length in s, and the spikes per second."""
    s = around(pools, e, hot, available, p, axon)
    y, net, spikes, ms = _window(y, s, e, axon, impulses_Hz, step_ms)
    change = rate(pools, net, at_rest, e.potassium_mM, p)
    fastest = max(
        abs(change.node_sodium_mM), max(abs(change.bulk_sodium_mM), abs(change.periaxonal_potassium_mM))
    )
    shortest = ms / 1000.0
    leap = min(longest_s, max(shortest, _MOST_mM / max(fastest, 1e-12)))
    return y, _moved(pools, change, leap), leap, 1000.0 * spikes / ms


@physics
def _stretch(
    y: MembraneState, pools: IonPools, e: Exposure, hot: float, available: float, impulses_Hz: float, seconds: float,
    at_rest: IonCurrents, p: IonPoolParameters, axon: AxonParameters, step_ms: float,
) -> tuple[MembraneState, IonPools, float]:  # fmt: skip
    now = fired = 0.0
    while now < seconds - 1e-9:
        longest = min(_LONGEST_LEAP_s, seconds - now)
        y, pools, leap, per_s = _leap(
            y, pools, e, hot, available, impulses_Hz, longest, at_rest, p, axon, step_ms
        )
        fired += leap * per_s
        now += leap
    return y, pools, fired


@physics
def _every(
    y: MembraneState, pools: IonPools, e: Exposure, hot: float, available: float, impulses_Hz: float, seconds: float,
    at_rest: IonCurrents, p: IonPoolParameters, axon: AxonParameters, step_ms: float,
) -> tuple[MembraneState, IonPools]:  # fmt: skip
    period = 1000.0 / impulses_Hz if impulses_Hz > 0.0 else 1e300
    for i in range(int(seconds * 1000.0 / step_ms + 0.5)):
        s = around(pools, e, hot, available, p, axon)
        into = i * step_ms - period * math.floor(i * step_ms / period)
        y = stepped(y, s, axon, _IMPULSE_pA if into < _IMPULSE_ms and impulses_Hz > 0.0 else 0.0, step_ms)
        change = rate(pools, drift(currents_pA(y, s, axon), s, e), at_rest, e.potassium_mM, p)
        pools = _moved(pools, change, step_ms / 1000.0)
    return y, pools


def _checked(stretch: Stretch, step_ms: float) -> None:
    """Refuse what the membrane was never meant for."""
    checked_step(step_ms)
    e = stretch.exposure
    limits = {
        **{name: (getattr(e, name), *LIMITS[name]) for name in ("potassium_mM", "temperature_C", "current_pA")},
        "pump_available": (stretch.pump_available, 0.0, 1.0, "", "a share"),
        "impulses_Hz": (stretch.impulses_Hz, 0.0, 60.0, "Hz", "three impulses must fit into the memory of the gates"),
        "seconds": (stretch.seconds, 0.0, 48 * 3600.0, "s", "the pools settle within hours"),
    }  # fmt: skip
    for name, (value, low, high, unit, why) in limits.items():
        if not low <= value <= high:
            raise Refusal(
                f"{name}: {value:g} {unit}".rstrip() + " is not taken.",
                allowed=f"{low:g} to {high:g} {unit}".rstrip() + f": {why}.",
                door=Door.IMPOSSIBLE,
            )


def course(
    stretches: list[Stretch],
    axon: AxonParameters,
    *,
    numbers: IonPoolParameters | None = None,
    every_s: float = 5.0,
    start: Life | None = None,
    step_ms: float = 0.02,
) -> tuple[np.ndarray, list[Life], np.ndarray]:
    """Times (s), the axon at each of them, and spikes per second up to each of them.

    axon: bare numbers (`values`). numbers: of the pools. every_s: how often the course is told.
    Raises Refusal (IMPOSSIBLE) for a stretch or a step outside what the membrane can say.
    """
    p = values(numbers or IonPoolParameters())
    now = start or resting_life(axon, stretches[0].persistent_factor)
    times, told, fired, at = [0.0], [now], [0.0], 0.0
    for stretch in stretches:
        _checked(stretch, step_ms)
        at_rest = _resting_drift(axon, p, stretch.persistent_factor)
        left = stretch.seconds
        while left > 1e-9:
            part = min(every_s, left)
            y, pools, spikes = _stretch(
                *now, stretch.exposure, stretch.persistent_factor, stretch.pump_available, stretch.impulses_Hz,
                part, at_rest, p, axon, step_ms,
            )  # fmt: skip
            now, left, at = Life(y, pools), left - part, at + part
            times.append(at)
            told.append(now)
            fired.append(spikes / part)
    return np.array(times), told, np.array(fired)


def every_impulse(
    stretch: Stretch, axon: AxonParameters, numbers: IonPoolParameters | None = None, step_ms: float = 0.02
) -> Life:
    """The end of one stretch from rest with the pools moved at every step of the membrane."""
    _checked(stretch, step_ms)
    p = values(numbers or IonPoolParameters())
    hot = stretch.persistent_factor
    life = resting_life(axon, hot)
    y, pools = _every(
        *life, stretch.exposure, hot, stretch.pump_available, stretch.impulses_Hz, stretch.seconds,
        _resting_drift(axon, p, hot), p, axon, step_ms,
    )  # fmt: skip
    return Life(y, pools)
