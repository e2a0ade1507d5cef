"""What stands before every page: the Host, the Origin, the size, and the headers that go out.

The assumption: a browser tells the truth about Host, Origin and Sec-Fetch-Site, because a page of
someone else cannot make it lie. Without a browser, only a program with its key may change anything.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from myotwitch.app.doors import Doors

__all__ = ["LARGEST_UPLOAD_BYTES", "Guard"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LARGEST_UPLOAD_BYTES = 64 * 1024 * 1024
_AROUND_A_FILE = 64 * 1024
_LARGEST_FORM_BYTES = 1024 * 1024
_UPLOADS = ("/happened/file", "/api/v1/read")
_READING = ("GET", "HEAD", "OPTIONS")

_HEADERS = {
    b"content-security-policy": b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class _TooLargeError(Exception):
    """The body grew beyond its limit."""


class Guard:
    """Wraps the app. Nothing that it refuses reaches a page."""

    def __init__(self, app: Any, doors: Doors) -> None:
        self.app, self.doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        sending = _with_headers(send, cached=scope["path"].startswith("/static/"))
        refused = self._refused(scope, headers)
        if refused is not None:
            await _answer(sending, *refused)
            return
        await self._limited(scope, headers, receive, sending)

    def _refused(self, scope: Scope, headers: dict[bytes, str]) -> tuple[int, str] | None:
        """Status and words for a request that is not let in; None otherwise."""
        if not self.doors.knows_host(headers.get(b"host", "")):
            return 421, "This address is not the app's. Open the address that it printed."
        if scope["method"] in _READING:
            return None
        origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site")
        if origin is not None:
            if origin.lower() not in (
                f"http://{headers[b'host'].lower()}",
                f"https://{headers[b'host'].lower()}",
            ):
                return 403, "Another page tried to send this. It was refused."
            return None
        if site is not None and site not in ("same-origin", "none"):
            return 403, "Another page tried to send this. It was refused."
        if site is None and not headers.get(b"authorization"):
            return 403, "This request says neither which page sent it nor which program. It was refused."
        return None

    async def _limited(self, scope: Scope, headers: dict[bytes, str], receive: Receive, send: Send) -> None:
        limit = LARGEST_UPLOAD_BYTES + _AROUND_A_FILE if scope["path"] in _UPLOADS else _LARGEST_FORM_BYTES
        told = headers.get(b"content-length", "0")
        words = f"That is too large. At most {limit // 1_000_000} MB are taken here."
        if not told.isdigit() or int(told) > limit:
            await _answer(send, 413, words)
            return
        seen, over, started = 0, False, False

        async def counted() -> Message:
            nonlocal seen, over
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                over = True
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            if over and not started:
                return
            started = True
            await send(message)

        with contextlib.suppress(_TooLargeError):
            await self.app(scope, counted, watched)
        if over and not started:
            await _answer(send, 413, words)


def _with_headers(send: Send, *, cached: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            keep = b"max-age=31536000, immutable" if cached and message["status"] == 200 else b"no-store"
            message["headers"] = [*message.get("headers", ()), *_HEADERS.items(), (b"cache-control", keep)]
        await send(message)

    return sending


async def _answer(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
