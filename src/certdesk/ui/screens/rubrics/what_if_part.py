"""One part of the editor: what another cut, weight or floor would do to existing results."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


class WhatIfPart(EditorPart):
    """Shows what another cut, weight or floor would do to existing results."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
