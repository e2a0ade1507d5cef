"""The pages that ask: what happened, what we read, where and how, and the day around it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from myotwitch.app import danger
from myotwitch.app.danger_pages import stop_at_danger
from myotwitch.app.fields import FIELDS, PAGES, check, refused_words
from myotwitch.app.guard import LARGEST_UPLOAD_BYTES
from myotwitch.app.reading import SOURCE_WORDS, From, has_effort, line_of, read_values, rows_of, sets_of
from myotwitch.app.site import form_of, page, require_token, visit_of
from myotwitch.app.story import history_of, upload_of
from myotwitch.app.visits import Upload, Visit
from myotwitch.refusal import Door, Refusal

__all__ = ["router", "take", "understood"]

router = APIRouter(include_in_schema=False)
_AFTER = {"typed": "/read", "read": "/where", "where": "/day", "day": "/answer"}


def take(name: str, form: dict[str, list[str]], visit: Visit) -> bool:
    """Put what one page's form says into the visit. Returns whether all of it can be.

    What a file says and the person left as it was stays the file's.
    """
    shown: dict[str, From] = read_values(visit) if name == "read" else {}
    for field in PAGES[name]:
        if field in form:
            told = form[field][0][:2001]
            as_read = field in shown and shown[field].source != "you" and told.strip() == shown[field].value
            visit.fields[field] = "" if as_read else told
        found = check(field, visit.fields.get(field, "").strip())
        if found is None:
            visit.errors.pop(field, None)
        else:
            visit.errors[field] = found
    for key in form:
        if key.startswith("correct:") and len(key) < 100:
            visit.fields[key] = form[key][0][:100]
    visit.errors.pop("whole", None)
    fine = not any(field in visit.errors for field in PAGES[name])
    if fine:
        try:
            history_of(visit)
        except Refusal as refusal:
            visit.errors["whole"] = refusal
            fine = False
    return fine


def _chart(visit: Visit) -> Any:
    from myotwitch.app.bodymap import chart, place_named

    muscle, side = visit.told("muscle"), visit.told("side")
    return chart(muscle if place_named(muscle) else None, side if side in ("left", "right", "both") else None)


def _asking(request: Request, name: str, visit: Visit, *, status: int = 200, **more: Any) -> Response:
    if name == "where":
        more["chart"] = _chart(visit)
    if name == "day":
        more |= {"worry": danger.shown(danger.WORRY, visit), "foods": _foods()}
    problems = [
        (field, refused_words(visit.errors[field], field))
        for field in (*PAGES[name], "whole")
        if field in visit.errors
    ]
    told = {
        "fields": {field: FIELDS[field] for field in PAGES[name]},
        "errors": {**dict.fromkeys(PAGES[name]), **dict(problems)},
        "problems_of_page": problems,
    }
    return page(request, f"{name}.html", visit, status=status, **told, **more)


@router.get("/happened")
def happened(request: Request) -> Response:
    """Drop a file, or type."""
    visit = visit_of(request)
    stop_at_danger(visit)
    return _asking(request, "typed", visit, problem=None)


@router.post("/happened/file")
async def handed_in(request: Request) -> Response:
    """Read a workout file; it stays in memory."""
    visit = visit_of(request)
    stop_at_danger(visit)
    visit.now = None
    form = await request.form(max_files=1, max_fields=4, max_part_size=LARGEST_UPLOAD_BYTES)
    require_token(request, visit, str(form.get("csrf", "")))
    file = form.get("file")
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise Refusal("No file came with that.", allowed="one workout file.", next_step="choose or drop a file.", door=Door.USAGE)  # fmt: skip
        data = await file.read()
        visit.fields["file"] = visit.add(await run_in_threadpool(understood, file.filename, data))
    except Refusal as refusal:
        return _asking(request, "typed", visit, status=422, problem=refusal)
    for wrong in {*PAGES["typed"], "whole"} & set(visit.errors):  # the file says it now
        del visit.errors[wrong]
        visit.fields.pop(wrong, None)
    return RedirectResponse("/read", status_code=303)


def understood(name: str, data: bytes) -> Upload:
    """A workout file as sessions, under a plain name. Raises Refusal."""
    from myotwitch.history.devices import read_held_workout

    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in plain if c.isprintable())[-80:] or "workout"
    return Upload(plain, read_held_workout(plain, data))


@router.post("/happened")
async def typed(request: Request) -> Response:
    """Take the sentence."""
    visit = visit_of(request)
    stop_at_danger(visit)
    form = await form_of(request, visit)
    visit.fields.pop("file", None)
    visit.now = None
    fine = take("typed", form, visit)
    if fine and not (visit.told("words") or (visit.told("activity") and visit.told("minutes"))):
        visit.errors["minutes"] = Refusal("How long was it?", allowed="minutes, such as 60.", door=Door.USAGE)
        fine = False
    if not fine:
        return _asking(request, "typed", visit, status=422, problem=None)
    return RedirectResponse("/read", status_code=303)


@router.get("/read")
def read(request: Request) -> Response:
    """What we read, value by value."""
    visit = visit_of(request)
    stop_at_danger(visit)
    return _shown_read(request, visit)


def _shown_read(request: Request, visit: Visit, status: int = 200) -> Response:
    if not upload_of(visit) and not visit.told("minutes") and not visit.told("words"):
        return RedirectResponse("/happened", status_code=303)
    return _asking(request, "read", visit, status=status, rows=rows_of(visit), sets=sets_of(visit), values=read_values(visit),
                   upload=upload_of(visit), words=SOURCE_WORDS, efforts=[n for n in ("heart_rate", "power") if has_effort(visit, n)], has_line=bool(line_of(visit)["time_min"]))  # fmt: skip


@router.get("/read/line.json")
def line(request: Request) -> Response:
    """Heart rate, power and temperature over the workout."""
    return JSONResponse(line_of(visit_of(request)))


@router.post("/read")
async def corrected(request: Request) -> Response:
    """Take the corrections."""
    return await _next(request, "read")


@router.get("/where")
def where(request: Request) -> Response:
    """Where and how it twitches."""
    visit = visit_of(request)
    stop_at_danger(visit)
    return _asking(request, "where", visit)


@router.post("/where")
async def placed(request: Request) -> Response:
    """Take the place and the course."""
    return await _next(request, "where")


@router.get("/day")
def day(request: Request) -> Response:
    """Food, drink, coffee, sleep, stress."""
    visit = visit_of(request)
    stop_at_danger(visit)
    return _asking(request, "day", visit)


def _foods() -> list[str]:
    from myotwitch.history.foods import foods

    return sorted(name for name, food in foods().items() if not food.drink)


@router.post("/day")
async def eaten(request: Request) -> Response:
    """Take the day, and the worry."""
    return await _next(request, "day")


async def _next(request: Request, name: str) -> Response:
    visit = visit_of(request)
    stop_at_danger(visit)
    form = await form_of(request, visit)
    fine = take(name, form, visit)
    if name == "day":
        danger.answer(danger.WORRY, form, visit)
        if danger.asks_more(visit):
            return RedirectResponse(f"/danger/{danger.WORRY}", status_code=303)
    if fine:
        return RedirectResponse(_AFTER[name], status_code=303)
    if name == "read":
        return _shown_read(request, visit, status=422)
    return _asking(request, name, visit, status=422)
