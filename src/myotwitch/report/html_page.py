"""The answer as one page that needs nothing else: inline style and pictures, no network, no script.

The order is that of the terminal: what to do, one sentence, what a twitch is made of, the course,
what to expect, what would change it, what drives it, doubts, sources. An emergency shows the action
alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from myotwitch.provenance import short_citation
from myotwitch.refusal import Door, Refusal
from myotwitch.report.answer_page import SIGNS_LEAD
from myotwitch.report.detail import FIELD_UNITS
from myotwitch.report.pictures import bar, course_picture, curve_picture
from myotwitch.triage import door
from myotwitch.triage.levels import DANGER_SHORT
from myotwitch.triage.words import danger_page
from myotwitch.why.action_words import REPEATS, actions_lead, change_words, training_sentences
from myotwitch.why.shares import Summary
from myotwitch.why.words import (
    BACKGROUND,
    CAUSE_WORDS,
    GRADE_WORDS,
    UNEXPLAINED,
    cause_why,
    common_sentence,
    doubts,
    headline,
    held_back,
    named_causes,
    outlook_sentences,
    percent,
    report_sentence,
)

if TYPE_CHECKING:
    from myotwitch.triage.decide import Decision
    from myotwitch.why.answer import Why

__all__ = ["page", "write_page"]

_DRIVERS = ("potassium_mM", "pump", "temperature_C", "sodium_mM", "calcium_mM", "pco2_mmHg")
_STYLE = """
:root{color-scheme:light dark}
body{font:17px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.35rem;line-height:1.35}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #8886;vertical-align:top}
th::first-letter{text-transform:uppercase}td.share{white-space:nowrap}td.bar{width:30%;min-width:6rem}td.bar svg{width:100%;display:block}
.small{font-size:.85rem;opacity:.8}.danger{border-left:4px solid currentColor;padding-left:.8rem}
.curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:.5rem}figure{margin:0}
pre,.signs p{white-space:pre-wrap;font:inherit}
"""


def _items(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(s)}</li>" for s in sentences) + "</ul>"


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(t)}</th>' for t in titles)
    body = "".join("<tr>" + "".join(row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _share_row(label: str, mean: float, spread: Summary, grade: str) -> list[str]:
    return [
        f'<th scope="row">{escape(label)}</th>', f'<td class="share">{percent(mean)}</td>',
        f'<td class="bar">{bar(mean, spread.low, spread.high)}</td>', f"<td>{escape(GRADE_WORDS.get(grade, ''))}</td>",
    ]  # fmt: skip


def _shares(why: Why) -> str:
    split = why.shares
    rows = [
        _share_row(BACKGROUND, split.background_mean, split.background, ""),
        _share_row(UNEXPLAINED, split.unexplained_mean, split.unexplained, ""),
    ]
    rows += [
        _share_row(CAUSE_WORDS[c].label, mean, spread, CAUSE_WORDS[c].grade)
        for c, mean, spread in named_causes(why)
    ]
    return _table(("What a twitch is made of", "share", "share and range", "evidence"), rows)


def _actions(why: Why) -> str:
    rows = []
    for action in why.actions:
        item = action.what_if
        if item.id in REPEATS:  # whether one may train is no remedy; `training_sentences` say it
            continue
        sources = ", ".join(map(short_citation, item.sources))
        note = escape(item.note) + (f' <span class="small">[{escape(sources)}]</span>' if sources else "")
        rows.append([
            f'<th scope="row">{escape(item.label)}</th>', f"<td>{escape(item.moment)}</td>",
            f"<td>{escape(change_words(action.change))}</td>", f"<td>{escape(GRADE_WORDS[item.evidence])}</td>", f"<td>{note}</td>",
        ])  # fmt: skip
    return _table(("What", "when", "twitches over a day", "evidence", "what is known"), rows)


def _drivers(why: Why) -> str:
    figures = []
    for name in _DRIVERS:
        label, unit, digits = FIELD_UNITS[name]
        title = f"{label}, {unit}" if unit else label
        picture = curve_picture(why.hours, why.milieu[name], why.usual_milieu[name], title, digits)
        figures.append(f'<figure><figcaption class="small">{escape(title)}</figcaption>{picture}</figure>')
    return f'<div class="curves">{"".join(figures)}</div>'


def _answer(why: Why) -> str:
    causes = [f"{CAUSE_WORDS[c].label}: {cause_why(why, c)}" for c, _, _ in named_causes(why)]
    held = held_back(why)
    training = escape(" ".join(training_sentences(why.actions)))
    keys = {key for words in CAUSE_WORDS.values() for key in words.sources}
    keys |= {key for action in why.actions for key in action.what_if.sources}
    return "".join([
        f"<h1>{escape(headline(why))}</h1>",
        *(f"<p>{escape(s)}</p>" for s in (report_sentence(why), common_sentence(why)) if s),
        _shares(why),
        "<h2>How it goes on</h2>", course_picture(why), _items(outlook_sentences(why)),
        "<h2>What would change it</h2>" if why.actions else "",
        f"<p>{escape(actions_lead(why.actions))}</p>{_actions(why)}<p>{training}</p>" if why.actions else "",
        "<h2>Why</h2>", _items([*causes, *([held] if held else [])]),
        "<h2>What drives it</h2>",
        "<p class=\"small\">The fluid around the nerve ends and the blood. Line and band: this day. Dashed: any day.</p>",
        _drivers(why),
        "<h2>How sure we are</h2>", _items(doubts(why)),
        "<h2>Sources</h2>", f'<p class="small">{escape("; ".join(sorted(short_citation(k) for k in keys)))}.</p>',
        f'<p class="small">{why.draws} possible bodies, seed {why.seed}, {why.shares.effective_draws:.0f} of them count.</p>',
    ])  # fmt: skip


def page(why: Why | None, check: Decision | None) -> str:
    """The whole page as text."""
    if check is None:
        whole = "".join(f"<p>{escape(part)}</p>" for part in danger_page().split("\n\n"))
        first = (
            f'<div class="danger"><p><strong>{SIGNS_LEAD}</strong></p>{_items(DANGER_SHORT)}'
            f'<details><summary>All signs</summary><div class="signs">{whole}</div></details></div>'
        )
    else:
        first = f'<pre class="danger">{escape(door.shown(check))}</pre>'
    answer = "" if why is None else _answer(why)
    if answer and check is not None and check.explanation == "folded":
        answer = (
            f"<details><summary>Possible background, does not change the advice</summary>{answer}</details>"
        )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Why does my muscle twitch?</title><style>{_STYLE}</style></head><body>{first}{answer}"
        '<p class="small">Educational and research software, not a medical device.</p></body></html>\n'
    )


def write_page(why: Why | None, check: Decision | None, path: Path) -> None:
    """Write the page; the file appears whole or not at all. Refusal when it cannot be written."""
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_text(page(why, check), "utf-8")
        draft.replace(path)
    except OSError as error:
        raise Refusal(
            f"The page cannot be written to {path}: {error.strerror}.",
            next_step="name a file in a folder that exists.", door=Door.USAGE,
        ) from None  # fmt: skip
