"""How long an answer takes: a cold process and a warm one, with and without other histories tried.

Cold: from process start to the answer, compiled code kept from before (the first run of a version
compiles for a minute or two, and is not counted). Medians. The slow runs are all solutions of body and muscle
in time. Bars, warm on two cores with 64 bodies: 10 s with other histories, 5 s without, 800 MB; and the same
seed gives the same bytes in two processes.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from results_file import keep

EXAMPLE = Path(__file__).parents[1] / "examples" / "long_hot_run.toml"
FEW = "--few" in sys.argv
RUNS = 2 if FEW else 5


def timed(work, runs=RUNS):
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def processor_s(work):
    """Seconds of all cores together, which a busy machine hardly changes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def cold():
    command = "from myotwitch.cli import main; main()"
    told = [sys.executable, "-c", command, "why", str(EXAMPLE), "--quiet", "--json"]
    return subprocess.run(told, check=True, stdout=subprocess.PIPE, env=os.environ).stdout


def spent_in_slow_runs(work):
    """Share of the time of one answer that the slow clock takes."""
    from myotwitch.why import bodies

    solve, took = bodies.solve, []

    def watched(*told, **named):
        begun = time.perf_counter()
        found = solve(*told, **named)
        took.append(time.perf_counter() - begun)
        return found

    bodies.solve = watched
    begun = time.perf_counter()
    try:
        work()
    finally:
        bodies.solve = solve
    return sum(took) / (time.perf_counter() - begun)


def main():
    from myotwitch.history.history_file import read_history
    from myotwitch.why.answer import explain

    first = cold()  # compiles where needed
    same = first == cold()
    whole = timed(cold)
    history = read_history(EXAMPLE)
    explain(history)
    with_others = timed(lambda: explain(history))
    without = timed(lambda: explain(history, what_ifs=False))
    slow = spent_in_slow_runs(lambda: explain(history))
    slow_without = spent_in_slow_runs(lambda: explain(history, what_ifs=False))
    busy = processor_s(lambda: explain(history))
    busy_without = processor_s(lambda: explain(history, what_ifs=False))
    memory_MB = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{RUNS} runs each, medians, {EXAMPLE.name}, 64 bodies, {os.cpu_count()} cores")
    print(f"  cold process, all of it            {whole:6.2f} s")
    print(
        f"  warm, with other histories tried   {with_others:6.2f} s ({busy:.1f} s of a core), slow runs {slow:.0%} of it"
    )
    print(
        f"  warm, without                      {without:6.2f} s ({busy_without:.1f} s of a core), slow runs {slow_without:.0%} of it"
    )
    print(f"  memory                             {memory_MB:6.0f} MB")
    print(f"  same seed, same bytes              {'yes' if same else 'NO'}")
    keep("why", {
        "cold_s": round(whole, 2), "warm_s": round(with_others, 2), "warm_without_s": round(without, 2),
        "core_s": round(busy, 2), "core_without_s": round(busy_without, 2),
        "slow_share": round(slow, 2), "slow_share_without": round(slow_without, 2), "memory_MB": round(memory_MB),
        "same_bytes": same, "cores": os.cpu_count(), "load_average": round(os.getloadavg()[0], 1),
    })  # fmt: skip


if __name__ == "__main__":
    main()
