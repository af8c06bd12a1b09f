"""Beside the list of certificates: the one that is chosen, its story, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.certificates import CertificateRow
from certdesk.core.credentials import CertificateState
from certdesk.core.words import _
from certdesk.ui.screens.results.tables import STATE_CHIPS, date_words, state_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_DUE = frozenset({CertificateState.RENEWAL_DUE, CertificateState.LAPSED})
_GONE = frozenset({CertificateState.WITHDRAWN, CertificateState.SUPERSEDED})


class CertificateSide(QWidget):
    """``deed_chosen(deed)`` (open, verify, copy, badge, renew), ``reissue_asked(name, reason)`` and others.

    ``withdraw_asked(reason, since)``.
    """

    deed_chosen = Signal(str)
    reissue_asked = Signal(str, str)
    withdraw_asked = Signal(str, object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._serial = FileName(theme, role="heading", tone="text")
        self._serial.setObjectName("certificateSerial")
        self._chip = Chip(theme, "")
        self._chip.setObjectName("certificateState")
        self._holder = label("", "name", name="certificateHolder")
        self._facts = Paragraph(theme, role="small", tone="text2")
        self._story = Paragraph(theme, role="small", tone="warn")
        self._story.setObjectName("certificateStory")
        self.open = self._deed("open", _("Open"), "document")
        self.verify = self._deed("verify", _("Verify"), "shield")
        self.copy = self._deed("copy", _("Save a copy…"), "down")
        self.badge = self._deed("badge", _("Save the badge…"), "award")
        self.renew = self._deed("renew", _("Renew"), "redo")
        self._name = LineField(theme, _("Name as it should stand"))
        self._name.setObjectName("reissueName")
        self._why_again = LineField(theme, _("Why a new one"), hint=_("spelling of the name"))
        self._why_again.setObjectName("reissueReason")
        self._reissue = button(theme, _("Issue a corrected one"))
        self._reissue.setObjectName("reissue")
        self._why = LineField(theme, _("Why it is withdrawn"), hint=_("in a few words, they stand in the register"))
        self._why.setObjectName("withdrawReason")
        self._since = DayField(theme, _("Since when"))
        self._since.setObjectName("withdrawSince")
        self._withdraw = button(theme, _("Withdraw…"), kind="danger")
        self._withdraw.setObjectName("withdraw")
        self._build()
        self._connect()

    def show_row(self, row: CertificateRow, today: date, *, may: bool) -> None:
        """Show this certificate; without ``may`` nothing about it can be changed here."""
        self._serial.show_text(row.serial)
        self._chip.show_chip(state_words(row.state), STATE_CHIPS[row.state])
        self._holder.setText(row.holder)
        text = _("{title}. Issued {day}, valid until {end}. Portfolio {code}.")
        days = {"day": date_words(row.issued_on), "end": date_words(row.valid_until)}
        self._facts.show_text(text.format(title=row.title, code=row.code, **days))
        story = story_of(row)
        self._story.show_text(story)
        self._story.setVisible(bool(story))
        self.badge.setVisible(bool(row.badge))
        changeable = may and row.state not in _GONE
        self.renew.setVisible(changeable and row.state in _DUE)
        self._changing.setVisible(changeable)
        if self._name.text() != row.holder:
            self._name.show_text(row.holder)
        for field in (self._why_again, self._why):
            field.show_text("")
            field.show_wrong("")
        self._since.show_day(today, first=row.issued_on, last=today)

    def _ask_reissue(self) -> None:
        reason = self._why_again.text().strip()
        self._why_again.show_wrong("" if reason else _("Say why, in a few words."))
        if reason:
            self.reissue_asked.emit(self._name.text().strip(), reason)

    def _ask_withdraw(self) -> None:
        reason = self._why.text().strip()
        self._why.show_wrong("" if reason else _("Say why, in a few words."))
        if reason:
            self.withdraw_asked.emit(reason, self._since.day())

    def _deed(self, deed: str, words: str, icon: str) -> Button:
        made = button(self._theme, words, size="small", icon=icon)
        made.setObjectName(f"{deed}Certificate")
        made.clicked.connect(lambda: self.deed_chosen.emit(deed))
        return made

    def _connect(self) -> None:
        self._reissue.clicked.connect(self._ask_reissue)
        self._withdraw.clicked.connect(self._ask_withdraw)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._serial, 1)
        head.addWidget(self._chip)
        column.addLayout(head)
        for part in (self._holder, self._facts, self._story):
            column.addWidget(part)
        deeds = QGridLayout()
        deeds.setHorizontalSpacing(8)
        deeds.setVerticalSpacing(8)
        for place, one in enumerate((self.open, self.verify, self.copy, self.badge)):
            deeds.addWidget(one, place // 2, place % 2)
        deeds.addWidget(self.renew, 2, 0)
        column.addLayout(deeds)
        self._changing = QWidget()
        changing = QVBoxLayout(self._changing)
        changing.setContentsMargins(0, 0, 0, 0)
        changing.setSpacing(8)
        since = QHBoxLayout()
        since.setSpacing(8)
        since.addWidget(label(_("Since"), "body", "text2"))
        since.addWidget(self._since, 1)
        correcting = (line(), label(_("Correct"), "label"), self._name, self._why_again, self._reissue)
        withdrawing = (line(), label(_("Withdraw"), "label"), self._why)
        for row in (*correcting, *withdrawing):
            changing.addWidget(row)
        changing.addLayout(since)
        changing.addWidget(self._withdraw)
        column.addWidget(self._changing)


def story_of(row: CertificateRow) -> str:
    """Say what became of a certificate, or nothing."""
    told = []
    if row.state is CertificateState.WITHDRAWN and row.since is not None:
        told.append(_("Withdrawn since {day}: {reason}.").format(day=date_words(row.since), reason=row.reason))
    if row.replaced_by:
        told.append(_("Replaced by {serial}.").format(serial=row.replaced_by))
    if row.replaces:
        told.append(_("Replaces {serial}.").format(serial=row.replaces))
    return " ".join(told)
