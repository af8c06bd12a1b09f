"""What marks a paper that is no certificate: a preview, or one that a rehearsal made."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from math import atan2, degrees, hypot

from certdesk.core.certificate_colours import channels, mixed
from certdesk.core.words import _
from certdesk.reports.certificate.sheet import Sheet
from certdesk.reports.look import ink
from certdesk.reports.tagged.blocks import Paragraph, paragraph
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family
from certdesk.reports.text.lines import Align, place
from certdesk.reports.text.operators import Placed

_RED, _WHITE = ink("#B3261E"), ink("#FFFFFF")
BANNER = 19.0
"""The height of the bands at head and foot."""
_PALE = {"specimen": 0.89, "test": 0.72}


class Stamp(StrEnum):
    """Why a paper is no certificate; most have none."""

    NONE = ""
    SPECIMEN = "specimen"
    TEST = "test"


def stamp_node(sheet: Sheet, stamp: Stamp) -> Node | None:
    """Add the sentence of a stamp, before everything else that is read."""
    return sheet.root.child("P") if stamp else None


def draw_stamp(sheet: Sheet, pen: Pen, stamp: Stamp) -> None:
    """Write the word large across the page, under everything else."""
    if not stamp:
        return
    width, height = pen.paper.width, pen.paper.height
    colour = channels(mixed("#B3261E", sheet.palette.ground, _PALE[stamp]))
    word, _sentence = _words(stamp)
    style = replace(sheet.style(Family.STRONG, 100, 100, colour), language="en", tracking=4.0)
    block = paragraph(None, word, style, 4 * width)
    size = 100 * 0.74 * hypot(width, height) / block.natural_width * (0.8 if stamp is Stamp.TEST else 1)
    style = replace(style, size=min(size, 150.0), leading=min(size, 150.0))
    block = paragraph(None, word, style, 4 * width, Align.CENTRE)
    centre = (width / 2, height / 2)
    shown = _lines(block, centre[0] - 2 * width, centre[1])
    with pen.artifact("Background"), pen.turned(centre, degrees(atan2(height, width))):
        pen.text(shown)


def draw_banner(sheet: Sheet, pen: Pen, stamp: Stamp, node: Node | None) -> None:
    """Write the sentence in bands at head and foot, before all else; it is read once."""
    if node is None:
        return
    width, height = pen.paper.width, pen.paper.height
    style = replace(sheet.style(Family.STRONG, 9.5, 13, _WHITE), size=9.5, leading=13.0, language="en")
    for top, owner in ((0.0, node), (height - BANNER, None)):
        with pen.artifact():
            pen.box((0, top), (width, BANNER), fill=_RED)
        block = paragraph(owner, _words(stamp)[1], style, width - 40, Align.CENTRE)
        block.draw(pen, 20, top + (BANNER - block.height) / 2)


def _lines(block: Paragraph, x: float, middle: float) -> list[tuple[list[Placed], float]]:
    baseline = middle + block.style.size * 0.36
    return [(place(line, x, block.width, block.align), baseline) for line in block.lines]


def _words(stamp: Stamp) -> tuple[str, str]:
    if stamp is Stamp.TEST:
        return _("TEST"), _("TEST. Made in a rehearsal: this is not a certificate and proves nothing.")
    return _("SPECIMEN"), _("Specimen. Not signed: this is not a certificate.")
