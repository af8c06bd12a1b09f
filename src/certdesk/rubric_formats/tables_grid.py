"""A rubric from a grid as teachers draw it: criteria below each other, levels beside each other, texts between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import SKIP, Asking, choices
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_order import in_order
from certdesk.rubric_formats.tables_points import with_points_from_cells
from certdesk.rubric_formats.tables_shape import Columns, columns_of, is_header
from certdesk.rubric_formats.tables_words import (
    LevelHead,
    Role,
    code_and_title,
    is_like_a_level,
    is_note,
    is_numbers,
    is_result,
    is_sum,
    role_of,
    title_and_weight,
)
from certdesk.rubric_formats.tables_writing import HEAD

_LONGEST_TITLE = 120
_POINTS_ROW = {Role.POINTS, Role.LEVEL, None}


def grid_criteria(table: Table, head: int, key: str, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Return the criteria below the row ``head`` that names the levels (-1: there is none)."""
    columns = columns_of(table, head, asking)
    grid = _Grid(table, key, asking, columns, wide=_too_wide(table, head))
    if head >= 0 and any(map(grid.is_next_block, table.rows[head + 1 :])):
        grid.section = one_line(_cell(table.rows[head], columns.criterion))
    elif _is_repeated(table, head):
        grid.section = one_line(table.rows[head - 1][0])
    for number in range(head + 1, len(table.rows)):
        grid.take(number)
    grid.leave_notes()
    found = with_points_from_cells(tuple(grid.found))
    # In a table that we wrote the number behind a level's name is its points, whatever the name.
    return found if head >= 0 and table.rows[head][: len(HEAD)] == HEAD else in_order(found, key, asking)


