"""Agreement by criterion and by pair of assessors, as rows."""

from __future__ import annotations

from certdesk.core.statistics.agreement import Agreement
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.cohort.statistic_words import (
    number_interval,
    number_words,
    share_interval,
    share_words,
    why_not,
)
from certdesk.ui.widgets.cell import Cell

NamedAgreement = tuple[str, str, Agreement]
_N, _EXACT, _NEAR, _KAPPA, _ALPHA = range(1, 6)


class _AgreementTable(RowTable[NamedAgreement]):
    right = frozenset({_N, _EXACT, _NEAR, _KAPPA, _ALPHA})
    widths: tuple[int | None, ...] = (None, 56, 70, 92, 64, 64)

    def show_rows(self, rows: tuple[NamedAgreement, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def first(self) -> str:
        """Return the head of the first column."""
        raise NotImplementedError

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (self.first(), _("n"), _("Exact"), _("Within one"), _("κ²"), _("α"))

    def name_cell(self, row: NamedAgreement) -> Cell:
        """Return the first cell."""
        raise NotImplementedError

    def cell(self, row: NamedAgreement, column: int) -> Cell:
        """Return what a cell shows."""
        found = row[2]
        if column == _N:
            return Cell(str(found.n), tone="text3", right=True)
        shown = {
            _EXACT: lambda: share_words(found.exact),
            _NEAR: lambda: share_words(found.within_one),
            _KAPPA: lambda: number_words(found.kappa_quadratic),
            _ALPHA: lambda: number_words(found.alpha_ordinal),
        }.get(column)
        return Cell(shown(), right=True) if shown else self.name_cell(row)

    def spoken(self, row: NamedAgreement, column: int) -> str:
        """Say the interval too."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest} {self.tip(row, column)}".strip()

    def tip(self, row: NamedAgreement, column: int) -> str:
        """Say the interval, or why there is no number."""
        found = row[2]
        told = {
            _EXACT: lambda: why_not(found.exact) or share_interval(found.exact),
            _NEAR: lambda: why_not(found.within_one) or share_interval(found.within_one),
            _KAPPA: lambda: why_not(found.kappa_quadratic) or number_interval(found.kappa_quadratic),
            _ALPHA: lambda: why_not(found.alpha_ordinal) or number_interval(found.alpha_ordinal),
        }.get(column)
        return told() if told else ""


class CriterionTable(_AgreementTable):
    """Rows are criterion, title, agreement."""

    def first(self) -> str:
        """Return the head of the first column."""
        return _("Criterion")

    def name_cell(self, row: NamedAgreement) -> Cell:
        """Return the criterion."""
        return Cell(row[0], rest=row[1], weight=600)


class PairTable(_AgreementTable):
    """Rows are two names and their agreement; intervals of alpha are not told for pairs."""

    def first(self) -> str:
        """Return the head of the first column."""
        return _("Assessors")

    def name_cell(self, row: NamedAgreement) -> Cell:
        """Return both names."""
        return Cell(_("{one} and {other}").format(one=row[0], other=row[1]))
