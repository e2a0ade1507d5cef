"""Puts the app together: pages, programs' doors, templates, and the guard in front of them all."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp

from myotwitch import __version__
from myotwitch.app.doors import Doors
from myotwitch.app.guard import LARGEST_UPLOAD_BYTES, Guard
from myotwitch.app.line import Line
from myotwitch.app.visits import Visit, Visits
from myotwitch.journal.journal import Journal

__all__ = ["COOKIE", "House", "LeaveError", "form_of", "house_of", "make_app", "page", "visit_of"]

COOKIE = "myotwitch"
_HERE = Path(__file__).parent
_A_DAY_S = 86400


@dataclass
class House:
    """What every page of one running app shares."""

    doors: Doors
    journal: Journal
    visits: Visits = field(default_factory=Visits)
    line: Line = field(default_factory=Line)
    program: Visit = field(default_factory=lambda: Visit("program"))
    """What programs with the app's key handed in."""
    ready: threading.Event = field(default_factory=threading.Event)
    """Set once the simulation is loaded; until then a page says why it takes longer."""


class LeaveError(Exception):
    """Ends a request with a ready answer."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


TEMPLATES = Jinja2Templates(env=_environment())
TEMPLATES.env.globals["version"] = __version__


def house_of(request: Request) -> House:
    """What the pages share."""
    house: House = request.app.state.house
    return house


def visit_of(request: Request) -> Visit:
    """The visit of this browser. Raises LeaveError towards the door where there is none."""
    visit = house_of(request).visits.of(request.cookies.get(COOKIE))
    if visit is None:
        raise LeaveError(page(request, "door.html", None, status=403, wrong=False))
    return visit


def page(request: Request, template: str, visit: Visit | None, *, status: int = 200, **told: Any) -> Response:
    """A template as an answer."""
    house = house_of(request)
    context = {"visit": visit, "csrf": "" if visit is None else visit.csrf, "doors": house.doors, **told}
    return TEMPLATES.TemplateResponse(request, template, context, status_code=status)


async def form_of(request: Request, visit: Visit) -> dict[str, list[str]]:
    """The texts of a sent form, by name, once its token was found right. Files are left out."""
    form = await request.form(max_files=1, max_fields=400, max_part_size=LARGEST_UPLOAD_BYTES)
    told: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            told.setdefault(name, []).append(value)
    require_token(request, visit, (told.pop("csrf", None) or [""])[0])
    return told


def require_token(request: Request, visit: Visit, told: str) -> None:
    """Refuse a form that this app did not hand out."""
    import hmac

    given = told or request.headers.get("x-csrf-token", "")
    if not hmac.compare_digest(given.encode(), visit.csrf.encode()):
        raise LeaveError(PlainTextResponse("This form is out of date. Go back, reload the page, and send it again.", status_code=403))  # fmt: skip


def _enter(house: House) -> Response:
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(COOKIE, house.visits.begin().key, max_age=_A_DAY_S, httponly=True, samesite="strict")
    return answer


def _add_door(app: FastAPI, house: House) -> None:
    @app.get("/", include_in_schema=False)
    def first(request: Request, key: str = "") -> Response:
        known = house.visits.of(request.cookies.get(COOKIE))
        if key:
            if house.doors.takes_key(key):
                return _enter(house)
            return RedirectResponse("/", status_code=303) if known else page(request, "door.html", None, status=403, wrong=False)  # fmt: skip
        return page(request, "start.html", visit_of(request))

    @app.post("/enter", include_in_schema=False)
    async def enter(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=4)
        if house.doors.takes_password(str(form.get("password", ""))):
            return _enter(house)
        return page(request, "door.html", None, status=403, wrong=True)


async def _leave(_: Request, error: Exception) -> Response:
    assert isinstance(error, LeaveError)
    return error.answer


def make_app(doors: Doors, journal: Journal) -> ASGIApp:
    """The whole app, guarded."""
    from myotwitch.app import answer_pages, api, danger_pages, flow_pages, keeping_pages

    MultiPartParser.spool_max_size = LARGEST_UPLOAD_BYTES + 1  # what is handed in never touches the disk
    house = House(doors, journal)
    app = FastAPI(title="myotwitch", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    app.add_exception_handler(LeaveError, _leave)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    _add_door(app, house)
    for room in (danger_pages, flow_pages, answer_pages, keeping_pages, api):
        app.include_router(room.router)
    api.refuse_in_json(app)
    return Guard(app, doors)
