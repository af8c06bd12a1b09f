"""Tables with one row for each level of each criterion, as other programs export and import them."""

from __future__ import annotations

from certdesk.core.words import _
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables import Table, repeats
from certdesk.rubric_formats.tables_words import Role, is_like_a_level, is_numbers, is_sum, role_of

_ROWS_LOOKED_AT = 20
_SHARES = frozenset({Role.CRITERION, Role.WEIGHT, Role.CODE, Role.SECTION, Role.QUESTION})
"""What a list may have where each criterion has no more than its share of the whole."""


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
        cells = [cell for cell in row if cell.strip()]
        roles = {role_of(cell) for cell in cells}
        if Role.CRITERION in roles and (
            Role.MOST in roles or roles & {Role.POINTS} or (Role.WEIGHT in roles and roles <= _SHARES)
        ):
            strange = [cell for cell in cells if role_of(cell) is None and not _is_number_of_something(cell)]
            like_levels = Role.LEVEL in roles or any(map(is_like_a_level, strange))
            return None if like_levels or len(strange) > (Role.MOST in roles) else number
    return None


def long_criteria(table: Table, head: int, asking: Asking, *, joined: bool = True) -> tuple[FoundCriterion, ...]:
    """Return the criteria of such a table; a row without a criterion's name goes on with the one above it.

    Where they are ``joined``, so are all rows with the same name.
    """
    columns = _columns(table, head, asking)
    found: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = {}
    last: tuple[str, ...] = ("", "", "")
    for number, row in enumerate(table.rows[head + 1 :], start=head + 2):
        if not any(cell.strip() for cell in row):
            continue
        if _adds_up(row, columns):
            what = next(cell for cell in row if cell.strip())
            asking.skipped(_("row {number}").format(number=number), what, _("It adds up the others, and is left out."))
            continue
        name = tuple(_cell(row, columns, role) for role in (Role.RUBRIC, Role.CODE, Role.CRITERION))
        if any(name[1:]):
            last = name if joined else (*name, str(number))
        found.setdefault(last, []).append((number, row))
    return tuple(_criterion(name[1:], rows, columns) for name, rows in found.items())


def bare_list(table: Table, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Return the criteria of a list without heads, a name and its points a row; a name alone begins a section."""
    rows = [(number, [cell.strip() for cell in row if cell.strip()]) for number, row in enumerate(table.rows, start=1)]
    rows = [(number, cells) for number, cells in rows if cells]
    pairs = [cells for _number, cells in rows if len(cells) > 1]
    if len(pairs) < 2 or any(len(cells) > 2 or is_numbers(cells[0]) or not is_numbers(cells[1]) for cells in pairs):
        return ()
    found: list[FoundCriterion] = []
    section = ""
    for number, cells in rows:
        place = _("row {number}").format(number=number)
        if len(cells) == 1:
            section = cells[0]
        elif is_sum(cells[0]):
            asking.skipped(place, cells[0], _("It adds up the others, and is left out."))
        else:
            found.append(FoundCriterion(place, cells[0], (FoundLevel(cells[1]),), section=section, key=str(number)))
    return tuple(found)


def by_rubric(
    table: Table, head: int, criteria: tuple[FoundCriterion, ...]
) -> list[tuple[str, tuple[FoundCriterion, ...]]]:
    """Return the criteria by the name in a column for the rubric's, where there is one; the others have none."""
    at = next((at for at, cell in enumerate(table.rows[head]) if role_of(cell) is Role.RUBRIC), -1)
    found: dict[str, list[FoundCriterion]] = {}
    last = ""
    for criterion in criteria:
        last = (table.cell(int(criterion.key) - 1, at).strip() if at >= 0 else "") or last
        found.setdefault(last, []).append(criterion)
    return [(name, tuple(theirs)) for name, theirs in found.items()]


def _columns(table: Table, head: int, asking: Asking) -> dict[Role, int]:
    """Return the columns by what they hold; those that hold nothing known are named as left out."""
    columns: dict[Role, int] = {}
    below = table.rows[head + 1 :]
    for at, cell in enumerate(table.rows[head]):
        role = role_of(cell)
        role = Role.POINTS if role is Role.MOST else role
        if role is Role.CRITERION and role in columns:
            other = Role.SECTION if repeats(below, columns[role]) else Role.QUESTION
            if other is Role.SECTION:
                columns.setdefault(other, columns.pop(role))
            else:
                role = other
        if role is not None:
            columns.setdefault(role, at)
        elif cell.strip():
            asking.skipped(_("column {number}").format(number=at + 1), cell, _("It is not known what it holds."))
    if Role.POINTS not in columns and Role.WEIGHT in columns and not columns.keys() & {Role.LEVEL, Role.TEXT}:
        columns[Role.POINTS] = columns.pop(Role.WEIGHT)
    points = [text for row in below if (text := _cell(row, columns, Role.POINTS))]
    if (
        Role.LEVEL not in columns
        and points
        and not any(read_points(text).possible or is_numbers(text) for text in points)
    ):
        columns[Role.LEVEL] = columns.pop(Role.POINTS)
    return columns


def _adds_up(row: tuple[str, ...], columns: dict[Role, int]) -> bool:
    """Whether a row adds the others up: it has points, and no name but that of a sum."""
    names = {text for role in (Role.CODE, Role.CRITERION, Role.SECTION) if (text := _cell(row, columns, role))}
    texts = any(_cell(row, columns, role) for role in (Role.TEXT, Role.QUESTION, Role.LEVEL))
    return not texts and len(names) == 1 and is_sum(*names)


def _is_number_of_something(cell: str) -> bool:
    """Whether a column holds the number that a program knows something by, such as an assignment."""
    return " ".join(cell.replace("_", " ").lower().split()).endswith(" id")


def _criterion(
    name: tuple[str, ...], rows: list[tuple[int, tuple[str, ...]]], columns: dict[Role, int]
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
