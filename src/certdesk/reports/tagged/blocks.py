"""Blocks: things of a known size that can be drawn, and split where a page ends. Here the simple ones."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.bidi import line_level, paragraph_level
from certdesk.reports.text.languages import other_language
from certdesk.reports.text.lines import Align, Line, fill_evenly, fill_well, line_width, place, room_factor
from certdesk.reports.text.runs import Colour, Span, Style, make_words
from certdesk.reports.text.tidy import clean

_SLACK = 0.01
# A Hebrew or Arabic letter with a mark over or under it.
_VOWELLED = re.compile(
    "[\u0590-\u08ff][\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff]"
)
_ISOLATE, _UNCLOSED = "\u2068", "\u2069"
_FEWEST_LINES = 2  # of a paragraph on either side of a page's end
_ASCENT, _DESCENT = 0.97, 0.24  # of the Latin fonts, about; they place the baseline in the line


class Block(ABC):
    """Something with a height that is drawn from its top left corner and can be split."""

    __slots__ = ()

    @property
    @abstractmethod
    def height(self) -> float:
        """The height in points."""

    @abstractmethod
    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the top left corner at ``x`` and ``y``."""

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        """Return what fits into ``room`` points, and the rest."""
        return (self, None) if self.height <= room + _SLACK else self._cut(room)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        """Split what doesn't fit whole; most blocks can't be cut and go to the next page."""
        return None, self


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Lines of text that belong to one node; without a node they are repeated matter of the page."""

    node: Node | None
    lines: tuple[Line, ...]
    width: float
    leading: float
    style: Style
    align: Align

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.leading * len(self.lines)

    @property
    def natural_width(self) -> float:
        """The width of the longest line."""
        return max((line_width(line) for line in self.lines), default=0.0)

    @property
    def under_baseline(self) -> float:
        """The height that lies under the baseline of the last line."""
        return (self.leading - self.style.size * (_ASCENT - _DESCENT)) / 2

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the lines, and note the heading for the outline where it begins."""
        if self.node is not None and self.node.outline and not self.node.kids:
            depth, title = self.node.outline
            pen.bookmark(depth, title, y - self.leading / 2)
        baseline = y + self.leading - self.under_baseline
        shown = [
            (place(line, x, self.width, self.align), baseline + index * self.leading)
            for index, line in enumerate(self.lines)
        ]
        with pen.content(self.node):
            pen.text(shown, self.style.language)

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        fits = min(int(room // self.leading), len(self.lines) - _FEWEST_LINES)
        if fits < _FEWEST_LINES:
            return None, self
        return replace(self, lines=self.lines[:fits]), replace(self, lines=self.lines[fits:])


def paragraph(
    node: Node | None, text: str | Iterable[Span], style: Style, width: float, align: Align | None = Align.LEFT
) -> Paragraph:
    """Set text in lines, keeping its newlines, in the direction of its style's language.

    Without ``align`` the text's own letters decide on the direction, and it stands where that begins.
    """
    given = [Span(text, style)] if isinstance(text, str) else text
    spans = [Span(clean(span.text), span.style) for span in given]
    whole = "".join(span.text for span in spans)
    if node is not None and (spoken := other_language(whole, style.language)):
        node.attributes.setdefault("Lang", spoken)
        style = replace(style, language=spoken)
        spans = [Span(span.text, replace(span.style, language=spoken)) for span in spans]
    if node is not None and _VOWELLED.search(
        whole
    ):  # what is drawn has each mark before its letter, as readers need it
        node.attributes.setdefault("ActualText", whole.strip())
    base = paragraph_level(whole) if align is None else line_level(whole, style.language)
    if align is None:
        align = Align.RIGHT if base else Align.LEFT
    made = [make_words(line, base) for line in _at_newlines(spans)]
    lines = [line for words in made for line in (fill_evenly if style.even else fill_well)(words, width)]
    leading = style.leading * room_factor(word for words in made for word in words)
    return Paragraph(node, tuple(lines), width, leading, style, align)


def shortened(
    node: Node | None, text: str, style: Style, width: float, align: Align | None = Align.LEFT, *, lines: int = 1
) -> Paragraph:
    """Set as many whole words of a text as fit on so many lines; a quote is closed where it is cut."""
    whole = paragraph(node, text, style, width, align)
    if len(whole.lines) <= lines:
        return whole
    words = clean(text).split(" ")
    for count in range(len(words) - 1, 0, -1):
        kept = " ".join(words[:count]).rstrip(" ,;:…(")
        kept = f"{kept}…{'”' if kept.count('“') > kept.count('”') else ''}{_UNCLOSED * kept.count(_ISOLATE)}"
        tried = paragraph(node, kept, style, width, align)
        if len(tried.lines) <= lines:
            return tried
    return replace(whole, lines=whole.lines[:lines])


def _at_newlines(spans: Iterable[Span]) -> list[list[Span]]:
    """Cut spans where the text has newlines, and leave out empty lines at the end."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        for index, text in enumerate(span.text.split("\n")):
            if index:
                lines[-1].append(Span(" ", span.style))  # unseen, but it keeps copied words apart
                lines.append([])
            lines[-1].append(Span(text, span.style))
    while len(lines) > 1 and not any(span.text.strip() for span in lines[-1]):
        lines.pop()
    return lines


@dataclass(frozen=True, slots=True)
class Space(Block):
    """Nothing, of some height; it disappears at the end of a page."""

    size: float

    @property
    def height(self) -> float:
        """The height in points."""
        return self.size

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing."""

    def _cut(self, room: float) -> tuple[Block | None, Block | None]:
        return None, None


@dataclass(frozen=True, slots=True)
class Drawing(Block):
    """A painted shape, decoration unless it belongs to a Figure. ``paint`` gets pen, x and y of its top left."""

    width: float
    size: float
    paint: Callable[[Pen, float, float], None]
    node: Node | None = None

    @property
    def height(self) -> float:
        """The height in points."""
        return self.size

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Paint it, as content of its node or as decoration."""
        if self.node is None:
            with pen.artifact():
                self.paint(pen, x, y)
            return
        self.node.attributes["BBox"] = pen.bounds((x, y), (self.width, self.size))
        with pen.content(self.node):
            self.paint(pen, x, y)


def rule(width: float, colour: Colour, thickness: float = 0.75) -> Drawing:
    """Make a horizontal line."""

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + thickness / 2
        pen.line((x, middle), (x + width, middle), colour, thickness)

    return Drawing(width, thickness, paint)
