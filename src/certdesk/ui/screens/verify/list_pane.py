"""The answers for a folder or a stick: how many of each, which ones, and a list to keep."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.signing.verification import Verdict
from certdesk.ui.screens.checked_before import verdict_words
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.screens.verify.list_table import ALL, WIDTHS, AnswerTable
from certdesk.ui.screens.verify.subject import Answer
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_EXPENDABLE, _LEAST = (3, 2), 200


class ListPane(QWidget):
    """``chosen(answer)`` when somebody wants to see one in full."""

    chosen = Signal(object)
    save_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.model = AnswerTable()
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName("answers")
        self.table.setAccessibleName(_("What was verified"))
        self.table.set_columns(WIDTHS)
        self.table.setModel(self.model)
        self._said = label("", "label", name="listSummary")
        self._working, self._left_out = "", ""
        self._save = button(theme, _("Save as a list…"), icon="list")
        self._save.setObjectName("saveList")
        self._filter = Segment(theme, (Choice(ALL, _("All")), *(Choice(each.value, "") for each in Verdict)), ALL)
        self._filter.setObjectName("answersFilter")
        self._build()
        self._connect()

    def begin(self) -> None:
        """Show an empty list that is being filled."""
        self.model.clear()
        self._filter.set_current(ALL)
        self.model.show_only(None)
        self._working, self._left_out = _("Looking for files…"), ""
        self._save.setEnabled(False)
        self._count()

    def add(self, answers: list[Answer]) -> None:
        """Show more answers."""
        if answers:
            self.model.add(answers)
            self._count()

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Say how far it is; ``total`` is 0 while files are still looked for."""
        text = _("{done} of {total} so far")
        self._working = text.format(done=done, total=total) if total else name
        self._said.setText(self._working)

    def end(self, words: str, left_out: str = "") -> None:
        """Say that no more will come, what came of it, and in a few words what was ``left_out``."""
        self._working, self._left_out = "", left_out
        self._save.setEnabled(self.model.count() > 0)
        self._count()
        worst = self._sentence()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{words} {worst}".strip()))
        if self.model.rowCount() and self.table.current_row() < 0:
            self.table.set_current_row(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._theme, self.table, WIDTHS, _EXPENDABLE, _LEAST)

    def _count(self) -> None:
        self._filter.set_words(ALL, _("All {count}").format(count=self.model.count()))
        for verdict in Verdict:
            words = _("{verdict} {count}").format(verdict=verdict_words(verdict), count=self.model.count(verdict))
            self._filter.set_words(verdict.value, words)
        self._said.setText(self._working or " · ".join(part for part in (self._sentence(), self._left_out) if part))

    def _sentence(self) -> str:
        count = self.model.count()
        bad, genuine = self.model.count(Verdict.NOT_GENUINE), self.model.count(Verdict.GENUINE)
        if not count:
            return ""
        if genuine == count:
            return ngettext("{count} file, genuine", "{count} files, all genuine", count).format(count=count)
        text = ngettext("{count} file is not genuine", "{count} files are not genuine", bad).format(count=bad)
        look = count - genuine - bad
        more = ngettext("{count} to look at", "{count} to look at", look).format(count=look)
        return ", ".join(part for part, shown in ((text, bad), (more, look)) if shown)

    def _on_filter(self, key: str) -> None:
        self.model.show_only(None if key == ALL else Verdict(key))
        if self.model.rowCount():
            self.table.set_current_row(0)

    def _open(self, row: int) -> None:
        answer = self.model.row(row)
        if answer is not None:
            self.chosen.emit(answer)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _build(self) -> None:
        frame: Card = card(name="answersCard")
        frame.set_flush()
        top = QWidget()
        head = FlowLayout(12)
        head.setContentsMargins(16, 12, 16, 10)
        for part in (self._filter, self._save, self._said):
            head.addWidget(part)
        top.setLayout(head)
        frame.body.setSpacing(0)
        frame.body.addWidget(top)
        frame.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def _connect(self) -> None:
        self._filter.chosen.connect(self._on_filter)
        self._save.clicked.connect(self.save_asked)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_opened.connect(self._open)
