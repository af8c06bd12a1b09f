"""The migration assistant: which portfolios go over to another version, and what is kept and marked again in each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.migrating import AssessmentMove, PlannedMove
from certdesk.actions.scoring import mark_in_words
from certdesk.core.marks import Unmarked
from certdesk.core.migration import CriterionMove, Fate, reasons_to_mark_again
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.models.migration_table import CHOSEN, WIDTHS, MigrationTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import page, scrolling
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.table import TableView

_SIDE, _ROOM = 360, 700
_SIGNS = {
    Fate.KEPT: "ok",
    Fate.AGAIN: "warn",
    Fate.NEW: "plus",
    Fate.GONE: "minus",
    Fate.OPEN: "open",
}


class MigratePage(QWidget):
    """``migrate_asked(tuple of portfolio ids)``; ``trust_changed(frozenset of criteria)`` asks for the plan again."""

    migrate_asked = Signal(object)
    trust_changed = Signal(object)
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._moves: tuple[PlannedMove, ...] = ()
        self._chosen: set[str] = set()
        self.trusted: frozenset[str] = frozenset()
        self._model = MigrationTable()
        self.table = ChoosingTable(theme)
        self.table.setObjectName("migrationTable")
        self.table.setAccessibleName(_("Portfolios on this version"))
        self._summary = Paragraph(theme, tone="text2")
        self._summary.setObjectName("migrationSummary")
        self._all = button(theme, _("Choose all"), kind="quiet", size="small")
        self._none = button(theme, _("Choose none"), kind="quiet", size="small")
        self._all.setObjectName("chooseAll")
        self._none.setObjectName("chooseNone")
        self._trust = Card(_("New wording"))
        self._trust.setObjectName("migrationTrust")
        self._code = label("", "heading", name="migrationCode")
        self._details = QVBoxLayout()
        self._foot = Paragraph(theme, role="small", tone="text2")
        self.do = button(theme, "", kind="primary", size="large")
        self.do.setObjectName("migrate")
        self._empty = EmptyState(theme, framed=False)
        self._back = button(theme, _("Back to the rubrics"))
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def begin(self) -> None:
        """Forget what was chosen for other versions."""
        self._moves, self.trusted = (), frozenset()

    def show_plan(self, moves: tuple[PlannedMove, ...], old: Rubric, new: Rubric) -> None:
        """Show what going over does; at first all that can go are chosen."""
        known = {move.portfolio_id for move in self._moves}
        movable = {move.portfolio_id for move in moves if not move.refused}
        self._chosen = {id_ for id_ in movable if id_ in self._chosen or id_ not in known}
        self._moves = moves
        self._pages.setCurrentIndex(0 if moves else 1)
        text = _("No portfolio is on {version}")
        detail = _("There is nothing to take over to {new}.").format(new=new.version)
        self._empty.show_empty("ok", text.format(version=old.version), detail)
        self._show_trust(old, new)
        self._refresh()
        if moves and self.table.current_row() < 0:
            self.table.set_current_row(0)
        self._show_details(self.table.current_row())

    def take_focus(self) -> None:
        """Put the keyboard on the table, or on the way on where nothing is left to choose."""
        next_one = self.table if self._moves else self._back
        next_one.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the portfolios that are chosen, in their order."""
        return tuple(move.portfolio_id for move in self._moves if move.portfolio_id in self._chosen)

    def ask(self) -> None:
        """Ask for the chosen ones to go over."""
        if self._chosen:
            self.migrate_asked.emit(self.chosen())

    def toggle(self, row: int) -> None:
        """Choose a portfolio, or leave it where it is."""
        move = self._model.row(row)
        if move is None or move.refused:
            return
        self._chosen ^= {move.portfolio_id}
        self._refresh()

    def choose(self, *, everything: bool) -> None:
        """Choose all that can go over, or none."""
        self._chosen = {move.portfolio_id for move in self._moves if not move.refused and everything}
        self._refresh()

    def _refresh(self) -> None:
        self._model.show_moves(self._moves, frozenset(self._chosen))
        going = [move for move in self._moves if move.portfolio_id in self._chosen]
        text = ngettext("Let {count} portfolio go over", "Let {count} portfolios go over", len(going))
        self.do.set_words(text.format(count=len(going)))
        self.do.setEnabled(bool(going))
        self._summary.show_text(self._said(going))
        undo = _("Undo takes it back as one step. Marks that fall away stay in the history.")
        self._foot.show_text(undo if going else _("Choose at least one portfolio."))

    def _said(self, going: list[PlannedMove]) -> str:
        of = ngettext("{chosen} of {count} portfolio chosen", "{chosen} of {count} portfolios chosen", len(self._moves))
        kept, to_mark = sum(move.kept for move in going), sum(move.to_mark for move in going)
        parts = [
            of.format(chosen=len(going), count=len(self._moves)),
            ngettext("{count} mark is kept", "{count} marks are kept", kept).format(count=kept),
            ngettext("{count} is to be given", "{count} are to be given", to_mark).format(count=to_mark),
        ]
        if refused := sum(bool(move.refused) for move in self._moves):
            text = ngettext("{count} is signed and stays", "{count} are signed and stay", refused)
            parts.append(text.format(count=refused))
        return " · ".join(parts)

    def _show_trust(self, old: Rubric, new: Rubric) -> None:
        empty(self._trust.body)
        shared = [each for each in new.criteria if each.id in {criterion.id for criterion in old.criteria}]
        changed = [each for each in shared if reasons_to_mark_again(old, new, each.id)]
        self._trust.setVisible(bool(changed))
        if not changed:
            return
        text = _("Where the new words mean the same, marks can be kept. That is for somebody to judge who knows both.")
        self._trust.body.addWidget(Paragraph(self._theme, text, role="small", tone="text2"))
        for criterion in changed:
            self._trust.body.addWidget(self._trust_row(criterion.id, criterion.title))

    def _trust_row(self, criterion_id: str, title: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(Paragraph(self._theme, f"{criterion_id} {title}", role="name"), 1)
        switch = Switch(self._theme, _("Keep the marks of {criterion}").format(criterion=criterion_id))
        switch.setObjectName(f"trust-{criterion_id}")
        switch.show_on(on=criterion_id in self.trusted)
        switch.toggled.connect(partial(self._set_trust, criterion_id))
        across.addWidget(switch, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _set_trust(self, criterion_id: str, on: bool) -> None:
        self.trusted = self.trusted | {criterion_id} if on else self.trusted - {criterion_id}
        self.trust_changed.emit(self.trusted)

    def _show_details(self, row: int) -> None:
        empty(self._details)
        move = self._model.row(row)
        self._code.setText(move.code if move else "")
        if move is None:
            return
        if move.refused:
            self._details.addWidget(Paragraph(self._theme, move.refused, tone="text2"))
        elif not move.assessments:
            text = _("Nobody has begun to assess it, so nothing is lost.")
            self._details.addWidget(Paragraph(self._theme, text, tone="text2"))
        for number, assessment in enumerate(move.assessments, start=1):
            if len(move.assessments) > 1:
                text = _("Assessment {number}").format(number=number)
                self._details.addWidget(label(text, "label"))
            made = CheckList(self._theme, roomy=False)
            made.setObjectName(f"moves-{assessment.assessment_id}")
            made.show_checks(_checks(assessment, refused=bool(move.refused)))
            self._details.addWidget(made)

    def _build(self) -> None:
        self.table.setModel(self._model)
        self.table.set_columns(WIDTHS)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_row(self._summary, self._all, self._none))
        column.addWidget(self.table, 1)
        side = page("panel")
        beside = QVBoxLayout(side)
        beside.setContentsMargins(20, 16, 20, 16)
        beside.setSpacing(12)
        beside.addWidget(self._trust)
        beside.addWidget(self._code)
        beside.addLayout(self._details)
        beside.addStretch(1)
        scroller = scrolling(side)
        split = Splitter(self._theme)
        split.addWidget(left)
        split.addWidget(scroller)
        split.set_usual_sizes((_ROOM, _SIDE))
        split.setStretchFactor(0, 1)
        foot = page("foot")
        across = QHBoxLayout(foot)
        across.setContentsMargins(24, 8, 24, 8)
        across.setSpacing(12)
        across.addLayout(_in_the_middle(self._foot), 1)
        across.addWidget(self.do)
        whole = QWidget()
        together = QVBoxLayout(whole)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(0)
        together.addWidget(split, 1)
        together.addWidget(foot)
        self._back.setObjectName("migrationDone")
        self._back.clicked.connect(self.left)
        self._empty.add_action(self._back)
        self._pages.addWidget(whole)
        self._pages.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._show_details)
        self.table.row_toggled.connect(self.toggle)
        self.do.clicked.connect(self.ask)
        self._all.clicked.connect(lambda: self.choose(everything=True))
        self._none.clicked.connect(lambda: self.choose(everything=False))


