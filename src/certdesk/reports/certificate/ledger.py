"""Design A, "Ledger": serif on plain paper in one ink, a double rule, and a rosette that no other certificate has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.core.documents import CertificateText
from certdesk.core.words import _
from certdesk.reports.certificate.rosette import digest_of, draw_rosette
from certdesk.reports.dates import in_words
from certdesk.reports.look import TEAL_DEEP, TEXT, TEXT2, TEXT3, ink
from certdesk.reports.tagged.blocks import Block, Paragraph, Space, paragraph
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.bidi import runs_right_to_left
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Colour, Style, isolated

SIGNATURE_FIELD = "CertDesk.Lead"

_GOLD = ink("#B9B2A1")
_FRAMES = ((26.5, 0.8), (32.0, 2.2))  # distance from the edge and width; any printer keeps 26 points
_TOP = 78.0
_SIDE, _NAME_SIDE, _STATEMENT_SIDE = 76.0, 60.0, 118.0
_NAME_SIZES = (46.0, 40.0, 34.0, 28.0)
_WORD_SIZES = (12.0, 10.5, 9.0, 7.5)
_ROSETTE, _SMALLEST_ROSETTE = 74.0, 34.0
_FOOT, _BETWEEN = 66.0, 40.0
_SIGNING_ROOM = 50.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The certificate that is being drawn."""

    text: CertificateText
    pen: Pen
    root: Node

    @property
    def width(self) -> float:
        return self.pen.paper.width

    def style(self, family: Family, size: float, leading: float, colour: Colour = TEXT) -> Style:
        """Make a style whose lines are of about the same length, because all of them are centred."""
        return Style(family, size, leading, colour, self.text.language, even=True)

    def centred(self, text: str, style: Style, side: float = _SIDE, node: Node | None = None) -> Paragraph:
        """Set a centred paragraph between margins of ``side`` points."""
        node = self.root.child("P") if node is None else node
        return paragraph(node, text, style, self.width - 2 * side, Align.CENTRE)


def draw_ledger(text: CertificateText, pen: Pen, root: Node) -> None:
    """Draw the certificate on the page that ``pen`` is at, and add its structure to ``root`` in reading order."""
    sheet = _Sheet(text, pen, root)
    _draw_frame(sheet)
    y = _TOP
    for block, side in (*_heading(sheet), *_holder(sheet)):
        block.draw(pen, side, y)
        y += block.height
    figure, word = root.child("Figure", Alt=_("Rosette drawn from the digest of this certificate")), root.child("P")
    line = _draw_signature(sheet)
    _draw_rosette(sheet, (figure, word), y, line)


def _draw_frame(sheet: _Sheet) -> None:
    paper = sheet.pen.paper
    with sheet.pen.artifact("Background"):
        for inset, width in _FRAMES:
            size = (paper.width - 2 * inset, paper.height - 2 * inset)
            sheet.pen.box((inset, inset), size, stroke=TEAL_DEEP, width=width)


def _heading(sheet: _Sheet) -> list[tuple[Block, float]]:
    text = sheet.text
    programme = replace(sheet.style(Family.STRONG, 11.5, 18, TEAL_DEEP), tracking=2.2)
    title = sheet.style(Family.DISPLAY, 34, 44)
    return [
        (sheet.centred(text.programme.upper(), programme), _SIDE),
        (Space(26), 0),
        (sheet.centred(text.title, title, _NAME_SIDE, sheet.root.heading(1, text.title)), _NAME_SIDE),
        (Space(34), 0),
    ]


def _holder(sheet: _Sheet) -> list[tuple[Block, float]]:
    certifies = sheet.centred(_("This certifies that"), sheet.style(Family.SERIF_ITALIC, 13.5, 20, TEXT2))
    name = _name(sheet)
    statement = sheet.centred(sheet.text.statement, sheet.style(Family.SERIF, 14, 23), _STATEMENT_SIDE)
    return [
        (certifies, _SIDE),
        (Space(10), 0),
        (name, _NAME_SIDE),
        (Space(10), 0),
        (_Underline(214.0), sheet.width / 2),
        (Space(18), 0),
        (statement, _STATEMENT_SIDE),
    ]


