"""Appeals: those that are late first; opened on a ground, checked, marked anew by somebody else, decided."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.allocating import choices_for
from certdesk.actions.appealing import (
    AppealRow,
    appeals_of,
    ask_for_remark,
    decide_appeal,
    move_appeal,
    open_appeal,
    recheck_appeal,
    remarked,
)
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import policy_of
from certdesk.core.appeals import STAGES, AppealState, next_stage
from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import Assessor, Cohort, CohortMember, ResultState
from certdesk.core.errors import CertDeskError
from certdesk.core.policy import AppealStage, Ground
from certdesk.core.words import _
from certdesk.store.people import list_people
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.appeal_form import AppealForm
from certdesk.ui.screens.results.appeal_side import AppealSide
from certdesk.ui.screens.results.appeal_table import APPEAL_WIDTHS, AppealTable
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.results.recheck_view import RecheckView
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

OPEN, ALL = "open", "all"
_CHANGES = Kind.APPEAL | Kind.RESULT | Kind.ALLOCATION | Kind.ASSESSMENT | Kind.COHORT | Kind.PERSON


class AppealsPane(Pane):
    """A list, and beside it the chosen appeal, a new one, or what the sums came to."""

    searchable = True

    def __init__(self, tools: Tools, desk: ResultsDesk) -> None:
        super().__init__(tools)
        theme, self.desk = tools.theme, desk
        self._rows: tuple[AppealRow, ...] = ()
        self._search = ""
        self.list = ListAndSide(theme, (Choice(OPEN, _("Open")), Choice(ALL, _("All"))), "appeals")
        self.model = AppealTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Appeals"))
        self.list.set_columns(APPEAL_WIDTHS, (1, 3), 130)
        self._new = button(theme, _("Open an appeal…"), kind="primary")
        self._new.setObjectName("newAppeal")
        self.list.beside.addWidget(self._new)
        self.side, self.form, self.recheck_view = AppealSide(theme), AppealForm(theme), RecheckView(theme)
        self._pages = QStackedWidget()
        self.pages = tuple(map(from_the_top, (self.side, self.form, self.recheck_view)))
        for page in self.pages:
            self._pages.addWidget(page)
        self.list.side.addWidget(self._pages, 1)
        self.list.side.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the appeals; ``portfolio`` chooses one, or begins a new one where there is none."""
        self._refresh()
        self.list.table.setFocus()
        wanted = str(params.get("portfolio") or "")
        if not wanted or self.desk.cohort is None:
            return
        if any(row.appeal.open and row.appeal.portfolio_id == wanted for row in self._rows):
            self.list.table.set_current_row(self.model.place_of(portfolio_id=wanted))
        else:
            self._begin(wanted)

    def leave(self) -> None:
        """Put away what was begun."""
        self._show_page(self.side)

    def on_changed(self, change: Change) -> None:
        """Look again."""
        if change.kinds & _CHANGES:
            self._refresh()

    def search(self, words: str) -> None:
        """Show only rows with these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("appeals.new", _("Open an appeal"), ("Ctrl+N",), self._begin, self._new.isEnabled),)

    def current(self) -> AppealRow | None:
        """Return the chosen appeal."""
        return self.model.row(self.list.table.current_row())

    def _refresh(self) -> None:
        cohort = self.desk.cohort
        self._rows = appeals_of(self.tools.session.workspace, cohort) if cohort is not None else ()
        self._new.setEnabled(bool(self._released()))
        self._show_rows()

    def _released(self) -> tuple[CohortMember, ...]:
        cohort = self.desk.cohort
        results = results_of_cohort(self.tools.session.workspace, cohort) if cohort is not None else ()
        return tuple(one.member for one in results if one.state is ResultState.RELEASED)

    def _show_rows(self) -> None:
        chosen = self.current()
        open_ones = sum(row.appeal.open for row in self._rows)
        self.list.filters.set_words(OPEN, _("Open {count}").format(count=open_ones))
        self.list.filters.set_words(ALL, _("All {count}").format(count=len(self._rows)))
        every = self.list.filters.current() == ALL
        rows = tuple(row for row in self._rows if (every or row.appeal.open) and self._matches(row))
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        self._say_none()
        if rows:
            self.list.table.set_current_row(max(0, self.model.place_of(chosen.appeal.id) if chosen else 0))
        self._show_chosen()

    def _say_none(self) -> None:
        if self.desk.cohort is None:
            told = _("Appeals against the results of a cohort stand here.")
        elif not self._released():
            told = _("Results can be appealed against once they are released.")
        else:
            told = _("Open one when a candidate appeals, on a ground of the policy.")
        self.list.empty.show_empty("scales", _("No open appeal"), told)

    def _show_chosen(self) -> None:
        row, cohort = self.current(), self.desk.cohort
        self._pages.setVisible(row is not None or self._pages.currentIndex() > 0)
        if row is None or cohort is None:
            return
        workspace = self.tools.session.workspace
        names = {one.id: one.name for one in list_people(workspace.db)}
        waits = row.appeal.open and not row.appeal.allocation
        choices = choices_for(workspace, cohort, row.member) if waits else ()
        found = remarked(workspace, cohort, row.appeal) if row.appeal.allocation else None
        following = next_stage(policy_of(workspace, cohort).appeals, row.appeal.stage)
        if following is AppealStage.REMARK:
            following = None  # begins when somebody is asked
        self.side.show_row(row, names, choices=choices, found=found, following=following)

    def _begin(self, portfolio_id: str = "") -> None:
        cohort = self.desk.cohort
        if cohort is None:
            return
        policy = policy_of(self.tools.session.workspace, cohort).appeals
        self._pages.show()
        self._show_page(self.form)
        self.form.show_choices(self._released(), policy, portfolio_id)

    def _open(self, portfolio_id: str, ground: str, words: str) -> None:
        cohort = self.desk.cohort
        if cohort is None or not portfolio_id:
            return
        try:
            change = open_appeal(self.tools.session.workspace, cohort, portfolio_id, Ground(ground), words)
        except CertDeskError as problem:
            self.form.show_wrong(problem.sentence)
            return
        self._show_page(self.side)
        self.list.filters.set_current(OPEN)
        self.tools.session.announce(change)
        self.list.table.set_current_row(self.model.place_of(portfolio_id=portfolio_id))
        self.list.table.setFocus()

    def _recheck(self) -> None:
        row, cohort = self.current(), self.desk.cohort
        if row is None or cohort is None:
            return
        try:
            found = recheck_appeal(self.tools.session.workspace, cohort, row.appeal.id)
        except CertDeskError as problem:
            self.side.show_wrong(problem.sentence)
            return
        self._refresh()  # it was written down as a step
        self.recheck_view.show_found(row.member.code, found)
        self._show_page(self.recheck_view)
        self.recheck_view.back.setFocus()

    def _next(self) -> None:
        row, cohort = self.current(), self.desk.cohort
        if row is None or cohort is None:
            return
        following = next_stage(policy_of(self.tools.session.workspace, cohort).appeals, row.appeal.stage)
        title = _("Begin: {stage}").format(stage=_(STAGES[following])) if following else _("Begin the next stage")
        words = self.tools.dialogs.reason(title, _("What did this stage find?"))
        if words is not None:
            self.tools.session.do(move_appeal, cohort, row.appeal.id, words)

    def _ask_for_remark(self, assessor: Assessor | None) -> None:
        row, cohort = self.current(), self.desk.cohort
        if row is None or cohort is None or assessor is None:
            return
        try:
            change = ask_for_remark(self.tools.session.workspace, cohort, row.appeal.id, assessor)
        except CertDeskError as problem:
            self.side.show_wrong(problem.sentence)
            return
        self.tools.session.announce(change)
        text = _("{name} marks {code} anew.").format(name=assessor.name, code=row.member.code)
        self.noticed.emit(Notice(text, "ok", _("Pack it for them like any other portfolio.")))

    def _decide(self, state: str, reason: str) -> None:
        row, cohort = self.current(), self.desk.cohort
        if row is None or cohort is None:
            return
        if state == AppealState.UPHELD.value and not self._is_sure(row, cohort):
            return
        try:
            done = decide_appeal(self.tools.session.workspace, cohort, row.appeal.id, AppealState(state), reason)
        except CertDeskError as problem:
            self.side.show_wrong(problem.sentence)
            return
        self._refresh()
        self.tools.session.announce(done.change)
        self.noticed.emit(Notice(done.sentence, "warn" if done.to_do else "ok", " ".join(done.to_do)))

    def _is_sure(self, row: AppealRow, cohort: Cohort) -> bool:
        question = _("Uphold the appeal of {code}?").format(code=row.member.code)
        found = remarked(self.tools.session.workspace, cohort, row.appeal)
        detail = _("The result is recalled and decided anew, by the marks as they are settled now.")
        if found is not None:
            detail = _("The result is recalled and decided anew, by the re-mark: “{label}”.").format(label=found.label)
        if found is not None and found.lower:
            detail = _("The re-mark would come to “{label}”, below the released result.").format(label=found.label)
        return self.tools.dialogs.confirm(question, detail, _("Uphold"))

    def _show_page(self, page: QWidget) -> None:
        place = next(n for n, one in enumerate(self.pages) if one.isAncestorOf(page))
        if self._pages.currentIndex() and not place and self.isVisible():
            self.list.table.setFocus()
        self._pages.setCurrentIndex(place)
        self._pages.setVisible(place > 0 or self.current() is not None)

    def _matches(self, row: AppealRow) -> bool:
        told = f"{row.member.code} {row.member.name} {row.member.school} {row.appeal.words}".casefold()
        return all(word in told for word in self._search.split())

    def _on_row(self, _row: int) -> None:
        self._show_page(self.side)
        self._show_chosen()

    def _show_outcome(self) -> None:
        row = self.current()
        if row is not None:
            self.asked.emit("outcomes", {"portfolio": row.appeal.portfolio_id})

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(self._on_row)
        self.list.table.row_opened.connect(lambda _row: self._show_outcome())
        self._new.clicked.connect(lambda _on: self._begin())
        self.form.go.connect(self._open)
        self.form.away.connect(lambda: self._show_page(self.side))
        self.recheck_view.away.connect(lambda: self._show_page(self.side))
        self.side.recheck_asked.connect(self._recheck)
        self.side.outcome_asked.connect(self._show_outcome)
        self.side.next_asked.connect(self._next)
        self.side.remark_asked.connect(self._ask_for_remark)
        self.side.decided.connect(self._decide)
