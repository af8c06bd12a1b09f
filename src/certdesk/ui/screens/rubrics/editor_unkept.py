"""What somebody wrote and the disk did not take: it stays in front, and is tried again until it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from certdesk.actions.editing_rubrics import edit_draft
from certdesk.core.changes import Change
from certdesk.core.editing_merge import rebased
from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.store.workspace import Workspace
from certdesk.ui.session import Session

_AGAIN_MS = 2000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A draft as it should be, as it is on disk, the words for undo, and why it could not be kept."""

    draft: RubricDraft
    before: Rubric
    words: str
    problem: StorageError


class UnkeptEdit(QObject):
    """Keeps edits of the draft in front. ``waits(RubricDraft)`` when one could not be kept, with the draft as written.

    ``kept()`` when what waited is on disk.
    """

    waits = Signal(object)
    kept = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: _Waiting | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_AGAIN_MS)
        self._clock.timeout.connect(self.try_again)

    def keep(self, shown: RubricDraft, edited: Rubric, words: str) -> None:
        """Keep what was made of the draft that is shown; what is refused is said; what the disk refuses waits."""
        before = self._waiting.before if self._waiting else shown.rubric

        def deed(workspace: Workspace) -> Change:
            try:
                change = edit_draft(workspace, shown.id, edited, words)
            except StorageError as problem:
                self._waiting = _Waiting(replace(shown, rubric=edited), before, words, problem)
                self._clock.start()
                raise
            self.forget()
            return change

        self._session.do(deed)
        if self._waiting:
            self.waits.emit(self._waiting.draft)

    def over(self, draft: RubricDraft) -> RubricDraft:
        """Return a draft of the disk with what waits to be kept in it."""
        waiting = self._waiting
        if waiting is None or waiting.draft.id != draft.id:
            return draft
        written = replace(draft, rubric=rebased(waiting.before, waiting.draft.rubric, draft.rubric))
        self._waiting = replace(waiting, draft=written, before=draft.rubric)
        return written

    def try_again(self) -> bool:
        """Keep what waits, without a word if it can't be yet: then False."""
        if (waiting := self._waiting) is None:
            return True
        try:
            change = edit_draft(self._session.workspace, waiting.draft.id, waiting.draft.rubric, waiting.words)
        except StorageError:
            return False
        except CertDeskError as problem:
            self.forget()
            self._session.refused.emit(problem)
            return True
        self.forget()
        self._session.announce(change)
        self.kept.emit()
        return True

    def insist(self) -> None:
        """Raise the StorageError for which something still waits."""
        if not self.try_again() and self._waiting:
            raise self._waiting.problem

    def forget(self) -> None:
        """Let what waits go: it is kept, or its draft is gone."""
        self._waiting = None
        self._clock.stop()
