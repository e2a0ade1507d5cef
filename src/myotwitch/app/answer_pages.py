"""The answer's pages: the wait with its progress, the answer, the sliders, the model, questions people ask."""

from __future__ import annotations

import contextlib
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from myotwitch.app import danger
from myotwitch.app.danger_pages import stop_at_danger
from myotwitch.app.fields import PAGES
from myotwitch.app.line import Task
from myotwitch.app.site import House, form_of, house_of, page, visit_of
from myotwitch.app.visits import Visit
from myotwitch.refusal import Door, Refusal
from myotwitch.triage.levels import DANGER_SHORT

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_WAIT_S = 8.0


def _task(request: Request, visit: Visit) -> Task:
    """The running or finished work for what was told; begun where it is not. Raises Refusal."""
    from myotwitch.app.answering import answer_of, asked_of

    line, asked = house_of(request).line, asked_of(visit)
    if visit.task is None or visit.asked != asked or visit.task.state in ("failed", "given up"):
        if visit.task is not None:
            line.give_up(visit.task)
        visit.task, visit.asked, visit.kept_as = line.join(answer_of(visit)), asked, None
    return visit.task


def _progress(house: House, task: Task) -> dict[str, Any]:
    from myotwitch.app.answering import STAGES

    ahead = house.line.ahead_of(task)
    if task.state == "waiting" and not house.ready.is_set():
        return {"words": "Making the simulation ready", "share": None}
    if task.state == "waiting":
        return {"words": f"Waiting for {ahead} other {'answer' if ahead == 1 else 'answers'}" if ahead else "About to begin", "share": 0.0}  # fmt: skip
    words = task.said[-1] if task.said else "beginning"
    return {"words": words[0].upper() + words[1:], "share": len(task.said) / (STAGES + 1)}


@router.get("/answer")
def answer(request: Request) -> Response:
    """The answer, or the wait for it."""
    visit = visit_of(request)
    stop_at_danger(visit)
    wrong = next((name for name, fields in PAGES.items() if set(fields) & set(visit.errors)), None)
    if wrong is not None:
        return RedirectResponse("/happened" if wrong == "typed" else f"/{wrong}", status_code=303)
    try:
        task = _task(request, visit)
    except Refusal as refusal:
        return page(request, "refused.html", visit, status=422, refusal=refusal)
    if task.state == "refused":
        return page(request, "refused.html", visit, status=422, refusal=task.refusal)
    if task.state == "failed":
        return page(request, "failed.html", visit, status=500)
    if task.state != "done":
        return page(
            request,
            "waiting.html",
            visit,
            status=202,
            now=_progress(house_of(request), task),
            ready=house_of(request).ready.is_set(),
        )
    from myotwitch.app.answering import shown

    decision = danger.decision(visit)
    return page(request, "answer.html", visit, found=decision, place=danger.here(), why=shown(task.result), sliders=_start(task.result),
                lacks=_lacks(visit), danger_short=DANGER_SHORT, more_signs=danger.SIGNS[0])  # fmt: skip


def _lacks(visit: Visit) -> str:
    """Words for a place that was named and that the model lacks."""
    from myotwitch.app.bodymap import place_named

    place = place_named(visit.told("muscle"))
    return "" if place is None or place.modelled else place.words


@router.get("/answer/progress")
def progress(request: Request) -> Response:
    """How far the answer is; when it is there, the browser is sent to it."""
    visit = visit_of(request)
    task = visit.task
    if task is None or task.is_over:
        return HTMLResponse("", headers={"HX-Redirect": "/answer"})
    return page(
        request,
        "progress.html",
        visit,
        now=_progress(house_of(request), task),
        ready=house_of(request).ready.is_set(),
    )


def _start(why: Any) -> dict[str, Any]:
    """Where the sliders stand: as told."""
    history = why.history
    nights = [night.hours for night in history.sleep if night.hours is not None]
    air = [w.air_C for w in history.weather if w.air_C is not None]
    return {
        "water": 0, "sleep": nights[0] if nights else 8, "sleep_told": bool(nights), "air": round(air[0]) if air else 20,
        "air_told": bool(air), "coffee": any(getattr(item, "mg", None) or getattr(item, "caffeine_mg", None) for item in history.intake),
        "session": bool(history.sessions),
    }  # fmt: skip


