"""One programme that this desk trusts: what is known of it, how old that is, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from certdesk.actions.programmes import ProgrammeHere
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.standing import day
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.spoken_words import SpokenWords

_OLD_DAYS = 90


def age_words(made_at: datetime, now: datetime) -> str:
    """Say how old what is known is."""
    days = max(0, (now - made_at).days)
    if not days:
        return _("from today")
    return ngettext("{count} day old", "{count} days old", days).format(count=days)


class ProgrammeRow(Card):
    """``deed_chosen(deed, programme id)``: members, minutes, page, rollover, recovery or forget."""

    deed_chosen = Signal(str, str)

    def __init__(self, theme: ThemeSource, programme: ProgrammeHere, now: datetime) -> None:
        super().__init__()
        self.setObjectName(f"programme-{programme.id}")
        self._theme = theme
        self._programme = programme
        self.set_tone("warn" if programme.rehearsal else "")
        self.body.addLayout(self._titles())
        self.body.addWidget(Paragraph(theme, _facts(programme, now), role="small", tone="text2"))
        if programme.rehearsal:
            told = _("A rehearsal: whatever it certifies is worth nothing, and every check says so.")
            self.body.addWidget(Paragraph(theme, told, role="small", tone="warn"))
        if programme.problem:
            self.body.addWidget(Paragraph(theme, programme.problem, role="small", tone="bad"))
        elif not programme.is_issuing_desk and programme.made_at and (now - programme.made_at).days > _OLD_DAYS:
            told = _("What is known here is old. Ask the programme for a newer bundle.")
            self.body.addWidget(Paragraph(theme, told, role="small", tone="warn"))
        for refused in programme.refused:
            self.body.addWidget(Paragraph(theme, refused, role="small", tone="warn"))
        self._words = SpokenWords(theme)
        self._words.show_words(_words_of(programme))
        self._words.hide()
        self.body.addWidget(self._words)
        self.body.addLayout(self._deeds())
        if not programme.problem:
            self.body.addLayout(self._page())

    def _titles(self) -> QHBoxLayout:
        programme = self._programme
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(programme.name, "label"))
        if programme.rehearsal:
            head.addWidget(Chip(self._theme, _("Rehearsal"), "warn", icon="warning"))
        if programme.is_issuing_desk:
            head.addWidget(Chip(self._theme, _("Issuing desk"), "accent", icon="key"))
        if programme.problem:
            head.addWidget(Chip(self._theme, _("Problem"), "bad", icon="error"))
        head.addStretch(1)
        return head

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._programme.is_issuing_desk:
            row.addWidget(self._deed("members", _("Members"), "people"))
            row.addWidget(self._deed("minutes", _("Minutes"), "document"))
        self._show = button(self._theme, _("Words to compare"), kind="quiet", size="small")
        self._show.setObjectName(f"words-{self._programme.id}")
        self._show.clicked.connect(self._toggle_words)
        row.addWidget(self._show)
        row.addStretch(1)
        if self._programme.rehearsal:
            row.addWidget(self._deed("forget", _("End the rehearsal…"), None, "quiet"))
        elif not self._programme.is_issuing_desk:
            row.addWidget(self._deed("forget", _("Trust no longer…"), None, "quiet"))
        return row

    def _page(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._deed("page", _("Save a page that checks codes in any browser…"), "shield"))
        if self._programme.is_issuing_desk:
            row.addWidget(self._deed("rollover", _("Replace a key…"), None, "quiet"))
            row.addWidget(self._deed("recovery", _("Recovery key on paper…"), None, "quiet"))
        row.addStretch(1)
        return row

    def _deed(self, deed: str, words: str, icon: str | None, kind: str = "secondary") -> Button:
        made = button(self._theme, words, kind=kind, size="small", icon=icon)
        made.setObjectName(f"{deed}-{self._programme.id}")
        made.setAccessibleDescription(self._programme.name)
        made.clicked.connect(lambda: self.deed_chosen.emit(deed, self._programme.id))
        return made

    def _toggle_words(self) -> None:
        shown = self._words.isHidden()
        self._words.setVisible(shown)
        self._show.set_words(_("Hide the words") if shown else _("Words to compare"))


def _facts(programme: ProgrammeHere, now: datetime) -> str:
    fingerprint = _("Fingerprint {print}.").format(print=programme.fingerprint)
    if programme.made_at is None:
        return fingerprint
    text = _("Bundle {version} of {day}, {age}.")
    age = age_words(programme.made_at, now)
    return f"{text.format(version=programme.version, day=day(programme.made_at), age=age)} {fingerprint}"


def _words_of(programme: ProgrammeHere) -> tuple[str, ...]:
    return tuple(programme.words)
