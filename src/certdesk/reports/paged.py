"""Pages of a document that flows: its margins, what each page repeats, and the finished file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.files import write_bytes
from certdesk.reports.look import Sheet
from certdesk.reports.paper import Paper
from certdesk.reports.tagged.blocks import Block, shortened
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.flow import Page, Together, paginate
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node

MARGIN = 48.0
FIRST_TOP, TOP, FOOT = 44.0, 66.0, 62.0
_DENSITIES = (1.0, 0.95, 0.9, 0.86)
_RULE, _HEAD = 51.0, 40.0  # of the foot, from the end of the page; of the running head, from its top


@dataclass(frozen=True, slots=True)
class Furniture:
    """What pages repeat: a text at their foot, and from the second page on two at the ends of their head."""

    foot: str
    head: tuple[str, str]


def laid_out(story: Iterable[Block | Together], paper: Paper) -> list[Page]:
    """Place blocks on pages of ``paper``, between the margins that all flowing documents have."""
    return paginate(story, FIRST_TOP, TOP, paper.height - FOOT)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is laid out: its pages, its structure in reading order, and what it says about itself."""

    paper: Paper
    sheet: Sheet
    root: Node
    pages: list[Page]
    furniture: Furniture
    properties: Properties


def snug(make: Callable[[float], Draft], thin: float = 0.3, largest: float = 1.0) -> Draft:
    """Set a document smaller if that saves a last page on which there is only a ``thin`` share; else at full size.

    ``make`` sets it at a density, ``largest`` at first.
    """
    full = make(largest)
    if len(full.pages) == 1 or _last_page(full) > thin:
        return full
    tried = (make(density) for density in _DENSITIES if density < largest)
    return next((draft for draft in tried if len(draft.pages) < len(full.pages)), full)


def _last_page(draft: Draft) -> float:
    """Return the share of the last page that has something on it."""
    last, y = draft.pages[-1][-1]
    return (y + last.height - TOP) / (draft.paper.height - FOOT - TOP)


def write_pages(draft: Draft, target: Path) -> int:
    """Draw the pages, write the finished file to ``target`` and return the number of pages."""
    pen, total = Pen(draft.paper), len(draft.pages)
    for number, page in enumerate(draft.pages, 1):
        if number > 1:
            pen.next_page()
        for block, y in page:
            block.draw(pen, MARGIN, y)
        _repeat(draft, pen, (number, total))
    write_bytes(target, finish(pen, draft.root, draft.properties))
    return total


def _repeat(draft: Draft, pen: Pen, place: tuple[int, int]) -> None:
    number, total = place
    sheet, y = draft.sheet, pen.paper.height - _RULE
    with pen.artifact():
        pen.line((MARGIN, y), (MARGIN + sheet.width, y), look.LINE)
    page = _("Page {number} of {total}").format(number=number, total=total)
    _at_both_ends(sheet, pen, (draft.furniture.foot, page), (0.84, y + 8))
    if number > 1:
        _at_both_ends(sheet, pen, draft.furniture.head, (0.4, _HEAD))


def _at_both_ends(sheet: Sheet, pen: Pen, texts: tuple[str, str], place: tuple[float, float]) -> None:
    """Draw two short texts on one line; ``place`` is the first one's share of the width, and the height."""
    share, y = place
    wide, narrow = sheet.width * share, sheet.width * (1 - share)
    first = shortened(None, texts[0], sheet.styles.small, wide, sheet.start)
    last = shortened(None, texts[1], sheet.styles.small, narrow, sheet.end)
    sheet.beside((0.0, wide, first), (wide, narrow, last)).draw(pen, MARGIN, y)
