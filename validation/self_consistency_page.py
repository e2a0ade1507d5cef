"""The page and the picture of the self-consistency study. Run `self_consistency.py`; nothing to run here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svg_page import BLUE, GREY, INK, RED, Page

__all__ = ["write_page"]

DOCS = Path(__file__).parents[1] / "docs"
TITLES = {
    "hot_long_run": "Long run in the heat", "leg_day_new": "First leg day",
    "rate": "rate in the hours told", "peak": "highest rate within 8 h", "background": "share of background",
    "unexplained": "share unexplained", "effort": "share of effort", "salts": "share of salts", "heat": "share of heat",
    "breath": "share of breath", "soreness": "share of soreness", "drive": "share of spinal drive",
    "irritable_terminal": "share of irritable terminal",
}  # fmt: skip
TRUE = "as the model says"

TEXT = """# Does the answer believe what it should?

This is self-consistency: made-up people out of the model's own spreads, asked about with the model. It says
nothing about real people. Written by `python validation/self_consistency.py`; seeds, histories, hours, quantities
and the band were fixed before the first run with these seeds, in which all 22 lay inside. Since then six numbers
are drawn more evenly in every answer, and shares nearer than 0.0001, the shortcut's own error, count as
equal. A study before that let all people draw their bodies from one pool, so that ranks hung together; there 21 of 22
lay inside, and the share of an irritable terminal after leg day left its band by 0.010.

{people} people for each of two written histories. Each has a body, a setting that the history leaves out (weather,
fitness), a nerve end, a usual rate, a chance to notice, and a day. What they notice (after the run from 2 to 5
hours, after leg day from 24 to 75 minutes) is told with an error of ln-sd 0.5; below one in those hours they say
"none". Sixty-four other
bodies are asked (an answer's own number), and the rank of the truth among what they believe is kept
(talts2018). Ranks of a consistent answer are even. The band holds even ranks, all places at once, in 99 of 100
studies (sailynoja2022); each line has a band of its own, so even a perfect answer leaves one of these {lines} about
once in {once} pages.

![Share of ranks below each place, less the place, with the band](self-consistency.svg)

{verdict}

{tables}
## When the truth breaks a rule

No bar here. The made-up person follows another rule; the bodies asked do not know it. *An axon that no
body has*: none of the 64 has the person's axon. *Another law of noise*: fast noise of 5 ms that does not
grow with warmth, as `validation/noise_collapse.py` measured it. *No late rise*: no small rise near 35 minutes. Mean
rank (0.50 when right: above, the truth is higher than believed), and how many of 100 truths lie in the middle 80 %
of what is believed (80 when right).

{broken}

An unknown axon and a missing late rise hardly show: the spread of bodies holds them. Under noise that does not warm, the
answer gives a warm muscle more than is true. Shares of soreness and spinal drive are near nothing in both, so their
ranks say little. Rate and peak follow the report, whatever the law.
"""


def _tables(kept: dict[str, Any]) -> str:
    lines = []
    for case, studies in kept["cases"].items():
        lines += [
            f"## {TITLES[case]}", "", "| quantity | inside the band | farthest outside | mean rank | in the middle 80 % |",
            "|---|---|---|---|---|",
        ]  # fmt: skip
        for name, row in studies[TRUE].items():
            inside = "yes" if row["inside_the_band"] else "**no**"
            lines.append(
                f"| {TITLES[name]} | {inside} | {row['farthest_outside']:.3f} | {row['mean_rank']:.2f} | "
                f"{100 * row['in_the_middle_80_percent']:.0f} of 100 |"
            )
        lines.append("")
    return "\n".join(lines)


def _broken(kept: dict[str, Any]) -> str:
    lines = []
    for case, studies in kept["cases"].items():
        names = list(studies)
        lines += [f"| {TITLES[case]} | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
        for quantity in studies[TRUE]:
            cells = [
                f"{studies[n][quantity]['mean_rank']:.2f}, {100 * studies[n][quantity]['in_the_middle_80_percent']:.0f}"
                + ("" if studies[n][quantity]["inside_the_band"] else " *")
                for n in names
            ]
            lines.append(f"| {TITLES[quantity]} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines) + "\nA star: outside the band."


def _verdict(kept: dict[str, Any]) -> str:
    rows = [
        (TITLES[case].lower(), TITLES[name], row["inside_the_band"])
        for case, studies in kept["cases"].items() for name, row in studies[TRUE].items()
    ]  # fmt: skip
    out = [f"{name} ({case})" for case, name, inside in rows if not inside]
    if not out:
        return f"All {len(rows)} lie inside their band."
    return f"{len(rows) - len(out)} of {len(rows)} lie inside their band. Outside: {', '.join(out)}."


def _picture(kept: dict[str, Any]) -> None:
    wide, high, gap = 360.0, 230.0, 40.0
    page = Page(
        2 * wide + 3 * gap, high + 90.0, "Share of ranks below each place, less the place, with the 99 % band"
    )
    low, top = kept["low"], kept["high"]
    places = [(i + 1.0) / (len(low) + 1.0) for i in range(len(low))]
    for k, (case, studies) in enumerate(kept["cases"].items()):
        left, middle, scale = gap + k * (wide + gap), 40.0 + high / 2, high / 2 / 0.2
        page.text(left, 22, TITLES[case], size=14)
        page.line([(left, middle), (left + wide, middle)], GREY)
        for edge in (low, top):
            page.line([(left + wide * x, middle - scale * (y - x)) for x, y in zip(places, edge, strict=True)],
                      INK, 1.2, "4 3")  # fmt: skip
        for row in studies[TRUE].values():
            colour = BLUE if row["inside_the_band"] else RED
            page.line([(left + wide * x, middle - scale * (y - x)) for x, y in zip(places, row["below"], strict=True)],
                      colour, 1.0)  # fmt: skip
        for x in (0.0, 0.5, 1.0):
            page.text(left + wide * x, 40.0 + high + 18, f"{x:g}", "middle", GREY)
        page.text(left + wide / 2, 40.0 + high + 38, "rank of the truth", "middle", GREY)
        for y in (-0.2, 0.0, 0.2):
            page.text(left - 6, middle - scale * y + 4, f"{y:+.1f}" if y else "0", "end", GREY, 11)
    page.write(DOCS / "self-consistency.svg")


def write_page(kept: dict[str, Any]) -> None:
    """Write docs/self-consistency.md and its picture."""
    lines = sum(len(studies[TRUE]) for studies in kept["cases"].values())
    once = round(1.0 / (1.0 - kept["confidence"] ** lines))
    text = TEXT.format(
        people=kept["people"], lines=lines, once=once, verdict=_verdict(kept), tables=_tables(kept), broken=_broken(kept)
    )  # fmt: skip
    (DOCS / "self-consistency.md").write_text(text, "utf-8")
    _picture(kept)
