"""What only a person can decide about a file: questions with their answers, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.importing import Question, Row
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_MOST_SHOWN = 12


class ImportQuestions(QWidget):
    """``answered(question id, answer)``; ``taken_back(question id)`` when somebody thinks again."""

    answered = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, QuestionCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._rest = label("", "small", "text2", name="moreQuestions")
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_questions(self, rows: tuple[Row, ...], answers: Mapping[str, str]) -> None:
        """Show the open questions first, then those that are answered already."""
        pairs = [(row, row.question) for row in rows if row.question is not None]
        pairs.sort(key=lambda pair: pair[1].id in answers)
        # The first ones are enough: answering one brings the next.
        state = tuple((question.id, answers.get(question.id, "")) for _row, question in pairs[:_MOST_SHOWN])
        more = len(pairs) - _MOST_SHOWN
        text = ngettext("{count} more after these", "{count} more after these", more).format(count=max(0, more))
        self._rest.setText(text)
        if state != self._shown:
            self._rebuild(pairs[:_MOST_SHOWN], answers)
            self._shown = state
        self._rest.setVisible(more > 0)

    def card(self, question_id: str) -> QuestionCard | None:
        """Return the card of a question, if it is shown."""
        return self._cards.get(question_id)

    def focus_first(self) -> bool:
        """Give the keyboard to the first answer of the first open question; say whether there was one."""
        for card in self._cards.values():
            if card.is_open:
                card.focus_answer()
                return True
        return False

    def _rebuild(self, pairs: list[tuple[Row, Question]], answers: Mapping[str, str]) -> None:
        self._column.removeWidget(self._rest)
        empty(self._column)
        self._cards = {}
        for row, question in pairs:
            card = QuestionCard(self._theme, row, question, answers.get(question.id))
            card.answered.connect(partial(self.answered.emit, question.id))
            card.taken_back.connect(partial(self.taken_back.emit, question.id))
            self._cards[question.id] = card
            self._column.addWidget(card)
        self._column.addWidget(self._rest)
        self._column.addStretch(1)


class QuestionCard(QFrame):
    """One question: where it comes from, what is asked, a button for each answer, and a line where any will do."""

    answered = Signal(str)
    taken_back = Signal()

    def __init__(self, theme: ThemeSource, row: Row, question: Question, answer: str | None) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setObjectName(f"question-{question.id}")
        self.is_open = answer is None
        self._first: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10 if self.is_open else 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        icon, tone = ("help", "warn") if self.is_open else ("ok", "ok")
        head.addWidget(IconView(theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Paragraph(theme, question.text, role="name"))
        where = " · ".join(part for part in (row.place, " ".join(row.what.split())[:120]) if part)
        if self.is_open and where:
            words.addWidget(Paragraph(theme, where, role="small", tone="text3"))
        head.addLayout(words, 1)
        column.addLayout(head)
        if answer is None:
            column.addLayout(self._answers(theme, question))
            return
        said = next((choice.label for choice in question.choices if choice.id == answer), answer)
        head.addWidget(label(said, "small", "text2"), 0, Qt.AlignmentFlag.AlignTop)
        again = button(theme, _("Change"), kind="link", size="line")
        again.setObjectName(f"change-{question.id}")
        again.setAccessibleDescription(question.text)
        again.clicked.connect(self.taken_back)
        head.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)

    def focus_answer(self) -> None:
        """Give the keyboard to the first answer."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answers(self, theme: ThemeSource, question: Question) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(26, 0, 0, 0)
        made.setSpacing(6)
        if question.choices:
            holder = QWidget()
            flow = FlowLayout(6)
            holder.setLayout(flow)
            for choice in question.choices:
                part = button(theme, choice.label, size="small")
                part.setObjectName(f"answer-{question.id}-{choice.id}")
                part.setAccessibleDescription(question.text)
                part.clicked.connect(partial(self._answer, choice.id))
                flow.addWidget(part)
                self._first = self._first or part
            made.addWidget(holder)
        if question.free:
            if question.choices:
                made.addWidget(line())
            across = QHBoxLayout()
            across.setSpacing(8)
            field = LineField(theme, "", hint=_("Another answer"))
            field.line.setObjectName(f"free-{question.id}")
            field.line.setAccessibleName(question.text)
            take = button(theme, _("Use this"), size="small")
            take.setObjectName(f"use-{question.id}")
            take.clicked.connect(lambda: self._answer_freely(field))
            field.line.returnPressed.connect(lambda: self._answer_freely(field))
            across.addWidget(field, 1)
            across.addWidget(take)
            made.addLayout(across)
            self._first = self._first or field.line
        return made

    def _answer(self, choice_id: str, _on: bool = False) -> None:
        self.answered.emit(choice_id)

    def _answer_freely(self, field: LineField) -> None:
        if text := field.text().strip():
            self.answered.emit(text)
        else:
            field.show_wrong(_("Write an answer, or choose one."))
