"""What can follow from signed results: certificates and letters, or the lead's second signature on reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QVBoxLayout, QWidget

from certdesk.actions.certificates import Eligible, eligible
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.countersigning import why_not_countersigned
from certdesk.actions.identifying import my_identity
from certdesk.actions.issue_steps import Part
from certdesk.actions.issuing import may_issue
from certdesk.actions.issuing_batch import (
    UnfinishedBatch,
    give_up_batch,
    plan_issue,
    resume_issue,
    unfinished_batches,
)
from certdesk.actions.issuing_cohort import plan_cohort_issue
from certdesk.core.changes import Change
from certdesk.core.cohorts import ResultState
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.banners import can_not_issue, unfinished
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.cohort_issue import CohortIssue
from certdesk.ui.screens.results.issuing_jobs import CHANGES, IssuingJobs
from certdesk.ui.screens.results.keys_panel import KeysPanel
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.results.tables import ELIGIBLE_WIDTHS, EligibleTable
from certdesk.ui.screens.standing import vouched_words
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.segment import Choice

READY, DONE, NOT_NOW, ALL = "ready", "done", "not_now", "all"


class IssuePane(Pane):
    """One list for certificates, another one of the same kind for ``reports``."""

    searchable = True

    def __init__(self, tools: Tools, desk: ResultsDesk | None = None, *, reports: bool = False) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._reports, self._desk = reports, desk
        self._rows: tuple[Eligible, ...] = ()
        self._why: dict[str, str] = {}
        self._search = ""
        self._may = True
        name = "reports" if reports else "eligible"
        done = _("Countersigned") if reports else _("Issued")
        choices = ((READY, _("Ready")), (DONE, done), (NOT_NOW, _("Not now")), (ALL, _("All")))
        self.list = ListAndSide(theme, tuple(Choice(key, words) for key, words in choices), name)
        self.model = EligibleTable(reports=reports)
        self.list.table.setModel(self.model)
        self.list.set_columns(ELIGIBLE_WIDTHS, (3, 2), 150)
        self.list.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.table.setAccessibleName(_("Signed reports") if reports else _("Signed results"))
        self._all = button(theme, _("Choose all"), kind="quiet")
        self._all.setObjectName(f"{name}All")
        self.heading = label("", "heading", name=f"{name}Heading")
        self._about = Paragraph(theme, tone="text2")
        self._about.setObjectName(f"{name}About")
        self.letters = QCheckBox(_("With a decision letter each"))
        self.letters.setObjectName("withLetters")
        self.keys = KeysPanel(tools, name)
        self._who = Paragraph(theme, role="small", tone="text2")
        verb = _("Countersign") if reports else _("Issue")
        self.go = button(theme, verb, kind="primary", size="large", icon="signature" if reports else "award")
        self.go.setObjectName(f"{name}Go")
        self.letters_only = button(theme, _("Only the letters"), kind="quiet")
        self.letters_only.setObjectName("lettersOnly")
        self.work = IssuingJobs(tools, self.keys)
        self.cohort = CohortIssue(tools)
        self._build()
        self._connect()

    def enter(self, _params: dict[str, Any]) -> None:
        """Show what there is now."""
        self._refresh()
        self.list.table.setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self.keys.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when results, certificates or people changed."""
        if change.kinds & CHANGES:
            self._refresh()

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free, where passphrases are typed."""
        return 0, self.list.side_width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        words = _("Countersign what is chosen") if self._reports else _("Issue what is chosen")
        return (
            Command("results.go", words, ("Ctrl+Return",), self.run, self.go.isEnabled, icon="award"),
            Command("results.all", _("Choose all that are ready"), ("Ctrl+Shift+A",), self.choose_all),
        )

    def search(self, words: str) -> None:
        """Show only rows with these words."""
        self._search = words.casefold().strip()
        self._show_rows()

    def chosen(self) -> tuple[Eligible, ...]:
        """Return the chosen rows that can be done."""
        numbers = sorted({index.row() for index in self.list.table.selectionModel().selectedRows()})
        rows = (self.model.row(number) for number in numbers)
        return tuple(row for row in rows if row is not None and self._is_ready(row))

    def choose_all(self) -> None:
        """Choose every row that is ready."""
        self.list.filters.set_current(READY)
        self._show_rows()
        self.list.table.selectAll()
        self.list.table.setFocus()

    def run(self) -> None:
        """Make the documents of what is chosen."""
        parts = {Part.COUNTERSIGNED} if self._reports else {Part.CERTIFICATE}
        if self.letters.isChecked() and not self._reports:
            parts.add(Part.LETTER)
        self._start(frozenset(parts), [row.assessment_id for row in self.chosen()])

    def _write_letters(self) -> None:
        numbers = sorted({index.row() for index in self.list.table.selectionModel().selectedRows()})
        rows = [row for number in numbers if (row := self.model.row(number)) is not None]
        self._start(frozenset({Part.LETTER}), [row.assessment_id for row in rows])

    def _start(self, parts: frozenset[Part], ids: list[str]) -> None:
        if not ids:
            return
        workspace = self.tools.session.workspace
        title = ngettext("Issuing for {count} result", "Issuing for {count} results", len(ids))
        if self._reports:
            title = ngettext("Countersigning {count} report", "Countersigning {count} reports", len(ids))
        self.work.run(title.format(count=len(ids)), lambda: plan_issue(workspace, ids, parts))
        self._show_working()

    def _resume(self, batch: UnfinishedBatch) -> None:
        workspace = self.tools.session.workspace
        self.work.run(_("Going on with what was begun"), lambda: resume_issue(workspace, batch.id))
        self._show_working()

    def _show_working(self) -> None:
        """Show that it runs; the keyboard goes to the list, for one Enter too many must not stop the work."""
        self._show_chosen()
        if self.work.busy:
            self.list.table.setFocus()

    def _on_given(self) -> None:
        """Do what the passphrase was typed for: what is chosen, else what waits to be gone on with."""
        waiting = () if self._reports else unfinished_batches(self.tools.session.workspace)
        mine = next((batch for batch in waiting if batch.mine), None)
        if mine is not None and not self.chosen():
            self._resume(mine)
        elif self.cohort.isVisible() and self.cohort.count() and not self.chosen():
            self._issue_cohort(self.cohort.parts())
        else:
            self.run()

    def _give_up(self, batch: UnfinishedBatch) -> None:
        question = _("Throw this job away?")
        detail = _("What it made and did not enter is deleted. Its numbers stay used.")
        if not self.tools.dialogs.confirm(question, detail, _("Throw it away")):
            return
        try:
            give_up_batch(self.tools.session.workspace, batch.id)
        except CertDeskError as problem:
            self.say_problem(problem)
        self._refresh()

    def _is_ready(self, row: Eligible) -> bool:
        if self._reports:
            return self._may and not self._why.get(row.assessment_id)
        return self._may and row.ready

    def _is_done(self, row: Eligible) -> bool:
        return row.countersigned if self._reports else bool(row.serial)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        self._may = identity.role == "lead" if self._reports else may_issue(workspace)
        self.keys.show_desk(identity.programme_id if may_issue(workspace) else "")
        text = _("{name}, {role}. {vouched}.")
        self._who.show_text(text.format(name=identity.name, role=identity.role, vouched=vouched_words(identity)))
        self._rows = tuple(row for row in eligible(workspace) if self._is_shown(row))
        asked = self._rows if self._reports else ()
        self._why = {row.assessment_id: why_not_countersigned(workspace, identity, row.assessment_id) for row in asked}
        empty(self.list.banners)
        if not self._may:
            self.list.banners.addWidget(can_not_issue(self.tools.theme, identity, reports=self._reports))
        for batch in unfinished_batches(workspace):
            if batch.mine and not self.work.busy and not self._reports:
                banner = unfinished(self.tools.theme, batch, self._resume, self._give_up)
                self.list.banners.addWidget(banner)
        self._show_cohort()
        self._show_rows()

    def _is_shown(self, row: Eligible) -> bool:
        """Leave out what belongs to another cohort that is led here: the head says which one this page is about."""
        chosen = self._desk.cohort if self._desk is not None else None
        if self._desk is None or chosen is None:
            return True
        others = {(one.programme, one.name) for one in self._desk.cohorts() if one.id != chosen.id}
        return (row.programme, row.cohort) not in others

    def _show_cohort(self) -> None:
        """Show what a released cohort lacks, above the list of single results."""
        cohort = self._desk.cohort if self._desk is not None else None
        results = results_of_cohort(self.tools.session.workspace, cohort) if cohort is not None else ()
        released = sum(one.state is ResultState.RELEASED for one in results)
        self.cohort.show_cohort(cohort if self._may else None, released=released, busy=self.work.busy)

    def _issue_cohort(self, parts: frozenset[Part]) -> None:
        """Make all of it in one job; the passphrase is asked once, beside the list."""
        cohort = self._desk.cohort if self._desk is not None else None
        if cohort is None or not parts:
            return
        workspace = self.tools.session.workspace
        title = _("Issuing for {cohort}").format(cohort=cohort.name)
        self.work.run(title, lambda: plan_cohort_issue(workspace, cohort, parts))
        self._show_cohort()
        self._show_working()

    def _show_rows(self) -> None:
        counts = {READY: 0, DONE: 0, NOT_NOW: 0, ALL: len(self._rows)}
        for row in self._rows:
            counts[self._kind(row)] += 1
        done = _("Countersigned") if self._reports else _("Issued")
        words = {READY: _("Ready"), DONE: done, NOT_NOW: _("Not now"), ALL: _("All")}
        for key, count in counts.items():
            self.list.filters.set_words(key, f"{words[key]} {count}")
        wanted = self.list.filters.current()
        rows = tuple(row for row in self._rows if wanted in (ALL, self._kind(row)) and self._matches(row))
        self.model.show_rows(rows, self._why)
        self.list.show_any(any_rows=bool(rows))
        told = _("Results come here when their reports are signed.")
        if wanted == READY and counts[NOT_NOW]:
            told = _("What has to wait stands under “Not now”, each with the reason.")
        self.list.empty.show_empty("award", _("Nothing is waiting") if wanted == READY else _("Nothing here"), told)
        self._all.setVisible(bool(counts[READY]))
        self._show_chosen()

    def _kind(self, row: Eligible) -> str:
        return READY if self._is_ready(row) else DONE if self._is_done(row) else NOT_NOW

    def _matches(self, row: Eligible) -> bool:
        told = f"{row.code} {row.holder} {row.cohort} {row.outcome} {row.serial} {row.assessor}".casefold()
        return all(word in told for word in self._search.split())

    def _show_chosen(self) -> None:
        rows = self.chosen()
        count = len(rows)
        if self._reports:
            heading = ngettext("Countersign {count} report", "Countersign {count} reports", count)
            told = _("Your signature goes beside the assessor's, in the place that was left for it.")
        else:
            heading = ngettext("Issue {count} certificate", "Issue {count} certificates", count)
            told = _("Each gets a number, a badge, a QR code and a line in the register. Numbers are never used twice.")
        nothing = _("Nothing is chosen")
        if self._any_row():
            nothing = _("Nothing to countersign") if self._reports else _("Nothing to issue")
        self.heading.setText(heading.format(count=count) if count else nothing)
        self._about.show_text(told if count else self._why_nothing())
        verb = _("Countersign") if self._reports else _("Issue")
        self.go.set_words(heading.format(count=count) if count else verb)
        self.go.setEnabled(bool(count) and not self.work.busy)
        self.letters_only.setEnabled(self._may and bool(self._any_row()) and not self.work.busy)
        for part in (self.keys, self.go):
            part.setVisible(self._may)
        for letter in (self.letters, self.letters_only):
            letter.setVisible(self._may and not self._reports)

    def _any_row(self) -> bool:
        return self.list.table.selectionModel().hasSelection()

    def _why_nothing(self) -> str:
        row = self.model.row(self.list.table.current_row())
        why = (self._why.get(row.assessment_id, "") if self._reports else row.obstacle) if row is not None else ""
        if row is not None and why:
            return f"{row.code}: {why}"
        if not self.model.rowCount():
            return _("There is nothing to choose from now.")
        return _("Choose rows in the list, with Shift or Ctrl more than one.")

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_chosen())
        self.list.table.row_opened.connect(lambda _row: self.go.setFocus())
        self._all.clicked.connect(self.choose_all)
        self.go.clicked.connect(self.run)
        self.letters_only.clicked.connect(self._write_letters)
        self.keys.given.connect(self._on_given)
        self.keys.refused.connect(self.say_problem)
        self.work.noticed.connect(self.noticed)
        self.work.ended.connect(partial(self._refresh))
        self.cohort.go.connect(self._issue_cohort)
        self.cohort.noticed.connect(self.noticed)

    def _build(self) -> None:
        self.list.beside.addWidget(self._all)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 4, 4)
        column.setSpacing(12)
        for part in (self.heading, self._about, self.letters):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._who)
        column.addWidget(self.keys)
        side = self.list.side
        side.addWidget(scrolling(inner), 1)
        side.addWidget(self.go)
        side.addWidget(self.letters_only)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.cohort)
        whole.addWidget(self.list, 1)
