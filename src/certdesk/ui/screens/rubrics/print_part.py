"""One part of the editor: the rubric as it prints, on A4 or Letter."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.screens.rubrics.print_view import PrintView
from certdesk.ui.tools import Tools


class PrintPart(EditorPart):
    """Shows the pages of the draft."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.view = PrintView(tools)
        self.view.noticed.connect(self.noticed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_draft(self, view: DraftView) -> None:
        """Show the pages of this draft, as soon as somebody looks."""
        self.view.show_rubric(view.draft.rubric, draft=True)

    def let_go(self) -> None:
        """Close the file that is shown."""
        self.view.let_go()
