"""A place for the keyboard that moves a rectangle: arrows move it, Shift and arrows stretch it, Enter takes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RectPad(Button):
    """``nudged(right, down, stretch)`` for each arrow, ``taken()`` with Enter; a click begins a rectangle."""

    nudged = Signal(int, int, bool)
    taken = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Draw a rectangle"))
        self.set_icon("region")
        self.setObjectName("rectPad")
        told = _("With the mouse on the picture; or here: arrows move it, Shift and arrows stretch it, Enter takes it.")
        self.setToolTip(told)
        self.setAccessibleDescription(told)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows and Enter from the shortcuts of the screen."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, stretch or take the rectangle."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._means(event):
            self.nudged.emit(*step, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._means(event):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def _means(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in {*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter}
