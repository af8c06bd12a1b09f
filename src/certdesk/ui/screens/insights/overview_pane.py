"""A cohort at a glance: how its teachers are placed, where they differ, and what they need."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.actions.insights_documents import InsightDocument
from certdesk.core.insights.figures import Breakdown
from certdesk.core.insights.sentences import headline, placed
from certdesk.core.words import _
from certdesk.ui.screens.insights.desk import InsightsDesk, Told
from certdesk.ui.screens.insights.heat_card import HeatCard
from certdesk.ui.screens.insights.insights_pane import InsightsPane
from certdesk.ui.screens.insights.needs_card import NeedsCard
from certdesk.ui.screens.insights.placed_card import PlacedCard
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_SIDE, _WIDE = 336, 1080


class OverviewPane(InsightsPane):
    """``print_asked(document)`` when somebody wants one from here."""

    print_asked = Signal(str)

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._headline = Paragraph(theme, tone="text2")
        self._headline.setObjectName("insightsHeadline")
        policy = self._headline.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # else it asks for the height of a narrow column
        self._headline.setSizePolicy(policy)
        self.placed, self.heat, self.needs = PlacedCard(theme), HeatCard(theme), NeedsCard(theme)
        self.needs.catalogue_wanted.connect(partial(self.asked.emit, "needs", {}))
        self.needs.brief_wanted.connect(lambda: self.print_asked.emit(InsightDocument.BRIEF.value))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setContentsMargins(24, 4, 24, 16)
        self._both.setSpacing(16)
        charts = QVBoxLayout()
        charts.setSpacing(12)
        charts.addWidget(self._headline)
        charts.addWidget(self.placed)
        charts.addWidget(self.heat, 1)
        self._both.addLayout(charts, 1)
        self._both.addWidget(self.needs)
        inner = QWidget()
        inner.setLayout(self._both)
        self.put_page(scrolling(inner))
        theme.changed.connect(self._fit)

    def nothing_yet(self) -> tuple[str, str]:
        """Say what will be here."""
        detail = _("When a cohort is released, this shows how its teachers are placed, criterion by criterion.")
        return _("No results to tell of yet"), detail

    def show_told(self, told: Told, params: dict[str, Any]) -> None:
        """Show what was counted."""
        figures = told.figures
        first = headline(figures)
        self._headline.show_text(f"{first} {placed(figures)}".strip(), bold=len(first))
        self.placed.show_figures(figures)
        self.heat.show_figures(figures)
        self.needs.show_figures(figures)
        by = params.get("by")
        if by in set(Breakdown):
            self.heat.show_by(Breakdown(str(by)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the needs below where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.tools.theme.px
        wide = self.width() >= px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != way:
            self._both.setDirection(way)
        roomy = self.width() >= px(1500)
        side = px(_SIDE + (64 if roomy else 0))
        self.needs.setMinimumWidth(side if wide else 0)
        self.needs.setMaximumWidth(side if wide else 16_777_215)
        self.needs.setMinimumHeight(0 if wide else px(420))
