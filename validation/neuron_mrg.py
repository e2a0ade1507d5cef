"""The same fibre in NEURON, as an outside judge of `mrg.py`: threshold and conduction velocity.

Needs NEURON, which myotwitch does not depend on (BSD licence; `pip install neuron` in an environment of its
own, with a C compiler). The equations are those of `mrg.py`, written again as a mechanism.

Run: python validation/neuron_mrg.py
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MECHANISM = """
NEURON { SUFFIX node NONSPECIFIC_CURRENT i RANGE gn, gp, gs, gl }
UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }
PARAMETER { gn = 3 (S/cm2) gp = 0.01 (S/cm2) gs = 0.08 (S/cm2) gl = 0.007 (S/cm2) }
ASSIGNED { v (mV) i (mA/cm2) qm qh qs }
STATE { m h p s }
INITIAL {
  qm = 2.2^1.7
  qh = 2.9^1.7
  qs = 3.0^0.1
  m = steady(am(v), bm(v))
  h = steady(ah(v), bh(v))
  p = steady(ap(v), bp(v))
  s = steady(as(v), bs(v))
}
BREAKPOINT {
  SOLVE gates METHOD cnexp
  i = (gn*m*m*m*h + gp*p*p*p)*(v - 50) + (gs*s + gl)*(v + 90)
}
DERIVATIVE gates {
  m' = am(v)*(1 - m) - bm(v)*m
  h' = ah(v)*(1 - h) - bh(v)*h
  p' = ap(v)*(1 - p) - bp(v)*p
  s' = as(v)*(1 - s) - bs(v)*s
}
FUNCTION steady(a, b) { steady = a/(a + b) }
FUNCTION lin(a, x, c) { if (fabs(x/c) < 1e-4) { lin = a*c*(1 + x/c/2) } else { lin = a*x/(1 - exp(-x/c)) } }
FUNCTION am(u) { am = qm*lin(1.86, u + 21.4, 10.3) }
FUNCTION bm(u) { bm = qm*lin(0.086, -(u + 25.7), 9.16) }
FUNCTION ah(u) { ah = qh*lin(0.062, -(u + 114), 11) }
FUNCTION bh(u) { bh = qh*2.3/(1 + exp(-(u + 31.8)/13.4)) }
FUNCTION ap(u) { ap = qm*lin(0.01, u + 27, 10.2) }
FUNCTION bp(u) { bp = qm*lin(0.00025, -(u + 34), 10) }
FUNCTION as(u) { as = qs*0.3/(1 + exp(-(u + 53)/5)) }
FUNCTION bs(u) { bs = qs*0.03/(1 + exp(-(u + 90))) }
"""
TABLE = {
    5.7: (500.0, 3.4, 1.9, 35.0, 80.0),
    10.0: (1150.0, 6.9, 3.3, 46.0, 120.0),
    16.0: (1500.0, 12.7, 5.5, 60.0, 150.0),
}


def build(h: Any, diameter: float, nodes: int) -> tuple[list[Any], float]:
    """Sections of a fibre in order, and its pitch, µm."""
    pitch, axon, slim, beside, lamellae = TABLE[diameter]
    long = (pitch - 7.0 - 2 * beside) / 6
    node, mysa = (1.0, slim, 0.002, 0.0), (3.0, slim, 0.002, 1e-3)
    flut, stin = (beside, axon, 0.004, 1e-4), (long, axon, 0.004, 1e-4)
    rows = [*([node, mysa, flut, *[stin] * 6, flut, mysa] * (nodes - 1)), node]
    made: list[Any] = []
    for i, (length, width, film, passive) in enumerate(rows):
        section = h.Section(name=f"s{i}")
        section.nseg, section.L, section.diam, section.Ra, section.cm = 1, length, width, 70.0, 2.0
        section.insert("extracellular")
        ring = math.pi * ((width / 2 + film) ** 2 - (width / 2) ** 2)
        section.xraxial[0] = 0.7 / ring * 1e4  # 70 ohm cm over µm², in MOhm/cm
        if i % 11:
            section.insert("pas")
            section.g_pas, section.e_pas = passive, -80.0
            thick = diameter / width  # the sheath is referred to the surface of the whole fibre
            section.xc[0], section.xg[0] = 0.1 / (2 * lamellae) * thick, 1e-3 / (2 * lamellae) * thick
        else:
            section.insert("node")
            section.xc[0], section.xg[0] = 0.0, 1e10
        if made:
            section.connect(made[-1](1), 0)
        made.append(section)
    return made, pitch


def crossings(h: Any, made: list[Any], at: int, nA: float, pulse_ms: float, for_ms: float, step_ms: float) -> list[float]:  # fmt: skip
    """When each node first rises through -30 mV, ms."""
    clamp = h.IClamp(made[at * 11](0.5))
    clamp.delay, clamp.dur, clamp.amp = 0.0, pulse_ms, nA
    vectors = [h.Vector().record(section(0.5)._ref_v) for section in made[::11]]
    h.dt = step_ms
    h.steps_per_ms = 1 / step_ms
    h.celsius = 37.0
    h.finitialize(-80.0)
    h.continuerun(for_ms)
    told = []
    for vector in vectors:
        v = vector.as_numpy()
        up = [k for k in range(len(v) - 1) if v[k] < -30.0 <= v[k + 1]]
        told.append(step_ms * (up[0] + (-30 - v[up[0]]) / (v[up[0] + 1] - v[up[0]])) if up else math.nan)
    return told


def judge() -> None:
    """Print NEURON's answers at three steps and their limit."""
    from neuron import h

    h.load_file("stdrun.hoc")
    fibre, _ = build(h, 5.7, 13)
    for step in (0.005, 0.002, 0.001):
        low, high = 0.0, 1.0
        while high - low > 2e-5 * high:
            middle = (low + high) / 2
            fires = math.isfinite(crossings(h, fibre, 6, middle, 1.0, 4.0, step)[10])
            low, high = (low, middle) if fires else (middle, high)
        sys.stdout.write(f"5.7 µm: 1-ms threshold {high:.5f} nA at {1000 * step:g} µs\n")
    del fibre
    for diameter in TABLE:
        made, pitch = build(h, diameter, 41)
        speeds = []
        for step in (0.002, 0.001, 0.0005):
            told = crossings(h, made, 0, 5.0, 0.1, 3.0, step)
            speeds.append(15 * pitch * 1e-3 / (told[30] - told[15]))
        limit = (speeds[0] - 6 * speeds[1] + 8 * speeds[2]) / 3  # quadratic in the step, at zero
        at = ", ".join(f"{speed:.2f}" for speed in speeds)
        sys.stdout.write(f"{diameter:g} µm: step to zero {limit:.2f} m/s (2, 1, 0.5 µs: {at})\n")
        del made


def main() -> None:
    """Compile the mechanism in a folder of its own and run there."""
    if "--there" in sys.argv:
        judge()
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "node.mod").write_text(MECHANISM, "utf-8")
        tool = Path(sys.executable).with_name("nrnivmodl")
        subprocess.run([str(tool)], cwd=folder, check=True, capture_output=True)
        subprocess.run([sys.executable, str(Path(__file__).resolve()), "--there"], cwd=folder, check=True,
                       env=os.environ | {"NEURON_MODULE_OPTIONS": "-nogui"})  # fmt: skip


if __name__ == "__main__":
    main()
