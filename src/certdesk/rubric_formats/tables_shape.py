"""Where in a sheet the rubric is: the row with the names of levels, what its columns hold, which way round it lies."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking, choices
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.tables import Table, repeats
from certdesk.rubric_formats.tables_words import (
    LevelHead,
    Role,
    is_like_a_level,
    is_numbers,
    level_head,
    role_of,
    title_and_weight,
)

_ROWS_LOOKED_AT = 40
_LONGEST_HEAD = 80
_ASIDE = frozenset({Role.CODE, Role.SECTION, Role.WEIGHT, Role.QUESTION, Role.CRITERION})
_FOR_MARKING = frozenset({Role.FOR_MARKING, Role.MOST})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, counted from 0; ``levels`` in the order of the sheet, with the heads of levels."""

    roles: dict[Role, int]
    levels: tuple[tuple[int, LevelHead], ...]
    points_beside: tuple[tuple[int, int], ...] = ()
    """Columns with points, by the column of the level that they stand beside."""

    @property
    def criterion(self) -> int:
        """The column of the criteria's titles."""
        return self.roles[Role.CRITERION]


def find_header(table: Table, key: str, asking: Asking) -> int | None:
    """Return the row that names the levels, -1 when a person said that there is none, None while it is not known."""
    looked_at = range(min(len(table.rows), _ROWS_LOOKED_AT))
    certain = [number for number in looked_at if _filled(table.rows[number]) >= 2 and _is_certain(table, number)]
    candidates = [number for number in looked_at if _filled(table.rows[number]) >= 3 or number in certain]
    if not candidates:
        return None
    first = candidates[0]
    if certain and not _is_criterion_above(table, certain[0]):
        return _above_points(table, certain[0])
    if not certain and _is_short(table.rows[first]) and _is_longer_below(table, first):
        return first
    offered = [
        (str(n + 1), _("Row {number}: {cells}").format(number=n + 1, cells=_told(table.rows[n])))
        for n in candidates[:6]
    ]
    text = _("Which row names the levels?")
    question = Question(
        f"{key}.header", text, choices(*offered, ("none", _("None: the first row is a criterion already")))
    )
    answer = asking.ask(_("row {number}").format(number=first + 1), _told(table.rows[first]), question)
    return -1 if answer == "none" else int(answer) - 1 if answer else None


def _above_points(table: Table, number: int) -> int:
    """Return the row above one that holds nothing but points, where that names a level for each of them."""
    here = {at for at, cell in enumerate(table.rows[number]) if at and cell.strip()}
    before = next((n for n in range(number - 1, -1, -1) if _filled(table.rows[n])), None)
    if before is None or not all(is_numbers(table.rows[number][at]) for at in here):
        return number
    above = {at for at, cell in enumerate(table.rows[before]) if at and cell.strip()}
    return before if len(above) > 1 and above >= here and _is_short(table.rows[before]) else number


def _is_criterion_above(table: Table, number: int) -> bool:
    """Whether a row above the names of the levels is filled like a criterion's, which nobody writes as a title."""
    above = [row for row in table.rows[:number] if _filled(row) >= 3 and not _is_short(row)]
    return any(_filled(row) >= _filled(table.rows[number]) / 2 for row in above)


def is_header(table: Table, number: int) -> bool:
    """Whether a row further down names levels again, for the criteria that follow it."""
    row = table.rows[number]
    named = [cell for cell in row if role_of(cell) is Role.CRITERION]
    return bool(named) and _is_certain(table, number)


def columns_of(table: Table, head: int, asking: Asking) -> Columns:
    """Find what each column holds; with ``head`` -1 the first column holds criteria and the others are levels."""
    row = table.rows[head] if head >= 0 else ()
    below = [one for one in table.rows[head + 1 :] if _filled(one) > 1]
    roles: dict[Role, int] = {}
    levels: list[tuple[int, LevelHead]] = []
    beside: list[tuple[int, int]] = []
    roles.update(_leading(row, tuple(below)))
    columns_of_points = sum(role_of(cell) is Role.POINTS for cell in row)
    for at in range(table.width):
        name = row[at].strip() if at < len(row) else ""
        cells = [one[at] for one in below if at < len(one) and one[at].strip()]
        role = _role(name, after_levels=bool(levels))
        if at in roles.values():
            continue
        if at < roles.get(Role.SECTION, 0) and role_of(name) in {None, Role.CRITERION}:
            asking.skipped(_("column {number}").format(number=at + 1), name, _("It is not known what it holds."))
            continue
        if levels and cells and all(map(is_numbers, cells)) and (columns_of_points > 1 or not name):
            beside.append((levels[-1][0], at))
        elif role in _FOR_MARKING or (levels and role is Role.POINTS):
            if cells or role is Role.POINTS:
                asking.skipped(_("column {number}").format(number=at + 1), name, _("It is for marking, and left out."))
        elif role in _ASIDE and role not in roles:
            roles[role] = at
        elif not (name or cells):
            continue
        elif Role.CRITERION in roles or levels or (is_like_a_level(name) and head >= 0 and at > 0):
            levels.append((at, level_head(name)))
        else:
            roles[Role.CRITERION] = at
    first = min((at for at, _level in levels), default=0)
    roles.setdefault(Role.CRITERION, max(0, first - 1))
    return Columns(roles, tuple(level for level in levels if level[0] != roles[Role.CRITERION]), tuple(beside))


