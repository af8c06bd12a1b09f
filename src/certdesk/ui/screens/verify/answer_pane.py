"""One answer: the document beside, the verdict in large words, what was checked and what was not, and all the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.signing.verification import Verification
from certdesk.ui.screens.checked_before import verdict_words
from certdesk.ui.screens.verify.deeds import Deed
from certdesk.ui.screens.verify.disclosure import Disclosure
from certdesk.ui.screens.verify.facts_list import FactsList
from certdesk.ui.screens.verify.paper_side import PaperSide
from certdesk.ui.screens.verify.subject import Answer, Subject
from certdesk.ui.screens.verify.technical import file_facts, signature_facts, signature_heading
from certdesk.ui.screens.verify.telling import VERDICT_KINDS, checked, every_check, facts, summary, unchecked
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.check_list import CheckList
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.scrolling import Scroller, from_the_top
from certdesk.ui.widgets.verdict import Verdict as VerdictPanel

_LEAST_PAPER = 240
_NARROW = 700
"""Below so many px at 100 % document and answer take turns."""
_SIDE_BY_SIDE = 620
"""So wide, in px at 100 %, must the room be for the two lists to stand beside each other."""


class AnswerPane(QWidget):
    """``deed_asked(key)`` comes from the buttons of the verdict and from what was not checked."""

    deed_asked = Signal(str)
    narrow_changed = Signal()
    """There is no room any more for document and answer beside each other, or there is again."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.verdict = VerdictPanel(theme)
        self.paper = PaperSide(tools)
        self._checked, self._unchecked = CheckList(theme), CheckList(theme)
        self._checked.setObjectName("checked")
        self._unchecked.setObjectName("unchecked")
        self._unchecked.action_chosen.connect(lambda _check, key: self.deed_asked.emit(key))
        self._facts = FactsList(theme)
        self._facts.setObjectName("facts")
        self._signatures = Disclosure(theme, _("Signatures"), "signatures")
        self._technical = Disclosure(theme, _("Technical details"), "technical")
        self._every = CheckList(theme, roomy=False)
        self._every.setObjectName("everyCheck")
        self._file = FactsList(theme, role="small")
        self._scroller: Scroller
        self._paper_in_front = False
        self._was_narrow = False
        self._build()

    def show_answer(self, answer: Answer, deeds: tuple[Deed, ...], *, aloud: bool = True) -> None:
        """Show an answer; ``aloud`` has screen readers say it."""
        result = answer.result
        words = summary(result)
        self._paper_in_front = False
        self._share()
        self.verdict.show_verdict(VERDICT_KINDS[result.verdict], verdict_words(result.verdict), words)
        self.verdict.show_warning(_("REHEARSAL – worth nothing") if result.rehearsal else "")
        self.verdict.clear_buttons()
        for deed in deeds:
            made = button(
                self._tools.theme, deed.words, kind="primary" if deed.primary else "secondary", icon=deed.icon
            )
            made.setObjectName(deed.key)
            made.clicked.connect(lambda _on=False, key=deed.key: self.deed_asked.emit(key))
            self.verdict.add_button(made)
        self._checked.show_checks(checked(result))
        left = unchecked(result, answer.at)
        self._unchecked.show_checks(left)
        for part in self._answered:
            part.show()
        self._left_card.setVisible(bool(left))
        self._facts.show_facts(facts(result))
        self._show_more(result)
        self.paper.show_answer(answer)
        self._scroller.verticalScrollBar().setValue(0)
        if aloud:
            event = QAccessibleAnnouncementEvent(self.verdict, self.verdict.accessibleName())
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    def show_working(self, subject: Subject) -> None:
        """Say that something is being looked at, so that nobody takes the answer before for it."""
        self.verdict.show_verdict("open", _("Looking…"), subject.name)
        self.verdict.show_warning("")
        self.verdict.clear_buttons()
        for part in self._answered:
            part.hide()
        self.paper.show_subject(subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists below each other where there is little room."""
        super().resizeEvent(event)
        room = self.width() * 8 // 13
        beside = room >= self._tools.theme.px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._lists.setDirection(way)
        if self.narrow != self._was_narrow:
            self._was_narrow = self.narrow
            self._share()
            self.narrow_changed.emit()

    @property
    def narrow(self) -> bool:
        """Whether only one of document and answer can be in front."""
        return self.width() < self._tools.theme.px(_NARROW)

    @property
    def paper_in_front(self) -> bool:
        """Whether the document hides the answer."""
        return self.narrow and self._paper_in_front

    def turn_over(self) -> None:
        """Show the document in place of the answer, or the answer again."""
        self._paper_in_front = not self._paper_in_front
        self._share()

    def _share(self) -> None:
        self.paper.setVisible(not self.narrow or self._paper_in_front)
        self._scroller.setVisible(not self.paper_in_front)

    def _show_more(self, result: Verification) -> None:
        empty(self._signatures.inner)
        self._signatures.setVisible(bool(result.signatures))
        count = len(result.signatures)
        text = ngettext("{count} signature", "{count} signatures", count)
        self._signatures.show_title(text.format(count=count))
        for one in result.signatures:
            self._signatures.inner.addWidget(label(signature_heading(one), "name"))
            rows = FactsList(self._tools.theme, role="small")
            rows.show_facts(signature_facts(one))
            self._signatures.inner.addWidget(rows)
        self._every.show_checks(every_check(result))
        self._file.show_facts(file_facts(result))

    def _build(self) -> None:
        self._left_card = _listed(_("What was not checked"), self._unchecked)
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.setSpacing(16)
        done_card = _listed(_("What was checked"), self._checked)
        self._lists.addWidget(done_card, 1)
        self._lists.addWidget(self._left_card, 1)
        said = card(_("What it says"), name="factsCard")
        said.body.addWidget(self._facts)
        self._technical.inner.addWidget(self._file)
        self._technical.inner.addWidget(self._every)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.verdict)
        column.addLayout(self._lists)
        for part in (said, self._signatures, self._technical):
            column.addWidget(part)
        self._answered: tuple[QWidget, ...] = (done_card, self._left_card, said, self._signatures, self._technical)
        self.before_place = QVBoxLayout()
        column.addLayout(self.before_place)
        self._scroller = from_the_top(inner)
        self._scroller.setObjectName("answerScroller")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.paper.setMinimumWidth(_LEAST_PAPER)
        row.addWidget(self.paper, 5)
        row.addWidget(self._scroller, 8)


def _listed(title: str, checks: CheckList) -> Card:
    made = card(title)
    made.body.addWidget(checks, 0, Qt.AlignmentFlag.AlignTop)
    made.body.addStretch(1)
    return made
