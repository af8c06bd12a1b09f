"""A page that says why somebody sees nothing here."""

from __future__ import annotations

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.empty_state import EmptyState


def closed_page(theme: ThemeSource, heading: str, why: str) -> EmptyState:
    """Return the page: who looks after it, and why it isn't shown."""
    told = EmptyState(theme, framed=False)
    told.setObjectName("closedPage")
    told.show_empty("hidden", heading, why)
    return told
