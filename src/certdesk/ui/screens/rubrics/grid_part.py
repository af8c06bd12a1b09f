"""One part of the editor: the grid of criteria and levels, edited in place."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class GridPart(EditorPart):
    """Shows the grid of criteria and levels, edited in place."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
