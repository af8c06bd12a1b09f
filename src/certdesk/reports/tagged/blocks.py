"""Blocks: things of a known size that can be drawn, and split where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.bidi import paragraph_level
from certdesk.reports.text.lines import Align, Line, fill, fill_evenly, line_width, place, room_factor
from certdesk.reports.text.runs import Colour, Span, Style, make_words
from certdesk.reports.text.tidy import clean

_SLACK = 0.01
_HAIRLINE = 0.75
_FEWEST_LINES = 2  # of a paragraph on either side of a page's end


class Block(Protocol):
    """Something with a height that is drawn from its top left corner and can be split."""

    @property
    def height(self) -> float:
        """The height in points."""

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        """Return what fits into ``room`` points, and the rest."""

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the top left corner at ``x`` and ``y``."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that belong to one node; without a node they are repeated matter of the page."""

    node: Node | None
    lines: tuple[Line, ...]
    width: float
    leading: float
    style: Style
    align: Align

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    @property
    def natural_width(self) -> float:
        """The width of the longest line."""
        return max((line_width(line) for line in self.lines), default=0.0)

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room:
            return self, None
        fits = min(int(room // self.leading), len(self.lines) - _FEWEST_LINES)
        if fits < _FEWEST_LINES:
            return None, self
        return replace(self, lines=self.lines[:fits]), replace(self, lines=self.lines[fits:])

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.node is not None and self.node.outline and not self.node.kids:
            depth, title = self.node.outline
            pen.bookmark(depth, title, y - self.leading / 2)
        baseline = y + self.baseline
        shown = [
            (place(line, x, self.width, self.align), baseline + index * self.leading)
            for index, line in enumerate(self.lines)
        ]
        with pen.content(self.node):
            pen.text(shown)

    @property
    def baseline(self) -> float:
        """How far the first baseline is under the top."""
        size = self.style.size
        return (self.leading + size * (_ASCENT - _DESCENT)) / 2


_ASCENT, _DESCENT = 0.97, 0.24  # of the Latin fonts, about; they place the baseline in the line


def paragraph(
    node: Node | None, text: str | Iterable[Span], style: Style, width: float, align: Align | None = Align.LEFT
) -> Paragraph:
    """Set text in lines, keeping its newlines. Without ``align`` it stands where its own direction begins."""
    given = [Span(text, style)] if isinstance(text, str) else text
    spans = [Span(clean(span.text), span.style) for span in given]
    base = paragraph_level("".join(span.text for span in spans))
    if align is None:
        align = Align.RIGHT if base else Align.LEFT
    made = [make_words(line, base) for line in _at_newlines(spans)]
    lines = [line for words in made for line in (fill_evenly if style.even else fill)(words, width)]
    leading = style.leading * room_factor(word for words in made for word in words)
    return Paragraph(node, tuple(lines), width, leading, style, align)


def _at_newlines(spans: Iterable[Span]) -> list[list[Span]]:
    """Cut spans where the text has newlines, and leave out empty lines at the end."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        for index, text in enumerate(span.text.split("\n")):
            if index:
                lines.append([])
            lines[-1].append(Span(text, span.style))
    while len(lines) > 1 and not any(span.text.strip() for span in lines[-1]):
        lines.pop()
    return lines


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, of some height; it disappears at the end of a page."""

    height: float

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height <= room else (None, None)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A painted shape, decoration unless it belongs to a Figure node. ``paint`` gets pen, x and y of its top left."""

    width: float
    height: float
    paint: Callable[[Pen, float, float], None]
    node: Node | None = None

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.node is None:
            with pen.artifact():
                self.paint(pen, x, y)
            return
        self.node.attributes["BBox"] = pen.bounds((x, y), (self.width, self.height))
        with pen.content(self.node):
            self.paint(pen, x, y)


def rule(width: float, colour: Colour, thickness: float = 0.75) -> Drawing:
    """Make a horizontal line."""
    return Drawing(
        width, thickness, lambda pen, x, y: pen.line((x, y + thickness / 2), (x + width, y + thickness / 2),
                                                     colour, thickness),
    )


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one under the other."""

    parts: tuple[Block, ...]

    @property
    def height(self) -> float:
        return sum(part.height for part in self.parts)

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room + _SLACK:
            return self, None
        above: list[Block] = []
        rest = list(self.parts)
        while rest and rest[0].height <= room + _SLACK:
            room -= rest[0].height
            above.append(rest.pop(0))
        top, rest[0:1] = _split_first(rest, room)
        above += top
        while above and isinstance(above[-1], Space):
            above.pop()
        while rest and isinstance(rest[0], Space):
            rest.pop(0)
        return (Stack(tuple(above)) if above else None), (Stack(tuple(rest)) if rest else None)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for part in self.parts:
            part.draw(pen, x, y)
            y += part.height


def _split_first(rest: list[Block], room: float) -> tuple[list[Block], list[Block]]:
    top, bottom = rest[0].split(room)
    return ([top] if top else []), ([bottom] if bottom else [])


@dataclass(frozen=True, slots=True)
class Cell:
    """A block beside others, ``x`` points from their left edge."""

    x: float
    block: Block


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks side by side. It is kept whole when it is not taller than ``whole_below`` points."""

    cells: tuple[Cell, ...]
    whole_below: float = 0.0

    @property
    def height(self) -> float:
        return max((cell.block.height for cell in self.cells), default=0.0)

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room + _SLACK:
            return self, None
        if self.height <= self.whole_below:
            return None, self
        pieces = [(cell.x, cell.block.split(room)) for cell in self.cells]
        if any(top is None and bottom is not None for _x, (top, bottom) in pieces):
            return None, self
        tops = tuple(Cell(x, top) for x, (top, _bottom) in pieces if top)
        bottoms = tuple(Cell(x, bottom) for x, (_top, bottom) in pieces if bottom)
        return replace(self, cells=tops), (replace(self, cells=bottoms) if bottoms else None)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for cell in self.cells:
            cell.block.draw(pen, x + cell.x, y)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A block with space above and below it and a line at its foot, as rows of a table have."""

    inner: Block
    width: float
    colour: Colour
    pad: tuple[float, float] = (9.0, 8.0)

    @property
    def height(self) -> float:
        return self.pad[0] + self.inner.height + self.pad[1] + _HAIRLINE

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room + _SLACK:
            return self, None
        top, bottom = self.inner.split(room - sum(self.pad) - _HAIRLINE)
        if top is None or bottom is None:
            return None, self
        return replace(self, inner=top), replace(self, inner=bottom)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        self.inner.draw(pen, x, y + self.pad[0])
        foot = y + self.height - _HAIRLINE / 2
        with pen.artifact():
            pen.line((x, foot), (x + self.width, foot), self.colour, _HAIRLINE)


@dataclass(frozen=True, slots=True)
class Panel:
    """A block on a tinted ground with a border and ``pad`` points of space (horizontal, vertical) around it."""

    inner: Block
    width: float
    fill: Colour | None
    stroke: Colour | None
    pad: tuple[float, float] = (14.0, 12.0)
    least: float = 0.0
    centred: bool = False

    @property
    def height(self) -> float:
        return max(self.least, self.inner.height + 2 * self.pad[1])

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room + _SLACK:
            return self, None
        top, bottom = self.inner.split(room - 2 * self.pad[1])
        if top is None or bottom is None:
            return None, self
        return replace(self, inner=top, least=0.0), replace(self, inner=bottom, least=0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.artifact():
            pen.box((x, y), (self.width, self.height), radius=6, stroke=self.stroke, fill=self.fill, width=1.0)
        spare = self.height - self.inner.height - 2 * self.pad[1]
        self.inner.draw(pen, x + self.pad[0], y + self.pad[1] + spare / 2 * self.centred)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is drawn again, as repeated matter, where they go on after the end of a page."""

    head: Block
    head_again: Block
    rows: tuple[Block, ...]

    @property
    def height(self) -> float:
        return self.head.height + sum(row.height for row in self.rows)

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        if self.height <= room + _SLACK:
            return self, None
        top, bottom = Stack(self.rows).split(room - self.head.height)
        if not isinstance(top, Stack) or not isinstance(bottom, Stack):
            return None, self
        return replace(self, rows=top.parts), replace(self, head=self.head_again, rows=bottom.parts)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        Stack((self.head, *self.rows)).draw(pen, x, y)


def spaced(blocks: Iterable[Block], gap: float) -> tuple[Block, ...]:
    """Put the same space between blocks."""
    parts = list(blocks)
    made: list[Block] = parts[:1]
    for _before, block in pairwise(parts):
        made += [Space(gap), block]
    return tuple(made)
