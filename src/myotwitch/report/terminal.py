"""The answer on a terminal: one sentence, the picture, what to expect, what would change it, the doubts.

Made for 80 columns. `detail` adds what a physiologist asks for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from myotwitch.history.session import Said
from myotwitch.report.detail import show_detail
from myotwitch.why.action_words import (
    actions_lead,
    actions_sentences,
    training_sentences,
    two_futures_sentences,
)
from myotwitch.why.answer import Why
from myotwitch.why.shares import Summary
from myotwitch.why.two_futures import TwoFutures
from myotwitch.why.words import (
    BACKGROUND,
    CAUSE_WORDS,
    GRADE_WORDS,
    UNEXPLAINED,
    cause_why,
    common_sentence,
    doubts,
    guessed,
    headline,
    held_back,
    hours_words,
    named_causes,
    outlook_sentences,
    percent,
    report_sentence,
    since,
)

__all__ = ["show_said", "show_two_futures", "show_why", "wrapped"]

WIDEST = 80
_BAR = 16
_COURSE_HOURS = (0.25, 1.0, 3.0, 6.0, 12.0, 24.0, 48.0)
_WHYS, _DOUBTS, _GUESSES = 3, 3, 2


def wrapped(console: Console, text: str, *, first: str = "", style: str = "") -> None:
    """Print a paragraph within the width; following lines stand under the first word."""
    width = min(WIDEST, console.width)
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first))
    console.print(Text("\n".join(lines), style=style), soft_wrap=True)


def _list(console: Console, title: str, sentences: Iterable[str]) -> None:
    console.print(Text(title, style="bold"))
    for sentence in sentences:
        wrapped(console, sentence, first="  ")
    console.print()


def _range(value: Summary) -> str:
    return f"{100 * value.low:.0f}–{100 * value.high:.0f} %"


def _grid(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for title, side in columns:
        table.add_column(title, justify="right" if side == "right" else "left", no_wrap=True)
    return table


def _shares(why: Why) -> Table:
    table = _grid(
        ("What a twitch is made of", ""), ("share", "right"), ("range", "right"), ("", ""), ("evidence", "")
    )
    split = why.shares
    rows = [
        (BACKGROUND, split.background_mean, split.background, ""),
        (UNEXPLAINED, split.unexplained_mean, split.unexplained, ""),
    ]
    small = []
    for cause, mean, spread in named_causes(why):
        words = CAUSE_WORDS[cause]
        if mean < 0.01:
            small.append(words.label)
        else:
            rows.append((words.label, mean, spread, words.grade))
    for label, mean, spread, grade in rows:
        proof = GRADE_WORDS.get(grade, "")
        table.add_row(label, percent(mean), _range(spread), "█" * max(1, round(mean * _BAR)), proof)
    if len(small) == 1:
        table.add_row(small[0], "under 1 %", "", "", "")
    elif small:
        table.add_row(f"{len(small)} more causes, each", "under 1 %", "", "", "")
    return table


def _course(why: Why) -> Table:
    table = _grid((since(why).capitalize(), ""), ("against any day", "right"), ("range", "right"))
    for hour in _COURSE_HOURS:
        if hour > why.hours[-1]:
            break
        index = int(abs(why.hours - hour).argmin())
        if not why.shown[index]:
            table.add_row(hours_words(hour), "not shown", "")
            continue
        value = why.ratio[index]
        table.add_row(hours_words(hour), f"{value.median:.1f} ×", f"{value.low:.1f}–{value.high:.1f} ×")
    return table


def _actions(why: Why, console: Console) -> None:
    console.print(Text("What would change it", style="bold"))
    wrapped(console, actions_lead(why.actions), first="  ")
    for sentence in actions_sentences(why.actions):
        wrapped(console, sentence, first="  · ")
    training = training_sentences(why.actions)
    if training:
        wrapped(console, " ".join(training), first="  ")
    console.print()


def show_why(why: Why, console: Console, *, detail: bool = False) -> None:
    """Print the answer. What is urgent was printed before it (`answer_page`)."""
    wrapped(console, headline(why), style="bold")
    for sentence in (report_sentence(why), common_sentence(why)):
        if sentence is not None:
            wrapped(console, sentence)
    console.print()
    console.print(_shares(why))
    console.print()
    _list(console, "What to expect", outlook_sentences(why))
    console.print(_course(why))
    console.print()
    whys = [
        f"{CAUSE_WORDS[c].label[0].upper()}{CAUSE_WORDS[c].label[1:]}. {cause_why(why, c)}"
        for c, mean, _ in named_causes(why)
        if mean >= 0.01 or (c == "effort" and why.worked)
    ]
    held = held_back(why)
    _list(console, "Why", [*whys[:_WHYS], *([held] if held else [])])
    if why.actions:
        _actions(why, console)
    told = doubts(why)
    few = [*told[:_DOUBTS], *guessed(why)[:_GUESSES], told[-1]]
    _list(console, "How sure we are", told if detail else few)
    if detail:
        show_detail(why, console)
    more = "" if detail else " More: --detail, or a page with --html FILE."
    wrapped(
        console, f"{why.draws} possible bodies, seed {why.seed}. Not a medical device.{more}", style="dim"
    )


def show_two_futures(two: TwoFutures, console: Console) -> None:
    """Print two futures side by side."""
    said = two_futures_sentences(two)
    wrapped(console, said[0], style="bold")
    for sentence in said[1:]:
        wrapped(console, sentence)
    console.print()
    table = _grid((since(two).capitalize(), ""), ("as told", "right"), ("range", "right"), ("changed", "right"), ("range", "right"))  # fmt: skip
    for hour in sorted({*_COURSE_HOURS, two.changes.from_h + 1.0, two.changes.from_h + 6.0}):
        if hour > two.hours[-1]:
            break
        index = int(abs(two.hours - hour).argmin())
        if not two.shown[index]:
            table.add_row(hours_words(hour), "not shown", "", "not shown", "")
            continue
        cells = [
            cell
            for s in (two.told[index], two.other[index])
            for cell in (f"{s.median:.2f} ×", f"{s.low:.1f}–{s.high:.1f} ×")
        ]
        table.add_row(hours_words(hour), *cells)
    console.print(table)
    console.print()
    wrapped(console, "Times your usual rate. A guess of the model, the same bodies in both. Not a medical device.", style="dim")  # fmt: skip


def show_said(rows: list[Said], console: Console) -> None:
    """Print what was read, value by value, with where each came from."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in ("what", "value", "from", "remark"):
        table.add_column(column)
    for row in rows:
        table.add_row(row.name, f"{row.value} {row.unit}".strip(), row.source, row.remark)
    console.print(table)
