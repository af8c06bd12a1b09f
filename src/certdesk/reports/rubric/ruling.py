"""Rows of a grid: side by side, with lines between the columns, as people know rubrics from paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.boxes import Row
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.text.runs import Colour

_HAIRLINE = 0.75


@dataclass(frozen=True, slots=True)
class GridRow(Block):
    """A row with a line around it and between its columns.

    ``edges`` are the places of the lines from the left, the outer ones too; ``grounds`` are tinted columns as place,
    width and colour; ``pad`` is the space above and below the texts.
    """

    inner: Row
    edges: tuple[float, ...]
    grounds: tuple[tuple[float, float, Colour], ...]
    stroke: Colour
    pad: tuple[float, float] = (6.0, 7.0)

    @property
    def height(self) -> float:
        """The height with the space above and below."""
        return self.inner.height + sum(self.pad)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw grounds and lines, then the texts."""
        foot = y + self.height
        with pen.artifact():
            for left, width, colour in self.grounds:
                pen.box((x + left, y), (width, self.height), fill=colour)
            for edge in self.edges:
                pen.line((x + edge, y), (x + edge, foot), self.stroke, _HAIRLINE)
            for height in (y, foot):
                pen.line((x + self.edges[0], height), (x + self.edges[-1], height), self.stroke, _HAIRLINE)
        self.inner.draw(pen, x, y + self.pad[0])

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        above, below = self.inner.split(room - sum(self.pad))
        if not isinstance(above, Row) or not isinstance(below, Row):
            return None, self
        return replace(self, inner=above), replace(self, inner=below)
