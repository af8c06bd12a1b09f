"""One pane: every rubric with its versions, drafts, search and preview."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import Pane


class LibraryPane(Pane):
    """Shows every rubric with its versions, drafts, search and preview."""
