"""The candidates as a table, each with their portfolio, if there is one; and portfolios of nobody listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.actions.matching_candidates import CandidateMatching, Pair, PortfolioHere
from certdesk.core.candidates import ListedCandidate
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 200, 110, 90, 150, 132)
EXPENDABLE, LEAST = (3, 2, 1, 4), 170


class Has(StrEnum):
    """How a candidate stands to the portfolios here."""

    ASSIGNED = "assigned"
    SURE = "sure"
    DECIDE = "decide"
    NONE = "none"
    UNLISTED = "unlisted"
    """A portfolio of nobody on the list."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A candidate with the pairs that are, or may be, theirs; or a portfolio of nobody listed."""

    has: Has
    candidate: ListedCandidate | None = None
    pairs: tuple[Pair, ...] = ()
    portfolio: PortfolioHere | None = None

    @property
    def key(self) -> str:
        """The id of the candidate, or of the portfolio."""
        return self.candidate.id if self.candidate is not None else self.portfolio.id if self.portfolio else ""

    @property
    def said(self) -> str:
        """Everything by which a row is found."""
        one = self.candidate
        codes = [pair.portfolio.code for pair in self.pairs]
        if one is None:
            here = self.portfolio
            return f"{here.code} {here.title} {here.name}".casefold() if here is not None else ""
        ids = [known.value for known in one.known_as]
        told = (one.name, one.school, one.cohort, one.code, one.subject, one.programme, one.note, *codes, *ids)
        return " ".join(told).casefold()


def rows_of(matching: CandidateMatching) -> tuple[ListedRow, ...]:
    """Return a row for each candidate by name, then the portfolios of nobody listed."""
    sure: dict[str, list[Pair]] = {}
    doubtful: dict[str, list[Pair]] = {}
    for pairs, found in ((matching.sure, sure), (matching.doubtful, doubtful)):
        for pair in pairs:
            found.setdefault(pair.candidate.id, []).append(pair)
    people = {pair.candidate.id: pair.candidate for pair in (*matching.sure, *matching.doubtful)}
    people |= {one.id: one for one in matching.without_portfolio}
    rows = [_row(one, tuple(sure.get(one.id, ())), tuple(doubtful.get(one.id, ()))) for one in people.values()]
    rows.sort(key=lambda row: (row.candidate.name.casefold() if row.candidate else "", row.key))
    return (*rows, *(ListedRow(Has.UNLISTED, portfolio=one) for one in matching.unlisted))


def has_words(has: Has) -> tuple[str, str]:
    """Say how a candidate stands to the portfolios, and the kind of chip for it."""
    return {
        Has.ASSIGNED: (_("Assigned"), "ok"),
        Has.SURE: (_("Found"), "accent"),
        Has.DECIDE: (_("To decide"), "warn"),
        Has.NONE: (_("No portfolio"), "neutral"),
        Has.UNLISTED: (_("Not on the list"), "neutral"),
    }[has]


class ListTable(RowTable[ListedRow]):
    """Pure adapter from rows."""

    def show_rows(self, rows: tuple[ListedRow, ...]) -> None:
        """Replace what is shown."""
        if rows != self._rows:
            self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Name"), _("School"), _("Cohort"), _("Language"), _("Portfolio"), _("How it stands")

    def cell(self, row: ListedRow, column: int) -> Cell:
        """Return what a cell shows."""
        one = row.candidate
        if column == 5:
            words, kind = has_words(row.has)
            return Cell(words, chip=kind)
        if column == 4:
            codes = ", ".join(pair.portfolio.code for pair in row.pairs)
            words = row.portfolio.code if row.portfolio is not None else codes
            return Cell(_("{code}?").format(code=words) if row.has is Has.DECIDE else words or "–", tone="text2")
        if one is None:
            here = row.portfolio
            return Cell((here.name or here.title) if here and not column else "", tone="text2")
        told = (one.name, one.school, one.cohort, one.language)[column]
        return Cell(told, weight=500 if not column else 400, tone="text2" if column else "text")

    def place_of(self, key: str) -> int:
        """Return the row of a candidate or portfolio, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)


def _row(one: ListedCandidate, sure: tuple[Pair, ...], doubtful: tuple[Pair, ...]) -> ListedRow:
    if sure:
        has = Has.ASSIGNED if all(pair.joined for pair in sure) else Has.SURE
        return ListedRow(Has.DECIDE if doubtful else has, one, (*sure, *doubtful))
    return ListedRow(Has.DECIDE if doubtful else Has.NONE, one, doubtful)
