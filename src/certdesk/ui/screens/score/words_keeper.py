"""Half-typed words: kept on disk while typing pauses, written down as a deed when the writer goes elsewhere."""

from __future__ import annotations

from certdesk.actions.commenting import write_feedback
from certdesk.core.assessment import Assessment
from certdesk.core.changes import Change
from certdesk.store.places import drafts, keep_draft
from certdesk.store.workspace import Workspace
from certdesk.ui.session import Session


class WordsKeeper:
    """Keeps the two texts of the criterion in front. A kill loses at most what was typed since the last pause."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def words_of(self, assessment: Assessment, criterion: str) -> tuple[str, str]:
        """Return strength and next step as they were last typed, written down or not."""
        kept = drafts(self._session.workspace, assessment.id)
        written = assessment.words(criterion)
        return (
            kept.get(f"{criterion}/strength", written.strength),
            kept.get(f"{criterion}/next_step", written.next_step),
        )

    def keep(self, assessment_id: str, criterion: str, field: str, text: str) -> None:
        """Keep a half-typed text."""
        keep_draft(self._session.workspace, assessment_id, f"{criterion}/{field}", text)

    def write_down(self, assessment: Assessment) -> None:
        """Make deeds of everything that was typed and not yet written down."""
        for name, text in drafts(self._session.workspace, assessment.id).items():
            if self._session.do(_write, assessment.id, name, text) is not None:
                keep_draft(self._session.workspace, assessment.id, name, None)


def _write(workspace: Workspace, assessment_id: str, name: str, text: str) -> Change:
    criterion, field = name.split("/", 1)
    return write_feedback(workspace, assessment_id, criterion, **{field: text})
