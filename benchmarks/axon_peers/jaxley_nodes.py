"""Jaxley on the bare nodes of `axon_node.py`: reads the work as JSON, prints seconds and spikes as JSON.

Runs inside a virtual environment of its own. One compartment, all currents at once by vmap, float64.
"""

import json
import os
import sys
import time

os.environ["JAX_PLATFORMS"] = "cpu"
import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp  # noqa: E402
import jaxley as jx  # noqa: E402
from jaxley.channels import Channel  # noqa: E402
from jaxley.solver_gate import solve_gate_exponential  # noqa: E402

TOLD = json.loads(sys.stdin.read())
R = TOLD["rates"]


def lin(a, x, c):
    y = x / c
    small = jnp.abs(y) < 1e-4
    return jnp.where(small, a * c * (1 + 0.5 * y), a * x / (1 - jnp.exp(-jnp.where(small, 1.0, y))))


def rates(v):
    u = v - TOLD["shift"]
    qa, qi, qk, qs = (TOLD[q] for q in ("qa", "qi", "qk", "qs"))
    return {
        "m": (qa * lin(R["sodium_opens_per_ms_mV"], v - R["sodium_opens_mid_mV"], R["sodium_opens_width_mV"]),
              qa * lin(R["sodium_shuts_per_ms_mV"], R["sodium_shuts_mid_mV"] - v, R["sodium_shuts_width_mV"])),
        "h": (qi * lin(R["recovers_per_ms_mV"], R["recovers_mid_mV"] - v, R["recovers_width_mV"]),
              qi * R["inactivates_per_ms"] / (1 + jnp.exp((R["inactivates_mid_mV"] - v) / R["inactivates_width_mV"]))),
        "p": (qa * lin(R["persistent_opens_per_ms_mV"], v - R["persistent_opens_mid_mV"], R["sodium_opens_width_mV"]),
              qa * lin(R["persistent_shuts_per_ms_mV"], R["persistent_shuts_mid_mV"] - v, R["sodium_shuts_width_mV"])),
        "n": (qk * lin(R["fast_opens_per_ms_mV"], v - R["fast_opens_mid_mV"], R["fast_opens_width_mV"]),
              qk * lin(R["fast_shuts_per_ms_mV"], R["fast_shuts_mid_mV"] - v, R["fast_shuts_width_mV"])),
        "s": (qs * lin(R["slow_opens_per_ms_mV"], u - R["slow_opens_mid_mV"], R["slow_opens_width_mV"]),
              qs * lin(R["slow_shuts_per_ms_mV"], R["slow_shuts_mid_mV"] - u, R["slow_shuts_width_mV"])),
    }  # fmt: skip


class BareNode(Channel):
    def __init__(self, name=None):
        self.current_is_in_mA_per_cm2 = True
        super().__init__(name)
        self.channel_params = {}
        self.channel_states = dict(zip(("m", "h", "p", "n", "s"), TOLD["start"][1:], strict=True))
        self.current_name = "i_barenode"

    def update_states(self, states, dt, v, params):
        return {k: solve_gate_exponential(states[k], dt, *ab) for k, ab in rates(v).items()}

    def compute_current(self, states, v, params):
        m, h, p, n, s = (states[k] for k in "mhpns")
        g = TOLD["g"]
        sodium = g["naf"] * m**3 * h + g["nap"] * p**3 + g["nal"]
        potassium = g["kf"] * n**4 + g["ks"] * s
        return sodium * (v - TOLD["ena"]) + potassium * (v - TOLD["ek"]) + g["l"] * (v - TOLD["el"]) + TOLD["pump_mA_per_cm2"]  # fmt: skip

    def init_state(self, states, v, params, delta_t):
        return dict(zip(("m", "h", "p", "n", "s"), TOLD["start"][1:], strict=True))


def main():
    side = (TOLD["area_um2"] / 3.141592653589793) ** 0.5
    node = jx.Compartment()
    node.insert(BareNode())
    node.set("length", side)
    node.set("radius", side / 2)
    node.set("capacitance", 2.0)
    node.set("v", TOLD["start"][0])
    node.record("v", verbose=False)
    steps = round(TOLD["duration_ms"] / TOLD["step_ms"])

    def spikes(nA):
        data = node.data_stimulate(nA * jnp.ones(steps))
        v = jx.integrate(node, data_stimuli=data, delta_t=TOLD["step_ms"])[0]
        return jnp.sum((v[:-1] < -20.0) & (v[1:] >= -20.0))

    run = jax.jit(jax.vmap(spikes))
    currents = jnp.linspace(TOLD["low_nA"], TOLD["high_nA"], TOLD["nodes"])
    count = int(run(currents).sum())
    took = []
    for _ in range(TOLD["repeats"]):
        began = time.perf_counter()
        run(currents).block_until_ready()
        took.append(time.perf_counter() - began)
    print(json.dumps({"seconds": took, "spikes": count, "version": jx.__version__}))


if __name__ == "__main__":
    main()
