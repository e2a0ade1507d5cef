"""The pages of the danger check: one card after another, and the page that ends it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from myotwitch.app import danger
from myotwitch.app.site import LeaveError, form_of, page, visit_of
from myotwitch.app.visits import Visit
from myotwitch.refusal import Refusal
from myotwitch.triage.levels import Level

__all__ = ["router", "stop_at_danger"]

router = APIRouter(include_in_schema=False)


def stop_at_danger(visit: Visit) -> None:
    """Leave towards the danger page when an answer is an emergency, or towards the check when it is not done."""
    if danger.stops(visit) is not None:
        raise LeaveError(RedirectResponse("/danger", status_code=303))
    if not danger.check_is_done(visit):
        raise LeaveError(RedirectResponse(f"/danger/{danger.CHECK[0]}", status_code=303))


@router.get("/danger")
def result(request: Request) -> Response:
    """What the danger check says so far."""
    visit = visit_of(request)
    found = danger.stops(visit)
    if found is None:
        if not danger.check_is_done(visit):
            return RedirectResponse(f"/danger/{danger.CHECK[0]}", status_code=303)
        found = danger.decision(visit, so_far=True)
        if found.level < Level.SAME_DAY:
            return RedirectResponse("/happened", status_code=303)
    return page(request, "danger.html", visit, found=found, place=danger.here(), emergency=found.level is Level.EMERGENCY)  # fmt: skip


@router.get("/danger/{name}")
def screen(request: Request, name: str) -> Response:
    """One card or page of questions."""
    visit = visit_of(request)
    shown = danger.shown(name, visit)
    if shown is None:
        return RedirectResponse("/danger", status_code=303)
    return page(request, "card.html", visit, shown=shown, problem=None)


@router.post("/danger/{name}")
async def answered(request: Request, name: str) -> Response:
    """Take the answers of one screen, and go on, or stop."""
    visit = visit_of(request)
    form = await form_of(request, visit)
    shown = danger.shown(name, visit)
    if shown is None:
        return RedirectResponse("/danger", status_code=303)
    try:
        danger.answer(name, form, visit)
    except Refusal as refusal:
        return page(request, "card.html", visit, status=422, shown=shown, problem=refusal)
    if danger.stops(visit) is not None:
        return RedirectResponse("/danger", status_code=303)
    after = danger.next_screen(name, visit)
    if after is not None:
        return RedirectResponse(f"/danger/{after}", status_code=303)
    return RedirectResponse("/danger" if name in danger.CHECK else "/answer", status_code=303)
