"""What joins the stages and belongs to none of them: one weak, doubtful link, switchable.

A link whose effect was never shown in man has nine in ten draws at exactly zero, so that the
answer says "cannot exclude", never "causes".
"""

from __future__ import annotations

from dataclasses import dataclass

from myotwitch.provenance import ASSUMED, Parameters, sourced

__all__ = ["Links"]


@dataclass(frozen=True)
class Links(Parameters):
    """Gains between stages."""

    soreness_current_pA: float = sourced(
        10.0, "pA", ASSUMED, spread=(3.0, 30.0), null_share=0.9,
        note="depolarising current at the terminal at full soreness; no study shows that a sore muscle "
        "makes its motor axon more excitable (Mizumura 2015 concerns thin afferents), so nine in ten draws are zero",
    )  # fmt: skip
