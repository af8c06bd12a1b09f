"""Design C, "Field": warm paper under a band of tumbling blocks in the colours of the programme."""

from __future__ import annotations

from certdesk.core.certificate_colours import WHITE, channels
from certdesk.core.words import _
from certdesk.reports.certificate.foot import foot_of
from certdesk.reports.certificate.hung import Hung
from certdesk.reports.certificate.pictures import Printed
from certdesk.reports.certificate.sheet import Layout, Sheet, shares
from certdesk.reports.certificate.smaller import fact_row, logo, seal_figure, statement_spans
from certdesk.reports.certificate.stamps import BANNER, Stamp, draw_banner, draw_stamp, stamp_node
from certdesk.reports.certificate.tumbling import block_palette, draw_blocks
from certdesk.reports.dates import in_words
from certdesk.reports.tagged.blocks import Block, Paragraph, Space
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family

_SIDE = 64.0
_TALLEST, _LEAST, _BAR = 226.0, 84.0, 6.0
_UNDER_BAND, _FOOT = 34.0, 48.0
_PROGRAMMES = ((12.0, 2), (10.5, 3), (9.0, 4))
_TITLES = ((21.0, 1), (19.0, 2), (17.0, 3), (15.0, 4))
_NAMES = ((50.0, 1), (45.0, 1), (40.0, 1), (36.0, 2), (32.0, 2), (27.0, 3), (22.0, 4), (18.0, 6))
_LOGO: Point = (130.0, 44.0)
_SEAL: Point = (92.0, 92.0)
_EDGE = 0.5  # the paper's size is rounded; what is told about the band lies well within it


def lay_out_field(sheet: Sheet, stamp: Stamp) -> Layout:
    """Lay the certificate out; its structure grows in reading order. The band takes what the words leave."""
    said = stamp_node(sheet, stamp)
    width = sheet.paper.width - 2 * _SIDE
    figure = sheet.root.child("Figure", Alt=_("Blocks drawn for this certificate alone"))
    found = logo(sheet, _LOGO)
    seal = seal_figure(sheet, _SEAL)
    words = _words(sheet, width, _LOGO[0] + 14 if found else 0.0)
    rubric = _("Rubric {rubric}.").format(rubric=sheet.text.rubric)
    foot = foot_of(sheet, _SIDE, signed=stamp is not Stamp.SPECIMEN, facts=False, extra=(rubric,))
    y = sheet.paper.height - _FOOT - foot.height
    spare = y - _UNDER_BAND - _BAR - words.height - 14
    band = min(_TALLEST, spare)
    start = band + _BAR + _UNDER_BAND + (spare - band) * 0.5

    def draw(pen: Pen) -> None:
        _draw_ground(sheet, pen)
        draw_stamp(sheet, pen, stamp)
        draw_banner(sheet, pen, stamp, said)
        _draw_band(sheet, pen, figure, BANNER if stamp else 0.0, band)
        if found:
            _draw_logo(sheet, pen, found, start)
        if seal:
            _draw_seal(sheet, pen, seal, band)
        words.draw(pen, sheet.place(_SIDE, width), start)
        foot.draw(pen, sheet.paper.height - _FOOT)

    return Layout(band >= _LEAST, draw)


def _draw_ground(sheet: Sheet, pen: Pen) -> None:
    with pen.artifact("Background"):
        pen.box((0, 0), (sheet.paper.width, sheet.paper.height), fill=channels(sheet.palette.ground))


def _draw_band(sheet: Sheet, pen: Pen, figure: Node, top: float, end: float) -> None:
    width = sheet.paper.width
    with pen.artifact("Background"):
        pen.box((0, end), (width, _BAR), fill=channels(sheet.palette.accent))
    corner, size = (0.0, top), (width, end - top)
    figure.attributes["BBox"] = pen.bounds((_EDGE, top + _EDGE), (width - 2 * _EDGE, size[1] - 2 * _EDGE))
    with pen.content(figure):
        draw_blocks(pen, corner, size, sheet.digest, block_palette(sheet.palette.accent, sheet.palette.accent_text))


def _draw_logo(sheet: Sheet, pen: Pen, found: tuple[Node, Printed], y: float) -> None:
    node, picture = found
    picture.draw(pen, node, (sheet.place(sheet.paper.width - _SIDE - picture.size[0], picture.size[0]), y - 8))


def _draw_seal(sheet: Sheet, pen: Pen, seal: tuple[Node, Printed], band: float) -> None:
    """Set the seal on a white disc on the band, towards the side where lines end."""
    node, picture = seal
    radius = min(62.0, band * 0.42)
    share = min(1.0, radius / 62.0)
    size = (picture.size[0] * share, picture.size[1] * share)
    centre = (sheet.place(sheet.paper.width - _SIDE - radius, 0), band / 2)
    with pen.artifact():
        pen.circle(centre, radius, fill=channels(WHITE), stroke=channels(sheet.palette.accent), width=2.0)
    Printed(picture.pixels, picture.dots, size).draw(pen, node, (centre[0] - size[0] / 2, centre[1] - size[1] / 2))


def _words(sheet: Sheet, width: float, beside: float) -> Stack:
    text, scale = sheet.text, sheet.scale
    parts: list[Block] = []
    if text.programme:
        style = shares(sheet, Family.STRONG, 1.5, sheet.accent)
        programme = sheet.fitted(sheet.root.child("P"), text.programme, style, _PROGRAMMES, width - beside)
        parts += [sheet.at_start(programme, width), Space(4 * scale)]
    parts += [sheet.at_start(_title(sheet, width - beside), width), Space(8 * scale)]
    if sheet.wording.opening:
        style = sheet.style(Family.SERIF_ITALIC, 13, 20, sheet.quiet)
        parts += [sheet.set(sheet.root.child("P"), sheet.wording.opening, style, width), Space(2 * scale)]
    name = sheet.fitted(sheet.root.child("P"), text.holder, shares(sheet, Family.SERIF_BOLD, 1.2), _NAMES, width)
    spans = statement_spans(sheet, sheet.style(Family.SERIF, 15, 24.5))
    statement = sheet.set(sheet.root.child("P"), spans, spans[0].style, width)
    return Stack((*parts, Hung(name), Space(10 * scale), statement, Space(18 * scale), _facts(sheet, width)))


def _title(sheet: Sheet, width: float) -> Paragraph:
    node = sheet.root.heading(1, sheet.text.title)
    return sheet.fitted(node, sheet.text.title, shares(sheet, Family.DISPLAY, 1.3), _TITLES, width)


def _facts(sheet: Sheet, width: float) -> Block:
    text = sheet.text
    facts = (
        (_("Result"), text.outcome_label),
        (_("Issued"), in_words(text.issued_on)),
        (_("Valid to"), in_words(text.valid_until)),
        (_("Number"), text.serial),
    )
    styles = (sheet.style(Family.SERIF, 10.5, 16, sheet.quiet), sheet.style(Family.SERIF, 11.5, 17))
    return fact_row(sheet, facts, styles, width)
