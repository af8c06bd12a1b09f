"""Joins many documents into one file for the printer: in order, found by bookmarks, each beginning on a new sheet.

What is joined is for paper only. A signature holds for the file that was signed, so the joined file carries none, and
says so on its first sheet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem

from certdesk.core.errors import StorageError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import Column, body, document_head, table
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

_WITH_SIGNATURES = ("/Annots", "/AF", "/StructParents", "/Tabs")


@dataclass(frozen=True, slots=True)
class ToJoin:
    """One document to join, by the name of its bookmark. ``detail`` stands beside it on the first sheet."""

    name: str
    path: Path
    detail: str = ""


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """What the first sheet says: what is joined, for whom, when, and by which program."""

    title: str
    programme: str
    cohort: str
    made_at: datetime
    language: str
    duplex: bool = True


def write_joined(about: JoinedFile, documents: Sequence[ToJoin], target: Path, progress: Progress = silent) -> int:
    """Join documents in their order into ``target`` and return the number of pages, blank ones counted.

    For printing on both sides every document begins on the front of a sheet. Raises StorageError naming a document
    that is missing or damaged, or when the disk refuses.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as folder, pikepdf.new() as joined:
        counts = [_pages_of(one) for one in documents]
        cover = Path(folder) / "first.pdf"
        write_pages(_cover(about, tuple(zip(documents, counts, strict=True))), cover)
        _append(joined, cover, about.duplex)
        starts: list[int] = []
        for count, one in enumerate(documents):
            progress(count, len(documents), one.name)
            starts.append(len(joined.pages))
            _append(joined, one.path, about.duplex)
        with joined.open_outline() as outline:
            outline.root.extend(OutlineItem(one.name, start) for one, start in zip(documents, starts, strict=True))
        joined.Root.PageMode = Name.UseOutlines
        joined.docinfo["/Title"] = _for_paper(about)
        joined.docinfo["/Producer"] = "CertDesk, joined for paper"
        pages = len(joined.pages)
        _save(joined, Path(folder) / "joined.pdf", target)
    return pages


def _for_paper(about: JoinedFile) -> str:
    return _("{title}, for paper only: this file carries no signature").format(title=about.title)


def _pages_of(one: ToJoin) -> int:
    try:
        with pikepdf.open(one.path) as pdf:
            return len(pdf.pages)
    except (OSError, pikepdf.PdfError) as problem:
        text = _("{file} of {name} can't be read, so nothing was joined.").format(file=one.path.name, name=one.name)
        raise StorageError(text, _("Take it back from a backup of the workspace.")) from problem


def _append(joined: pikepdf.Pdf, path: Path, duplex: bool) -> None:
    """Add the pages of a file without what belongs to its signature; the other side of a last one stays white."""
    with pikepdf.open(path) as pdf:
        first = len(joined.pages)
        if "/AcroForm" in pdf.Root:
            del pdf.Root["/AcroForm"]
        for page in pdf.pages:
            for name in _WITH_SIGNATURES:
                if name in page.obj:
                    del page.obj[name]
        joined.pages.extend(pdf.pages)
        if duplex and (len(joined.pages) - first) % 2:
            box = joined.pages[-1].mediabox
            joined.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))


def _save(joined: pikepdf.Pdf, part: Path, target: Path) -> None:
    joined.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    try:
        joined.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        part.replace(target)
    except OSError as problem:
        text = _("{name} could not be written: {reason}.")
        text = text.format(name=target.name, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder, or make room on the disk.")) from problem


def _cover(about: JoinedFile, documents: tuple[tuple[ToJoin, int], ...], paper: Paper = A4) -> Draft:
    told, listed = spelled_out((replace(about, language=about.language), tuple(documents)))
    foot = _("For paper only. The signed files are those that candidates are given.")

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(told.language, paper.width - 2 * MARGIN, styles(told.language, density), 0.0)
        story = _story(sheet, root, told, listed)
        furniture = Furniture(foot, (told.title, isolated(told.cohort)))
        properties = Properties(
            title=_for_paper(told), author=told.programme, subject=told.title, language=told.language,
            rtl=sheet.rtl, made_at=told.made_at, document_id=f"joined-{told.made_at:%Y%m%dT%H%M%S}",
        )  # fmt: skip
        return Draft(paper, sheet, root, laid_out(story, paper), furniture, properties)

    return snug(at_density)


def _story(
    sheet: Sheet, root: Node, about: JoinedFile, documents: tuple[tuple[ToJoin, int], ...]
) -> list[Block | Together]:
    kind = sheet.styles
    right = ((isolated(about.cohort), kind.label), (with_time(about.made_at), replace(kind.quiet, even=True)))
    count = len(documents)
    said = ngettext("{count} document follows, in this order.", "{count} documents follow, in this order.", count)
    note = _(
        "They are printed from signed files and show the same. A signature can't be printed: whoever checks one needs "
        "the file, or the QR code where there is one."
    )
    sides = _("Print on both sides: every document begins on a new sheet.") if about.duplex else ""
    words = " ".join(part for part in (said.format(count=count), sides) if part)
    columns = (Column(_("Code"), 0.3), Column(_("Number or kind"), 0.5), Column(_("Pages"), 0.2))
    rows = [
        (((isolated(one.name), kind.strong),), ((isolated(one.detail), kind.body),), ((str(pages), kind.body),))
        for one, pages in documents
    ]
    return [
        *document_head(sheet, root, (isolated(about.programme), about.title), right),
        body(sheet, root, words), Space(4), body(sheet, root, note, kind.quiet), Space(12),
        table(sheet, root, columns, rows),
    ]  # fmt: skip
