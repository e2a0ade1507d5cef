"""What was understood, said back to the person in one line."""

from __future__ import annotations

from collections.abc import Sequence

from myotwitch.history.session import Part, Rest, Work

__all__ = ["describe", "describe_part", "span"]


def span(seconds: float) -> str:
    """A duration for people: s below two minutes, min below two hours, else h."""
    if seconds < 120:
        return f"{seconds:.4g} s"
    return f"{seconds / 60:.4g} min" if seconds < 2 * 3600 else f"{seconds / 3600:.4g} h"


def describe_part(part: Part) -> str:
    """One part in words, with units."""
    if isinstance(part, Rest):
        return f"{span(part.duration_s)} rest"
    if isinstance(part, Work):
        told = [part.activity, span(part.duration_s)]
        told += [f"at {part.speed_m_per_s * 3.6:.3g} km/h"] if part.speed_m_per_s else []
        told += [f"{part.power_W:g} W"] if part.power_W is not None else []
        told += [f"{part.heart_rate_bpm:g} bpm"] if part.heart_rate_bpm is not None else []
        told += [f"{part.grade * 100:+g} % grade"] if part.grade is not None else []
    else:
        told = [part.exercise]
        told += [f"{part.repetitions:g} repetitions"] if part.repetitions is not None else []
        told += [span(part.duration_s)] if part.duration_s is not None else []
        told += [f"{part.load_kg:.4g} kg"] if part.load_kg else []
        told += (
            [f"{part.load_fraction * 100:g} % of the one-repetition maximum"] if part.load_fraction else []
        )
        told += [part.side] if part.side != "both" else []
    told += [f"effort {part.rpe:g} of 10"] if part.rpe is not None else []
    return " ".join(told)


def describe(parts: Sequence[Part], remarks: Sequence[str] = ()) -> str:
    """What parts mean, in one line; equal parts are counted, not repeated."""
    counts: dict[str, int] = {}
    for part in parts:
        told = describe_part(part)
        counts[told] = counts.get(told, 0) + 1
    text = ", ".join(told if count == 1 else f"{count} x {told}" for told, count in counts.items())
    return text + "".join(f" ({remark})" for remark in remarks)
