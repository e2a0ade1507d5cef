"""PyFibers (on NEURON) searches a threshold of the 21-node MRG fibre: prints seconds and mA as JSON.

Runs inside a virtual environment of its own whose mechanisms `pyfibers_compile` has made.
"""

import json
import sys
import time


def main():
    told = json.loads(sys.stdin.read())
    import numpy as np
    import pyfibers
    from pyfibers import FiberModel, ScaledStim, build_fiber

    fiber = build_fiber(
        FiberModel.MRG_DISCRETE, diameter=told["diameter_um"], n_nodes=told["nodes"], temperature=37
    )
    centre = fiber.coordinates[len(fiber.coordinates) // 2, 2]
    fiber.potentials = fiber.point_source_potentials(
        0, told["away_um"], centre, 1.0, told["S_per_m"], inplace=False
    )
    step = told["step_ms"]

    def waveform(t):
        return 1.0 if t < told["pulse_ms"] else 0.0

    stimulation = ScaledStim(waveform=waveform, dt=step, tstop=told["duration_ms"])
    took = []
    for _ in range(told["repeats"]):
        began = time.perf_counter()
        found, _ = stimulation.find_threshold(
            fiber, stimamp_top=told["top_mA"], stimamp_bottom=told["bottom_mA"],
            termination_tolerance=told["tolerance_percent"], exit_t_shift=None,
        )  # fmt: skip
        took.append(time.perf_counter() - began)
    version = getattr(pyfibers, "__version__", "")
    print(json.dumps({"seconds": took, "threshold_mA": float(np.asarray(found)), "version": version}))


if __name__ == "__main__":
    main()
