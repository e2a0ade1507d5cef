"""Draw docs/after_contraction.svg: one hour after a maximal minute, beside what was measured (needs matplotlib).

Run: python docs/draw_contraction.py       (half a minute; prints where the rate peaks)

Trunk: threshold, strength-duration time constant and superexcitability as the clinic measures them, of every
fitted axon (band: 10th to 90th percentile) and of the reference. Terminal: rate against usual, which has a
map for the reference only. The late term was put in by hand for the point at 35 minutes.
"""

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
from myotwitch.axon.ectopic import EctopicParameters, log_rate, rate_model
from myotwitch.axon.ensemble import members
from myotwitch.axon.exposure import resting_milieu, resting_site
from myotwitch.axon.membrane import AxonParameters

REST = resting_site()
MINUTES = np.array([0.0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 28, 31, 34, 36, 38, 41, 44, 48, 52, 56, 60])
INDICES = {
    "threshold, % of rest": "threshold_1_ms_pA",
    "strength-duration time constant, % of rest": "strength_duration_time_constant_ms",
    "superexcitability, % of its size at rest": "superexcitability_5_7_ms_percent",
}
# minute, change in %, its standard error (0: not published), paper; the first three are what the pump's course was fitted to
MEASURED = {
    "threshold, % of rest": [
        (0, 24.0, 0.0, "Vagg 1998"),
        (0, 19.6, 3.5, "Vucic 2007"),
        (0, 14.8, 2.5, "Milder 2014"),
        (35, -5.9, 0.0, "Milder 2014"),
    ],
    "strength-duration time constant, % of rest": [(0, -10.0, 2.5, "Vucic 2007")],
    "superexcitability, % of its size at rest": [(0, 42.3, 5.7, "Vucic 2007")],
}
COLOURS = {False: "#2a6fb5", True: "#b5482a"}
MARKS = {"Vagg 1998": "s", "Vucic 2007": "o", "Milder 2014": "D"}


def indices(axon, site):
    """Of one axon at a site."""
    nerve = MotorAxon(axon, MotorAxon.reference().ectopic)
    milieu = resting_milieu()._replace(trunk=site)
    told = excitability(nerve, milieu, conditioning_percent=(40, -40), step_ms=0.02).indices
    return np.array([told[name] for name in INDICES.values()])


def course(axon, late):
    """Changes in %, shape (minutes, 3)."""
    rest = indices(axon, REST)
    sites = [after_contraction(REST, 60.0 * minute, late_term=late) for minute in MINUTES]
    return np.array([100 * (indices(axon, site) / rest - 1) for site in sites])


def rates(late):
    """Rate against usual at every half minute of the hour, and the minutes."""
    parameters = AxonParameters()
    model = rate_model(EctopicParameters(), parameters.concentrations, parameters.screening)
    minutes = np.arange(0.0, 60.5, 0.5)
    sites = [after_contraction(REST, 60.0 * minute, late_term=late) for minute in minutes]
    usual = log_rate(REST, model)[0]
    return minutes, np.array([math.exp(log_rate(site, model)[0] - usual) for site in sites])


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
            minutes, ratio = rates(late)
            axes[3].plot(minutes, ratio, color=colour, lw=1.3)
            peak = int(ratio.argmax())
            said.append(
                f"{word}: highest {ratio[peak]:.2f} times usual at {minutes[peak]:g} min, lowest {ratio.min():.2f} at "
                f"{minutes[ratio.argmin()]:g} min, mean of the first 10 min {ratio[minutes <= 10].mean():.2f}"
            )
    for panel, (title, points) in zip(axes, MEASURED.items(), strict=False):
        panel.set_title(title, fontsize=10)
        for minute, value, error, paper in points:
            panel.errorbar(minute, value, 2 * error, fmt=MARKS[paper], color="#222222", ms=5, capsize=2,
                           label=paper if minute == 0 or value > 0 else None)  # fmt: skip
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
