"""Draw docs/after_contraction.svg: one hour after a maximal minute, beside what was measured (needs matplotlib).

Run: python docs/draw_contraction.py       (a minute or two; prints where the rate peaks)

Trunk: threshold, strength-duration time constant and superexcitability as the clinic measures them. Terminal:
rate against usual. Each of every fitted axon (band: 10th to 90th percentile) and of the reference. Dashed: what the
ion pools alone do, run together with the membrane, without the pump's empirical course. The late term was put
in by hand for the point at 35 minutes.
"""

import functools
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

from myotwitch.axon import MotorAxon
from myotwitch.axon.after_contraction import after_contraction
from myotwitch.axon.clinical_tests import excitability
from myotwitch.axon.ectopic import log_rate, rate_model
from myotwitch.axon.ensemble import members
from myotwitch.axon.ensemble_maps import maps_of, seeds
from myotwitch.axon.exposure import resting_exposure, resting_milieu, resting_site
from myotwitch.axon.fluxes import IonPoolParameters, pump_over_rest
from myotwitch.axon.membrane import AxonParameters
from myotwitch.axon.together import Stretch
from myotwitch.axon.together import course as run_with_pools
from myotwitch.provenance import values

REST = resting_site()
MINUTES = np.array([0.0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 28, 31, 34, 36, 38, 41, 44, 48, 52, 56, 60])
INDICES = {
    "threshold, % of rest": "threshold_1_ms_pA",
    "strength-duration time constant, % of rest": "strength_duration_time_constant_ms",
    "superexcitability, % of its size at rest": "superexcitability_5_7_ms_percent",
}
# minute, change in %, its standard error (0: not published), paper. The thresholds at 0 min and the two recoveries (hollow:
# said to be recovered, no number) are what the pump's course was fitted to
MEASURED = {
    "threshold, % of rest": [
        (0, 24.0, 0.0, "Vagg 1998"),
        (0, 19.6, 3.5, "Vucic 2007"),
        (0, 14.8, 2.5, "Milder 2014"),
        (10, 0.0, 0.0, "Kuwabara 2001"),
        (15, 0.0, 0.0, "Vagg 1998"),
        (35, -5.9, 0.0, "Milder 2014"),
    ],
    "strength-duration time constant, % of rest": [(0, -10.0, 2.5, "Vucic 2007")],
    "superexcitability, % of its size at rest": [(0, 42.3, 5.7, "Vucic 2007")],
}
COLOURS = {False: "#2a6fb5", True: "#b5482a"}
MARKS = {"Vagg 1998": "s", "Vucic 2007": "o", "Milder 2014": "D", "Kuwabara 2001": "^"}
BOUT_s, BOUT_Hz = 60.0, 30.0


@functools.cache
def after(minute, late):
    """The resting site so many minutes after the contraction."""
    return after_contraction(REST, 60.0 * minute, late_term=late)


def indices(axon, site):
    """Of one axon at a site."""
    nerve = MotorAxon(axon, MotorAxon.reference().ectopic)
    milieu = resting_milieu()._replace(trunk=site)
    told = excitability(nerve, milieu, conditioning_percent=(40, -40), step_ms=0.02).indices
    return np.array([told[name] for name in INDICES.values()])


def course(axon, late):
    """Changes in %, shape (minutes, 3)."""
    rest = indices(axon, REST)
    sites = [after(minute, late) for minute in MINUTES]
    return np.array([100 * (indices(axon, site) / rest - 1) for site in sites])


def rates(late, seed):
    """Rate of one axon (None: the reference) against usual at every half minute of the hour, and the minutes."""
    model = rate_model(threshold_map=maps_of(seed).noise)
    minutes = np.arange(0.0, 60.5, 0.5)
    sites = [after(minute, late) for minute in minutes]
    usual = log_rate(REST, model)[0]
    return minutes, np.array([math.exp(log_rate(site, model)[0] - usual) for site in sites])


