"""What is asked for when somebody rests on a page: its links, and its words, so that plates of marks keep off them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, Qt
from PySide6.QtWidgets import QMenu

from certdesk.core.words import _
from certdesk.evidence.replies import Description, Reply
from certdesk.evidence.requests import Describe
from certdesk.ui.viewers import page_words
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_links import LinksOnPages
from certdesk.ui.viewers.page_selecting import PageSelecting
from certdesk.ui.viewers.page_texts import PageTexts
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import Asks, SheetPictures
from certdesk.ui.viewers.sheet_scene import Part, Tool
from certdesk.ui.viewers.viewer import ViewedItem

REST_MS = 150
"""How long somebody has to rest on a page before its links and words are asked for."""


class PageExtras(QObject):
    """Belongs to one canvas; nothing of it holds up the pages themselves."""

    page_wanted = Signal(int)
    reshaped = Signal(str, object, str)
    """A mark was pulled: its annotation, the `Part` it covers now, the words inside."""
    scan_found = Signal()
    """The pages are pictures of text."""

    def __init__(
        self, canvas: SheetCanvas, pictures: SheetPictures, texts: PageTexts, worker: Asks, deliveries: Deliveries
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pictures = pictures
        self._texts = texts
        self._worker = worker
        self._deliveries = deliveries
        self._open = False
        self._ticket = 0
        self._pulled: tuple[str, Part] | None = None
        self.links = LinksOnPages(canvas, worker, deliveries)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look_around)
        self.links.page_wanted.connect(self.page_wanted)
        canvas.mark_moved.connect(self._pull)

    def open(self, file: PageFile, item: ViewedItem) -> None:
        """Begin with another document; one that nobody has described yet is looked at for being a scan."""
        self._open = True
        self.links.open(file)
        if item.description is not None:
            self._tell_scan(item.description)
        elif not file.engine and not file.password:
            asked = self._worker.submit(Describe(item.path, item.file_name))
            self._ticket = self._deliveries.bring(asked, self._tell_scan, self._nothing_said)

    def close(self) -> None:
        """Ask for nothing more."""
        self._deliveries.drop(self._ticket)
        self._rest.stop()
        self._open, self._pulled = False, None
        self.links.close()

    def rest(self) -> None:
        """Look around soon, unless somebody moves on."""
        self._rest.start()

    def words_arrived(self, page: int) -> None:
        """Let plates keep off the words of a page, and finish a mark that waited for them."""
        self._canvas.set_words(self._texts.boxes())
        if self._pulled is not None and self._pulled[1].page == page:
            self._pull(*self._pulled)

    def open_menu(self, event: QContextMenuEvent, selecting: PageSelecting) -> None:
        """Offer to copy words and addresses of links."""
        menu = QMenu(self._canvas)
        menu.setObjectName("pageMenu")
        copy = menu.addAction(_("Copy the words"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, worked by the canvas
        copy.setEnabled(bool(selecting.quote))
        copy.triggered.connect(selecting.copy)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        point: QPoint = self._canvas.viewport().mapFromGlobal(event.globalPos())
        self.links.fill_menu(menu, self._canvas.spot_at(point.toPointF()) if by_mouse else None)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    # -- inside ----------------------------------------------------------------------------------

    def _look_around(self) -> None:
        if not self._open:
            return
        if self._pictures.busy:
            self._rest.start()
            return
        seen = self._canvas.seen_box
        marked = {part.page for _mark, part in self._canvas.scene.marks}
        for page in self._canvas.sheet_layout.pages_between(seen.top(), seen.bottom()):
            self.links.look_at(page)
            if page in marked or self._canvas.tool is Tool.QUOTE:
                self._texts.of(page)

    def _pull(self, annotation_id: str, part: Part) -> None:
        text = self._texts.of(part.page)
        self._pulled = (annotation_id, part) if text is None else None
        if text is not None:
            words = page_words.quote_of(page_words.words_inside(text, part.rect))
            self.reshaped.emit(annotation_id, part, words)

    def _tell_scan(self, reply: Reply) -> None:
        if isinstance(reply, Description) and reply.scanned:
            self.scan_found.emit()

    def _nothing_said(self, problem: Exception) -> None:
        """Leave it: the pages are seen, and what is wrong with the file was said when they were asked for."""
        words_of(problem)
