"""What changed over the cohorts of a programme, and between two attempts of the same candidate."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.insights.figures import CohortFigures, Grown, TrendLine
from certdesk.core.insights.sentences import growth_sentence, percent, trend_sentence
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.insights.desk import InsightsDesk, Told
from certdesk.ui.screens.insights.insights_pane import InsightsPane
from certdesk.ui.screens.insights.trend_table import TrendTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.even_grid import EvenGrid
from certdesk.ui.widgets.growth_chart import GrowthChart
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.trend_chart import TrendChart

_ROW, _NARROWEST = 34, 252


class TrendsPane(InsightsPane):
    """A sentence, small charts with their margins, what could not be compared; then growth."""

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._sentence = Paragraph(theme)
        self._sentence.setObjectName("trendSentence")
        self._notes = Paragraph(theme, role="small", tone="text2")
        self._notes.setObjectName("trendNotes")
        self._grid_host = QWidget()
        self._grid = EvenGrid(theme.px(_NARROWEST), 24)
        self._grid_host.setLayout(self._grid)
        self.table = TrendTable()
        self.view = TableView(theme, row_height=_ROW)
        self.view.setObjectName("trendTable")
        self.view.setAccessibleName(_("Shares over cohorts"))
        self.view.setModel(self.table)
        self.view.hide()
        self._as_table = icon_button(theme, "list", _("Show as a table"), size="small")
        self._as_table.setObjectName("trendAsTable")
        self._as_table.clicked.connect(self._switch)
        self.charts = Card(_("Share at standard or above, by cohort"))
        self.charts.add_action(self._as_table)
        for part in (self._grid_host, self.view, self._notes):
            self.charts.body.addWidget(part)
        self._growth_told = Paragraph(theme)
        self._growth_told.setObjectName("growthSentence")
        key = _("Circle: the earlier attempt. Arrow: this one. Grey: as far as the error of scoring may reach.")
        self._growth_key = Paragraph(theme, key, role="small", tone="text3")
        self.growth = GrowthChart(theme)
        growth = Card(_("Growth between attempts"))
        growth.body.addWidget(self._growth_told)
        growth.body.addWidget(self._growth_key)
        growth.body.addWidget(self.growth)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 4, 24, 16)
        column.setSpacing(12)
        for part in (self._sentence, self.charts, growth):
            column.addWidget(part)
        column.addStretch(1)
        self.put_page(scrolling(inner))

    def nothing_yet(self) -> tuple[str, str]:
        """Say what will be here."""
        detail = _("When two cohorts are released, this shows what changed between them, each with its margin.")
        return _("There is nothing to compare yet"), detail

    def show_told(self, told: Told, _params: dict[str, Any]) -> None:
        """Show lines and growth."""
        figures = told.figures
        lines = figures.trends.lines
        self.charts.setVisible(bool(lines))
        self._sentence.show_text(_first(figures))
        empty(self._grid)
        for line in lines:
            self._grid.addWidget(trend_part(self.tools.theme, line))
        self.table.show_trends(figures.trends)
        self.view.set_columns(self.table.widths())
        self.view.setFixedHeight(self.tools.theme.px(36) + self.tools.theme.px(_ROW) * len(lines))
        notes = [*figures.trends.notes, *left_out(figures)]
        self._notes.show_text("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._growth_told.show_text(growth_sentence(figures.growth))
        shown = () if figures.chosen else told.attempts
        order = {Grown.UP: 0, Grown.DOWN: 1, Grown.WITHIN_ERROR: 2, Grown.CANNOT_TELL: 3}
        rows = sorted(shown, key=lambda one: (order[one.verdict], -abs(one.change or 0), one.code))
        self.growth.show_changes(tuple(rows), figures.growth.band)
        self.growth.setVisible(bool(rows))
        self._growth_key.setVisible(bool(rows))

    def _switch(self) -> None:
        table = self.view.isHidden()
        self.view.setVisible(table)
        self._grid_host.setVisible(not table)
        words = _("Show as charts") if table else _("Show as a table")
        self._as_table.set_icon("chart" if table else "list")
        self._as_table.set_words(words)
        self._as_table.setToolTip(words)


def trend_part(theme: ThemeSource, line: TrendLine) -> QWidget:
    """Return a small chart with its title and what may be said of it."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    title = Paragraph(theme)
    title.show_text(f"{line.criterion} {line.title}".strip(), bold=len(line.criterion or line.title))
    column.addWidget(title)
    column.addWidget(Paragraph(theme, short_words(line), role="small", tone="text2"))
    column.addStretch(1)
    column.addWidget(TrendChart(theme, line))
    return part


def short_words(line: TrendLine) -> str:
    """Say in short what may be said of the two newest cohorts; the sentence above all charts explains it."""
    told = [point.share for point in line.points if point.share is not None]
    if len(told) < 2:
        return trend_sentence(line)
    facts = {"before": percent(told[-2]), "now": percent(told[-1])}
    way = _way(line)
    if not way:
        return _("{before}, then {now}: may be chance").format(**facts)
    text = _("Up from {before} to {now}") if way > 0 else _("Down from {before} to {now}")
    return text.format(**facts)


def left_out(figures: CohortFigures) -> list[str]:
    """Say which cohorts are left out of which criteria, and why."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for line in figures.trends.lines:
        for point in line.points:
            if point.share is None:
                name = line.criterion or line.title
                reasons.setdefault((point.cohort, point.hidden), []).append(name)
    text = _("{cohort} is left out of {criteria}: {reason}.")
    return [
        text.format(cohort=cohort, criteria=", ".join(names), reason=why.rstrip("."))
        for (cohort, why), names in reasons.items()
    ]


def _first(figures: CohortFigures) -> str:
    if figures.chosen:
        return _("Trends and growth are told of the whole cohort only. Choose all teachers to see them.")
    lines = figures.trends.lines
    if not lines:
        return _("There is one cohort with released results on this rubric. Trends need two.")
    compared = [line for line in lines[1:] if _way(line)]
    up = [line.criterion for line in compared if _way(line) > 0]
    down = [line.criterion for line in compared if _way(line) < 0]
    first = _("Certified: {sentence}").format(sentence=trend_sentence(lines[0]))
    if not compared:
        return f"{first} {_('In no criterion is the change larger than the margins.')}"
    parts = []
    if up:
        parts.append(ngettext("Up by more than the margins: {list}.", "Up by more than the margins: {list}.", len(up))
                     .format(list=", ".join(up)))  # fmt: skip
    if down:
        parts.append(_("Down by more than the margins: {list}.").format(list=", ".join(down)))
    return " ".join((first, *parts))


def _way(line: TrendLine) -> int:
    """Return 1 where the newest cohort is surely above the one before, -1 below, 0 where it may be chance."""
    told = [point.share for point in line.points if point.share is not None]
    if len(told) < 2:
        return 0
    before, now = told[-2].interval, told[-1].interval
    return int(before.high < now.low) - int(now.high < before.low)
