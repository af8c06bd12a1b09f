"""What the screen says while there is no cohort, and how one is made of the portfolios that name one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.cohorts import CohortHere, cohorts_to_make, make_cohort
from certdesk.core.changes import Change, Kind
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import centred, from_the_top

_WIDTH = 560


class NoCohortPane(Pane):
    """Makes cohorts, or leads to the list of candidates from which they come."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._told = EmptyState(tools.theme, framed=False)
        detail = _("A cohort begins with its candidates. Take in their list, or portfolios that name a cohort.")
        self._told.show_empty("people", _("There is no cohort here yet"), detail)
        go = button(tools.theme, _("Take in a list of candidates"), kind="primary")
        go.setObjectName("goToCandidates")
        go.clicked.connect(partial(self.left_for.emit, "candidates", {}))
        take = button(tools.theme, _("Receive portfolios"))
        take.setObjectName("goToExchange")
        take.clicked.connect(partial(self.left_for.emit, "exchange", {}))
        self._told.add_action(go)
        self._told.add_action(take)
        self._found = QVBoxLayout()
        self._found.setSpacing(12)
        self._build()

    def enter(self, params: dict[str, Any]) -> None:
        """Show which cohorts the portfolios name."""
        found = cohorts_to_make(self.tools.session.workspace)
        empty(self._found)
        for place, one in enumerate(found):
            self._found.addWidget(self._card(one, place))
        self._told.setVisible(not found)
        self._scroller.setVisible(bool(found))

    def on_changed(self, change: Change) -> None:
        """Look again."""
        if change.kinds & (Kind.PORTFOLIO | Kind.COHORT | Kind.CANDIDATE):
            self.enter({})

    def _card(self, one: CohortHere, place: int) -> QWidget:
        made = card(name=f"cohortToMake-{place}")
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Paragraph(self.tools.theme, one.name, role="heading"))
        text = ngettext("{count} portfolio of {programme}", "{count} portfolios of {programme}", one.portfolios)
        words.addWidget(
            Paragraph(
                self.tools.theme,
                text.format(count=one.portfolios, programme=one.programme),
                role="small",
                tone="text2",
            )
        )
        row.addLayout(words, 1)
        make = button(self.tools.theme, _("Make this cohort"), kind="secondary" if place else "primary")
        make.setObjectName(f"makeCohort-{place}")
        make.setAccessibleDescription(one.name)
        make.clicked.connect(partial(self._make, one))
        row.addWidget(make)
        made.body.addLayout(row)
        return made

    def _make(self, one: CohortHere, _on: bool = False) -> None:
        change = self.tools.session.do(
            make_cohort, one.programme, one.name, RubricRef(one.rubric_id, one.rubric_version)
        )
        if change:
            self.asked.emit("overview", {"cohort": next(iter(change.subjects), "")})

    def _build(self) -> None:
        theme = self.tools.theme
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDTH))
        inner.setMinimumWidth(theme.px(_WIDTH) * 2 // 3)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 32, 0, 24)
        column.setSpacing(12)
        column.addWidget(label(_("Portfolios here name a cohort that is not made yet"), "heading"))
        detail = _("A made cohort has a rubric version, a policy, assessors, and a progress that you can see.")
        column.addWidget(Paragraph(theme, detail, tone="text2"))
        column.addLayout(self._found)
        page = QWidget()
        page_row = QVBoxLayout(page)
        page_row.addLayout(centred(inner))
        self._scroller = from_the_top(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._told)
        whole.addWidget(self._scroller)
