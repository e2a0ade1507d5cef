"""What an electrode sees of one discharge: the fibres' action potentials, summed through the tissue.

From the end-plate two waves run to the tendons and die there. Each is a line of axial current, the slope of the
intracellular action potential; the tissue weighs it by distance. The waveform is then one
convolution for the whole unit, however many fibres it has. Assumes fibres parallel to the skin, one
anisotropic medium below an insulating surface (fat and skin count as muscle), and an action potential with the
same time course in every fibre. Stops being true for pennate muscles and thick fat, which smooth it.
Sources: rosenfalck1969 (the action potential); the rest is the physics of a line source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.sizes import muscle_size

__all__ = ["Concentric", "FibreUnit", "Points", "SurfacePair", "Tissue", "action_potential_mV", "draw_fibres",
           "needle_uV", "potential_uV", "surface_uV"]  # fmt: skip

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Tissue(Parameters):
    """The fibres and what lies between them and an electrode."""

    inside_S_per_m: float = sourced(
        1.01,
        "S/m",
        ASSUMED,
        note="conductivity of a fibre's inside; the usual value, remembered, not re-read",
    )
    radial_S_per_m: float = sourced(
        0.063, "S/m", ASSUMED, spread=(0.04, 0.1), note="muscle across its fibres; the usual value, remembered, not re-read"
    )  # fmt: skip
    axial_S_per_m: float = sourced(
        0.33, "S/m", ASSUMED, spread=(0.25, 0.5), note="muscle along its fibres; the usual value, remembered, not re-read"
    )  # fmt: skip
    fibre_radius_um: float = sourced(
        25.0, "um", ASSUMED, spread=(20.0, 32.0), note="adult limb muscle; remembered, not re-read"
    )
    velocity_m_per_s: float = sourced(
        4.0, "m/s", ASSUMED, spread=(3.6, 4.4), note="of muscle fibres at rest; remembered, not re-read"
    )
    velocity_spread: float = sourced(
        0.06, "", ASSUMED, spread=(0.03, 0.1), note="sd between the fibres of one unit, relative; guess"
    )
    spike_mV: float = sourced(
        96.0,
        "mV",
        "rosenfalck1969",
        where="96 z^3 exp(-z) with z in mm",
        note="second-hand; 4 mm are 1 ms here",
    )
    endplate_spread_mm: float = sourced(
        4.0, "mm", ASSUMED, spread=(2.0, 6.0), note="sd of end-plates along a unit; innervation zones are about 10 mm wide"
    )  # fmt: skip
    tendon_spread_mm: float = sourced(
        4.0, "mm", ASSUMED, spread=(2.0, 8.0), note="sd of where the fibres end; guess"
    )
    abreast: float = sourced(
        0.3, "", ASSUMED, spread=(0.2, 0.6),
        note="share of a unit's fibres that run side by side; limb fibres are a third of their muscle's length or less, the rest lie further along",
    )  # fmt: skip
    territory_mm: float = sourced(
        3.5, "mm", ASSUMED, spread=(2.5, 5.0), note="radius of a unit's territory, 5 to 10 mm across; remembered, not re-read"
    )  # fmt: skip


class FibreUnit(NamedTuple):
    """Fibres of one unit; arrays of shape (fibres,), mm from the middle of the surface electrodes."""

    across_mm: Array
    depth_mm: Array
    endplate_mm: Array
    right_mm: Array
    """From end-plate to the tendon on the far side."""
    left_mm: Array
    velocity_m_per_s: Array
    weight: float
    """Fibres that each of them stands for."""


class Points(NamedTuple):
    """An electrode montage as weighted points, each (points,): along the fibres, across, depth (mm), weight."""

    along_mm: Array
    across_mm: Array
    depth_mm: Array
    weight: Array


@dataclass(frozen=True)
class SurfacePair(Parameters):
    """Two surface electrodes along the fibres."""

    distance_mm: float = sourced(20.0, "mm", ASSUMED, note="centre to centre, the usual montage")
    length_mm: float = sourced(
        8.0, "mm", ASSUMED, note="of each electrode along the fibres; averaged over five points"
    )
    from_endplate_mm: float = sourced(12.0, "mm", ASSUMED, note="middle of the pair from the mean end-plate")

    def points(self) -> Points:
        """The pair as ten points on the skin."""
        one = np.linspace(-0.4, 0.4, 5) * self.length_mm
        along = np.concatenate([one - self.distance_mm / 2, one + self.distance_mm / 2])
        return Points(along, np.zeros(10), np.zeros(10), np.repeat([0.2, -0.2], 5))


@dataclass(frozen=True)
class Concentric(Parameters):
    """A concentric needle: a small core against its own shaft."""

    core_mm: float = sourced(
        0.58, "mm", ASSUMED, note="long axis of the oval core of an adult needle, along the shaft"
    )
    shaft_mm: float = sourced(
        10.0, "mm", ASSUMED, note="length of shaft that the reference averages over, in six points"
    )


def action_potential_mV(time_ms: Array, tissue: Tissue | None = None) -> Array:
    """Intracellular action potential above rest, mV, that starts at 0; any shape."""
    z = np.maximum(4.0 * np.asarray(time_ms), 0.0)
    return np.asarray((tissue or Tissue()).spike_mV * z**3 * np.exp(-z))


def _slope_V_per_s(time_s: Array, tissue: Tissue) -> Array:
    z = np.maximum(4000.0 * time_s, 0.0)
    return np.asarray(tissue.spike_mV * 1e-3 * 4000.0 * z**2 * (3.0 - z) * np.exp(-z))


def draw_fibres(
    muscle: str, random: np.random.Generator, *, depth_mm: float | None = None, across_mm: float | None = None,
    most: int = 100, tissue: Tissue | None = None, pair: SurfacePair | None = None,
) -> FibreUnit:  # fmt: skip
    """Fibres of one unit of a muscle, spread evenly over a round territory.

    most: more fibres than this are represented by so many, each standing for several. depth_mm,
    across_mm: middle of the territory; drawn within the muscle and 15 mm either side when left out.
    Refusal (USAGE) for an unknown muscle.
    """
    p, size = tissue or Tissue(), muscle_size(muscle)
    beside = max(size.fibres_per_unit * p.abreast, 1.0)
    count = max(int(min(most, beside)), 1)
    reach = min(p.territory_mm, 0.5 * size.thickness_mm)
    deep = (
        size.fat_mm + reach + random.random() * (size.thickness_mm - 2 * reach)
        if depth_mm is None
        else depth_mm
    )
    aside = random.uniform(-15.0, 15.0) if across_mm is None else across_mm
    radius, angle = reach * np.sqrt(random.random(count)), 2 * np.pi * random.random(count)
    shift = -(pair or SurfacePair()).from_endplate_mm
    return FibreUnit(
        aside + radius * np.cos(angle),
        deep + radius * np.sin(angle),
        shift + p.endplate_spread_mm * random.standard_normal(count),
        np.maximum(size.fibre_mm + p.tendon_spread_mm * random.standard_normal(count), 2.0),
        np.maximum(size.fibre_mm + p.tendon_spread_mm * random.standard_normal(count), 2.0),
        p.velocity_m_per_s * np.maximum(1.0 + p.velocity_spread * random.standard_normal(count), 0.5),
        beside / count,
    )


def _weighting(unit: FibreUnit, points: Points, tau_ms: Array, p: Tissue) -> Array:
    """Sum over fibres and points of the lead field under the wave fronts, 1/mm², shape (times,)."""
    ratio = p.axial_S_per_m / p.radial_S_per_m
    way = unit.velocity_m_per_s[:, None] * tau_ms
    total = np.zeros(tau_ms.size)
    for along, across, depth, weight in zip(*points, strict=True):
        off = ratio * np.maximum(
            (unit.across_mm - across) ** 2 + (unit.depth_mm - depth) ** 2, (1e-3 * p.fibre_radius_um) ** 2
        )
        for way_mm, end_mm, sign in ((way, unit.right_mm, -1.0), (-way, unit.left_mm, 1.0)):
            x = unit.endplate_mm[:, None] + way_mm - along
            squared = x * x + off[:, None]
            lead = x / (squared * np.sqrt(squared))
            total += sign * weight * np.einsum("ft,ft->t", lead, (way <= end_mm[:, None]).astype(float))
    return total


def potential_uV(unit: FibreUnit, points: Points, rate_Hz: float, duration_s: float, *, image: float = 2.0,
                 tissue: Tissue | None = None) -> Array:  # fmt: skip
    """Potential of one discharge at a montage, µV, from the moment the end-plates fire; shape (times,).

    image: 2 for electrodes on the skin (nothing conducts above it), 1 deep in the muscle.
    """
    p = tissue or Tissue()
    time_s = np.arange(round(duration_s * rate_Hz)) / rate_Hz
    lead = _weighting(unit, points, time_s * 1e3 + 0.5e3 / rate_Hz, p) * 1e6
    slope = _slope_V_per_s(time_s, p)
    scale = (
        p.inside_S_per_m * (p.fibre_radius_um * 1e-6) ** 2 / (4.0 * p.radial_S_per_m) * image * unit.weight
    )
    return np.asarray(np.convolve(lead, slope)[: time_s.size] * scale / rate_Hz * 1e6)


def surface_uV(unit: FibreUnit, rate_Hz: float = 10000.0, duration_s: float = 0.04, *,
               pair: SurfacePair | None = None, tissue: Tissue | None = None) -> Array:  # fmt: skip
    """Surface potential of one discharge between two electrodes, µV, shape (times,)."""
    return potential_uV(unit, (pair or SurfacePair()).points(), rate_Hz, duration_s, tissue=tissue)


def _some(unit: FibreUnit, which: NDArray[np.bool_]) -> FibreUnit:
    return FibreUnit(
        unit.across_mm[which], unit.depth_mm[which], unit.endplate_mm[which], unit.right_mm[which],
        unit.left_mm[which], unit.velocity_m_per_s[which], unit.weight,
    )  # fmt: skip


def needle_uV(unit: FibreUnit, across_mm: float, depth_mm: float, along_mm: float = 5.0, *, rate_Hz: float = 50000.0,
              duration_s: float = 0.03, needle: Concentric | None = None, tissue: Tissue | None = None) -> Array:  # fmt: skip
    """Potential of one discharge at a concentric needle's core against its shaft, µV, shape (times,).

    across_mm, depth_mm: where the core is; along_mm: how far from the surface electrodes' middle.
    Needs all fibres of the unit (`draw_fibres(..., most=10**6)`): the nearest few make the spike.
    """
    n = needle or Concentric()
    core = np.linspace(-0.4, 0.4, 3) * n.core_mm + depth_mm
    one = np.ones(3)
    near = Points(along_mm * one, across_mm * one, core, one / 3)
    shaft = depth_mm - np.linspace(0.1, 1.0, 6) * n.shaft_mm
    far = Points(np.full(6, along_mm), np.full(6, across_mm), shaft, np.full(6, -1 / 6))
    close = np.hypot(unit.across_mm - across_mm, unit.depth_mm - depth_mm) < 3.0
    parts = [_some(unit, mask) for mask in (close, ~close)]
    spike = potential_uV(parts[0], near, rate_Hz, duration_s, image=1.0, tissue=tissue)
    coarse_Hz = 5000.0
    rest = potential_uV(parts[1], near, coarse_Hz, duration_s, image=1.0, tissue=tissue)
    rest = rest + potential_uV(unit, far, coarse_Hz, duration_s, image=1.0, tissue=tissue)
    at = np.arange(spike.size) / rate_Hz
    return spike + np.interp(at, np.arange(rest.size) / coarse_Hz, rest)
