"""What the mouse does on a sheet: draw a region, pull an edge of one or of a mark, click, pan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.mark_tags import told
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.sheet_painting import Grip, cursor_of, grip_near, pulled
from certdesk.ui.viewers.sheet_scene import Part, Tool
from certdesk.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from certdesk.ui.viewers.sheet_canvas import SheetCanvas

_EDGE = 24


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A region or quote being drawn from a fixed point (units) of a page."""

    page: int
    fixed: QPointF


@dataclass(frozen=True, slots=True)
class _Pulling:
    """Edges of a region (px of the sheet) that are being pulled; of a mark when there is one."""

    page: int
    box: QRectF
    grip: Grip
    mark: str = ""


class SheetHands:
    """Turns the mouse on one canvas into selections, clicks and marks that change their shape."""

    def __init__(self, canvas: SheetCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._drawing: _Drawing | None = None
        self._pulling: _Pulling | None = None
        self._pan: QPointF | None = None
        self._twice: QPointF | None = None
        self._twice_at = 0

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the sheet (middle button), of an edge, or begin a region."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position()
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._third_time(event):
                return
            self._pressed = event.position()
            self._pulling = self._held(event.position())

    def double_click(self, event: QMouseEvent) -> None:
        """Tell where a word was meant."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._twice, self._twice_at = event.position(), event.timestamp()
            self._meant(event.position(), 2)

    def move(self, event: QMouseEvent) -> None:
        """Draw, pull, pan, or show what a press would do here."""
        if self._pan is not None:
            self._pan_by(event.position() - self._pan)
            self._pan = event.position()
        elif self._pressed is not None:
            self._drag_to(event.position())
        else:
            self._set_cursor(event.position())

    def release(self, event: QMouseEvent) -> None:
        """Finish; a press that did not move is a click on a mark, a link, or on nothing."""
        if self._pan is not None:
            self._pan = None
        elif self._pressed is not None:
            self._finish(event.position())
        self._set_cursor(event.position())

    def tell(self, event: QEvent) -> bool:
        """Show what a mark or a link says."""
        if not isinstance(event, QHelpEvent):
            return False
        mark = self.mark_at(QPointF(event.pos()))
        words = told(mark) if mark is not None else self._canvas.link_words(self.spot(QPointF(event.pos())))
        if words:
            QToolTip.showText(event.globalPos(), plain_tip(words), self._canvas.viewport())
        else:
            QToolTip.hideText()
        return True

    def mark_at(self, point: QPointF) -> MediaMark | None:
        """Return the uppermost mark under a point of the window, its plate included."""
        canvas, there = self._canvas, point + self._canvas.offset
        for mark, part in reversed(canvas.scene.marks):
            if canvas.sheet_layout.to_sheet(part.page, part.rect).contains(there):
                return mark
        for mark, part in reversed(canvas.scene.marks):
            if canvas.tags_on(part.page)[mark.annotation_id].contains(there):
                return mark
        return None

    def spot(self, point: QPointF) -> tuple[int, QPointF] | None:
        """Return the page and its point (units) under a point of the window, or None beside the pages."""
        layout, there = self._canvas.sheet_layout, point + self._canvas.offset
        if not layout.sizes:
            return None
        page = min(layout.page_at(there.y()), len(layout.sizes))
        return (page, layout.to_page(page, there)) if layout.page_box(page).contains(there) else None

    # -- inside ----------------------------------------------------------------------------------

    def _third_time(self, event: QMouseEvent) -> bool:
        """Whether this press follows a double click closely: somebody means the paragraph."""
        if self._twice is None:
            return False
        near = (event.position() - self._twice).manhattanLength() < QApplication.startDragDistance()
        soon = event.timestamp() - self._twice_at <= QApplication.doubleClickInterval()
        self._twice = None
        if near and soon:
            self._meant(event.position(), 3)
        return near and soon

    def _meant(self, point: QPointF, clicks: int) -> None:
        self._pressed = self._drawing = self._pulling = None
        spot = self.spot(point)
        if spot is not None:
            self._canvas.pointed.emit(*spot, clicks)

    def _held(self, point: QPointF) -> _Pulling | None:
        """Return the edge of the selected region or of the chosen mark under a point."""
        canvas, there = self._canvas, point + self._canvas.offset
        if canvas.selection is not None and not canvas.scene.lines:
            box = canvas.sheet_layout.to_sheet(canvas.selection.page, canvas.selection.rect)
            if (grip := grip_near(box, there)) is not None:
                return _Pulling(canvas.selection.page, box, grip)
        chosen = canvas.scene.chosen_mark
        if chosen is not None:
            box = canvas.sheet_layout.to_sheet(chosen[1].page, chosen[1].rect)
            if (grip := grip_near(box, there)) is not None:
                return _Pulling(chosen[1].page, box, grip, chosen[0].annotation_id)
        return None

    def _drag_to(self, point: QPointF) -> None:
        canvas, layout = self._canvas, self._canvas.sheet_layout
        if self._pressed is None or not layout.sizes:
            return
        moved = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._drawing is None and not moved and self._pulling is None:
            return
        if self._pulling is not None:
            self._scroll_along(point)
            self._pull(self._pulling, point + canvas.offset)
            return
        if self._drawing is None:
            start = self._pressed + canvas.offset
            page = min(layout.page_at(start.y()), len(layout.sizes))
            self._drawing = _Drawing(page, layout.to_page(page, start))
        self._scroll_along(point)
        here = layout.to_page(self._drawing.page, point + canvas.offset)
        if canvas.tool is Tool.REGION:
            canvas.select(Part(self._drawing.page, sheets.rect_between(self._drawing.fixed, here)), done=False)
        else:
            canvas.words_dragged.emit(self._drawing.page, self._drawing.fixed, here)

    def _pull(self, pulling: _Pulling, there: QPointF) -> None:
        layout = self._canvas.sheet_layout
        box = pulled(pulling.box, pulling.grip, there)
        ends = (layout.to_page(pulling.page, box.topLeft()), layout.to_page(pulling.page, box.bottomRight()))
        part = Part(pulling.page, sheets.rect_between(*ends))
        if pulling.mark:
            self._canvas.reshape(part, done=False)
        else:
            self._canvas.select(part, done=False)

    def _finish(self, point: QPointF) -> None:
        drawing, pulling, pressed = self._drawing, self._pulling, self._pressed
        self._drawing = self._pulling = self._pressed = None
        if pulling is not None and pressed is not None and point != pressed:
            if pulling.mark:
                self._canvas.finish_reshaping()
            else:
                self._canvas.select(self._canvas.selection)
        elif drawing is None:
            self._click(point)
        elif self._canvas.tool is Tool.REGION:
            self._canvas.select(self._canvas.selection)

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
        canvas, mark, spot = self._canvas, self.mark_at(point), self.spot(point)
        canvas.choose(mark.annotation_id if mark is not None else "")
        if mark is not None:
            canvas.mark_clicked.emit(mark.annotation_id)
        elif canvas.selection is not None:
            canvas.select(None)
        elif spot is not None:
            canvas.pointed.emit(*spot, 1)

    def _pan_by(self, way: QPointF) -> None:
        for bar, far in (
            (self._canvas.horizontalScrollBar(), way.x()),
            (self._canvas.verticalScrollBar(), way.y()),
        ):
            bar.setValue(bar.value() - round(far))

    def _set_cursor(self, point: QPointF) -> None:
        canvas, spot, held = self._canvas, self.spot(point), self._held(point)
        shape = Qt.CursorShape.ArrowCursor
        if held is not None:
            shape = cursor_of(held.grip)
        elif spot is not None and (self.mark_at(point) is not None or canvas.link_words(spot)):
            shape = Qt.CursorShape.PointingHandCursor
        elif spot is not None:
            shape = Qt.CursorShape.CrossCursor if canvas.tool is Tool.REGION else Qt.CursorShape.IBeamCursor
        canvas.viewport().setCursor(shape)
