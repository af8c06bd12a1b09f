"""Who marks what: every portfolio of the cohort, and what is given out, moved and taken back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from certdesk.actions.allocating import (
    AllocationPlan,
    Given,
    allocations_of,
    choices_for,
    give,
    keep_allocation,
    move,
    plan_allocation,
    take_back,
)
from certdesk.actions.assessors import assessors_here
from certdesk.actions.cohort_lists import plan_from_list
from certdesk.actions.listing_candidates import Sheet, read_sheets, whole_list
from certdesk.core.cohorts import Assessor, Turn
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.allocation_side import AllocationSide
from certdesk.ui.screens.cohort.allocation_table import (
    ALL,
    CONFLICT,
    NONE,
    OPEN,
    SETTLED,
    WIDTHS,
    AllocationRow,
    AllocationTable,
    rows_of,
)
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.plan_panel import PlanPanel
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice

LISTS = "*.csv *.xlsx *.ods *.xls *.tsv *.txt"
_SEARCH, _WHO, _DAYS = 110, 120, 21
_MANY, _PAUSE_MS = 1500, 250


class AllocationPane(CohortPane):
    """A list with filters; beside it the chosen portfolio, or the plan of what is given out."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._rows: tuple[AllocationRow, ...] = ()
        self._words = ""
        self._plan: AllocationPlan | None = None
        kinds = ((ALL, _("All")), (NONE, _("No assessor")), (OPEN, _("Open")), (SETTLED, _("Settled")))
        choices = (*(Choice(key, words) for key, words in kinds), Choice(CONFLICT, _("Conflict")))
        self.list = ListAndSide(theme, choices, "allocations")
        self.model = AllocationTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Who marks what"))
        self.list.set_columns(WIDTHS, (4, 3, 2), 140)
        self._who = ComboBox(theme, _("Assessor"))
        self._who.setObjectName("allocationAssessor")
        self._who.setMinimumWidth(theme.px(_WHO))
        self._search = SearchField(theme, _("Search portfolios"), key="/")
        self._search.setObjectName("searchAllocations")
        self._search.setMinimumWidth(theme.px(_SEARCH))
        self.side = AllocationSide(theme)
        self.plan = PlanPanel(theme)
        self._beside = QStackedWidget()
        self._choosing = QTimer(self)
        self._choosing.setSingleShot(True)
        self._choosing.setInterval(_PAUSE_MS)
        self._choosing.timeout.connect(self._show_choices)
        self._build()
        self._connect()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show all portfolios; ``assessor`` shows only theirs, ``plan`` begins to give out."""
        workspace = self.tools.session.workspace
        self._rows = rows_of(standing, allocations_of(workspace, standing.cohort))
        people = sorted({(one.name, one.assessor_id) for row in self._rows for one in row.people})
        wanted = str(params.get("assessor", self._who.current()))
        self._who.show_choices((("", _("Everybody")), *((id_, name) for name, id_ in people)), wanted)
        if params.get("assessor"):
            self.list.filters.set_current(ALL)
        self._show_rows()
        if params.get("plan"):
            self.begin_plan()
        elif self._beside.currentWidget() is self.plan:
            self._look_at_plan()

    def begin_plan(self) -> None:
        """Show what would be given out."""
        today = self.tools.session.workspace.clock().astimezone().date()
        due = self.desk.standing().cohort.due_on
        self.plan.begin(_due(today, due), today)
        self._beside.setCurrentWidget(self.plan)
        self._look_at_plan()

    def place(self) -> dict[str, Any]:
        """Return whose portfolios are shown."""
        return {"assessor": self._who.current()} if self._who.current() else {}

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def begin(self) -> None:
        """Give the keyboard to the list."""
        self.list.table.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("allocation.find", _("Search portfolios"), ("/", "Ctrl+F"), self._search.setFocus, icon="search"),
            Command("allocation.plan", _("Allocate what has nobody"), (), self.begin_plan),
        )

    def current(self) -> AllocationRow | None:
        """Return the chosen portfolio."""
        return self.model.row(self.list.table.current_row())

    def _show_rows(self) -> None:
        chosen = self.current()
        shown_for = [row for row in self._rows if self._is_of(row) and self._matches(row)]
        counts = Counter(row.kind for row in shown_for)
        words = {NONE: _("No assessor"), OPEN: _("Open"), SETTLED: _("Settled"), CONFLICT: _("Conflict")}
        self.list.filters.set_words(ALL, f"{_('All')} {len(shown_for)}")
        for key, name in words.items():
            self.list.filters.set_words(key, f"{name} {counts[key]}")
        self.list.filters.show_only({ALL, *counts})
        wanted = self.list.filters.current()
        rows = tuple(row for row in shown_for if wanted in (ALL, row.kind))
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        told = _("Look for something else.") if self._rows else _("Take in portfolios that name this cohort.")
        self.list.empty.show_empty("folder", _("No portfolios here"), told)
        if rows:
            place = self.model.place_of(chosen.case.member.portfolio_id) if chosen else 0
            self.list.table.set_current_row(max(0, place))
        self._show_chosen()

    def _is_of(self, row: AllocationRow) -> bool:
        wanted = self._who.current()
        return not wanted or any(one.assessor_id == wanted for one in row.people)

    def _matches(self, row: AllocationRow) -> bool:
        return all(word in row.told for word in self._words.split())

    def _show_chosen(self) -> None:
        row = self.current()
        self.side.setVisible(row is not None)
        if row is None:
            return
        if len(self._rows) > _MANY:  # who could be given it takes a moment to find out: not while somebody scrolls by
            self.side.show_row(row, ())
            self._choosing.start()
        else:
            self._show_choices()

    def _show_choices(self) -> None:
        row = self.current()
        if row is not None:
            workspace, cohort = self.tools.session.workspace, self.desk.standing().cohort
            self.side.show_row(row, choices_for(workspace, cohort, row.case.member))

    def _on_row(self) -> None:
        if self._beside.currentWidget() is not self.plan:
            self._show_chosen()

    def _look_at_plan(self) -> None:
        workspace, cohort = self.tools.session.workspace, self.desk.standing().cohort
        try:
            self._plan = plan_allocation(workspace, cohort, self.plan.wishes())
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.plan.show_plan(self._plan)

    def _from_file(self) -> None:
        path = self.tools.dialogs.choose_file(_("Choose a list of who marks what"), LISTS)
        if path is None:
            self._look_at_plan()
            return
        self.tools.jobs.start(
            _("Reading {file}").format(file=path.name),
            lambda _progress: read_sheets(self.tools.worker, path),
            done=self._on_read,
            failed=self.say_problem,
            matters=False,
        )

    def _on_read(self, sheets: tuple[Sheet, ...]) -> None:
        workspace, cohort = self.tools.session.workspace, self.desk.standing().cohort
        try:
            self._plan = plan_from_list(workspace, cohort, whole_list(sheets), due_on=self.plan.wishes().due_on)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.plan.show_plan(self._plan)

    def _keep(self) -> None:
        if self._plan is None:
            return
        plan, self._plan = self._plan, None
        self._beside.setCurrentIndex(0)
        change = self.tools.session.do(keep_allocation, plan)
        if change:
            count = len(plan.given)
            text = ngettext("{count} mark is given out. Pack them for the assessors next.",
                            "{count} marks are given out. Pack them for the assessors next.", count)  # fmt: skip
            self.noticed.emit(Notice(text.format(count=count), "ok"))

    def _close_plan(self) -> None:
        self._plan = None
        self._beside.setCurrentIndex(0)
        self._show_chosen()
        self.list.table.setFocus()

    def _give(self, assessor_id: str, turn: str) -> None:
        row, assessor = self.current(), self._assessor(assessor_id)
        if row is None or assessor is None:
            return
        today = self.tools.session.workspace.clock().astimezone().date()
        due = _due(today, self.desk.standing().cohort.due_on)
        self.tools.session.do(give, Given(row.case.member, assessor, Turn(turn), due_on=due))

    def _move(self, allocation_id: str, assessor_id: str, reason: str) -> None:
        assessor = self._assessor(assessor_id)
        if assessor is not None:
            self.tools.session.do(move, allocation_id, assessor, reason)

    def _take_back(self, allocation_id: str, reason: str) -> None:
        self.tools.session.do(take_back, allocation_id, reason)

    def _to_marks(self) -> None:
        row = self.current()
        if row is not None:
            disputed = row.case.disputed or tuple(self.desk.standing().scales)
            self.asked.emit("overview", {"dispute": [row.case.member.portfolio_id, disputed[0]]})

    def _assessor(self, assessor_id: str) -> Assessor | None:
        return next((one for one in assessors_here(self.tools.session.workspace) if one.id == assessor_id), None)

    def _on_search(self, words: str) -> None:
        self._words = words.casefold().strip()
        self._show_rows()

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self._who.chosen.connect(lambda _key: self._show_rows())
        self._search.edited.connect(self._on_search)
        self.list.table.row_chosen.connect(lambda _row: self._on_row())
        self.list.table.row_opened.connect(self._open_portfolio)
        self.side.marks_wanted.connect(self._to_marks)
        self.side.given.connect(self._give)
        self.side.moved.connect(self._move)
        self.side.taken_back.connect(self._take_back)
        self.plan.wished.connect(self._look_at_plan)
        self.plan.file_wanted.connect(self._from_file)
        self.plan.kept.connect(self._keep)
        self.plan.closed.connect(self._close_plan)

    def _open_portfolio(self, row: int) -> None:
        found = self.model.row(row)
        if found is not None:
            self.left_for.emit("portfolio", {"portfolio": found.case.member.portfolio_id})

    def _build(self) -> None:
        for one in (self._who, self._search):
            self.list.beside.addWidget(one)
        self._beside.addWidget(from_the_top(self.side))
        self._beside.addWidget(self.plan)
        self.list.side.addWidget(self._beside, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)


def _due(today: date, cohort_due: date | None) -> date:
    """Propose three weeks, but no later than the cohort's own day."""
    wanted = today + timedelta(days=_DAYS)
    return max(today, min(wanted, cohort_due)) if cohort_due else wanted
