"""The numbers of the bars as a table: each level, what has no level, mean and share at the standard."""

from __future__ import annotations

from certdesk.core.insights.figures import CriterionFigures
from certdesk.core.insights.sentences import mean_words, no_level, percent, percent_of, range_of
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

_MOST_LEVELS = 6


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
        self.right = frozenset({1, *(range(2, 2 + len(self._levels)))})
        self._replace(criteria)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        levels = tuple(_("Level {level}").format(level=one) for one in self._levels) or (_("Levels"),)
        return (_("Criterion"), _("n"), *levels, _("Without a level"), _("Mean"), _("At standard"))

    def widths(self) -> tuple[int | None, ...]:
        """Return the widths of the columns in px at 100 %."""
        levels = (92,) * len(self._levels) if self._levels else (220,)
        return (None, 52, *levels, 150, 132, 132)

    def cell(self, row: CriterionFigures, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.id, rest=row.title, weight=600)
        last = len(self.heads()) - 1
        if row.hidden:
            return Cell(row.hidden if column == last - 2 else "–", tone="text3", right=column in self.right)
        if column == 1:
            return Cell(str(row.n), tone="text3", right=True)
        return self._number(row, column - 2) if column > last - 3 else self._level(row, column - 2)

    def _number(self, row: CriterionFigures, at: int) -> Cell:
        """Return one of the three cells behind the levels."""
        behind = at - max(1, len(self._levels))
        share = row.at_standard
        if behind == 0:
            return Cell(no_level(row) or "–", tone="text2")
        if behind == 1 or share is None:
            return Cell(mean_words(row))
        return Cell(percent(share), rest=range_of(share.interval), weight=600)

    def tip(self, row: CriterionFigures, column: int) -> str:
        """Say what may be cut."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip() if column == 0 or len(cell.words) > 14 else ""

    def spoken(self, row: CriterionFigures, column: int) -> str:
        """Say the number with what follows it."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip()

    def _level(self, row: CriterionFigures, at: int) -> Cell:
        if not self._levels:
            told = (f"{plain_number(one.value)}: {one.count} ({percent_of(one.share)})" for one in row.levels)
            return Cell(", ".join(told))
        level = row.levels[at]
        return Cell(str(level.count), rest=percent_of(level.share), right=True)
