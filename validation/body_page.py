"""The page docs/body-validation.md and its figures: what papers measured on top of what the body does."""

from __future__ import annotations

from pathlib import Path

import body_other_programs as other
import body_population as people
import body_protocols as p
import numpy as np
from matplotlib import pyplot as plt
from observation_rows import Judged, summary, table

DOCS = Path(__file__).parent.parent / "docs"
INK, RED, BLUE, GREY = "#222222", "#b5482a", "#2a6fb5", "#999999"


def _point(axis, x, mean, spread, colour=RED):
    axis.errorbar(x, mean, spread, fmt="o", ms=4, color=colour, capsize=2, lw=1, zorder=3)


def _heat(axes):
    for litres, colour, words in ((0.0, RED, "nothing drunk"), (0.6, BLUE, "0.6 L/h")):
        run = p.gisolfi(litres)
        axes[0].plot(run.minutes - 30.0, run.columns["core_C"], color=colour, lw=1.2, label=words)
    _point(axes[0], 119, 39.9, 0.4)
    _point(axes[0], 121, 39.3, 0.4, BLUE)
    axes[0].set(title="two hours of running: core, °C", xlabel="minutes", xlim=(-30, 130))
    axes[0].legend(fontsize=7, frameon=False)
    ride = p.hot_cycling()
    hours = (ride.minutes - 60.0) / 60.0
    axes[1].plot(hours, ride.columns["sweat_L"] - ride.at("sweat_L", 60.0), color=INK, lw=1.2)
    _point(axes[1], 2.0, 2.34, 0.35)
    axes[1].set(title="cycling at 41 °C, 15 %: sweat, L", xlabel="hours", xlim=(0, 4))
    axes[2].plot(
        hours,
        ride.columns["osmolality_mOsm_per_kg"] - ride.at("osmolality_mOsm_per_kg", 60.0),
        color=INK,
        lw=1.2,
    )
    _point(axes[2], 2.0, 12.6, 2.0)
    axes[2].set(title="the same: rise of osmolality, mOsm/kg", xlabel="hours", xlim=(0, 4))


def _potassium(axes):
    row = p.rowing()
    axes[0].plot(row.minutes, row.columns["plasma_potassium_mM"], color=INK, lw=1.2)
    for minute, mean, sd in ((1.5, 6.13, 0.46), (7.25, 6.13, 0.46), (12.25, 3.33, 0.22)):
        _point(axes[0], minute, mean, sd)
    axes[0].set(title="2 km rowing: plasma potassium, mM", xlabel="minutes", xlim=(-5, 60))
    axes[1].plot(row.minutes, row.columns["blood_pH"], color=INK, lw=1.2)
    _point(axes[1], 7.25, 7.10, 0.07)
    axes[1].set(title="the same: blood pH", xlabel="minutes", xlim=(-5, 60))
    for (meal, salt), colour, words, points in (
        ((True, False), RED, "meal", [(90, -0.64)]), ((False, True), BLUE, "35 mmol KCl", [(30, 0.48), (270, 0.14)]),
        ((True, True), INK, "both", [(60, -0.20), (270, 0.05)]),
    ):  # fmt: skip
        course = p.preston(meal, salt)
        axes[2].plot(course.minutes - 600.0, course.columns["plasma_potassium_mM"] - course.at("plasma_potassium_mM", 600.0),
                     color=colour, lw=1.2, label=words)  # fmt: skip
        for minute, mean in points:
            _point(axes[2], minute, mean, 0.2, colour)
    axes[2].axhline(0, color=GREY, lw=0.5)
    axes[2].set(title="potassium after a meal, KCl, both, mM", xlabel="minutes", xlim=(-20, 300))
    axes[2].legend(fontsize=7, frameon=False)


def _drinks(axes):
    for dose, colour, peak in ((0.51, GREY, 117), (0.68, BLUE, 113), (0.85, INK, 373)):
        flow = p.spirits(dose)
        axes[0].plot(15 + 30 * np.arange(len(flow)), flow, color=colour, lw=1.2, label=f"{dose:g} g/kg")
        axes[0].plot(90, peak, "o", ms=4, color=colour)
    axes[0].set(title="urine after spirits, mL/h (points: published peaks)", xlabel="minutes")
    axes[0].legend(fontsize=7, frameon=False)
    cup = p.coffee(375.0, 75.0, False)
    axes[1].plot(cup.minutes - _given(cup), cup.columns["caffeine_mg_per_L"], color=INK, lw=1.2)
    axes[1].errorbar(29.8, 10.0, yerr=2.0, xerr=16.2, fmt="o", ms=4, color=RED, capsize=2, lw=1)
    axes[1].set(title="caffeine, 5 mg/kg, mg/L", xlabel="minutes", xlim=(-20, 600))
    words, ours, theirs = ("water", "salts", "milk"), [p.urine_g(0, 0, 0), p.urine_g(60, 20, 15), p.urine_g(16.5, 38.4, 46.3)], [1337, 1038, 1052]  # fmt: skip
    axes[2].bar(np.arange(3) - 0.2, ours, 0.4, color=INK, label="model")
    axes[2].bar(np.arange(3) + 0.2, theirs, 0.4, color=RED, label="Maughan 2016")
    axes[2].set(title="urine in 4 h after a litre, g", xticks=range(3), xticklabels=words)
    axes[2].legend(fontsize=7, frameon=False)


