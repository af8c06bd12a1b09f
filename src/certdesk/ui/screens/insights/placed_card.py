"""How teachers are placed: bars from the standard to both sides, or the same as a table; outcomes beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from certdesk.core.insights.figures import CohortFigures
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.insights.figures_table import FiguresTable
from certdesk.ui.screens.insights.outcomes import Outcomes
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_legend import LevelLegend
from certdesk.ui.widgets.standard_bars import StandardBars
from certdesk.ui.widgets.table import TableView

_BESIDE, _SIDE, _ROW = 680, 204, 42


class PlacedCard(Card):
    """The card."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("placedCard")
        self._theme = theme
        self._title = label(_("How teachers are placed, by criterion"), "label")
        self._count = label("", "body", "text2", name="placedCount")
        self._legend = LevelLegend(theme)
        self._as_table = icon_button(theme, "list", _("Show as a table"), size="small")
        self._as_table.setObjectName("placedAsTable")
        self._as_table.clicked.connect(self._switch)
        self.bars = StandardBars(theme)
        self.bars.setObjectName("standardBars")
        self.table = FiguresTable()
        self.view = TableView(theme, row_height=_ROW)
        self.view.setObjectName("placedTable")
        self.view.setAccessibleName(self._title.text())
        self.view.setModel(self.table)
        self.view.hide()
        self.outcomes = Outcomes(theme)
        self.outcomes.setObjectName("outcomes")
        self._divider = QFrame()
        self._divider.setProperty("surface", "line")
        self._divider.setFixedWidth(1)
        self._in_head, self._below_head = QVBoxLayout(), QVBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        theme.changed.connect(self._fit)

    def show_figures(self, figures: CohortFigures) -> None:
        """Show the figures of a cohort."""
        text = ngettext("% of {count} teacher", "% of {count} teachers", figures.people)
        self._count.setText(text.format(count=figures.people))
        first = next((one.levels for one in figures.criteria if one.levels), ())
        self._legend.show_levels(first)
        self.bars.show_criteria(figures.criteria)
        self.table.show_criteria(figures.criteria)
        self.view.set_columns(self.table.widths())
        rows = len(figures.criteria)
        self.view.setFixedHeight(self._theme.px(32) + self._theme.px(_ROW) * rows + 4)
        self.outcomes.show_figures(figures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the outcomes below where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the bars alone: the outcomes may stand below."""
        wide = max(self.bars.minimumSizeHint().width(), self._as_table.minimumSizeHint().width()) + 34
        return QSize(wide, super().minimumSizeHint().height())

    def _switch(self) -> None:
        table = self.view.isHidden()
        self.view.setVisible(table)
        self.bars.setVisible(not table)
        self._legend.setVisible(not table)
        self.outcomes.setVisible(not table)
        self._divider.setVisible(not table)
        words = _("Show as a chart") if table else _("Show as a table")
        self._as_table.set_words(words)
        self._as_table.setToolTip(words)
        self._as_table.set_icon("chart" if table else "list")

    def _fit(self) -> None:
        wide = self.width() >= self._theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != way:
            self._both.setDirection(way)
            self._below_head.removeWidget(self._legend)
            self._in_head.removeWidget(self._legend)
            if wide:
                self._in_head.insertWidget(1, self._legend)
            else:
                self._below_head.addWidget(self._legend)
        side = self._theme.px(_SIDE)
        self.outcomes.setMinimumWidth(side if wide else 0)
        self.outcomes.setMaximumWidth(side if wide else 16_777_215)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addSpacing(12)
        self._in_head.addStretch(1)
        self._in_head.addWidget(self._legend)
        self._in_head.addStretch(1)
        head.addLayout(self._in_head, 1)
        head.addWidget(self._as_table)
        charts = QVBoxLayout()
        charts.setSpacing(4)
        charts.addWidget(self.bars)
        charts.addWidget(self.view)
        charts.addStretch(1)
        self._both.setSpacing(20)
        self._both.addLayout(charts, 1)
        self._both.addWidget(self._divider)
        self._both.addWidget(self.outcomes)
        self.body.addLayout(head)
        self.body.addLayout(self._below_head)
        self.body.addLayout(self._both, 1)
