"""From discharge to twitch against published numbers: writes validation/twitch.md.

Run: python validation/twitch.py         (about a minute; seeds are fixed)

What takes longer or needs another program is kept by `doublets.py` and `surface_shapes.py` and read here.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
from pathlib import Path

import numpy as np
from observation_rows import judged_rows, keep, read_rows, table
from twitch_intervals import (
    alone,
    benign,
    cohort,
    one_person,
    pairs,
    rates_of,
    statistics,
    thenar,
    thenar_as_recorded,
)
from twitch_tables import (
    RESULTS,
    doublet_rows,
    doublets_text,
    intervals_text,
    irregularity_text,
    junction_text,
    noticed_text,
    spinal_text,
)

from myotwitch.handover import MUSCLES
from myotwitch.provenance import values
from myotwitch.twitch import endplate, potential, spinal_pool
from myotwitch.twitch.covering import Spot
from myotwitch.twitch.sampling import ReturningDischarge
from myotwitch.twitch.sites import Sites
from myotwitch.twitch.unit import draw_units, force_mN

FILES = ("needle_series", "vanderheijden1994", "bashford2020", "zhou2012", "sleutjes2016", "kleine2012", "mmode",
         "decarvalho_mvc", "remembered", "recording_side", "junction", "junction_mouse", "doublets", "surface_shapes")  # fmt: skip


@functools.cache
def needle():
    """(p2p mV, duration ms, phases) of tibialis anterior units at random needle places inside them."""
    random, rows = np.random.default_rng(11), []
    for _ in range(80):
        unit = potential.draw_fibres("tibialis_anterior", random, depth_mm=14.0, across_mm=0.0, most=10**6)
        r, angle = 3.5 * math.sqrt(random.random()), 2 * math.pi * random.random()
        v = potential.needle_uV(unit, r * math.cos(angle), 14.0 + r * math.sin(angle))
        over = np.flatnonzero(np.abs(v) > 15.0)
        signs = np.sign(v[np.abs(v) > 15.0])
        phases = 1 + int((np.diff(signs) != 0).sum()) if signs.size else 0
        rows.append((np.ptp(v) * 1e-3, (over[-1] - over[0]) / 50.0 if over.size else 0.0, phases))
    return np.array(rows)


@functools.cache
def surface():
    """(p2p uV, duration ms) of calf units."""
    random, rows = np.random.default_rng(12), []
    for _ in range(100):
        v = potential.surface_uV(potential.draw_fibres("gastrocnemius", random))
        over = np.flatnonzero(np.abs(v) > 0.05 * np.abs(v).max())
        rows.append((np.ptp(v), (over[-1] - over[0]) / 10.0))
    return np.array(rows)


def surface_fall():
    """Exponent of the bipolar surface amplitude over depth from the skin, 12 to 24 mm under 8 mm of fat."""
    depths, random = np.array([12.0, 16.0, 24.0]), np.random.default_rng(13)
    size = [
        np.mean([np.ptp(potential.surface_uV(potential.draw_fibres("quadriceps", random, depth_mm=d, across_mm=0.0)))
                 for _ in range(20)])
        for d in depths
    ]  # fmt: skip
    return float(np.polyfit(np.log(depths), np.log(size), 1)[0])


def fibre_velocity():
    """Velocity read back from two electrodes on the skin, m/s."""
    one = np.ones(1)
    fibre = potential.FibreUnit(
        0 * one, 6 * one, -40 * one, 200 * one, 200 * one, potential.Tissue().velocity_m_per_s * one, 1.0, 4.0
    )
    at = [potential.surface_uV(fibre, 50000.0, 0.03, spot=Spot((x,), (1.0,))).argmin() for x in (0.0, 20.0)]
    return 20e-3 * 50000.0 / (at[1] - at[0])


def isolated_share():
    """Share of isolated discharges of a recorded thenar muscle, mean over people."""
    return float(np.mean([alone(found).mean() for found in thenar_as_recorded() if found.time_s.size]))


def two_units_share():
    """Share of 10-s windows with isolated discharges of two units or more."""
    windows = 0
    for found in thenar():
        times, units = found.time_s[alone(found)], found.unit[alone(found)]
        windows += sum(
            np.unique(units[(times >= t) & (times < t + 10.0)]).size >= 2 for t in np.arange(0.0, 600.0, 10.0)
        )
    return windows / (60 * len(thenar()))


def people_with_return():
    """Share of people with benign fasciculation of whom one unit fires twice within 25 to 45 ms."""

    def returns(found):
        return any(((np.diff(found.time_s[found.unit == u]) > 0.025) & (np.diff(found.time_s[found.unit == u]) < 0.045)).any()
                   for u in np.unique(found.unit))  # fmt: skip

    return float(np.mean([returns(found) for found in benign()]))


def shapes(which):
    """Smallest correlation with MyoGen's potentials over the cases that `surface_shapes.py` kept."""
    kept = json.loads((RESULTS / "surface_shapes.json").read_text("utf-8"))
    return min(case[which] for case in kept["correlation"].values())


