"""Who may mark live portfolios, and the portfolios with agreed marks that say so."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.assessors import assessors_here
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.qualifying import (
    agreed_from,
    put_in_set,
    qualification_policy,
    qualifications,
    set_here,
    take_out_of_set,
)
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.policy import Qualification
from certdesk.core.qualifying import Reference, SetPurpose
from certdesk.core.words import _
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.training.qualified_side import QualifiedSide, asked_words
from certdesk.ui.screens.training.set_side import SetSide, Signed
from certdesk.ui.screens.training.tables import PEOPLE_WIDTHS, SET_WIDTHS, PeopleTable, PersonRow, SetTable
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

PEOPLE, SETS = "people", "sets"


class QualificationPane(Pane):
    """People on one page of the list, portfolios of the sets on the other."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        choices = (Choice(PEOPLE, _("Who is qualified")), Choice(SETS, _("Portfolios of the sets")))
        self.list = ListAndSide(theme, choices, "qualification")
        self.people, self.sets = PeopleTable(), SetTable()
        self._policy = Qualification()
        self._asked = Paragraph(theme, role="small", tone="text2")
        self._asked.setObjectName("policyAsks")
        self.list.banners.addWidget(self._asked)
        self.person_side, self.set_side = QualifiedSide(theme), SetSide(theme)
        self._scrollers = {PEOPLE: from_the_top(self.person_side), SETS: from_the_top(self.set_side)}
        for one in self._scrollers.values():
            self.list.side.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.filters.chosen.connect(lambda _key: self._show_rows())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.set_side.added.connect(self._add)
        self.set_side.removed.connect(self._remove)

    def enter(self, params: dict[str, Any]) -> None:
        """Show ``params["list"]``: people, or the portfolios of the sets while there are none."""
        wanted = str(params.get("list", "")) or (self.list.filters.current() if set_here(self._workspace) else SETS)
        self.list.filters.set_current(wanted if wanted in (PEOPLE, SETS) else PEOPLE)
        self._show_rows()
        self.list.table.setFocus()

    def on_changed(self, change: Change) -> None:
        """Look again when sets, people or signed marks changed."""
        if change.kinds & (Kind.TRAINING | Kind.PERSON | Kind.ASSESSMENT | Kind.COHORT):
            self._show_rows()

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to both lists."""
        return (
            Command("training.people", _("Who is qualified"), (), lambda: self.enter({"list": PEOPLE}), icon="people"),
            Command(
                "training.sets", _("Portfolios of the sets"), (), lambda: self.enter({"list": SETS}), icon="folder"
            ),
        )

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def place(self) -> dict[str, Any]:
        """Return which list is shown."""
        return {"list": self.list.filters.current()}

    @property
    def _workspace(self) -> Workspace:
        return self.tools.session.workspace

    def _show_rows(self) -> None:
        workspace, shown = self._workspace, self.list.filters.current()
        references = set_here(workspace)
        self._policy = qualification_policy(workspace)
        self._asked.show_text(asked_words(self._policy))
        people = assessors_here(workspace)
        self.list.filters.set_words(PEOPLE, f"{_('Who is qualified')} {len(people)}")
        self.list.filters.set_words(SETS, f"{_('Portfolios of the sets')} {len(references)}")
        if shown == PEOPLE:
            found = qualifications(workspace, [one.id for one in people])
            rows = tuple(PersonRow(one.id, one.name, found.get(one.id)) for one in people)
            self.people.show_rows(rows)
            self._put(self.people, PEOPLE_WIDTHS, _("Who is qualified"))
            told = _("They come with the programme’s file, or are taken in under Cohort, Assessors.")
            self.list.empty.show_empty("people", _("Nobody marks for the programme yet"), told)
        else:
            self.sets.show_rows(references)
            self._put(self.sets, SET_WIDTHS, _("Portfolios of the sets"))
            told = _(
                "Everybody may mark live portfolios until a qualifying set is there. Add a portfolio that you signed, "
                "at the side."
            )
            self.list.empty.show_empty("folder", _("No portfolio is in a set yet"), told)
        self.set_side.show_signed(self._signed(references))
        for key, one in self._scrollers.items():
            one.setVisible(key == shown)
        self._show_chosen()

    def _put(self, model: PeopleTable | SetTable, widths: tuple[int | None, ...], words: str) -> None:
        """Let the list show a table."""
        table = self.list.table
        if table.model() is not model:
            table.setModel(model)
            self.list.set_columns(widths, (3, 1, 2) if model is self.people else (), 140)
        table.setAccessibleName(words)
        self.list.show_any(any_rows=bool(model.rowCount()))
        table.set_current_row(0)

    def _show_chosen(self) -> None:
        row = self.list.table.current_row()
        if self.list.filters.current() == PEOPLE:
            person = self.people.row(row)
            self.person_side.setVisible(person is not None)
            if person is not None:
                self.person_side.show_person(person, self._policy)
        else:
            self.set_side.show_chosen(self.sets.row(row))

    def _signed(self, references: tuple[Reference, ...]) -> tuple[Signed, ...]:
        there = {one.portfolio_id for one in references}
        rows = look_at_worklist(self._workspace).rows
        return tuple(
            Signed(row.assessment_id, row.portfolio_id, row.code, row.title)
            for row in rows
            if row.state == "signed" and row.assessment_id and row.portfolio_id not in there
        )

    def _add(self, one: Signed, purpose: SetPurpose, title: str) -> None:
        try:
            agreed = agreed_from(self._workspace, one.assessment_id)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        if self.tools.session.do(put_in_set, one.portfolio_id, purpose, agreed, title):
            self.noticed.emit(Notice(_("{code} is in the set.").format(code=one.code), "ok"))

    def _remove(self, one: Reference) -> None:
        if self.tools.session.do(take_out_of_set, one.portfolio_id):
            text = _("{code} is out of the set. What was signed on it stays.")
            self.noticed.emit(Notice(text.format(code=one.code), "ok"))
