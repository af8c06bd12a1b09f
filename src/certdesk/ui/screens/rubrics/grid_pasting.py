"""Cells of a spreadsheet on the clipboard, and a block of the grid filled with them."""

from __future__ import annotations

import csv
import io

from certdesk.core.editing_criteria import add_criterion
from certdesk.core.editing_places import write_at
from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import LONGEST_TEXT
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.grid_model import Grid, RowKind, Spot

MOST_CELLS, MOST_NEW = 5000, 200


def block_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Read what a spreadsheet puts on the clipboard: tabs between cells, quotes round those with line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        # A quotation mark that is never closed makes one endless cell: then it is only a letter.
        rows = [line.split("\t") for line in text.split("\n")]
    read = tuple(tuple(cell.strip() for cell in row) for row in rows)
    while read and not any(read[-1]):
        read = read[:-1]
    return read


def fill(grid: Grid, spot: Spot, block: tuple[tuple[str, ...], ...]) -> tuple[Rubric, int]:
    """Fill cells from a stop on, to the right and down; rows that are missing become new criteria.

    Returns the rubric and how many cells were filled. What goes beyond the last column is left out. Raises
    NotAllowedError, and fills nothing, for more cells or longer texts than there is room for.
    """
    place = grid.where(spot)
    if place is None:
        return grid.rubric, 0
    _refuse_too_much(block)
    row, column = place
    rubric, filled = grid.rubric, 0
    criteria = [n for n in range(row, len(grid.rows)) if grid.rows[n].kind is grid.rows[row].kind]
    for line, target in zip(block, criteria, strict=False):
        for cells, text in enumerate(line):
            if stop := _same_language(grid, target, column + cells, spot.language):
                rubric = write_at(rubric, stop.key, text, stop.language)
                filled += 1
    if grid.rows[row].kind is RowKind.CRITERION and not spot.language:
        more = block[len(criteria) :][:MOST_NEW]
        rubric, added = _added(grid, rubric, criteria[-1], column, more)
        filled += added
    return rubric, filled


def _refuse_too_much(block: tuple[tuple[str, ...], ...]) -> None:
    count = sum(map(len, block))
    if count > MOST_CELLS:
        text = _("Not pasted: there are {count:,} cells, and at most {most:,} are taken at once.")
        raise NotAllowedError(text.format(count=count, most=MOST_CELLS))
    longest = max((len(cell) for line in block for cell in line), default=0)
    if longest > LONGEST_TEXT:
        text = _("Not pasted: one of the cells has {count:,} characters, and a cell takes {most:,}.")
        raise NotAllowedError(text.format(count=longest, most=LONGEST_TEXT))


def _same_language(grid: Grid, row: int, column: int, language: str) -> Spot | None:
    if column >= grid.columns:
        return None
    return next((stop for stop in grid.stops(row, column) if stop.language == language), None)


def _added(
    grid: Grid, rubric: Rubric, last: int, column: int, block: tuple[tuple[str, ...], ...]
) -> tuple[Rubric, int]:
    """Add a criterion for each line that is left, below the last one that was filled."""
    section, filled = grid.rubric.criterion(grid.rows[last].id).section, 0
    values = [level.value for level in grid.rubric.scale.levels]
    for line in block:
        rubric, new_id = add_criterion(rubric, section)
        for cells, text in enumerate(line):
            at = column + cells
            if at == 0:
                rubric = write_at(rubric, f"criterion/{new_id}/title", text)
            elif at <= len(values):
                rubric = write_at(rubric, f"criterion/{new_id}/descriptor/{values[at - 1]}", text)
            filled += at <= len(values)
    return rubric, filled
