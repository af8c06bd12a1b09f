"""Notices sticks that come and go, by a slow look now and then, and only while somebody looks at the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.exchange import Medium

EVERY_MS = 3000


class MediaWatch(QObject):
    """``changed(tuple[Medium, ...])`` comes when another stick is in, one is gone, or its room is another.

    It looks while ``seen`` is on the screen and its window in front; the desk sleeps otherwise.
    """

    changed = Signal(object)

    def __init__(self, seen: QWidget, look: Callable[[], tuple[Medium, ...]]) -> None:
        super().__init__(seen)
        self._seen = seen
        self._look = look
        self.media: tuple[Medium, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        seen.installEventFilter(self)

    @property
    def watching(self) -> bool:
        """Whether it looks by itself now."""
        return self._timer.isActive()

    def look(self) -> None:
        """Look now."""
        media = tuple(medium for medium in self._look() if medium.removable)
        if media != self.media:
            self.media = media
            self.changed.emit(media)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin and end with what can be seen."""
        match event.type():
            case QEvent.Type.Show | QEvent.Type.WindowActivate if self._seen.isVisible():
                if not self._timer.isActive():
                    self.look()
                self._timer.start()
            case QEvent.Type.Hide | QEvent.Type.WindowDeactivate if watched is self._seen:
                self._timer.stop()
        return super().eventFilter(watched, event)
