"""What to expect: when the extra twitching is half gone, and when it is back to usual.

No published decay curve of twitching after exercise was found, so this is the model's own
expectation, with its range, and the diary may contradict it. Weeks, the face, muscles that did not
work and cramp are not described at all, and the answer says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myotwitch.why.shares import Summary, summary

__all__ = ["NOTICEABLE", "Outlook", "outlook"]

NOTICEABLE = 1.1
"""A rate within ten per cent of usual counts as usual."""


@dataclass(frozen=True)
class Outlook:
    """Hours after the end of the last session; None when no draw rises above usual.

    rising_share: the share of draws (weighted) that rise noticeably above usual at all.
    rising_share_without: the same among the draws that lack the hypothesis; None when it was not asked.
    still_at_end_share: the share that is not back to usual when the simulation ends.
    """

    half_by_hour: Summary | None
    back_to_usual_by_hour: Summary | None
    rising_share: float
    still_at_end_share: float
    rising_share_without: float | None = None


def outlook(
    hours: np.ndarray, ratios: np.ndarray, weights: np.ndarray, without: np.ndarray | None = None
) -> Outlook:
    """Expected course from rate ratios.

    hours: (times,) after the end of the last session. ratios: (draws, times), 1 is usual. without: (draws,),
    True for those that lack the hypothesis.
    """
    plain = None if without is None or weights[without].sum() == 0.0 else without
    rises = (ratios > NOTICEABLE).any(1)
    rare = None if plain is None else float(weights[plain & rises].sum() / weights[plain].sum())
    half, back, kept = [], [], []
    still = 0.0
    for ratio, weight in zip(ratios, weights, strict=True):
        above = ratio > NOTICEABLE
        if not above.any():
            continue
        peak = int(np.argmax(ratio))
        target = 1.0 + (ratio[peak] - 1.0) / 2.0
        after = np.flatnonzero(ratio[peak:] <= target)
        half.append(hours[peak + after[0]] if after.size else hours[-1])
        last = int(np.flatnonzero(above)[-1])
        back.append(hours[min(last + 1, len(hours) - 1)])
        still += weight * float(last == len(hours) - 1)
        kept.append(weight)
    if not kept:
        return Outlook(None, None, 0.0, 0.0, rare)
    share = np.array(kept)
    return Outlook(
        summary(np.array(half), share), summary(np.array(back), share),
        float(share.sum() / weights.sum()), float(still / weights.sum()), rare,
    )  # fmt: skip
