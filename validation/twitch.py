"""From discharge to twitch against published numbers: writes validation/twitch.md.

Run: python validation/twitch.py         (under a minute; seeds are fixed)
"""

from __future__ import annotations

import dataclasses
import functools
import math
import warnings
from pathlib import Path

import numpy as np
from observation_rows import judged_rows, keep, read_rows, table

from myotwitch.axon.exposure import resting_exposure
from myotwitch.axon.membrane import AxonParameters, surroundings
from myotwitch.axon.noise import discharges
from myotwitch.handover import MUSCLES
from myotwitch.provenance import values
from myotwitch.twitch import endplate, potential, spinal_pool
from myotwitch.twitch.discharge import usual_rate
from myotwitch.twitch.sampling import ReturningDischarge, discharge_times
from myotwitch.twitch.sites import Sites, free_hazards_per_s, slow_drive, usual_rates_per_min
from myotwitch.twitch.sizes import muscle_size
from myotwitch.twitch.spinal import SpinalSource
from myotwitch.twitch.unit import draw_units, force_mN

FILES = ("needle_series", "vanderheijden1994", "bashford2020", "zhou2012", "sleutjes2016", "kleine2012", "mmode",
         "decarvalho_mvc", "remembered", "recording_side", "junction")  # fmt: skip
STEP_S = 2.0


def recording(muscle, per_min, seconds, seed, returning=None):
    """Discharges of one muscle at rest, with the slow drive."""
    random = np.random.default_rng([seed, 1])
    edges = np.linspace(0.0, seconds, round(seconds / STEP_S) + 1)
    free = free_hazards_per_s(per_min, int(muscle_size(muscle).units), random)
    return discharge_times(edges, slow_drive(edges, random), free, seed=[seed, 2], returning=returning)


def gaps(found):
    """For every discharge: seconds since the last and until the next of the same unit, inf where none."""
    before, after = np.full(found.time_s.size, np.inf), np.full(found.time_s.size, np.inf)
    for unit in np.unique(found.unit):
        at = np.flatnonzero(found.unit == unit)
        step = np.diff(found.time_s[at])
        before[at[1:]], after[at[:-1]] = step, step
    return before, after


def median_of(table_of_people):
    """Median over people of each column, NaN where nobody had a value."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanmedian(table_of_people, axis=0)


def statistics(muscle, people=40, seconds=900.0):
    """Interval statistics of a median person's muscle: medians over simulated people."""
    rows = []
    for seed in range(people):
        found = recording(muscle, usual_rate(muscle).per_min, seconds, seed, ReturningDischarge())
        before, after = gaps(found)
        own = after[np.isfinite(after)]
        times = found.time_s
        every = [after[(found.unit == u) & np.isfinite(after)] for u in np.unique(found.unit)]
        every = [step for step in every if step.size >= 10]
        units = np.bincount(found.unit) if times.size else np.zeros(1)
        pairs = sum(
            np.searchsorted(times, t + 0.110) - np.searchsorted(times, t + 0.010) for t in times
        )  # any two units
        rows.append(
            (
                60 * times.size / seconds,
                (units > 0).sum(),
                units.max() / seconds,
                np.median(own) if own.size else np.nan,
                np.median([step.std() / step.mean() for step in every]) if every else np.nan,
                np.mean((before > 0.25) & (after > 0.25)) if times.size else np.nan,
                60 * pairs / seconds,
            )
        )
    return dict(zip(("per_min", "units", "unit_rate_per_s", "median_interval_s", "cv", "isolated", "pairs_per_min"),
                    median_of(np.array(rows, float)), strict=True)) | {
        "mean_pairs_per_min": float(np.mean([r[6] for r in rows]))
    }  # fmt: skip


calf = functools.cache(lambda: statistics("gastrocnemius"))
people = functools.cache(
    lambda: np.array([usual_rates_per_min(np.random.default_rng([7, i])) for i in range(1000)])
)


