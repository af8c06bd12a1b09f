"""Blocks that hold blocks: one under the other, side by side, on a tinted ground, in the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.text.runs import Colour

_SLACK = 0.01
_HAIRLINE = 0.75


@dataclass(frozen=True, slots=True)
class Stack(Block):
    """Blocks one under the other."""

    parts: tuple[Block, ...]

    @property
    def height(self) -> float:
        """The height of all parts."""
        return sum(part.height for part in self.parts)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the parts from the top."""
        for part in self.parts:
            part.draw(pen, x, y)
            y += part.height

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        above: list[Block] = []
        below = list(self.parts)
        while below and below[0].height <= room + _SLACK:
            room -= below[0].height
            above.append(below.pop(0))
        if below:
            top, bottom = below.pop(0).split(room)
            above += [top] if top else []
            below[:0] = [bottom] if bottom else []
        while above and isinstance(above[-1], Space):
            above.pop()
        while below and isinstance(below[0], Space):
            below.pop(0)
        return (Stack(tuple(above)) if above else None), (Stack(tuple(below)) if below else None)


@dataclass(frozen=True, slots=True)
class Cell:
    """A block beside others, ``x`` points from their left edge.

    ``again`` stands there, as repeated matter, on the next page when the block has ended and those beside it go on.
    """

    x: float
    block: Block
    again: Block | None = None


@dataclass(frozen=True, slots=True)
class Row(Block):
    """Blocks side by side. It is kept whole when it is not taller than ``whole_below`` points."""

    cells: tuple[Cell, ...]
    whole_below: float = 0.0

    @property
    def height(self) -> float:
        """The height of the tallest cell."""
        return max((cell.block.height for cell in self.cells), default=0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the cells in reading order."""
        for cell in self.cells:
            cell.block.draw(pen, x + cell.x, y)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= self.whole_below:
            return None, self
        pieces = [(cell, *cell.block.split(room)) for cell in self.cells]
        if any(top is None and bottom is not None for _cell, top, bottom in pieces):
            return None, self
        tops = tuple(replace(cell, block=top) for cell, top, _bottom in pieces if top)
        if not any(bottom for _cell, _top, bottom in pieces):
            return replace(self, cells=tops), None
        rests = [(cell, bottom or cell.again) for cell, _top, bottom in pieces]
        return replace(self, cells=tops), replace(
            self, cells=tuple(replace(cell, block=rest) for cell, rest in rests if rest)
        )


@dataclass(frozen=True, slots=True)
class Ruled(Block):
    """A block with space above and below it and a line at its foot, as rows of a table have.

    Where it goes on after the end of a page, the line is only at its very end.
    """

    inner: Block
    width: float
    colour: Colour | None
    pad: tuple[float, float] = (9.0, 8.0)

    @property
    def height(self) -> float:
        """The height with both spaces and the line."""
        return self.pad[0] + self.inner.height + self.pad[1] + _HAIRLINE

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the block and the line."""
        self.inner.draw(pen, x, y + self.pad[0])
        if self.colour is None:
            return
        foot = y + self.height - _HAIRLINE / 2
        with pen.artifact():
            pen.line((x, foot), (x + self.width, foot), self.colour, _HAIRLINE)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        top, bottom = self.inner.split(room - sum(self.pad) - _HAIRLINE)
        if top is None or bottom is None:
            return None, self
        return replace(self, inner=top, colour=None), replace(self, inner=bottom)


@dataclass(frozen=True, slots=True)
class Panel(Block):
    """A block on a tinted ground with a border, and ``pad`` points (across, down) around it.

    It is at least ``least`` points high; ``centred`` puts the block in the middle of that height.
    """

    inner: Block
    width: float
    fill: Colour | None
    stroke: Colour | None
    pad: tuple[float, float] = (14.0, 12.0)
    least: float = 0.0
    centred: bool = False

    @property
    def height(self) -> float:
        """The height with the space around the block."""
        return max(self.least, self.inner.height + 2 * self.pad[1])

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the ground, then the block."""
        with pen.artifact():
            pen.box((x, y), (self.width, self.height), radius=6, stroke=self.stroke, fill=self.fill, width=1.0)
        spare = self.height - self.inner.height - 2 * self.pad[1]
        self.inner.draw(pen, x + self.pad[0], y + self.pad[1] + spare / 2 * self.centred)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        top, bottom = self.inner.split(room - 2 * self.pad[1])
        if top is None or bottom is None:
            return None, self
        return replace(self, inner=top, least=0.0), replace(self, inner=bottom, least=0.0)


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows under a head that is drawn again, as repeated matter, where they go on after the end of a page."""

    head: Block
    head_again: Block
    rows: tuple[Block, ...]

    @property
    def height(self) -> float:
        """The height of head and rows."""
        return self.head.height + sum(row.height for row in self.rows)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw head and rows."""
        Stack((self.head, *self.rows)).draw(pen, x, y)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        top, bottom = Stack(self.rows).split(room - self.head.height)
        if not isinstance(top, Stack) or not isinstance(bottom, Stack):
            return None, self
        return replace(self, rows=top.parts), replace(self, head=self.head_again, rows=bottom.parts)


def spaced(blocks: Iterable[Block], gap: float) -> tuple[Block, ...]:
    """Put the same space between blocks."""
    parts = list(blocks)
    made: list[Block] = parts[:1]
    for _before, block in pairwise(parts):
        made += [Space(gap), block]
    return tuple(made)
