"""A picture of an item, or of one of its pages, for a preview of what would be done to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from certdesk.core.portfolio import EvidenceItem
from certdesk.evidence.replies import Picture, Reply
from certdesk.evidence.requests import RenderPage, RenderPhoto
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries

_SCALE, _SIDE = 0.6, 640
_PAGED = frozenset({"pdf", "document", "slides"})


class PlacePicture(QObject):
    """Brings one picture at a time; one that was asked for later takes the place of those before."""

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools
        self._deliveries = Deliveries(self)
        self._ticket: int | None = None
        self._wanted = ""

    def request(self, item: EvidenceItem, page: int, receive: Callable[[QImage], None]) -> None:
        """Have ``receive`` called with the picture; never, where there is none."""
        self.forget()
        vault = self._tools.session.workspace.vault
        if not vault.has(item.digest):
            return
        path = vault.path(item.digest)
        if item.kind in _PAGED:
            asked = self._tools.worker.submit(RenderPage(path, max(1, page), _SCALE), 2)
        elif item.kind == "image":
            asked = self._tools.worker.submit(RenderPhoto(path, _SIDE, _SIDE, page=max(1, page)), 2)
        else:
            self._wanted = item.id
            self._tools.thumbnails.request(item, self._take_thumbnail(receive))
            return
        self._ticket = self._deliveries.bring(asked, lambda reply: _take(reply, receive), _nothing)

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._wanted = ""
        if self._ticket is not None:
            self._deliveries.drop(self._ticket)
            self._ticket = None

    def _take_thumbnail(self, receive: Callable[[QImage], None]) -> Callable[[str, QImage], None]:
        def take(item_id: str, picture: QImage) -> None:
            if item_id == self._wanted:
                receive(picture)

        return take


def image_of(picture: Picture) -> QImage:
    """Return pixels as a picture of its own."""
    form = QImage.Format.Format_RGB32
    return QImage(picture.pixels, picture.width, picture.height, picture.width * 4, form).copy()


def _take(reply: Reply, receive: Callable[[QImage], None]) -> None:
    if isinstance(reply, Picture):
        receive(image_of(reply))


def _nothing(_problem: Exception) -> None:
    """Show no picture: the words beside it say what would be done, and the viewer says what is wrong with the file."""
