"""The page docs/muscle-validation.md and its figures: what papers measured on top of what the muscle does."""

from __future__ import annotations

from pathlib import Path

import muscle_protocols as p
import numpy as np
from matplotlib import pyplot as plt
from observation_rows import Judged, summary, table

DOCS = Path(__file__).parent.parent / "docs"
INK, RED, BLUE, GREY = "#222222", "#b5482a", "#2a6fb5", "#999999"
THIGH = "quadriceps"


def _measured(axis, points, colour=RED):
    """(x, mean, spread either way) with its bar."""
    for x, mean, spread in points:
        axis.errorbar(x, mean, spread, fmt="o", ms=4, color=colour, capsize=2, lw=1)


def _sprint(axes):
    seen, minute = p.sprint(), p.sprint().futures.times_s / 60
    for axis, name, scale, title, points in (
        (axes[0], "phosphocreatine_fraction", 100, "phosphocreatine, %", [(0.5, 19.7, 2.4), (2, 65, 5.6), (6.5, 85.5, 7)]),
        (axes[1], "lactate_mM", 1, "lactate, mM", [(0.5, 38.4, 3)]),
        (axes[2], "pH", 1, "pH", [(0.5, 6.72, 0.12), (6.5, 6.79, 0.04), (30.5, 7.03, 0.06)]),
    ):  # fmt: skip
        axis.plot(minute, scale * seen.column(THIGH, name)[0], color=INK, lw=1.2)
        _measured(axis, points)
        axis.set(title=f"30-s sprint: {title}", xlabel="minutes")


def _potassium(axes):
    for watts, colour in ((10, GREY), (30, BLUE), (50, INK)):
        seen = p.knee_at(watts)
        axes[0].plot(seen.futures.times_s / 60, seen.state(THIGH, "potassium_outside_mM")[0], color=colour, lw=1.2,
                     label=f"{watts} W")  # fmt: skip
    _measured(axes[0], [(5, 6.17, 0.4), (5, 7.48, 2.4), (5, 9.04, 1.5)])
    seen = p.exhausting_knee()
    axes[0].plot(
        seen.futures.times_s / 60,
        seen.state(THIGH, "potassium_outside_mM")[0],
        color=RED,
        lw=1,
        ls=":",
        label="64 W",
    )
    _measured(axes[0], [(1.25, 8.7, 1.8), (3.7, 12.0, 2.4), (3.7, 10.3, 1.2)])
    axes[0].set(title="potassium around the fibres, mM", xlabel="minutes", xlim=(0, 20))
    axes[0].legend(fontsize=7, frameon=False)

    seen = p.one_minute_run()
    vein = seen.venous_potassium_mM(THIGH)[0]
    axes[1].plot(seen.futures.times_s / 60, vein - vein[0], color=INK, lw=1.2, label="vein, 1-min run")
    _measured(axes[1], [(1, 4.55, 0.6), (4, -0.49, 0.15), (10, -0.33, 0.15)])
    rowing = p.rowing()
    artery = rowing.plasma_potassium_mM[0]
    axes[1].plot(
        rowing.futures.times_s / 60, artery - artery[0], color=BLUE, lw=1.2, label="artery, 2 km rowing"
    )
    _measured(axes[1], [(1.5, 2.24, 0.28), (12.3, -0.56, 0.14)], BLUE)
    axes[1].axhline(0, color=GREY, lw=0.5)
    axes[1].set(title="plasma potassium from rest, mM", xlabel="minutes", xlim=(0, 40))
    axes[1].legend(fontsize=7, frameon=False)

    run = p.long_run()
    axes[2].plot(run.futures.times_s / 3600, run.state("gastrocnemius", "potassium_outside_mM")[0], color=INK, lw=1.2,
                 label="around the fibres")  # fmt: skip
    axes[2].plot(run.futures.times_s / 3600, run.plasma_potassium_mM[0], color=BLUE, lw=1, label="plasma")
    axes[2].set(title="75-min run: potassium, mM", xlabel="hours")
    axes[2].legend(fontsize=7, frameon=False)


