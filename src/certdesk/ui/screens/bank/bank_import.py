"""A file of comments before it is kept: what is taken, what is left out and why, and what only a person can decide."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.bank_exchange import BankPlan, keep_bank_import, plan_bank_import, read_bank
from certdesk.core.errors import CertDeskError
from certdesk.core.importing import Reading
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.bank_formats import recognise_bank
from certdesk.ui.screens.rubrics.import_found import ImportFound
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.top_bar import TopBar


class BankImport(QWidget):
    """``finished()`` when the comments were kept or the person went back; ``noticed(Notice)``."""

    finished = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        theme = tools.theme
        self._tools = tools
        self._plan: BankPlan | None = None
        self._reading: Reading | None = None
        self._answers: dict[str, str] = {}
        self._format = ""
        self.found = ImportFound(theme)
        self._title = label("", "label", name="bankImportFile")
        self._keep = button(theme, _("Take in"), kind="primary")
        self._keep.setObjectName("keepBankImport")
        self._keep.clicked.connect(self.keep)
        back = button(theme, _("Comment bank"), kind="quiet", icon="back")
        back.setObjectName("leaveBankImport")
        back.clicked.connect(self.finished)
        bar = TopBar(theme)
        bar.add_leading(back, self._title)
        bar.add_trailing(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.found, 1)
        self.found.answered.connect(self._on_answer)
        self.found.taken_back.connect(self._on_taken_back)

    def open_file(self, path: Path) -> bool:
        """Read a file and show what was found; False when it could not be read, which was then said."""
        try:
            self._plan = plan_bank_import(self._tools.session.workspace, path)
            self._answers = {}
            self._format = recognise_bank(self._plan.source).label
            self._read()
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
            return False
        self._title.setText(path.name)
        self.found.focus()
        return True

    def keep(self) -> None:
        """Keep what is taken."""
        if self._reading is None or not self._reading.comments:
            return
        change = self._tools.session.do(keep_bank_import, self._reading.comments)
        if change is not None:
            count = len(self._reading.comments)
            text = ngettext("{count} comment taken in.", "{count} comments taken in.", count).format(count=count)
            self.noticed.emit(Notice(text, "ok", _("Ctrl+Z takes it back.")))
            self.finished.emit()

    def _on_answer(self, question: str, answer: str) -> None:
        self._answers[question] = answer
        self._read()
        self.found.focus_question()

    def _on_taken_back(self, question: str) -> None:
        self._answers.pop(question, None)
        self._read()

    def _read(self) -> None:
        if self._plan is None:
            return
        reading = self._reading = read_bank(self._plan, self._answers)
        asked = tuple(row for row in reading.rows if row.question is not None)
        self.found.show_reading(reading, asked, self._answers, self._format)
        count = len(reading.comments)
        open_ones = len(reading.questions)
        asked_for = ngettext("{count} question is open.", "{count} questions are open.", open_ones)
        more = f" {asked_for.format(count=open_ones)}" if open_ones else ""
        told = ngettext("{format}: {count} comment to take in.", "{format}: {count} comments to take in.", count)
        self.found.say(told.format(format=self._format, count=count) + more)
        self.found.fit()
        words = ngettext("Take in {count} comment", "Take in {count} comments", count).format(count=count)
        self._keep.set_words(words)
        self._keep.setEnabled(bool(count))