def _leading(row: tuple[str, ...], below: tuple[tuple[str, ...], ...]) -> dict[Role, int]:
    """Tell two columns before the levels apart: a section and its criteria, or a criterion and what is asked."""
    start = next((at for at, cell in enumerate(row) if at and is_like_a_level(cell)), 0)
    behind = [cell for cell in row[start:] if cell.strip()]
    plain = [at for at, cell in enumerate(row[:start]) if cell.strip() and role_of(cell) in {None, Role.CRITERION}]
    named = [at for at in plain if role_of(row[at]) is Role.CRITERION]
    certain = any(level_head(cell).points for cell in behind) or (named and named[-1] == plain[-1])
    if len(plain) < 2 or _share(behind) < 0.5 or not certain:
        return {}
    first, second = plain[-2:]
    if named == [second] or repeats(below, first):
        return {Role.SECTION: first, Role.CRITERION: second}
    return {Role.CRITERION: first, Role.QUESTION: second}


def _role(name: str, *, after_levels: bool) -> Role | None:
    """Return what a column holds by its name and by what stands before it."""
    role = role_of(name)
    if role is Role.CODE and after_levels:
        return None  # "No" may be a number, but beside "Yes" it is a level
    return Role.QUESTION if role is Role.TEXT and not after_levels else role


def turned(table: Table, head: int, key: str, asking: Asking) -> Table | None:
    """Return the table with criteria in rows: turned where they stand in columns, None while that is not known."""
    row = table.rows[head]
    start = next((at for at, cell in enumerate(row) if cell.strip()), 0)
    corner = row[0] if row and row[0].strip() else ""
    left = [
        title_and_weight(one[0])[0] for one in table.rows[head + 1 :] if _filled(one) > 1 and one and one[0].strip()
    ]
    across = _share([cell for cell in row[max(start, 1) if corner or start else 0 :] if cell.strip()])
    down = _share(left)
    role = role_of(corner) if corner else None
    if role in {Role.CRITERION, Role.CODE, Role.SECTION, Role.WEIGHT, Role.QUESTION} or down < 0.6 or len(left) < 2:
        return table
    if role is Role.LEVEL or role is Role.POINTS or across < 0.3:
        return _transposed(table, head)
    text = _("Do the criteria stand below each other in the first column, or beside each other in the first row?")
    offered = choices(
        ("rows", _("Below each other: {cells}").format(cells=_told(tuple(left)))),
        ("columns", _("Beside each other: {cells}").format(cells=_told(row[1:]))),
    )
    answer = asking.ask(_("row {number}").format(number=head + 1), _told(row), Question(f"{key}.way", text, offered))
    if not answer:
        return None
    return table if answer == "rows" else _transposed(table, head)


def _transposed(table: Table, head: int) -> Table:
    body = [row for row in table.rows[head:] if _filled(row)]
    width = max(map(len, body))
    columns = tuple(tuple(row[at] if at < len(row) else "" for row in body) for at in range(width))
    return Table(table.name, (*table.rows[:head], *columns))


def _is_certain(table: Table, number: int) -> bool:
    """Whether a row can be nothing but names: of a criterion's column and others, or of levels with texts below."""
    row = table.rows[number]
    cells = [cell for cell in row if cell.strip()]
    if not _is_short(row) or len(cells) < 2:
        return False
    others = [cell for cell in cells if role_of(cell) in {None, Role.LEVEL, Role.TEXT, Role.POINTS}]
    if any(role_of(cell) is Role.CRITERION for cell in cells):
        return bool(others)
    if role_of(row[0]) in {Role.LEVEL, Role.POINTS}:
        return not any(map(is_numbers, cells[1:]))
    if not row[0].strip():
        return _share(cells) >= 0.5
    heads = cells[1:]
    told = any(level_head(cell).points for cell in heads) or _is_longer_below(table, number, 1.3)
    return _share(heads) >= 0.5 and told


def _share(cells: list[str]) -> float:
    return sum(map(is_like_a_level, cells)) / len(cells) if cells else 0.0


def _filled(row: tuple[str, ...]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_short(row: tuple[str, ...]) -> bool:
    return all(len(one_line(cell)) <= _LONGEST_HEAD for cell in row)


def _is_longer_below(table: Table, number: int, times: float = 2) -> bool:
    """Whether the cells of the rows below are clearly longer than those of a row, as texts are below names."""
    here = [len(cell) for cell in table.rows[number][1:] if cell.strip()]
    below = [len(cell) for row in table.rows[number + 1 : number + 12] for cell in row[1:] if cell.strip()]
    return bool(here) and bool(below) and fmean(below) > times * fmean(here)


def _told(row: tuple[str, ...]) -> str:
    cells = [one_line(cell, 24) for cell in row if cell.strip()]
    return ", ".join(cells[:5]) + ("…" if len(cells) > 5 else "")
