"""The doors for programs: everything that the pages do, under /api/v1, with the JSON of the documents.

A program brings the app's key (`Authorization: Bearer …`); the app's own pages bring their cookie and
token. Whatever simulates is put into the line: 202 with the address of the result, then the result.
"""

from __future__ import annotations

import datetime
import hmac
import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, Path, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from myotwitch import __version__
from myotwitch.app.site import COOKIE, House, house_of, page, visit_of
from myotwitch.app.visits import Visit
from myotwitch.refusal import Door, Refusal

__all__ = ["refuse_in_json", "router"]

router = APIRouter(tags=["api"])
_STATUS = {Door.USAGE: 422, Door.UNREADABLE: 422, Door.IMPOSSIBLE: 422, Door.OUR_FAULT: 500}
_LONGEST_WAIT_S = 30.0

History = Annotated[
    dict[str, Any],
    Body(description="The tables of a history file, as JSON. `file` of a session names a workout that was handed in before.",
         examples=[{"person": {"mass_kg": 62, "age_yr": 34}, "session": [{"words": "60 min run"}], "where": "left calf"}]),
]  # fmt: skip


def _program(request: Request) -> Visit:
    """The visit of a program, or of the app's own pages. Raises HTTPException where neither key nor cookie is right."""
    house = house_of(request)
    told = request.headers.get("authorization", "")
    if told.lower().startswith("bearer ") and house.doors.takes_api_key(told[7:].strip()):
        return house.program
    visit = house.visits.of(request.cookies.get(COOKIE))
    if visit is None:
        raise HTTPException(
            401, "Bring the app's key: Authorization: Bearer KEY.", {"WWW-Authenticate": "Bearer"}
        )
    if request.method not in ("GET", "HEAD") and not hmac.compare_digest(
        request.headers.get("x-csrf-token", "").encode(), visit.csrf.encode()
    ):
        raise HTTPException(403, "Bring the page's token: X-CSRF-Token.")
    return visit


Who = Annotated[Visit, Depends(_program)]
_WRONG: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is not what its type says."},
    401: {"description": "No key."},
    403: {"description": "Another page sent this, or its token is missing."},
    413: {"description": "Too large."},
    422: {"description": "Refused: what happened, what is allowed, what to do next."},
}
_QUEUED: dict[int | str, dict[str, Any]] = {**_WRONG, 202: {"description": "In the line; see `result`."}}
_GONE: dict[int | str, dict[str, Any]] = {**_WRONG, 404: {"description": "There is none."}}


def _refused(refusal: Refusal) -> JSONResponse:
    told = {"happened": refusal.happened, "allowed": refusal.allowed, "next_step": refusal.next_step, "door": refusal.door.name.lower()}  # fmt: skip
    return JSONResponse({"schema_version": 1, "refused": told}, status_code=_STATUS.get(refusal.door, 422))


def refuse_in_json(app: FastAPI) -> None:
    """Make refusals, and bodies of another shape, answers with their reason."""

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return _refused(error)

    async def misshapen(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first.get("loc", ()))
        if not request.url.path.startswith("/api/"):
            return Response(
                "That is not something this page takes.", status_code=422, media_type="text/plain"
            )
        return _refused(
            Refusal(f"{where}: {first.get('msg', 'not understood')}.", allowed="see /api.", door=Door.USAGE)
        )

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, misshapen)


def _plain(told: Any, depth: int = 0) -> None:
    """Refuse JSON that is nested deeper than histories are, and numbers that are none."""
    if depth > 6:
        raise Refusal(
            "The history is nested too deeply.", allowed="tables with keys and values.", door=Door.USAGE
        )
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        _plain(part, depth + 1)


def _history(tables: dict[str, Any], visit: Visit) -> Any:
    from myotwitch.history.history_file import history_from_tables

    _plain(tables)
    return history_from_tables(tables, visit.held)


def _queued(house: House, work: Any, *, small: bool = False, wait_s: float = 0.0) -> Response:
    task = house.line.join(work, small=small)
    if wait_s:
        task.finished.wait(min(wait_s, _LONGEST_WAIT_S))
    return _task_answer(house, task)


def _task_answer(house: House, task: Any) -> Response:
    if task.state == "refused":
        return _refused(task.refusal)
    if task.state == "failed":
        return JSONResponse(
            {"schema_version": 1, "state": "failed", "said": ["Something went wrong on our side."]},
            status_code=500,
        )
    if task.state == "done":
        return JSONResponse(task.result)
    where = f"/api/v1/results/{task.id}"
    told = {
        "schema_version": 1,
        "state": task.state,
        "ahead": house.line.ahead_of(task),
        "said": list(task.said),
        "result": where,
    }
    return JSONResponse(told, status_code=202, headers={"Location": where, "Retry-After": "1"})


