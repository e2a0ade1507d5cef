"""The map's kernel on numba's simulator of a graphics card, in a process of its own."""

import os
import subprocess
import sys

from myotwitch.axon import on_device

TINY = """
import numpy as np
from scipy.stats import qmc
from myotwitch.axon.on_device import mapped_on_device
from myotwitch.axon.rebuild_surrogate import evaluated
from myotwitch.axon.surrogate import natural_inputs
points = natural_inputs(qmc.Sobol(8, seed=4).random(2))
found, known = mapped_on_device(points), evaluated(points)
assert np.isfinite(found).all()
assert np.allclose(found, known, rtol=1e-9), (found, known)
print("same")
"""


def test_the_kernel_gives_on_a_simulated_card_what_the_processor_gives():
    told = subprocess.run(
        [sys.executable, "-c", TINY],
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert told.stdout.strip() == "same", told.stderr[-2000:]


def test_without_a_card_the_command_says_so(monkeypatch):
    import pytest
    from numba import cuda

    monkeypatch.setattr(cuda, "is_available", lambda: False)
    with pytest.raises(SystemExit, match="No graphics card"):
        on_device.main(["--points", "2", "--out", "unused.npz"])
