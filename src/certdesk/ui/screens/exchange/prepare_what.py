"""What is packed: portfolios from a list that can be narrowed, or one's own results."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from certdesk.actions.packable import Packable
from certdesk.core.words import _
from certdesk.ui.screens.exchange.prepare_tables import (
    PORTFOLIO_EXPENDABLE,
    PORTFOLIO_LEAST,
    PORTFOLIO_WIDTHS,
    PackableTable,
)
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

PORTFOLIOS, RESULTS = "portfolios", "results"
READY, ALL = "ready", "all"
_EVERY = "*"


class WhatCard(Card):
    """``edited()`` when other things are to be packed."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("what")
        self._theme = theme
        self._rows: tuple[Packable, ...] = ()
        self._why: Mapping[str, str] = {}
        self._search = ""
        self.kind = Segment(theme, (Choice(PORTFOLIOS, _("Portfolios")), Choice(RESULTS, _("My results"))), PORTFOLIOS)
        self.kind.setObjectName("whatKind")
        self.filter = Segment(theme, (Choice(READY, _("Ready")), Choice(ALL, _("All"))), ALL)
        self.filter.setObjectName("whatFilter")
        self._cohort = ComboBox(theme, _("Cohort"))
        self._cohort.setObjectName("whatCohort")
        self._all = button(theme, _("Choose all"), kind="quiet")
        self._all.setObjectName("chooseAll")
        self._model = PackableTable()
        self.table = TableView(theme, row_height=42)
        self.table.setObjectName("packable")
        self.table.setAccessibleName(_("What to pack"))
        self.table.setModel(self._model)
        self.table.set_columns(PORTFOLIO_WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(theme.px(190))
        self._empty = EmptyState(theme, framed=False)
        self._build()

    def show_portfolios(self, rows: tuple[Packable, ...], why_not: Mapping[str, str]) -> None:
        """Show what can be packed; ``why_not`` says by portfolio what is not ready in it."""
        self._rows, self._why = rows, why_not
        cohorts = sorted({row.cohort for row in rows if row.cohort})
        choices = ((_EVERY, _("All cohorts")), *((cohort, cohort) for cohort in cohorts))
        self._cohort.show_choices(choices, self._cohort.current())
        self._cohort.setVisible(len(cohorts) > 1)
        self._show()

    def search(self, words: str) -> None:
        """Show only rows with these words."""
        self._search = words.casefold().strip()
        self._show()

    def chosen(self) -> tuple[Packable, ...]:
        """Return what is chosen, in the order of the list."""
        numbers = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(row for number in numbers if (row := self._model.row(number)) is not None)

    def choose_all(self) -> None:
        """Choose everything that is shown."""
        self.table.selectAll()
        self.table.setFocus()

    def choose(self, portfolio_ids: frozenset[str]) -> None:
        """Choose these portfolios and nothing else."""
        wanted = QItemSelection()
        for number in range(self._model.rowCount()):
            row = self._model.row(number)
            if row is not None and row.portfolio_id in portfolio_ids:
                index = self._model.index(number, 0)
                wanted.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(wanted, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._theme, self.table, PORTFOLIO_WIDTHS, PORTFOLIO_EXPENDABLE, PORTFOLIO_LEAST)

    def _show(self) -> None:
        kept = frozenset(row.portfolio_id for row in self.chosen())
        results = self.kind.current() == RESULTS
        of_kind = [row for row in self._rows if row.mine or not results]
        ready = [row for row in of_kind if row.portfolio_id not in self._why]
        self.filter.set_words(READY, _("Ready {count}").format(count=len(ready)))
        self.filter.set_words(ALL, _("All {count}").format(count=len(of_kind)))
        self.filter.setVisible(not results)
        wanted = ready if self.filter.current() == READY and not results else of_kind
        rows = tuple(row for row in wanted if self._matches(row))
        self._model.show_rows(rows, {} if results else self._why)
        self.choose(kept)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._all.setEnabled(bool(rows))
        self._empty.show_empty("package", *_nothing(results=results, any_rows=bool(self._rows)))
        self.edited.emit()

    def _matches(self, row: Packable) -> bool:
        cohort = self._cohort.current()
        if cohort not in ("", _EVERY) and row.cohort != cohort:
            return False
        told = f"{row.code} {row.candidate} {row.title} {row.cohort} {row.programme}".casefold()
        return all(word in told for word in self._search.split())

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        top = QWidget()
        head = FlowLayout(12)
        head.setContentsMargins(16, 12, 16, 10)
        for part in (label(_("What"), "label"), self.kind, self.filter, self._cohort, self._all):
            head.addWidget(part)
        top.setLayout(head)
        self.body.addWidget(top)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._empty, 1)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self.edited.emit())
        for segment in (self.kind, self.filter):
            segment.chosen.connect(lambda _key: self._show())
        self._cohort.chosen.connect(lambda _key: self._show())
        self._all.clicked.connect(self.choose_all)


def _nothing(*, results: bool, any_rows: bool) -> tuple[str, str]:
    if results:
        return _("No results yet"), _("What you have marked comes here, to be sent back to whoever gave it to you.")
    if any_rows:
        return _("Nothing here"), _("No portfolio has these words, or all of them have something to mend first.")
    return _("No portfolios yet"), _("Take some in first: drop a folder, a zip or a package on Exchange, Now.")
