"""What is done with outcomes: decided, held, let go, released, recalled, checked, written down for auditors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from certdesk.actions.deciding_results import Decided, decide_results
from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import may_issue
from certdesk.actions.rechecking import recheck
from certdesk.actions.releasing import hold, let_go, outlook, recall, release
from certdesk.actions.resubmitting import link_attempt, resubmissions_csv
from certdesk.core.cohorts import Cohort, ResultState
from certdesk.core.errors import CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.store.appeals import load_appeals
from certdesk.store.beside import reading_beside
from certdesk.store.portfolios import find_portfolio
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.outcome_side import APPEAL, DECIDE, FILE, FOLLOWS, HOLD, LET_GO, OPEN, RECALL, RECHECK
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from certdesk.ui.screens.results.outcomes_pane import OutcomesPane


class OutcomeDeeds(QObject):
    """Acts for the pane, which shows what comes of it."""

    def __init__(self, tools: Tools, desk: ResultsDesk, pane: OutcomesPane) -> None:
        super().__init__(pane)
        self._tools, self._desk, self._pane = tools, desk, pane

    def do(self, deed: str) -> None:
        """Do something with the chosen candidate."""
        row = self._pane.current()
        if row is None:
            return
        id_ = row.member.portfolio_id
        deeds: dict[str, Callable[[], object]] = {
            HOLD: self._hold,
            LET_GO: self._let_go,
            DECIDE: lambda: self._decide((id_,)),
            RECALL: self._ask_recall,
            FILE: self._ask_file,
            RECHECK: self._recheck,
            APPEAL: lambda: self._pane.asked.emit("appeals", {"portfolio": id_}),
            FOLLOWS: self._link,
            OPEN: lambda: self._pane.left_for.emit("portfolio", {"portfolio": id_}),
        }
        deeds[deed]()

    def decide(self) -> None:
        """Decide everybody whose marks are settled."""
        self._decide(())

    def ask_release(self) -> None:
        """Show what a release would do, and what stands against it."""
        cohort = self._cohort()
        if cohort is None:
            return
        self._pane.release_panel.show_outlook(outlook(self._tools.session.workspace, cohort))
        self._pane.show_page(self._pane.release_panel)
        self._pane.release_panel.begin()

    def release(self, reason: str) -> None:
        """Release the cohort; what is decided while the box was open is released with it."""
        cohort = self._cohort()
        if cohort is None:
            return
        before = self._released()
        if self._tools.session.do(release, cohort, override=reason):
            count = self._released() - before
            text = ngettext("{count} result is released.", "{count} results are released.", count).format(count=count)
            hint = _("Issue certificates, reports and letters under “To issue”.")
            self._pane.noticed.emit(Notice(text, "ok", hint))
            self._pane.show_side()

    def recall(self, reason: str) -> None:
        """Recall the chosen result, with its certificate if that is wanted."""
        row, cohort, panel = self._pane.current(), self._cohort(), self._pane.recall_panel
        if row is None or cohort is None:
            return
        borrowed = panel.keys.borrow() if panel.withdraws else None
        if panel.withdraws and borrowed is None:
            return
        workspace = self._tools.session.workspace
        try:
            statements = borrowed.statements if borrowed else None
            done = recall(workspace, cohort, row.member.portfolio_id, reason, statements)
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        finally:
            if borrowed is not None:
                panel.keys.give_back(borrowed)
        self._pane.show_side()
        self._tools.session.announce(done.change)
        text = _("The result of {code} is recalled.").format(code=row.member.code)
        self._pane.noticed.emit(Notice(text, "warn", " ".join(done.to_do)))

    def write_file(self, names: bool) -> None:
        """Write the decision file of the chosen candidate."""
        row, cohort = self._pane.current(), self._cohort()
        if row is not None and cohort is not None:
            self._pane.writing.write(cohort, row.member.portfolio_id, names=names)

    def has_appeal(self, portfolio_id: str) -> bool:
        """Whether an appeal against a result is open."""
        return any(one.open for one in load_appeals(self._tools.session.workspace.db, portfolio_id))

    def save_resubmissions(self) -> None:
        """Save the list of who hands what in again, until when."""
        cohort = self._cohort()
        if cohort is None:
            return
        workspace = self._tools.session.workspace
        name = f"resubmissions-{cohort.name.replace(' ', '-').replace('/', '-')}.csv"
        title = _("Save who hands in again")
        target = self._tools.dialogs.choose_target(title, name)
        if target is None:
            return
        target = target if target.suffix else target.with_name(f"{target.name}.csv")

        def work(_progress: Progress) -> None:
            with reading_beside(workspace) as beside:
                write_file(target, resubmissions_csv(beside, cohort).encode("utf-8-sig"), force=True)

        def saved(_nothing: None) -> None:
            self._pane.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok"))

        self._tools.jobs.start(title, work, done=saved, failed=self._pane.say_problem)

    def _decide(self, only: tuple[str, ...]) -> None:
        cohort = self._cohort()
        if cohort is None:
            return
        try:
            done = decide_results(self._tools.session.workspace, cohort, only)
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        self._tools.session.announce(done.change)
        self._pane.noticed.emit(_told(done))

    def _hold(self) -> None:
        row, cohort = self._pane.current(), self._cohort()
        if row is None or cohort is None:
            return
        title = _("Hold {code} back").format(code=row.member.code)
        question = _("Why? It stays in the journal and in the decision file.")
        if reason := self._tools.dialogs.reason(title, question):
            self._tools.session.do(hold, cohort, (row.member.portfolio_id,), reason)

    def _let_go(self) -> None:
        row, cohort = self._pane.current(), self._cohort()
        if row is None or cohort is None or row.result is None:
            return
        reason: str | None = ""
        if row.result.state is ResultState.RECALLED:
            title = _("Let {code} stand as it was").format(code=row.member.code)
            reason = self._tools.dialogs.reason(title, _("Why does it stand all the same?"))
        if reason is not None:
            self._tools.session.do(let_go, cohort, (row.member.portfolio_id,), reason)

    def _link(self) -> None:
        """Say of which portfolio the chosen one is a new attempt, so that what was banked counts."""
        row = self._pane.current()
        if row is None:
            return
        title = _("{code} is a new attempt").format(code=row.member.code)
        code = self._tools.dialogs.reason(title, _("What is the code of the attempt before it?"))
        if not code:
            return
        try:
            earlier = find_portfolio(self._tools.session.workspace.db, code.strip())
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        if self._tools.session.do(link_attempt, row.member.portfolio_id, earlier.id):
            text = _("{code} is a new attempt after {earlier}.").format(code=row.member.code, earlier=earlier.code)
            self._pane.noticed.emit(Notice(text, "ok", _("Decide again, so that what was banked counts.")))

    def _ask_recall(self) -> None:
        row = self._pane.current()
        if row is None:
            return
        workspace = self._tools.session.workspace
        may = may_issue(workspace)
        programme = my_identity(workspace).programme_id if may else ""
        self._pane.show_page(self._pane.recall_panel)
        self._pane.recall_panel.show_row(row, programme, may_withdraw=may)

    def _ask_file(self) -> None:
        row = self._pane.current()
        if row is not None:
            self._pane.show_page(self._pane.file_panel)
            self._pane.file_panel.show_row(row)

    def _recheck(self) -> None:
        row, cohort = self._pane.current(), self._cohort()
        if row is None or cohort is None:
            return
        try:
            found = recheck(self._tools.session.workspace, cohort, row.member.portfolio_id)
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        self._pane.recheck_view.show_found(row.member.code, found)
        self._pane.show_page(self._pane.recheck_view)
        self._pane.recheck_view.back.setFocus()

    def _cohort(self) -> Cohort | None:
        return self._desk.cohort

    def _released(self) -> int:
        now = self._desk.now
        return now.counts[ResultState.RELEASED.value] if now else 0


def _told(done: Decided) -> Notice:
    text = ngettext("{count} result is new or changed.", "{count} results are new or changed.", done.decided)
    words = text.format(count=done.decided)
    hints = []
    if done.undecided:
        count = len(done.undecided)
        left = ngettext("{count} candidate has no result yet.", "{count} candidates have no result yet.", count)
        hints.append(left.format(count=count))
    if done.would_be:
        count = len(done.would_be)
        other = ngettext("{count} released result would be another now.",
                         "{count} released results would be others now.", count)  # fmt: skip
        hints.append(other.format(count=count))
    return Notice(words, "ok" if not done.would_be else "warn", " ".join(hints))
