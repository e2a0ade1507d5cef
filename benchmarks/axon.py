"""The axon's speed beside NEURON, Jaxley and PyFibers: same run, same work, one core, float64, medians.

Run: python benchmarks/axon.py       (some minutes; makes the peers' virtual environments on the first run)

A peer that cannot be installed is said to be missing (`peers.py`). NEURON and PyFibers are judges of their own, never
imported here. Ratios and the arithmetic floor are kept in `results.json`.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import axon_node as node
import numpy as np
from peers import peer
from results_file import keep

from myotwitch.axon import MotorAxon, excitability
from myotwitch.axon.lanes import spike_counts

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "validation"))
import double_cable as cable  # noqa: E402
import mrg  # noqa: E402

NODES, DURATION_ms, STEP_ms, REPEATS = 1024, 20.0, 0.005, 9
MANY, LONG_ms, FINE_ms = 16384, 400.0, (0.0025, 0.00125)
FIBRE = {"diameter_um": 10.0, "nodes": 21, "away_um": 1000.0, "S_per_m": 0.3, "step_ms": 0.005, "pulse_ms": 0.1,
         "duration_ms": 5.0, "top_mA": -1.0, "bottom_mA": -0.01, "tolerance_percent": 1.0, "repeats": 3}  # fmt: skip
GATES_EXPONENTIALS, NODE_DIVISIONS = 13, 21
AIMS = {"NEURON": 10.0, "Jaxley": 5.0, "two cores": 1.7, "PyFibers": 20.0}


def ask(name, script, work):
    """What a peer says of the work on one core; None when it is missing."""
    python, problem = peer(name)
    if python is None:
        print(f"  {name}: missing ({problem})")
        return None
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [python, HERE / "axon_peers" / script], input=json.dumps(work), cwd=folder, text=True,
            capture_output=True, preexec_fn=one_core,
        )  # fmt: skip
    lines = [line for line in told.stdout.splitlines() if line.startswith("{")]
    if told.returncode or not lines:
        print(f"  {name}: failed ({told.stderr.strip()[-300:]})")
        return None
    return json.loads(lines[-1])


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def median_s(work, repeats=REPEATS):
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def on_one_core(work, repeats=REPEATS):
    before = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else None
    one_core()
    try:
        return median_s(work, repeats)
    finally:
        if before is not None:
            os.sched_setaffinity(0, before)


def driven_nodes():
    """Nanoseconds for each node and step, ours and theirs."""
    steps = NODES * DURATION_ms / STEP_ms
    work = node.told_to_peers(NODES, DURATION_ms, STEP_ms) | {"repeats": REPEATS}
    node.spikes(node.LANES, 1.0, STEP_ms)
    ours = on_one_core(lambda: node.spikes(NODES, DURATION_ms, STEP_ms)) / steps * 1e9
    found = {"ours_ns": ours, "spikes": {"ours": int(node.spikes(NODES, DURATION_ms, STEP_ms).sum())}}
    print(f"  {NODES} driven nodes, {STEP_ms * 1000:g} us: ours {ours:.1f} ns a node and step")
    for name, shown in (("neuron", "NEURON"), ("jaxley", "Jaxley")):
        told = ask(name, f"{name}_nodes.py", work)
        if told is None:
            continue
        theirs = statistics.median(told["seconds"]) / steps * 1e9
        again = on_one_core(lambda: node.spikes(NODES, DURATION_ms, STEP_ms)) / steps * 1e9
        ratio = theirs / statistics.mean((ours, again))
        found[shown] = {"ns": theirs, "ratio": ratio, "version": told["version"]}
        found["spikes"][shown] = told["spikes"]
        print(f"  {shown} {told['version']}: {theirs:.1f} ns, {ratio:.1f} times ours (aim {AIMS[shown]:g})")
    return found


def floor():
    """What the exponentials and divisions of one node alone take, ns."""
    turns = 200000
    each = {}
    for name, work in (("exponential", node.exponentials), ("division", node.divisions)):
        work(np.full(node.LANES, 0.3), 1)
        each[name] = on_one_core(lambda w=work: w(np.full(node.LANES, 0.3), turns)) / turns / node.LANES * 1e9
    total = GATES_EXPONENTIALS * each["exponential"] + NODE_DIVISIONS * each["division"]
    print(
        f"  arithmetic floor: {total:.1f} ns ({GATES_EXPONENTIALS} exponentials, {NODE_DIVISIONS} divisions)"
    )
    return {"ns": total, **{f"{name}_ns": value for name, value in each.items()}}


def whole_axon():
    """The package's own step, node and internode, 8 gates, ns; and two cores against one."""
    p, s = node.P, node.S
    currents = np.linspace(60.0, 300.0, NODES)

    def work(cores):
        return spike_counts(node.REST, s, p, currents, 20.0, step_ms=STEP_ms, cores=cores)

    work(1)
    steps = NODES * 20.0 / STEP_ms
    alone = on_one_core(lambda: work(1)) / steps * 1e9
    pairs = [(median_s(lambda: work(1), 1), median_s(lambda: work(2), 1)) for _ in range(2 * REPEATS + 1)]
    gains = [one / two for one, two in pairs]
    gain, best = statistics.median(gains), max(gains)
    print(
        f"  the whole axon: {alone:.1f} ns; two cores {gain:.2f} times one, at best {best:.2f} (aim {AIMS['two cores']:g})"
    )
    return {"ns": alone, "two_cores": gain, "two_cores_at_best": best}


