"""The same fibres in NEURON, as an outside judge of `mrg.py` and `gaines.py`: threshold, velocity, rest.

NEURON is no part of myotwitch (BSD licence); it gets an environment of its own (`benchmarks/peers.py`, with pip and a C
compiler). The equations are those of `double_cable.py`, written again as a mechanism. Ends with an error when a
velocity of the first fibre is more than one per cent off.

Run: python validation/neuron_fibres.py       (some minutes)
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
NEURON { SUFFIX axolemma NONSPECIFIC_CURRENT i RANGE gn, gp, gs, gk, gh, gl, el, mid }
UNITS { (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }
PARAMETER {
  gn = 0 (S/cm2) gp = 0 (S/cm2) gs = 0 (S/cm2) gk = 0 (S/cm2) gh = 0 (S/cm2) gl = 0 (S/cm2) el = -90 (mV) mid = 21.4 (mV)
}
ASSIGNED { v (mV) i (mA/cm2) qm qh qs }
STATE { m h p s n q }
INITIAL {
  qm = 2.2^1.7
  qh = 2.9^1.7
  qs = 3.0^0.1
  m = steady(am(v), bm(v))
  h = steady(ah(v), bh(v))
  p = steady(ap(v), bp(v))
  s = steady(as(v), bs(v))
  n = steady(an(v), bn(v))
  q = steady(aq(v), bq(v))
}
BREAKPOINT {
  SOLVE gates METHOD cnexp
  i = (gn*m*m*m*h + gp*p*p*p)*(v - 50) + (gs*s + gk*n*n*n*n)*(v + 90) + gh*q*(v + 54.9) + gl*(v - el)
}
DERIVATIVE gates {
  m' = am(v)*(1 - m) - bm(v)*m
  h' = ah(v)*(1 - h) - bh(v)*h
  p' = ap(v)*(1 - p) - bp(v)*p
  s' = as(v)*(1 - s) - bs(v)*s
  n' = an(v)*(1 - n) - bn(v)*n
  q' = aq(v)*(1 - q) - bq(v)*q
}
FUNCTION steady(a, b) { steady = a/(a + b) }
FUNCTION lin(a, x, c) { if (fabs(x/c) < 1e-4) { lin = a*c*(1 + x/c/2) } else { lin = a*x/(1 - exp(-x/c)) } }
FUNCTION am(u) { am = qm*lin(1.86, u + mid, 10.3) }
FUNCTION bm(u) { bm = qm*lin(0.086, -(u + 25.7), 9.16) }
FUNCTION ah(u) { ah = qh*lin(0.062, -(u + 114), 11) }
FUNCTION bh(u) { bh = qh*2.3/(1 + exp(-(u + 31.8)/13.4)) }
FUNCTION ap(u) { ap = qm*lin(0.01, u + 27, 10.2) }
FUNCTION bp(u) { bp = qm*lin(0.00025, -(u + 34), 10) }
FUNCTION as(u) { as = qs*0.3/(1 + exp(-(u + 53)/5)) }
FUNCTION bs(u) { bs = qs*0.03/(1 + exp(-(u + 90))) }
FUNCTION an(u) { an = qs*lin(0.0462, u + 83.2, 1.1) }
FUNCTION bn(u) { bn = qs*lin(0.0824, -(u + 66), 10.5) }
FUNCTION aq(u) { aq = qs*0.00522*exp(-(u + 107.3)/12.2) }
FUNCTION bq(u) { bq = qs*0.00522*exp((u + 107.3)/12.2) }
"""
MRG = {
    # fibre µm: internode, axon, node, paranode, length beside the paranode (all µm), lamellae
    5.7: (500.0, 3.4, 1.9, 1.9, 35.0, 80.0),
    10.0: (1150.0, 6.9, 3.3, 3.3, 46.0, 120.0),
    16.0: (1500.0, 12.7, 5.5, 5.5, 60.0, 150.0),
}
ACTIVE = {"gn": 3.0, "gp": 0.01, "gs": 0.08, "gl": 0.007}
MRG_CHANNELS = (ACTIVE, {"gl": 1e-3, "el": -80.0}, {"gl": 1e-4, "el": -80.0})
"""Of node, paranode and the rest."""
GAINES_CHANNELS = (
    ACTIVE | {"gk": 0.02568, "mid": 20.4},
    {"gs": 0.002581, "gk": 0.15074, "gh": 0.002232, "gl": 0.002},
    {"gs": 0.002581, "gk": 0.02568, "gh": 0.002232, "gl": 0.0002},
)
GAINES_um = (8.0, 10.0, 14.0)
WITHIN = 0.01