@router.get("/api/v1", responses=_WRONG)
def about(request: Request, who: Who) -> dict[str, Any]:
    """What this is, and which version."""
    return {"schema_version": 1, "name": "myotwitch", "version": __version__, "medical_device": False}


@router.post("/api/v1/read", responses=_WRONG)
async def read(request: Request, who: Who, file: UploadFile) -> Response:
    """Read a workout file (FIT, TCX, GPX, Hevy or Strong CSV; also .gz). It stays in memory, under the name that comes back."""
    from myotwitch.app.flow_pages import understood
    from myotwitch.report.reading import Reading, as_json

    data = await file.read()
    upload = await run_in_threadpool(understood, file.filename or "workout", data)
    name = who.add(upload)
    reading = Reading(
        tuple((s.title or f"session {i}", s.said) for i, s in enumerate(upload.sessions, 1)),
        tuple(line for s in upload.sessions for line in s.damage),
    )
    return JSONResponse(json.loads(as_json([(name, reading)])))


@router.post("/api/v1/why", responses=_QUEUED)
def why(
    request: Request, who: Who, history: History,
    draws: Annotated[int, Query(ge=8, le=512)] = 64, seed: Annotated[int, Query(ge=0, le=2**31)] = 1,
    hours: Annotated[float, Query(ge=1, le=1000)] = 72.0, wait_s: Annotated[float, Query(ge=0, le=_LONGEST_WAIT_S)] = 0.0,
) -> Response:  # fmt: skip
    """Why it twitches: 202 and the address of the result, which is the document of `why --json`. The danger check is apart (`triage`)."""
    told = _history(history, who)

    def work(tell: Any) -> dict[str, Any]:
        from myotwitch.why.answer import explain
        from myotwitch.why.as_json import document

        return document(explain(told, draws=draws, seed=seed, hours=hours, progress=tell))

    return _queued(house_of(request), work, wait_s=wait_s)


@router.post("/api/v1/whatif", responses=_QUEUED)
def what_if(
    request: Request, who: Who, history: History,
    change: Annotated[dict[str, Any], Body(description="drink, meal (text or texts), no_caffeine, sleep, rest, air_C", examples=[{"sleep": 8}])],
    draws: Annotated[int, Query(ge=8, le=50)] = 32, seed: Annotated[int, Query(ge=0, le=2**31)] = 1,
    wait_s: Annotated[float, Query(ge=0, le=_LONGEST_WAIT_S)] = 0.0,
) -> Response:  # fmt: skip
    """Two futures side by side: as told, and with something changed."""
    told, edit = _history(history, who), _edit(change)

    def work(_: Any) -> dict[str, Any]:
        from myotwitch.why.answer import whatif
        from myotwitch.why.as_json import two_futures_document

        return two_futures_document(whatif(told, **edit, draws=draws, seed=seed))

    return _queued(house_of(request), work, wait_s=wait_s)


_CHANGES = {
    "drink": "texts",
    "meal": "texts",
    "no_caffeine": bool,
    "sleep": float,
    "rest": float,
    "air_C": float,
}


def _edit(change: dict[str, Any]) -> dict[str, Any]:
    """A change with its kinds checked. Raises Refusal."""
    edit: dict[str, Any] = {}
    for name, value in change.items():
        kind = _CHANGES.get(name)
        if kind is None:
            raise Refusal(
                f"{name[:60]!r} cannot be changed.", allowed=", ".join(_CHANGES) + ".", door=Door.USAGE
            )
        texts = value if isinstance(value, list) else [value]
        fits = all(isinstance(t, str) for t in texts) if kind == "texts" else isinstance(value, bool) if kind is bool else isinstance(value, int | float) and not isinstance(value, bool)  # fmt: skip
        if not fits:
            raise Refusal(f"{name} is {str(value)[:60]!r}.", allowed="a text, a number, or true or false, as the name says.", door=Door.USAGE)  # fmt: skip
        edit[name] = texts if kind == "texts" else value
    return edit


@router.get("/api/v1/results/{name}", responses={**_GONE, 202: {"description": "Not yet."}})
def result(request: Request, who: Who, name: Annotated[str, Path(max_length=40)]) -> Response:
    """The result of a queued question: 202 until it is there."""
    house = house_of(request)
    task = house.line.find(name)
    if task is None or (task.state == "done" and not isinstance(task.result, dict)):
        raise HTTPException(404, "There is no such result, or it was long ago.")
    return _task_answer(house, task)