def movement_s():
    """Time above a tenth of the peak force, median unit, s."""
    units = draw_units("gastrocnemius", 500, np.random.default_rng(15))
    time_ms = np.arange(0.0, 1500.0)
    return (
        float(np.median([(force_mN(time_ms, f, t) > 0.1 * f).sum() for f, t, _ in zip(*units, strict=True)]))
        / 1e3
    )


@functools.cache
def voluntary():
    """Rate (1/s) and CV of a slow neuron just above the current at which it fires steadily."""
    quiet = dataclasses.replace(spinal_pool.motor_neuron(0.5), noise_nA=0.0)
    lowest = next(
        bias
        for bias in np.arange(0.3, 2.0, 0.05)
        if spinal_pool.spike_times_s(dataclasses.replace(quiet, bias=bias), 1.0, 5.0, 0).size > 15
    )
    rows = []
    for i in range(3):
        neuron = dataclasses.replace(spinal_pool.motor_neuron(0.5), bias=float(lowest) + 0.05)
        at = spinal_pool.spike_times_s(neuron, 1.0, 20.0, [16, i])
        step = np.diff(at[at > 2.0])
        rows.append((1 / step.mean(), step.std() / step.mean()))
    return np.mean(rows, axis=0)


def ratio_after_mvc():
    """Mean rate of the thenar muscle over usual, first two minutes after a maximal minute."""
    from two_bodies import PERSON

    from myotwitch.body.whole import usual_circumstances
    from myotwitch.course.human import Human
    from myotwitch.course.result import follow
    from myotwitch.handover import Demand

    human = Human.reference(PERSON)
    rest = usual_circumstances(human.body)
    effort = np.zeros((2, len(MUSCLES), 2, 4))
    effort[0, MUSCLES.index("thenar"), 1] = (1.0, 1.0, 1.0, 0.0)
    edges = np.array([0.0, 60.0, 600.0])
    active = Demand(edges, (rest, rest), effort)
    idle = Demand(edges, (rest, rest), 0 * effort)
    times = np.array([0.0, *np.arange(60.0, 181.0, 10.0)])
    spikes = follow(human, active, idle, times).spikes("thenar", "right")
    return float(
        np.mean(np.where(spikes.inside_range, spikes.ratio_to_usual, np.nan)[1:][spikes.inside_range[1:]])
    )


JUNCTION = values(endplate.Junction())


def calcium_slope(from_mM, magnesium_mM):
    """Slope of ln(release) over ln(calcium), over a threefold range."""
    low, high = (endplate.release_ratio(c, magnesium_mM, JUNCTION) for c in (from_mM, 3.0 * from_mM))
    return math.log(high / low) / math.log(3.0)


