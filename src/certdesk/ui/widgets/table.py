"""The table: quiet rows without a grid, drawn from `Cell` values; the whole row is chosen, Enter opens it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.cell import CELL, Head, Index, marks_pitch
from certdesk.ui.widgets.cell_painter import SIDE, CellDelegate

_HEAD, _ROW = 32, 44


class TableView(QTableView):
    """A table. ``row_chosen`` comes when another row is current, ``row_opened`` with Enter or a double click."""

    row_chosen = Signal(int)
    row_opened = Signal(int)

    def __init__(self, theme: ThemeSource, *, row_height: int = _ROW) -> None:
        super().__init__()
        self._theme = theme
        self._row_height = row_height
        self._hovered = -1
        self._widths: tuple[int | None, ...] = ()
        self.setHorizontalHeader(TableHead(theme))
        self.setItemDelegate(CellDelegate(theme, self))
        self._calm()
        self.activated.connect(self._on_activated)
        theme.changed.connect(self._dress)
        self._dress()

    def set_columns(self, widths: tuple[int | None, ...]) -> None:
        """Set the width of each column in px at 100 %; None takes the room that is left."""
        self._widths = widths
        self._dress()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model that hands out `Cell` values."""
        super().setModel(model)
        self._dress()

    def current_row(self) -> int:
        """Return the current row, or -1."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Make a row current and bring it into view."""
        model = self.model()
        if model is not None and 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, 0))

    def hovered_row(self) -> int:
        """Return the row under the mouse, or -1."""
        return self._hovered

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another row is current."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hover on the whole row."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show no hover any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the ring inside the current one when the table has the keyboard."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid():
            return
        place = self.visualRect(current)
        row = QRect(0, place.top(), self.viewport().width(), place.height())
        painter = QPainter(self.viewport())
        paint.ring(painter, QRectF(row), 3, self._theme.color("accent"))
        painter.end()

    def _calm(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())

    def _dress(self) -> None:
        px = self._theme.px
        self.verticalHeader().setDefaultSectionSize(px(self._row_height))
        self.horizontalHeader().setFixedHeight(px(_HEAD))
        self.horizontalHeader().setMinimumSectionSize(px(32))
        columns = self.model().columnCount() if self.model() is not None else 0
        for column, width in enumerate(self._widths[:columns]):
            mode = QHeaderView.ResizeMode.Stretch if width is None else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, mode)
            if width is not None:
                self.setColumnWidth(column, px(width))


class TableHead(QHeaderView):
    """The heads of the columns, from `Head` values where the model has them."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Return the height of the heads."""
        return QSize(super().sizeHint().width(), self._theme.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one head: words, or codes above the discs, and an arrow when the table is sorted by it."""
        theme = self._theme.theme
        frame = QRectF(rect)
        painter.save()
        painter.fillRect(frame, theme.color("sunken"))
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), theme.color("line"))
        model = self.model()
        found = model.headerData(logical, Qt.Orientation.Horizontal, CELL)
        plain = model.headerData(logical, Qt.Orientation.Horizontal)
        head = found if isinstance(found, Head) else Head(str(plain or ""))
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text2"))
        inner = frame.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), 0)
        if head.codes:
            self._paint_codes(painter, inner, head.codes)
        else:
            align = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
            paint.line_of_text(painter, inner, head.words, align)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logical:
            self._paint_arrow(painter, inner, head)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, inner: QRectF, head: Head) -> None:
        """Draw the arrow beside the words: up where the smallest stands first."""
        side = self._theme.px(14)
        words = painter.fontMetrics().horizontalAdvance(head.words)
        at_end = head.right or bool(head.codes)
        left = inner.left() - side if at_end else inner.left() + words + 4
        spot = QRectF(left, inner.top(), side, inner.height())
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            spot.moveRight(inner.left() + inner.right() - left)
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        paint_icon(painter, spot, "up" if up else "down", self._theme.color("text2"))

    def _paint_codes(self, painter: QPainter, inner: QRectF, codes: tuple[str, ...]) -> None:
        pitch = marks_pitch(len(codes), inner.width(), self._theme.theme.text_scale)
        for place, code in enumerate(codes):
            spot = QRectF(inner.left() + place * pitch, inner.top(), pitch, inner.height())
            if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                spot.moveRight(inner.right() - place * pitch)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, code)