def gaines(D: float) -> tuple[float, ...]:
    """Geometry of the fibre of Gaines and others."""
    return (
        969.3 * math.log(D) - 1144.6,
        0.889 * D - 1.9104,
        0.3449 * D - 0.1484,
        0.3527 * D - 0.1804,
        2.5811 * D + 19.59,
        65.897 * math.log(D) - 32.666,
    )


def build(
    h: Any, diameter: float, nodes: int, shape: tuple[float, ...], channels: tuple[dict[str, float], ...]
) -> list[Any]:
    """Sections of a fibre in order. Gaines' internodal channels are counted on the surface of the whole fibre."""
    pitch, axon, slim, paranode, beside, lamellae = shape
    long = (pitch - 7.0 - 2 * beside) / 6
    node, mysa = (1.0, slim, 0.002, channels[0]), (3.0, paranode, 0.002, channels[1])
    flut, stin = (beside, axon, 0.004, channels[2]), (long, axon, 0.004, channels[2])
    rows = [*([node, mysa, flut, *[stin] * 6, flut, mysa] * (nodes - 1)), node]
    made: list[Any] = []
    for i, (length, width, film, held) in enumerate(rows):
        section = h.Section(name=f"s{i}")
        section.nseg, section.L, section.diam, section.Ra, section.cm = 1, length, width, 70.0, 2.0
        section.insert("extracellular")
        section.insert("axolemma")
        ring = math.pi * ((width / 2 + film) ** 2 - (width / 2) ** 2)
        section.xraxial[0] = 0.7 / ring * 1e4  # 70 ohm cm over µm², in MOhm/cm
        thick = diameter / width  # the sheath is referred to the surface of the whole fibre
        section.xc[0], section.xg[0] = (0.1 / (2 * lamellae) * thick, 1e-3 / (2 * lamellae) * thick) if i % 11 else (0.0, 1e10)  # fmt: skip
        for name, value in held.items():
            on_sheath = bool(i % 11) and channels is GAINES_CHANNELS and name.startswith("g")
            setattr(section, f"{name}_axolemma", value * (thick if on_sheath else 1.0))
        if channels is GAINES_CHANNELS:
            section.mid_axolemma = 20.4
        if made:
            section.connect(made[-1](1), 0)
        made.append(section)
    return made


def crossings(h: Any, made: list[Any], at: int, nA: float, pulse_ms: float, for_ms: float, step_ms: float, saved: Any = None) -> list[float]:  # fmt: skip
    """When each node first rises through -30 mV, ms after the pulse begins."""
    clamp = h.IClamp(made[at * 11](0.5))
    clamp.delay, clamp.dur, clamp.amp = 0.0, pulse_ms, nA
    vectors = [h.Vector().record(section(0.5)._ref_v) for section in made[::11]]
    h.dt = step_ms
    h.steps_per_ms = 1 / step_ms
    h.celsius = 37.0
    h.finitialize(-80.0)
    if saved is not None:
        for section, (v, outside, gates) in zip(made, saved, strict=True):
            section.v, section(0.5).vext[0] = v, outside
            for name, value in gates.items():
                setattr(section, f"{name}_axolemma", value)
        h.fcurrent()
        h.frecord_init()
    h.continuerun(for_ms)
    told = []
    for vector in vectors:
        v = vector.as_numpy()
        up = [k for k in range(len(v) - 1) if v[k] < -30.0 <= v[k + 1]]
        told.append(step_ms * (up[0] + (-30 - v[up[0]]) / (v[up[0] + 1] - v[up[0]])) if up else math.nan)
    return told


