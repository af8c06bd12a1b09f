"""Portfolios as rows: who marks each, and how far that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.core.cohorts import Allocation, Case, CaseState, Turn
from certdesk.core.days import day_in_words
from certdesk.core.words import N_, _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.cohort.desk import Standing
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (112, None, 156, 156, 92, 132)
CODE, CANDIDATE, FIRST, SECOND, DUE, STATE = range(6)
ALL, NONE, OPEN, SETTLED, CONFLICT = "all", "none", "open", "settled", "conflict"
_STATES: Mapping[CaseState, tuple[str, str]] = {
    CaseState.NOT_ALLOCATED: (N_("No assessor"), "warn"),
    CaseState.FIRST_OPEN: (N_("First mark"), "neutral"),
    CaseState.SECOND_OPEN: (N_("Second mark"), "neutral"),
    CaseState.TO_ADJUDICATE: (N_("To adjudicate"), "accent"),
    CaseState.THIRD_OPEN: (N_("Third mark"), "neutral"),
    CaseState.SETTLED: (N_("Settled"), "ok"),
    CaseState.CONFLICT: (N_("Conflict"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody who marks a portfolio; ``allocation`` is None where nobody allocated it to them."""

    assessor_id: str
    name: str
    turn: Turn
    signed: bool
    allocation: Allocation | None = None


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """One portfolio and everybody who marks it, in the order of turns."""

    case: Case
    people: tuple[Assigned, ...]
    due_on: date | None
    told: str
    """Everything that a search looks in, small."""

    @property
    def kind(self) -> str:
        """Under which filter it stands."""
        return {
            CaseState.NOT_ALLOCATED: NONE,
            CaseState.CONFLICT: CONFLICT,
            CaseState.SETTLED: SETTLED,
        }.get(self.case.state, OPEN)


def rows_of(standing: Standing, allocations: Iterable[Allocation]) -> tuple[AllocationRow, ...]:
    """Join the portfolios of a cohort with who was given them."""
    given: defaultdict[str, list[Allocation]] = defaultdict(list)
    for one in allocations:
        given[one.portfolio_id].append(one)
    return tuple(_row(standing, case, given.get(case.member.portfolio_id, ())) for case in standing.cases)


def _row(standing: Standing, case: Case, given: Sequence[Allocation]) -> AllocationRow:
    ratings = {one.assessor_id: one for one in case.ratings}
    people = [
        Assigned(
            one.assessor_id,
            standing.name_of(one.assessor_id),
            one.turn,
            one.assessor_id in ratings and ratings[one.assessor_id].signed,
            one,
        )
        for one in given
    ]
    known = {one.assessor_id for one in given}
    people += [
        Assigned(one.assessor_id, standing.name_of(one.assessor_id), one.turn, one.signed)
        for one in case.ratings
        if one.assessor_id not in known
    ]
    people.sort(key=lambda one: (list(Turn).index(one.turn), one.name.casefold()))
    days = [one.due_on for one in given if one.due_on]
    member = case.member
    names = " ".join(one.name for one in people)
    told = f"{member.code} {member.name} {member.school} {member.subject} {member.language} {names}".casefold()
    return AllocationRow(case, tuple(people), min(days, default=None), told)


class AllocationTable(RowTable[AllocationRow]):
    """Pure adapter."""

    def show_rows(self, rows: tuple[AllocationRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, portfolio_id: str) -> int:
        """Return the row of a portfolio, or -1."""
        found = (place for place, row in enumerate(self._rows) if row.case.member.portfolio_id == portfolio_id)
        return next(found, -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Portfolio"), _("Candidate"), _("First"), _("Second and more"), _("Due"), _("State"))

    def cell(self, row: AllocationRow, column: int) -> Cell:
        """Return what a cell shows."""
        member = row.case.member
        if column == CODE:
            return Cell(member.code, weight=600)
        if column == CANDIDATE:
            return Cell(member.name or _("no name yet"), tone="text" if member.name else "text3", below=member.school)
        if column == FIRST:
            return _people_cell([one for one in row.people if one.turn is Turn.FIRST], empty=_("nobody"))
        if column == SECOND:
            return _people_cell([one for one in row.people if one.turn is not Turn.FIRST])
        if column == DUE:
            return Cell(day_in_words(row.due_on).rsplit(" ", 1)[0] if row.due_on else "", tone="text2")
        words, kind = _STATES[row.case.state]
        return Cell(_(words), chip=kind)

    def spoken(self, row: AllocationRow, column: int) -> str:
        """Say who marks it with whether it is signed."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip()

    def tip(self, row: AllocationRow, column: int) -> str:
        """Return what may be cut, whole."""
        member = row.case.member
        if column == CANDIDATE:
            return "\n".join(part for part in (member.name, member.school, member.subject, member.language) if part)
        if column in (FIRST, SECOND):
            return "\n".join(f"{one.name}: {_('signed') if one.signed else _('open')}" for one in row.people)
        return day_in_words(row.due_on) if column == DUE and row.due_on else ""


def _people_cell(people: Sequence[Assigned], empty: str = "") -> Cell:
    if not people:
        return Cell(empty, tone="text3")
    first, more = people[0], len(people) - 1
    rest = ngettext("and {count} more", "and {count} more", more).format(count=more) if more else ""
    signed = all(one.signed for one in people)
    return Cell(first.name, rest=rest, icon="ok" if signed else "circle", icon_tone="ok" if signed else "ctl")
