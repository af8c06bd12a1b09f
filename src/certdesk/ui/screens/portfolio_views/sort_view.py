"""Sort: what the rubric asks for, what fills it, and what still waits to be put where it belongs."""

from __future__ import annotations

from certdesk.ui.screens.pane import Pane


class SortView(Pane):
    """The evidence of a portfolio by its sorts."""
