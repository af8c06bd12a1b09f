"""One pane: a rubric from another system, row by row before it is kept."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import Pane


class ImportPane(Pane):
    """Shows a rubric from another system, row by row before it is kept."""
