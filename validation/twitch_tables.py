"""The tables of `twitch.md` beside the judged rows. Nothing to run here."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
from twitch_intervals import SHOWN, benign, statistics, summary

from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges
from myotwitch.handover import Spikes
from myotwitch.provenance import values
from myotwitch.twitch import endplate, spinal_pool
from myotwitch.twitch.discharge import twitches, usual_rate
from myotwitch.twitch.sites import Sites
from myotwitch.twitch.spinal import SpinalSource
from myotwitch.twitch.unit import potentiated

RESULTS = Path(__file__).parent / "results"


def doublet_rows() -> list[dict[str, float | str | None]]:
    """Rows kept by `doublets.py`."""
    found: list[dict[str, float | str | None]] = json.loads((RESULTS / "doublets.json").read_text("utf-8"))
    return found


def intervals_text() -> str:
    """Interval statistics of healthy muscles, and of people with benign fasciculation."""
    lines = [
        "| muscle | per min | units seen in 15 min | busiest unit, per s | median interval of one unit, s | CV of one unit (10 or more intervals) | isolated | pairs per min (mean) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in (*SHOWN, "benign fasciculation, calf"):
        s = statistics(name) if name in SHOWN else summary(benign())
        lines.append(
            f"| {name} | {s['per_min']:.2g} | {s['units']:.0f} | {s['unit_rate_per_s']:.2g} | {s['median_interval_s']:.2g} "
            f"| {s['cv']:.2f} | {s['isolated']:.2f} | {s['mean_pairs_per_min']:.2g} |"
        )
    return "\n".join(lines)


def irregularity() -> list[tuple[float, float, float, float]]:
    """(noise pA, membrane's rate per s, its CV, the dead-time law's CV at that rate)."""
    axon, rows = values(AxonParameters()), []
    site = surroundings(resting_exposure(), 2.0, axon)
    for noise_pA in (40.0, 50.0, 70.0, 120.0):
        count, cv = discharges(site, axon, noise_pA, 20.0, 60.0, 0.02, 3)
        rows.append((noise_pA, count / 60.0, cv, 1.0 - count / 60.0 * Sites().refractory_s))
    return rows


def irregularity_text() -> str:
    """The dead-time law against the membrane itself under noise."""
    lines = ["| noise, pA | membrane, per s | its CV | dead-time law at that rate, CV |", "|---|---|---|---|"]
    lines += [f"| {n:.0f} | {rate:.2f} | {cv:.2f} | {law:.2f} |" for n, rate, cv, law in irregularity()]
    return "\n".join(lines)


def doublets_text() -> str:
    """Where the membrane makes pairs."""
    lines = [
        "| milieu | noise lasts, ms | site (persistent sodium) | rate, per s | pairs 2 to 20 ms apart, of discharges | shortest interval, ms |",
        "|---|---|---|---|---|---|",
    ]
    for r in doublet_rows():
        lines.append(
            f"| {r['milieu']} | {r['tau_ms']:g} | {r['site']:g} | {r['per_s']:g} | {r['pairs']} of {r['discharges']} | {r['shortest_ms']:.1f} |"
        )
    slow = [r for r in doublet_rows() if r["tau_ms"] == 20.0]
    n = sum(int(r["discharges"] or 0) for r in slow)
    found = sum(int(r["pairs"] or 0) for r in slow)
    return (
        "\n".join(lines)
        + f"\n\nUnder the noise that answers assume (20 ms): {found} of {n}, so at most {100 * (1 - 0.05 ** (1 / n)):.2f} in 100 (95 %)."
    )


def noticed_text() -> str:
    """Noticed twitches per hour of a median person at the usual rate, by what the person does."""
    one = Spikes(np.zeros(1), np.ones(1), np.ones(1, bool))
    lines = [
        "| muscle | discharges | noticed moving | sitting | watching it | asleep |",
        "|---|---|---|---|---|---|",
    ]
    for muscle in (
        "orbicularis_oculi",
        "thenar",
        "biceps_brachii",
        "gastrocnemius",
        "abductor_hallucis",
        "soleus",
    ):
        doings: tuple[dict[str, float], ...] = ({"moving": 1.0}, {}, {"watching": 1.0}, {"asleep": 1.0})
        told = [twitches(one, muscle, **doing).noticed_per_hour[0] for doing in doings]
        lines.append(
            f"| {muscle} | {60 * usual_rate(muscle).per_min:.3g} | "
            + " | ".join(f"{x:.2g}" for x in told)
            + " |"
        )
    return "\n".join(lines)


def junction_text() -> str:
    """What a minute at 30 per second leaves at the junction, and what its quanta then do by themselves."""
    p = values(endplate.Junction())
    since = (0.02, 1.0, 10.0, 60.0, 300.0)
    left = [endplate.release_after_train(30.0, 60.0, s, p) for s in since]
    rows = (
        ("quanta of an impulse over usual", [f"{x:.2f}" for x in left]),
        ("safety factor", [f"{endplate.safety_factor(p, x):.1f}" for x in left]),
        ("chance that an impulse fails", [f"{endplate.chance_of_failure(p, x):.1g}" for x in left]),
        (
            "twitch force over rested (the muscle's own doing)",
            [f"{potentiated(1.0, 1.0, s):.2f}" for s in since],
        ),
    )
    lines = [
        "| after a minute at 30 per s | " + " | ".join(f"{s:g} s" for s in since) + " |",
        "|---" * 6 + "|",
    ]
    lines += [f"| {what} | {' | '.join(told)} |" for what, told in rows]
    alone = [
        endplate.spontaneous_twitches_per_hour(p, 1e6, f * p.spontaneous_per_s) for f in (1.0, 10.0, 100.0)
    ]
    needed = endplate.spontaneous_rate_for_twitches_per_s(p, 1e6, 1.0)
    return (
        "\n".join(lines)
        + "\n\nQuanta that come by themselves, at 1, 10 and 100 times their resting rate, make "
        + ", ".join(f"{x:.1g}" for x in alone)
        + f" fibre discharges an hour in a million junctions; one an hour needs {needed:.0f} quanta per second at each junction. "
        "What is left after effort makes an impulse safer and its twitch stronger, and starts none."
    )


def spinal_text() -> str:
    """The table of the spinal pool."""
    lines = [
        "| synaptic noise, nA | steady current, rheobases | discharges per min at drive 0.9, 1, 1.1 | isolated at drive 1 | gain |",
        "|---|---|---|---|---|",
    ]
    drives = np.array([0.9, 1.0, 1.1])
    for noise_nA in (0.4, 0.6, 1.0):
        pool = [
            spinal_pool.resting_neuron(p, 6.0, [18, i], duration_s=120.0, noise_nA=noise_nA)
            for i, p in enumerate((0.0, 0.5, 1.0))
        ]
        rates = spinal_pool.pool_rates_per_s(pool, drives, duration_s=120.0, seed=19)
        alone: list[bool] = []
        for i, n in enumerate(pool):
            at = spinal_pool.spike_times_s(n, 1.0, 120.0, [19, i], step_ms=0.1)
            step = np.diff(at, prepend=-np.inf, append=np.inf)
            alone += list((step[1:] > 0.25) & (step[:-1] > 0.25))
        per_min = ", ".join(f"{60 * r:.1f}" for r in rates.mean(axis=1))
        lines.append(
            f"| {noise_nA} | {', '.join(f'{n.bias:.2f}' for n in pool)} | {per_min} | {np.mean(alone) if alone else math.nan:.2f} "
            f"| {spinal_pool.gain_of_drive(drives, rates):.1f} |"
        )
    law = f"The one-number law of `spinal.py` assumes {SpinalSource().gain:g} (1 to 8, absent in half of all draws)."
    return "\n".join(lines) + "\n\n" + law
