"""One part of the editor: the rubric exactly as the assessor sees it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.screens.rubrics.preview_assessor import AssessorView
from certdesk.ui.tools import Tools


class AssessorPart(EditorPart):
    """Shows the criteria of the draft as on the Score screen, to step through and to try marks on."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.view = AssessorView(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_draft(self, view: DraftView) -> None:
        """Show this draft; trial marks stay where they still fit."""
        self.view.show_rubric(view.draft.rubric)