def _others(axes):
    full = p.glycogen_cycling(725.0).state(THIGH, "glycogen_mmol_per_kg")[0]
    axes[0].plot([0, 37], full, color=INK, lw=1.2, label="full")
    low = p.glycogen_cycling(182.0).state(THIGH, "glycogen_mmol_per_kg")[0]
    axes[0].plot([0, 37], low, color=BLUE, lw=1.2, label="low")
    _measured(axes[0], [(0, 725, 62), (37, 353, 106)])
    _measured(axes[0], [(0, 182, 30), (37, 7, 8)], BLUE)
    axes[0].set(title="glycogen at 75 %, mmol/kg dry", xlabel="minutes")
    axes[0].legend(fontsize=7, frameon=False)
    warm = p.knee_warming().column(THIGH, "temperature_C")[0]
    axes[1].plot(p.knee_warming().futures.times_s / 60, warm - warm[0], color=INK, lw=1.2)
    _measured(axes[1], [(15, 2.6, 0.6)])
    axes[1].set(title="muscle temperature from rest, °C", xlabel="minutes")
    from myotwitch.muscle.endurance import endurance_for, endurance_time_s

    load = np.linspace(0.15, 0.9, 60)
    laws = {
        "knee": (19.38, -1.88),
        "shoulder": (14.86, -1.83),
        "ankle": (34.71, -2.06),
        "hand": (33.55, -1.61),
    }
    for (joint, (b0, b1)), colour in zip(laws.items(), (INK, RED, BLUE, GREY), strict=True):
        axes[2].plot(
            100 * load,
            [endurance_time_s(x, endurance_for(joint)) for x in load],
            color=colour,
            lw=1.2,
            label=joint,
        )
        axes[2].plot(100 * load, b0 * load**b1, color=colour, lw=0.8, ls=":")
    axes[2].set(title="endurance of holds, s (dots: published law)", xlabel="% of maximum", yscale="log")
    axes[2].legend(fontsize=7, frameon=False)


def _damage(axes):
    seen = p.second_bout()
    day = seen.futures.times_s / p.DAY
    axes[0].plot(day, 100 * seen.column(THIGH, "force_fraction")[0], color=INK, lw=1.2, label="force, %")
    axes[0].plot(
        day,
        100 * seen.column(THIGH, "low_frequency_force_fraction")[0],
        color=BLUE,
        lw=1,
        label="at low rates, %",
    )
    _measured(axes[0], [(0.1, 74, 5.5)])
    axes[0].set(title="lengthening, two bouts: force", xlabel="days")
    axes[0].legend(fontsize=7, frameon=False)
    axes[1].plot(day, 10 * seen.column(THIGH, "soreness")[0], color=INK, lw=1.2)
    axes[1].set(title="soreness, of 10", xlabel="days")
    axes[2].plot(day, seen.kinase_IU_per_L()[0], color=INK, lw=1.2)
    _measured(axes[2], [(1, 339, 45)])
    axes[2].set(title="creatine kinase, IU/L", xlabel="days")


def page(rows: list[Judged]) -> None:
    """Write the page and its figures."""
    plt.switch_backend("svg")
    plt.rcParams.update(
        {"svg.hashsalt": "myotwitch", "svg.fonttype": "none", "font.size": 8, "axes.titlesize": 9}
    )
    place = DOCS / "muscle-validation"
    place.mkdir(exist_ok=True)
    text = (
        "# The muscle beside the papers\n\nWritten by `python validation/muscle.py`; do not edit. Lines are the model, "
        "points what was measured (bars: about two standard errors, or the spread). The protocols are code: "
        "`validation/muscle_protocols.py`.\n\n"
        f"Of the rows that were predicted: {summary([r for r in rows if r.role == 'predicted'])}. The aim was that seven in ten "
        "agree; it is missed. Rows that were seen before a choice count as calibrated, whether they fit or not.\n"
    )
    for name, draw, words in (
        ("sprint", _sprint, "A sprint and its recovery (Bogdanis 1995, Allsop 1990)"),
        ("potassium", _potassium, "Potassium (Juel 2000, Pedersen 2001, Nordsborg 2003, Medbø & Sejersted 1994, Atanasovska 2014)"),
        ("fuel", _others, "Glycogen (Spencer 1992), temperature (Kenny 2003), endurance (Frey Law & Avin 2010)"),
        ("damage", _damage, "Force, soreness and enzyme after lengthening, first and second bout (PMC4069193)"),
    ):  # fmt: skip
        figure, axes = plt.subplots(1, 3, figsize=(10, 2.6), layout="constrained")
        draw(axes)
        figure.savefig(place / f"{name}.svg", metadata={"Date": None})
        plt.close(figure)
        text += f"\n![{words}](muscle-validation/{name}.svg)\n\n{words}.\n"
    known = (Path(__file__).parent / "muscle_ensemble.md").read_text("utf-8").split("\n\n", 2)[2]
    text += (
        "\n## Every row\n\n" + table(rows) + "\n## How well the numbers are known\n\n"
        "From `validation/muscle_ensemble.py`, whose accepted sets are the muscles that an answer draws from.\n\n"
        + known
    )
    text += "\n" + (Path(__file__).parent / "muscle_misses.md").read_text("utf-8")
    (DOCS / "muscle-validation.md").write_text(text, "utf-8")
