"""PDFs and documents that can be shown as pages: read, zoom, find, select a region or words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, PageRegion, Rect, TextQuote
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Matches, Pages, Reply
from certdesk.evidence.requests import FindText, MeasurePages, Request
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers import page_words
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.find_bar import FindBar
from certdesk.ui.viewers.marks_on_media import Marks, current_last
from certdesk.ui.viewers.page_finder import Found, found_from
from certdesk.ui.viewers.page_texts import PageTexts
from certdesk.ui.viewers.page_tools import PageTools
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.quote_places import QuotePlaces
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks, SheetPictures, ask_for_page
from certdesk.ui.viewers.sheet_place import place_of, restore_place
from certdesk.ui.viewers.sheet_scene import Part, Placed, Tool
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader

TRUE_SIZE = 96 / 72
"""Px per point at 100 %."""


class PdfViewer(ViewerWidget):
    """Continuous pages."""

    pages_refused = Signal()
    """A document (not a PDF) can't be laid out as pages; its text may still be read."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._count = 0
        self._marks: Marks = ()
        self._quote = ""
        self._dragged: tuple[int, QPointF, QPointF] | None = None
        self._found = Found()
        self._pending: list[int] = []
        self._waiting_for_pages: Anchor | None = None
        self._pictures = SheetPictures(self, worker, deliveries, ask_for_page)
        self._texts = PageTexts(worker, deliveries, self._words_arrived)
        self._places = QuotePlaces(worker, deliveries, self._quote_found)
        self._going_to = ""
        self.canvas = SheetCanvas(themes, self._pictures)
        self.header = ViewerHeader(themes)
        self.tools = PageTools(themes, self.canvas, self)
        self._find = FindBar(themes)
        self._remark = Remark(themes)
        self._panel = ProblemPanel(themes)
        self._build()
        self._connect()
        themes.changed.connect(self._use_room)

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a PDF or document from its place on."""
        self.close_item()
        self._item = item
        self._marks = item.marks
        self.header.show_title(item.title, item.file_name)
        known = item.description
        if known is not None and known.kind is Kind.PDF and known.page_count and known.page_sizes:
            self._open(Pages(known.page_count, known.page_sizes, "", simplified=False))
            return
        self._say(_("Opening…"), icon="document", tone="text3")
        self._bring(MeasurePages(item.path), self._open, self._refuse)

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self._marks = marks
        if self._count:
            self.canvas.set_marks(tuple(self._placed()))

    def set_criterion(self, label: str) -> None:
        """Write this on what is being selected."""
        self.canvas.set_criterion(label)

    def go_to(self, anchor: Anchor) -> None:
        """Show a region of a page; anything else shows the beginning."""
        if not self._count:
            self._waiting_for_pages = anchor
        elif isinstance(anchor, PageRegion):
            self.canvas.reveal(Part(anchor.page, anchor.rect))
        elif isinstance(anchor, TextQuote):
            self._going_to = anchor.quote
            self._quote_found(anchor.quote)
        else:
            self.canvas.scroll_to(1)

    def anchor(self) -> Anchor:
        """Return the region or words selected, or the page that is looked at."""
        chosen = self.canvas.selection
        if chosen is not None:
            return PageRegion(chosen.page, chosen.rect, self._quote)
        page = self.canvas.page
        width, height = self.canvas.sheet_layout.sizes[page - 1] if self._count else (0.0, 0.0)
        return PageRegion(page, Rect(0.0, 0.0, width, height))

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.canvas.selection is not None:
            self.canvas.select(None)

    def place(self) -> Place:
        """Return page, point of it at the top left, zoom and rotation."""
        return place_of(self.canvas) if self._count else dict(self._item.place if self._item else {})

    def restore(self, place: Place) -> None:
        """Look there again."""
        if self._count:
            restore_place(self.canvas, place)

    def close_item(self) -> None:
        """Let go of the document."""
        for ticket in self._pending:
            self._deliveries.drop(ticket)
        self._pending.clear()
        self._count, self._quote, self._dragged, self._item = 0, "", None, None
        self._going_to = ""
        self._waiting_for_pages = None
        self._find.shut()
        self._remark.say("")
        self._pictures.close()
        self.canvas.show_sheets((), TRUE_SIZE)

    # -- opening -------------------------------------------------------------------------------

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Pages) or self._item is None:
            return
        sizes = reply.sizes or ((595.0, 842.0),)
        self._count = reply.count
        self._texts.open(self._item.path)
        self._places.open(self._item.path)
        # Only the first 2,000 pages are measured; the rest will look like the last of them.
        whole = (sizes + (sizes[-1],) * (reply.count - len(sizes)))[: reply.count]
        self._pictures.open(self._item.path, whole)
        self._layers.setCurrentWidget(self.canvas)
        self.canvas.show_sheets(whole, TRUE_SIZE)
        self.set_marks(self._marks)
        self.restore(self._item.place)
        if reply.simplified:
            words = _("Simplified view, laid out by {engine}. The original may look different.")
            self._remark.say(words.format(engine=reply.engine))
        if self._waiting_for_pages is not None:
            self.go_to(self._waiting_for_pages)
        self._viewed()

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        if self._item is not None and self._item.kind is not Kind.PDF:
            self.pages_refused.emit()
            return
        self._say(sentence, hint)
        self.problem_shown.emit(sentence)

    def _page_refused(self, page: int, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        if self._count == 1:
            self._say(sentence, hint)
        else:
            words = _("Page {page} can't be drawn: {why}").format(page=page, why=sentence)
            self._remark.say(words, warning=True)
        self.problem_shown.emit(sentence)

    def _say(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        self._panel.show_words(sentence, hint, icon, tone)
        self._layers.setCurrentWidget(self._panel)

    # -- marks ---------------------------------------------------------------------------------

    def _placed(self) -> Iterator[Placed]:
        for mark in current_last(self._marks):
            if isinstance(mark.anchor, PageRegion):
                yield mark, Part(mark.anchor.page, mark.anchor.rect)
            elif isinstance(mark.anchor, TextQuote) and (part := self._places.of(mark.anchor.quote)) is not None:
                yield mark, part

    def _quote_found(self, quote: str) -> None:
        self.set_marks(self._marks)
        part = self._places.of(quote)
        if quote == self._going_to and part is not None:
            self._going_to = ""
            self.canvas.reveal(part)

    # -- selecting -----------------------------------------------------------------------------

    def _selected(self) -> None:
        chosen = self.canvas.selection
        if chosen is None:
            self._quote, self._dragged = "", None
            self.canvas.set_hits(self._found.parts)
        elif self.canvas.tool is Tool.REGION:
            text = self._texts.of(chosen.page)
            inside = page_words.words_inside(text, chosen.rect) if text is not None else ()
            self._quote = page_words.quote_of(inside)
        self.anchor_changed.emit()

    def _drag_words(self, page: int, start: QPointF, end: QPointF) -> None:
        self._dragged = (page, start, end)
        text = self._texts.of(page)
        if text is None:
            return
        words = page_words.words_between(text, start, end)
        if not words:
            return
        self._quote = page_words.quote_of(words)
        self.canvas.set_hits(tuple(Part(page, page_words.box_of(word.rect)) for word in words))
        self.canvas.select(Part(page, page_words.bounds_of(words)))

    def _words_arrived(self, page: int) -> None:
        chosen = self.canvas.selection
        if self.canvas.tool is Tool.QUOTE and self._dragged is not None and self._dragged[0] == page:
            self._drag_words(*self._dragged)
        elif chosen is not None and chosen.page == page:
            self._selected()

    # -- finding -------------------------------------------------------------------------------

    def _look_for(self, words: str) -> None:
        if self._item is not None:
            self._bring(FindText(self._item.path, words), self._show_found, self._found_nothing)

    def _show_found(self, reply: Reply) -> None:
        if isinstance(reply, Matches):
            self._show(found_from(reply, self.canvas.page))

    def _found_nothing(self, problem: Exception) -> None:
        self._find.show_words(words_of(problem)[0])

    def _step(self, direction: int) -> None:
        self._show(self._found.stepped(direction))

    def _show(self, found: Found) -> None:
        self._found = found
        self._find.show_count(found.now + 1, len(found.matches), complete=found.complete)
        self.canvas.set_hits(found.parts)
        if found.current is not None:
            self.canvas.reveal(found.current)

    def _forget_found(self) -> None:
        self._found = Found()
        self.canvas.set_hits(())
        self.canvas.setFocus()

    # -- inside --------------------------------------------------------------------------------

    def _bring(self, request: Request, done: Callable[[Reply], None], failed: Callable[[Exception], None]) -> None:
        self._pending.append(self._deliveries.bring(self._worker.submit(request, URGENT), done, failed))

    def _turn_to(self, page: int) -> None:
        self.canvas.scroll_to(page)

    def _viewed(self) -> None:
        self.tools.show_page(self.canvas.page, self._count)
        self.place_changed.emit()

    def _connect(self) -> None:
        self.canvas.viewed.connect(self._viewed)
        self.canvas.zoomed.connect(self._viewed)
        self.canvas.selected.connect(self._selected)
        self.canvas.words_dragged.connect(self._drag_words)
        self.canvas.mark_clicked.connect(self.mark_clicked)
        self.tools.page_asked.connect(self._turn_to)
        self.tools.find_asked.connect(self._find.open)
        self._find.asked.connect(self._look_for)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._forget_found)
        self._pictures.refused.connect(self._page_refused)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._find.open)

    def _build(self) -> None:
        self.canvas.setObjectName("pages")
        self.canvas.setAccessibleName(_("Pages"))
        # Always there: pages are fitted to the width beside it, and would be drawn twice if it came later.
        self.canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.header.add_tool(self.tools)
        holder = QWidget()
        self._layers = QStackedLayout(holder)
        self._layers.addWidget(self.canvas)
        self._layers.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._find, self._remark):
            column.addWidget(part)
        column.addWidget(holder, 1)
        self.setFocusProxy(self.canvas)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words on the tools where there is room."""
        super().resizeEvent(event)
        self._use_room()

    def _use_room(self) -> None:
        self.tools.use_room(self.width())
