"""NEURON on the bare nodes of `axon_node.py`: reads the work as JSON, prints seconds and spikes as JSON.

Runs inside a virtual environment of its own, in an empty folder; compiles its mechanism there.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

MOD = """
NEURON {{ SUFFIX barenode NONSPECIFIC_CURRENT i }}
UNITS {{ (mV) = (millivolt) (mA) = (milliamp) (S) = (siemens) }}
ASSIGNED {{ v (mV) i (mA/cm2) }}
STATE {{ m h p n s }}
INITIAL {{ m = {start[1]} h = {start[2]} p = {start[3]} n = {start[4]} s = {start[5]} }}
BREAKPOINT {{
  SOLVE gates METHOD cnexp
  i = ({g[naf]}*m*m*m*h + {g[nap]}*p*p*p + {g[nal]})*(v - ({ena})) + ({g[kf]}*n*n*n*n + {g[ks]}*s)*(v - ({ek})) + {g[l]}*(v - ({el})) + {pump_mA_per_cm2}
}}
DERIVATIVE gates {{ LOCAL a, b, u
  u = v - ({shift})
  a = {qa}*lin({r[sodium_opens_per_ms_mV]}, v - ({r[sodium_opens_mid_mV]}), {r[sodium_opens_width_mV]})
  b = {qa}*lin({r[sodium_shuts_per_ms_mV]}, {r[sodium_shuts_mid_mV]} - v, {r[sodium_shuts_width_mV]})
  m' = a*(1 - m) - b*m
  a = {qi}*lin({r[recovers_per_ms_mV]}, {r[recovers_mid_mV]} - v, {r[recovers_width_mV]})
  b = {qi}*{r[inactivates_per_ms]}/(1 + exp(({r[inactivates_mid_mV]} - v)/{r[inactivates_width_mV]}))
  h' = a*(1 - h) - b*h
  a = {qa}*lin({r[persistent_opens_per_ms_mV]}, v - ({r[persistent_opens_mid_mV]}), {r[sodium_opens_width_mV]})
  b = {qa}*lin({r[persistent_shuts_per_ms_mV]}, {r[persistent_shuts_mid_mV]} - v, {r[sodium_shuts_width_mV]})
  p' = a*(1 - p) - b*p
  a = {qk}*lin({r[fast_opens_per_ms_mV]}, v - ({r[fast_opens_mid_mV]}), {r[fast_opens_width_mV]})
  b = {qk}*lin({r[fast_shuts_per_ms_mV]}, {r[fast_shuts_mid_mV]} - v, {r[fast_shuts_width_mV]})
  n' = a*(1 - n) - b*n
  a = {qs}*lin({r[slow_opens_per_ms_mV]}, u - ({r[slow_opens_mid_mV]}), {r[slow_opens_width_mV]})
  b = {qs}*lin({r[slow_shuts_per_ms_mV]}, {r[slow_shuts_mid_mV]} - u, {r[slow_shuts_width_mV]})
  s' = a*(1 - s) - b*s
}}
FUNCTION lin(a, x, c) {{ if (fabs(x/c) < 1e-4) {{ lin = a*c*(1 + x/c/2) }} else {{ lin = a*x/(1 - exp(-x/c)) }} }}
"""


def main():
    told = json.loads(sys.stdin.read())
    Path("barenode.mod").write_text(MOD.format(r=told["rates"], **told), "utf-8")
    subprocess.run([Path(sys.executable).with_name("nrnivmodl")], check=True, capture_output=True)
    from neuron import h

    h.load_file("stdrun.hoc")
    side = (told["area_um2"] / 3.141592653589793) ** 0.5
    kept, spikes = [], h.Vector()
    for k in range(told["nodes"]):
        section = h.Section(name=f"n{k}")
        section.nseg, section.L, section.diam, section.cm = 1, side, side, 2.0
        section.insert("barenode")
        clamp = h.IClamp(section(0.5))
        clamp.delay, clamp.dur = 0.0, 1e9
        clamp.amp = told["low_nA"] + (told["high_nA"] - told["low_nA"]) * k / (told["nodes"] - 1)
        wire = h.NetCon(section(0.5)._ref_v, None, sec=section)
        wire.threshold = -20.0
        wire.record(spikes)
        kept += [section, clamp, wire]
    h.steps_per_ms, h.dt = 1 / told["step_ms"], told["step_ms"]
    took = []
    for _ in range(told["repeats"]):
        h.finitialize(told["start"][0])
        began = time.perf_counter()
        h.continuerun(told["duration_ms"])
        took.append(time.perf_counter() - began)
    version = h.nrnversion(5) if hasattr(h, "nrnversion") else ""
    print(json.dumps({"seconds": took, "spikes": int(spikes.size()), "version": version}))


if __name__ == "__main__":
    main()
