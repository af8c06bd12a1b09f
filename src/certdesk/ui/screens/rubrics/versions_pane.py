"""One pane: two versions compared, publishing, and what a new version does to assessments."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.pane import Pane


class VersionsPane(Pane):
    """Shows two versions compared, publishing, and what a new version does to assessments."""