@dataclass(slots=True)
class _Grid:
    """Goes down the rows of a grid and remembers what holds for the next ones: columns, section, and what waits."""

    table: Table
    key: str
    asking: Asking
    columns: Columns
    found: list[FoundCriterion] = field(default_factory=list)
    section: str = ""
    waiting: list[tuple[int, str]] = field(default_factory=list)
    """Rows with one cell: a section's title if criteria follow, else notes."""
    goes_on: str | None = None
    wide: frozenset[int] = frozenset()
    """Rows whose cells can't be told apart."""
    block: str = ""
    """What tells the levels of a further header from those of the first, in the ids of questions."""

    def take(self, number: int) -> None:
        row = self.table.rows[number]
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            return
        place = _("row {number}").format(number=number + 1)
        if self.is_next_block(row):
            self.section = one_line(_cell(row, self.columns.criterion))
            self._take_header(number)
        elif is_header(self.table, number) and self._may_be_header(row):
            if _names(row) != _names_of(self.columns, self.table):
                self._take_header(number)
        elif number in self.wide:
            reason = _(
                "It has more cells than the names above. A text with a comma in it needs quotation marks around it."
            )
            self.asking.skipped(place, filled[0], reason)
        elif self._is_points(row):
            self._take_points(row)
        elif self._is_names(row):
            self._take_names(row)
        elif self._is_no_criterion(row, filled):
            reason = _("It adds up, is filled in when marking or is a note, and is left out.")
            self.asking.skipped(place, filled[0], reason)
        elif len(filled) == 1 and len(self.columns.levels) > 1:
            self.waiting.append((number, filled[0]))
        else:
            self._take_criterion(row, number, place)

    def is_next_block(self, row: tuple[str, ...]) -> bool:
        """Whether a row names the weights again, and its other columns, and begins with the title of a section."""
        title, weight = _cell(row, self.columns.criterion), _cell(row, self.columns.roles.get(Role.WEIGHT, len(row)))
        return bool(title) and role_of(title) is None and role_of(weight) is Role.WEIGHT

    def _may_be_header(self, row: tuple[str, ...]) -> bool:
        """Whether a row that begins like a header is one: “Objectives” may as well be a criterion with short texts."""
        if role_of(_cell(row, self.columns.criterion)) is not Role.CRITERION:
            return True
        if is_numbers(_cell(row, self.columns.roles.get(Role.WEIGHT, len(row)))):
            return False
        if one_line(_cell(row, self.columns.criterion)).lower() in _names_of(self.columns, self.table):
            return True
        cells = [cell for at, _head in self.columns.levels if (cell := _cell(row, at))]
        return sum(map(is_like_a_level, cells)) > len(cells) / 2

    def _take_header(self, number: int) -> None:
        self.columns = columns_of(Table("", self.table.rows[number:]), 0, self.asking)
        self.block = f".row{number + 1}"

    def leave_notes(self) -> None:
        """Say which rows at the end are no criteria; a grid whose cells are all empty has nothing but such rows."""
        if not self.found:
            for number, _text in self.waiting:
                row = self.table.rows[number]
                self.found.append(self._criterion(row, number, _("row {number}").format(number=number + 1)))
            self.waiting = []
        for number, text in self.waiting:
            place = _("row {number}").format(number=number + 1)
            self.asking.skipped(place, text, _("It is a note below the table, and left out."))
        self.waiting = []

    def _is_points(self, row: tuple[str, ...]) -> bool:
        """Whether a row gives the levels their points: it stands above all criteria, and holds nothing else."""
        cells = [_cell(row, at) for at, _head in self.columns.levels]
        title = _cell(row, self.columns.criterion)
        allowed = not title or role_of(title) in _POINTS_ROW - {None}
        return not self.found and allowed and any(cells) and all(is_numbers(cell) for cell in cells if cell)

    def _take_points(self, row: tuple[str, ...]) -> None:
        levels = tuple(
            (
                at,
                replace(head, points=_cell(row, at) or head.points, ordinal=head.ordinal and not _cell(row, at))
                if head.label or not head.points
                else LevelHead(head.points, _cell(row, at) or head.points),
            )
            for at, head in self.columns.levels
        )
        self.columns = replace(self.columns, levels=levels)

    def _is_names(self, row: tuple[str, ...]) -> bool:
        """Whether a row names the levels whose points stand above it, before all criteria."""
        cells = [_cell(row, at) for at, _head in self.columns.levels]
        title = _cell(row, self.columns.criterion)
        bare = all(head.points and not head.label for _at, head in self.columns.levels)
        named = not title and sum(map(is_like_a_level, cells)) * 2 >= len(cells) > 1
        return bare and not self.found and all(cells) and (named or role_of(title) is Role.LEVEL)

    def _take_names(self, row: tuple[str, ...]) -> None:
        levels = tuple((at, replace(head, label=one_line(_cell(row, at)))) for at, head in self.columns.levels)
        self.columns = replace(self.columns, levels=levels)

    def _take_criterion(self, row: tuple[str, ...], number: int, place: str) -> None:
        for _number, text in self.waiting[:-1]:
            self.asking.skipped(_("row {number}").format(number=_number + 1), text, _("It stands alone in its row."))
        if self.waiting:
            self.section = one_line(self.waiting[-1][1])
        self.waiting = []
        title = _cell(row, self.columns.criterion)
        if not title and self.found and self._may_go_on(row, place):
            return
        self.found.append(self._criterion(row, number, place))

    def _may_go_on(self, row: tuple[str, ...], place: str) -> bool:
        """Ask once whether rows without a name go on with the one above; return whether this one is dealt with."""
        if self.goes_on is None:
            text = _("There are rows without a criterion's name. Do they go on with the criterion above them?")
            offered = choices(
                ("on", _("Yes, their texts belong to the criterion above")),
                ("own", _("No, each is a criterion of its own")),
                (SKIP, _("Leave them out")),
            )
            self.goes_on = self.asking.ask(place, _told(row), Question(f"{self.key}.on", text, offered))
        if self.goes_on == "on":
            more = self._levels(row)
            last = self.found[-1]
            joined = (
                tuple(
                    replace(level, text="\n".join(text for text in (level.text, other.text) if text))
                    for level, other in zip(last.levels, more, strict=True)
                )
                if len(more) == len(last.levels)
                else last.levels
            )
            self.found[-1] = replace(last, levels=joined)
            self.asking.accepted(place, _told(row), _("It goes on with the criterion above."))
        return self.goes_on != "own"

    def _criterion(self, row: tuple[str, ...], number: int, place: str) -> FoundCriterion:
        roles = self.columns.roles
        title, weight = title_and_weight(_cell(row, self.columns.criterion))
        title, description = _title_and_question(title)
        code = _cell(row, roles[Role.CODE]) if Role.CODE in roles else ""
        if Role.CODE not in roles:
            code, title = code_and_title(title)
        own_section = _cell(row, roles[Role.SECTION]) if Role.SECTION in roles else ""
        self.section = own_section or self.section
        question = _cell(row, roles[Role.QUESTION]) if Role.QUESTION in roles else ""
        given = _cell(row, roles[Role.WEIGHT]) if Role.WEIGHT in roles else ""
        return FoundCriterion(
            place=place,
            title=title,
            levels=self._levels(row),
            code=code,
            description="\n".join(part for part in (description, question) if part),
            weight=given or weight,
            section=self.section,
            key=str(number + 1),
        )

    def _levels(self, row: tuple[str, ...]) -> tuple[FoundLevel, ...]:
        beside = dict(self.columns.points_beside)
        return tuple(
            FoundLevel(
                (_cell(row, beside[at]) if at in beside else "") or head.points,
                head.label,
                _cell(row, at),
                key="" if at in beside else f"{self.key}{self.block}.column{at + 1}",
                ordinal=head.ordinal and at not in beside,
            )
            for at, head in self.columns.levels
        )

    def _is_no_criterion(self, row: tuple[str, ...], filled: list[str]) -> bool:
        """Whether a row adds up, or leaves room for a result or for comments."""
        if is_note(filled[0]):
            return len(filled) == 1
        return (is_sum(filled[0]) or is_result(filled[0])) and not self._texts(row, at_least=2)

    def _texts(self, row: tuple[str, ...], at_least: int) -> bool:
        """Whether so many cells of levels hold words, as those of a criterion do."""
        cells = [_cell(row, at) for at, _head in self.columns.levels]
        return sum(bool(cell) and not is_numbers(cell) for cell in cells) >= at_least


