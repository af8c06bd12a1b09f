"""What was found in a file: how much of it is taken, the questions, and every row with what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.importing import Reading, Row, Verdict
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.import_questions import ImportQuestions
from certdesk.ui.screens.rubrics.import_rows import WIDTHS, ImportRows
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.table import TableView

_ALL = "all"
_ROW, _MOST_ASKING = 48, 0.6


class ImportFound(QWidget):
    """``answered(question id, answer)`` and ``taken_back(question id)``."""

    answered = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._says = Paragraph(theme, role="body")
        self._says.setObjectName("foundWords")
        self._filter = Segment(theme)
        self._filter.setObjectName("verdicts")
        self._filter.setAccessibleName(_("Which rows"))
        self.model = ImportRows()
        self.table = TableView(theme, row_height=_ROW)
        self.table.setObjectName("importRows")
        self.table.setAccessibleName(_("Rows of the file"))
        self.questions = ImportQuestions(theme)
        self._asking = scrolling(self.questions)
        self._asking.setObjectName("asking")
        self._split = Splitter(theme, Qt.Orientation.Vertical)
        self._build()

    def show_reading(
        self, reading: Reading, asked: tuple[Row, ...], answers: Mapping[str, str], format_words: str
    ) -> None:
        """Show a reading; ``asked`` are the rows whose questions are open or were answered."""
        self._rows = reading.rows
        self._says.show_text(_summary(reading, format_words))
        counts = {verdict: sum(row.verdict is verdict for row in reading.rows) for verdict in Verdict}
        choices = (
            Choice(_ALL, _("All {count}").format(count=len(reading.rows))),
            Choice(Verdict.ACCEPTED, _("Accepted {count}").format(count=counts[Verdict.ACCEPTED])),
            Choice(Verdict.SKIPPED, _("Skipped {count}").format(count=counts[Verdict.SKIPPED])),
            Choice(Verdict.QUESTION, _("Your decision {count}").format(count=counts[Verdict.QUESTION])),
        )
        self._filter.show_choices(choices, self._filter.current() or _ALL)
        self.questions.show_questions(asked, answers)
        self._asking.setVisible(bool(asked))
        self._show()

    def say(self, words: str) -> None:
        """Say something else about the whole file."""
        self._says.show_text(words)

    def clear(self) -> None:
        """Show nothing."""
        self._rows = ()
        self._show()

    def fit(self) -> None:
        """Give the questions as much room as they need, but leave some to the rows; once they are laid out."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        layout = self.questions.layout()
        if layout is None or not self._asking.isVisible():
            return
        layout.activate()
        wide = self._asking.viewport().width()
        needed = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        needed = max(needed, self.questions.minimumSizeHint().height())
        wanted = min(needed, round(self._split.height() * _MOST_ASKING))
        self._split.setSizes([wanted, self._split.height() - wanted])

    def focus(self) -> None:
        """Give the keyboard to the next open question, or to the rows when there is none."""
        if not self.questions.focus_first():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_question(self) -> None:
        """Give the keyboard to the next open question."""
        self.questions.focus_first()

    def _show(self) -> None:
        key = self._filter.current()
        rows = tuple(row for row in self._rows if key in ("", _ALL) or row.verdict == key)
        kept = self.table.current_row()
        self.model.show_rows(rows)
        self.table.set_columns(WIDTHS)
        self.table.set_current_row(min(max(0, kept), len(rows) - 1))

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        head = QWidget()
        words = QVBoxLayout(head)
        words.setContentsMargins(16, 12, 16, 10)
        words.setSpacing(10)
        words.addWidget(self._says)
        words.addWidget(self._filter, 0, Qt.AlignmentFlag.AlignLeading)
        self._split.addWidget(self._asking)
        self._split.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._split, 1)
        self._filter.chosen.connect(lambda _key: self._show())
        self.questions.answered.connect(self.answered)
        self.questions.taken_back.connect(self.taken_back)


def _rubrics_in(reading: Reading, format_words: str) -> str:
    count = len(reading.rubrics)
    if not count and reading.questions:
        return _("{format}. Its rubric can be read once you have decided.").format(format=format_words)
    rubrics = ngettext("{count} rubric", "{count} rubrics", count).format(count=count)
    return _("{format} with {rubrics}.").format(format=format_words, rubrics=rubrics)


def _summary(reading: Reading, format_words: str) -> str:
    told = [_rubrics_in(reading, format_words)]
    if reading.comments:
        text = ngettext("{count} comment for the bank.", "{count} comments for the bank.", len(reading.comments))
        told.append(text.format(count=len(reading.comments)))
    if reading.frameworks:
        text = ngettext("{count} framework of standards.", "{count} frameworks of standards.", len(reading.frameworks))
        told.append(text.format(count=len(reading.frameworks)))
    if reading.example_work:
        text = ngettext("{count} example of work.", "{count} examples of work.", len(reading.example_work))
        told.append(text.format(count=len(reading.example_work)))
    told.append(_("Nothing is kept yet."))
    return " ".join(told)
