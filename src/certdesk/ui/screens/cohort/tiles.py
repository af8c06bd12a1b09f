"""Three numbers: first marks, second marks, and what waits for the lead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.actions.cohort_progress import CohortProgress
from certdesk.core.cohorts import CaseState
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.desk import Standing
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.stat_tile import StatTile


class Tiles(QWidget):
    """Each leads to where more is told."""

    first_wanted = Signal()
    second_wanted = Signal()
    disputes_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._first = StatTile(theme, _("First marks"))
        self._second = StatTile(theme, _("Second marks"))
        self._open = StatTile(theme, _("To adjudicate"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        parts = ((self._first, "firstMarks"), (self._second, "secondMarks"), (self._open, "toAdjudicate"))
        for tile, name in parts:
            tile.setObjectName(name)
            tile.set_leads(leads=True)
            row.addWidget(tile, 1)
        self._first.clicked.connect(self.first_wanted)
        self._second.clicked.connect(self.second_wanted)
        self._open.clicked.connect(self.disputes_wanted)

    def show_numbers(self, progress: CohortProgress, standing: Standing) -> None:
        """Show how many are signed, and what waits for the lead."""
        first, second = progress.first, progress.second
        self._first.show_number(str(first.signed), _("of {count}").format(count=first.of))
        self._second.show_number(str(second.signed), _("of {count}").format(count=second.of))
        count = len(standing.disputes)
        codes = sum(one.with_code for one in standing.disputes)
        told = ngettext("{count} is a code", "{count} are codes", codes).format(count=codes) if codes else ""
        waiting = sum(case.state is CaseState.THIRD_OPEN for case in standing.cases)
        third = ngettext("{count} with a third", "{count} with a third", waiting).format(count=waiting)
        rest = told or (third if waiting else "")
        self._open.show_number(str(count), rest, tip=third if waiting and told else "")
        self._open.set_leads(leads=bool(count))
