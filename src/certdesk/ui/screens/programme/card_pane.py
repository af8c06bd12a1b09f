"""Two people without a programme: the six words of each, side by side, compared by telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.accepting import CardView, accept_card, look_at_card, my_words
from certdesk.actions.identifying import my_identity
from certdesk.core.errors import CertDeskError
from certdesk.core.exchange import SenderTrust
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.member_table import role_words
from certdesk.ui.screens.programme.one_card import lay_out_card
from certdesk.ui.screens.standing import day
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.spoken_words import SpokenWords
from certdesk.ui.widgets.text_box import LineField

_WIDTH = 1_000


class CardPane(Pane):
    """Shows whose card came; it is accepted by the words that are heard, which stand nowhere on this side."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._card: CardView | None = None
        self._heading = label("", "title", name="cardHeading")
        self._facts = Paragraph(theme)
        self._facts.setObjectName("cardFacts")
        self._why = Paragraph(theme, tone="text2")
        self._why.setObjectName("cardWhy")
        self._mine = SpokenWords(theme, name="myWords")
        self._field = LineField(theme, _("Their six words"), hint=_("six words, or the fingerprint"))
        self._field.setObjectName("theirWords")
        self._field.line.returnPressed.connect(self.take)
        self._field.line.textChanged.connect(self._tell)
        self._take = button(theme, _("Accept this key"), kind="primary", size="large")
        self._take.setObjectName("acceptCard")
        self._take.clicked.connect(self.take)
        self._leave = button(theme, _("Leave it"), kind="quiet", size="large")
        self._leave.setObjectName("leaveCard")
        self._leave.clicked.connect(self._go_back)
        self._build()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the card ``params["file"]``."""
        self._field.show_text("")
        self._field.show_wrong("")
        try:
            self._card = look_at_card(self.tools.session.workspace, Path(str(params.get("file", ""))))
        except CertDeskError as problem:
            self._card = None
            self.say_problem(problem)
            self._go_back()
            return
        self._show(self._card)

    def leave(self) -> None:
        """Forget what was typed."""
        self._field.show_text("")

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("card.back", _("Back to people"), ("Escape",), self._go_back),)

    def take(self) -> None:
        """Accept the key; what is wrong with the words is said below them."""
        if self._card is None or not self._take.isEnabled():
            return
        try:
            change = accept_card(self.tools.session.workspace, self._card.path, self._field.text())
        except CertDeskError as problem:
            self._field.show_wrong(problem.sentence)
            self._field.line.setFocus()
            return
        self.tools.session.announce(change)
        text = _("{name} is known here now. What they send comes in, and packages can be sealed for them.")
        self.noticed.emit(Notice(text.format(name=self._card.name), "ok"))
        self._go_back()

    def _show(self, shown: CardView) -> None:
        workspace = self.tools.session.workspace
        self._heading.setText(_("Card of {name}").format(name=shown.name))
        text = _("{name}, {role}. The key is good until {day}.")
        self._facts.show_text(text.format(name=shown.name, role=role_words(shown.role), day=day(shown.until)))
        told = shown.why or _("They are known here already.")
        if shown.mine:
            told = _("This is your own card. Send it to somebody else.")
        self._why.show_text(told)
        asks = shown.trust is SenderTrust.UNKNOWN and not shown.mine
        self._both.setVisible(asks)
        self._take.setVisible(asks)
        self._leave.set_words(_("Leave it") if asks else _("Back"))
        if asks:
            self._mine.show_words(my_words(workspace))
            self._yours.setText(_("{name}, you read aloud").format(name=my_identity(workspace).name))
            self._theirs.setText(_("{name} reads, you type").format(name=shown.name))
        self._tell()
        (self._field.line if asks else self._leave).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._take.setEnabled(bool(self._field.text().strip()))

    def _go_back(self) -> None:
        self.asked.emit("people", {})

    def _build(self) -> None:
        theme = self.tools.theme
        whole = card(name="cardCard")
        whole.setMaximumWidth(theme.px(_WIDTH))
        whole.body.setSpacing(14)
        head = QHBoxLayout()
        back = icon_button(theme, "back", _("Back to people"))
        back.setObjectName("cardBack")
        back.clicked.connect(self._go_back)
        head.addWidget(back)
        head.addWidget(self._heading, 1)
        for part in (self._facts, self._why, self._sides()):
            whole.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._take)
        foot.addWidget(self._leave)
        foot.addStretch(1)
        whole.body.addLayout(foot)
        lay_out_card(self, head, whole)

    def _sides(self) -> QWidget:
        """Put what is read and what is heard side by side, under what to do first."""
        theme = self.tools.theme
        self._both = QWidget()
        self._yours, self._theirs = label("", "heading"), label("", "heading")
        whole = QVBoxLayout(self._both)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        told = _("Call them on a number that you knew before. Each reads their own six words, and types the other's.")
        whole.addWidget(Paragraph(theme, told))
        row = QHBoxLayout()
        row.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(10)
            row.addLayout(side, 1)
        left.addWidget(self._yours)
        left.addWidget(self._mine)
        left.addStretch(1)
        right.addWidget(self._theirs)
        right.addWidget(self._field)
        warn = _("If a word differs, somebody put another key in its place. Then don't accept it.")
        right.addWidget(Paragraph(theme, warn, role="small", tone="text2"))
        right.addStretch(1)
        whole.addLayout(row)
        return self._both
