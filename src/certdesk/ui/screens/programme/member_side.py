"""Beside the list of members: the one that is chosen, or somebody who asks to become one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.enrolling import RequestView
from certdesk.actions.programmes import Member, MemberState
from certdesk.actions.revoking import REASONS
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.programme.member_table import role_words, state_words
from certdesk.ui.screens.standing import day
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.spoken_words import SpokenWords

ROLES = ("assessor", "coordinator", "lead")
LOST = "lost"


class MemberCard(QWidget):
    """``renew_asked(years)``, ``revoke_asked(reason, since)``."""

    renew_asked = Signal(int)
    revoke_asked = Signal(str, object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._name = label("", "heading", name="memberName")
        self._facts = Paragraph(theme, tone="text2")
        self._facts.setObjectName("memberFacts")
        self._history = Paragraph(theme, role="small", tone="text2")
        self._history.setObjectName("memberHistory")
        self._years = _years(theme, "renewYears")
        self._renew = button(theme, _("Renew and save…"), icon="redo")
        self._renew.setObjectName("renewMember")
        self._renew.clicked.connect(lambda: self.renew_asked.emit(int(self._years.current())))
        self._reason = ComboBox(theme, _("Why"), tuple((key, _(words)) for key, words in REASONS.items()))
        self._reason.setObjectName("revokeReason")
        self._reason.chosen.connect(self._explain)
        self._since = DayField(theme, _("Since when"))
        self._since.setObjectName("revokeSince")
        self._meaning = Paragraph(theme, role="small", tone="text2")
        self._meaning.setObjectName("revokeMeaning")
        self._revoke = button(theme, _("Revoke…"), kind="danger")
        self._revoke.setObjectName("revokeMember")
        self._revoke.clicked.connect(self._ask_revoke)
        self._build()

    def show_member(self, member: Member, today: date) -> None:
        """Show this member."""
        self._name.setText(member.name)
        text = _("{role}. Valid until {day}. Fingerprint {print}.")
        facts = text.format(role=role_words(member.role), day=day(member.valid_until), print=member.fingerprint)
        self._facts.show_text(facts)
        self._history.show_text(_history(member))
        gone = member.state is MemberState.REVOKED
        self._renewing.setVisible(not gone)
        self._revoking.setVisible(not gone and member.state is not MemberState.EXPIRED)
        self._since.show_day(today, last=today)
        self._explain(self._reason.current())

    def _explain(self, reason: str) -> None:
        lost = _(
            "Lost or stolen laptop: choose the day on which it was last surely in the right hands. What the register "
            "holds from before that day stays valid; whatever is signed with the key later is refused."
        )
        other = _("What was signed before that day stays valid, what is signed later is refused.")
        self._meaning.show_text(lost if reason == LOST else other)

    def _ask_revoke(self) -> None:
        self.revoke_asked.emit(self._reason.current(), self._since.day())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._name, self._facts, self._history, line()):
            column.addWidget(part)
        self._renewing, self._revoking = QWidget(), QWidget()
        renewing = QHBoxLayout(self._renewing)
        renewing.setContentsMargins(0, 0, 0, 0)
        renewing.setSpacing(8)
        renewing.addWidget(self._years)
        renewing.addWidget(self._renew)
        renewing.addStretch(1)
        column.addWidget(self._renewing)
        revoking = QVBoxLayout(self._revoking)
        revoking.setContentsMargins(0, 0, 0, 0)
        revoking.setSpacing(8)
        revoking.addWidget(line())
        revoking.addWidget(label(_("Revoke"), "label"))
        revoking.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(_("Since"), "body", "text2"))
        row.addWidget(self._since, 1)
        revoking.addLayout(row)
        revoking.addWidget(self._meaning)
        revoking.addWidget(self._revoke, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._revoking)


class RequestCard(QWidget):
    """``approve_asked(role, years)``, ``refused()``."""

    approve_asked = Signal(str, int)
    refused = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._who = label("", "heading", name="requestName")
        self._facts = Paragraph(theme, tone="text2")
        self.words = SpokenWords(theme, name="requestWords")
        self._role = ComboBox(theme, _("Role"), tuple((role, role_words(role)) for role in ROLES))
        self._role.setObjectName("approveRole")
        self._years = _years(theme, "approveYears")
        self.approve = button(theme, _("Words are the same: approve…"), kind="primary")
        self.approve.setObjectName("approve")
        self.approve.clicked.connect(lambda: self.approve_asked.emit(self._role.current(), int(self._years.current())))
        refuse = button(theme, _("Put aside"), kind="quiet")
        refuse.setObjectName("refuseRequest")
        refuse.clicked.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        ask = card(_("Read these words to each other"), tone="accent")
        told = _("Call them on a number that you knew before. They see the same words, or somebody changed the file.")
        ask.body.addWidget(Paragraph(theme, told, role="small", tone="text2"))
        ask.body.addWidget(self.words)
        row = FlowLayout()
        row.addWidget(self._role)
        row.addWidget(self._years)
        foot = FlowLayout()
        foot.addWidget(self.approve)
        foot.addWidget(refuse)
        for part in (self._who, self._facts, ask):
            column.addWidget(part)
        column.addLayout(row)
        column.addLayout(foot)

    def show_request(self, request: RequestView) -> None:
        """Show who asks."""
        self._who.setText(request.name)
        renewal = _("Asks for a new certificate") if request.renewal else _("Asks to join")
        text = _("{asks} as {role}. Made {day}. Fingerprint {print}.")
        made = {"day": day(request.made_at), "print": request.fingerprint}
        self._facts.show_text(text.format(asks=renewal, role=role_words(request.role), **made))
        self.words.show_words(tuple(request.words))
        self._role.set_current(request.role)


def _years(theme: ThemeSource, name: str) -> Segment:
    words = [ngettext("{count} year", "{count} years", count).format(count=count) for count in (1, 2)]
    made = Segment(theme, tuple(Choice(str(count), text) for count, text in enumerate(words, 1)), "2")
    made.setObjectName(name)
    return made


def _history(member: Member) -> str:
    if member.state is not MemberState.REVOKED or member.revoked_on is None:
        return state_words(member.state)
    text = _("Revoked on {day}: {reason}.")
    told = text.format(day=_date(member.revoked_on), reason=member.reason)
    if member.since is None:
        return told
    return f"{told} {_('What was signed since {day} does not count.').format(day=_date(member.since))}"


def _date(when: date) -> str:
    return f"{when.day} {when:%b %Y}"
