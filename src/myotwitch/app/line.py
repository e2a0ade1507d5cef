"""The line in front of the simulation: one answer at a time, so that a busy computer waits and does not fail.

A simulation uses every core, so two at once gain nothing. Small questions (a slider) go before large
ones. A piece of work that was given up before its turn is never begun.
"""

from __future__ import annotations

import itertools
import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from myotwitch.refusal import Refusal

__all__ = ["Line", "Task", "Work"]

Work = Callable[[Callable[[str], None]], Any]
"""A piece of work: it is given a function that tells what it is doing."""
_REMEMBERED = 256
_LOG = logging.getLogger("myotwitch.app")


@dataclass
class Task:
    """One piece of work in the line. state: waiting, running, done, refused, failed or given up."""

    id: str
    work: Work | None = field(repr=False)
    small: bool
    number: int
    state: str = "waiting"
    said: list[str] = field(default_factory=list)
    result: Any = field(default=None, repr=False)
    refusal: Refusal | None = None
    finished: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.finished.is_set()


class Line:
    """Tasks in order, worked through by one thread."""

    def __init__(self) -> None:
        self._queue: queue.PriorityQueue[tuple[bool, int, Task]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._tasks: OrderedDict[str, Task] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = threading.Thread(target=self._work, name="simulation", daemon=True)
        self._worker.start()

    def join(self, work: Work, *, small: bool = False) -> Task:
        """Put work into the line."""
        with self._lock:
            task = Task(secrets.token_urlsafe(12), work, small, next(self._numbers))
            self._tasks[task.id] = task
            self._forget()
        self._queue.put((not small, task.number, task))
        return task

    def _forget(self) -> None:
        over = [name for name, task in self._tasks.items() if task.is_over]
        for name in over[: max(0, len(over) - _REMEMBERED)]:
            del self._tasks[name]

    def find(self, name: str) -> Task | None:
        """A task by its id; None when it was never there or is long over."""
        return self._tasks.get(name)

    def ahead_of(self, task: Task) -> int:
        """How many tasks come before this one."""
        if task.state != "waiting":
            return 0
        with self._lock:
            others = [t for t in self._tasks.values() if t.state in ("waiting", "running")]
        return sum((not t.small, t.number) < (not task.small, task.number) or t.state == "running" for t in others if t is not task)  # fmt: skip

    def give_up(self, task: Task) -> None:
        """Never begin a task that is still waiting."""
        with self._lock:
            if task.state == "waiting":
                task.state = "given up"
                task.work = None
                task.finished.set()

    def _work(self) -> None:
        while True:
            _, _, task = self._queue.get()
            with self._lock:
                if task.state != "waiting" or task.work is None:
                    continue
                task.state, work = "running", task.work
            try:
                task.result, state = work(task.said.append), "done"
            except Refusal as refusal:
                task.refusal, state = refusal, "refused"
            except Exception:
                _LOG.exception("a simulation failed")
                state = "failed"
            task.work, task.state = None, state
            task.finished.set()
