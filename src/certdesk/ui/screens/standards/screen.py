"""Frameworks of standards, and which criteria stand for which of their codes."""

from __future__ import annotations

from certdesk.ui.screens.screen import Screen


class StandardsScreen(Screen):
    """Frameworks of standards, and which criteria stand for which of their codes."""
