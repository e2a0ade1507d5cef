"""What the skin sees of a muscle fibre: fat and skin smear the potential of whatever runs beneath them.

Current from a fibre reaches the skin through an anisotropic muscle and two plane layers. Along the fibre
and across it the layers are the same everywhere, so each wave in space passes through them by one
factor; the sum of all waves is tabulated once for a muscle, over depth and distance to the side, and a fibre's
potential is then read from the table. Assumes plane layers, fibres parallel to them, and electrodes that draw no current. Stops being
true over pennate muscles and where a limb is no wider than its muscle is deep.
Source: farina2001 (layers as filters in space); solved anew here for two layers over a half-space.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Conductivity", "Covering", "SkinTable", "Spot", "skin_profiles", "skin_table"]

Array = NDArray[np.float64]
_DEPTHS, _SIDES, _DEEPEST_mm, _REACH_mm = 32, 32, 40.0, 100.0
"""Grid of depths below the fat and distances to the side, how deep it goes, and how far along the fibres."""
_SHARPEST, _FINER = 14.0, 2
"""Waves shorter than 2 pi / 14 of the covering's thickness are left out (they keep less than a millionth); places per shortest half wave."""
_WIDEST_mm = 30.0
"""How far to the side of the electrodes a fibre may lie; farther ones count as lying there."""


@dataclass(frozen=True)
class Conductivity(Parameters):
    """How well muscle carries current."""

    across_S_per_m: float = sourced(
        0.063, "S/m", "andreassen1981", spread=(0.04, 0.1), note="muscle across its fibres; second-hand, as open simulators of needle recordings cite it"
    )  # fmt: skip
    along_S_per_m: float = sourced(
        0.33, "S/m", "andreassen1981", spread=(0.25, 0.5), note="muscle along its fibres; second-hand, as open simulators of needle recordings cite it"
    )  # fmt: skip

    @property
    def ratio(self) -> float:
        """Conductivity along over across."""
        return self.along_S_per_m / self.across_S_per_m


@dataclass(frozen=True)
class Covering(Parameters):
    """The layers over a muscle."""

    muscle: Conductivity = field(default_factory=Conductivity)
    fat_S_per_m: float = sourced(
        0.04, "S/m", ASSUMED, spread=(0.02, 0.08), note="fat at 100 Hz, as an open simulator of surface EMG takes it (0.0407)"
    )  # fmt: skip
    skin_S_per_m: float = sourced(
        0.2, "S/m", ASSUMED, spread=(0.0005, 1.0), note="living skin under a wet electrode; dry horny skin is 0.0005 and models take up to 1; over that range a calf potential shrinks 2.5-fold and keeps its shape"
    )  # fmt: skip
    skin_mm: float = sourced(
        1.0, "mm", ASSUMED, spread=(0.7, 1.5), note="thickness of skin; the rest of `fat_mm` is fat"
    )


class Spot(NamedTuple):
    """Points of electrodes on the skin along the fibres: place (mm) and weight of each."""

    along_mm: tuple[float, ...]
    weight: tuple[float, ...]


class SkinTable(NamedTuple):
    """Lead of a point within the muscle to electrodes on the skin, 1/mm², shape (depths, sides, places)."""

    lead: Array
    first_mm: float
    step_mm: float
    scale_mm: float
    """Depths below the fat and distances to the side are spaced evenly in asinh(mm / scale)."""


def _passed(k: Array, inner: Array, cover_mm: float, p: Covering) -> Array:
    """Potential on the skin per unit of current at the fat's lower face, times 4 pi of the conductivity across, mm.

    k, inner: wave number in the covering and in muscle, 1/mm, any one shape.
    """
    skin = min(p.skin_mm, 0.5 * cover_mm)
    fat, ratio = cover_mm - skin, p.skin_S_per_m / p.fat_S_per_m
    # hyperbolic cosines and sines over exp(k thickness), which would overflow
    skin_cosh, skin_sinh = 0.5 * (1 + np.exp(-2 * k * skin)), 0.5 * (1 - np.exp(-2 * k * skin))
    fat_cosh, fat_sinh = 0.5 * (1 + np.exp(-2 * k * fat)), 0.5 * (1 - np.exp(-2 * k * fat))
    level = skin_cosh * fat_cosh + ratio * skin_sinh * fat_sinh
    slope = skin_cosh * fat_sinh + ratio * skin_sinh * fat_cosh
    muscle = p.muscle.across_S_per_m
    return np.asarray(
        4 * math.pi * muscle * np.exp(-k * cover_mm) / (p.fat_S_per_m * k * slope + muscle * inner * level)
    )


def _spaced(scale: float, most: float, count: int) -> Array:
    return np.asarray(scale * np.sinh(np.linspace(0.0, math.asinh(most / scale), count)))


@functools.lru_cache(maxsize=16)
def skin_table(cover_mm: float, spot: Spot, p: Covering) -> SkinTable:
    """The table of a muscle under so much fat and skin, for one montage.

    Some tens of milliseconds, once for each set of arguments; a second under the thinnest skin.
    """
    scale = max(cover_mm, 0.5)
    finest = _SHARPEST / scale
    count = 1 << math.ceil(math.log2(4.0 * _REACH_mm * finest / math.pi))
    along = 2 * math.pi * np.fft.rfftfreq(count, math.pi / finest)[:, None]
    wide = 2 * math.pi / (4.0 * _WIDEST_mm + 8.0 * scale)
    across = wide * (np.arange(math.ceil(finest / wide)) + 0.5)
    inner = np.sqrt(p.muscle.ratio * along**2 + across**2)
    passed = _passed(np.sqrt(along**2 + across**2), inner, cover_mm, p)
    waves = np.cos(across[:, None] * _spaced(scale, _WIDEST_mm, _SIDES)) * wide / math.pi
    pattern = -1j * along * (np.exp(-1j * along * np.array(spot.along_mm)) @ np.array(spot.weight))[:, None]
    step = math.pi / finest / _FINER
    lead = np.empty((_DEPTHS, _SIDES, _FINER * count))
    for i, below in enumerate(_spaced(scale, _DEEPEST_mm, _DEPTHS)):
        lead[i] = np.fft.irfft(
            pattern * ((passed * np.exp(-inner * below)) @ waves), _FINER * count, axis=0
        ).T
    half = lead.shape[2] // 2
    return SkinTable(np.roll(lead, half, axis=2) / step, -half * step, step, scale)


def _between(mm: Array, scale: float, most: float, count: int) -> tuple[NDArray[np.intp], Array]:
    at = np.arcsinh(np.clip(mm, 0.0, most) / scale) * (count - 1) / math.asinh(most / scale)
    below = np.minimum(at.astype(np.intp), count - 2)
    return below, at - below


def skin_profiles(table: SkinTable, below_mm: Array, side_mm: Array) -> Array:
    """Lead along each fibre at the table's places, 1/mm², shape (fibres, places).

    below_mm: depth of each fibre below the fat; side_mm: its distance to the side of the electrodes.
    """
    i, a = _between(below_mm, table.scale_mm, _DEEPEST_mm, _DEPTHS)
    j, b = _between(np.abs(side_mm), table.scale_mm, _WIDEST_mm, _SIDES)
    a, b, lead = a[:, None], b[:, None], table.lead
    near = (1 - b) * lead[i, j] + b * lead[i, j + 1]
    far = (1 - b) * lead[i + 1, j] + b * lead[i + 1, j + 1]
    return np.asarray((1 - a) * near + a * far)
