"""Writes fix lists: one page for each candidate, with boxes to tick, for teachers who are no technicians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.core.preflight import Severity
from certdesk.core.preflight_fix_list import FixLine, FixList
from certdesk.core.words import _, ngettext
from certdesk.reports import look
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import in_words
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import FIRST_TOP, FOOT, MARGIN, Draft, Furniture, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import body, document_head, section
from certdesk.reports.tagged.blocks import Block, Drawing, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Ruled, Stack
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Page, Together, paginate
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["write_fix_lists"]

_DENSITIES = (1.1, 1.0, 0.92, 0.86)
_BOX, _GAP = 11.0, 12.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list goes: its sheet, its part of the structure, and the level of its title there."""

    sheet: Sheet
    root: Node
    level: int = 1


def write_fix_lists(lists: Sequence[FixList], target: Path, *, paper: Paper = A4) -> int:
    """Write a page for each list to ``target`` and return the number of pages. There must be one list at least.

    What does not fit on a page is counted at its foot: the smallest problems, as the largest come first. Characters
    that no font has are printed as their codes. Raises StorageError when the disk refuses.
    """
    told = [spelled_out(each) for each in lists]
    root, first = Node("Document"), told[0]
    pages: list[Page] = []
    sheet = _sheet(first, paper, 1.0)
    for each in told:
        density, count = _fitting(each, paper)
        place = _Place(_sheet(each, paper, density), root.child("Sect"), 1 if each is first else 2)
        pages += _pages(each, place, count, paper)
    foot = _("{program} looked at these files. It can be wrong: ask if something is unclear.")
    furniture = Furniture(foot.format(program=isolated(first.program)), ("", ""))
    return write_pages(Draft(paper, sheet, root, pages, furniture, _properties(told, sheet)), target)


def _properties(lists: Sequence[FixList], sheet: Sheet) -> Properties:
    first = lists[0]
    about = f"{_title()}: {first.code}" if len(lists) == 1 else _title()
    return Properties(
        title=about,
        author=first.program,
        subject=_title(),
        language=first.language,
        rtl=sheet.rtl,
        made_at=first.made_at,
        document_id=f"{first.code}-{first.made_at:%Y%m%dT%H%M%S}",
        sort="fix-list",
    )


def _title() -> str:
    return _("What to put right")


def _sheet(each: FixList, paper: Paper, density: float) -> Sheet:
    return Sheet(each.language, paper.width - 2 * MARGIN, styles(each.language, density), 0.0)


def _fitting(each: FixList, paper: Paper) -> tuple[float, int]:
    """Return at which density how many lines fit on one page: all of them, if that can be."""
    for density in _DENSITIES:
        if len(_pages(each, _Place(_sheet(each, paper, density), Node("Sect")), len(each.lines), paper)) == 1:
            return density, len(each.lines)
    sheet = _sheet(each, paper, _DENSITIES[-1])
    low, high = 0, len(each.lines)
    while high - low > 1:
        middle = (low + high) // 2
        fits = len(_pages(each, _Place(sheet, Node("Sect")), middle, paper)) == 1
        low, high = (middle, high) if fits else (low, middle)
    return _DENSITIES[-1], low


def _pages(each: FixList, place: _Place, count: int, paper: Paper) -> list[Page]:
    return paginate(_story(place, each, count), FIRST_TOP, FIRST_TOP, paper.height - FOOT)


def _story(place: _Place, each: FixList, count: int) -> list[Block | Together]:
    sheet, root, kind = place.sheet, place.root, place.sheet.styles
    right = ((isolated(each.code), kind.label), (in_words(each.made_at), replace(kind.quiet, even=True)))
    story: list[Block | Together] = [
        *document_head(sheet, root, (isolated(each.programme), _title()), right, place.level)
    ]
    story += [body(sheet, root, _greeting(each)), Space(4)]
    if not each.lines:
        words = _("Everything is here, and everything can be opened. There is nothing for you to do.")
        said = paragraph(root.child("P"), words, kind.strong, sheet.width - 28, sheet.start)
        return [*story, Space(10), Panel(said, sheet.width, look.TEAL_SOFT, look.LINE, (14.0, 10.0))]
    shown = each.lines[:count]
    must = [line for line in shown if line.severity is not Severity.LOOK]
    may = [line for line in shown if line.severity is Severity.LOOK]
    for title, lines in ((_("Please put this right"), must), (_("Please have a look at this"), may)):
        if lines:
            story += [Space(12), section(sheet, root, title, place.level + 1), Space(3), *_lines(sheet, root, lines)]
    left = len(each.lines) - count
    if left:
        text = ngettext(
            "{count} more point has no room here. Your coordinator has it.",
            "{count} more points have no room here. Your coordinator has them.",
            left,
        )
        story += [Space(8), body(sheet, root, text.format(count=left), kind.quiet)]
    return story


def _greeting(each: FixList) -> str:
    words = []
    if each.name:
        words.append(_("For {name}.").format(name=isolated(each.name)))
    if each.lines:
        words.append(_("We looked at what you sent before it is assessed. These points need you."))
        words.append(_("Tick off what is done, and send the files to your coordinator again."))
        if each.due_on:
            words.append(_("Please do it by {day}.").format(day=in_words(each.due_on)))
    else:
        words.append(_("We looked at what you sent before it is assessed."))
    return " ".join(words)


def _lines(sheet: Sheet, root: Node, lines: Sequence[FixLine]) -> list[Block]:
    listed = root.child("L")
    made: list[Block] = []
    for line in lines:
        item = listed.child("LI")
        made.append(Ruled(_line(sheet, item, line), sheet.width, look.LINE, (6.0, 5.0)))
    return made


def _line(sheet: Sheet, item: Node, line: FixLine) -> Block:
    kind, width = sheet.styles, sheet.width - _BOX - _GAP
    words = item.child("LBody")
    parts: list[Block] = [paragraph(words.child("P"), line.headline, kind.strong, width, sheet.start)]
    for name, sentence in line.cases:
        said = f"{isolated(name)}: {sentence}" if name else sentence
        parts.append(paragraph(words.child("P"), said, kind.body, width, sheet.start))
    if line.more:
        more = ngettext("… and {count} more", "… and {count} more", line.more).format(count=line.more)
        parts.append(paragraph(words.child("P"), more, kind.quiet, width, sheet.start))
    do = replace(kind.body, colour=look.TEAL_TEXT)
    parts.append(paragraph(words.child("P"), line.do, do, width, sheet.start))
    box = Drawing(_BOX, _BOX + 2, _tick_box)
    return sheet.beside((0, _BOX, box), (_BOX + _GAP, width, Stack(tuple(parts))), whole_below=400)


def _tick_box(pen: Pen, x: float, y: float) -> None:
    pen.box((x, y + 1.5), (_BOX, _BOX), stroke=look.TEXT2, radius=2.0)