def pools_alone():
    """The same three indices of the reference, and its rate, when only its ion pools move."""
    axon, rest = values(AxonParameters()), resting_exposure()
    _, worked, _ = run_with_pools([Stretch(BOUT_s, rest, BOUT_Hz)], axon, every_s=BOUT_s)
    _, lives, _ = run_with_pools([Stretch(3600.0, rest)], axon, every_s=60.0, start=worked[-1])
    pool, model = values(IonPoolParameters()), rate_model()
    told, ratio = [], []
    for minute in MINUTES:
        life = lives[round(minute)]
        pump = pump_over_rest(life.pools.node_sodium_mM, rest.potassium_mM, pool, axon)
        site = REST._replace(
            pump=pump, sodium_inside_mM=life.pools.node_sodium_mM,
            periaxonal_potassium_ratio=life.pools.periaxonal_potassium_mM / rest.potassium_mM,
        )  # fmt: skip
        told.append(indices(AxonParameters(), site))
        ratio.append(math.exp(log_rate(site, model)[0] - log_rate(REST, model)[0]))
    usual = indices(AxonParameters(), REST)
    return 100 * (np.array(told) / usual - 1), np.array(ratio)


def draw(axes):
    """All four panels; what the rate does, in words."""
    said = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for late, colour in COLOURS.items():
            word = "late term on (put in by hand)" if late else "late term off"
            told = np.array(list(pool.map(lambda member, late=late: course(member.axon, late), members())))
            reference = course(AxonParameters(), late)
            for i in range(len(INDICES)):
                low, high = np.quantile(told[:, :, i], [0.1, 0.9], axis=0)
                axes[i].fill_between(MINUTES, low, high, color=colour, alpha=0.18, lw=0)
                axes[i].plot(MINUTES, reference[:, i], color=colour, lw=1.3, label=word)
            minutes, ratio = rates(late, None)
            others = np.array([rates(late, seed)[1] for seed in seeds()])
            low, high = np.quantile(others, [0.1, 0.9], axis=0)
            axes[3].fill_between(minutes, low, high, color=colour, alpha=0.18, lw=0)
            axes[3].plot(minutes, ratio, color=colour, lw=1.3)
            peak, tops = int(ratio.argmax()), others.max(axis=1)
            said.append(
                f"{word}: highest {ratio[peak]:.2f} times usual at {minutes[peak]:g} min (other axons {tops.min():.2f} to {tops.max():.2f}, "
                f"at {minutes[others.argmax(axis=1)].min():g} to {minutes[others.argmax(axis=1)].max():g} min), lowest {ratio.min():.2f} at "
                f"{minutes[ratio.argmin()]:g} min, mean of the first 10 min {ratio[minutes <= 10].mean():.2f} "
                f"({others[:, minutes <= 10].mean(axis=1).min():.2f} to {others[:, minutes <= 10].mean(axis=1).max():.2f})"
            )
    alone, ratio = pools_alone()
    for i in range(len(INDICES)):
        axes[i].plot(MINUTES, alone[:, i], "--", color="#555555", lw=1.0, label="ion pools alone")
    axes[3].plot(MINUTES, ratio, "--", color="#555555", lw=1.0)
    said.append(
        f"ion pools alone: threshold {alone[0, 0]:+.1f} % and rate {ratio[0]:.2f} at 0 min, {alone[2, 0]:+.1f} % and {ratio[2]:.2f} at 2 min"
    )
    for panel, (title, points) in zip(axes, MEASURED.items(), strict=False):
        panel.set_title(title, fontsize=10)
        for minute, value, error, paper in points:
            panel.errorbar(minute, value, 2 * error, fmt=MARKS[paper], color="#222222", ms=5, capsize=2,
                           mfc="none" if value == 0 else None,
                           label=paper if minute in (0, 10) else None)  # fmt: skip
    axes[3].set_title("discharge rate at the terminal / usual", fontsize=10)
    return said


def main():
    """Write the figure and print where the rate peaks."""
    plt.switch_backend("svg")
    plt.rcParams["svg.hashsalt"] = "myotwitch"
    figure, axes = plt.subplots(1, 4, figsize=(15, 3.6), layout="constrained")
    said = draw(axes)
    for panel in axes:
        panel.axhline(1.0 if panel is axes[3] else 0.0, color="#999999", lw=0.6)
        panel.set_xlabel("minutes after 60 s of maximal contraction")
    axes[0].legend(fontsize=7, frameon=False)
    figure.savefig(Path(__file__).parent / "after_contraction.svg", metadata={"Date": None})
    sys.stdout.write("\n".join(said) + "\n")


if __name__ == "__main__":
    main()
