"""The way from a worker's answer, which arrives on some other thread, to a widget on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from functools import partial
from itertools import count
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from certdesk.core.errors import CancelledError

T = TypeVar("T")


class Deliveries(QObject):
    """Hands the result of a future to a callback on the GUI thread; answers that nobody waits for any more are dropped.

    One lives as long as its ``owner``; there is no QObject for each job.
    """

    _arrived = Signal(int)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._numbers = count(1)
        self._waiting: dict[int, tuple[Future[Any], Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._gate = Lock()
        self._open = True
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        owner.destroyed.connect(self.close)

    def bring(self, future: Future[T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> int:
        """Call one of ``done`` and ``failed`` later, unless the returned ticket is dropped or the work cancelled."""
        ticket = next(self._numbers)
        self._waiting[ticket] = (future, done, failed)
        future.add_done_callback(partial(self._announce, ticket))
        return ticket

    def drop(self, ticket: int) -> None:
        """Forget an answer; the work itself is cancelled when it has not begun."""
        waiting = self._waiting.pop(ticket, None)
        if waiting is not None:
            waiting[0].cancel()

    @property
    def waiting(self) -> int:
        """How many answers are still to come."""
        return len(self._waiting)

    @Slot()
    def close(self) -> None:
        """Forget everything; whatever arrives from now on is dropped."""
        with self._gate:
            self._open = False
        for ticket in tuple(self._waiting):
            self.drop(ticket)

    def _announce(self, ticket: int, _future: Future[Any]) -> None:
        """Tell the GUI thread, from the thread that did the work; the gate keeps this object alive meanwhile."""
        with self._gate:
            if self._open:
                self._arrived.emit(ticket)

    @Slot(int)
    def _hand_over(self, ticket: int) -> None:
        waiting = self._waiting.pop(ticket, None)
        if waiting is None:
            return
        future, done, failed = waiting
        try:
            answer = future.result()
        except (futures.CancelledError, CancelledError):
            return  # the program is closing, or somebody else let go of it
        except Exception as problem:  # noqa: BLE001 - the caller decides what each failure means
            failed(problem)
        else:
            done(answer)
