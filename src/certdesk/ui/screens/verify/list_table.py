"""Many answers as a table that grows while files are judged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from certdesk.core.words import _
from certdesk.signing.verification import Verdict
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.checked_before import verdict_words
from certdesk.ui.screens.verify.subject import Answer
from certdesk.ui.screens.verify.telling import VERDICT_KINDS
from certdesk.ui.widgets.cell import Cell
from certdesk.ui.widgets.check_list import status_look
from certdesk.ui.widgets.tips import plain_tip

WIDTHS: tuple[int | None, ...] = (150, 240, 206, 160, None)
ALL = "all"


class AnswerTable(RowTable[Answer]):
    """Pure adapter from answers: verdict, file, number, holder, and what it says. Shows all, or one verdict's."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Answer] = []
        self._only: Verdict | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers, also those that are not shown."""
        return tuple(self._all)

    def count(self, verdict: Verdict | None = None) -> int:
        """Return how many there are, in all or with a verdict."""
        return len(self._all) if verdict is None else sum(each.result.verdict is verdict for each in self._all)

    def clear(self) -> None:
        """Begin anew."""
        self._all = []
        self._replace(())

    def add(self, answers: list[Answer]) -> None:
        """Put more answers at the end; the place in the list stays."""
        self._all += answers
        more = tuple(each for each in answers if self._shows(each))
        if more:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
            self._rows += more
            self.endInsertRows()

    def replace_answer(self, answer: Answer) -> None:
        """Put a closer look in the place of the one before."""
        self._all = [answer if each.subject == answer.subject else each for each in self._all]
        self._rows = tuple(answer if each.subject == answer.subject else each for each in self._rows)
        self._renew()

    def show_only(self, verdict: Verdict | None) -> None:
        """Show those with a verdict, or all."""
        self._only = verdict
        self._replace(tuple(each for each in self._all if self._shows(each)))

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Verdict"), _("File"), _("Number"), _("Holder"), _("What was found"))

    def tip(self, row: Answer, column: int) -> str:
        """Return what may be cut, whole."""
        tips = {1: str(row.subject.path or ""), 3: row.result.holder, 4: row.result.summary}
        return plain_tip(tips.get(column, ""))

    def cell(self, row: Answer, column: int) -> Cell:
        """Return what a cell shows."""
        result = row.result
        icon, tone = status_look(VERDICT_KINDS[result.verdict])
        cells = (
            Cell(verdict_words(result.verdict), weight=600, icon=icon, icon_tone=tone, tone=tone),
            Cell(row.subject.name),
            Cell(result.serial, tone="text2"),
            Cell(result.holder, tone="text2"),
            Cell(result.summary, tone="text2"),
        )
        return cells[column]

    def _shows(self, answer: Answer) -> bool:
        return self._only is None or answer.result.verdict is self._only
