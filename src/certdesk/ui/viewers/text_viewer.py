"""Texts, tables and office documents as a reading view: words can be selected, marked and found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from certdesk.core.annotations import Anchor, TextQuote, WholeItem
from certdesk.core.words import _
from certdesk.evidence.replies import Reading, Reply, SideNote
from certdesk.evidence.requests import ReadDocument
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.document_frame import DocumentFrame
from certdesk.ui.viewers.grid_pane import GridPane
from certdesk.ui.viewers.grid_text import workbook_of
from certdesk.ui.viewers.marks_on_media import Marks, as_quote
from certdesk.ui.viewers.office_views import OFFICE
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.password_panel import Passwords, key_of
from certdesk.ui.viewers.reading_view import ReadingView
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.widgets.button import icon_button

_STEP = 1.15
_NEAR = 120
"""So many characters more or less at the top of the window are the same place."""


class TextViewer(ViewerWidget):
    """Shows what `ReadDocument` makes of a file: running text, or the worksheets of a workbook."""

    def __init__(
        self, themes: ThemeSource, worker: Asks, deliveries: Deliveries, passwords: Passwords | None = None
    ) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._passwords = passwords or Passwords()
        self._password_now = ""
        self._item: ViewedItem | None = None
        self._ticket = 0
        self._open = False
        self._opened_at = 0
        self._looked_for = ""
        self._waiting_for_text: Anchor | None = None
        self.view = ReadingView(themes)
        self.grid = GridPane(themes)
        self.surface: ReadingView | GridPane = self.view
        self._frame = DocumentFrame(self, themes, worker, deliveries, self.view, self.grid)
        self.header, self.engine_bar, self.sides = self._frame.header, self._frame.engine_bar, self._frame.sides
        self._find = self._frame.find
        self._build(themes)

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a text from its place on."""
        self.close_item()
        self._item = item
        self._password_now = self._passwords.of(key_of(item))
        self.header.show_title(item.title, item.file_name)
        self._read()

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self.surface.set_marks(marks)

    def set_criterion(self, label: str) -> None:
        """Words that are selected carry no label, so there is nothing to change."""

    def go_to(self, anchor: Anchor) -> None:
        """Show and select quoted words; anything else shows the beginning."""
        if not self._open:
            self._waiting_for_text = anchor
            return
        quote = as_quote(anchor)
        if quote is None:
            self.surface.scroll_to_offset(0)
        elif not self.surface.reveal(quote):
            words = _("The words that were quoted are not in this text any more.")
            self._frame.remark.say(words, warning=True)

    def anchor(self) -> Anchor:
        """Return the words selected, or the whole item."""
        return self.surface.quote() or WholeItem()

    def selected(self) -> Anchor | None:
        """Return the words selected, or None."""
        return self.surface.quote()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.surface.clear_selection()

    def place(self) -> Place:
        """Return the first character in view and the size of letters."""
        if not self._open:
            return dict(self._item.place) if self._item is not None else {}
        return {"offset": self.surface.first_offset(), "zoom": self.surface.zoom}

    def restore(self, place: Place) -> None:
        """Look there again."""
        zoom, offset = place.get("zoom"), place.get("offset")
        if isinstance(zoom, int | float) and zoom > 0:
            self.surface.set_zoom(float(zoom))
        if self._open and isinstance(offset, int):
            self.surface.scroll_to_offset(offset)

    def looked_at(self) -> frozenset[int]:
        """Return the one piece that a text without pages is."""
        return frozenset({0}) if self._open and self.isVisible() else frozenset()

    @property
    def untouched(self) -> bool:
        """Whether nobody has scrolled, selected or searched since the text came."""
        if not self._open:
            return True
        if not self._find.isHidden():
            return False
        return self.surface.quote() is None and abs(self.surface.first_offset() - self._opened_at) < _NEAR

    def close_item(self) -> None:
        """Let go of the text."""
        self._deliveries.drop(self._ticket)
        self._item, self._open, self._waiting_for_text = None, False, None
        self._frame.clear()
        self.surface.set_marks(())
        self.surface.clear_selection()
        self.view.show_reading(Reading("", (), "", simplified=False))

    # -- opening -------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._item is None:
            return
        self._frame.say(_("Opening…"), icon="text", tone="text3")
        asked = ReadDocument(self._item.path, self._item.file_name, self._password_now)
        self._ticket = self._deliveries.bring(self._worker.submit(asked, URGENT), self._show, self._refuse)

    def _show(self, reply: Reply) -> None:
        if not isinstance(reply, Reading) or self._item is None:
            return
        self._put_on_surface(reply)
        self.surface.set_marks(self._item.marks)
        self._open = True
        self._frame.show_contents(self.surface)
        self._name_engine(reply)
        self._frame.remark.say("" if reply.complete else _("The document is longer than what is shown here."))
        self.restore(self._item.place)
        self._opened_at = self.surface.first_offset()
        if self._waiting_for_text is not None:
            self.go_to(self._waiting_for_text)
        self.sides.open(None, PageFile(self._item.path, self._password_now), self._item.file_name)
        self.place_changed.emit()

    def _put_on_surface(self, reading: Reading) -> None:
        book = workbook_of(reading)
        self.surface = self.view if book is None else self.grid
        if book is None:
            self.view.show_reading(reading)
        else:
            self.grid.show_book(book)

    def _name_engine(self, reading: Reading) -> None:
        item = self._item
        office = item is not None and (item.description.kind if item.description else item.kind) in OFFICE
        if reading.simplified or office:
            why = _("Words, tables and pictures of the document without its layout, read by {engine}.")
            self.engine_bar.show_engine(_("Reading view"), why.format(engine=reading.engine))

    def _refuse(self, problem: Exception) -> None:
        self.problem_shown.emit(self._frame.refuse(problem))

    def _try_password(self, password: str) -> None:
        if self._item is not None:
            self._password_now = password
            self._passwords.keep(key_of(self._item), password)
            self._read()

    def _go_to_note(self, note: SideNote) -> None:
        words = note.about or note.text
        if not self.surface.reveal(TextQuote(words)):
            self._frame.remark.say(_("This note belongs to no words that are shown here."))

    # -- letters and finding -------------------------------------------------------------------

    def _enlarge(self) -> None:
        self.surface.set_zoom(self.surface.zoom * _STEP)

    def _shrink(self) -> None:
        self.surface.set_zoom(self.surface.zoom / _STEP)

    def _usual_size(self) -> None:
        self.surface.set_zoom(1.0)

    def _look_for(self, words: str) -> None:
        self._looked_for = words
        self._step(1)

    def _step(self, direction: int) -> None:
        now, total = self.surface.find_words(self._looked_for, back=direction < 0)
        self._find.show_count(now, total)

    def _leave_search(self) -> None:
        self._looked_for = ""
        self.view.forget_found()
        if self._open:
            self.surface.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of the selection."""
        if event.key() == Qt.Key.Key_Escape and self.surface.quote() is not None:
            self.surface.clear_selection()
        else:
            super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------------

    def _build(self, themes: ThemeSource) -> None:
        self.view.setObjectName("reading")
        self.view.setAccessibleName(_("Text"))
        smaller = icon_button(themes, "zoom_out", _("Smaller letters"), key="Ctrl -", size="small")
        larger = icon_button(themes, "zoom_in", _("Larger letters"), key="Ctrl +", size="small")
        find = icon_button(themes, "search", _("Find in this document"), key="Ctrl F", size="small")
        self.header.add_tool(self.sides.notes_button)
        tools = (smaller, larger, find)
        calls = (self._shrink, self._enlarge, self._find.open)
        for tool, name, call in zip(tools, ("zoomOut", "zoomIn", "findOpen"), calls, strict=True):
            tool.setObjectName(name)
            tool.clicked.connect(call)
            self.header.add_tool(tool)
        self.sides.outline_button.setParent(self.sides)
        self._connect()

    def _connect(self) -> None:
        keys = ("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0")
        calls = (self._enlarge, self._enlarge, self._shrink, self._usual_size)
        for key, call in zip(keys, calls, strict=True):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
        for surface in (self.view, self.grid):
            surface.words_selected.connect(self.anchor_changed)
            surface.scrolled.connect(self.place_changed)
            surface.zoomed.connect(self.place_changed)
            surface.mark_clicked.connect(self.mark_clicked)
        self.sides.note_wanted.connect(self._go_to_note)
        self._frame.password.given.connect(self._try_password)
        self._find.asked.connect(self._look_for)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._leave_search)
