"""Frameworks of standards, and which criteria stand for which of their codes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.actions.standards import (
    add_criteria_for,
    align_in_draft,
    cohorts_with_results,
    read_framework_file,
    remove_framework,
    results_as_csv,
    results_by_code,
    template_of_a_framework,
    unalign_in_draft,
)
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.importing import Reading, Verdict
from certdesk.core.words import _, ngettext
from certdesk.store.frameworks import list_frameworks
from certdesk.store.rubric_drafts import list_drafts
from certdesk.ui.commands import Command
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.shelves import LIBRARY, STANDARDS, shelves
from certdesk.ui.screens.standards.alignment_view import AlignmentView
from certdesk.ui.screens.standards.results_view import ResultsView
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

_ALIGN, _RESULTS = "align", "results"
_SEARCH = 270
_RESULTS_FILE, _TEMPLATE_FILE = "results-by-code.csv", "standards.csv"


class StandardsScreen(Screen):
    """Shows the frameworks with what a draft covers of them, or the signed results by code."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._draft = ""
        self._framework = ""
        self._cohort: str | None = None
        self._shelves = shelves(theme, STANDARDS)
        self._views = Segment(theme, _views(), _ALIGN)
        self._views.setObjectName("standardsViews")
        self._search = SearchField(theme, _("Search codes and statements"), key="/")
        self._search.setObjectName("searchStandards")
        self.align = AlignmentView(theme)
        self.results = ResultsView(theme)
        self._nothing = EmptyState(theme)
        self._nothing.setObjectName("noFrameworks")
        self._empty = QWidget()
        self._pages = QStackedWidget()
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def enter(self, params: Params) -> None:
        """Show the frameworks; ``draft`` and ``criterion`` say what to align, ``view`` "results" shows those."""
        self._shelves.set_current(STANDARDS)
        self._draft = str(params.get("draft", "")) or self._draft
        self._framework = str(params.get("framework", "")) or self._framework
        self.align.look_at(str(params.get("criterion", "")))
        self._views.set_current(str(params.get("view", "")) or _ALIGN)
        self._refresh()
        self.align.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, change: Change) -> None:
        """Look again when frameworks, drafts or results changed."""
        if change.kinds & (Kind.FRAMEWORK | Kind.RUBRIC_DRAFT | Kind.RUBRIC | Kind.ASSESSMENT | Kind.MARK):
            self._refresh()

    def place(self) -> Params:
        """Return what would show the same again."""
        return {"framework": self._framework, "draft": self._draft, "view": self._views.current()}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("standards.import", _("Import a framework"), ("Ctrl+O",), self.choose_file, icon="package"),
            Command("standards.find", _("Search the standards"), ("/", "Ctrl+F"), self.find_words, icon="search"),
            Command("standards.template", _("Save a table to write a framework in"), (), self.save_template),
            Command("standards.remove", _("Remove this framework"), ("Delete",), self.remove, self._may_remove),
            Command("standards.save", _("Save the results as CSV"), ("Ctrl+Shift+S",), self.save_results),
        )

    def choose_file(self) -> None:
        """Ask for a file and take its frameworks in."""
        patterns = _("Frameworks (*.json *.csv);;All files (*)")
        if path := self.tools.dialogs.choose_file(_("Choose a framework of standards"), patterns):
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Read a file beside the window's own work and keep its frameworks."""
        self.tools.jobs.start(
            _("Reading {file}").format(file=path.name),
            lambda _progress: read_framework_file(path),
            done=self._keep,
            failed=self._refused,
        )

    def remove(self) -> None:
        """Take the chosen framework away; undo brings it back."""
        if framework := self.align.framework():
            self.tools.session.do(remove_framework, framework.identifier)

    def find_words(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def save_results(self) -> None:
        """Save the results that are shown."""
        found = results_by_code(self.tools.session.workspace, self._cohort)
        self._save(_("Save the results"), _RESULTS_FILE, results_as_csv(found).encode("utf-8-sig"))

    def save_template(self) -> None:
        """Save an empty table to write a framework in."""
        self._save(_("Save the table"), _TEMPLATE_FILE, template_of_a_framework())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file anywhere on the screen."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in the files that were dropped."""
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            for path in files:
                self.take_in(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let search field and columns have what room there is."""
        super().resizeEvent(event)
        self._search.setFixedWidth(min(self.tools.theme.px(_SEARCH), round(self.width() * 0.22)))
        self.results.fit(self.width())

    def _refresh(self) -> None:
        db = self.tools.session.workspace.db
        frameworks, drafts = list_frameworks(db), list_drafts(db)
        if self._draft not in {one.id for one in drafts}:
            self._draft = drafts[0].id if len(drafts) == 1 else ""
        self.align.show_frameworks(frameworks, self._framework)
        self.align.show_drafts(drafts, self._draft)
        chosen = self.align.framework()
        self._framework = chosen.identifier if chosen else ""
        self._show_view()

    def _show_view(self) -> None:
        results = self._views.current() == _RESULTS
        self._search.setVisible(not results)
        if results:
            workspace = self.tools.session.workspace
            cohorts = cohorts_with_results(workspace)
            self._cohort = self._cohort if self._cohort in cohorts else None
            self.results.show_results(results_by_code(workspace, self._cohort), cohorts, self._cohort)
            self._pages.setCurrentWidget(self.results)
            self.results.fit(self.width())
            return
        self._pages.setCurrentWidget(self.align if self.align.framework() else self._empty)

    def _keep(self, reading: Reading) -> None:
        self._framework = reading.frameworks[0].identifier
        change = self.tools.session.do(keep_frameworks, reading.frameworks)
        if change is None:
            return
        count = sum(1 for row in reading.rows if row.verdict is Verdict.SKIPPED)
        left = ngettext("{count} row was left out.", "{count} rows were left out.", count).format(count=count)
        reasons = dict.fromkeys(row.reason for row in reading.rows if row.verdict is Verdict.SKIPPED)
        titles = ", ".join(one.title for one in reading.frameworks)
        words = _("{title} is here.") if change else _("{title} was here already, just like this.")
        hint = f"{left} {' '.join(list(reasons)[:2])}" if count else ""
        self.noticed.emit(Notice(words.format(title=titles), "warn" if count else "ok", hint))
        self._refresh()

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "bad", problem.hint))

    def _align(self, criterion_id: str, item: str, on: bool) -> None:
        if self._draft:
            action = align_in_draft if on else unalign_in_draft
            self.tools.session.do(action, self._draft, criterion_id, (self._framework, item))

    def _add_criterion(self, item: str) -> None:
        if self._draft:
            self.tools.session.do(add_criteria_for, self._draft, self._framework, (item,))

    def _choose_draft(self, draft_id: str) -> None:
        self._draft = draft_id
        self._refresh()

    def _choose_framework(self, identifier: str) -> None:
        self._framework = identifier

    def _choose_cohort(self, cohort: object) -> None:
        self._cohort = cohort if isinstance(cohort, str) else None
        self._show_view()

    def _may_remove(self) -> bool:
        return self.align.framework() is not None and self.align.list.hasFocus()

    def _save(self, title: str, name: str, data: bytes) -> None:
        target = self.tools.dialogs.choose_target(title, name)
        if target is None:
            return
        try:
            write_file(target, data, force=True)
        except CertDeskError as problem:
            self._refused(problem)
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target.name), "ok"))

    def _on_shelf(self, shelf: str) -> None:
        self._shelves.set_current(STANDARDS)
        self.left_for.emit("rubrics" if shelf == LIBRARY else shelf, {})

    def _build(self) -> None:
        theme = self.tools.theme
        bring = button(theme, _("Import…"), kind="primary", icon="package")
        bring.setObjectName("importFramework")
        bring.clicked.connect(self.choose_file)
        bar = TopBar(theme)
        bar.add_leading(self._shelves)
        bar.add_trailing(self._search, self._views, bring)
        first = button(theme, _("Import…"), kind="primary", icon="package")
        first.setObjectName("importFirstFramework")
        first.clicked.connect(self.choose_file)
        table = button(theme, _("Save a table to write one in…"))
        table.setObjectName("saveTemplate")
        table.clicked.connect(self.save_template)
        self._nothing.add_action(first)
        self._nothing.add_action(table)
        self._nothing.show_empty(
            "grid",
            _("No framework of standards yet"),
            _("Drop a CASE package or a CSV with codes and statements here. Criteria can then stand for its codes."),
        )
        space = QVBoxLayout(self._empty)
        space.setContentsMargins(24, 24, 24, 24)
        space.addWidget(self._nothing)
        for shown in (self.align, self.results, self._empty):
            self._pages.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._shelves.chosen.connect(self._on_shelf)
        self._views.chosen.connect(lambda _key: self._show_view())
        self._search.edited.connect(self.align.show_found)
        self._search.returnPressed.connect(partial(self.align.table.setFocus, Qt.FocusReason.OtherFocusReason))
        self.align.framework_chosen.connect(self._choose_framework)
        self.align.aligned.connect(self._align)
        self.align.criterion_asked.connect(self._add_criterion)
        self.align.filters.draft_chosen.connect(self._choose_draft)
        self.results.cohort_chosen.connect(self._choose_cohort)
        self.results.save_asked.connect(self.save_results)


def _views() -> tuple[Choice, ...]:
    return (Choice(_ALIGN, _("Align criteria")), Choice(_RESULTS, _("Results by code")))
