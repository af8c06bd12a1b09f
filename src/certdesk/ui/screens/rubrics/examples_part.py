"""One part of the editor: worked examples, run again with every change."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout

from certdesk.core import editing_examples as editing
from certdesk.core.editing_examples import CheckedExample, check_each_example
from certdesk.core.errors import RubricError
from certdesk.core.examples import example_name
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.examples_head import ExamplesHead
from certdesk.ui.screens.rubrics.examples_rows import ExampleRows, outcome_choices, with_cell
from certdesk.ui.screens.rubrics.examples_strip import ExamplesStrip
from certdesk.ui.screens.rubrics.examples_table import ExamplesTable, OutcomeChoices
from certdesk.ui.screens.rubrics.grid_pasting import block_of
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import Wrong

_TABLE_ROWS, _LOW = 7, 600
_SHARE, _SHARE_LOW = 45, 34  # per cent of the window that the table has at most


class ExamplesPart(EditorPart):
    """Shows worked examples as cards, or all in a table; each says what the rules make of it.

    ``unfolded(bool)`` says whether the table takes more of the window.
    """

    unfolded = Signal(bool)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._rubric: Rubric | None = None
        self._draft, self._low = "", False
        self._rows = ExampleRows()
        self._strip = ExamplesStrip(self._theme)
        self._table = ExamplesTable(self._theme, self._rows)
        self._head = ExamplesHead(self._theme)
        self._why = Paragraph(self._theme, role="small", tone="text2")
        self._none = Paragraph(self._theme, role="small", tone="text2")
        self._wrong = Wrong(self._theme)
        self._build()

    def show_draft(self, view: DraftView) -> None:
        """Show the examples of a draft and run them; another draft begins with cards."""
        self._rubric = view.draft.rubric
        if view.draft.id != self._draft:
            self._draft = view.draft.id
            self._head.show_cards()
        self._show(self._rubric)

    def use_room(self, height: int) -> None:
        """Fold the cards away where the editor has few px of height, so that its grid keeps them."""
        low = height < self._theme.px(_LOW)
        if low != self._low:
            self._low = low
            self._show_deeds()
        self._fit_table()

    def show_trial(self, rubric: Rubric) -> None:
        """Run the examples against a rubric that somebody is trying out; nothing of it is kept."""
        self._show(rubric)

    def commit(self) -> None:
        """Keep a half-typed cell."""
        if self._table.state() == ExamplesTable.State.EditingState:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_table(self, place: int = -1) -> None:
        """Show all examples in a table, at an example when one is named."""
        self._head.deeds["table"].setChecked(True)
        if place >= 0:
            self._table.setCurrentIndex(self._rows.index(place, max(0, self._table.currentIndex().column())))
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, rubric: Rubric) -> None:
        checked = check_each_example(rubric)
        self._strip.show_examples(rubric, checked)
        self._rows.show_rows(rubric, checked)
        self._head.show_count(checked)
        self._none.setVisible(not checked)
        self._show_deeds()

    def _build(self) -> None:
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Worked examples"))
        self._none.show_text(
            _("None yet. An example says which result certain marks must give; it is run whenever the rules change.")
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(line())
        column = QVBoxLayout()
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        whole.addLayout(column)
        column.addWidget(self._head)
        column.addWidget(self._none)
        column.addWidget(self._strip)
        column.addWidget(self._table)
        column.addWidget(self._why)
        column.addWidget(self._wrong)
        self._table.hide()
        self._why.hide()
        self._connect()

    def _connect(self) -> None:
        deeds = self._head.deeds
        self._head.failing.clicked.connect(self._go_to_failing)
        deeds["table"].toggled.connect(self._unfold)
        deeds["add"].clicked.connect(self._add)
        deeds["previous"].clicked.connect(lambda: self._strip.turn(-1))
        deeds["next"].clicked.connect(lambda: self._strip.turn(1))
        deeds["duplicate"].clicked.connect(lambda: self._duplicate(self._table.current_row()))
        deeds["remove"].clicked.connect(lambda: self._remove(self._table.current_row()))
        deeds["expect"].clicked.connect(lambda: self._expect(self._table.current_row()))
        self._strip.opened.connect(self.open_table)
        self._strip.menu_asked.connect(self._offer_deeds)
        self._strip.turned.connect(self._show_deeds)
        self._rows.typed.connect(self._write)
        table = self._table
        table.trying.connect(self._try)
        table.taken_back.connect(self._take_back)
        table.cell_left.connect(lambda: self._wrong.show_wrong(""))
        table.emptied.connect(lambda row, key: self._write(row, key, ""))
        table.pasted.connect(self._paste)
        table.outcome_asked.connect(self._offer_outcomes)
        table.duplicate_asked.connect(self._duplicate)
        table.remove_asked.connect(self._remove)
        table.move_asked.connect(self._move)
        table.row_chosen.connect(lambda _row: self._show_deeds())

    def _unfold(self, on: bool) -> None:
        if on:
            self._fit_table()
            if self._table.current_row() < 0 and self._rows.rowCount():
                self._table.setCurrentIndex(self._rows.index(0, 0))
        self._wrong.show_wrong("")
        self._show_deeds()
        self.unfolded.emit(on)

    def _fit_table(self) -> None:
        height = self._theme.px(32 + 48 * min(_TABLE_ROWS, max(3, self._rows.rowCount())))
        most = self.window().height() * (_SHARE_LOW if self._low else _SHARE) // 100
        self._table.setFixedHeight(min(height, max(self._theme.px(140), most)))

    def _show_deeds(self) -> None:
        before, after = self._strip.can_turn
        row = self._table.current_row()
        there, table = self._rows.rowCount() > 0, self._head.table_wanted
        before, after = before and not self._low, after and not self._low
        self._head.show_deeds(row=0 <= row < self._rows.rowCount(), before=before, after=after, there=there)
        self._show_why()
        self._strip.setVisible(there and not table and not self._low)
        self._table.setVisible(there and table)

    def _show_why(self) -> None:
        """Say below the table why the example of the current row gives what it gives."""
        row = self._table.current_row()
        there = self._head.table_wanted and 0 <= row < self._rows.rowCount()
        if there:
            checked = self._rows.checked(row)
            bold = example_name(checked.example.name)
            self._why.show_text(f"{bold}: {checked.why or checked.problem}", bold=len(bold))
        self._why.setVisible(there)

    def _go_to_failing(self) -> None:
        place = next((n for n in range(self._rows.rowCount()) if not self._rows.checked(n).passed), -1)
        if self._head.table_wanted or self._low:
            self.open_table(place)
        else:
            self._strip.bring(place)

    # --- changes -------------------------------------------------------------------------------------------

    def _write(self, row: int, key: str, text: str) -> None:
        rubric = self._now()
        try:
            changed = with_cell(rubric, row, key, text)
        except RubricError as problem:
            self._wrong.show_wrong(problem.sentence)
            self._table.hold()
            self._take_back()
            return
        self._wrong.show_wrong("")
        self._take_back()
        self._keep(changed, self._named(row))

    def _try(self, row: int, key: str, text: str) -> None:
        """Run the example with what is typed so far; say what is wrong while it is."""
        try:
            self._rows.show_rows(*_run(with_cell(self._now(), row, key, text)))
        except RubricError as problem:
            self._wrong.show_wrong(problem.sentence)
            return
        self._wrong.show_wrong("")

    def _take_back(self) -> None:
        self._show(self._now())

    def _paste(self, row: int, column: int, text: str) -> None:
        """Write a block from a spreadsheet, from the current cell on; nothing of it when a cell can't be read."""
        rubric, keys = self._now(), self._rows.keys
        try:
            for down, cells in enumerate(block_of(text)[: len(rubric.examples) - row]):
                for along, cell in enumerate(cells[: len(keys) - column]):
                    rubric = with_cell(rubric, row + down, keys[column + along], cell)
        except RubricError as problem:
            self._wrong.show_wrong(problem.sentence)
            return
        self._wrong.show_wrong("")
        self._keep(rubric, _("worked examples"))

    def _add(self) -> None:
        rubric = editing.add_example(self._now())
        self._keep(rubric, _("example added"))
        place = self._rows.rowCount() - 1
        self.open_table()
        self._table.setCurrentIndex(self._rows.index(place, 0))

    def _duplicate(self, row: int) -> None:
        if row < 0:
            return
        column = max(0, self._table.currentIndex().column())
        self._keep(editing.duplicate_example(self._now(), row), _("example duplicated"))
        self._table.setCurrentIndex(self._rows.index(row + 1, column))

    def _remove(self, row: int) -> None:
        if row < 0:
            return
        name = self._now().examples[row].name
        column = max(0, self._table.currentIndex().column())
        self._keep(editing.remove_example(self._now(), row), _("example removed: {name}").format(name=name))
        self._table.setCurrentIndex(self._rows.index(min(row, self._rows.rowCount() - 1), column))

    def _move(self, row: int, step: int) -> None:
        there = min(max(row + step, 0), self._rows.rowCount() - 1)
        column = self._table.currentIndex().column()
        self._keep(editing.move_example(self._now(), row, there), _("order of the examples"))
        self._table.setCurrentIndex(self._rows.index(there, column))

    def _expect(self, row: int) -> None:
        if row >= 0:
            self._keep(editing.expect_what_is_found(self._now(), row), self._named(row))

    def _offer_outcomes(self, row: int, at: QPoint) -> None:
        rubric = self._now()
        menu = OutcomeChoices(outcome_choices(rubric), rubric.examples[row].outcome, self._table)
        menu.chosen.connect(lambda id_: self._write(row, "outcome", id_))
        menu.popup(at)

    def _offer_deeds(self, place: int) -> None:
        card = self._strip.cards[place]
        menu = QMenu(card)
        menu.setObjectName("exampleDeeds")
        for words, deed in (
            (_("Open in the table"), self.open_table),
            (_("Expect what the rules say"), self._expect),
            (_("Duplicate"), self._duplicate),
            (_("Remove"), self._remove),
        ):
            menu.addAction(words).triggered.connect(lambda _on=False, do=deed: do(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(card.mapToGlobal(QPoint(8, card.height())))

    def _keep(self, rubric: Rubric, words: str) -> None:
        if rubric != self._rubric:
            self.edited.emit(rubric, words)

    def _now(self) -> Rubric:
        assert self._rubric is not None  # noqa: S101 - nothing can be done before a draft is shown
        return self._rubric

    def _named(self, row: int) -> str:
        return _("example “{name}”").format(name=self._now().examples[row].name)


def _run(rubric: Rubric) -> tuple[Rubric, tuple[CheckedExample, ...]]:
    return rubric, check_each_example(rubric)
