"""One part of the editor: the worked examples, run as somebody edits."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class ExamplesPart(EditorPart):
    """Shows the worked examples, run as somebody edits."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
