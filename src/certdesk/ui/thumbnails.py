"""Thumbnails of evidence: kept on disk by digest, made by the worker, visible ones first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Picture
from certdesk.evidence.requests import Thumbnail
from certdesk.store.vault import Vault
from certdesk.ui.viewers.still_maker import StillMaker

log = logging.getLogger(__name__)
WIDTH, HEIGHT = 480, 320
Receive = Callable[[str, QImage], None]
"""``receive(item id, picture)``. It must belong to something that lives as long as the window: a screen."""
InSight = Callable[[str], bool]
"""``in_sight(item id)``: is the place of its picture on screen now? It lives as long as the receiver."""
_AT_ONCE = 2
"""So few are under way at a time that somebody who scrolls soon gets what is on screen now."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who waits for the picture of an item."""

    item: EvidenceItem
    receive: Receive
    in_sight: InSight


class Thumbnails(QObject):
    """Answers each request once, on the GUI thread, from memory of the disk or from the worker."""

    _arrived = Signal(str, object)
    _asked = Signal()

    def __init__(self, vault: Vault, folder: Path, worker: EvidenceWorker, stills: StillMaker) -> None:
        super().__init__()
        self._vault = vault
        self._folder = folder
        self._worker = worker
        self._stills = stills
        self._hopeless: set[str] = set()
        """Files that have given no picture since the program was started."""
        self._waiting: dict[str, list[_Wanted]] = {}
        """By digest, oldest first; those under way among them."""
        self._under_way: set[str] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        # Queued: when the first is chosen, a screen has asked for all, and stands on the screen.
        self._asked.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def request(self, item: EvidenceItem, receive: Receive, in_sight: InSight | None = None) -> None:
        """Ask for the thumbnail of an item. ``receive`` gets it at once when it is on disk, later otherwise.

        It is never called for a file that has no picture; the caller shows an icon until then. What is ``in_sight``
        when its turn could come goes first; without it, it always is.
        """
        if item.kind == "audio" or item.digest in self._hopeless:
            return  # there is no picture, and nobody needs to be asked for one again
        kept = QImage(str(self._file(item.digest)))
        if not kept.isNull():
            receive(item.id, kept)
            return
        waiting = self._waiting.setdefault(item.digest, [])
        wanted = _Wanted(item, receive, in_sight or _always)
        # A screen that is entered again asks again; its list would grow with every visit.
        waiting[:] = [one for one in waiting if (one.item.id, one.receive) != (item.id, receive)] + [wanted]
        self._asked.emit()

    def close(self) -> None:
        """Ask for nothing more."""
        self._closed = True

    @Slot()
    def _go_on(self) -> None:
        """Have the next ones made: those in sight before the others, else the oldest."""
        while not self._closed and len(self._under_way) < _AT_ONCE:
            idle = [digest for digest in self._waiting if digest not in self._under_way]
            if not idle:
                return
            chosen = next((digest for digest in idle if self._is_in_sight(digest)), idle[0])
            self._under_way.add(chosen)
            self._ask(self._waiting[chosen][0].item)

    def _is_in_sight(self, digest: str) -> bool:
        return any(one.in_sight(one.item.id) for one in self._waiting[digest])

    def _ask(self, item: EvidenceItem) -> None:
        path = self._vault.path(item.digest)
        if item.kind == "video":
            middle = (item.duration_ms or 4000) // 3
            future: Future[Any] = self._stills.request(path, (middle,))
        else:
            future = self._worker.submit(Thumbnail(path, WIDTH, HEIGHT, item.file_name), 0)
        digest = item.digest
        future.add_done_callback(lambda done: self._finish(digest, done))

    def _finish(self, digest: str, done: Future[Any]) -> None:
        """Keep the picture, on whatever thread the answer came, and pass it on: encoding takes a while."""
        failed = done.cancelled() or done.exception() is not None
        if failed:
            log.info("no thumbnail for %s", digest[:12])
        image = QImage() if failed else _image(done.result())
        if not image.isNull():
            self._folder.mkdir(parents=True, exist_ok=True)
            image.save(str(self._file(digest)))
        self._arrived.emit(digest, image)

    @Slot(str, object)
    def _deliver(self, digest: str, image: QImage) -> None:
        receivers = self._waiting.pop(digest, [])
        self._under_way.discard(digest)
        self._go_on()
        if image.isNull():
            self._hopeless.add(digest)
            return
        for one in receivers:
            one.receive(one.item.id, image)

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest}.jpg"


def _always(_item_id: str) -> bool:
    return True


def _image(answer: object) -> QImage:
    if isinstance(answer, Picture):
        shared = QImage(answer.pixels, answer.width, answer.height, answer.stride, QImage.Format.Format_RGB32)
        return shared.copy()
    if isinstance(answer, list | tuple) and answer and isinstance(answer[0], bytes):
        return QImage.fromData(answer[0])
    return QImage()
