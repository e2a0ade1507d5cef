"""What an electrode sees of one discharge: the fibres' action potentials, summed through the tissue.

From the end-plate two waves run to the tendons and die there. Each is a line of axial current, the slope of the
intracellular action potential; the tissue weighs it by distance. The waveform is then one
convolution for the whole unit, however many fibres it has. A needle lies in endless muscle, a surface
electrode over fat and skin (`covering.py`). Assumes fibres parallel to the skin and an action potential with the
same time course in every fibre. Stops being true for pennate muscles.
Sources: rosenfalck1969 (the action potential); the rest is the physics of a line source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.provenance import ASSUMED, Parameters, sourced
from myotwitch.twitch.covering import Covering, Spot, skin_profiles, skin_table
from myotwitch.twitch.sizes import muscle_size

__all__ = ["Concentric", "FibreUnit", "Points", "SurfacePair", "Tissue", "action_potential_mV", "draw_fibres",
           "needle_uV", "potential_uV", "surface_uV"]  # fmt: skip

Array = NDArray[np.float64]
_SIMULATOR = "between the smallest and the largest units of a published simulator of needle recordings, read in its open code"


@dataclass(frozen=True)
class Tissue(Parameters):
    """The fibres of a unit, and what lies between them and an electrode."""

    covering: Covering = field(default_factory=Covering)
    inside_S_per_m: float = sourced(
        1.01, "S/m", ASSUMED, note="conductivity of a fibre's inside; the usual value, remembered, not re-read"
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
        96.0, "mV", "rosenfalck1969", where="96 z^3 exp(-z) with z in mm", note="second-hand"
    )
    spike_ms: float = sourced(
        0.25, "ms", "rosenfalck1969", where="96 z^3 exp(-z) with z in mm", note="the time in which 1 mm passes at 4 m/s; second-hand, some simulators stretch it twofold", spread=(0.125, 0.5)
    )  # fmt: skip
    branches: float = sourced(
        3.0, "", "akhmadeev2020", where=_SIMULATOR, spread=(1.0, 5.0), note="of the nerve within a unit; each serves the fibres around it"
    )  # fmt: skip
    branch_spread_mm: float = sourced(
        3.5, "mm", "akhmadeev2020", where=_SIMULATOR, spread=(1.5, 5.5), note="sd of where branches meet the fibres, along them"
    )  # fmt: skip
    endplate_spread_mm: float = sourced(
        1.25, "mm", "akhmadeev2020", where=_SIMULATOR, spread=(0.5, 2.0), note="sd of end-plates along the fibres of one branch"
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
    cover_mm: float
    """Fat and skin over the muscle."""


class Points(NamedTuple):
    """A needle as weighted points within the muscle, each (points,): along the fibres, across, depth (mm), weight."""

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

    def spot(self) -> Spot:
        """The pair as ten points on the skin."""
        one = [-0.4 * self.length_mm, -0.2 * self.length_mm, 0.0, 0.2 * self.length_mm, 0.4 * self.length_mm]
        far = 0.5 * self.distance_mm
        return Spot(tuple(x - far for x in one) + tuple(x + far for x in one), (0.2,) * 5 + (-0.2,) * 5)


@dataclass(frozen=True)
class Concentric(Parameters):
    """A concentric needle: a small core in the slanting face of its own shaft."""

    core_mm: float = sourced(
        0.58, "mm", ASSUMED, note="long axis of the oval core of an adult needle, along the shaft"
    )
    shaft_mm: float = sourced(
        10.0, "mm", ASSUMED, note="length of shaft that the reference averages over, in six points"
    )
    thickness_mm: float = sourced(
        0.46, "mm", ASSUMED, note="of an adult needle's shaft, which keeps the fibres behind the core that far away; remembered"
    )  # fmt: skip


def action_potential_mV(time_ms: Array, tissue: Tissue | None = None) -> Array:
    """Intracellular action potential above rest, mV, that starts at 0; any shape."""
    p = tissue or Tissue()
    z = np.maximum(np.asarray(time_ms) / p.spike_ms, 0.0)
    return np.asarray(p.spike_mV * z**3 * np.exp(-z))


def _slope_V_per_s(time_s: Array, p: Tissue) -> Array:
    z = np.maximum(1e3 * time_s / p.spike_ms, 0.0)
    return np.asarray(p.spike_mV / p.spike_ms * z**2 * (3.0 - z) * np.exp(-z))


def _endplates_mm(
    across: Array, deep: Array, reach_mm: float, random: np.random.Generator, p: Tissue
) -> Array:
    """Places of end-plates along the fibres: fibres that lie together share a branch of the nerve."""
    count = max(1, round(p.branches))
    radius, angle = reach_mm * np.sqrt(random.random(count)), 2 * np.pi * random.random(count)
    away = (across[:, None] - radius * np.cos(angle)) ** 2 + (deep[:, None] - radius * np.sin(angle)) ** 2
    branch = p.branch_spread_mm * random.standard_normal(count)
    return np.asarray(
        branch[away.argmin(axis=1)] + p.endplate_spread_mm * random.standard_normal(across.size)
    )


def draw_fibres(
    muscle: str, random: np.random.Generator, *, depth_mm: float | None = None, across_mm: float | None = None,
    most: int = 100, tissue: Tissue | None = None, pair: SurfacePair | None = None,
) -> FibreUnit:  # fmt: skip
    """Fibres of one unit of a muscle, spread evenly over a round territory.

    most: more fibres than this are represented by so many, each standing for several. depth_mm, across_mm:
    middle of the territory; drawn within the muscle and 15 mm either side when left out. A
    territory lies as a whole within the muscle; a middle too near its faces is moved in. Refusal
    (USAGE) for an unknown muscle.
    """
    p, size = tissue or Tissue(), muscle_size(muscle)
    beside = max(size.fibres_per_unit * p.abreast, 1.0)
    count = max(int(min(most, beside)), 1)
    reach = min(p.territory_mm, 0.5 * size.thickness_mm)
    shallow, deepest = size.fat_mm + reach, size.fat_mm + size.thickness_mm - reach
    deep = random.uniform(shallow, deepest) if depth_mm is None else min(max(depth_mm, shallow), deepest)
    aside = random.uniform(-15.0, 15.0) if across_mm is None else across_mm
    radius, angle = reach * np.sqrt(random.random(count)), 2 * np.pi * random.random(count)
    x, y = radius * np.cos(angle), radius * np.sin(angle)
    shift = -(pair or SurfacePair()).from_endplate_mm
    right, left = np.maximum(size.fibre_mm + p.tendon_spread_mm * random.standard_normal((2, count)), 2.0)
    velocity = p.velocity_m_per_s * np.maximum(1.0 + p.velocity_spread * random.standard_normal(count), 0.5)
    endplates = shift + _endplates_mm(x, y, reach, random, p)
    return FibreUnit(aside + x, deep + y, endplates, right, left, velocity, beside / count, size.fat_mm)


def _shaped_uV(lead: Array, unit: FibreUnit, rate_Hz: float, p: Tissue) -> Array:
    """Potential from the lead under the wave fronts (1/mm², summed over fibres), µV, shape (times,)."""
    slope = _slope_V_per_s(np.arange(lead.size) / rate_Hz, p)
    across = p.covering.muscle.across_S_per_m
    scale = p.inside_S_per_m * (p.fibre_radius_um * 1e-6) ** 2 / (4.0 * across) * unit.weight
    return np.asarray(np.convolve(lead * 1e6, slope)[: lead.size] * scale / rate_Hz * 1e6)


def _fronts(unit: FibreUnit, rate_Hz: float, duration_s: float) -> list[tuple[Array, Array]]:
    """Place of both wave fronts, mm, and their sign while they run, each of shape (fibres, times)."""
    middle_ms = (np.arange(round(duration_s * rate_Hz)) + 0.5) * (1e3 / rate_Hz)
    way = unit.velocity_m_per_s[:, None] * middle_ms
    start = unit.endplate_mm[:, None]
    return [
        (start + way, -(way <= unit.right_mm[:, None]).astype(float)),
        (start - way, (way <= unit.left_mm[:, None]).astype(float)),
    ]


def potential_uV(
    unit: FibreUnit, points: Points, rate_Hz: float, duration_s: float, *, tissue: Tissue | None = None
) -> Array:
    """Potential of one discharge at points deep in muscle, µV, from the moment the end-plates fire; shape (times,)."""
    p = tissue or Tissue()
    lead = np.zeros(round(duration_s * rate_Hz))
    for front, sign in _fronts(unit, rate_Hz, duration_s):
        for along, across, depth, weight in zip(*points, strict=True):
            off = (unit.across_mm - across) ** 2 + (unit.depth_mm - depth) ** 2
            off = p.covering.muscle.ratio * np.maximum(off, (1e-3 * p.fibre_radius_um) ** 2)
            x = front - along
            squared = x * x + off[:, None]
            lead += weight * np.einsum("ft,ft->t", x / (squared * np.sqrt(squared)), sign)
    return _shaped_uV(lead, unit, rate_Hz, p)


def surface_uV(unit: FibreUnit, rate_Hz: float = 10000.0, duration_s: float = 0.04, *,
               spot: Spot | None = None, tissue: Tissue | None = None) -> Array:  # fmt: skip
    """Surface potential of one discharge, µV, shape (times,); between the two electrodes of a pair unless `spot` says otherwise."""
    p = tissue or Tissue()
    table = skin_table(unit.cover_mm, spot or SurfacePair().spot(), p.covering)
    profiles = skin_profiles(table, unit.depth_mm - unit.cover_mm, unit.across_mm)
    places = profiles.shape[1]
    row = places * np.arange(len(profiles))[:, None]
    lead = np.zeros(round(duration_s * rate_Hz))
    for front, sign in _fronts(unit, rate_Hz, duration_s):
        at = np.clip((front - table.first_mm) / table.step_mm, 0.0, places - 1.001)
        below = at.astype(np.intp)
        at -= below
        below += row
        here = profiles.ravel()[below] * (1.0 - at) + profiles.ravel()[below + 1] * at
        lead += np.einsum("ft,ft->t", here, sign)
    return _shaped_uV(lead, unit, rate_Hz, p)


def _around(unit: FibreUnit, across_mm: float, tip_mm: float, n: Concentric) -> FibreUnit:
    """The unit's fibres with those behind the core pushed away by the shaft."""
    side = unit.across_mm - across_mm
    behind = (side < 0) & (unit.depth_mm < tip_mm)
    return unit._replace(across_mm=across_mm + np.where(behind, np.minimum(side, -n.thickness_mm), side))


