"""Links on pages: underlined, told in words, jumped along inside the document; never followed to the outside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from certdesk.core.words import _
from certdesk.evidence.replies import Link, PageLinks, Reply
from certdesk.evidence.requests import LinksOfPage
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_words import box_of
from certdesk.ui.viewers.sheet_canvas import SheetCanvas, Spot
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.sheet_scene import Part

_LONGEST = 60
_MOST_LISTED = 20


class LinksOnPages(QObject):
    """The links of the pages that were seen, of one document at a time."""

    page_wanted = Signal(int)
    """Somebody clicked a link to a page of the same document."""

    def __init__(self, canvas: SheetCanvas, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._worker = worker
        self._deliveries = deliveries
        self._file = PageFile(Path())
        self._known: dict[int, tuple[Link, ...]] = {}
        self._asked: dict[int, int] = {}
        canvas.pointed.connect(self._clicked)

    def open(self, file: PageFile) -> None:
        """Begin with another document."""
        self.close()
        self._file = file

    def close(self) -> None:
        """Ask for nothing more."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._known.clear()
        self._asked.clear()

    def look_at(self, page: int) -> None:
        """Ask for the links of a page, after everything that is seen."""
        if page in self._known or page in self._asked:
            return
        self._asked[page] = self._deliveries.bring(
            self._worker.submit(LinksOfPage(self._file.path, page, self._file.password)),
            lambda reply: self._keep(page, reply),
            lambda _problem: self._keep(page, PageLinks(page, ())),  # links are a kindness; the page is seen anyway
        )

    def at(self, spot: Spot | None) -> Link | None:
        """Return the link at a spot."""
        if spot is None:
            return None
        page, point = spot
        found = (link for link in self._known.get(page, ()) if _holds(link, point))
        return next(found, None)

    def words(self, spot: Spot) -> str:
        """Return what a tool tip says of the link at a spot, or ""."""
        link = self.at(spot)
        if link is None:
            return ""
        if link.address:
            return _("Link, not followed: {address}").format(address=link.address)
        return _("Link to page {page}").format(page=link.page) if link.page else ""

    def fill_menu(self, menu: QMenu, spot: Spot | None) -> None:
        """Offer the link at a spot, and all of the page, so that the keyboard reaches them too."""
        here = self.at(spot)
        if here is not None:
            self._offer(menu, here)
        page = spot[0] if spot is not None else self._canvas.page
        others = [link for link in self._known.get(page, ()) if link is not here]
        if others:
            more = menu.addMenu(_("Links on this page"))
            for link in others[:_MOST_LISTED]:
                self._offer(more, link)

    def _offer(self, menu: QMenu, link: Link) -> None:
        if link.address:
            shown = link.address if len(link.address) <= _LONGEST else link.address[: _LONGEST - 1] + "…"
            words = _("Copy the address {address}").format(address=shown.replace("&", "&&"))
            menu.addAction(words).triggered.connect(lambda: QGuiApplication.clipboard().setText(link.address))
        elif link.page:
            words = _("Go to page {page}").format(page=link.page)
            menu.addAction(words).triggered.connect(lambda: self.page_wanted.emit(link.page))

    def _clicked(self, page: int, point: QPointF, clicks: int) -> None:
        link = self.at((page, point))
        if link is not None and link.page and not link.address and clicks == 1:
            self.page_wanted.emit(link.page)

    def _keep(self, page: int, reply: Reply) -> None:
        self._asked.pop(page, None)
        if isinstance(reply, PageLinks):
            self._known[page] = tuple(link for link in reply.links if link.address or link.page)
            shown = ((page, link) for page, links in self._known.items() for link in links)
            self._canvas.set_links(tuple(Part(page, box_of(link.rect)) for page, link in shown), self.words)


def _holds(link: Link, point: QPointF) -> bool:
    box = box_of(link.rect)
    return box.left <= point.x() <= box.right and box.top <= point.y() <= box.bottom
