"""The comment bank: official words and one's own, found, edited once, taken in and given away."""

from __future__ import annotations

from certdesk.ui.screens.screen import Screen


class BankScreen(Screen):
    """The comment bank: official words and one's own, found, edited once, taken in and given away."""
