"""Programme: who may sign for it, and whom this desk trusts."""

from __future__ import annotations

from certdesk.ui.screens.screen import Screen


class ProgrammeScreen(Screen):
    """Its panes and what they ask for come together here."""
