"""Keeping: save an answer, see what is kept, delete one or everything. Nothing is written but by "save"."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from myotwitch import __version__
from myotwitch.app.danger_pages import stop_at_danger
from myotwitch.app.share_rows import with_small_together
from myotwitch.app.site import form_of, house_of, page, visit_of
from myotwitch.app.visits import Visit
from myotwitch.refusal import Refusal

__all__ = ["keep_answer", "plain_sessions", "router"]

router = APIRouter(include_in_schema=False)


def plain_sessions(held: dict[str, Any]) -> list[dict[str, Any]]:
    """Workouts as plain lists and texts; they hold no position, name or serial number."""

    def plain(value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            told = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return {
                "kind": type(value).__name__.lower(),
                **{k: v for k, v in told.items() if v not in (None, "", [])},
            }
        if isinstance(value, list | tuple):
            return [plain(part) for part in value]
        return value.isoformat() if isinstance(value, datetime) else value

    return [{"name": name, "sessions": plain(sessions)} for name, sessions in held.items()]


def keep_answer(journal: Any, tables: dict[str, Any], held: dict[str, Any], why: Any) -> int:
    """Write a history and its answer; the number of the entry. Raises Refusal."""
    from myotwitch.triage.read_rules import rulebook
    from myotwitch.why.as_json import SCHEMA_VERSION, document

    answer = document(why)
    versions = {"myotwitch": __version__, "schema": SCHEMA_VERSION, "rules": rulebook().fingerprint, "draws": why.draws, "seed": why.seed}  # fmt: skip
    number: int = journal.keep(str(answer["headline"]), tables, plain_sessions(held), answer, versions)
    return number


def _problem(request: Request, visit: Visit, refusal: Refusal) -> Response:
    return page(request, "refused.html", visit, status=503, refusal=refusal)


@router.post("/save")
async def save(request: Request) -> Response:
    """Keep the answer that is shown."""
    from myotwitch.app.story import sessions_of_visit, tables_of

    visit = visit_of(request)
    stop_at_danger(visit)
    await form_of(request, visit)
    if visit.task is None or visit.task.state != "done":
        return RedirectResponse("/answer", status_code=303)
    if visit.kept_as is None:
        try:
            visit.kept_as = keep_answer(house_of(request).journal, tables_of(visit), sessions_of_visit(visit), visit.task.result)  # fmt: skip
        except Refusal as refusal:
            return _problem(request, visit, refusal)
    return RedirectResponse("/kept", status_code=303)


@router.get("/kept")
def kept(request: Request) -> Response:
    """What is kept on this computer."""
    visit, journal = visit_of(request), house_of(request).journal
    try:
        entries = journal.entries()
    except Refusal as refusal:
        return _problem(request, visit, refusal)
    return page(request, "kept.html", visit, entries=entries, path=journal.path)


@router.get("/kept/{number}")
def entry(request: Request, number: int) -> Response:
    """One kept answer, as it was."""
    visit = visit_of(request)
    try:
        found = house_of(request).journal.entry(number)
    except Refusal as refusal:
        return _problem(request, visit, refusal)
    if found is None:
        return RedirectResponse("/kept", status_code=303)
    return page(
        request, "entry.html", visit, entry=found, rows=_rows(found.answer), course=_course(found.answer)
    )


def _rows(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The shares of a kept answer, as the table takes them."""
    from myotwitch.why.words import BACKGROUND, GRADE_WORDS, UNEXPLAINED, percent

    told = [
        (BACKGROUND, "background", answer["background"], ""),
        (UNEXPLAINED, "unexplained", answer["unexplained"], ""),
    ]
    told += [(c["label"], "cause", c, GRADE_WORDS.get(c["evidence"], "")) for c in answer["causes"]]
    return with_small_together([
        {"label": label, "kind": kind, "mean": s["share"] or 0.0, "low": s["low"] or 0.0, "high": s["high"] or 0.0,
         "percent": percent(s["share"] or 0.0), "evidence": evidence, "points": ""}
        for label, kind, s, evidence in told
    ])  # fmt: skip


def _course(answer: dict[str, Any]) -> list[tuple[str, str]]:
    from myotwitch.app.answering import COURSE_HOURS
    from myotwitch.why.words import hours_words

    rows = next(iter(answer["muscles"].values()))["ratio_to_usual"]
    nearest = {min(range(len(rows)), key=lambda i: abs(rows[i]["hour"] - hour)) for hour in COURSE_HOURS}
    return [
        (hours_words(r["hour"]), f"{r['median']:.1f} × ({r['low']:.1f} to {r['high']:.1f} ×)")
        for r in (rows[i] for i in sorted(nearest))
    ]


@router.post("/kept/{number}/delete")
async def delete(request: Request, number: int) -> Response:
    """Delete one kept answer."""
    visit = visit_of(request)
    await form_of(request, visit)
    try:
        house_of(request).journal.delete(number)
    except Refusal as refusal:
        return _problem(request, visit, refusal)
    visit.kept_as = None if visit.kept_as == number else visit.kept_as
    return RedirectResponse("/kept", status_code=303)


@router.post("/delete-everything")
async def delete_everything(request: Request) -> Response:
    """Remove the journal, and forget what was told."""
    visit = visit_of(request)
    await form_of(request, visit)
    try:
        house_of(request).journal.delete_everything()
    except OSError as error:
        from myotwitch.refusal import Door

        return _problem(request, visit, Refusal(f"The journal could not be removed: {error.strerror}.", allowed="a file that this user may remove.", door=Door.OUR_FAULT))  # fmt: skip
    house_of(request).visits.forget_all()
    return page(request, "deleted.html", visit)
