"""Writing results back to where portfolios came from: a preview of every line first, then one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.writing_back import BackChoice, BackPlan, BackTo, Grade, plan_write_back, write_back
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.exchange.writing_back.told import BackLine
from certdesk.store.beside import reading_beside
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.cell import Cell
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.text_box import LineField

_NEED_SHEET = frozenset({BackTo.MOODLE, BackTo.COURSEWORK})
_GRADED = _NEED_SHEET
_WITH_SHEET = _NEED_SHEET | {BackTo.CANVAS}


class BackTable(RowTable[BackLine]):
    """What would be written, line by line, and why some lines stay as they are."""

    def show_rows(self, rows: tuple[BackLine, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("There"), _("Code"), _("Before"), _("Would be written"))

    def cell(self, row: BackLine, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (Cell(row.where), Cell(row.code or "–", weight=600), Cell(row.before, tone="text2"))
        if column < len(cells):
            return cells[column]
        if row.is_written:
            return Cell(row.written, icon="ok", icon_tone="ok")
        return Cell(row.problem, tone="text2", icon="warning", icon_tone="warn")

    def tip(self, row: BackLine, column: int) -> str:
        """Return what may be cut, whole."""
        return {0: row.where, 3: row.written or row.problem}.get(column, "")


class BackPage(QWidget):
    """``noticed(Notice)`` says what was written."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, desk: ResultsDesk) -> None:
        super().__init__()
        theme, self._tools, self._desk = tools.theme, tools, desk
        self._sheet: Path | None = None
        self._plan: BackPlan | None = None
        self._number = 0
        self._to = ComboBox(theme, _("System"), _systems())
        self._to.setObjectName("backTo")
        self._grade = ComboBox(theme, _("Grade"), _grades())
        self._grade.setObjectName("backGrade")
        self._grade_head = label(_("As the grade"), "column", "text2")
        self._choose = button(theme, _("Choose the sheet…"), icon="document")
        self._choose.setObjectName("backSheet")
        self._file = FileName(theme, tone="text2")
        self._named = LineField(theme, _("Headings, where they are other ones"), hint="grade=Punkte; identifier=Nummer")
        self._named.setObjectName("backNamed")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._about.setObjectName("backAbout")
        self._sums = Paragraph(theme, role="name")
        self._sums.setObjectName("backSums")
        self._save = button(theme, _("Save as…"), kind="primary")
        self._save.setObjectName("backSave")
        self.model = BackTable()
        self.table = TableView(theme, row_height=36)
        self.table.setObjectName("backLines")
        self.table.setAccessibleName(_("What would be written"))
        self.table.setModel(self.model)
        self.table.set_columns((240, 110, 140, None))
        self._none = EmptyState(theme, framed=False)
        self._build()
        self._to.chosen.connect(lambda _key: self.look())
        self._grade.chosen.connect(lambda _key: self.look())
        self._named.committed.connect(lambda _text: self.look())
        self._choose.clicked.connect(self._on_choose)
        self._save.clicked.connect(self.save)

    def look(self) -> None:
        """See what would be written."""
        to = BackTo(self._to.current())
        self._choose.setVisible(to in _WITH_SHEET)
        self._file.setVisible(to in _WITH_SHEET and self._sheet is not None)
        self._named.setVisible(to in (BackTo.MOODLE, BackTo.CANVAS))
        for part in (self._grade, self._grade_head):
            part.setVisible(to in _GRADED)
        self._about.show_text(_about(to))
        self._plan = None
        self._number += 1
        cohort = self._desk.cohort
        if cohort is None:
            return
        if to in _NEED_SHEET and self._sheet is None:
            self._show_none(_("Choose the sheet first"), _("Download it there, as it is. It is never changed."))
            return
        number, workspace = self._number, self._tools.session.workspace
        sheet = self._sheet if to in _WITH_SHEET else None
        choice = BackChoice(to, sheet, Grade(self._grade.current()), _pairs(self._named.text()))

        def work(_progress: Progress) -> BackPlan:
            with reading_beside(workspace) as beside:
                return plan_write_back(beside, cohort, choice)

        self._tools.jobs.start(
            _("Looking what would be written"), work, done=lambda plan: self._show(number, plan),
            failed=lambda problem: self._refused(number, problem), matters=False, quiet=True,
        )  # fmt: skip

    def save(self) -> None:
        """Ask where to, and write; the sheet that was downloaded stays as it is."""
        plan = self._plan
        if plan is None:
            return
        path = Path(plan.name)
        suggested = f"{path.stem}-{_('filled')}{path.suffix}" if self._sheet is not None else plan.name
        target = self._tools.dialogs.choose_target(_("Save what is written back"), suggested)
        if target is None:
            return
        self._tools.jobs.start(
            _("Writing results back"), lambda _progress: write_back(plan, target),
            done=lambda count: self._saved(count, target), failed=self._failed,
        )  # fmt: skip

    def _show(self, number: int, plan: BackPlan) -> None:
        if number != self._number:
            return
        self._plan = plan
        self._sums.show_text(plan.sentence)
        self.model.show_rows(plan.lines)
        self._save.setEnabled(bool(plan.count))
        self.table.setVisible(bool(plan.lines))
        self._none.setVisible(not plan.lines)
        told = _("Candidates are known by the ids with which their portfolios came in, never by a name alone.")
        self._none.show_empty("link", _("Nobody could be matched"), told)

    def _show_none(self, heading: str, detail: str) -> None:
        self._sums.show_text("")
        self.model.show_rows(())
        self.table.hide()
        self._none.show()
        self._none.show_empty("document", heading, detail)
        self._save.setEnabled(False)

    def _refused(self, number: int, problem: Exception) -> None:
        if number != self._number or isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._show_none(str(problem), problem.hint)

    def _saved(self, count: int, target: Path) -> None:
        text = ngettext("{count} result is written to {path}.", "{count} results are written to {path}.", count)
        self.noticed.emit(Notice(text.format(count=count, path=target), "ok"))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _on_choose(self) -> None:
        patterns = _("Sheets (*.csv *.xlsx *.ods)")
        chosen = self._tools.dialogs.choose_file(_("Choose the sheet that the system gave"), patterns)
        if chosen is not None:
            self._sheet = chosen
            self._file.show_text(chosen.name)
            self.look()

    def _build(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.addWidget(label(_("Write back to"), "column", "text2"), 0, 0)
        form.addWidget(self._grade_head, 0, 1)
        form.addWidget(self._to, 1, 0)
        form.addWidget(self._grade, 1, 1)
        form.addWidget(self._choose, 1, 2)
        form.addWidget(self._file, 1, 3)
        form.addWidget(self._named, 2, 0, 1, 2)
        form.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._sums, 1)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self._about)
        column.addLayout(foot)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)


