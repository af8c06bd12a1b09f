"""One worksheet as a table whose heads stay in view: cells are selected, quoted, found and marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.grid_text import Sheet, is_number, letters_of, lone_cell
from certdesk.ui.viewers.mark_tags import line_style, paint_tag, tag_of, tag_size
from certdesk.ui.viewers.marked_scroll_bar import MarkedScrollBar
from certdesk.ui.viewers.marks_on_media import MediaMark

Index = QModelIndex | QPersistentModelIndex
_NARROWEST, _WIDEST, _SAMPLE = 56, 280, 200
_ROW, _HEAD, _SIDE = 26, 30, 6
_WRAPPED_ROWS = 300
"""So many rows are made as tall as their words; longer tables have rows of one line."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """A mark and the block of cells on which it lies."""

    mark: MediaMark
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether it lies on a cell."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class GridModel(QAbstractTableModel):
    """The cells of one worksheet."""

    def __init__(self, themes: ThemeSource, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._themes = themes
        self._sheet = Sheet("", ())
        self.zoom = 1.0

    @property
    def sheet(self) -> Sheet:
        """The worksheet."""
        return self._sheet

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another worksheet."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else self._sheet.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - the signature of Qt
        """Return the words of a cell, and how they stand."""
        words = self._sheet.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{letters_of(index.column())}{index.row() + 1} {words}"
        if role == Qt.ItemDataRole.FontRole:
            return self.font(400)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if is_number(words) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - the signature of Qt
        """Return the name of a column, or its letters; the number of a row."""
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            if not across:
                return str(section + 1)
            named = self._sheet.rows[self._sheet.header][section] if self._sheet.header >= 0 else ""
            return named or letters_of(section)
        if role == Qt.ItemDataRole.ToolTipRole and across:
            return letters_of(section)
        if role == Qt.ItemDataRole.FontRole:
            return self.font(600 if across and self._sheet.header >= 0 else 500)
        return None

    def font(self, weight: int) -> QFont:
        """Return the font of cells at the present size."""
        made = self._themes.theme.font("body", weight, tabular=True)
        made.setPixelSize(max(6, round(made.pixelSize() * self.zoom)))
        return made


class GridView(QTableView):
    """Arrow keys move, Shift and arrow keys select, Ctrl+C copies."""

    cells_selected = Signal()
    mark_clicked = Signal(str)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._marks: tuple[CellMark, ...] = ()
        self.grid = GridModel(themes, self)
        self.setVerticalScrollBar(MarkedScrollBar(themes, self))
        self.setModel(self.grid)
        self.setItemDelegate(_CellDelegate(themes, self))
        self.setObjectName("grid")
        self.setProperty("ring", "inside")
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.selectionModel().selectionChanged.connect(self.cells_selected)
        self.clicked.connect(self._clicked)

    @property
    def marks(self) -> tuple[CellMark, ...]:
        """The marks on this worksheet."""
        return self._marks

    def show_sheet(self, sheet: Sheet, zoom: float) -> None:
        """Show a worksheet from its beginning; a row that names the columns stays in view above the others."""
        self.grid.zoom = zoom
        self.grid.show_sheet(sheet)
        self.setRowHidden(0, sheet.header == 0)
        self.arrange()
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def set_marks(self, marks: tuple[CellMark, ...]) -> None:
        """Show these marks, with ticks beside the scroll bar."""
        self._marks = marks
        hidden = self.grid.sheet.header == 0 and all(mark.top > 0 for mark in marks)
        self.setRowHidden(0, hidden)
        for each in marks:
            self._make_room(each)
        whole = max(1, self.verticalHeader().length())
        bar = self.verticalScrollBar()
        if isinstance(bar, MarkedScrollBar):
            places = ((self.verticalHeader().sectionPosition(each.top) / whole, each.mark.current) for each in marks)
            bar.set_ticks(tuple(places))
        self.viewport().update()

    def _make_room(self, each: CellMark) -> None:
        """Make a column wide enough for the words of a cell and the plate beside them."""
        theme = self._themes.theme
        words = self.grid.sheet.rows[each.top][each.right]
        needed = QFontMetrics(self.grid.font(400)).horizontalAdvance(words) + 2 * _SIDE
        needed += round(tag_size(tag_of(each.mark, theme), theme).width()) + 4
        if self.columnWidth(each.right) < needed <= 2 * theme.px(_WIDEST):
            self.setColumnWidth(each.right, needed)

    def arrange(self) -> None:
        """Give columns the width of their words, within bounds, and rows their height."""
        px = self._themes.px
        metrics = QFontMetrics(self.grid.font(600))
        least, most = px(_NARROWEST) * self.grid.zoom, px(_WIDEST) * self.grid.zoom
        rows = self.grid.sheet.rows
        lone = {number: column for number, row in enumerate(rows) if (column := lone_cell(row)) is not None}
        sampled = [row for number, row in enumerate(rows[:_SAMPLE]) if number not in lone] or rows[:_SAMPLE]
        for column in range(self.grid.sheet.columns):
            words = (row[column][:80] for row in sampled)
            wide = max((metrics.horizontalAdvance(each) for each in words), default=0) + 2 * _SIDE + 8
            self.setColumnWidth(column, round(min(max(wide, least), most)))
        self.horizontalHeader().setFixedHeight(round(px(_HEAD) * self.grid.zoom))
        self.verticalHeader().setDefaultSectionSize(round(px(_ROW) * self.grid.zoom))
        self.verticalHeader().setMinimumSectionSize(round(px(_ROW) * self.grid.zoom))
        self.clearSpans()
        for row, column in lone.items():
            if metrics.horizontalAdvance(rows[row][column]) > self.columnWidth(column) - 2 * _SIDE:
                self.setSpan(row, column, 1, self.grid.sheet.columns - column)
        if len(rows) <= _WRAPPED_ROWS:
            self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected; leave Esc and letters to others."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Escape or (event.text().strip() and not event.modifiers()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mark_at(self, row: int, column: int) -> MediaMark | None:
        """Return the uppermost mark on a cell."""
        return next((each.mark for each in reversed(self._marks) if each.holds(row, column)), None)

    def _clicked(self, index: QModelIndex) -> None:
        mark = self.mark_at(index.row(), index.column())
        if mark is not None and len(self.selectedIndexes()) == 1:
            self.mark_clicked.emit(mark.annotation_id)

    def _copy(self) -> None:
        chosen = self.selectionModel().selection()
        if chosen.isEmpty():
            return
        block = chosen.first()
        rows = self.grid.sheet.rows[block.top() : block.bottom() + 1]
        words = "\n".join("\t".join(row[block.left() : block.right() + 1]) for row in rows)
        QGuiApplication.clipboard().setText(words)


class _CellDelegate(QStyledItemDelegate):
    """Draws the words, then the marks on the cell: a tint, the outer edge, and the plate at the upper right."""

    def __init__(self, themes: ThemeSource, view: GridView) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        theme = self._themes.theme
        frame = QRectF(option.rect)
        for each in self._view.marks:
            if not each.holds(index.row(), index.column()):
                continue
            tag = tag_of(each.mark, theme)
            tint = QColor(tag.color)
            tint.setAlphaF(0.16 if each.mark.current else 0.08)
            painter.fillRect(frame, tint)
            painter.setPen(QPen(tag.color, 2 if each.mark.current else 1.5, line_style(each.mark.stance)))
            inner = frame.adjusted(1, 1, -2, -2)
            if index.row() == each.top:
                painter.drawLine(inner.topLeft(), inner.topRight())
            if index.row() == each.bottom:
                painter.drawLine(inner.bottomLeft(), inner.bottomRight())
            if index.column() == each.left:
                painter.drawLine(inner.topLeft(), inner.bottomLeft())
            if index.column() == each.right:
                painter.drawLine(inner.topRight(), inner.bottomRight())
            if (index.row(), index.column()) == (each.top, each.right):
                size = tag_size(tag, theme)
                number = is_number(str(index.data()))
                left = frame.left() if number else frame.right() - size.width()
                place = QRectF(left, frame.top(), size.width(), size.height())
                paint_tag(painter, place, tag, theme)
