"""A list of things with a picture, a name, a second line and something at the far end: the evidence of a portfolio."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.cell import Cell, Index, cell_of
from certdesk.ui.widgets.thumbnail import paint_thumbnail

_ROW, _PICTURE, _SIDE, _GAP, _OUTER = 54, 40, 8, 10, 8


class RowList(QListView):
    """A list whose model hands out `Cell` values: picture, words, below, trailing (lines divided by line breaks)."""

    row_chosen = Signal(int)
    row_opened = Signal(int)

    def __init__(self, theme: ThemeSource, *, row_height: int = _ROW, picture: int = _PICTURE) -> None:
        super().__init__()
        self._theme = theme
        self._delegate = RowDelegate(theme, self)
        self.set_sizes(row_height, picture)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("ground", "none")
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.doItemsLayout)

    def set_sizes(self, row_height: int, picture: int) -> None:
        """Set the height of rows and pictures in px at 100 %; low windows use smaller ones."""
        self._delegate.row_height, self._delegate.picture = row_height, picture
        self.doItemsLayout()

    def set_current_row(self, row: int) -> None:
        """Make a row current and bring it into view."""
        if self.model() is not None:
            self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another row is current."""
        super().currentChanged(current, previous)
        self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())


class RowDelegate(QStyledItemDelegate):
    """Draws the rows of a `RowList`."""

    def __init__(self, theme: ThemeSource, parent: RowList) -> None:
        super().__init__(parent)
        self._theme = theme
        self.row_height = _ROW
        self.picture = _PICTURE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(120, self._theme.px(self.row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._theme.theme
        cell = cell_of(index)
        painter.save()
        painter.setLayoutDirection(option.direction)
        frame = QRectF(option.rect).adjusted(_OUTER, 0, -_OUTER, 0)
        self._paint_ground(painter, option, frame)
        inner = frame.adjusted(_SIDE, 0, -_SIDE, 0)
        side = theme.px(self.picture)
        spot = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        if right_to_left:
            spot.moveRight(inner.right())
        paint_thumbnail(painter, theme, spot, cell.picture, icon=cell.icon or "document")
        used = side + _GAP
        inner = inner.adjusted(0, 0, -used, 0) if right_to_left else inner.adjusted(used, 0, 0, 0)
        inner = _paint_trailing(painter, theme, inner, cell)
        _paint_lines(painter, theme, inner, cell)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        theme = self._theme.theme
        if option.state & QStyle.StateFlag.State_Selected:
            paint.box(painter, frame, 6, fill=theme.color("surface"), border=theme.color("line2"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 6, fill=theme.color("hover"))
        view = option.widget
        current = isinstance(view, RowList) and view.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus
        if current:
            paint.ring(painter, frame, 6, theme.color("accent"))


def _paint_lines(painter: QPainter, theme: Theme, inner: QRectF, cell: Cell) -> None:
    first, second = theme.line_height("body"), theme.line_height("tiny")
    top = inner.center().y() - (first + (second if cell.below else 0)) / 2
    painter.setFont(theme.font("name"))
    painter.setPen(theme.color(cell.tone))
    paint.line_of_text(painter, QRectF(inner.left(), top, inner.width(), first), cell.words)
    if cell.below:
        painter.setFont(theme.font("tiny", 400))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, QRectF(inner.left(), top + first, inner.width(), second), cell.below)


def _paint_trailing(painter: QPainter, theme: Theme, inner: QRectF, cell: Cell) -> QRectF:
    """Draw what stands at the far end and return the room that is left."""
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.setFont(theme.font("tiny", 400))
    painter.setPen(theme.color("text3"))
    lines = [line for line in cell.trailing.split("\n") if line]
    used = max((painter.fontMetrics().horizontalAdvance(line) for line in lines), default=0)
    height = theme.line_height("tiny")
    top = inner.center().y() - height * len(lines) / 2
    for place, line in enumerate(lines):
        spot = QRectF(inner.left(), top + place * height, inner.width(), height)
        paint.line_of_text(painter, spot, line, Qt.AlignmentFlag.AlignRight)
    if cell.trailing_icon:
        icon, tone = cell.trailing_icon
        side = theme.px(16)
        spot = QRectF(inner.left() if right_to_left else inner.right() - side, inner.top(), side, inner.height())
        paint_icon(painter, spot, icon, theme.color(tone))
        used = max(used, side)
    if not used:
        return inner
    return inner.adjusted(used + 6, 0, 0, 0) if right_to_left else inner.adjusted(0, 0, -used - 6, 0)
