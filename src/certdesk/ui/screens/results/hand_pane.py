"""What leaves the desk for good: results handed over to an office, or written back to where portfolios came from."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import ResultState
from certdesk.core.words import _
from certdesk.store.results_of_cohorts import load_results
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.back_page import BackPage
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.hand_page import HandPage
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.segment import Choice, Segment

HAND, BACK = "handOver", "writeBack"
_FOOT = 64
_CHANGES = Kind.RESULT | Kind.CERTIFICATE | Kind.COHORT | Kind.PERSON


class HandPane(Pane):
    """Two pages, or a sentence why there is nothing to hand over yet."""

    def __init__(self, tools: Tools, desk: ResultsDesk) -> None:
        super().__init__(tools)
        theme, self.desk = tools.theme, desk
        self._none = EmptyState(theme, framed=False)
        self._none.setObjectName("nothingToHand")
        choices = (Choice(HAND, _("Hand over")), Choice(BACK, _("Write back")))
        self._which = Segment(theme, choices)
        self._which.setObjectName("handWhich")
        self._which.chosen.connect(self._on_which)
        self.hand, self.back = HandPage(tools, desk), BackPage(tools, desk)
        self._pages = QStackedWidget()
        for page in (self.hand, self.back):
            self._pages.addWidget(page)
        self.hand.flow.noticed.connect(self.noticed)
        self.hand.keys.refused.connect(self.say_problem)
        self.back.noticed.connect(self.noticed)
        self._whole = QWidget()
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        top.addWidget(self._which)
        top.addStretch(1)
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(top)
        inner.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self._whole)

    def enter(self, params: dict[str, Any]) -> None:
        """Show what could be handed over now; ``page`` asks for one of the two."""
        if params.get("page") in (HAND, BACK):
            self._which.set_current(str(params["page"]))
        self._renew()
        if self._whole.isVisibleTo(self) and self._which.current() == HAND:
            self.hand.begin()

    def leave(self) -> None:
        """Forget what was typed in secret."""
        self.hand.keys.forget()

    def on_changed(self, change: Change) -> None:
        """Look again."""
        if change.kinds & _CHANGES and not self.hand.flow.running:
            self._renew()

    def notice_room(self) -> tuple[int, int]:
        """Leave the foot free, where the button is."""
        return self.tools.theme.px(_FOOT), 0

    def place(self) -> dict[str, Any]:
        """Return which page is shown."""
        return {"page": self._which.current()}

    def _renew(self) -> None:
        any_released = self._any_released()
        self._whole.setVisible(any_released)
        self._none.setVisible(not any_released)
        if not any_released:
            told = _("Released results can be written to a stick, or back to where their portfolios came from.")
            self._none.show_empty("stick", _("Nothing to hand over yet"), told)
            return
        self._on_which(self._which.current())

    def _any_released(self) -> bool:
        cohort, workspace = self.desk.cohort, self.tools.session.workspace
        kept = load_results(workspace.db, cohort.id).values() if cohort is not None else ()
        return any(one.state is ResultState.RELEASED for one in kept)

    def _on_which(self, key: str) -> None:
        self._pages.setCurrentIndex(0 if key == HAND else 1)
        if key == HAND:
            self.hand.show_cohort()
        else:
            self.back.look()
