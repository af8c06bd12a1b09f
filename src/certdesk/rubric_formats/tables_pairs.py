"""Tables with two or three columns for each level of each criterion: its name or text, and beside it its points."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import fmean

from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_words import Role, role_of

_ROWS_LOOKED_AT = 15
_LONGEST_NAME = 40
"""What is longer on the average are the texts of levels, not their names."""
_NUMBER = re.compile(r"\d{1,2}")
_KINDS = (
    (Role.POINTS, re.compile(r".*\b(points?|pts|scores?|marks?|value|punkte|puntos?|pontos?|punti|baremo)")),
    (Role.TEXT, re.compile(r".*\b(descriptions?|desc|descriptors?|text|definition|beschreibung|descripcion|details?)")),
    (Role.LEVEL, re.compile(r".*\b(ratings?|levels?|tier|name|label|title|grade|option|band|stufe|niveau|nivel)")),
)
_DESCRIPTION = re.compile(r".*\b(descriptions?|desc|details?|question)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns by what they hold; ``levels`` in the order of the sheet, each with the columns of its parts."""

    roles: dict[Role, int]
    levels: tuple[dict[Role, int], ...]


def pairs_header(table: Table) -> int | None:
    """Return the row that numbers its levels ("Level 1, Points 1, Level 2, Points 2"), or None."""
    found = (number for number, row in enumerate(table.rows[:_ROWS_LOOKED_AT]) if len(_levels(row)) > 1)
    return next(found, None)


def pairs_criteria(table: Table, head: int, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Return the criteria below such a row."""
    columns = _columns(table, head, asking)
    rows = enumerate(table.rows[head + 1 :], start=head + 2)
    return tuple(_criterion(row, number, columns) for number, row in rows if any(cell.strip() for cell in row))


def _levels(row: tuple[str, ...]) -> tuple[dict[Role, int], ...]:
    """Return the columns of each numbered level, none when one of them has no points or nothing but points."""
    found: dict[str, dict[Role, int]] = {}
    for at, cell in enumerate(row):
        number, kind = _NUMBER.search(cell), _kind(cell)
        if number is not None and kind is not None:
            found.setdefault(number[0], {}).setdefault(kind, at)
    whole = [parts for parts in found.values() if Role.POINTS in parts and len(parts) > 1]
    return tuple(whole) if len(whole) == len(found) else ()


def _kind(cell: str) -> Role | None:
    name = _name(_NUMBER.sub(" ", cell))
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(name)), None)


def _columns(table: Table, head: int, asking: Asking) -> _Columns:
    row = table.rows[head]
    levels = _levels(row)
    numbered = {at for parts in levels for at in parts.values()}
    roles: dict[Role, int] = {}
    others = [(at, cell) for at, cell in enumerate(row) if cell.strip() and at not in numbered]
    for at, cell in others:
        role = role_of(cell)
        if role in {Role.RUBRIC, Role.CRITERION, Role.CODE, Role.SECTION, Role.WEIGHT}:
            roles.setdefault(role, at)
    left = [(at, cell) for at, cell in others if at not in roles.values()]
    if Role.CRITERION not in roles and left:
        roles[Role.CRITERION] = left.pop(0)[0]
    for at, cell in left:
        if Role.QUESTION not in roles and _DESCRIPTION.fullmatch(_name(cell)):
            roles[Role.QUESTION] = at
        else:
            asking.skipped(_("column {number}").format(number=at + 1), cell, _("It is not known what it holds."))
    return _Columns(roles, levels)


def _criterion(row: tuple[str, ...], number: int, columns: _Columns) -> FoundCriterion:
    roles = columns.roles
    return FoundCriterion(
        place=_("row {number}").format(number=number),
        title=_cell(row, roles, Role.CRITERION),
        levels=_found(row, columns.levels),
        code=_cell(row, roles, Role.CODE),
        description=_cell(row, roles, Role.QUESTION),
        weight=_cell(row, roles, Role.WEIGHT),
        section=_cell(row, roles, Role.SECTION),
        key=str(number),
    )


def _found(row: tuple[str, ...], levels: tuple[dict[Role, int], ...]) -> tuple[FoundLevel, ...]:
    every = [
        FoundLevel(*(_cell(row, parts, part) for part in (Role.POINTS, Role.LEVEL, Role.TEXT))) for parts in levels
    ]
    found = tuple(level for level in every if level.points or level.label or level.text)
    if any(level.text for level in found) or not found or fmean(len(level.label) for level in found) <= _LONGEST_NAME:
        return found
    return tuple(replace(level, label="", text=level.label) for level in found)


def _cell(row: tuple[str, ...], columns: dict[Role, int], role: Role) -> str:
    at = columns.get(role, len(row))
    return row[at].strip() if at < len(row) else ""


def _name(cell: str) -> str:
    return " ".join(cell.replace("_", " ").lower().split()).strip(" :.*")
