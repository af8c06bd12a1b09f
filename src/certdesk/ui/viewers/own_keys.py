"""Keys that a viewer answers before the window does, where both have a use for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class OwnKeys(QObject):
    """Answers keys that are pressed anywhere in ``viewer``.

    Two shortcuts for one key are ambiguous for Qt, which then runs neither; what overrides shortcuts is not.
    """

    def __init__(self, viewer: QWidget) -> None:
        super().__init__(viewer)
        self._calls: dict[str, Callable[[], None]] = {}
        viewer.installEventFilter(self)

    def add(self, calls: Mapping[str, Callable[[], None]]) -> None:
        """Answer more keys, such as ``Ctrl+8``."""
        self._calls.update(calls)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key when Qt asks whether anybody does, then answer it."""
        if isinstance(event, QKeyEvent):
            call = self._calls.get(QKeySequence(event.keyCombination()).toString())
            if call is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if call is not None and event.type() == QEvent.Type.KeyPress:
                call()
                return True
        return super().eventFilter(watched, event)