def rates_of(muscle):
    """Usual rates of one muscle over 1000 people, 1/min."""
    return people()[:, MUSCLES.index(muscle), 0]


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
    """Exponent of the bipolar surface amplitude over depth, 10 to 20 mm."""
    depths, random = np.array([10.0, 14.0, 20.0]), np.random.default_rng(13)
    size = [
        np.mean([np.ptp(potential.surface_uV(potential.draw_fibres("quadriceps", random, depth_mm=d, across_mm=0.0)))
                 for _ in range(20)])
        for d in depths
    ]  # fmt: skip
    return float(np.polyfit(np.log(depths), np.log(size), 1)[0])


def fibre_velocity():
    """Velocity read back from two electrodes, m/s."""
    one = np.ones(1)
    fibre = potential.FibreUnit(
        0 * one, 6 * one, -40 * one, 200 * one, 200 * one, potential.Tissue().velocity_m_per_s * one, 1.0, 6.0
    )
    at = [potential.potential_uV(fibre, potential.Points(np.array([x]), 0 * one, 0 * one, one), 50000.0, 0.03).argmin()
          for x in (0.0, 20.0)]  # fmt: skip
    return 20e-3 * 50000.0 / (at[1] - at[0])


@functools.cache
def cohort():
    """Discharges of a cohort with ALS: rates from its median and quartiles, log-normal on either side."""
    random, found = np.random.default_rng(14), []
    for seed in range(400):
        z = random.standard_normal()
        per_min = 40.5 * math.exp(z / 0.6745 * (math.log(79.4 / 40.5) if z > 0 else math.log(40.5 / 10.6)))
        found.append((per_min, recording("biceps_brachii", min(per_min, 2000.0), 120.0, seed).time_s))
    return found


@functools.cache
def thenar():
    """Ten minutes of rest of 60 people at the median usual rate."""
    return [recording("thenar", usual_rate("thenar").per_min, 600.0, seed) for seed in range(60)]


def isolated_share():
    """Share of discharges with more than 250 ms on either side."""
    share = []
    for found in thenar():
        before, after = gaps(found)
        share.append(np.mean((before > 0.25) & (after > 0.25)) if found.time_s.size else np.nan)
    return float(np.nanmean(share))


def two_units_share():
    """Share of 10-s windows with isolated discharges of two units or more."""
    windows = 0
    for found in thenar():
        before, after = gaps(found)
        alone = (before > 0.25) & (after > 0.25)
        for start in np.arange(0.0, 600.0, 10.0):
            here = alone & (found.time_s >= start) & (found.time_s < start + 10.0)
            windows += np.unique(found.unit[here]).size >= 2
    return windows / (60 * len(thenar()))


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
    from calibrate_potassium import PERSON

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


def calcium_slope():
    """Slope of ln(release) over ln(calcium), 0.1 to 0.3 mM."""
    low, high = (endplate.release_ratio(c, 0.5, JUNCTION) for c in (0.1, 0.3))
    return math.log(high / low) / math.log(3.0)


SIMULATIONS = {
    "tibialis_most_per_min": lambda: float(np.quantile(rates_of("tibialis_anterior"), 0.9)),
    "foot_most_per_min": lambda: float(np.quantile(rates_of("abductor_hallucis"), 0.9)),
    "calf_between": lambda: float(np.mean((rates_of("abductor_hallucis") > rates_of("gastrocnemius"))
                                          & (rates_of("gastrocnemius") > rates_of("tibialis_anterior")))),
    "return_ms": lambda: 1e3 * ReturningDischarge().delay_s,
    "pairs_per_min": lambda: calf()["mean_pairs_per_min"],
    "isolated_share": isolated_share,
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
    "unit_rate_per_s": lambda: float(calf()["unit_rate_per_s"]),
    "unit_cv": lambda: float(calf()["cv"]),
    "median_interval_s": lambda: float(calf()["median_interval_s"]),
    "ceiling_per_s": lambda: 1.0 / Sites().refractory_s,
    "quantal_twitches_per_h": lambda: endplate.spontaneous_twitches_per_hour(JUNCTION, 1e6),
    "calcium_slope": calcium_slope,
    "failure_low_calcium": lambda: endplate.chance_of_failure(JUNCTION, endplate.release_ratio(0.8, 0.55, JUNCTION)),
}  # fmt: skip


