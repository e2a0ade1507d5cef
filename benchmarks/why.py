"""How long an answer takes: a cold process and a warm one, with and without other histories tried.

Cold: from process start to the answer, compiled code kept from before (the first run of a version
compiles for a minute or two, and is not counted). Medians.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

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


def cold():
    command = "from myotwitch.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", command, "why", str(EXAMPLE), "--quiet"],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )


def main():
    from myotwitch.history.history_file import read_history
    from myotwitch.why.answer import explain

    cold()  # compiles where needed
    print(f"{RUNS} runs each, medians, {EXAMPLE.name}, 64 draws")
    print(f"  cold process, all of it            {timed(cold):6.2f} s")
    history = read_history(EXAMPLE)
    explain(history)
    print(f"  warm, with other histories tried   {timed(lambda: explain(history)):6.2f} s")
    print(f"  warm, without                      {timed(lambda: explain(history, what_ifs=False)):6.2f} s")
    print(
        f"  memory                             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB"
    )


if __name__ == "__main__":
    main()
