"""Playing an animated picture: its pictures one after the other, paused, stepped through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent

from certdesk.evidence.replies import Animation
from certdesk.ui.viewers.sheet_pictures import image_of


class AnimationPlayer(QObject):
    """Holds the pictures of one animation and says which one is due."""

    shown = Signal(QImage)
    changed = Signal()
    """Another picture is shown, or it plays or is paused now."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._pictures: tuple[QImage, ...] = ()
        self._durations: tuple[int, ...] = ()
        self._now = 0
        self._playing = False
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._go_on)

    @property
    def count(self) -> int:
        """How many pictures there are; 0 when nothing is loaded."""
        return len(self._pictures)

    @property
    def position(self) -> int:
        """Which picture is shown, from 1."""
        return self._now + 1

    @property
    def playing(self) -> bool:
        """Whether it moves."""
        return self._playing

    def load(self, animation: Animation, *, playing: bool) -> None:
        """Begin with the first picture."""
        self._pictures = tuple(image_of(picture) for picture in animation.pictures)
        self._durations = animation.durations_ms
        self._playing = playing and self.count > 1
        self._show(0)

    def close(self) -> None:
        """Let go of the pictures."""
        self._due.stop()
        self._pictures, self._durations, self._now, self._playing = (), (), 0, False
        self.changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        self.set_playing(playing=not self._playing)

    def set_playing(self, *, playing: bool) -> None:
        """Move, or stand still."""
        if self.count < 2 or playing == self._playing:
            return
        self._playing = playing
        self._due.stop()
        if playing:
            self._due.start(self._durations[self._now])
        self.changed.emit()

    def step(self, by: int) -> None:
        """Pause, and go some pictures on (or back); after the last comes the first."""
        if self.count:
            self._playing = False
            self._show((self._now + by) % self.count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Play, pause and step with the keys of a video, where this is installed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            by = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1, Qt.Key.Key_Space: 0}.get(Qt.Key(event.key()))
            if by is not None and self.count > 1:
                if by:
                    self.step(by)
                else:
                    self.toggle()
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        if self._playing:
            self._show((self._now + 1) % self.count)

    def _show(self, number: int) -> None:
        self._now = number
        self._due.stop()
        if self._playing:
            self._due.start(self._durations[number])
        self.shown.emit(self._pictures[number])
        self.changed.emit()
