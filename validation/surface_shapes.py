"""One fibre seen from the skin, by us and by MyoGen 0.12: are the waveforms the same?

MyoGen is the outside judge. It follows Farina's layered cylinder, where ours are plane layers; it is under the AGPL, so it lives in
an environment of its own, runs as a process of its own, is never imported and nothing of it is kept but how
well shapes agree. Amplitudes are not compared: its own are known to be off. The first run makes the environment (about a
minute; MyoGen needs Python 3.12 or 3.13, named by MYOTWITCH_PEER_PYTHON where it is not found by itself).

As a check that the judge can say no, the same is done with our layers left out.

Run: python validation/surface_shapes.py [--keep]       (seconds; --keep writes validation/results/surface_shapes.json)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from myotwitch.twitch.covering import Conductivity, Covering, Spot
from myotwitch.twitch.potential import FibreUnit, Tissue, draw_fibres, surface_uV

PEER = "myogen==0.12.0"
KEPT = Path(__file__).parent / "results" / "surface_shapes.json"
SPEED_m_per_s, POINTS, WINDOW_mm, APART_mm = 4.0, 512, 200.0, 20.0
STEP_ms = WINDOW_mm / SPEED_m_per_s / (POINTS - 1)
USUAL = {"radius": 50.0, "bone": 5.0, "fat": 5.0, "skin": 1.0, "below": 6.0, "right": 60.0, "left": 60.0, "fat_S": 0.0407,
         "skin_S": 0.2}  # fmt: skip
CASES = {
    "usual": {}, "just below the fat": {"below": 2.0}, "deep": {"below": 12.0}, "thin fat": {"fat": 2.0},
    "dry skin": {"skin_S": 0.0005}, "short fibre": {"right": 40.0, "left": 50.0},
}  # fmt: skip
JUDGE = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import quantities as pq
from myogen.simulator.core.emg.electrodes import SurfaceElectrodeArray
from myogen.simulator.core.emg.surface.simulate_fiber import simulate_fiber_v2
asked, found, spent = json.load(sys.stdin), {}, []
for name, c in asked["cases"].items():
    pair = SurfaceElectrodeArray(num_rows=2, num_cols=1, inter_electrode_distance__mm=asked["apart"] * pq.mm,
                                 electrode_radius__mm=0.5 * pq.mm, bending_radius__mm=c["radius"] * pq.mm)
    depth = c["fat"] + c["skin"] + c["below"]
    begin = time.perf_counter()
    v, _, _ = simulate_fiber_v2(10.0, asked["speed"], asked["points"], 128, c["radius"], c["bone"], c["fat"], c["skin"],
                                c["radius"] - depth, c["right"], c["left"], -12.0, pair, 0.09, 0.4, c["fat_S"], c["skin_S"],
                                0.02, use_gpu=False, fiber_length__mm=asked["window"])
    spent.append(time.perf_counter() - begin)
    found[name] = v[:, 0, :].tolist()
json.dump({"found": found, "s_per_fibre": sorted(spent)[len(spent) // 2]}, sys.stdout)
"""


def starts(python: str) -> bool:
    """Whether an interpreter runs (a version manager puts names on the path that do not)."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def peer_python() -> Path | None:
    """The interpreter of MyoGen's environment, made when it is missing; None without a Python that it accepts."""
    root = Path(os.environ.get("MYOTWITCH_CACHE") or platformdirs.user_cache_dir("myotwitch"))
    home = root / "peers" / PEER.replace("==", "-")
    inside = home / "bin" / "python"
    if (home / "ready").exists():
        return inside
    named = [os.environ.get("MYOTWITCH_PEER_PYTHON"), shutil.which("python3.12"), shutil.which("python3.13")]
    kept = sorted((Path.home() / ".pyenv" / "versions").glob("3.1[23].*/bin/python"))
    basis = next((python for python in (*named, *map(str, kept)) if python and starts(python)), None)
    if basis is None:
        return None
    sys.stderr.write(f"Making an environment for {PEER} …\n")
    steps = ([basis, "-m", "venv", str(home)], [str(inside), "-m", "pip", "install", "--quiet", PEER])
    if any(subprocess.run(step, check=False).returncode for step in steps):
        sys.exit(f"not tried: {PEER} could not be installed")
    (home / "ready").touch()
    return inside


