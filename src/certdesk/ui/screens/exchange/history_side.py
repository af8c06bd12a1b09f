"""One package of the history: what was in it, how its receipt stands, and taking it back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.exchange import Direction, HistoryLine, PreviewLine, ReceiptState
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.exchange.change_lines import ChangeLines
from certdesk.ui.screens.exchange.package_table import direction_words
from certdesk.ui.screens.exchange.words import carrier_words, moment, receipt_words
from certdesk.ui.screens.standing import day
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling


class HistorySide(QWidget):
    """``take_back_asked(id)`` and ``answer_asked(id)``: the receipt that is still to be sent."""

    take_back_asked = Signal(str)
    answer_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._line: HistoryLine | None = None
        self._over = label("", "small", "text2", name="historyOver")
        self._peer = Paragraph(theme, role="heading")
        self._peer.setObjectName("historyPeer")
        self._facts = CheckList(theme)
        self._facts.setObjectName("historyFacts")
        self._inside = label(_("What was in it"), "label")
        self._lines = ChangeLines(theme, inset=0)
        self._why = Paragraph(theme, role="small", tone="text2")
        self._why.setObjectName("whyNotBack")
        self._back = button(theme, _("Take back…"), kind="danger", icon="undo")
        self._back.setObjectName("takeBack")
        self._answer = button(theme, _("Write the receipt…"), icon="signature")
        self._answer.setObjectName("packReceipt")
        self.key = UnlockPanel(theme, name="receiptKey")
        self.key.without_button()
        self.key.show_needed(_("Your key"), _("Signs the receipt."))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for shown in (self._over, self._peer, self._facts, self._inside, self._lines):
            column.addWidget(shown)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(scrolling(inner), 1)
        self._rule = line()
        outer.addWidget(self._rule)
        for part in (self._why, self.key, self._answer, self._back):
            outer.addWidget(part)
        self._back.clicked.connect(self._on_back)
        self._answer.clicked.connect(self._on_answer)
        self.key.given.connect(lambda _typed: self._on_answer())

    def ask_key(self, *, asked: bool) -> None:
        """Ask for the passphrase where a receipt is to be signed and the key is locked."""
        self.key.setVisible(asked and self._answer.isVisibleTo(self))

    def show_line(self, one: HistoryLine | None, inside: tuple[PreviewLine, ...], why_not: str, now: datetime) -> None:
        """Show a package; ``why_not`` says why it can't be taken back, and is empty where it can."""
        self._line = one
        for part in (self._facts, self._inside, self._lines, self._back, self._answer):
            part.setVisible(one is not None)
        if one is None:
            self._over.setText(_("Choose a package to see what was in it."))
            self._peer.hide()
            self._why.hide()
            self._show_rule()
            return
        self._over.setText(f"{direction_words(one.direction)}, {moment(one.at, now)}")
        self._peer.show_text(one.peer)
        self._peer.show()
        self._facts.show_checks(_facts(one))
        self._lines.show_lines(inside, frozenset())
        self._inside.setVisible(bool(inside))
        received = one.direction is Direction.RECEIVED
        self._back.setVisible(received and not one.taken_back)
        self._back.setEnabled(not why_not)
        self._answer.setVisible(received and one.receipt is ReceiptState.TO_SEND and not one.taken_back)
        told = why_not if received and not one.taken_back else ""
        if not told and received and one.can_take_back is not None and not one.taken_back:
            told = _("It can be taken back until {day}.").format(day=day(one.can_take_back.astimezone(now.tzinfo)))
        self._why.show_text(told)
        self._why.setVisible(bool(told))
        self._show_rule()

    def _show_rule(self) -> None:
        """Draw the line only above something."""
        below = (self._why, self._answer, self._back)
        self._rule.setVisible(any(part.isVisibleTo(self) for part in below))

    def _on_back(self) -> None:
        if self._line is not None:
            self.take_back_asked.emit(self._line.id)

    def _on_answer(self) -> None:
        if self._line is not None:
            self.answer_asked.emit(self._line.id)


def _facts(one: HistoryLine) -> tuple[Check, ...]:
    facts = [Check("carrier", "package", _("By {way}").format(way=carrier_words(one.carrier)), one.package)]
    if one.taken_back:
        facts.append(Check("back", "undo", _("Taken back")))
    elif not one.complete:
        told = _("Drop the other sticks' folders here too; what is here already is not copied twice.")
        facts.append(Check("parts", "warn", _("Not complete yet"), told))
    if words := receipt_words(one.receipt):
        good = one.receipt in (ReceiptState.BACK, ReceiptState.SENT)
        facts.append(Check("receipt", "ok" if good else "warn", words.capitalize(), _receipt_meaning(one.receipt)))
    return tuple(facts)


def _receipt_meaning(state: ReceiptState) -> str:
    meanings = {
        ReceiptState.WAITED_FOR: _("Until it is back, everything that was packed stays here."),
        ReceiptState.BACK: _("It is signed: everything arrived there."),
        ReceiptState.TO_SEND: _("It is not written yet. Write it below, and give them the small file."),
        ReceiptState.SENT: "",
        ReceiptState.NONE: "",
    }
    return meanings[state]


def take_back_question(one: HistoryLine, now: datetime) -> tuple[str, str]:
    """Return the question before a package is taken back, and what it means."""
    question = _("Take back what came from {peer}, {when}?").format(peer=one.peer, when=moment(one.at, now))
    parts = []
    if one.portfolios:
        text = ngettext("{count} portfolio", "{count} portfolios", one.portfolios)
        parts.append(text.format(count=one.portfolios))
    if one.assessments:
        text = ngettext("{count} assessment", "{count} assessments", one.assessments)
        parts.append(text.format(count=one.assessments))
    what = _(" and ").join(parts) or _("What it changed")
    detail = _(
        "{what} will be as before it came. You can take the package in again later; nothing of yours is touched."
    )
    return question, detail.format(what=what)
