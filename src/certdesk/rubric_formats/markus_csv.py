"""The CSVs of MarkUs's older versions, which have no names of columns and are told by their shape."""

from __future__ import annotations

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.csv_cells import read_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables import Table

_LEVELS = 5
_WHOLE_ROW = 2 + 2 * _LEVELS
_LOOKED_AT = 65_536


def looks_like_csv(source: Source) -> float:
    """Whether every row is a name, a number, and five names of levels with five texts; or name, number and a text."""
    if (
        source.data[:2] == b"PK"
        or source.data.lstrip()[:1] in {b"{", b"<", b"["}
        or b"," not in source.data[:_LOOKED_AT]
    ):
        return 0.0
    try:
        table = read_cells(Source(source.name, source.data[:_LOOKED_AT]))
    except CertDeskError:
        return 0.0
    rows = [row for row in table.rows if row]
    if not rows or not all(len(row) > 1 and _is_number(row[1]) and not _is_number(row[0]) for row in rows):
        return _of_triples(rows)
    if all(len(row) in range(3, _WHOLE_ROW + 1) for row in rows) and any(len(row) > 3 for row in rows):
        named = all(not _is_number(cell) for row in rows for cell in row[2:7])
        return 0.7 if named else 0.0
    return 0.35 if all(len(row) <= 3 for row in rows) else 0.0


def criteria_of(source: Source, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Return the criteria of such a CSV: with weights and marks from 0 to 4, with triples of levels, or flexible."""
    table = read_cells(source)
    rows = [row for row in table.rows if row]
    if not all(len(row) > 1 and _is_number(row[1]) for row in rows):
        return tuple(_with_triples(row, number) for number, row in _numbered(table))
    if all(len(row) <= 3 for row in rows):
        reason = _("Any mark up to the highest may be given: each criterion became a range of two levels.")
        asking.accepted(_("file"), source.name, reason)
        return tuple(
            FoundCriterion(
                _place(number),
                row[0],
                (FoundLevel("0"), FoundLevel(row[1])),
                description="".join(row[2:3]),
                ranges=True,
            )
            for number, row in _numbered(table)
        )
    reason = _("The second column was read as the weight, and the five levels as marks from 0 to 4.")
    asking.accepted(_("file"), source.name, reason)
    return tuple(_weighted(row, number) for number, row in _numbered(table))


def _weighted(row: tuple[str, ...], number: int) -> FoundCriterion:
    cells = [*row, *[""] * _WHOLE_ROW][:_WHOLE_ROW]
    names, texts = cells[2 : 2 + _LEVELS], cells[2 + _LEVELS :]
    levels = tuple(
        FoundLevel(str(mark), name, text)
        for mark, (name, text) in enumerate(zip(names, texts, strict=True))
        if name or text
    )
    return FoundCriterion(_place(number), row[0], levels, weight=row[1])


def _with_triples(row: tuple[str, ...], number: int) -> FoundCriterion:
    cells = [*row[1:], *[""] * (-(len(row) - 1) % 3)]
    triples = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    levels = tuple(FoundLevel(mark, name, text) for name, text, mark in triples if name or text or mark)
    return FoundCriterion(_place(number), row[0] if row else "", levels)


def _of_triples(rows: list[tuple[str, ...]]) -> float:
    """Tell rows of a name and levels, each with a name, a text and a mark."""
    if not rows or not all(len(row) >= 7 and len(row) % 3 == 1 for row in rows):
        return 0.0
    return 0.6 if all(_is_number(cell) for row in rows for cell in row[3::3]) else 0.0


def _numbered(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(number, row) for number, row in enumerate(table.rows, start=1) if row]


def _place(number: int) -> str:
    return _("row {number}").format(number=number)


def _is_number(text: str) -> bool:
    return read_points(text).value is not None
