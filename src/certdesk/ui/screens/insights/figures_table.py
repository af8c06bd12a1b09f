"""The numbers of the bars as a table: each level, what has no level, mean and share at the standard."""

from __future__ import annotations

from certdesk.core.insights.figures import CriterionFigures
from certdesk.core.insights.heat import show_mean_of
from certdesk.core.insights.sentences import no_level, percent, percent_of, range_of
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

_MOST_LEVELS = 6
_BEHIND = 3
"""Columns behind those of the levels."""


class FiguresTable(RowTable[CriterionFigures]):
    """A row for each criterion. Levels have columns where all criteria have the same ones."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: tuple[str, ...] = ()

    def show_criteria(self, criteria: tuple[CriterionFigures, ...]) -> None:
        """Replace what is shown."""
        kinds = {tuple(plain_number(level.value) for level in one.levels) for one in criteria if one.levels}
        alike = kinds.pop() if len(kinds) == 1 else ()
        self._levels = alike if len(alike) <= _MOST_LEVELS else ()
        self._replace(criteria)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        levels = tuple(_("Level {level}").format(level=one) for one in self._levels) or (_("Levels"),)
        return (_("Criterion"), _("n"), *levels, _("Mean"), _("At standard"), _("No level"))

    def widths(self) -> tuple[int | None, ...]:
        """Return the widths of the columns in px at 100 %."""
        levels = (70,) * len(self._levels) if self._levels else (220,)
        return (228, 52, *levels, 92, 92, None)

    def cell(self, row: CriterionFigures, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.id, below=row.title, weight=600)
        if row.hidden:
            last = column == len(self.heads()) - 1
            return Cell(row.hidden if last else "–", tone="text3")
        if column == 1:
            return Cell(str(row.n), tone="text2")
        behind = column - (len(self.heads()) - _BEHIND)
        return self._number(row, behind) if behind >= 0 else self._level(row, column - 2)

    def tip(self, row: CriterionFigures, column: int) -> str:
        """Say what may be cut."""
        cell = self.cell(row, column)
        long = column in (0, len(self.heads()) - 1)
        return f"{cell.words} {cell.below}".strip() if long or len(cell.words) > 12 else ""

    def spoken(self, row: CriterionFigures, column: int) -> str:
        """Say the number with what stands below it."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.below}".strip()

    def _number(self, row: CriterionFigures, behind: int) -> Cell:
        """Return one of the cells behind the levels: mean, share at the standard, marks without a level."""
        share, interval = row.at_standard, row.mean_interval
        if behind == 0 and row.mean is not None:
            text = _("{low} to {high}")
            around = text.format(low=f"{interval.low:.1f}", high=f"{interval.high:.1f}") if interval else ""
            return Cell(show_mean_of(row.mean, row.standard), below=around)
        if behind == 1 and share is not None:
            return Cell(percent(share), below=range_of(share.interval), weight=600)
        without = row.not_observed + row.unscorable + row.comment_only + row.unmarked
        return Cell(str(without), below=no_level(row)) if without else Cell("–", tone="text3")

    def _level(self, row: CriterionFigures, at: int) -> Cell:
        if not self._levels:
            told = (f"{plain_number(one.value)}: {one.count} ({percent_of(one.share)})" for one in row.levels)
            return Cell(", ".join(told))
        level = row.levels[at]
        return Cell(str(level.count), below=percent_of(level.share))