def _is_repeated(table: Table, head: int) -> bool:
    """Whether the header stands again further down, both times below the title of a part."""
    heads = [number for number in range(max(head, 0), len(table.rows)) if table.rows[number] == table.rows[head]]
    return head > 0 and len(heads) > 1 and all(len(table.rows[number - 1]) == 1 for number in heads)


def _too_wide(table: Table, head: int) -> frozenset[int]:
    """Return the rows with texts beyond the last name, where rows differ in that: their texts were cut at commas."""
    if head < 0:
        return frozenset()
    width = len(table.rows[head])
    rows = {n: row for n, row in enumerate(table.rows[head + 1 :], start=head + 1) if len(row) > 1}
    beyond = {n: len(row) for n, row in rows.items() if any(c.strip() and not is_numbers(c) for c in row[width:])}
    return frozenset(beyond) if len({len(row) for row in rows.values()}) > 1 else frozenset()


def _title_and_question(cell: str) -> tuple[str, str]:
    """Take the first line as the title and the others as what is asked; a long line is cut at its first colon."""
    first, _line_end, rest = cell.strip().partition("\n")
    if not rest and len(first) > _LONGEST_TITLE:
        short, colon, more = first.partition(": ")
        if colon and len(short) <= _LONGEST_TITLE:
            return short, more
    return first.strip(), rest.strip()


def _cell(row: tuple[str, ...], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _names(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_line(cell).lower() for cell in row if cell.strip())


def _names_of(columns: Columns, table: Table) -> tuple[str, ...]:
    wanted = {at for at, _head in columns.levels} | set(columns.roles.values())
    head = next((row for row in table.rows if {at for at, cell in enumerate(row) if cell.strip()} >= wanted), ())
    return _names(head)


def _told(row: tuple[str, ...]) -> str:
    return one_line(" | ".join(cell for cell in row if cell.strip()), 60)
