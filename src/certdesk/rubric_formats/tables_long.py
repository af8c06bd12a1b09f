"""Tables with one row for each level of each criterion, as other programs export and import them."""

from __future__ import annotations

from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_words import Role, role_of

_ROWS_LOOKED_AT = 20


def long_header(table: Table) -> int | None:
    """Return the row whose columns name a criterion, its level, and the level's text or points; or None."""
    for number, row in enumerate(table.rows[:_ROWS_LOOKED_AT]):
        roles = {role for cell in row if (role := role_of(cell)) is not None}
        if Role.CRITERION in roles and (
            (Role.LEVEL in roles and roles & {Role.TEXT, Role.POINTS}) or {Role.TEXT, Role.POINTS} <= roles
        ):
            strange = [cell for cell in row if cell.strip() and role_of(cell) is None]
            return number if len(strange) <= 2 else None
    return None


def list_header(table: Table) -> int | None:
    """Return the row of a list of criteria with the most points of each, and nothing that is like a level; or None."""
    for number, row in enumerate(table.rows[:_ROWS_LOOKED_AT]):
        roles = [role_of(cell) for cell in row if cell.strip()]
        if Role.CRITERION in roles and {Role.POINTS, Role.MOST} & set(roles):
            return None if None in roles or Role.LEVEL in roles else number
    return None


def long_criteria(table: Table, head: int, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Return the criteria of such a table; a row without a criterion's name goes on with the one above it."""
    columns: dict[Role, int] = {}
    for at, cell in enumerate(table.rows[head]):
        role = role_of(cell)
        if role is not None:
            columns.setdefault(Role.POINTS if role is Role.MOST else role, at)
        elif cell.strip():
            asking.skipped(_("column {number}").format(number=at + 1), cell, _("It is not known what it holds."))
    found: dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]] = {}
    last = ("", "")
    for number, row in enumerate(table.rows[head + 1 :], start=head + 2):
        if not any(cell.strip() for cell in row):
            continue
        name = (_cell(row, columns, Role.CODE), _cell(row, columns, Role.CRITERION))
        last = name if any(name) else last
        found.setdefault(last, []).append((number, row))
    return tuple(_criterion(name, rows, columns) for name, rows in found.items())


def _criterion(
    name: tuple[str, str], rows: list[tuple[int, tuple[str, ...]]], columns: dict[Role, int]
) -> FoundCriterion:
    def first(role: Role) -> str:
        return next((text for _number, row in rows if (text := _cell(row, columns, role))), "")

    levels = tuple(
        FoundLevel(*(_cell(row, columns, role) for role in (Role.POINTS, Role.LEVEL, Role.TEXT)))
        for _number, row in rows
        if any(_cell(row, columns, role) for role in (Role.POINTS, Role.LEVEL, Role.TEXT))
    )
    start = rows[0][0]
    return FoundCriterion(
        place=_("row {number}").format(number=start),
        title=name[1],
        levels=levels,
        code=name[0],
        description=first(Role.QUESTION),
        weight=first(Role.WEIGHT),
        section=first(Role.SECTION),
        key=str(start),
    )


def _cell(row: tuple[str, ...], columns: dict[Role, int], role: Role) -> str:
    at = columns.get(role, len(row))
    return row[at].strip() if at < len(row) else ""
