"""A list of candidates before it is taken in: which column holds what, what becomes of each row, who is doubtful."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.candidate_rows import LEAVE, NEW, PlannedRow, Standing
from certdesk.actions.listing_candidates import CandidatesPlan
from certdesk.core.words import _, ngettext
from certdesk.intake.candidates.columns import Part
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.exchange.foot_row import FootRow
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.cell import Cell
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.table import TableView

_WIDTHS: tuple[int | None, ...] = (56, None, 170, 128, 210)
_CHIPS = {
    Standing.NEW: "accent",
    Standing.UPDATED: "accent",
    Standing.SAME: "neutral",
    Standing.SKIPPED: "neutral",
    Standing.UNDECIDED: "warn",
}
_NONE = "-"


class CandidatesCard(Card):
    """``columns_asked(Part, column)``, ``decided(key, choice)``, ``taken()`` and ``discarded()``."""

    columns_asked = Signal(object, object)
    decided = Signal(str, str)
    taken = Signal()
    discarded = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("candidates")
        self._theme = theme
        self._plan: CandidatesPlan | None = None
        self._decisions: Mapping[str, str] = {}
        self._from = FileName(theme, tone="text2")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("candidatesHeading")
        self._columns = FlowLayout(12)
        self.model = CandidateTable()
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName("candidateRows")
        self.table.setAccessibleName(_("Rows of the list"))
        self.table.setModel(self.model)
        self.table.set_columns(_WIDTHS)
        self.table.setMinimumHeight(theme.px(130))
        self._choices = FlowLayout(8)
        self._note = Paragraph(theme, role="small", tone="text2")
        self._discard = button(theme, _("Discard"))
        self._discard.setObjectName("discardCandidates")
        self._take = button(theme, "", kind="primary")
        self._take.setObjectName("takeCandidates")
        self._build()
        self._discard.clicked.connect(self.discarded)
        self._take.clicked.connect(self.taken)
        self.table.row_chosen.connect(lambda _row: self._offer())

    def show_plan(self, plan: CandidatesPlan, decisions: Mapping[str, str]) -> None:
        """Show a list, with what was decided about its doubtful rows."""
        fresh = self._plan is None or self._plan.match != plan.match or self._plan.path != plan.path
        self._plan, self._decisions = plan, decisions
        self._from.show_text(plan.path.name)
        count = len(plan.rows)
        text = ngettext("Candidates' list, {count} row", "Candidates' list, {count} rows", count)
        self._heading.show_text(text.format(count=count))
        if fresh:
            self._show_columns(plan)
        current = self.table.current_row()
        self.model.show_rows(plan.rows, decisions)
        self.table.set_current_row(max(0, current))
        self._offer()
        coming = len(plan.having(Standing.NEW)) + len(plan.having(Standing.UPDATED))
        coming += sum(choice != LEAVE for choice in decisions.values())
        words = ngettext("Take in {count} candidate", "Take in {count} candidates", coming)
        self._take.set_words(words.format(count=coming))
        self._take.setEnabled(bool(coming))
        undecided = sum(row.key not in decisions for row in plan.having(Standing.UNDECIDED))
        text = ngettext(
            "{count} row is not decided and stays out.", "{count} rows are not decided and stay out.", undecided
        )
        self._note.show_text(text.format(count=undecided) if undecided else _("Nothing has changed yet."))

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus()

    def _show_columns(self, plan: CandidatesPlan) -> None:
        """Show for each part of a candidate which column it is read from."""
        empty(self._columns)
        heads = plan.table[plan.match.heading] if plan.match.heading >= 0 else ()
        width = len(plan.match.parts)
        names = [
            heads[at] if at < len(heads) and heads[at] else _("column {n}").format(n=at + 1) for at in range(width)
        ]
        choices = ((_NONE, _("not there")), *((str(at), name) for at, name in enumerate(names)))
        for part in Part:
            at = plan.match.column(part)
            if at is None and part not in (Part.NAME, Part.SCHOOL, Part.EMAIL, Part.COHORT):
                continue
            self._columns.addWidget(self._column(part, at, choices))

    def _column(self, part: Part, at: int | None, choices: tuple[tuple[str, str], ...]) -> QWidget:
        made = QWidget()
        box = ComboBox(self._theme, part_words(part))
        box.setObjectName(f"column-{part.value}")
        box.show_choices(choices, _NONE if at is None else str(at))
        box.chosen.connect(lambda key: self.columns_asked.emit(part, None if key == _NONE else int(key)))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(part_words(part), "small", "text2"))
        row.addWidget(box)
        return made

    def _offer(self) -> None:
        """Offer what can be decided about the current row."""
        empty(self._choices)
        row = self.model.row(self.table.current_row())
        self._detail.setVisible(row is not None and row.standing is Standing.UNDECIDED)
        if row is None or row.standing is not Standing.UNDECIDED:
            return
        options = [(one.id, ", ".join(filter(None, (one.name, one.school)))) for one in row.options]
        wanted = [(key, _("It is {name}").format(name=name)) for key, name in options]
        for key, words in (*wanted, (NEW, _("Somebody new")), (LEAVE, _("Leave it out"))):
            chosen = self._decisions.get(row.key) == key
            made = button(self._theme, words, size="small", icon="check" if chosen else None)
            made.setObjectName(f"decide-{key}")
            made.clicked.connect(lambda _on=False, key=key, row=row: self.decided.emit(row.key, key))
            self._choices.addWidget(made)
            made.show()

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addWidget(IconView(self._theme, "people", "accent"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._from)
        words.addWidget(self._heading)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        matching, self._detail = QWidget(), QWidget()
        self._columns.setContentsMargins(16, 0, 16, 12)
        matching.setLayout(self._columns)
        self._choices.setContentsMargins(16, 10, 16, 10)
        self._detail.setLayout(self._choices)
        for part in (matching, self.table, line(), self._detail):
            self.body.addWidget(part, 1 if part is self.table else 0)
        self.body.addWidget(FootRow(self._theme, self._note, self._discard, self._take))


class CandidateTable(RowTable[PlannedRow]):
    """Pure adapter from the rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self._decisions: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[PlannedRow, ...], decisions: Mapping[str, str]) -> None:
        """Replace what is shown."""
        self._decisions = decisions
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Row"), _("Name"), _("School"), _("What it is"), _("Why"))

    def tip(self, row: PlannedRow, column: int) -> str:
        """Return what may be cut, whole."""
        return row.reason if column == 4 else ""

    def cell(self, row: PlannedRow, column: int) -> Cell:
        """Return what a cell shows."""
        one = row.candidate
        choice = self._decisions.get(row.key, "")
        chip, words = _CHIPS[row.standing], standing_words(row.standing)
        if choice:
            chip, words = ("neutral", _("Stays out")) if choice == LEAVE else ("ok", _("Decided"))
        cells = (
            Cell(row.key, tone="text2"),
            Cell(one.name if one is not None else "", weight=500),
            Cell(one.school if one is not None else "", tone="text2"),
            Cell(words, chip=chip),
            Cell(row.reason, tone="text2"),
        )
        return cells[column]


def standing_words(standing: Standing) -> str:
    """Say in a word what a row is."""
    words = {
        Standing.NEW: _("New"),
        Standing.UPDATED: _("Renewed"),
        Standing.SAME: _("Already here"),
        Standing.SKIPPED: _("Left out"),
        Standing.UNDECIDED: _("To decide"),
    }
    return words[standing]


def part_words(part: Part) -> str:
    """Name what a column can hold."""
    words = {
        Part.NAME: _("Name"),
        Part.FIRST_NAME: _("First name"),
        Part.LAST_NAME: _("Last name"),
        Part.SCHOOL: _("School"),
        Part.LANGUAGE: _("Language"),
        Part.CODE: _("Code"),
        Part.PROGRAMME: _("Programme"),
        Part.COHORT: _("Cohort"),
        Part.SUBJECT: _("Subject"),
        Part.EMAIL: _("E-mail"),
        Part.USERNAME: _("User name"),
        Part.NUMBER: _("Number"),
        Part.NOTE: _("Note"),
    }
    return words[part]
