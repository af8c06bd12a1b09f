"""A QR code drawn as modules of the page, with words for those who can't see it."""

from __future__ import annotations

from collections.abc import Iterator

import segno

from certdesk.reports import look
from certdesk.reports.tagged.blocks import Drawing
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node

_QUIET = 4  # modules around the code that stay empty, as the standard asks


def code_figure(root: Node, code: str, alt: str, size: float) -> Drawing:
    """Make a figure of ``size`` points, its empty border included, that holds ``code``."""
    made = segno.make(code, error="m", micro=False, boost_error=False)
    rows = [list(row) for row in made.matrix]
    unit = size / (len(rows) + 2 * _QUIET)

    def paint(pen: Pen, x: float, y: float) -> None:
        bars = [
            [
                (x + (start + _QUIET) * unit, y + (line + _QUIET) * unit),
                (x + (end + _QUIET) * unit, y + (line + _QUIET) * unit),
                (x + (end + _QUIET) * unit, y + (line + _QUIET + 1) * unit),
                (x + (start + _QUIET) * unit, y + (line + _QUIET + 1) * unit),
            ]
            for line, row in enumerate(rows)
            for start, end in _stretches(row)
        ]
        pen.box((x, y), (size, size), fill=look.PAPER)
        pen.path(bars, fill=look.INK)

    return Drawing(size, size, paint, root.child("Figure", Alt=alt))


def _stretches(row: list[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each stretch of dark modules."""
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None
