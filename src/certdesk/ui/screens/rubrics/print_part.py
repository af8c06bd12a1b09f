"""One part of the editor: the rubric as it prints, on A4 or Letter."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class PrintPart(EditorPart):
    """Shows the rubric as it prints, on A4 or Letter."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
