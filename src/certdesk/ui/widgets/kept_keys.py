"""Keys that a widget with the keyboard keeps for itself, although a shortcut of the screen has the same key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
MOVES = frozenset({_K.Key_Up, _K.Key_Down, _K.Key_Home, _K.Key_End, _K.Key_PageUp, _K.Key_PageDown})
"""What moves in a list."""
OPENS = frozenset({_K.Key_Return, _K.Key_Enter})
REMOVES = frozenset({_K.Key_Delete, _K.Key_Backspace})
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def keeps_key(event: QEvent, keys: frozenset[Qt.Key]) -> bool:
    """Keep a plain key from the shortcuts. Call it from ``event``; True when it was kept."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in keys or event.modifiers() not in _PLAIN:
        return False
    event.accept()
    return True
