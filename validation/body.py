"""The body against published experiments: writes results/body.json and docs/body-validation.md.

Run: python validation/body.py        (some minutes; every seed is fixed)
"""

from __future__ import annotations

import sys
import time

import body_drinks
import body_heat
import body_other_programs
import body_population
import body_protocols
import body_races
from body_page import page
from observation_rows import OBSERVATIONS, judged_rows, keep, read_rows, summary

SIMULATIONS = (
    body_protocols.SIMULATIONS | body_population.SIMULATIONS | body_other_programs.SIMULATIONS
    | body_races.SIMULATIONS | body_drinks.SIMULATIONS | body_heat.SIMULATIONS
)  # fmt: skip


def main() -> None:
    """Judge every row and keep the result."""
    began = time.perf_counter()
    names = sorted(f"body/{path.stem}" for path in (OBSERVATIONS / "body").glob("*.toml"))
    rows = judged_rows("body", read_rows(names), SIMULATIONS)
    for row in rows:
        print(
            f"{row.id:28s} {row.role:12s} {row.verdict:14s} {row.measured:32s} {row.simulated:14s} {row.claim}"
        )
    print(summary(rows), f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    keep("body", rows)
    page(rows)


if __name__ == "__main__":
    main()
