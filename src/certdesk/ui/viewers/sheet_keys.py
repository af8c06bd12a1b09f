"""What the keyboard does on a sheet: begin a region, move and stretch it, go from mark to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.sheet_scene import Part

if TYPE_CHECKING:
    from certdesk.ui.viewers.sheet_canvas import SheetCanvas

_NUDGE = 8.0
"""How far an arrow key moves a region, in px."""
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class SheetKeys:
    """Turns keys on one canvas into selections and marks that change their shape."""

    def __init__(self, canvas: SheetCanvas) -> None:
        self._canvas = canvas

    def key(self, event: QKeyEvent) -> bool:
        """Move (Ctrl+arrow) or stretch (Ctrl+Shift+arrow), begin (Enter), let go (Esc), next mark (F8), ends (Home)."""
        canvas, key = self._canvas, Qt.Key(event.key())
        step = ARROWS.get(key)
        if step is not None and event.modifiers() & _CONTROL:
            return self._nudge(step, stretch=bool(event.modifiers() & _SHIFT))
        if key == Qt.Key.Key_Escape and (canvas.selection is not None or canvas.scene.chosen):
            if canvas.selection is not None:
                canvas.select(None)
            else:
                canvas.choose("")
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and canvas.selection is None:
            self.begin_in_the_middle()
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and canvas.sheet_layout.sizes:
            canvas.scroll_to(1 if key == Qt.Key.Key_Home else len(canvas.sheet_layout.sizes))
            return True
        if key == Qt.Key.Key_F8:
            self._next_mark(-1 if event.modifiers() & _SHIFT else 1)
            return True
        return False

    def begin_in_the_middle(self) -> None:
        """Select a region in the middle of what is seen."""
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

    def _nudge(self, step: tuple[float, float], *, stretch: bool) -> bool:
        canvas = self._canvas
        mark = canvas.scene.chosen_mark
        part = canvas.selection or (mark[1] if mark is not None else None)
        if part is None:
            return False
        units = _NUDGE / canvas.sheet_layout.scale
        change = sheets.stretched if stretch else sheets.moved
        size = canvas.sheet_layout.sizes[part.page - 1]
        made = Part(part.page, change(part.rect, step[0] * units, step[1] * units, size))
        if canvas.selection is not None:
            canvas.select(made)
        else:
            canvas.reshape(made)
        return True

    def _next_mark(self, by: int) -> None:
        canvas = self._canvas
        marks = sorted(canvas.scene.marks, key=lambda each: (each[1].page, each[1].rect.top, each[1].rect.left))
        if not marks:
            return
        names = [mark.annotation_id for mark, _part in marks]
        here = names.index(canvas.scene.chosen) if canvas.scene.chosen in names else -1 if by > 0 else 0
        mark, part = marks[(here + by) % len(marks)]
        canvas.choose(mark.annotation_id)
        canvas.reveal(part)
        canvas.mark_clicked.emit(mark.annotation_id)
