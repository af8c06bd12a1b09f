"""Results read by code: for all cohorts or one, with what is hidden and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.standards import CohortResults
from certdesk.core.reading_by_code import FEWEST
from certdesk.core.words import _
from certdesk.ui.screens.standards.result_table import LEVELS, MEAN, SHARE, WIDTHS, ResultTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.table import TableView

_EVERY = "*"
_GIVING_WAY = ((LEVELS, 900), (SHARE, 700), (MEAN, 560))


class ResultsView(QWidget):
    """``cohort_chosen(name or None)`` and ``save_asked()``."""

    cohort_chosen = Signal(object)
    save_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.cohort = ComboBox(theme, _("Cohort"))
        self.cohort.setObjectName("resultsCohort")
        self.cohort.setMinimumWidth(theme.px(200))
        self.model = ResultTable()
        self.table = TableView(theme)
        self.table.setObjectName("resultsByCode")
        self.table.setAccessibleName(_("Results by code"))
        self._hidden = label("", "small", "text2", name="resultsHidden")
        self._nothing = EmptyState(theme, framed=False)
        self._nothing.setObjectName("noResults")
        self._pages = QStackedWidget()
        self._save = button(theme, _("Save as CSV…"), icon="down")
        self._save.setObjectName("saveResults")
        self._build()
        self.cohort.chosen.connect(self._on_cohort)
        self._save.clicked.connect(self.save_asked)

    def current_cohort(self) -> str | None:
        """Return the cohort that is shown, or None for all."""
        key = self.cohort.current()
        return None if key in {_EVERY, ""} else key.removeprefix("=")

    def show_results(self, results: tuple[CohortResults, ...], cohorts: tuple[str, ...], cohort: str | None) -> None:
        """Show what is known, for the cohort that is chosen."""
        named = tuple((f"={one}", one or _("Without a cohort")) for one in cohorts)
        self.cohort.show_choices(((_EVERY, _("All cohorts")), *named), _EVERY if cohort is None else f"={cohort}")
        codes = tuple(one for part in results for one in part.codes)
        self.model.show_results(codes)
        self.table.set_columns(WIDTHS)
        self._save.setEnabled(bool(codes))
        hidden = _("What fewer than {count} people were marked for is not told.").format(count=FEWEST)
        self._hidden.setText(hidden if any(one.hidden for one in codes) else "")
        heading = _("No signed results yet") if not cohorts else _("No code has results yet")
        detail = _("Results are read by code when assessments are signed whose rubric's criteria stand for codes.")
        self._nothing.show_empty("grid", heading, detail)
        self._pages.setCurrentIndex(0 if codes else 1)

    def fit(self, width: int) -> None:
        """Let columns give way where there is little room."""
        for column, least in _GIVING_WAY:
            self.table.setColumnHidden(column, width < self._theme.px(least))

    def _on_cohort(self, _key: str) -> None:
        self.cohort_chosen.emit(self.current_cohort())

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        for shown in (self.table, self._nothing):
            self._pages.addWidget(shown)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(self.cohort)
        row.addWidget(self._hidden)
        row.addStretch(1)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
