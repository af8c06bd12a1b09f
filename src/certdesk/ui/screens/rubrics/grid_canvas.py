"""The grid as a drawing: rows laid out once, scrolled by pixels, the head and the first column always in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea

from certdesk.ui.screens.rubrics.grid_layout import GridLayout, TextCache, mirrored
from certdesk.ui.screens.rubrics.grid_model import Grid, RowKind, Spot
from certdesk.ui.screens.rubrics.grid_painting import GridPainter, Shown
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.scrolling import page

_STEP = 48


class GridCanvas(QAbstractScrollArea):
    """Draws a `Grid`; nothing can be done to it yet. No cell is a widget."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("rubricGrid")
        self.setProperty("ring", "inside")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setCornerWidget(page("bg"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.theme = theme
        self.cache = TextCache()
        self.grid: Grid | None = None
        self._layout: GridLayout | None = None
        self._spot: Spot | None = None
        self._open: Spot | None = None
        self.hovered_row, self.dragged_row = -1, -1
        self.drop_at: int | None = None
        theme.changed.connect(self._dress)

    def table(self) -> GridLayout:
        """Return the layout of what is shown; made when it is asked for. Raises RuntimeError before anything is."""
        if self.grid is None:
            raise RuntimeError("no grid is shown")
        if self._layout is None:
            self._layout = GridLayout(self.theme.theme, self.grid, self.viewport().width(), self.cache)
            self._set_ranges()
        return self._layout

    def begin(self) -> None:
        """Show the beginning, with no stop of the keyboard yet."""
        self._spot = None
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def show_spot(self, spot: Spot) -> None:
        """Scroll until the cell of a stop is in view, its beginning first."""
        place = self.grid.where(spot) if self.grid else None
        if place is None or place[0] == 0:
            return
        table, row, column = self.table(), *place
        upright, across = self.verticalScrollBar(), self.horizontalScrollBar()
        room = self.viewport().height() - table.head
        bottom = table.tops[row] + table.heights[row]
        if self.grid and row + 1 < len(table.tops) and self.grid.rows[row + 1].kind is RowKind.ADD:
            bottom += table.heights[row + 1]  # below the last criterion of a section the next one can be added
        if bottom > upright.value() + room:
            upright.setValue(bottom - room)
        if table.tops[row] < upright.value():
            upright.setValue(table.tops[row])
        if not column:
            return
        left, beside = table.left(column) - table.first, self.viewport().width() - table.first
        if left + table.column > across.value() + beside:
            across.setValue(left + table.column - beside)
        if left < across.value():
            across.setValue(left)

    def cell_frame(self, row: int, column: int) -> QRectF:
        """Return where a cell lies in the viewport."""
        table = self.table()
        left = table.left(column) - (self.horizontalScrollBar().value() if column else 0)
        if self.grid and self.grid.rows[row].kind is RowKind.HEAD:
            frame = QRectF(left, 0, table.cell_width(column), table.head)
        else:
            top = table.head + table.tops[row] - self.verticalScrollBar().value()
            frame = QRectF(left, top, table.cell_width(column), table.heights[row])
        return mirrored(frame, self.viewport().width(), self.layoutDirection())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in view, the first column over them, the head over both."""
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(event.rect(), self.theme.color("bg"))
        if self.grid is None:
            painter.end()
            return
        table = self.table()
        shown = Shown(self._spot, self.hasFocus(), self._open, self.hovered_row, self.dragged_row, self.drop_at)
        drawing = GridPainter(painter, table, shown)
        top = event.rect().top() + self.verticalScrollBar().value() - table.head
        rows = table.rows_between(max(top, 0), top + event.rect().height() + 1)
        columns = [column for column in range(1, self.grid.columns) if self._in_view(column)]
        painter.setClipRect(QRectF(0, table.head, self.viewport().width(), self.viewport().height()))
        for row in rows:
            for column in (*columns, 0):
                drawing.cell(row, column, self.cell_frame(row, column))
        if self.drop_at is not None:
            drawing.drop_line(self._drop_frame(self.drop_at))
        painter.setClipping(False)
        for column in (*columns, 0):
            drawing.head(column, self.cell_frame(0, column))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out for the new width."""
        super().resizeEvent(event)
        if self._layout is not None and event.oldSize().width() == event.size().width():
            self._set_ranges()
        else:
            self.arrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw what is in view now."""
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Lay everything out anew when the language of the window runs the other way."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.arrange()
        return super().event(event)

    def _in_view(self, column: int) -> bool:
        frame = self.cell_frame(1 if len(self.table().tops) > 1 else 0, column)
        return frame.right() > 0 and frame.left() < self.viewport().width()

    def _drop_frame(self, row: int) -> QRectF:
        table = self.table()
        top = table.tops[row] if row < len(table.tops) else table.height
        return QRectF(0, table.head + top - self.verticalScrollBar().value() - 1, self.viewport().width(), 2)

    def arrange(self) -> None:
        """Lay everything out for the width of now, or once it is seen."""
        self._layout = None
        if self.grid is not None and self.isVisible():
            self.table()
            self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay everything out for the width that it is shown at, with the stop of the keyboard in view."""
        super().showEvent(event)
        self.arrange()
        if self._spot is not None:
            self.show_spot(self._spot)

    def _set_ranges(self) -> None:
        table = self.table()
        room = self.viewport().height() - table.head
        upright, across = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setPageStep(max(1, room))
        upright.setSingleStep(self.theme.px(_STEP))
        upright.setRange(0, max(0, table.height - room))
        across.setPageStep(max(1, self.viewport().width() - table.first))
        across.setSingleStep(self.theme.px(_STEP))
        across.setRange(0, max(0, table.width - self.viewport().width()))

    def _dress(self) -> None:
        self.cache.clear()
        self.arrange()
