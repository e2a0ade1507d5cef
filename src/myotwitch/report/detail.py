"""The same answer as a computation: signed parts, the milieu that drives them, and the cross-check."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from myotwitch.provenance import short_citation
from myotwitch.why.answer import Why
from myotwitch.why.players import CAUSES, PLAYERS
from myotwitch.why.shares import Summary
from myotwitch.why.words import CAUSE_WORDS, absent

__all__ = ["FIELD_UNITS", "show_detail"]

FIELD_UNITS = {
    "potassium_mM": ("K+ outside", "mM", 2), "periaxonal_potassium_ratio": ("K+ under myelin, ratio", "", 2),
    "sodium_mM": ("Na+ outside", "mM", 1), "sodium_inside_mM": ("Na+ in the axon", "mM", 1),
    "calcium_mM": ("Ca2+", "mM", 3), "magnesium_mM": ("Mg2+", "mM", 3), "pump": ("pump factor", "", 2),
    "temperature_C": ("muscle", "°C", 1), "pH": ("blood pH", "", 3), "pco2_mmHg": ("pCO2", "mmHg", 1),
    "current_pA": ("slow current", "pA", 1),
}  # fmt: skip
"""Fields of the milieu: name, unit, digits."""


def _cell(value: Summary, digits: int) -> str:
    return f"{value.median:.{digits}f} ({value.low:.{digits}f} to {value.high:.{digits}f})"


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for i, title in enumerate(titles):
        table.add_column(title, justify="left" if i == 0 else "right", no_wrap=True)
    return table


def _milieu(why: Why) -> Table:
    asked = why.question
    middle_h = ((asked.from_s + asked.to_s) / 2 - asked.end_s) / 3600.0
    middle = int(abs(why.hours - middle_h).argmin())
    title = f"Milieu at {why.hours[middle]:.1f} h"
    table = _table(title, "median (10–90 %)", "usual", "window minus usual")
    for name, (label, unit, digits) in FIELD_UNITS.items():
        shift = why.milieu_shift[name]
        table.add_row(
            f"{label} {unit}".strip(), _cell(why.milieu[name][middle], digits),
            f"{why.usual_milieu[name][middle].median:.{digits}f}",
            f"{shift.median:+.{digits}f} ({shift.low:+.{digits}f} to {shift.high:+.{digits}f})",
        )  # fmt: skip
    return table


def _parts(why: Why) -> Table:
    table = _table("Parts of ln(rate / usual)", "signed", "share", "s.e.", "held back")
    split, signed = why.shares, dict(zip(PLAYERS, why.shares.signed_players, strict=True))
    for i, (cause, players) in enumerate(CAUSES.items()):
        total = sum(float(signed[p]) for p in players)
        table.add_row(
            CAUSE_WORDS[cause].label, f"{total:+.3f}", f"{split.cause_means[i]:.3f}", f"{split.errors[i + 2]:.3f}",
            f"{split.held_back[i]:.3f}",
        )  # fmt: skip
        if len(players) > 1:
            for player in players:
                table.add_row(f"  {player}", f"{signed[player]:+.3f}", "", "", "")
    table.add_row("usual background", "", f"{split.background_mean:.3f}", f"{split.errors[0]:.3f}", "")
    table.add_row(
        "unexplained (day factor)", "", f"{split.unexplained_mean:.3f}", f"{split.errors[1]:.3f}", ""
    )
    return table


def _rates(why: Why) -> Table:
    table = _table("Course", "ratio to usual", "discharges/h", "noticed/h", "in range")
    for hour in (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 72.0):
        if hour > why.hours[-1] + 1e-9:
            break
        i = int(abs(why.hours - hour).argmin())
        shown = bool(why.shown[i])
        row = [
            _cell(why.ratio[i], 2),
            _cell(why.discharges_per_hour[i], 0),
            _cell(why.noticed_per_hour[i], 1),
        ]
        table.add_row(
            f"{hour:g} h", *(row if shown else ["not shown"] * 3), f"{100 * why.inside_share[i]:.0f} %"
        )
    return table


def show_detail(why: Why, console: Console) -> None:
    """Print what a physiologist asks for: parts in ln units, milieu, cross-check, draws, range flags, sources."""
    split = why.shares
    for table in (_parts(why), _milieu(why), _rates(why)):
        console.print(table)
        console.print()
    full, slope = why.window_log, why.by_slope
    lines = [
        f"ln(rate / usual), window mean: {_cell(full, 2)}; one-scalar law on the axon's part alone: {_cell(slope, 2)}.",
        f"Effective draws {split.effective_draws:.0f} of {why.draws}; nearest draw {split.misfit:.1f} sd from the report.",
        f"Day factor ln-sd {why.day.day_sd:g}, report ln-sd {why.day.report_sd:g}; irritable terminal absent in "
        f"{100 * why.hypothesis.null_share:.0f} % of draws, else up to ln {why.hypothesis.largest_log:g}.",
        f"Window {(why.question.from_s - why.question.end_s) / 3600:.2f} to {(why.question.to_s - why.question.end_s) / 3600:.2f} h after the last session.",
        f"Looked for and not found in this history: {', '.join(absent(why))}.",
    ]  # fmt: skip
    for action in why.actions:
        if action.change is not None:
            c = action.change
            lines.append(
                f"{action.what_if.id} ({action.what_if.from_h:g}–{action.what_if.to_h:g} h): {100 * c.median:+.1f} % "
                f"({100 * c.low:+.1f} to {100 * c.high:+.1f}); {action.what_if.evidence}. {action.what_if.note}"
            )
    keys = sorted({key for words in CAUSE_WORDS.values() for key in words.sources})
    lines.append(f"Sources of the causes: {', '.join(map(short_citation, keys))}.")
    for line in lines:
        console.print(Text(line))
    console.print()
