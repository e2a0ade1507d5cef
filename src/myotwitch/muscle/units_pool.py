"""A pool of motor units: small ones first, large ones strong and soon tired, all recovering in rest.

Units are ordered by size; excitation sets who fires and how fast; each unit tires with the force
it gives. Recovery is not part of the published model: here each unit regains its loss with a
time constant that grows with its fatigability, which is assumed. Twitch force and contraction
time go together in this model; in human muscle they do not.
Source: Potvin & Fuglevand 2017, after Fuglevand, Winter & Patla 1993.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Pool", "PoolParameters", "PoolState"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PoolParameters(Parameters):
    """The published pool, with recovery added."""

    units: float = sourced(120.0, "", "potvin2017", where="authors' code")
    threshold_range: float = sourced(50.0, "", "potvin2017", where="authors' code")
    gain_Hz: float = sourced(1.0, "Hz", "potvin2017", where="authors' code, per unit of excitation")
    lowest_rate_Hz: float = sourced(8.0, "Hz", "potvin2017", where="authors' code")
    peak_rate_first_Hz: float = sourced(35.0, "Hz", "potvin2017", where="authors' code")
    peak_rate_last_Hz: float = sourced(25.0, "Hz", "potvin2017", where="authors' code")
    force_range: float = sourced(100.0, "", "potvin2017", where="authors' code")
    slowest_contraction_ms: float = sourced(90.0, "ms", "potvin2017", where="authors' code")
    contraction_range: float = sourced(3.0, "", "potvin2017", where="authors' code")
    fatigability_range: float = sourced(180.0, "", "potvin2017", where="authors' code")
    fatigue_per_s: float = sourced(0.0225, "1/s", "potvin2017", where="authors' code, most fatigable unit")
    slowing: float = sourced(0.379, "", "potvin2017", where="authors' code")
    adaptation: float = sourced(0.67, "", "potvin2017", where="authors' code")
    adaptation_s: float = sourced(22.0, "s", "potvin2017", where="authors' code")
    adaptation_offset_Hz: float = sourced(2.0, "Hz", "potvin2017", where="authors' code")
    fast_recovery_s: float = sourced(
        120.0, "s", ASSUMED, spread=(60.0, 240.0),
        note="least fatigable unit; most force comes back in 1 to 2 min after a time trial (Froyd 2013, abstract)",
    )  # fmt: skip
    slow_recovery_s: float = sourced(
        3600.0, "s", ASSUMED, spread=(1200.0, 3 * 3600.0), note="most fatigable unit; no measurement of single human units was found"
    )  # fmt: skip


class PoolState(NamedTuple):
    """State of every unit; arrays of shape (units,)."""

    force: Array
    """Present twitch force, in twitches of the first unit."""
    firing_s: Array
    """Time since the unit was recruited, s; falls back in silence."""


class Pool:
    """One muscle's motor units.

    Parameters
    ----------
    parameters: see `PoolParameters`.
    recovery: False is the published model, which never recovers.
    """

    def __init__(self, parameters: PoolParameters | None = None, *, recovery: bool = True) -> None:
        p = self.parameters = parameters or PoolParameters()
        n = int(p.units)
        place = np.arange(n) / (n - 1)
        self.recovery = recovery
        self.threshold: Array = np.exp(np.log(p.threshold_range) * place)
        share = (self.threshold - 1.0) / (p.threshold_range - 1.0)
        self.peak_rate_Hz: Array = p.peak_rate_first_Hz - (p.peak_rate_first_Hz - p.peak_rate_last_Hz) * share
        self.adapting: Array = p.adaptation * share
        self.fresh_force: Array = np.exp(np.log(p.force_range) * place)
        exponent = np.log(p.contraction_range) / np.log(p.force_range)
        self.contraction_ms: Array = p.slowest_contraction_ms / self.fresh_force**exponent
        fatigability = np.exp(np.log(p.fatigability_range) * place)
        self.fatigue_per_s: Array = p.fatigue_per_s / p.fatigability_range * fatigability
        self.recovery_s: Array = p.fast_recovery_s * (p.slow_recovery_s / p.fast_recovery_s) ** place
        self.largest_excitation = p.threshold_range + (p.peak_rate_last_Hz - p.lowest_rate_Hz) / p.gain_Hz
        self.largest_force = self.force(self.largest_excitation, self.fresh())

    def fresh(self) -> PoolState:
        """A rested pool."""
        return PoolState(self.fresh_force.copy(), np.zeros_like(self.fresh_force))

    def rates_Hz(self, excitation: float, state: PoolState) -> Array:
        """Discharge rate of every unit, Hz, shape (units,); silent ones 0."""
        p = self.parameters
        plain = np.minimum(p.gain_Hz * (excitation - self.threshold) + p.lowest_rate_Hz, self.peak_rate_Hz)
        drop = self.adapting * (plain - p.lowest_rate_Hz + p.adaptation_offset_Hz)
        drop = drop * (1.0 - np.exp(-state.firing_s / p.adaptation_s))
        return np.where(excitation >= self.threshold, plain - np.maximum(drop, 0.0), 0.0)

    def fusion(self, excitation: float, state: PoolState) -> Array:
        """Force of every unit over its present tetanus, shape (units,): the fusion of its twitches."""
        slowed = 1.0 + self.parameters.slowing * (1.0 - state.force / self.fresh_force)
        product = self.contraction_ms * slowed * self.rates_Hz(excitation, state) / 1000.0
        corner = 0.4
        straight = product / corner * (1.0 - np.exp(-2.0 * corner**3))
        return np.where(product <= corner, straight, 1.0 - np.exp(-2.0 * product**3))

    def force(self, excitation: float, state: PoolState) -> float:
        """Force of the whole pool, in twitches of the first unit."""
        return float(np.sum(self.fusion(excitation, state) * state.force))

    def excitation_for(self, share: float, state: PoolState) -> float | None:
        """Excitation that gives this share of the fresh maximum, or None when the pool cannot."""
        wanted = share * self.largest_force
        if self.force(self.largest_excitation, state) < wanted:
            return None
        low, high = 0.0, self.largest_excitation
        for _ in range(24):
            middle = 0.5 * (low + high)
            if self.force(middle, state) < wanted:
                low = middle
            else:
                high = middle
        return high

    def after(self, excitation: float, state: PoolState, step_s: float) -> PoolState:
        """The pool one step later, s. Firing units tire; silent units recover where recovery is on."""
        firing = excitation >= self.threshold
        lost = self.fatigue_per_s * self.fusion(excitation, state) * self.fresh_force
        force = np.maximum(state.force - lost * step_s, 0.0)
        running = np.where(firing | (state.firing_s > 0.0), state.firing_s + step_s, 0.0)
        if self.recovery:
            back = 1.0 - np.exp(-step_s / self.recovery_s)
            force = np.where(firing, force, state.force + (self.fresh_force - state.force) * back)
            calmed = state.firing_s * np.exp(-step_s / self.parameters.adaptation_s)
            running = np.where(firing, state.firing_s + step_s, calmed)
        return PoolState(force, running)

    def endurance_s(self, share: float, *, step_s: float = 0.1, longest_s: float = 3600.0) -> float:
        """How long the pool holds a share of its fresh maximum, s; infinite beyond `longest_s`."""
        state, time_s = self.fresh(), 0.0
        while time_s < longest_s:
            excitation = self.excitation_for(share, state)
            if excitation is None:
                return time_s
            state = self.after(excitation, state, step_s)
            time_s += step_s
        return float("inf")
