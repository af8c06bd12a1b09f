"""Assessors as rows: how far each has come, and when their laptop was last heard of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from certdesk.actions.cohort_progress import AssessorProgress
from certdesk.actions.progress_reports import hours_left
from certdesk.core.days import day_in_words
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 84, 88, 52, 114)
ASSESSOR, PROGRESS, SIGNED, HELD, LAST = range(5)


class ProgressTable(RowTable[AssessorProgress]):
    """Pure adapter; `sort_by` orders the rows."""

    right = frozenset({SIGNED, HELD})

    def __init__(self) -> None:
        super().__init__()
        self._now: datetime | None = None
        self._order: tuple[int, bool] = (ASSESSOR, True)

    def show_rows(self, rows: tuple[AssessorProgress, ...], now: datetime) -> None:
        """Replace what is shown."""
        self._now = now
        self._replace(self._sorted(rows))

    def sort_by(self, column: int, *, ascending: bool) -> None:
        """Order by a column."""
        self._order = (column, ascending)
        self._replace(self._sorted(self._rows))

    def place_of(self, assessor_id: str) -> int:
        """Return the row of somebody, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.assessor.id == assessor_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Assessor"), _("Progress"), _("Signed"), _("Held"), _("Last package"))

    def cell(self, row: AssessorProgress, column: int) -> Cell:
        """Return what a cell shows."""
        if column == ASSESSOR:
            return Cell(row.assessor.name, rest=row.assessor.desk, weight=500)
        if column == PROGRESS:
            return Cell(share=row.signed / row.allocated if row.allocated else 0.0)
        if column == SIGNED:
            return Cell(str(row.signed), rest=_("of {count}").format(count=row.allocated), right=True)
        if column == HELD:
            return Cell(str(row.held), tone="text" if row.held else "text3", right=True)
        return self._last(row)

    def spoken(self, row: AssessorProgress, column: int) -> str:
        """Say a bar as numbers, and what follows the words."""
        cell = self.cell(row, column)
        if column == PROGRESS:
            return _("{signed} of {count} signed").format(signed=row.signed, count=row.allocated)
        return f"{cell.words} {cell.rest}".strip()

    def tip(self, row: AssessorProgress, column: int) -> str:
        """Return the rest of what is known of somebody."""
        if column == ASSESSOR:
            return f"{row.assessor.name} {row.assessor.desk}".strip()
        if column == LAST:
            return "\n".join(part for part in (row.late, _to_send(row)) if part)
        if column in (PROGRESS, SIGNED):
            return _left(row)
        return ""

    def _last(self, row: AssessorProgress) -> Cell:
        if row.here:
            return Cell(_("marks here"), tone="text2")
        tone = "text2" if not row.late else "bad" if row.last_package is None else "warn"
        icon = "warning" if row.late else ""
        if row.last_package is None:
            words = _("never") if row.allocated else _("none yet")
        else:
            words = when(row.last_package, self._now)
        return Cell(words, tone=tone, icon=icon, icon_tone=tone if icon else "")

    def _sorted(self, rows: tuple[AssessorProgress, ...]) -> tuple[AssessorProgress, ...]:
        column, ascending = self._order
        by_name = sorted(rows, key=lambda one: one.assessor.name.casefold())
        return tuple(sorted(by_name, key=_KEYS[column], reverse=not ascending))


_KEYS: dict[int, Callable[[AssessorProgress], tuple[object, ...]]] = {
    ASSESSOR: lambda one: (one.assessor.name.casefold(),),
    PROGRESS: lambda one: (one.signed / one.allocated if one.allocated else 0.0,),
    SIGNED: lambda one: (one.signed,),
    HELD: lambda one: (one.held,),
    LAST: lambda one: (str(one.last_package or ""),),
}


def when(moment: datetime, now: datetime | None) -> str:
    """Say when something happened as people do: today 14:02, yesterday, 6 days ago, 3 Nov 2026."""
    local = moment.astimezone()
    if now is None:
        return day_in_words(local)
    days = (now.astimezone().date() - local.date()).days
    if days <= 0:
        return _("today {time}").format(time=f"{local:%H:%M}")
    if days == 1:
        return _("yesterday")
    if days <= 14:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    return day_in_words(local)


def _left(row: AssessorProgress) -> str:
    parts = [
        ngettext("{count} begun", "{count} begun", row.begun).format(count=row.begun) if row.begun else "",
        ngettext("{count} overdue", "{count} overdue", row.overdue).format(count=row.overdue) if row.overdue else "",
        ngettext("{count} flagged", "{count} flagged", row.flagged).format(count=row.flagged) if row.flagged else "",
        ngettext("{count} conflict", "{count} conflicts", row.conflicts).format(count=row.conflicts)
        if row.conflicts
        else "",
        hours_left(row.minutes_left) if row.minutes_left else "",
    ]
    return ", ".join(part for part in parts if part)


def _to_send(row: AssessorProgress) -> str:
    text = ngettext(
        "{count} portfolio still has to be packed", "{count} portfolios still have to be packed", row.to_send
    )
    return text.format(count=row.to_send) if row.to_send else ""
