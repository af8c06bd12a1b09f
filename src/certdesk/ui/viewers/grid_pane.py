"""A workbook to be read: tabs for its worksheets, the table of the one in front."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.annotations import TextQuote
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.grid_text import Cells, Workbook
from certdesk.ui.viewers.grid_view import CellMark, GridView
from certdesk.ui.viewers.marks_on_media import Marks, quote_marks
from certdesk.ui.widgets.tabs import Tabs

LEAST, MOST = 0.5, 4.0


class GridPane(QWidget):
    """The same surface as `ReadingView`, for tables."""

    zoomed = Signal()
    mark_clicked = Signal(str)
    words_selected = Signal()
    scrolled = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._book = Workbook(())
        self._marks: Marks = ()
        self._zoom = 1.0
        self._sheet = 0
        self._looked_for = ""
        self._found: tuple[tuple[int, int, int], ...] = ()
        self.tabs = Tabs(themes)
        self.tabs.setObjectName("sheetTabs")
        self.tabs.setAccessibleName(_("Worksheets"))
        self.table = GridView(themes)
        self.table.setAccessibleName(_("Table"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.tabs.chosen.connect(self._choose)
        self.table.cells_selected.connect(self.words_selected)
        self.table.mark_clicked.connect(self.mark_clicked)
        self.table.verticalScrollBar().valueChanged.connect(self.scrolled)
        themes.changed.connect(self._rewrite)

    @property
    def text(self) -> str:
        """The plain text, into which offsets point."""
        return self._book.text

    @property
    def zoom(self) -> float:
        """1 is the usual size of letters."""
        return self._zoom

    @property
    def sheet(self) -> int:
        """The worksheet in front, from 0."""
        return self._sheet

    def show_book(self, book: Workbook) -> None:
        """Show a workbook from its beginning."""
        self._book, self._looked_for = book, ""
        self.tabs.show_tabs(tuple((str(number), sheet.title) for number, sheet in enumerate(book.sheets)))
        self.tabs.setVisible(len(book.sheets) > 1)
        self._show_sheet(0)

    def set_marks(self, marks: Marks) -> None:
        """Show the marks whose cells are found."""
        self._marks = marks
        shown = []
        for mark, quote in quote_marks(marks):
            cells = self._book.find(quote)
            if cells is not None and cells.sheet == self._sheet:
                shown.append(CellMark(mark, cells.top, cells.left, cells.bottom, cells.right))
        self.table.set_marks(tuple(shown))

    def set_zoom(self, zoom: float) -> None:
        """Show letters larger or smaller, keeping the first row in view."""
        zoom = min(max(zoom, LEAST), MOST)
        if zoom != self._zoom:
            self._zoom = zoom
            self._rewrite()
            self.zoomed.emit()

    def quote(self) -> TextQuote | None:
        """Return what is in the cells selected, or None; a single cell under the keyboard alone counts too."""
        cells = self._selected()
        return self._book.quote(cells) if cells is not None else None

    def reveal(self, quote: TextQuote) -> bool:
        """Show and select the cells of a quote; False when its words are not here."""
        cells = self._book.find(quote)
        if cells is not None:
            self._select(cells)
        return cells is not None

    def first_offset(self) -> int:
        """Return where the first row in view begins in the text."""
        row = max(0, self.table.rowAt(0))
        return self._book.offset(self._sheet, row, max(0, self.table.columnAt(0)))

    def scroll_to_offset(self, offset: int) -> None:
        """Bring the row at an offset to the top, on its worksheet."""
        if not self._book.sheets:
            return
        sheet, row, column = self._book.cell(offset)
        if sheet != self._sheet:
            self._show_sheet(sheet)
        model = self.table.grid
        self.table.scrollTo(model.index(row, column), GridView.ScrollHint.PositionAtTop)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.table.clearSelection()

    def find_words(self, words: str, *, back: bool) -> tuple[int, int]:
        """Select the next or previous cell that holds words, round the ends; return which of how many (0 of 0)."""
        here = self._here()
        if words != self._looked_for:
            self._looked_for, self._found = words, self._book.places_of(words)
            here = (here[0], here[1], here[2] - 1)
        if not self._found:
            return 0, 0
        if back:
            at = next((n for n in reversed(range(len(self._found))) if self._found[n] < here), len(self._found) - 1)
        else:
            at = next((n for n, cell in enumerate(self._found) if cell > here), 0)
        sheet, row, column = self._found[at]
        self._select(Cells(sheet, row, column, row, column))
        return at + 1, len(self._found)

    # -- inside ----------------------------------------------------------------------------------

    def _here(self) -> tuple[int, int, int]:
        index = self.table.currentIndex()
        return (self._sheet, index.row(), index.column()) if index.isValid() else (self._sheet, 0, -1)

    def _choose(self, key: str) -> None:
        self._show_sheet(int(key))
        self.scrolled.emit()

    def _show_sheet(self, number: int) -> None:
        self._sheet = number
        self.tabs.set_current(str(number))
        if self._book.sheets:
            self.table.show_sheet(self._book.sheets[number], self._zoom)
        self.set_marks(self._marks)

    def _selected(self) -> Cells | None:
        chosen = self.table.selectionModel().selection()
        if chosen.isEmpty():
            return None
        block = chosen.first()
        return Cells(self._sheet, block.top(), block.left(), block.bottom(), block.right())

    def _select(self, cells: Cells) -> None:
        if cells.sheet != self._sheet:
            self._show_sheet(cells.sheet)
        if cells.top == 0:
            self.table.setRowHidden(0, False)
        model = self.table.grid
        first, last = model.index(cells.top, cells.left), model.index(cells.bottom, cells.right)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(first, flags.NoUpdate)
        self.table.selectionModel().select(QItemSelection(first, last), flags.ClearAndSelect)
        self.table.scrollTo(last)
        self.table.scrollTo(first)

    def _rewrite(self) -> None:
        first, chosen = self.first_offset(), self._selected()
        if not self._book.sheets:
            return
        self._show_sheet(self._sheet)
        self.scroll_to_offset(first)
        if chosen is not None:
            self._select(chosen)
