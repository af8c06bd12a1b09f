"""What charts are drawn with: text inside a figure, colours of levels and means, hatching that needs no colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from certdesk.core.insights.figures import CriterionFigures
from certdesk.reports.look import INK, LINE, PAPER, SUNKEN, TEXT, TEXT3, Sheet, ink
from certdesk.reports.tagged.blocks import Block, Drawing, shortened
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.lines import Align, line_width, place
from certdesk.reports.text.runs import Colour, Style

_BELOW = (ink("#8C510A"), ink("#DDAA4C"))
_ABOVE = (ink("#2B7F78"), ink("#0B4F4B"))
TONES = (PAPER, ink("#E6BE86"), ink("#F2D9AC"), ink("#FAF0DC"), ink("#DFF0ED"), ink("#B3DBD5"))
"""Grounds of a heat map by tone, 0 for none."""
_BASELINE = 0.72
_BRIGHT = 0.45


@dataclass(frozen=True, slots=True)
class Canvas:
    """A figure that is being drawn: its width, the corner on the page, and which way its language runs."""

    pen: Pen
    sheet: Sheet
    x: float
    y: float
    width: float

    def at(self, x: float, wide: float = 0.0) -> float:
        """Return where a thing of some width stands that is ``x`` from the side where lines begin."""
        return self.x + (self.width - x - wide if self.sheet.rtl else x)

    def box(self, x: float, y: float, size: tuple[float, float], fill: Colour) -> None:
        """Fill a box."""
        self.pen.box((self.at(x, size[0]), self.y + y), size, fill=fill)

    def text(self, text: str, place_: tuple[float, float, float], style: Style, align: Align | None = None) -> None:
        """Write one line into a space: x, y of its top, and width; what doesn't fit is shortened."""
        x, y, wide = place_
        told = shortened(None, text, style, wide, align or self.sheet.start)
        if not told.lines:
            return
        baseline = self.y + y + style.leading * _BASELINE
        placed = place(told.lines[0], self.at(x, wide), wide, told.align)
        self.pen.text([(placed, baseline)], style.language)

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float = 0.75) -> None:
        """Draw a line between two places of the figure."""
        self.pen.line((self.at(start[0]), self.y + start[1]), (self.at(end[0]), self.y + end[1]), colour, width)

    def hatched(self, x: float, y: float, size: tuple[float, float], colour: Colour, gap: float = 4.0) -> None:
        """Hatch a box with slanted lines."""
        wide, high = size
        corner = (self.at(x, wide), self.y + y)
        with self.pen.clipped(corner, size):
            strokes = []
            at = -high
            while at < wide:
                strokes.append([(corner[0] + at, corner[1] + high), (corner[0] + at + high, corner[1])])
                at += gap
            self.pen.path(strokes, stroke=colour, width=0.5)


def figure(sheet: Sheet, node: Node, alt: str, height: float, paint: Callable[[Canvas], None]) -> Block:
    """Make a figure across the page, with the words that stand for it."""

    def draw(pen: Pen, x: float, y: float) -> None:
        paint(Canvas(pen, sheet, x, y, sheet.width))

    return Drawing(sheet.width, height, draw, node.child("Figure", Alt=alt))


def level_fill(one: CriterionFigures, place_: int) -> Colour:
    """Return the fill of a level: browns below the standard, blue-greens from there on."""
    level = one.levels[place_]
    side = [each.value for each in one.levels if each.below is level.below]
    first, last = _BELOW if level.below else _ABOVE
    if len(side) < 2:
        return last if level.below else first
    along = float((level.value - side[0]) / (side[-1] - side[0]))
    red, green, blue = (a + (b - a) * along for a, b in zip(first, last, strict=True))
    return red, green, blue


def on(fill: Colour) -> Colour:
    """Return the colour of text that can be read on a fill."""
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in fill)
    return TEXT if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _BRIGHT * 0.6 else PAPER


def small(style: Style, size: float = 8.0, colour: Colour = INK) -> Style:
    """Return a style for text in charts."""
    return replace(style, size=size, leading=size * 1.35, colour=TEXT if colour == INK else colour)


def natural_width(text: str, style: Style) -> float:
    """Return how wide a short text is."""
    told = shortened(None, text, style, 2000.0)
    return max((line_width(line) for line in told.lines), default=0.0)


HIDDEN_GROUND, HIDDEN_LINES, QUIET = SUNKEN, LINE, TEXT3