def _name(sheet: _Sheet) -> Paragraph:
    """Set the holder's name as large as it fits on one line, else small on two or more."""
    node = sheet.root.child("P")
    for size in _NAME_SIZES:
        block = sheet.centred(sheet.text.holder, sheet.style(Family.DISPLAY, size, size * 1.26), _NAME_SIDE, node)
        if len(block.lines) == 1:
            break
    return block


@dataclass(frozen=True, slots=True)
class _Underline(Block):
    """The fine line under the name, drawn around its x."""

    length: float

    @property
    def height(self) -> float:
        return 0.75

    def draw(self, pen: Pen, x: float, y: float) -> None:
        with pen.artifact():
            pen.line((x - self.length / 2, y), (x + self.length / 2, y), _GOLD, self.height)


def _draw_rosette(sheet: _Sheet, nodes: tuple[Node, Node], top: float, foot: float) -> None:
    """Draw the rosette between two heights, smaller where there is little room, and the outcome in its middle."""
    pen, text = sheet.pen, sheet.text
    radius = max(_SMALLEST_ROSETTE, min(_ROSETTE, (foot - top) / 2 - 18))
    centre = (sheet.width / 2, top + (foot - top) * 0.48)
    figure, word = nodes
    figure.attributes["BBox"] = pen.bounds((centre[0] - radius, centre[1] - radius), (2 * radius, 2 * radius))
    digest = digest_of(text.serial, text.holder, text.title, text.issued_on.isoformat(), text.document_id)
    with pen.content(figure):
        draw_rosette(pen, centre, radius, digest, TEAL_DEEP)
    _draw_word(sheet, word, centre, radius * 0.76)


def _draw_word(sheet: _Sheet, node: Node, centre: Point, width: float) -> None:
    for size in _WORD_SIZES:
        style = sheet.style(Family.STRONG, size, size * 1.25, TEAL_DEEP)
        block = paragraph(node, sheet.text.outcome_label, style, width, Align.CENTRE)
        if len(block.lines) == 1:
            break
    block.draw(sheet.pen, centre[0] - width / 2, centre[1] - block.height / 2)


def _draw_signature(sheet: _Sheet) -> float:
    """Draw who signs and when beside each other, and the small print under them; return the height above them."""
    text, pen = sheet.text, sheet.pen
    width = (sheet.width - 2 * _SIDE - _BETWEEN) / 2
    signer = _signed(sheet, text.signer.name, text.signer.role, width)
    form = sheet.root.child("Form", Alt=_("Signature of {name}").format(name=text.signer.name))
    issued = _signed(sheet, in_words(text.issued_on), _("Date of issue"), width)
    small_print = _small_print(sheet)
    foot = pen.paper.height - _FOOT - small_print.height
    y = foot - 22 - max(signer.height, issued.height)
    rtl = runs_right_to_left(text.language)
    places = (_SIDE, sheet.width - _SIDE - width)
    for x, block in zip(places[::-1] if rtl else places, (signer, issued), strict=True):
        with pen.artifact():
            pen.line((x, y - 5), (x + width, y - 5), _GOLD)
        block.draw(pen, x, y)
    size = (width, _SIGNING_ROOM + signer.height)
    label = str(form.attributes["Alt"])
    pen.field(form, SIGNATURE_FIELD, (places[rtl], y - _SIGNING_ROOM), size, label=label, locks=False)
    small_print.draw(pen, _SIDE, foot)
    return y - 5


def _signed(sheet: _Sheet, first: str, second: str, width: float) -> Stack:
    name, role = sheet.style(Family.SERIF, 12, 17), sheet.style(Family.SERIF, 10.5, 15, TEXT3)
    return Stack(
        (
            paragraph(sheet.root.child("P"), first, name, width, Align.CENTRE),
            paragraph(sheet.root.child("P"), second, role, width, Align.CENTRE),
        )
    )


def _small_print(sheet: _Sheet) -> Stack:
    text, style = sheet.text, sheet.style(Family.BODY, 9, 14, TEXT2)
    facts = _("Valid until {date}. Certificate {serial}. Rubric {rubric}.").format(
        date=in_words(text.valid_until), serial=isolated(text.serial), rubric=isolated(text.rubric)
    )
    signed = _("Signed electronically with the key {fingerprint}.")
    lines = (
        facts,
        signed.format(fingerprint=isolated(text.signer.fingerprint)),
        _("Check it without a network: open this file in CertDesk."),
    )
    return Stack(tuple(sheet.centred(line, style) for line in lines))
