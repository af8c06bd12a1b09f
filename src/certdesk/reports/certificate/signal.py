"""Design B, "Signal": sans serif, one band of colour with fine waves, the criteria named, the name large."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.certificate_colours import WHITE, channels, mixed
from certdesk.core.words import _
from certdesk.reports.certificate.code import code_figure, code_side, draw_code, quiet_side
from certdesk.reports.certificate.hung import Hung
from certdesk.reports.certificate.pictures import Printed
from certdesk.reports.certificate.rosette import draw_rosette
from certdesk.reports.certificate.sheet import Layout, Sheet, shares
from certdesk.reports.certificate.signers import Signers, signers
from certdesk.reports.certificate.smaller import SmallPrint, fact_row, logo, seal_figure, small_print, statement_spans
from certdesk.reports.certificate.stamps import Stamp, draw_banner, draw_stamp, stamp_node
from certdesk.reports.dates import in_words
from certdesk.reports.tagged.blocks import Block, Space, rule
from certdesk.reports.tagged.boxes import Cell, Row, Stack
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family

_BAND, _BAND_SIDE = 140.0, 17.0  # the code with its border fills the band between these sides
_LEFT, _RIGHT = 178.0, 46.0
_TOP, _FOOT = 56.0, 52.0
_PROGRAMMES = ((12.0, 6), (10.5, 7), (9.0, 9), (7.5, 14))
_TITLES = ((16.0, 2), (14.5, 3), (13.0, 4))
_NAMES = ((54.0, 2), (48.0, 2), (42.0, 2), (37.0, 3), (32.0, 3), (27.0, 4), (22.0, 5), (18.0, 7))
_LOGO: Point = (150.0, 46.0)
_SEAL: Point = (84.0, 84.0)
_GAP = 24.0
_OVER_SMALL = 12.0
_WAVES, _FINER = 152.0, 3  # a rosette larger than the band, which cuts it
_MOST_CRITERIA = 16


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands in the band of colour."""

    programme: Stack
    figure: Node
    seal: tuple[Node, Printed] | None


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands beside the band: number and logo at its head, the words, and the signers at its foot."""

    number: Row
    logo: tuple[Node, Printed] | None
    words: Stack
    signers: Signers
    small: SmallPrint
    code: str

    @property
    def head(self) -> float:
        return max(self.number.height, self.logo[1].size[1] if self.logo else 0.0)

    @property
    def foot(self) -> float:
        """The height from the room for signatures to the foot of the page.

        The first line to sign on stands as high as the code reaches, the last words at its lower end.
        """
        under = self.signers.height - self.signers.room + _OVER_SMALL + self.small.to_baseline
        seen = code_side(self.code) - 2 * quiet_side(self.code)
        return self.signers.room + max(under, seen) + self.under

    @property
    def under(self) -> float:
        """What lies under the last baseline: as much as the white border of the code."""
        return quiet_side(self.code) or self.small.height - self.small.to_baseline


def lay_out_signal(sheet: Sheet, stamp: Stamp) -> Layout:
    """Lay the certificate out; its structure grows in reading order."""
    said = stamp_node(sheet, stamp)
    width = sheet.paper.width - _LEFT - _RIGHT
    band = _band(sheet)
    column = _column(sheet, width, signed=stamp is not Stamp.SPECIMEN)
    side = code_side(sheet.text.code)
    code = code_figure(sheet.root, sheet.text.serial) if side else None
    foot = sheet.paper.height - _FOOT - column.foot
    room = foot - _TOP - column.head - column.words.height
    # Logo and number keep to the head; the words start lower where the page has room for it.
    start = _TOP + column.head + min(104.0, max(16.0, room * 0.5))

    def draw(pen: Pen) -> None:
        draw_stamp(sheet, pen, stamp)
        _draw_ground(sheet, pen)
        draw_banner(sheet, pen, stamp, said)
        _draw_band(sheet, pen, band)
        x = sheet.place(_LEFT, width)
        if column.logo:
            node, picture = column.logo
            picture.draw(pen, node, (sheet.place(_LEFT + width - picture.size[0], picture.size[0]), _TOP - 8))
        column.number.draw(pen, x, _TOP)
        column.words.draw(pen, x, start)
        column.signers.draw(pen, _LEFT, foot)
        end = sheet.paper.height - _FOOT - column.under
        column.small.draw(pen, x, end - column.small.to_baseline)
        if code is not None:
            x = sheet.place((_BAND - side) / 2, side)
            draw_code(pen, code, sheet.text.code, (x, sheet.paper.height - _FOOT - side))

    return Layout(room >= 32 and _band_fits(sheet, band, side), draw)


def _band_fits(sheet: Sheet, band: _Band, side: float) -> bool:
    return _TOP + band.programme.height + (130 if band.seal else 30) + side + _FOOT < sheet.paper.height


def _band(sheet: Sheet) -> _Band:
    style = shares(sheet, Family.STRONG, 1.4, channels(WHITE))
    width = _BAND - 2 * _BAND_SIDE
    name = sheet.text.programme
    words = (sheet.fitted(sheet.root.child("P"), name, style, _PROGRAMMES, width),) if name else ()
    figure = sheet.root.child("Figure", Alt=_("Waves drawn for this certificate alone"))
    return _Band(Stack(words), figure, seal_figure(sheet, _SEAL))


def _draw_ground(sheet: Sheet, pen: Pen) -> None:
    with pen.artifact("Background"):
        size = (_BAND, sheet.paper.height)
        pen.box((sheet.place(0, _BAND), 0), size, fill=channels(sheet.palette.accent))


def _draw_band(sheet: Sheet, pen: Pen, band: _Band) -> None:
    x, height = sheet.place(0, _BAND), sheet.paper.height
    band.programme.draw(pen, sheet.place(_BAND_SIDE, _BAND - 2 * _BAND_SIDE), _TOP)
    top = _TOP + band.programme.height + 26
    side = code_side(sheet.text.code)
    corner, size = (x, top), (_BAND, height - top - _FOOT - (side + 26 if side else 0))
    middle = (x + _BAND / 2, top + size[1] / 2)
    radius = min(_WAVES, size[1] / 2)
    # The paper's size is rounded; what is told about the waves lies well within it.
    band.figure.attributes["BBox"] = pen.bounds((x + 1, middle[1] - radius), (_BAND - 2, 2 * radius))
    with pen.content(band.figure), pen.clipped(corner, size):
        colour = channels(mixed(sheet.palette.accent, WHITE, 0.36))
        draw_rosette(pen, middle, radius, sheet.digest, colour, fine=_FINER)
    if band.seal:
        node, picture = band.seal
        with pen.artifact():
            pen.circle(middle, 54, fill=channels(WHITE))
        picture.draw(pen, node, (middle[0] - picture.size[0] / 2, middle[1] - picture.size[1] / 2))


def _column(sheet: Sheet, width: float, *, signed: bool) -> _Column:
    found = logo(sheet, _LOGO)
    number = sheet.set(
        sheet.root.child("P"), _("Certificate {serial}").format(serial=sheet.text.serial),
        sheet.style(Family.MEDIUM, 11, 17, sheet.quiet), width - (_LOGO[0] + 10 if found else 0),
    )  # fmt: skip
    words = Stack((*_words(sheet, width), *_criteria(sheet, width), *_facts(sheet, width)))
    each = (width - _GAP) / 2
    people = signers(sheet, each, _GAP, (Family.STRONG, Family.BODY), signed=signed)
    rubric = _("Rubric {rubric}.").format(rubric=sheet.text.rubric)
    small = small_print(sheet, width, facts=False, extra=(rubric,))
    return _Column(sheet.at_start(number, width), found, words, people, small, sheet.text.code)


def _words(sheet: Sheet, width: float) -> list[Block]:
    text, scale = sheet.text, sheet.scale
    node = sheet.root.heading(1, text.title)
    title = sheet.fitted(node, text.title, shares(sheet, Family.STRONG, 1.42, sheet.accent), _TITLES, width)
    parts: list[Block] = [title, Space(6 * scale)]
    if sheet.wording.opening:
        style = sheet.style(Family.BODY, 12.5, 19, sheet.quiet)
        parts += [sheet.set(sheet.root.child("P"), sheet.wording.opening, style, width), Space(4 * scale)]
    style = shares(sheet, Family.STRONG, 1.1, tracking=-0.02)
    name = sheet.fitted(sheet.root.child("P"), text.holder, style, _NAMES, width)
    spans = statement_spans(sheet, sheet.style(Family.BODY, 14.5, 23.5))
    statement = sheet.set(sheet.root.child("P"), spans, spans[0].style, width)
    return [*parts, Hung(name), Space(16 * scale), statement]


def _criteria(sheet: Sheet, width: float) -> list[Block]:
    """Name what was shown, in two columns that are read one after the other."""
    names = sheet.text.criteria[:_MOST_CRITERIA] if sheet.design.names_criteria else ()
    if not names:
        return []
    scale = sheet.scale
    parts: list[Block] = [Space(18 * scale), rule(width, sheet.faint), Space(10 * scale)]
    listed = sheet.root.child("L")
    each = (width - _GAP) / 2
    half = (len(names) + 1) // 2
    columns = [_list(sheet, listed, names[:half], each), _list(sheet, listed, names[half:], each)]
    places = (width - each, 0.0) if sheet.rtl else (0.0, width - each)
    return [*parts, Row(tuple(Cell(x, column) for x, column in zip(places, columns, strict=True)))]


def _list(sheet: Sheet, listed: Node, names: tuple[str, ...], width: float) -> Stack:
    style = sheet.style(Family.BODY, 10.5, 14)
    parts: list[Block] = []
    for name in names:
        node = listed.child("LI").child("LBody")
        parts += [sheet.set(node, name, style, width), Space(4.5 * sheet.scale)]
    return Stack(tuple(parts))


def _facts(sheet: Sheet, width: float) -> list[Block]:
    text = sheet.text
    facts = (
        (_("Result"), text.outcome_label),
        (_("Issued"), in_words(text.issued_on)),
        (_("Valid to"), in_words(text.valid_until)),
    )
    styles = (sheet.style(Family.BODY, 10, 15, sheet.quiet), sheet.style(Family.STRONG, 10.5, 15))
    return [Space(16 * sheet.scale), fact_row(sheet, facts, styles, width)]
