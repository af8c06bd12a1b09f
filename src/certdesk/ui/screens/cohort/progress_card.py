"""By assessor and laptop: a table of who has come how far."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from certdesk.actions.cohort_progress import CohortProgress
from certdesk.actions.progress_reports import hours_left
from certdesk.core.words import _
from certdesk.ui.screens.cohort.progress_table import WIDTHS, ProgressTable
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.table import TableView

_ROW = 36
_LEAST = 150
_FEWEST = 3


class ProgressCard(Card):
    """``portfolios_wanted(assessor)``: Enter or a click shows what somebody has."""

    portfolios_wanted = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("byAssessor")
        self.set_flush()
        self._theme = theme
        self._title = label(_("By assessor and laptop"), "label")
        self._rest = FileName(theme, role="small", tone="text3", middle=False)
        self._rest.setObjectName("hoursLeft")
        self.table = TableView(theme, row_height=_ROW)
        self.table.setObjectName("assessorProgress")
        self.table.setAccessibleName(_("By assessor and laptop"))
        self.model = ProgressTable()
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self.table.setSortingEnabled(False)
        head = self.table.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        self._nobody = Paragraph(theme, role="small", tone="text2")
        self._nobody.setContentsMargins(16, 8, 16, 16)
        self._head = QHBoxLayout()
        self._build()
        self.table.row_opened.connect(self._open)
        self.table.clicked.connect(lambda index: self._open(index.row()))
        theme.changed.connect(self._fit)

    def show_progress(self, progress: CohortProgress, now: datetime) -> None:
        """Show who has come how far."""
        chosen = self.model.row(self.table.current_row())
        self.model.show_rows(progress.rows, now)
        if chosen is not None and (place := self.model.place_of(chosen.assessor.id)) >= 0:
            self.table.set_current_row(place)
        left = hours_left(progress.minutes_left) if progress.minutes_left else ""
        self._rest.show_text(left or _("from the last package received"))
        self._rest.setToolTip(progress.pace_sentence)
        self.table.setVisible(bool(progress.rows))
        self._nobody.setVisible(not progress.rows)
        self._fit()

    def _open(self, row: int) -> None:
        found = self.model.row(row)
        if found is not None:
            self.portfolios_wanted.emit(found.assessor.id)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.model.sort_by(column, ascending=order == Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fit_columns(self._theme, self.table, WIDTHS, (1, 3), _LEAST)
        rows = max(_FEWEST, self.model.rowCount())
        table = self.table.horizontalHeader().height() + rows * self._theme.px(_ROW) + 2
        self.setMaximumHeight(self._head.sizeHint().height() + table + 2)

    def _build(self) -> None:
        self._nobody.show_text(_("Nobody marks this cohort yet. Add assessors, then allocate its portfolios."))
        head = self._head
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._rest, 1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._nobody)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
