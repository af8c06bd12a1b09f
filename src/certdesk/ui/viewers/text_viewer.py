"""Texts and office documents as a reading view: words can be selected, marked and found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, WholeItem
from certdesk.core.words import _
from certdesk.evidence.replies import Reading, Reply
from certdesk.evidence.requests import ReadDocument
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.find_bar import FindBar
from certdesk.ui.viewers.marks_on_media import Marks, as_quote
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.reading_view import ReadingView
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.widgets.button import icon_button

_STEP = 1.15


class TextViewer(ViewerWidget):
    """Shows what `ReadDocument` makes of a file."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._ticket = 0
        self._open = False
        self._looked_for = ""
        self._waiting_for_text: Anchor | None = None
        self.header = ViewerHeader(themes)
        self.view = ReadingView(themes)
        self._find = FindBar(themes)
        self._remark = Remark(themes)
        self._panel = ProblemPanel(themes)
        self._build(themes)

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a text from its place on."""
        self.close_item()
        self._item = item
        self.header.show_title(item.title, item.file_name)
        self.view.set_marks(item.marks)
        self._say(_("Opening…"), icon="text", tone="text3")
        self._ticket = self._deliveries.bring(
            self._worker.submit(ReadDocument(item.path, item.file_name), URGENT), self._show, self._refuse
        )

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self.view.set_marks(marks)

    def set_criterion(self, label: str) -> None:
        """Words that are selected carry no label, so there is nothing to change."""

    def go_to(self, anchor: Anchor) -> None:
        """Show and select quoted words; anything else shows the beginning."""
        if not self._open:
            self._waiting_for_text = anchor
            return
        quote = as_quote(anchor)
        if quote is None:
            self.view.scroll_to_offset(0)
        elif not self.view.reveal(quote):
            words = _("The words that were quoted are not in this text any more.")
            self._remark.say(words, warning=True)

    def anchor(self) -> Anchor:
        """Return the words selected, or the whole item."""
        return self.view.quote() or WholeItem()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.view.clear_selection()

    def place(self) -> Place:
        """Return the first character in view and the size of letters."""
        if not self._open:
            return dict(self._item.place) if self._item is not None else {}
        return {"offset": self.view.first_offset(), "zoom": self.view.zoom}

    def restore(self, place: Place) -> None:
        """Look there again."""
        zoom, offset = place.get("zoom"), place.get("offset")
        if isinstance(zoom, int | float) and zoom > 0:
            self.view.set_zoom(float(zoom))
        if self._open and isinstance(offset, int):
            self.view.scroll_to_offset(offset)

    def close_item(self) -> None:
        """Let go of the text."""
        self._deliveries.drop(self._ticket)
        self._item, self._open, self._waiting_for_text = None, False, None
        self._find.shut()
        self._remark.say("")
        self.view.set_marks(())
        self.view.show_reading(Reading("", (), "", simplified=False))

    # -- inside --------------------------------------------------------------------------------

    def _show(self, reply: Reply) -> None:
        if not isinstance(reply, Reading) or self._item is None:
            return
        self._layers.setCurrentWidget(self.view)
        self.view.show_reading(reply)
        self.view.set_marks(self._item.marks)
        self._open = True
        remarks = []
        if reply.simplified:
            words = _("Simplified view, read by {engine}: words, tables and pictures without their layout.")
            remarks.append(words.format(engine=reply.engine))
        if not reply.complete:
            remarks.append(_("The document is longer than what is shown here."))
        self._remark.say(" ".join(remarks))
        self.restore(self._item.place)
        if self._waiting_for_text is not None:
            self.go_to(self._waiting_for_text)
        self.place_changed.emit()

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._say(sentence, hint)
        self.problem_shown.emit(sentence)

    def _say(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        self._panel.show_words(sentence, hint, icon, tone)
        self._layers.setCurrentWidget(self._panel)

    def _enlarge(self) -> None:
        self.view.set_zoom(self.view.zoom * _STEP)

    def _shrink(self) -> None:
        self.view.set_zoom(self.view.zoom / _STEP)

    def _usual_size(self) -> None:
        self.view.set_zoom(1.0)

    def _look_for(self, words: str) -> None:
        self._looked_for = words
        self._step(1)

    def _step(self, direction: int) -> None:
        found = self.view.find_words(self._looked_for, back=direction < 0)
        self._find.show_words("" if found else _("Not found"))

    def _leave_search(self) -> None:
        self._looked_for = ""
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of the selection."""
        if event.key() == Qt.Key.Key_Escape and self.view.textCursor().hasSelection():
            self.view.clear_selection()
        else:
            super().keyPressEvent(event)

    def _build(self, themes: ThemeSource) -> None:
        self.view.setObjectName("reading")
        self.view.setAccessibleName(_("Text"))
        smaller = icon_button(themes, "zoom_out", _("Smaller letters"), key="Ctrl -", size="small")
        larger = icon_button(themes, "zoom_in", _("Larger letters"), key="Ctrl +", size="small")
        find = icon_button(themes, "search", _("Find in this document"), key="Ctrl F", size="small")
        tools = (smaller, larger, find)
        calls = (self._shrink, self._enlarge, self._find.open)
        for tool, name, call in zip(tools, ("zoomOut", "zoomIn", "findOpen"), calls, strict=True):
            tool.setObjectName(name)
            tool.clicked.connect(call)
            self.header.add_tool(tool)
        holder = QWidget()
        self._layers = QStackedLayout(holder)
        self._layers.addWidget(self.view)
        self._layers.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._find, self._remark):
            column.addWidget(part)
        column.addWidget(holder, 1)
        self.setFocusProxy(self.view)
        self._connect()

    def _connect(self) -> None:
        keys = ("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0", "Ctrl+F")
        calls = (self._enlarge, self._enlarge, self._shrink, self._usual_size, self._find.open)
        for key, call in zip(keys, calls, strict=True):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
        self.view.selectionChanged.connect(self.anchor_changed)
        self.view.verticalScrollBar().valueChanged.connect(self.place_changed)
        self.view.zoomed.connect(self.place_changed)
        self.view.mark_clicked.connect(self.mark_clicked)
        self._find.asked.connect(self._look_for)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._leave_search)
