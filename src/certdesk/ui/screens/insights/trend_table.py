"""The trends as a table: a column for each cohort, the share with its margin, or why there is none."""

from __future__ import annotations

from certdesk.core.insights.figures import TrendLine, Trends
from certdesk.core.insights.sentences import percent, range_of, with_range
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell


class TrendTable(RowTable[TrendLine]):
    """Pure adapter from the lines of trends."""

    def __init__(self) -> None:
        super().__init__()
        self._cohorts: tuple[str, ...] = ()

    def show_trends(self, trends: Trends) -> None:
        """Replace what is shown."""
        self._cohorts = trends.cohorts
        self._replace(trends.lines)

    def widths(self) -> tuple[int | None, ...]:
        """Return the widths of the columns in px at 100 %."""
        return (None, *(150 for _one in self._cohorts))

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Criterion"), *self._cohorts)

    def cell(self, row: TrendLine, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.criterion or row.title, rest=row.title if row.criterion else "", weight=600)
        point = row.points[column - 1]
        if point.share is None:
            return Cell(_("not told"), tone="text3")
        return Cell(percent(point.share), rest=f"{range_of(point.share.interval)}, n {point.share.n}")

    def tip(self, row: TrendLine, column: int) -> str:
        """Say the reason where there is no number."""
        if column == 0:
            return ""
        point = row.points[column - 1]
        return with_range(point.share) if point.share else point.hidden

    def spoken(self, row: TrendLine, column: int) -> str:
        """Say the number with its margin, or the reason."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip() if column == 0 else self.tip(row, column)
