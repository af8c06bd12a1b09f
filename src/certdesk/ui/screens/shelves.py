"""The three shelves of the library: rubrics, the comment bank and standards, each a screen with the same switch."""

from __future__ import annotations

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.segment import Choice, Segment

LIBRARY, BANK, STANDARDS = "library", "bank", "standards"


def shelves(theme: ThemeSource, here: str) -> Segment:
    """Return the switch, at the shelf that is shown."""
    choices = (
        Choice(LIBRARY, _("Rubrics")),
        Choice(BANK, _("Comment bank")),
        Choice(STANDARDS, _("Standards")),
    )
    made = Segment(theme, choices, here)
    made.setObjectName("shelves")
    made.setAccessibleName(_("What the library shows"))
    return made
