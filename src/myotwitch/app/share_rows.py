"""Rows of the table of shares: the causes of less than one percent stand together in one row."""

from __future__ import annotations

from typing import Any

__all__ = ["SMALL", "with_small_together"]

SMALL = 0.01
"""A share below this is said together with others of its kind."""


def with_small_together(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they came, but two or more causes with a mean share below SMALL as one last row.

    A row holds label, kind, mean, low, high (0 to 1), percent, evidence and points, as `parts.shares` takes it.
    """
    small = [row for row in rows if row["kind"] == "cause" and row["mean"] < SMALL]
    if len(small) < 2:
        return rows
    names = "; ".join(
        f"{row['label']} ({row['evidence']})" if row["evidence"] else row["label"] for row in small
    )
    together = {
        "label": f"{len(small)} more causes, each", "kind": "small", "mean": 0.0, "low": 0.0,
        "high": max(row["high"] for row in small), "percent": "under 1 %", "evidence": "", "points": f"{names[0].upper()}{names[1:]}.",
    }  # fmt: skip
    return [row for row in rows if row not in small] + [together]
