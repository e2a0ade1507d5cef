"""A minute of surface EMG of a hundred units, from a fresh process to the last sample.

Run: python benchmarks/surface_emg.py          (two fresh processes: compiled code from nothing, then kept)
Each run draws the units and their fibres, computes every potential, samples discharge times at voluntary
rates (about 8 per second for each unit) and sums 60 s at 2048 samples a second. Beside it: MyoGen 0.12 in an
environment of its own, shapes of single fibres compared and the time of one (`validation/surface_shapes.py`);
its 100 units of 100 fibres would take an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = Path(__file__).resolve().parent.parent / "validation" / "surface_shapes.py"
ONE = """
import time; begin = time.perf_counter()
import numpy as np
from myotwitch.twitch.sampling import discharge_times
from myotwitch.twitch.signals import summed, surface_potentials_uV
from myotwitch.twitch.unit import draw_units
loaded = time.perf_counter()
random = np.random.default_rng(1)
units = draw_units("gastrocnemius", 100, random)
shapes = surface_potentials_uV("gastrocnemius", units.depth_mm, random, 8192.0)
made = time.perf_counter()
found = discharge_times(np.array([0.0, 60.0]), np.ones(1), np.full(100, 60.0), seed=2)
emg = summed(found, shapes, 0.0, 60.0, 2048.0, finer=4)
done = time.perf_counter()
print(f"  import {loaded - begin:.2f} s, 100 potentials {made - loaded:.2f} s, "
      f"{found.time_s.size} discharges summed {done - made:.2f} s, rms {emg.std():.0f} uV")
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for what in ("nothing compiled yet", "compiled code kept"):
            begin, busy = time.perf_counter(), os.times()
            done = subprocess.run(
                [sys.executable, "-c", ONE],
                env=os.environ | {"MYOTWITCH_CACHE": folder},
                check=True,
                capture_output=True,
                text=True,
            )
            wall, now = time.perf_counter() - begin, os.times()
            spent = now.children_user + now.children_system - busy.children_user - busy.children_system
            print(f"{what}: {wall:.2f} s in all, {spent:.2f} s of processor time\n{done.stdout}", end="")
    subprocess.run([sys.executable, str(PEER)], check=False)


if __name__ == "__main__":
    main()
