"""The grid under the mouse: clicks, rows taken by their grips, menus and tooltips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from certdesk.ui.screens.rubrics import grid_deeds
from certdesk.ui.screens.rubrics.grid_editing import GridEditor
from certdesk.ui.screens.rubrics.grid_model import RowKind, Spot
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.tips import plain_tip

_GRIP_ZONE, _MORE_ZONE, _LINE_ZONE, _EDGE = 26, 26, 26, 24


class GridPointer(GridEditor):
    """``details_asked(criterion)`` with a double click on an id; ``menu_asked(Spot, QPoint)``, the point globally."""

    details_asked = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self._pressed: tuple[int, QPointF] | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a row by its grip, press a chip, or edit the text that was clicked."""
        hit = self._hit(event.position())
        if hit is None or self.grid is None or event.button() != Qt.MouseButton.LeftButton:
            self.close_box()
            return
        row, column = hit
        inside = self._inside(row, column, event.position())
        kind = self.grid.rows[row].kind
        if kind is RowKind.CRITERION and column == 0:
            self._press_criterion(row, inside, event)
        elif kind is RowKind.ADD:
            self._press_add(row, column)
        elif stop := self._stop_at(row, column, inside.y()):
            self.open_box(stop, at=event.position().toPoint())
        else:
            self.close_box()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what lies below the pointer, or where the row in hand would go."""
        hit = self._hit(event.position())
        row = hit[0] if hit else -1
        if self._pressed is not None and (event.position() - self._pressed[1]).manhattanLength() > 4:
            self.dragged_row = self._pressed[0]
        if self.dragged_row >= 0:
            self._drag_to(event.position().y())
        elif row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
        self._show_cursor(hit, event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the row go where the line is."""
        row, at = self.dragged_row, self.drop_at
        self._pressed, self.dragged_row, self.drop_at = None, -1, None
        if row >= 0 and at is not None and self.grid and (criterion := self.grid.criterion(row)):
            self.do(lambda grid: grid_deeds.drop(grid, criterion.id, at))
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the details with a double click on a criterion's id; else it is a click."""
        hit = self._hit(event.position())
        criterion = self.grid.criterion(hit[0]) if hit and self.grid and hit[1] == 0 else None
        if criterion and hit and self._inside(*hit, event.position()).y() < self.theme.px(_LINE_ZONE):
            self.details_asked.emit(criterion.id)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing as pointed at."""
        super().leaveEvent(event)
        self.hovered_row = -1
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done at the pointer, or at the keyboard's stop; a chip is edited in place."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            spot = self._spot
            where = self._below(spot) if spot else event.globalPos()
        else:
            at = QPointF(self.viewport().mapFrom(self, event.pos()))
            spot, where = self._spot_at(at), event.globalPos()
            if spot is not None and not spot.is_text and not spot.key.endswith("/add"):
                self.go_to(spot)
                self.press_chip()
                return
        if spot is not None:
            self.close_box()
            self.go_to(spot)
            self.menu_asked.emit(spot, where)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a mark stands for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.grid:
            spot = self._spot_at(QPointF(event.pos()))
            mark = self.grid.marks.get(spot.key) if spot else None
            QToolTip.showText(event.globalPos(), plain_tip(mark.hint) if mark else "", self)
            return True
        return super().viewportEvent(event)

    def press_chip(self, typed: str = "") -> None:
        """Edit what the chip of the stop stands for: a weight as a number, a floor from a menu, critical at once."""
        spot = self._spot
        if spot is None or spot.is_text:
            return
        if spot.key.endswith("/weight"):
            self.open_number(typed)
        elif spot.key.endswith("/floor"):
            self.menu_asked.emit(spot, self._below(spot))
        elif spot.key.endswith("/critical"):
            self.do(lambda grid: grid_deeds.turn_critical(grid, spot))
        else:
            self.do(lambda grid: grid_deeds.add_below(grid, spot))

    def _press_criterion(self, row: int, inside: QPointF, event: QMouseEvent) -> None:
        if self.grid is None:
            return
        px = self.theme.px
        title = self.grid.stops(row, 0)[0]
        if chip := next((each for each in self.table().chips(row) if each.frame.contains(inside)), None):
            self.go_to(chip.spot)
            self.press_chip()
        elif inside.x() > self.table().first - px(_MORE_ZONE) and inside.y() < px(_LINE_ZONE):
            self.close_box()
            self.go_to(title)
            self.menu_asked.emit(title, event.globalPosition().toPoint())
        elif inside.x() < px(_GRIP_ZONE) and inside.y() < px(_LINE_ZONE) + px(8):
            self.close_box()
            self._pressed = (row, event.position())
            self.go_to(title)
        elif inside.y() < px(_LINE_ZONE):
            self.close_box()
            self.go_to(title)
        elif (stop := self._stop_at(row, 0, inside.y())) and inside.y() < self.table().chips(row)[0].frame.top():
            self.open_box(stop, at=event.position().toPoint())
        else:
            self.close_box()
            self.go_to(title)

    def _press_add(self, row: int, column: int) -> None:
        self.close_box()
        if self.grid and column == 0:
            spot = self.grid.stops(row, 0)[0]
            self.do(lambda grid: grid_deeds.add_below(grid, spot))

    def _drag_to(self, y: float) -> None:
        """Move the line to the nearest border between rows, and scroll near the edges."""
        table, bar = self.table(), self.verticalScrollBar()
        if y < table.head + _EDGE:
            bar.setValue(bar.value() - _EDGE)
        elif y > self.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _EDGE)
        height = y - table.head + bar.value()
        rows = range(1, len(table.tops) + 1)
        tops = [*table.tops[1:], table.height]
        self.drop_at = min(rows, key=lambda row: abs(tops[row - 1] - height))
        self.viewport().update()

    def _hit(self, at: QPointF) -> tuple[int, int] | None:
        """Return row and column below a point of the viewport."""
        if self.grid is None:
            return None
        table = self.table()
        column = next((each for each in range(self.grid.columns) if _spans(self.cell_frame(0, each), at.x())), None)
        if column is None:
            return None
        if at.y() < table.head:
            return 0, column
        height = at.y() - table.head + self.verticalScrollBar().value()
        for row in range(1, len(table.tops)):
            if table.tops[row] <= height < table.tops[row] + table.heights[row]:
                band = self.grid.rows[row].kind is RowKind.SECTION
                return row, 0 if band else column
        return None

    def _inside(self, row: int, column: int, at: QPointF) -> QPointF:
        """Return a point as it lies in a cell, as if the window's language ran from the left."""
        frame = self.cell_frame(row, column)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QPointF(frame.right() - at.x() if right_to_left else at.x() - frame.left(), at.y() - frame.top())

    def _stop_at(self, row: int, column: int, y: float) -> Spot | None:
        """Return the text of a cell at a height: the last one that begins above it."""
        stops = self.grid.stops(row, column) if self.grid else ()
        above = [stop for stop in stops if self.table().text_top(row, column, stop) - 6 <= y]
        return above[-1] if above else (stops[0] if stops else None)

    def _spot_at(self, at: QPointF) -> Spot | None:
        hit = self._hit(at)
        if hit is None:
            return None
        inside = self._inside(*hit, at)
        if hit[1] == 0:
            for chip in self.table().chips(hit[0]):
                if chip.frame.contains(inside):
                    return chip.spot
        return self._stop_at(*hit, inside.y())

    def _below(self, spot: Spot) -> QPoint:
        """Return the point of the screen below a stop, for a menu."""
        place = self.grid.where(spot) if self.grid else None
        frame = self._chip_frame() if not spot.is_text else None
        if frame is None:
            frame = self.cell_frame(*place) if place else QRectF()
        return self.viewport().mapToGlobal(frame.bottomLeft().toPoint())

    def _show_cursor(self, hit: tuple[int, int] | None, at: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.dragged_row >= 0:
            shape = Qt.CursorShape.ClosedHandCursor
        elif hit and self.grid:
            inside = self._inside(*hit, at)
            criterion = self.grid.rows[hit[0]].kind is RowKind.CRITERION
            if criterion and hit[1] == 0 and inside.x() < self.theme.px(_GRIP_ZONE) and inside.y() < self.theme.px(34):
                shape = Qt.CursorShape.OpenHandCursor
            elif hit[1] and self.grid.stops(*hit):
                shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)


def _spans(frame: QRectF, x: float) -> bool:
    return frame.left() <= x < frame.right()