def converged():
    """Spikes of many driven axons at our step against a step gone to zero."""
    cores, currents = os.cpu_count() or 1, np.linspace(60.0, 300.0, MANY)

    def count(step_ms):
        return spike_counts(node.REST, node.S, node.P, currents, LONG_ms, step_ms=step_ms, cores=cores).sum()

    ours, (coarse, fine) = count(STEP_ms), (count(step) for step in FINE_ms)
    limit = (4.0 * fine - coarse) / 3.0
    off = 100.0 * (ours / limit - 1.0)
    print(
        f"  {MANY} driven axons, {LONG_ms:g} ms: {ours:.0f} spikes, converged {limit:.0f}, off by {off:+.3f} % (aim 0.2)"
    )
    return {"spikes": int(ours), "converged": float(limit), "off_percent": off}


def fibre_threshold():
    """A threshold search on the 21-node fibre, first order as NEURON's, and the same of second order."""
    f, g = mrg.mrg_fibre(FIBRE["diameter_um"], FIBRE["nodes"]), mrg.mrg_gates()
    state = cable.at_rest(f, g)
    away_um = np.hypot(f.centre_um - f.centre_um[f.kind.size // 2], FIBRE["away_um"])
    field = 1e6 / (4.0 * math.pi * FIBRE["S_per_m"] * away_um)  # mV for 1 mA
    near = cable.Stimulus(np.zeros(f.kind.size), field, FIBRE["pulse_ms"])

    def search(doubled):
        def fires(mA):
            told = cable.crossings(
                f, g, state, near, mA, FIBRE["duration_ms"], FIBRE["step_ms"], doubled=doubled
            )
            return math.isfinite(told[18])

        return cable.threshold(fires, FIBRE["bottom_mA"], FIBRE["top_mA"], FIBRE["tolerance_percent"] / 100.0)

    search(False)
    ours = on_one_core(lambda: search(False))
    found = {"ours_s": ours, "ours_mA": search(False), "ours_second_order_mA": search(True)}
    print(
        f"  threshold of a {FIBRE['nodes']}-node fibre: ours {1000 * ours:.0f} ms, {found['ours_mA']:.4f} mA"
    )
    told = ask("pyfibers", "pyfibers_threshold.py", FIBRE)
    if told is not None:
        theirs = statistics.median(told["seconds"])
        found |= {"PyFibers_s": theirs, "PyFibers_mA": told["threshold_mA"], "version": told["version"], "ratio": theirs / ours}  # fmt: skip
        print(f"  PyFibers {told['version']}: {theirs:.2f} s, {told['threshold_mA']:.4f} mA, {theirs / ours:.0f} times ours (aim {AIMS['PyFibers']:g})")  # fmt: skip
    return found


def protocol():
    axon = MotorAxon.reference()
    excitability(axon)
    took = on_one_core(lambda: excitability(axon))
    print(f"  one full clinical protocol: {took:.2f} s (aim 1)")
    return {"seconds": took}


def main():
    figures = {
        "driven_nodes": driven_nodes(),
        "arithmetic_floor": floor(),
        "whole_axon": whole_axon(),
        "convergence": converged(),
        "fibre_threshold": fibre_threshold(),
        "clinical_protocol": protocol(),
        "load_average": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }
    keep("axon", figures)


if __name__ == "__main__":
    main()