def _given(course) -> float:
    """Minute at which caffeine first appears."""
    return float(course.minutes[np.argmax(course.columns["caffeine_mg_per_L"] > 0.01)])


def _people(axes):
    found = people.athletes()
    axes[0].hist(found.sweat_L_per_h, np.arange(0, 4.1, 0.2), color=GREY)
    _point(axes[0], 1.21, 60, 0)
    axes[0].errorbar(1.21, 60, xerr=0.68, fmt="o", ms=4, color=RED, capsize=2, lw=1)
    axes[0].set(title="1,000 athletes: sweat, L/h (point: Barnes 2019)", xlabel="L/h")
    axes[1].hist(people.marathon().sodium_mM, np.arange(0, 101, 5), color=GREY)
    for centre, share in ((15, 0.27), (45, 0.54), (75, 0.20)):
        axes[1].annotate(f"{100 * share:.0f} %", (centre, 0), (centre, 5), color=RED, ha="center", fontsize=8)
    for edge in (30, 60):
        axes[1].axvline(edge, color=RED, lw=0.8)
    axes[1].set(title="marathon: sodium of sweat, mM (shares: Lara 2016)", xlabel="mM")
    judged = other.beside_phs()
    if judged is not None:
        ours, theirs = judged
        axes[2].plot(theirs[:, 0] / 1000, ours[:, 0] / 1000, "o", ms=3, color=INK)
        top = float(max(theirs[:, 0].max(), ours[:, 0].max())) / 1000
        axes[2].plot([0, top], [0, top], color=GREY, lw=0.6)
    axes[2].set(
        title="two hours, drawn cases: sweat, L", xlabel="ISO 7933:2023 (pythermalcomfort)", ylabel="ours"
    )


FIGURES = (
    ("heat", _heat, "Running (Gisolfi 1974) and hot cycling (Miller 2010)"),
    ("potassium", _potassium, "Rowing (Atanasovska 2014), a meal and potassium chloride (Preston 2015)"),
    ("drinks", _drinks, "Spirits (Jones 1990), coffee (Blanchard 1983), a litre of three drinks (Maughan 2016)"),
    ("people", _people, "Drawn athletes and runners, and drawn cases of ISO 7933"),
)  # fmt: skip


def page(rows: list[Judged]) -> None:
    """Write the page and its figures."""
    plt.switch_backend("svg")
    plt.rcParams.update(
        {"svg.hashsalt": "myotwitch", "svg.fonttype": "none", "font.size": 8, "axes.titlesize": 9}
    )
    place = DOCS / "body-validation"
    place.mkdir(exist_ok=True)
    predicted = [r for r in rows if r.role == "predicted"]
    agree = sum(r.verdict == "agrees" for r in predicted)
    judged = sum(r.verdict in ("agrees", "partly", "disagrees") for r in predicted)
    text = (
        "# The body beside the papers\n\nWritten by `python validation/body.py`; do not edit. Lines are the model, points "
        "what was measured (bars: the published spread, or the band that was taken before the first run). The protocols are "
        "code: `validation/body_protocols.py`, `body_population.py`, `body_other_programs.py`.\n\n"
        f"Of the rows that were predicted: {summary(predicted)}. {agree} of {judged} judged ones agree; the aim was seven in "
        "ten. Rows that were seen before a choice count as calibrated, whether they fit or not.\n"
    )
    for name, draw, words in FIGURES:
        figure, axes = plt.subplots(1, 3, figsize=(10, 2.6), layout="constrained")
        draw(axes)
        figure.savefig(place / f"{name}.svg", metadata={"Date": None})
        plt.close(figure)
        text += f"\n![{words}](body-validation/{name}.svg)\n\n{words}.\n"
    text += "\n## Every row\n\n" + table(rows)
    text += "\n" + (Path(__file__).parent / "body_misses.md").read_text("utf-8")
    (DOCS / "body-validation.md").write_text(text, "utf-8")
