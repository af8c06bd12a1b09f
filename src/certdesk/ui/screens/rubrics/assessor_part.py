"""One part of the editor: the rubric exactly as the assessor sees it."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class AssessorPart(EditorPart):
    """Shows the rubric exactly as the assessor sees it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
