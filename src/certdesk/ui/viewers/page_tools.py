"""The tools of a viewer of pages: page number, zoom, quote or region, search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.giving_way import give_way
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Tool
from certdesk.ui.viewers.zoom_tools import ZoomTools
from certdesk.ui.widgets.button import Button, button, icon_button
from certdesk.ui.widgets.labels import label

_LEAST, _LINE = 280, 40


class PageField(QLineEdit):
    """The number of the page, to be typed over. Arrow keys turn pages; the wheel does nothing."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageNumber")
        self.setAccessibleName(_("Page number"))
        self.setProperty("soft", "true")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(QIntValidator(1, 999_999, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a page up or down."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class PageTools(QWidget):
    """Belongs to one canvas."""

    page_asked = Signal(int)
    find_asked = Signal()
    tool_chosen = Signal()

    def __init__(self, themes: ThemeSource, canvas: SheetCanvas, viewer: QWidget) -> None:
        super().__init__()
        self._themes = themes
        self._canvas = canvas
        self._count = 0
        self.field = PageField()
        self._total = label("", "small", "text2", name="pageCount")
        self._previous = icon_button(themes, "chevron_left", _("Previous page"), key="Page up", size="small")
        self._next = icon_button(themes, "chevron_right", _("Next page"), key="Page down", size="small")
        self.zoom = ZoomTools(themes, canvas, viewer)
        self.zoom.offer_single()
        self.quote = button(themes, _("Quote"), kind="quiet", icon="text", size="small")
        self.region = button(themes, _("Region"), kind="quiet", icon="region", size="small")
        self._find = icon_button(themes, "search", _("Find in this document"), key="Ctrl F", size="small")
        self._tools = QButtonGroup(self)
        self._build()
        self._connect()
        themes.changed.connect(self._dress)
        self._dress()

    def show_page(self, page: int, count: int) -> None:
        """Show which page of how many is looked at."""
        self._count = count
        if not self.field.hasFocus() or not self.field.isModified():
            self.field.setText(str(page))
        self._total.setText(_("of {count}").format(count=count))
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < count)

    def use_room(self, beside: int, whole: int) -> None:
        """Show what there is room for beside a title, or on a line of its own; all of it can be done with keys too."""
        self._show_turning(True)
        for words, steps in ((True, True), (True, False), (False, True), (False, False)):
            self._show_words(words)
            self.zoom.show_steps(steps)
            self._row.invalidate()
            if self._row.sizeHint().width() <= beside:
                return
        give_way(self._row, whole, (self._show_words, self.zoom.show_steps, self._show_turning))

    def add_sides(self, *tools: Button) -> None:
        """Put the buttons of what stands beside the pages before the page number."""
        for place, tool in enumerate(tools):
            self._row.insertWidget(place, tool)

    def only_read(self) -> None:
        """Leave out what is for evidence: dragging selects words to copy."""
        self.quote.click()
        for tool in (self.quote, self.region):
            tool.hide()
        self._row.insertStretch(0, 1)

    def set_words_there(self, *, there: bool) -> None:
        """Let words be quoted and found, or say that there are none."""
        self.quote.setEnabled(there)
        self._find.setEnabled(there)
        if not there and self.quote.isChecked():
            self.region.click()

    def minimumSizeHint(self) -> QSize:
        """Return the room for the page number, the size and the tools."""
        return QSize(self._themes.px(_LEAST), self._themes.px(_LINE))

    def _build(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        names = ("pagePrevious", "pageNext", "toolQuote", "toolRegion", "findOpen")
        tools = (self._previous, self._next, self.quote, self.region, self._find)
        for tool, name in zip(tools, names, strict=True):
            tool.setObjectName(name)
        for part in (self.field, self._total, self._previous, self._next, self.zoom):
            row.addWidget(part)
        row.addSpacing(6)
        for tool in (self.quote, self.region, self._find):
            row.addWidget(tool)
        row.insertSpacing(2, 4)
        for tool in (self.quote, self.region):
            tool.setCheckable(True)
            self._tools.addButton(tool)
        self.region.setChecked(True)
        self.quote.setToolTip(
            _("Drag over words to quote them, or double-click one (Enter begins, Shift and arrow keys go on)")
        )
        self.region.setToolTip(_("Drag a rectangle on the page (Enter begins one in the middle)"))

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._go)
        self.field.turned.connect(self._turn)
        self._previous.clicked.connect(self._back)
        self._next.clicked.connect(self._on)
        self._find.clicked.connect(self.find_asked)
        self._tools.buttonClicked.connect(self._choose)

    def _show_words(self, shown: bool) -> None:
        for tool in (self.quote, self.region):
            tool.set_words_shown(shown=shown)

    def _show_turning(self, shown: bool) -> None:
        for tool in (self._previous, self._next):
            tool.setVisible(shown)

    def _choose(self) -> None:
        quoting = self.quote.isChecked()
        self._canvas.set_tool(Tool.QUOTE if quoting else Tool.REGION)
        self.tool_chosen.emit()

    def _go(self) -> None:
        self.field.setModified(False)
        self.page_asked.emit(min(int(self.field.text()), self._count))
        self._canvas.setFocus()

    def _back(self) -> None:
        self._turn(-1)

    def _on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self.field.setModified(False)
        self.page_asked.emit(min(max(self._canvas.page + by, 1), max(self._count, 1)))

    def _dress(self) -> None:
        self.field.setFixedSize(self._themes.px(44), self._themes.px(32))
