"""Assessors: who marks for the programme, what, how much, and with whom they have a conflict of interest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.assessors import (
    add_conflicts,
    assessors_here,
    conflict_about,
    conflicts_known,
    keep_assessors,
    people_to_add,
    remove_assessor,
    remove_conflict,
)
from certdesk.actions.cohort_lists import read_assessors
from certdesk.actions.eligible import ground_in_words
from certdesk.actions.listing_candidates import Sheet, read_sheets, whole_list
from certdesk.actions.qualifying import who_is_not_qualified
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.cohorts import Assessor
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.assessor_side import AssessorSide
from certdesk.ui.screens.cohort.assessor_table import WIDTHS, AssessorTable
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

ALL, ACTIVE = "all", "active"
LISTS = "*.csv *.xlsx *.ods *.xls *.tsv *.txt"


class AssessorsPane(CohortPane):
    """The list, and what is known of the chosen one."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self.list = ListAndSide(theme, (Choice(ACTIVE, _("Active")), Choice(ALL, _("All"))), "assessors")
        self.model = AssessorTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Assessors"))
        self.list.set_columns(WIDTHS, (2, 1), 150)
        self._add = button(theme, "", icon="plus")
        self._add.setObjectName("addPeople")
        self._take = button(theme, _("Take in a list…"), icon="document")
        self._take.setObjectName("takeAssessors")
        self.side = AssessorSide(theme)
        self._build()
        self._connect()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show everybody who marks."""
        workspace = self.tools.session.workspace
        chosen = self.current()
        every = assessors_here(workspace)
        rows = tuple(one for one in every if one.active or self.list.filters.current() == ALL)
        self._barred = who_is_not_qualified(workspace, [one.id for one in every])
        self.model.show_rows(rows, self._barred)
        self.list.filters.set_words(ALL, f"{_('All')} {len(every)}")
        self.list.filters.set_words(ACTIVE, f"{_('Active')} {sum(one.active for one in every)}")
        self.list.show_any(any_rows=bool(rows))
        told = _("They come with the programme’s file, with their packages, or from people of this computer.")
        self.list.empty.show_empty("people", _("Nobody marks for the programme yet"), told)
        more = len(people_to_add(workspace))
        text = ngettext("Add {count} person known here", "Add {count} people known here", more)
        self._add.set_words(text.format(count=more))
        self._add.setVisible(bool(more))
        if rows:
            self.list.table.set_current_row(max(0, self.model.place_of(chosen.id) if chosen else 0))
        self._show_chosen()

    def begin(self) -> None:
        """Give the keyboard to the list."""
        self.list.table.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("assessors.add", _("Add everybody known here who may mark"), (), self._on_add, self._add.isVisible),
            Command("assessors.take", _("Take in a list of assessors"), (), self._on_take, icon="document"),
        )

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def current(self) -> Assessor | None:
        """Return the chosen one."""
        return self.model.row(self.list.table.current_row())

    def _show_chosen(self) -> None:
        one = self.current()
        self._scroller.setVisible(one is not None)
        if one is None:
            return
        workspace = self.tools.session.workspace
        codes = {case.member.portfolio_id: case.member.code for case in self.desk.standing().cases}
        known = [
            (each, _conflict_words(each, codes)) for each in conflicts_known(workspace) if each.assessor_id == one.id
        ]
        today = workspace.clock().astimezone().date()
        self.side.show_assessor(one, known, self._barred.get(one.id, ""), today)

    def _on_add(self) -> None:
        self.tools.session.do(keep_assessors, people_to_add(self.tools.session.workspace))

    def _on_take(self) -> None:
        path = self.tools.dialogs.choose_file(_("Choose a list of assessors"), LISTS)
        if path is None:
            return
        self.tools.jobs.start(
            _("Reading {file}").format(file=path.name),
            lambda _progress: read_sheets(self.tools.worker, path),
            done=lambda sheets: self._on_read(path, sheets),
            failed=self.say_problem,
            matters=False,
        )

    def _on_read(self, path: Path, sheets: tuple[Sheet, ...]) -> None:
        try:
            found = read_assessors(self.tools.session.workspace, whole_list(sheets))
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        if found.assessors:
            self.tools.session.do(keep_assessors, found.assessors)
        count = len(found.assessors)
        text = ngettext("{count} assessor taken from {file}.", "{count} assessors taken from {file}.", count)
        told = text.format(count=count, file=path.name)
        self.noticed.emit(Notice(told, "warn" if found.skipped else "ok", "\n".join(found.skipped[:6])))

    def _on_kept(self, one: Assessor) -> None:
        self.tools.session.do(keep_assessors, (one,))

    def _on_removed(self) -> None:
        one = self.current()
        if one is None:
            return
        question = _("Take {name} off the list?").format(name=one.name)
        if self.tools.dialogs.confirm(question, _("Undo brings them back."), _("Take off")):
            self.tools.session.do(remove_assessor, one.id)

    def _on_conflict(self, about: str, subject: str, ground: str) -> None:
        one, workspace = self.current(), self.tools.session.workspace
        if one is None:
            return
        try:
            kind, id_ = conflict_about(workspace, about, subject)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.tools.session.do(add_conflicts, (KnownConflict(one.id, kind, id_, ground),))

    def _on_conflict_removed(self, conflict: KnownConflict) -> None:
        self.tools.session.do(remove_conflict, conflict)

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self.renew({}))
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self._add.clicked.connect(self._on_add)
        self._take.clicked.connect(self._on_take)
        self.side.kept.connect(self._on_kept)
        self.side.removed.connect(self._on_removed)
        self.side.conflict_added.connect(self._on_conflict)
        self.side.conflict_removed.connect(self._on_conflict_removed)

    def _build(self) -> None:
        self._barred = who_is_not_qualified(self.tools.session.workspace, [])
        for one in (self._add, self._take):
            self.list.beside.addWidget(one)
        self._scroller = from_the_top(self.side)
        self.list.side.addWidget(self._scroller, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)


def _conflict_words(one: KnownConflict, codes: dict[str, str]) -> str:
    subject = codes.get(one.subject, one.subject) if one.about is About.PORTFOLIO else one.subject
    return _("{subject}: {ground}").format(subject=subject, ground=ground_in_words(one.ground))
