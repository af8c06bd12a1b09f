"""What the pages of Insights have in common: they show what was counted, or say that there is nothing yet."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.insights.figures import CohortFigures
from certdesk.core.words import _
from certdesk.ui.screens.insights.desk import InsightsDesk, Told
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState


class InsightsPane(Pane):
    """Children hand their page to `put_page`, and fill `show_told`."""

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools)
        self.desk = desk
        self._shown: CohortFigures | None = None
        self._stack = QStackedWidget()
        self._empty = EmptyState(tools.theme, framed=False)
        self._empty.setObjectName("insightsEmpty")
        self._go = button(tools.theme, _("Go to the results"), kind="primary")
        self._go.setObjectName("goToResults")
        self._go.clicked.connect(partial(self.left_for.emit, "results", {}))
        self._everything = button(tools.theme, _("Count what is decided"))
        self._everything.setObjectName("countDecided")
        self._everything.clicked.connect(lambda: self.desk.count_everything(everything=True))
        self._empty.add_action(self._go)
        self._empty.add_action(self._everything)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def put_page(self, page: QWidget) -> None:
        """Stand in front while there is something to show."""
        self._stack.addWidget(page)

    def nothing_yet(self) -> tuple[str, str]:
        """Return a heading and a sentence for when no result is released."""
        raise NotImplementedError

    def show_told(self, told: Told, params: dict[str, Any], /) -> None:
        """Show what was counted."""
        raise NotImplementedError

    def enter(self, params: dict[str, Any]) -> None:
        """Show what is known now."""
        self.renew(params)

    def renew(self, params: dict[str, Any]) -> None:
        """Show what is known, that it is being counted, or that there is nothing."""
        told = self.desk.now
        if told is not None and not told.figures.hidden:
            self._stack.setCurrentIndex(1)
            if told.figures is not self._shown or params:  # the very same stands there already
                self._shown = told.figures
                self.show_told(told, params)
            return
        if told is None and self.desk.is_counting:
            self._empty.show_empty("chart", _("Counting…"), "")
            self._go.hide()
            self._everything.hide()
        else:
            heading, detail = self.nothing_yet()
            reason = told.figures.hidden if told else ""
            if told is not None and told.figures.people:
                heading, detail = _("Too few teachers to tell of"), _("Each result by itself stands under Results.")
            self._empty.show_empty("chart", heading, f"{reason} {detail}".strip())
            self._go.show()
            self._everything.setVisible(told is not None and not self.desk.everything and not told.figures.people)
        self._stack.setCurrentIndex(0)
