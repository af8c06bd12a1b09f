"""The registers of consent of all portfolios in one table: what is closed, what ends soon, what is over."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.consent_gate import closings
from certdesk.actions.consenting import ConsentRegister, ending_soon
from certdesk.actions.register_tables import registers_of_cohort
from certdesk.core.words import _
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.screens.portfolio_views.consent_rows import RegisterRow, RegisterTable, register_lines
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_WIDTHS: tuple[int | None, ...] = (100, 180, 190, 140, 130, None)
_EXPENDABLE, _LEAST = (4, 3, 2), 240
_FILTERS = ("all", "closed", "soon", "over")


class RegistersPage(QWidget):
    """``opened(portfolio id)`` for the register of one of them."""

    opened = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self.registers: tuple[ConsentRegister, ...] = ()
        self._rows: tuple[RegisterRow, ...] = ()
        self.model = RegisterTable()
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName("registers")
        self.table.setAccessibleName(_("Consent of all portfolios"))
        self.table.setModel(self.model)
        self.table.set_columns(_WIDTHS)
        self._filter = Segment(theme)
        self._filter.setObjectName("registerFilter")
        self._filter.setAccessibleName(_("Show"))
        self._cohort = ComboBox(theme, _("Cohort"))
        self._cohort.setObjectName("registerCohort")
        self._empty = EmptyState(theme, framed=False)
        self._build()
        self._filter.chosen.connect(lambda _key: self._show())
        self._cohort.chosen.connect(lambda _key: self.refresh())
        self.table.row_opened.connect(self._open)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where it is narrow."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._tools.theme, self.table, _WIDTHS, _EXPENDABLE, _LEAST)

    def refresh(self) -> None:
        """Read all registers."""
        workspace = self._tools.session.workspace
        everything = registers_of_cohort(workspace)
        cohorts = sorted({one.portfolio.cohort for one in everything if one.portfolio.cohort})
        chosen = self._cohort.current() if self._cohort.current() in cohorts else ""
        self._cohort.show_choices((("", _("All cohorts")), *((name, name) for name in cohorts)), chosen)
        self._cohort.setVisible(len(cohorts) > 1)
        self.registers = tuple(one for one in everything if chosen in {"", one.portfolio.cohort})
        closed = {
            item_id: closing
            for one in self.registers
            for item_id, closing in closings(workspace, one.portfolio.id).items()
        }
        self._rows = register_lines(self.registers, closed, ending_soon(workspace))
        words = {"all": _("All"), "closed": _("Closed"), "soon": _("Ends soon"), "over": _("Ended or withdrawn")}
        counts = {key: sum(key in {"all", row.kind} for row in self._rows) for key in _FILTERS}
        choices = tuple(Choice(key, f"{words[key]} {counts[key]}") for key in _FILTERS)
        self._filter.show_choices(choices, self._filter.current())
        self._show()

    def _show(self) -> None:
        wanted = self._filter.current()
        rows = tuple(row for row in self._rows if wanted in {"all", row.kind})
        self.model.show_rows(rows)
        self.table.set_current_row(0)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._empty.show_empty(
            "people", _("Nothing is recorded here") if wanted == "all" else _("Nothing is like that")
        )

    def _open(self, number: int) -> None:
        if (row := self.model.row(number)) is not None:
            self.opened.emit(row.portfolio_id)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._filter)
        row.addWidget(self._cohort)
        row.addStretch(1)
        column.addLayout(row)
        box = Card()
        box.set_flush()
        box.body.addWidget(self.table, 1)
        box.body.addWidget(self._empty, 1)
        column.addWidget(box, 1)