def theirs(python: Path) -> dict[str, Any]:
    """MyoGen's potentials at both electrodes of each case, and its seconds for one fibre."""
    cases = {name: USUAL | change for name, change in CASES.items()}
    asked = {"cases": cases, "apart": APART_mm, "speed": SPEED_m_per_s, "points": POINTS, "window": WINDOW_mm}
    done = subprocess.run(
        [str(python), "-c", JUDGE], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ours(case: dict[str, float], layers: bool = True) -> np.ndarray:
    """Our potentials at both electrodes, µV, shape (2, times), with MyoGen's spike, which is twice as long as ours."""
    muscle = Conductivity(0.09, 0.4)
    above = (case["fat_S"], case["skin_S"]) if layers else (muscle.across_S_per_m, muscle.across_S_per_m)
    covering = Covering(muscle, *above, case["skin"])
    tissue, cover, one = Tissue(covering=covering, spike_ms=0.5), case["fat"] + case["skin"], np.ones(1)
    fibre = FibreUnit(0 * one, (cover + case["below"]) * one, -12.0 * one, case["right"] * one, case["left"] * one,
                      SPEED_m_per_s * one, 1.0, cover)  # fmt: skip
    spots = [Spot((x,), (1.0,)) for x in (-APART_mm / 2, APART_mm / 2)]
    return np.array(
        [surface_uV(fibre, 1e3 / STEP_ms, POINTS * STEP_ms / 1e3, spot=s, tissue=tissue) for s in spots]
    )


def alike(a: np.ndarray, b: np.ndarray) -> float:
    """Largest correlation over one common shift in time (MyoGen moves its peak to the middle); shape (channels, times)."""
    products = np.fft.ifft(np.fft.fft(a) * np.conj(np.fft.fft(b))).real.sum(axis=0)
    return float(products.max() / np.sqrt((a * a).sum() * (b * b).sum()))


def our_seconds() -> float:
    """Median seconds for a unit of a hundred fibres between two electrodes."""
    random, spent = np.random.default_rng(1), []
    for _ in range(30):
        begin = time.perf_counter()
        surface_uV(draw_fibres("gastrocnemius", random))
        spent.append(time.perf_counter() - begin)
    return float(np.median(spent))


def main() -> None:
    """Compare, print, and keep the agreement when asked to."""
    python = peer_python()
    if python is None:
        sys.exit(f"not tried: {PEER} needs Python 3.12 or 3.13; name one by MYOTWITCH_PEER_PYTHON")
    judge = theirs(python)
    rows = {}
    for name, change in CASES.items():
        us, bare, them = ours(USUAL | change), ours(USUAL | change, False), np.array(judge["found"][name])
        rows[name] = {
            "single": alike(us, them), "pair": alike(np.diff(us, axis=0), np.diff(them, axis=0)),
            "pair_without_layers": alike(np.diff(bare, axis=0), np.diff(them, axis=0)),
        }  # fmt: skip
        sys.stdout.write(
            "{name:20s} single electrodes {single:.4f}, pair {pair:.4f}, pair without our layers {pair_without_layers:.4f}\n".format(
                name=name, **rows[name]
            )
        )
    speed = {"theirs_s_per_fibre": judge["s_per_fibre"], "ours_s_per_fibre": our_seconds() / 100}
    sys.stdout.write(
        "one fibre: MyoGen {theirs_s_per_fibre:.2g} s of this machine, ours {ours_s_per_fibre:.2g} s\n".format(
            **speed
        )
    )
    if "--keep" in sys.argv:
        KEPT.write_text(json.dumps({"peer": PEER, "correlation": rows} | speed, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
