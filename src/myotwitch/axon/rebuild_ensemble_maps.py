"""Map the thresholds of every member of the ensemble: `python -m myotwitch.axon.rebuild_ensemble_maps`.

Writes `ensemble_maps.json` beside this file: for each member the cubic of its noise threshold and of
its trunk threshold, how far each is from the membrane at fresh points, and a fingerprint of the numbers that
went in. Seeded; members whose fingerprint is unchanged are kept. About five minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc

from myotwitch.axon.ensemble import Member, members
from myotwitch.axon.ensemble_maps import own_mark
from myotwitch.axon.rebuild_surrogate import (
    TAU_MS,
    TRUNK_PULSE_MS,
    at_ordinary_node,
    error_of,
    evaluated,
    evaluated_at_trunk,
    fitted,
)
from myotwitch.axon.surrogate import BOX, MAP_TEST, natural_inputs

__all__ = ["mapped", "rebuilt"]

POINTS, MOST_POINTS, FRESH = 1024, 2048, 192
GOOD = 0.018
"""A map that is further off at the fresh points (rms, share of the threshold) is made again with more points."""
_TRUNK_POINTS, _TRUNK_FRESH = 512, 64
_TRUNK_JUDGED_pA = (25.0, 4000.0)
_FILE = Path(__file__).with_name("ensemble_maps.json")


def mapped(member: Member, workers: int = 2, points: int = POINTS) -> dict[str, Any]:
    """One member's row of the file."""
    seen = natural_inputs(qmc.Sobol(8, seed=1).random(points))
    fresh = natural_inputs(qmc.Sobol(8, seed=99).random(256))[:FRESH]
    coefficients = np.round(fitted(seen, evaluated(seen, workers, member.axon)), 3)
    error = error_of(coefficients, fresh, evaluated(fresh, workers, member.axon))
    if not _good(error["rms_relative"], points):
        return mapped(member, workers, 2 * points)
    trunk_seen, trunk_fresh = at_ordinary_node(seen[:_TRUNK_POINTS]), at_ordinary_node(fresh[:_TRUNK_FRESH])
    trunk = np.round(fitted(trunk_seen, evaluated_at_trunk(trunk_seen, workers, member.axon)), 3)
    told = evaluated_at_trunk(trunk_fresh, workers, member.axon)
    trunk_error = error_of(trunk, trunk_fresh, told, _TRUNK_JUDGED_pA)
    return {
        "seed": member.seed,
        "fingerprint": own_mark(member.axon, MAP_TEST),
        "points": points,
        "error": {name: round(value, 5) for name, value in error.items()},
        "trunk_error": {name: round(trunk_error[name], 5) for name in ("rms_relative", "judged_points")},
        "coefficients_pA": coefficients.tolist(),
        "trunk_coefficients_pA": trunk[:120].tolist(),
    }


def _good(rms_relative: float, points: int) -> bool:
    return rms_relative <= GOOD or points >= MOST_POINTS


def rebuilt(before: dict[str, Any] | None = None, workers: int = 2) -> dict[str, Any]:
    """The content of the file; rows of `before` whose fingerprint still holds are taken over."""
    same_box = before is not None and before["box"] == {name: list(ends) for name, ends in BOX.items()}
    known = {
        row["fingerprint"]: row
        for row in (before["members"] if before is not None and same_box else [])
        if _good(row["error"]["rms_relative"], row.get("points", POINTS))
    }
    rows = []
    for member in members():
        row = known.get(own_mark(member.axon, MAP_TEST)) or mapped(member, workers)
        rows.append({"points": POINTS, **row, "seed": member.seed})
        sys.stderr.write(f"{member.seed}: {row['error']['rms_relative']:.4f} of the threshold\n")
    return {
        "made_by": "python -m myotwitch.axon.rebuild_ensemble_maps",
        "what": "thresholds in pA of the ensemble's axons: cubics as in surrogate.json",
        "box": {name: list(ends) for name, ends in BOX.items()},
        "tau_ms": TAU_MS,
        "trunk_pulse_ms": TRUNK_PULSE_MS,
        "fresh_points": FRESH,
        "members": rows,
    }


def main(arguments: list[str] | None = None) -> None:
    """Rebuild the file and say how good it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--anew", action="store_true", help="map every member again")
    asked.add_argument("--out", type=Path, default=_FILE)
    told = asked.parse_args(arguments)
    before = None if told.anew or not _FILE.exists() else json.loads(_FILE.read_text("utf-8"))
    data = rebuilt(before, min(os.cpu_count() or 1, 8))
    rows = data.pop("members")
    lines = ",\n  ".join(json.dumps(row) for row in rows)
    text = json.dumps(data, indent=1).removesuffix("\n}") + f',\n "members": [\n  {lines}\n ]\n}}\n'
    told.out.write_text(text, "utf-8")
    worst = max(row["error"]["rms_relative"] for row in rows)
    sys.stdout.write(f"{told.out}\n{len(rows)} members, worst rms {worst:.4f} of the threshold\n")


if __name__ == "__main__":
    main()