SIMULATIONS = {
    "tibialis_most_per_min": lambda: float(np.quantile(rates_of("tibialis_anterior"), 0.9)),
    "foot_most_per_min": lambda: float(np.quantile(rates_of("abductor_hallucis"), 0.9)),
    "calf_between": lambda: float(np.mean((rates_of("abductor_hallucis") > rates_of("gastrocnemius"))
                                          & (rates_of("gastrocnemius") > rates_of("tibialis_anterior")))),
    "return_ms": lambda: 1e3 * ReturningDischarge().delay_s,
    "pairs_per_min": lambda: float(np.mean([pairs(found.time_s) / 15.0 for found in benign()])),
    "people_with_return": people_with_return,
    "isolated_share": isolated_share,
    "active_units": lambda: float(np.median([one_person(found, 600.0)[1] for found in thenar_as_recorded()])),
    "two_units_share": two_units_share,
    "needle_mV": lambda: float(needle()[:, 0].mean()),
    "needle_ms": lambda: float(needle()[:, 1].mean()),
    "needle_phases": lambda: float(needle()[:, 2].mean()),
    "needle_polyphasic": lambda: float(np.mean(needle()[:, 2] > 4)),
    "als_median_per_min": lambda: float(np.median([c[0] for c in cohort()])),
    "first_within_90_s": lambda: float(np.mean([(t < 90.0).any() for _, t in cohort()])),
    "five_within_120_s": lambda: float(np.mean([t.size >= 5 for _, t in cohort()])),
    "ratio_after_mvc": ratio_after_mvc,
    "movement_s": movement_s,
    "surface_ms": lambda: float(np.median(surface()[:, 1])),
    "surface_uV_median": lambda: float(np.median(surface()[:, 0])),
    "surface_fall": surface_fall,
    "fibre_velocity": fibre_velocity,
    "voluntary_per_s": lambda: float(voluntary()[0]),
    "voluntary_cv": lambda: float(voluntary()[1]),
    "contraction_share": lambda: float(np.mean(np.abs(np.log(
        draw_units("thenar", 4000, np.random.default_rng(17)).contraction_ms / math.sqrt(30 * 110))) < 0.5 * math.log(110 / 30))),
    "unit_rate_per_s": lambda: float(statistics("gastrocnemius")["unit_rate_per_s"]),
    "unit_cv": lambda: float(statistics("gastrocnemius")["cv"]),
    "median_interval_s": lambda: float(statistics("gastrocnemius")["median_interval_s"]),
    "ceiling_per_s": lambda: 1.0 / Sites().refractory_s,
    "shortest_interval_ms": lambda: min(float(row["shortest_ms"]) for row in doublet_rows() if row["tau_ms"] == 20.0),
    "shape_pair": lambda: shapes("pair"),
    "shape_single": lambda: shapes("single"),
    "quantal_twitches_per_h": lambda: endplate.spontaneous_twitches_per_hour(JUNCTION, 1e6),
    "calcium_slope": lambda: calcium_slope(0.1, 0.5),
    "calcium_slope_mouse": lambda: calcium_slope(0.2, 1.0),
    "failure_low_calcium": lambda: endplate.chance_of_failure(JUNCTION, endplate.release_ratio(0.8, 0.55, JUNCTION)),
}  # fmt: skip


TABLES = (
    ("Intervals of a muscle at rest",
     "Medians over 40 simulated people at the median usual rate (140 with benign fasciculation), 15 min each, slow drive and returning discharges on. "
     "Figure: `docs/twitch-intervals.svg`.", intervals_text,
     "Published beside them: CV above 0.8 and 0.1 to 0.5 per second for one unit (remembered, patients); 2.7 pairs per minute in people "
     "with benign fasciculation (Kleine 2012); isolated 10 % in controls, whose rest is mostly quiet voluntary firing (Sleutjes 2016)."),
    ("Irregularity: the membrane under noise and the law that stands for it", "", irregularity_text, ""),
    ("Pairs: where the membrane makes them", "Counted by `validation/doublets.py`.", doublets_text, ""),
    ("Noticed per hour at the usual rate, by what a person does",
     "Median person; every chance is assumed, over a 25-fold range. It starts on the sofa because sitting down multiplies what is noticed by 50.",
     noticed_text, ""),
    ("The junction after effort", "", junction_text, ""),
    ("The spinal pool and the law that stands for it", "", spinal_text, ""),
)  # fmt: skip


def main() -> None:
    """Write and print everything."""
    text = "# From discharge to twitch against published numbers\n\nWritten by `python validation/twitch.py`; do not edit.\n\n"
    judged = judged_rows("twitch", read_rows(FILES), SIMULATIONS)
    keep("twitch", judged)
    text += table(judged)
    for title, before, made, after in TABLES:
        text += f"\n## {title}\n\n" + "\n\n".join(part for part in (before, made(), after) if part) + "\n"
    (Path(__file__).parent / "twitch.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