@router.get("/api/v1/triage/questions", responses=_WRONG)
def questions(request: Request, who: Who) -> dict[str, Any]:
    """Every question of the danger check, with its answers, in order."""
    from myotwitch.triage.read_rules import rulebook

    return {
        "schema_version": 1,
        "questions": [
            {"id": o.name, "stage": o.stage, "type": o.type, "ask": o.ask, "why": o.why, "values": dict(o.words)}
            for o in rulebook().observations.values()
        ],
    }  # fmt: skip


@router.post("/api/v1/triage", responses=_WRONG)
def triage(
    request: Request, who: Who,
    answers: Annotated[dict[str, Any], Body(examples=[{"observations": {"chest_pain": "none"}, "text": "it flickers"}])],
) -> Response:  # fmt: skip
    """The danger check alone: the document of `triage --json`. Nothing is kept."""
    from myotwitch.triage import door

    _plain(answers)
    return JSONResponse(
        json.loads(door.shown(door.decide_table(answers, datetime.date.today()), as_json=True))
    )


@router.get("/api/v1/kept", responses=_WRONG)
def kept(request: Request, who: Who) -> dict[str, Any]:
    """What is kept on this computer."""
    return {"schema_version": 1, "kept": [_entry(entry) for entry in house_of(request).journal.entries()]}


def _entry(entry: Any, *, whole: bool = False) -> dict[str, Any]:
    told = {
        "id": entry.id,
        "kept_at": entry.kept_at.isoformat(),
        "title": entry.title,
        "versions": entry.versions,
    }
    return (
        {**told, "history": entry.history, "sessions": entry.sessions, "answer": entry.answer}
        if whole
        else told
    )


@router.post("/api/v1/kept", status_code=201, responses=_WRONG)
async def keep(request: Request, who: Who, history: History) -> Response:
    """Answer a history and keep both. Waits for its turn; 201 once the disk has it."""
    house, told = house_of(request), await run_in_threadpool(_history, history, who)

    def work(tell: Any) -> int:
        from myotwitch.app.keeping_pages import keep_answer
        from myotwitch.why.answer import explain

        return keep_answer(
            house.journal, history, dict(who.held), explain(told, draws=64, seed=1, progress=tell)
        )

    task = house.line.join(work)
    await run_in_threadpool(task.finished.wait)
    if task.state == "refused" and task.refusal is not None:
        return _refused(task.refusal)
    if task.state != "done":
        return JSONResponse({"schema_version": 1, "state": task.state}, status_code=500)
    return JSONResponse({"schema_version": 1, "id": task.result}, status_code=201)


@router.get("/api/v1/kept/{number}", responses=_GONE)
def one(request: Request, who: Who, number: int) -> dict[str, Any]:
    """One kept answer with its history."""
    entry = house_of(request).journal.entry(number)
    if entry is None:
        raise HTTPException(404, "Nothing is kept under this number.")
    return {"schema_version": 1, **_entry(entry, whole=True)}


@router.delete("/api/v1/kept/{number}", status_code=204, responses=_GONE)
def delete(request: Request, who: Who, number: int) -> Response:
    """Delete one kept answer."""
    if not house_of(request).journal.delete(number):
        raise HTTPException(404, "Nothing is kept under this number.")
    return Response(status_code=204)


@router.delete("/api/v1/kept", status_code=204, responses=_WRONG)
def delete_everything(request: Request, who: Who) -> Response:
    """Delete everything that is kept, and forget what was told."""
    house = house_of(request)
    house.journal.delete_everything()
    house.visits.forget_all()
    house.program.start_anew()
    return Response(status_code=204)


def _document(request: Request) -> dict[str, Any]:
    routes = [route for route in router.routes if getattr(route, "include_in_schema", True)]
    document = get_openapi(
        title="myotwitch", version=__version__, routes=routes, description=__doc__.strip() if __doc__ else ""
    )
    document.setdefault("components", {})["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"key": []}]
    return document


@router.get("/api/v1/openapi.json", include_in_schema=False)
def openapi(request: Request, who: Who) -> dict[str, Any]:
    """The OpenAPI document."""
    return _document(request)


@router.get("/api", include_in_schema=False)
def described(request: Request) -> Response:
    """The same for people, on a page of our own."""
    visit = visit_of(request)
    return page(request, "api.html", visit, document=_document(request))
