"""Where the keyboard goes in the grid: from stop to stop, along rows and columns."""

from __future__ import annotations

from certdesk.ui.screens.rubrics.grid_model import Grid, RowKind, Spot


def along(grid: Grid, spot: Spot, step: int) -> Spot | None:
    """Return the next stop (step 1) or the one before (-1) along the line of cells, chips included."""
    place = grid.where(spot)
    if place is None:
        return None
    row, _column = place
    line = _line(grid, row, spot.language)
    if spot in line and 0 <= line.index(spot) + step < len(line):
        return line[line.index(spot) + step]
    return None


def next_text(grid: Grid, spot: Spot, step: int) -> Spot | None:
    """Return the next text to write (step 1) or the one before, across rows; what Tab does.

    After the last text comes the row that adds a criterion, so that a rubric is written from end to end.
    """
    texts = [
        stop
        for row in range(len(grid.rows))
        for column in range(grid.columns)
        for stop in grid.stops(row, column)
        if stop.is_text and stop.language == spot.language
    ]
    if spot not in texts:
        place = grid.where(spot)
        owner = grid.stops(*place) if place else ()
        spot = next((stop for stop in owner if stop in texts), spot)
        if spot not in texts:
            return _text_beside(grid, texts, place, step)
        if step < 0:
            return spot
    here = texts.index(spot) + step
    if here == len(texts):
        return next((stop for stop in grid.stops(len(grid.rows) - 1, 0) if stop.key.endswith("/add")), None)
    return texts[here] if here >= 0 else None


def _text_beside(grid: Grid, texts: list[Spot], place: tuple[int, int] | None, step: int) -> Spot | None:
    """Return the first text below a row without any, or the last one above it."""
    if place is None:
        return texts[0] if texts else None
    rows = [(grid.where(text) or place)[0] for text in texts]
    beyond = [text for text, row in zip(texts, rows, strict=True) if (row > place[0] if step > 0 else row < place[0])]
    return beyond[0 if step > 0 else -1] if beyond else None


def across(grid: Grid, spot: Spot, step: int) -> Spot | None:
    """Return the stop below (step 1) or above (-1): the other language first, then the same column of the next row."""
    place = grid.where(spot)
    if place is None:
        return None
    row, column = place
    here = grid.stops(row, column)
    if spot in here and 0 <= here.index(spot) + step < len(here):
        return here[here.index(spot) + step]
    row += step
    while 0 <= row < len(grid.rows):
        if found := _in_column(grid, row, column, last=step < 0):
            return found
        row += step
    return None


def first(grid: Grid) -> Spot | None:
    """Return the first stop below the head."""
    for row, found in enumerate(grid.rows):
        if found.kind is RowKind.CRITERION:
            return grid.stops(row, 0)[0]
    stops = [stop for row in range(len(grid.rows)) for stop in grid.stops(row, 0)]
    return stops[0] if stops else None


def ends_of_line(grid: Grid, spot: Spot) -> tuple[Spot, Spot] | None:
    """Return the first and the last stop of a row."""
    place = grid.where(spot)
    if place is None:
        return None
    line = _line(grid, place[0], spot.language)
    return (line[0], line[-1]) if line else None


def _line(grid: Grid, row: int, language: str) -> list[Spot]:
    line: list[Spot] = []
    for column in range(grid.columns):
        stops = grid.stops(row, column)
        same = [stop for stop in stops if stop.language == language]
        line += same or list(stops[:1])
        if column == 0:
            line += grid.chips(row)
    return line


def _in_column(grid: Grid, row: int, column: int, *, last: bool) -> Spot | None:
    """Return the stop of a row in a column; a row without that column (a band, an empty cell) has its first one."""
    kind = grid.rows[row].kind
    if kind in (RowKind.SECTION, RowKind.ADD):
        column = 0
    stops = grid.stops(row, column)
    if not stops:
        return None
    return stops[-1] if last else stops[0]
