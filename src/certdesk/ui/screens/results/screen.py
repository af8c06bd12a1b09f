"""Results: certificates that can be issued, were issued, replaced and withdrawn."""

from __future__ import annotations

from certdesk.ui.screens.screen import Screen


class ResultsScreen(Screen):
    """Its panes and what they ask for come together here."""
