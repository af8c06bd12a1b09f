"""Tables where the points of a criterion's levels stand in a row of their own below it."""

from __future__ import annotations

import re
from dataclasses import replace

from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_words import Role, is_numbers, role_of

_SHARE = re.compile(r"-?\(?\s*(\d{1,3}(?:[.,]\d{1,2})?\s*%)\s*\)?")
"""A spreadsheet makes "-30%" of what was typed as "(30%)"."""
_NO_NAME = re.compile(r"(?:column|spalte|colonne|columna|unnamed:)\s*\d{1,3}", re.IGNORECASE)
"""What programs call columns that have no name."""
_Row = tuple[str, ...]
_Given = dict[int, tuple[str, list[str]]]
"""The share and the points of each criterion, by the number of its row."""


def without_made_up_names(table: Table) -> Table:
    """Return the table without the names that a program made for nameless columns, where there are several."""
    first = table.rows[0] if table.rows else ()
    if sum(_NO_NAME.fullmatch(cell.strip()) is not None for cell in first) < 2:
        return table
    named = tuple("" if _NO_NAME.fullmatch(cell.strip()) else cell for cell in first)
    return replace(table, rows=(named, *table.rows[1:]))


def with_points_beside(table: Table, head: int) -> Table:
    """Return the table with such points beside their levels, and a share below a criterion as its weight.

    Two numbers for a level become a span. Unless every criterion has its row of points the table stays as it is.
    The rows keep their places.
    """
    names = table.rows[head]
    levels = [at for at, cell in enumerate(names) if at and cell.strip()]
    found = _found(table, head, levels)
    if found is None:
        return table
    given, taken = found
    nothing = ("", [""] * len(levels))
    spread = (
        () if number in taken else _spread(row, levels, given.get(number, nothing))
        for number, row in enumerate(table.rows)
        if number > head
    )
    heads = _spread(names, levels, ("Weight", ["Points"] * len(levels)))
    return replace(table, rows=(*table.rows[:head], heads, *spread))


def _found(table: Table, head: int, levels: list[int]) -> tuple[_Given, set[int]] | None:
    """Return what stands below each criterion and the rows that hold it, or None where a criterion lacks its points."""
    given: _Given = {}
    taken: set[int] = set()
    open_one, share = -1, ""
    for number in range(head + 1, len(table.rows)):
        row = table.rows[number]
        points, shared = _points(row, len(levels)), _SHARE.fullmatch(row[0].strip()) if len(row) == 1 else None
        if open_one >= 0 and (points or shared):
            taken.add(number)
            share = shared[1] if shared else share
            if points:
                given[open_one] = (share, points)
                open_one, share = -1, ""
        elif sum(bool(_cell(row, at)) for at in levels) > 1:
            if open_one >= 0 or points or not row[0].strip():
                return None
            open_one = number
    return (given, taken) if open_one < 0 and len(given) > 1 else None


def _points(row: _Row, count: int) -> list[str]:
    """Return the points in a row that holds nothing else: one for each of so many levels, or both ends of spans."""
    if not row or (row[0].strip() and role_of(row[0]) is not Role.POINTS):
        return []
    cells = [cell.strip() for cell in row[1:] if cell.strip()]
    if count < 2 or not all(map(is_numbers, cells)):
        return []
    if len(cells) == 2 * count:
        return [f"{one}-{other}" for one, other in zip(cells[::2], cells[1::2], strict=True)]
    return cells if len(cells) == count else []


def _spread(row: _Row, levels: list[int], given: tuple[str, list[str]]) -> _Row:
    share, points = given
    pairs = zip(levels, points, strict=True)
    return (_cell(row, 0), share, *(cell for at, worth in pairs for cell in (_cell(row, at), worth)))


def _cell(row: _Row, at: int) -> str:
    return row[at] if at < len(row) else ""
