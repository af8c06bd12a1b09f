"""Thumbnails of evidence: kept on disk by digest, made by the worker, visible ones first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
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


class Thumbnails(QObject):
    """Answers each request once, on the GUI thread, from memory of the disk or from the worker."""

    _arrived = Signal(str, object)

    def __init__(self, vault: Vault, folder: Path, worker: EvidenceWorker, stills: StillMaker) -> None:
        super().__init__()
        self._vault = vault
        self._folder = folder
        self._worker = worker
        self._stills = stills
        self._hopeless: set[str] = set()
        """Files that have given no picture since the program was started."""
        self._waiting: dict[str, list[tuple[str, Receive]]] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def request(self, item: EvidenceItem, receive: Receive) -> None:
        """Ask for the thumbnail of an item. ``receive`` gets it at once when it is on disk, later otherwise.

        It is never called for a file that has no picture; the caller shows an icon until then.
        """
        if item.kind == "audio" or item.digest in self._hopeless:
            return  # there is no picture, and nobody needs to be asked for one again
        kept = QImage(str(self._file(item.digest)))
        if not kept.isNull():
            receive(item.id, kept)
            return
        waiting = self._waiting.setdefault(item.digest, [])
        waiting.append((item.id, receive))
        if len(waiting) == 1:
            self._ask(item)

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
        if image.isNull():
            self._hopeless.add(digest)
            return
        for item_id, receive in receivers:
            receive(item_id, image)

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest}.jpg"


def _image(answer: object) -> QImage:
    if isinstance(answer, Picture):
        shared = QImage(answer.pixels, answer.width, answer.height, answer.stride, QImage.Format.Format_RGB32)
        return shared.copy()
    if isinstance(answer, list | tuple) and answer and isinstance(answer[0], bytes):
        return QImage.fromData(answer[0])
    return QImage()
