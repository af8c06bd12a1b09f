"""The other views of a draft. What only one of them needs is loaded when somebody first looks at it."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.editor_head import ASSESSOR, PRINT
from certdesk.ui.screens.rubrics.pane import EditorPart
from certdesk.ui.tools import Tools


def other_view(key: str, tools: Tools) -> EditorPart:
    """Make one of the views beside the grid: as the assessor sees it, as it prints, or what-if."""
    if key == ASSESSOR:
        return _assessor(tools)
    return _print(tools) if key == PRINT else _what_if(tools)


def _assessor(tools: Tools) -> EditorPart:
    from certdesk.ui.screens.rubrics.assessor_part import AssessorPart

    return AssessorPart(tools)


def _print(tools: Tools) -> EditorPart:
    from certdesk.ui.screens.rubrics.print_part import PrintPart

    return PrintPart(tools)


def _what_if(tools: Tools) -> EditorPart:
    from certdesk.ui.screens.rubrics.what_if_part import WhatIfPart

    return WhatIfPart(tools)
