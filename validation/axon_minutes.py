"""Minutes of the axon's ions, told by its excitability; and whether it can rest in two ways.

Run: python validation/axon_minutes.py       (about three minutes of two cores; writes results/axon_minutes.json)

Five protocols on the reference axon and on a few members of the ensemble: a maximal minute, a cuff and its release,
fast breathing, and steps of potassium and calcium. Membrane and ion pools run together; nothing empirical is
added, so the first protocol shows what the pools alone can do. Then 240 seeded milieus and membranes are
let go from both sides. What is put in: a cuff leaves a tenth of the pump and stops clearance (assumed).
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc

from myotwitch.axon.cable import stepped
from myotwitch.axon.clinical_tests import TRAVELS_mV
from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import exposure, resting_site
from myotwitch.axon.fluxes import IonPoolParameters, around, pump_over_rest
from myotwitch.axon.membrane import AxonParameters, MembraneState, Surroundings
from myotwitch.axon.threshold import QUIET, SpikeTest, pulse_threshold_pA, settled
from myotwitch.axon.together import Life, Stretch, course
from myotwitch.axon.two_states import cleared_in, ends
from myotwitch.kernels import physics
from myotwitch.provenance import values

KEPT = Path(__file__).parent / "results" / "axon_minutes.json"
REST = resting_site()
TEST = values(SpikeTest())
MINUTES = (0, 0.5, 1, 2, 3, 5, 7, 9, 11, 13, 15, 20, 25, 30, 40, 60)
SEARCHED = 240


@physics
def _conditioned_pA(
    y: MembraneState, s: Surroundings, p: AxonParameters, after_ms: float, control: float
) -> float:
    """Threshold of a 1-ms pulse so long after the start of a 1-ms pulse of 1.5 times threshold."""
    step = 0.02
    for i in range(int(after_ms / step)):
        y = stepped(y, s, p, 1.5 * control if i * step < 1.0 else 0.0, step)
    low, high = 0.0, 6.0 * control
    while high - low > 0.2:
        middle, z, fired = 0.5 * (low + high), y, False
        for i in range(int(4.0 / step)):
            z = stepped(z, s, p, middle if i * step < 1.0 else 0.0, step)
            if z.node_mV > TRAVELS_mV:
                fired = True
                break
        low, high = (low, middle) if fired else (middle, high)
    return 0.5 * (low + high)


def told(life: Life, stretch: Stretch, axon: Any, numbers: IonPoolParameters) -> dict[str, float]:
    """Pools, voltage and excitability at one time."""
    p = values(numbers)
    s = around(life.pools, stretch.exposure, 1.0, stretch.pump_available, p, axon)
    found = {
        "node_sodium_mM": life.pools.node_sodium_mM,
        "bulk_sodium_mM": life.pools.bulk_sodium_mM,
        "periaxonal_potassium_mM": life.pools.periaxonal_potassium_mM,
        "node_mV": life.membrane.node_mV,
        "pump": stretch.pump_available * pump_over_rest(life.pools.node_sodium_mM, stretch.exposure.potassium_mM, p, axon),
    }  # fmt: skip
    rest, kind = settled(s, axon, TEST)
    if kind == QUIET:
        long, short = (pulse_threshold_pA(s, axon, TEST, ms)[0] for ms in (1.0, 0.2))
        found |= {
            "threshold_pA": long,
            "tau_SD_ms": 0.2 * (short - long) / (long - 0.2 * short),
            "superexcitability_percent": 100 * np.mean([_conditioned_pA(rest, s, axon, ms, long) for ms in (5.0, 6.3)]) / long - 100,
            "refractoriness_2_5_ms_percent": 100 * _conditioned_pA(rest, s, axon, 2.5, long) / long - 100,
        }  # fmt: skip
    return {name: round(float(x), 3) for name, x in found.items()}


def milieu(**changed: float) -> Any:
    """The exposure of a resting site with some of its fluid changed."""
    p = values(AxonParameters())
    return exposure(REST._replace(**changed), p.concentrations, p.screening)


CUT = dataclasses.replace(IonPoolParameters(), potassium_clears_s=1e4)
PROTOCOLS: dict[str, list[tuple[Stretch, IonPoolParameters]]] = {
    "maximal minute": [(Stretch(60, milieu(), 30.0), IonPoolParameters()), (Stretch(3540, milieu()), IonPoolParameters())],
    "cuff of 15 min": [(Stretch(900, milieu(), pump_available=0.1), CUT), (Stretch(2700, milieu()), IonPoolParameters())],
    "fast breathing": [(Stretch(900, milieu(calcium_mM=1.12, pH=7.55, pco2_mmHg=25.0)), IonPoolParameters()), (Stretch(900, milieu()), IonPoolParameters())],
    "potassium 6 mM": [(Stretch(900, milieu(potassium_mM=6.0)), IonPoolParameters())],
    "potassium 3 mM": [(Stretch(900, milieu(potassium_mM=3.0)), IonPoolParameters())],
    "calcium 0.8 mM": [(Stretch(300, milieu(calcium_mM=0.8)), IonPoolParameters())],
}  # fmt: skip


def followed(name: str, axon: Any) -> list[dict[str, float]]:
    """One protocol: what is told at each minute, relative where that is how people measure."""
    rows, life, at = [], None, 0.0
    for stretch, numbers in PROTOCOLS[name]:
        times, lives, fired = course([stretch], axon, numbers=numbers, every_s=30.0, start=life)
        for i, (t, one) in enumerate(zip(times, lives, strict=True)):
            minute = (at + t) / 60
            if minute in MINUTES and (i or not rows):
                # the first row of all is the resting axon in its resting milieu
                here = stretch if i else Stretch(0.0, milieu())
                rows.append(
                    {
                        "min": minute,
                        "fires_per_s": round(float(fired[i]), 2),
                        **told(one, here, axon, numbers),
                    }
                )
        life, at = lives[-1], at + stretch.seconds
    first = rows[0]["threshold_pA"]
    for row in rows:
        if "threshold_pA" in row:
            row["threshold_percent"] = round(100 * row["threshold_pA"] / first - 100, 1)
    return rows


def search(axons: dict[str, Any], pool: ThreadPoolExecutor) -> list[dict[str, Any]]:
    """Seeded milieus and membranes let go from both sides."""
    names = [
        "potassium_mM",
        "pump_available",
        "pump",
        "current_pA",
        "clears_s",
        "persistent_factor",
        "temperature_C",
        "barrett_share",
    ]
    low, high = np.array([3, 0.05, 0.5, -80, 0, 1, 30, -2]), np.array([12, 1, 3, 120, 3, 2.5, 38, 0])
    points = qmc.scale(qmc.Sobol(8, seed=11).random(256)[:SEARCHED], low, high)  # fmt: skip

    def one(numbered: tuple[int, np.ndarray]) -> dict[str, Any]:
        i, x = numbered
        name = list(axons)[i % len(axons)]
        full = axons[name]
        axon = values(
            dataclasses.replace(
                full,
                membrane=dataclasses.replace(
                    full.membrane, barrett_nS=full.membrane.barrett_nS * 10.0 ** x[7]
                ),
            )
        )
        e = milieu(
            potassium_mM=float(x[0]), pump=float(x[2]), current_pA=float(x[3]), temperature_C=float(x[6])
        )
        found = ends(
            Stretch(1.0, e, 0.0, float(x[1]), float(x[5])),
            axon,
            cleared_in(10.0 ** float(x[4])),
            seconds=1200.0,
        )
        told = {n: round(float(v), 3) for n, v in zip(names, x, strict=True)}
        told |= {"clears_s": round(10.0 ** float(x[4]), 2), "barrett_share": round(10.0 ** float(x[7]), 3)}
        return {
            "axon": name, **told, "two": found.two, "apart": found.apart, "still": found.still,
            "low_mV": round(found.from_rest.membrane.internode_mV, 2), "high_mV": round(found.from_loaded.membrane.internode_mV, 2),
            "low_mM": round(found.from_rest.pools.periaxonal_potassium_mM, 2), "high_mM": round(found.from_loaded.pools.periaxonal_potassium_mM, 2),
        }  # fmt: skip

    return list(pool.map(one, enumerate(points)))


def main() -> None:
    """Print and keep the courses and what the search found."""
    several = members()[::9]
    axons = {"reference": AxonParameters()} | {f"member {m.seed}": m.axon for m in several}
    kept: dict[str, Any] = {"made_by": "python validation/axon_minutes.py", "courses": {}}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for name in PROTOCOLS:
            found = list(pool.map(lambda a, n=name: followed(n, values(a)), axons.values()))
            kept["courses"][name] = dict(zip(axons, found, strict=True))
            for who, rows in kept["courses"][name].items():
                for row in rows if who == "reference" else []:
                    sys.stdout.write(f"{name}, {who}: {row}\n")
            sys.stdout.flush()
        kept["two_states"] = search(axons, pool)
    two = [row for row in kept["two_states"] if row["apart"]]
    still = sum(row["still"] for row in kept["two_states"])
    sys.stdout.write(
        f"of {len(kept['two_states'])}: {still} come to rest, {sum(r['two'] for r in two)} in two ways\n"
    )
    for row in two:
        sys.stdout.write(f"{row}\n")
    KEPT.write_text(json.dumps(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
