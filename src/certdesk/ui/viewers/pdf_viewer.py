"""PDFs and documents that can be shown as pages: read, zoom, find, select a region or words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent

from certdesk.core.annotations import Anchor, PageRegion, Rect, TextQuote
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Match, Pages, Reply, SideNote
from certdesk.evidence.requests import MeasurePages, RenderPage, Request
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers import page_words, seen_pages
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.document_frame import DocumentFrame, locked
from certdesk.ui.viewers.engine_bar import engine_words
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.page_extras import PageExtras
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_marks import NOWHERE, PageMarks
from certdesk.ui.viewers.page_search import PageSearch
from certdesk.ui.viewers.page_selecting import PageSelecting
from certdesk.ui.viewers.page_texts import PageTexts
from certdesk.ui.viewers.page_tools import PageTools
from certdesk.ui.viewers.password_panel import Passwords, key_of
from certdesk.ui.viewers.picture_cache import Shot
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.quote_places import QuotePlaces
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks, SheetPictures
from certdesk.ui.viewers.sheet_place import place_of, restore_place
from certdesk.ui.viewers.sheet_scene import Part
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget

TRUE_SIZE = 96 / 72
"""Px per point at 100 %."""


class PdfViewer(ViewerWidget):
    """Pages below each other, or one at a time."""

    pages_refused = Signal()
    """A document (not a PDF) can't be laid out as pages; its text may still be read."""

    def __init__(
        self, themes: ThemeSource, worker: Asks, deliveries: Deliveries, passwords: Passwords | None = None
    ) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._passwords = passwords or Passwords()
        self._item: ViewedItem | None = None
        self._file = PageFile(Path())
        self._count = 0
        self._marks: Marks = ()
        self._ticket = 0
        self._wanted: Anchor | None = None
        self._opened_at: Place = {}
        self._pictures = SheetPictures(self, worker, deliveries, self._ask_for_page)
        self._texts = PageTexts(worker, deliveries, self._words_arrived)
        self._on_pages = PageMarks(QuotePlaces(worker, deliveries, self._quote_sought))
        self.canvas = SheetCanvas(themes, self._pictures)
        self._selecting = PageSelecting(self.canvas, self._texts, self)
        self._extras = PageExtras(self.canvas, self._pictures, self._texts, worker, deliveries)
        self._frame = DocumentFrame(self, themes, worker, deliveries, self.canvas)
        self.header, self.engine_bar, self.sides = self._frame.header, self._frame.engine_bar, self._frame.sides
        self.tools = PageTools(themes, self.canvas, self)
        self._search = PageSearch(self._frame.find, self.canvas, worker, deliveries)
        self._build()
        self._connect()
        themes.changed.connect(self._use_room)

    def only_read(self) -> None:
        """Show documents of our own: nothing in them is filed as evidence, so those tools are left out."""
        self.tools.only_read()
        self.sides.only_contents()

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a PDF or document from its place on."""
        self.show_pages(item, PageFile(item.path))

    def show_pages(self, item: ViewedItem, file: PageFile) -> None:
        """Show an item by the pages of ``file``: its own, or those that another program laid out."""
        self.close_item()
        self._item = item
        self._marks = item.marks
        self._file = PageFile(file.path, self._passwords.of(key_of(item)), file.engine, file.faithful)
        self.header.show_title(item.title, item.file_name)
        self._use_room()
        known = item.description
        if known is not None and known.kind is Kind.PDF and known.page_count and known.page_sizes:
            self._open(Pages(known.page_count, known.page_sizes, "", simplified=False))
        else:
            self._measure()

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self._marks = marks
        if self._count:
            self.canvas.set_marks(tuple(self._on_pages.placed(marks)))
            self._extras.rest()

    def set_criterion(self, label: str) -> None:
        """Write this on what is being selected."""
        self.canvas.set_criterion(label)

    def go_to(self, anchor: Anchor) -> None:
        """Show a region of a page; anything else shows the beginning."""
        self._wanted = anchor
        if not self._count:
            return
        spot = self._on_pages.spot(anchor)
        if spot is not None and spot.part.rect == NOWHERE:
            self._wanted = None
            self.canvas.scroll_to(spot.part.page)
        elif spot is not None:
            self._wanted = None
            if not spot.sure:
                self._frame.remark.say(_("Marked in other pages: the place may differ."), warning=True)
            marked = next((each.annotation_id for each in self._marks if each.anchor == anchor), "")
            self.canvas.choose(marked)
            self.canvas.reveal(spot.part)
            if not marked and (found := self._on_pages.found(anchor)) is not None:
                self._selecting.select_found(found)
        elif not isinstance(anchor, PageRegion | TextQuote):
            self._wanted = None
            self.canvas.scroll_to(1)

    def anchor(self) -> Anchor:
        """Return the region or words selected, or the page that is looked at."""
        selected = self.selected()
        if selected is not None:
            return selected
        page = self.canvas.page
        width, height = self.canvas.sheet_layout.sizes[page - 1] if self._count else (0.0, 0.0)
        return PageRegion(page, Rect(0.0, 0.0, width, height), view=self.engine)

    def selected(self) -> Anchor | None:
        """Return the region or words selected, or None."""
        chosen = self.canvas.selection
        return PageRegion(chosen.page, chosen.rect, self._selecting.quote, self.engine) if chosen is not None else None

    @property
    def words_chosen(self) -> bool:
        """Whether words are selected, and not a rectangle."""
        return self.canvas.selection is not None and self._selecting.span is not None

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

    def looked_at(self) -> frozenset[int]:
        """Return the pages of which a good part is drawn and in view."""
        if not self._count or not self.canvas.isVisible():
            return frozenset()
        pages = seen_pages.pages_in(self.canvas.sheet_layout, self.canvas.seen_box)
        return frozenset(page for page in pages if self._pictures.shots(page))

    def close_item(self) -> None:
        """Let go of the document."""
        self._deliveries.drop(self._ticket)
        self._count, self._item, self._wanted = 0, None, None
        self._selecting.forget()
        self._on_pages.open(PageFile(Path()), "")  # what is still looked for on these pages says nothing of the next
        self._search.open(None)
        self._extras.close()
        self._frame.clear()
        self.tools.set_words_there(there=True)
        self._pictures.close()
        self.canvas.show_sheets((), TRUE_SIZE)

    @property
    def engine(self) -> str:
        """The program that laid out the pages; "" where the file itself has pages."""
        return self._file.engine

    @property
    def untouched(self) -> bool:
        """Whether nobody has scrolled, selected or searched since the pages came."""
        if not self._count or self._wanted is not None or self._selecting.waiting:
            return True
        if self.canvas.selection is not None or not self._frame.find.isHidden():
            return False
        return seen_pages.same_place(self._opened_at, self.place())

    # -- opening -------------------------------------------------------------------------------

    def _measure(self) -> None:
        self._frame.say(_("Opening…"), icon="document", tone="text3")
        asked = self._worker.submit(MeasurePages(self._file.path, self._file.password), URGENT)
        self._ticket = self._deliveries.bring(asked, self._open, self._refuse)

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Pages) or self._item is None:
            return
        item, sizes = self._item, reply.sizes or ((595.0, 842.0),)
        self._count = reply.count
        engine = self._file.engine if self._file.faithful else reply.engine if reply.simplified else ""
        self._file = file = PageFile(self._file.path, self._file.password, engine, self._file.faithful)
        self._texts.open(file)
        self._on_pages.open(file, engine)
        self._search.open(file)
        # Only the first 2,000 pages are measured; the rest will look like the last of them.
        whole = (sizes + (sizes[-1],) * (reply.count - len(sizes)))[: reply.count]
        self._pictures.open(file.path, whole)
        self._frame.show_contents(self.canvas)
        self.tools.show()
        self.canvas.rotate(0)
        self.canvas.show_sheets(whole, TRUE_SIZE)
        self.set_marks(self._marks)
        self.restore(item.place)
        self._opened_at = self.place()
        self.engine_bar.show_engine(*engine_words(engine, faithful=file.faithful, simplified=reply.simplified))
        if self._wanted is not None:
            self.go_to(self._wanted)
        self.sides.open(file, PageFile(item.path, file.password), item.file_name)
        self._extras.open(file, item)
        self._viewed()

    def _refuse(self, problem: Exception) -> None:
        if self._item is not None and self._item.kind is not Kind.PDF and not locked(problem):
            words_of(problem)
            self.pages_refused.emit()
            return
        self.tools.hide()
        self.problem_shown.emit(self._frame.refuse(problem))

    def _try_password(self, password: str) -> None:
        if self._item is not None:
            self._passwords.keep(key_of(self._item), password)
            self._file = PageFile(self._file.path, password, self._file.engine, self._file.faithful)
            self._measure()

    def _tell_scan(self) -> None:
        words = _("This is a scan without text: nothing in it can be found or quoted. Draw a region instead.")
        self._frame.remark.say(words)
        self.tools.set_words_there(there=False)

    def _page_refused(self, page: int, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        if self._count == 1:
            self._frame.say(sentence, hint)
        else:
            words = _("Page {page} can't be drawn: {why}").format(page=page, why=sentence)
            self._frame.remark.say(words, warning=True)
        self.problem_shown.emit(sentence)

    # -- words and marks -----------------------------------------------------------------------

    def _quote_sought(self, quote: str) -> None:
        self.set_marks(self._marks)
        if self._wanted is not None:
            self.go_to(self._wanted)
        if isinstance(self._wanted, TextQuote) and self._wanted.quote == quote:
            self._wanted = None
            self._frame.remark.say(_("The words that were quoted are not found on these pages."), warning=True)

    def _take_found(self, match: Match) -> None:
        """Select where the search was left, unless it is filed already or something else is selected."""
        middles = [(box.left + box.right, box.top + box.bottom) for box in map(page_words.box_of, match.rects)]
        there = [part.rect for _mark, part in self.canvas.scene.marks if part.page == match.page]
        filed = any(
            all(box.left * 2 <= x <= box.right * 2 and box.top * 2 <= y <= box.bottom * 2 for x, y in middles)
            for box in there
        )
        if not filed and self.canvas.selection is None:
            self._selecting.select_found(match)

    def _words_arrived(self, page: int) -> None:
        self._selecting.words_arrived(page)
        self._extras.words_arrived(page)

    def _tell_reshaped(self, annotation_id: str, part: Part, words: str) -> None:
        self.mark_moved.emit(annotation_id, PageRegion(part.page, part.rect, words, self.engine))

    def _go_to_note(self, note: SideNote) -> None:
        if note.page and note.rect is not None:
            self.canvas.reveal(Part(note.page, page_words.box_of(note.rect)))
        elif note.page:
            self.go_to(PageRegion(note.page, NOWHERE, note.about, self.engine))
        else:
            self.go_to(TextQuote(note.about or note.text))

    # -- inside --------------------------------------------------------------------------------

    def _ask_for_page(self, path: Path, shot: Shot, _size: tuple[float, float]) -> Request:
        part = shot.part
        region = (part.left, part.top, part.right - part.left, part.bottom - part.top) if part is not None else None
        return RenderPage(path, shot.page, shot.scale, region=region, password=self._file.password)

    def _turn_to(self, page: int) -> None:
        self.canvas.scroll_to(page)

    def _viewed(self) -> None:
        self.tools.show_page(self.canvas.page, self._count)
        self._extras.rest()
        self.place_changed.emit()

    def _connect(self) -> None:
        self.canvas.viewed.connect(self._viewed)
        self.canvas.zoomed.connect(self._viewed)
        self.canvas.mark_clicked.connect(self.mark_clicked)
        self._selecting.changed.connect(self.anchor_changed)
        self._search.left_at.connect(self._take_found)
        self._extras.reshaped.connect(self._tell_reshaped)
        self._extras.scan_found.connect(self._tell_scan)
        for leads in (self._extras.page_wanted, self.sides.page_wanted, self.tools.page_asked):
            leads.connect(self._turn_to)
        self.sides.note_wanted.connect(self._go_to_note)
        self.sides.arrived.connect(self._use_room)
        self.tools.find_asked.connect(self._frame.find.open)
        self.tools.tool_chosen.connect(self._extras.rest)
        self._frame.password.given.connect(self._try_password)
        self._pictures.refused.connect(self._page_refused)

    def _build(self) -> None:
        self.canvas.setObjectName("pages")
        self.canvas.setAccessibleName(_("Pages"))
        # Always there: pages are fitted to the width beside it, and would be drawn twice if it came later.
        self.canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.tools.add_sides(self.sides.outline_button, self.sides.notes_button)
        self.header.add_tool(self.tools)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words on the tools where there is room."""
        super().resizeEvent(event)
        self._use_room()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy words and addresses of links."""
        if self._count:
            self._extras.open_menu(event, self._selecting)

    def _use_room(self) -> None:
        self.tools.use_room(*self.header.room(self.width()))
        self.header.share_width()
