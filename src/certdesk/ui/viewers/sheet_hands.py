"""What mouse and keyboard do on a sheet: draw a region, take it by a corner, click a mark, pan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.sheet_painting import corner_near, corners, on_paper, tag_box
from certdesk.ui.viewers.sheet_scene import Part, Tool

if TYPE_CHECKING:
    from certdesk.ui.viewers.sheet_canvas import SheetCanvas

_NUDGE = 8.0
"""How far an arrow key moves a region, in px."""
_EDGE = 24
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class _Drag:
    """A region or quote being drawn from a fixed point (units) of a page."""

    page: int
    fixed: QPointF


class SheetHands:
    """Turns events of one canvas into selections."""

    def __init__(self, canvas: SheetCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._drag: _Drag | None = None
        self._pan: QPointF | None = None

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the sheet (middle button), of a corner, or begin a region."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position()
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._drag = self._by_a_corner(event.position())

    def move(self, event: QMouseEvent) -> None:
        """Draw, pan, or show what a press would do here."""
        if self._pan is not None:
            self._pan_by(event.position() - self._pan)
            self._pan = event.position()
        elif self._pressed is not None:
            self._draw_to(event.position())
        else:
            self._set_cursor(event.position())

    def release(self, event: QMouseEvent) -> None:
        """Finish; a press that did not move is a click on a mark, or on nothing."""
        if self._pan is not None:
            self._pan = None
        elif self._pressed is not None:
            drag, self._drag, self._pressed = self._drag, None, None
            if drag is None:
                self._click(event.position())
            elif self._canvas.tool is Tool.REGION:
                self._canvas.select(self._canvas.selection)
        self._set_cursor(event.position())

    def key(self, event: QKeyEvent) -> bool:
        """Move (Ctrl+arrow) or stretch (Ctrl+Shift+arrow) the region, begin one (Enter) or clear it (Esc)."""
        chosen = self._canvas.selection
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None and chosen is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._nudge(chosen, step, stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if event.key() == Qt.Key.Key_Escape and chosen is not None:
            self._canvas.select(None)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and chosen is None:
            self.begin_in_the_middle()
            return True
        return False

    def begin_in_the_middle(self) -> None:
        """Select a region in the middle of what is seen, for those who use the keyboard."""
        canvas = self._canvas
        layout = canvas.sheet_layout
        if not layout.sizes:
            return
        seen = layout.seen_of(canvas.page, canvas.seen_box)
        if seen is None:
            return
        across, down = (seen.right - seen.left) / 4, (seen.bottom - seen.top) / 3
        first = QPointF(seen.left + across, seen.top + down)
        last = QPointF(seen.right - across, seen.bottom - down)
        canvas.select(Part(canvas.page, sheets.rect_between(first, last)))

    def tell(self, event: QEvent) -> bool:
        """Show what a mark says."""
        if not isinstance(event, QHelpEvent):
            return False
        mark = self.mark_at(QPointF(event.pos()))
        if mark is None:
            QToolTip.hideText()
        else:
            text = f"{mark.criterion_label}: {mark.note}" if mark.note else mark.criterion_label
            QToolTip.showText(event.globalPos(), text, self._canvas.viewport())
        return True

    def mark_at(self, point: QPointF) -> MediaMark | None:
        """Return the uppermost mark under a point of the window, its tag included."""
        canvas = self._canvas
        paper = on_paper(canvas.theme)
        there = point + canvas.offset
        for mark, part in reversed(canvas.scene.marks):
            box = canvas.sheet_layout.to_sheet(part.page, part.rect)
            if box.contains(there) or tag_box(box, mark.criterion_label, paper).contains(there):
                return mark
        return None

    def _by_a_corner(self, point: QPointF) -> _Drag | None:
        chosen = self._canvas.selection
        if chosen is None or self._canvas.tool is not Tool.REGION:
            return None
        box = self._canvas.sheet_layout.to_sheet(chosen.page, chosen.rect)
        corner = corner_near(box, point + self._canvas.offset)
        if corner is None:
            return None
        opposite = corners(box)[(corner + 2) % 4]
        return _Drag(chosen.page, self._canvas.sheet_layout.to_page(chosen.page, opposite))

    def _draw_to(self, point: QPointF) -> None:
        canvas, layout = self._canvas, self._canvas.sheet_layout
        if self._pressed is None or not layout.sizes:
            return
        if self._drag is None:
            if (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            start = self._pressed + canvas.offset
            page = min(layout.page_at(start.y()), len(layout.sizes))
            self._drag = _Drag(page, layout.to_page(page, start))
        self._scroll_along(point)
        here = layout.to_page(self._drag.page, point + canvas.offset)
        if canvas.tool is Tool.REGION:
            canvas.select(Part(self._drag.page, sheets.rect_between(self._drag.fixed, here)), done=False)
        else:
            canvas.words_dragged.emit(self._drag.page, self._drag.fixed, here)

    def _scroll_along(self, point: QPointF) -> None:
        """Scroll when the pointer is pulled over the edge of the window."""
        size = self._canvas.viewport().size()
        for bar, at, length in (
            (self._canvas.horizontalScrollBar(), point.x(), size.width()),
            (self._canvas.verticalScrollBar(), point.y(), size.height()),
        ):
            over = min(0.0, at - _EDGE) if at < length / 2 else max(0.0, at - length + _EDGE)
            bar.setValue(bar.value() + round(over / 2))

    def _click(self, point: QPointF) -> None:
        mark = self.mark_at(point)
        if mark is not None:
            self._canvas.mark_clicked.emit(mark.annotation_id)
        elif self._canvas.selection is not None:
            self._canvas.select(None)

    def _nudge(self, chosen: Part, step: tuple[float, float], *, stretch: bool) -> None:
        units = _NUDGE / self._canvas.sheet_layout.scale
        change = sheets.stretched if stretch else sheets.moved
        size = self._canvas.sheet_layout.sizes[chosen.page - 1]
        part = Part(chosen.page, change(chosen.rect, step[0] * units, step[1] * units, size))
        self._canvas.select(part)

    def _pan_by(self, way: QPointF) -> None:
        for bar, far in (
            (self._canvas.horizontalScrollBar(), way.x()),
            (self._canvas.verticalScrollBar(), way.y()),
        ):
            bar.setValue(bar.value() - round(far))

    def _set_cursor(self, point: QPointF) -> None:
        canvas = self._canvas
        shape = Qt.CursorShape.ArrowCursor
        layout, there = canvas.sheet_layout, point + canvas.offset
        if layout.sizes and layout.page_box(min(layout.page_at(there.y()), len(layout.sizes))).contains(there):
            shape = Qt.CursorShape.CrossCursor if canvas.tool is Tool.REGION else Qt.CursorShape.IBeamCursor
        if canvas.selection is not None and canvas.tool is Tool.REGION:
            box = layout.to_sheet(canvas.selection.page, canvas.selection.rect)
            corner = corner_near(box, there)
            if corner is not None:
                falling = corner in (0, 2)
                shape = Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor
        canvas.viewport().setCursor(shape)
