"""Writes the minutes of the making of a programme's root key: who was there, what was done, and the fingerprint."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from certdesk.core.documents import CeremonyMinutes
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.characters import must_be_printable, texts_in
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.record.code import code_figure
from certdesk.reports.sections import Column, body, bullets, document_head, facts, section, table, under
from certdesk.reports.signature_panel import LEAD_FIELD, lead_signs
from certdesk.reports.tagged.blocks import Block, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Panel, Row, Stack
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["LEAD_FIELD", "write_minutes"]

_CODE = 100.0
_GAP = 18.0
_LINE_ROOM = 34.0  # points for a signature by hand


def write_minutes(minutes: CeremonyMinutes, target: Path, *, paper: Paper = A4) -> int:
    """Write the minutes to ``target`` and return their number of pages.

    Raises UnprintableTextError when no font has one of their characters, StorageError when the disk refuses.
    """
    must_be_printable(texts_in(replace(minutes, code="")))
    foot = _("Document {id}").format(id=isolated(minutes.document_id))
    if minutes.rehearsal:
        foot = _("Rehearsal. {document}").format(document=foot)
    furniture = Furniture(foot, (_title(), isolated(minutes.programme)))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(minutes.language, paper.width - 2 * MARGIN, styles(minutes.language, density), 0.0)
        pages = laid_out(_story(sheet, minutes, root), paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, minutes))

    return write_pages(snug(at_density), target)


def _title() -> str:
    return _("Minutes of the key ceremony")


def _properties(sheet: Sheet, minutes: CeremonyMinutes) -> Properties:
    return Properties(
        title=f"{_title()}: {minutes.programme}",
        author=minutes.programme,
        subject=_("Rehearsal") if minutes.rehearsal else _("The making of the programme’s root key"),
        language=minutes.language,
        rtl=sheet.rtl,
        made_at=minutes.held_at,
        document_id=minutes.document_id,
        sort="minutes",
    )


def _story(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> list[Block | Together]:
    kind = sheet.styles
    right = ((isolated(minutes.place), kind.label), (with_time(minutes.held_at), replace(kind.quiet, even=True)))
    story: list[Block | Together] = [*document_head(sheet, root, (minutes.programme, _title()), right)]
    if minutes.rehearsal:
        story += [_rehearsal(sheet, root), Space(14)]
    story.append(_fingerprint(sheet, minutes, root))
    story += under(section(sheet, root, _("Who was there")), [_people(sheet, minutes, root)])
    story += under(section(sheet, root, _("What was done")), [_steps(sheet, minutes, root)])
    if minutes.certificates:
        story += under(section(sheet, root, _("What was made")), [_certificates(sheet, minutes, root)])
    if minutes.copies:
        story += under(section(sheet, root, _("Copies of the root key")), [bullets(sheet, root, minutes.copies)])
    return [*story, *under(section(sheet, root, _("Signatures")), _signatures(sheet, minutes, root))]


def _people(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> Block:
    pairs = [(isolated(name), isolated(part)) for name, part in minutes.people]
    return facts(sheet, root, pairs)


def _rehearsal(sheet: Sheet, root: Node) -> Panel:
    text = _("This was a rehearsal with a test programme. Nothing that was made in it proves anything.")
    style = replace(sheet.styles.strong, colour=look.WARN)
    words = paragraph(root.child("P"), text, style, sheet.width - 28, sheet.start)
    return Panel(words, sheet.width, look.WARN_SOFT, look.WARN_LINE, (14.0, 9.0))


def _fingerprint(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> Panel:
    """Make the panel that people compare aloud: fingerprint, its words, and the code of both beside them."""
    kind, width = sheet.styles, sheet.width - 28
    wide = width - (_CODE + _GAP if minutes.code else 0)
    title = _("Fingerprint of the root certificate")
    style = replace(kind.strong, size=12.5, leading=19.0, tabular=True)
    parts: list[Block] = [
        paragraph(root.heading(2, title), title, kind.strong, wide, sheet.start),
        Space(4),
        paragraph(root.child("P"), isolated(minutes.root_fingerprint), style, wide, sheet.start),
    ]
    if minutes.root_words:
        said = _("Read aloud:")
        parts += [Space(6), paragraph(root.child("P"), said, kind.quiet, wide, sheet.start)]
        words = "\u2002".join(isolated(word) for word in minutes.root_words)
        parts.append(paragraph(root.child("P"), words, replace(kind.body, size=11.0, leading=17.0), wide, sheet.start))
    cells: list[tuple[float, float, Block]] = [(0, wide, Stack(tuple(parts)))]
    if minutes.code:
        figure = code_figure(root, minutes.code, _("QR code of the root certificate’s fingerprint"), _CODE)
        cells.append((width - _CODE, _CODE, figure))
    return Panel(sheet.beside(*cells, within=width), sheet.width, look.WARM, look.LINE, (14.0, 10.0))


def _steps(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> Block:
    kind = sheet.styles
    times = replace(kind.body, tabular=True, colour=look.TEXT2)
    rows = [(((when, times),), ((what, kind.body),)) for when, what in minutes.steps]
    return table(sheet, root, (Column(_("Time"), 0.17), Column(_("Step"), 0.83)), rows)


def _certificates(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> Block:
    kind = sheet.styles
    quiet = replace(kind.body, tabular=True, colour=look.TEXT2)
    columns = (Column(_("Certificate"), 0.34), Column(_("Fingerprint"), 0.44), Column(_("Valid until"), 0.22))
    rows = [
        (((isolated(name), kind.strong),), ((isolated(print_), quiet),), ((until, quiet),))
        for name, print_, until in minutes.certificates
    ]
    return table(sheet, root, columns, rows)


def _signatures(sheet: Sheet, minutes: CeremonyMinutes, root: Node) -> list[Block]:
    """Make the panel of the digital signature, and below it a line for everybody to sign on paper."""
    note = _("Whoever was there signs the printed minutes too, so that they can be compared with the file years later.")
    panel, told = lead_signs(sheet, minutes.signer, root), body(sheet, root, note, sheet.styles.quiet)
    rows = [_lines_to_sign(sheet, root, minutes.people[at : at + 2]) for at in range(0, len(minutes.people), 2)]
    return [panel, Space(12), told, *rows]


def _lines_to_sign(sheet: Sheet, root: Node, people: tuple[tuple[str, str], ...]) -> Row:
    width = (sheet.width - _GAP) / 2
    cells: list[tuple[float, float, Block]] = []
    for at, (name, part) in enumerate(people):
        words = _("{name}, {part}").format(name=isolated(name), part=isolated(part)) if part else isolated(name)
        told = paragraph(root.child("P"), words, sheet.styles.small, width, sheet.start)
        cells.append((at * (width + _GAP), width, Stack((Space(_LINE_ROOM), _line(width), Space(3), told))))
    return sheet.beside(*cells, whole_below=200)


def _line(width: float) -> Block:
    return rule(width, look.CONTROL, 0.6)
