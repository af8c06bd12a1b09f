"""What every pane of the Rubrics screen is, and what the parts of the editor are handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.changes import Change
from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.ui.commands import Command
from certdesk.ui.tools import Tools


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as the editor shows it: with the version that it was made from, and how many portfolios are on that.

    ``begun`` counts those of them that somebody has begun to assess.
    """

    draft: RubricDraft
    before: Rubric | None = None
    used_by: int = 0
    begun: int = 0


class Pane(QWidget):
    """One full page of the Rubrics screen. ``asked(name, params)`` asks the screen to show another pane."""

    asked = Signal(str, object)
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools

    def enter(self, params: dict[str, Any]) -> None:
        """Show what ``params`` ask for."""

    def leave(self) -> None:
        """Put down what is half done."""

    def on_changed(self, change: Change) -> None:
        """Look again if the change concerns what is shown."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return ()

    def place(self) -> dict[str, Any]:
        """Return the parameters that would show the same again."""
        return {}

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
