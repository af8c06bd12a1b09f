"""The worklist on Today: a filter, a table that can be sorted by its heads, and what it says when nothing fits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from certdesk.actions.looking import WorklistRow
from certdesk.core.words import _
from certdesk.ui.models.worklist_table import CODE, DUE, LEFT, MARKS, STATE, TITLE, WorklistTable, state_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

FILTERS = {
    "todo": frozenset({"not_started", "in_progress", "ready"}),
    "waiting": frozenset({"held", "flagged", "conflict"}),
    "signed": frozenset({"signed"}),
}
_STATE_ORDER = ("in_progress", "flagged", "ready", "held", "not_started", "signed", "conflict")
_KEYS: dict[int, Callable[[WorklistRow], object]] = {
    CODE: lambda row: row.code.casefold(),
    TITLE: lambda row: (row.candidate.casefold(), row.title.casefold()),
    STATE: lambda row: _STATE_ORDER.index(row.state),
    MARKS: lambda row: row.marked,
    DUE: lambda row: row.due_on or date.max,
    LEFT: lambda row: row.minutes_left if row.minutes_left is not None else -1,
}


class WorklistCard(Card):
    """``opened(WorklistRow)`` when somebody chooses a portfolio."""

    opened = Signal(object)

    def __init__(self, theme: ThemeSource, add: Button) -> None:
        super().__init__()
        self.setObjectName("worklistCard")
        self.set_flush()
        self._rows: tuple[WorklistRow, ...] = ()
        self._open_ended: frozenset[str] = frozenset()
        self._today = date.min
        self._search = ""
        self._led = False
        self.model = WorklistTable()
        self.table = TableView(theme)
        self.table.setObjectName("worklist")
        self.table.setAccessibleName(_("My worklist"))
        self._filter = Segment(theme)
        self._filter.setObjectName("filter")
        self._count = label("", "label", "text3")
        self._empty = EmptyState(theme, framed=False)
        self._empty.setObjectName("nothing")
        self._nothing_yet = EmptyState(theme, framed=False)
        self._nothing_yet.setObjectName("noPortfolios")
        self._nothing_yet.add_action(add)
        self._build()
        self.table.row_opened.connect(self._open)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self._filter.chosen.connect(lambda _key: self._show())

    def show_rows(self, rows: tuple[WorklistRow, ...], today: date, open_ended: frozenset[str]) -> None:
        """Show these portfolios as far as filter and search let them through."""
        self._rows, self._today, self._open_ended = rows, today, open_ended
        self._show_filter()
        self._show()

    def say_elsewhere(self, count: int) -> None:
        """Say how many portfolios are here that are not for whoever looks; asked before the rows are shown."""
        self._led = count > 0

    def search(self, text: str) -> None:
        """Show only portfolios whose code, title or state hold every word."""
        self._search = text
        self._show()

    def _show_filter(self) -> None:
        counts = {key: sum(row.state in states for row in self._rows) for key, states in FILTERS.items()}
        choices = (
            Choice("todo", _("To do {count}").format(count=counts["todo"])),
            Choice("waiting", _("Held or flagged {count}").format(count=counts["waiting"])),
            Choice("signed", _("Signed {count}").format(count=counts["signed"])),
            Choice("all", _("All")),
        )
        self._filter.show_choices(choices, self._filter.current() or "todo")
        self._filter.setVisible(bool(self._rows))
        self._count.setText(str(len(self._rows)) if self._rows else "")

    def _show(self) -> None:
        states, wanted = FILTERS.get(self._filter.current()), self._search.casefold().split()
        rows = [row for row in self._rows if (states is None or row.state in states) and _holds(row, wanted)]
        head = self.table.horizontalHeader()
        descending = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        # Rows come by due date and code; sorting keeps that order among equals.
        rows.sort(key=_KEYS[head.sortIndicatorSection()], reverse=descending)  # type: ignore[arg-type]
        current = self.model.row(self.table.current_row())
        self.model.show_rows(tuple(rows), self._today, open_ended=self._open_ended)
        self.table.set_columns(self.model.widths())
        kept = (number for number, row in enumerate(rows) if current and row.portfolio_id == current.portfolio_id)
        self.table.set_current_row(next(kept, 0))
        self.table.setVisible(bool(rows))
        self._nothing_yet.setVisible(not self._rows)
        self._empty.setVisible(bool(self._rows) and not rows)
        if not rows:
            self._say_why(states)

    def _say_why(self, states: frozenset[str] | None) -> None:
        if not self._rows and self._led:
            detail = _(
                "The portfolios of this desk were given to others, or are released. Cohort says how far they are."
            )
            self._nothing_yet.show_empty("people", _("Nothing for you to mark"), detail)
        elif not self._rows:
            detail = _("Drop a folder, a zip or several of them anywhere on this screen, or choose one.")
            self._nothing_yet.show_empty("folder", _("No portfolios yet"), detail)
        elif self._search.strip():
            text = _("Nothing here fits “{search}”").format(search=self._search.strip())
            self._empty.show_empty("search", text, _("Search for a code, a title or a state, such as “flagged”."))
        elif states == FILTERS["todo"]:
            self._empty.show_empty("ok", _("Nothing left to do"), _("Everything on your list is signed or waits."))
        elif states == FILTERS["signed"]:
            self._empty.show_empty("signature", _("Nothing signed yet"), _("What you sign is listed here."))
        else:
            detail = _("Portfolios that you hold, flag for the lead or may not mark are listed here.")
            self._empty.show_empty("held", _("Nothing held or flagged"), detail)

    def _open(self, number: int) -> None:
        if row := self.model.row(number):
            self.opened.emit(row)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(self.model.widths())
        head_of_table = self.table.horizontalHeader()
        head_of_table.setSortIndicator(DUE, Qt.SortOrder.AscendingOrder)
        head_of_table.setSortIndicatorShown(True)
        head_of_table.sortIndicatorChanged.connect(lambda _column, _order: self._show())
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(8)
        head.addWidget(label(_("My worklist"), "label"))
        head.addWidget(self._count)
        head.addSpacing(12)
        head.addWidget(self._filter)
        head.addStretch(1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._nothing_yet, 1)


def _holds(row: WorklistRow, wanted: list[str]) -> bool:
    said = f"{row.code} {row.candidate} {row.title} {state_words(row)}".casefold()
    return all(word in said for word in wanted)
