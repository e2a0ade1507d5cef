"""A few slow motor neurons at rest, pushed by synaptic noise: how often they fire by themselves, and what drive does.

Monoamines open more of the dendrite's persistent calcium current; that brings a resting neuron closer to
threshold, and random synaptic current does the rest. This stands beside the one-number law of `spinal.py`
and is compared with it, not tuned to it. Assumes two compartments, spike currents as fixed pulses, Gaussian
synaptic current and a persistent current in proportion to drive. Only the operating point (`bias`) is
set, so that a neuron discharges now and then on a usual day. Near threshold the persistent current makes
trains as well as single spikes, which resting muscle does not show. Stops being true in cramp.
Sources: cisi2008 and elias2012 (structure and slow units' numbers, from an open reimplementation).
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myotwitch.kernels import physics
from myotwitch.provenance import ASSUMED, Parameters, sourced, values

__all__ = ["MotorNeuron", "gain_of_drive", "motor_neuron", "pool_rates_per_s", "resting_neuron",
           "spike_times_s"]  # fmt: skip

_READ = "authors' model as an open reimplementation gives it"


@dataclass(frozen=True)
class MotorNeuron(Parameters):
    """The smallest slow motor neuron. Voltages from rest; mS/cm² and µF/cm²."""

    soma_radius_um: float = sourced(38.75, "um", "elias2012", where=_READ)
    soma_length_um: float = sourced(77.5, "um", "elias2012", where=_READ)
    dendrite_radius_um: float = sourced(20.75, "um", "elias2012", where=_READ)
    dendrite_length_um: float = sourced(5500.0, "um", "elias2012", where=_READ)
    soma_kohm_cm2: float = sourced(1.15, "kohm*cm**2", "elias2012", where=_READ)
    dendrite_kohm_cm2: float = sourced(14.4, "kohm*cm**2", "elias2012", where=_READ)
    rheobase_nA: float = sourced(3.5, "nA", "elias2012", where=_READ)
    capacitance_uF_per_cm2: float = sourced(1.0, "uF/cm**2", "cisi2008", where=_READ)
    cytoplasm_ohm_cm: float = sourced(70.0, "ohm*cm", "cisi2008", where=_READ)
    sodium_mS_per_cm2: float = sourced(30.0, "mS/cm**2", "cisi2008", where=_READ)
    fast_potassium_mS_per_cm2: float = sourced(4.0, "mS/cm**2", "cisi2008", where=_READ)
    slow_potassium_mS_per_cm2: float = sourced(16.0, "mS/cm**2", "cisi2008", where=_READ)
    sodium_mV: float = sourced(120.0, "mV", "cisi2008", where=_READ)
    potassium_mV: float = sourced(-10.0, "mV", "cisi2008", where=_READ)
    calcium_mV: float = sourced(140.0, "mV", "elias2012", where=_READ)
    pulse_ms: float = sourced(0.6, "ms", "cisi2008", where=_READ)
    m_on_per_ms: float = sourced(22.0, "1/ms", "cisi2008", where=_READ)
    m_off_per_ms: float = sourced(13.0, "1/ms", "cisi2008", where=_READ)
    h_on_per_ms: float = sourced(
        0.5, "1/ms", ASSUMED, note="recovery of sodium after the pulse; remembered, not re-read"
    )
    h_off_per_ms: float = sourced(
        4.0, "1/ms", ASSUMED, note="loss of sodium in the pulse; remembered, not re-read"
    )
    n_on_per_ms: float = sourced(
        1.5, "1/ms", ASSUMED, note="fast potassium in the pulse; remembered, not re-read"
    )
    n_off_per_ms: float = sourced(
        0.1, "1/ms", ASSUMED, note="fast potassium after it; remembered, not re-read"
    )
    q_on_per_ms: float = sourced(
        1.5, "1/ms", ASSUMED, note="slow potassium in the pulse; remembered, not re-read"
    )
    q_off_per_ms: float = sourced(0.025, "1/ms", "elias2012", where=_READ)
    persistent_mS_per_cm2: float = sourced(0.038, "mS/cm**2", "elias2012", where=_READ)
    persistent_share: float = sourced(
        0.1, "", "elias2012", where=_READ, spread=(0.05, 0.15), note="how much of it monoamines open on a usual day; 0.15 is its low setting"
    )  # fmt: skip
    persistent_threshold_mV: float = sourced(2.5, "mV", "elias2012", where=_READ)
    persistent_on_per_ms: float = sourced(0.008, "1/ms", "elias2012", where=_READ)
    persistent_off_per_ms: float = sourced(0.014, "1/ms", "elias2012", where=_READ)
    noise_nA: float = sourced(
        0.6, "nA", ASSUMED, spread=(0.3, 1.0), note="sd of synaptic current at the soma at rest; nobody has measured it in man"
    )  # fmt: skip
    noise_ms: float = sourced(
        10.0, "ms", ASSUMED, spread=(5.0, 20.0), note="how long synaptic noise wanders; guess"
    )
    bias: float = sourced(
        0.18, "", ASSUMED, note="steady current over rheobase; `resting_neuron` sets it for a wanted rate at usual drive; not a result"
    )  # fmt: skip


def motor_neuron(place: float) -> MotorNeuron:
    """A slow motor neuron at a place from 0 (smallest) to 1 (largest slow one)."""
    first = MotorNeuron()
    largest = {
        "soma_radius_um": 41.25, "soma_length_um": 82.5, "dendrite_radius_um": 31.25, "dendrite_length_um": 6800.0,
        "soma_kohm_cm2": 1.05, "dendrite_kohm_cm2": 10.7, "rheobase_nA": 6.5, "slow_potassium_mS_per_cm2": 25.0,
        "q_off_per_ms": 0.038, "persistent_mS_per_cm2": 0.029, "persistent_threshold_mV": 3.0, "persistent_off_per_ms": 0.016,
    }  # fmt: skip
    between = {name: getattr(first, name) * (1 - place) + end * place for name, end in largest.items()}
    return MotorNeuron(**between)


@physics
def _run(p: MotorNeuron, drive: float, duration_s: float, step_ms: float, random: Any, spikes: Any) -> int:
    """Write spike times (s) and return their number. Voltages by an implicit step of both compartments."""
    soma = 2.0 * math.pi * p.soma_radius_um * p.soma_length_um * 1e-8
    dendrite = 2.0 * math.pi * p.dendrite_radius_um * p.dendrite_length_um * 1e-8
    c_s, c_d = p.capacitance_uF_per_cm2 * soma * 1e3, p.capacitance_uF_per_cm2 * dendrite * 1e3
    l_s, l_d = soma / p.soma_kohm_cm2 * 1e3, dendrite / p.dendrite_kohm_cm2 * 1e3
    half_s = p.cytoplasm_ohm_cm * p.soma_length_um / (math.pi * p.soma_radius_um * p.soma_radius_um) * 1e4
    half_d = (
        p.cytoplasm_ohm_cm
        * p.dendrite_length_um
        / (math.pi * p.dendrite_radius_um * p.dendrite_radius_um)
        * 1e4
    )
    g_c = 2.0e6 / (half_s + half_d)
    threshold = p.rheobase_nA / (l_s + l_d * g_c / (l_d + g_c))
    persistent = p.persistent_mS_per_cm2 * p.persistent_share * drive * dendrite * 1e3
    keep = math.exp(-step_ms / p.noise_ms)
    add = p.noise_nA * math.sqrt(1.0 - keep * keep)
    steady = p.bias * p.rheobase_nA
    v_s = v_d = m = n = q = ca = noise = 0.0
    h, pulse, count = 1.0, -1.0, 0
    m_on, m_off = math.exp(-step_ms * p.m_on_per_ms), math.exp(-step_ms * p.m_off_per_ms)
    h_on, h_off = math.exp(-step_ms * p.h_on_per_ms), math.exp(-step_ms * p.h_off_per_ms)
    n_on, n_off = math.exp(-step_ms * p.n_on_per_ms), math.exp(-step_ms * p.n_off_per_ms)
    q_on, q_off = math.exp(-step_ms * p.q_on_per_ms), math.exp(-step_ms * p.q_off_per_ms)
    ca_on, ca_off = math.exp(-step_ms * p.persistent_on_per_ms), math.exp(-step_ms * p.persistent_off_per_ms)
    resting_ms = 0.0
    for i in range(int(duration_s * 1000.0 / step_ms)):
        noise = keep * noise + add * random.standard_normal()
        if pulse >= 0.0:
            m, h, n, q = 1.0 - (1.0 - m) * m_on, h * h_off, 1.0 - (1.0 - n) * n_on, 1.0 - (1.0 - q) * q_on
            pulse += step_ms
            if pulse > p.pulse_ms:
                pulse, resting_ms = -1.0, 0.0
        else:
            m, h, n, q = m * m_off, 1.0 - (1.0 - h) * h_on, n * n_off, q * q_off
            resting_ms += step_ms
        ca = 1.0 - (1.0 - ca) * ca_on if v_d > p.persistent_threshold_mV else ca * ca_off
        g_na = p.sodium_mS_per_cm2 * m * m * m * h * soma * 1e3
        g_k = (p.fast_potassium_mS_per_cm2 * n * n * n * n + p.slow_potassium_mS_per_cm2 * q * q) * soma * 1e3
        g_ca = persistent * ca
        a, b = c_s / step_ms + l_s + g_c + g_na + g_k, c_d / step_ms + l_d + g_c + g_ca
        x = c_s / step_ms * v_s + g_na * p.sodium_mV + g_k * p.potassium_mV + steady + noise
        y = c_d / step_ms * v_d + g_ca * p.calcium_mV
        v_s, v_d = (x * b + g_c * y) / (a * b - g_c * g_c), (y * a + g_c * x) / (a * b - g_c * g_c)
        if pulse < 0.0 and v_s > threshold and resting_ms > 3.0:
            pulse = 0.0
            if count < spikes.size:
                spikes[count] = i * step_ms * 1e-3
            count += 1
    return count if count < spikes.size else len(spikes)


def spike_times_s(
    neuron: MotorNeuron, drive: float, duration_s: float, seed: int | list[int], *, step_ms: float = 0.05
) -> NDArray[np.float64]:
    """Spike times of one neuron, s. drive: nervous drive over usual (1 on a usual day)."""
    spikes = np.empty(int(200 * duration_s) + 10)
    count = _run(
        values(neuron), float(drive), float(duration_s), step_ms, np.random.default_rng(seed), spikes
    )
    return spikes[:count]


def resting_neuron(
    place: float,
    per_min: float,
    seed: int | list[int],
    *,
    duration_s: float = 60.0,
    noise_nA: float | None = None,
) -> MotorNeuron:
    """A slow neuron whose steady current makes about `per_min` discharges a minute at usual drive.

    Found by halving, with the same noise each time, and kept at or below the wanted rate: where one
    spike opens the persistent current for a whole train, the rate jumps and cannot be met.
    """
    found = motor_neuron(place)
    if noise_nA is not None:
        found = dataclasses.replace(found, noise_nA=noise_nA)
    low, high = -1.0, 1.0
    for _ in range(9):
        middle = 0.5 * (low + high)
        found = dataclasses.replace(found, bias=middle)
        count = spike_times_s(found, 1.0, duration_s, seed, step_ms=0.1).size
        low, high = (low, middle) if count > per_min * duration_s / 60.0 else (middle, high)
    return dataclasses.replace(found, bias=low)


def pool_rates_per_s(
    pool: list[MotorNeuron], drives: NDArray[np.float64], *, duration_s: float = 60.0, seed: int = 0
) -> NDArray[np.float64]:
    """Discharges per second of each neuron, shape (drives, neurons). The noise is the same at every drive."""
    return np.array(
        [
            [
                spike_times_s(n, d, duration_s, [seed, i], step_ms=0.1).size / duration_s
                for i, n in enumerate(pool)
            ]
            for d in drives
        ]
    )


def gain_of_drive(drives: NDArray[np.float64], rates_per_s: NDArray[np.float64]) -> float:
    """Slope of ln(pool rate) over drive, to hold against `SpinalSource.gain`; NaN without two rates above 0."""
    total = rates_per_s.sum(axis=1)
    seen = total > 0
    if seen.sum() < 2:
        return math.nan
    return float(np.polyfit(drives[seen], np.log(total[seen]), 1)[0])
