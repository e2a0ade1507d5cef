"""Starts the app: finds a free port, opens the browser, and stops when asked.

The simulation is loaded in the background, so that the first page comes at once.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable

from myotwitch.app.doors import LOCAL, Doors
from myotwitch.refusal import Door, Refusal

__all__ = ["run_app"]

USUAL_PORT = 8765
_TRIES = 20


def _bound(host: str, port: int | None) -> socket.socket:
    """A socket that listens; the usual port or the next free one where none was told. Raises Refusal."""
    ports = [port] if port is not None else [*range(USUAL_PORT, USUAL_PORT + _TRIES), 0]
    problem = ""
    for candidate in ports:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)  # from here on a browser waits and is not refused
            return listener
        except OSError as error:
            listener.close()
            problem = error.strerror or str(error)
    raise Refusal(
        f"The app cannot listen on {host} port {port if port is not None else USUAL_PORT}: {problem}.",
        allowed="a free port of this computer.", next_step="try --port 0, which takes any free one.", door=Door.USAGE,
    )  # fmt: skip


def warm_up(ready: threading.Event) -> None:
    """Load the simulation, and compile it where this computer never did."""
    from myotwitch.history.history_file import history_from_tables
    from myotwitch.why.answer import explain

    history = history_from_tables({"session": [{"words": "30 min run"}], "where": "left calf"}, {})
    explain(history, draws=8, hours=24.0).whatif(sleep=6.0, draws=8)
    ready.set()


def run_app(
    *, host: str = LOCAL, port: int | None = None, password: str | None = None, browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Serve until interrupted. Raises Refusal where it cannot begin."""
    import uvicorn

    from myotwitch.app.site import make_app
    from myotwitch.journal.journal import Journal

    Doors(0, host, password)  # refuse an open door before anything listens
    listener = _bound(host, port)
    doors = Doors(listener.getsockname()[1], host, password)
    app = make_app(doors, Journal())
    server = uvicorn.Server(uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off", timeout_graceful_shutdown=2,
    ))  # fmt: skip
    opening = doors.opening()
    say(f"The app is at {doors.address if doors.password else opening}")
    say(
        "It stays on this computer. Stop it with Ctrl-C."
        if doors.is_local
        else "Other computers can reach it, with the password."
    )
    say(f"For programs: Authorization: Bearer {doors.api_key}")
    house = app.app.state.house  # type: ignore[attr-defined]
    house.line.join(lambda _: warm_up(house.ready))
    if browser:
        threading.Timer(0.3, webbrowser.open, [opening]).start()
    server.run(sockets=[listener])
    sys.stdout.flush()
    os._exit(int(Door.DONE))  # a simulation may still run; nothing of it is to be kept
