"""From activations to the effort of each muscle and side, and the joining of similar stretches.

The table's activation is a mean over the cycle; a muscle that is active for part of it works
harder while it is. Assumptions: in continuous work, activation follows energy turnover, first by
force, then, when force is at its maximum, by active time; both sides share alike. It stops being
true with fatigue, when activation rises at the same speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from myotwitch.handover import MUSCLES, SIDES
from myotwitch.history.tables import Exercise

__all__ = ["Piece", "continuous_effort", "joined", "no_effort", "set_effort"]

_AXIAL = frozenset({"erector_spinae", "abdominals"})  # work on both sides whichever limb moves
_PLACE = {name: i for i, name in enumerate(MUSCLES)}


@dataclass(frozen=True)
class Piece:
    """One stretch of a session: what it asks of the body, and of each muscle and side.

    duration_s s; metabolic_rate_W and external_work_W in W; vo2max_fraction of the person's
    maximum; own_wind_m_per_s m/s, beside the weather's. place: indoors, outdoors or water.
    effort: shape (20, 2, 4), muscles in the order of `MUSCLES`, sides in that of `SIDES`, then the
    fields of `Effort`. known_by: what the intensity was read from.
    """

    duration_s: float
    metabolic_rate_W: float
    external_work_W: float
    vo2max_fraction: float
    own_wind_m_per_s: float
    clothes: str
    place: str
    upright: float
    effort: np.ndarray
    kind: str = ""
    known_by: str = ""


def no_effort() -> np.ndarray:
    """Every muscle at rest, shape (20, 2, 4)."""
    return np.zeros((len(MUSCLES), len(SIDES), 4))


def continuous_effort(
    muscles: Mapping[str, float], ratio: float, duty: float, lengthening: float, held: frozenset[str],
    tilt: Mapping[str, float], stretched: Mapping[str, float],
) -> np.ndarray:  # fmt: skip
    """Effort of continuous work, shape (20, 2, 4).

    muscles: mean activations at ratio 1; tilt, stretched: factors of activation (hills) and of lengthening
    for single muscles.
    """
    effort = no_effort()
    for name, mean in muscles.items():
        activation = min(1.0, max(0.0, mean * ratio * tilt.get(name, 1.0)))
        if activation <= 0:
            continue
        force = min(1.0, activation / duty)
        longer = min(1.0, lengthening * stretched.get(name, 1.0))
        effort[_PLACE[name], :, :] = (force, min(1.0, activation / force), float(name in held), longer)
    return effort


def set_effort(
    exercise: Exercise, load_ratio: float, active_share: float, side: str, speed: float = 1.0, scale: float = 1.0
) -> np.ndarray:  # fmt: skip
    """Effort of one set, shape (20, 2, 4).

    load_ratio: load over the load at which the row's activations hold. active_share: share of the
    set's time spent in repetitions. speed: of repetitions over sprint pedalling, 0 to 1. A one-sided exercise done by "both" sides takes turns.
    """
    effort = no_effort()
    turns = 0.5 if side == "both" and not exercise.bilateral else 1.0
    for name, activation in exercise.muscles.items():
        force = min(1.0, max(0.0, activation * load_ratio * scale))
        if force <= 0:
            continue
        held = name in exercise.held
        lengthening = 0.0 if held else exercise.lengthening
        for i, this in enumerate(SIDES):
            if name in _AXIAL:
                share = 1.0
            elif side in ("both", this):
                share = turns
            else:
                continue
            duty = min(1.0, (1.0 if held else exercise.duty) * active_share * share)
            effort[_PLACE[name], i, :] = (force, duty, 1.0 if held else 1.0 - speed, lengthening)
    return effort


def _alike(a: Piece, b: Piece, tolerance: float) -> bool:
    if (a.kind, a.place, a.clothes) != (b.kind, b.place, b.clothes):
        return False
    if abs(a.metabolic_rate_W - b.metabolic_rate_W) > tolerance * max(a.metabolic_rate_W, b.metabolic_rate_W):
        return False
    return bool(np.abs(a.effort - b.effort).max() <= max(0.05, tolerance))


def _averaged(pieces: Sequence[Piece]) -> Piece:
    """One piece for several: energy, work and impulse (force times duty) are those of the whole."""
    if len(pieces) == 1:
        return pieces[0]
    lengths = np.array([piece.duration_s for piece in pieces])
    total = float(lengths.sum())

    def mean(name: str) -> float:
        return float(np.dot(lengths, [getattr(piece, name) for piece in pieces]) / total)

    stack = np.stack([piece.effort for piece in pieces])
    duty = np.tensordot(lengths, stack[..., 1], 1) / total
    weight = lengths[:, None, None] * stack[..., 1]
    active = weight.sum(axis=0)
    effort = no_effort()
    effort[..., 1] = duty
    safe = np.where(active > 0, active, 1.0)
    for field in (0, 2, 3):
        effort[..., field] = np.where(active > 0, (weight * stack[..., field]).sum(axis=0) / safe, 0.0)
    return replace(
        pieces[0], duration_s=total, effort=np.clip(effort, 0.0, 1.0), metabolic_rate_W=mean("metabolic_rate_W"),
        external_work_W=mean("external_work_W"), vo2max_fraction=mean("vo2max_fraction"),
        own_wind_m_per_s=mean("own_wind_m_per_s"), upright=mean("upright"),
    )  # fmt: skip


def joined(pieces: Sequence[Piece], *, most: int) -> tuple[Piece, ...]:
    """Neighbours that ask nearly the same become one piece, until at most `most` are left.

    Energy, external work, and each muscle's time and impulse are those of the parts together.
    """
    found = tuple(piece for piece in pieces if piece.duration_s > 0)
    tolerance = 0.03
    while True:
        groups: list[list[Piece]] = []
        for piece in found:
            if groups and _alike(_averaged(groups[-1]), piece, tolerance):
                groups[-1].append(piece)
            else:
                groups.append([piece])
        found = tuple(_averaged(group) for group in groups)
        if len(found) <= most:
            return found
        if tolerance > 1.5:
            return _in_equal_parts(found, most)
        tolerance *= 1.6


def _in_equal_parts(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """The last resort: neighbours joined by time alone."""
    total = sum(piece.duration_s for piece in pieces)
    groups: list[list[Piece]] = [[] for _ in range(most)]
    clock = 0.0
    for piece in pieces:
        groups[min(most - 1, int(most * clock / total))].append(piece)
        clock += piece.duration_s
    return tuple(_averaged(group) for group in groups if group)
