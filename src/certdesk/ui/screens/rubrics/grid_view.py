"""The grid under the keyboard, and what screen readers hear of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication

from certdesk.core.editing_places import criterion_of, place_of
from certdesk.ui.screens.rubrics import grid_deeds, grid_moves
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.grid_naming import spoken
from certdesk.ui.screens.rubrics.grid_pointer import GridPointer
from certdesk.ui.theme.source import ThemeSource

_K = Qt.Key
_OPENS = frozenset({_K.Key_Return, _K.Key_Enter})
_NOT_TYPED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class GridView(GridPointer):
    """The whole grid. Enter on a criterion asks for its details; the keyboard goes through texts and chips."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.spot_changed.connect(self._say_spot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first criterion."""
        super().focusInEvent(event)
        if self.grid and self._spot is None and (spot := grid_moves.first(self.grid)):
            self.go_to(spot)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Go to the next text with Tab; past the last one the keyboard leaves the grid."""
        if self.hasFocus() and self.grid and self._spot:
            following = grid_moves.next_text(self.grid, self._spot, 1 if ahead else -1)
            if following:
                return self.go_to(following)
        parent = self.parentWidget()
        return parent.focusNextPrevChild(ahead) if parent else super().focusNextPrevChild(ahead)

    def event(self, event: QEvent) -> bool:
        """Keep letters and digits from the single keys of the window: here they are typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            kept = (_K.Key_Delete, _K.Key_Escape, _K.Key_F2, *_OPENS)
            if _types(event) or (event.key() in kept and not event.modifiers() & _NOT_TYPED):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with F2 or Enter, or just type."""
        taken = self._deed_key(event) or self._move_key(event) or self._open_key(event)
        if not taken:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to edit with an input method too, for scripts that are composed."""
        if self._spot and self._spot.is_text and (event.commitString() or event.preeditString()):
            self.open_box(self._spot)
            QApplication.sendEvent(self.box, event)

    def _deed_key(self, event: QKeyEvent) -> bool:
        spot, key = self._spot, event.key()
        if spot is None:
            return False
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (_K.Key_Up, _K.Key_Down):
            self.move_row(-1 if key == _K.Key_Up else 1)
        elif key == _K.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.do(lambda grid: grid_deeds.duplicate(grid, spot))
        elif key == _K.Key_Delete:
            whole = place_of(spot.key).what in ("title", "weight", "floor", "critical") and not spot.language
            self.do(lambda grid: (grid_deeds.remove if whole else grid_deeds.clear)(grid, spot))
        elif event.matches(QKeySequence.StandardKey.Copy) and self.grid:
            QGuiApplication.clipboard().setText(self.grid.text(spot))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        else:
            return False
        return True

    def paste_clipboard(self) -> None:
        """Fill cells with what is on the clipboard, from the stop on."""
        self.paste(QGuiApplication.clipboard().text())

    def move_row(self, steps: int) -> None:
        """Move the row of the stop one up or down."""
        spot = self._spot
        if spot is not None:
            self.close_box()
            self.do(lambda grid: grid_deeds.step(grid, spot, steps))
            self.go_to(spot)

    def _move_key(self, event: QKeyEvent) -> bool:
        grid, spot, key = self.grid, self._spot, event.key()
        if grid is None or spot is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        ends = grid_moves.ends_of_line(grid, spot)
        moves: dict[int, Callable[[], Spot | None]] = {
            _K.Key_Right: lambda: grid_moves.along(grid, spot, forward),
            _K.Key_Left: lambda: grid_moves.along(grid, spot, -forward),
            _K.Key_Down: lambda: grid_moves.across(grid, spot, 1),
            _K.Key_Up: lambda: grid_moves.across(grid, spot, -1),
            _K.Key_Home: lambda: ends[0] if ends else None,
            _K.Key_End: lambda: ends[1] if ends else None,
            _K.Key_PageDown: lambda: self._paged(1),
            _K.Key_PageUp: lambda: self._paged(-1),
        }
        if key not in moves:
            return False
        if following := moves[key]():
            self.go_to(following)
        return True

    def _open_key(self, event: QKeyEvent) -> bool:
        spot, key = self._spot, event.key()
        if spot is None:
            return False
        if not spot.is_text:
            if key in (*_OPENS, _K.Key_F2, _K.Key_Space):
                self.press_chip()
            elif _types(event) and spot.key.endswith("/weight") and event.text().isdigit():
                self.press_chip(event.text())
            else:
                return False
            return True
        if key in _OPENS and criterion_of(spot.key) and spot.key.endswith("/title") and not spot.language:
            self.details_asked.emit(criterion_of(spot.key))
        elif key in (*_OPENS, _K.Key_F2):
            self.open_box(spot)
        elif _types(event):
            self.open_box(spot)
            QApplication.sendEvent(self.box, event)
        else:
            return False
        return True

    def _paged(self, step: int) -> Spot | None:
        """Return the stop about one page further."""
        if self.grid is None or self._spot is None:
            return None
        table, spot = self.table(), self._spot
        passed, room = 0, self.viewport().height() - table.head
        while passed < room and (following := grid_moves.across(self.grid, spot, step)):
            spot = following
            place = self.grid.where(spot)
            passed += table.heights[place[0]] if place else room
        return spot

    def _say_spot(self, spot: Spot) -> None:
        """Tell screen readers what has the keyboard now."""
        if self.grid is None:
            return
        words = spoken(self.grid, spot)
        self.setAccessibleName(words)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def _types(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & _NOT_TYPED
