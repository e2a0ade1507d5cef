"""Does this installation compute what it should? Small questions whose answers are known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from rich.console import Console

__all__ = ["run_checks"]


def _thermometer() -> str:
    from myotwitch.units import read_quantity

    assert abs(read_quantity("84 °F", "temperature", what="air") - 28.888_888) < 1e-5
    return "84 °F is 28.9 °C"


def _surrogate() -> str:
    from myotwitch.axon.ectopic import log_ratio, rate_model
    from myotwitch.axon.motor_axon import MotorAxon, checked  # noqa: F401
    from myotwitch.handover import Site

    rest = Site(4.2, 1.0, 144.2, 9.0, 1.2, 0.55, 1.0, 34.0, 7.4, 40.0, 0.0)
    model = rate_model()
    busy = log_ratio(rest._replace(pump=1.5), rest, model)[0]
    depolarised = log_ratio(rest._replace(current_pA=10.0), rest, model)[0]
    assert busy < 0 < depolarised
    return (
        f"a busy pump calms the nerve (x {np.exp(busy):.2f}), +10 pA stirs it (x {np.exp(depolarised):.2f})"
    )


def _solver() -> str:
    from myotwitch.course.simulate import simulate
    from myotwitch.history.timeline import History
    from myotwitch.person import Person

    course = simulate(History(Person()), hours=2.0, every_s=600.0)
    body = course.body()
    assert 36.0 < body["core_C"].min() <= body["core_C"].max() < 38.0
    assert np.isfinite(course.now.body).all()
    return f"two hours of rest keep the core at {body['core_C'][-1]:.1f} °C"


def _rules() -> str:
    import datetime

    from myotwitch.triage.decide import decide

    found = decide({"confusion": "yes"}, None, datetime.date.today())
    assert found.explanation == "hidden"
    return "confusion after exercise is an emergency"


def _sources() -> str:
    from myotwitch.provenance import known_sources
    from myotwitch.report.numbers import every_number

    numbers = every_number()
    missing = {o.source for o in numbers if not o.assumed} - known_sources()
    assert not missing, missing
    return f"{len(numbers)} numbers, each with a source or a reason"


CHECKS: dict[str, Callable[[], str]] = {
    "units": _thermometer,
    "nerve": _surrogate,
    "body and muscles": _solver,
    "danger signs": _rules,
    "sources": _sources,
}


def run_checks(console: Console) -> int:
    """Run every check, print a line each, return how many failed."""
    failed = 0
    for name, check in CHECKS.items():
        try:
            console.print(f"ok      {name}: {check()}")
        except Exception as error:
            failed += 1
            console.print(f"failed  {name}: {type(error).__name__}: {error}")
    return failed
