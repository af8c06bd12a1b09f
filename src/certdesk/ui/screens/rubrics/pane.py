"""What every pane of the Rubrics screen is, and what the parts of the editor are handed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.editing_merge import bones
from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.ui.screens import pane as panes


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as the editor shows it: with the version that it was made from, and how many portfolios are on that.

    ``begun`` counts those of them that somebody has begun to assess.
    """

    draft: RubricDraft
    before: Rubric | None = None
    used_by: int = 0
    begun: int = 0

    def has_same_bones(self, seen: DraftView | None) -> bool:
        """Whether nothing has changed that rules and worked examples depend on: typing leaves them in peace."""
        if seen is None or seen.draft.id != self.draft.id or seen.before is not self.before:
            return False
        return bones(seen.draft.rubric) == bones(self.draft.rubric)


class Pane(panes.Pane):
    """One full page of the Rubrics screen. ``asked(name, params)`` asks the screen to show another pane."""

    def undo_scope(self) -> str:
        """Return the id of the draft that undo is about here."""
        return ""


class EditorPart(QWidget):
    """One part of the editor. It shows a draft and says what somebody made of it, never more.

    ``edited(Rubric, str)`` hands over the whole changed rubric and a few words for undo, such as “T4 Secure”.
    ``noticed(Notice)`` says what went wrong, or where something was saved.
    """

    edited = Signal(object, str)
    noticed = Signal(object)

    def show_draft(self, view: DraftView) -> None:
        """Show this draft, keeping focus, scroll place and half-typed words where they are."""

    def commit(self) -> None:
        """Hand over half-typed words now: the editor is left, or something else acts on the draft."""
