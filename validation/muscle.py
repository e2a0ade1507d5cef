"""The muscle against published numbers: writes results/muscle.json and docs/muscle-validation.md.

Run: python validation/muscle.py      (a few minutes; nothing is random)
"""

from __future__ import annotations

import sys
import time

from muscle_numbers import SIMULATIONS
from muscle_page import page
from muscle_races import RACES
from observation_rows import OBSERVATIONS, judged_rows, keep, read_rows, summary


def main() -> None:
    """Judge every row and keep the result."""
    began = time.perf_counter()
    names = sorted(f"muscle/{path.stem}" for path in (OBSERVATIONS / "muscle").glob("*.toml"))
    rows = judged_rows("muscle", read_rows(names), SIMULATIONS | RACES)
    for row in rows:
        print(
            f"{row.id:6s} {row.role:12s} {row.verdict:14s} {row.measured:32s} {row.simulated:14s} {row.claim}"
        )
    print(summary(rows), f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    keep("muscle", rows)
    page(rows)


if __name__ == "__main__":
    main()
