"""What is read on the picture: subtitles inside the recording, or a file that came with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.evidence.replies import Reply, Transcript
from certdesk.evidence.requests import ReadTranscript
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.said import Said
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.viewer import Companion


class Subtitles(QObject):
    """Belongs to one player. A file that came with the recording goes before what is inside it: it can be searched."""

    changed = Signal()
    """Other words are there to be read, or none."""

    def __init__(self, owner: QObject, engine: MediaEngine, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__(owner)
        self._engine = engine
        self._worker = worker
        self._deliveries = deliveries
        self._ticket = 0
        self._left: list[Companion] = []
        self.said = Said()
        self.complete = True
        self.shown = True
        """Whether the person wants to read them on the picture."""

    @property
    def possible(self) -> bool:
        """Whether there is anything to be read."""
        return bool(self.said.cues) or bool(self._engine.tracks.languages)

    def words_at(self, position: int) -> str:
        """Return what is to be read on the picture now."""
        if not self.shown:
            return ""
        return self.said.words_at(position) if self.said.cues else self._engine.subtitles

    def load(self, companions: tuple[Companion, ...]) -> None:
        """Read the first of these files that can be read."""
        self.forget()
        self._left = list(companions)
        self._ask()

    def forget(self) -> None:
        """Have nothing to read."""
        self._deliveries.drop(self._ticket)
        self._left, self.said, self.complete = [], Said(), True

    def _ask(self) -> None:
        if self._left:
            companion = self._left.pop(0)
            asked = self._worker.submit(ReadTranscript(companion.path, companion.file_name), URGENT)
            self._ticket = self._deliveries.bring(asked, self._take, self._refuse)

    def _take(self, reply: Reply) -> None:
        if isinstance(reply, Transcript) and reply.cues:
            self.said, self.complete = Said(reply.cues), reply.complete
            self.changed.emit()
        else:
            self._ask()

    def _refuse(self, problem: Exception) -> None:
        words_of(problem)  # the item itself tells what is wrong with it; here there is only nothing to read
        self._ask()
