"""The muscle against published numbers: writes results/muscle.json and docs/muscle-validation.md.

Run: python validation/muscle.py      (seconds; nothing is random)
"""

from __future__ import annotations

from muscle_numbers import SIMULATIONS
from muscle_page import page
from muscle_races import RACES
from observation_rows import judge_stage

if __name__ == "__main__":
    judge_stage("muscle", SIMULATIONS | RACES, page)
