"""The pictures of the items in the sort view, as they arrive."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from certdesk.core.portfolio import EvidenceItem
from certdesk.ui.thumbnails import Thumbnails


class SortPictures(QObject):
    """``arrived(item id)`` when `known` holds another picture."""

    arrived = Signal(str)

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._wanted: set[str] = set()
        self.known: dict[str, QPixmap] = {}

    def ask(self, items: Iterable[EvidenceItem]) -> None:
        """Ask for the pictures of items; those of others are forgotten."""
        wanted = {item.id: item for item in items}
        self._wanted = set(wanted)
        for gone in self.known.keys() - self._wanted:
            del self.known[gone]
        for item in wanted.values():
            if item.id not in self.known:
                self._thumbnails.request(item, self.show)

    @Slot(str, QImage)
    def show(self, item_id: str, image: QImage) -> None:
        """Keep a picture that has arrived."""
        if item_id in self._wanted:
            self.known[item_id] = QPixmap.fromImage(image)
            self.arrived.emit(item_id)
