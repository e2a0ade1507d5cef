"""How long the slow clock takes: one 72-h course with every working muscle, and 1,000 draws.

LSODA (Petzold 1983, through SciPy) runs on the same compiled right-hand side in the same process.
Medians of several runs; the solver's time alone, without compiling. `python benchmarks/slow_clock.py --few`
is a quick look.
"""

import resource
import statistics
import sys
import time
from datetime import datetime, timedelta, timezone

import numpy as np

from myotwitch.course import solve as solver
from myotwitch.course.human import Human
from myotwitch.course.plan import plan
from myotwitch.course.simulate import BEFORE_S, simulate
from myotwitch.history.demand import demand
from myotwitch.history.timeline import History, Weather
from myotwitch.history.words import session_from_words
from myotwitch.person import Person

FEW = "--few" in sys.argv
RUNS, DRAWS = (3, 100) if FEW else (7, 1000)
HOUR_S = 3600.0


def median_s(work, runs=RUNS):
    """Median wall time and median processor time of all threads, s."""
    took = []
    for _ in range(runs):
        wall, busy = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - wall, time.process_time() - busy))
    return tuple(statistics.median(column) for column in zip(*took, strict=True))


def solver_share(work):
    """Median times of `work`, and the median time that it spends in compiled integration, s."""
    spent, told = [], solver._in_parallel

    def timed(*arguments):
        begun = time.perf_counter()
        told(*arguments)
        spent.append(time.perf_counter() - begun)

    solver._in_parallel = timed
    try:
        work()
        spent.clear()
        everything = median_s(work, 3)
    finally:
        solver._in_parallel = told
    return everything, sum(spent) / 3


def memory_MB():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def histories():
    start = datetime(2026, 5, 2, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    person = Person(age_yr=34, mass_kg=62, height_cm=170, vo2max_mL_per_min_per_kg=46)
    told = {"hot run, 90 min": "90 min run at 10.5 km/h", "leg day, 20 sets": "leg day 1 hour hard"}
    return {
        name: History(person, sessions=[session_from_words(words, start=start)], weather=Weather(29, 0.6, 1.0, "full"))
        for name, words in told.items()
    }  # fmt: skip


def with_cores(cores, work):
    """`solve` shares draws among os.cpu_count() threads."""
    told = solver.os.cpu_count
    solver.os.cpu_count = lambda: cores
    try:
        return median_s(work, 1 if FEW else 3)
    finally:
        solver.os.cpu_count = told


def line(what, took, remark=""):
    wall, busy = took
    print(f"  {what:<34}{wall:9.3f} s  {busy:9.3f} s  {remark}")


def measure(name, history):
    human = Human.reference(history.person)
    asks = demand(history, before_s=BEFORE_S, after_s=72 * HOUR_S)
    times = np.arange(0.0, 72 * HOUR_S + 1.0, 60.0)
    whole, asked = plan(asks, human.masses_kg()), plan(asks, human.masses_kg(), asked="gastrocnemius")
    print(
        f"\n{name}: {len(whole.edges_s) - 1} pieces over {72 + BEFORE_S / HOUR_S:.0f} h, {len(whole.cells)} muscles"
    )
    print(f"  {'':<34}{'wall':>9}    {'processor':>9}")
    solver.solve([human], whole, times)
    ours = median_s(lambda: solver.solve([human], whole, times))
    rough = median_s(lambda: solver.solve([human], whole, times, tolerance=solver.FOR_MANY))
    lsoda = median_s(lambda: solver.solve_with_lsoda(human, whole, times, tolerance=1e-6), 3)
    line("one course, every muscle", ours, f"tolerance {solver.TOLERANCE:g}")
    line("the same, as for draws", rough, f"tolerance {solver.FOR_MANY:g}")
    line("the same by LSODA", lsoda, f"tolerance 1e-6; {lsoda[1] / ours[1]:.0f} times ours")
    everything, in_solver = solver_share(lambda: simulate(history, hours=72.0))
    share = f"{100 * in_solver / everything[0]:.0f} % of it in the solver, {memory_MB():.0f} MB"
    line("simulate(): with its usual day", everything, share)
    groups = sorted({cell.group for cell in asked.cells})
    humans = [human.variant(1, i, groups) for i in range(DRAWS)]
    for cores in (1, 2):
        took = with_cores(cores, lambda: solver.solve(humans, asked, times[::30], tolerance=solver.FOR_MANY))
        each = f"{1e3 * took[0] / DRAWS:.1f} ms each, {memory_MB():.0f} MB"
        line(f"{DRAWS} draws, one muscle asked, {cores} core{'s' * (cores > 1)}", took, each)


def main():
    print(f"{RUNS} runs each, medians; memory is the largest so far")
    for name, history in histories().items():
        measure(name, history)


if __name__ == "__main__":
    main()
