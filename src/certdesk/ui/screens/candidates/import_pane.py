"""Taking a list of candidates in: which column holds what, what becomes of each row, and what has to be decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.candidate_rows import LEAVE, NEW, NO_DEFAULTS, Defaults, PlannedRow, Standing
from certdesk.actions.listing_candidates import (
    CandidatesPlan,
    Sheet,
    Wishes,
    keep_candidates,
    plan_candidates,
    read_sheets,
    with_columns,
)
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.intake.candidates.columns import ColumnMatch, Part, guess_columns
from certdesk.ui.commands import Command
from certdesk.ui.screens.candidates.plan_side import PlanSide
from certdesk.ui.screens.candidates.plan_standing import (
    ALL,
    DECIDE,
    SKIPPED,
    counts,
    filter_words,
    filtered,
    keep_words,
    told,
    waiting,
)
from certdesk.ui.screens.candidates.plan_table import EXPENDABLE, LEAST, WIDTHS, PlanTable
from certdesk.ui.screens.candidates.sheet_grid import SheetGrid
from certdesk.ui.screens.candidates.words import PATTERNS
from certdesk.ui.screens.narrow import fit_columns, side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.top_bar import TopBar

_SIDE, _TALL, _FEW = 348, 560, 4


class ImportPane(Pane):
    """Nothing is kept before somebody says so; a second import of the same list renews and doubles nothing."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._path: Path | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._plan: CandidatesPlan | None = None
        self._decisions: dict[str, str] = {}
        self._problem = ""
        self.grid, self.side, self.model = SheetGrid(theme), PlanSide(theme), PlanTable()
        self._name = FileName(theme, role="title", tone="text")
        self._told = Paragraph(theme, role="name")
        self._wrong = Paragraph(theme, tone="bad")
        self._keep = button(theme, _("Keep the list"), kind="primary")
        self._keep.setObjectName("keepList")
        self._another = button(theme, _("Another file…"), icon="document")
        self._another.setObjectName("anotherList")
        self.filters = Segment(theme, tuple(Choice(key, "") for key in (ALL, DECIDE, SKIPPED)), ALL)
        self.filters.setObjectName("rowFilter")
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName("plannedRows")
        self.table.setAccessibleName(_("Rows of the list"))
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self._empty = EmptyState(theme, framed=False)
        self._empty.setObjectName("noList")
        self._pages = QStackedWidget()
        self._panel = QFrame()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Read the file that is named; the one that is shown already stays as it is, with its decisions."""
        path = Path(str(params["file"])) if params.get("file") else None
        if path is not None and (path != self._path or self._plan is None):
            self.open(path)
        elif self._plan is None:
            how = _("Choose a list saved as CSV or XLSX, with a candidate in each row.")
            self._name.show_text(_("List of candidates"))
            self._say_empty(_("No list is chosen"), how)
            self._tell()

    def place(self) -> dict[str, Any]:
        """Return the file."""
        return {"file": str(self._path)} if self._path else {}

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Read the first file that was dropped."""
        self.open(files[0])
        return True

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self._panel.width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        deciding = self._may_decide
        return (
            Command("list.keep", _("Keep the list"), ("Ctrl+Return",), self.keep, self._may_keep, icon="check"),
            Command("list.another", _("Choose another list"), ("Ctrl+O",), self.choose_file, icon="document"),
            Command("list.next", _("Next decision"), ("D",), self.next_decision, icon="help"),
            Command("list.new", _("It is somebody new"), ("N",), lambda: self._answer(NEW), deciding, icon="person"),
            Command("list.leave", _("Leave the row out"), ("L",), lambda: self._answer(LEAVE), self.table.hasFocus),
            Command("list.back", _("Back to the candidates"), ("Escape",), self._go_back, icon="back"),
        )

    def choose_file(self) -> None:
        """Ask for a list."""
        patterns = f"{_('Lists')} ({PATTERNS});;{_('All files')} (*)"
        if path := self.tools.dialogs.choose_file(_("Choose a list of candidates"), patterns):
            self.open(path)

    def open(self, path: Path) -> None:
        """Read a list in the worker."""
        self._path, self._plan, self._sheets, self._decisions = path, None, (), {}
        self._name.show_text(path.name)
        self._say_empty(_("Reading {file}").format(file=path.name), "", icon="clock")
        self._tell()
        self.tools.jobs.start(
            _("Reading {file}").format(file=path.name),
            lambda _progress: read_sheets(self.tools.worker, path),
            done=lambda sheets: self._on_read(path, sheets),
            failed=lambda problem: self._on_failed(path, problem),
            matters=False,
        )

    def keep(self) -> None:
        """Keep what is new and renewed, and what was decided."""
        if self._plan is None or not self._may_keep():
            return
        change = self.tools.session.do(keep_candidates, self._plan, self._decisions)
        if change is None:
            return
        open_ = self._waiting()
        words = f"{change.label[:1].upper()}{change.label[1:]}." if change else _("Everybody is on the list already.")
        left = ngettext("{count} row waits to be decided.", "{count} rows wait to be decided.", len(open_))
        hint = left.format(count=len(open_)) if open_ else ""
        self.noticed.emit(Notice(words, "ok" if change else "info", hint))
        if open_:
            # What was kept would look like somebody who is here already; only what still waits stays in front.
            keys = {row.key for row in open_}
            self._decisions = {}
            self._replan(self._plan.match, self._plan.defaults)
            self._plan = replace(self._plan, rows=tuple(row for row in self._plan.rows if row.key in keys))
            self._show()
            return
        self._plan, self._path = None, None
        self.asked.emit("list", {})

    def decide(self, key: str, answer: str) -> None:
        """Decide on a row, then go on to the next that waits; an empty answer takes a decision back."""
        self._decisions.pop(key, None)
        if answer:
            self._decisions[key] = answer
        self._show_rows(key)
        if answer and self._waiting():
            self.next_decision()

    def next_decision(self) -> None:
        """Go to the next row that waits for a decision."""
        open_ = self._waiting()
        if not open_:
            return
        here = self.model.row(self.table.current_row())
        after = [row for row in open_ if here is not None and int(row.key) > int(here.key)]
        wanted = (after or open_)[0]
        if self.model.place_of(wanted.key) < 0:
            self.filters.set_current(ALL)
            self._show_rows(wanted.key)
        self.table.set_current_row(self.model.place_of(wanted.key))
        self.table.setFocus()

    def _on_read(self, path: Path, sheets: tuple[Sheet, ...]) -> None:
        if path != self._path:
            return
        self._sheets = sheets
        self._begin(Wishes())
        if self._plan is not None and not all(sheet.complete for sheet in sheets):
            words = _("{file} is too long to be read whole.").format(file=path.name)
            self.noticed.emit(Notice(words, "warn", _("Divide it, and take the parts in one after the other.")))

    def _begin(self, wishes: Wishes) -> None:
        """Plan a sheet anew; where no column holds names, somebody has to say which one does."""
        if self._path is None:
            return
        self._problem, self._decisions = "", {}
        try:
            self._plan = plan_candidates(self.tools.session.workspace, self._path, self._sheets, wishes)
        except CertDeskError as problem:
            number = int(wishes.sheet) - 1 if wishes.sheet else 0
            match = guess_columns(self._sheets[number].rows)
            self._plan = CandidatesPlan(self._path, self._sheets, number, match, (), wishes.defaults)
            self._problem = f"{problem.sentence} {_('Say above which one it is.')}"
        self._pages.setCurrentIndex(1)
        self.filters.set_current(DECIDE if self._waiting() else ALL)
        self._show()
        self.grid.focus()

    def _on_failed(self, path: Path, problem: Exception) -> None:
        if path != self._path:
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        stopped = isinstance(problem, CancelledError)
        self._say_empty(str(problem), "" if stopped else problem.hint, icon="warning")

    def _replan(self, match: ColumnMatch, defaults: Defaults) -> None:
        """Look at the same list with other columns or defaults; decisions stay with their rows."""
        if self._plan is None:
            return
        plan = replace(self._plan, defaults=defaults)
        before = {row.key: (row.standing, row.options) for row in plan.rows}
        self._problem = ""
        try:
            self._plan = with_columns(self.tools.session.workspace, plan, match)
        except CertDeskError as problem:
            self._plan = replace(plan, match=match, rows=())
            self._problem = f"{problem.sentence} {_('Say above which one it is.')}"
        after = {row.key: (row.standing, row.options) for row in self._plan.rows}
        # An answer to another question than is asked now is none.
        self._decisions = {key: said for key, said in self._decisions.items() if after.get(key) == before.get(key)}
        self._show()

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        few = self.height() < self.tools.theme.px(_TALL)
        self.grid.show_sheet(plan.preview[: _FEW if few else None], plan.match)
        self.side.show_reading(tuple(sheet.name for sheet in plan.sheets), plan.sheet, len(plan.table), plan.match)
        self.side.show_defaults(plan.defaults)
        self._show_rows()

    def _show_rows(self, wanted: str = "") -> None:
        plan = self._plan
        if plan is None:
            return
        here = self.model.row(self.table.current_row())
        wanted = wanted or (here.key if here is not None else "")
        for key, words in filter_words(plan, self._decisions).items():
            self.filters.set_words(key, words)
        rows = filtered(plan, self.filters.current())
        self.model.show_rows(rows, self._decisions)
        if rows:
            self.table.set_current_row(max(0, self.model.place_of(wanted)))
        self._show_chosen()
        self._tell()

    def _show_chosen(self) -> None:
        row = self.model.row(self.table.current_row())
        self.side.show_row(row, self._decisions.get(row.key, "") if row is not None else "")

    def _tell(self) -> None:
        """Say what keeping would do."""
        plan = self._plan
        self._wrong.show_text(self._problem)
        self._wrong.setVisible(bool(self._problem))
        self._keep.setEnabled(self._may_keep())
        self._keep.setVisible(plan is not None)
        self._another.setVisible(self._path is not None)
        self._told.show_text(told(plan, self._decisions) if plan is not None else "")
        self._keep.set_words(keep_words(plan, self._decisions) if plan is not None else _("Keep the list"))

    def _waiting(self) -> tuple[PlannedRow, ...]:
        return waiting(self._plan, self._decisions) if self._plan is not None else ()

    def _may_keep(self) -> bool:
        return self._plan is not None and not self._problem and sum(counts(self._plan, self._decisions)) > 0

    def _may_decide(self) -> bool:
        row = self.model.row(self.table.current_row())
        return row is not None and row.standing is Standing.UNDECIDED and bool(row.row.name)

    def _answer(self, answer: str) -> None:
        row = self.model.row(self.table.current_row())
        if row is None or row.standing in {Standing.SKIPPED, Standing.SAME}:
            return
        if answer == LEAVE or self._may_decide():
            self.decide(row.key, answer)

    def _on_column(self, column: int, part: str) -> None:
        if self._plan is None:
            return
        match = self._plan.match
        parts = [*match.parts, *[None] * (column + 1 - len(match.parts))]
        parts[column] = None
        match = replace(match, parts=tuple(parts))
        self._replan(match.changed(Part(part), column) if part else match, self._plan.defaults)

    def _on_fill(self, part: Part, on: bool) -> None:
        if self._plan is None:
            return
        others = tuple(one for one in self._plan.match.fill_down if one is not part)
        match = replace(self._plan.match, fill_down=(*others, part) if on else others)
        self._replan(match, self._plan.defaults)

    def _on_heading(self, row: int) -> None:
        if self._plan is not None:
            self._replan(replace(self._plan.match, heading=row), self._plan.defaults)

    def _on_sheet(self, number: int) -> None:
        defaults = self._plan.defaults if self._plan is not None else NO_DEFAULTS
        self._begin(Wishes(sheet=str(number + 1), defaults=defaults))

    def _say_empty(self, words: str, hint: str, *, icon: str = "people") -> None:
        self._empty.show_empty(icon, words, hint)
        self._pages.setCurrentIndex(0)

    def _go_back(self) -> None:
        self.asked.emit("list", {})

    def _build(self) -> None:
        theme = self.tools.theme
        back = icon_button(theme, "back", _("Back to the candidates"), key="Esc")
        back.setObjectName("backFromList")
        back.clicked.connect(self._go_back)
        bar = TopBar(theme)
        bar.add_leading(back, self._name)
        bar.add_trailing(self._another, self._keep)
        sheet = card(_("What the columns hold"), name="sheetCard")
        sheet.body.addWidget(self.grid)
        sheet.body.addWidget(self._wrong)
        rows = card(name="rowsCard")
        rows.set_flush()
        head = QVBoxLayout()
        head.setContentsMargins(15, 12, 15, 10)
        head.setSpacing(8)
        head.addWidget(self._told)
        head.addWidget(self.filters)
        rows.body.addLayout(head)
        rows.body.addWidget(self.table)
        left = QVBoxLayout()
        left.setContentsMargins(24, 12, 0, 16)
        left.setSpacing(12)
        left.addWidget(sheet)
        left.addWidget(rows, 1)
        self._panel.setProperty("surface", "panel")
        inner = QVBoxLayout(self._panel)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.side)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._panel)
        choose = button(theme, _("Choose a list…"), kind="primary", icon="document")
        choose.setObjectName("chooseList")
        choose.clicked.connect(self.choose_file)
        self._empty.add_action(choose)
        for part in (self._empty, whole):
            self._pages.addWidget(part)
        self.put_under(bar, self._pages)

    def _connect(self) -> None:
        self._keep.clicked.connect(lambda _on=False: self.keep())
        self._another.clicked.connect(lambda _on=False: self.choose_file())
        self.filters.chosen.connect(lambda _key: self._show_rows())
        self.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.grid.chosen.connect(self._on_column)
        self.side.decided.connect(self.decide)
        self.side.filled_down.connect(self._on_fill)
        self.side.heading_chosen.connect(self._on_heading)
        self.side.sheet_chosen.connect(self._on_sheet)
        self.side.defaults_written.connect(self._on_defaults)

    def _on_defaults(self, defaults: Defaults) -> None:
        if self._plan is not None and defaults != self._plan.defaults:
            self._replan(self._plan.match, defaults)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way."""
        super().resizeEvent(event)
        self._panel.setFixedWidth(side_width(self.tools.theme, _SIDE, self.width()))
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self.tools.theme, self.table, WIDTHS, EXPENDABLE, LEAST)