class ChoosingTable(TableView):
    """A table whose rows are chosen with Space, Enter, or a click on their sign: ``row_toggled(row)``."""

    row_toggled = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, row_height=40)
        self.clicked.connect(self._on_clicked)
        self.row_opened.connect(self.row_toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space."""
        if event.key() == Qt.Key.Key_Space and self.current_row() >= 0:
            self.row_toggled.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == CHOSEN:
            self.row_toggled.emit(index.row())


def _checks(assessment: AssessmentMove, *, refused: bool) -> tuple[Check, ...]:
    result = Check("result", "info", _result(assessment, refused=refused))
    if refused:
        return (result,)
    return (result, *(_check(move) for move in assessment.moves))


def _result(assessment: AssessmentMove, *, refused: bool) -> str:
    if refused or assessment.before.outcome == assessment.after.outcome:
        return _("Result: {label}").format(label=assessment.before.label)
    text = _("Result: {before} now, {after} afterwards")
    return text.format(before=assessment.before.label, after=assessment.after.label)


def _check(move: CriterionMove) -> Check:
    mark = "" if isinstance(move.mark, Unmarked) else mark_in_words(move.mark)
    words = {
        Fate.KEPT: _("{mark} is kept").format(mark=mark),
        Fate.AGAIN: _("{mark} is to be given again: {reason}").format(mark=mark, reason=move.reason),
        Fate.NEW: _("to be marked: {reason}").format(reason=move.reason),
        Fate.GONE: f"{mark}: {move.reason}" if mark else move.reason,
        Fate.OPEN: _("not marked yet"),
    }[move.fate]
    return Check(f"move-{move.criterion}", _SIGNS[move.fate], f"{move.criterion} {move.title}", words)


def _row(words: QWidget, *buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(24, 12, 16, 12)
    row.setSpacing(8)
    row.addLayout(_in_the_middle(words), 1)
    for one in buttons:
        row.addWidget(one)
    return row


def _in_the_middle(words: QWidget) -> QVBoxLayout:
    """Return a column with wrapping words in the middle of its height."""
    column = QVBoxLayout()
    column.addStretch(1)
    column.addWidget(words)
    column.addStretch(1)
    return column
