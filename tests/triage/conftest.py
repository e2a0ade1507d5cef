"""Lets the tests of triage import triage_answers.py beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
