"""What a draft was made from: the published version before it, and how much stands on that."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.portfolio import RubricRef
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.store.rubrics import Usage, list_rubrics, load_rubric, usage
from certdesk.ui.screens.rubrics.pane import DraftView
from certdesk.ui.session import Session


class Origin:
    """Asked once for a draft, not with each key that is pressed in it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[RubricRef, DraftView] | None = None

    @property
    def is_known(self) -> bool:
        """Whether it was asked for already."""
        return self._known is not None

    def forget(self) -> None:
        """Ask again next time: another draft is shown, or rubrics or assessments have changed."""
        self._known = None

    def of(self, draft: RubricDraft) -> DraftView:
        """Return the draft with the version before it."""
        ref = RubricRef(draft.rubric.id, draft.rubric.based_on)
        if self._known is None or self._known[0] != ref:
            self._known = (ref, self._asked(ref, draft))
        return replace(self._known[1], draft=draft)

    def _asked(self, ref: RubricRef, draft: RubricDraft) -> DraftView:
        db = self._session.workspace.db
        if ref not in list_rubrics(db):
            return DraftView(draft)
        used = usage(db).get(ref, Usage())
        return DraftView(draft, load_rubric(db, ref), used.portfolios, used.begun)
