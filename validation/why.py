"""The answer's room against popular claims that the literature grades strong or contradicted: `results/why.json`.

Run: python validation/why.py       (under a minute)

Each claim about a mechanism or a cause that the model contains is a row of `observations/why_claims.toml`:
a direction or a size with one bound. It agrees, or it is a known disagreement with its reason. Nothing is
tuned until it agrees. Directions that the model was built from say so in their role and support nothing.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
from observation_rows import judged_rows, keep, read_rows, table

from myotwitch.axon.ectopic import log_ratio, rate_model
from myotwitch.axon.exposure import resting_exposure, resting_site
from myotwitch.axon.membrane import AxonParameters, resting_state, surroundings
from myotwitch.axon.spike_shape import spike_shape
from myotwitch.course.result import Course
from myotwitch.course.simulate import simulate
from myotwitch.history.history_file import read_history
from myotwitch.history.timeline import History
from myotwitch.provenance import values
from myotwitch.twitch.endplate import Junction, chance_of_failure, release_ratio, safety_factor
from myotwitch.why.answer import Why, explain
from myotwitch.why.players import PLAYERS

CASES = Path(__file__).parents[1] / "examples" / "cases"
USUAL, MODEL, JUNCTION = resting_site(), rate_model(), Junction()
STRONG_PULSE_pA = 6000.0


def change(**fields: float) -> float:
    """ln(rate / usual) of a nerve end when some of its milieu differ from rest."""
    now = USUAL._replace(**{name: getattr(USUAL, name) + by for name, by in fields.items()})
    return float(log_ratio(now, USUAL, MODEL)[0])


def history(case: str) -> History:
    """One of the written cases."""
    return read_history(CASES / f"{case}.toml")


@functools.cache
def hard() -> Course:
    """Hard intervals: 28 minutes, from the start."""
    return simulate(history("intervals_coffee"), hours=6.0, every_s=60.0)


@functools.cache
def dry_run() -> Course:
    """Two hours of running in the heat without a drink."""
    return simulate(dataclasses.replace(history("hot_long_run"), intake=()), hours=8.0)


@functools.cache
def dry_why() -> Why:
    """The answer for the same run, asked beforehand."""
    return explain(dataclasses.replace(history("hot_long_run"), intake=()), hours=8.0, what_ifs=False)


@functools.cache
def desk() -> Why:
    """The answer for a calf that did nothing."""
    return explain(history("desk_day"), hours=12.0, what_ifs=False)


def _calf(column: str) -> np.ndarray:
    return hard().muscle("gastrocnemius", "left")[column]


def _signed(*players: str) -> float:
    parts = dict(zip(PLAYERS, dry_why().shares.signed_players, strict=True))
    return sum(float(parts[p]) for p in players)


def _lactate_left() -> float:
    lactate = hard().body()["blood_lactate_mM"]
    rest, peak = lactate[0], int(np.argmax(lactate))
    return float((lactate[28 + 60] - rest) / (lactate[peak] - rest))


def _noticed_share() -> float:
    why = desk()
    return why.noticed_per_hour[-1].median / why.discharges_per_hour[-1].median


def _wider_without_potassium() -> float:
    def width(axon: AxonParameters) -> float:
        p = values(axon)
        s = surroundings(resting_exposure(), 1.0, p)
        return float(spike_shape(resting_state(s, p)[0], s, p, STRONG_PULSE_pA).half_width_ms)

    axon = AxonParameters()
    membrane = dataclasses.replace(axon.membrane, fast_potassium_nS=0.0)
    return width(dataclasses.replace(axon, membrane=membrane)) / width(axon) - 1.0


def _risen(column: str, at_s: float) -> float:
    course = dry_run()
    found = course.body()[column]
    return float(found[int(np.argmin(np.abs(course.time_s - at_s)))] - found[0])


def _early() -> float:
    spikes = hard().spikes("gastrocnemius", "left")
    return float(np.log(spikes.ratio_to_usual[28 + 10]))


SIMULATIONS: dict[str, Callable[[], float]] = {
    "junction_fails": lambda: chance_of_failure(JUNCTION),
    "current": lambda: change(current_pA=10.0),
    "acid": lambda: change(pH=-0.2),
    "lactate_left": _lactate_left,
    "safety_factor": lambda: safety_factor(JUNCTION),
    "noticed_share": _noticed_share,
    "sodium": lambda: change(sodium_mM=4.0),
    "dry_run_salts": lambda: _signed("sodium", "calcium_magnesium"),
    "potassium_low": lambda: change(potassium_mM=-0.8),
    "calcium_low": lambda: change(calcium_mM=-0.2),
    "spike_without_potassium": _wider_without_potassium,
    "potassium_a_little_low": lambda: change(potassium_mM=-0.4),
    "release_low_calcium": lambda: release_ratio(1.0, JUNCTION.usual_magnesium_mM, values(JUNCTION)),
    "release_high_magnesium": lambda: release_ratio(JUNCTION.usual_calcium_mM, 1.05, values(JUNCTION)),
    "potassium_slightly_high": lambda: change(potassium_mM=0.3),
    "calcium_slightly_low": lambda: change(calcium_mM=-0.05),
    "phosphocreatine": lambda: float(_calf("phosphocreatine_fraction")[27] / _calf("phosphocreatine_fraction")[0]),
    "potassium_outside": lambda: float(np.ptp(_calf("interstitial_potassium_mM")[:28])),
    "sodium_inside": lambda: float(_calf("intracellular_sodium_mM")[27] / _calf("intracellular_sodium_mM")[0]),
    "force": lambda: float(_calf("force_fraction").min() / _calf("force_fraction")[0]),
    "dry_run_sodium": lambda: _risen("plasma_sodium_mM", 7200.0),
    "dry_run_sweat": lambda: _risen("sweat_L", 7200.0),
    "usual_discharges": lambda: desk().discharges_per_hour[-1].median,
    "dry_run_calcium": lambda: _signed("calcium_magnesium"),
    "dry_run_potassium": lambda: _risen("plasma_potassium_mM", 5.0 * 3600.0),
    "early": _early,
}  # fmt: skip


def main() -> None:
    """Judge every row and keep it."""
    rows = judged_rows("why", read_rows(["why_claims"]), SIMULATIONS)
    keep("why", rows)
    print(table(rows))


if __name__ == "__main__":
    main()
