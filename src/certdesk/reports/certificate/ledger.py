"""Design A, "Ledger": serif in one ink, a double rule, and a rosette that no other certificate has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.core.certificate_colours import channels
from certdesk.core.words import _
from certdesk.reports.certificate.foot import foot_of
from certdesk.reports.certificate.pictures import Printed
from certdesk.reports.certificate.rosette import draw_rosette
from certdesk.reports.certificate.sheet import Layout, Sheet, Sizes, shares, too_long, widest_word
from certdesk.reports.certificate.smaller import logo, seal_figure, statement_spans
from certdesk.reports.certificate.stamps import Stamp, draw_banner, draw_stamp, stamp_node
from certdesk.reports.tagged.blocks import Block, Drawing, Paragraph, Space
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align

_FRAMES = ((26.5, 0.8), (32.0, 2.2))  # distance from the edge and width; any printer keeps 26 points
_TOP, _FOOT = 74.0, 58.0
_SIDE, _NAME_SIDE, _STATEMENT_SIDE = 70.0, 56.0, 112.0
_PROGRAMMES = ((11.5, 2), (10.0, 2), (9.0, 3))
_TITLES = ((34.0, 1), (30.0, 2), (26.0, 2), (22.0, 3), (18.0, 4))
_NAMES = ((46.0, 1), (42.0, 1), (38.0, 1), (34.0, 2), (30.0, 2), (26.0, 3), (21.0, 4), (17.0, 6))
_WORDS_INSIDE, _WORDS_UNDER = ((12.0, 1), (10.5, 1), (9.5, 2), (8.5, 3)), ((12.0, 1), (10.5, 1), (9.0, 2), (7.5, 2))
_UNDER = 20.0  # the room under the rosette for the outcome
_ROSETTE, _SMALLEST_ROSETTE = 76.0, 46.0
_CLEAR = 0.43  # of the rosette's radius: its empty middle
_AROUND, _ROOMY = 9.0, 20.0  # over and under the rosette, at least and where it needn't be small for it
_AMPLE = 62.0  # the radius of a rosette that is large enough
_INTO_FOOT = 12.0  # of the room for signatures looks as if it were the rosette's
_LOGO: Point = (190.0, 48.0)


@dataclass(frozen=True, slots=True)
class _Middle:
    """The rosette, the word or the seal in it."""

    figure: Node
    word: Node
    seal: tuple[Node, Printed] | None


def lay_out_ledger(sheet: Sheet, stamp: Stamp) -> Layout:
    """Lay the certificate out; its structure grows in reading order."""
    said = stamp_node(sheet, stamp)
    head = Stack((*_heading(sheet), *_holder(sheet)))
    middle = _middle(sheet)
    foot = foot_of(sheet, _SIDE, signed=stamp is not Stamp.SPECIMEN, facts=True)
    top, end = _TOP * sheet.scale, sheet.paper.height - _FOOT
    line = end - foot.height
    room = line - top - head.height

    def draw(pen: Pen) -> None:
        _draw_frame(sheet, pen)
        draw_stamp(sheet, pen, stamp)
        draw_banner(sheet, pen, stamp, said)
        spare = max(0.0, room - 2 * _ROSETTE - 2 * _AROUND)
        head.draw(pen, _SIDE, top + min(spare * 0.25, 30))
        start = top + head.height + min(spare * 0.25, 30)
        _draw_middle(sheet, pen, middle, start, line)
        foot.draw(pen, end)

    return Layout(room >= 2 * (_SMALLEST_ROSETTE + _AROUND), draw)


def _draw_frame(sheet: Sheet, pen: Pen) -> None:
    paper = sheet.paper
    with pen.artifact("Background"):
        for inset, width in _FRAMES:
            size = (paper.width - 2 * inset, paper.height - 2 * inset)
            pen.box((inset, inset), size, stroke=channels(sheet.palette.accent), width=width)


@dataclass(frozen=True, slots=True)
class _Wider(Block):
    """A block that reaches further to both sides than the column it stands in."""

    inner: Block
    by: float

    @property
    def height(self) -> float:
        return self.inner.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        self.inner.draw(pen, x - self.by, y)


def _width(sheet: Sheet, side: float = _SIDE) -> float:
    return sheet.paper.width - 2 * side


def _heading(sheet: Sheet) -> list[Block]:
    text, scale = sheet.text, sheet.scale
    parts: list[Block] = []
    if found := logo(sheet, _LOGO):
        node, picture = found
        parts += [_Logo(picture, node, _width(sheet)), Space(14 * scale)]
    if text.programme:
        style = shares(sheet, Family.STRONG, 1.5, sheet.accent, tracking=0.19)
        node = sheet.root.child("P")
        programme = sheet.fitted(node, text.programme.upper(), style, _PROGRAMMES, _width(sheet), Align.CENTRE)
        # A letter that is spaced out has its space after it: without that of the last one, the line is centred.
        parts += [_Wider(programme, -programme.style.tracking / 2), Space(22 * scale)]
    node = sheet.root.heading(1, text.title)
    title = sheet.fitted(
        node, text.title, shares(sheet, Family.DISPLAY, 1.28), _TITLES, _width(sheet, _NAME_SIDE), Align.CENTRE
    )
    return [*parts, _Wider(title, _SIDE - _NAME_SIDE), Space(28 * scale)]


@dataclass(frozen=True, slots=True)
class _Logo(Block):
    """A picture in the middle of its column."""

    picture: Printed
    node: Node
    width: float

    @property
    def height(self) -> float:
        return self.picture.size[1]

    def draw(self, pen: Pen, x: float, y: float) -> None:
        self.picture.draw(pen, self.node, (x + (self.width - self.picture.size[0]) / 2, y))


def _holder(sheet: Sheet) -> list[Block]:
    scale = sheet.scale
    opening = sheet.set(
        sheet.root.child("P"), sheet.wording.opening, sheet.style(Family.SERIF_ITALIC, 13.5, 20, sheet.quiet),
        _width(sheet), Align.CENTRE,
    )  # fmt: skip
    name = sheet.fitted(
        sheet.root.child("P"), sheet.text.holder, shares(sheet, Family.DISPLAY, 1.26), _NAMES,
        _width(sheet, _NAME_SIDE), Align.CENTRE,
    )  # fmt: skip
    statement = _statement(sheet)
    return [
        opening,
        Space(8 * scale),
        _Wider(name, _SIDE - _NAME_SIDE),
        Space(8 * scale),
        _underline(sheet),
        Space(16 * scale),
        _Wider(statement, _SIDE - _STATEMENT_SIDE),
    ]


def _statement(sheet: Sheet) -> Paragraph:
    spans = statement_spans(sheet, sheet.style(Family.SERIF, 14, 22.5))
    return sheet.set(sheet.root.child("P"), spans, spans[0].style, _width(sheet, _STATEMENT_SIDE), Align.CENTRE)


def _underline(sheet: Sheet) -> Drawing:
    def paint(pen: Pen, x: float, y: float) -> None:
        middle = x + _width(sheet) / 2
        pen.line((middle - 107, y), (middle + 107, y), sheet.hair)

    return Drawing(_width(sheet), 0.75, paint)


def _middle(sheet: Sheet) -> _Middle:
    figure = sheet.root.child("Figure", Alt=_("Rosette drawn for this certificate alone"))
    seal = seal_figure(sheet, (2 * _ROSETTE * _CLEAR * 0.86, 2 * _ROSETTE * _CLEAR * 0.86))
    word = sheet.root.child("P")
    return _Middle(figure, word, seal)


def _outcome(sheet: Sheet, node: Node, width: float, sizes: Sizes) -> Paragraph | None:
    """Set the outcome in some width, or return None where even the smallest size has no room for all its words."""
    block = sheet.fitted(
        node, sheet.text.outcome_label, shares(sheet, Family.STRONG, 1.25, sheet.accent), sizes, width, Align.CENTRE
    )
    fits = len(block.lines) <= sizes[-1][1] and widest_word(sheet.text.outcome_label, block.style) <= width
    return block if fits else None


def _radius(room: float) -> float:
    return min(_ROSETTE, max(room / 2 - _ROOMY, min(_AMPLE, room / 2 - _AROUND)))


def _draw_middle(sheet: Sheet, pen: Pen, middle: _Middle, top: float, foot: float) -> None:
    """Draw the rosette between two heights, smaller where there is little room; the outcome in it or under it."""
    foot += _INTO_FOOT * sheet.scale
    radius = _radius(foot - top)
    inside = None if middle.seal else _outcome(sheet, middle.word, 2 * radius * _CLEAR * 0.88, _WORDS_INSIDE)
    under = 0.0 if inside else _UNDER
    radius = max(_SMALLEST_ROSETTE - under / 2, _radius(foot - top - under))
    centre = (sheet.paper.width / 2, top + (foot - top - under) * 0.5)
    middle.figure.attributes["BBox"] = pen.bounds((centre[0] - radius, centre[1] - radius), (2 * radius, 2 * radius))
    with pen.content(middle.figure):
        draw_rosette(pen, centre, radius, sheet.digest, channels(sheet.palette.accent))
    if middle.seal:
        node, picture = middle.seal
        share = radius / _ROSETTE
        small = replace(picture, size=(picture.size[0] * share, picture.size[1] * share))
        small.draw(pen, node, (centre[0] - small.size[0] / 2, centre[1] - small.size[1] / 2))
    block = inside or _outcome(sheet, middle.word, _width(sheet, _STATEMENT_SIDE), _WORDS_UNDER)
    if block is None:
        raise too_long(sheet.text.holder)
    y = centre[1] - block.height / 2 if inside else centre[1] + radius + 4
    block.draw(pen, centre[0] - block.width / 2, y)
