"""One part of the editor: how the result is decided, as sentences."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class RulesPart(EditorPart):
    """Shows how the result is decided, as sentences."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