def _some(unit: FibreUnit, which: NDArray[np.bool_]) -> FibreUnit:
    return FibreUnit(
        unit.across_mm[which], unit.depth_mm[which], unit.endplate_mm[which], unit.right_mm[which],
        unit.left_mm[which], unit.velocity_m_per_s[which], unit.weight, unit.cover_mm,
    )  # fmt: skip


def needle_uV(unit: FibreUnit, across_mm: float, depth_mm: float, along_mm: float = 5.0, *, rate_Hz: float = 50000.0,
              duration_s: float = 0.03, needle: Concentric | None = None, tissue: Tissue | None = None) -> Array:  # fmt: skip
    """Potential of one discharge at a concentric needle's core against its shaft, µV, shape (times,).

    across_mm, depth_mm: where the core is; it faces larger `across`. along_mm: how far from the surface
    electrodes' middle. Needs all fibres of the unit (`draw_fibres(..., most=10**6)`): the nearest few make the spike.
    """
    n = needle or Concentric()
    unit = _around(unit, across_mm, depth_mm + 0.5 * n.core_mm, n)
    core = np.linspace(-0.45, 0.45, 7) * n.core_mm + depth_mm
    near = Points(np.full(7, along_mm), np.full(7, across_mm), core, np.full(7, 1 / 7))
    shaft = depth_mm - np.linspace(0.1, 1.0, 6) * n.shaft_mm
    axis = np.full(6, across_mm - 0.5 * n.thickness_mm)
    far = Points(np.full(6, along_mm), axis, shaft, np.full(6, -1 / 6))
    close = np.hypot(unit.across_mm - across_mm, unit.depth_mm - depth_mm) < 3.0
    spike = potential_uV(_some(unit, close), near, rate_Hz, duration_s, tissue=tissue)
    coarse_Hz = 5000.0
    rest = potential_uV(_some(unit, ~close), near, coarse_Hz, duration_s, tissue=tissue)
    rest = rest + potential_uV(unit, far, coarse_Hz, duration_s, tissue=tissue)
    at = np.arange(spike.size) / rate_Hz
    return np.asarray(spike + np.interp(at, np.arange(rest.size) / coarse_Hz, rest))
