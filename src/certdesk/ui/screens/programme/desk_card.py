"""What this desk is, and where the person stands: alone, a member of a programme, or its issuing desk."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.programmes import ProgrammeHere
from certdesk.core.words import _
from certdesk.signing.identity import Identity
from certdesk.ui.screens.standing import ending_words, key_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph


def desk_words(identity: Identity, programmes: tuple[ProgrammeHere, ...]) -> tuple[str, str, str]:
    """Return icon, heading and a sentence about what this desk is."""
    issuing = [one for one in programmes if one.is_issuing_desk]
    if issuing:
        names = ", ".join(one.name for one in issuing)
        told = _("Here people are enrolled, certificates are issued and the register is kept.")
        return "key", _("The issuing desk of {programme}").format(programme=names), told
    if identity.programme_id:
        told = _("You sign feedback reports in the programme's name. Its issuing desk issues the certificates.")
        return "people", _("A desk of {programme}").format(programme=identity.programme_name), told
    told = _("You sign in your own name, and whoever checks it has to know you. A programme can vouch for you.")
    return "person", _("You work on your own"), told


class DeskCard(Card):
    """``join_asked()``, ``found_asked()``, ``rehearse_asked()``."""

    join_asked = Signal()
    found_asked = Signal()
    rehearse_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("deskCard")
        self._theme = theme
        self._sign = IconView(theme, "person", "accent", 28)
        self._what = label("", "heading", name="deskIs")
        self._told = Paragraph(theme, tone="text2")
        self._me = label("", "name", name="standingName")
        self._key = Paragraph(theme, role="small", tone="text2")
        self._key.setObjectName("standingKey")
        self._print = Paragraph(theme, role="small", tone="text3")
        self._ending = Paragraph(theme, role="small", tone="warn")
        self._join = self._button(_("Join a programme…"), "join")
        self._join.clicked.connect(self.join_asked)
        self._found = self._button(_("Found a programme…"), "found")
        self._found.clicked.connect(self.found_asked)
        self._rehearse = self._button(_("Rehearse founding…"), "rehearse")
        self._rehearse.set_kind("quiet")
        self._rehearse.clicked.connect(self.rehearse_asked)
        self._build()

    def show_desk(
        self, identity: Identity, programmes: tuple[ProgrammeHere, ...], now: datetime, refused: str = ""
    ) -> None:
        """Show what this desk is now; ``refused`` says why the person may not sign for their programme any more."""
        icon, heading, told = desk_words(identity, programmes)
        self._sign.show_icon(icon, "accent")
        self._what.setText(heading)
        self._told.show_text(told)
        self._me.setText(_("{name}, {role}").format(name=identity.name, role=identity.role))
        self._key.show_text(key_words(identity))
        self._print.show_text(_("Fingerprint {print}").format(print=identity.fingerprint))
        ending = f"{refused} {_('Ask its lead for a new one.')}" if refused else ending_words(identity, now)
        self._ending.show_text(ending)
        self._ending.setVisible(bool(ending))
        self._join.set_words(_("Renew my certificate…") if identity.programme_id else _("Join a programme…"))
        self._found.setVisible(not any(one.is_issuing_desk and not one.rehearsal for one in programmes))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._told)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(line())
        for part in (self._me, self._key, self._print, self._ending):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 6, 0, 0)
        for deed in (self._join, self._found, self._rehearse):
            row.addWidget(deed)
        row.addStretch(1)
        self.body.addLayout(row)

    def _button(self, words: str, name: str) -> Button:
        made = button(self._theme, words)
        made.setObjectName(name)
        return made
