"""The body against published experiments: writes results/body.json and docs/body-validation.md.

Run: python validation/body.py        (some minutes; every seed is fixed)
"""

from __future__ import annotations

import body_drinks
import body_heat
import body_other_programs
import body_population
import body_protocols
import body_races
from body_page import page
from observation_rows import judge_stage

SIMULATIONS = (
    body_protocols.SIMULATIONS | body_population.SIMULATIONS | body_other_programs.SIMULATIONS
    | body_races.SIMULATIONS | body_drinks.SIMULATIONS | body_heat.SIMULATIONS
)  # fmt: skip

if __name__ == "__main__":
    judge_stage("body", SIMULATIONS, page)