def intervals_text():
    """The table of interval statistics."""
    lines = ["| muscle | per min | units seen in 15 min | busiest unit, per s | median interval of one unit, s | CV of one unit (10 or more intervals) | isolated | pairs per min (mean) |",
             "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for muscle in ("abductor_hallucis", "gastrocnemius", "tibialis_anterior", "thenar"):
        s = calf() if muscle == "gastrocnemius" else statistics(muscle)
        lines.append(
            f"| {muscle} | {s['per_min']:.2g} | {s['units']:.0f} | {s['unit_rate_per_s']:.2g} | {s['median_interval_s']:.2g} "
            f"| {s['cv']:.2f} | {s['isolated']:.2f} | {s['mean_pairs_per_min']:.2g} |"
        )
    return "\n".join(lines)


def irregularity_text():
    """The dead-time law against the membrane itself under noise."""
    lines = ["| noise, pA | membrane, per s | its CV | dead-time law at that rate, CV |", "|---|---|---|---|"]
    for noise_pA in (40.0, 50.0, 70.0, 120.0):
        axon = values(AxonParameters())
        site = surroundings(resting_exposure(), 2.0, axon)
        count, cv = discharges(site, axon, noise_pA, 20.0, 60.0, 0.02, 3)
        law = 1.0 - count / 60.0 * Sites().refractory_s
        lines.append(f"| {noise_pA:.0f} | {count / 60.0:.2f} | {cv:.2f} | {law:.2f} |")
    return "\n".join(lines)


def spinal_text():
    """The table of the spinal pool."""
    lines = ["| synaptic noise, nA | steady current, rheobases | discharges per min at drive 0.9, 1, 1.1 | isolated at drive 1 | gain |",
             "|---|---|---|---|---|"]  # fmt: skip
    drives = np.array([0.9, 1.0, 1.1])
    for noise_nA in (0.4, 0.6, 1.0):
        pool = [
            spinal_pool.resting_neuron(p, 6.0, [18, i], duration_s=120.0, noise_nA=noise_nA)
            for i, p in enumerate((0.0, 0.5, 1.0))
        ]
        rates = spinal_pool.pool_rates_per_s(pool, drives, duration_s=120.0, seed=19)
        alone = []
        for i, n in enumerate(pool):
            at = spinal_pool.spike_times_s(n, 1.0, 120.0, [19, i], step_ms=0.1)
            step = np.diff(at, prepend=-np.inf, append=np.inf)
            alone += list((step[1:] > 0.25) & (step[:-1] > 0.25))
        per_min = ", ".join(f"{60 * r:.1f}" for r in rates.mean(axis=1))
        lines.append(
            f"| {noise_nA} | {', '.join(f'{n.bias:.2f}' for n in pool)} | {per_min} | {np.mean(alone) if alone else math.nan:.2f} "
            f"| {spinal_pool.gain_of_drive(drives, rates):.1f} |"
        )
    return (
        "\n".join(lines)
        + f"\n\nThe one-number law of `spinal.py` assumes {SpinalSource().gain:g} (1 to 8, absent in half of all draws)."
    )


def main() -> None:
    """Write and print everything."""
    text = "# From discharge to twitch against published numbers\n\nWritten by `python validation/twitch.py`; do not edit.\n\n"
    judged = judged_rows("twitch", read_rows(FILES), SIMULATIONS)
    keep("twitch", judged)
    text += table(judged)
    text += "\n## Intervals of a healthy person's muscle at its median usual rate\n\nMedians over 40 simulated people, 15 min each, slow drive on, returning discharges on.\n\n"
    text += intervals_text()
    text += "\n\nPublished beside them: CV above 0.8 and 0.1 to 0.5 per second for one unit (remembered, patients); 2.7 pairs per minute in people with benign fasciculation (Kleine 2012); isolated 10 % in controls, whose rest is mostly quiet voluntary firing (Sleutjes 2016).\n"
    text += (
        "\n## Irregularity: the membrane under noise and the law that stands for it\n\n" + irregularity_text()
    )
    text += "\n\n## The spinal pool and the law that stands for it\n\n" + spinal_text() + "\n"
    (Path(__file__).parent / "twitch.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
