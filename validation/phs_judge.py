"""What ISO 7933:2023 as written in pythermalcomfort (MIT) says of drawn cases: writes validation/results/phs.json.

pythermalcomfort is no dependency of myotwitch. Run this where both are installed:
    pip install --group judges && python validation/phs_judge.py
"""

from __future__ import annotations

import json
from importlib.metadata import version

from body_other_programs import JUDGE, WORKER, drawn_cases
from pythermalcomfort.models import phs


def main() -> None:
    """Write every case's sweat and core temperature."""
    found = []
    for case in drawn_cases():
        told = phs(
            tdb=case.air_C, tr=case.radiant_C, rh=100 * case.humidity, v=case.wind,
            met=case.watts / 58.15 / WORKER.surface_m2, clo=case.clothing, posture="standing", wme=0, duration=int(case.minutes),
            acclimatized=100 if case.acclimatised else 0, weight=WORKER.mass_kg, height=WORKER.height_cm / 100, round_output=False,
            limit_inputs=False, model="7933-2023",
        )  # fmt: skip
        found.append([float(told.sweat_loss_g), float(told.t_cr)])
    kept = {"program": f"pythermalcomfort {version('pythermalcomfort')}", "sweat_g_core_C": found}
    JUDGE.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
