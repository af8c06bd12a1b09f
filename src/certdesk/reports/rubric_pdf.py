"""Writes a rubric as a PDF: what it is for, its levels, the grid of each section, the evidence, and the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from certdesk.core.plain import canonical, to_plain
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import in_language
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.characters import must_be_printable
from certdesk.reports.files import write_bytes
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paper import A4, Paper
from certdesk.reports.rubric.deciding import certificate, decision, examples
from certdesk.reports.rubric.expected import expectations
from certdesk.reports.rubric.grid import grids
from certdesk.reports.rubric.leaf import Leaf
from certdesk.reports.rubric.opening import heading, levels, title_of
from certdesk.reports.tagged.blocks import Block, paragraph
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.flow import Together, paginate
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

_MARGIN, _FIRST_TOP, _TOP, _FOOT = 40.0, 38.0, 54.0, 50.0
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Printing:
    """How a rubric is printed.

    ``language`` is one that it has, or empty for its own; ``beside`` a second one under each text, or empty. ``names``
    says what people call the types of evidence. The same rubric printed alike with the same ``made_at`` gives the same
    bytes.
    """

    paper: Paper = A4
    landscape: bool = True
    language: str = ""
    beside: str = ""
    draft: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    made_at: datetime = _NO_DAY


def write_rubric_pdf(rubric: Rubric, target: Path, printing: Printing | None = None) -> int:
    """Write the rubric to ``target`` and return its number of pages. A draft may be printed as incomplete as it is.

    Raises UnprintableTextError when no font has one of its characters, StorageError when the disk refuses.
    """
    how = printing or Printing()
    must_be_printable(_texts(rubric))
    leaf, paper = _leaf(rubric, how), _turned(how)
    pages = paginate(_story(leaf, how), _FIRST_TOP, _TOP, paper.height - _FOOT)
    pen = Pen(paper)
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        for block, y in page:
            block.draw(pen, _MARGIN, y)
        _furniture(leaf, how, pen, (number, len(pages)))
    write_bytes(target, finish(pen, leaf.root, _properties(leaf, rubric, how)))
    return len(pages)


def _turned(how: Printing) -> Paper:
    paper = how.paper
    return replace(paper, width=paper.height, height=paper.width) if how.landscape else paper


def _leaf(rubric: Rubric, how: Printing) -> Leaf:
    shown = in_language(rubric, how.language or rubric.language)
    second = in_language(rubric, how.beside) if how.beside not in ("", shown.language) else None
    beside = second if second is not None and second.language != shown.language else None
    width = _turned(how).width - 2 * _MARGIN
    sheet = Sheet(shown.language, width, styles(shown.language), 0.0)
    return Leaf(sheet, shown, beside, Node("Document"), how.names)


def _story(leaf: Leaf, how: Printing) -> list[Block | Together]:
    return [
        *heading(leaf, _standing(leaf.rubric, how)),
        *levels(leaf),
        *grids(leaf),
        *expectations(leaf),
        *decision(leaf),
        *examples(leaf),
        *certificate(leaf),
    ]


def _standing(rubric: Rubric, how: Printing) -> str:
    words = _("Draft of version {version}") if how.draft else _("Version {version}")
    return words.format(version=isolated(rubric.version))


def _properties(leaf: Leaf, rubric: Rubric, how: Printing) -> Properties:
    facts = f"{canonical(to_plain(rubric))}|{how.paper.name}|{how.landscape}|{how.language}|{how.beside}|{how.draft}"
    digest = hashlib.sha256(facts.encode()).digest()
    return Properties(
        title=title_of(leaf.rubric),
        author="",
        subject=_standing(leaf.rubric, how),
        language=leaf.rubric.language,
        rtl=leaf.sheet.rtl,
        made_at=how.made_at,
        document_id=str(UUID(bytes=digest[:16], version=5)),
    )


def _furniture(leaf: Leaf, how: Printing, pen: Pen, place: tuple[int, int]) -> None:
    """Draw what each page repeats: the foot, and from the second page on the title at the head."""
    number, total = place
    sheet, y = leaf.sheet, pen.paper.height - 38
    with pen.artifact():
        pen.line((_MARGIN, y), (_MARGIN + sheet.width, y), look.LINE)
    page = _("Page {number} of {total}").format(number=number, total=total)
    named = _("{title}, {id} {version}").format(
        title=isolated(title_of(leaf.rubric)), id=isolated(leaf.rubric.id), version=isolated(leaf.rubric.version)
    )
    if how.draft:
        named = _("Draft. {rubric}").format(rubric=named)
    _at_both_ends(leaf, pen, (named, page), y + 6)
    if number > 1:
        _at_both_ends(leaf, pen, (title_of(leaf.rubric), _("Draft") if how.draft else ""), 30)


def _at_both_ends(leaf: Leaf, pen: Pen, texts: tuple[str, str], y: float) -> None:
    sheet = leaf.sheet
    wide, narrow = sheet.width * 0.8, sheet.width * 0.2
    first = paragraph(None, texts[0], sheet.styles.small, wide, sheet.start)
    parts = [(0.0, wide, replace(first, lines=first.lines[:1]))]
    if texts[1]:
        last = paragraph(None, texts[1], sheet.styles.small, narrow, sheet.end)
        parts.append((wide, narrow, replace(last, lines=last.lines[:1])))
    sheet.beside(*parts).draw(pen, _MARGIN, y)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value made of dataclasses, tuples, mappings and texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
