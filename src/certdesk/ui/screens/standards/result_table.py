"""Signed results by code as a table; what is hidden says so and nothing else."""

from __future__ import annotations

from certdesk.core.judging import plain_number
from certdesk.core.reading_by_code import FEWEST, CodeResult
from certdesk.core.scoring import show_number
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

CODE, CRITERIA, PEOPLE, MEAN, _STANDARD, SHARE, LEVELS = range(7)
WIDTHS: tuple[int | None, ...] = (None, 130, 84, 72, 104, 110, 250)


class ResultTable(RowTable[CodeResult]):
    """Pure adapter from results by code."""

    right = frozenset({PEOPLE, MEAN})

    def show_results(self, results: tuple[CodeResult, ...]) -> None:
        """Replace what is shown."""
        self._replace(results)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Code"), _("Criteria"), _("People"), _("Mean"), _("At standard"), "", _("Marks by level")

    def cell(self, row: CodeResult, column: int) -> Cell:
        """Return what a cell shows."""
        return _cell(row, column)

    def tip(self, row: CodeResult, column: int) -> str:
        """Return the framework and the whole statement."""
        return "\n".join(part for part in (row.framework, row.statement) if part) if column == CODE else ""


def _cell(one: CodeResult, column: int) -> Cell:
    if column == CODE:
        return Cell(one.code, rest="  " + " ".join(one.statement.split()), weight=500)
    if column == CRITERIA:
        return Cell(", ".join(one.criteria), tone="text2")
    if column == PEOPLE:
        few = _("under {count}").format(count=FEWEST)
        return Cell(few if one.hidden else str(one.people), tone="text3" if one.hidden else "text", right=True)
    return Cell() if one.hidden or not one.people else _number(one, column)


def _number(one: CodeResult, column: int) -> Cell:
    match column:
        case 3:
            return Cell("–" if one.mean is None else show_number(one.mean), right=True)
        case 4:
            return Cell(_("{count} of {all}").format(count=one.at_standard, all=one.marks))
        case 5:
            return Cell(share=one.at_standard / one.marks)
    return Cell("   ".join(f"{plain_number(value)}: {count}" for _label, value, count in one.levels), tone="text2")
