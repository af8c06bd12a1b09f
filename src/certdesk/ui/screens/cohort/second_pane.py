"""Second marks: what is picked, why, by which seed, and how far it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.allocating import Wishes
from certdesk.actions.moderating import new_seed
from certdesk.actions.second_marking import SecondMarksPlan, keep_second_marks, last_seed, plan_second_marks
from certdesk.core.cohorts import CohortState
from certdesk.core.errors import CertDeskError
from certdesk.core.policy import Pick
from certdesk.core.policy_told import pick_in_words
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.second_table import WIDTHS, SecondRow, SecondTable, rows_of
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice
from certdesk.ui.widgets.text_box import LineField

ALL, NEW, OPEN, SIGNED = "all", "new", "open", "signed"
_DAYS = 21


class SecondPane(CohortPane):
    """The list of picks; beside it the rules in numbers, the seed, and giving out what is new."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._plan: SecondMarksPlan | None = None
        self._rows: tuple[SecondRow, ...] = ()
        named = ((ALL, _("All")), (NEW, _("New")), (OPEN, _("Open")), (SIGNED, _("Signed")))
        self.list = ListAndSide(theme, tuple(Choice(key, words) for key, words in named), "secondMarks")
        self.model = SecondTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Second marks"))
        self.list.set_columns(WIDTHS, (2,), 170)
        self._sums = Paragraph(theme, role="name")
        self._sums.setObjectName("secondSums")
        self._chips = FlowLayout(6)
        self._band = Paragraph(theme, role="small", tone="text2")
        self._seed = LineField(theme, _("Seed of the draw"))
        self._seed.setObjectName("secondSeed")
        self._due = DayField(theme, _("Due"))
        self._due.setObjectName("secondDue")
        self._trouble = card(tone="warn", name="secondTrouble")
        self._why = Paragraph(theme, role="small")
        self._give = button(theme, "", kind="primary")
        self._give.setObjectName("giveSeconds")
        self._build()
        self._connect()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show the picks by the seed of the last draw, or by a new one."""
        workspace = self.tools.session.workspace
        if not self._seed.text().strip() or params.get("seed"):
            seed = str(params.get("seed") or last_seed(workspace, standing.cohort) or new_seed(workspace))
            self._seed.show_text(seed)
        today = workspace.clock().astimezone().date()
        due = today + timedelta(days=_DAYS)
        self._due.show_day(min(due, standing.cohort.due_on or due) if due > today else due, first=today)
        self._look()

    def begin(self) -> None:
        """Give the keyboard to the list."""
        self.list.table.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("second.give", _("Give out the new second marks"), (), self._keep, self._give.isEnabled),)

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def _look(self) -> None:
        standing = self.desk.standing()
        seed = self._seed.text().strip()
        if standing.cohort.state is CohortState.PREPARING or not seed:
            self._plan, self._rows = None, ()
            self._show_all()
            return
        wishes = Wishes(seed=seed, due_on=self._due.day())
        try:
            self._plan = plan_second_marks(self.tools.session.workspace, standing.cohort, seed, wishes)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        cases = {one.member.portfolio_id: one for one in standing.cases}
        planned = {one.member.portfolio_id: one.assessor.name for one in self._plan.allocation.given}
        self._rows = rows_of(self._plan.picks, cases, standing.names, planned)
        self._show_all()

    def _show_all(self) -> None:
        plan = self._plan
        counts = Counter(_kind(row) for row in self._rows)
        for key, words in ((NEW, _("New")), (OPEN, _("Open")), (SIGNED, _("Signed"))):
            self.list.filters.set_words(key, f"{words} {counts[key]}")
        self.list.filters.set_words(ALL, f"{_('All')} {len(self._rows)}")
        self.list.filters.show_only({ALL, *counts})
        chosen = self.list.filters.current()
        rows = tuple(row for row in self._rows if chosen in (ALL, _kind(row)))
        self.model.show_rows(rows)
        self.list.show_any(any_rows=bool(rows))
        if rows:
            self.list.table.set_current_row(0)
        self._say_empty()
        picked, size = len(self._rows), len(self.desk.standing().cases)
        text = ngettext(
            "{count} of {all} portfolio is marked twice", "{count} of {all} portfolios are marked twice", size
        )
        self._sums.show_text(text.format(count=picked, all=size))
        self._show_reasons()
        self._band.show_text(_("Near the cut: {band}.").format(band=plan.band.sentence) if plan else "")
        new = len(plan.allocation.given) if plan else 0
        words = ngettext("Give out {count} new second mark", "Give out {count} new second marks", new)
        self._give.set_words(words.format(count=new))
        self._give.setEnabled(bool(new))
        trouble = [one.sentence for one in plan.allocation.impossible] if plan else []
        self._trouble.setVisible(bool(trouble))
        self._why.show_text("\n".join(trouble[:8]))

    def _show_reasons(self) -> None:
        empty(self._chips)
        counts = Counter(reason for row in self._rows for reason in row.picked.reasons)
        for pick in Pick:
            if counts[pick]:
                chip = Chip(self.tools.theme, f"{pick_in_words(pick)} {counts[pick]}")
                chip.setObjectName(f"reason-{pick.value}")
                self._chips.addWidget(chip)
                chip.show()

    def _say_empty(self) -> None:
        if self.desk.standing().cohort.state is CohortState.PREPARING:
            told = _("Open the cohort first: its policy says what is marked twice.")
        elif not any(case.ratings for case in self.desk.standing().cases):
            told = _("Portfolios are picked once somebody has them to mark first.")
        else:
            told = _("The policy asks for none.")
        self.list.empty.show_empty("people", _("No second marks here"), told)

    def _keep(self) -> None:
        plan = self._plan
        if plan is None:
            return
        change = self.tools.session.do(keep_second_marks, plan)
        if change:
            self.noticed.emit(
                Notice(_("Given out: {what}. Pack them for the assessors next.").format(what=change.label), "ok")
            )

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_all())
        self._seed.committed.connect(lambda _text: self._look())
        self._due.dateChanged.connect(self._look)
        self._give.clicked.connect(self._keep)
        self.list.table.row_opened.connect(self._open)

    def _open(self, row: int) -> None:
        found = self.model.row(row)
        if found is not None:
            self.left_for.emit("portfolio", {"portfolio": found.picked.member.portfolio_id})

    def _build(self) -> None:
        chips = QWidget()
        chips.setLayout(self._chips)
        self._trouble.show_title(_("Nobody can be given these"))
        self._trouble.body.addWidget(self._why)
        due = QVBoxLayout()
        due.setSpacing(4)
        due.addWidget(label(_("Due"), "column", "text2"))
        due.addWidget(self._due)
        hint = _("The random share is drawn by it: the same seed picks the same portfolios on any machine.")
        for part in (self._sums, chips, self._band, line(), self._seed):
            self.list.side.addWidget(part)
        self.list.side.addWidget(Paragraph(self.tools.theme, hint, role="small", tone="text3"))
        self.list.side.addLayout(due)
        self.list.side.addWidget(self._trouble)
        self.list.side.addWidget(self._give)
        self.list.side.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)


def _kind(row: SecondRow) -> str:
    return SIGNED if row.signed else OPEN if row.who and not row.planned else NEW