def _edit(form: dict[str, list[str]], why: Any) -> dict[str, Any]:
    """What was moved, as `whatif` takes it. Raises Refusal."""
    told, start = {name: values[0] for name, values in form.items()}, _start(why)
    edit: dict[str, Any] = {}
    try:
        water, sleep, air = (float(told.get(name, start[name])) for name in ("water", "sleep", "air"))
    except ValueError:
        raise Refusal("That is not a number.", allowed="a number.", door=Door.USAGE) from None
    for name, value, low, high in (("water", water, 0, 3), ("sleep", sleep, 0, 14), ("air", air, -30, 50)):
        if not low <= value <= high:
            raise Refusal(f"{name}: {value:g}.", allowed=f"{low} to {high}.", door=Door.IMPOSSIBLE)
    if water > 0:
        edit["drink"] = f"{water:g} L water at {why.question.end_s / 60 + 10:+.0f} min"
    if sleep != start["sleep"]:
        edit["sleep"] = sleep
    if air != start["air"]:
        edit["air_C"] = air
    if "no_coffee" in told and start["coffee"]:
        edit["no_caffeine"] = True
    return edit


@router.post("/answer/whatif")
async def what_if(request: Request) -> Response:
    """Another day beside the told one: first with few bodies, then with more."""
    visit = visit_of(request)
    stop_at_danger(visit)
    form = await form_of(request, visit)
    task, line = visit.task, house_of(request).line
    if task is None or task.state != "done":
        return RedirectResponse("/answer", status_code=303)
    why, refined = task.result, "refine" in form
    from myotwitch.app.answering import FIRST_DRAWS, REFINED_DRAWS

    try:
        edit = _edit(form, why)
    except Refusal as refusal:
        return page(
            request,
            "whatif.html",
            visit,
            two=None,
            refusal=refusal,
            form=form,
            refined=refined,
            waiting=False,
        )
    if not edit:
        return page(
            request, "whatif.html", visit, two=None, refusal=None, form=form, refined=True, waiting=False
        )
    if visit.what_if is not None:
        line.give_up(visit.what_if)
    draws = REFINED_DRAWS if refined else FIRST_DRAWS
    small = line.join(lambda _: why.whatif(**edit, draws=draws), small=True)
    visit.what_if = small
    await run_in_threadpool(small.finished.wait, _WAIT_S * (4 if refined else 1))
    from myotwitch.app.answering import two_shown

    two = two_shown(small.result) if small.state == "done" else None
    return page(request, "whatif.html", visit, two=two, refusal=small.refusal, form=form, refined=refined, waiting=small.state in ("waiting", "running"))  # fmt: skip


@router.get("/model")
async def model(request: Request) -> Response:
    """The milieu and one simulated discharge, with their sources."""
    visit = visit_of(request)
    stop_at_danger(visit)
    if visit.task is None or visit.task.state != "done":
        return RedirectResponse("/answer", status_code=303)
    from myotwitch.app.answering import model_of

    why = visit.task.result
    small = house_of(request).line.join(lambda _: model_of(why), small=True)
    await run_in_threadpool(small.finished.wait, 60.0)
    if small.state != "done":
        return page(request, "failed.html", visit, status=500)
    return page(request, "model.html", visit, model=small.result)


@router.get("/answer/page.html")
def as_one_page(request: Request) -> Response:
    """The answer as one file to take away."""
    visit = visit_of(request)
    stop_at_danger(visit)
    if visit.task is None or visit.task.state != "done":
        return RedirectResponse("/answer", status_code=303)
    from myotwitch.report.html_page import page as whole

    text = whole(visit.task.result, danger.decision(visit))
    return HTMLResponse(text, headers={"content-disposition": 'attachment; filename="why.html"'})


@router.get("/questions")
def questions(request: Request) -> Response:
    """What people ask, each answer behind its question."""
    from myotwitch.app.questions import people_ask

    return page(request, "questions.html", visit_of(request), questions=people_ask(), opened=None)


@router.get("/questions/{name}")
def question(request: Request, name: str) -> Response:
    """One question with its answer."""
    from myotwitch.app.questions import people_ask

    found = next((q for q in people_ask() if q.id == name), None)
    if found is None:
        return RedirectResponse("/questions", status_code=303)
    return page(request, "questions.html", visit_of(request), questions=people_ask(), opened=found)


@router.post("/anew")
async def anew(request: Request) -> Response:
    """Forget what was told, and begin again."""
    visit = visit_of(request)
    await form_of(request, visit)
    for task in (visit.task, visit.what_if):
        with contextlib.suppress(AttributeError):
            house_of(request).line.give_up(task)  # type: ignore[arg-type]
    visit.start_anew()
    return RedirectResponse("/", status_code=303)
