"""The answer on a terminal: what to do first, then one sentence, then the picture, then the doubts."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from myotwitch.history.session import Said
from myotwitch.provenance import short_citation
from myotwitch.why.answer import Why
from myotwitch.why.players import CAUSES
from myotwitch.why.shares import Summary
from myotwitch.why.words import CAUSE_WORDS, cause_why, doubts, headline, outlook_sentences

__all__ = ["show_said", "show_why"]

_BAR = 20
_COURSE_HOURS = (0.05, 0.25, 0.5, 1.0, 2.0, 6.0, 12.0, 24.0, 48.0, 72.0)


def _bar(share: float) -> str:
    return "█" * round(share * _BAR) or ("▏" if share > 0 else "")


def _range(value: Summary) -> str:
    return f"{100 * value.low:.0f}–{100 * value.high:.0f} %"


def _shares(why: Why) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("What one twitch in this window is made of")
    table.add_column("share", justify="right")
    table.add_column("range", justify="right")
    table.add_column("")
    table.add_column("evidence")
    split = why.shares
    rows = [
        ("usual background", split.background_mean, split.background, ""),
        ("a swing that nobody can explain", split.unexplained_mean, split.unexplained, ""),
    ]
    causes = zip(CAUSES, split.cause_means, split.causes, strict=True)
    named = sorted(causes, key=lambda row: -row[1])
    rows += [(CAUSE_WORDS[c].label, mean, spread, CAUSE_WORDS[c].grade) for c, mean, spread in named]
    for label, mean, spread, grade in rows:
        percent = "<1 %" if mean < 0.01 else f"{100 * mean:.0f} %"
        table.add_row(label, percent, _range(spread), _bar(mean), grade)
    return table


def _course(why: Why) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("After the session")
    table.add_column("rate against your usual day", justify="right")
    table.add_column("range", justify="right")
    for hour in _COURSE_HOURS:
        if hour > why.hours[-1]:
            break
        index = int(abs(why.hours - hour).argmin())
        when = f"{hour * 60:.0f} min" if hour < 1 else f"{hour:.0f} h"
        if not why.shown[index]:
            table.add_row(when, "not shown", "outside the mapped range")
            continue
        value = why.ratio[index]
        table.add_row(when, f"× {value.median:.2f}", f"{value.low:.2f}–{value.high:.2f}")
    return table


def show_why(why: Why, console: Console) -> None:
    """Print the answer. What is urgent was printed before it (`answer_page`)."""
    console.print(headline(why))
    console.print()
    console.print(_shares(why))
    console.print()
    console.print(_course(why))
    console.print()
    _sentences(console, "What to expect", outlook_sentences(why))
    said = [
        f"{CAUSE_WORDS[cause].label}: {cause_why(why, cause)} [{', '.join(map(short_citation, CAUSE_WORDS[cause].sources))}]"
        for cause in CAUSES
    ]
    _sentences(console, "Why", said)
    if why.actions:
        _sentences(console, "What would make a difference (twitches over a day, model; evidence from the literature)", [
            f"{a.what_if.label}: {100 * a.change.median:+.1f} % ({100 * a.change.low:+.1f} to {100 * a.change.high:+.1f}); "
            f"evidence {a.what_if.evidence}. {a.what_if.note}" for a in why.actions
        ])  # fmt: skip
    _sentences(console, "How sure we are", doubts(why))
    console.print(
        f"{why.draws} possible bodies, seed {why.seed}. Educational and research software, not a medical device.",
        style="dim",
    )


def _sentences(console: Console, title: str, sentences: list[str]) -> None:
    console.print(Text(title, style="bold"))
    for sentence in sentences:
        console.print(Text("• " + sentence))
    console.print()


def show_said(rows: list[Said], console: Console) -> None:
    """Print what was read, value by value, with where each came from."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in ("what", "value", "from", "remark"):
        table.add_column(column)
    for row in rows:
        table.add_row(row.name, f"{row.value} {row.unit}".strip(), row.source, row.remark)
    console.print(table)