def _systems() -> tuple[tuple[str, str], ...]:
    return (
        (BackTo.MOODLE.value, _("Moodle: grading worksheet")),
        (BackTo.MOODLE_FILES.value, _("Moodle: feedback files (zip)")),
        (BackTo.COURSEWORK.value, _("Moodle coursework: sheet")),
        (BackTo.CANVAS.value, _("Canvas: rubric scores")),
        (BackTo.CANVAS_FILES.value, _("Canvas: feedback files (zip)")),
        (BackTo.LEAP2A.value, _("Mahara: Leap2A for each candidate")),
    )


def _grades() -> tuple[tuple[str, str], ...]:
    return (
        (Grade.SCORE.value, _("The number that the rules turn on")),
        (Grade.PERCENT.value, _("Percent of the highest")),
        (Grade.OUTCOME.value, _("The outcome in words")),
    )


def _about(to: BackTo) -> str:
    words = {
        BackTo.MOODLE: _("Upload the filled sheet in Moodle with “Upload grading worksheet”."),
        BackTo.MOODLE_FILES: _("Upload the zip in Moodle with “Upload multiple feedback files in a zip”."),
        BackTo.COURSEWORK: _("Upload the filled sheet where it was downloaded."),
        BackTo.CANVAS: _("Import the scores in Canvas where they were downloaded. Without a sheet a new one is made."),
        BackTo.CANVAS_FILES: _("Upload the zip in Canvas with “Upload submissions”."),
        BackTo.LEAP2A: _("In Mahara each candidate imports their own zip under Portfolio, Import."),
    }
    return words[to]


def _pairs(text: str) -> dict[str, str]:
    """Read headings such as “grade=Punkte; identifier=Nummer”; what is no pair counts for nothing."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip(): value.strip() for name, sign, value in pairs if sign and name.strip() and value.strip()}