def rested(h: Any, made: list[Any], for_ms: float) -> list[tuple[float, float, dict[str, float]]]:
    """Voltages and gates of every section after a while, from -85.94 mV."""
    h.dt, h.steps_per_ms, h.celsius = 0.02, 50, 37.0
    h.finitialize(-85.9411)
    h.continuerun(for_ms)
    return [(s.v, s(0.5).vext[0], {g: getattr(s, f"{g}_axolemma") for g in "mhpsnq"}) for s in made]


def velocity(h: Any, made: list[Any], pitch: float, name: str, saved: Any = None) -> None:
    """Print the speed at three steps and its limit."""
    speeds = []
    for step in (0.002, 0.001, 0.0005):
        told = crossings(h, made, 0, 5.0, 0.1, 3.0, step, saved)
        speeds.append(15 * pitch * 1e-3 / (told[30] - told[15]))
    limit = (speeds[0] - 6 * speeds[1] + 8 * speeds[2]) / 3  # quadratic in the step, at zero
    at = ", ".join(f"{speed:.2f}" for speed in speeds)
    sys.stdout.write(f"{name}: step to zero {limit:.2f} m/s (2, 1, 0.5 µs: {at})\n")


def judge() -> None:
    """Print NEURON's answers."""
    from neuron import h

    h.load_file("stdrun.hoc")
    for diameter in GAINES_um:
        shape = gaines(diameter)
        made = build(h, diameter, 41, shape, GAINES_CHANNELS)
        saved = rested(h, made, 300.0)
        sys.stdout.write(f"Gaines {diameter:g} µm: rest {saved[20 * 11][0]:.3f} mV\n")
        velocity(h, made, shape[0], f"Gaines {diameter:g} µm", saved)
        del made
    fibre = build(h, 5.7, 13, MRG[5.7], MRG_CHANNELS)
    for step in (0.005, 0.002, 0.001):
        low, high = 0.0, 1.0
        while high - low > 2e-5 * high:
            middle = (low + high) / 2
            fires = math.isfinite(crossings(h, fibre, 6, middle, 1.0, 4.0, step)[10])
            low, high = (low, middle) if fires else (middle, high)
        sys.stdout.write(f"MRG 5.7 µm: 1-ms threshold {high:.5f} nA at {1000 * step:g} µs\n")
    del fibre
    for diameter, shape in MRG.items():
        velocity(h, build(h, diameter, 41, shape, MRG_CHANNELS), shape[0], f"MRG {diameter:g} µm")


def beside(lines: list[str]) -> bool:
    """Print our velocity of the first fibre beside NEURON's; whether every one is within a per cent."""
    import mrg

    near = True
    for line in lines:
        if line.startswith("MRG") and "step to zero" in line:
            diameter, theirs = float(line.split()[1]), float(line.split("step to zero ")[1].split()[0])
            ours = mrg.limit_m_per_s(diameter)
            near = near and abs(ours / theirs - 1) < WITHIN
            sys.stdout.write(
                f"MRG {diameter:g} µm: ours {ours:.2f}, NEURON {theirs:.2f} m/s, off by {100 * (ours / theirs - 1):+.2f} %\n"
            )
    return near


def main() -> None:
    """Compile the mechanism in a folder of its own and run there."""
    if "--there" in sys.argv:
        judge()
        return
    sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
    from peers import peer

    python, problem = peer("neuron")
    if python is None:
        sys.exit(f"NEURON is missing: {problem}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "axolemma.mod").write_text(MECHANISM, "utf-8")
        tools = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            [python.with_name("nrnivmodl")], cwd=folder, check=True, capture_output=True, env=tools
        )
        told = subprocess.run([python, Path(__file__).resolve(), "--there"], cwd=folder, check=True, text=True,
                              stdout=subprocess.PIPE, env=tools | {"NEURON_MODULE_OPTIONS": "-nogui"})  # fmt: skip
    sys.stdout.write(told.stdout)
    if not beside(told.stdout.splitlines()):
        sys.exit(f"a velocity is off by more than {100 * WITHIN:g} %")


if __name__ == "__main__":
    main()
