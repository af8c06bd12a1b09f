"""What is in front while something is looked into, or while it needs a passphrase or six words to be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal

from certdesk.core.words import _
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar


class WaitingCard(Card):
    """``key_given(passphrase)`` of one's own key, ``words_given(words)`` of the package, ``stopped()``."""

    key_given = Signal(str)
    words_given = Signal(str)
    stopped = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("waiting")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("waitingHeading")
        self._told = Paragraph(theme, tone="text2")
        self._bar = ProgressBar(theme)
        self.panel = UnlockPanel(theme, name="openPackage")
        self._asks_words = False
        self._stop = button(theme, _("Leave it"), kind="quiet")
        self._stop.setObjectName("leavePackage")
        for part in (self._heading, self._told, self._bar, self.panel, self._stop):
            self.body.addWidget(part)
        self.panel.given.connect(self._on_given)
        self._stop.clicked.connect(self.stopped)

    def show_looking(self, name: str) -> None:
        """Show that something is looked into."""
        self._heading.show_text(_("Looking into {name}").format(name=name))
        self._told.show_text(_("Nothing is changed by looking. You can go on working meanwhile."))
        self._bar.setAccessibleName(self._heading.text())
        self._bar.show_working()
        self._show(asks=False)

    def ask_key(self, name: str) -> None:
        """Ask for the passphrase of one's own key."""
        self._asks_words = False
        self._heading.show_text(_("{name} is sealed for you").format(name=name))
        self._told.show_text(_("Your key opens it. Nothing is changed by looking."))
        self.panel.show_needed(_("Your key"), "")
        self._show(asks=True)

    def ask_signature(self, heading: str, told: str) -> None:
        """Ask for the passphrase of one's own key, because something is to be signed."""
        self._asks_words = False
        self._heading.show_text(heading)
        self._told.show_text(told)
        self.panel.show_needed(_("Your key"), "")
        self._show(asks=True)

    def ask_words(self, name: str) -> None:
        """Ask for the six words of the package."""
        self._asks_words = True
        self._heading.show_text(_("{name} is sealed with six words").format(name=name))
        self._told.show_text(_("Whoever packed it tells them to you, best by telephone."))
        told = _("Big or small letters and extra spaces make no difference.")
        self.panel.show_needed(_("The six words"), told, asked=_("Six words"))
        self._show(asks=True)

    def show_wrong(self, words: str) -> None:
        """Say that what was typed does not open it."""
        self.panel.show_wrong(words)

    def take_keyboard(self) -> None:
        """Put the keyboard where something is asked."""
        (self.panel.field.line if self.panel.isVisibleTo(self) else self._stop).setFocus()

    def _show(self, *, asks: bool) -> None:
        self._bar.setVisible(not asks)
        self.panel.setVisible(asks)
        self.panel.forget()

    def _on_given(self, typed: str) -> None:
        (self.words_given if self._asks_words else self.key_given).emit(typed)
