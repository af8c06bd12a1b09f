"""How all portfolios stand: filtered, looked through together, fix lists for those that are chosen or shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.consent_gate import sees_names
from certdesk.actions.preflighting import plan_preflight, preflights_of
from certdesk.actions.repairing import plan_smaller_for_all
from certdesk.core.portfolio import Portfolio
from certdesk.core.preflight import Preflight
from certdesk.core.words import _, ngettext
from certdesk.store.portfolios import load_portfolios
from certdesk.store.preflight import portfolio_ids
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.screens.portfolio_views.fix_saving import Saving
from certdesk.ui.screens.portfolio_views.looking_flow import LookingFlow
from certdesk.ui.screens.portfolio_views.mending_flow import MendingFlow
from certdesk.ui.screens.portfolio_views.standing_rows import (
    EXPENDABLE,
    LEAST,
    MEND,
    READY,
    STANDINGS,
    STOP,
    UNSEEN,
    WIDTHS,
    StandingRow,
    StandingTable,
    standing_of,
)
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_ALL = "all"
_AT_ONCE = 10
"""Portfolios that are judged before the window is asked whether something else waits."""
_FILTERS = (_ALL, STOP, MEND, READY, UNSEEN)


class CohortPage(QWidget):
    """``opened(portfolio id)`` for the check of one of them; ``noticed(Notice)``."""

    opened = Signal(str)
    noticed = Signal(object)

    def __init__(self, tools: Tools, looking: LookingFlow, saving: Saving, mending: MendingFlow) -> None:
        super().__init__()
        self._tools, self._looking, self._saving, self._mending = tools, looking, saving, mending
        theme = tools.theme
        self._rows: tuple[StandingRow, ...] = ()
        self.model = StandingTable()
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName("standings")
        self.table.setAccessibleName(_("How the portfolios stand"))
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.set_columns(WIDTHS)
        self._filter = Segment(theme)
        self._filter.setObjectName("standingFilter")
        self._filter.setAccessibleName(_("Show portfolios that are"))
        self._filter.chosen.connect(lambda _key: self._show())
        self._cohort = ComboBox(theme, _("Cohort"))
        self._cohort.setObjectName("cohort")
        self._cohort.chosen.connect(lambda _key: self.refresh())
        self._empty = EmptyState(theme, framed=False)
        self._detail = label("", "small", "text2", name="cohortDetail")
        self._deeds = {
            name: button(theme, words, kind=kind, icon=icon)
            for name, words, kind, icon in (
                ("lookAll", _("Look through all"), "primary", None),
                ("stopAll", _("Stop"), "secondary", None),
                ("fixLists", _("Fix lists…"), "secondary", "printer"),
                ("allTable", _("Save as a table…"), "quiet", None),
                ("allSmaller", _("Make large videos smaller"), "quiet", None),
            )
        }
        self._left: list[Portfolio] = []
        self._read: tuple[StandingRow, ...] = ()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where it is narrow."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._tools.theme, self.table, WIDTHS, EXPENDABLE, LEAST)

    def refresh(self) -> None:
        """Read how all portfolios stand."""
        workspace = self._tools.session.workspace
        everything = load_portfolios(workspace.db, portfolio_ids(workspace.db))
        cohorts = sorted({one.cohort for one in everything if one.cohort})
        chosen = self._cohort.current()
        choices = (("", _("All cohorts")), *((name, name) for name in cohorts))
        self._cohort.show_choices(choices, chosen if chosen in cohorts else "")
        self._cohort.setVisible(len(cohorts) > 1)
        wanted = [one for one in everything if self._cohort.current() in {"", one.cohort}]
        self._left, self._read = wanted, ()
        self._read_some()

    def _go_on(self) -> None:
        """Read the others, as long as somebody looks at them."""
        if self.isVisible():
            self._read_some()

    def _read_some(self) -> None:
        """Judge a few portfolios, and the others after whatever else waits: that takes a while where there are many."""
        workspace = self._tools.session.workspace
        now, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        here = set(portfolio_ids(workspace.db))
        now = [one for one in now if one.id in here]
        told, named = preflights_of(workspace, [one.id for one in now]), sees_names(workspace)
        self._read += tuple(
            StandingRow(one, each, standing_of(each, waiting=not each.complete and self._waits(one.id)), named)
            for one, each in zip(now, told, strict=True)
        )
        if self._left:
            self._next.start()
            if self._rows:
                return  # what was shown stays until all is read
        self._rows = self._read
        self._show_filter()
        self._show()

    def chosen(self) -> tuple[Preflight, ...]:
        """Return what was found of the portfolios that are chosen; of all that are shown where fewer than two are."""
        shown = [row for number in range(self.model.rowCount()) if (row := self.model.row(number)) is not None]
        picked = sorted({index.row() for index in self.table.selectedIndexes()})
        some = [row for number in picked if (row := self.model.row(number)) is not None]
        return tuple(row.told for row in (some if len(some) > 1 else shown))

    def show_looking(self, done: int, total: int, title: str) -> None:
        """Show how far looking through is."""
        text = _("Looking through: {done} of {total}").format(done=done, total=total)
        self._detail.setText(f"{text}, {title}" if title else text)
        self._show_deeds()

    def _waits(self, portfolio_id: str) -> bool:
        return bool(plan_preflight(self._tools.session.workspace, (portfolio_id,)).orders)

    def _show_filter(self) -> None:
        counts = {key: sum(row.standing == key for row in self._rows) for key in STANDINGS}
        words = {key: f"{_(STANDINGS[key][0])} {counts[key]}" for key in STANDINGS}
        words[_ALL] = _("All {count}").format(count=len(self._rows))
        self._filter.show_choices(tuple(Choice(key, words[key]) for key in _FILTERS), self._filter.current())

    def _show(self) -> None:
        wanted = self._filter.current()
        rows = tuple(row for row in self._rows if wanted in {_ALL, row.standing})
        at = self.model.row(self.table.current_row())
        self.model.show_rows(rows)
        kept = (number for number, row in enumerate(rows) if at and row.portfolio.id == at.portfolio.id)
        self.table.set_current_row(next(kept, 0))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        heading = _("No portfolio is like that") if self._rows else _("No portfolios yet")
        self._empty.show_empty("folder", heading, "" if self._rows else _("Take some in on Exchange."))
        self._show_deeds()

    def _show_deeds(self) -> None:
        running = self._looking.running
        unseen = any(row.standing == UNSEEN or not row.told.complete for row in self._rows)
        self._deeds["lookAll"].setVisible(not running)
        self._deeds["lookAll"].setEnabled(unseen)
        self._deeds["lookAll"].setToolTip("" if unseen else _("Every file was looked at."))
        self._deeds["stopAll"].setVisible(running)
        for name in ("fixLists", "allTable", "allSmaller"):
            self._deeds[name].setEnabled(bool(self.model.rowCount()))
        if not running:
            text = _(
                "Fix lists are made for the portfolios that you choose (Ctrl or Shift), or for all that are shown."
            )
            self._detail.setText(text)

    def _look_all(self) -> None:
        if not self._looking.start(tuple(row.portfolio.id for row in self._rows)):
            self.noticed.emit(Notice(_("Every file was looked at."), "info"))
        self._show_deeds()

    def _smaller(self) -> None:
        workspace = self._tools.session.workspace
        plans = plan_smaller_for_all(workspace, tuple(one.portfolio_id for one in self.chosen()))
        if not plans:
            text = _("No video here is so large that a smaller copy would help.")
            self.noticed.emit(Notice(text, "info"))
            return
        text = ngettext("Making {count} video smaller", "Making {count} videos smaller", len(plans))
        self._mending.start(text.format(count=len(plans)), plans)

    def _name(self) -> str:
        return self._cohort.current() or _("all")

    def _open(self, number: int) -> None:
        if (row := self.model.row(number)) is not None:
            self.opened.emit(row.portfolio.id)

    def _connect(self) -> None:
        self.table.row_opened.connect(self._open)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        deeds = self._deeds
        deeds["lookAll"].clicked.connect(lambda _on=False: self._look_all())
        deeds["stopAll"].clicked.connect(lambda _on=False: self._looking.stop())
        deeds["fixLists"].clicked.connect(lambda _on=False: self._saving.fix_lists(self.chosen(), self._name()))
        deeds["allTable"].clicked.connect(lambda _on=False: self._saving.findings(self.chosen(), self._name()))
        deeds["allSmaller"].clicked.connect(lambda _on=False: self._smaller())

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
        deeds = QWidget()
        flow = FlowLayout(8)
        deeds.setLayout(flow)
        for name, one in self._deeds.items():
            one.setObjectName(name)
            flow.addWidget(one)
        column.addWidget(deeds)
        self._detail.setWordWrap(True)
        column.addWidget(self._detail)
        box = Card()
        box.set_flush()
        box.body.addWidget(self.table, 1)
        box.body.addWidget(self._empty, 1)
        column.addWidget(box, 1)
