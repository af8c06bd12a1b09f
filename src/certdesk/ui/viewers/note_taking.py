"""Writing a note while watching: pause at the first letter, keep the moment, play on afterwards."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.moment_marking import MomentMarking
from certdesk.ui.viewers.note_box import NoteBox


class NoteTaking(QObject):
    """Ties a note box to an engine and what is being marked on it."""

    written = Signal(object, str)
    """The `TimeSpan` of the note, and its words."""
    ended = Signal()
    """The note was saved or discarded."""

    def __init__(self, box: NoteBox, engine: MediaEngine, marking: MomentMarking) -> None:
        super().__init__(box)
        self._engine = engine
        self._marking = marking
        self._resume = False
        box.begun.connect(self._begin)
        box.written.connect(self._write)
        box.discarded.connect(self._leave)

    def forget(self) -> None:
        """Begin with another recording."""
        self._resume = False
        self._marking.forget_note()

    def _begin(self) -> None:
        self._resume = self._engine.playing
        self._engine.pause()
        self._marking.begin_note()

    def _write(self, words: str) -> None:
        # Told first: whoever files it looks at what was chosen for the moment, which is let go with in and out.
        self.written.emit(self._marking.note_moment(), words)
        self._marking.clear()
        self._leave()

    def _leave(self) -> None:
        resume = self._resume
        self.forget()
        self.ended.emit()
        if resume:
            self._engine.play()
